//! Who sees what of an application, and that a union that ends hands its desk over.

use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn names_stay_with_the_family_s_union_until_somebody_has_to_pay() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    for by in [&field.qu.chair, &field.shi.chair, &field.reviewer] {
        assert_eq!(read(by, &draft).await, Value::Null, "a draft");
    }
    let row = passed_on_from(&field, &draft).await;
    let other = field.city.county("费县").await.admin().await;
    let sibling = field.qu.place.township("金雀山街道").await.admin().await;
    for by in [&other, &sibling] {
        assert_eq!(read(by, &row).await, Value::Null);
    }
    for by in [&field.qu.chair, &field.qu.finance, &field.shi.chair] {
        let seen = read(by, &row).await;
        assert_eq!(
            (&seen["maskedName"], &seen["payee"]),
            (&json!("王**"), &Value::Null)
        );
    }
    let auditor = field.village.person("沈经审", &[Role::Auditor]).await;
    assert_eq!(read(&auditor, &row).await["payee"], Value::Null);
    assert_eq!(
        read(&field.cadre, &row).await["payee"]["beneficiary"],
        "王小明"
    );

    let row = publicised(&field, &[&row]).await.remove(0);
    let row = done(
        approve(&field.qu.chair, &field, &[(&row, "4000.00")], json!({})).await,
        "applications",
    )[0]
    .take();
    let payer = read(&field.qu.finance, &row).await;
    assert_eq!(payer["payee"]["name"], "王秀英");
    assert_eq!(
        read(&field.reviewer, &row).await["payee"],
        Value::Null,
        "reviews, but does not pay"
    );
    assert_eq!(
        read(&field.shi.finance, &row).await["payee"],
        Value::Null,
        "pays elsewhere"
    );
    assert_eq!(
        read(&field.shi.chair, &row).await["fund"]["name"],
        "农民工帮扶专项资金"
    );
}

async fn passed_on_from(field: &Field, draft: &Value) -> Value {
    let sent = stepped(&field.cadre, draft, "SUBMIT", None).await;
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    stepped(&field.reviewer, &up, "PASS", None).await
}

#[tokio::test]
async fn what_lies_on_the_desk_of_a_union_that_is_merged_goes_on_at_the_other() {
    let field = field().await;
    let street = field.qu.place.township("北城街道").await;
    let old = street.village("旧村").await;
    let new = street.village("新村").await;
    let (writer, second) = (
        old.person("冯干部", &[Role::Cadre]).await,
        old.person("陈干部", &[Role::Cadre]).await,
    );
    let heir = new.person("褚干部", &[Role::Cadre]).await;
    let home = family(&writer, "王秀英", &["王小明"]).await;
    let draft = done(save(&writer, typed(&field, &home, 0)).await, "application");
    let sent = stepped(&writer, &draft, "SUBMIT", None).await;
    assert_eq!(read(&second, &sent).await["desk"]["name"], "旧村工会");
    let query = "mutation($input: MergeUnionInput!) { mergeUnion(input: $input) { errors { code path message } } }";
    let versions = "query($a: ID!, $b: ID!) { a: union(id: $a) { id version } b: union(id: $b) { id version } }";
    let ids = json!({ "a": old.id.to_string(), "b": new.id.to_string() });
    let seen = field.qu.chair.ask(versions, ids).await;
    let input = json!({ "id": seen["a"]["id"], "version": seen["a"]["version"], "intoId": seen["b"]["id"] });
    let merged = field.qu.chair.ask(query, json!({ "input": input })).await;
    assert_eq!(merged["mergeUnion"]["errors"], json!([]), "{merged:#}");
    let row = read(&heir, &sent).await;
    assert_eq!(
        (&row["union"]["name"], &row["desk"]["name"]),
        (&json!("新村工会"), &json!("新村工会"))
    );
    let up = stepped(&heir, &row, "PASS", None).await;
    assert_eq!(up["desk"]["name"], "兰山区总工会");
    crate::funds::assert_exact(&field.city).await;
}
