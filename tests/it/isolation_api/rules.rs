//! Who may see and do what, by role and place, told once more and apart from the code under test.

use schema::tenancy::{Permission as P, Role};

use super::sdl::Sdl;

/// What a role needs to find an object of a type anywhere in an answer, however it got there.
const TYPES: &[(&str, Option<P>)] = &[
    ("AidAmount", Some(P::AidRead)),
    ("AidApplication", Some(P::AidRead)),
    ("AidApplicationEvent", Some(P::AidRead)),
    ("AidApplicationPaper", Some(P::AidRead)),
    ("AidEligibility", Some(P::AidRead)),
    ("AidComplaint", Some(P::AidReview)),
    ("AidComplaintAnswer", Some(P::AidReview)),
    ("AidNotice", Some(P::AidRead)),
    // The same lines are on the public page.
    ("AidNoticeLine", None),
    ("AidPayee", Some(P::AidRead)),
    ("AidBankReturn", Some(P::FundManage)),
    ("AidPayment", Some(P::FundRead)),
    ("AidPaymentBatch", Some(P::FundRead)),
    ("AidRule", Some(P::AidRead)),
    ("AidStep", Some(P::AidRead)),
    ("AidSuggestion", Some(P::AidRead)),
    ("AidSuggestionPart", Some(P::AidRead)),
    ("AidTerms", Some(P::AidRead)),
    ("Attachment", Some(P::HouseholdRead)),
    ("AuditEntry", Some(P::AuditRead)),
    ("BankAdjustment", Some(P::FundRead)),
    ("BankItem", Some(P::FundRead)),
    ("BankLine", Some(P::FundRead)),
    ("BankMatch", Some(P::FundRead)),
    ("BankMonth", Some(P::FundRead)),
    ("BankProposal", Some(P::FundRead)),
    ("BankReconciliation", Some(P::FundRead)),
    ("BankStatement", Some(P::FundRead)),
    ("CalendarFeed", None),
    ("Change", Some(P::HouseholdRead)),
    ("Delegation", Some(P::RightsRead)),
    ("DelegationDocument", Some(P::RightsRead)),
    ("DelegationDraft", Some(P::RightsHandle)),
    ("DelegationEvent", Some(P::RightsRead)),
    ("DelegationWorker", Some(P::RightsRead)),
    ("District", Some(P::RightsRead)),
    ("DuplicateClaim", Some(P::HouseholdRead)),
    ("Employer", Some(P::RightsRead)),
    ("EmployerFigure", Some(P::RightsRead)),
    ("EmployerRecord", Some(P::RightsRead)),
    ("Export", None),
    ("FieldChange", Some(P::HouseholdRead)),
    ("FigureCell", Some(P::FiguresRead)),
    ("Figures", Some(P::FiguresRead)),
    ("FoundingApplication", Some(P::UnionRead)),
    ("Fund", Some(P::FundRead)),
    ("FundAccount", Some(P::FundRead)),
    ("FundAllocation", Some(P::FundRead)),
    ("FundBudget", Some(P::FundRead)),
    ("FundBudgetLine", Some(P::FundRead)),
    ("FundDues", Some(P::FundRead)),
    ("FundEntry", Some(P::FundRead)),
    ("FundFlows", Some(P::FundRead)),
    ("FundFlowsOfProgramme", Some(P::FundRead)),
    ("FundFlowsOfSource", Some(P::FundRead)),
    ("FundStatement", Some(P::FundRead)),
    ("FundTransaction", Some(P::FundRead)),
    ("HandOver", Some(P::PairingRead)),
    ("Hearing", Some(P::RightsRead)),
    ("Household", Some(P::HouseholdRead)),
    ("Lawyer", Some(P::RightsRead)),
    ("LiveChange", None),
    ("LiveChanges", None),
    ("LivingLine", Some(P::AidRead)),
    ("LivingLinePreview", Some(P::ProgrammeManage)),
    ("Measure", Some(P::VisitRead)),
    ("Member", Some(P::HouseholdRead)),
    ("Notification", None),
    ("NotificationPreference", None),
    ("NotificationSettings", None),
    ("PageInfo", None),
    ("Pairing", Some(P::PairingRead)),
    ("Paper", Some(P::HouseholdRead)),
    ("PaperPrint", None),
    ("Partner", Some(P::RightsRead)),
    ("PartnerConflict", None),
    ("PartnerViewer", None),
    ("Person", None),
    ("Programme", Some(P::AidRead)),
    ("ProgrammeEdition", Some(P::AidRead)),
    ("ProgrammePreview", Some(P::ProgrammeManage)),
    ("ProposedPair", Some(P::PairingManage)),
    ("PublicNotice", None),
    ("RightsCase", Some(P::RightsRead)),
    ("RightsCaseKindInfo", Some(P::RightsRead)),
    ("RightsDeadline", Some(P::RightsRead)),
    ("RightsDetails", Some(P::RightsRead)),
    ("RightsEvent", Some(P::RightsRead)),
    ("RightsFactInfo", Some(P::RightsRead)),
    ("RightsFacts", Some(P::RightsRead)),
    ("RightsLetter", Some(P::RightsRead)),
    ("RightsLetterDraft", Some(P::RightsHandle)),
    ("RightsRecovery", Some(P::RightsRead)),
    ("RightsReferral", Some(P::RightsRead)),
    ("RightsRule", Some(P::RightsRead)),
    ("RightsWorker", Some(P::RightsRead)),
    ("Roster", Some(P::RosterLoad)),
    ("RosterFault", Some(P::RosterLoad)),
    ("Session", None),
    ("StaffMember", Some(P::StaffRead)),
    ("Stewardship", Some(P::UnionRead)),
    ("SurveyAnswer", Some(P::VisitRead)),
    ("SurveyBasis", Some(P::VisitRead)),
    ("SurveyCadreProgress", Some(P::SurveyManage)),
    ("SurveyFinding", Some(P::FiguresRead)),
    ("SurveyMovement", Some(P::FiguresRead)),
    ("SurveyOption", Some(P::VisitRead)),
    ("SurveyProgress", Some(P::FiguresRead)),
    ("SurveyQuestion", Some(P::VisitRead)),
    ("SurveyRecord", Some(P::VisitRead)),
    ("SurveyReminder", Some(P::VisitRead)),
    ("SurveyRound", Some(P::VisitRead)),
    ("SurveyTask", Some(P::VisitRead)),
    ("SurveyUnfinished", Some(P::FiguresRead)),
    ("TimelineEvent", Some(P::VisitRead)),
    ("Union", Some(P::UnionRead)),
    // Of the whole city, for who refers a case.
    ("UnionEntry", Some(P::RightsHandle)),
    ("UserError", None),
    ("Viewer", None),
    ("Visit", Some(P::VisitRead)),
    ("WorkYear", None),
    ("WorkYearDay", None),
];

/// Values that need more than the object that they stand in.
const VALUES: &[(&str, P)] = &[("StaffMember.activePairingCount", P::PairingRead)];

/// Types of which somebody of a partner finds objects.
const OF_PARTNERS: [&str; 16] = [
    "Attachment",
    "CalendarFeed",
    "Delegation",
    "DelegationDocument",
    "DelegationEvent",
    "DelegationWorker",
    "District",
    "Hearing",
    "Lawyer",
    "Partner",
    "PartnerConflict",
    "PartnerViewer",
    "PageInfo",
    "Person",
    "Session",
    "UserError",
];

/// Figures of a union above are nobody's below.
const OF_SUPERIORS: [&str; 2] = ["Figures.breakdown", "Figures.total"];

/// Types of which [`TYPES`] says nothing, and entries there of types that the schema does not have.
pub(crate) fn unknown_types(sdl: &Sdl) -> Vec<String> {
    let known = |name: &str| TYPES.iter().any(|(known, _)| *known == name);
    let wraps = |name: &str| {
        ["Connection", "Edge", "Payload"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let unknown = sdl.objects().map(|(name, _)| name);
    let unknown = unknown.filter(|name| !wraps(name) && !known(name));
    let stale = TYPES.iter().map(|(name, _)| *name);
    let stale = stale.filter(|name| sdl.fields_of(name).is_none());
    unknown.chain(stale).map(str::to_owned).collect()
}

/// What a role needs for a value of a field, given as `Type.field`.
fn needs(sdl: &Sdl, name: &str) -> Vec<P> {
    let (parent, field) = name.split_once('.').expect("Type.field");
    let fields = sdl.fields_of(parent).unwrap_or_default();
    let of = fields.iter().find(|other| other.name == field);
    let of = of.map_or("", |field| field.of.trim_end_matches("Connection"));
    let types = TYPES
        .iter()
        .filter(|(name, _)| *name == parent || *name == of);
    let values = VALUES.iter().filter(|(value, _)| *value == name);
    types
        .filter_map(|(_, needs)| *needs)
        .chain(values.map(|(_, needs)| *needs))
        .collect()
}

/// The type whose field it is, and that of its objects.
fn types_of(sdl: &Sdl, name: &str) -> [String; 2] {
    let (parent, field) = name.split_once('.').expect("Type.field");
    let fields = sdl.fields_of(parent).unwrap_or_default();
    let of = fields.iter().find(|other| other.name == field);
    let of = of.map_or("", |field| field.of.trim_end_matches("Connection"));
    [parent.to_owned(), of.to_owned()]
}

/// Where a right holds, seen from the own union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The own union, and one that it manages (代管).
    Own,
    /// The same, for roles that read names.
    Names,
    /// The own union and those below.
    Subtree,
    /// The same, and the names of the unions above.
    Lineage,
    /// The own union alone.
    Here,
    /// The own union, for the cadre whom the preparation of the row names.
    Cadre,
    /// Every union of the city.
    City,
    /// Anywhere: what is named is only a filter, and nothing is told of it.
    Anywhere,
    /// Nowhere.
    Nowhere,
}

/// Somebody who asks, as far as the rules look at them; `None` is nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) role: Option<Role>,
    /// Whether the own union manages the child.
    pub(crate) steward: bool,
    /// Whether it is who runs the account of the partner that the own union has delegated to.
    pub(crate) partner: bool,
}

impl Who {
    /// Whether the role has the permission.
    pub(crate) fn may(self, permission: Option<P>) -> bool {
        self.role
            .is_some_and(|role| permission.is_none_or(|permission| role.may(permission)))
    }

    /// Whether a value of a field may stand in an answer at all.
    pub(crate) fn may_find(self, sdl: &Sdl, field: &str) -> bool {
        if self.partner {
            return types_of(sdl, field).iter().all(|name| {
                !TYPES.iter().any(|(known, _)| known == name)
                    || OF_PARTNERS.contains(&name.as_str())
            });
        }
        needs(sdl, field)
            .into_iter()
            .all(|needs| self.may(Some(needs)))
    }

    /// Whether a field of an object that is shown may be refused with this code.
    pub(crate) fn may_miss(self, sdl: &Sdl, field: &str, code: &str) -> bool {
        match code {
            "FORBIDDEN" => !self.may_find(sdl, field),
            "NOT_FOUND" => OF_SUPERIORS.contains(&field),
            _ => false,
        }
    }

    /// Whether rows at this place count as own.
    fn owns(self, position: &str) -> bool {
        position == "own" || self.steward && position == "child"
    }

    /// Whether a right of this reach holds at a place.
    pub(crate) fn reaches(self, reach: Reach, position: &str) -> bool {
        if self.partner {
            return position == "own" && reach != Reach::Nowhere;
        }
        let below = matches!(position, "own" | "child");
        self.role.is_some()
            && match reach {
                Reach::Own => self.owns(position),
                Reach::Names => self.owns(position) && self.may(Some(P::HouseholdNames)),
                Reach::Subtree => below,
                Reach::Lineage => below || position == "parent",
                Reach::Here => position == "own",
                Reach::Cadre => position == "own" && self.role == Some(Role::Cadre),
                Reach::City => position != "city",
                Reach::Anywhere => true,
                Reach::Nowhere => false,
            }
    }

    /// The most that any answer may show of a place.
    pub(crate) fn most(self, position: &str) -> Shown {
        if self.reaches(Reach::Names, position) {
            Shown::Whole
        } else if self.reaches(Reach::Subtree, position) {
            Shown::Masked
        } else if self.reaches(Reach::Lineage, position) {
            Shown::Named
        } else {
            Shown::Nothing
        }
    }
}

/// How much of a place an answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shown {
    /// Not even that the place exists.
    Nothing,
    /// The union, none of its rows.
    Named,
    /// Rows, without what names the people helped.
    Masked,
    /// What names people too.
    Whole,
}

impl Shown {
    /// As it is printed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Nothing => "-",
            Self::Named => "named",
            Self::Masked => "masked",
            Self::Whole => "whole",
        }
    }
}

/// What a write must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is done, or refused for another reason than who asks.
    Allowed,
    Forbidden,
    NotFound,
    /// The role may not, and the row is none of the viewer's: either answer, if it is the same as for
    /// a row that does not exist.
    ForbiddenOrNotFound,
    Unauthenticated,
}

impl Verdict {
    /// Of somebody who wants to do what `permission` and `reach` allow with a row that `sees` shows.
    pub(crate) fn of(
        who: Who,
        permission: Option<P>,
        reach: Reach,
        sees: Reach,
        position: &str,
    ) -> Self {
        if who.role.is_none() {
            return Self::Unauthenticated;
        }
        let (may, visible) = (who.may(permission), who.reaches(sees, position));
        match (may, visible) {
            (true, true) if who.reaches(reach, position) => Self::Allowed,
            (_, true) => Self::Forbidden,
            (true, false) => Self::NotFound,
            (false, false) => Self::ForbiddenOrNotFound,
        }
    }

    /// Whether an outcome, a code or `OK`, is this.
    pub(crate) fn fits(self, outcome: &str) -> bool {
        match self {
            Self::Allowed => matches!(
                outcome,
                "OK" | "INVALID" | "REQUIRED" | "CONFLICT" | "LIMIT" | "STATE" | "DUPLICATE"
            ),
            Self::Forbidden => outcome == "FORBIDDEN",
            Self::NotFound => outcome == "NOT_FOUND",
            Self::ForbiddenOrNotFound => matches!(outcome, "FORBIDDEN" | "NOT_FOUND"),
            Self::Unauthenticated => outcome == "UNAUTHENTICATED",
        }
    }
}
