//! What is typed of a programme, checked.

use crate::aid::entity::programme::Model;
use crate::aid::input::AidTermsInput;
use crate::aid::rules::Terms;
use crate::error::{Error, Result, UserErrorCode};
use crate::funds::rules::ProgrammeKind;
use crate::input::Checks;
use crate::scalars::Date;

/// What was typed of a programme.
pub(super) struct Typed<'a> {
    pub(super) name: &'a str,
    pub(super) note: Option<&'a str>,
    pub(super) opens_on: Date,
    pub(super) closes_on: Date,
    pub(super) terms: &'a AidTermsInput,
    pub(super) kind: ProgrammeKind,
}

/// The same, clean.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) note: Option<String>,
    pub(super) opens_on: Date,
    pub(super) closes_on: Date,
    pub(super) terms: Terms,
}

impl Typed<'_> {
    pub(super) fn check(&self, checks: &mut Checks) -> Checked {
        let name = checks.line("name", self.name, 60);
        if !name.is_empty() {
            checks.ensure(
                name.chars().count() >= 2,
                "name",
                "名称至少 2 个字",
                "a name has 2 characters at least",
            );
        }
        checks.ensure(
            self.opens_on <= self.closes_on,
            "closesOn",
            "截止日期不能早于开始日期",
            "the days to apply can't end before they begin",
        );
        let terms = self.terms.check(checks);
        let of_money = [terms.household_cap_fen, terms.pupil_cap_fen];
        checks.ensure(
            self.kind.takes_money() || terms.amounts.is_empty() && of_money == [None, None],
            "terms.amounts",
            "困难职工建档不设救助标准和上限",
            "the file of a needy worker has no amounts and no caps",
        );
        Checked {
            name,
            note: checks.optional_lines("note", self.note, 1000),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            terms,
        }
    }
}

impl Checked {
    pub(super) fn onto(&self, row: Model) -> Result<Model> {
        Ok(Model {
            name: self.name.clone(),
            note: self.note.clone(),
            opens_on: self.opens_on.0,
            closes_on: self.closes_on.0,
            terms: serde_json::to_value(&self.terms)
                .map_err(|error| Error::bug(error.to_string()))?,
            ..row
        })
    }
}

/// What has to be there before anybody may apply.
pub(super) fn check_complete(checks: &mut Checks, kind: ProgrammeKind, terms: &Terms) {
    if terms.rules.is_empty() {
        checks.fault(
            UserErrorCode::Required,
            "terms.rules",
            "请至少写一条资格条件，再发布",
            "write one rule at least before it opens",
        );
    }
    if terms.amounts.is_empty() && kind.takes_money() {
        checks.fault(
            UserErrorCode::Required,
            "terms.amounts",
            "请至少写一行救助标准，再发布",
            "write one standard amount at least before it opens",
        );
    }
}
