//! What people enter about legal-aid partners.

use async_graphql::InputObject;

use super::rules::{PartnerKind, PartnerState};
use crate::id::{LawyerId, PartnerConflictId, PartnerId, RightsCaseId};
use crate::rights::rules::RightsCaseKind;

/// Which partners.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PartnerFilter {
    /// Part of the name, its pinyin or its initials.
    pub query: Option<String>,
    /// In one of these states; those that did not end where it is left out.
    pub states: Option<Vec<PartnerState>>,
    /// Those only that are delegated to now, and take cases of this one's kind in its county.
    pub case_id: Option<RightsCaseId>,
}

/// Input of `savePartner`: the entry as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SavePartnerInput {
    /// One that is there; a new one without it.
    pub id: Option<PartnerId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// As its licence has it, 2 to 60 characters.
    pub name: String,
    /// What it is.
    pub kind: PartnerKind,
    /// 执业许可证号, 30 characters at most.
    pub licence_number: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its address, 100 characters at most.
    pub address: Option<String>,
    /// Kinds of cases that it is good at; none: all.
    pub specialities: Vec<RightsCaseKind>,
    /// Counties (6 digits) where it works; none: the whole city.
    pub districts: Vec<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `setPartnerState`.
#[derive(Debug, Clone, InputObject)]
pub struct SetPartnerStateInput {
    /// Which.
    pub id: PartnerId,
    /// The version that was seen.
    pub version: i32,
    /// As it is to be.
    pub state: PartnerState,
    /// Why, 5 to 200 characters.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `inviteLawyer`.
#[derive(Debug, Clone, InputObject)]
pub struct InviteLawyerInput {
    /// Where.
    pub partner_id: PartnerId,
    /// Name.
    pub name: String,
    /// 律师执业证号: 17 digits; left out for who is no lawyer.
    pub licence_number: Option<String>,
    /// Telephone at work.
    pub phone: Option<String>,
    /// Kinds of cases that the person is good at.
    pub specialities: Vec<RightsCaseKind>,
    /// Whether the person runs the partner's account.
    pub admin: bool,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateLawyer`: the person as they are to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateLawyerInput {
    /// Who.
    pub id: LawyerId,
    /// The version that was seen.
    pub version: i32,
    /// Name.
    pub name: String,
    /// 律师执业证号: 17 digits; left out for who is no lawyer.
    pub licence_number: Option<String>,
    /// Telephone at work.
    pub phone: Option<String>,
    /// Kinds of cases that the person is good at.
    pub specialities: Vec<RightsCaseKind>,
    /// Whether the person runs the partner's account.
    pub admin: bool,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `endLawyer`.
#[derive(Debug, Clone, InputObject)]
pub struct EndLawyerInput {
    /// Who.
    pub id: LawyerId,
    /// The version that was seen.
    pub version: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `issueLawyerCode`.
#[derive(Debug, Clone, InputObject)]
pub struct IssueLawyerCodeInput {
    /// Who.
    pub id: LawyerId,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `addPartnerConflict`.
#[derive(Debug, Clone, InputObject)]
pub struct AddPartnerConflictInput {
    /// As its business licence has it, 2 to 100 characters.
    pub name: String,
    /// 统一社会信用代码 (GB 32100).
    pub credit_code: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `removePartnerConflict`.
#[derive(Debug, Clone, InputObject)]
pub struct RemovePartnerConflictInput {
    /// Which.
    pub id: PartnerConflictId,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
