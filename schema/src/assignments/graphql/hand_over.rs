//! Hand-overs.

use async_graphql::connection::Connection;
use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::pairing::{Pairing, PairingById};
use crate::assignments::entity::hand_over;
use crate::assignments::rules::HandOverState;
use crate::assignments::service;
use crate::error::{Error, Result};
use crate::id::{HandOverId, PairingId, StaffId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::paging::Page;
use crate::payload::{answer, answer_current, payload, scope, write_once};
use crate::tenancy::Scope;

/// A household that one cadre offers to another (移交).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct HandOver {
    /// Its id.
    pub id: HandOverId,
    /// What the receiver should know.
    pub note: String,
    /// Whether it was answered.
    pub state: HandOverState,
    /// What the receiver answered.
    pub answer: Option<String>,
    /// When it was offered.
    pub proposed_at: DateTime<Utc>,
    /// When it was answered or lapsed.
    pub answered_at: Option<DateTime<Utc>>,
    /// Raised by every change; an answer with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    pairing_id: Uuid,
    #[graphql(skip)]
    from_id: Uuid,
    #[graphql(skip)]
    to_id: Uuid,
}

impl From<hand_over::Model> for HandOver {
    fn from(row: hand_over::Model) -> Self {
        Self {
            id: row.id.into(),
            note: row.note,
            state: row.state,
            answer: row.answer,
            proposed_at: row.proposed_at,
            answered_at: row.answered_at,
            version: row.version,
            pairing_id: row.pairing_id,
            from_id: row.from_id,
            to_id: row.to_id,
        }
    }
}

#[ComplexObject]
impl HandOver {
    /// The pairing that would move; after the receiver accepted, the one that ended by it.
    async fn pairing(&self, ctx: &Context<'_>) -> Result<Pairing> {
        load(ctx, PairingById(self.pairing_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Who offers; null for a viewer below the union that the person works at (代管).
    #[graphql(name = "from")]
    async fn giver(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.from_id)).await
    }

    /// Who is to receive; null as above.
    #[graphql(name = "to")]
    async fn receiver(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.to_id)).await
    }
}

payload! {
    /// Answer of a change to a hand-over.
    HandOverPayload { hand_over: HandOver }
}

/// Input of `proposeHandOver`.
#[derive(Debug, Clone, InputObject)]
pub struct ProposeHandOverInput {
    /// One of the own pairings.
    pairing_id: PairingId,
    /// The colleague.
    to_cadre_id: StaffId,
    /// What the receiver should know, 1,000 characters at most.
    note: String,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `acceptHandOver` and `refuseHandOver`.
#[derive(Debug, Clone, InputObject)]
pub struct AnswerHandOverInput {
    /// The hand-over.
    id: HandOverId,
    /// The version that was seen.
    version: i32,
    /// A word to the one who offered.
    answer: Option<String>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Queries about hand-overs.
#[derive(Debug, Default)]
pub struct HandOverQuery;

#[Object]
impl HandOverQuery {
    /// Hand-overs waiting for an answer that the viewer offered or received, newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn hand_overs(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, HandOver>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::hand_overs(scope(ctx)?, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], HandOver::from))
    }
}

/// Changes of hand-overs.
#[derive(Debug, Default)]
pub struct HandOverMutation;

#[Object]
impl HandOverMutation {
    /// Offers one of the own households to a colleague.
    async fn propose_hand_over(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: ProposeHandOverInput,
    ) -> Result<HandOverPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let (pairing, to) = (input.pairing_id, input.to_cadre_id);
            Ok(service::propose_hand_over(scope, pairing, to, &input.note)
                .await?
                .id)
        };
        let result = match write_once(scope, key, "proposeHandOver", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }

    /// Takes the household over, with its history and open promises.
    async fn accept_hand_over(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: AnswerHandOverInput,
    ) -> Result<HandOverPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let text = input.answer.as_deref();
            Ok(
                service::accept_hand_over(scope, input.id, input.version, text)
                    .await?
                    .id,
            )
        };
        let result = match write_once(scope, key, "acceptHandOver", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || current(scope, input.id).await).await
    }

    /// Leaves the household with the cadre who offered it.
    async fn refuse_hand_over(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: AnswerHandOverInput,
    ) -> Result<HandOverPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let text = input.answer.as_deref();
            Ok(
                service::refuse_hand_over(scope, input.id, input.version, text)
                    .await?
                    .id,
            )
        };
        let result = match write_once(scope, key, "refuseHandOver", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || current(scope, input.id).await).await
    }
}

async fn current(scope: &Scope, id: HandOverId) -> Result<HandOver> {
    Ok(service::get_hand_over(scope, id).await?.into())
}

async fn done(scope: &Scope, id: HandOverId) -> Result<HandOverPayload> {
    Ok(HandOverPayload::done(current(scope, id).await?))
}
