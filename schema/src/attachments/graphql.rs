//! Attachments in the API. Bytes come and go by HTTP: `POST /attachments`, and the links given here.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::assignments::graphql::{Measure, MeasureById, Visit, VisitById};
use crate::attachments::rules::AttachmentKind;
use crate::attachments::service::{self, Listed, Removal};
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{payload, scope, settle, write_once};

/// A photograph or document (附件). Who may not read names sees that it is there, and neither what it
/// is called nor what is in it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Photograph or document.
    pub kind: AttachmentKind,
    /// What the bytes are, such as `image/jpeg`. Photographs are kept as JPEG, whatever was sent.
    pub media_type: String,
    /// Bytes that are kept.
    pub bytes: i64,
    /// Width of a photograph in pixels.
    pub width: Option<i32>,
    /// Height of a photograph in pixels.
    pub height: Option<i32>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was removed; lists hold none that was.
    pub removed_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    listed: Listed,
}

impl From<Listed> for Attachment {
    fn from(listed: Listed) -> Self {
        let row = listed.row.clone();
        Self {
            id: row.id.into(),
            kind: row.kind,
            media_type: row.media_type,
            bytes: row.bytes,
            width: row.width,
            height: row.height,
            created_at: row.created_at,
            removed_at: row.removed_at,
            listed,
        }
    }
}

#[ComplexObject]
impl Attachment {
    /// Who added it; null for a viewer below the union that the person works at (代管), for somebody of a partner, and
    /// for a partner.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.listed.row.created_by {
            Some(id) if scope(ctx)?.counsel().is_err() => load(ctx, StaffById(id)).await,
            _ => Ok(None),
        }
    }

    /// The visit that it belongs to.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        match self.listed.row.visit_id {
            Some(id) => load(ctx, VisitById(id)).await,
            None => Ok(None),
        }
    }

    /// The promise that it proves.
    async fn measure(&self, ctx: &Context<'_>) -> Result<Option<Measure>> {
        match self.listed.row.measure_id {
            Some(id) => load(ctx, MeasureById(id)).await,
            None => Ok(None),
        }
    }

    /// What the file is called; null for superiors.
    async fn file_name(&self) -> Option<&str> {
        Some(&self.listed.file_name.as_ref()?.0)
    }

    /// Where the bytes are: an address of this server for the person who asks alone, good for ten to
    /// twenty minutes; null for superiors, unless the household is opened in the same answer.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::link(scope(ctx)?, &self.listed, false)
    }

    /// The same for a small picture, 320 pixels at most; null for documents.
    async fn thumbnail_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.kind {
            AttachmentKind::Photo => service::link(scope(ctx)?, &self.listed, true),
            AttachmentKind::Document => Ok(None),
        }
    }
}

/// What this area adds to a household.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdAttachments(pub Uuid);

#[Object]
impl HouseholdAttachments {
    /// Photographs and documents in its file, those of its visits and promises included, the newest
    /// first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn attachments(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Attachment>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let key = AttachmentPage {
            household: self.0,
            limit: page.limit(),
            after: page.key(0)?,
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(page.connection(rows, |row| vec![row.id.uuid().to_string()], |row| row))
    }
}

/// A page of a household's attachments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct AttachmentPage {
    household: Uuid,
    limit: u64,
    after: Option<Uuid>,
}

impl Loader<AttachmentPage> for Batch {
    type Value = Vec<Attachment>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[AttachmentPage],
    ) -> Result<HashMap<AttachmentPage, Vec<Attachment>>> {
        // One statement for all households of a page, whose fields all ask for the same.
        let mut asked: HashMap<(u64, Option<Uuid>), Vec<Uuid>> = HashMap::new();
        for key in keys {
            let same = asked.entry((key.limit, key.after)).or_default();
            same.push(key.household);
        }
        let mut pages: HashMap<AttachmentPage, Vec<Attachment>> = HashMap::new();
        for ((limit, after), households) in asked {
            for row in service::of_households(&self.0, households, limit, after).await? {
                let Some(household) = row.row.household_id else {
                    continue;
                };
                let key = AttachmentPage {
                    household,
                    limit,
                    after,
                };
                pages.entry(key).or_default().push(row.into());
            }
        }
        Ok(pages)
    }
}

/// An attachment by its id, also one that was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachmentById(pub Uuid);

impl Loader<AttachmentById> for Batch {
    type Value = Attachment;
    type Error = Error;
    async fn load(&self, keys: &[AttachmentById]) -> Result<HashMap<AttachmentById, Attachment>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (AttachmentById(row.row.id), row.into()))
            .collect())
    }
}

/// Attachments of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachmentsOfVisit(pub Uuid);

impl Loader<AttachmentsOfVisit> for Batch {
    type Value = Vec<Attachment>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[AttachmentsOfVisit],
    ) -> Result<HashMap<AttachmentsOfVisit, Vec<Attachment>>> {
        let visits = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<AttachmentsOfVisit, Vec<Attachment>> = HashMap::new();
        for row in service::of_visits(&self.0, visits).await? {
            if let Some(visit) = row.row.visit_id {
                let list = lists.entry(AttachmentsOfVisit(visit)).or_default();
                list.push(row.into());
            }
        }
        Ok(lists)
    }
}

/// Attachments of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachmentsOfMeasure(pub Uuid);

impl Loader<AttachmentsOfMeasure> for Batch {
    type Value = Vec<Attachment>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[AttachmentsOfMeasure],
    ) -> Result<HashMap<AttachmentsOfMeasure, Vec<Attachment>>> {
        let measures = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<AttachmentsOfMeasure, Vec<Attachment>> = HashMap::new();
        for row in service::of_measures(&self.0, measures).await? {
            if let Some(measure) = row.row.measure_id {
                let list = lists.entry(AttachmentsOfMeasure(measure)).or_default();
                list.push(row.into());
            }
        }
        Ok(lists)
    }
}

/// Evidence of a rights case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EvidenceOf(pub Uuid);

impl Loader<EvidenceOf> for Batch {
    type Value = Vec<Attachment>;
    type Error = Error;
    async fn load(&self, keys: &[EvidenceOf]) -> Result<HashMap<EvidenceOf, Vec<Attachment>>> {
        let cases = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<EvidenceOf, Vec<Attachment>> = HashMap::new();
        for row in service::of_cases(&self.0, cases).await? {
            if let Some(case) = row.row.case_id {
                lists.entry(EvidenceOf(case)).or_default().push(row.into());
            }
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change to an attachment.
    AttachmentPayload { attachment: Attachment }
}

/// Input of `removeAttachment`.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveAttachmentInput {
    /// The attachment.
    id: AttachmentId,
    /// Why, 500 characters at most; the audit trail keeps it.
    reason: String,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Changes of attachments.
#[derive(Debug, Default)]
pub struct AttachmentMutation;

#[Object]
impl AttachmentMutation {
    /// Removes a photograph or document: nobody sees it from now on, and its bytes go thirty days
    /// later. Whoever may add one there may remove it. They are added by `POST /attachments`.
    async fn remove_attachment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: RemoveAttachmentInput,
    ) -> Result<AttachmentPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let removal = Removal {
            id: input.id,
            reason: &input.reason,
        };
        let written = write_once(scope, key, "removeAttachment", &input, async || {
            service::remove(scope, &removal).await
        })
        .await;
        settle(scope, written, None, async |id| {
            Ok(service::get(scope, id.into()).await?.into())
        })
        .await
    }
}
