//! Rounds over many households: what they cost.

use async_graphql::{Request, Variables};
use schema::loaders::Loads;
use schema::tenancy::Access;
use schema::text::Language;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use super::{closed, draft, form, opened, recorded, step, task_of};
use crate::statements::{reads, statements};
use crate::statistics::assert_figures_true;

/// 20,000 households in 20 townships of 2 counties.
async fn fill(city: &City) -> Vec<Place> {
    let mut townships = Vec::new();
    for county in ["兰山区", "费县"] {
        let county = city.county(county).await;
        for number in 0..10 {
            townships.push(county.township(&format!("{number}号街道")).await);
        }
    }
    let mut conn = city.owner().await;
    for place in &townships {
        let cadre = place.cadre("王建国").await;
        sqlx::query(
            "INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing, population, labour_force,
                 income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, registered_on, created_at, updated_at, cadre_id)
             SELECT gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'LINKED', 'ACTIVE', '张**', 'RURAL', 'OWNED', 3, 1, 1, 1, 'ILLNESS',
                 '{}', '{}', 'DEEP', 'NONE', false, '2026-01-01', now(), now(), $3 FROM generate_series(1, 1000)",
        )
        .bind(place.id.uuid())
        .bind(&place.path)
        .bind(cadre.staff.uuid())
        .execute(&mut conn)
        .await
        .expect("households");
    }
    schema::statistics::rebuild(&mut conn)
        .await
        .expect("figures");
    townships
}

/// Statements of a change, which is kept.
async fn statements_of_change(by: &Person, city: &City, query: &str, input: Value) -> u32 {
    let scope = by.scope(Access::Write).await;
    let loads = Loads::default();
    let request = Request::new(query)
        .variables(Variables::from_json(json!({ "input": input })))
        .data(Language::Chinese)
        .data(scope.clone())
        .data(loads.loader(scope.clone()));
    let response = loads.drive(city.schema().execute(request)).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    let data = response.data.into_json().expect("JSON");
    let errors = data
        .as_object()
        .expect("data")
        .values()
        .map(|payload| &payload["errors"]);
    assert!(
        errors.clone().all(|errors| *errors == json!([])),
        "{data:#}"
    );
    scope.finish().await.expect("kept");
    scope.statements()
}

async fn analyze(city: &City) {
    for table in [
        "household",
        "survey_round",
        "survey_task",
        "survey_record",
        "unions",
        "staff",
        "helper",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut city.owner().await)
            .await
            .expect("analyzed");
    }
}

#[tokio::test]
async fn a_round_costs_the_same_statements_however_many_households() {
    let city = City::with_pool(4).await;
    let townships = fill(&city).await;
    let (root, clerk) = (city.root().admin().await, townships[0].admin().await);
    let counted = async |mutation: &str, round: &Value| {
        let query = format!(
            "mutation($input: SurveyRoundInput!) {{ {mutation}(input: $input) {{ round {{ id version listed }} errors {{ code }} }} }}"
        );
        let input = json!({ "id": round["id"], "version": round["version"] });
        statements_of_change(&root, &city, &query, input).await
    };
    let whole = draft(&root, json!({})).await["round"].take();
    let opening = counted("openSurveyRound", &whole).await;
    let one = json!({ "name": "一个街道", "scopeId": townships[3].id.to_string() });
    let part = draft(&root, one).await["round"].take();
    assert_eq!(counted("openSurveyRound", &part).await, opening);
    assert!(opening <= 20, "{opening} statements");
    assert_figures_true(&city).await;
    analyze(&city).await;

    let list = "query($f: SurveyTaskFilter!, $n: Int!) { surveyTasks(filter: $f, first: $n) { nodes { state overdue household { fileNumber }
        listedCadre { name } record { id answers { text } cadre { name } visit { id } } lastRecord { id } round { name } } } }";
    let of = json!({ "roundId": whole["id"], "subtree": true });
    let few = statements(&clerk, &city, list, json!({ "f": of, "n": 40 })).await;
    let many = statements(&clerk, &city, list, json!({ "f": of, "n": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 16, "{many} statements");
    // One list at a time: two that ask for the same kind of row do so together or one after the other,
    // as the answers come.
    for below in [
        "progressBelow(first: $n) { nodes { total union { name } } }",
        "unfinishedUnions(first: $n) { nodes { households union { name } } }",
    ] {
        let query = format!("query($id: ID!, $n: Int!) {{ surveyRound(id: $id) {{ {below} }} }}");
        let few = json!({ "id": whole["id"], "n": 1 });
        let many = json!({ "id": whole["id"], "n": 100 });
        assert_eq!(
            statements(&root, &city, &query, many).await,
            statements(&root, &city, &query, few).await,
            "{below}"
        );
    }
    for of_round in [
        "previous { name }",
        "scope { name }",
        "progress { done }",
        "movement { fell }",
        "distribution(by: TIER) { value }",
        "byCadre { total cadre { name } }",
        "reminders { text }",
        "unfinishedUnions(first: 3) { nodes { households } }",
        "progressBelow(first: 3) { nodes { done union { name } } }",
    ] {
        let query =
            format!("query($n: Int!) {{ surveyRounds(first: $n) {{ nodes {{ {of_round} }} }} }}");
        let few = statements(&root, &city, &query, json!({ "n": 1 })).await;
        let many = statements(&root, &city, &query, json!({ "n": 2 })).await;
        assert_eq!(many, few, "{of_round} is asked once for all rounds");
    }

    let now = json!({ "id": whole["id"], "version": 2 });
    let closing = counted("closeSurveyRound", &now).await;
    assert_eq!(
        counted(
            "closeSurveyRound",
            &json!({ "id": part["id"], "version": 2 })
        )
        .await,
        closing
    );
}

#[tokio::test]
async fn lists_read_the_rows_they_show_and_not_the_table() {
    let city = City::with_pool(1).await;
    let townships = fill(&city).await;
    let (root, clerk) = (city.root().admin().await, townships[3].admin().await);
    let cadre = townships[5].cadre("李敏").await;
    let earlier = opened(&root, json!({ "name": "第一轮" })).await;
    closed(&root, &earlier).await;
    let round = opened(&root, json!({})).await;
    // One rare state in a wide subtree.
    sqlx::query(
        "UPDATE survey_task SET state = 'MOVED_AWAY', settled_on = '2026-08-06'
         WHERE id IN (SELECT id FROM survey_task ORDER BY union_path DESC, household_id DESC LIMIT 5)",
    )
    .execute(&mut city.owner().await)
    .await
    .unwrap();
    sqlx::query("UPDATE household SET cadre_id = $1 WHERE id IN (SELECT id FROM household WHERE union_id = $2 LIMIT 3)")
        .bind(cadre.staff.uuid())
        .bind(townships[5].id.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    analyze(&city).await;
    let list = "query($f: SurveyTaskFilter!) { surveyTasks(filter: $f) { nodes { id } } }";
    for (person, filter, most) in [
        (&clerk, json!({}), 60),
        (&clerk, json!({ "unfinished": true }), 60),
        (&root, json!({ "subtree": true }), 60),
        (&root, json!({ "subtree": true, "unfinished": true }), 60),
        (&root, json!({ "subtree": true, "state": "MOVED_AWAY" }), 60),
        (&root, json!({ "unionId": townships[7].id.to_string() }), 60),
        (&cadre, json!({ "mine": true }), 60),
    ] {
        let mut variables = json!({ "f": { "roundId": round["id"] } });
        let more = filter.as_object().unwrap().clone();
        variables["f"].as_object_mut().unwrap().extend(more);
        let (scans, rows) = reads(&city, person, "survey_task", list, variables).await;
        assert_eq!(scans, 0, "{filter} scans the list");
        assert!(rows <= most, "{filter} reads {rows} rows");
    }
    // Progress reads no household and none of the list, beside whether the round is seen.
    let progress = "query($id: ID!) { surveyRound(id: $id) { progress { done } progressBelow { nodes { done } } distribution(by: CAUSE) { value } } }";
    let (scans, rows) = reads(
        &city,
        &root,
        "survey_task",
        progress,
        json!({ "id": round["id"] }),
    )
    .await;
    assert_eq!((scans, rows <= 5), (0, true), "{rows} rows");
    let (_, rows) = reads(
        &city,
        &clerk,
        "survey_task",
        progress,
        json!({ "id": round["id"] }),
    )
    .await;
    assert!(rows <= 5, "{rows} rows");
    let rounds = "{ surveyRounds { nodes { name } } }";
    let (scans, rows) = reads(&city, &clerk, "survey_task", rounds, json!({})).await;
    assert!(scans == 0 && rows <= 10, "{rows} rows");
    // The unions that have not finished: the households of a page's unions.
    let unfinished = "query($id: ID!) { surveyRound(id: $id) { unfinishedUnions(first: 2) { nodes { households } } } }";
    let (scans, rows) = reads(
        &city,
        &root,
        "survey_task",
        unfinished,
        json!({ "id": round["id"] }),
    )
    .await;
    assert!(scans == 0 && rows <= 3_200, "{rows} rows");
}

#[tokio::test]
async fn recording_costs_a_constant_number_of_statements() {
    let city = City::with_pool(4).await;
    let place = city.county("兰山区").await;
    let (admin, root) = (place.admin().await, city.root().admin().await);
    let first = place.household("张三").await;
    place.households(30).await;
    let round = opened(&root, json!({})).await;
    let query = super::RECORD;
    let task = task_of(&admin, &round, first).await;
    let cost = statements_of_change(&admin, &city, query, form(&task)).await;
    assert!(cost <= 35, "{cost} statements");
    closed(&root, &round).await;
    let next = opened(&root, json!({ "name": "第二轮" })).await;
    recorded(&admin, form(&task_of(&admin, &next, first).await)).await;
    let answer = step(&root, "closeSurveyRound", &next).await;
    assert_eq!(answer["errors"], json!([]));
}
