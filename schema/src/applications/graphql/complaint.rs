//! Objections and complaints.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::application::{AidApplication, ApplicationById};
use crate::applications::entity::complaint;
use crate::applications::rules::{AidComplaintKind, AidComplaintStage, AidComplaintStep};
use crate::applications::service;
use crate::error::{Error, Result, UserError};
use crate::id::AidComplaintId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{Payload, payload, scope};
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// What speaks against an application: an objection to its public notice, or a complaint of the family.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidComplaint {
    /// Its id.
    pub id: AidComplaintId,
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: AidComplaintKind,
    /// Where it stands.
    pub stage: AidComplaintStage,
    /// What is wrong.
    pub text: String,
    /// When it came.
    pub filed_at: DateTime<Utc>,
    /// 1, or 2 at the union above.
    pub level: i32,
    /// What was answered, the first first.
    #[graphql(complexity = "2 * child_complexity")]
    pub answers: Vec<AidComplaintAnswer>,
    /// Raised by every step; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: complaint::Model,
}

/// An answer to a complaint.
#[derive(Debug, Clone, SimpleObject, Deserialize)]
#[graphql(complex)]
pub struct AidComplaintAnswer {
    /// When.
    pub at: DateTime<Utc>,
    /// The words.
    pub text: String,
    /// Whether it was found right.
    pub upheld: bool,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    staff_id: Uuid,
}

#[ComplexObject]
impl AidComplaintAnswer {
    /// The union that answered; null where the viewer does not see it.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }

    /// Who answered; null where the viewer does not see that person.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.staff_id)).await
    }
}

impl TryFrom<complaint::Model> for AidComplaint {
    type Error = Error;

    fn try_from(row: complaint::Model) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            number: row.number.clone(),
            kind: row.kind,
            stage: row.stage,
            text: row.text.0.clone(),
            filed_at: row.filed_at,
            level: row.level.into(),
            answers: serde_json::from_value(row.answers.clone())
                .map_err(|error| Error::bug(error.to_string()))?,
            version: row.version,
            row,
        })
    }
}

#[ComplexObject]
impl AidComplaint {
    /// How to reach who objected, for those who handle it.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::contact(scope(ctx)?, &self.row)
    }

    /// What it is about; null where the viewer does not see it.
    async fn application(&self, ctx: &Context<'_>) -> Result<Option<AidApplication>> {
        load(ctx, ApplicationById(self.row.application_id)).await
    }

    /// Who handles it; null where the viewer does not see that union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who entered it; null for an objection, and where the viewer does not see that person.
    async fn filed_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.filed_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// The steps that the viewer may take from here.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<AidComplaintStep>> {
        let scope = scope(ctx)?;
        let mut steps = Vec::new();
        for step in AidComplaintStep::ALL {
            if service::may_step(scope, &self.row, *step)? {
                steps.push(*step);
            }
        }
        Ok(steps)
    }
}

/// Loads the complaints about an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ComplaintsOf(pub(super) Uuid);

impl Loader<ComplaintsOf> for Batch {
    type Value = Vec<complaint::Model>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[ComplaintsOf],
    ) -> Result<HashMap<ComplaintsOf, Vec<complaint::Model>>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<ComplaintsOf, Vec<complaint::Model>> = HashMap::new();
        for row in service::complaints_of(&self.0, ids).await? {
            let key = ComplaintsOf(row.application_id);
            lists.entry(key).or_default().push(row);
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change to a complaint.
    AidComplaintPayload { complaint: AidComplaint }
}

/// Answer of an objection.
#[derive(Debug, SimpleObject)]
pub struct ObjectToNoticePayload {
    /// Its number, to ask by; null when it was refused.
    pub number: Option<String>,
    /// Why it was refused; empty when it was taken.
    pub errors: Vec<UserError>,
}

impl Payload for ObjectToNoticePayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            number: None,
            errors,
        }
    }
}
