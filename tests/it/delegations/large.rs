//! Lists over many delegations: what they cost.

use serde_json::json;
use tests::{City, Lawyer, Place};

use crate::rights::large::fill as cases;
use crate::statements::{reads, statements};

/// A delegation of each of 20,000 cases to one firm, one in two hundred of them in the hands of a lawyer with a date and a
/// worker, the rest concluded by who runs the firm's account.
async fn fill(city: &City) -> (Vec<Place>, Lawyer, Lawyer) {
    let (_, townships) = cases(city).await;
    let firm = city.root().firm("山东某某律师事务所").await;
    let head = firm.lawyer("孙主任", true).await;
    let lawyer = firm.lawyer("吴律师", false).await;
    let mut conn = city.owner().await;
    for sql in [
        "INSERT INTO delegation (id, case_id, union_id, union_path, partner_id, lawyer_id, number, by_name, partner_name, kind, authority, powers, state, case_number,
             case_kind, label, workers_concerned, place_code, claimed_fen, answer_by, offered_on, answered_on, ended_on, result, created_by, created_at)
         SELECT c.id, c.id, c.union_id, c.union_path, $1, CASE c.state WHEN 'CLOSED' THEN $3::uuid ELSE $2::uuid END, 'WT' || c.number, '某工会', '某律所', 'MEDIATION',
             'GENERAL', '{}', CASE c.state WHEN 'CLOSED' THEN 'CONCLUDED' ELSE 'ACCEPTED' END, c.number, c.kind, c.label, 1, c.place_code, 100, '2026-01-10', '2026-01-03',
             '2026-01-04', CASE c.state WHEN 'CLOSED' THEN '2026-02-01'::date END, CASE c.state WHEN 'CLOSED' THEN 'WON' END, c.created_by, now()
         FROM rights_case c",
        "INSERT INTO delegation_worker (id, delegation_id, case_id, partner_id, union_id, union_path, position, worker_id, name)
         SELECT gen_random_uuid(), id, case_id, partner_id, union_id, union_path, 0, id, '赵小河' FROM delegation WHERE partner_id = $1 AND lawyer_id = $2 AND lawyer_id <> $3",
        "INSERT INTO hearing (id, delegation_id, case_id, partner_id, union_id, union_path, kind, state, starts_at, minutes, venue, created_at, changed_at)
         SELECT gen_random_uuid(), id, case_id, partner_id, union_id, union_path, 'COURT', 'PLANNED', '2026-08-10 01:30Z', 60, '某法院', now(), now()
         FROM delegation WHERE partner_id = $1 AND lawyer_id = $2 AND lawyer_id <> $3",
    ] {
        sqlx::query(sql)
            .bind(firm.id.uuid())
            .bind(lawyer.id.uuid())
            .bind(head.id.uuid())
            .execute(&mut conn)
            .await
            .expect("rows");
    }
    for table in [
        "delegation",
        "delegation_worker",
        "hearing",
        "rights_case",
        "partner",
        "lawyer",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut conn)
            .await
            .expect("analyzed");
    }
    (townships, head, lawyer)
}

#[tokio::test]
async fn pages_cost_what_they_show_to_unions_and_to_partners() {
    let city = City::with_pool(1).await;
    let (townships, head, lawyer) = fill(&city).await;
    let (root, town) = (city.root().admin().await, townships[3].admin().await);
    let nested = "query($first: Int!) { delegations(first: $first, filter: { states: [ACCEPTED] }) { nodes { number next editable printable hearingsEditable documentsEditable
        partner { name load districts { name } lawyers { name load } } lawyer { name } brief workers { name signedCopy { fileName } } documents { attachment { fileName } }
        hearings { venue next editable delegation { number } } nextHearing { startsAt } way { step } case { number next } paper { printedAt } } } }";
    let few = statements(&root, &city, nested, json!({ "first": 2 })).await;
    let many = statements(&root, &city, nested, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    let nested = nested.replace("paper { printedAt }", "");
    let few = statements(&head, &city, &nested, json!({ "first": 2 })).await;
    let many = statements(&head, &city, &nested, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 22, "{many} statements");

    let all = "{ delegations { nodes { id } } }";
    let agenda = "{ hearings(from: \"2026-08-01\", to: \"2026-08-31\") { nodes { id } } }";
    for (table, query, most) in [("delegation", all, 60), ("hearing", agenda, 60)] {
        let (scans, rows) = reads(&city, &head, table, query, json!({})).await;
        assert!(
            scans == 0 && rows <= most,
            "{query}: {scans} scans, {rows} rows"
        );
    }
    for (person, most) in [(&root, 60), (&town, 1_100)] {
        let (scans, rows) = reads(&city, person, "delegation", all, json!({})).await;
        assert!(scans == 0 && rows <= most, "{scans} scans, {rows} rows");
    }
    let (scans, rows) = reads(&city, &lawyer, "delegation", all, json!({})).await;
    assert!(scans == 0 && rows <= 200, "{scans} scans, {rows} rows");
}
