//! What households are eligible for: their facts, the programmes and the lines each read once, however
//! many households there are.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{history, line, programme};
use crate::aid::entity::programme::{Column, Entity, Model};
use crate::aid::rules::{
    AidOutcome, Facts, History, Line, LineArea, MemberFacts, Offer, ProgrammeState, Verdict,
    eligibility,
};
use crate::error::Result;
use crate::households::rules::{HardshipCause, HardshipTier, HouseholdStatus};
use crate::households::service::{self as households, Circumstances};
use crate::tenancy::tree::{SEGMENT, lineage};
use crate::tenancy::{Permission, Scope};
use crate::values::dates::Month;

/// Programmes that are held against one household at most.
const MANY: u64 = 100;

/// What came of holding one programme against one household.
#[derive(Debug, Clone)]
pub struct Eligible {
    /// The household.
    pub household: Uuid,
    /// 困难类别, as it is now.
    pub tier: HardshipTier,
    /// 主要致困原因, as it is now.
    pub cause: HardshipCause,
    /// The programme.
    pub programme: Model,
    /// Whether, and why not.
    pub verdict: Verdict,
}

/// Holds every open programme against each of these households, of those that the scope may read: what
/// they may apply for first, then what lacks a fact, then the rest. Nothing for a closed file.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn eligible(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Eligible>> {
    scope.require(Permission::AidRead)?;
    let mut found = households::circumstances(scope, ids).await?;
    found.retain(|of| of.household.status != HouseholdStatus::Closed);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let programmes = over(scope, &found).await?;
    if programmes.is_empty() {
        return Ok(Vec::new());
    }
    let mut offers = Vec::with_capacity(programmes.len());
    for row in programmes {
        offers.push((offer(&row)?, row));
    }
    let mut counties: Vec<String> = found.iter().filter_map(|of| of.county.clone()).collect();
    counties.sort_unstable();
    counties.dedup();
    let asks_line = offers.iter().any(|(offer, _)| offer.terms.asks_line());
    let (lines, places) = if asks_line {
        let month = Month::of(scope.today());
        let lines = line::in_force(scope, counties.clone(), month).await?;
        (lines, line::places(scope, counties).await?)
    } else {
        (HashMap::new(), HashMap::new())
    };
    let ids: Vec<Uuid> = found.iter().map(|of| of.household.id).collect();
    let histories = history::of(scope, &ids).await?;
    let none = History::default();
    let mut all = Vec::new();
    for of in &found {
        let facts = facts(of);
        let area = LineArea::of(of.household.hukou);
        let of_line = of
            .county
            .as_ref()
            .and_then(|code| lines.get(&(code.clone(), area)));
        let place = of.county.as_ref().map(|code| match of_line {
            Some(line) => line.place.clone(),
            None => places.get(code).unwrap_or(code).clone(),
        });
        let line = Line {
            monthly_fen: of_line.map(|line| line.monthly_fen),
            ..Line::unknown(place, area, scope.today())
        };
        let history = histories.get(&of.household.id).unwrap_or(&none);
        let path = of.household.union_path.as_str();
        for (offer, row) in offers
            .iter()
            .filter(|(_, row)| path.starts_with(&row.union_path))
        {
            all.push(Eligible {
                household: of.household.id,
                tier: of.household.tier,
                cause: of.household.main_cause,
                programme: row.clone(),
                verdict: eligibility(offer, &facts, &line, history, scope.today()),
            });
        }
    }
    all.sort_by_key(|one| match one.verdict.outcome {
        AidOutcome::Eligible => 0,
        AidOutcome::Unclear => 1,
        AidOutcome::NotEligible => 2,
    });
    Ok(all)
}

/// The open programmes of all unions that these households are below.
async fn over(scope: &Scope, found: &[Circumstances]) -> Result<Vec<Model>> {
    let mut paths: Vec<String> = Vec::new();
    for of in found {
        let path = &of.household.union_path;
        debug_assert!(path.len().is_multiple_of(SEGMENT));
        paths.extend(lineage(path));
        paths.push(path.clone());
    }
    paths.sort_unstable();
    paths.dedup();
    Ok(Entity::find()
        .filter(Column::UnionPath.eq_any(paths))
        .filter(Column::State.eq(ProgrammeState::Open))
        .order_by_desc(Column::Id)
        .limit(MANY)
        .all(&scope.keyed())
        .await?)
}

/// A programme as the rules look at it.
pub(super) fn offer(row: &Model) -> Result<Offer> {
    Ok(Offer {
        kind: row.kind,
        year: row.year,
        opens_on: row.opens_on,
        closes_on: row.closes_on,
        terms: programme::terms(&row.terms)?,
    })
}

fn facts(of: &Circumstances) -> Facts {
    let household = &of.household;
    let mut causes = vec![household.main_cause];
    causes.extend(household.other_causes());
    let member = |row: &crate::households::entity::member::Model| MemberFacts {
        id: row.id,
        relation: row.relation,
        birth_year: row.birth_year.map(i32::from),
        migrant_worker: row.migrant_worker,
        level: row.school_level,
    };
    Facts {
        kind: household.kind,
        status: household.status,
        tier: household.tier,
        causes,
        needy_file: household.needy_file,
        single_parent_female_worker: household.single_parent_female_worker,
        consent: household.consent_on.is_some(),
        population: household.population,
        labour_force: household.labour_force,
        income_fen: household.income_fen,
        rigid_fen: household.rigid_fen,
        members: of.members.iter().map(member).collect(),
    }
}
