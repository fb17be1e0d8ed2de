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
