//! What a request costs the database: statements that it sends, and rows that they read.

use async_graphql::{Request, Variables};
use schema::loaders::Loads;
use schema::tenancy::Access;
use schema::text::Language;
use serde_json::{Value, json};
use tests::{City, Reader};

/// Statements of one request.
pub(crate) async fn statements(
    by: &impl Reader,
    city: &City,
    query: &str,
    variables: Value,
) -> u32 {
    let scope = by.open(Access::Read).await;
    let loads = Loads::default();
    let request = Request::new(query)
        .variables(Variables::from_json(variables))
        .data(Language::Chinese)
        .data(scope.clone())
        .data(loads.loader(scope.clone()));
    let response = loads.drive(city.schema().execute(request)).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    scope.rollback().await;
    scope.statements()
}

/// Sequential scans of a table that a request makes, and rows and index entries read, policies on.
pub(crate) async fn reads(
    city: &City,
    by: &impl Reader,
    table: &str,
    query: &str,
    variables: Value,
) -> (i64, i64) {
    let stat = "SELECT t.seq_scan, t.seq_tup_read + (SELECT coalesce(sum(i.idx_tup_read), 0)::bigint FROM pg_stat_user_indexes i WHERE i.relid = t.relid)
        FROM pg_stat_user_tables t WHERE t.relname = $1 AND t.schemaname = 'city_3713'";
    let counted = async || {
        // The one connection of the pool tells at once what it read.
        sqlx::query("SELECT pg_stat_force_next_flush()")
            .execute(city.app_pool())
            .await
            .expect("told");
        sqlx::query_as::<_, (i64, i64)>(stat)
            .bind(table)
            .fetch_one(&mut city.owner().await)
            .await
            .expect("counted")
    };
    by.open(Access::Read).await.rollback().await;
    let before = counted().await;
    statements(by, city, query, variables).await;
    let after = counted().await;
    (after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn what_is_asked_most_sends_no_statement_too_many() {
    let (city, lanshan, admin) = crate::assignments::county().await;
    lanshan.township("金雀山街道").await;
    let household = lanshan.household("张三").await;
    crate::assignments::pair(&admin, household, &lanshan.cadre("王建国").await).await;
    let document = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/statements");
        std::fs::read_to_string(folder.join(name)).expect("a document of the benchmark")
    };
    // The beginning, one for each kind of row, and one each where plans for values give way to plans for
    // keys and back: what forgets its plans makes it one more.
    let mut sent = Vec::new();
    for (name, variables) in [
        ("page.graphql", json!({})),
        ("household.graphql", json!({ "id": household.to_string() })),
        ("search.graphql", json!({ "text": "张三" })),
        ("tree.graphql", json!({ "id": lanshan.id.to_string() })),
    ] {
        let number = statements(&admin, &city, &document(name), variables).await;
        sent.push((name, number));
    }
    assert_eq!(
        sent,
        [
            ("page.graphql", 8),
            ("household.graphql", 9),
            ("search.graphql", 4),
            ("tree.graphql", 6)
        ]
    );
}
