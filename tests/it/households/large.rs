//! Lists over many households: what they cost.

use serde_json::{Value, json};
use sqlx::Row as _;
use tests::{City, Place};

use super::family::number;
use crate::statements::{reads, statements};

/// 20,000 households of two in 20 townships of 2 counties; one in ten has a cadre, one in fifty is
/// relieved, and rare tiers and causes are rare.
async fn fill(city: &City) -> Vec<Place> {
    let mut townships = Vec::new();
    for county in ["兰山区", "费县"] {
        let county = city.county(county).await;
        for number in 0..10 {
            townships.push(county.township(&format!("{number}号街道")).await);
        }
    }
    let mut conn = city.owner().await;
    for (index, place) in townships.iter().enumerate() {
        let cadre = place.cadre("王建国").await;
        for statement in [
            "INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing, population, labour_force,
                 income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, registered_on, created_at, updated_at, cadre_id)
             SELECT gen_random_uuid(), $1, $2, '3713-2026-' || lpad(($4 * 1000 + n)::text, 6, '0'), 'LINKED', CASE WHEN n % 50 = 0 THEN 'RELIEVED' ELSE 'ACTIVE' END,
                 '张**', 'RURAL', 'OWNED', 3, 1, 1, 1, CASE WHEN n = 500 THEN 'WAGE_ARREARS' ELSE 'ILLNESS' END, '{}', '{}',
                 CASE WHEN n = 700 THEN 'ACCIDENTAL' ELSE 'DEEP' END, 'NONE', false, '2026-01-01', now(), now(), CASE WHEN n % 10 = 1 THEN $3 END
             FROM generate_series(1, 1000) n",
            "INSERT INTO household_private (household_id, union_id, union_path, head_name, search, address)
             SELECT id, $1, $2, '张' || file_number, '张' || file_number || '|zs' || right(file_number, 3), '幸福路' FROM household WHERE union_id = $1 AND $3 IS NOT NULL AND $4 >= 0",
            "INSERT INTO member (id, household_id, union_id, union_path, position, masked_name, sex, relation, education, migrant_worker)
             SELECT gen_random_uuid(), h.id, $1, $2, p, '张**', 'MALE', CASE p WHEN 0 THEN 'SELF' ELSE 'SON' END, 'NONE', true
             FROM household h, generate_series(0, 1) p WHERE h.union_id = $1 AND $3 IS NOT NULL AND $4 >= 0",
            "INSERT INTO member_private (member_id, household_id, union_id, union_path, name, id_number_digest, phone_digest, health)
             SELECT m.id, m.household_id, $1, $2, '张三', sha256(m.id::text::bytea), sha256(m.id::text::bytea), 'GOOD'
             FROM member m WHERE m.union_id = $1 AND $3 IS NOT NULL AND $4 >= 0",
        ] {
            sqlx::query(statement)
                .bind(place.id.uuid())
                .bind(&place.path)
                .bind(cadre.staff.uuid())
                .bind(i32::try_from(index).unwrap())
                .execute(&mut conn)
                .await
                .unwrap();
        }
    }
    for table in [
        "household",
        "household_private",
        "member",
        "member_private",
        "unions",
        "staff",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut conn)
            .await
            .unwrap();
    }
    townships
}

#[tokio::test]
async fn every_shape_of_the_list_reads_what_it_shows_and_not_the_table() {
    let city = City::with_pool(1).await;
    let townships = fill(&city).await;
    let (root, own) = (city.root().admin().await, townships[3].admin().await);
    let cadre: String = sqlx::query("SELECT id FROM staff WHERE union_id = $1 AND name = '王建国'")
        .bind(townships[3].id.uuid())
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap()
        .get::<uuid::Uuid, _>(0)
        .simple()
        .to_string();
    let below = |mut filter: Value| {
        filter["subtree"] = true.into();
        filter
    };
    let query = "query($filter: HouseholdFilter) { households(filter: $filter) { nodes { id } } }";
    // A page of 20 fetches 21 rows; reading one by an index counts its entry and the row.
    for (person, filter, most) in [
        (&own, json!({}), 60),
        (&own, json!({ "status": "RELIEVED" }), 60),
        (&own, json!({ "paired": true }), 60),
        (&own, json!({ "paired": false }), 60),
        (&own, json!({ "cadreId": format!("staff_{cadre}") }), 260),
        (&own, json!({ "unionId": townships[3].id.to_string() }), 60),
        (&own, json!({ "text": "3713-2026-003500" }), 60),
        (&own, json!({ "text": number(1) }), 60),
        (&own, json!({ "text": "15400000001" }), 60),
        (&root, below(json!({})), 60),
        (&root, below(json!({ "kind": "LINKED" })), 60),
        (&root, below(json!({ "kind": "OWN_UNIT" })), 60),
        (&root, below(json!({ "status": "CLOSED" })), 60),
        (&root, below(json!({ "tier": "ACCIDENTAL" })), 60),
        (&root, below(json!({ "cause": "WAGE_ARREARS" })), 60),
        (&root, below(json!({ "paired": true })), 60),
        (&root, below(json!({ "paired": false })), 60),
        (&root, below(json!({ "text": "3713-2026-003500" })), 60),
        (
            &root,
            json!({ "unionId": townships[9].id.to_string(), "tier": "ACCIDENTAL" }),
            60,
        ),
    ] {
        let (scans, rows) = reads(
            &city,
            person,
            "household",
            query,
            json!({ "filter": filter }),
        )
        .await;
        assert_eq!(scans, 0, "{filter} scans the table");
        assert!(rows <= most, "{filter} reads {rows} rows");
    }
    // A part of a name is looked for in the own union's names alone.
    let (scans, rows) = reads(
        &city,
        &own,
        "household_private",
        query,
        json!({ "filter": { "text": "zs500" } }),
    )
    .await;
    assert_eq!(scans, 0);
    assert!(rows <= 2_100, "{rows} names read");
}

#[tokio::test]
async fn a_page_costs_the_same_statements_however_many_rows() {
    let city = City::new().await;
    let townships = fill(&city).await;
    let own = townships[0].admin().await;
    let query = "query($first: Int!) { households(first: $first) { nodes { fileNumber headName masked address phone union { name } cadre { name }
        members { name idNumber age } changes(first: 1) { nodes { at } } } } }";
    let light = "query($first: Int!) { households(first: $first) { nodes { fileNumber headName masked address phone union { name } cadre { name } members { name idNumber age } } } }";
    // Among forty somebody has a cadre.
    let few = statements(&own, &city, light, json!({ "first": 40 })).await;
    let many = statements(&own, &city, light, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 10, "{many} statements");
    let few = statements(&own, &city, query, json!({ "first": 40 })).await;
    let many = statements(&own, &city, query, json!({ "first": 100 })).await;
    assert_eq!(few, many, "with the history");
}
