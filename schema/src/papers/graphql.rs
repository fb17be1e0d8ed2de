//! Papers in the API. The PDF itself is fetched by HTTP, by the link that `printPaper` gives.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, InputObject, Object, OneofObject, SimpleObject};
use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::entity;
use super::link::Link;
use super::rules::PaperKind;
use super::service::{self, PapersOf, PrintOrder};
use crate::assignments::graphql::{Visit, VisitById};
use crate::delegations::graphql::{Delegation, DelegationById};
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::id::{DelegationId, HouseholdId, PaperId, RightsLetterId, UnionId, VisitId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{payload, scope, settle, write_once};
use crate::rights::graphql::{LetterById, RightsLetter};
use crate::tenancy::Scope;

/// A paper (纸质材料) as it was printed last. Only the own union sees it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Paper {
    /// Its id.
    pub id: PaperId,
    /// Which form.
    pub kind: PaperKind,
    /// When it was printed last.
    pub printed_at: DateTime<Utc>,
    /// Facts on it that have changed since, by the names that a household's history has for them; what is
    /// the head's begins with `head.`, what is a member's with `members.`; `cadre` and `visitor` stand for a cadre's name, title or telephone, `measures` for promises. Empty
    /// while what was printed is still so; printing it again empties it.
    pub stale_fields: Vec<String>,
    /// When the first of them changed.
    pub stale_since: Option<DateTime<Utc>>,
    #[graphql(skip)]
    row: entity::Model,
}

impl From<entity::Model> for Paper {
    fn from(row: entity::Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            printed_at: row.printed_at,
            stale_fields: row.stale_fields.clone(),
            stale_since: row.stale_since,
            row,
        }
    }
}

#[ComplexObject]
impl Paper {
    /// Whose it is; null for a letter and for mandates.
    async fn household(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        match self.row.household_id {
            Some(id) => load(ctx, HouseholdById(id)).await,
            None => Ok(None),
        }
    }

    /// The letter about a rights case.
    async fn letter(&self, ctx: &Context<'_>) -> Result<Option<RightsLetter>> {
        match self.row.letter_id {
            Some(id) => load(ctx, LetterById(id)).await,
            None => Ok(None),
        }
    }

    /// The delegation whose mandates they are.
    async fn delegation(&self, ctx: &Context<'_>) -> Result<Option<Delegation>> {
        match self.row.delegation_id {
            Some(id) => load(ctx, DelegationById(id)).await,
            None => Ok(None),
        }
    }

    /// Of a visit record.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        match self.row.visit_id {
            Some(id) => load(ctx, VisitById(id)).await,
            None => Ok(None),
        }
    }

    /// Who printed it; null for a viewer below the union that the person works at (代管).
    async fn printed_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.printed_by)).await
    }
}

/// A paper to fetch, as PDF.
#[derive(Debug, Clone, SimpleObject)]
pub struct PaperPrint {
    /// What was written down of it.
    pub paper: Paper,
    /// Where it is fetched, once or more often, without any header: a path on this server.
    pub url: String,
    /// The end of the link's life; it ends with the sign-in at the latest.
    pub expires_at: DateTime<Utc>,
}

payload! {
    /// Answer of printing a paper.
    PrintPaperPayload { print: PaperPrint }
}

/// Which paper, of whom.
#[derive(Debug, Clone, OneofObject)]
pub enum PaperOrder {
    /// 家庭档案 of this household.
    HouseholdFile(HouseholdId),
    /// 帮扶申请表 of this household.
    Application(HouseholdId),
    /// 公示 of this household, masked.
    Notice(HouseholdId),
    /// 走访记录表 of this visit, with the card that the family keeps.
    VisitRecord(VisitId),
    /// 协调函 about a rights case, for the union that writes it.
    RightsLetter(RightsLetterId),
    /// 授权委托书 of each worker of this delegation, for the union that handles the case.
    PowerOfAttorney(DelegationId),
}

impl PaperOrder {
    const fn order(&self) -> PrintOrder {
        match self {
            Self::HouseholdFile(id) => PrintOrder::Household(PaperKind::HouseholdFile, *id),
            Self::Application(id) => PrintOrder::Household(PaperKind::Application, *id),
            Self::Notice(id) => PrintOrder::Household(PaperKind::Notice, *id),
            Self::VisitRecord(id) => PrintOrder::Visit(*id),
            Self::RightsLetter(id) => PrintOrder::Letter(*id),
            Self::PowerOfAttorney(id) => PrintOrder::Mandates(*id),
        }
    }
}

/// Input of `printPaper`.
#[derive(Debug, Clone, InputObject)]
pub struct PrintPaperInput {
    /// Which paper, of whom.
    paper: PaperOrder,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Which papers a list shows.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PaperFilter {
    /// Of this union; of all own unions where none is named.
    union_id: Option<UnionId>,
    /// Of this kind.
    kind: Option<PaperKind>,
    /// Only those on which a fact is no longer so; false: only those that still are right.
    stale: Option<bool>,
    /// Only those that the person who asks printed.
    #[graphql(default)]
    mine: bool,
}

/// Questions about papers.
#[derive(Debug, Default)]
pub struct PaperQuery;

#[Object]
impl PaperQuery {
    /// A paper that was printed; null for another union's as for none.
    async fn paper(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: PaperId,
    ) -> Result<Option<Paper>> {
        match service::get(scope(ctx)?, id).await {
            Ok(row) => Ok(Some(row.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Papers that were printed, the last first. Each stands for its last print.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn papers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all when left out.")] filter: Option<PaperFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Paper>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let filter = filter.unwrap_or_default();
        let of = PapersOf {
            union: filter.union_id,
            kind: filter.kind,
            stale: filter.stale,
            mine: filter.mine,
        };
        let rows = service::papers(scope(ctx)?, &of, &page).await?;
        let key = |row: &entity::Model| {
            let at = row.printed_at.to_rfc3339_opts(SecondsFormat::Micros, true);
            vec![at, row.id.to_string()]
        };
        Ok(page.connection(rows, key, Paper::from))
    }
}

/// Printing papers.
#[derive(Debug, Default)]
pub struct PaperMutation;

#[Object]
impl PaperMutation {
    /// Prints a paper of the own union: the audit trail has it before anything is read, and the link
    /// gives the PDF with the facts as they are.
    async fn print_paper(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: PrintPaperInput,
    ) -> Result<PrintPaperPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "printPaper", &input, async || {
            service::print(scope, input.paper.order()).await
        })
        .await;
        settle(scope, written, None, async |id| print(scope, id).await).await
    }
}

async fn print(scope: &Scope, id: Uuid) -> Result<PaperPrint> {
    let link = Link::new(scope, id)?;
    Ok(PaperPrint {
        paper: service::get(scope, id.into()).await?.into(),
        url: link.url(scope.database().vault())?,
        expires_at: link.until(),
    })
}

/// What this area adds to a household.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdPapers(pub Uuid);

#[Object]
impl HouseholdPapers {
    /// What was printed of it last, one of each form; the records of its visits hang on these. Only the
    /// own union sees them.
    #[graphql(complexity = "3 * child_complexity")]
    async fn papers(&self, ctx: &Context<'_>) -> Result<Vec<Paper>> {
        Ok(load(ctx, PapersOfHousehold(self.0))
            .await?
            .unwrap_or_default())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PapersOfHousehold(Uuid);

impl Loader<PapersOfHousehold> for Batch {
    type Value = Vec<Paper>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[PapersOfHousehold],
    ) -> Result<HashMap<PapersOfHousehold, Vec<Paper>>> {
        let households = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<PapersOfHousehold, Vec<Paper>> = HashMap::new();
        for row in service::of_households(&self.0, households).await? {
            if let Some(household) = row.household_id {
                let list = lists.entry(PapersOfHousehold(household)).or_default();
                list.push(row.into());
            }
        }
        Ok(lists)
    }
}

/// The printed record of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PaperOfVisit(pub Uuid);

impl Loader<PaperOfVisit> for Batch {
    type Value = Paper;
    type Error = Error;
    async fn load(&self, keys: &[PaperOfVisit]) -> Result<HashMap<PaperOfVisit, Paper>> {
        let visits = keys.iter().map(|key| key.0).collect();
        let rows = service::of_visits(&self.0, visits).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((PaperOfVisit(row.visit_id?), row.into())))
            .collect())
    }
}

/// The printed copy of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PaperOfLetter(pub Uuid);

impl Loader<PaperOfLetter> for Batch {
    type Value = Paper;
    type Error = Error;
    async fn load(&self, keys: &[PaperOfLetter]) -> Result<HashMap<PaperOfLetter, Paper>> {
        let letters = keys.iter().map(|key| key.0).collect();
        let rows = service::of_letters(&self.0, letters).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((PaperOfLetter(row.letter_id?), row.into())))
            .collect())
    }
}

/// The printed mandates of a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PaperOfDelegation(pub Uuid);

impl Loader<PaperOfDelegation> for Batch {
    type Value = Paper;
    type Error = Error;
    async fn load(&self, keys: &[PaperOfDelegation]) -> Result<HashMap<PaperOfDelegation, Paper>> {
        let delegations = keys.iter().map(|key| key.0).collect();
        let rows = service::of_delegations(&self.0, delegations).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((PaperOfDelegation(row.delegation_id?), row.into())))
            .collect())
    }
}
