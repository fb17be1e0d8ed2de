//! What may be granted, beside what was given before: the last look, under the lock of the families.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{history, programme};
use crate::aid::entity::edition;
use crate::aid::rules::{Aid, Condition, Offer};
use crate::error::{Error, Result};
use crate::funds::rules::ProgrammeKind;
use crate::tenancy::Scope;
use crate::text::Language;
use crate::values::money::Fen;

/// What is to be granted.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// To which household.
    pub household: Uuid,
    /// To which pupil or patient.
    pub member: Option<Uuid>,
    /// The edition of the terms that it was submitted by.
    pub edition: Uuid,
    /// What for.
    pub kind: ProgrammeKind,
    /// The year that it counts in.
    pub year: i32,
    /// Fen.
    pub granted_fen: i64,
}

/// Why each of these may not be granted, in both languages, if so; those before it count as given.
///
/// # Errors
/// A fault of the database, or of terms that can't be read.
pub async fn grantable(scope: &Scope, cases: &[Case]) -> Result<Vec<Option<(String, String)>>> {
    let editions = edition::Entity::find()
        .filter(edition::Column::Id.eq_any(cases.iter().map(|case| case.edition)))
        .all(&scope.keyed())
        .await?;
    let mut offers: HashMap<Uuid, Offer> = HashMap::new();
    for row in &editions {
        let terms = programme::terms(&row.terms)?;
        let (opens_on, closes_on) = (row.opens_on, row.closes_on);
        // Kind and year are those of each case.
        let offer = Offer {
            kind: ProgrammeKind::LivingRelief,
            year: 0,
            opens_on,
            closes_on,
            terms,
        };
        offers.insert(row.id, offer);
    }
    let families: Vec<Uuid> = cases.iter().map(|case| case.household).collect();
    let mut histories = history::of(scope, &families).await?;
    let mut answers = Vec::with_capacity(cases.len());
    for case in cases {
        let mut offer = offers.get(&case.edition).cloned().ok_or(Error::NotFound)?;
        (offer.kind, offer.year) = (case.kind, case.year);
        let history = histories.entry(case.household).or_default();
        let against = against(&offer, case, history);
        if against.is_none() {
            history.0.push(Aid {
                kind: case.kind,
                year: case.year,
                member: case.member,
                amount_fen: case.granted_fen,
            });
        }
        answers.push(against);
    }
    Ok(answers)
}

fn against(
    offer: &Offer,
    case: &Case,
    history: &crate::aid::rules::History,
) -> Option<(String, String)> {
    let pupil = offer.terms.pupils().and(case.member);
    for rule in &offer.terms.rules {
        let given = match &rule.condition {
            Condition::OnceAYear => history.times(offer, pupil),
            Condition::NotWith { kinds } => {
                let of = |kind: &ProgrammeKind| history.of(*kind, case.year).count();
                kinds.iter().map(of).sum()
            }
            _ => 0,
        };
        if given > 0 {
            let sentence = &rule.sentence;
            return Some((
                format!("本年度已享受过：{sentence}"),
                format!("given already in the year: {sentence}"),
            ));
        }
    }
    let caps = [
        (offer.terms.household_cap_fen, None, "每户", "a household"),
        (
            offer.terms.pupil_cap_fen.filter(|_| pupil.is_some()),
            pupil,
            "每名学生",
            "a pupil",
        ),
    ];
    for (cap, whose, zh, en) in caps {
        let Some(cap) = cap else { continue };
        let left = (cap - history.sum(offer, whose)).max(0);
        if case.granted_fen > left {
            let kind = offer.kind.label(Language::Chinese);
            return Some((
                format!(
                    "{}年{kind}{zh}上限 {} 元，还剩 {} 元",
                    case.year,
                    Fen(cap),
                    Fen(left)
                ),
                format!(
                    "the cap of {} for {en} is {} yuan, of which {} is left",
                    case.year,
                    Fen(cap),
                    Fen(left)
                ),
            ));
        }
    }
    None
}
