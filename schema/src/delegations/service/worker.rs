//! The workers who gave the mandate: their sealed numbers, sealed anew for the delegation.

use uuid::Uuid;

use crate::delegations::entity::worker::Model;
use crate::error::Result;
use crate::privacy::vault::context;
use crate::rights::entity::worker::Model as OfCase;
use crate::rights::service::{self as rights, open_at, seal_at};
use crate::tenancy::Scope;

fn id_number_place(worker: Uuid) -> String {
    context("delegation_worker.id_number", worker)
}

fn phone_place(worker: Uuid) -> String {
    context("delegation_worker.phone", worker)
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

/// Gives a row the numbers that the worker has in the case.
pub(super) fn take_numbers(scope: &Scope, row: &mut Model, of_case: &OfCase) -> Result<()> {
    let (id_number, phone) = (
        rights::open_id_number(scope, of_case)?,
        rights::open_phone(scope, of_case)?,
    );
    row.id_number = seal_at(scope, &id_number_place(row.id), id_number.as_deref())?;
    row.phone = seal_at(scope, &phone_place(row.id), phone.as_deref())?;
    Ok(())
}
