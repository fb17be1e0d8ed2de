//! Registering many households at once, with all that registering one does.

use sea_orm::IntoActiveModel;

use super::changes::{self, Differences};
use super::register::{Draft, Family, family, numbers, subject, summary};
use crate::audit::service::{AuditAction, record_all};
use crate::bulk::insert_all;
use crate::error::Result;
use crate::households::rules::HouseholdKind;
use crate::statistics::Tally;
use crate::statistics::tally::append;
use crate::tenancy::{Granted, Scope};
use crate::unions::entity::union;

/// A household that is to be registered.
#[derive(Debug)]
pub struct Registration<'a> {
    /// Where; held until the transaction ends.
    pub union: &'a Granted<union::Model>,
    /// By which door.
    pub kind: HouseholdKind,
    /// The household, without faults.
    pub draft: &'a Draft,
}

/// Writes the households; answers whether all of them could be. `false`: somebody registered one of
/// these people meanwhile, and the transaction must not be kept.
///
/// # Errors
/// A fault of the database.
pub async fn register_all(scope: &Scope, registrations: &[Registration<'_>]) -> Result<bool> {
    let numbers = numbers(scope, registrations.len()).await?;
    let mut families = Vec::with_capacity(registrations.len());
    for (one, number) in registrations.iter().zip(numbers) {
        families.push(family(scope, one.union, one.kind, number, one.draft)?);
    }
    let (mut households, mut names, mut history) = (Vec::new(), Vec::new(), Vec::new());
    let (mut members, mut private) = (Vec::new(), Vec::new());
    let mut tally = Tally::default();
    for Family {
        household,
        names: named,
        members: people,
    } in families
    {
        tally.plus(&household);
        history.push(changes::row(
            scope,
            &household,
            "REGISTERED",
            Differences::default(),
        )?);
        households.push((household, people.len()));
        names.push(named.into_active_model());
        for (public, own) in people {
            tally.plus(&public);
            members.push(public.into_active_model());
            private.push(own.into_active_model());
        }
    }
    let rows = households
        .iter()
        .map(|(row, _)| row.clone().into_active_model())
        .collect();
    insert_all(scope, rows, "").await?;
    insert_all(scope, names, "").await?;
    let count = members.len() as u64;
    insert_all(scope, members, "").await?;
    // As for one: the unique index decides for the whole city.
    let taken = "ON CONFLICT (id_number_digest) WHERE current AND NOT disputed DO NOTHING";
    if insert_all(scope, private, taken).await? < count {
        return Ok(false);
    }
    insert_all(scope, history, "").await?;
    append(scope, &tally).await?;
    let entries = households
        .iter()
        .map(|(row, members)| (subject(row), summary(row, *members)))
        .collect();
    record_all(scope, AuditAction::Created, entries).await?;
    Ok(true)
}
