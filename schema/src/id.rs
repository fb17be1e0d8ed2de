//! Typed ids: inside, the compiler tells a household from a cadre; outside, an id carries its kind.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{
    ContextSelectionSet, ID, InputType, InputValueError, InputValueResult, OutputType, Positioned,
    ServerResult, Value,
};
use uuid::Uuid;

/// What an id is an id of.
pub trait Kind: Send + Sync + 'static {
    /// Prefix of the id outside, such as `household`.
    const PREFIX: &'static str;
}

/// Id of one `K`: a `UUIDv7` inside, `household_0190…` outside. Knowing one grants nothing.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// A new id; later ids sort after earlier ones.
    #[must_use]
    pub fn new() -> Self {
        Self(Uuid::now_v7(), PhantomData)
    }

    /// The bare value, for a column.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K> Default for Id<K> {
    fn default() -> Self {
        Self::new()
    }
}
impl<K> From<Uuid> for Id<K> {
    fn from(value: Uuid) -> Self {
        Self(value, PhantomData)
    }
}
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, self.0.simple())
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> std::str::FromStr for Id<K> {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .filter(|rest| rest.len() == 32)
            .and_then(|rest| Uuid::try_parse(rest).ok())
            .map(Self::from)
            .ok_or("not an id of this kind")
    }
}

/// Splits any id into its kind's prefix and its value, for `node(id:)`.
#[must_use]
pub fn split(id: &str) -> Option<(&str, Uuid)> {
    let (prefix, rest) = id.rsplit_once('_')?;
    (rest.len() == 32).then_some(())?;
    Some((prefix, Uuid::try_parse(rest).ok()?))
}

impl<K: Kind> InputType for Id<K> {
    type RawValueType = Self;
    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }
    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }
    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => text.parse().map_err(|_| {
                InputValueError::custom(format!("'{text}' is not the id of a {}", K::PREFIX))
            }),
            other => Err(InputValueError::expected_type(other.unwrap_or_default())),
        }
    }
    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}

impl<K: Kind> OutputType for Id<K> {
    fn type_name() -> Cow<'static, str> {
        <ID as OutputType>::type_name()
    }
    fn create_type_info(registry: &mut Registry) -> String {
        <ID as OutputType>::create_type_info(registry)
    }
    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(Value::String(self.to_string()))
    }
}

/// Declares kinds of ids: `kinds! { Household "household", }`.
macro_rules! kinds {
    ($($(#[$meta:meta])* $alias:ident = $name:ident $prefix:literal,)+) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub enum $name {}
        impl Kind for $name { const PREFIX: &'static str = $prefix; }
        #[doc = concat!("Id of a ", $prefix, ".")]
        pub type $alias = Id<$name>;
    )+};
}

kinds! {
    /// A union of the tree.
    UnionId = UnionKind "union",
    /// A founding application.
    FoundingId = FoundingKind "founding",
    /// A stewardship (代管).
    StewardshipId = StewardshipKind "stewardship",
    /// A person who signs in.
    PersonId = PersonKind "person",
    /// A post of a person at one union.
    StaffId = StaffKind "staff",
    /// A sign-in on one device.
    SessionId = SessionKind "session",
    /// A household in difficulty.
    HouseholdId = HouseholdKind "household",
    /// A member of a household.
    MemberId = MemberKind "member",
    /// A claim that one person has two files.
    ClaimId = ClaimKind "claim",
    /// A pairing of a cadre with a household.
    PairingId = PairingKind "pairing",
    /// A hand-over between cadres.
    HandOverId = HandOverKind "handover",
    /// A visit.
    VisitId = VisitKind "visit",
    /// A promised measure.
    MeasureId = MeasureKind "measure",
    /// A photograph or document.
    AttachmentId = AttachmentKind "attachment",
    /// A paper that was printed.
    PaperId = PaperOf "paper",
    /// A roster (花名册) that was uploaded.
    RosterId = RosterKind "roster",
    /// A notification.
    NotificationId = NotificationKind "notification",
    /// A survey round.
    SurveyRoundId = SurveyRoundKind "survey",
    /// A household on the list of a survey round.
    SurveyTaskId = SurveyTaskKind "surveytask",
    /// A record of a survey round.
    SurveyRecordId = SurveyRecordKind "surveyrecord",
    /// A dedicated fund.
    FundId = FundKind "fund",
    /// An account of the ledger.
    FundAccountId = FundAccountKind "fundaccount",
    /// A transaction of the ledger.
    FundTransactionId = FundTransactionKind "fundtransaction",
    /// Money on its way between two unions.
    FundAllocationId = FundAllocationKind "fundallocation",
    /// A version of a budget.
    FundBudgetId = FundBudgetKind "fundbudget",
    /// A month of reconciliation with the bank.
    BankMonthId = BankMonthKind "bankmonth",
    /// A bank statement of an account and a month.
    BankStatementId = BankStatementKind "bankstatement",
    /// A line of a bank statement.
    BankLineId = BankLineKind "bankline",
    /// A programme.
    ProgrammeId = ProgrammeOf "programme",
    /// An edition of a programme.
    ProgrammeEditionId = ProgrammeEditionKind "programmeedition",
    /// A line of the minimum living allowance.
    LivingLineId = LivingLineKind "livingline",
    /// An application for aid.
    AidApplicationId = AidApplicationKind "aidapplication",
    /// A public notice.
    AidNoticeId = AidNoticeKind "aidnotice",
    /// A payment of aid.
    AidBatchId = AidBatchKind "aidbatch",
    /// An objection or a complaint.
    AidComplaintId = AidComplaintKind "aidcomplaint",
    /// An employer of the register.
    EmployerId = EmployerKind "employer",
    /// A rights case.
    RightsCaseId = RightsCaseOf "rightscase",
    /// A worker of a rights case.
    RightsWorkerId = RightsWorkerKind "rightsworker",
    /// The referral of a rights case.
    RightsReferralId = RightsReferralKind "rightsreferral",
    /// Money recovered in a rights case.
    RightsRecoveryId = RightsRecoveryKind "rightsrecovery",
    /// A deadline of a rights case.
    RightsDeadlineId = RightsDeadlineKind "rightsdeadline",
    /// A letter to a department.
    RightsLetterId = RightsLetterKind "rightsletter",
    /// A legal-aid partner.
    PartnerId = PartnerOf "partner",
    /// A person of a legal-aid partner.
    LawyerId = LawyerOf "lawyer",
    /// An enterprise that a partner does not act against.
    PartnerConflictId = PartnerConflictOf "partnerconflict",
    /// The delegation of a rights case to a partner.
    DelegationId = DelegationOf "delegation",
    /// A worker of a delegation.
    DelegationWorkerId = DelegationWorkerOf "delegationworker",
    /// A date at a court or tribunal.
    HearingId = HearingOf "hearing",
    /// An entry of the audit trail.
    AuditId = AuditKind "audit",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_carries_its_kind() {
        let id = HouseholdId::new();
        assert_eq!(id.to_string().parse::<HouseholdId>(), Ok(id));
        assert!(id.to_string().parse::<StaffId>().is_err());
        assert_eq!(split(&id.to_string()), Some(("household", id.uuid())));
        for bad in [
            "",
            "household_",
            "household_xyz",
            "household",
            "_",
            "household_0190__",
        ] {
            assert!(bad.parse::<HouseholdId>().is_err(), "{bad}");
        }
    }
}
