//! What happens to the database's connections when requests end in the middle, and to requests when
//! there is no connection.

use std::time::Duration;

use serde_json::json;
use tests::City;

/// Clients hang up at any moment; what they leave behind must not be the next one's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_aborted_leave_the_pool_whole_and_without_facts() {
    // One connection: whoever comes next gets the one that was left.
    let city = City::with_pool(1).await;
    let admin = city.root().admin().await;
    for round in 0..300_u64 {
        let person = admin.clone();
        let id = city.root().id.to_string();
        let request = tokio::spawn(async move {
            if round % 2 == 0 {
                let query = "query($id: ID!) { union(id: $id) { children { nodes { name figures { total(of: UNIONS) } } } } }";
                person.run_with(query, json!({ "id": id })).await;
            } else {
                let input = json!({ "parentId": id, "name": format!("第{round}工会"), "level": "GRASSROOTS" });
                let query = "mutation($input: CreateUnionInput!) { createUnion(input: $input) { errors { message } } }";
                person.run_with(query, json!({ "input": input })).await;
            }
        });
        tokio::time::sleep(Duration::from_micros(round * 37 % 6_000)).await;
        request.abort();
        let mut next = tokio::time::timeout(Duration::from_secs(10), city.app_pool().acquire())
            .await
            .expect("the connection comes back")
            .unwrap();
        let facts: Vec<Option<String>> = sqlx::query_scalar(
            "SELECT nullif(current_setting('lianxin.' || fact, true), '')
             FROM unnest(ARRAY['person', 'staff', 'path', 'lineage', 'unions', 'names', 'presented', 'opened']) AS fact",
        )
        .fetch_all(&mut *next)
        .await
        .unwrap();
        assert_eq!(facts, vec![None; 8], "round {round}");
    }
    crate::statistics::assert_figures_true(&city).await;
}

#[tokio::test]
async fn without_a_database_a_request_is_told_to_come_again() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let caller = schema::execute::Caller {
        actor: Some(admin.principal().await.into()),
        city: city.schema_name().to_owned(),
        language: schema::text::Language::English,
        now: city.now(),
        request_id: None,
        user_agent: None,
        address: None,
        cookie: schema::identity::RefreshCookie::default(),
    };
    let ask = async |query: &str| {
        let request = async_graphql::Request::new(query);
        let response =
            schema::execute::execute(city.schema(), city.database(), &caller, request).await;
        serde_json::to_value(response).unwrap()
    };
    let write = format!(
        "mutation {{ createUnion(input: {{ parentId: \"{}\", name: \"甲公司工会\", level: GRASSROOTS }}) {{ errors {{ code }} }} }}",
        city.root().id
    );
    // The server ends these connections, as one that is stopped does.
    for query in ["{ viewer { union { name } } }", &write] {
        sqlx::query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'lianxin_app' AND datname = current_database()",
        )
        .execute(&mut city.connect_as("postgres").await)
        .await
        .unwrap();
        let response = ask(query).await;
        let code = &response["errors"][0]["extensions"]["code"];
        assert!(code.is_null() || code == "UNAVAILABLE", "{response}");
    }
    city.app_pool().close().await;
    for query in ["{ viewer { union { name } } }", &write] {
        let response = ask(query).await;
        let error = &response["errors"][0];
        assert_eq!(error["extensions"]["code"], "UNAVAILABLE", "{response}");
        assert_eq!(error["message"], "busy; please try again in a moment");
        assert_eq!(response["data"], serde_json::Value::Null);
    }
}
