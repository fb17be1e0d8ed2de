//! What may be done with attachments.

mod add;
mod list;
mod reach;
mod remove;

pub use add::{NewAttachment, add, admit};
pub use list::{Listed, get, of_households, of_measures, of_visits};
pub use reach::{Reached, link, reach};
pub use remove::{Removal, remove};

use crate::assignments::service as assignments;
use crate::attachments::entity::attachment;
use crate::attachments::rules::AttachedTo;
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::Result;
use crate::households::entity::household;
use crate::tenancy::{Granted, Permission, Scope};

/// The household in whose file it is, locked, where the scope may write there: whoever may change the
/// household's facts, and at a visit or a promise whoever may record it.
async fn granted(scope: &Scope, to: AttachedTo) -> Result<Granted<household::Model>> {
    match to {
        AttachedTo::Household(id) => {
            assignments::own_household(scope, Permission::HouseholdEdit, id).await
        }
        AttachedTo::Visit(id) => {
            let visit = assignments::get_visit(scope, id).await?;
            assignments::served_household(scope, visit.household_id.into()).await
        }
        AttachedTo::Measure(id) => {
            let measure = assignments::get_measure(scope, id).await?;
            assignments::served_household(scope, measure.household_id.into()).await
        }
    }
}

/// Writes an act into the trail of the household.
async fn note(
    scope: &Scope,
    action: AuditAction,
    household: &household::Model,
    summary: String,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "household",
        id: Some(household.id),
        union_id: household.union_id,
        union_path: &household.union_path,
    };
    record(scope, action, subject, summary, reason).await
}

/// What a row is attached to.
fn attached_to(row: &attachment::Model) -> AttachedTo {
    match (row.visit_id, row.measure_id) {
        (Some(id), _) => AttachedTo::Visit(id.into()),
        (None, Some(id)) => AttachedTo::Measure(id.into()),
        (None, None) => AttachedTo::Household(row.household_id.into()),
    }
}
