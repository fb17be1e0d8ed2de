//! Lists over many visits and promises: what they cost.

use serde_json::json;
use tests::{City, Place};

use crate::statements::{reads, statements};

/// 20,000 visits and as many promises to 1,000 households in 20 townships of 2 counties.
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
        for statement in [
            "INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing, population, labour_force,
                 income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, registered_on, created_at, updated_at, cadre_id)
             SELECT gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'LINKED', 'ACTIVE', '张**', 'RURAL', 'OWNED', 3, 1, 1, 1, 'ILLNESS',
                 '{}', '{}', 'DEEP', 'NONE', false, '2026-01-01', now(), now(), $3 FROM generate_series(1, 50)",
            "INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at)
             SELECT gen_random_uuid(), $1, $2, h.id, $3, '2026-01-01'::date + n * 10, 'HOME', 'ROUTINE', true, '{}', now(), now()
             FROM household h, generate_series(1, 20) n WHERE h.union_id = $1",
            "INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state, proof, done_on)
             SELECT gen_random_uuid(), $1, $2, h.id, $3, '2026-01-01', '2026-01-01'::date + n * 20,
                 CASE WHEN n > 8 THEN 'OPEN' ELSE 'DONE' END, CASE WHEN n <= 8 THEN 'DOCUMENT' END, CASE WHEN n <= 8 THEN '2026-02-01'::date END
             FROM household h, generate_series(1, 20) n WHERE h.union_id = $1",
        ] {
            sqlx::query(statement)
                .bind(place.id.uuid())
                .bind(&place.path)
                .bind(cadre.staff.uuid())
                .execute(&mut conn)
                .await
                .expect("rows");
        }
    }
    for table in [
        "household",
        "visit",
        "measure",
        "pairing",
        "unions",
        "staff",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut conn)
            .await
            .expect("analyzed");
    }
    townships
}

const NESTED: &str = "query($first: Int!, $of: ID) { measures(filter: { unionId: $of, state: OPEN }, first: $first) { nodes { household {
    fileNumber cadre { name activePairingCount } helpers { name } pairings { id } visits(first: 3) { nodes { visitedOn cadre { name } place measures { text } } }
    measures(state: OPEN) { dueOn text } timeline(first: 5) { nodes { summary by { name } } } } } } }";

#[tokio::test]
async fn a_nested_page_costs_the_same_statements_however_many_rows() {
    let city = City::new().await;
    let townships = fill(&city).await;
    let admin = townships[0].admin().await;
    let few = statements(&admin, &city, NESTED, json!({ "first": 2 })).await;
    let many = statements(&admin, &city, NESTED, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 20, "{many} statements");
}

#[tokio::test]
async fn lists_read_the_rows_they_show_and_not_the_table() {
    let city = City::with_pool(1).await;
    let townships = fill(&city).await;
    let (root, admin) = (city.root().admin().await, townships[3].admin().await);
    let cadre = townships[5].cadre("李敏").await;
    let visits = "{ visits { nodes { id } } }";
    let below = "{ visits(filter: { subtree: true }) { nodes { id } } }";
    let mine = "{ visits(filter: { mine: true }) { nodes { id } } }";
    let due = "{ measures(filter: { state: OPEN }) { nodes { id } } }";
    let due_below = "{ measures(filter: { subtree: true, overdue: true }) { nodes { id } } }";
    let due_mine = "{ measures(filter: { mine: true, state: OPEN }) { nodes { id } } }";
    let all_mine = "{ measures(filter: { mine: true }) { nodes { id } } }";
    // A page of 20 fetches 21 rows.
    for (person, table, query, most) in [
        (&admin, "visit", visits, 60),
        (&root, "visit", below, 60),
        (&cadre, "visit", mine, 60),
        (&root, "measure", due_below, 60),
        (&cadre, "measure", due_mine, 60),
        (&admin, "measure", due, 60),
        // Nobody's promises are sought among those of the whole tree.
        (&root, "measure", all_mine, 60),
    ] {
        let (scans, rows) = reads(&city, person, table, query, json!({})).await;
        assert_eq!(scans, 0, "{query} scans {table}");
        assert!(rows <= most, "{query} reads {rows} rows of {table}");
    }
    let nested = "{ measures(filter: { state: OPEN }) { nodes { household { visits(first: 3) { nodes { id } } } } } }";
    let (scans, rows) = reads(&city, &admin, "visit", nested, json!({})).await;
    assert_eq!(scans, 0);
    // The visits of 20 households, 20 each, of which the last four are kept.
    assert!(rows <= 20 * 20, "{rows} visits read");
}
