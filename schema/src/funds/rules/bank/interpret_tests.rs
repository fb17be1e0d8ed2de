//! Statements as banks print them.

use proptest::prelude::*;

use super::*;
use crate::sheets::header::{Found, Sheet};
use crate::text::Language;

fn october() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
}

/// A table of texts, read under its headings.
fn read(rows: &[&[&str]]) -> Result<BankTable, Vec<String>> {
    let mut found = Found::default();
    let mut sheet = Sheet::<C>::new("").alone();
    for (index, cells) in rows.iter().enumerate() {
        let cells = (0..).zip(*cells).filter(|(_, text)| !text.is_empty());
        let cells = cells
            .map(|(at, text)| (at, Cell::Text((*text).to_owned())))
            .collect();
        sheet.feed(u32::try_from(index + 1).unwrap(), cells, &mut found);
    }
    sheet.finish(&mut found);
    if let Some(lack) = lacks(&found.fields) {
        return Err(vec![lack.in_language(Language::English).to_owned()]);
    }
    interpret(&found.rows, october()).map_err(|faults| {
        let sentences = faults.iter().map(CellFault::sentence);
        sentences
            .map(|text| text.in_language(Language::Chinese).to_owned())
            .collect()
    })
}

fn amounts(table: &BankTable) -> Vec<i64> {
    table.entries.iter().map(|entry| entry.amount.0).collect()
}

#[test]
fn debit_and_credit_below_titles_and_above_totals() {
    let table = read(&[
        &["中国农业银行账户明细"],
        &["账号：15-871001040012345", "", "币种：人民币"],
        &[
            "交易日期",
            "借方发生额(支取)",
            "贷方发生额(收入)",
            "余额",
            "摘要",
            "对方户名",
            "对方账号",
            "流水号",
        ],
        &["2026-10-01", "", "", "1,000.00", "期初余额"],
        &[
            "20261008 101112",
            "0.00",
            "5,000.00",
            "6,000.00",
            "拨款",
            "市总工会",
            "6222021610001234567",
            "A1",
        ],
        &[
            "2026年10月9日",
            "200.5",
            "-",
            "5,799.50",
            "转账 13800138000",
            "张三",
            "'37090101040009876",
            "A2",
        ],
        &["合计", "200.50", "5,000.00"],
        &["打印时间：2026-11-01", "", "", "", "", "经办人"],
    ])
    .unwrap();
    assert_eq!(amounts(&table), [500_000, -20_050]);
    assert_eq!(table.closing, Some(Fen(579_950)));
    assert_eq!(table.entries[0].party_tail.as_deref(), Some("4567"));
    assert_eq!(table.entries[1].party_tail.as_deref(), Some("9876"));
    assert_eq!(table.entries[1].summary, "转账 [mobile number]");
    assert_eq!(
        table.entries[1].day,
        NaiveDate::from_ymd_opt(2026, 10, 9).unwrap()
    );
}

#[test]
fn one_signed_amount_or_one_with_a_direction() {
    let signed = read(&[
        &["记账日期", "金额", "用途"],
        &["2026/10/8", "-1,234,567.89", "a"],
        &["2026/10/8", "+10", "b"],
        &["2026/10/8", "(3.00)", "c"],
    ]);
    assert_eq!(amounts(&signed.unwrap()), [-123_456_789, 1_000, -300]);
    let directed = read(&[
        &["记账日期", "借贷标志", "交易金额", "摘要"],
        &["2026.10.8", "借", "5.00", "a"],
        &["2026.10.8", "贷", "¥6.00", "b"],
        &["2026.10.8", "借", "-7.00", "冲账"],
    ]);
    assert_eq!(amounts(&directed.unwrap()), [-500, 600, 700]);
}

#[test]
fn the_headings_of_several_banks_are_known() {
    for (headings, row) in [
        (
            "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号",
            "370,某工会,20261008 10:11:12,8.00,0.00,92.00,人民币元,张三,6222021610001234567,某支行,20261008,转账,救助金,12-3,,,",
        ),
        (
            "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息",
            "0,370,6222021610001234567,2026-10-08 10.11.12,借,8.00,,1,转账,救助金,张三,92.00,",
        ),
        (
            "交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途",
            "2026-10-08 10:11:12,,8.00,92.00,某支行,山东,6222021610001234567,张三,救助金",
        ),
        (
            "交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,业务名称,用途,收(付)方名称,收(付)方账号",
            "20261008,10:11:12,20261008,转账,8.00,,92.00,救助金,K1,,,张三,6222021610001234567",
        ),
        (
            "交易类型[ Transaction Type ],交易日期[ Transaction Date ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],用途[ Purpose ],交易流水号[ Transaction reference number ]",
            "往账,20261008,-8.00,92.00,救助金,99",
        ),
    ] {
        let table: Vec<Vec<&str>> = [headings, row]
            .iter()
            .map(|line| line.split(',').collect())
            .collect();
        let table = read(&[&table[0], &table[1]]).unwrap();
        let [entry] = table.entries.as_slice() else {
            panic!("{headings}");
        };
        assert_eq!(
            (entry.amount, entry.balance),
            (Fen(-800), Some(Fen(9_200))),
            "{headings}"
        );
        assert!(entry.summary.contains("救助金"), "{headings}");
        assert!(
            entry
                .party_tail
                .as_deref()
                .is_none_or(|tail| tail == "4567"),
            "{headings}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_told_with_row_column_value_and_reason() {
    let faults = read(&[
        &["交易日期", "收入", "支出", "余额", "摘要"],
        &["2026-10-32", "1.00", "", "", "x"],
        &["2026-09-30", "1.00", "", "", "x"],
        &["2026-10-01", "一百", "", "", "x"],
        &["2026-10-02", "1.00", "2.00", "", "x"],
        &["2026-10-03", "", "", "", "手续费"],
        &["", "9.00", "", "", "x"],
        &["2026-10-04", "1.005", "", "?", "x"],
    ])
    .unwrap_err();
    assert_eq!(
        faults,
        [
            "第 2 行“交易日期”“2026-10-32”：日期有误，请写成 2014-08-06 的形式",
            "第 3 行“交易日期”“2026-09-30”：不在 2026 年 10 月；请只上传这个月的流水",
            "第 4 行“收入”“一百”：金额有误，请写成 1234.50 的形式，单位为元；以万元计请写“1.2万元”",
            "第 5 行“收入”“1.00”：同一行既有收入又有支出",
            "第 6 行“金额”：这一行有日期而没有金额",
            "第 7 行“交易日期”：没有日期",
            "第 8 行“收入”“1.005”：金额最多两位小数（分）",
            "第 8 行“余额”“?”：金额有误，请写成 1234.50 的形式，单位为元；以万元计请写“1.2万元”",
        ]
    );
    assert!(read(&[&["姓名", "地址", "电话"], &["a", "b", "c"]]).is_err());
}

#[test]
fn the_same_line_is_one_and_two_payments_alike_are_two() {
    let table = read(&[
        &["交易日期", "支出", "余额", "摘要", "流水号"],
        &["2026-10-08", "5.00", "95.00", "手续费", "K1"],
        &["2026-10-08", "5.00", "95.00", "手续费", "K1"],
        // A charge under the number of its transfer.
        &["2026-10-08", "1.00", "94.00", "手续费", "K1"],
        &["2026-10-08", "5.00", "89.00", "手续费", ""],
        &["2026-10-08", "5.00", "89.00", "手续费", ""],
    ])
    .unwrap();
    assert_eq!((table.entries.len(), table.repeated), (3, 2));
    assert_eq!(table.closing, Some(Fen(8_900)));
    let without = read(&[
        &["交易日期", "支出", "摘要"],
        &["2026-10-08", "5.00", "慰问金"],
        &["2026-10-08", "5.00", "慰问金"],
    ])
    .unwrap();
    assert_eq!((without.entries.len(), without.repeated), (2, 0));
}

#[test]
fn the_last_balance_is_known_whichever_way_the_lines_run() {
    let heading: &[&str] = &["交易日期", "收入", "支出", "余额"];
    let down: &[&[&str]] = &[
        heading,
        &["2026-10-09", "", "3.00", "12.00"],
        &["2026-10-08", "5.00", "", "15.00"],
    ];
    assert_eq!(read(down).unwrap().closing, Some(Fen(1_200)));
    let gap: &[&[&str]] = &[
        heading,
        &["2026-10-08", "5.00", "", "15.00"],
        &["2026-10-09", "", "3.00", "11.00"],
    ];
    assert_eq!(read(gap).unwrap().closing, None);
}

#[test]
fn numbers_of_persons_and_accounts_do_not_stay() {
    for (text, kept) in [
        (
            "付张三371302197801010010救助",
            "付张三[identity number]救助",
        ),
        (
            "退回 37001826201050012345 户名不符",
            "退回 尾号2345 户名不符",
        ),
        ("流水 20261008001", "流水 20261008001"),
    ] {
        assert_eq!(masked(text, ""), kept);
    }
    assert_eq!(masked("转入12345678", "12345678"), "转入尾号5678");
}

proptest! {
    #[test]
    fn no_cell_makes_the_reader_stumble(cells in prop::collection::vec(".{0,12}", 6)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let _ = read(&[&["交易日期", "收入", "支出", "余额", "摘要", "对方账号"], &cells]);
    }

    #[test]
    fn an_amount_is_read_to_the_fen(fen in 1..1_000_000_000_i64, out: bool) {
        let text = Fen(fen).to_string();
        let row: [&str; 4] = ["2026-10-08", if out { "" } else { &text }, if out { &text } else { "" }, "x"];
        let table = read(&[&["交易日期", "收入", "支出", "摘要"], &row]).unwrap();
        prop_assert_eq!(amounts(&table), [if out { -fen } else { fen }]);
    }
}
