//! How the person who asks wishes to be told.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::{Error, Result};
use crate::notifications::rules::{
    Channels, NotificationChannel, NotificationKind, NotificationPace,
};
use crate::notifications::service::{self, CodeCheck, Preference};
use crate::payload::{Payload as _, answer, payload, scope, write_once};

/// What comes on a channel outside of the product.
#[derive(Debug, Clone, SimpleObject)]
pub struct NotificationPreference {
    /// The channel.
    channel: NotificationChannel,
    /// Whether this server can send on it.
    available: bool,
    /// How soon.
    pace: NotificationPace,
    /// Which kinds of news.
    kinds: Vec<NotificationKind>,
}

/// Where the person gets mail.
#[derive(Debug, Clone, SimpleObject)]
pub struct MailAddress {
    /// The address that is written to.
    confirmed: Option<String>,
    /// The address that waits for the code that was sent to it.
    pending: Option<String>,
    /// Until when the code can be entered.
    code_expires_at: Option<DateTime<Utc>>,
}

/// How the person who asks is told, beside the list of notifications.
#[derive(Debug, Clone, Copy)]
pub struct NotificationSettings;

/// How the person who asks is told, beside the list of notifications.
#[Object]
impl NotificationSettings {
    /// What comes on each channel.
    async fn preferences(&self, ctx: &Context<'_>) -> Result<Vec<NotificationPreference>> {
        let channels = channels(ctx)?;
        let preferences = service::preferences(scope(ctx)?).await?;
        Ok(preferences
            .into_iter()
            .map(|wish| NotificationPreference {
                channel: wish.channel,
                available: channels.has(wish.channel),
                pace: wish.pace,
                kinds: wish.kinds,
            })
            .collect())
    }

    /// Where the person gets mail.
    async fn mail_address(&self, ctx: &Context<'_>) -> Result<MailAddress> {
        let own = service::mail_address(scope(ctx)?).await?;
        Ok(MailAddress {
            confirmed: own.confirmed,
            pending: own.pending,
            code_expires_at: own.code_expires_at,
        })
    }
}

payload! {
    /// Answer of a change to how the person is told.
    NotificationSettingsPayload { settings: NotificationSettings }
}

/// Input of `setNotificationPreferences`.
#[derive(Debug, Clone, InputObject)]
pub struct SetNotificationPreferencesInput {
    /// The channel.
    channel: NotificationChannel,
    /// How soon.
    pace: NotificationPace,
    /// All kinds that are to come on it; none turns it off.
    kinds: Vec<NotificationKind>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `setMailAddress`.
#[derive(Debug, Clone, InputObject)]
pub struct SetMailAddressInput {
    /// The address; a code is sent to it.
    address: String,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `confirmMailAddress`.
#[derive(Clone, InputObject)]
pub struct ConfirmMailAddressInput {
    /// The code from the mail.
    #[graphql(secret)]
    code: String,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `removeMailAddress`.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveMailAddressInput {
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Queries about how the person is told.
#[derive(Debug, Default)]
pub(super) struct SettingsQuery;

#[Object]
impl SettingsQuery {
    /// How the person who asks is told, beside the list of notifications.
    async fn notification_settings(&self, ctx: &Context<'_>) -> Result<NotificationSettings> {
        scope(ctx)?.principal()?;
        Ok(NotificationSettings)
    }
}

/// Changes of how the person is told.
#[derive(Debug, Default)]
pub(super) struct SettingsMutation;

#[Object]
impl SettingsMutation {
    /// Chooses what comes on a channel, and how soon.
    async fn set_notification_preferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The choice.")] input: SetNotificationPreferencesInput,
    ) -> Result<NotificationSettingsPayload> {
        let (scope, channels) = (scope(ctx)?, channels(ctx)?);
        let person = scope.principal()?.person_id;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let wish = Preference {
                channel: input.channel,
                pace: input.pace,
                kinds: input.kinds.clone(),
            };
            service::set_preference(scope, channels, &wish).await?;
            Ok(person)
        };
        let written = write_once(scope, key, "setNotificationPreferences", &input, work).await;
        answer(scope, written.map(done))
    }

    /// Takes a mail address and sends a code to it; until it is confirmed the former one stays.
    async fn set_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address.")] input: SetMailAddressInput,
    ) -> Result<NotificationSettingsPayload> {
        let (scope, channels) = (scope(ctx)?, channels(ctx)?);
        let person = scope.principal()?.person_id;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::set(scope, channels, &input.address).await?;
            Ok(person)
        };
        let written = write_once(scope, key, "setMailAddress", &input, work).await;
        answer(scope, written.map(done))
    }

    /// Confirms the address by the code that was sent to it.
    async fn confirm_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmMailAddressInput,
    ) -> Result<NotificationSettingsPayload> {
        let scope = scope(ctx)?;
        let person = scope.principal()?.person_id;
        if let CodeCheck::Wrong(refusal) = service::check_code(scope, &input.code).await? {
            // Nothing is written but the count of wrong codes, which must stay.
            return Ok(NotificationSettingsPayload::refused(vec![refusal.into()]));
        }
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::confirm(scope, &input.code).await?;
            Ok(person)
        };
        let written = write_once(scope, key, "confirmMailAddress", &input, work).await;
        answer(scope, written.map(done))
    }

    /// Forgets the person's mail address, confirmed or not.
    async fn remove_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but the key.")] input: RemoveMailAddressInput,
    ) -> Result<NotificationSettingsPayload> {
        let scope = scope(ctx)?;
        let person = scope.principal()?.person_id;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::remove(scope).await?;
            Ok(person)
        };
        let written = write_once(scope, key, "removeMailAddress", &input, work).await;
        answer(scope, written.map(done))
    }
}

fn done(_: uuid::Uuid) -> NotificationSettingsPayload {
    NotificationSettingsPayload::done(NotificationSettings)
}

fn channels(ctx: &Context<'_>) -> Result<Channels> {
    ctx.data_opt::<Channels>()
        .copied()
        .ok_or_else(|| Error::bug("a schema without its channels"))
}
