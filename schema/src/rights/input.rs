//! What people enter about rights cases.

use async_graphql::InputObject;

use super::rules::{
    RightsCaseKind, RightsCaseState, RightsCaseStep, RightsDepartment, RightsLetterStep,
    RightsPeriod, RightsRoute, RightsSatisfaction, RightsSide, SocialInsurance,
    WorkInjuryRecognition,
};
use crate::id::{
    EmployerId, HouseholdId, MemberId, RightsCaseId, RightsDeadlineId, RightsLetterId,
    RightsRecoveryId, RightsWorkerId, UnionId,
};
use crate::scalars::{Date, Money};

/// Which cases.
#[derive(Debug, Clone, Default, InputObject)]
pub struct RightsCaseFilter {
    /// In one of these states.
    pub states: Option<Vec<RightsCaseState>>,
    /// Of one of these kinds.
    pub kinds: Option<Vec<RightsCaseKind>>,
    /// Own ones, ones that another union has shared with the own, or own ones that another handles.
    pub side: Option<RightsSide>,
    /// Of this union with all below it.
    pub union_id: Option<UnionId>,
    /// Against this employer.
    pub employer_id: Option<EmployerId>,
    /// Of members of this household.
    pub household_id: Option<HouseholdId>,
    /// The one with this number, with or without its letters and leading zeros (WQ000012, 12).
    pub number: Option<String>,
}

/// The facts of a case; which of them its kind has, `rightsCaseKinds` says. What the kind does not have is refused.
#[derive(Debug, Clone, Default, InputObject)]
pub struct RightsFactsInput {
    /// 知道或应当知道权利被侵害之日
    pub known_on: Option<Date>,
    /// 入职日期
    pub hired_on: Option<Date>,
    /// 离职日期
    pub left_on: Option<Date>,
    /// 欠薪起始月: any day of it.
    pub wages_from: Option<Date>,
    /// 欠薪截止月: any day of it.
    pub wages_to: Option<Date>,
    /// 月工资
    pub monthly_wage: Option<Money>,
    /// 受伤日期
    pub injured_on: Option<Date>,
    /// 受伤经过和伤情, 300 characters at most.
    pub injury: Option<String>,
    /// 工伤认定
    pub recognition: Option<WorkInjuryRecognition>,
    /// 收到工伤认定决定日期
    pub recognised_on: Option<Date>,
    /// 伤残等级, 1 to 10.
    pub grade: Option<i32>,
    /// 职业病诊断日期
    pub diagnosed_on: Option<Date>,
    /// 职业病名称, 60 characters at most.
    pub disease: Option<String>,
    /// 解除合同日期
    pub dismissed_on: Option<Date>,
    /// 未参加的险种
    pub insurances: Option<Vec<SocialInsurance>>,
    /// 起始月: any day of it.
    pub unpaid_from: Option<Date>,
    /// 截止月: any day of it.
    pub unpaid_to: Option<Date>,
    /// 加班小时数
    pub overtime_hours: Option<i32>,
    /// 被扣的证件或押金, 100 characters at most.
    pub seized: Option<String>,
    /// 收到仲裁裁决书日期
    pub award_received_on: Option<Date>,
    /// 收到一审判决书日期
    pub judgment_received_on: Option<Date>,
    /// 生效文书履行期满日期
    pub effective_on: Option<Date>,
}

/// A worker of a case.
#[derive(Debug, Clone, InputObject)]
pub struct RightsWorkerInput {
    /// A worker who is in the case already: what is left out of the name and numbers stays.
    pub id: Option<RightsWorkerId>,
    /// A member of an own household: name and numbers come from the file.
    pub member_id: Option<MemberId>,
    /// 姓名, for who is in neither.
    pub name: Option<String>,
    /// 身份证号; kept sealed.
    pub id_number: Option<String>,
    /// 联系电话; kept sealed.
    pub phone: Option<String>,
    /// What is claimed for this worker.
    pub claimed: Option<Money>,
}

/// Input of `saveRightsCase`: the case as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveRightsCaseInput {
    /// One that is there; a new one without it.
    pub id: Option<RightsCaseId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// Of a new one: whose case it is. Without it the union of the first household, else the own one.
    pub union_id: Option<UnionId>,
    /// What it is about.
    pub kind: RightsCaseKind,
    /// The employer; or else who owes.
    pub employer_id: Option<EmployerId>,
    /// A natural person who owes, 50 characters at most; only who reads names reads it.
    pub respondent: Option<String>,
    /// 工地或项目, 60 characters at most.
    pub site: Option<String>,
    /// Where the law was broken: 6, 9 or 12 digits.
    pub place_code: String,
    /// The place in words, 100 characters at most, without anybody's name.
    pub place_text: Option<String>,
    /// How many workers it concerns, those without a name here included.
    pub workers_concerned: i32,
    /// What happened, 2,000 characters at most; only who reads names reads it.
    pub account: String,
    /// What is asked for, 500 characters at most.
    pub claim: String,
    /// The facts.
    pub facts: RightsFactsInput,
    /// The workers who are known by name, 1 to 200.
    pub workers: Vec<RightsWorkerInput>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `openRightsCase`.
#[derive(Debug, Clone, InputObject)]
pub struct OpenRightsCaseInput {
    /// A case of a union below.
    pub id: RightsCaseId,
    /// Why it must be read, 5 to 500 characters; the union whose case it is can read it.
    pub reason: String,
}

/// Input of `setRightsRule`.
#[derive(Debug, Clone, InputObject)]
pub struct SetRightsRuleInput {
    /// A rule of `rightsRules`.
    pub code: String,
    /// Its first day: tomorrow at the earliest.
    pub valid_from: Date,
    /// How much time, 1 to 1,000.
    pub count: i32,
    /// In what.
    pub unit: RightsPeriod,
    /// What is due, 100 characters at most.
    pub title: String,
    /// The law that says so, 100 characters at most.
    pub law: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepRightsCase`.
#[derive(Debug, Clone, InputObject)]
pub struct StepRightsCaseInput {
    /// The case.
    pub id: RightsCaseId,
    /// The version that was seen.
    pub version: i32,
    /// ACCEPT, REFUSE, NOTE, RECEIVE, TAKE, RETURN, RECALL, FINISH, SETTLE, WIN, LOSE, WITHDRAW, CONTINUE or CLOSE.
    pub step: RightsCaseStep,
    /// Why, or what was done or agreed, 5 to 500 characters without anybody's name: needed for all but ACCEPT, RECEIVE,
    /// TAKE and CLOSE.
    pub text: Option<String>,
    /// SETTLE, WIN, LOSE: the day it was resolved; today without it.
    pub on: Option<Date>,
    /// SETTLE, WIN, LOSE: by which way.
    pub route: Option<RightsRoute>,
    /// SETTLE, WIN, LOSE: what the other side is to pay.
    pub awarded: Option<Money>,
    /// CLOSE: what the worker says of it.
    pub satisfaction: Option<RightsSatisfaction>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `referRightsCase`.
#[derive(Debug, Clone, InputObject)]
pub struct ReferRightsCaseInput {
    /// The case.
    pub id: RightsCaseId,
    /// The version that was seen.
    pub version: i32,
    /// A union of the `unionDirectory`.
    pub union_id: UnionId,
    /// Why, 5 to 500 characters without anybody's name.
    pub reason: String,
    /// Until when an outcome is expected, within a year.
    pub due_on: Date,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `recordRightsRecovery`.
#[derive(Debug, Clone, InputObject)]
pub struct RecordRightsRecoveryInput {
    /// The case.
    pub case_id: RightsCaseId,
    /// The version that was seen.
    pub version: i32,
    /// The day it came.
    pub on: Date,
    /// How much.
    pub amount: Money,
    /// To how many workers.
    pub workers: i32,
    /// 200 characters at most, without anybody's name.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `cancelRightsRecovery`.
#[derive(Debug, Clone, InputObject)]
pub struct CancelRightsRecoveryInput {
    /// The entry.
    pub id: RightsRecoveryId,
    /// Its case.
    pub case_id: RightsCaseId,
    /// The version of the case that was seen.
    pub version: i32,
    /// Why, 5 to 500 characters without anybody's name.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `meetRightsDeadline`.
#[derive(Debug, Clone, InputObject)]
pub struct MeetRightsDeadlineInput {
    /// The deadline.
    pub id: RightsDeadlineId,
    /// The version that was seen.
    pub version: i32,
    /// The day it was met; null: it is open again.
    pub met_on: Option<Date>,
    /// 200 characters at most, without anybody's name.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `saveRightsLetter`: the letter as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveRightsLetterInput {
    /// A draft; a new one without it.
    pub id: Option<RightsLetterId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// The case.
    pub case_id: RightsCaseId,
    /// To what department.
    pub department: RightsDepartment,
    /// 主送机关, 2 to 60 characters.
    pub recipient: String,
    /// 标题, 100 characters at most.
    pub title: String,
    /// 正文, 4,000 characters at most.
    pub body: String,
    /// Until when an answer is asked for, within a year.
    pub due_on: Date,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepRightsLetter`.
#[derive(Debug, Clone, InputObject)]
pub struct StepRightsLetterInput {
    /// The letter.
    pub id: RightsLetterId,
    /// The version that was seen.
    pub version: i32,
    /// What to do.
    pub step: RightsLetterStep,
    /// The day it was sent or answered; today without it.
    pub on: Option<Date>,
    /// SEND: 发文字号, 40 characters at most, such as 兰工函〔2026〕12号.
    pub number: Option<String>,
    /// ANSWER: what the department says, 2,000 characters at most; WITHDRAW: why.
    pub text: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
