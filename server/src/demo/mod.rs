//! The demo city: Linyi's real tree with fictional people, always the same ones.
//!
//! 3,000 households by default; the same loader makes a city of 600,000 for measuring.

mod applications;
mod bulk;
mod files;
mod funds;
mod partners;
mod places;
mod programmes;
mod rights;
mod surveys;
mod tables;

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{Days, NaiveDate};
use schema::demo_people::{Chance, People};
use schema::privacy::Vault;
use schema::tenancy::Role;
use schema::unions::rules::UnionLevel;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::sync::mpsc;
use uuid::Uuid;

use bulk::Bare;
use files::Course;
use places::{Place, Post};
use tables::Tables;

/// The divisions of Linyi (GB/T 2260 and the statistical division codes): 1 city, 13 counties and
/// zones, 156 townships and streets, 4,186 villages and communities.
pub const DIVISIONS: &str = include_str!("../../demo/linyi.csv");

/// Code and name of the demo city.
pub const CITY: (&str, &str) = ("3713", "临沂市");

/// The password of every account of the demo city.
pub const PASSWORD: &str = "lianxin-demo-2014";

const SEED: u64 = 20_140_806;
/// Households written between two sendings.
const BATCH: usize = 2_000;

/// An account that a newcomer is told of.
#[derive(Debug, Clone)]
pub struct Account {
    /// Login name.
    pub login: &'static str,
    /// The person's name.
    pub name: String,
    /// The union of the post, or the partner.
    pub union: String,
    /// What to try with it, in Chinese.
    pub what: &'static str,
    staff: Option<Uuid>,
}

struct Known {
    login: &'static str,
    union: &'static str,
    level: UnionLevel,
    role: Role,
    admin: bool,
    what: &'static str,
}

impl Known {
    fn is_at(&self, place: &Place) -> bool {
        place.name.contains(self.union) && place.level == self.level
    }
}

const PASSWORD_LOGINS: &[Known] = &[
    Known {
        login: "shizong",
        union: "临沂市总工会",
        level: UnionLevel::Municipal,
        role: Role::Admin,
        admin: true,
        what: "市总工会管理员：看全市数据，按县区下钻",
    },
    Known {
        login: "jingshen",
        union: "临沂市总工会",
        level: UnionLevel::Municipal,
        role: Role::Auditor,
        admin: false,
        what: "市总工会经审：查操作记录",
    },
    Known {
        login: "lanshan",
        union: "兰山区总工会",
        level: UnionLevel::County,
        role: Role::Admin,
        admin: true,
        what: "县区总工会管理员：登记帮扶户、结对",
    },
    Known {
        login: "shikuaiji",
        union: "临沂市总工会",
        level: UnionLevel::Municipal,
        role: Role::Finance,
        admin: false,
        what: "市总工会财务：专项资金下拨、预算",
    },
    Known {
        login: "qukuaiji",
        union: "兰山区总工会",
        level: UnionLevel::County,
        role: Role::Finance,
        admin: false,
        what: "县区财务：确认到账、编制预算",
    },
    Known {
        login: "falv",
        union: "兰山区总工会",
        level: UnionLevel::County,
        role: Role::Legal,
        admin: false,
        what: "县区法律工作者：维权个案的受理、转办、发函",
    },
    Known {
        login: "luozhuang",
        union: "罗庄区总工会",
        level: UnionLevel::County,
        role: Role::Legal,
        admin: false,
        what: "另一县区的法律工作者：接办转来的个案",
    },
    Known {
        login: "quganbu",
        union: "兰山区总工会",
        level: UnionLevel::County,
        role: Role::Cadre,
        admin: false,
        what: "县区帮扶干部",
    },
    Known {
        login: "jiedao",
        union: "兰山街道总工会",
        level: UnionLevel::Township,
        role: Role::Cadre,
        admin: true,
        what: "街道总工会主席：代管村（社区）工会，自己也结对",
    },
    Known {
        login: "ganbu",
        union: "兰山街道总工会",
        level: UnionLevel::Township,
        role: Role::Cadre,
        admin: false,
        what: "街道帮扶干部：用手机走访、记录",
    },
    Known {
        login: "qiye",
        union: "公司工会",
        level: UnionLevel::Grassroots,
        role: Role::Cadre,
        admin: true,
        what: "企业工会主席：帮扶本单位农民工",
    },
];

/// What was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// Unions, the imported ones and the founded ones.
    pub unions: usize,
    /// Posts.
    pub posts: u64,
    /// Households.
    pub households: u32,
    /// Accounts to sign in with.
    pub accounts: Vec<Account>,
}

/// The state of the generator.
struct Demo {
    people: People,
    chance: Chance,
    vault: Arc<Vault>,
    tables: Tables,
    places: Vec<Place>,
    by_path: HashMap<String, usize>,
    accounts: Vec<Account>,
    city_code: String,
    password_hash: String,
    today: NaiveDate,
    first_day: NaiveDate,
    files: u32,
    logins: u64,
}

/// Whether the city has no union yet. `owner` is the owner's connection with the city as search path.
///
/// # Errors
/// A fault of the database.
pub async fn is_empty(owner: &mut PgConnection) -> Result<bool> {
    owner.execute("SET lianxin.maintenance = 'on'").await?;
    let empty = sqlx::query_scalar("SELECT NOT EXISTS (SELECT 1 FROM unions)")
        .fetch_one(&mut *owner)
        .await;
    owner.execute("RESET lianxin.maintenance").await?;
    Ok(empty?)
}

/// Fills an empty city with about so many households, whole or not at all.
///
/// # Errors
/// When the city is not empty, or a fault of the database.
pub async fn load(
    owner: &mut PgConnection,
    vault: Arc<Vault>,
    households: u32,
    today: NaiveDate,
    password_hash: String,
) -> Result<Loaded> {
    anyhow::ensure!(
        is_empty(owner).await?,
        "the city holds unions already; a demo city is loaded only into an empty one"
    );
    let divisions = schema::unions::import::parse(DIVISIONS.as_bytes())
        .context("the divisions of the demo city")?;
    let mut tx = owner.begin().await?;
    tx.execute("SET LOCAL lianxin.maintenance = 'on'").await?;
    // A load that is lost is loaded again; what it must not be is half there.
    tx.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '512MB'")
        .await?;
    schema::unions::import::import(&mut tx, &divisions)
        .await
        .context("importing the tree")?;
    let names: HashMap<&str, &str> = divisions
        .iter()
        .map(|division| (division.code.as_str(), division.name.as_str()))
        .collect();
    let rows: Vec<(Uuid, String, String, String, Option<String>)> =
        sqlx::query_as("SELECT id, path, level, name, division_code FROM unions ORDER BY path")
            .fetch_all(&mut *tx)
            .await?;
    let mut places = Vec::new();
    for (id, path, level, name, code) in rows {
        let level = UnionLevel::from_code(&level).context("a level of the tree")?;
        let division = code
            .as_deref()
            .and_then(|code| names.get(code))
            .copied()
            .unwrap_or_default();
        places.push(Place::of_division(id, path, level, name, division, code));
    }
    let pilot = places
        .iter()
        .find(|place| place.name.contains("兰山街道") && place.level == UnionLevel::Township)
        .map(|place| place.path.clone())
        .context("the street of the pilot survey")?;
    let filled = [Tables::NAMES, surveys::TABLES].concat();
    let bare = Bare::strip(&mut tx, &filled).await?;
    let keys = vault.clone();
    let of_partners = password_hash.clone();
    let demo = Demo::new(places, vault, today, password_hash);
    let (sender, mut batches) = mpsc::channel::<Tables>(2);
    // People are invented on one core while the other writes.
    let work = tokio::task::spawn_blocking(move || demo.run(households, &sender));
    while let Some(mut tables) = batches.recv().await {
        tables.send(&mut tx).await?;
    }
    let (mut loaded, children) = work.await?;
    for (union, count) in children {
        sqlx::query("UPDATE unions SET last_child = last_child + $2 WHERE id = $1")
            .bind(union)
            .bind(count)
            .execute(&mut *tx)
            .await?;
    }
    surveys::fill(&mut tx, loaded.households, &pilot, today).await?;
    programmes::fill(&mut tx, today).await?;
    bare.restore(&mut tx)
        .await
        .context("indexes and constraints of the loaded tables")?;
    funds::fill(&mut tx, today).await?;
    applications::fill(&mut tx, &keys, today).await?;
    rights::fill(&mut tx, &keys, today).await?;
    let lawyers = partners::fill(&mut tx, today, &of_partners).await?;
    loaded.accounts.extend(lawyers);
    // File numbers go on where the demo's end.
    sqlx::query("SELECT setval('household_number', greatest($1, 1))")
        .bind(i64::from(loaded.households))
        .execute(&mut *tx)
        .await?;
    schema::statistics::rebuild(&mut tx)
        .await
        .map_err(|error| anyhow::anyhow!("counting the figures: {error:?}"))?;
    tx.commit().await?;
    // Of these tables only: the catalogue is the superuser's.
    let tables = [filled, programmes::TABLES.to_vec()].concat().join(", ");
    owner
        .execute(AssertSqlSafe(format!(
            "ANALYZE {tables}, stat_total, fund_account, fund_transaction, fund_entry, bank_line"
        )))
        .await?;
    Ok(loaded)
}

impl Demo {
    fn new(places: Vec<Place>, vault: Arc<Vault>, today: NaiveDate, password_hash: String) -> Self {
        Self {
            people: People::new(SEED),
            chance: Chance::new(SEED + 1),
            vault,
            tables: Tables::new(),
            places,
            by_path: HashMap::new(),
            accounts: Vec::new(),
            city_code: CITY.0.to_owned(),
            password_hash,
            today,
            first_day: today - Days::new(730),
            files: 0,
            logins: 0,
        }
    }

    fn run(mut self, households: u32, sender: &mpsc::Sender<Tables>) -> (Loaded, Vec<(Uuid, i32)>) {
        let mut children: HashMap<Uuid, i32> = HashMap::new();
        let existing = self.children();
        let mut next = |parent: Uuid| {
            let added = children.entry(parent).or_default();
            *added += 1;
            existing.get(&parent).copied().unwrap_or_default()
                + u32::try_from(*added).unwrap_or_default()
        };
        places::found_enterprises(
            &mut self.places,
            &mut self.people,
            &mut self.chance,
            &mut self.tables,
            &mut next,
        );
        self.by_path = self
            .places
            .iter()
            .enumerate()
            .map(|(index, place)| (place.path.clone(), index))
            .collect();
        // 2.8 households a cadre, and one in seven who has none now.
        self.staff(households * 10 / 32);
        self.households(households, sender);
        self.finance();
        self.legal();
        self.flush(sender);
        self.accounts.sort_by_key(|account| {
            PASSWORD_LOGINS
                .iter()
                .position(|known| known.login == account.login)
        });
        let loaded = Loaded {
            unions: self.places.len(),
            posts: self.logins,
            households: self.files,
            accounts: self.accounts,
        };
        (loaded, children.into_iter().collect())
    }

    /// Number of children of each union of the imported tree.
    fn children(&self) -> HashMap<Uuid, u32> {
        let ids: HashMap<&str, Uuid> = self
            .places
            .iter()
            .map(|place| (place.path.as_str(), place.id))
            .collect();
        let mut counts = HashMap::new();
        for place in &self.places {
            if let Some(parent) =
                ids.get(&place.path[..place.path.len() - schema::tenancy::tree::SEGMENT])
            {
                *counts.entry(*parent).or_default() += 1;
            }
        }
        counts
    }

    fn households(&mut self, wanted: u32, sender: &mpsc::Sender<Tables>) {
        let homes = self.homes();
        for (index, villages) in homes.iter().enumerate() {
            for Post { id, load } in self.places[index].posts.clone() {
                for slot in 1..=load {
                    if self.files < wanted {
                        let home = self.home(villages, index);
                        self.household(&home, Course::Paired { cadre: id, slot });
                    }
                }
                self.flush_full(sender);
            }
        }
        let staffed: Vec<usize> = (0..self.places.len())
            .filter(|index| !self.places[*index].posts.is_empty())
            .collect();
        while self.files < wanted && !staffed.is_empty() {
            let index = self.chance.one(&staffed);
            let posts: Vec<Uuid> = self.places[index]
                .posts
                .iter()
                .map(|post| post.id)
                .collect();
            let cadre = self.chance.one(&posts);
            let course = match self.chance.below(100) {
                0..60 => Course::Unpaired,
                60..85 => Course::Ended {
                    cadre,
                    relieved: true,
                },
                _ => Course::Ended {
                    cadre,
                    relieved: false,
                },
            };
            let home = self.home(&homes[index], index);
            self.household(&home, course);
            self.flush_full(sender);
        }
    }

    /// The villages that each union's cadres go to: those below a township; elsewhere the households
    /// are the union's own and live in any village below.
    fn homes(&self) -> Vec<Vec<usize>> {
        let villages: Vec<usize> = (0..self.places.len())
            .filter(|index| self.places[*index].level == UnionLevel::Community)
            .collect();
        self.places
            .iter()
            .map(|place| {
                let start =
                    villages.partition_point(|village| self.places[*village].path < place.path);
                let near = villages[start..]
                    .iter()
                    .copied()
                    .take_while(|village| self.places[*village].path.starts_with(&place.path))
                    .collect::<Vec<_>>();
                if near.is_empty() {
                    villages.clone()
                } else {
                    near
                }
            })
            .collect()
    }

    fn home(&mut self, villages: &[usize], index: usize) -> Place {
        let village = self.places[self.chance.one(villages)].clone();
        let place = &self.places[index];
        if place.level == UnionLevel::Township {
            return village;
        }
        Place {
            address: village.address,
            division_code: village.division_code,
            ..place.clone()
        }
    }

    fn flush_full(&mut self, sender: &mpsc::Sender<Tables>) {
        if self.tables.household.len() >= BATCH {
            self.flush(sender);
        }
    }

    fn flush(&mut self, sender: &mpsc::Sender<Tables>) {
        let full = std::mem::replace(&mut self.tables, Tables::new());
        // The receiver is gone when the load has failed; its error is the one to tell.
        drop(sender.blocking_send(full));
    }
}
