//! What each role may do. The matrix is printed to `tests/permissions.txt`, so that a change of
//! permission is a visible diff.

use async_graphql::Enum;

use crate::text::coded_enum;

coded_enum! {
    /// A role is granted at one union.
    Role {
        /// 管理员: runs the union's data and people.
        Admin "ADMIN" "管理员" "administrator",
        /// 帮扶干部: answers for households (结对).
        Cadre "CADRE" "帮扶干部" "cadre",
        /// 财务
        Finance "FINANCE" "财务" "finance",
        /// 图书管理员
        Librarian "LIBRARIAN" "图书管理员" "librarian",
        /// 法律工作者
        Legal "LEGAL" "法律工作者" "legal officer",
        /// 经审
        Auditor "AUDITOR" "经审" "auditor",
        /// 查看: reads figures and masked lists.
        Viewer "VIEWER" "查看" "viewer",
    }
}

/// One thing that a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum Permission {
    /// See the tree and its figures.
    UnionRead,
    /// Change the facts of a union.
    UnionEdit,
    /// Create, move, merge, suspend and dissolve unions below.
    UnionStructure,
    /// Apply for the founding of a union.
    FoundingApply,
    /// Decide founding applications of the unions below.
    FoundingDecide,
    /// Let a superior manage a union without staff (代管).
    StewardshipGrant,
    /// See staff.
    StaffRead,
    /// Invite staff, grant roles, end posts.
    StaffManage,
    /// See households, masked where they are not the own.
    HouseholdRead,
    /// See names, numbers and addresses of the own union's households.
    HouseholdNames,
    /// Register and change households.
    HouseholdEdit,
    /// Upload rosters of households, look through them and load them.
    RosterLoad,
    /// Read one household of a union below unmasked, with a reason.
    HouseholdOpen,
    /// Settle which of two files of one person stays.
    DuplicateSettle,
    /// See pairings.
    PairingRead,
    /// Pair, transfer and end pairings.
    PairingManage,
    /// Offer, accept or refuse the hand-over of a household.
    HandOver,
    /// See visits and measures.
    VisitRead,
    /// Record visits, promise and complete measures.
    VisitRecord,
    /// Open, remind of and close survey rounds, and see progress by cadre in the own union.
    SurveyManage,
    /// See funds, their books and statements, of the own union and of those below.
    FundRead,
    /// Set up funds, record income, propose and receive allocations, write budgets.
    FundManage,
    /// Issue allocations and approve budgets that another person proposed, and close years.
    FundApprove,
    /// Write, open, change and close programmes, and enter the lines that incomes are measured by.
    ProgrammeManage,
    /// See programmes and lines, and what households are eligible for.
    AidRead,
    /// Write, submit and withdraw applications for aid, and confirm that it came.
    AidApply,
    /// Review applications that somebody else submitted, hang out notices, and grant and end files of needy workers.
    AidReview,
    /// See rights cases, masked where they are not the own, and the register of employers.
    RightsRead,
    /// Report rights cases, write down what is known and done, and register employers.
    RightsReport,
    /// Accept, refer, coordinate, resolve and close rights cases, and take in those of others.
    RightsHandle,
    /// Register legal-aid partners and invite their people; county federations and the city do.
    PartnerManage,
    /// Read figures of the subtree.
    FiguresRead,
    /// Read the audit trail.
    AuditRead,
}

impl Permission {
    /// Every permission, in the order above.
    pub const ALL: [Self; 33] = [
        Self::UnionRead,
        Self::UnionEdit,
        Self::UnionStructure,
        Self::FoundingApply,
        Self::FoundingDecide,
        Self::StewardshipGrant,
        Self::StaffRead,
        Self::StaffManage,
        Self::HouseholdRead,
        Self::HouseholdNames,
        Self::HouseholdEdit,
        Self::RosterLoad,
        Self::HouseholdOpen,
        Self::DuplicateSettle,
        Self::PairingRead,
        Self::PairingManage,
        Self::HandOver,
        Self::VisitRead,
        Self::VisitRecord,
        Self::SurveyManage,
        Self::FundRead,
        Self::FundManage,
        Self::FundApprove,
        Self::ProgrammeManage,
        Self::AidRead,
        Self::AidApply,
        Self::AidReview,
        Self::RightsRead,
        Self::RightsReport,
        Self::RightsHandle,
        Self::PartnerManage,
        Self::FiguresRead,
        Self::AuditRead,
    ];
}

impl Role {
    /// Whether the role grants the permission.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Admin => !matches!(permission, P::HandOver),
            Self::Cadre => matches!(
                permission,
                P::UnionRead
                    | P::FoundingApply
                    | P::StaffRead
                    | P::HouseholdRead
                    | P::HouseholdNames
                    | P::HouseholdEdit
                    | P::PairingRead
                    | P::HandOver
                    | P::VisitRead
                    | P::VisitRecord
                    | P::AidRead
                    | P::AidApply
                    | P::AidReview
                    | P::RightsRead
                    | P::RightsReport
                    | P::FiguresRead
            ),
            Self::Legal => matches!(
                permission,
                P::UnionRead
                    | P::StaffRead
                    | P::HouseholdRead
                    | P::HouseholdNames
                    | P::PairingRead
                    | P::VisitRead
                    | P::AidRead
                    | P::RightsRead
                    | P::RightsReport
                    | P::RightsHandle
                    | P::PartnerManage
                    | P::FiguresRead
            ),
            Self::Finance => matches!(
                permission,
                P::UnionRead
                    | P::StaffRead
                    | P::HouseholdRead
                    | P::PairingRead
                    | P::VisitRead
                    | P::FundRead
                    | P::FundManage
                    | P::AidRead
                    | P::RightsRead
                    | P::FiguresRead
            ),
            Self::Viewer => matches!(
                permission,
                P::UnionRead
                    | P::StaffRead
                    | P::HouseholdRead
                    | P::PairingRead
                    | P::VisitRead
                    | P::FundRead
                    | P::AidRead
                    | P::RightsRead
                    | P::FiguresRead
            ),
            Self::Auditor => matches!(
                permission,
                P::UnionRead
                    | P::StaffRead
                    | P::HouseholdRead
                    | P::PairingRead
                    | P::VisitRead
                    | P::FundRead
                    | P::AidRead
                    | P::RightsRead
                    | P::FiguresRead
                    | P::AuditRead
            ),
            Self::Librarian => matches!(permission, P::UnionRead | P::StaffRead | P::FiguresRead),
        }
    }
}
