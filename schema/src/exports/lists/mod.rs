//! The lists that can be taken along.

mod aid;
mod bank;
mod figures;
mod funds;
mod matters;
mod people;
mod rights;
mod survey_figures;
mod surveys;
mod unions;
mod work;

use async_graphql::{Enum, InputObject, InputType, OneofObject, Value};
use serde_json::json;

use super::sheet::{Reader, code};
use super::{Column, Sheet};
use crate::applications::input::AidApplicationFilter;
use crate::assignments::graphql::{MeasureFilter, VisitFilter};
use crate::audit::graphql::AuditFilter;
use crate::error::{Error, Result};
use crate::funds::input::{FundAllocationFilter, FundTransactionFilter};
use crate::households::input::HouseholdFilter;
use crate::households::rules::DuplicateClaimState;
use crate::id::{AidBatchId, BankMonthId, SurveyRoundId, UnionId};
use crate::identity::input::StaffFilter;
use crate::rights::input::RightsCaseFilter;
use crate::surveys::input::SurveyTaskFilter;
use crate::surveys::rules::SurveyState;
use crate::unions::rules::FoundingState;

/// Which list is taken along, with the filter that the list itself takes.
#[derive(Debug, Clone, OneofObject)]
pub enum ExportList {
    /// 帮扶户: one row a household.
    Households(HouseholdFilter),
    /// 家庭成员: one row a member, of these households.
    Members(HouseholdFilter),
    /// 重复建档: claims that one person has two files.
    DuplicateClaims(ClaimsOf),
    /// 花名册: what was uploaded, and what became of it.
    Rosters(WholeList),
    /// 移交: what waits for an answer.
    HandOvers(WholeList),
    /// 走访
    Visits(VisitFilter),
    /// 帮扶措施
    Measures(MeasureFilter),
    /// 摸底调查: one row a round.
    SurveyRounds(RoundsOf),
    /// 调查名单: one row a household on the list of a round.
    SurveyTasks(SurveyTaskFilter),
    /// 调查进度: a union, and each union directly below it.
    SurveyProgress(SurveyOf),
    /// 各干部进度: the cadres of the own union, in the order of names.
    SurveyCadres(CadresOf),
    /// 调查结果: what the records say, one row a value.
    SurveyFindings(SurveyOf),
    /// 未完成的工会: those with households of their own left to survey.
    SurveyUnfinished(SurveyOf),
    /// 工会组织: one row a union, in the order of the tree.
    Unions(SubtreeOf),
    /// 建会申请
    FoundingApplications(ApplicationsOf),
    /// 代管
    Stewardships(WholeList),
    /// 工会干部, with how many households each answers for.
    Staff(StaffFilter),
    /// 统计: the figures of a union, and of each union directly below it.
    Figures(FiguresOf),
    /// 收支表: the statement of dedicated funds of a union, and of each union directly below it.
    FundStatement(FundStatementOf),
    /// 账簿: one row an entry, in the books of one union.
    FundTransactions(FundTransactionFilter),
    /// 下拨与退回
    FundAllocations(FundAllocationFilter),
    /// 救助申请
    AidApplications(AidApplicationFilter),
    /// 银行代发文件: one row a payment, for the bank.
    AidPaymentBatch(AidBatchOf),
    /// 银行流水: the lines that a month of reconciliation has to do with, without words that name payees.
    BankLines(BankMonthOf),
    /// 账上有、银行没有: transactions without a line at the end of a month of reconciliation.
    BankOpenTransactions(BankMonthOf),
    /// 维权个案
    RightsCases(RightsCaseFilter),
    /// 操作记录
    AuditTrail(AuditFilter),
}

/// How much is taken along of a list that has no filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum WholeList {
    /// Every row that the viewer may read.
    All,
}

/// Whose figures are taken along.
#[derive(Debug, Clone, InputObject)]
pub struct FiguresOf {
    /// A union of the own subtree.
    union_id: UnionId,
}

/// Whose statement of dedicated funds is taken along.
#[derive(Debug, Clone, InputObject)]
pub struct FundStatementOf {
    /// A union of the own subtree.
    union_id: UnionId,
    /// The year.
    year: i32,
}

/// Which payment is taken to the bank.
#[derive(Debug, Clone, InputObject)]
pub struct AidBatchOf {
    /// The payment.
    batch_id: AidBatchId,
}

/// Which month of reconciliation with the bank is taken along.
#[derive(Debug, Clone, InputObject)]
pub struct BankMonthOf {
    /// The month.
    month_id: BankMonthId,
}

/// Which part of the tree is taken along.
#[derive(Debug, Clone, InputObject)]
pub struct SubtreeOf {
    /// A union of the own subtree with everything below it; the own one without it.
    union_id: Option<UnionId>,
}

/// Which founding applications are taken along.
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationsOf {
    /// Only those that stand here.
    state: Option<FoundingState>,
}

/// Which claims of two files are taken along.
#[derive(Debug, Clone, InputObject)]
pub struct ClaimsOf {
    /// Only those in this state.
    state: Option<DuplicateClaimState>,
}

/// Which survey rounds are taken along.
#[derive(Debug, Clone, InputObject)]
pub struct RoundsOf {
    /// Only those that stand here.
    state: Option<SurveyState>,
}

/// Which round is taken along, and of which unions.
#[derive(Debug, Clone, InputObject)]
pub struct SurveyOf {
    /// The round.
    round_id: SurveyRoundId,
    /// A union of the own subtree; the own one without it.
    union_id: Option<UnionId>,
}

/// Whose cadres are taken along: those of the own union.
#[derive(Debug, Clone, InputObject)]
pub struct CadresOf {
    /// The round.
    round_id: SurveyRoundId,
}

impl ExportList {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Households(_) => "households",
            Self::Members(_) => "members",
            Self::DuplicateClaims(_) => "duplicateClaims",
            Self::Rosters(_) => "rosters",
            Self::HandOvers(_) => "handOvers",
            Self::Visits(_) => "visits",
            Self::Measures(_) => "measures",
            Self::SurveyRounds(_) => "surveyRounds",
            Self::SurveyTasks(_) => "surveyTasks",
            Self::SurveyProgress(_) => "surveyProgress",
            Self::SurveyCadres(_) => "surveyCadres",
            Self::SurveyFindings(_) => "surveyFindings",
            Self::SurveyUnfinished(_) => "surveyUnfinished",
            Self::Unions(_) => "unions",
            Self::FoundingApplications(_) => "foundingApplications",
            Self::Stewardships(_) => "stewardships",
            Self::Staff(_) => "staff",
            Self::Figures(_) => "figures",
            Self::FundStatement(_) => "fundStatement",
            Self::FundTransactions(_) => "fundTransactions",
            Self::FundAllocations(_) => "fundAllocations",
            Self::AidApplications(_) => "aidApplications",
            Self::AidPaymentBatch(_) => "aidPaymentBatch",
            Self::BankLines(_) => "bankLines",
            Self::BankOpenTransactions(_) => "bankOpenTransactions",
            Self::RightsCases(_) => "rightsCases",
            Self::AuditTrail(_) => "auditTrail",
        }
    }

    /// The table of the list with this code.
    pub(super) fn sheet_of(code: &str) -> Option<Sheet> {
        Some(match code {
            "households" => people::households(),
            "members" => people::members(),
            "duplicateClaims" => matters::duplicate_claims(),
            "rosters" => matters::rosters(),
            "handOvers" => matters::hand_overs(),
            "visits" => work::visits(),
            "measures" => work::measures(),
            "surveyRounds" => surveys::rounds(),
            "surveyTasks" => surveys::tasks(),
            "surveyProgress" => survey_figures::progress(),
            "surveyCadres" => survey_figures::cadres(),
            "surveyFindings" => survey_figures::findings(),
            "surveyUnfinished" => survey_figures::unfinished(),
            "unions" => unions::unions(),
            "foundingApplications" => unions::founding_applications(),
            "stewardships" => unions::stewardships(),
            "staff" => people::staff(),
            "figures" => figures::figures(),
            "fundStatement" => funds::statement(),
            "fundTransactions" => funds::transactions(),
            "fundAllocations" => funds::allocations(),
            "aidApplications" => aid::applications(),
            "aidPaymentBatch" => aid::batch(),
            "bankLines" => bank::lines(),
            "bankOpenTransactions" => bank::open_transactions(),
            "rightsCases" => rights::cases(),
            "auditTrail" => work::audit_trail(),
            _ => return None,
        })
    }

    pub(super) fn sheet(&self) -> Sheet {
        Self::sheet_of(self.code()).unwrap_or_else(|| unreachable!("every list has its table"))
    }

    /// The union that the list is of, where one is named.
    pub(super) const fn union(&self) -> Option<UnionId> {
        match self {
            Self::Households(filter) | Self::Members(filter) => filter.union_id,
            Self::Visits(filter) => filter.union_id,
            Self::Measures(filter) => filter.union_id,
            Self::SurveyTasks(filter) => filter.union_id,
            Self::SurveyProgress(of) | Self::SurveyFindings(of) | Self::SurveyUnfinished(of) => {
                of.union_id
            }
            Self::Unions(of) => of.union_id,
            Self::Staff(filter) => filter.union_id,
            Self::Figures(of) => Some(of.union_id),
            Self::FundStatement(of) => Some(of.union_id),
            Self::FundTransactions(filter) => filter.union_id,
            Self::FundAllocations(filter) => filter.union_id,
            Self::AidApplications(filter) => filter.union_id,
            Self::RightsCases(filter) => filter.union_id,
            Self::AuditTrail(filter) => filter.union_id,
            Self::DuplicateClaims(_)
            | Self::Rosters(_)
            | Self::HandOvers(_)
            | Self::SurveyRounds(_)
            | Self::SurveyCadres(_)
            | Self::BankLines(_)
            | Self::BankOpenTransactions(_)
            | Self::FoundingApplications(_)
            | Self::Stewardships(_)
            | Self::AidPaymentBatch(_) => None,
        }
    }

    /// The variables of the table's question: the filter of the list, or one for each of its arguments.
    pub(super) fn variables(&self) -> Result<serde_json::Value> {
        let filter = |filter: Value| Ok(json!({ "filter": json_of(filter)? }));
        match self {
            Self::Households(of) | Self::Members(of) => filter(of.to_value()),
            Self::Visits(of) => filter(of.to_value()),
            Self::Measures(of) => filter(of.to_value()),
            Self::SurveyTasks(of) => filter(of.to_value()),
            Self::Staff(of) => filter(of.to_value()),
            Self::AuditTrail(of) => filter(of.to_value()),
            Self::FundTransactions(of) => filter(of.to_value()),
            Self::FundAllocations(of) => filter(of.to_value()),
            Self::AidApplications(of) => filter(of.to_value()),
            Self::RightsCases(of) => filter(of.to_value()),
            Self::AidPaymentBatch(of) => json_of(of.to_value()),
            Self::FundStatement(of) => json_of(of.to_value()),
            Self::BankLines(of) | Self::BankOpenTransactions(of) => json_of(of.to_value()),
            Self::DuplicateClaims(of) => json_of(of.to_value()),
            Self::SurveyRounds(of) => json_of(of.to_value()),
            Self::SurveyProgress(of) | Self::SurveyFindings(of) | Self::SurveyUnfinished(of) => {
                json_of(of.to_value())
            }
            Self::SurveyCadres(of) => json_of(of.to_value()),
            Self::Unions(of) => json_of(of.to_value()),
            Self::FoundingApplications(of) => json_of(of.to_value()),
            Self::Figures(of) => json_of(of.to_value()),
            Self::Rosters(WholeList::All)
            | Self::HandOvers(WholeList::All)
            | Self::Stewardships(WholeList::All) => Ok(json!({})),
        }
    }
}

fn json_of(value: Value) -> Result<serde_json::Value> {
    value
        .into_json()
        .map_err(|error| Error::bug(error.to_string()))
}
