//! What people enter about survey rounds.

use async_graphql::InputObject;
use chrono::{DateTime, Utc};

use super::rules::{NewAnswer, NewQuestion, SurveyQuestionKind, SurveyTaskState};
use crate::assignments::graphql::PromiseInput;
use crate::assignments::rules::VisitKind;
use crate::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, Housing, Hukou, Need, NeedyFileState,
};
use crate::id::{SurveyRecordId, SurveyRoundId, SurveyTaskId, UnionId};
use crate::scalars::{Date, Money};

/// A question of a round; codes that are left out are given.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyQuestionInput {
    /// Its code within the round, such as Q1; answers are kept by it.
    pub code: Option<String>,
    /// How it is answered.
    pub kind: SurveyQuestionKind,
    /// What is asked, 100 characters at most.
    pub label: String,
    /// What helps to answer it, 200 characters at most.
    pub help: Option<String>,
    /// Whether it has to be answered.
    #[graphql(default)]
    pub required: bool,
    /// What there is to choose from: 2 to 20 for a question by choice, none for others.
    pub options: Option<Vec<SurveyOptionInput>>,
}

/// One option of a question.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyOptionInput {
    /// Its code within the question, such as A1.
    pub code: Option<String>,
    /// What it says, 60 characters at most.
    pub label: String,
}

impl SurveyQuestionInput {
    pub(super) fn question(&self) -> NewQuestion {
        let option = |option: &SurveyOptionInput| (option.code.clone(), option.label.clone());
        NewQuestion {
            code: self.code.clone(),
            kind: self.kind,
            label: self.label.clone(),
            help: self.help.clone(),
            required: self.required,
            options: self.options.iter().flatten().map(option).collect(),
        }
    }
}

/// Input of `createSurveyRound`.
#[derive(Debug, Clone, InputObject)]
pub struct CreateSurveyRoundInput {
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// What the cadres are to know, 1,000 characters at most.
    pub note: Option<String>,
    /// First day of the window.
    pub opens_on: Date,
    /// Last day of the window; a month after the first where it is left out (notice §5.2).
    pub closes_on: Option<Date>,
    /// A union of the own subtree whose households, with those of the unions below it, are surveyed; the
    /// own one where it is left out.
    pub scope_id: Option<UnionId>,
    /// Which kinds of households; both where it is left out.
    pub kinds: Option<Vec<HouseholdKind>>,
    /// What is asked on top of the household's facts, 30 at most.
    pub questions: Option<Vec<SurveyQuestionInput>>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateSurveyRound`: the draft as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateSurveyRoundInput {
    /// The draft.
    pub id: SurveyRoundId,
    /// The version that was seen.
    pub version: i32,
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// What the cadres are to know, 1,000 characters at most.
    pub note: Option<String>,
    /// First day of the window.
    pub opens_on: Date,
    /// Last day of the window; a month after the first where it is left out.
    pub closes_on: Option<Date>,
    /// A union of the own subtree; the own one where it is left out.
    pub scope_id: Option<UnionId>,
    /// Which kinds of households; both where it is left out.
    pub kinds: Option<Vec<HouseholdKind>>,
    /// What is asked on top of the household's facts, 30 at most.
    pub questions: Option<Vec<SurveyQuestionInput>>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

impl UpdateSurveyRoundInput {
    /// The same facts as those of a new one.
    pub(super) fn facts(&self) -> CreateSurveyRoundInput {
        CreateSurveyRoundInput {
            name: self.name.clone(),
            note: self.note.clone(),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            scope_id: self.scope_id,
            kinds: self.kinds.clone(),
            questions: self.questions.clone(),
            idempotency_key: None,
        }
    }
}

/// Input of `openSurveyRound`, `closeSurveyRound` and `deleteSurveyRound`.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyRoundInput {
    /// The round.
    pub id: SurveyRoundId,
    /// The version that was seen.
    pub version: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// An answer to a question of the round, by the field that fits its kind.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyAnswerInput {
    /// Code of the question.
    pub question: String,
    /// In words, 1,000 characters at most.
    pub text: Option<String>,
    /// As a number.
    pub number: Option<f64>,
    /// By yes or no.
    pub yes: Option<bool>,
    /// By the codes of options, one for a question by one choice.
    pub choices: Option<Vec<String>>,
    /// As an amount.
    pub money: Option<Money>,
}

impl SurveyAnswerInput {
    pub(super) fn answer(&self) -> NewAnswer {
        NewAnswer {
            question: self.question.clone(),
            text: self.text.clone(),
            number: self.number,
            yes: self.yes,
            choices: self.choices.clone().unwrap_or_default(),
            money: self.money.map(|money| money.0),
        }
    }
}

/// Input of `recordSurvey`: the facts as they are on the day of the visit. They bring the household's
/// file up to date, so nothing is typed twice.
#[derive(Debug, Clone, InputObject)]
pub struct RecordSurveyInput {
    /// The household on the list.
    pub task_id: SurveyTaskId,
    /// The household's version that was seen.
    pub version: i32,
    /// The record that this one corrects: the one that counts now. No visit is written for a correction.
    pub corrects_id: Option<SurveyRecordId>,
    /// Why that record was wrong; needed for a correction.
    pub correction: Option<String>,
    /// The day in China on which the household was met, within the round and today at the latest.
    pub visited_on: Date,
    /// How; face to face (notice §5.2), so not by telephone or online.
    pub kind: VisitKind,
    /// Where.
    pub place: Option<String>,
    /// Who was met.
    pub met_whom: Option<String>,
    /// What was seen, 4,000 characters at most.
    pub observed: Option<String>,
    /// 利益诉求: what the family asks for, 2,000 characters at most.
    pub claims: Option<String>,
    /// 户口类型
    pub hukou: Hukou,
    /// 住房类型
    pub housing: Housing,
    /// 家庭人口
    pub population: i32,
    /// 劳动力人数
    pub labour_force: i32,
    /// 年人均收入
    pub annual_income_per_head: Money,
    /// 年刚性支出
    pub annual_rigid_expense: Money,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 次要致困原因, three at most.
    pub other_causes: Option<Vec<HardshipCause>>,
    /// 帮扶需求
    pub needs: Option<Vec<Need>>,
    /// 困难类别
    pub tier: HardshipTier,
    /// 困难职工档案
    pub needy_file: NeedyFileState,
    /// 单亲女职工
    pub single_parent_female_worker: bool,
    /// Answers to the questions of the round.
    pub answers: Option<Vec<SurveyAnswerInput>>,
    /// What was promised, 20 at most; none for a correction.
    pub measures: Option<Vec<PromiseInput>>,
    /// When it was written on the phone, for a record taken offline.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `settleSurveyTask`: a household that could not be surveyed.
#[derive(Debug, Clone, InputObject)]
pub struct SettleSurveyTaskInput {
    /// The household on the list.
    pub id: SurveyTaskId,
    /// The version of the task that was seen.
    pub version: i32,
    /// NOT_MET, MOVED_AWAY, REFUSED, or ENDED for a file that was closed meanwhile. It can still be
    /// surveyed afterwards.
    pub state: SurveyTaskState,
    /// The day in China on which somebody went there or was told; today or before.
    pub visited_on: Date,
    /// How; it counts as a visit of the purpose RESURVEY, except for ENDED.
    #[graphql(default_with = "VisitKind::Home")]
    pub kind: VisitKind,
    /// What is known, such as where to; needed for MOVED_AWAY and REFUSED. 500 characters at most.
    pub note: Option<String>,
    /// When it was written on the phone, for what was noted offline.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `remindSurvey` (催办).
#[derive(Debug, Clone, InputObject)]
pub struct RemindSurveyInput {
    /// The round.
    pub id: SurveyRoundId,
    /// A union of the own subtree; with those below it. The own one where it is left out.
    pub union_id: Option<UnionId>,
    /// What to tell them, 200 characters at most.
    pub text: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Which households of a round are asked for.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyTaskFilter {
    /// The round.
    pub round_id: SurveyRoundId,
    /// Of this union; the own one, with those that it manages, where nobody is named.
    pub union_id: Option<UnionId>,
    /// Also of the unions below (masked where they are not the own).
    #[graphql(default)]
    pub subtree: bool,
    /// Those that the viewer answers for today or helps with.
    #[graphql(default)]
    pub mine: bool,
    /// Those where somebody still has to go (TODO, NOT_MET), or the others.
    pub unfinished: Option<bool>,
    /// In this state.
    pub state: Option<SurveyTaskState>,
}
