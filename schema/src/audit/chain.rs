//! The chain of hashes: each seal covers its entry and the seal before it.
//!
//! A stranger checks it with a small program: the hash of seal `n` is the SHA-256 of the compact JSON
//! array `[n, hash of seal n-1 in hex, id, union, at, person, staff, acting union, action, kind of
//! subject, subject, summary, reason, request, transaction]`. Ids are hyphenated, the instant is UTC
//! with six digits of a second (`2014-08-06T01:02:03.000004Z`), what is missing is null, and the hash
//! before the first is 64 zeros. The place in the tree is left out: it follows the tree.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgRow;
use sqlx::{Connection, FromRow, PgConnection, Row};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Hash of a seal.
type Hash = [u8; 32];

/// Columns of an entry that the chain covers; `xact` as text.
const COLUMNS: &str = "e.id, e.union_id, e.at, e.person_id, e.staff_id, e.actor_union_id, e.action,
    e.subject_kind, e.subject_id, e.summary, e.reason, e.request_id, e.xact::text AS xact";

#[derive(FromRow)]
struct Entry {
    id: Uuid,
    union_id: Uuid,
    at: DateTime<Utc>,
    person_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    actor_union_id: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject_id: Option<Uuid>,
    summary: String,
    reason: Option<String>,
    request_id: Option<String>,
    xact: String,
}

impl Entry {
    fn hash(&self, number: i64, before: &Hash) -> Result<Hash> {
        let text = serde_json::to_string(&(
            number,
            hex(before),
            self.id,
            self.union_id,
            self.at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
            self.person_id,
            self.staff_id,
            self.actor_union_id,
            &self.action,
            &self.subject_kind,
            self.subject_id,
            &self.summary,
            &self.reason,
            &self.request_id,
            &self.xact,
        ))
        .map_err(|error| Error::bug(error.to_string()))?;
        Ok(Sha256::digest(text.as_bytes()).into())
    }
}

/// Something wrong with the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditFault {
    /// Seals are missing from the first number to the last.
    SealsMissing {
        /// First number.
        from: i64,
        /// Last number.
        to: i64,
    },
    /// The entry of a seal was removed.
    Removed {
        /// Number of the seal.
        number: i64,
        /// The entry.
        entry: Uuid,
    },
    /// The entry, the seal or the seal before it was changed.
    Changed {
        /// Number of the seal.
        number: i64,
        /// The entry.
        entry: Uuid,
    },
    /// An entry was put in among sealed ones.
    Inserted {
        /// The entry.
        entry: Uuid,
    },
}

impl std::fmt::Display for AuditFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SealsMissing { from, to } => write!(f, "seals {from} to {to} are missing"),
            Self::Removed { number, entry } => {
                write!(f, "entry {entry} of seal {number} was removed")
            }
            Self::Changed { number, entry } => {
                write!(f, "entry {entry} or its seal {number} was changed")
            }
            Self::Inserted { entry } => write!(f, "entry {entry} was put in among sealed ones"),
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Seals checked.
    pub sealed: i64,
    /// Entries that wait for their seal.
    pub waiting: i64,
    /// Hash of the last seal in hex. Whoever notes it elsewhere can tell later that nothing was cut
    /// off at the end, which a chain alone can't.
    pub head: Option<String>,
    /// Faults; empty when the trail is whole.
    pub faults: Vec<AuditFault>,
}

/// Seals at most `batch` entries and answers how many; 0 also while another server is sealing this
/// city. `conn` is of the role `lianxin_worker` with the city's schema as search path.
///
/// Entries are sealed in the order of (transaction, id), and only those of transactions older than
/// every running one: so nothing can come in later before what is sealed. The order goes by
/// transaction numbers, which a base backup keeps; who loads a dump into a new cluster must let its
/// numbers go on where the old ones ended.
///
/// "Every running one" is of the whole cluster, because PostgreSQL's snapshot knows no databases: a
/// transaction that has written and stays open, also in another city or database, holds the seal up.
/// Only the seal: writers and readers wait for nothing, and no entry is lost or passed over. Requests
/// end within `request_seconds`, so what remains are an import, the loader of the demo city and foreign
/// databases beside ours (`verify audit` says how many entries wait). A horizon of this city alone was
/// weighed and left: which transaction will still write here is not known before it does, the number
/// is given before the first entry, and the list of sessions that could tell the database
/// (`pg_stat_activity`) lacks prepared transactions.
///
/// # Errors
/// A fault of the database.
pub async fn seal(conn: &mut PgConnection, batch: i64) -> Result<u64> {
    let mut tx = conn.begin().await?;
    let turn: bool = sqlx::query_scalar(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ':audit_seal', 0))",
    )
    .fetch_one(&mut *tx)
    .await?;
    if !turn {
        tx.rollback().await?;
        return Ok(0);
    }
    let last = last_seal(&mut tx).await?;
    let entries: Vec<Entry> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM audit_entry e
         WHERE e.xact < pg_snapshot_xmin(pg_current_snapshot()) AND (e.xact, e.id) > ($1::xid8, $2)
         ORDER BY e.xact, e.id LIMIT $3"
    )))
    .bind(&last.xact)
    .bind(last.entry)
    .bind(batch)
    .fetch_all(&mut *tx)
    .await?;
    if entries.is_empty() {
        // At once, and not when the connection is used next: the turn goes with it.
        tx.rollback().await?;
        return Ok(0);
    }
    let (mut number, mut hash) = (last.number, last.hash);
    let (mut numbers, mut hashes) = (Vec::new(), Vec::new());
    for entry in &entries {
        number += 1;
        hash = entry.hash(number, &hash)?;
        numbers.push(number);
        hashes.push(hash.to_vec());
    }
    sqlx::query(
        "INSERT INTO audit_seal (number, entry_id, xact, hash)
         SELECT number, entry_id, xact::xid8, hash
         FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::bytea[]) AS s (number, entry_id, xact, hash)",
    )
    .bind(numbers)
    .bind(entries.iter().map(|entry| entry.id).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.xact.clone()).collect::<Vec<_>>())
    .bind(hashes)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    tracing::info!(number, head = hex(&hash), "audit trail sealed");
    Ok(entries.len() as u64)
}

/// Follows the chain from the first seal to the last and tells every place where it is broken.
/// `conn` is of a role that sees the whole trail, with the city's schema as search path.
///
/// # Errors
/// A fault of the database.
pub async fn verify(conn: &mut PgConnection) -> Result<Verified> {
    const BATCH: i64 = 5_000;
    // One snapshot: what is sealed meanwhile is not half seen.
    let mut tx = conn
        .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await?;
    // For the owner, who sees no row without it.
    sqlx::query("SELECT set_config('lianxin.maintenance', 'on', true)")
        .execute(&mut *tx)
        .await?;
    let mut found = Verified::default();
    let (mut number, mut before) = (0_i64, Some([0; 32]));
    loop {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT s.number, s.entry_id, s.hash, s.xact::text AS sealed_xact, {COLUMNS}
             FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
             WHERE s.number > $1 ORDER BY s.number LIMIT $2"
        )))
        .bind(number)
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        for row in &rows {
            let here: i64 = row.try_get("number")?;
            if here != number + 1 {
                found.faults.push(AuditFault::SealsMissing {
                    from: number + 1,
                    to: here - 1,
                });
                before = None;
            }
            number = here;
            let hash = hash_of(row)?;
            check(row, number, before.as_ref(), &hash, &mut found.faults)?;
            found.sealed += 1;
            found.head = Some(hex(&hash));
            before = Some(hash);
        }
        if rows.len() < BATCH as usize {
            break;
        }
    }
    let last = last_seal(&mut tx).await?;
    let unsealed: Vec<(Uuid, bool)> = sqlx::query_as(
        "SELECT e.id, (e.xact, e.id) <= ($1::xid8, $2) FROM audit_entry e
         WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.xact, e.id",
    )
    .bind(&last.xact)
    .bind(last.entry)
    .fetch_all(&mut *tx)
    .await?;
    for (entry, among_sealed) in unsealed {
        if among_sealed {
            found.faults.push(AuditFault::Inserted { entry });
        } else {
            found.waiting += 1;
        }
    }
    tx.rollback().await?;
    Ok(found)
}

fn check(
    row: &PgRow,
    number: i64,
    before: Option<&Hash>,
    hash: &Hash,
    faults: &mut Vec<AuditFault>,
) -> Result<()> {
    let entry: Uuid = row.try_get("entry_id")?;
    if row.try_get::<Option<Uuid>, _>("id")?.is_none() {
        faults.push(AuditFault::Removed { number, entry });
        return Ok(());
    }
    let whole = Entry::from_row(row)?;
    // After a gap the seal before is not known, so this one link can't be checked.
    let holds = match before {
        Some(before) => whole.hash(number, before)? == *hash,
        None => true,
    };
    if !holds || whole.xact != row.try_get::<String, _>("sealed_xact")? {
        faults.push(AuditFault::Changed { number, entry });
    }
    Ok(())
}

struct LastSeal {
    number: i64,
    hash: Hash,
    xact: String,
    entry: Uuid,
}

async fn last_seal(conn: &mut PgConnection) -> Result<LastSeal> {
    let row = sqlx::query("SELECT number, hash, xact::text AS xact, entry_id FROM audit_seal ORDER BY number DESC LIMIT 1")
        .fetch_optional(conn)
        .await?;
    Ok(match row {
        Some(row) => LastSeal {
            number: row.try_get("number")?,
            hash: hash_of(&row)?,
            xact: row.try_get("xact")?,
            entry: row.try_get("entry_id")?,
        },
        None => LastSeal {
            number: 0,
            hash: [0; 32],
            xact: "0".to_owned(),
            entry: Uuid::nil(),
        },
    })
}

fn hash_of(row: &PgRow) -> Result<Hash> {
    row.try_get::<Vec<u8>, _>("hash")?
        .try_into()
        .map_err(|_| Error::bug("a seal without 32 bytes"))
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
