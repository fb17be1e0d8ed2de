//! The facts of a household, checked.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;

use super::{RegisterHouseholdInput, UpdateHouseholdInput};
use crate::error::UserErrorCode;
use crate::households::entity::household;
use crate::households::rules::{HardshipCause, MAX_OTHER_CAUSES, Need};
use crate::input::Checks;

/// Longest address and remark, in characters.
const ADDRESS: usize = 200;
const NOTE: usize = 2000;
const CONSENT: usize = 50;
/// 100 million yuan: more is a slip of the finger.
const MOST_FEN: i64 = 10_000_000_000;

/// Facts that are counted, clean.
#[derive(Debug, Clone)]
pub struct HouseholdFacts {
    /// Written onto a row by [`HouseholdFacts::apply`].
    row: UpdateHouseholdInput,
    division_code: Option<Option<String>>,
    consent_form: Option<Option<String>>,
}

/// Facts that name people, clean; none of them stays as it was.
#[derive(Debug, Clone)]
pub struct PrivateFacts {
    /// 家庭住址
    pub address: Option<String>,
    /// Remarks; the inner none removes them.
    pub note: Option<Option<String>>,
}

impl RegisterHouseholdInput {
    /// The same facts as an edit of an empty row, so that both are checked in one place.
    fn as_edit(&self) -> UpdateHouseholdInput {
        UpdateHouseholdInput {
            id: uuid::Uuid::nil().into(),
            version: 0,
            address: Some(self.address.clone()),
            division_code: self.division_code.clone(),
            hukou: Some(self.hukou),
            housing: Some(self.housing),
            population: Some(self.population),
            labour_force: Some(self.labour_force),
            annual_income_per_head: Some(self.annual_income_per_head),
            annual_rigid_expense: self.annual_rigid_expense,
            main_cause: Some(self.main_cause),
            other_causes: self.other_causes.clone(),
            needs: self.needs.clone(),
            tier: Some(self.tier),
            needy_file: self.needy_file,
            single_parent_female_worker: self.single_parent_female_worker,
            consent_on: self
                .consent_on
                .map_or(MaybeUndefined::Undefined, MaybeUndefined::Value),
            consent_form: self.consent_form.clone(),
            note: self.note.clone(),
            idempotency_key: None,
        }
    }

    /// Checks the facts beside those of the members.
    pub fn check(&self, checks: &mut Checks, today: NaiveDate) -> (HouseholdFacts, PrivateFacts) {
        let facts = self.as_edit().check(checks, today);
        facts.0.check_together(
            checks,
            self.population,
            self.labour_force,
            self.main_cause,
            self.other_causes.as_deref().unwrap_or_default(),
        );
        facts
    }
}

impl UpdateHouseholdInput {
    /// Checks each fact by itself.
    pub fn check(&self, checks: &mut Checks, today: NaiveDate) -> (HouseholdFacts, PrivateFacts) {
        let division_code = self.division_code.as_deref().map(|text| {
            (!text.trim().is_empty()).then(|| checks.division_code("divisionCode", text))
        });
        for (path, amount) in [
            ("annualIncomePerHead", self.annual_income_per_head),
            ("annualRigidExpense", self.annual_rigid_expense),
        ] {
            let ok = amount.is_none_or(|money| (0..=MOST_FEN).contains(&money.0.0));
            checks.ensure(
                ok,
                path,
                "金额应在 0 到 1 亿元之间",
                "an amount lies between 0 and 100 million yuan",
            );
        }
        if let Some(day) = self.consent_on.value() {
            checks.ensure(
                day.0 <= today,
                "consentOn",
                "同意日期不能晚于今天",
                "the day of consent can't lie in the future",
            );
        }
        let consent_form = self
            .consent_form
            .as_deref()
            .map(|text| checks.optional_line("consentForm", Some(text), CONSENT));
        let address = self
            .address
            .as_deref()
            .map(|text| checks.line("address", text, ADDRESS));
        let note = self
            .note
            .as_deref()
            .map(|text| checks.optional_lines("note", Some(text), NOTE));
        (
            HouseholdFacts {
                row: self.clone(),
                division_code,
                consent_form,
            },
            PrivateFacts { address, note },
        )
    }
}

impl HouseholdFacts {
    /// Writes the facts onto a row and checks what must agree with each other.
    pub fn apply(&self, checks: &mut Checks, row: &mut household::Model) {
        let edit = &self.row;
        row.hukou = edit.hukou.unwrap_or(row.hukou);
        row.housing = edit.housing.unwrap_or(row.housing);
        row.population = edit.population.unwrap_or(row.population);
        row.labour_force = edit.labour_force.unwrap_or(row.labour_force);
        row.income_fen = edit
            .annual_income_per_head
            .map_or(row.income_fen, |money| money.0.0);
        row.rigid_fen = edit
            .annual_rigid_expense
            .map_or(row.rigid_fen, |money| money.0.0);
        row.main_cause = edit.main_cause.unwrap_or(row.main_cause);
        if let Some(causes) = &edit.other_causes {
            row.other_causes = causes.iter().map(|cause| cause.code().to_owned()).collect();
        }
        if let Some(needs) = &edit.needs {
            row.needs = distinct(needs);
        }
        row.tier = edit.tier.unwrap_or(row.tier);
        row.needy_file = edit.needy_file.unwrap_or(row.needy_file);
        row.single_parent_female_worker = edit
            .single_parent_female_worker
            .unwrap_or(row.single_parent_female_worker);
        match edit.consent_on {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => row.consent_on = None,
            MaybeUndefined::Value(day) => row.consent_on = Some(day.0),
        }
        if let Some(code) = &self.division_code {
            row.division_code.clone_from(code);
        }
        if let Some(form) = &self.consent_form {
            row.consent_form.clone_from(form);
        }
        let others = row.other_causes();
        self.check_together(
            checks,
            row.population,
            row.labour_force,
            row.main_cause,
            &others,
        );
    }

    fn check_together(
        &self,
        checks: &mut Checks,
        population: i32,
        labour: i32,
        main: HardshipCause,
        others: &[HardshipCause],
    ) {
        checks.ensure(
            (1..=50).contains(&population),
            "population",
            "家庭人口应在 1 到 50 人之间",
            "a household has 1 to 50 people",
        );
        checks.ensure(
            (0..=population.max(0)).contains(&labour),
            "labourForce",
            "劳动力人数不能多于家庭人口",
            "there can't be more workers than people",
        );
        let doubled = others
            .iter()
            .enumerate()
            .any(|(index, cause)| *cause == main || others[..index].contains(cause));
        if doubled {
            checks.fault(
                UserErrorCode::Invalid,
                "otherCauses",
                "次要致困原因不能与主要原因相同，也不能重复",
                "further causes differ from the main one and from each other",
            );
        }
        checks.ensure(
            others.len() <= MAX_OTHER_CAUSES,
            "otherCauses",
            "次要致困原因最多三项",
            "three further causes at most",
        );
    }
}

fn distinct(needs: &[Need]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for need in needs {
        if !codes.iter().any(|code| code == need.code()) {
            codes.push(need.code().to_owned());
        }
    }
    codes
}
