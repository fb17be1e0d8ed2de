//! Changing posts, in the API.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::staff::StaffMember;
use crate::error::{Error, Result, UserError, UserErrorCode};
use crate::id::StaffId;
use crate::identity::entity::staff;
use crate::identity::input::{
    EndStaffInput, InviteStaffInput, SetRolesInput, StaffMemberIdInput, UpdateStaffInput,
};
use crate::identity::service::{self, Issued};
use crate::payload::{Payload, answer, payload, scope};
use crate::tenancy::Scope;

payload! {
    /// A post that was changed.
    StaffMemberPayload { staff_member: StaffMember }
}

/// A one-time code for a post.
#[derive(Debug, SimpleObject)]
pub struct InvitationPayload {
    /// The post.
    pub staff_member: Option<StaffMember>,
    /// The code. Shown once: repeating the request with its idempotency key does not show it again.
    pub code: Option<String>,
    /// When the code ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for InvitationPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            staff_member: None,
            code: None,
            expires_at: None,
            errors,
        }
    }
}

impl From<Issued> for InvitationPayload {
    fn from(issued: Issued) -> Self {
        Self {
            staff_member: Some(issued.post.into()),
            code: issued.code,
            expires_at: Some(issued.expires_at),
            errors: Vec::new(),
        }
    }
}

/// Changing posts.
#[derive(Debug, Default)]
pub struct StaffMutation;

#[Object]
impl StaffMutation {
    /// Creates a post at an own union or one below and answers a code, valid for 7 days, with which the
    /// person takes it up.
    async fn invite_staff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The post.")] input: InviteStaffInput,
    ) -> Result<InvitationPayload> {
        let scope = scope(ctx)?;
        let result = service::invite(scope, &input).await;
        answer(scope, result.map(Into::into))
    }

    /// A one-time code, valid for a day, with which the person sets a new password; for a post that
    /// nobody has taken up yet, a new invitation.
    async fn issue_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The post.")] input: StaffMemberIdInput,
    ) -> Result<InvitationPayload> {
        let scope = scope(ctx)?;
        let result = service::issue_reset(scope, &input).await;
        answer(scope, result.map(Into::into))
    }

    /// Changes the facts of a post.
    async fn update_staff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateStaffInput,
    ) -> Result<StaffMemberPayload> {
        let scope = scope(ctx)?;
        edited(scope, input.id, service::update(scope, &input).await).await
    }

    /// Sets the roles of a post.
    async fn set_roles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The roles.")] input: SetRolesInput,
    ) -> Result<StaffMemberPayload> {
        let scope = scope(ctx)?;
        edited(scope, input.id, service::set_roles(scope, &input).await).await
    }

    /// A person leaves a post; households are transferred first.
    async fn end_staff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which post, and why.")] input: EndStaffInput,
    ) -> Result<StaffMemberPayload> {
        let scope = scope(ctx)?;
        edited(scope, input.id, service::end(scope, &input).await).await
    }
}

/// The answer of an edit; after a CONFLICT with the row as somebody else left it.
async fn edited(
    scope: &Scope,
    id: StaffId,
    result: Result<staff::Model>,
) -> Result<StaffMemberPayload> {
    let is_conflict = matches!(&result, Err(Error::Refused(refusals))
        if refusals.iter().any(|refusal| refusal.code == UserErrorCode::Conflict));
    let mut payload = answer(
        scope,
        result.map(|row| StaffMemberPayload::done(row.into())),
    )?;
    if is_conflict {
        payload.staff_member = Some(service::get(scope, id).await?.into());
    }
    Ok(payload)
}
