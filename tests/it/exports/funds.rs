//! Tables of dedicated funds.

use schema::exports::Cell;
use schema::values::money::Fen;
use serde_json::json;
use tests::City;

use super::{table, text};
use crate::funds::{desk, funded, passed};

#[tokio::test]
async fn statements_books_and_allocations_are_taken_along_exact_to_the_fen() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let qu = desk(city.county("兰山区").await).await;
    city.county("费县").await;
    let fund = funded(&shi.finance, "1000.05").await;
    passed(&shi, &qu, &fund, "400.02", json!({ "programme": "WARMTH" })).await;
    let money = |fen: i64| Cell::Money(Fen(fen));

    let list = json!({ "fundStatement": { "unionId": shi.place.id.to_string(), "year": 2026 } });
    let statement = table(&city, &shi.finance, list, None).await;
    assert_eq!(
        statement.column("工会"),
        [
            text("临沂市总工会"),
            text("兰山区总工会"),
            text("费县总工会")
        ]
    );
    assert_eq!(
        statement.column("本级收入"),
        [money(100_005), money(0), money(0)]
    );
    assert_eq!(
        statement.column("拨入"),
        [money(0), money(40_002), money(0)]
    );
    assert_eq!(
        statement.column("可用"),
        [money(100_005), money(40_002), money(0)]
    );

    let list = json!({ "fundTransactions": { "unionId": qu.place.id.to_string() } });
    let books = table(&city, &qu.finance, list, None).await;
    assert_eq!(books.column("业务"), [text("收到拨款"), text("收到拨款")]);
    assert_eq!(books.column("科目"), [text("上级拨入"), text("可用")]);
    assert_eq!(books.column("金额"), [money(-40_002), money(40_002)]);
    assert_eq!(books.column("项目"), [text("送温暖"), text("送温暖")]);

    let list = json!({ "fundAllocations": {} });
    let ways = table(&city, &qu.chair, list, None).await;
    assert_eq!(ways.column("状态"), [text("已到账")]);
    assert_eq!(ways.column("拨出工会"), [text("临沂市总工会")]);
}

#[tokio::test]
async fn a_month_of_the_bank_is_taken_along_without_words_that_name_payees() {
    use crate::funds::bank::{act, bring_in, came, confirm, lines, month, proposals};
    use crate::funds::{done, fund};
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    came(&shi.finance, &of, "2026-07-03", "70.00", "甲1号").await;
    came(&shi.finance, &of, "2026-07-30", "8.00", "乙2号").await;
    let statement = [
        ("2026-07-03", "70.00", "拨款"),
        ("2026-07-04", "-5.00", "付张三救助金"),
    ];
    bring_in(&shi.finance, "2026-07", &statement).await.unwrap();
    let july = month(&shi.finance, "2026-07").await;
    let found = proposals(&shi.finance, &july).await;
    done(confirm(&shi.finance, &july, &found).await, "month");
    let open = &lines(&shi.finance, &july, Some("OPEN")).await[0];
    let explain = json!({ "lineId": open["id"], "note": "重复付款，已要求退回" });
    done(act(&shi.finance, "explainBankLine", explain).await, "month");

    let money = |fen: i64| Cell::Money(Fen(fen));
    let list = json!({ "bankLines": { "monthId": july["id"] } });
    let taken = table(&city, &shi.finance, list, None).await;
    assert_eq!(taken.column("金额"), [money(7_000), money(-500)]);
    assert_eq!(taken.column("状态"), [text("已勾对"), text("未达账项")]);
    assert_eq!(taken.column("凭证号"), [text("甲1号"), Cell::Empty]);
    assert_eq!(
        taken.column("未达原因"),
        [Cell::Empty, text("重复付款，已要求退回")]
    );
    let list = json!({ "bankOpenTransactions": { "monthId": july["id"] } });
    let taken = table(&city, &shi.finance, list, None).await;
    assert_eq!(taken.column("凭证号"), [text("乙2号")]);
    assert_eq!(taken.column("金额"), [money(800)]);
}
