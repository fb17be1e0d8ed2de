//! Registering many households at once, with all that registering one does.

use sea_orm::IntoActiveModel;
use tokio::task::yield_now;

use super::changes::{self, Differences};
use super::register::{Draft, Family, family, subject, summary};
use crate::audit::service::{AuditAction, record_all};
use crate::bulk::insert_all;
use crate::error::{Error, Result, violated_constraint};
use crate::households::entity::{
    household, household_change, household_private, member, member_private,
};
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
    /// The running number of its file, of [`super::numbers`].
    pub number: i64,
    /// The household, without faults.
    pub draft: &'a Draft,
}

/// The rows of households that are to be registered, and what they count for.
#[derive(Debug, Default)]
pub struct Filing {
    /// Each with the number of its members.
    households: Vec<(household::Model, usize)>,
    names: Vec<household_private::ActiveModel>,
    members: Vec<member::ActiveModel>,
    private: Vec<member_private::ActiveModel>,
    history: Vec<household_change::ActiveModel>,
    tally: Tally,
}

impl Filing {
    /// Households.
    #[must_use]
    pub const fn households(&self) -> usize {
        self.households.len()
    }

    /// Their members.
    #[must_use]
    pub const fn members(&self) -> usize {
        self.members.len()
    }
}

/// Makes the rows. It gives way after each household, so that those before it can be written meanwhile.
///
/// # Errors
/// A fault of the keys.
pub async fn compose(scope: &Scope, registrations: &[Registration<'_>]) -> Result<Filing> {
    let mut filing = Filing::default();
    for one in registrations {
        let Family {
            household,
            names,
            members,
        } = family(scope, one.union, one.kind, one.number, one.draft)?;
        filing.tally.plus(&household);
        filing.history.push(changes::row(
            scope,
            &household,
            "REGISTERED",
            Differences::default(),
        )?);
        filing.households.push((household, members.len()));
        filing.names.push(names.into_active_model());
        for (public, private) in members {
            filing.tally.plus(&public);
            filing.members.push(public.into_active_model());
            filing.private.push(private.into_active_model());
        }
        yield_now().await;
    }
    Ok(filing)
}

/// Writes the rows; answers whether all of them could be. `false`: somebody registered one of these
/// people meanwhile, and the transaction must not go on.
///
/// # Errors
/// A fault of the database.
pub async fn register_all(scope: &Scope, filing: Filing) -> Result<bool> {
    let Filing {
        households,
        names,
        members,
        private,
        history,
        tally,
    } = filing;
    let rows = households
        .iter()
        .map(|(row, _)| row.clone().into_active_model())
        .collect();
    insert_all(scope, rows).await?;
    insert_all(scope, names).await?;
    insert_all(scope, members).await?;
    match insert_all(scope, private).await {
        Ok(()) => {}
        // As for one: the unique index decides for the whole city.
        Err(error) if violated_constraint(&error) == Some("member_private_one_file") => {
            return Ok(false);
        }
        Err(error) => return Err(Error::from(error)),
    }
    insert_all(scope, history).await?;
    append(scope, &tally).await?;
    let entries = households
        .iter()
        .map(|(row, members)| (subject(row), summary(row, *members)))
        .collect();
    record_all(scope, AuditAction::Created, entries).await?;
    Ok(true)
}
