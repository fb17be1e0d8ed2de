//! A signed-in person of a test city.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use schema::execute::{Caller, subscribe};
use schema::id::StaffId;
use schema::identity::RefreshCookie;
use schema::live::Watcher;
use schema::tenancy::{Access, Claims, Post, Principal, Role, Scope};
use schema::text::Language;
use serde_json::Value;
use uuid::Uuid;

use crate::city::City;
use crate::place::Place;

/// A person with a post, acting through the API.
#[derive(Clone)]
pub struct Person {
    city: City,
    /// The union of the post.
    pub place: Place,
    /// The post.
    pub staff: StaffId,
    /// What the access token of the person would say.
    pub claims: Claims,
}

impl Person {
    pub(crate) async fn hire(place: &Place, name: &str, roles: &[Role]) -> Self {
        let city = place.city.clone();
        let (person, staff, session) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let mut conn = city.owner().await;
        sqlx::query(
            "INSERT INTO person (id, login, name, password_hash) VALUES ($1, $2, $3, 'none')",
        )
        .bind(person)
        .bind(format!("u{}", person.simple()))
        .bind(name)
        .execute(&mut conn)
        .await
        .expect("a person");
        sqlx::query(
            "INSERT INTO staff (id, union_id, union_path, person_id, name, title, employment, state, roles, search)
             VALUES ($1, $2, $3, $4, $5, '干事', 'FULL', 'ACTIVE', $6, $5)",
        )
        .bind(staff)
        .bind(place.id.uuid())
        .bind(&place.path)
        .bind(person)
        .bind(name)
        .bind(roles.iter().map(|role| role.code()).collect::<Vec<_>>())
        .execute(&mut conn)
        .await
        .expect("a post");
        if roles.contains(&Role::Cadre) {
            city.count(
                place.id.uuid(),
                &place.path,
                &[("CADRES", "", ""), ("CADRES", "LOAD", "0")],
            )
            .await;
        }
        sqlx::query(
            "INSERT INTO session (id, person_id, staff_id, family, digest, created_at, last_used_at, expires_at)
             VALUES ($1, $2, $3, $4, $4, $5, $5, $5 + interval '10 years')",
        )
        .bind(session)
        .bind(person)
        .bind(staff)
        .bind(session.simple().to_string())
        .bind(city.now())
        .execute(&mut conn)
        .await
        .expect("a session");
        let claims = Claims {
            city: city.schema_name().to_owned(),
            session_id: session,
            person_id: person,
            post: Post::Staff(staff),
        };
        Self {
            place: place.clone(),
            city,
            staff: staff.into(),
            claims,
        }
    }

    /// Who the person is now, as a server would look it up.
    pub async fn principal(&self) -> Arc<Principal> {
        Principal::load(self.city.database(), &self.claims, self.city.now())
            .await
            .expect("a principal")
    }

    /// The person as a server hands them to the schema.
    pub async fn caller(&self) -> Caller {
        Caller {
            actor: Some(self.principal().await.into()),
            city: self.city.schema_name().to_owned(),
            language: Language::Chinese,
            now: self.city.now(),
            request_id: None,
            user_agent: None,
            address: None,
            cookie: RefreshCookie::default(),
        }
    }

    /// A scope of the person, for calling services directly.
    pub async fn scope(&self, access: Access) -> Arc<Scope> {
        let scope = Scope::open(
            self.city.database(),
            self.principal().await,
            access,
            Language::Chinese,
            self.city.now(),
            None,
        )
        .await;
        Arc::new(scope.expect("a scope"))
    }

    /// Sends a request without variables and answers the whole response.
    pub async fn run(&self, query: &str) -> Value {
        self.run_with(query, Value::Null).await
    }

    /// Sends a request with variables and answers the whole response, `data` and `errors`.
    pub async fn run_with(&self, query: &str, variables: Value) -> Value {
        self.run_as(&self.caller().await, query, variables).await
    }

    /// As [`Self::run_with`], as who the person was when the caller was looked up.
    pub async fn run_as(&self, caller: &Caller, query: &str, variables: Value) -> Value {
        self.city.send(caller, query, variables).await
    }

    /// Subscribes, and answers the stream of whole responses.
    pub fn follow(&self, query: &str, variables: Value) -> BoxStream<'static, Value> {
        let watcher = Watcher {
            claims: self.claims.clone(),
            language: Language::Chinese,
            request_id: None,
        };
        let request = Request::new(query).variables(Variables::from_json(variables));
        let answers = subscribe(
            self.city.schema(),
            &self.city.live(),
            Some(watcher),
            Language::Chinese,
            request,
        );
        answers
            .map(|answer| serde_json::to_value(answer).expect("a response is JSON"))
            .boxed()
    }

    /// As [`Person::run_with`], for a request that must have no `errors`: answers `data`.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut response = self.run_with(query, variables).await;
        assert!(response.get("errors").is_none(), "{response:#}");
        response["data"].take()
    }
}
