//! Proposals: nothing is written until a person confirms them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{month as month_of, moved};
use crate::error::Result;
use crate::funds::entity::{bank_line, bank_match};
use crate::funds::rules::BankMonthState;
use crate::funds::rules::bank::{Candidate, MAX_LINES, Proposal, Side, propose};
use crate::id::BankMonthId;
use crate::tenancy::{Permission, Scope};
use crate::values::Fen;

/// Lines, and transactions, that are held against each other at once.
const CONSIDERED: u64 = 2 * MAX_LINES as u64;

/// What the lines without a transaction up to the end of an open month may be, in the order of their days.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for a month elsewhere as for none.
pub async fn proposals(scope: &Scope, id: BankMonthId) -> Result<Vec<Proposal>> {
    use bank_line::{Column, Entity};
    let month = month_of(scope, id).await?;
    let principal = scope.require(Permission::FundRead)?;
    if month.state == BankMonthState::Settled || !principal.owns(month.union_id) {
        return Ok(Vec::new());
    }
    let matched = sea_orm::QueryTrait::into_query(
        bank_match::Entity::find()
            .select_only()
            .column(bank_match::Column::LineId)
            .filter(bank_match::Column::UnionId.eq(month.union_id)),
    );
    let lines = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.lte(month.month))
        .filter(Column::Id.not_in_subquery(matched))
        .order_by_asc(Column::Day)
        .order_by_asc(Column::Id)
        .limit(CONSIDERED)
        .all(scope)
        .await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = moved::waiting(scope, &month, None, CONSIDERED).await?;
    let lines: Vec<Side> = lines
        .into_iter()
        .map(|line| Side {
            id: line.id,
            day: line.day,
            amount: Fen(line.amount_fen),
            words: [line.summary, line.party.unwrap_or_default()].join(" "),
        })
        .collect();
    let candidates: Vec<Candidate> = waiting
        .into_iter()
        .map(|moved| Candidate {
            side: Side {
                id: moved.id,
                day: moved.on_day,
                amount: Fen(moved.fen),
                words: [
                    moved.purpose.as_str(),
                    moved.document.as_deref().unwrap_or_default(),
                ]
                .join(" "),
            },
            document: moved.document,
        })
        .collect();
    Ok(propose(&lines, &candidates))
}
