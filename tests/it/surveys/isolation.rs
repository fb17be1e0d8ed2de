//! Who sees what of a round: superiors figures and masked rows, siblings nothing.

use schema::tenancy::Role;
use serde_json::json;

use super::{
    change, draft, fault, faults, field, form, opened, recorded, step, task_of, tasks, with,
};

#[tokio::test]
async fn a_superior_sees_figures_and_no_names() {
    let field = field().await;
    let questions = json!([{ "kind": "TEXT", "label": "最想解决什么" }]);
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "questions": questions }),
    )
    .await;
    let task = task_of(&field.wang, &round, field.households[0]).await;
    let said = json!({ "place": "家中", "metWhom": "本人", "observed": "卧床", "claims": "认定工伤", "answers": [{ "question": "Q1", "text": "工伤" }] });
    recorded(&field.wang, with(form(&task), said)).await;
    let query = "query($id: ID!) { surveyTask(id: $id) { household { headName masked } record { place metWhom observed claims hasClaims
        answers { text } visit { observed } } } }";
    let own = field.wang.ask(query, json!({ "id": task["id"] })).await;
    assert_eq!(
        own["surveyTask"]["household"],
        json!({ "headName": "张三", "masked": false })
    );
    assert_eq!(own["surveyTask"]["record"]["claims"], "认定工伤");
    let hidden = json!({ "household": { "headName": "张**", "masked": true }, "record": { "place": null, "metWhom": null, "observed": null,
        "claims": null, "hasClaims": true, "answers": [], "visit": { "observed": null } } });
    let auditor = field.lanshan.person("孙审计", &[Role::Auditor]).await;
    for person in [&field.root, &auditor] {
        let data = person.ask(query, json!({ "id": task["id"] })).await;
        assert_eq!(data["surveyTask"], hidden);
    }
    let librarian = field.lanshan.person("周馆员", &[Role::Librarian]).await;
    let refused = librarian.run_with(query, json!({ "id": task["id"] })).await;
    assert_eq!(fault(&refused), "FORBIDDEN");
}

#[tokio::test]
async fn a_union_reads_the_rounds_that_have_its_households_on_their_list() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    let below = street.admin().await;
    let feixian = field.city.county("费县").await;
    feixian.household("钱七").await;
    let sibling = feixian.admin().await;
    let query = "{ surveyRounds { nodes { name manageable } } }";
    let names = async |person: &tests::Person| {
        person.ask(query, json!({})).await["surveyRounds"]["nodes"].take()
    };
    let seen = json!([{ "name": "全市摸底", "manageable": false }]);
    // The list was fixed before these two had a household.
    assert_eq!(
        (names(&below).await, names(&sibling).await),
        (json!([]), json!([]))
    );
    assert_eq!(names(&field.wang).await, seen);
    let own = opened(&field.admin, json!({ "name": "兰山区摸底" })).await;
    assert_eq!(names(&sibling).await, json!([]));
    let one = "query($id: ID!) { surveyRound(id: $id) { id } }";
    assert_eq!(
        sibling.ask(one, json!({ "id": own["id"] })).await["surveyRound"],
        json!(null)
    );
    assert_eq!(
        field.root.ask(one, json!({ "id": own["id"] })).await["surveyRound"]["id"],
        own["id"]
    );
    let elsewhere = json!({ "f": { "roundId": own["id"] } });
    let list = "query($f: SurveyTaskFilter!) { surveyTasks(filter: $f) { nodes { id } } }";
    assert_eq!(fault(&sibling.run_with(list, elsewhere).await), "NOT_FOUND");
    // A round that both are in: each sees its own and nothing of the other.
    let both = opened(&field.root, json!({ "name": "第二轮" })).await;
    assert_eq!(
        tasks(&sibling, &both, json!({ "subtree": true }))
            .await
            .len(),
        1
    );
    let progress =
        "query($id: ID!, $u: ID!) { surveyRound(id: $id) { progress(unionId: $u) { total } } }";
    let other = json!({ "id": both["id"], "u": field.lanshan.id.to_string() });
    assert_eq!(fault(&sibling.run_with(progress, other).await), "NOT_FOUND");
    let above = json!({ "id": both["id"], "u": field.city.root().id.to_string() });
    assert_eq!(fault(&sibling.run_with(progress, above).await), "NOT_FOUND");
}

#[tokio::test]
async fn only_the_administrators_of_the_round_s_union_run_it() {
    let field = field().await;
    let query = "mutation($input: SurveyRoundInput!) { closeSurveyRound(input: $input) { errors { code } } }";
    let input = json!({ "input": { "id": field.round["id"], "version": field.round["version"] } });
    for person in [&field.admin, &field.wang] {
        assert_eq!(
            fault(&person.run_with(query, input.clone()).await),
            "FORBIDDEN"
        );
    }
    let own = draft(&field.admin, json!({ "name": "兰山区摸底" })).await;
    assert_eq!(own["errors"], json!([]));
    // A superior reads a draft below and leaves it alone.
    let update =
        json!({ "id": own["round"]["id"], "version": 1, "name": "改名", "opensOn": "2026-08-06" });
    let mutation = "mutation($input: UpdateSurveyRoundInput!) { updateSurveyRound(input: $input) { errors { code } } }";
    let refused = field
        .root
        .run_with(mutation, json!({ "input": update }))
        .await;
    assert_eq!(fault(&refused), "FORBIDDEN");
    let scoped = json!({ "name": "越级", "opensOn": "2026-08-06", "scopeId": field.city.root().id.to_string() });
    let create = "mutation($input: CreateSurveyRoundInput!) { createSurveyRound(input: $input) { errors { code } } }";
    let refused = field
        .admin
        .run_with(create, json!({ "input": scoped }))
        .await;
    assert_eq!(fault(&refused), "FORBIDDEN");
    let own = change(
        &field.admin,
        "openSurveyRound",
        "SurveyRoundInput",
        json!({ "id": own["round"]["id"], "version": 1 }),
    )
    .await;
    assert_eq!(faults(&own), Vec::<String>::new());
    assert_eq!(
        faults(&step(&field.admin, "closeSurveyRound", &own["round"]).await),
        Vec::<String>::new()
    );
}
