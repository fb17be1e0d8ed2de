//! Questions of a round, and the names of what its records are broken down by.

use async_graphql::SimpleObject;

use crate::households::rules::{HardshipCause, HardshipTier};
use crate::statistics::graphql::FigureCell;
use crate::surveys::rules::{
    Choice, IncomeChange, Question, SurveyDifference, SurveyDimension, SurveyQuestionKind, YES_NO,
};
use crate::surveys::service;
use crate::text::Language;

/// A question of a round. Answers are kept by its code.
#[derive(Debug, Clone, SimpleObject)]
pub struct SurveyQuestion {
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
    /// What there is to choose from; empty for a question that is not by choice.
    #[graphql(complexity = "3 * child_complexity")]
    pub options: Vec<SurveyOption>,
}

/// One option of a question.
#[derive(Debug, Clone, SimpleObject)]
pub struct SurveyOption {
    /// Its code within the question.
    pub code: String,
    /// What it says.
    pub label: String,
}

impl From<Question> for SurveyQuestion {
    fn from(question: Question) -> Self {
        let option = |Choice { code, label }| SurveyOption { code, label };
        Self {
            code: question.code,
            kind: question.kind,
            label: question.label,
            help: question.help,
            required: question.required,
            options: question.options.into_iter().map(option).collect(),
        }
    }
}

impl SurveyQuestion {
    /// Codes and names of what may be chosen, in the order of the form.
    pub(super) fn labels(&self, language: Language) -> Vec<(String, String)> {
        if self.kind == SurveyQuestionKind::YesNo {
            let words = match language {
                Language::Chinese => ["是", "否"],
                Language::English => ["yes", "no"],
            };
            let own = |(code, label): (&&str, &str)| ((*code).to_owned(), label.to_owned());
            return YES_NO.iter().zip(words).map(own).collect();
        }
        let option = |option: &SurveyOption| (option.code.clone(), option.label.clone());
        self.options.iter().map(option).collect()
    }
}

/// Codes and names of a dimension, in the order of the forms.
pub(super) fn labels(by: SurveyDimension, language: Language) -> Vec<(String, String)> {
    macro_rules! of {
        ($kind:ident) => {
            $kind::ALL
                .iter()
                .map(|value| (value.code().to_owned(), value.label(language).to_owned()))
                .collect()
        };
    }
    match by {
        SurveyDimension::Cause => of!(HardshipCause),
        SurveyDimension::Tier => of!(HardshipTier),
        SurveyDimension::Income => of!(IncomeChange),
        SurveyDimension::Difference => of!(SurveyDifference),
    }
}

/// The cells that are not zero, in the order of their names.
pub(super) fn in_order(labels: Vec<(String, String)>, cells: &service::Cells) -> Vec<FigureCell> {
    let cell = |(key, label): (String, String)| {
        let value = *cells.get(&key)?;
        (value != 0).then_some(FigureCell { key, label, value })
    };
    labels.into_iter().filter_map(cell).collect()
}
