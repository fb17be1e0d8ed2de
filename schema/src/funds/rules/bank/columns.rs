//! The columns of a bank statement, by the headings that banks give them.

use crate::sheets::header::Heading;
use crate::sheets::{heading, key};

/// One column of a bank statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankColumn {
    /// 交易日期
    Day,
    /// 支出: what the bank debits the customer's account with.
    Out,
    /// 收入: what it credits it with.
    In,
    /// 金额: signed, or beside a column that says the direction.
    Amount,
    /// 借贷标志
    Direction,
    /// 余额
    Balance,
    /// 摘要
    Summary,
    /// 用途
    Purpose,
    /// 附言
    Remark,
    /// 对方户名
    Party,
    /// 对方账号
    PartyAccount,
    /// 流水号
    Serial,
    /// 凭证号
    Voucher,
}

struct Names {
    column: BankColumn,
    field: &'static str,
    english: &'static str,
    /// The first is the one that people are told.
    chinese: &'static [&'static str],
}

const fn names(
    column: BankColumn,
    field: &'static str,
    english: &'static str,
    chinese: &'static [&'static str],
) -> Names {
    Names {
        column,
        field,
        english,
        chinese,
    }
}

static COLUMNS: &[Names] = &[
    names(
        BankColumn::Day,
        "day",
        "date",
        &[
            "交易日期",
            "记账日期",
            "入账日期",
            "交易日",
            "记账日",
            "入账日",
            "日期",
            "交易时间",
            "记账时间",
            "交易日期时间",
            "会计日期",
        ],
    ),
    names(
        BankColumn::Out,
        "out",
        "debit",
        &[
            "支出",
            "借方发生额",
            "借方金额",
            "借方",
            "支出金额",
            "支取金额",
            "支取",
            "转出金额",
            "付款金额",
            "借方发生金额",
            "借方交易金额",
        ],
    ),
    names(
        BankColumn::In,
        "in",
        "credit",
        &[
            "收入",
            "贷方发生额",
            "贷方金额",
            "贷方",
            "收入金额",
            "存入金额",
            "存入",
            "转入金额",
            "收款金额",
            "贷方发生金额",
            "贷方交易金额",
        ],
    ),
    names(
        BankColumn::Amount,
        "amount",
        "amount",
        &["金额", "交易金额", "发生额", "交易额", "发生金额"],
    ),
    names(
        BankColumn::Direction,
        "direction",
        "direction",
        &[
            "借贷标志",
            "借贷方向",
            "借贷",
            "借/贷",
            "收支标志",
            "收支方向",
            "收支",
            "收/支",
            "收付标志",
            "收付方向",
            "方向",
            "交易方向",
            "借贷标识",
        ],
    ),
    names(
        BankColumn::Balance,
        "balance",
        "balance",
        &[
            "余额",
            "账户余额",
            "交易后余额",
            "本次余额",
            "当前余额",
            "联机余额",
        ],
    ),
    names(
        BankColumn::Summary,
        "summary",
        "summary",
        &["摘要", "交易摘要", "摘要信息", "交易说明", "摘要说明"],
    ),
    names(
        BankColumn::Purpose,
        "purpose",
        "purpose",
        &["用途", "交易用途", "付款用途", "资金用途"],
    ),
    names(
        BankColumn::Remark,
        "remark",
        "remark",
        &["附言", "交易附言", "备注", "客户附言", "个性化信息"],
    ),
    names(
        BankColumn::Party,
        "party",
        "counterparty",
        &[
            "对方户名",
            "对方名称",
            "对方账户名称",
            "对方单位",
            "对方单位名称",
            "对手户名",
            "对手名称",
            "交易对手",
            "交易对方",
            "对方账户名",
            "收(付)方名称",
            "收/付方名称",
        ],
    ),
    names(
        BankColumn::PartyAccount,
        "partyAccount",
        "counterparty account",
        &[
            "对方账号",
            "对方账户",
            "对方卡号",
            "对手账号",
            "对手账户",
            "交易对手账号",
            "对方账号/卡号",
            "收(付)方账号",
            "收/付方账号",
        ],
    ),
    names(
        BankColumn::Serial,
        "serial",
        "serial number",
        &[
            "流水号",
            "交易流水号",
            "银行流水号",
            "核心流水号",
            "交易流水",
            "账户明细编号-交易流水号",
            "交易序号",
            "主机流水号",
        ],
    ),
    names(
        BankColumn::Voucher,
        "voucher",
        "voucher",
        &[
            "凭证号",
            "凭证号码",
            "凭证编号",
            "企业流水号",
            "业务编号",
            "票据号",
        ],
    ),
];

impl BankColumn {
    fn names(self) -> &'static Names {
        COLUMNS
            .iter()
            .find(|names| names.column == self)
            .unwrap_or(&COLUMNS[0])
    }

    /// Its usual heading, in Chinese and in English.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        let names = self.names();
        (names.chinese[0], names.english)
    }
}

impl Heading for BankColumn {
    const OF_DATA: &'static str = "day";

    fn of(text: &str) -> Option<(Self, u32)> {
        // Some banks put the English name behind, in brackets of their own.
        let text = text.split(['[', '【']).next().unwrap_or_default();
        let (bare, whole, power) = heading(text);
        let is = |name: &str| {
            let name = key(name);
            name == whole || name == bare
        };
        COLUMNS
            .iter()
            .find(|names| is(names.english) || names.chinese.iter().any(|name| is(name)))
            .map(|names| (names.column, power))
    }

    fn field(self) -> &'static str {
        self.names().field
    }

    fn is_money(self) -> bool {
        matches!(self, Self::Out | Self::In | Self::Amount | Self::Balance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_means_one_column() {
        for names in COLUMNS {
            for name in names.chinese.iter().chain([&names.english]) {
                let found = BankColumn::of(name).map(|(column, _)| column);
                assert_eq!(found, Some(names.column), "{name}");
            }
        }
    }

    #[test]
    fn headings_are_read_as_banks_write_them() {
        for (text, column) in [
            ("借方发生额（支取）", BankColumn::Out),
            ("贷方发生额（元）", BankColumn::In),
            ("收(付)方账号", BankColumn::PartyAccount),
            (" 交易 日期 ", BankColumn::Day),
            ("余额(元)", BankColumn::Balance),
            ("交易金额[ Trade Amount ]", BankColumn::Amount),
        ] {
            let found = BankColumn::of(text).map(|(column, _)| column);
            assert_eq!(found, Some(column), "{text}");
        }
        assert!(BankColumn::of("打印日期：2026-10-31").is_none());
    }
}
