//! Reminders in the API.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::loaders::load;
use crate::surveys::entity::reminder;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// A union was reminded of what is left to do (催办).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyReminder {
    /// What it was told.
    pub text: Option<String>,
    /// Households of its own that were left then.
    pub unfinished: i64,
    /// When.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    by_union_id: Uuid,
}

impl From<reminder::Model> for SurveyReminder {
    fn from(row: reminder::Model) -> Self {
        Self {
            text: row.text,
            unfinished: row.unfinished,
            created_at: row.created_at,
            union_id: row.union_id,
            by_union_id: row.by_union_id,
        }
    }
}

#[ComplexObject]
impl SurveyReminder {
    /// Who was reminded.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The union that reminded it.
    async fn by_union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.by_union_id)).await
    }
}
