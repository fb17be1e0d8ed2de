//! What a household may be given: the standard amount, within what the caps of the year leave.

use uuid::Uuid;

use super::facts::{Facts, History, Offer};
use super::finding;
use super::income::yuan;
use super::terms::{Amount, Terms};
use crate::households::rules::{HardshipTier, SchoolLevel};
use crate::text::{Language, Text};

/// What one pupil, or the household, may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The pupil; nothing where it is for the household.
    pub member: Option<Uuid>,
    /// The stage of school.
    pub level: Option<SchoolLevel>,
    /// Fen at least.
    pub from_fen: i64,
    /// Fen at most; the same where the amount is fixed.
    pub to_fen: i64,
}

/// What a household may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// For whom, before the household's cap.
    pub parts: Vec<Part>,
    /// Fen at least, in all.
    pub from_fen: i64,
    /// Fen at most, in all.
    pub to_fen: i64,
    /// Whether a cap of the year took something off.
    pub capped: bool,
    /// How it reads.
    pub text: Text,
}

/// The suggested amount; nothing where the programme sets none for such a household.
pub(super) fn suggest(offer: &Offer, facts: &Facts, history: &History) -> Option<Suggestion> {
    let Terms {
        household_cap_fen,
        pupil_cap_fen,
        ..
    } = offer.terms;
    let given = |member| history.sum(offer, member);
    let once = offer.terms.is_once_a_year();
    let (mut parts, mut texts, mut capped) = (Vec::new(), Vec::new(), false);
    let mut take = |member: Option<Uuid>, level: Option<SchoolLevel>, who: Option<Text>| {
        let Some(amount) = offer.terms.standard(facts.tier, level) else {
            return;
        };
        let left = match (member, pupil_cap_fen) {
            (Some(_), Some(cap)) => (cap - given(member)).max(0),
            _ => i64::MAX,
        };
        capped |= left < amount.to_fen;
        let part = Part {
            member,
            level,
            from_fen: amount.from_fen.min(left),
            to_fen: amount.to_fen.min(left),
        };
        texts.extend(who.map(|who| (who, range(part.from_fen, part.to_fen))));
        parts.push(part);
    };
    match offer.terms.pupils() {
        Some(rule) => {
            let pupils = facts.members.iter();
            let pupils = pupils.filter(|of| rule.fits(of, offer.year) == Some(true));
            for pupil in pupils.filter(|of| !once || history.times(offer, Some(of.id)) == 0) {
                let who = finding::member(pupil, offer.year);
                take(Some(pupil.id), pupil.level, Some(who));
            }
        }
        None => take(None, None, None),
    }
    if parts.is_empty() {
        return None;
    }
    let sum = |of: fn(&Part) -> i64| parts.iter().map(of).fold(0_i64, i64::saturating_add);
    let (from, to) = (sum(|part| part.from_fen), sum(|part| part.to_fen));
    let left = household_cap_fen.map_or(i64::MAX, |cap| (cap - given(None)).max(0));
    capped |= left < to;
    let (from_fen, to_fen) = (from.min(left), to.min(left));
    let text = words(&texts, range(from_fen, to_fen), capped);
    Some(Suggestion {
        parts,
        from_fen,
        to_fen,
        capped,
        text,
    })
}

fn words(parts: &[(Text, String)], total: String, capped: bool) -> Text {
    let of = |language, unit: &str, between: &str, in_all: &str, within: &str| {
        let each = |(who, amount): &(Text, String)| {
            format!("{} {amount}{unit}", who.in_language(language))
        };
        let mut text: Vec<_> = parts.iter().map(each).collect();
        if parts.len() != 1 || capped {
            text.push(format!("{in_all}{total}{unit}"));
        }
        let text = text.join(between);
        if capped {
            format!("{text}{within}")
        } else {
            text
        }
    };
    let many = parts.len() > 1 || (parts.len() == 1 && capped);
    let (zh, en) = if many {
        ("合计 ", "in all ")
    } else {
        ("", "")
    };
    Text::new(
        of(
            Language::Chinese,
            " 元",
            "；",
            zh,
            "（不超过本年度上限的余额）",
        ),
        of(
            Language::English,
            " yuan",
            "; ",
            en,
            " (what the caps of the year leave)",
        ),
    )
}

/// 1,000.00, or 1,000.00–2,000.00.
fn range(from: i64, to: i64) -> String {
    if from == to {
        yuan(from.into())
    } else {
        format!("{}–{}", yuan(from.into()), yuan(to.into()))
    }
}

impl Terms {
    /// The standard amount of a case: of the rows that fit, the one that names most.
    #[must_use]
    pub fn standard(&self, tier: HardshipTier, level: Option<SchoolLevel>) -> Option<&Amount> {
        let fits = |row: &&Amount| {
            row.tier.is_none_or(|of| of == tier) && (row.level.is_none() || row.level == level)
        };
        let names = |row: &&Amount| (row.tier.is_some(), row.level.is_some());
        self.amounts.iter().filter(fits).max_by_key(names)
    }
}
