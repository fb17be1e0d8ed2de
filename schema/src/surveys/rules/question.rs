//! Questions that a round asks on top of the household's facts.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::SurveyQuestionKind;
use crate::error::UserErrorCode;
use crate::input::Checks;

/// Questions of one round at most: a form that asks for more is not filled in at a kitchen table.
pub const MAX_QUESTIONS: usize = 30;
/// Options of one question at most.
pub const MAX_OPTIONS: usize = 20;
/// One question of a round. Answers are kept by its code, which never comes to mean another question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its code within the round.
    pub code: String,
    /// How it is answered.
    pub kind: SurveyQuestionKind,
    /// What is asked.
    pub label: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// Whether it has to be answered.
    pub required: bool,
    /// What there is to choose from.
    pub options: Vec<Choice>,
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its code within the question.
    pub code: String,
    /// What it says.
    pub label: String,
}

/// A question as somebody typed it; codes that are left out are given here.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    /// Its code.
    pub code: Option<String>,
    /// How it is answered.
    pub kind: SurveyQuestionKind,
    /// What is asked.
    pub label: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// Whether it has to be answered.
    pub required: bool,
    /// Codes and words of the options.
    pub options: Vec<(Option<String>, String)>,
}

/// Checks the questions of a round and gives codes to those without one.
pub fn check_questions(checks: &mut Checks, new: &[NewQuestion]) -> Vec<Question> {
    checks.ensure(
        new.len() <= MAX_QUESTIONS,
        "questions",
        format!("一轮最多 {MAX_QUESTIONS} 个附加问题"),
        format!("a round asks at most {MAX_QUESTIONS} questions"),
    );
    let codes = codes(checks, "questions", 'Q', new.iter().map(|new| &new.code));
    let mut questions = Vec::with_capacity(new.len());
    for (index, (new, code)) in new.iter().zip(codes).enumerate() {
        let at = format!("questions.{index}");
        let chooses = matches!(
            new.kind,
            SurveyQuestionKind::SingleChoice | SurveyQuestionKind::MultipleChoice
        );
        let enough = if chooses {
            (2..=MAX_OPTIONS).contains(&new.options.len())
        } else {
            new.options.is_empty()
        };
        checks.ensure(
            enough,
            &format!("{at}.options"),
            format!("选择题应有 2 到 {MAX_OPTIONS} 个选项，其他题型没有选项"),
            format!("a question by choice has 2 to {MAX_OPTIONS} options, any other has none"),
        );
        let path = format!("{at}.options");
        let of_options = self::codes(checks, &path, 'A', new.options.iter().map(|(code, _)| code));
        let mut options = Vec::with_capacity(new.options.len());
        for (number, ((_, label), code)) in new.options.iter().zip(of_options).enumerate() {
            options.push(Choice {
                code,
                label: checks.line(&format!("{path}.{number}.label"), label, 60),
            });
        }
        questions.push(Question {
            code,
            kind: new.kind,
            label: checks.line(&format!("{at}.label"), &new.label, 100),
            help: checks.optional_line(&format!("{at}.help"), new.help.as_deref(), 200),
            required: new.required,
            options,
        });
    }
    questions
}

/// Codes as they were given, and the next free ones (`Q1`, `Q2` …) for the others.
fn codes<'a>(
    checks: &mut Checks,
    path: &str,
    letter: char,
    given: impl Iterator<Item = &'a Option<String>> + Clone,
) -> Vec<String> {
    let mut taken: HashSet<String> = given.clone().flatten().cloned().collect();
    let mut seen = HashSet::new();
    let mut next = 0;
    let mut codes = Vec::new();
    for (index, code) in given.enumerate() {
        codes.push(match code {
            Some(code) => {
                checks.ensure(
                    is_code(code),
                    &format!("{path}.{index}.code"),
                    "编码由大写字母开头，只含大写字母、数字和下划线，最多 20 个字符",
                    "a code begins with a capital letter and holds capitals, digits and _, 20 at most",
                );
                if !seen.insert(code.clone()) {
                    checks.fault(
                        UserErrorCode::Duplicate,
                        &format!("{path}.{index}.code"),
                        "编码重复",
                        "this code is used twice",
                    );
                }
                code.clone()
            }
            None => loop {
                next += 1;
                let code = format!("{letter}{next}");
                if taken.insert(code.clone()) {
                    break code;
                }
            },
        });
    }
    codes
}

fn is_code(code: &str) -> bool {
    code.len() <= 20
        && code.starts_with(|first: char| first.is_ascii_uppercase())
        && code
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::error::Error;

    pub(in crate::surveys::rules) fn question(
        kind: SurveyQuestionKind,
        options: &[&str],
    ) -> NewQuestion {
        NewQuestion {
            code: None,
            kind,
            label: "家中有无高校毕业生".to_owned(),
            help: None,
            required: true,
            options: options.iter().map(|o| (None, (*o).to_owned())).collect(),
        }
    }

    pub(in crate::surveys::rules) fn faults(checks: Checks) -> Vec<String> {
        match checks.done() {
            Ok(()) => Vec::new(),
            Err(Error::Refused(refusals)) => refusals
                .into_iter()
                .map(|refusal| format!("{:?} {}", refusal.code, refusal.path[1..].join(".")))
                .collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn codes_are_given_where_none_was_and_never_twice() {
        let mut checks = Checks::default();
        let mut second = question(SurveyQuestionKind::Text, &[]);
        second.code = Some("Q1".to_owned());
        let first = question(SurveyQuestionKind::SingleChoice, &["有", "无"]);
        let questions = check_questions(&mut checks, &[first, second]);
        assert_eq!(faults(checks), Vec::<String>::new());
        assert_eq!((&*questions[0].code, &*questions[1].code), ("Q2", "Q1"));
        assert_eq!(questions[0].options[1].code, "A2");
    }

    #[test]
    fn a_faulty_question_is_told_with_its_place() {
        let mut checks = Checks::default();
        let mut twice = question(SurveyQuestionKind::Number, &["一"]);
        twice.code = Some("Q1".to_owned());
        let mut bad = question(SurveyQuestionKind::MultipleChoice, &["一"]);
        bad.code = Some("q 1".to_owned());
        bad.label = " ".to_owned();
        check_questions(&mut checks, &[twice.clone(), twice, bad]);
        assert_eq!(
            faults(checks),
            [
                "Duplicate questions.1.code",
                "Invalid questions.2.code",
                "Invalid questions.0.options",
                "Invalid questions.1.options",
                "Invalid questions.2.options",
                "Required questions.2.label",
            ]
        );
    }
}
