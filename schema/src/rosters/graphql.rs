//! Rosters in the API. The file itself is sent and fetched beside it: `POST /rosters` and
//! `GET /rosters/{id}/faulty.xlsx`.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::columns::column;
use super::input::{CancelRosterInput, LoadRosterInput};
use super::rules::RosterState;
use super::service::{self, CellFault, Standing};
use crate::error::{Error, Result};
use crate::id::RosterId;
use crate::identity::graphql::{StaffById, StaffMember};
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{payload, scope, settle, write_once};
use crate::tenancy::Scope;
use crate::text::{Language, Text};
use crate::unions::graphql::{Union, UnionById};

/// A roster (花名册): a table of households and members that was uploaded, to be looked through and loaded.
/// It is kept for a week.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct Roster {
    /// Its id.
    id: RosterId,
    /// Name of the file.
    file_name: String,
    /// Where it stands.
    state: RosterState,
    /// How far the work in hand is: rows read, households checked or loaded.
    done: i32,
    /// How much the work in hand is; 0 where that is not known, as while it is read.
    total: i32,
    /// Rows below the headings.
    row_count: i32,
    /// Households in the file.
    household_count: i32,
    /// People in the file.
    member_count: i32,
    /// Households that can be loaded.
    good_count: i32,
    /// Households with a fault.
    faulty_count: i32,
    /// Households that are on file in the own union already; they stay as they are.
    known_count: i32,
    /// People in those.
    known_member_count: i32,
    /// Cells with a fault.
    fault_count: i32,
    /// Households that were registered by loading it.
    loaded_household_count: i32,
    /// Their members.
    loaded_member_count: i32,
    /// Headings of the file that no column is known by; what stands below them is ignored.
    ignored_headings: Vec<String>,
    /// When it was uploaded.
    created_at: DateTime<Utc>,
    /// When it was loaded, cancelled or refused.
    ended_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    remark: Option<Text>,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    staff_id: Uuid,
}

impl From<Standing> for Roster {
    fn from(standing: Standing) -> Self {
        let remark = match (standing.is_silent(), standing.state) {
            (true, RosterState::Refused) => Some(Text::new(
                "处理中断（服务器可能重新启动过），请重新上传",
                "the work was interrupted, perhaps by a restart of the server; upload the file again",
            )),
            (true, _) => Some(Text::new(
                "导入中断，没有导入任何内容，可以再次导入",
                "loading was interrupted and nothing was loaded; it can be loaded again",
            )),
            _ => {
                let row = &standing.row;
                let both = row.remark_zh.as_ref().zip(row.remark_en.as_ref());
                both.map(|(zh, en)| Text::new(zh, en))
            }
        };
        let Standing { row, state } = standing;
        Self {
            id: row.id.into(),
            file_name: row.file_name,
            state,
            done: row.done,
            total: row.total,
            row_count: row.rows,
            household_count: row.households,
            member_count: row.members,
            good_count: row.good,
            faulty_count: row.faulty,
            known_count: row.known,
            known_member_count: row.known_members,
            fault_count: row.faults,
            loaded_household_count: row.loaded_households,
            loaded_member_count: row.loaded_members,
            ignored_headings: row.ignored,
            created_at: row.created_at,
            ended_at: row.ended_at,
            remark,
            union_id: row.union_id,
            staff_id: row.staff_id,
        }
    }
}

fn language(ctx: &Context<'_>) -> Language {
    ctx.data_opt::<Language>().copied().unwrap_or_default()
}

#[ComplexObject]
impl Roster {
    /// The union whose households it lists, where a row does not name another.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Who uploaded it.
    async fn uploaded_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.staff_id)).await
    }

    /// Why it can't be read, or what happened to it, in the language of the request.
    async fn remark(&self, ctx: &Context<'_>) -> Option<String> {
        let remark = self.remark.as_ref()?;
        Some(remark.in_language(language(ctx)).to_owned())
    }

    /// The cells with a fault, in the order of the file.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn faults(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, RosterFault>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let key = FaultPage {
            roster: self.id.uuid(),
            limit: page.limit(),
            after: page.key(0)?,
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        let language = language(ctx);
        Ok(page.connection(
            rows,
            |fault| vec![fault.row.number.to_string()],
            |fault| RosterFault::new(fault, language),
        ))
    }
}

/// A cell of a roster that can't stay so.
#[derive(Debug, SimpleObject)]
pub struct RosterFault {
    /// Name of the sheet; empty where the file has none.
    sheet: String,
    /// Row of the sheet, counted from 1.
    row: i32,
    /// Identifier of the column: the field of `registerHousehold`'s input.
    column: String,
    /// Heading of the column in the template.
    label: String,
    /// What stands in the cell; null where it is empty.
    value: Option<String>,
    /// What is wrong with it and what to do, in the language of the request.
    reason: String,
}

impl RosterFault {
    fn new(fault: CellFault, language: Language) -> Self {
        let CellFault { row, value } = fault;
        let column = column(&row.field);
        let (label, reason) = match language {
            Language::Chinese => (column.map(|column| column.label), row.reason_zh),
            Language::English => (column.map(|column| column.english), row.reason_en),
        };
        Self {
            sheet: row.sheet,
            row: row.line,
            label: label.unwrap_or_default().to_owned(),
            column: row.field,
            value,
            reason,
        }
    }
}

/// A page of a roster's faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct FaultPage {
    roster: Uuid,
    limit: u64,
    after: Option<i32>,
}

impl Loader<FaultPage> for Batch {
    type Value = Vec<CellFault>;
    type Error = Error;
    async fn load(&self, keys: &[FaultPage]) -> Result<HashMap<FaultPage, Vec<CellFault>>> {
        // One statement for all rosters of a page, whose fields all ask for the same.
        let mut asked: HashMap<(u64, Option<i32>), Vec<Uuid>> = HashMap::new();
        for key in keys {
            asked
                .entry((key.limit, key.after))
                .or_default()
                .push(key.roster);
        }
        let mut pages: HashMap<FaultPage, Vec<CellFault>> = HashMap::new();
        for ((limit, after), rosters) in asked {
            for fault in service::faults(&self.0, rosters, limit, after).await? {
                let key = FaultPage {
                    roster: fault.row.roster_id,
                    limit,
                    after,
                };
                pages.entry(key).or_default().push(fault);
            }
        }
        Ok(pages)
    }
}

payload! {
    /// Answer of mutations of a roster.
    RosterPayload { roster: Roster }
}

/// Queries about rosters.
#[derive(Debug, Default)]
pub struct RosterQuery;

#[Object]
impl RosterQuery {
    /// A roster of the own unions; null for any other as for none.
    async fn roster(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RosterId,
    ) -> Result<Option<Roster>> {
        match service::get(scope(ctx)?, id).await {
            Ok(standing) => Ok(Some(standing.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The rosters of the own unions, newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn rosters(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Roster>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::list(scope(ctx)?, &page).await?;
        Ok(page.connection(
            rows,
            |standing| vec![standing.row.id.to_string()],
            Roster::from,
        ))
    }
}

/// Mutations of rosters.
#[derive(Debug, Default)]
pub struct RosterMutation;

async fn now(scope: &Scope, id: Uuid) -> Result<Roster> {
    Ok(service::get(scope, id.into()).await?.into())
}

#[Object]
impl RosterMutation {
    /// Begins to load a checked roster: all of it or nothing, in one transaction. It goes on behind the
    /// answer; `roster` tells how far it is.
    async fn load_roster(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which roster, and whether only what has no fault.")]
        input: LoadRosterInput,
    ) -> Result<RosterPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "loadRoster", &input, async || {
            service::start(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| now(scope, id).await).await
    }

    /// Takes a roster back, also while it is read, checked or loaded: then nothing of it is loaded.
    async fn cancel_roster(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which roster.")] input: CancelRosterInput,
    ) -> Result<RosterPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "cancelRoster", &input, async || {
            service::cancel(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| now(scope, id).await).await
    }
}
