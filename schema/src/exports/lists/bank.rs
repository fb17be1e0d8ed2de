//! Tables of reconciliation with the bank. What a line says of a payee stays out of them.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Date, Money, Text};
use crate::funds::rules::{BankLineState, FundTransactionKind};
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn lines() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("银行流水勾对", "Bank lines"),
        permission: Permission::FundRead,
        reader: Reader::Own,
        query: "query Export($monthId: ID!, $after: String) {
            rows: bankLines(monthId: $monthId, first: 100, after: $after) {
                nodes {
                    day amount balance account serial state note
                    match { month matchedBy { name } items { transaction { onDay kind purpose document } } }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("日期", "Day", 12, Date, "/day"),
            column("账户", "Account", 24, Text, "/account"),
            column("流水号", "Serial number", 24, Text, "/serial"),
            column("金额", "Amount", 16, Money, "/amount"),
            column("余额", "Balance", 16, Money, "/balance"),
            column("状态", "State", 12, code!(BankLineState), "/state"),
            column("未达原因", "Reason", 40, Text, "/note"),
            column("记账日期", "Booked", 12, Date, "/match/items/0/transaction/onDay"),
            column("业务", "What", 16, code!(FundTransactionKind), "/match/items/0/transaction/kind"),
            column("事由", "Why", 40, Text, "/match/items/0/transaction/purpose"),
            column("凭证号", "Document", 22, Text, "/match/items/0/transaction/document"),
            column("勾对人", "Matched by", 12, Text, "/match/matchedBy/name"),
        ],
    }
}

pub(super) fn open_transactions() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("账上有银行没有", "Booked and not with the bank"),
        permission: Permission::FundRead,
        reader: Reader::Own,
        query: "query Export($monthId: ID!, $after: String) {
            rows: bankOpenTransactions(monthId: $monthId, first: 100, after: $after) {
                nodes { amount transaction { onDay kind purpose document } }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("记账日期", "Booked", 12, Date, "/transaction/onDay"),
            column(
                "业务",
                "What",
                16,
                code!(FundTransactionKind),
                "/transaction/kind",
            ),
            column("事由", "Why", 40, Text, "/transaction/purpose"),
            column("凭证号", "Document", 22, Text, "/transaction/document"),
            column("金额", "Amount", 16, Money, "/amount"),
        ],
    }
}
