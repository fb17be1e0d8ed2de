//! Applications and their money stay exact while many people work on the same few of them, time passes, and
//! connections are killed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use schema::statistics;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::*;
use crate::funds::assert_exact;
use crate::funds::random_walk::{pick_of, send, yuan};
use crate::walks::{Extent, walk};

/// What somebody does.
#[derive(Debug, Clone)]
enum Act {
    Save(usize, usize),
    /// What leads on from where an application stands.
    Advance(usize, usize, i64),
    Step(usize, usize, &'static str),
    Publicise(usize, usize),
    Approve(usize, usize, i64),
    Pay(usize, usize, &'static str),
    Settle(usize, usize, bool),
    /// Notices come to their end.
    Days,
    /// A connection of the application that has written something is killed.
    Kill,
    Fold(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let some = 0_usize..1_000;
    let step = prop_oneof![
        6 => Just("SUBMIT"), 9 => Just("PASS"), 1 => Just("RETURN"), 1 => Just("REJECT"), 1 => Just("WITHDRAW"),
        2 => Just("REVOKE"), 3 => Just("CONFIRM"),
    ];
    prop_oneof![
        5 => (some.clone(), some.clone()).prop_map(|(a, b)| Act::Save(a, b)),
        40 => (some.clone(), some.clone(), 100_000_i64..500_000).prop_map(|(a, b, fen)| Act::Advance(a, b, fen)),
        8 => (some.clone(), some.clone(), step).prop_map(|(a, b, step)| Act::Step(a, b, step)),
        2 => (some.clone(), some.clone()).prop_map(|(a, b)| Act::Publicise(a, b)),
        2 => (some.clone(), some.clone(), 100_000_i64..500_000).prop_map(|(a, b, fen)| Act::Approve(a, b, fen)),
        2 => (some.clone(), some.clone(), prop_oneof![3 => Just("BANK"), 1 => Just("CASH")])
            .prop_map(|(a, b, method)| Act::Pay(a, b, method)),
        5 => (some.clone(), some.clone(), any::<bool>()).prop_map(|(a, b, back)| Act::Settle(a, b, back)),
        2 => Just(Act::Days),
        1 => Just(Act::Kill),
        2 => (1_i64..60).prop_map(Act::Fold),
    ]
}

struct World {
    field: Field,
    /// Of the village, and of the county.
    writers: Vec<Person>,
    deciders: Vec<Person>,
    families: Vec<Value>,
    applications: Mutex<Vec<Value>>,
    batches: Mutex<Vec<Value>>,
    passed: AtomicU32,
}

/// The present version of a row, whoever asks.
async fn version(field: &Field, table: &str, id: &Value) -> i32 {
    let id = schema::id::split(id.as_str().unwrap()).unwrap().1;
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT version FROM {table} WHERE id = $1"
    )))
    .bind(id)
    .fetch_optional(&mut field.city.owner().await)
    .await
    .unwrap()
    .unwrap_or(0)
}

impl World {
    async fn new() -> Arc<Self> {
        let field = field_of(City::with_pool(10).await).await;
        let writers = vec![
            field.village.person("冯干部", &[Role::Cadre]).await,
            field.village.person("陈干部", &[Role::Cadre]).await,
        ];
        let mut deciders = Vec::new();
        for (name, role) in [
            ("褚科员", Role::Cadre),
            ("卫科员", Role::Cadre),
            ("蒋主席", Role::Admin),
            ("沈主席", Role::Admin),
            ("韩会计", Role::Finance),
        ] {
            deciders.push(field.qu.place.person(name, &[role]).await);
        }
        let mut families = Vec::new();
        for mother in ["王秀英", "王秀兰", "王秀芝", "王秀梅"] {
            families.push(family(&field.cadre, mother, &["王小明", "王小亮"]).await);
        }
        Arc::new(Self {
            field,
            writers,
            deciders,
            families,
            applications: Mutex::default(),
            batches: Mutex::default(),
            passed: AtomicU32::new(0),
        })
    }

    /// Somebody of the village or of the county.
    fn somebody(&self, pick: usize) -> &Person {
        let all: Vec<&Person> = self.writers.iter().chain(&self.deciders).collect();
        all[pick % all.len()]
    }

    async fn state(&self, id: &Value) -> String {
        sqlx::query_scalar("SELECT state FROM aid_application WHERE id = $1")
            .bind(schema::id::split(id.as_str().unwrap()).unwrap().1)
            .fetch_one(&mut self.field.city.owner().await)
            .await
            .unwrap()
    }

    async fn line(&self, pick: usize) -> Option<Value> {
        let id = pick_of(&self.applications, pick).await?;
        let version = version(&self.field, "aid_application", &id).await;
        Some(json!({ "id": id, "version": version }))
    }

    async fn take(&self, act: &Act) {
        match *act {
            Act::Save(who, whose) => {
                let by = &self.writers[who % self.writers.len()];
                let family = &self.families[whose % self.families.len()];
                let input = typed(&self.field, family, whose / 7 % 2);
                let saved = send(by, "saveAidApplication", "application { id }", input).await;
                let id = &saved["application"]["id"];
                if id.is_string() {
                    self.applications.lock().await.push(id.clone());
                }
            }
            Act::Advance(who, pick, fen) => {
                let Some(id) = pick_of(&self.applications, pick).await else {
                    return;
                };
                let next = match self.state(&id).await.as_str() {
                    "DRAFT" | "RETURNED" => Act::Step(who % 2, pick, "SUBMIT"),
                    "SUBMITTED" => Act::Step(who, pick, "PASS"),
                    "REVIEWED" => Act::Publicise(who, pick),
                    "PUBLICISED" => Act::Approve(who, pick, fen),
                    "APPROVED" => Act::Pay(who, pick, if who % 3 == 0 { "CASH" } else { "BANK" }),
                    "PAYING" => Act::Settle(who, pick, who % 4 == 0),
                    "PAID" => Act::Step(who % 2, pick, "CONFIRM"),
                    _ => return,
                };
                Box::pin(self.take(&next)).await;
            }
            Act::Step(who, pick, step) => {
                let Some(line) = self.line(pick).await else {
                    return;
                };
                let input = json!({ "step": step, "lines": [line], "reason": "情况有变，请核实" });
                let of = "applications { state }";
                send(self.somebody(who), "stepAidApplications", of, input).await;
            }
            Act::Publicise(who, pick) => {
                let (Some(one), Some(two)) = (self.line(pick).await, self.line(pick + 1).await)
                else {
                    return;
                };
                let by = &self.deciders[who % self.deciders.len()];
                let mut lines = vec![one.clone()];
                if who % 2 == 0 && one["id"] != two["id"] {
                    lines.push(two);
                }
                let input = json!({ "title": "拟救助对象公示", "telephone": "0539-8312345", "workingDays": 5, "lines": lines });
                send(by, "postAidNotice", "notice { id }", input).await;
            }
            Act::Approve(who, pick, fen) => {
                let Some(mut line) = self.line(pick).await else {
                    return;
                };
                line["granted"] = json!(yuan(fen.min(400_000)));
                let by = &self.deciders[who % self.deciders.len()];
                let input =
                    json!({ "fundId": self.field.fund["id"], "year": 2026, "lines": [line] });
                send(by, "approveAidApplications", "applications { id }", input).await;
            }
            Act::Pay(who, pick, method) => {
                let Some(line) = self.line(pick).await else {
                    return;
                };
                let by = &self.deciders[who % self.deciders.len()];
                let input = json!({ "method": method, "lines": [line] });
                let paid = send(by, "payAid", "batch { id }", input).await;
                let id = &paid["batch"]["id"];
                if id.is_string() {
                    self.batches.lock().await.push(id.clone());
                }
            }
            Act::Settle(who, pick, back) => {
                let Some(id) = pick_of(&self.batches, pick).await else {
                    return;
                };
                let by = &self.deciders[who % self.deciders.len()];
                let returned = match back {
                    true => json!([{ "number": 1, "reason": "户名与账号不符" }]),
                    false => json!([]),
                };
                let version = version(&self.field, "aid_batch", &id).await;
                let input = json!({ "id": id, "version": version, "returned": returned });
                send(by, "settleAidBatch", "batch { id }", input).await;
            }
            // Neither the programme nor the calendar goes beyond the year.
            Act::Days => {
                if self.passed.fetch_add(1, Ordering::Relaxed) < 16 {
                    self.field.city.pass_days(8);
                }
            }
            Act::Kill => {
                sqlx::query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE usename = 'lianxin_app' AND datname = current_database() AND backend_xid IS NOT NULL
                     ORDER BY random() LIMIT 1",
                )
                .execute(&mut self.field.city.connect_as("postgres").await)
                .await
                .unwrap();
            }
            Act::Fold(batch) => {
                let mut worker = self.field.city.connect_as("lianxin_worker").await;
                statistics::fold::fold(&mut worker, batch).await.unwrap();
            }
        }
    }

    /// The ledger, the figures and each application's money are exact, no cap was passed, nobody was paid
    /// twice, and every payment stands as its application does.
    async fn rest(&self) {
        assert_exact(&self.field.city).await;
        let mut owner = self.field.city.owner().await;
        let county = self.field.qu.place.id.uuid();
        let held: i64 = sqlx::query_scalar(
            "SELECT sum(balance_fen)::bigint FROM fund_account
             WHERE union_id = $1 AND kind IN ('AVAILABLE','COMMITTED','PAYING','PAID')",
        )
        .bind(county)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(held, 2_000_000, "what the county received");
        for (what, sql) in [
            ("caps of households", "SELECT household_id::text FROM aid_application WHERE state IN ('APPROVED','PAYING','PAID','RECEIVED')
                GROUP BY household_id HAVING sum(granted_fen) > 800000"),
            ("once for each child", "SELECT member_id::text FROM aid_application WHERE state IN ('APPROVED','PAYING','PAID','RECEIVED')
                GROUP BY member_id HAVING count(*) > 1"),
            ("payments", "SELECT a.number FROM aid_application a LEFT JOIN aid_payment p ON p.application_id = a.id AND p.state <> 'RETURNED'
                WHERE (a.state IN ('PAYING','PAID','RECEIVED')) <> (p.state IS NOT NULL) OR (a.state = 'PAYING') <> (p.state IS NOT DISTINCT FROM 'SENT')"),
            ("events", "SELECT a.number FROM aid_application a LEFT JOIN LATERAL (
                    SELECT to_state FROM aid_event e WHERE e.application_id = a.id ORDER BY e.number DESC LIMIT 1) AS e ON true
                WHERE coalesce(e.to_state, 'DRAFT') <> a.state"),
        ] {
            let odd: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut owner).await.unwrap();
            assert_eq!(odd, Vec::<String>::new(), "{what}");
        }
    }

    /// How far applications came, so that a walk which leads nowhere shows.
    async fn reached(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM aid_event WHERE step IN ('APPROVE','SEND','HAND_OVER','SETTLE','BOUNCE')")
            .fetch_one(&mut self.field.city.owner().await)
            .await
            .unwrap()
    }
}

/// Several people work at once; at rests in between and at the end everything is exact.
#[test]
fn applications_are_exact_through_random_steps_races_and_kills() {
    let far = std::cell::Cell::new(0);
    walk(
        Extent {
            worlds: 2,
            rounds: 2..4,
            walkers: 3..5,
            steps: 60..120,
        },
        act(),
        World::new,
        |world, act| async move { world.take(&act).await },
        async |world, _| {
            world.rest().await;
            Ok(())
        },
        async |world, _| {
            far.set(far.get() + world.reached().await);
            Ok(())
        },
    );
    assert!(
        far.get() > 20,
        "money moved {} times only: the walk leads nowhere",
        far.get()
    );
}
