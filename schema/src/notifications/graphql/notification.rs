//! One's own notifications.

use async_graphql::connection::Connection;
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::error::{Refusal, Result, UserErrorCode};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::id::NotificationId;
use crate::loaders::load;
use crate::notifications::entity::notification::Model;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{self, Marked};
use crate::paging::Page;
use crate::payload::{answer, payload, scope, write_once};
use crate::scalars::Date;
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// Something that the viewer should hear of.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Notification {
    /// Its id.
    id: NotificationId,
    /// What it is about.
    kind: NotificationKind,
    /// The thing that it is about, of the kind that its prefix says.
    subject_id: ID,
    /// The day it is about: that of the act, or the one on which a promise is due.
    day: Date,
    /// When it was told.
    created_at: DateTime<Utc>,
    /// When it was read; null while it is new.
    read_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    household_id: Option<Uuid>,
    #[graphql(skip)]
    union_id: Option<Uuid>,
    #[graphql(skip)]
    on: NaiveDate,
}

impl From<Model> for Notification {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            subject_id: ID(format!(
                "{}_{}",
                row.kind.subject(),
                row.subject_id.simple()
            )),
            day: Date(row.day),
            created_at: row.created_at,
            read_at: row.read_at,
            household_id: row.household_id,
            union_id: row.about_union_id,
            on: row.day,
        }
    }
}

impl Notification {
    async fn household_if_seen(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        match self.household_id {
            Some(id) if scope(ctx)?.principal()?.may(Permission::HouseholdRead) => {
                load(ctx, HouseholdById(id)).await
            }
            _ => Ok(None),
        }
    }

    async fn union_if_seen(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match self.union_id {
            Some(id) => load(ctx, UnionById(id)).await,
            None => Ok(None),
        }
    }
}

#[ComplexObject]
impl Notification {
    /// The sentence to show, out of what the viewer may see by now.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        let household = self.household_if_seen(ctx).await?;
        let union = self.union_if_seen(ctx).await?;
        let text = self.kind.sentence(
            household.as_ref().map(Household::shown_name),
            union.as_ref().map(|union| union.short_name.as_str()),
            self.on,
        );
        Ok(text.in_language(scope(ctx)?.language()).to_owned())
    }

    /// The household concerned; null where there is none, or the viewer does not see it any more.
    async fn household(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        self.household_if_seen(ctx).await
    }

    /// The union concerned; null as above.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        self.union_if_seen(ctx).await
    }
}

payload! {
    /// Answer of `markNotificationsRead`.
    NotificationsReadPayload { unread: i32 }
}

/// Input of `markNotificationsRead`: one of the two.
#[derive(Debug, Clone, InputObject)]
pub struct MarkNotificationsReadInput {
    /// These, 100 at most.
    ids: Option<Vec<NotificationId>>,
    /// This one and all before it, such as the newest that was shown.
    up_to: Option<NotificationId>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

impl MarkNotificationsReadInput {
    fn marked(&self) -> Result<Marked> {
        match (&self.ids, self.up_to) {
            (Some(ids), None) => Ok(Marked::These(ids.clone())),
            (None, Some(id)) => Ok(Marked::UpTo(id)),
            _ => Err(Refusal::new(
                UserErrorCode::Invalid,
                "ids",
                "请指明要标记的提醒，或标记到哪一条为止，二者选一",
                "name the notifications or the last one of them, one of the two",
            )
            .into()),
        }
    }
}

/// Queries about notifications.
#[derive(Debug, Default)]
pub(super) struct ListQuery;

#[Object]
impl ListQuery {
    /// What the viewer was told in the present post, newest first; kept for 180 days.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what was not read.")] unread: Option<bool>,
        #[graphql(desc = "Only of these kinds.")] kinds: Option<Vec<NotificationKind>>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Notification>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::list(
            scope(ctx)?,
            unread.unwrap_or_default(),
            kinds.as_deref(),
            &page,
        )
        .await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], Notification::from))
    }

    /// How many notifications the viewer has not read, 1,000 at most.
    async fn unread_notifications(&self, ctx: &Context<'_>) -> Result<i32> {
        count(ctx).await
    }
}

async fn count(ctx: &Context<'_>) -> Result<i32> {
    let unread = service::unread(scope(ctx)?).await?;
    Ok(i32::try_from(unread).unwrap_or(i32::MAX))
}

/// Changes of notifications.
#[derive(Debug, Default)]
pub(super) struct ReadMutation;

#[Object]
impl ReadMutation {
    /// Notes that notifications were read; answers how many are left.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MarkNotificationsReadInput,
    ) -> Result<NotificationsReadPayload> {
        let scope = scope(ctx)?;
        let me = scope.principal()?.staff_id;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::mark_read(scope, input.marked()?).await?;
            Ok(me)
        };
        let result = match write_once(scope, key, "markNotificationsRead", &input, work).await {
            Ok(_) => count(ctx).await.map(NotificationsReadPayload::done),
            Err(error) => Err(error),
        };
        answer(scope, result)
    }
}
