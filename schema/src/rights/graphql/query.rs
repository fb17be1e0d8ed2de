//! Reading rights cases.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, SimpleObject};

use super::case::RightsCase;
use super::deadline::RightsDeadline;
use super::letter::RightsLetterDraft;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::{RightsCaseId, UnionId};
use crate::paging::Page;
use crate::payload::{or_null, payload, scope};
use crate::rights::entity::{deadline, rule};
use crate::rights::input::RightsCaseFilter;
use crate::rights::rules::{
    RightsCaseKind, RightsDepartment, RightsFact, RightsPeriod, facts_of, is_required,
};
use crate::rights::service::{self, Entry};
use crate::scalars::Date;
use crate::tenancy::Permission;
use crate::unions::rules::UnionLevel;

/// A fact that a kind of case has.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsFactInfo {
    /// Which.
    pub fact: RightsFact,
    /// Whether a case can't be reported without it.
    pub required: bool,
}

/// A kind of case, with its facts in the order of a form.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsCaseKindInfo {
    /// Which.
    pub kind: RightsCaseKind,
    /// Its facts.
    #[graphql(complexity = "10 * child_complexity")]
    pub facts: Vec<RightsFactInfo>,
}

/// What the law sets a time for.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsRule {
    /// Its code.
    pub code: String,
    /// What is due.
    pub title: String,
    /// Where that stands.
    pub law: String,
    /// Cases that it holds for.
    pub kinds: Vec<RightsCaseKind>,
    /// The fact from which it runs.
    pub fact: RightsFact,
    /// How much time.
    pub count: i32,
    /// In what.
    pub unit: RightsPeriod,
    /// Its first day.
    pub valid_from: Date,
    /// The first day of the revision that waits for it; null where there is none.
    pub revised_from: Option<Date>,
}

impl From<rule::Model> for RightsRule {
    fn from(row: rule::Model) -> Self {
        let kinds = row.kinds.iter();
        Self {
            kinds: kinds
                .filter_map(|code| RightsCaseKind::from_code(code))
                .collect(),
            code: row.code,
            title: row.title,
            law: row.law,
            fact: row.fact,
            count: row.amount,
            unit: row.unit,
            valid_from: Date(row.valid_from),
            revised_from: None,
        }
    }
}

payload! {
    /// Answer of a change to a rule.
    RightsRulePayload { rule: RightsRule }
}

/// A union of the city that a case can be referred to.
#[derive(Debug, Clone, SimpleObject)]
pub struct UnionEntry {
    /// Its id.
    pub id: UnionId,
    /// Its name.
    pub name: String,
    /// The unions above it, from the city down: 临沂市 › 兰山区
    pub place: String,
    /// Its level.
    pub level: UnionLevel,
    /// The division that it stands for.
    pub division_code: Option<String>,
}

impl From<Entry> for UnionEntry {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.into(),
            name: entry.name,
            place: entry.above.unwrap_or_default(),
            level: entry.level,
            division_code: entry.division_code,
        }
    }
}

/// Queries about rights cases.
#[derive(Debug, Default)]
pub struct RightsQuery;

#[Object]
impl RightsQuery {
    /// A case of the own subtree, or one that a referral shares; null for any other as for none.
    async fn rights_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RightsCaseId,
    ) -> Result<Option<RightsCase>> {
        or_null(service::get(scope(ctx)?, id).await.map(RightsCase::from))
    }

    /// Cases that the viewer may read, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn rights_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] filter: Option<RightsCaseFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, RightsCase>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let filter = filter.unwrap_or_default();
        let rows = service::cases(scope(ctx)?, &filter, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], RightsCase::from))
    }

    /// What is open in cases of the own unions and in those that they handle, the soonest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn rights_deadlines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what is due until this day.")] due_until: Option<Date>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, RightsDeadline>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let until = due_until.map(|day| day.0);
        let rows = service::due(scope(ctx)?, until, &page).await?;
        let key = |row: &deadline::Model| vec![row.due_on.to_string(), row.id.to_string()];
        Ok(page.connection(rows, key, RightsDeadline::from))
    }

    /// The kinds of cases, each with the facts that it has.
    #[graphql(complexity = "80 * child_complexity")]
    async fn rights_case_kinds(&self, ctx: &Context<'_>) -> Result<Vec<RightsCaseKindInfo>> {
        scope(ctx)?.require(Permission::RightsRead)?;
        let info = |kind: &RightsCaseKind| RightsCaseKindInfo {
            kind: *kind,
            facts: facts_of(*kind)
                .map(|fact| RightsFactInfo {
                    fact,
                    required: is_required(*kind, fact),
                })
                .collect(),
        };
        Ok(RightsCaseKind::ALL.iter().map(info).collect())
    }

    /// What the law sets a time for, as it holds today.
    #[graphql(complexity = "80 * child_complexity")]
    async fn rights_rules(&self, ctx: &Context<'_>) -> Result<Vec<RightsRule>> {
        let scope = scope(ctx)?;
        let rows = service::rules(scope).await?;
        let coming = service::coming_rules(scope).await?;
        let rule = |row: rule::Model| RightsRule {
            revised_from: coming
                .iter()
                .find(|next| next.code == row.code)
                .map(|next| Date(next.valid_from)),
            ..row.into()
        };
        Ok(rows.into_iter().map(rule).collect())
    }

    /// A letter about a case as it may be written, for who reads names in it.
    async fn rights_letter_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case.")] case_id: RightsCaseId,
        #[graphql(desc = "To what department.")] department: RightsDepartment,
    ) -> Result<Option<RightsLetterDraft>> {
        let draft = service::draft(scope(ctx)?, case_id, department).await;
        or_null(draft.map(RightsLetterDraft::from))
    }

    /// Unions of the whole city that a case can be referred to: their names and places, and nothing else of them.
    /// Without a text those of the place, the nearest first; none where neither is given.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn union_directory(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Part of the name, its pinyin or its initials, or of a code.")]
        query: Option<String>,
        #[graphql(desc = "The division where the law was broken.")] place_code: Option<String>,
        #[graphql(default = 10, desc = "How many, 1 to 100.")] first: i32,
    ) -> Result<Vec<UnionEntry>> {
        if !(1..=100).contains(&first) {
            return Err(Error::from(Refusal::new(
                UserErrorCode::Invalid,
                "first",
                "条数 first 应在 1 到 100 之间",
                "first must lie between 1 and 100",
            )));
        }
        let (query, place) = (query.as_deref(), place_code.as_deref());
        let rows = service::directory(scope(ctx)?, query, place, first).await?;
        Ok(rows.into_iter().map(UnionEntry::from).collect())
    }
}
