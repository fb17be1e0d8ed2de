//! Counting again finds what is wrong, in every kind of row, and puts it right.

use schema::statistics::{self, Difference};
use serde_json::json;
use sqlx::AssertSqlSafe;
use tests::City;

use super::{assert_figures_true, fold_all};
use crate::writers::register;

#[tokio::test]
async fn a_recount_finds_what_is_wrong_and_a_rebuild_puts_it_right() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let cadre = lanshan.cadre("王建国").await;
    for _ in 0..3 {
        register(&city, &cadre).await;
    }
    fold_all(&city).await;
    register(&city, &cadre).await;
    assert_figures_true(&city).await;
    let mut owner = city.owner().await;
    let cells = |differences: &[Difference]| -> Vec<(String, String, String, i64)> {
        differences
            .iter()
            .map(|d| {
                (
                    d.path.clone(),
                    d.measure.clone(),
                    d.dimension.clone(),
                    d.kept - d.counted,
                )
            })
            .collect()
    };
    // A total that is wrong at one union.
    sqlx::query("UPDATE stat_total SET value = value + 5 WHERE union_id = $1 AND measure = 'HOUSEHOLDS' AND dimension = ''")
        .bind(lanshan.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    let found = statistics::verify(&mut owner).await.unwrap();
    assert_eq!(
        cells(&found),
        [(lanshan.path.clone(), "HOUSEHOLDS".into(), String::new(), 5)]
    );
    assert!(
        found[0].to_string().contains("兰山区总工会"),
        "{}",
        found[0]
    );
    statistics::rebuild(&mut owner).await.unwrap();
    assert_figures_true(&city).await;
    // A row that was changed behind the services shows at every union above it.
    sqlx::query(
        "UPDATE household SET tier = 'RELATIVE' WHERE id = (SELECT id FROM household LIMIT 1)",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let found = cells(&statistics::verify(&mut owner).await.unwrap());
    let root = city.root().path;
    let expected = [(&root, -1_i64, 1_i64), (&lanshan.path, -1, 1)];
    assert_eq!(found.len(), 4);
    for (path, less, more) in expected {
        let values: Vec<i64> = found
            .iter()
            .filter(|cell| cell.0 == *path && cell.1 == "HOUSEHOLDS" && cell.2 == "TIER")
            .map(|cell| cell.3)
            .collect();
        assert_eq!(values, [more, less]);
    }
    statistics::rebuild(&mut owner).await.unwrap();
    // A delta that got lost, and one that was written twice.
    register(&city, &cadre).await;
    sqlx::query("DELETE FROM stat_delta WHERE id = (SELECT id FROM stat_delta LIMIT 1)")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(statistics::verify(&mut owner).await.unwrap().len(), 2);
    statistics::rebuild(&mut owner).await.unwrap();
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn every_kind_of_row_is_counted() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let cadre = lanshan.cadre("王建国").await;
    let household = register(&city, &cadre).await;
    let mut owner = city.owner().await;
    let (union, path) = (lanshan.id.uuid(), &lanshan.path);
    for sql in [
        format!("INSERT INTO member (id, household_id, union_id, union_path, position, masked_name, relation, education, migrant_worker)
                 VALUES (gen_random_uuid(), '{household}', '{union}', '{path}', 0, '张**', 'SELF', 'NONE', true)"),
        format!("INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on)
                 VALUES (gen_random_uuid(), '{union}', '{path}', '{household}', '{}', 1, '2026-01-01')", cadre.staff.uuid()),
        format!("UPDATE household SET cadre_id = '{}' WHERE id = '{household}'", cadre.staff.uuid()),
        format!("INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at)
                 VALUES (gen_random_uuid(), '{union}', '{path}', '{household}', '{}', '2026-08-01', 'HOME', 'ROUTINE', true, '{{}}', now(), now())", cadre.staff.uuid()),
        format!("INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state)
                 VALUES (gen_random_uuid(), '{union}', '{path}', '{household}', '{}', '2026-01-01', '2026-08-07', 'OPEN')", cadre.staff.uuid()),
        format!("INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state, proof, done_on)
                 VALUES (gen_random_uuid(), '{union}', '{path}', '{household}', '{}', '2026-01-01', '2026-02-01', 'DONE', 'DOCUMENT', '2026-01-20')", cadre.staff.uuid()),
        format!("INSERT INTO survey_round (id, union_id, union_path, name, state, opens_on, closes_on, scope_id, kinds, questions, opened_at, created_at)
                 VALUES ('{household}', '{union}', '{path}', '全市摸底', 'OPEN', '2026-08-01', '2026-09-01', '{union}', '{{LINKED}}', '[]', now(), now())"),
        format!("INSERT INTO survey_record (id, round_id, union_id, union_path, household_id, cadre_id, visit_id, visited_on, kind, hukou, housing, population,
                     labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, claims, choices,
                     numbers, compared, income_change, differences, recorded_at, created_at)
                 SELECT '{household}', '{household}', '{union}', '{path}', '{household}', cadre_id, id, visited_on, 'HOME', 'RURAL', 'OWNED', 3,
                     1, 100, 0, 'ILLNESS', '{{}}', '{{}}', 'DEEP', 'NONE', false, false, '{{Q1:YES}}', '{{}}', '{{}}', 'FELL', '{{INCOME_FELL,NEW_CAUSE}}', now(), now()
                 FROM visit"),
        format!("INSERT INTO survey_task (round_id, union_id, union_path, household_id, state, settled_on, record_id)
                 VALUES ('{household}', '{union}', '{path}', '{household}', 'DONE', '2026-08-01', '{household}')"),
        format!("INSERT INTO rights_case (id, union_id, union_path, number, kind, state, label, workers_concerned, place_code, reported_on, resolved_on, closed_on,
                     claimed_fen, recovered_fen, result, satisfaction, created_by, created_at)
                 VALUES ('{household}', '{union}', '{path}', 'WQ000000', 'OVERTIME', 'CLOSED', '张**', 2, '371302', '2026-01-01', '2026-03-01', '2026-03-02',
                     700, 500, 'WON', 'FAIR', '{}', now())", cadre.staff.uuid()),
        format!("INSERT INTO rights_recovery (id, case_id, union_id, union_path, on_day, amount_fen, workers, actor_union_id, actor_name, staff_id, recorded_at)
                 VALUES (gen_random_uuid(), '{household}', '{union}', '{path}', '2026-03-01', 500, 1, '{union}', '某工会', '{}', now())", cadre.staff.uuid()),
        format!("INSERT INTO partner (id, union_id, union_path, union_name, name, search, kind, state, specialities, districts, created_by, created_at)
                 VALUES ('{household}', '{union}', '{path}', '某工会', '某律所', '', 'LAW_FIRM', 'ACTIVE', '{{}}', '{{}}', '{}', now())", cadre.staff.uuid()),
        format!("INSERT INTO delegation (id, case_id, union_id, union_path, partner_id, number, by_name, partner_name, kind, authority, powers, state, case_number,
                     case_kind, label, workers_concerned, place_code, claimed_fen, answer_by, offered_on, created_by, created_at)
                 VALUES ('{household}', '{household}', '{union}', '{path}', '{household}', 'WT000000', '某工会', '某律所', 'MEDIATION', 'GENERAL', '{{}}', 'OFFERED', 'WQ000000',
                     'OVERTIME', '张**', 2, '371302', 700, '2026-08-20', '2026-08-01', '{}', now())", cadre.staff.uuid()),
    ] {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut owner).await.unwrap();
    }
    statistics::rebuild(&mut owner).await.unwrap();
    let measures = schema::statistics::FigureMeasure::ALL;
    let fields: String = measures
        .iter()
        .map(|m| format!("{}: total(of: {}) ", m.code().to_lowercase(), m.code()))
        .collect();
    let query = format!("query($id: ID!) {{ union(id: $id) {{ figures {{ {fields} }} }} }}");
    let admin = city.root().admin().await;
    for place in [&city.root(), &lanshan] {
        let data = admin
            .ask(&query, json!({ "id": place.id.to_string() }))
            .await;
        let figures = &data["union"]["figures"];
        let unions = if place.id == lanshan.id { 1 } else { 2 };
        assert_eq!(
            *figures,
            json!({ "households": 1, "paired_households": 1, "unpaired_households": 0, "members": 1, "cadres": 1, "cadre_shortfalls": 1,
                "visits": 1, "visits_this_month": 1, "measures_open": 1, "measures_due": 1, "measures_overdue": 0, "measures_done": 1,
                "survey_tasks": 1, "survey_records": 1, "unions": unions,
                "aid_applications": 0, "aid_given": 0, "aid_amount": 0,
                "rights_cases": 1, "rights_workers": 2, "rights_claimed": 700, "rights_recovered": 500, "rights_closed": 1, "rights_delegations": 1,
                // They have no total: they are read through the statements.
                "funds": 0 }),
        );
    }
    // And of the round each kind of cell, at the union and at the one above.
    let cells: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT dimension, split_part(key, ':', 2), sum(value)::bigint FROM stat_total
         WHERE measure IN ('SURVEY_TASKS', 'SURVEY_RECORDS') AND dimension <> '' GROUP BY 1, 2 ORDER BY 1, 2",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let cells: Vec<(&str, &str, i64)> = cells
        .iter()
        .map(|(dimension, code, value)| (&**dimension, &**code, *value))
        .collect();
    assert_eq!(
        cells,
        [
            ("SURVEY_ANSWER", "Q1", 2),
            ("SURVEY_CAUSE", "ILLNESS", 2),
            ("SURVEY_DIFFERENCE", "INCOME_FELL", 2),
            ("SURVEY_DIFFERENCE", "NEW_CAUSE", 2),
            ("SURVEY_INCOME", "FELL", 2),
            ("SURVEY_STATE", "DONE", 2),
            ("SURVEY_TIER", "DEEP", 2),
        ]
    );
}
