//! What a partner sees, before, during and after.

use axum::http::StatusCode;
use serde_json::json;

use super::{Matter, answer, seen, shown, step};
use crate::funds::done;

#[tokio::test]
async fn a_firm_sees_nothing_of_a_draft_what_it_needs_of_an_offer_and_the_facts_while_it_works() {
    let matter = Matter::new().await;
    let (head, lawyer) = (&matter.head, &matter.lawyer);
    let draft = matter.drafted().await;
    assert_eq!(shown(head, &draft).await, json!(null));

    let row = done(
        step(&matter.field.legal, &draft, "OFFER", json!({})).await,
        "delegation",
    );
    let offer = shown(head, &row).await;
    assert_eq!(offer["label"], "赵**等3人");
    assert_eq!(offer["employerName"], "临沂某某建筑劳务有限公司");
    assert_eq!(offer["claimed"], "20000.50");
    assert_eq!(offer["next"], json!(["ACCEPT", "DECLINE", "MESSAGE"]));
    for hidden in ["brief", "claim", "respondent", "contact", "case"] {
        assert_eq!(offer[hidden], json!(null), "{hidden}");
    }
    assert_eq!(offer["workers"], json!([]));
    assert_eq!(offer["documents"], json!([]));
    assert!(!offer.to_string().contains("小河村一组"));
    // Whoever does not run the account sees no offer, and another firm nothing at any time.
    assert_eq!(shown(lawyer, &row).await, json!(null));
    let rival = matter.field.there.firm("山东另一律师事务所").await;
    let rival = rival.lawyer("郭主任", true).await;
    assert_eq!(shown(&rival, &row).await, json!(null));

    let row = done(
        answer(head, &row, "ACCEPT", matter.to(lawyer)).await,
        "delegation",
    );
    let works = shown(lawyer, &row).await;
    assert_eq!(works["brief"], "在工地做木工三个月，没有拿到工资");
    assert_eq!(works["contact"], "小河村工会 李法助 0539-1234567");
    // Only who gave a mandate: of the second worker it hears nothing.
    assert_eq!(works["workers"].as_array().unwrap().len(), 1);
    assert_eq!(works["workers"][0]["workerId"], json!(null));
    assert!(!works.to_string().contains("钱大山"));
    assert_eq!(works["case"], json!(null));
    assert_eq!(shown(&rival, &row).await, json!(null));

    // A file that it was given is fetched; after the revocation its link leads nowhere.
    let url = works["documents"][0]["attachment"]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(matter.files.get(&url, None).await.status, StatusCode::OK);
    let row = seen(&matter.field.legal, &row).await;
    let why = json!({ "text": "职工已与单位和解，撤销委托" });
    let revoked = done(
        step(&matter.field.legal, &row, "REVOKE", why).await,
        "delegation",
    );
    assert_eq!(revoked["state"], "REVOKED");
    assert_eq!(
        matter.files.get(&url, None).await.status,
        StatusCode::NOT_FOUND
    );
    let after = shown(lawyer, &row).await;
    assert_eq!(after["state"], "REVOKED");
    assert_eq!(after["brief"], json!(null));
    assert_eq!(after["workers"], json!([]));
    assert_eq!(after["documents"], json!([]));
    assert_eq!(after["next"], json!([]));
}

#[tokio::test]
async fn superiors_see_that_there_is_one_and_names_only_where_they_open_the_case() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let above = &matter.field.superior;
    let theirs = seen(above, &row).await;
    assert_eq!(theirs["state"], "ACCEPTED");
    assert_eq!(theirs["brief"], json!(null));
    assert_eq!(theirs["workers"], json!([]));
    assert_eq!(theirs["next"], json!([]));
    let open = "mutation($input: OpenRightsCaseInput!) { openRightsCase(input: $input) {
        case { delegations { brief workers { name } } } errors { message } } }";
    let input =
        json!({ "input": { "id": matter.case["id"], "reason": "核实办理情况，信访件要求" } });
    let opened = above.ask(open, input).await["openRightsCase"].take();
    assert_eq!(
        opened["case"]["delegations"][0]["workers"],
        json!([{ "name": "赵小河" }])
    );
    // The union of the place, to which nothing was referred, sees nothing.
    let stranger = seen(&matter.field.other, &row).await;
    assert_eq!(stranger, json!(null));
}

#[tokio::test]
async fn nothing_of_a_union_is_reached_by_who_is_of_a_partner() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let case = format!("rightsCase(id: {}) {{ label }}", matter.case["id"]);
    for field in [
        case.as_str(),
        "rightsCases { nodes { id } }",
        "employers { nodes { id } }",
        "partners { nodes { id } }",
        "households { nodes { id } }",
        "notifications { nodes { id } }",
    ] {
        let asked = matter
            .head
            .run_with(&format!("{{ {field} }}"), json!({}))
            .await;
        assert_eq!(
            asked["errors"][0]["extensions"]["code"], "FORBIDDEN",
            "{field}: {asked}"
        );
    }
    let viewer = matter
        .head
        .ask("{ viewer { person { name } } }", json!({}))
        .await;
    assert_eq!(viewer["viewer"], json!(null));
    // Nor is what the firm has reached by who only works elsewhere for a union.
    let conflicts = matter
        .field
        .legal
        .ask("{ partnerViewer { conflicts { name } } }", json!({}))
        .await;
    assert_eq!(conflicts["partnerViewer"], json!(null));
    assert_eq!(row["state"], "ACCEPTED");
}
