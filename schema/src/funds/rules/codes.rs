//! The values of funds (notice §4.3, §5.1; union forms).

use crate::text::coded_enum;

coded_enum! {
    /// What dedicated funds are spent on. Budgets, accounts and figures are kept by it.
    ProgrammeKind {
        /// 生活救助
        LivingRelief "LIVING_RELIEF" "生活救助" "living relief",
        /// 专项生活救助: work injury, serious illness and the like (notice §4.3).
        SpecialRelief "SPECIAL_RELIEF" "专项生活救助" "special living relief",
        /// 应急救助
        Emergency "EMERGENCY" "应急救助" "emergency relief",
        /// 医疗救助
        MedicalAid "MEDICAL_AID" "医疗救助" "medical aid",
        /// 帮扶送教育: children at school (notice §4.3).
        SchoolAid "SCHOOL_AID" "帮扶送教育" "school aid",
        /// 金秋助学: admitted to college or above (notice §4.3).
        CollegeAid "COLLEGE_AID" "金秋助学" "college aid",
        /// 送温暖
        Warmth "WARMTH" "送温暖" "warmth at festivals",
        /// 职业培训
        Training "TRAINING" "职业培训" "vocational training",
        /// 就业服务: placement, and the graduates of needy families (notice §4.1, §4.3).
        Employment "EMPLOYMENT" "就业服务" "employment service",
        /// 法律援助 (notice §4.2)
        LegalAid "LEGAL_AID" "法律援助" "legal aid",
        /// 职工书屋 (notice §4.4)
        StaffLibrary "STAFF_LIBRARY" "职工书屋" "staff library",
        /// 困难职工建档: the file of a needy worker, which takes no money.
        NeedyFile "NEEDY_FILE" "困难职工建档" "needy worker's file",
    }
}

impl ProgrammeKind {
    /// Whether money is spent on it.
    #[must_use]
    pub const fn takes_money(self) -> bool {
        !matches!(self, Self::NeedyFile)
    }
}

coded_enum! {
    /// Where money comes from (notice §5.1: a share of the dues, and what departments add).
    FundSource {
        /// 工会经费提取
        UnionDues "UNION_DUES" "工会经费提取" "share of union dues",
        /// 上级工会补助: of a union above this tree; what comes from within it keeps its own source.
        Superior "SUPERIOR" "上级工会补助" "grant of a superior union",
        /// 中央财政专项帮扶资金
        Central "CENTRAL" "中央财政专项" "central government",
        /// 地方财政
        Government "GOVERNMENT" "地方财政" "local government",
        /// 部门资金
        Department "DEPARTMENT" "部门资金" "government departments",
        /// 行政补助: of the employer.
        Employer "EMPLOYER" "单位行政补助" "employer",
        /// 社会捐助
        Donation "DONATION" "社会捐助" "donation",
    }
}

coded_enum! {
    /// Where money of a fund stands in a union's books, by year and programme; for a budget, what of it is
    /// free or used.
    FundAccountKind {
        /// 本级收入: came into the fund from outside the tree. Below zero, as all that money comes from.
        Income "INCOME" "本级收入" "income",
        /// 拨入: came from another union of the tree.
        Received "RECEIVED" "上级拨入" "received",
        /// 下级退回: came back from below.
        TakenBack "TAKEN_BACK" "下级退回" "returned from below",
        /// 上年结转
        CarriedIn "CARRIED_IN" "上年结转" "carried in",
        /// 可用
        Available "AVAILABLE" "可用" "available",
        /// 已占用: approved and not paid yet.
        Committed "COMMITTED" "已占用" "committed",
        /// 支付中: with the bank.
        Paying "PAYING" "支付中" "being paid",
        /// 已支付
        Paid "PAID" "已支付" "paid",
        /// 在途: sent to another union, which has not said yet that it came.
        InTransit "IN_TRANSIT" "在途" "in transit",
        /// 已下拨
        Issued "ISSUED" "已下拨" "issued",
        /// 已退回上级
        Returned "RETURNED" "已退回上级" "returned upwards",
        /// 结转下年
        CarriedOut "CARRIED_OUT" "结转下年" "carried out",
        /// 预算: what was approved, below zero.
        Budget "BUDGET" "预算" "budget",
        /// 预算余额
        BudgetFree "BUDGET_FREE" "预算余额" "budget left",
        /// 已用预算: committed or paid.
        BudgetUsed "BUDGET_USED" "已用预算" "budget used",
    }
}

coded_enum! {
    /// What a transaction of the ledger is.
    FundTransactionKind {
        /// 收入
        Income "INCOME" "收入" "income",
        /// 冲正: takes another transaction back, whole.
        Reversal "REVERSAL" "冲正" "reversal",
        /// 预算批准或调整
        Budget "BUDGET" "预算" "budget",
        /// 年终结转
        Carried "CARRIED" "年终结转" "carried over",
        /// 下拨
        AllocationIssued "ALLOCATION_ISSUED" "下拨" "allocation issued",
        /// 下拨到账: the other union has it.
        AllocationSettled "ALLOCATION_SETTLED" "下拨到账" "allocation arrived",
        /// 收到拨款
        AllocationReceived "ALLOCATION_RECEIVED" "收到拨款" "allocation received",
        /// 下拨被退
        AllocationRefused "ALLOCATION_REFUSED" "下拨被退" "allocation refused",
        /// 收回下拨
        AllocationRecalled "ALLOCATION_RECALLED" "收回下拨" "allocation recalled",
        /// 退回上级
        ReturnIssued "RETURN_ISSUED" "退回上级" "return sent",
        /// 退回到账
        ReturnSettled "RETURN_SETTLED" "退回到账" "return arrived",
        /// 收到下级退回
        ReturnReceived "RETURN_RECEIVED" "收到下级退回" "return received",
        /// 退回被拒
        ReturnRefused "RETURN_REFUSED" "退回被拒" "return refused",
        /// 撤回退回
        ReturnRecalled "RETURN_RECALLED" "撤回退回" "return recalled",
        /// 救助占用: an application was approved.
        AidCommitted "AID_COMMITTED" "救助占用" "aid committed",
        /// 释放占用: an approval was revoked.
        AidReleased "AID_RELEASED" "释放占用" "aid released",
        /// 送银行发放
        AidSent "AID_SENT" "送银行发放" "aid sent to the bank",
        /// 银行已发放
        AidSettled "AID_SETTLED" "银行已发放" "aid paid by the bank",
        /// 现金实物发放
        AidHanded "AID_HANDED" "现金实物发放" "aid handed over",
        /// 银行退回: it is committed again.
        AidReturned "AID_RETURNED" "银行退回" "aid returned by the bank",
    }
}

/// Which way money goes through a bank account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankSide {
    /// It comes in.
    In,
    /// It goes out.
    Out,
}

impl FundTransactionKind {
    /// Whether such a transaction moves money in the bank of the union in whose books it stands, and which
    /// way. What is issued has left the bank at once, comes back when it is refused or recalled, and comes to
    /// the receiver when it says so; that it arrived moves nothing at the sender's. A reversal moves what it
    /// takes back the other way.
    #[must_use]
    pub const fn moves_bank(self) -> Option<BankSide> {
        match self {
            Self::Income
            | Self::AllocationReceived
            | Self::AllocationRefused
            | Self::AllocationRecalled
            | Self::ReturnReceived
            | Self::ReturnRefused
            | Self::ReturnRecalled
            | Self::AidReturned => Some(BankSide::In),
            Self::AllocationIssued | Self::ReturnIssued | Self::AidSent | Self::AidHanded => {
                Some(BankSide::Out)
            }
            Self::Reversal
            | Self::Budget
            | Self::Carried
            | Self::AllocationSettled
            | Self::ReturnSettled
            | Self::AidCommitted
            | Self::AidReleased
            | Self::AidSettled => None,
        }
    }
}

coded_enum! {
    /// Which way money goes between two unions.
    FundAllocationKind {
        /// 下拨: to a union below.
        Allocation "ALLOCATION" "下拨" "allocation",
        /// 退回: back to a union above.
        Return "RETURN" "退回" "return",
    }
}

coded_enum! {
    /// Where an allocation stands.
    FundAllocationState {
        /// 拟拨
        Proposed "PROPOSED" "拟拨" "proposed",
        /// 在途: issued, on its way.
        Issued "ISSUED" "在途" "issued",
        /// 已到账
        Received "RECEIVED" "已到账" "received",
        /// 拒收
        Refused "REFUSED" "拒收" "refused",
        /// 已收回
        Recalled "RECALLED" "已收回" "recalled",
        /// 已取消: before it was issued.
        Cancelled "CANCELLED" "已取消" "cancelled",
    }
}

coded_enum! {
    /// Where a version of a budget stands.
    FundBudgetState {
        /// 草稿
        Draft "DRAFT" "草稿" "draft",
        /// 待批
        Submitted "SUBMITTED" "待批" "submitted",
        /// 退回修改
        Returned "RETURNED" "退回修改" "returned",
        /// 已批准
        Approved "APPROVED" "已批准" "approved",
    }
}

coded_enum! {
    /// How far the reconciliation of a month with the bank is (银行对账).
    BankMonthState {
        /// 对账中
        Open "OPEN" "对账中" "open",
        /// 对账完成: it stays as it is.
        Settled "SETTLED" "对账完成" "settled",
    }
}

coded_enum! {
    /// How a line of a bank statement stands to the books.
    BankLineState {
        /// 已勾对: it is what transactions moved.
        Matched "MATCHED" "已勾对" "matched",
        /// 未达账项: it has no transaction, and a reason.
        Explained "EXPLAINED" "未达账项" "explained",
        /// 待核对
        Open "OPEN" "待核对" "open",
    }
}
