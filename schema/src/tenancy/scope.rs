//! A request is one scope is one transaction.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sqlx::{AssertSqlSafe, SqlSafeStr, Transaction};
use uuid::Uuid;

use super::connection::{Connection, Plans};
use super::{Actor, Counsel, Database, Permission, Post, Principal};
use crate::error::{Error, Result};
use crate::text::Language;
use crate::values::dates::china_date;

/// What the scope's transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read-only, on one snapshot: the totals of a page agree with its rows.
    Read,
    /// Reads and writes; commits whole or not at all.
    Write,
}

/// The only way to the database: one transaction whose session facts the row-level policies read.
///
/// Entities are queried by passing `&scope` where sea-orm wants a connection.
pub struct Scope {
    database: Database,
    city: String,
    actor: OnceLock<Actor>,
    language: Language,
    now: DateTime<Utc>,
    request_id: Option<String>,
    connection: Connection,
    access: Access,
    refused: AtomicBool,
    opened: OnceLock<Uuid>,
}

/// Under which circumstances a request is answered.
struct Circumstances {
    language: Language,
    now: DateTime<Utc>,
    request_id: Option<String>,
}

impl Scope {
    /// Opens the scope of a signed-in person, in one message to the database, and one more to write.
    ///
    /// # Errors
    /// [`Error::Retry`] for a scope that writes when the person's union has moved or ended since the
    /// principal was looked up; otherwise a fault of the database.
    pub async fn open(
        database: &Database,
        actor: impl Into<Actor>,
        access: Access,
        language: Language,
        now: DateTime<Utc>,
        request_id: Option<String>,
    ) -> Result<Self> {
        let actor = actor.into();
        let sql = begin(access, actor.city()) + &facts(&actor);
        let scope = Self::begin(
            database,
            access,
            &sql,
            actor.city().to_owned(),
            OnceLock::from(actor.clone()),
            Circumstances {
                language,
                now,
                request_id,
            },
        )
        .await?;
        if access == Access::Write {
            scope.stand(&actor).await?;
        }
        Ok(scope)
    }

    /// No subtree that the person stands in moves, and no partner ends, while the scope writes. This is a
    /// message of its own, because it may fail, and the pool would keep a connection whose opening failed
    /// halfway.
    async fn stand(&self, actor: &Actor) -> Result<()> {
        let statement = match actor {
            Actor::Union(principal) => Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT stand_at($1, $2)",
                [principal.union_id.into(), principal.path.clone().into()],
            ),
            Actor::Partner(counsel) => Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT stand_with($1, $2)",
                [counsel.lawyer_id.into(), counsel.admin.into()],
            ),
        };
        self.execute_raw(statement).await?;
        Ok(())
    }

    /// Opens the scope of somebody who is not signed in and shows a login name or the digest of a
    /// code or token: exactly the rows which that names can be read.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn visitor(
        database: &Database,
        city: &str,
        presented: &str,
        access: Access,
        language: Language,
        now: DateTime<Utc>,
        request_id: Option<String>,
    ) -> Result<Self> {
        let sql = begin(access, city) + &set("presented", presented);
        Self::begin(
            database,
            access,
            &sql,
            city.to_owned(),
            OnceLock::new(),
            Circumstances {
                language,
                now,
                request_id,
            },
        )
        .await
    }

    async fn begin(
        database: &Database,
        access: Access,
        sql: &str,
        city: String,
        actor: OnceLock<Actor>,
        circumstances: Circumstances,
    ) -> Result<Self> {
        let Circumstances {
            language,
            now,
            request_id,
        } = circumstances;
        let connection = database.pool().acquire().await?;
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        // In a task of its own, which ends even when the request is cancelled meanwhile: sqlx rolls
        // back only what it has seen begin, and otherwise the pool would hand on a connection with
        // this person's facts still open.
        let transaction = tokio::spawn(Transaction::begin(connection, Some(sql)))
            .await
            .map_err(|error| Error::bug(error.to_string()))??;
        Ok(Self {
            database: database.clone(),
            city,
            actor,
            language,
            now,
            request_id,
            connection: Connection::new(transaction, Plans::most(access)),
            access,
            refused: AtomicBool::new(false),
            opened: OnceLock::new(),
        })
    }

    /// Who asks, whoever it is.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a visitor.
    pub fn actor(&self) -> Result<&Actor> {
        self.actor.get().ok_or(Error::Unauthenticated)
    }

    /// Who asks for a union.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a visitor, [`Error::Forbidden`] for who is of a partner.
    pub fn principal(&self) -> Result<&Principal> {
        match self.actor()? {
            Actor::Union(principal) => Ok(principal),
            Actor::Partner(_) => Err(Error::Forbidden),
        }
    }

    /// Who asks for a partner.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a visitor, [`Error::Forbidden`] for who is of a union.
    pub fn counsel(&self) -> Result<&Counsel> {
        match self.actor()? {
            Actor::Partner(counsel) => Ok(counsel),
            Actor::Union(_) => Err(Error::Forbidden),
        }
    }

    /// Refuses whoever lacks the permission.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] or [`Error::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<&Principal> {
        let principal = self.principal()?;
        if principal.may(permission) {
            Ok(principal)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Grants an action on a row that was loaded through this scope, where the role allows it and the
    /// row is the own union's. Functions that write take the [`Granted`] row and not a bare id.
    ///
    /// # Errors
    /// [`Error::Forbidden`] without the permission or for a row of a union below, which superiors
    /// may read but not write.
    pub fn grant<T: Tenant>(&self, permission: Permission, row: T) -> Result<Granted<T>> {
        let principal = self.require(permission)?;
        if principal.owns(row.union_id()) {
            Ok(Granted(row))
        } else {
            Err(Error::Forbidden)
        }
    }

    /// As [`Scope::grant`], for what a superior may also do to the unions below it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] without the permission or outside the own subtree.
    pub fn grant_below<T: Tenant>(&self, permission: Permission, row: T) -> Result<Granted<T>> {
        let principal = self.require(permission)?;
        if principal.covers(row.union_path()) {
            Ok(Granted(row))
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The instant of this request; rules never ask a clock.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Today's date in China.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        china_date(self.now)
    }

    /// The language of this request.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The request this scope serves, for the audit trail.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The city's schema.
    #[must_use]
    pub fn city(&self) -> &str {
        &self.city
    }

    /// The database, for its keys.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// What this scope is for.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Statements sent so far, the opening included.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.connection.statements()
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Notes that something was refused, so that [`Scope::finish`] writes nothing.
    pub fn refuse(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    /// Opens one household or rights case of a union below to this transaction. The policies let it through only
    /// after the audit entry of the same transaction was written.
    ///
    /// # Errors
    /// A fault of the database, or when another one was opened.
    pub async fn open_record(&self, record: Uuid) -> Result<()> {
        self.opened
            .set(record)
            .map_err(|_| Error::bug("a scope opens one record"))?;
        self.say(&set("opened", &record.to_string())).await
    }

    /// Whether this record was opened with a reason.
    #[must_use]
    pub fn has_opened(&self, record: Option<Uuid>) -> bool {
        record.is_some() && self.opened.get().copied() == record
    }

    /// After a visitor proved who they are: the person's own rows and this post open.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn admit(&self, person: Uuid, post: Option<Post>) -> Result<()> {
        let post = post.map(at_post).unwrap_or_default();
        self.say(&(set("person", &person.to_string()) + &post))
            .await
    }

    /// As [`Scope::admit`], for a post that no person holds yet.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn admit_post(&self, post: Post) -> Result<()> {
        self.say(&at_post(post)).await
    }

    /// Puts a visitor who was admitted to a place at a partner with that partner.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn stand_with(&self, partner: Uuid) -> Result<()> {
        self.say(&set("partner", &partner.to_string())).await
    }

    /// Puts a visitor who was admitted to a post at its place in the tree.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn stand_at(&self, path: &str) -> Result<()> {
        self.say(&set("path", path)).await
    }

    /// Shows another login name, digest or key of the throttle than the one the scope was opened with.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn present(&self, presented: &str) -> Result<()> {
        self.say(&set("presented", presented)).await
    }

    /// Makes a visitor's scope that of the person who has just signed in: the rest of the transaction,
    /// the answer included, sees what this person may see.
    ///
    /// # Errors
    /// A fault of the database, or when the scope is somebody's already.
    pub(crate) async fn enter(&self, actor: Actor) -> Result<()> {
        let sql = set("presented", "") + &facts(&actor);
        self.actor
            .set(actor)
            .map_err(|_| Error::bug("a scope is one person's"))?;
        self.say(&sql).await
    }

    async fn say(&self, sql: &str) -> Result<()> {
        self.execute_unprepared(sql).await?;
        Ok(())
    }

    /// Commits, or rolls back when something was refused. What only read has nothing to keep: it ends
    /// behind the answer, in the message by which the pool sees that the connection lives.
    ///
    /// # Errors
    /// [`Error::Retry`] when the commit lost against another transaction; a fault otherwise.
    pub async fn finish(&self) -> Result<()> {
        let Some(transaction) = self.connection.take().await else {
            return Ok(());
        };
        if self.access == Access::Read {
            drop(transaction);
            return Ok(());
        }
        if self.refused.load(Ordering::Relaxed) {
            transaction.rollback().await?;
        } else {
            transaction.commit().await?;
            self.database.announcements().add(&self.city);
        }
        Ok(())
    }

    /// Ends the transaction without writing.
    pub async fn rollback(&self) {
        if let Some(transaction) = self.connection.take().await {
            // A connection on which a rollback fails is closed by the pool; there is nothing to add.
            drop(transaction.rollback().await);
        }
    }
}

impl std::fmt::Debug for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope")
            .field("city", &self.city)
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

/// A row that belongs to a union.
pub trait Tenant {
    /// The union.
    fn union_id(&self) -> Uuid;
    /// Its path.
    fn union_path(&self) -> &str;
}

/// A row on which this scope granted an action. Only [`Scope::grant`] makes one.
#[derive(Debug)]
pub struct Granted<T>(T);

impl<T> Granted<T> {
    /// The row.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> std::ops::Deref for Granted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

fn begin(access: Access, city: &str) -> String {
    let mode = match access {
        Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;",
        Access::Write => "BEGIN;",
    };
    format!(
        "{mode}{}SET LOCAL search_path = {}, public;",
        Plans::most(access).setting(),
        quote_identifier(city)
    )
}

/// What the policies know of who asks.
fn facts(actor: &Actor) -> String {
    match actor {
        Actor::Union(principal) => union_facts(principal),
        Actor::Partner(counsel) => partner_facts(counsel),
    }
}

/// Of the facts that open a union's rows there is none.
fn partner_facts(counsel: &Counsel) -> String {
    let partner = counsel.partner_id.to_string();
    let (lawyer, manages) = match counsel.admin {
        true => ("*".to_owned(), partner.as_str()),
        false => (counsel.lawyer_id.to_string(), ""),
    };
    let nothing = ["staff", "path", "lineage", "unions", "names"].map(|fact| set(fact, ""));
    set("person", &counsel.person_id.to_string())
        + &set("partner", &partner)
        + &set("lawyer", &lawyer)
        + &set("manages", manages)
        + &nothing.concat()
}

fn at_post(post: Post) -> String {
    match post {
        Post::Staff(id) => set("staff", &id.to_string()),
        Post::Lawyer(id) => set("lawyer", &id.to_string()),
    }
}

fn union_facts(principal: &Principal) -> String {
    let own = join(&principal.own_unions);
    let names = if principal.may(Permission::HouseholdNames) {
        own.as_str()
    } else {
        ""
    };
    let mut lineage = principal.lineage();
    lineage.extend(principal.elsewhere.iter().cloned());
    set("person", &principal.person_id.to_string())
        + &set("staff", &principal.staff_id.to_string())
        + &set("path", &principal.path)
        + &set("lineage", &lineage.join(","))
        + &set("unions", &own)
        + &set("names", names)
}

fn set(fact: &str, value: &str) -> String {
    format!(
        "SET LOCAL lianxin.{fact} = '{}';",
        value.replace('\0', "").replace('\'', "''")
    )
}

fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('\0', "").replace('"', "\"\""))
}

fn join(ids: &[Uuid]) -> String {
    ids.iter()
        .map(Uuid::to_string)
        .collect::<Vec<_>>()
        .join(",")
}
