//! Whether there is enough to commit: of a fund, and of the budget.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::allocation::available;
use super::fund::{allows, fund};
use super::{limit, state};
use crate::error::{Refusal, Result, UserErrorCode};
use crate::funds::entity::account;
use crate::funds::rules::{FundAccountKind, ProgrammeKind, lacking};
use crate::id::FundId;
use crate::tenancy::Scope;
use crate::values::money::Fen;

/// A year of the books as the ledger keeps it.
///
/// # Errors
/// INVALID for what is no year.
pub fn year_of(year: i32) -> Result<i16> {
    i16::try_from(year)
        .ok()
        .filter(|year| (2000..=2100).contains(year))
        .ok_or_else(|| {
            Refusal::new(
                UserErrorCode::Invalid,
                "year",
                "年度应在 2000 到 2100 之间",
                "a year lies between 2000 and 2100",
            )
            .into()
        })
}

/// Refuses what a union could not commit of a fund and of its budget in a year. Whoever commits at the same
/// time may still be quicker; the ledger then refuses, and this says so on the next run.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for a fund that the viewer does not see; STATE where the fund is for other
/// programmes; LIMIT with what lacks.
pub async fn enough_to_commit(
    scope: &Scope,
    union: Uuid,
    fund_id: FundId,
    year: i16,
    programme: ProgrammeKind,
    wanted: Fen,
) -> Result<()> {
    let fund = fund(scope, fund_id).await?;
    if !allows(&fund, Some(programme)) {
        return Err(state(
            "fundId",
            "这笔资金限定了用途，不能用于该项目；请另选资金",
            "the fund is for other programmes; choose another",
        ));
    }
    let there = available(scope, union, fund.id, year, Some(programme)).await?;
    if let Some(lack) = lacking(there, wanted) {
        return limit(
            "fundId",
            format!(
                "这笔资金可用 {there} 元，需要 {wanted} 元，还差 {lack} 元；请减少金额或另选资金"
            ),
            format!(
                "{there} yuan is available, {wanted} is needed, {lack} short; take less or another fund"
            ),
        );
    }
    let free = account::Entity::find()
        .filter(account::Column::UnionId.eq(union))
        .filter(account::Column::Year.eq(year))
        .filter(account::Column::Kind.eq(FundAccountKind::BudgetFree))
        .filter(account::Column::Programme.eq(programme))
        .one(scope)
        .await?
        .map_or(Fen::ZERO, |row| Fen(row.balance_fen));
    match lacking(free, wanted) {
        None => Ok(()),
        Some(lack) => limit(
            "year",
            format!("{year} 年该项目的预算余额为 {free} 元，还差 {lack} 元；请先调整预算"),
            format!(
                "{free} yuan of the budget of {year} is left, {lack} short; change the budget first"
            ),
        ),
    }
}
