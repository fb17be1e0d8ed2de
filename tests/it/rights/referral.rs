//! A referral shares exactly that case, before, during and after.

use serde_json::{Value, json};
use tests::Person;

use super::{Field, assert_figures_true, refer, seen, step};
use crate::funds::{change, done};

/// What another union finds of the cases of the village, wherever it looks.
async fn finds(by: &Person, case: &Value, referral: Option<&Value>) -> Vec<bool> {
    let query = "query($id: ID!) { rightsCase(id: $id) { id } rightsCases { nodes { id } } rightsDeadlines { nodes { case { id } } } }";
    let found = by.ask(query, json!({ "id": case["id"] })).await;
    let listed = found["rightsCases"]["nodes"].as_array().unwrap();
    let due = found["rightsDeadlines"]["nodes"].as_array().unwrap();
    let _ = referral;
    vec![
        found["rightsCase"]["id"] == case["id"],
        listed.iter().any(|one| one["id"] == case["id"]),
        due.iter().any(|one| one["case"]["id"] == case["id"]),
    ]
}

#[tokio::test]
async fn exactly_that_case_is_seen_while_it_is_shared() {
    let field = Field::new().await;
    let kept = field.accepted().await;
    let case = field.accepted().await;
    assert_eq!(
        finds(&field.other, &case, None).await,
        [false, false, false]
    );
    let case = done(refer(&field.legal, &case, &field.there).await, "case");
    assert_eq!(finds(&field.other, &case, None).await, [true, true, false]);
    assert_eq!(
        finds(&field.other, &kept, None).await,
        [false, false, false]
    );
    // What hangs on the case is seen with it, and nothing of the household or the village.
    let whole = "query($id: ID!) { rightsCase(id: $id) { union { id } unionName workers { name phone household { id } member { id } } details { account }
        way { step } deadlines { title } } households { nodes { id } } }";
    let found = field.other.ask(whole, json!({ "id": case["id"] })).await;
    let found = &found["rightsCase"];
    assert_eq!(found["union"], json!(null));
    assert_eq!(found["unionName"], "小河村工会");
    assert_eq!(found["workers"][0]["phone"], "13800000001");
    assert_eq!(found["workers"][0]["household"], json!(null));
    assert_eq!(found["way"].as_array().unwrap().len(), 3);
    // Who stands beside the other union, or above it, sees nothing of it.
    let town = field.there.township("银雀山").await;
    let colleague = town.person("吴干事", &[schema::tenancy::Role::Legal]).await;
    assert_eq!(seen(&colleague, &case).await, json!(null));

    let case = done(step(&field.other, &case, "TAKE", json!({})).await, "case");
    assert_eq!(finds(&field.other, &case, None).await, [true, true, true]);
    let returned = step(
        &field.other,
        &case,
        "RETURN",
        json!({ "text": "用人单位已迁往外县" }),
    )
    .await;
    assert_eq!(returned["errors"], json!([]));
    assert_eq!(
        finds(&field.other, &case, None).await,
        [false, false, false]
    );
    let home = seen(&field.legal, &case).await;
    assert_eq!(home["state"], "ACCEPTED");
    assert_eq!(home["referral"]["answer"], "用人单位已迁往外县");
    assert_eq!(home["referral"]["state"], "RETURNED");
    // It can go to another one then, and be called back before anybody took it in.
    let case = done(refer(&field.legal, &home, &field.there).await, "case");
    let recalled = json!({ "text": "职工已自行解决" });
    let case = done(step(&field.legal, &case, "RECALL", recalled).await, "case");
    assert_eq!(case["referral"]["state"], "RECALLED");
    assert_eq!(
        finds(&field.other, &case, None).await,
        [false, false, false]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn who_was_only_asked_reads_and_does_not_write() {
    let field = Field::new().await;
    let case = field.referred().await;
    let theirs = seen(&field.other, &case).await;
    assert_eq!(theirs["editable"], false);
    assert_eq!(theirs["evidenceEditable"], false);
    for (what, more) in [
        (
            "SETTLE",
            json!({ "route": "UNION", "text": "双方达成一致" }),
        ),
        ("NOTE", json!({ "text": "电话联系了单位" })),
    ] {
        let answer = step(&field.other, &theirs, what, more).await;
        assert_eq!(answer["errors"][0]["code"], "STATE", "{what}: {answer}");
    }
    let letter = json!({ "caseId": case["id"], "department": "HEALTH", "recipient": "卫生健康局", "title": "函", "body": "某事", "dueOn": "2026-09-01" });
    let answer = change(&field.other, "saveRightsLetter", "letter { id }", letter).await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    // The home, which gave it away, does not decide it either.
    let taken = done(step(&field.other, &theirs, "TAKE", json!({})).await, "case");
    let answer = step(
        &field.legal,
        &taken,
        "SETTLE",
        json!({ "route": "UNION", "text": "双方达成一致" }),
    )
    .await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    let noted = step(
        &field.legal,
        &taken,
        "NOTE",
        json!({ "text": "职工补充了考勤表" }),
    )
    .await;
    assert_eq!(noted["errors"], json!([]));
}

#[tokio::test]
async fn the_directory_tells_names_and_places_of_who_takes_cases() {
    let field = Field::new().await;
    let idle = field.city.county("费县").await;
    let query = "query($query: String, $place: String) { unionDirectory(query: $query, placeCode: $place) { id name place divisionCode } }";
    let found = field.legal.ask(query, json!({ "query": "lanshan" })).await;
    let names: Vec<&Value> = found["unionDirectory"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    // The test city searches unions by their names alone.
    assert!(names.is_empty() || names == ["兰山区总工会"]);
    let found = field.legal.ask(query, json!({ "query": "总工会" })).await;
    let found = found["unionDirectory"].as_array().unwrap().clone();
    let names: Vec<&str> = found
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["平邑县总工会", "兰山区总工会"]);
    assert_eq!(found[1]["place"], "临沂市");
    // Nobody there takes cases: it is no use to send one, and it is refused.
    let case = field.accepted().await;
    let answer = refer(&field.legal, &case, &idle).await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    assert_eq!(answer["errors"][0]["path"], json!(["input", "unionId"]));
    let answer = refer(&field.legal, &case, &field.village).await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    // Who does not refer does not look.
    let denied = field
        .cadre
        .run_with(query, json!({ "query": "总工会" }))
        .await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn a_referral_goes_on_at_the_union_that_takes_the_place_of_one() {
    let field = Field::new().await;
    let case = field.taken().await;
    let second = field.referred().await;
    let heir = field.city.county("河东区").await;
    let theirs = heir.person("冯法援", &[schema::tenancy::Role::Legal]).await;
    let root = field.city.root().admin().await;
    let merge = "mutation($input: MergeUnionInput!) { mergeUnion(input: $input) { errors { code message } } }";
    let version = "query($id: ID!) { union(id: $id) { version } }";
    let seen_version = root
        .ask(version, json!({ "id": field.there.id.to_string() }))
        .await;
    let input = json!({ "id": field.there.id.to_string(), "version": seen_version["union"]["version"], "intoId": heir.id.to_string() });
    let merged = root.run_with(merge, json!({ "input": input })).await;
    assert_eq!(
        merged["data"]["mergeUnion"]["errors"],
        json!([]),
        "{merged:#}"
    );
    assert_eq!(seen(&theirs, &case).await["handledHere"], true);
    assert_eq!(seen(&theirs, &second).await["state"], "REFERRED");
    // And where the two sides become one union, the referral is over.
    let version = root
        .ask(version, json!({ "id": field.village.id.to_string() }))
        .await["union"]["version"]
        .clone();
    let input = json!({ "id": field.village.id.to_string(), "version": version, "intoId": heir.id.to_string() });
    let merged = root.run_with(merge, json!({ "input": input })).await;
    assert_eq!(
        merged["data"]["mergeUnion"]["errors"],
        json!([]),
        "{merged:#}"
    );
    let home = seen(&theirs, &second).await;
    assert_eq!(home["state"], "ACCEPTED");
    assert_eq!(home["referral"]["state"], "DONE");
    assert_figures_true(&field.city).await;
}
