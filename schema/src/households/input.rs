//! What people enter about households, and the checks that make clean facts of it.

mod facts;
mod member;

use async_graphql::{InputObject, MaybeUndefined};

pub use facts::{HouseholdFacts, PrivateFacts};
pub use member::{MemberFacts, MemberInput};

use super::rules::{
    CloseReason, DuplicateDecision, HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus,
    Housing, Hukou, Need, NeedyFileState, Relation,
};
use crate::id::{ClaimId, HouseholdId, MemberId, StaffId, UnionId};
use crate::scalars::{Date, Money};

/// Input of `registerHousehold`.
#[derive(Debug, Clone, InputObject)]
pub struct RegisterHouseholdInput {
    /// The union whose household it is: the own one, or one that it manages.
    pub union_id: UnionId,
    /// By which door it comes in (notice §3.1); may be left out where the union has its door already.
    pub kind: Option<HouseholdKind>,
    /// The members; the first is the head (relation SELF).
    pub members: Vec<MemberInput>,
    /// 家庭住址
    pub address: String,
    /// Division code of the home.
    pub division_code: Option<String>,
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
    pub annual_rigid_expense: Option<Money>,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 次要致困原因, three at most.
    pub other_causes: Option<Vec<HardshipCause>>,
    /// 帮扶需求
    pub needs: Option<Vec<Need>>,
    /// 困难类别
    pub tier: HardshipTier,
    /// 困难职工档案
    pub needy_file: Option<NeedyFileState>,
    /// 单亲女职工
    pub single_parent_female_worker: Option<bool>,
    /// When the family agreed to the use of its data.
    pub consent_on: Option<Date>,
    /// In which form it agreed.
    pub consent_form: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateHousehold`; what is left out stays, an empty text removes.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateHouseholdInput {
    /// The household.
    pub id: HouseholdId,
    /// The version that was seen.
    pub version: i32,
    /// 家庭住址
    pub address: Option<String>,
    /// Division code of the home.
    pub division_code: Option<String>,
    /// 户口类型
    pub hukou: Option<Hukou>,
    /// 住房类型
    pub housing: Option<Housing>,
    /// 家庭人口
    pub population: Option<i32>,
    /// 劳动力人数
    pub labour_force: Option<i32>,
    /// 年人均收入
    pub annual_income_per_head: Option<Money>,
    /// 年刚性支出
    pub annual_rigid_expense: Option<Money>,
    /// 主要致困原因
    pub main_cause: Option<HardshipCause>,
    /// 次要致困原因, three at most.
    pub other_causes: Option<Vec<HardshipCause>>,
    /// 帮扶需求
    pub needs: Option<Vec<Need>>,
    /// 困难类别
    pub tier: Option<HardshipTier>,
    /// 困难职工档案
    pub needy_file: Option<NeedyFileState>,
    /// 单亲女职工
    pub single_parent_female_worker: Option<bool>,
    /// When the family agreed to the use of its data; null where it took that back.
    pub consent_on: MaybeUndefined<Date>,
    /// In which form it agreed.
    pub consent_form: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `addMember`.
#[derive(Debug, Clone, InputObject)]
pub struct AddMemberInput {
    /// The household.
    pub household_id: HouseholdId,
    /// The household's version that was seen.
    pub version: i32,
    /// The member.
    pub member: MemberInput,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateMember`: the member as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateMemberInput {
    /// The member.
    pub id: MemberId,
    /// The member's version that was seen.
    pub version: i32,
    /// The member.
    pub member: MemberInput,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `removeMember`.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveMemberInput {
    /// The member.
    pub id: MemberId,
    /// The member's version that was seen.
    pub version: i32,
    /// Why, such as a marriage or a death.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `changeHead` (户主变更).
#[derive(Debug, Clone, InputObject)]
pub struct ChangeHeadInput {
    /// The household.
    pub id: HouseholdId,
    /// The household's version that was seen.
    pub version: i32,
    /// Who becomes the head: another member of the household.
    pub head_id: MemberId,
    /// Whether the former head leaves the household, such as by death; otherwise they stay a member.
    pub former_head_leaves: bool,
    /// What each of the others who stay is to the new head, the former head among them where they stay.
    pub relations: Vec<MemberRelationInput>,
    /// Why, such as a death; kept in the audit trail.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// What a member is to the new head.
#[derive(Debug, Clone, InputObject)]
pub struct MemberRelationInput {
    /// The member.
    pub id: MemberId,
    /// 与户主关系
    pub relation: Relation,
}

/// Input of `setHouseholdStatus`.
#[derive(Debug, Clone, InputObject)]
pub struct HouseholdStatusInput {
    /// The household.
    pub id: HouseholdId,
    /// The version that was seen.
    pub version: i32,
    /// What it becomes.
    pub status: HouseholdStatus,
    /// Why the file is closed; needed for CLOSED.
    pub close_reason: Option<CloseReason>,
    /// Remarks, kept in the audit trail.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `openHousehold`.
#[derive(Debug, Clone, InputObject)]
pub struct OpenHouseholdInput {
    /// The household of a union below.
    pub id: HouseholdId,
    /// Why it must be read; the owning union sees it in its audit trail.
    pub reason: String,
}

/// Input of `settleDuplicate`.
#[derive(Debug, Clone, InputObject)]
pub struct SettleDuplicateInput {
    /// The claim.
    pub id: ClaimId,
    /// The version that was seen.
    pub version: i32,
    /// Which file stays.
    pub decision: DuplicateDecision,
    /// Why.
    pub note: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Which households are asked for. Without `unionId` and `subtree`: those of the own union and of the
/// unions that it manages.
#[derive(Debug, Clone, Default, InputObject)]
pub struct HouseholdFilter {
    /// Of this union.
    pub union_id: Option<UnionId>,
    /// Also of the unions below (masked where they are not the own).
    #[graphql(default_with = "Some(false)")]
    pub subtree: Option<bool>,
    /// Own unions: characters of a name, pinyin or its initials, a whole identity or telephone number.
    /// Everywhere: a file number.
    pub text: Option<String>,
    /// Those that the viewer answers for.
    pub mine: Option<bool>,
    /// With or without a cadre.
    pub paired: Option<bool>,
    /// Those that this cadre answers for.
    pub cadre_id: Option<StaffId>,
    /// Of this kind.
    pub kind: Option<HouseholdKind>,
    /// In this state.
    pub status: Option<HouseholdStatus>,
    /// Of this tier.
    pub tier: Option<HardshipTier>,
    /// With this main cause.
    pub cause: Option<HardshipCause>,
    /// Whose 困难职工档案 is this.
    pub needy_file: Option<NeedyFileState>,
    /// Those whose file nobody changed and whom nobody visited since this day.
    pub untouched_since: Option<Date>,
    /// True: those who were never given aid on an application.
    pub never_aided: Option<bool>,
}
