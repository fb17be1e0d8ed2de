//! Checking every household of a roster: by the rules of registering, within the file, and against the
//! files of the city.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, Statement,
};
use uuid::Uuid;

use super::intake::Job;
use super::{beat, place};
use crate::bulk::insert_all;
use crate::error::{Error, Result};
use crate::households::files::id_number_digest;
use crate::households::input::MemberFacts;
use crate::households::rules::HouseholdKind;
use crate::households::service::{
    FamilyMember, OwnFile, OwnHead, at_work, doors, filed, filed_elsewhere, filed_here, kind,
    members_of, own_files, own_heads,
};
use crate::input::Checks;
use crate::privacy::Vault;
use crate::rosters::cell::{Cell, Place, Row};
use crate::rosters::choices::key;
use crate::rosters::entity::{roster, roster_fault, roster_household, roster_row};
use crate::rosters::interpret::{Line, Reading, interpret};
use crate::rosters::rules::Verdict;
use crate::tenancy::{Permission, Scope, Tenant as _};
use crate::text::Text;
use crate::unions;
use crate::unions::entity::union;

/// Households of one step; it bounds what the check holds in memory.
pub(super) const STEP: i32 = 500;

/// The rows of households `from` and the following, opened and in the order of the file; `all` is
/// whether also those that are not good.
pub(super) async fn families(
    scope: &Scope,
    roster: Uuid,
    numbers: Vec<i32>,
) -> Result<Vec<(i32, Vec<Line>)>> {
    let rows = roster_row::Entity::find()
        .filter(roster_row::Column::RosterId.eq(roster))
        .filter(roster_row::Column::Family.eq_any(numbers))
        .order_by_asc(roster_row::Column::Family)
        .order_by_asc(roster_row::Column::Number)
        .all(scope)
        .await?;
    let vault = scope.database().vault();
    let mut families: Vec<(i32, Vec<Line>)> = Vec::new();
    for row in rows {
        let text = vault
            .open(&place("roster_row", roster, row.number), &row.sealed)
            .map_err(|error| Error::bug(error.to_string()))?;
        let cells: Row =
            serde_json::from_str(&text).map_err(|error| Error::bug(error.to_string()))?;
        let line = Line {
            number: row.number,
            place: Place {
                sheet: row.sheet,
                line: u32::try_from(row.line).unwrap_or_default(),
            },
            row: cells,
        };
        match families.last_mut() {
            Some((family, lines)) if *family == row.family => lines.push(line),
            _ => families.push((row.family, vec![line])),
        }
    }
    Ok(families)
}

/// A union that the roster may register households in.
pub(super) struct Target {
    union: union::Model,
    /// By which door its households come in, or will by the first one of this roster.
    door: Option<HouseholdKind>,
}

/// The unions of a roster: its own, and those that its rows name.
pub(super) struct Targets {
    home: Uuid,
    /// Unions by their names.
    names: HashMap<String, Uuid>,
    unions: HashMap<Uuid, Target>,
}

impl Targets {
    /// The unions that count as own.
    pub(super) async fn load(scope: &Scope, roster: &roster::Model) -> Result<Self> {
        let own = scope.require(Permission::RosterLoad)?.own_unions.clone();
        let (mut names, mut unions) = (HashMap::new(), HashMap::new());
        let own = unions::service::get_many(scope, own).await?;
        let doors = doors(scope, &own).await?;
        for union in own {
            names.insert(key(&union.name), union.id);
            names.insert(key(&union.short_name), union.id);
            let door = doors.get(&union.id).copied();
            unions.insert(union.id, Target { union, door });
        }
        Ok(Self {
            home: roster.union_id(),
            names,
            unions,
        })
    }

    /// Where a household is to be registered and by which door; faults are noted.
    pub(super) fn of(&mut self, reading: &mut Reading) -> (Uuid, Option<HouseholdKind>) {
        let named = reading.union.clone();
        let id = match named.as_ref() {
            Some((line, name)) => match self.names.get(&key(name)) {
                Some(id) => *id,
                None => {
                    let reason = Text::new(
                        "不是本单位，也不是本单位代管的工会",
                        "neither your union nor one that it manages",
                    );
                    reading.fault(*line, "union", reason);
                    return (self.home, None);
                }
            },
            None => self.home,
        };
        let line = named.map_or(0, |(line, _)| line);
        let Some(target) = self.unions.get_mut(&id) else {
            let reason = Text::new("该工会已不由本单位管理", "your union no longer manages this one");
            reading.fault(line, "union", reason);
            return (id, None);
        };
        let mut checks = Checks::default();
        if let Err(Error::Refused(refusals)) = at_work(&target.union) {
            for refusal in refusals {
                reading.fault(line, "union", refusal.text);
            }
        }
        let kind = kind(&mut checks, target.door, reading.kind);
        for refusal in checks.faults() {
            reading.fault(reading.members.first().copied().unwrap_or_default(), "kind", refusal.text);
        }
        if reading.faults.is_empty() {
            target.door = kind;
        }
        (id, kind)
    }
}

/// Whoever was met in the file: by the keyed hash of the number, or of what else names a person.
type Seen = HashMap<[u8; 32], Place>;

/// Checks every household. `remark` is told beside the result, such as why it was checked again.
pub(super) async fn check(job: &Job, remark: Option<&Text>) -> Result<()> {
    let scope = job.scope().await?;
    let row = roster::Entity::find_by_id(job.roster)
        .one(&scope)
        .await?
        .ok_or(Error::NotFound)?;
    let mut targets = Targets::load(&scope, &row).await?;
    scope.finish().await?;
    let mut seen = Seen::new();
    let mut counts = Counts::default();
    let mut from = 0;
    while from < row.households {
        let scope = job.scope().await?;
        let mine = beat(&scope, job.roster, job.run, from, row.households).await?;
        if !mine {
            return Ok(());
        }
        let numbers = (from..(from + STEP).min(row.households)).collect();
        let families = families(&scope, job.roster, numbers).await?;
        step(&scope, &row, families, &mut targets, &mut seen, &mut counts).await?;
        scope.finish().await?;
        from += STEP;
    }
    done(job, &counts, remark).await
}

#[derive(Default)]
struct Counts {
    members: i32,
    good: i32,
    faulty: i32,
    known: i32,
    known_members: i32,
    faults: i32,
}

async fn done(job: &Job, counts: &Counts, remark: Option<&Text>) -> Result<()> {
    use crate::text::Language::{Chinese, English};
    let scope = job.scope().await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = 'CHECKED', done = households, total = households, members = $3, good = $4, faulty = $5,
             known = $6, known_members = $7, faults = $8, remark_zh = $9, remark_en = $10
         WHERE id = $1 AND run = $2 AND state = 'CHECKING'",
        [
            job.roster.into(),
            job.run.into(),
            counts.members.into(),
            counts.good.into(),
            counts.faulty.into(),
            counts.known.into(),
            counts.known_members.into(),
            counts.faults.into(),
            remark.map(|text| text.in_language(Chinese).to_owned()).into(),
            remark.map(|text| text.in_language(English).to_owned()).into(),
        ],
    );
    scope.execute_raw(statement).await?;
    scope.finish().await
}

/// What the database knows of the people of one step.
struct Known {
    own: HashMap<Vec<u8>, OwnFile>,
    city: HashSet<Vec<u8>>,
    heads: Vec<OwnHead>,
    members: Vec<FamilyMember>,
}

impl Known {
    async fn load(scope: &Scope, readings: &[(i32, Vec<Line>, Reading)]) -> Result<Self> {
        let vault = scope.database().vault();
        let people = readings.iter().flat_map(|(_, _, reading)| &reading.draft.members);
        let digests: Vec<Vec<u8>> = people.filter_map(|member| digest(vault, member)).collect();
        let numberless = readings
            .iter()
            .filter_map(|(_, _, reading)| reading.draft.members.first())
            .filter(|head| head.id_number.is_none());
        let names = numberless.map(|head| head.name.as_str().to_owned()).collect();
        let own = own_files(scope, digests.clone()).await?;
        let heads = own_heads(scope, names).await?;
        let mut households: Vec<Uuid> = own
            .iter()
            .filter(|file| file.head)
            .map(|file| file.household)
            .chain(heads.iter().map(|head| head.household))
            .collect();
        households.sort_unstable();
        households.dedup();
        Ok(Self {
            city: filed(scope, digests).await?,
            members: members_of(scope, households).await?,
            own: own.into_iter().map(|file| (file.digest.clone(), file)).collect(),
            heads,
        })
    }

    /// The file that this household is, by its head.
    fn file(&self, vault: &Vault, reading: &Reading) -> Option<(Uuid, &str)> {
        let head = reading.draft.members.first()?;
        match digest(vault, head) {
            Some(digest) => {
                let file = self.own.get(&digest).filter(|file| file.head)?;
                Some((file.household, &file.file_number))
            }
            None => {
                let alike = |known: &&OwnHead| {
                    known.name == head.name.as_str()
                        && known.birth_date == head.birth_date
                        && reading.draft.address() == Some(known.address.as_str())
                };
                let known = self.heads.iter().find(alike)?;
                Some((known.household, &known.file_number))
            }
        }
    }
}

fn digest(vault: &Vault, member: &MemberFacts) -> Option<Vec<u8>> {
    let number = member.id_number.as_ref()?;
    Some(id_number_digest(vault, number))
}

async fn step(
    scope: &Scope,
    roster: &roster::Model,
    families: Vec<(i32, Vec<Line>)>,
    targets: &mut Targets,
    seen: &mut Seen,
    counts: &mut Counts,
) -> Result<()> {
    let vault = scope.database().vault();
    let mut readings = Vec::with_capacity(families.len());
    for (family, lines) in families {
        let reading = interpret(&lines, scope.today());
        readings.push((family, lines, reading));
    }
    let known = Known::load(scope, &readings).await?;
    let (mut households, mut faults) = (Vec::new(), Vec::new());
    for (family, lines, mut reading) in readings {
        let (target, _) = targets.of(&mut reading);
        let file = known.file(vault, &reading);
        people(vault, &lines, &mut reading, &known, file, seen);
        let verdict = match (reading.faults.is_empty(), file) {
            (false, _) => Verdict::Faulty,
            (true, Some(_)) => Verdict::Known,
            (true, None) => Verdict::Good,
        };
        let members = i32::try_from(reading.members.len()).unwrap_or(i32::MAX);
        counts.members += members;
        match verdict {
            Verdict::Good => counts.good += 1,
            Verdict::Faulty => counts.faulty += 1,
            Verdict::Known => {
                counts.known += 1;
                counts.known_members += members;
            }
        }
        households.push(roster_household::ActiveModel {
            roster_id: Set(roster.id),
            family: Set(family),
            union_id: Set(roster.union_id),
            union_path: Set(roster.union_path.clone()),
            verdict: Set(verdict),
            target_id: Set(target),
        });
        for fault in &reading.faults {
            faults.push(self::fault(roster, family, &lines[fault.line], fault, vault, counts)?);
        }
    }
    insert_all(scope, households, "").await?;
    insert_all(scope, faults, "").await?;
    Ok(())
}

/// Notes who has a file already and who stands in the roster twice.
fn people(
    vault: &Vault,
    lines: &[Line],
    reading: &mut Reading,
    known: &Known,
    file: Option<(Uuid, &str)>,
    seen: &mut Seen,
) {
    // With a member that can't be read at all the others can't be told apart by their places.
    if reading.draft.members.len() != reading.members.len() {
        return;
    }
    let mut found = Vec::new();
    for (at, (member, line)) in reading.draft.members.iter().zip(&reading.members).enumerate() {
        let digest = digest(vault, member);
        let here = &lines[*line].place;
        let twice = match (&digest, at) {
            (Some(digest), _) => digest.as_slice().try_into().ok(),
            // A head without a number is the same person where all else is.
            (None, 0) => {
                let birth = member.birth_date.map(|day| day.to_string()).unwrap_or_default();
                let address = reading.draft.address().unwrap_or_default();
                let text = [member.name.as_str(), &birth, address].join("\n");
                Some(vault.digest("roster.person", &text))
            }
            (None, _) => None,
        };
        if let Some(person) = twice {
            if let Some(other) = seen.get(&person) {
                found.push((*line, double(&other.words())));
                continue;
            }
            seen.insert(person, here.clone());
        }
        let own = digest.as_ref().and_then(|digest| known.own.get(digest));
        let is_member = |household: Uuid| {
            known.members.iter().any(|other| {
                other.household == household
                    && match (&digest, &other.digest) {
                        (Some(mine), Some(theirs)) => mine == theirs,
                        (None, None) => other.name == member.name.as_str(),
                        _ => false,
                    }
            })
        };
        let reason = match (file, own) {
            (Some((household, _)), _) if is_member(household) => continue,
            (_, Some(other)) => filed_here("", &other.file_number).text,
            _ if digest.as_ref().is_some_and(|digest| known.city.contains(digest)) => {
                filed_elsewhere("").text
            }
            (Some((_, number)), None) => Text::new(
                format!("这一户已有档案 {number}，档案中没有这位成员；请在该户档案中增加成员，花名册不修改已有档案"),
                format!("this household has the file {number}, without this member; add the member there, a roster changes no file"),
            ),
            (None, None) => continue,
        };
        found.push((*line, reason));
    }
    for (line, reason) in found {
        reading.fault(line, "idNumber", reason);
    }
}

fn double(other: &Text) -> Text {
    use crate::text::Language::{Chinese, English};
    Text::new(
        format!("与{}是同一个人，请删去一处", other.in_language(Chinese)),
        format!("the same person as {}; remove one of them", other.in_language(English)),
    )
}

fn fault(
    roster: &roster::Model,
    family: i32,
    line: &Line,
    fault: &crate::rosters::interpret::Fault,
    vault: &Vault,
    counts: &mut Counts,
) -> Result<roster_fault::ActiveModel> {
    use crate::text::Language::{Chinese, English};
    let number = counts.faults;
    counts.faults += 1;
    let value = line.row.cells.get(&fault.field).map(Cell::shown);
    let value: Option<String> = value.map(|value| value.chars().take(200).collect());
    let sealed = value
        .filter(|value| !value.is_empty())
        .map(|value| vault.seal(&place("roster_fault", roster.id, number), &value))
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))?;
    Ok(roster_fault::ActiveModel {
        roster_id: Set(roster.id),
        number: Set(number),
        union_id: Set(roster.union_id),
        union_path: Set(roster.union_path.clone()),
        family: Set(family),
        row_number: Set(line.number),
        sheet: Set(line.place.sheet.clone()),
        line: Set(i32::try_from(line.place.line).unwrap_or(i32::MAX)),
        field: Set(fault.field.clone()),
        value: Set(sealed),
        reason_zh: Set(fault.reason.in_language(Chinese).to_owned()),
        reason_en: Set(fault.reason.in_language(English).to_owned()),
    })
}
