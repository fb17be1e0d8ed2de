//! Employers in the API.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use uuid::Uuid;

use super::entity::Model;
use super::input::{MergeEmployersInput, SaveEmployerInput};
use super::service::{self, Record};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::{EmployerId, UnionId};
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{or_null, payload, scope, settle, write_once};
use crate::rights::graphql::{RightsCase, against_employer};
use crate::scalars::Money;
use crate::tenancy::Scope;
use crate::values::Fen;

/// An employer (用人单位) of the city's register.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Employer {
    /// Its id.
    pub id: EmployerId,
    /// As the business licence has it.
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: Option<String>,
    /// Where it is.
    pub division_code: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Raised by every change; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for Employer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name.clone(),
            credit_code: row.credit_code.clone(),
            division_code: row.division_code.clone(),
            address: row.address.clone(),
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl Employer {
    /// The entry that this one was a duplicate of.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Employer>> {
        match self.row.merged_into_id {
            Some(id) => load(ctx, EmployerById(id)).await,
            None => Ok(None),
        }
    }

    /// What the whole city has against it: numbers, and no case.
    async fn record(&self, ctx: &Context<'_>) -> Result<EmployerRecord> {
        let record = load(ctx, RecordOf(self.row.id)).await?.unwrap_or_default();
        Ok(record.into())
    }

    /// Whether the viewer may change the entry.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        service::is_editable(scope(ctx)?, &self.row)
    }

    /// Whether the viewer may merge it with another entry.
    async fn mergeable(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.row.merged_into_id.is_none() && service::may_merge(scope(ctx)?)?)
    }

    /// Cases against it that the viewer may read, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, RightsCase>> {
        against_employer(ctx, self.row.id, first, after).await
    }
}

/// What the whole city has against an employer.
#[derive(Debug, Clone, SimpleObject)]
pub struct EmployerRecord {
    /// Cases.
    pub cases: i64,
    /// Cases that are neither closed nor refused.
    pub open_cases: i64,
    /// Workers concerned.
    pub workers: i64,
    /// What was claimed.
    pub claimed: Money,
    /// What came to the workers.
    pub recovered: Money,
}

impl From<Record> for EmployerRecord {
    fn from(record: Record) -> Self {
        Self {
            cases: record.cases,
            open_cases: record.open_cases,
            workers: record.workers,
            claimed: Money(Fen(record.claimed_fen)),
            recovered: Money(Fen(record.recovered_fen)),
        }
    }
}

/// An employer that a subtree has several cases against.
#[derive(Debug, Clone, SimpleObject)]
pub struct EmployerFigure {
    /// Which.
    pub employer: Employer,
    /// Cases of the subtree.
    pub cases: i64,
    /// What was claimed in them.
    pub claimed: Money,
    /// What came.
    pub recovered: Money,
}

/// Queries about employers.
#[derive(Debug, Default)]
pub struct EmployerQuery;

#[Object]
impl EmployerQuery {
    /// An employer of the city; null for none.
    async fn employer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: EmployerId,
    ) -> Result<Option<Employer>> {
        or_null(service::get(scope(ctx)?, id).await.map(Employer::from))
    }

    /// Employers of the city by name, without those that were merged into another.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn employers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Part of the name, its pinyin or its initials, or of the credit code.")]
        query: Option<String>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Employer>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::list(scope(ctx)?, query.as_deref(), &page).await?;
        let key = |row: &Model| vec![row.name.clone(), row.id.to_string()];
        Ok(page.connection(rows, key, Employer::from))
    }

    /// The employers that a subtree has two cases or more against, the most first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn repeat_employers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this union with all below it; the own one without it.")]
        union_id: Option<UnionId>,
        #[graphql(default = 10, desc = "How many, 1 to 100.")] first: i32,
    ) -> Result<Vec<EmployerFigure>> {
        if !(1..=100).contains(&first) {
            return Err(Refusal::new(
                UserErrorCode::Invalid,
                "first",
                "条数 first 应在 1 到 100 之间",
                "first must lie between 1 and 100",
            )
            .into());
        }
        let scope = scope(ctx)?;
        let found = service::repeated(scope, union_id, first).await?;
        let ids = found.iter().map(|one| one.employer_id).collect();
        let rows = service::by_ids(scope, ids).await?;
        let figure = |one: service::Repeated| {
            let row = rows.iter().find(|row| row.id == one.employer_id)?;
            Some(EmployerFigure {
                employer: row.clone().into(),
                cases: one.cases,
                claimed: Money(Fen(one.claimed_fen)),
                recovered: Money(Fen(one.recovered_fen)),
            })
        };
        Ok(found.into_iter().filter_map(figure).collect())
    }
}

payload! {
    /// Answer of a change to an employer.
    EmployerPayload { employer: Employer }
}

async fn employer(scope: &Scope, id: Uuid) -> Result<Employer> {
    Ok(service::get(scope, id.into()).await?.into())
}

/// Changes of employers.
#[derive(Debug, Default)]
pub struct EmployerMutation;

#[Object]
impl EmployerMutation {
    /// Registers an employer, or corrects an entry of the own union or one below it.
    async fn save_employer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The entry as it is to be.")] input: SaveEmployerInput,
    ) -> Result<EmployerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveEmployer", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| employer(scope, id).await).await
    }

    /// Makes an entry a duplicate of another, with all cases against it; answers the one that stays.
    async fn merge_employers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which into which, and why.")] input: MergeEmployersInput,
    ) -> Result<EmployerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "mergeEmployers", &input, async || {
            service::merge(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| employer(scope, id).await).await
    }
}

/// Loads an employer by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EmployerById(pub Uuid);

impl Loader<EmployerById> for Batch {
    type Value = Employer;
    type Error = Error;
    async fn load(&self, keys: &[EmployerById]) -> Result<HashMap<EmployerById, Employer>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (EmployerById(row.id), row.into())).collect())
    }
}

/// Loads the record of an employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RecordOf(Uuid);

impl Loader<RecordOf> for Batch {
    type Value = Record;
    type Error = Error;
    async fn load(&self, keys: &[RecordOf]) -> Result<HashMap<RecordOf, Record>> {
        let rows = service::records(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (RecordOf(row.employer_id), row)).collect())
    }
}
