//! What people enter about applications.

use async_graphql::InputObject;

use super::rules::{
    AidApplicationState, AidApplicationStep, AidComplaintStep, AidPaymentMethod, NeedyFileEnding,
};
use crate::funds::rules::ProgrammeKind;
use crate::id::{
    AidApplicationId, AidBatchId, AidComplaintId, AidNoticeId, FundId, HouseholdId, MemberId,
    ProgrammeId, UnionId,
};
use crate::scalars::{Date, Money};

/// Which applications.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AidApplicationFilter {
    /// In one of these states.
    pub states: Option<Vec<AidApplicationState>>,
    /// Those whose turn is at one of the own unions.
    pub on_desk: Option<bool>,
    /// Of this household.
    pub household_id: Option<HouseholdId>,
    /// Of this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Of programmes of this kind.
    pub kind: Option<ProgrammeKind>,
    /// Of programmes of this year.
    pub year: Option<i32>,
    /// Of this union's families alone.
    pub union_id: Option<UnionId>,
}

/// Input of `saveAidApplication`: the application as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveAidApplicationInput {
    /// One that is a draft or was returned; a new one without it.
    pub id: Option<AidApplicationId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// The household.
    pub household_id: HouseholdId,
    /// The pupil or patient; needed where the programme is about pupils.
    pub member_id: Option<MemberId>,
    /// An open programme.
    pub programme_id: ProgrammeId,
    /// How much is asked for; left out of a file, which takes no money.
    pub asked: Option<Money>,
    /// Why, 500 characters at most; only the family's union reads it.
    pub reason: String,
    /// The papers that are there, of those the programme asks for.
    pub papers: Vec<String>,
    /// Who receives the money, 50 characters at most; left out of a file.
    pub payee_name: Option<String>,
    /// The bank and its branch, 60 characters at most; with an account.
    pub bank: Option<String>,
    /// The account: 8 to 30 digits, spaces between them are no matter. It is kept sealed.
    pub account: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `correctAidPayee`.
#[derive(Debug, Clone, InputObject)]
pub struct CorrectAidPayeeInput {
    /// An application whose payment the bank returned.
    pub id: AidApplicationId,
    /// The version that was seen.
    pub version: i32,
    /// Who receives the money, 50 characters at most.
    pub payee_name: String,
    /// The bank and its branch, 60 characters at most; with an account.
    pub bank: Option<String>,
    /// The account: 8 to 30 digits.
    pub account: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// An application at the version that was seen.
#[derive(Debug, Clone, InputObject)]
pub struct AidApplicationInput {
    /// The application.
    pub id: AidApplicationId,
    /// The version that was seen.
    pub version: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// One application of a step, at the version that was seen.
#[derive(Debug, Clone, InputObject)]
pub struct AidApplicationLine {
    /// The application.
    pub id: AidApplicationId,
    /// The version that was seen.
    pub version: i32,
}

/// Input of `stepAidApplications`.
#[derive(Debug, Clone, InputObject)]
pub struct StepAidApplicationsInput {
    /// SUBMIT, WITHDRAW, PASS, RETURN, REJECT, REVOKE, CONFIRM, FILE, PROPOSE_END, END or KEEP.
    pub step: AidApplicationStep,
    /// 1 to 100 applications.
    pub lines: Vec<AidApplicationLine>,
    /// Why, 5 to 200 characters without anybody's name: for WITHDRAW, RETURN, REJECT, REVOKE, PROPOSE_END and
    /// KEEP.
    pub reason: Option<String>,
    /// PROPOSE_END: as what the files are to end.
    pub ending: Option<NeedyFileEnding>,
    /// END of files that are relieved: until which day the families are followed, three years at most.
    pub followed_until: Option<Date>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// What one application is granted.
#[derive(Debug, Clone, InputObject)]
pub struct AidGrantLine {
    /// The application.
    pub id: AidApplicationId,
    /// The version that was seen.
    pub version: i32,
    /// How much; no more than was publicised.
    pub granted: Money,
}

/// Input of `approveAidApplications`.
#[derive(Debug, Clone, InputObject)]
pub struct ApproveAidApplicationsInput {
    /// The fund that pays.
    pub fund_id: FundId,
    /// The year of the books and of the budget.
    pub year: i32,
    /// 1 to 100 applications.
    pub lines: Vec<AidGrantLine>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `postAidNotice`.
#[derive(Debug, Clone, InputObject)]
pub struct PostAidNoticeInput {
    /// What it is called, 4 to 60 characters.
    pub title: String,
    /// What there is to know, 500 characters at most. No number of a person, no word of health.
    pub note: Option<String>,
    /// The office's telephone, with its area code.
    pub telephone: String,
    /// For how many working days it hangs, 5 to 30.
    #[graphql(default = 5)]
    pub working_days: i32,
    /// 1 to 100 applications that every review passed.
    pub lines: Vec<AidApplicationLine>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `takeDownAidNotice`.
#[derive(Debug, Clone, InputObject)]
pub struct TakeDownAidNoticeInput {
    /// The notice.
    pub id: AidNoticeId,
    /// The version that was seen.
    pub version: i32,
    /// Why, 5 to 200 characters without anybody's name.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `payAid`.
#[derive(Debug, Clone, InputObject)]
pub struct PayAidInput {
    /// How.
    pub method: AidPaymentMethod,
    /// Number of the voucher (凭证号), 60 characters at most.
    pub document: Option<String>,
    /// GOODS: what is given, 100 characters at most.
    pub goods: Option<String>,
    /// 1 to 500 approved applications.
    pub lines: Vec<AidApplicationLine>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// A line that the bank returned.
#[derive(Debug, Clone, InputObject)]
pub struct AidReturnedLine {
    /// Its number in the payment.
    pub number: i32,
    /// Why, 5 to 200 characters.
    pub reason: String,
}

/// Input of `settleAidBatch`.
#[derive(Debug, Clone, InputObject)]
pub struct SettleAidBatchInput {
    /// The payment.
    pub id: AidBatchId,
    /// The version that was seen.
    pub version: i32,
    /// What the bank returned; the other lines that were with it are paid.
    pub returned: Vec<AidReturnedLine>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `fileAidComplaint`.
#[derive(Debug, Clone, InputObject)]
pub struct FileAidComplaintInput {
    /// An application of an own family that was submitted.
    pub application_id: AidApplicationId,
    /// What is wrong, 10 to 500 characters.
    pub text: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepAidComplaint`.
#[derive(Debug, Clone, InputObject)]
pub struct StepAidComplaintInput {
    /// The complaint.
    pub id: AidComplaintId,
    /// The version that was seen.
    pub version: i32,
    /// What is done.
    pub step: AidComplaintStep,
    /// ANSWER: the words, APPEAL: why; 5 to 500 characters.
    pub answer: Option<String>,
    /// ANSWER: whether it was found right.
    pub upheld: Option<bool>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `objectToNotice`.
#[derive(Debug, Clone, InputObject)]
pub struct ObjectToNoticeInput {
    /// The city, where this server serves several.
    pub city: Option<String>,
    /// A notice that hangs.
    pub notice_id: AidNoticeId,
    /// The line that it is about.
    pub line: i32,
    /// What is wrong, 10 to 500 characters.
    pub text: String,
    /// How to reach whoever objects, 60 characters at most. It is kept sealed.
    pub contact: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// A day that is not as the week has it.
#[derive(Debug, Clone, InputObject)]
pub struct WorkYearDayInput {
    /// The day.
    pub day: Date,
    /// Worked on a weekend, or off.
    pub working: bool,
    /// What for, 20 characters at most: 春节
    pub name: String,
}

/// Input of `setWorkYear`.
#[derive(Debug, Clone, InputObject)]
pub struct SetWorkYearInput {
    /// The year.
    pub year: i32,
    /// The document, 100 characters at most.
    pub source: String,
    /// 1 to 80 days.
    pub days: Vec<WorkYearDayInput>,
    /// The version that was seen; none where the year was not entered yet.
    pub version: Option<i32>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
