//! What the records of a round say, all of it in one answer.

use async_graphql::{Context, SimpleObject};
use futures::future::try_join_all;

use super::figures::{Part, cells_of, place};
use super::question::{in_order, labels};
use super::round::SurveyRound;
use crate::error::Result;
use crate::id::UnionId;
use crate::payload::scope;
use crate::statistics::graphql::FigureCell;
use crate::surveys::rules::{SurveyDimension, SurveyState};
use crate::text::Language;

/// What the records of a round say of one thing: of a dimension, of a question, or of how incomes moved
/// since the round before, which has neither `dimension` nor `question`.
#[derive(Debug, Clone, SimpleObject)]
pub struct SurveyFinding {
    /// What it is about, in the language of the request.
    pub subject: String,
    /// The dimension.
    pub dimension: Option<SurveyDimension>,
    /// Code of the question.
    pub question: Option<String>,
    /// Households by what was found, zero cells left out, in the order of the forms.
    #[graphql(complexity = "10 * child_complexity")]
    pub cells: Vec<FigureCell>,
}

/// A finding before its cells are known: where they come from, and their codes with names.
type Asked = (SurveyFinding, Part, Vec<(String, String)>);

/// Everything that the records of a union with those below it say.
pub(super) async fn findings(
    ctx: &Context<'_>,
    round: &SurveyRound,
    union: Option<UnionId>,
) -> Result<Vec<SurveyFinding>> {
    let places = [place(ctx, union).await?];
    let language = scope(ctx)?.language();
    // Side by side, so that the loader reads them as one.
    let found = asked(round, language).into_iter().map(async |asked| {
        let (finding, part, labels) = asked;
        let cells = cells_of(ctx, round.key(), &places, &part).await?;
        let cells = in_order(labels, cells.first().unwrap_or(&Default::default()));
        Ok(SurveyFinding { cells, ..finding })
    });
    try_join_all(found).await
}

fn asked(round: &SurveyRound, language: Language) -> Vec<Asked> {
    let finding = |subject: &str| SurveyFinding {
        subject: subject.to_owned(),
        dimension: None,
        question: None,
        cells: Vec::new(),
    };
    let dimensions = SurveyDimension::ALL.iter().map(|by| {
        let dimension = SurveyFinding {
            dimension: Some(*by),
            ..finding(by.label(language))
        };
        (dimension, Part::Records(*by), labels(*by, language))
    });
    let questions = round.questions.iter().filter_map(|question| {
        let labels = question.labels(language);
        let code = question.code.clone();
        let asked = SurveyFinding {
            question: Some(code.clone()),
            ..finding(&question.label)
        };
        // What was written in words or numbers has no cells.
        (!labels.is_empty()).then_some((asked, Part::Answers(code), labels))
    });
    let compared = round.state == SurveyState::Closed && round.previous_id.is_some();
    let movement = compared.then(|| {
        let subject = match language {
            Language::Chinese => "与上一轮相比的人均年收入",
            Language::English => "income per head beside the round before",
        };
        (finding(subject), Part::Movement, moved(language))
    });
    dimensions.chain(questions).chain(movement).collect()
}

/// Codes and names of how a household's income moved between two rounds.
fn moved(language: Language) -> Vec<(String, String)> {
    const MOVED: [(&str, &str, &str); 5] = [
        ("FELL", "下降", "fell"),
        ("ROSE", "上升", "rose"),
        ("SAME", "不变", "the same"),
        ("NEW", "上轮没有登记", "not recorded in the round before"),
        (
            "GONE",
            "上轮有登记、本轮没有",
            "recorded in the round before alone",
        ),
    ];
    let name = |(code, zh, en): (&str, &str, &str)| {
        let label = match language {
            Language::Chinese => zh,
            Language::English => en,
        };
        (code.to_owned(), label.to_owned())
    };
    MOVED.map(name).to_vec()
}
