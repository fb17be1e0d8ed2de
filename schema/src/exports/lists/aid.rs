//! Tables of aid: applications, and the file for the bank.

use super::{Column, Reader, Sheet, code};
use crate::applications::rules::{AidApplicationState, AidPaymentState};
use crate::exports::sheet::Kind::{Date, Money, Number, Text, Time};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{HardshipCause, HardshipTier};
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn applications() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("救助申请", "Applications for aid"),
        permission: Permission::AidRead,
        reader: Reader::Own,
        query: "query Export($filter: AidApplicationFilter, $after: String) {
            rows: aidApplications(filter: $filter, first: 100, after: $after) {
                nodes {
                    number kind year state maskedName tier cause asked granted submittedAt approvedAt paidOn noticeEndsOn
                    union { name } desk { name } decider { name } programme { name } household { fileNumber }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("申请编号", "Number", 14, Text, "/number"),
            column("项目", "Programme", 26, Text, "/programme/name"),
            column("类别", "Kind", 14, code!(ProgrammeKind), "/kind"),
            column("年度", "Year", 8, Number, "/year"),
            column("状态", "State", 12, code!(AidApplicationState), "/state"),
            column("工会", "Union", 30, Text, "/union/name"),
            column("档案编号", "File number", 18, Text, "/household/fileNumber"),
            column("救助对象", "Whom", 12, Text, "/maskedName"),
            column("困难类别", "Tier", 14, code!(HardshipTier), "/tier"),
            column("致困原因", "Cause", 16, code!(HardshipCause), "/cause"),
            column("申请金额", "Asked", 14, Money, "/asked"),
            column("批准金额", "Granted", 14, Money, "/granted"),
            column("当前办理", "Whose turn", 30, Text, "/desk/name"),
            column("审批工会", "Decided by", 30, Text, "/decider/name"),
            column("提交时间", "Submitted", 18, Time, "/submittedAt"),
            column("公示截止", "Notice until", 12, Date, "/noticeEndsOn"),
            column("批准时间", "Approved", 18, Time, "/approvedAt"),
            column("发放日期", "Paid", 12, Date, "/paidOn"),
        ],
    }
}

/// What a bank needs to pay many at once.
pub(super) fn batch() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("救助发放", "Payment of aid"),
        permission: Permission::FundManage,
        reader: Reader::Payer,
        query: "query Export($batchId: ID!) {
            of: aidPaymentBatch(id: $batchId) {
                payments {
                    number amount state reason
                    application { number programme { name } payee { name bank account } }
                }
            }
        }",
        connection: "/of/payments",
        first: None,
        each: None,
        columns: vec![
            column("序号", "No.", 8, Number, "/number"),
            column("收款人", "Payee", 16, Text, "/application/payee/name").named(),
            column("开户银行", "Bank", 30, Text, "/application/payee/bank").named(),
            column("账号", "Account", 26, Text, "/application/payee/account").named(),
            column("金额", "Amount", 14, Money, "/amount"),
            column("用途", "Purpose", 26, Text, "/application/programme/name"),
            column("申请编号", "Application", 14, Text, "/application/number"),
            column("状态", "State", 12, code!(AidPaymentState), "/state"),
            column("退回原因", "Why returned", 30, Text, "/reason"),
        ],
    }
}
