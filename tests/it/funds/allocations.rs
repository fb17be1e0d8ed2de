//! Money goes down the tree and back up.

use serde_json::json;
use tests::City;

use super::{assert_exact, desk, done, faults, funded, lines, passed, propose, statement, step};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(line, value)| ((*line).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn money_goes_down_is_received_and_stands_on_neither_side_of_the_whole() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "100000.00").await;

    let proposed = done(
        propose(
            &shi.finance,
            &fund,
            &[(&qu.place, "60000.00")],
            json!({ "programme": "COLLEGE_AID", "spendBy": "2026-12-31" }),
        )
        .await,
        "allocations",
    );
    assert_eq!(proposed[0]["state"], "PROPOSED");
    assert_eq!(
        proposed[0]["steps"],
        json!(["CANCEL"]),
        "who proposed it does not issue it"
    );
    assert_eq!(
        lines(&statement(&shi.finance, &shi.place, true).await),
        pairs(&[("income", "100000.00"), ("available", "100000.00")]),
        "a proposal moves nothing"
    );

    let issued = done(
        step(&shi.chair, &proposed[0], "ISSUE", json!({})).await,
        "allocation",
    );
    assert_eq!(
        (issued["state"].as_str(), &issued["issuedBy"]["name"]),
        (Some("ISSUED"), &json!("孙主席"))
    );
    assert_eq!(
        lines(&statement(&shi.finance, &shi.place, false).await),
        pairs(&[
            ("income", "100000.00"),
            ("available", "40000.00"),
            ("inTransit", "60000.00")
        ])
    );

    let received = done(
        step(&qu.finance, &issued, "RECEIVE", json!({})).await,
        "allocation",
    );
    assert_eq!(received["state"], "RECEIVED");
    assert_eq!(received["steps"], json!([]));
    assert_eq!(
        lines(&statement(&shi.finance, &shi.place, true).await),
        pairs(&[
            ("income", "100000.00"),
            ("issued", "60000.00"),
            ("available", "40000.00")
        ])
    );
    let of_county = statement(&qu.finance, &qu.place, true).await;
    assert_eq!(
        lines(&of_county),
        pairs(&[("received", "60000.00"), ("available", "60000.00")])
    );
    assert_eq!(
        of_county["bySource"][0]["source"], "GOVERNMENT",
        "it keeps its origin"
    );
    assert_eq!(of_county["byProgramme"][0]["programme"], "COLLEGE_AID");
    let whole = statement(&shi.finance, &shi.place, false).await;
    assert_eq!(
        lines(&whole),
        pairs(&[("income", "100000.00"), ("available", "100000.00")])
    );
    assert_eq!(whole["addsUp"], true);
    assert_exact(&city).await;
}

#[tokio::test]
async fn what_is_refused_or_recalled_comes_back_to_where_it_was() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    let before = statement(&shi.finance, &shi.place, true).await;
    for (end, by) in [("REFUSE", &qu.finance), ("RECALL", &shi.finance)] {
        let proposed = done(
            propose(&shi.finance, &fund, &[(&qu.place, "300.00")], json!({})).await,
            "allocations",
        );
        let issued = done(
            step(&shi.chair, &proposed[0], "ISSUE", json!({})).await,
            "allocation",
        );
        assert_eq!(
            faults(&step(by, &issued, end, json!({ "reason": "错" })).await),
            ["INVALID input.reason"]
        );
        let ended = done(
            step(by, &issued, end, json!({ "reason": "账号有误，款项退回" })).await,
            "allocation",
        );
        assert_eq!(ended["answer"], "账号有误，款项退回");
        assert_eq!(
            statement(&shi.finance, &shi.place, true).await,
            before,
            "{end}"
        );
        assert_eq!(
            faults(&step(by, &ended, end, json!({ "reason": "再来一次试试" })).await),
            ["STATE input.id"]
        );
    }
    let cancelled = done(
        propose(&shi.finance, &fund, &[(&qu.place, "300.00")], json!({})).await,
        "allocations",
    );
    let cancelled = done(
        step(&shi.finance, &cancelled[0], "CANCEL", json!({})).await,
        "allocation",
    );
    assert_eq!(cancelled["state"], "CANCELLED");
    assert_exact(&city).await;
}

#[tokio::test]
async fn nobody_issues_what_they_proposed_and_each_side_takes_its_own_steps() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    let own = done(
        propose(&shi.chair, &fund, &[(&qu.place, "100.00")], json!({})).await,
        "allocations",
    );
    assert_eq!(
        faults(&step(&shi.chair, &own[0], "ISSUE", json!({})).await),
        ["STATE input.id"]
    );
    let code = |answer: serde_json::Value| answer["errors"][0]["extensions"]["code"].clone();
    let send = async |by: &tests::Person, step: &str, version: &serde_json::Value| {
        let input =
            json!({ "id": own[0]["id"], "version": version, "step": step, "reason": "不符合规定" });
        by.run_with("mutation($input: StepAllocationInput!) { stepAllocation(input: $input) { errors { code } } }", json!({ "input": input })).await
    };
    assert_eq!(
        code(send(&shi.finance, "ISSUE", &json!(1)).await),
        "FORBIDDEN"
    );
    assert_eq!(
        code(send(&qu.chair, "ISSUE", &json!(1)).await),
        "NOT_FOUND",
        "a proposal is nobody else's to see"
    );
    let second = shi
        .place
        .person("李主席", &[schema::tenancy::Role::Admin])
        .await;
    done(
        step(&second, &own[0], "ISSUE", json!({})).await,
        "allocation",
    );
    assert_eq!(
        code(send(&shi.chair, "RECEIVE", &json!(2)).await),
        "FORBIDDEN"
    );
    assert_eq!(
        code(send(&qu.finance, "RECALL", &json!(2)).await),
        "FORBIDDEN"
    );
    let stale = step(&qu.finance, &own[0], "RECEIVE", json!({})).await;
    assert_eq!(faults(&stale), ["CONFLICT input.version"]);
    assert_eq!(
        stale["allocation"]["state"], "ISSUED",
        "a conflict shows the row as it is"
    );
}

#[tokio::test]
async fn a_proposal_is_checked_line_by_line_and_all_or_nothing() {
    let city = City::new().await;
    let (shi, qu, other) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
        city.county("费县").await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    let wrong = propose(
        &shi.finance,
        &fund,
        &[
            (&qu.place, "0.00"),
            (&shi.place, "1.00"),
            (&other, "2.00"),
            (&other, "3.00"),
        ],
        json!({}),
    )
    .await;
    assert_eq!(
        faults(&wrong),
        [
            "INVALID input.lines.0.amount",
            "INVALID input.lines.1.unionId",
            "INVALID input.lines.3.unionId"
        ]
    );
    let much = propose(
        &shi.finance,
        &fund,
        &[(&qu.place, "600.00"), (&other, "400.01")],
        json!({}),
    )
    .await;
    assert_eq!(faults(&much), ["LIMIT input.lines"]);
    assert_eq!(
        much["errors"][0]["message"],
        "可用资金 1000.00 元，还差 0.01 元；请减少金额或另选资金"
    );
    let told = propose(
        &shi.finance,
        &fund,
        &[(&qu.place, "1.00")],
        json!({ "purpose": "付王某 371302198001010010" }),
    )
    .await;
    assert_eq!(
        faults(&told).len(),
        usize::from(schema::privacy::contains_personal_number("371302198001010010").is_some())
    );
    let none = shi
        .finance
        .ask("{ fundAllocations { nodes { id } } }", json!({}))
        .await;
    assert_eq!(
        none["fundAllocations"]["nodes"].as_array().unwrap().len(),
        1 - faults(&told).len()
    );
}

#[tokio::test]
async fn a_fund_for_some_programmes_goes_to_no_others() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = super::fund(
        &shi.finance,
        json!({ "source": "DONATION", "programmes": ["COLLEGE_AID", "SCHOOL_AID"] }),
    )
    .await;
    assert_eq!(fund["programmes"], json!(["SCHOOL_AID", "COLLEGE_AID"]));
    done(
        super::income(&shi.finance, &fund, "500.00").await,
        "transaction",
    );
    let other = propose(
        &shi.finance,
        &fund,
        &[(&qu.place, "1.00")],
        json!({ "programme": "WARMTH" }),
    )
    .await;
    assert_eq!(faults(&other), ["INVALID input.programme"]);
    passed(
        &shi,
        &qu,
        &fund,
        "100.00",
        json!({ "programme": "COLLEGE_AID" }),
    )
    .await;
    let input =
        json!({ "id": fund["id"], "version": 1, "name": "爱心企业助学金", "programmes": [] });
    let widened = super::change(&shi.finance, "updateFund", "fund { id }", input).await;
    assert_eq!(
        faults(&widened),
        ["STATE input.programmes"],
        "money went out under the donor's wish"
    );
}

#[tokio::test]
async fn what_is_left_goes_back_up_and_may_be_used_again() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    passed(&shi, &qu, &fund, "600.00", json!({ "programme": "WARMTH" })).await;
    let input = json!({ "fundId": fund["id"], "year": 2026, "toUnionId": shi.place.id.to_string(), "programme": "WARMTH", "amount": "250.00", "purpose": "结余退回" });
    let select = format!("allocation {{ {} }}", super::ALLOCATION);
    let back = done(
        super::change(&qu.finance, "sendBackFunds", &select, input.clone()).await,
        "allocation",
    );
    let issued = done(
        step(&qu.chair, &back, "ISSUE", json!({})).await,
        "allocation",
    );
    assert_eq!(issued["kind"], "RETURN");
    done(
        step(&shi.finance, &issued, "RECEIVE", json!({})).await,
        "allocation",
    );
    assert_eq!(
        lines(&statement(&qu.finance, &qu.place, true).await),
        pairs(&[("received", "350.00"), ("available", "350.00")])
    );
    let of_city = statement(&shi.finance, &shi.place, true).await;
    assert_eq!(
        lines(&of_city),
        pairs(&[
            ("income", "1000.00"),
            ("issued", "350.00"),
            ("available", "650.00")
        ])
    );
    let much = super::with(input.clone(), json!({ "amount": "350.01" }));
    assert_eq!(
        faults(&super::change(&qu.finance, "sendBackFunds", &select, much).await),
        ["LIMIT input.amount"]
    );
    let sideways = super::with(input, json!({ "toUnionId": qu.place.id.to_string() }));
    assert_eq!(
        faults(&super::change(&qu.finance, "sendBackFunds", &select, sideways).await),
        ["INVALID input.toUnionId"]
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn both_sides_are_told() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    passed(&shi, &qu, &fund, "600.00", json!({})).await;
    let news = async |by: &tests::Person| {
        let mut data = by
            .ask(
                "{ notifications(first: 10) { nodes { kind text } } }",
                json!({}),
            )
            .await;
        data["notifications"]["nodes"].take()
    };
    assert_eq!(
        news(&qu.finance).await,
        json!([{ "kind": "FUNDS_SENT", "text": "“临沂市”拨来一笔专项资金，请确认到账" }])
    );
    assert_eq!(
        news(&shi.finance).await,
        json!([{ "kind": "FUNDS_ARRIVED", "text": "“兰山区”已确认收到专项资金" }])
    );
}
