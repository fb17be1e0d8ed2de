//! Tables of dedicated funds: statements, books, allocations.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Date, Money, Number, Text, Time};
use crate::funds::rules::{
    FundAccountKind, FundAllocationKind, FundAllocationState, FundSource, FundTransactionKind,
    ProgrammeKind,
};
use crate::tenancy::Permission;
use crate::text::Text as Words;

/// The lines of a statement, in the order in which they add up.
fn flows(columns: &mut Vec<Column>) {
    let line = |zh, en, at| Column::new(zh, en, 16, Money, at);
    columns.extend([
        line("上年结转", "Opening", "/of/total/opening"),
        line("本级收入", "Income", "/of/total/income"),
        line("拨入", "Received", "/of/total/received"),
        line("拨出", "Issued", "/of/total/issued"),
        line("已支付", "Paid", "/of/total/paid"),
        line("结转下年", "Carried", "/of/total/carried"),
        line("可用", "Available", "/of/total/available"),
        line("已占用", "Committed", "/of/total/committed"),
        line("支付中", "Being paid", "/of/total/paying"),
        line("在途", "In transit", "/of/total/inTransit"),
        line("预算", "Budget", "/of/total/budget"),
        line("已用预算", "Budget used", "/of/total/budgetUsed"),
    ]);
}

pub(super) fn statement() -> Sheet {
    let mut columns = vec![Column::new("工会", "Union", 30, Text, "/name")];
    flows(&mut columns);
    Sheet {
        title: Words::new("专项资金收支表", "Statement of funds"),
        permission: Permission::FundRead,
        reader: Reader::Masked,
        query: "query Export($unionId: ID!, $year: Int!, $after: String) {
            of: union(id: $unionId) {
                ...row
                children(first: 100, after: $after) {
                    nodes { ...row }
                    pageInfo { hasNextPage endCursor }
                }
            }
        }
        fragment row on Union {
            name
            of: fundStatement(year: $year) {
                total {
                    opening income received issued paid carried available committed paying inTransit budget budgetUsed
                }
            }
        }",
        connection: "/of/children",
        first: Some("/of"),
        each: None,
        columns,
    }
}

pub(super) fn transactions() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("专项资金账簿", "Books of funds"),
        permission: Permission::FundRead,
        reader: Reader::Masked,
        query: "query Export($filter: FundTransactionFilter, $after: String) {
            rows: fundTransactions(filter: $filter, first: 100, after: $after) {
                nodes {
                    onDay kind purpose document postedAt postedBy { name } union { name }
                    entries { number amount balance account { year kind programme fund { name source } } }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: Some("/entries"),
        columns: vec![
            column("日期", "Day", 12, Date, "/above/onDay"),
            column("工会", "Union", 30, Text, "/above/union/name"),
            column("业务", "What", 16, code!(FundTransactionKind), "/above/kind"),
            column("事由", "Why", 40, Text, "/above/purpose"),
            column("凭证号", "Document", 22, Text, "/above/document"),
            column("资金", "Fund", 30, Text, "/account/fund/name"),
            column("来源", "Source", 16, code!(FundSource), "/account/fund/source"),
            column("年度", "Year", 8, Number, "/account/year"),
            column("项目", "Programme", 16, code!(ProgrammeKind), "/account/programme"),
            column("科目", "Account", 14, code!(FundAccountKind), "/account/kind"),
            column("分录号", "Entry", 8, Number, "/number"),
            column("金额", "Amount", 16, Money, "/amount"),
            column("余额", "Balance", 16, Money, "/balance"),
            column("记账人", "By", 12, Text, "/above/postedBy/name"),
            column("记账时间", "Posted", 18, Time, "/above/postedAt"),
        ],
    }
}

pub(super) fn allocations() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("资金下拨与退回", "Allocations and returns"),
        permission: Permission::FundRead,
        reader: Reader::Own,
        query: "query Export($filter: FundAllocationFilter, $after: String) {
            rows: fundAllocations(filter: $filter, first: 100, after: $after) {
                nodes {
                    kind state year programme amount documentNumber purpose spendBy proposedAt issuedAt settledAt answer
                    fund { name } from { name } to { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("类型", "Kind", 8, code!(FundAllocationKind), "/kind"),
            column("状态", "State", 10, code!(FundAllocationState), "/state"),
            column("年度", "Year", 8, Number, "/year"),
            column("资金", "Fund", 30, Text, "/fund/name"),
            column("拨出工会", "From", 30, Text, "/from/name"),
            column("拨入工会", "To", 30, Text, "/to/name"),
            column("项目", "Programme", 16, code!(ProgrammeKind), "/programme"),
            column("金额", "Amount", 16, Money, "/amount"),
            column("文号", "Document", 22, Text, "/documentNumber"),
            column("用途", "Purpose", 40, Text, "/purpose"),
            column("使用截止", "Spend by", 12, Date, "/spendBy"),
            column("拟拨时间", "Proposed", 18, Time, "/proposedAt"),
            column("拨付时间", "Issued", 18, Time, "/issuedAt"),
            column("办结时间", "Settled", 18, Time, "/settledAt"),
            column("说明", "Answer", 40, Text, "/answer"),
        ],
    }
}
