//! Applications to found a union (建会申请).

use serde_json::json;
use tests::City;

use super::{error_code, refusals, refused, state_mutation};
use crate::statistics::{assert_figures_true, total};

const SUBMIT: &str = "mutation($input: FoundingApplicationInput!) { submitFoundingApplication(input: $input) {
    application { id name level state superior { name } applicant { name } submittedBy { name } version }
    errors { code path message } } }";
const DECIDE: &str = "mutation($input: DecideFoundingInput!) { decideFoundingApplication(input: $input) {
    application { state decisionNote decidedAt union { id name state parent { name } } version } errors { code path message } } }";

#[tokio::test]
async fn an_application_goes_up_and_becomes_a_union() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let (cadre, street_admin) = (street.cadre("王建国").await, street.admin().await);
    let (county, other, root) = (
        lanshan.admin().await,
        fei.admin().await,
        city.root().admin().await,
    );
    let form = json!({ "name": "前街社区工会", "level": "COMMUNITY", "workerCount": 30, "migrantWorkerCount": 12,
        "reason": "社区职工三十人，要求建会", "idempotencyKey": "founding-1" });
    let data = cadre.ask(SUBMIT, json!({ "input": form })).await;
    let mut application = data["submitFoundingApplication"]["application"].clone();
    let applied = application["id"].take();
    assert_eq!(
        application,
        json!({ "id": null, "name": "前街社区工会", "level": "COMMUNITY", "state": "SUBMITTED", "superior": { "name": "兰山区总工会" },
            "applicant": { "name": "兰山街道总工会" }, "submittedBy": { "name": "王建国" }, "version": 1 })
    );
    let replay = cadre.ask(SUBMIT, json!({ "input": form })).await;
    assert_eq!(
        replay["submitFoundingApplication"]["application"]["id"],
        applied
    );

    let decision = |approve: bool, version: i32| json!({ "id": applied, "version": version, "approve": approve });
    assert_eq!(
        error_code(&cadre, DECIDE, decision(true, 1)).await,
        "FORBIDDEN"
    );
    assert_eq!(
        error_code(&other, DECIDE, decision(true, 1)).await,
        "NOT_FOUND"
    );
    refused(
        &street_admin,
        DECIDE,
        decision(true, 1),
        "STATE",
        "id",
        "由上级工会审批",
    )
    .await;
    refused(
        &county,
        DECIDE,
        decision(false, 1),
        "REQUIRED",
        "note",
        "请填写",
    )
    .await;
    let late = county
        .ask(DECIDE, json!({ "input": decision(true, 4) }))
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(
        late["decideFoundingApplication"]["application"]["state"],
        "SUBMITTED"
    );

    let data = county
        .ask(DECIDE, json!({ "input": decision(true, 1) }))
        .await;
    let mut decided = data["decideFoundingApplication"].clone();
    let union = decided["application"]["union"]["id"].take();
    assert!(decided["application"]["decidedAt"].take().is_string());
    assert_eq!(
        decided,
        json!({ "application": { "state": "APPROVED", "decisionNote": null, "decidedAt": null, "version": 2,
            "union": { "id": null, "name": "前街社区工会", "state": "APPROVED", "parent": { "name": "兰山街道总工会" } } }, "errors": [] })
    );
    refused(
        &county,
        DECIDE,
        decision(true, 2),
        "STATE",
        "id",
        "已经审批过",
    )
    .await;
    // 批复 → 成立
    let state = json!({ "input": { "id": union, "version": 1, "reason": "已召开会员大会并选举" } });
    let active = street_admin
        .ask(&state_mutation("activateUnion"), state)
        .await;
    assert_eq!(active["activateUnion"]["union"]["state"], "ACTIVE");
    assert_eq!(total(&root, &lanshan, "UNIONS").await, 3);
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn applications_that_make_no_sense_are_refused_and_lists_are_paged() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let (cadre, county, root) = (
        street.cadre("王建国").await,
        lanshan.admin().await,
        city.root().admin().await,
    );
    let form = |name: &str| json!({ "name": name, "level": "COMMUNITY", "workerCount": 30, "migrantWorkerCount": 12, "reason": "要求建会" });
    let with = |key: &str, value: serde_json::Value| {
        let mut form = form("前街社区工会");
        form[key] = value;
        form
    };
    refused(
        &cadre,
        SUBMIT,
        with("level", json!("TOWNSHIP")),
        "INVALID",
        "level",
        "级别合适",
    )
    .await;
    refused(
        &cadre,
        SUBMIT,
        with("workerCount", json!(0)),
        "INVALID",
        "workerCount",
        "至少 1 人",
    )
    .await;
    refused(
        &cadre,
        SUBMIT,
        with("migrantWorkerCount", json!(31)),
        "INVALID",
        "migrantWorkerCount",
        "之间",
    )
    .await;
    refused(
        &cadre,
        SUBMIT,
        with("divisionCode", json!("371302")),
        "INVALID",
        "divisionCode",
        "没有这个区划",
    )
    .await;
    refused(
        &cadre,
        SUBMIT,
        with("reason", json!("")),
        "REQUIRED",
        "reason",
        "请填写",
    )
    .await;
    refused(
        &root,
        SUBMIT,
        with("level", json!("COUNTY")),
        "STATE",
        "input",
        "没有上级",
    )
    .await;
    for number in 0..5 {
        cadre
            .ask(
                SUBMIT,
                json!({ "input": form(&format!("第{number}社区工会")) }),
            )
            .await;
    }
    let list = "query($after: String, $state: FoundingState) { foundingApplications(first: 2, after: $after, state: $state) {
        nodes { id name version superior { name } } pageInfo { hasNextPage endCursor } } }";
    let (mut after, mut names, mut ids) = (json!(null), Vec::new(), Vec::new());
    loop {
        let page = county
            .ask(list, json!({ "after": after, "state": "SUBMITTED" }))
            .await;
        for node in page["foundingApplications"]["nodes"].as_array().unwrap() {
            names.push(node["name"].as_str().unwrap().to_owned());
            ids.push(node["id"].clone());
        }
        after = page["foundingApplications"]["pageInfo"]["endCursor"].clone();
        if page["foundingApplications"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(
        names,
        [
            "第4社区工会",
            "第3社区工会",
            "第2社区工会",
            "第1社区工会",
            "第0社区工会"
        ]
    );
    let rejected = county.ask(DECIDE, json!({ "input": { "id": ids[0], "version": 1, "approve": false, "note": "人数不足，请先并入邻近社区" } })).await;
    assert_eq!(
        rejected["decideFoundingApplication"]["application"]["state"],
        "REJECTED"
    );
    let open = county.ask(list, json!({ "state": "REJECTED" })).await;
    assert_eq!(
        open["foundingApplications"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Approving a name that was taken meanwhile writes nothing at all.
    street
        .child("第3社区工会", schema::unions::rules::UnionLevel::Community)
        .await;
    refused(
        &county,
        DECIDE,
        json!({ "id": ids[1], "version": 1, "approve": true }),
        "DUPLICATE",
        "name",
        "请换一个名称",
    )
    .await;
    let left = county.ask(list, json!({ "state": "APPROVED" })).await;
    assert_eq!(left["foundingApplications"]["nodes"], json!([]));
    assert_eq!(total(&county, &lanshan, "UNIONS").await, 3);
}
