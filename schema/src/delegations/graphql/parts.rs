//! What hangs on a delegation: what the partner was told, the workers, the files, the way.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::attachments::graphql::{Attachment, AttachmentById};
use crate::delegations::entity::{document, event, private, worker};
use crate::delegations::rules::{DelegationState, DelegationStep};
use crate::delegations::service;
use crate::error::{Error, Result};
use crate::id::{DelegationWorkerId, RightsWorkerId};
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::scalars::Date;

/// A worker who gave the mandate (委托书).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct DelegationWorker {
    /// Its id.
    pub id: DelegationWorkerId,
    /// 姓名
    pub name: String,
    /// The day of the mandate.
    pub signed_on: Option<Date>,
    #[graphql(skip)]
    row: worker::Model,
}

impl From<worker::Model> for DelegationWorker {
    fn from(row: worker::Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name.0.clone(),
            signed_on: row.signed_on.map(Date),
            row,
        }
    }
}

#[ComplexObject]
impl DelegationWorker {
    /// The worker of the case; null for a partner.
    async fn worker_id(&self, ctx: &Context<'_>) -> Result<Option<RightsWorkerId>> {
        let partner = scope(ctx)?.counsel().is_ok();
        Ok((!partner).then(|| self.row.worker_id.into()))
    }

    /// 身份证号
    async fn id_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::open_id_number(scope(ctx)?, &self.row)
    }

    /// 联系电话
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::open_phone(scope(ctx)?, &self.row)
    }

    /// The signed copy.
    async fn signed_copy(&self, ctx: &Context<'_>) -> Result<Option<Attachment>> {
        match self.row.signed_copy_id {
            Some(id) => load(ctx, AttachmentById(id)).await,
            None => Ok(None),
        }
    }
}

/// A file that a partner was given, or has added.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct DelegationDocument {
    /// Whether the partner has added it.
    pub from_partner: bool,
    /// When it was given or added.
    pub at: DateTime<Utc>,
    #[graphql(skip)]
    attachment_id: Uuid,
}

impl From<document::Model> for DelegationDocument {
    fn from(row: document::Model) -> Self {
        Self {
            from_partner: row.from_partner,
            at: row.at,
            attachment_id: row.attachment_id,
        }
    }
}

#[ComplexObject]
impl DelegationDocument {
    /// The file; null where it was removed.
    async fn attachment(&self, ctx: &Context<'_>) -> Result<Option<Attachment>> {
        let file = load(ctx, AttachmentById(self.attachment_id)).await?;
        Ok(file.filter(|file| file.removed_at.is_none()))
    }
}

/// A step that was taken of a delegation.
#[derive(Debug, Clone, SimpleObject)]
pub struct DelegationEvent {
    /// 1 is the first.
    pub number: i32,
    /// What was done.
    pub step: DelegationStep,
    /// Where it stood.
    pub from: DelegationState,
    /// Where it stood then.
    pub to: DelegationState,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, or what.
    pub text: Option<String>,
    /// Whether somebody of the partner did it.
    pub by_partner: bool,
    /// What the union is called where it was done, or who of the partner did it.
    pub actor_name: String,
}

impl From<event::Model> for DelegationEvent {
    fn from(row: event::Model) -> Self {
        Self {
            number: row.number,
            step: row.step,
            from: row.from_state,
            to: row.to_state,
            at: row.at,
            text: row.words,
            by_partner: row.lawyer_id.is_some(),
            actor_name: row.actor_name,
        }
    }
}

/// Loads what a partner was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PrivateOf(pub(super) Uuid);

impl Loader<PrivateOf> for Batch {
    type Value = private::Model;
    type Error = Error;
    async fn load(&self, keys: &[PrivateOf]) -> Result<HashMap<PrivateOf, private::Model>> {
        let rows = service::private_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (PrivateOf(row.delegation_id), row))
            .collect())
    }
}

/// Loads the workers of a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WorkersOf(pub(super) Uuid);

impl Loader<WorkersOf> for Batch {
    type Value = Vec<DelegationWorker>;
    type Error = Error;
    async fn load(&self, keys: &[WorkersOf]) -> Result<HashMap<WorkersOf, Vec<DelegationWorker>>> {
        let rows = service::workers_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<WorkersOf, Vec<DelegationWorker>> = HashMap::new();
        for row in rows {
            let list = lists.entry(WorkersOf(row.delegation_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Loads the files of a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct DocumentsOf(pub(super) Uuid);

impl Loader<DocumentsOf> for Batch {
    type Value = Vec<DelegationDocument>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[DocumentsOf],
    ) -> Result<HashMap<DocumentsOf, Vec<DelegationDocument>>> {
        let rows = service::documents_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<DocumentsOf, Vec<DelegationDocument>> = HashMap::new();
        for row in rows {
            let list = lists.entry(DocumentsOf(row.delegation_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Loads the way of a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EventsOf(pub(super) Uuid);

impl Loader<EventsOf> for Batch {
    type Value = Vec<DelegationEvent>;
    type Error = Error;
    async fn load(&self, keys: &[EventsOf]) -> Result<HashMap<EventsOf, Vec<DelegationEvent>>> {
        let rows = service::events(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<EventsOf, Vec<DelegationEvent>> = HashMap::new();
        for row in rows {
            let list = lists.entry(EventsOf(row.delegation_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}
