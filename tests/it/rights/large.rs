//! Lists over many cases: what they cost.

use serde_json::json;
use tests::{City, Place};

use crate::statements::{reads, statements};

/// 20,000 cases with a deadline each in 20 townships of 2 counties, one in two hundred of a township accepted.
pub(crate) async fn fill(city: &City) -> (Vec<Place>, Vec<Place>) {
    let (mut counties, mut townships) = (Vec::new(), Vec::new());
    for county in ["兰山区", "费县"] {
        let county = city.county(county).await;
        for number in 0..10 {
            townships.push(county.township(&format!("{number}号街道")).await);
        }
        counties.push(county);
    }
    let mut conn = city.owner().await;
    for place in &townships {
        let cadre = place.cadre("王建国").await;
        for statement in [
            "INSERT INTO employer (id, union_id, union_path, name, search, created_by, created_at)
             SELECT time_id(now()), $1, $2, '某公司' || n, '某公司' || n, $3, now() FROM generate_series(1, 50) n",
            "INSERT INTO rights_case (id, union_id, union_path, number, kind, state, label, workers_concerned, employer_id, place_code, reported_on,
                 accepted_on, resolved_on, closed_on, claimed_fen, result, satisfaction, created_by, created_at)
             SELECT time_id(timestamptz '2026-01-01' + n * interval '1 hour'), $1, $2, gen_random_uuid()::text, 'WAGE_ARREARS', state, '张**', 1,
                 (SELECT id FROM employer WHERE union_id = $1 ORDER BY id OFFSET n % 50 LIMIT 1), '371302', '2026-01-01', '2026-01-02',
                 CASE state WHEN 'CLOSED' THEN '2026-02-01'::date END, CASE state WHEN 'CLOSED' THEN '2026-02-02'::date END, 100,
                 CASE state WHEN 'CLOSED' THEN 'WON' END, CASE state WHEN 'CLOSED' THEN 'FAIR' END, $3, now()
             FROM generate_series(1, 1000) n CROSS JOIN LATERAL (SELECT CASE WHEN n % 200 = 0 THEN 'ACCEPTED' ELSE 'CLOSED' END AS state) AS s",
            "INSERT INTO rights_deadline (id, case_id, union_id, union_path, rule, title, law, starts_on, due_on)
             SELECT gen_random_uuid(), id, union_id, union_path, 'INSPECTION', '投诉', '某条例', '2026-01-01', '2028-01-01' FROM rights_case WHERE union_id = $1 AND $2 <> '' AND $3 <> id",
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
    for table in ["rights_case", "rights_deadline", "employer", "unions"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut conn)
            .await
            .expect("analyzed");
    }
    (counties, townships)
}

#[tokio::test]
async fn a_nested_page_costs_the_same_statements_however_many_rows() {
    let city = City::new().await;
    let (_, townships) = fill(&city).await;
    let admin = townships[0].admin().await;
    let nested = "query($first: Int!) { rightsCases(first: $first) { nodes { unionName handlerName next employer { name record { cases } cases(first: 3) { nodes { number } } }
        details { claim } workers { name } way { step } deadlines { title state markable } nextDeadline { dueOn } letters { title next } recoveries { amount }
        evidence { id } referral { state } reportedBy { name } } } }";
    let few = statements(&admin, &city, nested, json!({ "first": 2 })).await;
    let many = statements(&admin, &city, nested, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 25, "{many} statements");
}

#[tokio::test]
async fn lists_read_the_rows_they_show_and_not_the_table() {
    let city = City::with_pool(1).await;
    let (counties, townships) = fill(&city).await;
    let (root, county) = (city.root().admin().await, counties[0].admin().await);
    let town = townships[3].admin().await;
    let all = "{ rightsCases { nodes { id } } }";
    let open = "{ rightsCases(filter: { states: [ACCEPTED] }) { nodes { id } } }";
    let none = "{ rightsCases(filter: { states: [REPORTED] }) { nodes { id } } }";
    let received = "{ rightsCases(filter: { side: RECEIVED }) { nodes { id } } }";
    let numbered = "{ rightsCases(filter: { number: \"12\" }) { nodes { id } } }";
    for (person, query, most) in [
        (&root, all, 60),
        (&root, numbered, 60),
        (&town, numbered, 60),
        (&county, all, 120),
        // Those of the township: a thousand.
        (&town, all, 1_100),
        (&root, open, 200),
        (&county, open, 200),
        (&town, open, 200),
        (&root, none, 60),
        (&town, none, 60),
        (&county, received, 60),
    ] {
        let (scans, rows) = reads(&city, person, "rights_case", query, json!({})).await;
        assert_eq!(scans, 0, "{query} scans");
        assert!(rows <= most, "{query} reads {rows} rows");
    }
    let due = "{ rightsDeadlines { nodes { id } } }";
    let (scans, rows) = reads(&city, &town, "rights_deadline", due, json!({})).await;
    assert_eq!(scans, 0, "{due} scans");
    assert!(rows <= 60, "{due} reads {rows} rows");
}
