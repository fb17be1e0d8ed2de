//! Rules of survey rounds. No I/O.

mod answer;
mod codes;
mod compare;
mod question;

pub use answer::{Answers, NewAnswer, YES_NO, check_answers};
pub use codes::{
    IncomeChange, SurveyDifference, SurveyDimension, SurveyQuestionKind, SurveyState,
    SurveyTaskState,
};
pub use compare::{Facts, differences, income_change};
pub use question::{Choice, MAX_OPTIONS, MAX_QUESTIONS, NewQuestion, Question, check_questions};

use chrono::{Months, NaiveDate};

use crate::assignments::rules::VisitKind;

/// The last day of a window where none is named: about one month (notice §5.2).
#[must_use]
pub fn window_end(opens_on: NaiveDate) -> NaiveDate {
    opens_on
        .checked_add_months(Months::new(1))
        .unwrap_or(opens_on)
}

/// Longest window, in days: a survey is a concentrated one (notice §5.2).
pub const LONGEST_WINDOW: i64 = 366;

/// Whether a visit of this kind is face to face, as the survey has to be (notice §5.2).
#[must_use]
pub const fn face_to_face(kind: VisitKind) -> bool {
    match kind {
        VisitKind::Home | VisitKind::Workplace | VisitKind::Group | VisitKind::Office => true,
        VisitKind::Phone | VisitKind::Online => false,
    }
}

/// The state of a household that was surveyed on a day: work after the window is done, and counted
/// apart (补访).
#[must_use]
pub fn surveyed(visited_on: NaiveDate, closes_on: NaiveDate) -> SurveyTaskState {
    if visited_on <= closes_on {
        SurveyTaskState::Done
    } else {
        SurveyTaskState::Late
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lasts_about_a_month_and_what_comes_after_it_is_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (opens, closes) = (day("2014-08-06"), day("2014-09-06"));
        assert_eq!(window_end(opens), closes);
        assert_eq!(window_end(day("2014-01-31")), day("2014-02-28"));
        assert_eq!(surveyed(closes, closes), SurveyTaskState::Done);
        assert_eq!(surveyed(day("2014-09-07"), closes), SurveyTaskState::Late);
    }
}
