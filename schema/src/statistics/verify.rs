//! Counting again from the rows, to prove the maintained figures.
//!
//! This is on purpose a second count: it shares no code with what writes record, so a mistake on
//! either side shows as a difference.

use sqlx::{Connection, FromRow, PgConnection};

use crate::error::Result;

/// A figure that differs from its recount.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Difference {
    /// Path of the union.
    pub path: String,
    /// Its name; empty where a figure is kept for a path that no union has.
    pub union_name: String,
    /// The stored measure, such as `HOUSEHOLDS`.
    pub measure: String,
    /// The dimension; empty for the total.
    pub dimension: String,
    /// The key; empty for the total.
    pub key: String,
    /// What is kept: folded and pending.
    pub kept: i64,
    /// What the rows count.
    pub counted: i64,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            path,
            union_name,
            measure,
            dimension,
            key,
            kept,
            counted,
        } = self;
        write!(
            f,
            "{union_name} ({path}) {measure} {dimension} {key}: {kept} kept, {counted} counted"
        )
    }
}

/// How many rows of an area count for which cells: (path, measure, dimension, key, value); a null key
/// counts for nothing. Rows that count alike are added up first, so that a city of millions of rows is
/// counted in one pass over each table.
const CELLS: &[&str] = &[
    // unions: those that exist
    "SELECT u.path, c.*, 1::bigint FROM unions u CROSS JOIN LATERAL (VALUES
         ('UNIONS', '', ''),
         ('UNIONS', 'LEVEL', u.level)) AS c (measure, dimension, key)
     WHERE u.state NOT IN ('MERGED', 'DISSOLVED')",
    // households: every one by status; what else is counted leaves closed ones out
    "SELECT h.union_path, c.*, h.value FROM (
         SELECT union_path, status, kind, main_cause, tier, needy_file, cadre_id IS NOT NULL AS paired,
                status <> 'CLOSED' AS open, count(*) AS value
         FROM household GROUP BY 1, 2, 3, 4, 5, 6, 7
     ) AS h CROSS JOIN LATERAL (VALUES
         ('HOUSEHOLDS', 'STATUS', h.status),
         ('HOUSEHOLDS', '', CASE WHEN open THEN '' END),
         ('HOUSEHOLDS', 'KIND', CASE WHEN open THEN h.kind END),
         ('HOUSEHOLDS', 'CAUSE', CASE WHEN open THEN h.main_cause END),
         ('HOUSEHOLDS', 'TIER', CASE WHEN open THEN h.tier END),
         ('HOUSEHOLDS', 'NEEDY_FILE', CASE WHEN open THEN h.needy_file END),
         ('PAIRED_HOUSEHOLDS', '', CASE WHEN open AND h.paired THEN '' END),
         ('UNPAIRED_HOUSEHOLDS', '', CASE WHEN h.status = 'ACTIVE' AND NOT h.paired THEN '' END)
     ) AS c (measure, dimension, key)",
    // members who are still in a household that is not closed
    "SELECT m.union_path, 'MEMBERS', '', '', count(*) FROM member m JOIN household h ON h.id = m.household_id
     WHERE m.removed_on IS NULL AND h.status <> 'CLOSED' GROUP BY m.union_path",
    // cadres in office, by how many households they answer for
    "SELECT s.union_path, c.*, 1 FROM staff s
     LEFT JOIN (SELECT cadre_id, count(*) AS load FROM pairing WHERE ended_on IS NULL GROUP BY cadre_id) AS p
          ON p.cadre_id = s.id
     CROSS JOIN LATERAL (VALUES
         ('CADRES', '', ''),
         ('CADRES', 'LOAD', coalesce(p.load, 0)::text)) AS c (measure, dimension, key)
     WHERE s.state = 'ACTIVE' AND 'CADRE' = ANY (s.roles)",
    // visits, by the month they were made in
    "SELECT v.union_path, c.*, v.value FROM (
         SELECT union_path, to_char(visited_on, 'YYYY-MM') AS month, count(*) AS value FROM visit GROUP BY 1, 2
     ) AS v CROSS JOIN LATERAL (VALUES
         ('VISITS', '', ''),
         ('VISITS', 'MONTH', v.month)) AS c (measure, dimension, key)",
    // measures: open ones by the day they are due, and done ones
    "SELECT m.union_path, c.*, m.value FROM (
         SELECT union_path, state, CASE WHEN state = 'OPEN' THEN to_char(due_on, 'YYYY-MM-DD') END AS due,
                count(*) AS value
         FROM measure GROUP BY 1, 2, 3
     ) AS m CROSS JOIN LATERAL (VALUES
         ('MEASURES_OPEN', '', CASE WHEN m.state = 'OPEN' THEN '' END),
         ('MEASURES_OPEN', 'DUE', m.due),
         ('MEASURES_DONE', '', CASE WHEN m.state = 'DONE' THEN '' END)) AS c (measure, dimension, key)",
    // households on the lists of survey rounds, by round and state
    "SELECT t.union_path, c.*, t.value FROM (
         SELECT union_path, replace(round_id::text, '-', '') AS round, state, count(*) AS value
         FROM survey_task GROUP BY 1, 2, 3
     ) AS t CROSS JOIN LATERAL (VALUES
         ('SURVEY_TASKS', '', ''),
         ('SURVEY_TASKS', 'SURVEY_STATE', t.round || ':' || t.state)) AS c (measure, dimension, key)",
    // records of survey rounds that count: those that no other corrects
    "SELECT r.union_path, c.*, r.value FROM (
         SELECT r.union_path, replace(r.round_id::text, '-', '') AS round, r.main_cause, r.tier, r.income_change,
                count(*) AS value
         FROM survey_task t JOIN survey_record r ON r.id = t.record_id GROUP BY 1, 2, 3, 4, 5
     ) AS r CROSS JOIN LATERAL (VALUES
         ('SURVEY_RECORDS', '', ''),
         ('SURVEY_RECORDS', 'SURVEY_CAUSE', r.round || ':' || r.main_cause),
         ('SURVEY_RECORDS', 'SURVEY_TIER', r.round || ':' || r.tier),
         ('SURVEY_RECORDS', 'SURVEY_INCOME', r.round || ':' || r.income_change)) AS c (measure, dimension, key)",
    // the same, by each of their differences and of the options that were chosen
    "SELECT r.union_path, 'SURVEY_RECORDS', c.dimension, replace(r.round_id::text, '-', '') || ':' || c.code, count(*)
     FROM survey_task t JOIN survey_record r ON r.id = t.record_id CROSS JOIN LATERAL (
         SELECT 'SURVEY_DIFFERENCE', code FROM unnest(r.differences) AS code
         UNION ALL SELECT 'SURVEY_ANSWER', code FROM unnest(r.choices) AS code) AS c (dimension, code)
     GROUP BY r.union_path, c.dimension, r.round_id, c.code",
    // applications for aid by state, and those that were paid
    "SELECT a.union_path, c.* FROM aid_application a CROSS JOIN LATERAL (
         SELECT * FROM (VALUES
             ('AID_APPLICATIONS', '', '', 1::bigint),
             ('AID_APPLICATIONS', 'AID_STATE', a.state, 1)) AS s
         UNION ALL
         SELECT m.measure, d.dimension, d.key, m.value
         FROM (VALUES ('AID_GIVEN', 1::bigint), ('AID_AMOUNT', a.granted_fen)) AS m (measure, value)
         CROSS JOIN (VALUES ('', ''), ('AID_KIND', a.kind), ('TIER', a.tier), ('CAUSE', a.cause),
                            ('MONTH', to_char(a.paid_on, 'YYYY-MM'))) AS d (dimension, key)
         WHERE a.state IN ('PAID', 'RECEIVED')) AS c (measure, dimension, key, value)
     WHERE a.state <> 'DRAFT' AND a.kind <> 'NEEDY_FILE'",
    // rights cases by all that they are compared by, and what was claimed
    "SELECT c.union_path, d.* FROM rights_case c CROSS JOIN LATERAL (VALUES
         ('RIGHTS_CASES', '', '', 1::bigint),
         ('RIGHTS_CASES', 'CASE_STATE', c.state, 1),
         ('RIGHTS_CASES', 'CASE_KIND', c.kind, 1),
         ('RIGHTS_CASES', 'CASE_RESULT', c.result, 1),
         ('RIGHTS_CASES', 'MONTH', to_char(c.reported_on, 'YYYY-MM'), 1),
         ('RIGHTS_CASES', 'EMPLOYER', c.employer_id::text, 1),
         ('RIGHTS_WORKERS', '', '', c.workers_concerned),
         ('RIGHTS_WORKERS', 'CASE_KIND', c.kind, c.workers_concerned),
         ('RIGHTS_CLAIMED', '', '', c.claimed_fen),
         ('RIGHTS_CLAIMED', 'CASE_KIND', c.kind, c.claimed_fen),
         ('RIGHTS_CLAIMED', 'EMPLOYER', c.employer_id::text, c.claimed_fen)) AS d (measure, dimension, key, value)",
    // closed ones by how long they took
    "SELECT c.union_path, 'RIGHTS_CLOSED', d.* , 1 FROM rights_case c CROSS JOIN LATERAL (VALUES
         ('', ''), ('CASE_KIND', c.kind),
         ('DURATION', CASE WHEN c.closed_on <= c.reported_on + 30 THEN 'MONTH' WHEN c.closed_on <= c.reported_on + 90 THEN 'QUARTER'
             WHEN c.closed_on <= c.reported_on + 180 THEN 'HALF_YEAR' WHEN c.closed_on <= c.reported_on + 365 THEN 'YEAR'
             ELSE 'LONGER' END)) AS d (dimension, key)
     WHERE c.state = 'CLOSED'",
    // what came to the workers
    "SELECT c.union_path, 'RIGHTS_RECOVERED', d.*, r.amount_fen FROM rights_recovery r JOIN rights_case c ON c.id = r.case_id
     CROSS JOIN LATERAL (VALUES
         ('', ''), ('CASE_KIND', c.kind), ('MONTH', to_char(r.on_day, 'YYYY-MM')), ('EMPLOYER', c.employer_id::text)) AS d (dimension, key)
     WHERE r.cancelled_on IS NULL",
    // delegations that were offered
    "SELECT d.union_path, 'RIGHTS_DELEGATIONS', s.*, 1 FROM delegation d CROSS JOIN LATERAL (VALUES
         ('', ''), ('DELEGATION_STATE', d.state)) AS s (dimension, key)
     WHERE d.offered_on IS NOT NULL",
    // dedicated funds: what each account holds
    "SELECT a.union_path, 'FUNDS', 'FUND_ACCOUNT',
            concat_ws(':', a.year, a.kind, coalesce(a.programme, ''), coalesce(f.source, '')), sum(a.balance_fen)::bigint
     FROM fund_account a LEFT JOIN fund f ON f.id = a.fund_id GROUP BY 1, 4",
];

/// For statements over every row of the city. PostgreSQL takes it that the policy of maintenance lets few
/// rows through, and would look each row of one table up in the whole of another.
const WHOLE: &str = "SET LOCAL lianxin.maintenance = 'on'; SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '128MB'";

/// Recounts every measure and dimension of every union from the rows and compares it with what is
/// kept, on one snapshot: nobody is stopped from writing. `conn` is of the role `lianxin_owner` with
/// the city's schema as search path. Empty when every figure is true.
///
/// # Errors
/// A fault of the database.
pub async fn verify(conn: &mut PgConnection) -> Result<Vec<Difference>> {
    let mut tx = conn
        .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await?;
    sqlx::raw_sql(WHOLE).execute(&mut *tx).await?;
    let differences = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "WITH {counted},
         pending AS (
             SELECT union_path AS path, measure, dimension, key, sum(value) AS value FROM stat_delta
             GROUP BY union_path, measure, dimension, key
         ),
         kept AS (
             SELECT path, measure, dimension, key, sum(value) AS value FROM (
                 SELECT union_path AS path, measure, dimension, key, value FROM stat_total
                 UNION ALL {pending}
             ) AS both_kinds GROUP BY path, measure, dimension, key
         )
         SELECT path, coalesce(u.name, '') AS union_name, measure, dimension, key,
                coalesce(k.value, 0)::bigint AS kept, coalesce(c.value, 0)::bigint AS counted
         FROM counted c FULL JOIN kept k USING (path, measure, dimension, key) LEFT JOIN unions u USING (path)
         WHERE coalesce(k.value, 0) <> coalesce(c.value, 0)
         ORDER BY path, measure, dimension, key",
        counted = counted(),
        pending = upwards("pending"),
    )))
    .fetch_all(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(differences)
}

/// Throws away what is kept and keeps what the rows count, for a city that was loaded past the
/// services or whose figures were found wrong. Safe while others write: whoever has written waits to
/// have its deltas thrown away, and whoever has not yet committed adds its own afterwards. `conn` is
/// of the role `lianxin_owner` with the city's schema as search path.
///
/// # Errors
/// A fault of the database.
pub async fn rebuild(conn: &mut PgConnection) -> Result<()> {
    let mut tx = conn.begin().await?;
    for sql in [
        WHOLE,
        "SELECT one FROM stat_fold FOR UPDATE",
        // The count below begins after the last writer who is counted has committed.
        "LOCK TABLE stat_delta IN SHARE ROW EXCLUSIVE MODE",
        "DELETE FROM stat_delta",
        "DELETE FROM stat_total",
    ] {
        sqlx::raw_sql(sql).execute(&mut *tx).await?;
    }
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "INSERT INTO stat_total (union_id, union_path, measure, dimension, key, value)
         WITH {} SELECT u.id, path, measure, dimension, key, value FROM counted JOIN unions u USING (path)",
        counted()
    )))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The relation `counted` of what the rows count, and those it stands on.
fn counted() -> String {
    format!(
        "cell (path, measure, dimension, key, value) AS ({}),
         own AS (
             SELECT path, measure, dimension, key, sum(value) AS value FROM cell
             WHERE key IS NOT NULL GROUP BY path, measure, dimension, key
         ),
         counted AS ({})",
        CELLS.join(" UNION ALL "),
        upwards("own")
    )
}

/// Adds the values of a relation up the tree.
fn upwards(relation: &str) -> String {
    format!(
        "SELECT left(path, len) AS path, measure, dimension, key, sum(value) AS value
         FROM {relation} CROSS JOIN LATERAL generate_series(5, length(path), 5) AS len
         GROUP BY 1, measure, dimension, key"
    )
}
