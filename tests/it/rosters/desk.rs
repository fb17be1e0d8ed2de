//! A desk at which people of a city hand in files, and rosters for the stories of this folder.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use server::graphql::Principals;
use server::keys::{AccessTokens, KeyDirectory, TokenSettings};
use server::rosters::router;
use server::sheets;
use std::sync::Arc;
use tempfile::TempDir;
use tests::{City, Person, Place};
use tower::ServiceExt as _;

/// Bytes that a file of these tests may have.
pub(super) const LIMIT: usize = 4 << 20;

pub(super) struct Desk {
    router: Router,
    tokens: Arc<AccessTokens>,
    _keys: TempDir,
}

impl Desk {
    pub(super) fn new(city: &City) -> Self {
        Self::with_limit(city, LIMIT)
    }

    pub(super) fn with_limit(city: &City, limit: usize) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let settings = TokenSettings {
            issuer: "lianxin".to_owned(),
            audience: "lianxin-api".to_owned(),
            life: chrono::TimeDelta::minutes(10),
        };
        let directory = KeyDirectory::open(keys.path().join("keys")).unwrap();
        let tokens = Arc::new(AccessTokens::open(directory, settings).unwrap());
        let principals = Arc::new(Principals::new(city.database().clone()));
        let rosters = sheets::Desk::new(city.database().clone(), principals, tokens.clone(), limit);
        Self {
            router: router(Arc::new(rosters)),
            tokens,
            _keys: keys,
        }
    }

    pub(super) async fn send(
        &self,
        person: Option<&Person>,
        method: &str,
        path: &str,
        body: Body,
    ) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(person) = person {
            let signed = self
                .tokens
                .sign(&person.claims, chrono::Utc::now())
                .unwrap();
            request = request.header("authorization", format!("Bearer {}", signed.token));
        }
        let request = request.body(body).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Sends a file and answers the status and the answer.
    pub(super) async fn upload(
        &self,
        person: Option<&Person>,
        to: &Place,
        bytes: Vec<u8>,
    ) -> (StatusCode, Value) {
        let path = format!(
            "/rosters?unionId={}&name=%E8%8A%B1%E5%90%8D%E5%86%8C.csv",
            to.id
        );
        let response = self.send(person, "POST", &path, Body::from(bytes)).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// Sends a roster that is taken and waits until it is checked or refused.
    pub(super) async fn checked(&self, person: &Person, to: &Place, text: &str) -> Value {
        self.checked_bytes(person, to, text.as_bytes().to_vec())
            .await
    }

    pub(super) async fn checked_bytes(&self, person: &Person, to: &Place, bytes: Vec<u8>) -> Value {
        let (status, answer) = self.upload(Some(person), to, bytes).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{answer}");
        settled(person, answer["roster"]["id"].as_str().unwrap()).await
    }

    pub(super) async fn faulty_file(&self, person: &Person, id: &str) -> Vec<u8> {
        let path = format!("/rosters/{id}/faulty.xlsx");
        let response = self.send(Some(person), "GET", &path, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK);
        to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec()
    }
}

pub(super) const READ: &str = "query($id: ID!) { roster(id: $id) { id state fileName done total rowCount householdCount memberCount
    goodCount faultyCount knownCount knownMemberCount faultCount loadedHouseholdCount loadedMemberCount ignoredHeadings remark union { name } uploadedBy { name }
    faults(first: 100) { nodes { sheet row column label value reason } pageInfo { hasNextPage } } } }";

pub(super) async fn roster(person: &Person, id: &str) -> Value {
    person.ask(READ, json!({ "id": id })).await["roster"].take()
}

/// The roster once nobody works on it any more.
pub(super) async fn settled(person: &Person, id: &str) -> Value {
    for _ in 0..6_000 {
        let roster = roster(person, id).await;
        if !["READING", "CHECKING", "LOADING"].contains(&roster["state"].as_str().unwrap()) {
            return roster;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the work on a roster does not end");
}

pub(super) async fn load(person: &Person, roster: &Value, good_only: bool) -> Value {
    let query = "mutation($input: LoadRosterInput!) { loadRoster(input: $input) { roster { id state } errors { code message } } }";
    let input = json!({ "id": roster["id"], "goodRowsOnly": good_only });
    person.ask(query, json!({ "input": input })).await["loadRoster"].take()
}

/// Loads a roster and waits for the end.
pub(super) async fn loaded(person: &Person, roster: &Value, good_only: bool) -> Value {
    let payload = load(person, roster, good_only).await;
    assert_eq!(payload["errors"], json!([]), "{payload}");
    settled(person, roster["id"].as_str().unwrap()).await
}

pub(super) async fn cancel(person: &Person, roster: &Value) -> Value {
    let query = "mutation($input: CancelRosterInput!) { cancelRoster(input: $input) { roster { state } errors { code } } }";
    person
        .ask(query, json!({ "input": { "id": roster["id"] } }))
        .await["cancelRoster"]
        .take()
}

/// A number of the fictional area that passes its check.
pub(super) fn number(serial: u32) -> String {
    let body = format!(
        "371390198{:01}{:02}01{:03}",
        serial / 12_000 % 10,
        serial / 1_000 % 12 + 1,
        serial % 1_000
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .zip(weights)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}

pub(super) const HEADINGS: &str = "姓名,与户主关系,身份证号,性别,出生日期,联系电话,健康状况,文化程度,是否农民工,家庭住址,户口类型,住房类型,家庭人口,劳动力人数,年人均收入（元）,主要致困原因,困难类别,户别,备注\n";

/// The row of a head.
pub(super) fn head(name: &str, serial: u32) -> String {
    format!(
        "{name},户主,{},,,15400000001,良好,初中,是,沂州社区{serial}号,农业,自建房,4,2,\"8,000.50\",患病,相对困难,结亲连心,\n",
        number(serial)
    )
}

/// The row of a member.
pub(super) fn member(name: &str, relation: &str, serial: u32) -> String {
    format!(
        "{name},{relation},{},,,,良好,小学,否,,,,,,,,,,\n",
        number(serial)
    )
}

/// How many households, members and people named so the union has.
pub(super) async fn counts(city: &City) -> (i64, i64, i64, i64) {
    sqlx::query_as(
        "SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM member_private),
                (SELECT count(*) FROM household_change WHERE kind = 'REGISTERED'),
                (SELECT count(*) FROM audit_entry WHERE subject_kind = 'household')",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap()
}

pub(super) async fn figures_are_true(city: &City) {
    let differences = schema::statistics::verify(&mut city.owner().await)
        .await
        .unwrap();
    assert!(differences.is_empty(), "{differences:?}");
}

/// The column and row of each fault.
pub(super) fn told(roster: &Value) -> Vec<(u64, String)> {
    let faults = roster["faults"]["nodes"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| {
            (
                fault["row"].as_u64().unwrap(),
                fault["column"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}
