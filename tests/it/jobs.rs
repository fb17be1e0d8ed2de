//! Work in the background.

use std::time::{Duration, Instant};

use schema::jobs::{self, Pace};
use schema::notifications::Channels;
use serde_json::json;
use sqlx::postgres::PgPoolOptions;
use tests::City;
use tokio::sync::watch;

use crate::statistics::{assert_figures_true, total};
use crate::writers::register;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_servers_fold_and_seal_and_stop_when_told() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (cadre, root) = (lanshan.cadre("王建国").await, city.root().admin().await);
    let pace = Pace {
        remind: Duration::from_millis(50),
        pack: Duration::from_millis(20),
        gather: Duration::ZERO,
        fold: Duration::from_millis(10),
        seal: Duration::from_millis(10),
        purge: Duration::from_millis(50),
        batch: 7,
    };
    let (stop, stopped) = watch::channel(false);
    let mut servers = tokio::task::JoinSet::new();
    for _ in 0..3 {
        let pool = PgPoolOptions::new()
            .max_connections(2)
            .connect_with(city.options_of("lianxin_worker"))
            .await
            .unwrap();
        servers.spawn(jobs::run(pool, pace, Channels::default(), stopped.clone()));
    }
    for number in 0..15 {
        register(&city, &cadre).await;
        assert_eq!(total(&root, &city.root(), "HOUSEHOLDS").await, number + 1);
    }
    let input =
        json!({ "parentId": lanshan.id.to_string(), "name": "甲厂工会", "level": "GRASSROOTS" });
    root.ask(
        "mutation($input: CreateUnionInput!) { createUnion(input: $input) { errors { message } } }",
        json!({ "input": input }),
    )
    .await;
    let mut owner = city.owner().await;
    let begun = Instant::now();
    loop {
        let (pending, sealed): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM stat_delta), (SELECT count(*) FROM audit_seal)",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        if pending == 0 && sealed == 1 {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "{pending} deltas wait, {sealed} entries are sealed"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_figures_true(&city).await;
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(10), servers.join_all())
        .await
        .expect("the servers stop");
}

#[tokio::test]
async fn jobs_stop_when_their_server_is_gone() {
    let city = City::new().await;
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_with(city.options_of("lianxin_worker"))
        .await
        .unwrap();
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(jobs::run(
        pool,
        Pace::default(),
        Channels::default(),
        stopped,
    ));
    drop(stop);
    tokio::time::timeout(Duration::from_secs(10), work)
        .await
        .expect("the jobs stop")
        .unwrap();
}

#[tokio::test]
async fn what_has_run_out_long_ago_is_removed_and_nothing_else() {
    let city = City::new().await;
    let cadre = city.root().cadre("王建国").await;
    let mut owner = city.owner().await;
    let now = city.now();
    for (days, ended) in [(40, true), (40, false), (10, true), (-10, false)] {
        sqlx::query(
            "INSERT INTO session (id, person_id, staff_id, family, digest, created_at, last_used_at, expires_at, ended_at, end_reason)
             VALUES (gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'x', $3, $3, $3::timestamptz + CASE WHEN $4 THEN interval '1 year' ELSE interval '0' END,
                     CASE WHEN $4 THEN $3::timestamptz END, CASE WHEN $4 THEN 'SIGNED_OUT' END)",
        )
        .bind(cadre.claims.person_id)
        .bind(cadre.staff.uuid())
        .bind(now - chrono::TimeDelta::days(days))
        .bind(ended)
        .execute(&mut owner)
        .await
        .unwrap();
        sqlx::query("INSERT INTO one_time_code (id, union_id, union_path, staff_id, purpose, digest, created_at, expires_at)
                     VALUES (gen_random_uuid(), $1, $2, $3, 'INVITATION', gen_random_uuid()::text, $4, $4)")
            .bind(city.root().id.uuid())
            .bind(&city.root().path)
            .bind(cadre.staff.uuid())
            .bind(now - chrono::TimeDelta::days(days))
            .execute(&mut owner)
            .await
            .unwrap();
        sqlx::query("INSERT INTO sign_in_throttle (login, failures, last_failed_at) VALUES (gen_random_uuid()::text, 1, $1)")
            .bind(now - chrono::TimeDelta::hours(days))
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let mut worker = city.connect_as("lianxin_worker").await;
    assert_eq!(jobs::purge(&mut worker, now).await.unwrap(), 2 + 2 + 2);
    assert_eq!(jobs::purge(&mut worker, now).await.unwrap(), 0);
    // The living session of the cadre is still there.
    cadre
        .ask("{ searchUnions(text: \"x\") { name } }", json!({}))
        .await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM session")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(left, 3);
}
