//! Isolation proved in hand-written SQL as the application's database role, with no code of the
//! application between: every table, seen and written from one union towards every other place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, Postgres, Row as _, Transaction,
};
use tests::{City, Spot, matches_file, spots};

/// What the scope of somebody who asks has set.
struct Viewer {
    name: &'static str,
    facts: Vec<(&'static str, String)>,
    /// Whether it is somebody of the partner that the own union has delegated to.
    of_partner: bool,
}

/// What may be seen or written beyond the own subtree, and why. The list only shrinks.
const BEYOND: &[(&str, &str, &str)] = &[
    // A union knows the names of its superiors.
    ("unions", "parent", "read"),
    // It may hold money of their funds, and knows where that comes from.
    ("fund", "parent", "read"),
    // An open programme is for the households of all unions below.
    ("programme", "parent", "read"),
    ("programme_edition", "parent", "read"),
    // A line is published to everybody, and is the same for all who live in a county.
    ("living_line", "parent", "read"),
    ("living_line", "sibling", "read"),
    ("living_line", "branch", "read"),
    // Businesses are public, and one that owes wages here may owe them there.
    ("employer", "parent", "read"),
    ("employer", "sibling", "read"),
    ("employer", "branch", "read"),
    // So are law firms and who works there; whoever registered one, the whole city delegates to it.
    ("partner", "parent", "read"),
    ("partner", "sibling", "read"),
    ("partner", "branch", "read"),
    ("lawyer", "parent", "read"),
    ("lawyer", "sibling", "read"),
    ("lawyer", "branch", "read"),
];

/// All that people of a partner reach of the place that has delegated to it, or registered it.
const OF_PARTNERS: &[&str] = &[
    "attachment",
    "attachment_private",
    "audit_entry",
    "calendar_feed",
    "delegation",
    "delegation_document",
    "delegation_event",
    "delegation_private",
    "delegation_worker",
    "hearing",
    "idempotency_key",
    "lawyer",
    "mail_address",
    "notification_choice",
    "one_time_code",
    "outbox_message",
    "partner",
    "partner_conflict",
    "person",
    "session",
];

/// Tables that hold nothing of anybody.
const OF_NOBODY: &[&str] = &["reminder_day", "rights_rule", "stat_fold", "work_year"];

#[tokio::test]
async fn every_table_shows_and_takes_only_what_the_place_allows() {
    let city = City::new().await;
    let mut owner = city.owner().await;
    let spots = spots(&city, &mut owner).await;
    let tables = tables(&mut owner).await;
    for spot in &spots {
        for table in tables
            .iter()
            .filter(|table| !OF_NOBODY.contains(&table.as_str()))
        {
            let rows = count(&mut owner, &at(spot, table)).await;
            assert!(
                rows > 0,
                "table {table} has no specimen for {}: add its row to isolation/specimens.sql",
                spot.position
            );
        }
    }

    let mut matrix = String::from(
        "# Who may do what with the rows of which table, as row-level security answers (r read, i insert, u update, d delete).\n",
    );
    let mut leaks = Vec::new();
    // One for all of them: what one left behind on it would show.
    let mut app = city.connect_as("lianxin_app").await;
    for viewer in viewers(&spots) {
        writeln!(matrix, "\n## {}", viewer.name).unwrap();
        for table in &tables {
            write!(matrix, "{table:<22}").unwrap();
            for spot in &spots {
                let seen = probe(&mut app, &viewer, &mut owner, table, spot).await;
                write!(
                    matrix,
                    "  {} {:<4}",
                    spot.position,
                    if seen.is_empty() { "-" } else { &seen }
                )
                .unwrap();
                let inside = if viewer.of_partner {
                    spot.position == "own" && OF_PARTNERS.contains(&table.as_str())
                } else {
                    matches!(spot.position, "own" | "child") && !viewer.facts.is_empty()
                };
                if !inside && !OF_NOBODY.contains(&table.as_str()) {
                    leaks.extend(
                        seen.chars()
                            .filter(|&act| !allowed(table, spot.position, act, &viewer))
                            .map(|act| {
                                format!("{}: {act} on {table} of {}", viewer.name, spot.position)
                            }),
                    );
                }
            }
            matrix.push('\n');
        }
    }
    assert_eq!(leaks, Vec::<String>::new());
    matches_file("isolation/tables.txt", &matrix);
}

fn allowed(table: &str, position: &str, act: char, viewer: &Viewer) -> bool {
    !viewer.facts.is_empty()
        && !viewer.of_partner
        && BEYOND
            .iter()
            .any(|(t, p, a)| *t == table && *p == position && a.starts_with(act))
}

#[tokio::test]
async fn every_table_is_under_forced_row_level_security_and_of_the_owner() {
    let city = City::new().await;
    let mut owner = city.owner().await;
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_sqlx_migrations'
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND pg_get_userbyid(c.relowner) = 'lianxin_owner')",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(loose, Vec::<String>::new());
    let views: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('v', 'm')").fetch_one(&mut owner).await.unwrap();
    assert_eq!(views, 0, "a view reads as its owner");
    let definers: Vec<String> = sqlx::query_scalar("SELECT proname::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef ORDER BY 1").fetch_all(&mut owner).await.unwrap();
    assert_eq!(
        definers,
        [
            "add_delegation_file",
            "close_fund_year",
            "districts",
            "division_known",
            "drafts_delegation",
            "drop_duplicate",
            "employer_records",
            "end_sessions_at",
            "end_sessions_of",
            "file_complaint",
            "filed",
            "files_changed",
            "fund_transaction_balances",
            "hand_over_referrals",
            "hand_over_rows",
            "handles_case",
            "hanging_notices",
            "has_posts_elsewhere",
            "hold_families",
            "holds_funds",
            "join_sides",
            "lawyer_loads",
            "mark_papers",
            "merge_employers",
            "names_case",
            "object_to_notice",
            "partner_loads",
            "pay_aid",
            "post_funds",
            "post_notice",
            "posted_funds",
            "raise_duplicate",
            "reverse_funds",
            "sees_delegation",
            "settle_aid",
            "settle_bank_month",
            "share_documents",
            "shares_case",
            "stand_with",
            "step_aid",
            "step_allocation",
            "step_complaint",
            "step_delegation",
            "step_rights_case",
            "take_down_notice",
            "tell_handler",
            "tell_posts",
            "tell_union",
            "union_directory",
            "was_given",
            "works_on",
            "write_delegation",
            "write_hearing",
            "write_rights_case"
        ],
        "a function that acts as the owner looks across branches: is it needed?"
    );
}

async fn tables(owner: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
           AND c.relname <> '_sqlx_migrations' ORDER BY 1",
    )
    .fetch_all(owner)
    .await
    .unwrap()
}

fn viewers(spots: &[Spot]) -> Vec<Viewer> {
    let (own, child) = (&spots[0], &spots[1]);
    let staff = |names: String, unions: String| {
        vec![
            ("person", format!("{}-0000-7000-8000-000000000001", own.tag)),
            ("staff", format!("{}-0000-7000-8000-000000000002", own.tag)),
            ("path", own.path.clone()),
            (
                "lineage",
                schema::tenancy::tree::lineage(&own.path).join(","),
            ),
            ("unions", unions),
            ("names", names),
        ]
    };
    let of_partner = |lawyer: &str, admin: bool| {
        let partner = format!("{}-0000-7000-8000-000000000344", own.tag);
        let manages = if admin {
            partner.clone()
        } else {
            String::new()
        };
        vec![
            ("person", format!("{}-0000-7000-8000-000000000346", own.tag)),
            ("partner", partner),
            ("lawyer", lawyer.to_owned()),
            ("manages", manages),
        ]
    };
    let (one, both) = (
        own.union.to_string(),
        format!("{},{}", own.union, child.union),
    );
    vec![
        Viewer {
            name: "somebody without any scope",
            facts: vec![],
            of_partner: false,
        },
        Viewer {
            name: "staff of the union whose role reads names",
            facts: staff(one.clone(), one.clone()),
            of_partner: false,
        },
        Viewer {
            name: "staff of the union whose role reads no names",
            facts: staff(String::new(), one),
            of_partner: false,
        },
        Viewer {
            name: "staff of a union that manages the child (代管)",
            facts: staff(both.clone(), both),
            of_partner: false,
        },
        Viewer {
            name: "a visitor who shows a login name",
            facts: vec![("presented", format!("login-{}", own.tag))],
            of_partner: false,
        },
        Viewer {
            name: "a visitor who shows a one-time code",
            facts: vec![("presented", format!("code-{}", own.tag))],
            of_partner: false,
        },
        Viewer {
            name: "a visitor who shows a refresh token",
            facts: vec![("presented", format!("token-{}", own.tag))],
            of_partner: false,
        },
        Viewer {
            name: "who runs the account of the partner that the union has delegated to",
            facts: of_partner("*", true),
            of_partner: true,
        },
        Viewer {
            name: "the lawyer who has it in hand",
            facts: of_partner(&format!("{}-0000-7000-8000-000000000345", own.tag), false),
            of_partner: true,
        },
        Viewer {
            name: "another lawyer of the partner",
            facts: of_partner(&format!("{}-0000-7000-8000-000000000348", own.tag), false),
            of_partner: true,
        },
        Viewer {
            name: "a visitor who shows the address of a calendar",
            facts: vec![("presented", format!("feed-{}", own.tag))],
            of_partner: false,
        },
    ]
}

/// The rows of a table that belong to a place, as a condition.
fn at(spot: &Spot, table: &str) -> (String, String) {
    let condition = match table {
        "unions" => format!("t.id = '{}'", spot.union),
        "audit_seal"
        | "person"
        | "session"
        | "calendar_feed"
        | "sign_in_throttle"
        | "idempotency_key"
        | "notification"
        | "notification_choice"
        | "mail_address"
        | "outbox_message"
        | "roster_row"
        | "roster_household"
        | "roster_fault" => {
            format!("t::text LIKE '%{}%'", spot.tag)
        }
        _ => format!("t.union_id = '{}'", spot.union),
    };
    (format!("{}.{table}", spot.schema), condition)
}

async fn count(conn: &mut PgConnection, (table, condition): &(String, String)) -> i64 {
    let sql = if table.ends_with("stat_fold") {
        format!("SELECT count(*) FROM {table}")
    } else {
        format!("SELECT count(*) FROM {table} t WHERE {condition}")
    };
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(conn)
        .await
        .unwrap()
}

async fn probe(
    app: &mut PgConnection,
    viewer: &Viewer,
    owner: &mut PgConnection,
    table: &str,
    spot: &Spot,
) -> String {
    let (name, condition) = if OF_NOBODY.contains(&table) {
        (format!("{}.{table}", spot.schema), "true".to_owned())
    } else {
        at(spot, table)
    };
    let columns: Vec<(String, bool)> = sqlx::query("SELECT attname::text, attname = ANY (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = $1::regclass AND i.indisprimary) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''")
        .bind(&name)
        .fetch_all(&mut *owner)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1)))
        .collect();
    let all = columns
        .iter()
        .map(|(column, _)| column.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let key = &columns
        .iter()
        .find(|(_, key)| *key)
        .expect("a primary key")
        .0;
    let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
        "SELECT to_jsonb(t)::text FROM {name} t WHERE {condition}"
    )))
    .fetch_all(&mut *owner)
    .await
    .unwrap();

    let mut tx = app.begin().await.unwrap();
    for (fact, value) in &viewer.facts {
        sqlx::query("SELECT set_config($1, $2, true)")
            .bind(format!("lianxin.{fact}"))
            .bind(value)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    let mut seen = String::new();
    // Column grants count as reading too: count(key) needs only the key.
    if attempt(
        &mut tx,
        &format!("SELECT {key} FROM {name} t WHERE {condition}"),
    )
    .await
        || attempt(
            &mut tx,
            &format!("SELECT 1 FROM {name} t WHERE {condition}"),
        )
        .await
    {
        seen.push('r');
    }
    for row in &rows {
        let sql = format!(
            "INSERT INTO {name} ({all}) SELECT {all} FROM jsonb_populate_record(NULL::{name}, '{}'::jsonb)",
            row.replace('\'', "''")
        );
        if attempt(&mut tx, &sql).await {
            seen.push('i');
            break;
        }
    }
    // An update or delete is tried without a condition too: a policy may hide the row from reading only.
    if attempt(
        &mut tx,
        &format!("UPDATE {name} t SET {key} = {key} WHERE {condition}"),
    )
    .await
    {
        seen.push('u');
    }
    if attempt(&mut tx, &format!("DELETE FROM {name} t WHERE {condition}")).await {
        seen.push('d');
    }
    tx.rollback().await.unwrap();
    seen
}

/// Whether the statement reached a row: it answered or changed one, or only a constraint (which is
/// checked after the policy) stopped it.
async fn attempt(tx: &mut Transaction<'_, Postgres>, sql: &str) -> bool {
    let mut savepoint = tx.begin().await.unwrap();
    let result = if sql.starts_with("SELECT") {
        savepoint
            .fetch_all(AssertSqlSafe(sql.to_owned()))
            .await
            .map(|rows| rows.len() as u64)
    } else {
        savepoint
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .map(|done| done.rows_affected())
    };
    savepoint.rollback().await.unwrap();
    match result {
        Ok(rows) => rows > 0,
        Err(error) => match error
            .as_database_error()
            .and_then(|error| error.code())
            .as_deref()
        {
            // Permission denied, or the row is against the policy.
            Some("42501") => false,
            Some("23505" | "23503" | "23514" | "23P01") => true,
            other => panic!("{other:?} {error} in {sql}"),
        },
    }
}

#[tokio::test]
async fn an_empty_or_malformed_fact_opens_nothing() {
    let city = City::new().await;
    let mut owner = city.owner().await;
    let spots = spots(&city, &mut owner).await;
    let tables: BTreeSet<String> = tables(&mut owner)
        .await
        .into_iter()
        .filter(|table| !OF_NOBODY.contains(&table.as_str()))
        .collect();
    let mut seen = BTreeMap::new();
    let mut conn = city.connect_as("lianxin_app").await;
    for value in ["", " ", "~", "%", "{}", "NULL"] {
        for table in &tables {
            let mut tx = conn.begin().await.unwrap();
            for fact in [
                "path",
                "lineage",
                "unions",
                "names",
                "person",
                "staff",
                "presented",
                "opened",
            ] {
                // Facts that are ids refuse what is no id with an error, which shows nothing either.
                sqlx::query("SELECT set_config($1, $2, true)")
                    .bind(format!("lianxin.{fact}"))
                    .bind(value)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
            }
            for spot in &spots {
                let (name, condition) = at(spot, table);
                let mut savepoint = tx.begin().await.unwrap();
                let rows = savepoint
                    .fetch_all(AssertSqlSafe(format!(
                        "SELECT 1 FROM {name} t WHERE {condition}"
                    )))
                    .await
                    .map_or(0, |rows| rows.len());
                savepoint.rollback().await.unwrap();
                if rows > 0 {
                    seen.insert((value, table.clone()), rows);
                }
            }
            tx.rollback().await.unwrap();
        }
    }
    assert!(seen.is_empty(), "{seen:?}");
}
