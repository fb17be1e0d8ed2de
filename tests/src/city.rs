//! A city and its root union.

use std::sync::{Arc, Mutex};

use async_graphql::{Request, Variables};
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use schema::execute::{Caller, execute};
use schema::graphql::{LianxinSchema, Limits, build};
use schema::live::{Hub, Live};
use schema::notifications::Channels;
use schema::privacy::{Vault, VaultKeys};
use schema::tenancy::Database;
use schema::unions::rules::UnionLevel;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool};
use uuid::Uuid;

use crate::cluster::Fresh;
use crate::place::Place;
use crate::visitor::{PlainTokens, Visitor};

/// The schema with limits of its own.
pub fn schema_within(limits: Limits) -> LianxinSchema {
    let both = Channels {
        mail: true,
        gateway: true,
    };
    build(limits, Arc::new(PlainTokens), both)
}

/// A city of its own, with the root union 临沂市总工会. Cheap to clone.
#[derive(Clone)]
pub struct City(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    fresh: Fresh,
    pub(crate) database: Database,
    vault: Arc<Vault>,
    pub(crate) pool: PgPool,
    pub(crate) schema: LianxinSchema,
    hub: Arc<Hub>,
    now: Mutex<DateTime<Utc>>,
    root: (Uuid, String),
}

impl City {
    /// A new city on the morning of 6 August 2026 (China).
    pub async fn new() -> Self {
        Self::with_pool(16).await
    }

    /// As [`City::new`], with as many connections as a test of concurrency needs.
    pub async fn with_pool(connections: u32) -> Self {
        let fresh = Fresh::new().await;
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .connect_with(fresh.role("lianxin_app"))
            .await
            .expect("the application may connect");
        let vault = Arc::new(Vault::new(VaultKeys::generate()));
        let database = Database::new(pool.clone(), vault.clone());
        let root = (Uuid::now_v7(), "3713.".to_owned());
        let now = Utc
            .with_ymd_and_hms(2026, 8, 6, 2, 0, 0)
            .single()
            .expect("an instant");
        let city = Self(Arc::new(Inner {
            fresh,
            database,
            vault,
            pool,
            schema: schema_within(Limits {
                depth: 14,
                complexity: 20_000,
            }),
            hub: Arc::default(),
            now: Mutex::new(now),
            root: root.clone(),
        }));
        city.insert_union(root.0, &root.1, None, "临沂市总工会", UnionLevel::Municipal)
            .await;
        city
    }

    /// The root union.
    pub fn root(&self) -> Place {
        Place {
            city: self.clone(),
            id: self.0.root.0.into(),
            path: self.0.root.1.clone(),
            level: UnionLevel::Municipal,
        }
    }

    /// A county federation under the root, such as `county("兰山区")`.
    pub async fn county(&self, name: &str) -> Place {
        self.root()
            .child(&format!("{name}总工会"), UnionLevel::County)
            .await
    }

    /// Somebody with a browser, not signed in.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self)
    }

    /// The instant that requests see.
    pub fn now(&self) -> DateTime<Utc> {
        *self.0.now.lock().expect("not poisoned")
    }

    /// Moves the clock of this city.
    pub fn pass_days(&self, days: u64) {
        *self.0.now.lock().expect("not poisoned") += TimeDelta::days(days as i64);
    }

    /// Moves the clock of this city by seconds.
    pub fn pass_seconds(&self, seconds: i64) {
        *self.0.now.lock().expect("not poisoned") += chrono::TimeDelta::seconds(seconds);
    }

    /// The database as the application reaches it.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// What seals personal values in this city.
    pub fn vault(&self) -> Arc<Vault> {
        self.0.vault.clone()
    }

    /// The pool of the application's role, for statements of its own without any scope.
    pub fn app_pool(&self) -> &PgPool {
        &self.0.pool
    }

    /// What subscriptions of this city work with.
    pub fn live(&self) -> Live {
        let city = Arc::downgrade(&self.0);
        Live {
            database: self.0.database.clone(),
            hub: self.0.hub.clone(),
            clock: Arc::new(move || {
                let city = city.upgrade().expect("the city outlives its subscribers");
                *city.now.lock().expect("not poisoned")
            }),
        }
    }

    /// Wakes all subscribers, as a server does that heard of a change.
    pub fn wake_subscribers(&self) {
        self.0.hub.wake(self.schema_name(), None);
    }

    /// Sends a request for somebody, and answers the whole response.
    pub async fn send(&self, caller: &Caller, query: &str, variables: Value) -> Value {
        let request = Request::new(query).variables(Variables::from_json(variables));
        let response = execute(self.schema(), self.database(), caller, request).await;
        serde_json::to_value(response).expect("a response is JSON")
    }

    /// The schema under test.
    pub fn schema(&self) -> &LianxinSchema {
        &self.0.schema
    }

    /// The PostgreSQL schema of the city.
    pub fn schema_name(&self) -> &'static str {
        "city_3713"
    }

    /// How a role reaches the database, with the city as search path.
    pub fn options_of(&self, role: &str) -> PgConnectOptions {
        self.0
            .fresh
            .role(role)
            .options([("search_path", "city_3713,public")])
    }

    /// A connection of a role of the database, with the city as search path.
    pub async fn connect_as(&self, role: &str) -> PgConnection {
        PgConnection::connect_with(&self.options_of(role))
            .await
            .expect("the role may connect")
    }

    /// A connection of the owner that sees every row, for looking behind the policies.
    pub async fn owner(&self) -> PgConnection {
        let mut conn = self.connect_as("lianxin_owner").await;
        conn.execute("SET lianxin.maintenance = 'on'")
            .await
            .expect("maintenance");
        conn
    }

    pub(crate) async fn insert_union(
        &self,
        id: Uuid,
        path: &str,
        parent: Option<Uuid>,
        name: &str,
        level: UnionLevel,
    ) {
        let mut conn = self.owner().await;
        let short = name.trim_end_matches("总工会").trim_end_matches("工会");
        sqlx::query(
            "INSERT INTO unions (id, path, parent_id, level, state, name, short_name, search)
             VALUES ($1, $2, $3, $4, 'ACTIVE', $5, $6, lower($5))",
        )
        .bind(id)
        .bind(path)
        .bind(parent)
        .bind(level.code())
        .bind(name)
        .bind(short)
        .execute(&mut conn)
        .await
        .expect("a union");
        self.count(
            id,
            path,
            &[("UNIONS", "", ""), ("UNIONS", "LEVEL", level.code())],
        )
        .await;
    }

    /// Appends what rows inserted behind the services count for, so that figures stay true.
    pub(crate) async fn count(&self, union: Uuid, path: &str, cells: &[(&str, &str, &str)]) {
        let mut conn = self.owner().await;
        for (measure, dimension, key) in cells {
            sqlx::query("INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value) VALUES ($1, $2, $3, $4, $5, $6, 1)")
                .bind(Uuid::now_v7())
                .bind(union)
                .bind(path)
                .bind(measure)
                .bind(dimension)
                .bind(key)
                .execute(&mut conn)
                .await
                .expect("a delta");
        }
    }
}
