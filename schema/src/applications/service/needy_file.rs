//! The end of a needy worker's file (解困脱困, 注销).

use chrono::{Months, NaiveDate};
use serde_json::{Value as Json, json};

use crate::applications::entity::application::Model;
use crate::applications::input::StepAidApplicationsInput;
use crate::applications::rules::{
    AidApplicationStep as Step, MOST_FOLLOWED_MONTHS, NeedyFileEnding,
};
use crate::error::UserErrorCode;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::tenancy::Scope;

/// What was typed of an end.
pub(super) struct End {
    ending: Option<NeedyFileEnding>,
    followed_until: Option<NaiveDate>,
}

/// Checks what was typed of an end against the step: as what, where it is proposed; until when a family is
/// followed, where it ends as relieved.
pub(super) fn end(
    scope: &Scope,
    checks: &mut Checks,
    input: &StepAidApplicationsInput,
    rows: &[Model],
) -> End {
    let today = scope.today();
    let relieves = input.step == Step::End
        && rows
            .iter()
            .any(|row| row.ending == Some(NeedyFileEnding::Relieved));
    let followed_until = input.followed_until.map(|day| day.0).filter(|_| relieves);
    if input.step == Step::ProposeEnd && input.ending.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "ending",
            "请选择核销原因",
            "say why the file is to end",
        );
    }
    if relieves && followed_until.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "followedUntil",
            "请填写脱困监测到哪一天",
            "say until which day the family is followed",
        );
    }
    let last = today.checked_add_months(Months::new(MOST_FOLLOWED_MONTHS));
    checks.ensure(
        followed_until.is_none_or(|day| day > today && last.is_some_and(|last| day <= last)),
        "followedUntil",
        "监测截止日应在今天之后、三年以内",
        "a family is followed until a day after today, within three years",
    );
    End {
        ending: input.ending,
        followed_until,
    }
}

/// Adds to what the database needs for a step of this file.
pub(super) fn add(facts: &mut Json, end: &End, row: &Model) {
    let relieved = row.ending == Some(NeedyFileEnding::Relieved);
    facts["ending"] = json!(end.ending);
    facts["followed_until"] = json!(end.followed_until.filter(|_| relieved));
    facts["papers"] = json!(papers::showing("needyFile"));
}
