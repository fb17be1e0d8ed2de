//! Statements (收支表) in the API.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::funds::rules::{Balances, Flows, FundSource, ProgrammeKind, StatementCell};
use crate::funds::service;
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::scalars::Money;
use crate::tenancy::Permission;
use crate::values::money::MoneyError;

/// What came in, what went out and what is left in a year. Money that passed between unions of the same
/// statement stands on neither side.
///
/// `opening + income + received − issued − paid − carried = available + committed + paying + inTransit`
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct FundFlows {
    /// 上年结转
    opening: Money,
    /// 本级收入: from outside the tree.
    income: Money,
    /// 拨入: from unions outside the statement, less what went back to them.
    received: Money,
    /// 拨出: to unions outside the statement, less what came back from them.
    issued: Money,
    /// 已支付
    paid: Money,
    /// 结转下年
    carried: Money,
    /// 可用
    available: Money,
    /// 已占用: approved and not paid yet.
    committed: Money,
    /// 支付中
    paying: Money,
    /// 在途
    in_transit: Money,
    /// 预算: approved for the year.
    budget: Money,
    /// 已用预算: committed or paid.
    budget_used: Money,
}

impl From<Flows> for FundFlows {
    fn from(flows: Flows) -> Self {
        Self {
            opening: Money(flows.opening),
            income: Money(flows.income),
            received: Money(flows.received),
            issued: Money(flows.issued),
            paid: Money(flows.paid),
            carried: Money(flows.carried),
            available: Money(flows.available),
            committed: Money(flows.committed),
            paying: Money(flows.paying),
            in_transit: Money(flows.in_transit),
            budget: Money(flows.budget),
            budget_used: Money(flows.budget_used),
        }
    }
}

/// The part of a statement that is of one source.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct FundFlowsOfSource {
    /// Where the money came from.
    source: FundSource,
    /// Its part.
    flows: FundFlows,
}

/// The part of a statement that is for one programme.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct FundFlowsOfProgramme {
    /// What it is for; null for what is for any.
    programme: Option<ProgrammeKind>,
    /// Its part. Money is marked for a programme on its way, so a part need not add up; the whole does.
    flows: FundFlows,
}

/// A statement of a year (收支表): of a union's own books, or of those of its whole subtree.
#[derive(Debug, Clone)]
pub struct FundStatement {
    year: i32,
    own_books: bool,
    balances: Balances,
}

/// A statement of a year (收支表), exact at this moment; made from balances, however many entries there are.
#[Object]
impl FundStatement {
    /// The year.
    async fn year(&self) -> i32 {
        self.year
    }

    /// Whether it is of the union's own books alone, without those of the unions below.
    async fn own_books(&self) -> bool {
        self.own_books
    }

    /// Everything.
    async fn total(&self) -> Result<FundFlows> {
        flows(&self.balances, |_| true)
    }

    /// Whether what came in less what went out is what is left, for each source and in all.
    async fn adds_up(&self) -> Result<bool> {
        let mut sources = FundSource::ALL.iter().copied();
        Ok(sources.all(|source| {
            let of = Flows::of(&self.balances, |cell| cell.source == Some(source));
            of.is_ok_and(|flows| flows.adds_up())
        }))
    }

    /// By where the money came from, in the order of the forms; what has no part is left out.
    #[graphql(complexity = "4 * child_complexity")]
    async fn by_source(&self) -> Result<Vec<FundFlowsOfSource>> {
        let mut parts = Vec::new();
        for source in FundSource::ALL.iter().copied() {
            let of = |cell: &StatementCell| cell.source == Some(source);
            if self.has(of) {
                let flows = flows(&self.balances, of)?;
                parts.push(FundFlowsOfSource { source, flows });
            }
        }
        Ok(parts)
    }

    /// By what it is for, in the order of the forms, what is for any at the end; what has no part is left
    /// out.
    #[graphql(complexity = "6 * child_complexity")]
    async fn by_programme(&self) -> Result<Vec<FundFlowsOfProgramme>> {
        let mut parts = Vec::new();
        let programmes = ProgrammeKind::ALL.iter().copied().map(Some);
        for programme in programmes.chain([None]) {
            let of = |cell: &StatementCell| cell.programme == programme;
            if self.has(of) {
                let flows = flows(&self.balances, of)?;
                parts.push(FundFlowsOfProgramme { programme, flows });
            }
        }
        Ok(parts)
    }
}

impl FundStatement {
    /// That of a union which the viewer may read.
    pub(super) async fn of(
        ctx: &Context<'_>,
        union: Uuid,
        path: &str,
        year: i32,
        own_books: bool,
    ) -> Result<Self> {
        let balances = if own_books {
            load(ctx, BooksOf { union, year })
                .await?
                .unwrap_or_default()
        } else {
            let key = service::balances_key(union, path, year);
            service::cells_of(&load(ctx, key).await?.unwrap_or_default())?
        };
        Ok(Self {
            year,
            own_books,
            balances,
        })
    }

    fn has(&self, wanted: impl Fn(&StatementCell) -> bool) -> bool {
        self.balances
            .iter()
            .any(|(cell, fen)| wanted(cell) && fen.0 != 0)
    }
}

fn flows(balances: &Balances, wanted: impl Fn(&StatementCell) -> bool) -> Result<FundFlows> {
    let flows =
        Flows::of(balances, wanted).map_err(|error: MoneyError| Error::bug(error.to_string()))?;
    Ok(flows.into())
}

/// What this area adds to a union.
#[derive(Debug, Clone)]
pub struct UnionFunds {
    /// The union.
    pub id: Uuid,
    /// Its path.
    pub path: String,
}

#[Object]
impl UnionFunds {
    /// Its statement of a year (收支表), with everything below it or of its own books; null where the
    /// viewer may not read it.
    async fn fund_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(
            default = false,
            desc = "Of its own books alone, without those of the unions below."
        )]
        own_books: bool,
    ) -> Result<Option<FundStatement>> {
        let principal = scope(ctx)?.principal()?;
        if !principal.may(Permission::FundRead) || !principal.covers(&self.path) {
            return Ok(None);
        }
        let statement = FundStatement::of(ctx, self.id, &self.path, year, own_books).await?;
        Ok(Some(statement))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct BooksOf {
    union: Uuid,
    year: i32,
}

impl Loader<BooksOf> for Batch {
    type Value = Balances;
    type Error = Error;
    async fn load(&self, keys: &[BooksOf]) -> Result<HashMap<BooksOf, Balances>> {
        let mut found = HashMap::new();
        let mut years: Vec<i32> = keys.iter().map(|key| key.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let of_year = keys.iter().filter(|key| key.year == year);
            let unions: Vec<Uuid> = of_year.map(|key| key.union).collect();
            let books = service::own_balances(&self.0, &unions, year).await?;
            found.extend(
                books
                    .into_iter()
                    .map(|(union, balances)| (BooksOf { union, year }, balances)),
            );
        }
        Ok(found)
    }
}
