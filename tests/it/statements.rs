//! What a request costs the database: statements that it sends, and rows that they read.

use async_graphql::{Request, Variables};
use schema::loaders::Loads;
use schema::tenancy::Access;
use schema::text::Language;
use serde_json::Value;
use tests::{City, Person};

/// Statements of one request.
pub(crate) async fn statements(by: &Person, city: &City, query: &str, variables: Value) -> u32 {
    let scope = by.scope(Access::Read).await;
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
    by: &Person,
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
    by.principal().await;
    let before = counted().await;
    statements(by, city, query, variables).await;
    let after = counted().await;
    (after.0 - before.0, after.1 - before.1)
}
