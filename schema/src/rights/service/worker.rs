//! The workers of a case: whom it names, and their sealed numbers.

use std::collections::HashSet;

use uuid::Uuid;

use crate::error::{Error, Result, UserErrorCode};
use crate::households::service::{self as households, Contact};
use crate::input::Checks;
use crate::privacy::Private;
use crate::privacy::vault::context;
use crate::rights::entity::worker::Model;
use crate::rights::input::RightsWorkerInput;
use crate::rights::rules::MOST_WORKERS;
use crate::tenancy::{Permission, Scope};
use crate::values::{Fen, PersonName};

fn id_number_place(worker: Uuid) -> String {
    context("rights_worker.id_number", worker)
}

fn phone_place(worker: Uuid) -> String {
    context("rights_worker.phone", worker)
}

/// The identity number of a worker, opened.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub fn open_id_number(scope: &Scope, row: &Model) -> Result<Option<String>> {
    open_at(scope, &id_number_place(row.id), row.id_number.as_deref())
}

/// The telephone number of a worker, opened.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub fn open_phone(scope: &Scope, row: &Model) -> Result<Option<String>> {
    open_at(scope, &phone_place(row.id), row.phone.as_deref())
}

/// What is sealed for a place, opened.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub(crate) fn open_at(scope: &Scope, place: &str, sealed: Option<&[u8]>) -> Result<Option<String>> {
    let open = |sealed| scope.database().vault().open(place, sealed);
    sealed
        .map(open)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

/// Seals a text for a place.
///
/// # Errors
/// A fault of ours where it can't be sealed.
pub(crate) fn seal_at(scope: &Scope, place: &str, text: Option<&str>) -> Result<Option<Vec<u8>>> {
    let seal = |text| scope.database().vault().seal(place, text);
    text.map(seal)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

/// The members that an input names, as far as the scope reads them by name.
///
/// # Errors
/// A fault of the database.
pub(super) async fn members(scope: &Scope, input: &[RightsWorkerInput]) -> Result<Vec<Contact>> {
    let ids: Vec<Uuid> = input
        .iter()
        .filter_map(|worker| Some(worker.member_id?.uuid()))
        .collect();
    if ids.is_empty() || !scope.principal()?.may(Permission::HouseholdNames) {
        return Ok(Vec::new());
    }
    households::contacts(scope, ids).await
}

/// The workers of a case as an input has them: those that are there keep what the input leaves out, members come from
/// their file, and others are as typed. Faults are noted at their place.
///
/// # Errors
/// A fault of ours where a number can't be sealed.
pub(super) fn compose(
    scope: &Scope,
    checks: &mut Checks,
    input: &[RightsWorkerInput],
    of: &Model,
    present: &[Model],
    members: &[Contact],
) -> Result<Vec<Model>> {
    checks.ensure(
        (1..=MOST_WORKERS).contains(&input.len()),
        "workers",
        format!("请登记 1 到 {MOST_WORKERS} 名职工；人数更多的，填写涉及人数即可"),
        format!("name 1 to {MOST_WORKERS} workers; for more of them say how many it concerns"),
    );
    let mut rows = Vec::with_capacity(input.len());
    let mut seen = HashSet::new();
    for (at, worker) in input.iter().enumerate().take(MOST_WORKERS) {
        let path = |field: &str| format!("workers.{at}.{field}");
        let position = i16::try_from(at).unwrap_or(i16::MAX);
        let known = worker.id.map(|id| id.uuid());
        let known = known.and_then(|id| present.iter().find(|row| row.id == id));
        if worker.id.is_some() && known.is_none() {
            checks.fault(
                UserErrorCode::Invalid,
                &path("id"),
                "这名职工已不在个案中，请刷新后再改",
                "this worker is not in the case any more; look at it again",
            );
            continue;
        }
        let mut row = known.cloned().unwrap_or_else(|| Model {
            id: Uuid::now_v7(),
            household_id: None,
            member_id: None,
            name: Private(String::new()),
            id_number: None,
            phone: None,
            claimed_fen: None,
            ..of.clone()
        });
        row.position = position;
        row.claimed_fen = worker.claimed.map(|money| money.0.0);
        checks.ensure(
            worker.claimed.is_none_or(|money| money.0 >= Fen::ZERO),
            &path("claimed"),
            "金额不能小于零",
            "an amount is not below zero",
        );
        match worker.member_id {
            Some(id) => {
                let found = members.iter().find(|one| one.member.id == id.uuid());
                match found.filter(|one| one.member.union_id == of.union_id) {
                    Some(found) => take_member(scope, &mut row, found)?,
                    None => checks.fault(
                        UserErrorCode::Invalid,
                        &path("memberId"),
                        "此人不是本会家庭现在的成员，请直接填写姓名",
                        "this person is no member of a household of this union; type the name instead",
                    ),
                }
            }
            None => take_typed(scope, checks, &mut row, worker, &path)?,
        }
        let whom = row.member_id.unwrap_or(row.id);
        checks.ensure(
            seen.insert(whom),
            &path("memberId"),
            "同一名职工选了两次",
            "the same worker twice",
        );
        rows.push(row);
    }
    Ok(rows)
}

fn take_member(scope: &Scope, row: &mut Model, found: &Contact) -> Result<()> {
    row.member_id = Some(found.member.id);
    row.household_id = Some(found.member.household_id);
    row.name = Private(found.name.clone());
    row.id_number = seal_at(scope, &id_number_place(row.id), found.id_number.as_deref())?;
    row.phone = seal_at(scope, &phone_place(row.id), found.phone.as_deref())?;
    Ok(())
}

fn take_typed(
    scope: &Scope,
    checks: &mut Checks,
    row: &mut Model,
    worker: &RightsWorkerInput,
    path: &impl Fn(&str) -> String,
) -> Result<()> {
    if worker.name.is_some() || row.name.0.is_empty() {
        let typed = worker.name.as_deref().unwrap_or_default();
        let name = checks.person_name(&path("name"), typed);
        row.name = Private(name.map_or_else(String::new, |name| name.as_str().to_owned()));
    }
    let number = worker.id_number.as_deref();
    if let Some(number) = checks.id_number(&path("idNumber"), number, scope.today()) {
        row.id_number = seal_at(scope, &id_number_place(row.id), Some(number.expose()))?;
    }
    if let Some(phone) = checks.phone(&path("phone"), worker.phone.as_deref()) {
        row.phone = seal_at(scope, &phone_place(row.id), Some(&phone.expose()))?;
    }
    Ok(())
}

/// The masked name of the first.
pub(super) fn first_masked(rows: &[Model]) -> String {
    let first = rows.first().map(|row| row.name.0.as_str());
    let name = first.and_then(|name| PersonName::parse(name).ok());
    name.map_or_else(|| "*".to_owned(), |name| name.masked())
}
