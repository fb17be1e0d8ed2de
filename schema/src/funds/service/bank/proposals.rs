//! Proposals: nothing is written until a person confirms them.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::month as month_of;
use super::moved::{self, Moved};
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
    let waiting = moved::waiting(scope, &month, None, true, CONSIDERED).await?;
    let lines: Vec<Side> = lines
        .into_iter()
        .map(|line| Side {
            id: line.id,
            day: line.day,
            amount: Fen(line.amount_fen),
            words: [line.summary, line.party.unwrap_or_default()].join(" "),
        })
        .collect();
    let mut proposals = propose(&lines, &candidates(waiting));
    let found: HashSet<Uuid> = proposals.iter().map(|proposal| proposal.line).collect();
    let left: Vec<Side> = lines
        .iter()
        .filter(|line| !found.contains(&line.id))
        .cloned()
        .collect();
    if left.is_empty() {
        return Ok(proposals);
    }
    proposals.extend(both_seen(
        &left,
        moved::cancelled(scope, &month, CONSIDERED).await?,
    ));
    let place: HashMap<Uuid, usize> = (0..).zip(&lines).map(|(at, line)| (line.id, at)).collect();
    proposals.sort_by_key(|proposal| place.get(&proposal.line).copied());
    Ok(proposals)
}

/// Of what was taken back, what the bank saw come and go again: both have a line, or none.
fn both_seen(lines: &[Side], cancelled: Vec<Moved>) -> Vec<Proposal> {
    let mut partners = HashMap::new();
    for (id, of) in cancelled
        .iter()
        .filter_map(|moved| Some((moved.id, moved.reverses_id?)))
    {
        partners.insert(id, of);
        partners.insert(of, id);
    }
    let proposals = propose(lines, &candidates(cancelled));
    let seen: HashSet<Uuid> = proposals
        .iter()
        .flat_map(|proposal| proposal.transactions.iter().copied())
        .collect();
    let has_both = |id: &Uuid| partners.get(id).is_some_and(|other| seen.contains(other));
    proposals
        .into_iter()
        .filter(|proposal| proposal.transactions.iter().all(has_both))
        .collect()
}

fn candidates(moved: Vec<Moved>) -> Vec<Candidate> {
    moved
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
        .collect()
}
