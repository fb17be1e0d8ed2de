//! Several at the same application, the same money, the same family.

use futures::future::join_all;
use serde_json::{Value, json};

use super::*;
use crate::funds::{assert_exact, faults};

#[tokio::test]
async fn of_two_who_approve_with_the_last_500_yuan_one_wins_and_the_other_is_told() {
    let field = field().await;
    let other = field.qu.place.person("李副主席", &[Role::Admin]).await;
    let first = reviewed(&field, "王秀英").await;
    let second = reviewed(&field, "王秀兰").await;
    let rows = publicised(&field, &[&first, &second]).await;
    // All but 500 yuan of the county's money goes back up.
    let input = json!({ "fundId": field.fund["id"], "toUnionId": field.shi.place.id.to_string(), "year": 2026, "programme": "COLLEGE_AID",
        "amount": "19500.00", "purpose": "结余资金退回市总" });
    let back = done(
        change(
            &field.qu.finance,
            "sendBackFunds",
            "allocation { id version }",
            input,
        )
        .await,
        "allocation",
    );
    done(
        crate::funds::step(&field.qu.chair, &back, "ISSUE", json!({})).await,
        "allocation",
    );
    let answers = join_all([
        approve(&field.qu.chair, &field, &[(&rows[0], "500.00")], json!({})),
        approve(&other, &field, &[(&rows[1], "500.00")], json!({})),
    ])
    .await;
    let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
    assert_eq!(refusals, ["LIMIT input.fundId"], "{answers:#?}");
    let told = answers
        .iter()
        .find(|one| one["errors"] != json!([]))
        .unwrap();
    assert_eq!(
        told["errors"][0]["message"],
        "这笔资金可用 0.00 元，需要 500.00 元，还差 500.00 元；请减少金额或另选资金"
    );
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn one_application_is_approved_and_paid_once_however_many_do_it() {
    let field = field().await;
    let other = field.qu.place.person("李副主席", &[Role::Admin]).await;
    let cashier = field.qu.place.person("陈出纳", &[Role::Finance]).await;
    for mother in ["王秀英", "王秀兰"] {
        let row = reviewed(&field, mother).await;
        let row = publicised(&field, &[&row]).await.remove(0);
        let answers = join_all([
            approve(&field.qu.chair, &field, &[(&row, "3000.00")], json!({})),
            approve(&other, &field, &[(&row, "3000.00")], json!({})),
        ])
        .await;
        let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
        assert_eq!(refusals, ["CONFLICT input.lines.0"], "{answers:#?}");
        let row = read(&field.qu.finance, &row).await;
        let answers = join_all([
            pay(&field.qu.finance, &[&row], json!({})),
            pay(&cashier, &[&row], json!({ "method": "CASH" })),
        ])
        .await;
        let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
        assert_eq!(refusals, ["CONFLICT input.lines.0"], "{answers:#?}");
    }
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn the_cap_of_a_household_holds_for_two_children_approved_at_once() {
    let field = field().await;
    let other = field.qu.place.person("李副主席", &[Role::Admin]).await;
    let home = family(&field.cadre, "王秀英", &["王小明", "王小亮"]).await;
    let mut rows = Vec::new();
    for number in 0..2 {
        let typed = with(typed(&field, &home, number), json!({ "asked": "5000.00" }));
        rows.push(passed_on(&field, &typed).await);
    }
    let rows = publicised(&field, &[&rows[0], &rows[1]]).await;
    let answers = join_all([
        approve(&field.qu.chair, &field, &[(&rows[0], "5000.00")], json!({})),
        approve(&other, &field, &[(&rows[1], "5000.00")], json!({})),
    ])
    .await;
    let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
    assert_eq!(refusals, ["LIMIT input.lines.0"], "{answers:#?}");
    let lost = usize::from(answers[1]["errors"] != json!([]));
    assert_eq!(
        answers[lost]["errors"][0]["message"],
        "2026年金秋助学每户上限 8000.00 元，还剩 3000.00 元"
    );
    // In one batch the second counts the first, too.
    let whole = approve(&other, &field, &[(&rows[lost], "3000.00")], json!({})).await;
    assert_eq!(whole["errors"], json!([]), "what is left can be granted");
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn a_child_has_one_application_of_a_programme_however_many_write_it() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let answers: Vec<Value> = join_all([
        save(&field.cadre, typed(&field, &home, 0)),
        save(&field.colleague, typed(&field, &home, 0)),
        save(&field.cadre, typed(&field, &home, 0)),
    ])
    .await;
    let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
    assert_eq!(
        refusals,
        ["DUPLICATE input.programmeId", "DUPLICATE input.programmeId"],
        "{answers:#?}"
    );
}
