//! Finding delegations and dates.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, SimpleObject};
use chrono::SecondsFormat;

use super::delegation::{Delegation, found};
use super::hearing::Hearing;
use crate::delegations::entity::hearing;
use crate::delegations::input::DelegationFilter;
use crate::delegations::service;
use crate::error::Result;
use crate::id::{DelegationId, RightsCaseId};
use crate::paging::Page;
use crate::payload::{or_null, scope};
use crate::scalars::Date;

/// A delegation as it may be written, from what the case knows.
#[derive(Debug, Clone, SimpleObject)]
pub struct DelegationDraft {
    /// 案情简介
    pub brief: String,
    /// 请求事项
    pub claim: String,
    /// 工会联系人
    pub contact: String,
    /// Until when an answer may be asked for.
    pub answer_by: Date,
}

impl From<service::DelegationDraft> for DelegationDraft {
    fn from(draft: service::DelegationDraft) -> Self {
        Self {
            brief: draft.brief,
            claim: draft.claim,
            contact: draft.contact,
            answer_by: Date(draft.answer_by),
        }
    }
}

/// Queries about delegations.
#[derive(Debug, Default)]
pub struct DelegationQuery;

#[Object]
impl DelegationQuery {
    /// A delegation; null for one that the viewer does not see as for none.
    async fn delegation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: DelegationId,
    ) -> Result<Option<Delegation>> {
        or_null(service::get(scope(ctx)?, id).await.map(Delegation::from))
    }

    /// Delegations, the newest first: for a union those of its subtree and of cases that are shared with it; for a partner
    /// those offered to it, all for who runs its account, for anybody else those in their hands.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn delegations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] filter: Option<DelegationFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Delegation>> {
        found(ctx, &filter.unwrap_or_default(), first, after).await
    }

    /// A delegation as it may be written; null for who does not handle the case or reads no names in it.
    async fn delegation_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which case.")] case_id: RightsCaseId,
    ) -> Result<Option<DelegationDraft>> {
        or_null(
            service::draft(scope(ctx)?, case_id)
                .await
                .map(DelegationDraft::from),
        )
    }

    /// Dates from a day to another, a year at most, the soonest first: for a union those of own unions and of cases that
    /// are shared with them, for a partner as its delegations.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn hearings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day.")] to: Date,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Hearing>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::hearings(scope(ctx)?, from.0, to.0, &page).await?;
        let key = |row: &hearing::Model| {
            let at = row.starts_at.to_rfc3339_opts(SecondsFormat::Micros, true);
            vec![at, row.id.to_string()]
        };
        Ok(page.connection(rows, key, Hearing::from))
    }
}
