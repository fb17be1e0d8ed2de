//! The ledger stays exact while several move money at once and connections are killed.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use proptest::prelude::*;
use schema::statistics;
use serde_json::{Value, json};
use tests::{City, Person};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{Desk, assert_exact, desk, fund, statement};
use crate::walks::{Extent, walk};

/// One step of somebody.
#[derive(Debug, Clone)]
enum Step {
    Income(usize, i64),
    Reverse(usize),
    Propose {
        from: usize,
        to: usize,
        fund: usize,
        marked: bool,
        fen: i64,
    },
    SendBack {
        from: usize,
        fund: usize,
        fen: i64,
    },
    Advance(usize, &'static str),
    Budget(usize, i64),
    /// A connection of the application that has written something is killed.
    Kill,
    Fold(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let some = 0_usize..1_000;
    // Small amounts of little money, so that accounts run dry.
    let fen = 1_i64..500;
    prop_oneof![
        4 => (some.clone(), fen.clone()).prop_map(|(a, fen)| Step::Income(a, fen)),
        2 => some.clone().prop_map(Step::Reverse),
        8 => (some.clone(), some.clone(), some.clone(), any::<bool>(), fen.clone())
            .prop_map(|(from, to, fund, marked, fen)| Step::Propose { from, to, fund, marked, fen }),
        3 => (some.clone(), some.clone(), fen.clone()).prop_map(|(from, fund, fen)| Step::SendBack { from, fund, fen }),
        16 => (some.clone(), prop_oneof![6 => Just("ISSUE"), 6 => Just("RECEIVE"), 1 => Just("REFUSE"), 1 => Just("RECALL"), 1 => Just("CANCEL")])
            .prop_map(|(a, step)| Step::Advance(a, step)),
        2 => (some, fen).prop_map(|(a, fen)| Step::Budget(a, fen)),
        2 => Just(Step::Kill),
        3 => (1_i64..60).prop_map(Step::Fold),
    ]
}

struct World {
    city: City,
    desks: Vec<Desk>,
    funds: Vec<(usize, Value)>,
    /// Allocation, and the desks of its two sides.
    ways: Mutex<Vec<(Value, usize, usize)>>,
    incomes: Mutex<Vec<(Value, usize, i64)>>,
    /// What came in from outside, as those who recorded it were told.
    raised: AtomicI64,
}

impl World {
    async fn new() -> Arc<Self> {
        let city = City::with_pool(10).await;
        let mut desks = vec![desk(city.root()).await];
        for county in ["兰山区", "费县"] {
            let county = city.county(county).await;
            let town = county.township("某镇").await;
            desks.push(desk(county).await);
            desks.push(desk(town).await);
        }
        let mut funds = Vec::new();
        for owner in [0, 0, 1] {
            funds.push((owner, fund(&desks[owner].finance, json!({})).await));
        }
        Arc::new(Self {
            city,
            desks,
            funds,
            ways: Mutex::default(),
            incomes: Mutex::default(),
            raised: AtomicI64::new(0),
        })
    }

    async fn take(&self, step: &Step) {
        match *step {
            Step::Income(pick, fen) => {
                let (owner, fund) = &self.funds[pick % self.funds.len()];
                let input =
                    json!({ "fundId": fund["id"], "amount": yuan(fen), "purpose": "拨款到账" });
                let by = &self.desks[*owner].finance;
                let mut answer = send(by, "recordFundIncome", "transaction { id }", input).await;
                self.raised.fetch_add(fen, Ordering::Relaxed);
                let id = answer["transaction"]["id"].take();
                assert!(id.is_string(), "income is always taken: {answer}");
                self.incomes.lock().await.push((id, *owner, fen));
            }
            Step::Reverse(pick) => {
                let Some((id, owner, fen)) = pick_of(&self.incomes, pick).await else {
                    return;
                };
                let input = json!({ "id": id, "reason": "金额录入错误" });
                let by = &self.desks[owner].finance;
                let answer = send(by, "reverseFundTransaction", "transaction { id }", input).await;
                if answer["transaction"]["id"].is_string() {
                    self.raised.fetch_sub(fen, Ordering::Relaxed);
                }
            }
            Step::Propose {
                from,
                to,
                fund,
                marked,
                fen,
            } => {
                let (from, to) = (from % self.desks.len(), to % self.desks.len());
                let input = json!({
                    "fundId": self.funds[fund % self.funds.len()].1["id"], "year": 2026, "purpose": "下拨",
                    "programme": marked.then_some("WARMTH"),
                    "lines": [{ "unionId": self.desks[to].place.id.to_string(), "amount": yuan(fen) }],
                });
                let by = &self.desks[from].finance;
                let answer = send(by, "proposeAllocations", "allocations { id }", input).await;
                if let Some(way) = answer["allocations"].get(0) {
                    self.ways.lock().await.push((way["id"].clone(), from, to));
                }
            }
            Step::SendBack { from, fund, fen } => {
                let from = 1 + from % (self.desks.len() - 1);
                let input = json!({
                    "fundId": self.funds[fund % self.funds.len()].1["id"], "year": 2026, "purpose": "结余退回",
                    "toUnionId": self.desks[0].place.id.to_string(), "amount": yuan(fen),
                });
                let by = &self.desks[from].finance;
                let answer = send(by, "sendBackFunds", "allocation { id }", input).await;
                if answer["allocation"]["id"].is_string() {
                    self.ways
                        .lock()
                        .await
                        .push((answer["allocation"]["id"].clone(), from, 0));
                }
            }
            Step::Advance(pick, step) => {
                let Some((id, from, to)) = pick_of(&self.ways, pick).await else {
                    return;
                };
                let side = if ["RECEIVE", "REFUSE"].contains(&step) {
                    to
                } else {
                    from
                };
                let version: i32 =
                    sqlx::query_scalar("SELECT version FROM fund_allocation WHERE id = $1")
                        .bind(schema::id::split(id.as_str().unwrap()).unwrap().1)
                        .fetch_one(&mut self.city.owner().await)
                        .await
                        .unwrap();
                let input =
                    json!({ "id": id, "version": version, "step": step, "reason": "款项有误退回" });
                send(
                    &self.desks[side].chair,
                    "stepAllocation",
                    "allocation { state }",
                    input,
                )
                .await;
            }
            Step::Budget(pick, fen) => self.budget(&self.desks[pick % self.desks.len()], fen).await,
            Step::Kill => {
                sqlx::query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE usename = 'lianxin_app' AND datname = current_database() AND backend_xid IS NOT NULL
                     ORDER BY random() LIMIT 1",
                )
                .execute(&mut self.city.connect_as("postgres").await)
                .await
                .unwrap();
            }
            Step::Fold(batch) => {
                statistics::fold::fold(&mut self.city.connect_as("lianxin_worker").await, batch)
                    .await
                    .unwrap();
            }
        }
    }

    async fn budget(&self, of: &Desk, fen: i64) {
        let input =
            json!({ "year": 2026, "lines": [{ "programme": "WARMTH", "amount": yuan(fen) }] });
        let saved = send(
            &of.finance,
            "saveFundBudget",
            "budget { id version }",
            input,
        )
        .await;
        let input = json!({ "id": saved["budget"]["id"], "version": saved["budget"]["version"] });
        if input["id"].is_null() {
            return;
        }
        let sent = send(
            &of.finance,
            "submitFundBudget",
            "budget { id version }",
            input,
        )
        .await;
        let input = json!({ "id": sent["budget"]["id"], "version": sent["budget"]["version"], "approve": true });
        if !input["id"].is_null() {
            send(&of.chair, "decideFundBudget", "budget { id }", input).await;
        }
    }

    /// Nothing was created, nothing lost, nothing overdrawn, and every statement equals the entries.
    async fn rest(&self) {
        assert_exact(&self.city).await;
        let mut owner = self.city.owner().await;
        let (income, held, sent): (i64, i64, i64) = sqlx::query_as(
            "SELECT coalesce(-sum(balance_fen) FILTER (WHERE kind = 'INCOME'), 0)::bigint,
                    coalesce(sum(balance_fen) FILTER (WHERE kind IN ('AVAILABLE','COMMITTED','PAYING','IN_TRANSIT','PAID')), 0)::bigint,
                    coalesce(sum(balance_fen) FILTER (WHERE kind = 'IN_TRANSIT'), 0)::bigint FROM fund_account",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(
            income,
            self.raised.load(Ordering::Relaxed),
            "as those who recorded it were told"
        );
        assert_eq!(income, held);
        let on_the_way: i64 = sqlx::query_scalar(
            "SELECT coalesce(sum(amount_fen), 0)::bigint FROM fund_allocation WHERE state = 'ISSUED'",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(sent, on_the_way);
        for desk in &self.desks {
            for own_books in [true, false] {
                let of = statement(&desk.chair, &desk.place, own_books).await;
                assert_eq!(of["addsUp"], true, "{of:#}");
            }
        }
    }
}

/// Sends a change until it is answered: a key makes sure that it is done once at most.
pub(crate) async fn send(by: &Person, mutation: &str, selection: &str, mut input: Value) -> Value {
    input["idempotencyKey"] = json!(Uuid::now_v7().to_string());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ code message }} }} }}"
    );
    for _ in 0..40 {
        let mut response = by.run_with(&query, json!({ "input": input })).await;
        match response["errors"][0]["extensions"]["code"].as_str() {
            None => return response["data"][mutation].take(),
            Some("UNAVAILABLE") => {}
            // A connection that dies between two messages looks like any other fault.
            Some("INTERNAL_SERVER_ERROR") => {}
            Some("FORBIDDEN" | "NOT_FOUND") => return Value::Null,
            Some(code) => panic!("{mutation}: {code}: {response:#}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("{mutation} was never answered");
}

pub(crate) async fn pick_of<T: Clone>(list: &Mutex<Vec<T>>, pick: usize) -> Option<T> {
    let list = list.lock().await;
    // Of the newest, so that those who walk at once meet.
    let newest = list.len().saturating_sub(6);
    list[newest..]
        .get(pick % (list.len() - newest).max(1))
        .cloned()
}

pub(crate) fn yuan(fen: i64) -> String {
    schema::values::money::Fen(fen).to_string()
}

/// Several walkers move money at once; at rests in between and at the end everything is exact.
#[test]
fn money_is_neither_made_nor_lost_through_random_moves_races_and_kills() {
    walk(
        Extent {
            worlds: 6,
            rounds: 1..3,
            walkers: 3..6,
            steps: 30..80,
        },
        step(),
        World::new,
        |world, step| async move { world.take(&step).await },
        async |world, _| {
            world.rest().await;
            Ok(())
        },
        async |_, _| Ok(()),
    );
}
