//! How deep and how costly one request may be, and what it is told otherwise.

use schema::graphql::Limits;
use serde_json::{Value, json};
use tests::{City, schema_within};

/// What the first error of a query is, where there is one.
async fn refused(limits: Limits, query: &str) -> Option<String> {
    let response = schema_within(limits).execute(query).await;
    response.errors.first().map(|error| error.message.clone())
}

#[tokio::test]
async fn depth_and_cost_are_limited_to_the_last_field() {
    let deep = |levels: usize| {
        format!(
            "{{ viewer {{ {}name{} }} }}",
            "union { ".to_owned() + &"parent { ".repeat(levels),
            " }".repeat(levels + 1)
        )
    };
    let limits = Limits {
        depth: 6,
        complexity: 40,
    };
    // viewer, union, three parents and the name.
    assert_eq!(refused(limits, &deep(3)).await, None);
    assert_eq!(
        refused(limits, &deep(4)).await.as_deref(),
        Some("Query is nested too deep.")
    );
    let page = |rows: usize| format!("{{ households(first: {rows}) {{ nodes {{ id kind }} }} }}");
    // Ten rows of `nodes`, id and kind, and the field itself.
    let short = refused(limits, &page(10)).await;
    assert_ne!(short.as_deref(), Some("Query is too complex."));
    assert_eq!(
        refused(limits, &page(14)).await.as_deref(),
        Some("Query is too complex.")
    );
}

#[tokio::test]
async fn a_refused_query_says_which_limit_it_met() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let deep = format!(
        "{{ viewer {{ union {{ {}name{} }} }} }}",
        "parent { ".repeat(20),
        " }".repeat(20)
    );
    let wide = "{ searchUnions(text: \"工\", first: 100) { children(first: 100) { nodes { children(first: 100) { nodes { name } } } } } }";
    for (query, code) in [
        (deep.as_str(), "QUERY_TOO_DEEP"),
        (wide, "QUERY_TOO_COMPLEX"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let response = admin.run(query).await;
        let error = &response["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{response}");
        assert_eq!(response["data"], Value::Null);
    }
    let response = admin
        .run_with(
            "query($id: ID!) { household(id: $id) { id } }",
            json!({ "id": "union_0198c0de138172348567813812345678" }),
        )
        .await;
    assert_eq!(
        response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT",
        "{response}"
    );
}
