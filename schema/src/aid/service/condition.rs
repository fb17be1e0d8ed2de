//! Rules as SQL, so that the database counts a whole city at once. True, false and NULL are met, not met
//! and missing, as in [`crate::aid::rules::eligibility`]; a test holds both against each other.

use sea_orm::Value;

use super::history;
use crate::aid::rules::{AidFact, Condition, MemberRule, Offer, SCHOOL_AGE, comparison};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{Relation, SchoolLevel};
use crate::statistics::tally::texts;

/// A statement being written, with what is bound to it.
#[derive(Debug, Default)]
pub(super) struct Sql {
    pub(super) values: Vec<Value>,
}

impl Sql {
    /// Binds a value and answers its place.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn codes(&mut self, codes: impl Iterator<Item = &'static str>) -> String {
        self.bind(texts(codes.map(str::to_owned).collect()))
    }

    /// Whether a household `h` meets the rules of a programme; `line` is the amount of its line.
    pub(super) fn meets(&mut self, offer: &Offer, line: &str) -> String {
        let rules = offer.terms.rules.iter();
        let rules: Vec<String> = rules
            .map(|rule| format!("({})", self.condition(offer, &rule.condition, line)))
            .collect();
        if rules.is_empty() {
            "true".to_owned()
        } else {
            rules.join(" AND ")
        }
    }

    fn condition(&mut self, offer: &Offer, condition: &Condition, line: &str) -> String {
        match condition {
            Condition::Tier { tiers } => {
                let tiers = self.codes(tiers.iter().map(|tier| tier.code()));
                format!("h.tier = ANY ({tiers})")
            }
            Condition::Cause { causes } => {
                let causes = self.codes(causes.iter().map(|cause| cause.code()));
                format!("h.main_cause = ANY ({causes}) OR h.other_causes && {causes}")
            }
            Condition::Facts { facts } => one_of(facts),
            Condition::Without { facts } => format!("NOT ({})", one_of(facts)),
            Condition::Income {
                percent,
                less_rigid,
            } => {
                let percent = self.bind(*percent);
                comparison(*less_rigid, &format!("{percent}::int"), line)
            }
            Condition::Burden { percent } => {
                let percent = self.bind(*percent);
                format!(
                    "h.rigid_fen::numeric * 100 > h.income_fen::numeric * h.population * {percent}::int"
                )
            }
            Condition::Member(member) => self.member(member, offer.year),
            Condition::OnceAYear => not_given(&[offer.kind], offer.year),
            Condition::NotWith { kinds } => not_given(kinds, offer.year),
        }
    }

    fn member(&mut self, rule: &MemberRule, year: i32) -> String {
        let mut parts = Vec::new();
        let year = self.bind(year);
        let age = format!("({year}::int - m.birth_year)");
        if !rule.relations.is_empty() {
            let relations = self.codes(rule.relations.iter().map(|of: &Relation| of.code()));
            parts.push(format!("m.relation = ANY ({relations})"));
        }
        if let Some(from) = rule.age_from {
            parts.push(format!("{age} >= {from}"));
        }
        if let Some(to) = rule.age_to {
            parts.push(format!("{age} <= {to}"));
        }
        if !rule.levels.is_empty() {
            let levels = self.codes(rule.levels.iter().map(|of: &SchoolLevel| of.code()));
            let (from, to) = SCHOOL_AGE;
            parts.push(format!(
                "CASE WHEN m.school_level IS NOT NULL THEN m.school_level = ANY ({levels})
                      WHEN m.migrant_worker THEN false
                      WHEN m.birth_year IS NULL OR {age} BETWEEN {from} AND {to} THEN NULL
                      ELSE false END"
            ));
        }
        let fits: Vec<String> = parts.into_iter().map(|part| format!("({part})")).collect();
        format!(
            "SELECT CASE WHEN bool_or(f.fits) THEN true WHEN bool_or(f.fits IS NULL) THEN NULL ELSE false END
             FROM (SELECT {} AS fits FROM member m WHERE m.household_id = h.id AND m.removed_on IS NULL) AS f",
            if fits.is_empty() { "true".to_owned() } else { fits.join(" AND ") }
        )
    }
}

fn not_given(kinds: &[ProgrammeKind], year: i32) -> String {
    format!("NOT ({})", history::given(kinds, year))
}

fn one_of(facts: &[AidFact]) -> String {
    let facts: Vec<&str> = facts.iter().map(|fact| fact_sql(*fact)).collect();
    if facts.is_empty() {
        "false".to_owned()
    } else {
        facts.join(" OR ")
    }
}

const fn fact_sql(fact: AidFact) -> &'static str {
    match fact {
        AidFact::SingleParentFemaleWorker => "h.single_parent_female_worker",
        AidFact::NeedyFile => {
            "(CASE h.needy_file WHEN 'FILED' THEN true WHEN 'APPLIED' THEN NULL ELSE false END)"
        }
        AidFact::MigrantWorker => {
            "EXISTS (SELECT FROM member m WHERE m.household_id = h.id AND m.removed_on IS NULL AND m.migrant_worker)"
        }
        AidFact::Linked => "h.kind = 'LINKED'",
        AidFact::OwnUnit => "h.kind = 'OWN_UNIT'",
        AidFact::NoLabour => "h.labour_force = 0",
        AidFact::Relieved => "h.status = 'RELIEVED'",
        AidFact::Consent => "(CASE WHEN h.consent_on IS NOT NULL THEN true END)",
    }
}
