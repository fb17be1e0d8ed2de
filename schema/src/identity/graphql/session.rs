//! Signing in and out, in the API.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::viewer::{Viewer, viewer};
use crate::error::{Error, Result, UserError};
use crate::execute::Caller;
use crate::identity::input::{
    AcceptInvitationInput, ActForInput, ChangePasswordInput, ResetPasswordInput, SignInInput,
};
use crate::identity::passwords::Passwords;
use crate::identity::secrets::TokenIssuer;
use crate::identity::service::{self, Admitted, Entrance};
use crate::loaders::Gained;
use crate::partners::graphql::{PartnerViewer, partner_viewer};
use crate::payload;
use crate::tenancy::Database;

/// A sign-in; the refresh token travels in an `HttpOnly` cookie.
#[derive(Debug, SimpleObject)]
pub struct SessionPayload {
    /// Bearer token for the `Authorization` header; lives for minutes.
    pub access_token: Option<String>,
    /// When it ends; refresh before.
    pub expires_at: Option<DateTime<Utc>>,
    /// Who is signed in now for a union.
    pub viewer: Option<Viewer>,
    /// Who is signed in now for a partner.
    pub partner_viewer: Option<PartnerViewer>,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

/// The end of a sign-in.
#[derive(Debug, SimpleObject)]
pub struct SignOutPayload {
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

/// Signing in and out.
#[derive(Debug, Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Signs in with login name and password, acting in the post of the last time.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in.")] input: SignInInput,
    ) -> Result<SessionPayload> {
        let (login, password) = (&input.login, &input.password);
        let city = input.city.as_deref();
        admitted(
            ctx,
            service::sign_in(&entrance(ctx)?, login, password, city).await,
        )
    }

    /// Exchanges the refresh token of the cookie for a new one and a new access token.
    async fn refresh_session(&self, ctx: &Context<'_>) -> Result<SessionPayload> {
        admitted(ctx, service::refresh(&entrance(ctx)?).await)
    }

    /// Ends this sign-in.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        signed_out(service::sign_out(&entrance(ctx)?).await)
    }

    /// Ends all sign-ins of the person, this one included.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        service::sign_out_everywhere(payload::scope(ctx)?).await?;
        data::<Caller>(ctx)?.cookie.clear();
        Ok(SignOutPayload { errors: Vec::new() })
    }

    /// Acts in another post of the person from now on.
    async fn act_for(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where to act.")] input: ActForInput,
    ) -> Result<SessionPayload> {
        admitted(ctx, service::act_for(&entrance(ctx)?, input.post_id).await)
    }

    /// Takes up the post of an invitation and signs in.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code and the account.")] input: AcceptInvitationInput,
    ) -> Result<SessionPayload> {
        let (code, login, password) = (&input.code, &input.login, &input.password);
        let city = input.city.as_deref();
        let entrance = entrance(ctx)?;
        let result = service::accept_invitation(&entrance, code, login, password, city).await;
        admitted(ctx, result)
    }

    /// Changes the password; the other sign-ins of the person end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password until now and from now on.")] input: ChangePasswordInput,
    ) -> Result<SignOutPayload> {
        let (current, new) = (&input.current, &input.new);
        signed_out(service::change_password(&entrance(ctx)?, current, new).await)
    }

    /// Sets a new password with a one-time code and signs in; all sign-ins until now end.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code and the password from now on.")] input: ResetPasswordInput,
    ) -> Result<SessionPayload> {
        let (code, password) = (&input.code, &input.password);
        let city = input.city.as_deref();
        let entrance = entrance(ctx)?;
        admitted(
            ctx,
            service::reset_password(&entrance, code, password, city).await,
        )
    }
}

fn entrance<'a>(ctx: &Context<'a>) -> Result<Entrance<'a>> {
    Ok(Entrance {
        database: data::<Database>(ctx)?,
        passwords: data::<Passwords>(ctx)?,
        issuer: &**data::<Arc<dyn TokenIssuer>>(ctx)?,
        caller: data::<Caller>(ctx)?,
    })
}

fn data<'a, T: Send + Sync + 'static>(ctx: &Context<'a>) -> Result<&'a T> {
    ctx.data_opt::<T>()
        .ok_or_else(|| Error::bug(format!("a request without {}", std::any::type_name::<T>())))
}

/// What was refused keeps what the service committed, a counted failure for example.
fn admitted(ctx: &Context<'_>, result: Result<Admitted>) -> Result<SessionPayload> {
    match result {
        Ok(admitted) => {
            data::<Gained>(ctx)?.give(admitted.scope);
            Ok(SessionPayload {
                access_token: Some(admitted.access_token),
                expires_at: Some(admitted.expires_at),
                viewer: viewer(ctx),
                partner_viewer: partner_viewer(ctx),
                errors: Vec::new(),
            })
        }
        Err(Error::Refused(refusals)) => Ok(SessionPayload {
            access_token: None,
            expires_at: None,
            viewer: None,
            partner_viewer: None,
            errors: refusals.into_iter().map(Into::into).collect(),
        }),
        Err(error) => Err(error),
    }
}

fn signed_out(result: Result<()>) -> Result<SignOutPayload> {
    let errors = match result {
        Ok(()) => Vec::new(),
        Err(Error::Refused(refusals)) => refusals.into_iter().map(Into::into).collect(),
        Err(error) => return Err(error),
    };
    Ok(SignOutPayload { errors })
}
