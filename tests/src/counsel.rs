//! A legal-aid partner of a test city, and the people who act for it.

use std::sync::Arc;

use schema::execute::Caller;
use schema::id::{LawyerId, PartnerId};
use schema::identity::RefreshCookie;
use schema::tenancy::{Access, Actor, Claims, Post, Scope};
use schema::text::Language;
use serde_json::Value;
use uuid::Uuid;

use crate::city::City;
use crate::person::Person;
use crate::place::Place;

/// Who has an access token.
pub trait Bearer {
    /// What it says.
    fn claims(&self) -> &Claims;
}

impl Bearer for Person {
    fn claims(&self) -> &Claims {
        &self.claims
    }
}

impl Bearer for Lawyer {
    fn claims(&self) -> &Claims {
        &self.claims
    }
}

/// Who has a scope, for calling services directly.
#[allow(async_fn_in_trait)]
pub trait Reader {
    /// Opens one.
    async fn open(&self, access: Access) -> Arc<Scope>;
}

impl Reader for Person {
    async fn open(&self, access: Access) -> Arc<Scope> {
        self.scope(access).await
    }
}

impl Reader for Lawyer {
    async fn open(&self, access: Access) -> Arc<Scope> {
        let scope = Scope::open(
            self.city.database(),
            self.actor().await.expect("somebody who acts"),
            access,
            Language::Chinese,
            self.city.now(),
            None,
        );
        Arc::new(scope.await.expect("a scope"))
    }
}

/// A partner that a union registered.
#[derive(Clone)]
pub struct Firm {
    city: City,
    /// Its id.
    pub id: PartnerId,
}

/// Somebody of a partner, acting through the API.
#[derive(Clone)]
pub struct Lawyer {
    city: City,
    /// The place at the partner.
    pub id: LawyerId,
    /// What the access token of the person would say.
    pub claims: Claims,
}

impl Firm {
    pub(crate) async fn register(place: &Place, name: &str) -> Self {
        let (city, id) = (place.city.clone(), Uuid::now_v7());
        let clerk = place.person("某某某", &[]).await;
        sqlx::query(
            "INSERT INTO partner (id, union_id, union_path, union_name, name, search, kind, state, specialities, districts, created_by, created_at)
             SELECT $1, id, path, name, $3, $3, 'LAW_FIRM', 'ACTIVE', '{}', '{}', $4, $5 FROM unions WHERE id = $2",
        )
        .bind(id)
        .bind(place.id.uuid())
        .bind(name)
        .bind(clerk.staff.uuid())
        .bind(city.now())
        .execute(&mut city.owner().await)
        .await
        .expect("a partner");
        Self {
            city,
            id: id.into(),
        }
    }

    /// Somebody who works there, with a licence.
    pub async fn lawyer(&self, name: &str, admin: bool) -> Lawyer {
        let (person, lawyer, session) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let licence = format!("{:017}", lawyer.as_u128() % 100_000_000_000_000_000);
        let mut conn = self.city.owner().await;
        for sql in [
            "INSERT INTO person (id, login, name, password_hash, realm) VALUES ($1, 'l' || replace($1::text, '-', ''), $4, 'none', 'PARTNER')",
            "INSERT INTO lawyer (id, partner_id, union_id, union_path, person_id, name, search, licence_number, specialities, admin, state, created_at)
             SELECT $2, id, union_id, union_path, $1, $4, $4, $7, '{}', $5, 'ACTIVE', now() FROM partner WHERE id = $6",
            "INSERT INTO session (id, person_id, lawyer_id, family, digest, created_at, last_used_at, expires_at)
             VALUES ($3, $1, $2, $3::text, $3::text, $8, $8, $8 + interval '10 years')",
        ] {
            // Each statement takes of the values what it names.
            let sql = format!("WITH v AS (SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $5::boolean, $6::uuid, $7::text, $8::timestamptz) {sql}");
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(person)
                .bind(lawyer)
                .bind(session)
                .bind(name)
                .bind(admin)
                .bind(self.id.uuid())
                .bind(&licence)
                .bind(self.city.now())
                .execute(&mut conn)
                .await
                .expect("somebody of a partner");
        }
        Lawyer {
            city: self.city.clone(),
            id: lawyer.into(),
            claims: Claims {
                city: self.city.schema_name().to_owned(),
                session_id: session,
                person_id: person,
                post: Post::Lawyer(lawyer),
            },
        }
    }
}

impl Lawyer {
    /// Who the person is now, as a server would look it up.
    pub async fn actor(&self) -> schema::error::Result<Actor> {
        Actor::load(self.city.database(), &self.claims, self.city.now()).await
    }

    /// The person as a server hands them to the schema.
    pub async fn caller(&self) -> Caller {
        Caller {
            actor: Some(self.actor().await.expect("somebody who acts")),
            city: self.city.schema_name().to_owned(),
            language: Language::Chinese,
            now: self.city.now(),
            request_id: None,
            user_agent: None,
            address: None,
            cookie: RefreshCookie::default(),
        }
    }

    /// Sends a request and answers the whole response.
    pub async fn run_with(&self, query: &str, variables: Value) -> Value {
        self.city.send(&self.caller().await, query, variables).await
    }

    /// As [`Lawyer::run_with`], for a request that must have no `errors`: answers `data`.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut response = self.run_with(query, variables).await;
        assert!(response.get("errors").is_none(), "{response:#}");
        response["data"].take()
    }
}
