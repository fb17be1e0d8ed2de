//! Legal-aid partners of the demo city.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

use super::Account;

const FILL: &str = include_str!("partners.sql");

/// Registers partners with their people and delegates cases to one; answers the accounts of its people.
pub(super) async fn fill(
    tx: &mut PgConnection,
    today: NaiveDate,
    password_hash: &str,
) -> Result<Vec<Account>> {
    let sql = FILL
        .replace("{today}", &today.to_string())
        .replace("{password}", password_hash);
    tx.execute(AssertSqlSafe(sql))
        .await
        .context("the legal-aid partners")?;
    let account = |login, name: &str, what| Account {
        login,
        name: name.to_owned(),
        union: "示例律师事务所".to_owned(),
        what,
        staff: None,
    };
    Ok(vec![
        account("lvsuo", "孙立新", "合作律所的管理员：接受委托、指派律师"),
        account("lvshi", "吴明法", "合作律所的律师：办理委托、登记开庭"),
    ])
}
