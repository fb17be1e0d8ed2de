//! What may be done with legal-aid partners.

mod conflict;
mod district;
mod lawyer;
mod partner;
mod place;

pub use conflict::{add as add_conflict, conflicts, remove as remove_conflict};
pub use district::{District, districts};
pub use lawyer::{
    Issued, end, invite, is_run, issue_code, kinds, lawyer, lawyers_by_ids, lawyers_of, update,
};
pub use partner::{by_ids, get, is_editable, list, save, set_state};
pub use place::{invited, take_up};

use uuid::Uuid;

use super::entity::{lawyer as lawyer_row, partner as partner_row};
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::tenancy::{Actor, Permission, Scope, Tenant};

/// Who reads partners: whoever reads rights cases, and the people of a partner, who see their own.
fn reads(scope: &Scope) -> Result<()> {
    match scope.actor()? {
        Actor::Union(_) => scope.require(Permission::RightsRead).map(drop),
        Actor::Partner(_) => Ok(()),
    }
}

/// Whether the viewer looks after the people of a partner: the union that registered it does, and who runs its account.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_managed(scope: &Scope, partner: &partner_row::Model) -> Result<bool> {
    Ok(match scope.actor()? {
        Actor::Union(principal) => {
            principal.may(Permission::PartnerManage)
                && principal.path.len() <= 10
                && principal.owns(partner.union_id)
        }
        Actor::Partner(counsel) => counsel.admin && counsel.partner_id == partner.id,
    })
}

fn refuse_strangers(scope: &Scope, partner: &partner_row::Model) -> Result<()> {
    if is_managed(scope, partner)? {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// A refusal because of how things stand.
fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// Writes what was done with somebody of a partner into the trail of the union that registered it.
///
/// # Errors
/// A fault of the database.
pub async fn note(
    scope: &Scope,
    action: AuditAction,
    place: &lawyer_row::Model,
    what: &str,
) -> Result<()> {
    of_partner(scope, action, place, place.partner_id, what, None).await
}

/// As [`note`], of the partner itself or of what hangs on it.
async fn of_partner(
    scope: &Scope,
    action: AuditAction,
    row: &impl Tenant,
    partner: Uuid,
    what: &str,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "partner",
        id: Some(partner),
        union_id: row.union_id(),
        union_path: row.union_path(),
    };
    record(scope, action, subject, what, reason).await
}
