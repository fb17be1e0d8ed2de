//! Checking every household of a roster: by the rules of registering, within the file, and against the
//! files of the city.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use super::ahead::{Ahead, Read, STEP};
use super::intake::Job;
use super::targets::Targets;
use super::{beat, place};
use crate::bulk::insert_all;
use crate::error::{Error, Result};
use crate::households::files::id_number_digest;
use crate::households::input::MemberFacts;
use crate::households::service::{
    FamilyMember, OwnFile, OwnHead, filed, filed_elsewhere, filed_here, members_of, own_files,
    own_heads,
};
use crate::privacy::Vault;
use crate::rosters::entity::{roster, roster_fault, roster_household};
use crate::rosters::interpret::{Line, Reading};
use crate::rosters::rules::Verdict;
use crate::sheets::cell::{Cell, Place};
use crate::tenancy::Scope;
use crate::text::Text;

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
    let step_from = |from: i32| (from..(from + STEP).min(row.households)).collect::<Vec<i32>>();
    let scope = job.scope().await?;
    let mut ahead = Ahead::of(&scope, job.roster, step_from(0)).await?;
    scope.finish().await?;
    let mut from = 0;
    while from < row.households {
        let scope = job.scope().await?;
        if !beat(&scope, job.roster, job.run, from, row.households).await? {
            scope.rollback().await;
            return Ok(());
        }
        from += STEP;
        let next = Ahead::of(&scope, job.roster, step_from(from)).await?;
        let readings = std::mem::replace(&mut ahead, next).read().await?;
        step(&scope, &row, readings, &mut targets, &mut seen, &mut counts).await?;
        scope.finish().await?;
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
    async fn load(scope: &Scope, readings: &[Read]) -> Result<Self> {
        let vault = scope.database().vault();
        let people = readings
            .iter()
            .flat_map(|(_, _, reading)| &reading.draft.members);
        let digests: Vec<Vec<u8>> = people.filter_map(|member| digest(vault, member)).collect();
        let numberless = readings
            .iter()
            .filter_map(|(_, _, reading)| reading.draft.members.first())
            .filter(|head| head.id_number.is_none());
        let names = numberless
            .map(|head| head.name.as_str().to_owned())
            .collect();
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
            own: own
                .into_iter()
                .map(|file| (file.digest.clone(), file))
                .collect(),
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
    readings: Vec<Read>,
    targets: &mut Targets,
    seen: &mut Seen,
    counts: &mut Counts,
) -> Result<()> {
    let vault = scope.database().vault();
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
            verdict: Set(verdict),
            target_id: Set(target),
        });
        for fault in &reading.faults {
            faults.push(self::fault(
                roster,
                family,
                &lines[fault.line],
                fault,
                vault,
                counts,
            )?);
        }
    }
    insert_all(scope, households).await?;
    insert_all(scope, faults).await?;
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
    for (at, (member, line)) in reading
        .draft
        .members
        .iter()
        .zip(&reading.members)
        .enumerate()
    {
        let digest = digest(vault, member);
        let here = &lines[*line].place;
        let twice = match (&digest, at) {
            (Some(digest), _) => digest.as_slice().try_into().ok(),
            // A head without a number is the same person where all else is.
            (None, 0) => {
                let birth = member
                    .birth_date
                    .map(|day| day.to_string())
                    .unwrap_or_default();
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
            _ if digest
                .as_ref()
                .is_some_and(|digest| known.city.contains(digest)) =>
            {
                filed_elsewhere("").text
            }
            (Some((_, number)), None) => Text::new(
                format!(
                    "这一户已有档案 {number}，档案中没有这位成员；请在该户档案中增加成员，花名册不修改已有档案"
                ),
                format!(
                    "this household has the file {number}, without this member; add the member there, a roster changes no file"
                ),
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
        format!(
            "the same person as {}; remove one of them",
            other.in_language(English)
        ),
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
