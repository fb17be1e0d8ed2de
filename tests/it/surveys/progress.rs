//! How far a round is, on every level.

use serde_json::json;

use super::{field, form, opened, recorded, settle, task_of, tasks};
use crate::statistics::{assert_figures_true, fold_all};

#[tokio::test]
async fn every_level_sees_its_own_whole_and_the_unions_below() {
    let field = field().await;
    let (one, two) = (
        field.lanshan.township("兰山街道").await,
        field.lanshan.township("银雀山街道").await,
    );
    let mut households = one.households(3).await;
    households.extend(two.households(2).await);
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    let admin = one.admin().await;
    recorded(&admin, form(&task_of(&admin, &round, households[0]).await)).await;
    let query = "query($id: ID!, $u: ID, $after: String) { surveyRound(id: $id) { progress(unionId: $u) { total done }
        progressBelow(unionId: $u, first: 1, after: $after) { nodes { union { name } total done unfinished } pageInfo { endCursor hasNextPage } } } }";
    let seen = async |person: &tests::Person, of: Option<&tests::Place>, after: Option<&str>| {
        let union = of.map(|place| place.id.to_string());
        let variables = json!({ "id": round["id"], "u": union, "after": after });
        person.ask(query, variables).await["surveyRound"].take()
    };
    for folded in [false, true] {
        if folded {
            fold_all(&field.city).await;
        }
        let city = seen(&field.root, None, None).await;
        assert_eq!(city["progress"], json!({ "total": 7, "done": 1 }));
        assert_eq!(
            city["progressBelow"]["nodes"],
            json!([{ "union": { "name": "兰山区总工会" }, "total": 7, "done": 1, "unfinished": 6 }])
        );
        let county = seen(&field.root, Some(&field.lanshan), None).await;
        assert_eq!(
            county["progressBelow"]["nodes"],
            json!([{ "union": { "name": "兰山街道总工会" }, "total": 3, "done": 1, "unfinished": 2 }])
        );
        let cursor = county["progressBelow"]["pageInfo"]["endCursor"].as_str();
        let next = seen(&field.root, Some(&field.lanshan), cursor).await;
        assert_eq!(
            next["progressBelow"]["nodes"],
            json!([{ "union": { "name": "银雀山街道总工会" }, "total": 2, "done": 0, "unfinished": 2 }])
        );
        // The street sees the round of the federation, and of it its own.
        assert_eq!(
            seen(&admin, None, None).await["progress"],
            json!({ "total": 3, "done": 1 })
        );
    }
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn who_is_late_is_listed_without_a_ranking() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    street.households(2).await;
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    let query = "query($id: ID!) { surveyRound(id: $id) { overdue progress { overdue } unfinishedUnions { nodes { households union { name } } } } }";
    let ask =
        async || field.root.ask(query, json!({ "id": round["id"] })).await["surveyRound"].take();
    let both = json!([{ "households": 2, "union": { "name": "兰山区总工会" } }, { "households": 2, "union": { "name": "兰山街道总工会" } }]);
    assert_eq!(
        ask().await,
        json!({ "overdue": false, "progress": { "overdue": 0 }, "unfinishedUnions": { "nodes": both } })
    );
    for household in field.households {
        recorded(
            &field.wang,
            form(&task_of(&field.wang, &round, household).await),
        )
        .await;
    }
    field.city.pass_days(32);
    let street = json!([{ "households": 2, "union": { "name": "兰山街道总工会" } }]);
    assert_eq!(
        ask().await,
        json!({ "overdue": true, "progress": { "overdue": 2 }, "unfinishedUnions": { "nodes": street } })
    );
}

#[tokio::test]
async fn an_administrator_sees_the_own_cadres_by_name_and_nobody_else_does() {
    let field = field().await;
    let li = field.lanshan.cadre("李敏").await;
    let unpaired = field.lanshan.household("王五").await;
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    recorded(
        &field.wang,
        form(&task_of(&field.wang, &round, field.households[0]).await),
    )
    .await;
    let task = task_of(&field.wang, &round, field.households[1]).await;
    settle(&field.wang, &task, "NOT_MET", json!({})).await;
    let query = "query($id: ID!) { surveyRound(id: $id) { byCadre { cadre { name } unpaired total surveyed unfinished notMet } } }";
    let data = field.admin.ask(query, json!({ "id": round["id"] })).await;
    assert_eq!(
        data["surveyRound"]["byCadre"],
        json!([{ "cadre": { "name": "王建国" }, "unpaired": false, "total": 2, "surveyed": 1, "unfinished": 1, "notMet": 1 },
            { "cadre": null, "unpaired": true, "total": 1, "surveyed": 0, "unfinished": 1, "notMet": 0 }])
    );
    // The federation's administrator has no household of its own on the list.
    let above = field.root.ask(query, json!({ "id": round["id"] })).await;
    assert_eq!(above["surveyRound"]["byCadre"], json!([]));
    let refused = li.run_with(query, json!({ "id": round["id"] })).await;
    assert_eq!(super::fault(&refused), "FORBIDDEN");
    crate::assignments::pair(&field.admin, unpaired, &li).await;
    assert_eq!(tasks(&li, &round, json!({ "mine": true })).await.len(), 1);
}

#[tokio::test]
async fn lists_are_narrowed_and_paged() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    street.households(4).await;
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    let task = task_of(&field.wang, &round, field.households[0]).await;
    recorded(&field.wang, form(&task)).await;
    let count = async |person: &tests::Person, more| tasks(person, &round, more).await.len();
    assert_eq!(count(&field.admin, json!({})).await, 2);
    assert_eq!(count(&field.admin, json!({ "subtree": true })).await, 6);
    assert_eq!(
        count(&field.admin, json!({ "unionId": street.id.to_string() })).await,
        4
    );
    assert_eq!(
        count(&field.root, json!({ "subtree": true, "unfinished": true })).await,
        5
    );
    assert_eq!(
        count(&field.root, json!({ "subtree": true, "unfinished": false })).await,
        1
    );
    assert_eq!(
        count(&field.root, json!({ "subtree": true, "state": "DONE" })).await,
        1
    );
    assert_eq!(
        count(&field.root, json!({ "subtree": true, "state": "TODO" })).await,
        5
    );
    assert_eq!(count(&field.root, json!({})).await, 0);
    let query = "query($f: SurveyTaskFilter!, $a: String) { surveyTasks(filter: $f, first: 2, after: $a) { nodes { id } pageInfo { endCursor hasNextPage } } }";
    let (mut all, mut after) = (Vec::new(), json!(null));
    loop {
        let filter = json!({ "roundId": round["id"], "subtree": true });
        let data = field
            .root
            .ask(query, json!({ "f": filter, "a": after }))
            .await;
        let page = &data["surveyTasks"];
        all.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["id"].to_string()),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6);
}
