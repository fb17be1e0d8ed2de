//! Figures stay true while several take random steps at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use schema::statistics;
use schema::tenancy::Role;
use schema::unions::rules::UnionLevel;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use sqlx::AssertSqlSafe;
use tests::{City, Person, Place};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{fold_all, survey_steps};
use crate::unions::assert_paths_true;
use crate::walks::{Extent, walk};
use crate::writers::{insert, open, register, relieve};

/// One step of somebody.
#[derive(Debug, Clone)]
enum Step {
    Register(usize),
    Relieve(usize, usize),
    /// A write whose connection is killed before it commits.
    Killed(usize),
    Found(usize, UnionLevel),
    Move(usize, usize),
    Merge(usize, usize),
    Dissolve(usize),
    /// A survey round opens over the city.
    Survey,
    /// Somebody records a household of the own union in it, corrects that, or meets nobody.
    Record(usize, usize),
    CloseSurvey,
    Fold(i64),
    /// A fold whose connection is killed somewhere.
    KilledFold(u64),
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    let any = 0_usize..1_000;
    prop_oneof![
        8 => any.clone().prop_map(Step::Register),
        4 => (any.clone(), any.clone()).prop_map(|(a, b)| Step::Relieve(a, b)),
        3 => any.clone().prop_map(Step::Killed),
        3 => (any.clone(), prop_oneof![Just(UnionLevel::Township), Just(UnionLevel::Grassroots)]).prop_map(|(a, l)| Step::Found(a, l)),
        5 => (any.clone(), any.clone()).prop_map(|(a, b)| Step::Move(a, b)),
        2 => (any.clone(), any.clone()).prop_map(|(a, b)| Step::Merge(a, b)),
        2 => any.clone().prop_map(Step::Dissolve),
        2 => Just(Step::Survey),
        8 => (any.clone(), any).prop_map(|(a, b)| Step::Record(a, b)),
        1 => Just(Step::CloseSurvey),
        5 => (1_i64..60).prop_map(Step::Fold),
        2 => (0_u64..8).prop_map(Step::KilledFold),
        1 => Just(Step::Rebuild),
    ]
}

/// What the walkers know of the city.
struct World {
    city: City,
    root: Person,
    unions: Mutex<Vec<Uuid>>,
    people: Vec<Person>,
    households: Mutex<Vec<Uuid>>,
}

impl World {
    async fn new() -> Arc<Self> {
        let city = City::with_pool(12).await;
        let mut unions: Vec<Place> = Vec::new();
        for county in ["兰山区", "费县", "沂南县"] {
            let county = city.county(county).await;
            for number in 0..2 {
                let town = county.township(&format!("第{number}镇")).await;
                unions.push(town.village("某村").await);
                unions.push(town);
            }
            unions.push(county);
        }
        let mut people = Vec::new();
        for place in unions.iter().step_by(2) {
            people.push(place.person("干部", &[Role::Cadre, Role::Admin]).await);
        }
        let root = city.root().admin().await;
        let unions = Mutex::new(unions.iter().map(|place| place.id.uuid()).collect());
        Arc::new(Self {
            city,
            root,
            unions,
            people,
            households: Mutex::default(),
        })
    }

    async fn union(&self, pick: usize) -> (String, i32) {
        let unions = self.unions.lock().await;
        let id = unions[pick % unions.len()];
        drop(unions);
        let version: i32 = sqlx::query_scalar("SELECT version FROM unions WHERE id = $1")
            .bind(id)
            .fetch_one(&mut self.city.owner().await)
            .await
            .unwrap();
        (format!("union_{}", id.simple()), version)
    }

    /// Sends a change of the tree; refusals and lost races are as good as success here, faults are not.
    async fn change(
        &self,
        mutation: &str,
        input_type: &str,
        input: serde_json::Value,
    ) -> serde_json::Value {
        let query = format!(
            "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ union {{ id }} errors {{ code message }} }} }}"
        );
        let response = self.root.run_with(&query, json!({ "input": input })).await;
        if let Some(code) = response["errors"][0]["extensions"]["code"].as_str() {
            assert_eq!(code, "UNAVAILABLE", "{mutation}: {response:#}");
        }
        response
    }

    async fn take(&self, step: &Step) {
        match step {
            Step::Register(pick) => {
                let id = register(&self.city, &self.people[pick % self.people.len()]).await;
                self.households.lock().await.push(id);
            }
            Step::Relieve(pick, household) => {
                let households = self.households.lock().await.clone();
                if let Some(id) = households.get(household % households.len().max(1)) {
                    match relieve(&self.city, &self.people[pick % self.people.len()], *id).await {
                        Ok(()) | Err(schema::error::Error::Retry(_)) => {}
                        Err(error) => panic!("{error:?}"),
                    }
                }
            }
            Step::Killed(pick) => {
                self.killed_write(&self.people[pick % self.people.len()])
                    .await
            }
            Step::Found(pick, level) => {
                let (parent, _) = self.union(*pick).await;
                let input = json!({ "parentId": parent, "name": format!("{}工会", Uuid::now_v7().simple()), "level": level.code() });
                let response = self.change("createUnion", "CreateUnionInput", input).await;
                if let Some(id) = response["data"]["createUnion"]["union"]["id"].as_str() {
                    self.unions
                        .lock()
                        .await
                        .push(schema::id::split(id).unwrap().1);
                }
            }
            Step::Move(pick, to) => {
                let ((id, version), (parent, _)) = (self.union(*pick).await, self.union(*to).await);
                self.change(
                    "moveUnion",
                    "MoveUnionInput",
                    json!({ "id": id, "version": version, "newParentId": parent }),
                )
                .await;
            }
            Step::Merge(pick, to) => {
                let ((id, version), (into, _)) = (self.union(*pick).await, self.union(*to).await);
                self.change(
                    "mergeUnion",
                    "MergeUnionInput",
                    json!({ "id": id, "version": version, "intoId": into }),
                )
                .await;
            }
            Step::Dissolve(pick) => {
                let (id, version) = self.union(*pick).await;
                self.change(
                    "dissolveUnion",
                    "UnionStateInput",
                    json!({ "id": id, "version": version, "reason": "撤销" }),
                )
                .await;
            }
            Step::Survey => survey_steps::open(&self.root).await,
            Step::Record(pick, task) => {
                survey_steps::record(&self.people[pick % self.people.len()], *task).await;
            }
            Step::CloseSurvey => survey_steps::close(&self.root).await,
            Step::Fold(batch) => {
                statistics::fold::fold(&mut self.city.connect_as("lianxin_worker").await, *batch)
                    .await
                    .unwrap();
            }
            Step::KilledFold(millis) => self.killed_fold(*millis).await,
            Step::Rebuild => match statistics::rebuild(&mut self.city.owner().await).await {
                Ok(()) | Err(schema::error::Error::Retry(_)) => {}
                Err(error) => panic!("{error:?}"),
            },
        }
    }

    async fn killed_write(&self, person: &Person) {
        let Ok(scope) = open(&self.city, person).await else {
            return;
        };
        if insert(&scope).await.is_err() {
            return;
        }
        let pid: i32 = scope
            .query_one_raw(sea_orm::Statement::from_string(
                sea_orm::DbBackend::Postgres,
                "SELECT pg_backend_pid() AS pid",
            ))
            .await
            .unwrap()
            .unwrap()
            .try_get("", "pid")
            .unwrap();
        self.kill(pid).await;
        assert!(
            scope.finish().await.is_err(),
            "a killed transaction does not commit"
        );
    }

    async fn killed_fold(&self, millis: u64) {
        let mut worker = self.city.connect_as("lianxin_worker").await;
        let pid: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&mut worker)
            .await
            .unwrap();
        let folding =
            tokio::spawn(async move { statistics::fold::fold(&mut worker, 1_000).await.is_ok() });
        tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        self.kill(pid).await;
        drop(folding.await);
    }

    async fn kill(&self, pid: i32) {
        sqlx::query("SELECT pg_terminate_backend($1)")
            .bind(pid)
            .execute(&mut self.city.connect_as("postgres").await)
            .await
            .unwrap();
    }

    /// A union's figures as the API tells them beside those counted from the rows, and every kept figure beside its rows.
    async fn compare(&self, pick: usize) -> Result<(), TestCaseError> {
        let differences = statistics::verify(&mut self.city.owner().await)
            .await
            .unwrap();
        prop_assert!(differences.is_empty(), "{differences:#?}");
        let (id, _) = self.union(pick).await;
        let query = "query($id: ID!) { union(id: $id) { figures { households: total(of: HOUSEHOLDS) unpaired: total(of: UNPAIRED_HOUSEHOLDS)
            unions: total(of: UNIONS) causes: breakdown(of: HOUSEHOLDS, by: CAUSE) { key value } statuses: breakdown(of: HOUSEHOLDS, by: STATUS) { key value } } } }";
        let data = self.root.ask(query, json!({ "id": id })).await;
        let figures = &data["union"]["figures"];
        let mut owner = self.city.owner().await;
        let union = schema::id::split(&id).unwrap().1;
        let (households, unpaired, unions): (i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM household h WHERE starts_with(h.union_path, u.path) AND status <> 'CLOSED'),
                    (SELECT count(*) FROM household h WHERE starts_with(h.union_path, u.path) AND status = 'ACTIVE' AND cadre_id IS NULL),
                    (SELECT count(*) FROM unions b WHERE starts_with(b.path, u.path) AND state NOT IN ('MERGED', 'DISSOLVED'))
             FROM unions u WHERE id = $1",
        )
        .bind(union)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        prop_assert_eq!(&figures["households"], &json!(households));
        prop_assert_eq!(&figures["unpaired"], &json!(unpaired));
        prop_assert_eq!(&figures["unions"], &json!(unions));
        for (field, column) in [("causes", "main_cause"), ("statuses", "status")] {
            let sql = format!(
                "SELECT {column}, count(*) FROM household h, unions u WHERE u.id = $1 AND starts_with(h.union_path, u.path) GROUP BY 1"
            );
            let counted: Vec<(String, i64)> = sqlx::query_as(AssertSqlSafe(sql))
                .bind(union)
                .fetch_all(&mut owner)
                .await
                .unwrap();
            let told = figures[field].as_array().unwrap();
            let told: BTreeMap<String, i64> = told
                .iter()
                .map(|cell| {
                    (
                        cell["key"].as_str().unwrap().to_owned(),
                        cell["value"].as_i64().unwrap(),
                    )
                })
                .collect();
            prop_assert_eq!(
                told,
                counted.into_iter().collect::<BTreeMap<_, _>>(),
                "{}",
                field
            );
        }
        survey_steps::compare(&self.root, union, &mut owner).await
    }
}

/// Several walkers take random steps at once; at rests in between and at the end every figure is what
/// the rows count.
#[test]
fn figures_stay_true_through_random_writes_moves_folds_and_kills() {
    walk(
        Extent {
            worlds: 6,
            rounds: 1..3,
            walkers: 2..5,
            steps: 8..30,
        },
        step(),
        World::new,
        |world, step| async move { world.take(&step).await },
        async |world, pick| {
            assert_paths_true(&world.city).await;
            world.compare(pick).await
        },
        async |world, pick| {
            fold_all(&world.city).await;
            world.compare(pick).await
        },
    );
}
