//! What a household's page says: every programme, step by step, with the arithmetic.

use schema::aid::service::eligible;
use schema::tenancy::{Access, Role};
use serde_json::{Value, json};

use super::{eligibility_of, field, lined, opened, outcomes, registered, relief, rule, with};

/// A step that is met, with other values laid over it.
fn said(kind: &str, sentence: &str, finding: &str, more: Value) -> Value {
    let base = json!({ "kind": kind, "sentence": sentence, "source": "兰工发〔2026〕3号", "outcome": "MET", "finding": finding,
        "annualIncome": null, "annualRigidExpense": null, "persons": null, "monthlyPerHead": null, "line": null, "percent": null,
        "missingAt": null, "missing": [] });
    with(base, more)
}

#[tokio::test]
async fn a_village_sees_what_a_household_may_apply_for_as_arithmetic() {
    let field = field().await;
    opened(&field.xian, relief()).await;
    lined(&field.xian, json!({})).await;
    let household = registered(&field.cun, json!({})).await;
    let found = eligibility_of(&field.cun, &household).await;
    assert_eq!(
        found,
        json!([{
            "programme": { "name": "生活救助" },
            "outcome": "ELIGIBLE",
            "suggestion": { "least": "1000.00", "most": "1500.00", "capped": false, "text": "1,000.00–1,500.00 元" },
            "parts": [{ "memberId": null, "level": null, "least": "1000.00", "most": "1500.00" }],
            "steps": [
                said("WINDOW", "申请时间为 2026-08-01 至 2026-12-31", "今天是 2026-08-06", json!({ "source": null })),
                said("TIER", "TIER 的条文", "困难类别为相对困难", json!({})),
                said("INCOME", "INCOME 的条文",
                    "(年收入 36,000.00 − 刚性支出 18,000.00) ÷ 12 ÷ 3 人 = 500.00 元/月 < 低保线 620.00 元/月 (兰山区 2026年8月)",
                    json!({ "annualIncome": "36000.00", "annualRigidExpense": "18000.00", "persons": 3, "monthlyPerHead": "500.00",
                        "line": "620.00", "percent": 100 })),
                said("FACTS", "FACTS 的条文", "已建困难职工档案：是；单亲女职工家庭：否", json!({})),
                said("ONCE_A_YEAR", "ONCE_A_YEAR 的条文", "2026 年没有享受过生活救助", json!({})),
            ]
        }])
    );
    // It rests on no name, so the county reads the same without opening the household.
    assert_eq!(eligibility_of(&field.xian, &household).await, found);
    assert_eq!(eligibility_of(&field.shi, &household).await, found);
}

#[tokio::test]
async fn what_speaks_against_it_and_what_is_missing_is_said() {
    let field = field().await;
    opened(&field.xian, relief()).await;
    let rich = registered(
        &field.cun,
        json!({ "annualIncomePerHead": "20000.00", "needyFile": "NONE" }),
    )
    .await;
    // No line was entered yet.
    let found = eligibility_of(&field.cun, &rich).await;
    assert_eq!(found[0]["outcome"], "NOT_ELIGIBLE");
    let step = &found[0]["steps"][2];
    assert_eq!(step["missing"], json!(["兰山区 2026年8月的农村低保线"]));
    assert_eq!(step["missingAt"], "LIVING_LINE");
    lined(&field.xian, json!({})).await;
    let found = eligibility_of(&field.cun, &rich).await;
    let steps: Vec<_> = found[0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["MET", "MET", "NOT_MET", "NOT_MET", "MET"]);
    assert_eq!(
        found[0]["steps"][2]["finding"],
        "(年收入 60,000.00 − 刚性支出 18,000.00) ÷ 12 ÷ 3 人 ≈ 1,166.66 元/月 ≥ 低保线 620.00 元/月 (兰山区 2026年8月)"
    );
    assert_eq!(found[0]["suggestion"], json!(null));
    let applied = registered(&field.cun, json!({ "needyFile": "APPLIED" })).await;
    let found = eligibility_of(&field.cun, &applied).await;
    assert_eq!(found[0]["outcome"], "UNCLEAR");
    assert_eq!(found[0]["steps"][3]["missingAt"], "HOUSEHOLD");
    // What is asked in English is answered so only where there are words of ours; the rule is as it was written.
    let away = registered(&field.cun, json!({ "divisionCode": null })).await;
    let found = eligibility_of(&field.cun, &away).await;
    assert_eq!(
        found[0]["steps"][2]["missing"],
        json!(["住址的区划代码（用来确定按哪个县区的低保线计算）"])
    );
}

#[tokio::test]
async fn each_pupil_has_an_amount_within_the_household_cap() {
    let field = field().await;
    let terms = json!({
        "rules": [
            rule("FACTS", json!({ "facts": ["NEEDY_FILE", "SINGLE_PARENT_FEMALE_WORKER"] })),
            rule("MEMBER", json!({ "relations": ["SON", "DAUGHTER"], "levels": ["PRIMARY", "SENIOR_MIDDLE"], "ageTo": 22 })),
        ],
        "amounts": [{ "level": "PRIMARY", "least": "500.00" }, { "level": "SENIOR_MIDDLE", "least": "1000.00" }],
        "householdCap": "1200.00", "pupilCap": "1000.00" });
    let input = with(
        relief(),
        json!({ "kind": "SCHOOL_AID", "name": "帮扶送教育", "terms": terms }),
    );
    opened(&field.shi, input).await;
    let mother = registered(
        &field.cun,
        json!({ "needyFile": "NONE", "singleParentFemaleWorker": true }),
    )
    .await;
    let found = eligibility_of(&field.cun, &mother).await;
    assert_eq!(found[0]["outcome"], "ELIGIBLE", "{found:#}");
    let son = &mother["members"][1]["id"];
    assert_eq!(
        found[0]["suggestion"],
        json!({ "least": "1000.00", "most": "1000.00", "capped": false, "text": "子（16 岁，高中） 1,000.00 元" })
    );
    assert_eq!(
        found[0]["parts"],
        json!([{ "memberId": son, "level": "SENIOR_MIDDLE", "least": "1000.00", "most": "1000.00" }])
    );
    // A daughter whose stage of school nobody said.
    let query = "mutation($input: AddMemberInput!) { addMember(input: $input) { household { version } errors { message } } }";
    let input = json!({ "householdId": mother["id"], "version": mother["version"], "member": { "name": "赵小花", "sex": "FEMALE",
        "relation": "DAUGHTER", "birthDate": "2016-05-01", "health": "GOOD", "education": "NONE", "migrantWorker": false,
        "schoolLevel": "PRIMARY" } });
    let added = field.cun.ask(query, json!({ "input": input })).await;
    assert_eq!(added["addMember"]["errors"], json!([]), "{added:#}");
    let found = eligibility_of(&field.cun, &mother).await;
    assert_eq!(found[0]["suggestion"]["most"], "1200.00");
    assert_eq!(found[0]["suggestion"]["capped"], true);
    assert_eq!(
        found[0]["suggestion"]["text"],
        "子（16 岁，高中） 1,000.00 元；女（10 岁，小学） 500.00 元；合计 1,200.00 元（不超过本年度上限的余额）"
    );
}

#[tokio::test]
async fn many_households_are_read_in_as_many_statements_as_one() {
    let field = field().await;
    opened(&field.xian, relief()).await;
    opened(&field.shi, with(relief(), json!({ "name": "市里的" }))).await;
    lined(&field.xian, json!({})).await;
    let ids = field.village.households(12).await;
    let ids: Vec<_> = ids.into_iter().map(|id| id.uuid()).collect();
    let mut sent = Vec::new();
    for some in [&ids[..1], &ids[..]] {
        let scope = field.cun.scope(Access::Read).await;
        let before = scope.statements();
        let found = eligible(&scope, some.to_vec()).await.unwrap();
        assert_eq!(found.len(), 2 * some.len());
        sent.push(scope.statements() - before);
    }
    assert_eq!(sent, [7, 7]);
}

#[tokio::test]
async fn a_closed_file_and_a_closed_programme_are_held_against_nothing() {
    let field = field().await;
    let programme = opened(&field.xian, relief()).await;
    let household = registered(&field.cun, json!({})).await;
    assert_eq!(
        eligibility_of(&field.cun, &household)
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let query = "mutation($input: HouseholdStatusInput!) { setHouseholdStatus(input: $input) { errors { message } } }";
    let input = json!({ "id": household["id"], "version": household["version"], "status": "CLOSED", "closeReason": "MOVED_AWAY" });
    let closed = field.cun.ask(query, json!({ "input": input })).await;
    assert_eq!(closed["setHouseholdStatus"]["errors"], json!([]));
    assert_eq!(eligibility_of(&field.cun, &household).await, json!([]));
    let open = registered(&field.cun, json!({})).await;
    super::step(&field.xian, "closeProgramme", &programme).await;
    assert_eq!(eligibility_of(&field.cun, &open).await, json!([]));
}

#[tokio::test]
async fn what_may_be_applied_for_comes_first() {
    let field = field().await;
    lined(&field.xian, json!({})).await;
    let deep = json!({ "rules": [rule("TIER", json!({ "tiers": ["DEEP"] }))], "amounts": [{ "least": "1.00" }] });
    let file = json!({ "rules": [rule("FACTS", json!({ "facts": ["CONSENT"] }))], "amounts": [{ "least": "1.00" }] });
    opened(&field.xian, relief()).await;
    opened(
        &field.xian,
        with(relief(), json!({ "name": "深度困难救助", "terms": deep })),
    )
    .await;
    opened(
        &field.shi,
        with(relief(), json!({ "name": "市级救助", "terms": file })),
    )
    .await;
    let household = registered(&field.cun, json!({})).await;
    let viewer = field.village.person("某某", &[Role::Viewer]).await;
    for by in [&field.cun, &viewer] {
        let found = eligibility_of(by, &household).await;
        assert_eq!(
            outcomes(&found),
            [
                ("生活救助", "ELIGIBLE"),
                ("市级救助", "UNCLEAR"),
                ("深度困难救助", "NOT_ELIGIBLE")
            ]
        );
    }
}
