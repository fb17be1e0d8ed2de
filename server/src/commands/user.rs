//! `lianxin user`: the one thing that nobody signed in can do, because nobody is there yet.

use anyhow::{Context as _, Result, bail};
use chrono::Utc;
use schema::id::UnionId;
use schema::identity::rules::{INVITATION_LIFE, RESET_LIFE};
use schema::identity::secrets::OneTimeCode;
use schema::values::PersonName;
use sqlx::{Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use super::ground::{city, owner};
use super::print;
use crate::cli::{UserAddArgs, UserCommand, UserResetArgs};
use crate::config::Config;
use crate::postgres::Database;

pub(super) async fn user(config: &Config, action: &UserCommand) -> Result<()> {
    let database = Database::open(config).await?;
    let result = async {
        let wanted = match action {
            UserCommand::Add(args) => &args.city.city,
            UserCommand::Reset(args) => &args.city.city,
        };
        let city = city(database.cities(), wanted.as_deref())?;
        let mut conn = owner(&database, &city).await?;
        conn.execute("SET lianxin.maintenance = 'on'").await?;
        match action {
            UserCommand::Add(args) => add(&mut conn, args).await,
            UserCommand::Reset(args) => reset(&mut conn, args).await,
        }
    }
    .await;
    database.stop().await;
    result
}

struct Post {
    id: Uuid,
    union_id: Uuid,
    union_path: String,
    person: Option<Uuid>,
}

async fn add(conn: &mut PgConnection, args: &UserAddArgs) -> Result<()> {
    let name =
        PersonName::parse(&args.name).with_context(|| format!("'{}' is no name", args.name))?;
    let id = args.union.parse::<UnionId>().map(|id| id.uuid()).ok();
    let unions: Vec<(Uuid, String, String)> = sqlx::query_as(
        "SELECT id, path, name FROM unions WHERE (id = $1 OR credit_code = $2 OR division_code = $2 OR name = $2)
         AND state NOT IN ('MERGED', 'DISSOLVED') ORDER BY length(path) LIMIT 3",
    )
    .bind(id)
    .bind(&args.union)
    .fetch_all(&mut *conn)
    .await?;
    let (union_id, union_path, union) = match unions.as_slice() {
        [only] => only.clone(),
        [] => bail!(
            "there is no union '{}': name it by its division's code, its credit code, its name or its id",
            args.union
        ),
        [first, ..]
            if unions
                .iter()
                .filter(|union| union.1.len() == first.1.len())
                .count()
                == 1 =>
        {
            first.clone()
        }
        _ => bail!("'{}' names several unions; use the id of one", args.union),
    };
    let mut tx = conn.begin().await?;
    let post = Post {
        id: Uuid::now_v7(),
        union_id,
        union_path,
        person: None,
    };
    sqlx::query(
        "INSERT INTO staff (id, union_id, union_path, name, title, employment, state, roles, search)
         VALUES ($1, $2, $3, $4, $5, 'FULL', 'INVITED', '{ADMIN}', $6)",
    )
    .bind(post.id)
    .bind(post.union_id)
    .bind(&post.union_path)
    .bind(name.as_str())
    .bind(&args.title)
    .bind(name.search_text())
    .execute(&mut *tx)
    .await?;
    let code = issue(
        &mut tx,
        &post,
        &format!("从命令行邀请 {} 担任管理员", name.masked()),
    )
    .await?;
    tx.commit().await?;
    print(&format!(
        "{name} is invited as administrator of {union}.\nOne-time code, valid for 7 days and shown once: {code}\nIt is entered on the page 接受邀请 (/invitation).\n",
        name = name.as_str()
    ))
}

async fn reset(conn: &mut PgConnection, args: &UserResetArgs) -> Result<()> {
    let login = schema::identity::rules::login(&args.login)
        .with_context(|| format!("'{}' is no login name", args.login))?;
    let mut tx = conn.begin().await?;
    let row: Option<(Uuid, Uuid, String, Uuid)> = sqlx::query_as(
        "SELECT s.id, s.union_id, s.union_path, p.id FROM person p JOIN staff s ON s.person_id = p.id
         WHERE p.login = $1 AND s.state <> 'LEFT' ORDER BY length(s.union_path) LIMIT 1",
    )
    .bind(&login)
    .fetch_optional(&mut *tx)
    .await?;
    let Some((id, union_id, union_path, person)) = row else {
        bail!("nobody with a post has the login name '{login}'");
    };
    let post = Post {
        id,
        union_id,
        union_path,
        person: Some(person),
    };
    let code = issue(&mut tx, &post, "从命令行发出重设密码的一次性代码").await?;
    tx.commit().await?;
    print(&format!(
        "One-time code for {login}, valid for one day and shown once: {code}\nIt is entered on the page 重设密码 (/reset-password).\n"
    ))
}

/// Writes a code and its audit entry; earlier codes of the post are void.
async fn issue(conn: &mut PgConnection, post: &Post, summary: &str) -> Result<String> {
    let (code, now) = (OneTimeCode::new(), Utc::now());
    let (purpose, life) = if post.person.is_some() {
        ("PASSWORD", RESET_LIFE)
    } else {
        ("INVITATION", INVITATION_LIFE)
    };
    sqlx::query("UPDATE one_time_code SET used_at = $2 WHERE staff_id = $1 AND used_at IS NULL")
        .bind(post.id)
        .bind(now)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "INSERT INTO one_time_code (id, union_id, union_path, staff_id, purpose, person_id, digest, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(Uuid::now_v7())
    .bind(post.union_id)
    .bind(&post.union_path)
    .bind(post.id)
    .bind(purpose)
    .bind(post.person)
    .bind(code.digest())
    .bind(now)
    .bind(now + life)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, subject_id, summary)
         VALUES ($1, $2, $3, $4, 'GRANTED', 'staff', $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(post.union_id)
    .bind(&post.union_path)
    .bind(now)
    .bind(post.id)
    .bind(summary)
    .execute(&mut *conn)
    .await?;
    Ok(code.text())
}
