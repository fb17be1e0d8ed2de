//! Statements as files, over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use chrono::{Datelike as _, Days, NaiveDate, Utc};
use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use server::bank::router;
use server::graphql::Principals;
use server::keys::{AccessTokens, KeyDirectory, TokenSettings};
use server::sheets;
use tempfile::TempDir;
use tests::{City, Person, Place};
use tower::ServiceExt as _;

use super::ACCOUNT;
use crate::funds::desk;

struct Counter {
    router: Router,
    tokens: Arc<AccessTokens>,
    _keys: TempDir,
}

impl Counter {
    fn new(city: &City, limit: usize) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let settings = TokenSettings {
            issuer: "lianxin".to_owned(),
            audience: "lianxin-api".to_owned(),
            life: chrono::TimeDelta::minutes(10),
        };
        let directory = KeyDirectory::open(keys.path().join("keys")).unwrap();
        let tokens = Arc::new(AccessTokens::open(directory, settings).unwrap());
        let principals = Arc::new(Principals::new(city.database().clone()));
        let desk = sheets::Desk::new(city.database().clone(), principals, tokens.clone(), limit);
        Self {
            router: router(Arc::new(desk)),
            tokens,
            _keys: keys,
        }
    }

    async fn send(
        &self,
        by: Option<&Person>,
        to: &Place,
        month: &str,
        bytes: Vec<u8>,
    ) -> (StatusCode, Value) {
        let path = format!(
            "/bank-statements?unionId={}&month={month}&account=%E5%86%9C%E8%A1%8C%E4%B8%93%E6%88%B7%200012",
            to.id
        );
        let mut request = Request::builder().method("POST").uri(path);
        if let Some(by) = by {
            let signed = self.tokens.sign(&by.claims, Utc::now()).unwrap();
            request = request.header("authorization", format!("Bearer {}", signed.token));
        }
        let request = request.body(Body::from(bytes)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }
}

/// The month before this one by the clock of the machine, which these routes go by, and its first day.
fn last_month() -> (String, NaiveDate) {
    let last = Utc::now()
        .date_naive()
        .with_day(1)
        .unwrap()
        .checked_sub_days(Days::new(1))
        .unwrap();
    (last.format("%Y-%m").to_string(), last.with_day(1).unwrap())
}

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

async fn count(city: &City) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM bank_line")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_workbook_and_text_in_gbk_are_the_same_lines() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let counter = Counter::new(&city, 1 << 20);
    let (month, first) = last_month();
    let csv = format!(
        "某银行账户明细\n账号：15871001040012345,币种：人民币\n交易日期,借方发生额,贷方发生额,余额,摘要,对方户名,对方账号,流水号\n\
         {first},,\"1,000.00\",\"1,000.00\",拨款,市财政局,6222021610001234567,A1\n{first},200.00,,800.00,付张三13800138000,张三,37001826201050012345,A2\n合计,200.00,1000.00\n"
    );
    let (status, answer) = counter
        .send(Some(&shi.finance), &shi.place, &month, gbk(&csv))
        .await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    assert_eq!(
        (
            &answer["bankStatement"]["added"],
            &answer["bankStatement"]["known"]
        ),
        (&json!(2), &json!(0))
    );
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip([
        ["交易日期", "支出", "收入", "余额", "摘要", "流水号"],
        [&first.to_string(), "", "1000", "1000", "拨款", "A1"],
        [&first.to_string(), "200", "", "800", "转账", "A2"],
        [&first.to_string(), "0.50", "", "799.50", "手续费", "A3"],
    ]) {
        for (column, text) in (0..).zip(line) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let (_, answer) = counter
        .send(Some(&shi.finance), &shi.place, &month, bytes.clone())
        .await;
    assert_eq!(
        (
            &answer["bankStatement"]["added"],
            &answer["bankStatement"]["known"]
        ),
        (&json!(1), &json!(2))
    );
    let (_, again) = counter
        .send(Some(&shi.finance), &shi.place, &month, bytes)
        .await;
    assert_eq!(
        (
            &again["bankStatement"]["added"],
            &again["bankStatement"]["known"]
        ),
        (&json!(0), &json!(3))
    );
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT concat_ws('|', summary, party, party_tail) FROM bank_line ORDER BY serial",
    )
    .fetch_all(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(
        kept,
        [
            "拨款|市财政局|4567",
            "付张三[mobile number]|张三|2345",
            "手续费"
        ]
    );
    let closing: Vec<(String, i64)> =
        sqlx::query_as("SELECT account, closing_fen FROM bank_statement")
            .fetch_all(&mut city.owner().await)
            .await
            .unwrap();
    assert_eq!(closing, [(ACCOUNT.to_owned(), 79_950)]);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_nothing_of_the_file_is_kept() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let counter = Counter::new(&city, 1 << 20);
    let (month, first) = last_month();
    let csv = format!(
        "交易日期,收入,支出,摘要\n{first},100.00,,好的一行\n{first},一百,,坏的一行\n火星,5,,\n"
    );
    let (status, answer) = counter
        .send(Some(&shi.finance), &shi.place, &month, csv.into_bytes())
        .await;
    assert_eq!(
        (status, &answer["bankStatement"]),
        (StatusCode::OK, &json!(null))
    );
    let told: Vec<(&Value, &str)> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (&error["path"], error["message"].as_str().unwrap()))
        .collect();
    assert_eq!(told[0].0, &json!(["input", "file", "3", "in"]));
    assert!(told[0].1.starts_with("第 3 行“收入”“一百”："), "{told:?}");
    assert_eq!(told[1].0, &json!(["input", "file", "4", "day"]));
    for (bytes, reason) in [
        (b"".to_vec(), "空的"),
        (b"\x00\x01\x02\x03".to_vec(), "不是表格文件"),
        (
            "姓名,地址,电话\na,b,c\n".as_bytes().to_vec(),
            "没有找到表头",
        ),
        ("交易日期,收入,支出\n".as_bytes().to_vec(), "没有收支"),
        (vec![b'x'; (1 << 20) + 1], "超过"),
        (
            [
                "交易日期,收入,支出\n".to_owned(),
                format!("{first},1,\n").repeat(5_001),
            ]
            .concat()
            .into_bytes(),
            "超过 5000 行",
        ),
    ] {
        let (_, answer) = counter
            .send(Some(&shi.finance), &shi.place, &month, bytes)
            .await;
        let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
        assert!(message.contains(reason), "{reason}: {answer}");
    }
    assert_eq!(count(&city).await, 0);
    let months: i64 = sqlx::query_scalar("SELECT count(*) FROM bank_month")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(months, 0);
}

#[tokio::test]
async fn only_who_manages_the_funds_of_the_union_brings_a_statement_in() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let viewer = shi
        .place
        .person("周查看", &[schema::tenancy::Role::Viewer])
        .await;
    let counter = Counter::new(&city, 1 << 20);
    let (month, first) = last_month();
    let csv = format!("交易日期,收入,支出\n{first},1,\n").into_bytes();
    for (by, to, status) in [
        (None, &shi.place, StatusCode::UNAUTHORIZED),
        (Some(&viewer), &shi.place, StatusCode::FORBIDDEN),
        (Some(&shi.finance), &qu.place, StatusCode::FORBIDDEN),
        (Some(&qu.finance), &shi.place, StatusCode::FORBIDDEN),
    ] {
        let (got, answer) = counter.send(by, to, &month, csv.clone()).await;
        assert_eq!(got, status, "{answer}");
    }
    let next = Utc::now()
        .date_naive()
        .checked_add_days(Days::new(40))
        .unwrap();
    let csv = format!("交易日期,收入,支出\n{next},1,\n").into_bytes();
    let (_, answer) = counter
        .send(
            Some(&shi.finance),
            &shi.place,
            &next.format("%Y-%m").to_string(),
            csv,
        )
        .await;
    assert_eq!(answer["errors"][0]["path"], json!(["input", "month"]));
    assert_eq!(count(&city).await, 0);
}

#[tokio::test]
async fn a_file_may_have_five_thousand_lines() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let counter = Counter::new(&city, 1 << 20);
    let (month, first) = last_month();
    let mut csv = "交易日期,收入,支出,摘要,流水号\n".to_owned();
    for number in 1..=5_000 {
        csv.push_str(&format!(
            "{first},,{}.00,慰问金,S{number}\n",
            500 + number % 3
        ));
    }
    let (_, answer) = counter
        .send(Some(&shi.finance), &shi.place, &month, csv.into_bytes())
        .await;
    assert_eq!(answer["bankStatement"]["added"], json!(5_000), "{answer}");
    assert_eq!(count(&city).await, 5_000);
}
