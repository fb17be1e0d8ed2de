//! The workers who gave the mandate: their sealed numbers, sealed anew for the delegation.

use uuid::Uuid;

use crate::delegations::entity::worker::Model;
use crate::error::{Error, Result};
use crate::privacy::vault::context;
use crate::rights::entity::worker::Model as OfCase;
use crate::rights::service as rights;
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
    open(scope, &id_number_place(row.id), row.id_number.as_deref())
}

/// The telephone number of a worker, opened.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub fn open_phone(scope: &Scope, row: &Model) -> Result<Option<String>> {
    open(scope, &phone_place(row.id), row.phone.as_deref())
}

fn open(scope: &Scope, place: &str, sealed: Option<&[u8]>) -> Result<Option<String>> {
    let open = |sealed| scope.database().vault().open(place, sealed);
    sealed
        .map(open)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

fn seal(scope: &Scope, place: &str, text: Option<&str>) -> Result<Option<Vec<u8>>> {
    let seal = |text| scope.database().vault().seal(place, text);
    text.map(seal)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

/// Gives a row the numbers that the worker has in the case.
pub(super) fn take_numbers(scope: &Scope, row: &mut Model, of_case: &OfCase) -> Result<()> {
    let (id_number, phone) = (
        rights::open_id_number(scope, of_case)?,
        rights::open_phone(scope, of_case)?,
    );
    row.id_number = seal(scope, &id_number_place(row.id), id_number.as_deref())?;
    row.phone = seal(scope, &phone_place(row.id), phone.as_deref())?;
    Ok(())
}
