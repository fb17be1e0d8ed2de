//! Several at once: one wins, the others are told.

use serde_json::json;

use super::{
    closed, faults, field, form, opened, progress, record, recorded, settle, step, task_of, with,
};
use crate::statistics::{assert_figures_true, total};

#[tokio::test]
async fn of_two_who_record_one_household_one_is_told() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let other = with(form(&task), json!({ "annualIncomePerHead": "5000.00" }));
    for input in [form(&task), other] {
        // The second time the household is recorded already, so both are told.
        let (one, two) = tokio::join!(
            record(&field.wang, input.clone()),
            record(&field.admin, input.clone())
        );
        let mut all = [faults(&one), faults(&two)].concat();
        all.sort();
        let told: Vec<&str> = all.iter().map(String::as_str).collect();
        assert!(
            matches!(
                told[..],
                ["STATE taskId"] | ["CONFLICT version"] | ["STATE taskId", "STATE taskId"]
            ),
            "{told:?}"
        );
    }
    assert_eq!(total(&field.root, &field.lanshan, "VISITS").await, 1);
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn of_two_who_correct_one_record_one_is_told() {
    let field = field().await;
    let household = field.households[0];
    let task = task_of(&field.wang, &field.round, household).await;
    let done = recorded(&field.wang, form(&task)).await;
    let input = with(
        form(&task),
        json!({ "correctsId": done["record"]["id"], "correction": "核对" }),
    );
    let (one, two) = tokio::join!(
        record(&field.wang, input.clone()),
        record(&field.admin, input)
    );
    let mut all = [faults(&one), faults(&two)];
    all.sort();
    assert_eq!(all, [vec![], vec!["CONFLICT correctsId".to_owned()]]);
    assert_eq!(
        total(&field.root, &field.lanshan, "SURVEY_RECORDS").await,
        1
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn one_records_while_another_says_that_nobody_was_there() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let (done, absent) = tokio::join!(
        record(&field.wang, form(&task)),
        settle(&field.admin, &task, "NOT_MET", json!({}))
    );
    assert_eq!(faults(&done), Vec::<String>::new());
    assert!(matches!(&faults(&absent)[..], [] | [_]), "{absent:#}");
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

/// Whoever records while the round closes is in the report, or is told that it is closed.
#[tokio::test]
async fn a_round_closes_while_many_record() {
    for wait in [0, 5, 20, 60] {
        let field = field().await;
        let mut households = field.households.to_vec();
        for number in 0..10 {
            households.push(field.lanshan.household(&format!("户{number}")).await);
        }
        let round = opened(&field.root, json!({ "name": "第二轮" })).await;
        let mut inputs = Vec::new();
        for household in &households {
            inputs.push(form(&task_of(&field.admin, &round, *household).await));
        }
        let work = inputs.into_iter().map(|input| {
            let admin = field.admin.clone();
            tokio::spawn(async move { faults(&record(&admin, input).await) })
        });
        let work: Vec<_> = work.collect();
        tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
        closed(&field.root, &round).await;
        let mut done = 0;
        for answer in work {
            match &answer.await.unwrap()[..] {
                [] => done += 1,
                [told] => assert_eq!(told, "STATE taskId"),
                other => panic!("{other:?}"),
            }
        }
        let of = progress(&field.root, &round, &field.lanshan).await;
        assert_eq!(of, [12 - done, 0, done, 0, 0, 0, 0], "after {wait} ms");
        assert_figures_true(&field.city).await;
    }
}

#[tokio::test]
async fn a_subtree_moves_while_a_round_opens_and_its_households_are_recorded() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    let admin = street.admin().await;
    let feixian = field.city.county("费县").await;
    let households = street.households(6).await;
    let draft = super::draft(&field.root, json!({ "name": "第二轮" })).await["round"].take();
    let relocate = async |version: i32, to: &tests::Place| {
        let query = "mutation($input: MoveUnionInput!) { moveUnion(input: $input) { errors { code message } } }";
        let input = json!({ "id": street.id.to_string(), "version": version, "newParentId": to.id.to_string() });
        let answer = field.root.ask(query, json!({ "input": input })).await;
        assert_eq!(answer["moveUnion"]["errors"], json!([]));
    };
    let (open, ()) = tokio::join!(
        step(&field.root, "openSurveyRound", &draft),
        relocate(1, &feixian)
    );
    assert_eq!(faults(&open), Vec::<String>::new());
    let round = &open["round"];
    assert_eq!(
        progress(&field.root, round, &feixian).await,
        [6, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(progress(&field.root, round, &field.lanshan).await[0], 2);
    let mut inputs = Vec::new();
    for household in &households {
        inputs.push(form(&task_of(&admin, round, *household).await));
    }
    let record_all = async {
        for input in inputs {
            recorded(&admin, input).await;
        }
    };
    tokio::join!(record_all, relocate(2, &field.lanshan));
    assert_eq!(progress(&field.root, round, &feixian).await, [0; 7]);
    assert_eq!(
        progress(&field.root, round, &field.lanshan).await,
        [2, 0, 6, 0, 0, 0, 0]
    );
    assert_eq!(
        progress(&admin, round, &street).await,
        [0, 0, 6, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}
