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
    /// What is asked of the members of a household, each as a condition on a member `m`.
    of_members: Vec<String>,
}

impl Sql {
    /// Binds a value and answers its place.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Which households `h` of the unions `u` are counted, with what is asked of their members: all members
    /// are read once and together, not again for each household and rule. `scope` chooses households and
    /// `join` adds to them. Answers what goes before the statement, and what it is from.
    pub(super) fn households(&self, join: &str, scope: &str) -> (Option<String>, String) {
        let from = "household h JOIN unions u ON u.id = h.union_id";
        if self.of_members.is_empty() {
            return (None, format!("{from} {join} WHERE {scope}"));
        }
        let columns: Vec<String> = self
            .of_members
            .iter()
            .enumerate()
            .map(|(number, fits)| {
                format!(
                    "CASE WHEN bool_or({fits}) THEN true WHEN bool_or(({fits}) IS NULL) THEN NULL ELSE false END AS of{number}"
                )
            })
            .collect();
        let gathered = format!(
            "people AS (SELECT m.household_id, {} FROM {from} JOIN member m ON m.household_id = h.id
                 WHERE {scope} AND m.removed_on IS NULL GROUP BY m.household_id)",
            columns.join(", ")
        );
        let joined =
            format!("{from} LEFT JOIN people p ON p.household_id = h.id {join} WHERE {scope}");
        (Some(gathered), joined)
    }

    /// Whether some member is so; false of a household without members.
    fn some_member(&mut self, fits: String) -> String {
        let number = self.of_members.iter().position(|other| *other == fits);
        let number = number.unwrap_or_else(|| {
            self.of_members.push(fits);
            self.of_members.len() - 1
        });
        format!("CASE WHEN p.household_id IS NULL THEN false ELSE p.of{number} END")
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
            Condition::Facts { facts } => self.one_of(facts),
            Condition::Without { facts } => format!("NOT ({})", self.one_of(facts)),
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
            Condition::OnceAYear => match offer.terms.pupils() {
                None => self.not_given(&[offer.kind], offer.year),
                Some(rule) => {
                    let fits = self.fits(rule, offer.year);
                    let given = self.given(&[offer.kind], offer.year, "x.member_id = m.id");
                    let pupil = self.some_member(fits.clone());
                    let without = self.some_member(format!("({fits}) AND NOT {given}"));
                    format!("({pupil}) IS NOT TRUE OR ({without})")
                }
            },
            Condition::NotWith { kinds } => self.not_given(kinds, offer.year),
        }
    }

    fn not_given(&mut self, kinds: &[ProgrammeKind], year: i32) -> String {
        let given = self.given(kinds, year, "x.household_id = h.id");
        format!("NOT {given}")
    }

    /// Whether aid of one of these kinds was given in a year to whom `whose` names.
    fn given(&mut self, kinds: &[ProgrammeKind], year: i32, whose: &str) -> String {
        let kinds = self.codes(kinds.iter().map(|kind| kind.code()));
        let year = self.bind(year);
        history::given(&kinds, &year, whose)
    }

    fn member(&mut self, rule: &MemberRule, year: i32) -> String {
        let fits = self.fits(rule, year);
        self.some_member(fits)
    }

    /// Whether a member `m` is such a one.
    fn fits(&mut self, rule: &MemberRule, year: i32) -> String {
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
        if fits.is_empty() {
            "true".to_owned()
        } else {
            fits.join(" AND ")
        }
    }

    fn one_of(&mut self, facts: &[AidFact]) -> String {
        let facts: Vec<String> = facts.iter().map(|fact| self.fact(*fact)).collect();
        if facts.is_empty() {
            "false".to_owned()
        } else {
            facts.join(" OR ")
        }
    }

    fn fact(&mut self, fact: AidFact) -> String {
        let sql = match fact {
            AidFact::SingleParentFemaleWorker => "h.single_parent_female_worker",
            AidFact::NeedyFile => {
                "(CASE h.needy_file WHEN 'FILED' THEN true WHEN 'APPLIED' THEN NULL ELSE false END)"
            }
            AidFact::MigrantWorker => return self.some_member("m.migrant_worker".to_owned()),
            AidFact::Linked => "h.kind = 'LINKED'",
            AidFact::OwnUnit => "h.kind = 'OWN_UNIT'",
            AidFact::NoLabour => "h.labour_force = 0",
            AidFact::Relieved => "h.status = 'RELIEVED'",
            AidFact::Consent => "(CASE WHEN h.consent_on IS NOT NULL THEN true END)",
        };
        sql.to_owned()
    }
}
