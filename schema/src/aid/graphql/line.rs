//! Lines in the API.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::aid::entity::line::Model;
use crate::aid::rules::LineArea;
use crate::error::Result;
use crate::id::LivingLineId;
use crate::loaders::load;
use crate::payload::payload;
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::Fen;

/// The line of the minimum living allowance (最低生活保障线) of a county from a month on.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct LivingLine {
    /// Its id.
    pub id: LivingLineId,
    /// The county, six digits.
    pub division_code: String,
    /// What the county is called.
    pub place: String,
    /// For whom.
    pub area: LineArea,
    /// First day of the first month.
    pub valid_from: Date,
    /// 1, and one more for each correction.
    pub revision: i32,
    /// A month, per person.
    pub monthly: Money,
    /// The document that sets it (文号).
    pub source: String,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    union_id: Uuid,
}

impl From<Model> for LivingLine {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            division_code: row.division_code,
            place: row.place,
            area: row.area,
            valid_from: Date(row.valid_from),
            revision: row.revision,
            monthly: Money(Fen(row.monthly_fen)),
            source: row.source,
            created_at: row.created_at,
            union_id: row.union_id,
        }
    }
}

impl LivingLine {
    pub(super) fn cursor(&self) -> Vec<String> {
        vec![
            self.division_code.clone(),
            self.area.code().to_owned(),
            self.valid_from.0.to_string(),
            self.revision.to_string(),
        ]
    }
}

#[ComplexObject]
impl LivingLine {
    /// The union that entered it; null where the viewer does not see that union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }
}

payload! {
    /// Answer of `setLivingLine`.
    LivingLinePayload { line: LivingLine }
}
