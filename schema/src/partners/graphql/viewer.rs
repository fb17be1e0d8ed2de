//! The person who asks for a partner.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::lawyer::{Lawyer, LawyerById};
use super::partner::{Partner, PartnerById};
use crate::calendars::graphql::CalendarFeed;
use crate::calendars::service as calendars;
use crate::error::{Error, Result};
use crate::id::PartnerConflictId;
use crate::identity::graphql::{Person, Session, own_sessions, the_person};
use crate::loaders::load;
use crate::partners::entity::conflict;
use crate::partners::service;
use crate::payload::{payload, scope};

/// Who is asking, and for which partner.
#[derive(Debug, Clone, Copy)]
pub struct PartnerViewer;

/// Whoever asks for a partner.
pub fn partner_viewer(ctx: &Context<'_>) -> Option<PartnerViewer> {
    let scope = scope(ctx).ok()?;
    scope.counsel().is_ok().then_some(PartnerViewer)
}

/// Who is asking, and for which partner.
#[Object]
impl PartnerViewer {
    /// The person.
    async fn person(&self, ctx: &Context<'_>) -> Result<Person> {
        the_person(ctx).await
    }

    /// The person's place at the partner.
    async fn lawyer(&self, ctx: &Context<'_>) -> Result<Lawyer> {
        let place = scope(ctx)?.counsel()?.lawyer_id;
        load(ctx, LawyerById(place))
            .await?
            .ok_or(Error::Unauthenticated)
    }

    /// Whether the person runs the partner's account: its people, offers and conflicts.
    async fn admin(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(scope(ctx)?.counsel()?.admin)
    }

    /// The partner.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Partner> {
        let partner = scope(ctx)?.counsel()?.partner_id;
        load(ctx, PartnerById(partner))
            .await?
            .ok_or(Error::Unauthenticated)
    }

    /// Whom the partner does not act against (利益冲突), by name, 500 at most. Only the partner reads it.
    #[graphql(complexity = "50 * child_complexity")]
    async fn conflicts(&self, ctx: &Context<'_>) -> Result<Vec<PartnerConflict>> {
        let rows = service::conflicts(scope(ctx)?).await?;
        Ok(rows.into_iter().map(PartnerConflict::from).collect())
    }

    /// Where the person is signed in, the last used first; 100 at most.
    #[graphql(complexity = "10 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        own_sessions(ctx).await
    }

    /// The own address of hearings, as far as there is one.
    async fn calendar_feed(&self, ctx: &Context<'_>) -> Result<Option<CalendarFeed>> {
        let row = calendars::own(scope(ctx)?).await?;
        Ok(row.map(CalendarFeed::from))
    }
}

/// An enterprise that a partner does not act against.
#[derive(Debug, Clone, SimpleObject)]
pub struct PartnerConflict {
    /// Its id.
    pub id: PartnerConflictId,
    /// As its business licence has it.
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: Option<String>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl From<conflict::Model> for PartnerConflict {
    fn from(row: conflict::Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            credit_code: row.credit_code,
            created_at: row.created_at,
        }
    }
}

payload! {
    /// Answer of writing an enterprise onto the list.
    PartnerConflictPayload { conflict: PartnerConflict }
}
