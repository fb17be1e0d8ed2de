//! Tables of survey rounds: figures for everybody above, names for the own union with a reason.

use schema::exports::Cell;
use schema::tenancy::Role;
use serde_json::{Value, json};

use super::{ORDER, fetch, link, table, text};
use crate::surveys::{Field, closed, field, form, opened, recorded, task_of, with};

fn of(list: &str, round: &Value) -> Value {
    json!({ list: { "roundId": round["id"] } })
}

/// A round with a question by choice, of which one of two households is recorded.
async fn surveyed() -> (Field, Value) {
    let field = field().await;
    let question = json!({ "kind": "SINGLE_CHOICE", "label": "最需要什么", "options": [{ "label": "就业" }, { "label": "看病" }] });
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "questions": [question] }),
    )
    .await;
    let task = task_of(&field.wang, &round, field.households[0]).await;
    let said = json!({ "observed": "卧床", "answers": [{ "question": "Q1", "choices": ["A2"] }] });
    recorded(&field.wang, with(form(&task), said)).await;
    (field, round)
}

#[tokio::test]
async fn the_list_of_a_round_names_the_own_households_with_a_reason_and_none_to_a_superior() {
    let (field, round) = surveyed().await;
    let list = json!({ "surveyTasks": { "roundId": round["id"], "subtree": true } });
    let reason = Some("逐户核对调查名单");
    let named = table(&field.city, &field.wang, list.clone(), reason).await;
    assert_eq!(named.column("户主"), [text("张三"), text("李四")]);
    assert_eq!(named.column("状态"), [text("已访"), text("未访")]);
    assert_eq!(named.column("逾期"), [text("否"), text("否")]);
    assert_eq!(named.column("联系干部"), [text("王建国"), text("王建国")]);
    assert_eq!(
        named.column("登记日期"),
        [Cell::Date("2026-08-06".parse().unwrap()), Cell::Empty]
    );
    assert_eq!(
        named.column("登记年人均收入（元）"),
        [Cell::Money("6000.00".parse().unwrap()), Cell::Empty]
    );
    let masked = table(&field.city, &field.wang, list.clone(), None).await;
    assert_eq!(masked.column("户主"), [text("张**"), text("李**")]);
    assert!(!masked.heads.iter().any(|head| head == "家庭住址"));
    let above = table(&field.city, &field.root, list, reason).await;
    assert_eq!(above.column("户主"), [text("张**"), text("李**")]);
    assert_eq!(above.column("家庭住址"), [Cell::Empty, Cell::Empty]);

    let open =
        json!({ "surveyTasks": { "roundId": round["id"], "unfinished": true, "mine": true } });
    let left = table(&field.city, &field.wang, open, reason).await;
    assert_eq!(left.column("户主"), [text("李四")]);
    // The window of this round ends after a month.
    field.city.pass_seconds(60 * 86_400);
    let list = json!({ "surveyTasks": { "roundId": round["id"] } });
    let late = table(&field.city, &field.wang, list, None).await;
    assert_eq!(late.column("逾期"), [text("否"), text("是")]);
}

#[tokio::test]
async fn progress_findings_and_what_is_left_are_figures_of_unions() {
    let (field, round) = surveyed().await;
    let (city, root) = (&field.city, &field.root);
    let progress = table(city, root, of("surveyProgress", &round), None).await;
    assert_eq!(progress.column("工会")[1], text("兰山区总工会"));
    assert_eq!(progress.column("名单"), [Cell::Number(2), Cell::Number(2)]);
    assert_eq!(progress.column("未访"), [Cell::Number(1), Cell::Number(1)]);
    let findings = table(city, root, of("surveyFindings", &round), None).await;
    let rows: Vec<String> = findings.rows.iter().map(|row| format!("{row:?}")).collect();
    for (subject, found) in [("主要致困原因", "患病"), ("最需要什么", "看病")] {
        let row = [text(subject), text(found), Cell::Number(1)];
        assert!(findings.rows.contains(&row.to_vec()), "{rows:#?}");
    }
    let left = table(city, root, of("surveyUnfinished", &round), None).await;
    assert_eq!(
        (left.column("工会"), left.column("未完成户数")),
        (vec![text("兰山区总工会")], vec![Cell::Number(1)])
    );
    let rounds = table(city, root, json!({ "surveyRounds": {} }), None).await;
    assert_eq!(rounds.column("名称"), [text("第二轮"), text("全市摸底")]);
    assert_eq!(rounds.column("未完成"), [Cell::Number(1), Cell::Number(2)]);
    for table in [progress, findings, left, rounds] {
        for named in ["张", "李四", "卧床"] {
            assert!(!table.texts().contains(named), "{named}: {}", table.texts());
        }
    }
    // A closed round is its report, and beside the round before.
    closed(root, &field.round).await;
    closed(root, &round).await;
    let findings = table(city, root, of("surveyFindings", &round), None).await;
    let moved = [
        text("与上一轮相比的人均年收入"),
        text("上轮没有登记"),
        Cell::Number(1),
    ];
    assert!(
        findings.rows.contains(&moved.to_vec()),
        "{findings:#?}",
        findings = findings.rows
    );
    let progress = table(city, root, of("surveyProgress", &round), None).await;
    assert_eq!(progress.column("截止时的名称")[1], text("兰山区总工会"));
    let drafts = json!({ "surveyRounds": { "state": "DRAFT" } });
    assert!(table(city, root, drafts, None).await.rows.is_empty());
}

#[tokio::test]
async fn the_cadres_of_a_union_are_for_its_administrators_and_stand_in_the_order_of_names() {
    let (field, round) = surveyed().await;
    let list = of("surveyCadres", &round);
    let own = table(&field.city, &field.admin, list.clone(), None).await;
    assert_eq!(own.column("联系干部"), [text("王建国")]);
    assert_eq!(
        (own.column("名单"), own.column("已访"), own.column("未完成")),
        (
            vec![Cell::Number(2)],
            vec![Cell::Number(1)],
            vec![Cell::Number(1)]
        )
    );
    // The federation has no households of its own.
    assert!(
        table(&field.city, &field.root, list.clone(), None)
            .await
            .rows
            .is_empty()
    );
    let viewer = field.lanshan.person("陈晨", &[Role::Viewer]).await;
    for person in [&field.wang, &viewer] {
        let input = json!({ "input": { "list": list } });
        let refused = person.run_with(ORDER, input).await;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN");
    }
}

#[tokio::test]
async fn a_round_elsewhere_is_no_table() {
    let (field, _) = surveyed().await;
    let own = opened(&field.admin, json!({ "name": "兰山区摸底" })).await;
    let sibling = field.city.county("费县").await.admin().await;
    for list in [
        "surveyTasks",
        "surveyProgress",
        "surveyFindings",
        "surveyUnfinished",
        "surveyCadres",
    ] {
        let secret = link(&sibling, of(list, &own), None).await;
        let fetched = fetch(&field.city, &secret).await;
        assert!(
            matches!(fetched, Err(schema::error::Error::NotFound)),
            "{list}"
        );
        let elsewhere =
            json!({ list: { "roundId": own["id"], "unionId": field.lanshan.id.to_string() } });
        if list != "surveyCadres" {
            let input = json!({ "input": { "list": elsewhere } });
            let refused = sibling.run_with(ORDER, input).await;
            assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND");
        }
    }
}
