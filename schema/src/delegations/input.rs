//! What people enter about delegations.

use async_graphql::InputObject;
use chrono::{DateTime, Utc};

use super::rules::{
    DelegationAuthority, DelegationKind, DelegationPower, DelegationState, DelegationStep,
    HearingKind, HearingStep,
};
use crate::id::{
    AttachmentId, DelegationId, HearingId, LawyerId, PartnerId, RightsCaseId, RightsWorkerId,
};
use crate::rights::rules::{RightsCaseState, RightsSatisfaction};
use crate::scalars::{Date, Money};

/// Which delegations.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DelegationFilter {
    /// In one of these states.
    pub states: Option<Vec<DelegationState>>,
    /// Of this case.
    pub case_id: Option<RightsCaseId>,
    /// To this partner.
    pub partner_id: Option<PartnerId>,
    /// In the hands of this person.
    pub lawyer_id: Option<LawyerId>,
    /// The one with this number, with or without its letters and leading zeros (WT000012, 12).
    pub number: Option<String>,
}

/// A worker who gives the mandate.
#[derive(Debug, Clone, InputObject)]
pub struct DelegationWorkerInput {
    /// The worker of the case.
    pub worker_id: RightsWorkerId,
    /// The day of the mandate.
    pub signed_on: Option<Date>,
    /// The signed copy: a file of the case.
    pub signed_copy_id: Option<AttachmentId>,
}

/// Input of `saveDelegation`: the draft as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveDelegationInput {
    /// A draft that is there; a new one without it.
    pub id: Option<DelegationId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// Of which case, with a new one.
    pub case_id: Option<RightsCaseId>,
    /// To whom.
    pub partner_id: PartnerId,
    /// What the partner is to do.
    pub kind: DelegationKind,
    /// How far the mandate goes.
    pub authority: DelegationAuthority,
    /// What a special authority holds, one at least; none for a general one.
    pub powers: Vec<DelegationPower>,
    /// What happened, as the partner is told once it has accepted, 2,000 characters at most.
    pub brief: String,
    /// What is asked for, 500 characters at most.
    pub claim: String,
    /// Who at the union can be asked, 100 characters at most.
    pub contact: String,
    /// Until when an answer is asked for: today to 60 days.
    pub answer_by: Date,
    /// Who gives the mandate, 1 to 200.
    pub workers: Vec<DelegationWorkerInput>,
    /// Files of the case that the partner may read once it has accepted, 100 at most; signed copies are among them
    /// anyway.
    pub attachment_ids: Vec<AttachmentId>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepDelegation`.
#[derive(Debug, Clone, InputObject)]
pub struct StepDelegationInput {
    /// Which.
    pub id: DelegationId,
    /// The version that was seen.
    pub version: i32,
    /// What is done.
    pub step: DelegationStep,
    /// Why or what, 5 to 500 characters that name nobody: for DECLINE, PROGRESS, MESSAGE, CONCLUDE, RESIGN, REVOKE.
    pub text: Option<String>,
    /// ACCEPT and APPOINT: who has it in hand.
    pub lawyer_id: Option<LawyerId>,
    /// ACCEPT: that conflicts of interest were looked for, and there is none.
    pub no_conflict: Option<bool>,
    /// CONCLUDE: SETTLED, WON, LOST or WITHDRAWN.
    pub result: Option<RightsCaseState>,
    /// CONCLUDE: what the other side is to pay.
    pub awarded: Option<Money>,
    /// RATE: what the workers say of it.
    pub satisfaction: Option<RightsSatisfaction>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `shareDelegationDocuments`.
#[derive(Debug, Clone, InputObject)]
pub struct ShareDelegationDocumentsInput {
    /// Which.
    pub id: DelegationId,
    /// The version that was seen.
    pub version: i32,
    /// Files of the case.
    pub attachment_ids: Vec<AttachmentId>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `saveHearing`: the date as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveHearingInput {
    /// One that is planned; a new one without it.
    pub id: Option<HearingId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// Of which delegation, with a new one.
    pub delegation_id: Option<DelegationId>,
    /// What for.
    pub kind: HearingKind,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long, 5 to 1,440 minutes.
    pub minutes: i32,
    /// Where, 100 characters at most.
    pub venue: String,
    /// A note that names nobody, 200 characters at most.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepHearing`.
#[derive(Debug, Clone, InputObject)]
pub struct StepHearingInput {
    /// Which.
    pub id: HearingId,
    /// The version that was seen.
    pub version: i32,
    /// What becomes of it.
    pub step: HearingStep,
    /// What came of it or why, 5 to 500 characters that name nobody.
    pub text: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
