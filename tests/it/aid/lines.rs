//! Lines: entered for the own counties, corrected by a further revision, read by the whole city.

use schema::tenancy::Role;
use serde_json::{Value, json};

use super::{eligibility_of, faults, field, lined, opened, registered, relief, set_line};

async fn lines(by: &tests::Person, corrected: bool) -> Vec<String> {
    let query = "query($c: Boolean!) { livingLines(corrected: $c, first: 100) { nodes { divisionCode area validFrom revision monthly } } }";
    let list = by.ask(query, json!({ "c": corrected })).await;
    let nodes = list["livingLines"]["nodes"].as_array().unwrap().iter();
    let text = |node: &Value| {
        let of = |field: &str| node[field].as_str().unwrap().to_owned();
        format!(
            "{} {} {} r{} {}",
            of("divisionCode"),
            of("area"),
            of("validFrom"),
            node["revision"],
            of("monthly")
        )
    };
    nodes.map(text).collect()
}

#[tokio::test]
async fn a_correction_is_a_further_revision_and_the_newest_counts() {
    let field = field().await;
    let first = lined(&field.xian, json!({ "validFrom": "2026-08-15" })).await;
    assert_eq!(
        (&first["place"], &first["validFrom"], &first["revision"]),
        (&json!("兰山区"), &json!("2026-08-01"), &json!(1))
    );
    // Without the row that it corrects it is told what is there.
    let blind = set_line(&field.xian, json!({ "monthly": "480.00" })).await;
    assert_eq!(faults(&blind), ["CONFLICT validFrom"]);
    assert_eq!(
        blind["errors"][0]["message"],
        "兰山区 2026-08 的农村低保线现在是每月 620.00 元；录错的请更正这一条，新标准请选新的执行月份"
    );
    assert_eq!(blind["line"]["monthly"], "620.00");
    let said = json!({ "monthly": "480.00", "correctsId": first["id"] });
    let second = lined(&field.shi, said).await;
    assert_eq!(
        (&second["revision"], &second["union"]["name"]),
        (&json!(2), &json!("临沂市总工会"))
    );
    lined(
        &field.xian,
        json!({ "validFrom": "2026-10-01", "monthly": "700.00" }),
    )
    .await;
    lined(&field.xian, json!({ "area": "URBAN", "monthly": "800.00" })).await;
    lined(
        &field.shi,
        json!({ "divisionCode": "371325", "monthly": "500.00" }),
    )
    .await;
    let current = [
        "371302 RURAL 2026-10-01 r1 700.00",
        "371302 RURAL 2026-08-01 r2 480.00",
        "371302 URBAN 2026-08-01 r1 800.00",
        "371325 RURAL 2026-08-01 r1 500.00",
    ];
    assert_eq!(lines(&field.cun, false).await, current);
    assert_eq!(lines(&field.other, false).await, current);
    assert_eq!(lines(&field.shi, true).await.len(), 5);
    // The line of August is the corrected one, and 500.00 is not below it.
    opened(&field.xian, relief()).await;
    let household = registered(&field.cun, json!({})).await;
    let found = eligibility_of(&field.cun, &household).await;
    assert_eq!(
        found[0]["steps"][2]["finding"],
        "(年收入 36,000.00 − 刚性支出 18,000.00) ÷ 12 ÷ 3 人 = 500.00 元/月 ≥ 低保线 480.00 元/月 (兰山区 2026年8月)"
    );
    // In October the next one holds.
    field.city.pass_days(60);
    let found = eligibility_of(&field.cun, &household).await;
    assert_eq!(found[0]["steps"][2]["line"], "700.00");
    assert_eq!(found[0]["outcome"], "ELIGIBLE");
}

#[tokio::test]
async fn pages_of_lines_follow_one_another() {
    let field = field().await;
    for month in 1..=7 {
        let from = format!("2026-{month:02}-01");
        lined(
            &field.shi,
            json!({ "validFrom": from, "area": if month % 2 == 0 { "URBAN" } else { "RURAL" } }),
        )
        .await;
    }
    let query = "query($a: String) { livingLines(first: 3, after: $a) { nodes { validFrom area } pageInfo { endCursor hasNextPage } } }";
    let (mut after, mut all) = (json!(null), Vec::new());
    loop {
        let page = field.cun.ask(query, json!({ "a": after })).await["livingLines"].take();
        all.extend(page["nodes"].as_array().unwrap().clone());
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    let of = |node: &Value| {
        format!(
            "{}{}",
            node["area"].as_str().unwrap(),
            node["validFrom"].as_str().unwrap()
        )
    };
    assert_eq!(
        all.iter().map(of).collect::<Vec<_>>(),
        [
            "RURAL2026-07-01",
            "RURAL2026-05-01",
            "RURAL2026-03-01",
            "RURAL2026-01-01",
            "URBAN2026-06-01",
            "URBAN2026-04-01",
            "URBAN2026-02-01"
        ]
    );
}

#[tokio::test]
async fn a_line_is_entered_for_the_own_counties_by_an_administrator() {
    let field = field().await;
    let elsewhere = set_line(&field.xian, json!({ "divisionCode": "371325" })).await;
    assert_eq!(faults(&elsewhere), ["INVALID divisionCode"]);
    let village = set_line(&field.cun, json!({})).await;
    assert_eq!(faults(&village), ["STATE divisionCode"]);
    // An enterprise's union stands in a county and is not its federation.
    field
        .alter("UPDATE unions SET division_code = '371302' WHERE name = '沂州社区工会'")
        .await;
    let enterprise = set_line(&field.cun, json!({})).await;
    assert_eq!(faults(&enterprise), ["STATE divisionCode"]);
    let wrong = set_line(
        &field.shi,
        json!({ "divisionCode": "3713", "monthly": "0.00", "source": "", "validFrom": "2036-01-01" }),
    )
    .await;
    assert_eq!(
        faults(&wrong),
        [
            "REQUIRED source",
            "INVALID divisionCode",
            "INVALID monthly",
            "INVALID validFrom"
        ]
    );
    let cadre = field.lanshan.person("王干部", &[Role::Cadre]).await;
    let query = "mutation($input: SetLivingLineInput!) { setLivingLine(input: $input) { errors { code } } }";
    let answer = cadre
        .run_with(query, json!({ "input": super::a_line() }))
        .await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn who_was_converted_is_measured_by_the_line_of_the_town() {
    let field = field().await;
    opened(&field.xian, relief()).await;
    lined(&field.xian, json!({})).await;
    lined(&field.xian, json!({ "area": "URBAN", "monthly": "450.00" })).await;
    let household = registered(&field.cun, json!({ "hukou": "CONVERTED" })).await;
    let found = eligibility_of(&field.cun, &household).await;
    assert_eq!(found[0]["steps"][2]["line"], "450.00");
    assert_eq!(found[0]["outcome"], "NOT_ELIGIBLE");
}
