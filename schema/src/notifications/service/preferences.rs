//! How a person wishes to be told.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::error::{Refusal, Result, UserErrorCode};
use crate::notifications::entity::preference::{Column, Entity, Model};
use crate::notifications::rules::{
    Channels, NotificationChannel, NotificationKind, NotificationPace,
};
use crate::tenancy::Scope;

/// What a person gets on a channel.
#[derive(Debug, Clone)]
pub struct Preference {
    /// The channel.
    pub channel: NotificationChannel,
    /// How soon.
    pub pace: NotificationPace,
    /// Of which kinds.
    pub kinds: Vec<NotificationKind>,
}

impl Preference {
    fn of(channel: NotificationChannel, row: Option<&Model>) -> Self {
        let (usual_pace, usual) = channel.usual();
        let listed =
            |list: &[String], kind: NotificationKind| list.iter().any(|code| code == kind.code());
        let wanted = |kind: &NotificationKind| match row {
            Some(row) if listed(&row.wanted, *kind) => true,
            Some(row) if listed(&row.unwanted, *kind) => false,
            _ => usual(*kind),
        };
        Self {
            channel,
            pace: row.map_or(usual_pace, |row| row.pace),
            kinds: NotificationKind::ALL
                .iter()
                .copied()
                .filter(wanted)
                .collect(),
        }
    }
}

/// What this person gets on each channel.
///
/// # Errors
/// [`crate::error::Error::Unauthenticated`] for a visitor.
pub async fn preferences(scope: &Scope) -> Result<Vec<Preference>> {
    let me = scope.principal()?.person_id;
    let rows = Entity::find()
        .filter(Column::PersonId.eq(me))
        .all(&scope.keyed())
        .await?;
    Ok(NotificationChannel::ALL
        .iter()
        .map(|channel| Preference::of(*channel, rows.iter().find(|row| row.channel == *channel)))
        .collect())
}

/// Chooses the kinds that come on a channel, and how soon.
///
/// # Errors
/// STATE for a channel that this server does not have.
pub async fn set_preference(scope: &Scope, channels: Channels, wish: &Preference) -> Result<()> {
    let me = scope.principal()?.person_id;
    if !channels.has(wish.channel) {
        return Err(no_channel(wish.channel).into());
    }
    let codes = |wanted: bool| {
        let kinds = NotificationKind::ALL.iter();
        kinds
            .filter(|kind| wish.kinds.contains(kind) == wanted)
            .map(|kind| kind.code().to_owned())
            .collect()
    };
    let row = Model {
        person_id: me,
        channel: wish.channel,
        pace: wish.pace,
        wanted: codes(true),
        unwanted: codes(false),
    };
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([Column::PersonId, Column::Channel])
                .update_columns([Column::Pace, Column::Wanted, Column::Unwanted])
                .to_owned(),
        )
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

pub(super) fn no_channel(channel: NotificationChannel) -> Refusal {
    match channel {
        NotificationChannel::Mail => Refusal::new(
            UserErrorCode::State,
            "channel",
            "本系统未配置邮件服务器，暂不能发送邮件；如有需要请联系系统管理员",
            "no mail server is configured here; ask whoever runs this system",
        ),
        NotificationChannel::Gateway => Refusal::new(
            UserErrorCode::State,
            "channel",
            "本系统未配置消息网关，暂不能发送短信等消息；如有需要请联系系统管理员",
            "no message gateway is configured here; ask whoever runs this system",
        ),
    }
}
