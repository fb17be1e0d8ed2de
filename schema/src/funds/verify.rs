//! Checking the ledger from its entries: every balance, every sum, every hash. That the maintained figures
//! agree with the balances is told by the recount of statistics.
//!
//! The hash of an entry is the SHA-256 of the hash before it (nothing, for an account's first) followed by
//! a JSON array, its elements parted by comma and space: `[union, fund, year, programme, kind, number,
//! amount, balance, transaction, its kind, day, instant, poster, amount of the transaction, purpose, document,
//! kind of source, source, key, transaction that is reversed]`. Ids are hyphenated, the instant is UTC with
//! six digits of a second, what is missing is null.

use chrono::{DateTime, NaiveDate, Utc};
use futures::TryStreamExt as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Connection, FromRow, PgConnection};
use uuid::Uuid;

use crate::error::Result;

/// Something wrong with the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerFault {
    /// An entry was changed, removed or put in: the chain of its account is broken there.
    Chain {
        /// The account.
        account: Uuid,
        /// Number of the entry.
        number: i64,
    },
    /// The balance after an entry is not the one before it plus its amount.
    Balance {
        /// The account.
        account: Uuid,
        /// Number of the entry.
        number: i64,
    },
    /// The account's own balance, count or hash is not that of its last entry.
    Head {
        /// The account.
        account: Uuid,
    },
    /// The entries of a transaction do not sum to zero for each fund and year.
    Sum {
        /// The transaction.
        transaction: Uuid,
    },
    /// What unions sent of a fund is not what others received.
    Passed {
        /// The fund.
        fund: Uuid,
        /// By how much, in fen.
        fen: i64,
    },
    /// What was booked for an application is not what its state says.
    Aid {
        /// The application.
        application: Uuid,
    },
    /// A transaction of which the audit trail knows nothing.
    Untold {
        /// The transaction.
        transaction: Uuid,
    },
    /// The audit trail tells of a transaction that is not there.
    Gone {
        /// The transaction.
        transaction: Uuid,
    },
}

impl std::fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Chain { account, number } => write!(
                f,
                "account {account}: entry {number} was changed, removed or put in"
            ),
            Self::Balance { account, number } => {
                write!(
                    f,
                    "account {account}: the balance after entry {number} is wrong"
                )
            }
            Self::Head { account } => write!(
                f,
                "account {account}: its balance is not that of its last entry"
            ),
            Self::Sum { transaction } => {
                write!(f, "transaction {transaction} does not sum to zero")
            }
            Self::Passed { fund, fen } => write!(
                f,
                "fund {fund}: what was sent and what was received differ by {fen} fen"
            ),
            Self::Aid { application } => write!(
                f,
                "application {application}: what was booked for it is not what its state says"
            ),
            Self::Untold { transaction } => {
                write!(f, "transaction {transaction} is not in the audit trail")
            }
            Self::Gone { transaction } => write!(
                f,
                "transaction {transaction} of the audit trail is not in the ledger"
            ),
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerVerified {
    /// Accounts checked.
    pub accounts: u64,
    /// Entries checked.
    pub entries: u64,
    /// Transactions checked.
    pub transactions: u64,
    /// Faults; empty when everything is exact.
    pub faults: Vec<LedgerFault>,
}

#[derive(FromRow)]
struct Row {
    account_id: Uuid,
    union_id: Uuid,
    fund_id: Option<Uuid>,
    year: i16,
    programme: Option<String>,
    account_kind: String,
    account_balance: i64,
    account_entries: i64,
    account_head: Vec<u8>,
    number: Option<i64>,
    amount_fen: Option<i64>,
    balance_fen: Option<i64>,
    hash: Option<Vec<u8>>,
    transaction_id: Option<Uuid>,
    kind: Option<String>,
    on_day: Option<NaiveDate>,
    posted_at: Option<DateTime<Utc>>,
    posted_by: Option<Uuid>,
    total_fen: Option<i64>,
    purpose: Option<String>,
    document: Option<String>,
    source_kind: Option<String>,
    source_id: Option<Uuid>,
    key: Option<String>,
    reverses_id: Option<Uuid>,
}

impl Row {
    fn hash(&self, before: &[u8], balance: i64) -> Vec<u8> {
        let facts: [Value; 20] = [
            json!(self.union_id),
            json!(self.fund_id),
            json!(self.year),
            json!(self.programme),
            json!(self.account_kind),
            json!(self.number),
            json!(self.amount_fen),
            json!(balance),
            json!(self.transaction_id),
            json!(self.kind),
            json!(self.on_day),
            json!(
                self.posted_at
                    .map(|at| at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string())
            ),
            json!(self.posted_by),
            json!(self.total_fen),
            json!(self.purpose),
            json!(self.document),
            json!(self.source_kind),
            json!(self.source_id),
            json!(self.key),
            json!(self.reverses_id),
        ];
        let text = facts.map(|fact| fact.to_string()).join(", ");
        let mut hash = Sha256::new();
        hash.update(before);
        hash.update(format!("[{text}]"));
        hash.finalize().to_vec()
    }
}

/// The account being followed.
#[derive(Default)]
struct Followed {
    account: Uuid,
    kept: (i64, i64, Vec<u8>),
    balance: i64,
    entries: i64,
    head: Vec<u8>,
}

impl Followed {
    fn end(&self, found: &mut LedgerVerified) {
        if self.account.is_nil() {
            return;
        }
        found.accounts += 1;
        if self.kept != (self.balance, self.entries, self.head.clone()) {
            found.faults.push(LedgerFault::Head {
                account: self.account,
            });
        }
    }
}

/// Reads the whole ledger once, in the order of its accounts, and tells every fault. `conn` is of a role
/// that sees every row when it says that it does maintenance, with the city's schema as search path.
///
/// # Errors
/// A fault of the database.
pub async fn verify(conn: &mut PgConnection) -> Result<LedgerVerified> {
    // One snapshot: what is posted meanwhile is not half seen.
    let mut tx = conn
        .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await?;
    sqlx::query("SELECT set_config('lianxin.maintenance', 'on', true)")
        .execute(&mut *tx)
        .await?;
    let mut found = LedgerVerified::default();
    chains(&mut tx, &mut found).await?;
    sums(&mut tx, &mut found).await?;
    tx.rollback().await?;
    Ok(found)
}

/// Balances, counts and hashes along each account.
async fn chains(tx: &mut PgConnection, found: &mut LedgerVerified) -> Result<()> {
    let mut rows = sqlx::query_as::<_, Row>(
        "SELECT a.id AS account_id, a.union_id, a.fund_id, a.year, a.programme, a.kind AS account_kind,
                a.balance_fen AS account_balance, a.entries AS account_entries, a.head AS account_head,
                e.number, e.amount_fen, e.balance_fen, e.hash, e.transaction_id,
                t.kind, t.on_day, t.posted_at, t.posted_by, t.amount_fen AS total_fen, t.purpose, t.document,
                t.source_kind, t.source_id, t.key, t.reverses_id
         FROM fund_account a
         LEFT JOIN fund_entry e ON e.account_id = a.id
         LEFT JOIN fund_transaction t ON t.id = e.transaction_id
         ORDER BY a.id, e.number",
    )
    .fetch(&mut *tx);
    let mut at = Followed::default();
    while let Some(row) = rows.try_next().await? {
        if row.account_id != at.account {
            at.end(found);
            at = Followed {
                account: row.account_id,
                kept: (
                    row.account_balance,
                    row.account_entries,
                    row.account_head.clone(),
                ),
                ..Followed::default()
            };
        }
        let (Some(number), Some(amount), Some(balance), Some(hash)) =
            (row.number, row.amount_fen, row.balance_fen, &row.hash)
        else {
            continue;
        };
        found.entries += 1;
        at.entries += 1;
        at.balance = at.balance.saturating_add(amount);
        let account = at.account;
        if balance != at.balance {
            found.faults.push(LedgerFault::Balance { account, number });
        }
        if number != at.entries || row.hash(&at.head, balance) != *hash {
            found.faults.push(LedgerFault::Chain { account, number });
        }
        // Each break is told once, where it is.
        at.entries = number;
        at.balance = balance;
        at.head.clone_from(hash);
    }
    at.end(found);
    Ok(())
}

/// Sums of transactions, of what passed between unions, and what the audit trail knows.
async fn sums(tx: &mut PgConnection, found: &mut LedgerVerified) -> Result<()> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM fund_transaction")
        .fetch_one(&mut *tx)
        .await?;
    found.transactions = u64::try_from(count).unwrap_or_default();
    let odd: Vec<Uuid> = sqlx::query_scalar(
        "SELECT DISTINCT id FROM (
             SELECT t.id FROM fund_transaction t LEFT JOIN fund_entry e ON e.transaction_id = t.id
             LEFT JOIN fund_account a ON a.id = e.account_id
             GROUP BY t.id, a.fund_id, a.year HAVING coalesce(sum(e.amount_fen), 1) <> 0) AS odd ORDER BY id",
    )
    .fetch_all(&mut *tx)
    .await?;
    found.faults.extend(
        odd.into_iter()
            .map(|transaction| LedgerFault::Sum { transaction }),
    );
    let passed: Vec<(Uuid, i64)> = sqlx::query_as(
        "SELECT fund_id, sum(balance_fen)::bigint FROM fund_account WHERE kind IN ('ISSUED','RECEIVED')
         GROUP BY fund_id HAVING sum(balance_fen) <> 0
         UNION ALL
         SELECT fund_id, sum(balance_fen)::bigint FROM fund_account WHERE kind IN ('RETURNED','TAKEN_BACK')
         GROUP BY fund_id HAVING sum(balance_fen) <> 0",
    )
    .fetch_all(&mut *tx)
    .await?;
    found.faults.extend(
        passed
            .into_iter()
            .map(|(fund, fen)| LedgerFault::Passed { fund, fen }),
    );
    let aid: Vec<Uuid> = sqlx::query_scalar(
        "SELECT coalesce(a.id, m.source_id) FROM aid_application a FULL JOIN (
             SELECT t.source_id,
                    coalesce(sum(e.amount_fen) FILTER (WHERE c.kind = 'COMMITTED'), 0) AS committed,
                    coalesce(sum(e.amount_fen) FILTER (WHERE c.kind = 'PAYING'), 0) AS paying,
                    coalesce(sum(e.amount_fen) FILTER (WHERE c.kind = 'PAID'), 0) AS paid
             FROM fund_transaction t JOIN fund_entry e ON e.transaction_id = t.id JOIN fund_account c ON c.id = e.account_id
             WHERE t.source_kind = 'aidapplication' GROUP BY t.source_id) AS m ON m.source_id = a.id
         WHERE a.id IS NULL
            OR coalesce(m.committed, 0) <> CASE WHEN a.state = 'APPROVED' THEN a.granted_fen ELSE 0 END
            OR coalesce(m.paying, 0) <> CASE WHEN a.state = 'PAYING' THEN a.granted_fen ELSE 0 END
            OR coalesce(m.paid, 0) <> CASE WHEN a.state IN ('PAID','RECEIVED') THEN a.granted_fen ELSE 0 END
         ORDER BY 1",
    )
    .fetch_all(&mut *tx)
    .await?;
    found.faults.extend(
        aid.into_iter()
            .map(|application| LedgerFault::Aid { application }),
    );
    let apart: Vec<(Option<Uuid>, Option<Uuid>)> = sqlx::query_as(
        "SELECT t.id, e.subject_id FROM fund_transaction t FULL JOIN
             (SELECT subject_id FROM audit_entry WHERE subject_kind = 'fundtransaction' AND action = 'POSTED') AS e
             ON e.subject_id = t.id
         WHERE t.id IS NULL OR e.subject_id IS NULL",
    )
    .fetch_all(&mut *tx)
    .await?;
    found
        .faults
        .extend(apart.into_iter().filter_map(|pair| match pair {
            (Some(transaction), None) => Some(LedgerFault::Untold { transaction }),
            (None, Some(transaction)) => Some(LedgerFault::Gone { transaction }),
            _ => None,
        }));
    Ok(())
}
