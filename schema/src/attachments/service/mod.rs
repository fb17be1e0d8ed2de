//! What may be done with attachments.

mod add;
mod list;
mod reach;
mod remove;

pub use add::{NewAttachment, add, admit};
pub use list::{Listed, by_ids, get, of_cases, of_households, of_measures, of_visits};
pub use reach::{Reached, link, reach};
pub use remove::{Removal, remove};

use uuid::Uuid;

use crate::assignments::service as assignments;
use crate::attachments::entity::attachment;
use crate::attachments::rules::AttachedTo;
use crate::audit::service::{AuditAction, Subject, record};
use crate::delegations::service as delegations;
use crate::error::{Error, Result};
use crate::households::entity::household;
use crate::households::rules::HouseholdStatus;
use crate::rights::service as rights;
use crate::tenancy::{Granted, Permission, Scope};

/// What attachments are added to and removed from, held until the transaction ends.
struct Place {
    union_id: Uuid,
    union_path: String,
    /// In whose file, for all but evidence.
    household: Option<Uuid>,
    /// The case that it is evidence of.
    case: Option<Uuid>,
    /// Nothing is added any more.
    closed: bool,
}

impl From<Granted<household::Model>> for Place {
    fn from(household: Granted<household::Model>) -> Self {
        Self {
            union_id: household.union_id,
            union_path: household.union_path.clone(),
            household: Some(household.id),
            case: None,
            closed: household.status == HouseholdStatus::Closed,
        }
    }
}

/// Where an attachment belongs, where the scope may write: whoever may change the household's facts, at a visit or a
/// promise whoever may record it, in a rights case whoever writes down what is known of it, and
/// in a delegation the partner that has it in hand.
async fn granted(scope: &Scope, to: AttachedTo) -> Result<Place> {
    let household = match to {
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
        AttachedTo::Case(id) => {
            let (case, closed) = rights::hold_for_evidence(scope, id).await?;
            return Ok(Place {
                union_id: case.union_id,
                union_path: case.union_path,
                household: None,
                case: Some(case.id),
                closed,
            });
        }
        AttachedTo::Delegation(id) => {
            let (delegation, _) = delegations::hold_for_file(scope, id).await?;
            return Ok(Place {
                union_id: delegation.union_id,
                union_path: delegation.union_path,
                household: None,
                case: Some(delegation.case_id),
                closed: false,
            });
        }
    };
    household.map(Place::from)
}

/// Writes an act into the trail of the household or case.
async fn note(
    scope: &Scope,
    action: AuditAction,
    place: &Place,
    summary: String,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: if place.case.is_some() {
            "rightscase"
        } else {
            "household"
        },
        id: place.household.or(place.case),
        union_id: place.union_id,
        union_path: &place.union_path,
    };
    record(scope, action, subject, summary, reason).await
}

/// What a row is attached to.
fn attached_to(row: &attachment::Model) -> Result<AttachedTo> {
    let nowhere = || Error::bug("an attachment of nothing");
    Ok(match (row.visit_id, row.measure_id, row.case_id) {
        (Some(id), ..) => AttachedTo::Visit(id.into()),
        (None, Some(id), _) => AttachedTo::Measure(id.into()),
        (None, None, Some(id)) => AttachedTo::Case(id.into()),
        (None, None, None) => AttachedTo::Household(row.household_id.ok_or_else(nowhere)?.into()),
    })
}
