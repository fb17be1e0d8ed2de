//! How the person who asks wishes to be told.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::{Error, Result};
use crate::notifications::rules::{
    Channels, NotificationChannel, NotificationKind, NotificationPace,
};
use crate::notifications::service::{self, CodeCheck, MailAddress, Preference};
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

/// How the person who asks is told, beside the list of notifications.
#[derive(Debug, Clone)]
pub struct NotificationSettings {
    preferences: Vec<NotificationPreference>,
    mail: MailAddress,
}

/// How the person who asks is told, beside the list of notifications.
#[Object]
impl NotificationSettings {
    /// What comes on each channel.
    #[graphql(complexity = "2 * child_complexity")]
    async fn preferences(&self) -> &[NotificationPreference] {
        &self.preferences
    }

    /// The address that mail is sent to.
    async fn mail_address(&self) -> Option<&str> {
        self.mail.confirmed.as_deref()
    }

    /// The address that waits for the code that was sent to it.
    async fn pending_mail_address(&self) -> Option<&str> {
        self.mail.pending.as_deref()
    }

    /// Until when the code can be entered.
    async fn code_expires_at(&self) -> Option<DateTime<Utc>> {
        self.mail.code_expires_at
    }
}

async fn settings(ctx: &Context<'_>) -> Result<NotificationSettings> {
    let (scope, channels) = (scope(ctx)?, channels(ctx)?);
    let preferences = service::preferences(scope).await?.into_iter();
    Ok(NotificationSettings {
        preferences: preferences
            .map(|wish| NotificationPreference {
                channel: wish.channel,
                available: channels.has(wish.channel),
                pace: wish.pace,
                kinds: wish.kinds,
            })
            .collect(),
        mail: service::mail_address(scope).await?,
    })
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
        settings(ctx).await
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
        done(ctx, written).await
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
        done(ctx, written).await
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
        done(ctx, written).await
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
        done(ctx, written).await
    }
}

async fn done(
    ctx: &Context<'_>,
    written: Result<uuid::Uuid>,
) -> Result<NotificationSettingsPayload> {
    let result = match written {
        Ok(_) => settings(ctx).await.map(NotificationSettingsPayload::done),
        Err(error) => Err(error),
    };
    answer(scope(ctx)?, result)
}

fn channels(ctx: &Context<'_>) -> Result<Channels> {
    ctx.data_opt::<Channels>()
        .copied()
        .ok_or_else(|| Error::bug("a schema without its channels"))
}
