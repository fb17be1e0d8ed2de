//! The first words of a delegation, from what the case knows.

use chrono::{Days, NaiveDate};

use super::state;
use crate::delegations::rules::USUAL_ANSWER;
use crate::error::{Error, Result};
use crate::id::RightsCaseId;
use crate::identity::service as identity;
use crate::rights::rules::RightsCaseStep;
use crate::rights::service as rights;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// A delegation as it may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationDraft {
    /// 案情简介
    pub brief: String,
    /// 请求事项
    pub claim: String,
    /// 工会联系人
    pub contact: String,
    /// Until when an answer may be asked for.
    pub answer_by: NaiveDate,
}

/// Composes the words of a delegation of a case that the viewer handles and reads by name.
///
/// # Errors
/// [`Error::NotFound`], also for who handles it not and reads no names in it; [`Error::Forbidden`] without the permission; STATE for a case
/// that is not worked on.
pub async fn draft(scope: &Scope, id: RightsCaseId) -> Result<DelegationDraft> {
    let principal = scope.require(Permission::RightsHandle)?;
    let case = rights::get(scope, id).await?;
    if !rights::is_handled_here(scope, &case)? {
        return Err(Error::NotFound);
    }
    if !RightsCaseStep::Delegate.from().contains(&case.state) {
        return Err(state(
            "caseId",
            "个案受理后、办结前才能委托",
            "a case is delegated while it is worked on",
        ));
    }
    let named = rights::private_of(scope, vec![case.id]).await?;
    let named = named.into_iter().next().ok_or(Error::NotFound)?;
    let union = unions::get(scope, principal.union_id.into()).await?;
    let me = identity::get(scope, principal.staff_id.into()).await?;
    let phone = me.phone.unwrap_or_default();
    let contact = format!("{} {} {phone}", union.name, me.name);
    Ok(DelegationDraft {
        brief: named.account.0,
        claim: named.claim.0,
        contact: contact.trim_end().to_owned(),
        answer_by: scope.today() + Days::new(USUAL_ANSWER),
    })
}
