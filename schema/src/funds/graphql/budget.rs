//! Budgets.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::funds::entity::budget;
use crate::funds::rules::{FundBudgetState, ProgrammeKind};
use crate::funds::service;
use crate::id::FundBudgetId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::scalars::Money;
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// What is meant to be spent on a programme.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct FundBudgetLine {
    /// The programme.
    pub programme: ProgrammeKind,
    /// How much.
    pub amount: Money,
}

/// A version of a union's budget of dedicated funds for a year.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FundBudget {
    /// Its id.
    pub id: FundBudgetId,
    /// The year.
    pub year: i32,
    /// Which version of the year it is; the last approved one is in force.
    pub number: i32,
    /// Where it stands.
    pub state: FundBudgetState,
    /// Its lines, in the order of the forms.
    #[graphql(complexity = "5 * child_complexity")]
    pub lines: Vec<FundBudgetLine>,
    /// What there is to know.
    pub note: Option<String>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was approved or returned.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was returned.
    pub answer: Option<String>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: budget::Model,
}

impl TryFrom<budget::Model> for FundBudget {
    type Error = Error;
    fn try_from(row: budget::Model) -> Result<Self> {
        let line = |(programme, amount)| FundBudgetLine {
            programme,
            amount: Money(amount),
        };
        Ok(Self {
            id: row.id.into(),
            year: row.year.into(),
            number: row.number,
            state: row.state,
            lines: service::budget_lines(&row)?.into_iter().map(line).collect(),
            note: row.note.clone(),
            submitted_at: row.submitted_at,
            decided_at: row.decided_at,
            answer: row.answer.clone(),
            version: row.version,
            row,
        })
    }
}

#[ComplexObject]
impl FundBudget {
    /// Whose it is.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who submitted it; null for a viewer that does not see that person.
    async fn submitted_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.submitted_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Who approved or returned it; null for a viewer that does not see that person.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.decided_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Whether it waits for the viewer's decision: nobody decides what they submitted.
    async fn decidable(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        Ok(self.state == FundBudgetState::Submitted
            && principal.may(Permission::FundApprove)
            && principal.owns(self.row.union_id)
            && self.row.submitter_id != Some(principal.person_id))
    }
}

/// Loads a budget by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct BudgetById(pub(super) Uuid);

impl Loader<BudgetById> for Batch {
    type Value = FundBudget;
    type Error = Error;
    async fn load(&self, keys: &[BudgetById]) -> Result<HashMap<BudgetById, FundBudget>> {
        let rows = budget::Entity::find()
            .filter(budget::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        rows.into_iter()
            .map(|row| Ok((BudgetById(row.id), row.try_into()?)))
            .collect()
    }
}

payload! {
    /// Answer of a change to a budget.
    FundBudgetPayload { budget: FundBudget }
}
