//! Records of a round.

use std::collections::{BTreeMap, HashMap};

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::question::SurveyQuestion;
use super::round::{RoundById, SurveyRound};
use super::task::{SurveyTask, TaskOf};
use crate::assignments::graphql::{Visit, VisitById};
use crate::assignments::rules::VisitKind;
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::households::rules::{HardshipCause, HardshipTier, Housing, Hukou, Need, NeedyFileState};
use crate::id::SurveyRecordId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::privacy::Private;
use crate::scalars::{Date, Money};
use crate::surveys::entity::{record, record_private};
use crate::surveys::rules::{Facts, IncomeChange, SurveyDifference, SurveyQuestionKind, YES_NO};
use crate::values::Fen;

/// The facts of a household as they were on a day, taken face to face. It is never changed: a correction
/// is another record.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyRecord {
    /// Its id.
    pub id: SurveyRecordId,
    /// The day in China on which the household was met.
    pub visited_on: Date,
    /// How.
    pub kind: VisitKind,
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
    /// 次要致困原因
    pub other_causes: Vec<HardshipCause>,
    /// 帮扶需求
    pub needs: Vec<Need>,
    /// 困难类别
    pub tier: HardshipTier,
    /// 困难职工档案
    pub needy_file: NeedyFileState,
    /// 单亲女职工
    pub single_parent_female_worker: bool,
    /// Whether the family asked for anything.
    pub has_claims: bool,
    /// How the income moved since `comparedWith`.
    pub income_change: IncomeChange,
    /// What changed since `comparedWith`.
    pub differences: Vec<SurveyDifference>,
    /// What it was compared with: the last record of another round, or the file as it stood before.
    pub compared_with: SurveyBasis,
    /// The record that this one corrects.
    pub corrects_id: Option<SurveyRecordId>,
    /// When the phone noted it; before `createdAt` for a record taken without a line.
    pub recorded_at: DateTime<Utc>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    row: record::Model,
}

/// The facts that a record was compared with.
#[derive(Debug, Clone, SimpleObject)]
pub struct SurveyBasis {
    /// The day of that record; null for the household's file.
    pub visited_on: Option<Date>,
    /// 年人均收入
    pub annual_income_per_head: Money,
    /// 年刚性支出
    pub annual_rigid_expense: Money,
    /// 家庭人口
    pub population: i32,
    /// 劳动力人数
    pub labour_force: i32,
    /// 住房类型
    pub housing: Housing,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 次要致困原因
    pub other_causes: Vec<HardshipCause>,
    /// 帮扶需求
    pub needs: Vec<Need>,
    /// 困难类别
    pub tier: HardshipTier,
}

impl From<Facts> for SurveyBasis {
    fn from(facts: Facts) -> Self {
        Self {
            visited_on: facts.on.map(Date),
            annual_income_per_head: Money(Fen(facts.income_fen)),
            annual_rigid_expense: Money(Fen(facts.rigid_fen)),
            population: facts.population,
            labour_force: facts.labour_force,
            housing: facts.housing,
            main_cause: facts.main_cause,
            other_causes: facts.other_causes,
            needs: facts.needs,
            tier: facts.tier,
        }
    }
}

impl TryFrom<record::Model> for SurveyRecord {
    type Error = Error;

    fn try_from(row: record::Model) -> Result<Self> {
        let compared: Facts = serde_json::from_value(row.compared.clone())
            .map_err(|error| Error::bug(error.to_string()))?;
        let facts = row.facts();
        Ok(Self {
            id: row.id.into(),
            visited_on: Date(row.visited_on),
            kind: row.kind,
            hukou: row.hukou,
            housing: row.housing,
            population: row.population,
            labour_force: row.labour_force,
            annual_income_per_head: Money(Fen(row.income_fen)),
            annual_rigid_expense: Money(Fen(row.rigid_fen)),
            main_cause: row.main_cause,
            other_causes: facts.other_causes,
            needs: facts.needs,
            tier: row.tier,
            needy_file: row.needy_file,
            single_parent_female_worker: row.single_parent_female_worker,
            has_claims: row.claims,
            income_change: row.income_change,
            differences: row
                .differences
                .iter()
                .filter_map(|code| SurveyDifference::from_code(code))
                .collect(),
            compared_with: compared.into(),
            corrects_id: row.supersedes_id.map(Into::into),
            recorded_at: row.recorded_at,
            created_at: row.created_at,
            row,
        })
    }
}

impl SurveyRecord {
    /// The key of a page of records.
    pub(super) fn cursor(&self) -> Vec<String> {
        vec![self.row.visited_on.to_string(), self.row.id.to_string()]
    }

    async fn private(&self, ctx: &Context<'_>) -> Result<Option<record_private::Model>> {
        load(ctx, PrivateOfRecord(self.row.id)).await
    }

    async fn task_of(&self, ctx: &Context<'_>) -> Result<SurveyTask> {
        let key = TaskOf {
            household: self.row.household_id,
            round: self.row.round_id,
        };
        load(ctx, key).await?.ok_or(Error::NotFound)
    }
}

#[ComplexObject]
impl SurveyRecord {
    /// The round.
    async fn round(&self, ctx: &Context<'_>) -> Result<SurveyRound> {
        load(ctx, RoundById(self.row.round_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The household's place on the list of the round.
    async fn task(&self, ctx: &Context<'_>) -> Result<SurveyTask> {
        self.task_of(ctx).await
    }

    /// Whether it counts; false for one that was corrected by another.
    async fn counts(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.task_of(ctx).await?.record_id() == Some(self.row.id))
    }

    /// The household as it is now.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.row.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Who recorded it; null for a viewer below the union that the person works at (代管).
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.cadre_id)).await
    }

    /// The visit at which it was taken.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        load(ctx, VisitById(self.row.visit_id)).await
    }

    /// Where; null for superiors.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(text(self.private(ctx).await?.and_then(|row| row.place)))
    }

    /// Who was met; null for superiors.
    async fn met_whom(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(text(self.private(ctx).await?.and_then(|row| row.met_whom)))
    }

    /// What was seen; null for superiors.
    async fn observed(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(text(self.private(ctx).await?.and_then(|row| row.observed)))
    }

    /// 利益诉求: what the family asks for; null for superiors.
    async fn claims(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(text(self.private(ctx).await?.and_then(|row| row.claims)))
    }

    /// Why the record before was wrong; null for superiors and for what corrects nothing.
    async fn correction(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(text(
            self.private(ctx).await?.and_then(|row| row.correction),
        ))
    }

    /// Answers to the questions of the round, in their order; those in words are left out for superiors.
    #[graphql(complexity = "5 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<SurveyAnswer>> {
        let round = load(ctx, RoundById(self.row.round_id))
            .await?
            .ok_or(Error::NotFound)?;
        let words = round
            .questions
            .iter()
            .any(|question| question.kind == SurveyQuestionKind::Text);
        let texts: BTreeMap<String, String> = match words {
            true => match self.private(ctx).await? {
                Some(row) => serde_json::from_value(row.texts)
                    .map_err(|error| Error::bug(error.to_string()))?,
                None => BTreeMap::new(),
            },
            false => BTreeMap::new(),
        };
        let answer = |question| SurveyAnswer::of(question, &self.row, &texts);
        Ok(round.questions.iter().filter_map(answer).collect())
    }
}

fn text(private: Option<Private>) -> Option<String> {
    private.map(|text| text.0)
}

/// An answer to a question of a round; the field that fits its kind is filled.
#[derive(Debug, Clone, SimpleObject)]
pub struct SurveyAnswer {
    /// Code of the question.
    pub question: String,
    /// What was asked.
    pub label: String,
    /// In words.
    pub text: Option<String>,
    /// As a number.
    pub number: Option<f64>,
    /// By yes or no.
    pub yes: Option<bool>,
    /// Codes of the options that were chosen.
    pub choices: Vec<String>,
    /// What they say.
    pub chosen: Vec<String>,
    /// As an amount.
    pub money: Option<Money>,
}

impl SurveyAnswer {
    /// `None` where the question was not answered, or not for this viewer.
    fn of(
        question: &SurveyQuestion,
        row: &record::Model,
        texts: &BTreeMap<String, String>,
    ) -> Option<Self> {
        use SurveyQuestionKind as K;
        let code = &question.code;
        let prefix = format!("{code}:");
        let given = row.choices.iter();
        let given: Vec<String> = given
            .filter_map(|choice| choice.strip_prefix(&prefix).map(str::to_owned))
            .collect();
        let mut answer = Self {
            question: code.clone(),
            label: question.label.clone(),
            text: None,
            number: None,
            yes: None,
            choices: Vec::new(),
            chosen: Vec::new(),
            money: None,
        };
        match question.kind {
            K::Text => answer.text = Some(texts.get(code)?.clone()),
            K::Number => answer.number = Some(row.numbers.get(code)?.as_f64()?),
            K::Money => answer.money = Some(Money(Fen(row.numbers.get(code)?.as_i64()?))),
            K::YesNo => answer.yes = Some(given.first()? == YES_NO[0]),
            K::SingleChoice | K::MultipleChoice => {
                if given.is_empty() {
                    return None;
                }
                let options = question.options.iter();
                answer.chosen = options
                    .filter(|option| given.contains(&option.code))
                    .map(|option| option.label.clone())
                    .collect();
                answer.choices = given;
            }
        }
        Some(answer)
    }
}

/// Loads a record by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RecordById(pub(super) Uuid);

impl Loader<RecordById> for Batch {
    type Value = SurveyRecord;
    type Error = Error;
    async fn load(&self, keys: &[RecordById]) -> Result<HashMap<RecordById, SurveyRecord>> {
        let rows = record::Entity::find()
            .filter(record::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        rows.into_iter()
            .map(|row| Ok((RecordById(row.id), row.try_into()?)))
            .collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PrivateOfRecord(Uuid);

impl Loader<PrivateOfRecord> for Batch {
    type Value = record_private::Model;
    type Error = Error;
    async fn load(
        &self,
        keys: &[PrivateOfRecord],
    ) -> Result<HashMap<PrivateOfRecord, record_private::Model>> {
        let rows = record_private::Entity::find()
            .filter(record_private::Column::RecordId.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (PrivateOfRecord(row.record_id), row))
            .collect())
    }
}
