//! Random steps of several unions and a law firm on shared cases: figures stay true, a case is seen by exactly those whom
//! a living referral shows it to, and what a firm is told by exactly whom it was given, while it was.

use std::sync::Arc;

use proptest::prelude::*;
use schema::statistics;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Lawyer, Person, Place};
use tokio::sync::Mutex;

use super::{arrears, employer};
use crate::walks::{Extent, walk};

/// Steps that need no more than words.
const STEPS: &[&str] = &[
    "ACCEPT", "REFUSE", "NOTE", "RECEIVE", "TAKE", "RETURN", "RECALL", "FINISH", "SETTLE", "WIN",
    "LOSE", "WITHDRAW", "CONTINUE", "CLOSE",
];

/// Steps of a delegation, by its union or its firm.
const OF_DELEGATIONS: &[&str] = &[
    "OFFER", "ACCEPT", "DECLINE", "APPOINT", "PROGRESS", "MESSAGE", "CONCLUDE", "RESIGN", "REVOKE",
    "RATE",
];

/// One act of somebody: who, and on which case.
#[derive(Debug, Clone)]
enum Act {
    Report(usize),
    Edit(usize, usize),
    /// Whatever somebody may do next with a case.
    Advance(usize, usize),
    Step(usize, usize, &'static str),
    Refer(usize, usize, usize),
    Recover(usize, usize, i64),
    Cancel(usize, usize),
    Delegate(usize, usize),
    /// Of somebody of a union or of the firm, with a delegation.
    Counsel(usize, usize, &'static str),
    Hearing(usize, usize),
    Merge(usize),
    Kill,
    Fold(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let any = 0_usize..1_000;
    let steps = proptest::sample::select(STEPS);
    prop_oneof![
        3 => any.clone().prop_map(Act::Report),
        3 => (any.clone(), any.clone()).prop_map(|(a, b)| Act::Edit(a, b)),
        25 => (any.clone(), any.clone()).prop_map(|(a, b)| Act::Advance(a, b)),
        8 => (any.clone(), any.clone(), steps).prop_map(|(a, b, step)| Act::Step(a, b, step)),
        6 => (any.clone(), any.clone(), any.clone()).prop_map(|(a, b, c)| Act::Refer(a, b, c)),
        5 => (any.clone(), any.clone(), 1_i64..100_000).prop_map(|(a, b, fen)| Act::Recover(a, b, fen)),
        2 => (any.clone(), any.clone()).prop_map(|(a, b)| Act::Cancel(a, b)),
        6 => (any.clone(), any.clone()).prop_map(|(a, b)| Act::Delegate(a, b)),
        18 => (any.clone(), any.clone(), proptest::sample::select(OF_DELEGATIONS)).prop_map(|(a, b, step)| Act::Counsel(a, b, step)),
        3 => (any.clone(), any.clone()).prop_map(|(a, b)| Act::Hearing(a, b)),
        1 => any.clone().prop_map(Act::Merge),
        1 => Just(Act::Kill),
        2 => (1_i64..200).prop_map(Act::Fold),
    ]
}

struct World {
    city: City,
    places: Vec<Place>,
    people: Vec<Person>,
    /// Who runs the account of a firm, and two who work there.
    lawyers: Vec<Lawyer>,
    firm: String,
    employers: Vec<Value>,
    cases: Mutex<Vec<String>>,
}

impl World {
    async fn new() -> Arc<Self> {
        let city = City::with_pool(10).await;
        let (mut places, mut people) = (Vec::new(), Vec::new());
        for (name, who) in [
            ("平邑县", "李法助"),
            ("兰山区", "郑法援"),
            ("费县", "冯法援"),
        ] {
            let place = city.county(name).await;
            people.push(place.person(who, &[Role::Legal]).await);
            places.push(place);
        }
        let firm = places[0].firm("山东某某律师事务所").await;
        let mut lawyers = Vec::new();
        for (name, admin) in [("孙主任", true), ("吴律师", false), ("何律师", false)] {
            lawyers.push(firm.lawyer(name, admin).await);
        }
        let mut employers = Vec::new();
        for name in ["甲建筑公司", "乙板材公司", "丙物流公司"] {
            employers.push(employer(&people[0], name, None).await);
        }
        Arc::new(Self {
            city,
            places,
            people,
            lawyers,
            firm: firm.id.to_string(),
            employers,
            cases: Mutex::default(),
        })
    }

    async fn case(&self, pick: usize) -> Option<(String, i32)> {
        let cases = self.cases.lock().await;
        let id = cases.get(pick.checked_rem(cases.len())?)?.clone();
        drop(cases);
        let uuid = schema::id::split(&id).unwrap().1;
        let version = sqlx::query_scalar("SELECT version FROM rights_case WHERE id = $1")
            .bind(uuid)
            .fetch_one(&mut self.city.owner().await)
            .await
            .unwrap();
        Some((id, version))
    }

    /// One of the delegations, and its version.
    async fn delegation(&self, pick: usize) -> Option<(String, i32)> {
        let rows: Vec<(uuid::Uuid, i32)> =
            sqlx::query_as("SELECT id, version FROM delegation ORDER BY id DESC LIMIT 8")
                .fetch_all(&mut self.city.owner().await)
                .await
                .unwrap();
        let (id, version) = rows.get(pick.checked_rem(rows.len())?)?;
        Some((format!("delegation_{}", id.simple()), *version))
    }

    /// Has a copy of the mandate in a case, and answers a worker of it and the copy.
    async fn signed(&self, case: &str) -> Option<(String, String)> {
        let case = schema::id::split(case).unwrap().1;
        let row: Option<(uuid::Uuid, uuid::Uuid)> = sqlx::query_as(
            "INSERT INTO attachment (id, union_id, union_path, case_id, kind, media_type, bytes, created_by, created_at)
             SELECT gen_random_uuid(), c.union_id, c.union_path, c.id, 'DOCUMENT', 'application/pdf', 1, c.created_by, now()
             FROM rights_case c WHERE c.id = $1
             RETURNING id, (SELECT w.id FROM rights_worker w WHERE w.case_id = $1 ORDER BY w.position LIMIT 1)",
        )
        .bind(case)
        .fetch_optional(&mut self.city.owner().await)
        .await
        .unwrap();
        let (copy, worker) = row?;
        Some((
            format!("rightsworker_{}", worker.simple()),
            format!("attachment_{}", copy.simple()),
        ))
    }

    /// Sends as somebody of a union or, after those, of the firm.
    async fn send(&self, who: usize, mutation: &str, selection: &str, input: Value) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ code }} }} }}"
        );
        let input = json!({ "input": input });
        let mut answer = match who % (self.people.len() + self.lawyers.len()) {
            of_union if of_union < self.people.len() => {
                self.people[of_union].run_with(&query, input).await
            }
            of_firm => {
                let by = &self.lawyers[of_firm - self.people.len()];
                by.run_with(&query, input).await
            }
        };
        // A killed connection is no fault of the step.
        answer["data"][mutation].take()
    }

    async fn take(&self, act: &Act) {
        match act {
            Act::Report(who) => {
                let input = arrears(&self.employers[who / 3 % self.employers.len()]);
                let saved = self
                    .send(*who, "saveRightsCase", "case { id }", input)
                    .await;
                if let Some(id) = saved["case"]["id"].as_str() {
                    self.cases.lock().await.push(id.to_owned());
                }
            }
            Act::Edit(who, pick) => {
                let Some((id, version)) = self.case(*pick).await else {
                    return;
                };
                let mut input = arrears(&self.employers[who / 3 % self.employers.len()]);
                input["id"] = json!(id);
                input["version"] = json!(version);
                input["workersConcerned"] = json!(2 + who % 20);
                self.send(*who, "saveRightsCase", "case { id }", input)
                    .await;
            }
            Act::Advance(pick, which) => {
                let Some((id, _)) = self.case(*pick).await else {
                    return;
                };
                let mut open = Vec::new();
                for (who, person) in self.people.iter().enumerate() {
                    let query = "query($id: ID!) { rightsCase(id: $id) { next } }";
                    let found = person.run_with(query, json!({ "id": id })).await;
                    let steps = found["data"]["rightsCase"]["next"]
                        .as_array()
                        .cloned()
                        .unwrap_or_default();
                    open.extend(
                        steps
                            .into_iter()
                            .map(|step| (who, step.as_str().unwrap().to_owned())),
                    );
                }
                let Some(at) = which.checked_rem(open.len()) else {
                    return;
                };
                let (who, step) = &open[at];
                let next = match STEPS.iter().find(|known| **known == step.as_str()) {
                    Some(step) => Act::Step(*who, *pick, step),
                    None if step == "REFER" => Act::Refer(*who, *pick, which / 7),
                    None if step == "DELEGATE" => Act::Delegate(*who, *pick),
                    None => Act::Recover(*who, *pick, 100),
                };
                Box::pin(self.take(&next)).await;
            }
            Act::Step(who, pick, step) => {
                let Some((id, version)) = self.case(*pick).await else {
                    return;
                };
                let input = json!({ "id": id, "version": version, "step": step, "text": "情况有变，请核实", "route": "UNION", "satisfaction": "FAIR" });
                self.send(*who, "stepRightsCase", "case { id }", input)
                    .await;
            }
            Act::Refer(who, pick, to) => {
                let Some((id, version)) = self.case(*pick).await else {
                    return;
                };
                let to = self.places[to % self.places.len()].id.to_string();
                let input = json!({ "id": id, "version": version, "unionId": to, "reason": "工地在当地办理", "dueOn": "2026-10-01" });
                self.send(*who, "referRightsCase", "case { id }", input)
                    .await;
            }
            Act::Recover(who, pick, fen) => {
                let Some((id, version)) = self.case(*pick).await else {
                    return;
                };
                let amount = format!("{}.{:02}", fen / 100, fen % 100);
                let input = json!({ "caseId": id, "version": version, "on": "2026-08-06", "amount": amount, "workers": 1 });
                self.send(*who, "recordRightsRecovery", "case { id }", input)
                    .await;
            }
            Act::Cancel(who, pick) => {
                let Some((id, version)) = self.case(*pick).await else {
                    return;
                };
                let uuid = schema::id::split(&id).unwrap().1;
                let found: Option<uuid::Uuid> = sqlx::query_scalar(
                    "SELECT id FROM rights_recovery WHERE case_id = $1 ORDER BY id LIMIT 1",
                )
                .bind(uuid)
                .fetch_optional(&mut self.city.owner().await)
                .await
                .unwrap();
                let Some(found) = found else { return };
                let input = json!({ "id": format!("rightsrecovery_{}", found.simple()), "caseId": id, "version": version, "reason": "金额录入错误" });
                self.send(*who, "cancelRightsRecovery", "case { id }", input)
                    .await;
            }
            Act::Delegate(who, pick) => {
                let Some((id, _)) = self.case(*pick).await else {
                    return;
                };
                let Some((worker, copy)) = self.signed(&id).await else {
                    return;
                };
                let input = json!({ "caseId": id, "partnerId": self.firm, "kind": "ARBITRATION", "authority": "GENERAL", "powers": [],
                    "brief": "拖欠工资", "claim": "支付工资", "contact": "某某工会", "answerBy": "2026-08-20", "attachmentIds": [],
                    "workers": [{ "workerId": worker, "signedOn": "2026-08-05", "signedCopyId": copy }] });
                let made = self
                    .send(*who, "saveDelegation", "delegation { id version }", input)
                    .await;
                let made = &made["delegation"];
                if made["id"].is_string() {
                    let input =
                        json!({ "id": made["id"], "version": made["version"], "step": "OFFER" });
                    self.send(*who, "stepDelegation", "delegation { id }", input)
                        .await;
                }
            }
            Act::Counsel(who, pick, step) => {
                let Some((id, version)) = self.delegation(*pick).await else {
                    return;
                };
                let lawyer = &self.lawyers[pick % self.lawyers.len()];
                let input = json!({ "id": id, "version": version, "step": step, "text": "情况有变，请核实", "lawyerId": lawyer.id.to_string(),
                    "noConflict": true, "result": "SETTLED", "satisfaction": "FAIR" });
                self.send(*who, "stepDelegation", "delegation { id }", input)
                    .await;
            }
            Act::Hearing(who, pick) => {
                let Some((id, _)) = self.delegation(*pick).await else {
                    return;
                };
                let input = json!({ "delegationId": id, "kind": "COURT", "startsAt": "2026-09-10T01:30:00Z", "minutes": 60, "venue": "某某法院" });
                self.send(*who, "saveHearing", "hearing { id }", input)
                    .await;
            }
            Act::Merge(who) => {
                let (from, into) = (&self.employers[0], &self.employers[1]);
                let input = json!({ "id": from["id"], "version": 1, "intoId": into["id"], "reason": "同一家公司" });
                self.send(*who, "mergeEmployers", "employer { id }", input)
                    .await;
            }
            Act::Kill => {
                sqlx::query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE usename = 'lianxin_app' AND datname = current_database() AND backend_xid IS NOT NULL
                     ORDER BY random() LIMIT 1",
                )
                .execute(&mut self.city.connect_as("postgres").await)
                .await
                .unwrap();
            }
            Act::Fold(batch) => {
                let mut worker = self.city.connect_as("lianxin_worker").await;
                statistics::fold::fold(&mut worker, *batch).await.unwrap();
            }
        }
    }

    /// Figures are true; what came is what stands; each case is seen by its union and by whom it is shared with.
    async fn rest(&self) {
        super::assert_figures_true(&self.city).await;
        let mut owner = self.city.owner().await;
        for (what, sql) in [
            ("money", "SELECT c.number FROM rights_case c WHERE c.recovered_fen <>
                (SELECT coalesce(sum(amount_fen), 0) FROM rights_recovery r WHERE r.case_id = c.id AND cancelled_on IS NULL)"),
            ("events", "SELECT c.number FROM rights_case c LEFT JOIN LATERAL (
                    SELECT to_state, number FROM rights_event e WHERE e.case_id = c.id ORDER BY e.number DESC LIMIT 1) AS e ON true
                WHERE e.to_state IS DISTINCT FROM c.state"),
            ("referrals", "SELECT c.number FROM rights_case c LEFT JOIN rights_referral r ON r.case_id = c.id AND r.ended_on IS NULL
                WHERE c.shared_id IS DISTINCT FROM r.to_union_id OR (c.handler_id IS NOT NULL) <> coalesce(r.state = 'TAKEN', false)"),
            ("deadlines", "SELECT c.number FROM rights_case c JOIN rights_deadline d ON d.case_id = c.id AND d.rule = 'REFERRAL' AND d.met_on IS NULL
                WHERE c.shared_id IS NULL"),
            ("delegations", "SELECT c.number FROM rights_case c WHERE (c.state = 'DELEGATED') <> EXISTS (
                SELECT FROM delegation d WHERE d.case_id = c.id AND d.offered_on IS NOT NULL AND d.ended_on IS NULL)"),
            ("drafts", "SELECT d.number FROM delegation d JOIN rights_case c ON c.id = d.case_id WHERE d.ended_on IS NULL AND c.state IN ('CLOSED','REFUSED','REFERRED')"),
            ("ways", "SELECT d.number FROM delegation d LEFT JOIN LATERAL (
                    SELECT to_state FROM delegation_event e WHERE e.delegation_id = d.id ORDER BY e.number DESC LIMIT 1) AS e ON true
                WHERE e.to_state IS DISTINCT FROM d.state"),
            ("dates", "SELECT d.number FROM delegation d JOIN hearing h ON h.delegation_id = d.id AND h.state = 'PLANNED' WHERE d.ended_on IS NOT NULL"),
        ] {
            let odd: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut owner).await.unwrap();
            assert_eq!(odd, Vec::<String>::new(), "{what}");
        }
        for (at, lawyer) in self.lawyers.iter().enumerate() {
            let expected: Vec<(String, bool)> = sqlx::query_as(
                "SELECT number, state IN ('ACCEPTED','IN_PROGRESS') FROM delegation WHERE offered_on IS NOT NULL AND ($1 OR lawyer_id = $2) ORDER BY id DESC LIMIT 100",
            )
            .bind(at == 0)
            .bind(lawyer.id.uuid())
            .fetch_all(&mut owner)
            .await
            .unwrap();
            let query = "{ delegations(first: 100) { nodes { number brief workers { name } documents { at } case { id } } } }";
            let found = lawyer.ask(query, Value::Null).await["delegations"]["nodes"].take();
            let seen: Vec<(String, bool)> = found
                .as_array()
                .unwrap()
                .iter()
                .map(|one| {
                    let told = one["brief"].is_string();
                    assert_eq!(one["workers"] != json!([]), told);
                    assert_eq!(one["documents"] != json!([]), told);
                    assert_eq!(one["case"], json!(null));
                    (one["number"].as_str().unwrap().to_owned(), told)
                })
                .collect();
            assert_eq!(seen, expected);
        }
        for (place, person) in self.places.iter().zip(&self.people) {
            let mut expected: Vec<uuid::Uuid> = sqlx::query_scalar(
                "SELECT id FROM rights_case WHERE union_id = $1 OR shared_id = $1",
            )
            .bind(place.id.uuid())
            .fetch_all(&mut owner)
            .await
            .unwrap();
            let found = person
                .ask(
                    "{ rightsCases(first: 100) { nodes { id workers { name } } } }",
                    Value::Null,
                )
                .await;
            let nodes = found["rightsCases"]["nodes"].as_array().unwrap();
            let mut seen: Vec<uuid::Uuid> = nodes
                .iter()
                .map(|one| schema::id::split(one["id"].as_str().unwrap()).unwrap().1)
                .collect();
            expected.sort();
            seen.sort();
            assert_eq!(seen, expected);
            assert!(nodes.iter().all(|one| one["workers"] != json!([])));
        }
    }

    /// How many steps were taken, so that a walk which leads nowhere shows.
    async fn reached(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM rights_event WHERE step IN ('TAKE','SETTLE','RECOVER','FINISH','CLOSE','DELEGATE','REGAIN')")
            .fetch_one(&mut self.city.owner().await)
            .await
            .unwrap()
    }
}

/// Several people work at once; at rests in between and at the end everything is as it should be.
#[test]
fn cases_are_true_and_shared_with_nobody_else_through_random_steps_races_and_kills() {
    let far = std::cell::Cell::new(0);
    walk(
        Extent {
            worlds: 1,
            rounds: 2..3,
            walkers: 3..5,
            steps: 60..110,
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
        far.get() > 10,
        "{} steps only: the walk leads nowhere",
        far.get()
    );
}
