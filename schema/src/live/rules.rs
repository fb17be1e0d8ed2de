//! What is told of a change, and to whom. No I/O.

use crate::audit::AuditAction;
use crate::tenancy::Permission;
use crate::text::coded_enum;

coded_enum! {
    /// What changed. Codes are the kinds of subjects in the audit trail, in capitals; notifications are
    /// written down in their own table, with the transaction that wrote them as there.
    ChangeSubject {
        /// 工会
        Union "UNION" "工会" "union",
        /// 人员
        Staff "STAFF" "人员" "staff member",
        /// 建会申请
        Founding "FOUNDING" "建会申请" "founding application",
        /// 代管
        Stewardship "STEWARDSHIP" "代管" "stewardship",
        /// 帮扶户, with its members, pairing, visits and measures.
        Household "HOUSEHOLD" "帮扶户" "household",
        /// 重复建档
        Claim "CLAIM" "重复建档" "duplicate claim",
        /// 提醒: the subscriber was told something. Only the addressee hears of it.
        Notification "NOTIFICATION" "提醒" "notification",
        /// 专项资金
        Fund "FUND" "专项资金" "fund",
        /// 记账: a transaction of the ledger.
        FundTransaction "FUNDTRANSACTION" "资金记账" "ledger transaction",
        /// 下拨与退回
        FundAllocation "FUNDALLOCATION" "资金下拨" "allocation",
        /// 资金预算
        FundBudget "FUNDBUDGET" "资金预算" "budget",
        /// An application for aid.
        AidApplication "AIDAPPLICATION" "救助申请" "application for aid",
        /// A public notice.
        AidNotice "AIDNOTICE" "公示" "public notice",
        /// 异议与投诉
        AidComplaint "AIDCOMPLAINT" "异议与投诉" "objection or complaint",
        /// A payment of aid.
        AidBatch "AIDBATCH" "救助发放" "payment of aid",
        /// 银行对账: a month, with its lines and matches.
        BankMonth "BANKMONTH" "银行对账" "bank reconciliation",
        /// 摸底调查: a round, with its list, records and reminders; the id is the round's.
        Survey "SURVEY" "摸底调查" "survey round",
        /// 救助项目
        Programme "PROGRAMME" "救助项目" "programme",
        /// 维权个案, with its letters, deadlines and evidence.
        RightsCase "RIGHTSCASE" "维权个案" "rights case",
        /// 委托, with its hearings and files.
        Delegation "DELEGATION" "委托" "delegation",
        /// 法律援助合作机构, with its people.
        Partner "PARTNER" "合作机构" "legal-aid partner",
        /// 用人单位
        Employer "EMPLOYER" "用人单位" "employer",
        /// 最低生活保障线
        LivingLine "LIVINGLINE" "最低生活保障线" "living line",
    }
}

impl ChangeSubject {
    /// The subject of an entry of the audit trail, if others see it change.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<Self> {
        Self::from_code(&kind.to_ascii_uppercase())
    }

    /// The kind of subject in the audit trail: the prefix of its ids.
    #[must_use]
    pub fn kind(self) -> String {
        self.code().to_ascii_lowercase()
    }

    /// What a role needs to be told of such a change.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Union | Self::Founding | Self::Stewardship | Self::Notification => {
                Permission::UnionRead
            }
            Self::Staff => Permission::StaffRead,
            Self::Household => Permission::HouseholdRead,
            Self::Survey => Permission::VisitRead,
            Self::Programme | Self::LivingLine | Self::AidApplication | Self::AidNotice => {
                Permission::AidRead
            }
            Self::RightsCase | Self::Delegation | Self::Partner | Self::Employer => {
                Permission::RightsRead
            }
            Self::Claim => Permission::DuplicateSettle,
            Self::AidComplaint => Permission::AidReview,
            Self::Fund
            | Self::FundTransaction
            | Self::FundAllocation
            | Self::FundBudget
            | Self::AidBatch
            | Self::BankMonth => Permission::FundRead,
        }
    }
}

/// Whether an entry of the trail changed what others see: signing in, looking, exporting and printing do not.
#[must_use]
pub const fn changes_something(action: AuditAction) -> bool {
    match action {
        AuditAction::Created
        | AuditAction::Changed
        | AuditAction::Deleted
        | AuditAction::Moved
        | AuditAction::Merged
        | AuditAction::Granted
        | AuditAction::Revoked
        | AuditAction::Posted
        | AuditAction::Decided => true,
        AuditAction::SignIn
        | AuditAction::SignInFailed
        | AuditAction::SignOut
        | AuditAction::PasswordChanged
        | AuditAction::Opened
        | AuditAction::Exported
        | AuditAction::Printed => false,
    }
}
