//! Where the people of the demo city are: unions beside the real tree, and who works in which.

use schema::demo_people::{Cadre, Chance, People, place_of_committee};
use schema::tenancy::{Role, tree};
use schema::unions::rules::UnionLevel;
use schema::values::PersonName;
use uuid::Uuid;

use super::tables::Tables;
use super::{Demo, PASSWORD_LOGINS};

/// A union and what the demo puts into it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: Uuid,
    pub(super) path: String,
    pub(super) level: UnionLevel,
    pub(super) name: String,
    /// The division as an address begins, for a village the place of its committee.
    pub(super) address: String,
    pub(super) division_code: Option<String>,
    pub(super) posts: Vec<Post>,
}

/// A cadre's post.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) id: Uuid,
    /// How many households the cadre answers for.
    pub(super) load: u32,
}

/// Enterprises below each county and industry union.
const ENTERPRISES: u32 = 3;
const INDUSTRIES: &[&str] = &[
    "临沂市建筑业工会联合会",
    "临沂市物流业工会联合会",
    "临沂市板材业工会联合会",
];
/// How many households cadres answer for, by frequency: some fall short of two (notice §3.2).
const LOADS: &[(u32, u32)] = &[(0, 4), (1, 7), (2, 25), (3, 34), (4, 30)];

impl Place {
    /// A union of the imported tree; `division` is its division's own name.
    pub(super) fn of_division(
        id: Uuid,
        path: String,
        level: UnionLevel,
        name: String,
        division: &str,
        code: Option<String>,
    ) -> Self {
        let address = if level == UnionLevel::Community {
            place_of_committee(division)
        } else {
            division.to_owned()
        };
        Self {
            id,
            path,
            level,
            name,
            address,
            division_code: code,
            posts: Vec::new(),
        }
    }

    /// Relative number of cadres.
    const fn weight(&self) -> u32 {
        match self.level {
            UnionLevel::Municipal => 6,
            UnionLevel::County => 7,
            UnionLevel::Township => 4,
            UnionLevel::Industry => 2,
            UnionLevel::Grassroots => 4,
            UnionLevel::Community => 0,
        }
    }
}

/// Adds industry and enterprise unions to the tree.
pub(super) fn found_enterprises(
    places: &mut Vec<Place>,
    people: &mut People,
    chance: &mut Chance,
    tables: &mut Tables,
    last_child: &mut impl FnMut(Uuid) -> u32,
) {
    let root = places[0].clone();
    for name in INDUSTRIES {
        let place = found(
            &root,
            last_child(root.id),
            UnionLevel::Industry,
            name,
            None,
            chance,
            tables,
        );
        places.push(place);
    }
    let parents: Vec<Place> = places
        .iter()
        .filter(|place| matches!(place.level, UnionLevel::County | UnionLevel::Industry))
        .cloned()
        .collect();
    let mut names = std::collections::BTreeSet::new();
    for parent in parents {
        let mut founded = 0;
        while founded < ENTERPRISES {
            let enterprise = people.enterprise();
            if !names.insert(enterprise.name.clone()) {
                continue;
            }
            founded += 1;
            let name = format!("{}工会", enterprise.name);
            places.push(found(
                &parent,
                last_child(parent.id),
                UnionLevel::Grassroots,
                &name,
                Some(enterprise.credit_code.as_str()),
                chance,
                tables,
            ));
        }
    }
}

fn found(
    parent: &Place,
    number: u32,
    level: UnionLevel,
    name: &str,
    credit_code: Option<&str>,
    chance: &mut Chance,
    tables: &mut Tables,
) -> Place {
    let path = tree::child_path(&parent.path, number).unwrap_or_default();
    let id = Uuid::now_v7();
    let migrants = chance.between(40, 400);
    let short = schema::unions::naming::short_name(name);
    tables
        .unions
        .put(id)
        .put(&path)
        .put(parent.id)
        .put(level.code())
        .put("ACTIVE")
        .text(name)
        .text(&short)
        .text(&schema::unions::naming::search_text(
            name,
            parent.division_code.as_deref(),
            credit_code,
        ))
        .some(credit_code)
        .some(parent.division_code.as_deref())
        .some((level == UnionLevel::Grassroots).then_some("OWN_UNIT"))
        .put(migrants + chance.between(20, 200))
        .put(migrants)
        .end();
    Place {
        id,
        path,
        level,
        name: name.to_owned(),
        address: parent.address.clone(),
        division_code: parent.division_code.clone(),
        posts: Vec::new(),
    }
}

impl Demo {
    /// Gives every union with staff an administrator and its share of the cadres, and every village
    /// the township that manages it (代管). Returns the unions of the posts, by index.
    pub(super) fn staff(&mut self, cadres: u32) {
        let weights: u32 = self.places.iter().map(Place::weight).sum();
        let (mut due, mut given) = (0_u64, 0_u64);
        for index in 0..self.places.len() {
            let place = self.places[index].clone();
            if place.level == UnionLevel::Community {
                self.manage(&place);
                continue;
            }
            due += u64::from(place.weight()) * u64::from(cadres);
            let count = (due / u64::from(weights)).saturating_sub(given);
            given += count;
            // The accounts that a newcomer is told of exist in a small city too.
            let told = PASSWORD_LOGINS
                .iter()
                .filter(|known| known.role == Role::Cadre && known.is_at(&place))
                .count();
            let count = count.max(told as u64);
            // In a township the chair is a cadre too; higher up somebody only administers.
            let chair_pairs = matches!(place.level, UnionLevel::Township | UnionLevel::Grassroots);
            if !chair_pairs {
                self.post(&place, &[Role::Admin], "办公室主任");
            }
            if place.level == UnionLevel::Municipal {
                self.post(&place, &[Role::Auditor], "经审主任");
            }
            let mut posts = Vec::new();
            for number in 0..count {
                let chair = chair_pairs && number == 0;
                let roles: &[Role] = if chair {
                    &[Role::Admin, Role::Cadre]
                } else {
                    &[Role::Cadre]
                };
                let id = self.post(&place, roles, if chair { "工会主席" } else { "" });
                let load = if self
                    .accounts
                    .iter()
                    .any(|account| account.staff == Some(id))
                {
                    3
                } else {
                    self.chance.weighted(LOADS)
                };
                posts.push(Post { id, load });
            }
            self.places[index].posts = posts;
        }
    }

    /// Gives the city and each county somebody who keeps the books. After everybody else, who stay who
    /// they were.
    pub(super) fn finance(&mut self) {
        for place in self.places.clone() {
            if matches!(place.level, UnionLevel::Municipal | UnionLevel::County) {
                self.post(&place, &[Role::Finance], "财务部会计");
            }
        }
    }

    /// Gives the city and each county somebody who takes rights cases. After everybody else, who stay who they were.
    pub(super) fn legal(&mut self) {
        for place in self.places.clone() {
            if matches!(place.level, UnionLevel::Municipal | UnionLevel::County) {
                self.post(&place, &[Role::Legal], "权益保障部法律工作者");
            }
        }
    }

    fn manage(&mut self, village: &Place) {
        let above = &village.path[..village.path.len() - tree::SEGMENT];
        let steward = self.by_path.get(above).map(|index| self.places[*index].id);
        self.tables
            .stewardship
            .put(Uuid::now_v7())
            .put(village.id)
            .put(&village.path)
            .some(steward)
            .put(self.first_day)
            .text("村（社区）工会没有专职人员，由上级工会代管")
            .end();
    }

    fn post(&mut self, place: &Place, roles: &[Role], duty: &'static str) -> Uuid {
        let Cadre {
            name,
            phone,
            duty: drawn,
            engagement,
            ..
        } = self.people.cadre(self.today);
        let (person, staff) = (Uuid::now_v7(), Uuid::now_v7());
        let login = self.login(place, roles, &name, staff);
        self.tables
            .person
            .put(person)
            .put(login)
            .text(name.as_str())
            .text(&self.password_hash)
            .end();
        self.tables
            .staff
            .put(staff)
            .put(place.id)
            .put(&place.path)
            .put(person)
            .text(name.as_str())
            .text(if duty.is_empty() { drawn } else { duty })
            .put(engagement.code())
            .put("ACTIVE")
            .put(phone.expose())
            .codes(roles.iter().map(|role| role.code()))
            .text(&name.search_text())
            .end();
        staff
    }

    /// The accounts that a newcomer is told of have names to remember; all others are pinyin and a number.
    fn login(&mut self, place: &Place, roles: &[Role], name: &PersonName, staff: Uuid) -> String {
        self.logins += 1;
        let known = PASSWORD_LOGINS.iter().find(|known| {
            !self
                .accounts
                .iter()
                .any(|account| account.login == known.login)
                && known.role == roles[roles.len() - 1]
                && roles.contains(&Role::Admin) == known.admin
                && known.is_at(place)
        });
        match known {
            Some(known) => {
                self.accounts.push(super::Account {
                    login: known.login,
                    staff: Some(staff),
                    name: name.as_str().to_owned(),
                    union: place.name.clone(),
                    what: known.what,
                });
                known.login.to_owned()
            }
            None => format!("{}{}", name.pinyin(), self.logins),
        }
    }
}
