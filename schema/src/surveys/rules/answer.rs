//! Answers to the questions of a round.

use std::collections::{BTreeMap, HashSet};

use super::{Question, SurveyQuestionKind};
use crate::error::UserErrorCode;
use crate::input::Checks;
use crate::values::Fen;

/// The codes of an answer by yes or no.
pub const YES_NO: [&str; 2] = ["YES", "NO"];
/// 100 million yuan: more is a slip of the finger.
const MOST_FEN: i64 = 10_000_000_000;
/// Beyond this a number is a slip of the finger.
const MOST: f64 = 1e9;
/// Longest answer in words, in characters.
const WORDS: usize = 1000;

/// An answer as somebody typed it.
#[derive(Debug, Clone, Default)]
pub struct NewAnswer {
    /// Code of the question.
    pub question: String,
    /// In words.
    pub text: Option<String>,
    /// As a number.
    pub number: Option<f64>,
    /// By yes or no.
    pub yes: Option<bool>,
    /// By the codes of options.
    pub choices: Vec<String>,
    /// As an amount.
    pub money: Option<Fen>,
}

/// Clean answers, parted by who may read them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// By choice and by yes or no: `question:option`.
    pub choices: Vec<String>,
    /// In numbers, by question; money in fen.
    pub numbers: BTreeMap<String, serde_json::Number>,
    /// In words, by question: only the own union reads them.
    pub texts: BTreeMap<String, String>,
}

/// Checks the answers of one household against the questions of its round.
pub fn check_answers(checks: &mut Checks, questions: &[Question], new: &[NewAnswer]) -> Answers {
    let mut answers = Answers::default();
    let mut answered = HashSet::new();
    for (index, answer) in new.iter().enumerate() {
        let at = format!("answers.{index}");
        let Some(question) = questions.iter().find(|q| q.code == answer.question) else {
            checks.fault(
                UserErrorCode::Invalid,
                &format!("{at}.question"),
                "本轮问卷没有这个问题，请刷新后再填",
                "the round does not ask this question; read it anew",
            );
            continue;
        };
        if !answered.insert(&question.code) {
            checks.fault(
                UserErrorCode::Duplicate,
                &format!("{at}.question"),
                "这个问题答了两次",
                "this question is answered twice",
            );
            continue;
        }
        if !check_answer(checks, &at, question, answer, &mut answers) {
            answered.remove(&question.code);
        }
    }
    for question in questions {
        if question.required && !answered.contains(&question.code) {
            checks.fault(
                UserErrorCode::Required,
                &format!("answers.{}", question.code),
                format!("请回答“{}”", question.label),
                format!("please answer: {}", question.label),
            );
        }
    }
    answers
}

/// Takes one answer in; `false` where nothing was answered.
fn check_answer(
    checks: &mut Checks,
    at: &str,
    question: &Question,
    answer: &NewAnswer,
    answers: &mut Answers,
) -> bool {
    use SurveyQuestionKind as K;
    let code = &question.code;
    let other = [
        (answer.text.is_some(), K::Text),
        (answer.number.is_some(), K::Number),
        (answer.yes.is_some(), K::YesNo),
        (answer.money.is_some(), K::Money),
    ];
    let chosen = !answer.choices.is_empty();
    let chooses = matches!(question.kind, K::SingleChoice | K::MultipleChoice);
    let stray = other
        .iter()
        .any(|(given, kind)| *given && *kind != question.kind)
        || (chosen && !chooses);
    checks.ensure(
        !stray,
        at,
        format!(
            "这个问题应按“{}”作答",
            question.kind.label(crate::text::Language::Chinese)
        ),
        format!(
            "this question is answered by: {}",
            question.kind.label(crate::text::Language::English)
        ),
    );
    if stray {
        return true;
    }
    match question.kind {
        K::Text => {
            let text = checks.optional_lines(&format!("{at}.text"), answer.text.as_deref(), WORDS);
            text.is_some_and(|text| answers.texts.insert(code.clone(), text).is_none())
        }
        K::Number => {
            let Some(number) = answer.number else {
                return false;
            };
            checks.ensure(
                number.abs() <= MOST,
                &format!("{at}.number"),
                "数字过大，请核对",
                "this number is too large; check it",
            );
            if let Some(number) = serde_json::Number::from_f64(number) {
                answers.numbers.insert(code.clone(), number);
            }
            true
        }
        K::Money => {
            let Some(Fen(fen)) = answer.money else {
                return false;
            };
            checks.ensure(
                (0..=MOST_FEN).contains(&fen),
                &format!("{at}.money"),
                "金额应在 0 到 1 亿元之间",
                "an amount lies between 0 and 100 million yuan",
            );
            answers.numbers.insert(code.clone(), fen.into());
            true
        }
        K::YesNo => {
            let Some(yes) = answer.yes else {
                return false;
            };
            let [yes_code, no_code] = YES_NO;
            let option = if yes { yes_code } else { no_code };
            answers.choices.push(format!("{code}:{option}"));
            true
        }
        K::SingleChoice | K::MultipleChoice => {
            let known = |chosen: &String| question.options.iter().any(|o| o.code == *chosen);
            let distinct: HashSet<&String> = answer.choices.iter().collect();
            let single = question.kind == K::SingleChoice;
            checks.ensure(
                answer.choices.iter().all(known)
                    && distinct.len() == answer.choices.len()
                    && (!single || answer.choices.len() <= 1),
                &format!("{at}.choices"),
                "请从选项中选择，单选题只选一项",
                "choose from the options, one of them for a question by one choice",
            );
            // In the order of the form, whatever order they were ticked in.
            for option in &question.options {
                if answer.choices.contains(&option.code) {
                    answers.choices.push(format!("{code}:{}", option.code));
                }
            }
            chosen
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check_questions;
    use super::super::question::tests::{faults, question};
    use super::*;

    #[test]
    fn answers_fit_their_questions() {
        use SurveyQuestionKind as K;
        let asked = check_questions(
            &mut Checks::default(),
            &[
                question(K::Text, &[]),
                question(K::Number, &[]),
                question(K::YesNo, &[]),
                question(K::SingleChoice, &["甲", "乙"]),
                question(K::MultipleChoice, &["甲", "乙", "丙"]),
                question(K::Money, &[]),
            ],
        );
        let of = |question: &str| NewAnswer {
            question: question.to_owned(),
            ..NewAnswer::default()
        };
        let good = [
            NewAnswer {
                text: Some("想学电焊".to_owned()),
                ..of("Q1")
            },
            NewAnswer {
                number: Some(1.5),
                ..of("Q2")
            },
            NewAnswer {
                yes: Some(false),
                ..of("Q3")
            },
            NewAnswer {
                choices: vec!["A2".to_owned()],
                ..of("Q4")
            },
            NewAnswer {
                choices: vec!["A3".to_owned(), "A1".to_owned()],
                ..of("Q5")
            },
            NewAnswer {
                money: Some(Fen(120_000)),
                ..of("Q6")
            },
        ];
        let mut checks = Checks::default();
        let answers = check_answers(&mut checks, &asked, &good);
        assert_eq!(faults(checks), Vec::<String>::new());
        assert_eq!(answers.choices, ["Q3:NO", "Q4:A2", "Q5:A1", "Q5:A3"]);
        assert_eq!(answers.numbers["Q6"].as_i64(), Some(120_000));
        assert_eq!(answers.texts["Q1"], "想学电焊");

        let mut checks = Checks::default();
        let bad = [
            NewAnswer {
                yes: Some(true),
                ..of("Q1")
            },
            of("Q2"),
            NewAnswer {
                choices: vec!["A1".to_owned(), "A2".to_owned()],
                ..of("Q4")
            },
            NewAnswer {
                choices: vec!["A9".to_owned()],
                ..of("Q5")
            },
            NewAnswer {
                money: Some(Fen(-1)),
                ..of("Q6")
            },
            of("Q7"),
            of("Q6"),
        ];
        check_answers(&mut checks, &asked, &bad);
        assert_eq!(
            faults(checks),
            [
                "Invalid answers.0",
                "Invalid answers.2.choices",
                "Invalid answers.3.choices",
                "Invalid answers.4.money",
                "Invalid answers.5.question",
                "Duplicate answers.6.question",
                "Required answers.Q2",
                "Required answers.Q3",
            ]
        );
    }
}
