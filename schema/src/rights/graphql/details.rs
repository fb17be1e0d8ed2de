//! What names people in a case.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::graphql::{Household, HouseholdById, Member, MemberById};
use crate::id::RightsWorkerId;
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::rights::entity::{private, worker};
use crate::rights::rules::{Facts, SocialInsurance, WorkInjuryRecognition};
use crate::rights::service;
use crate::scalars::{Date, Money};
use crate::values::Fen;

/// What happened, and what is asked for.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsDetails {
    /// What happened.
    pub account: String,
    /// What is asked for.
    pub claim: String,
    /// A natural person who owes.
    pub respondent: Option<String>,
    /// The facts.
    pub facts: RightsFacts,
}

impl TryFrom<private::Model> for RightsDetails {
    type Error = Error;

    fn try_from(row: private::Model) -> Result<Self> {
        let facts: Facts =
            serde_json::from_value(row.facts).map_err(|error| Error::bug(error.to_string()))?;
        Ok(Self {
            account: row.account.0,
            claim: row.claim.0,
            respondent: row.respondent.map(|name| name.0),
            facts: facts.into(),
        })
    }
}

/// The facts of a case; which of them its kind has, `rightsCaseKinds` says.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsFacts {
    /// 知道或应当知道权利被侵害之日
    pub known_on: Option<Date>,
    /// 入职日期
    pub hired_on: Option<Date>,
    /// 离职日期
    pub left_on: Option<Date>,
    /// 欠薪起始月, its first day.
    pub wages_from: Option<Date>,
    /// 欠薪截止月, its first day.
    pub wages_to: Option<Date>,
    /// 月工资
    pub monthly_wage: Option<Money>,
    /// 受伤日期
    pub injured_on: Option<Date>,
    /// 受伤经过和伤情
    pub injury: Option<String>,
    /// 工伤认定
    pub recognition: Option<WorkInjuryRecognition>,
    /// 收到工伤认定决定日期
    pub recognised_on: Option<Date>,
    /// 伤残等级
    pub grade: Option<i32>,
    /// 职业病诊断日期
    pub diagnosed_on: Option<Date>,
    /// 职业病名称
    pub disease: Option<String>,
    /// 解除合同日期
    pub dismissed_on: Option<Date>,
    /// 未参加的险种
    pub insurances: Vec<SocialInsurance>,
    /// 起始月, its first day.
    pub unpaid_from: Option<Date>,
    /// 截止月, its first day.
    pub unpaid_to: Option<Date>,
    /// 加班小时数
    pub overtime_hours: Option<i32>,
    /// 被扣的证件或押金
    pub seized: Option<String>,
    /// 收到仲裁裁决书日期
    pub award_received_on: Option<Date>,
    /// 收到一审判决书日期
    pub judgment_received_on: Option<Date>,
    /// 生效文书履行期满日期
    pub effective_on: Option<Date>,
}

impl From<Facts> for RightsFacts {
    fn from(facts: Facts) -> Self {
        Self {
            known_on: facts.known_on.map(Date),
            hired_on: facts.hired_on.map(Date),
            left_on: facts.left_on.map(Date),
            wages_from: facts.wages_from.map(Date),
            wages_to: facts.wages_to.map(Date),
            monthly_wage: facts.monthly_wage_fen.map(|fen| Money(Fen(fen))),
            injured_on: facts.injured_on.map(Date),
            injury: facts.injury,
            recognition: facts.recognition,
            recognised_on: facts.recognised_on.map(Date),
            grade: facts.grade,
            diagnosed_on: facts.diagnosed_on.map(Date),
            disease: facts.disease,
            dismissed_on: facts.dismissed_on.map(Date),
            insurances: facts.insurances,
            unpaid_from: facts.unpaid_from.map(Date),
            unpaid_to: facts.unpaid_to.map(Date),
            overtime_hours: facts.overtime_hours,
            seized: facts.seized,
            award_received_on: facts.award_received_on.map(Date),
            judgment_received_on: facts.judgment_received_on.map(Date),
            effective_on: facts.effective_on.map(Date),
        }
    }
}

/// A worker whose right it is.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsWorker {
    /// Its id.
    pub id: RightsWorkerId,
    /// 姓名
    pub name: String,
    /// What is claimed for this worker.
    pub claimed: Option<Money>,
    #[graphql(skip)]
    row: worker::Model,
}

impl From<worker::Model> for RightsWorker {
    fn from(row: worker::Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name.0.clone(),
            claimed: row.claimed_fen.map(|fen| Money(Fen(fen))),
            row,
        }
    }
}

#[ComplexObject]
impl RightsWorker {
    /// 身份证号
    async fn id_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::open_id_number(scope(ctx)?, &self.row)
    }

    /// 联系电话
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        service::open_phone(scope(ctx)?, &self.row)
    }

    /// The member of a household; null for others, and where the viewer does not see that household.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.row.member_id {
            Some(id) => load(ctx, MemberById(id)).await,
            None => Ok(None),
        }
    }

    /// The household; null as above.
    async fn household(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        match self.row.household_id {
            Some(id) => load(ctx, HouseholdById(id)).await,
            None => Ok(None),
        }
    }
}

/// Loads what names a person of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PrivateOf(pub(super) Uuid);

impl Loader<PrivateOf> for Batch {
    type Value = private::Model;
    type Error = Error;
    async fn load(&self, keys: &[PrivateOf]) -> Result<HashMap<PrivateOf, private::Model>> {
        let rows = service::private_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (PrivateOf(row.case_id), row)).collect())
    }
}

/// Loads the workers of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WorkersOf(pub(super) Uuid);

impl Loader<WorkersOf> for Batch {
    type Value = Vec<RightsWorker>;
    type Error = Error;
    async fn load(&self, keys: &[WorkersOf]) -> Result<HashMap<WorkersOf, Vec<RightsWorker>>> {
        let rows = service::workers_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<WorkersOf, Vec<RightsWorker>> = HashMap::new();
        for row in rows {
            let list = lists.entry(WorkersOf(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}
