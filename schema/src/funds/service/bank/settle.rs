//! Settling a month (对账完成).

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait as _, QueryFilter,
    Statement,
};
use uuid::Uuid;

use super::standing::{accounts, adjustment};
use super::{end, four_eyes, hold, month as month_of, note, refused, settled, words};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::funds::entity::{bank_line, bank_match, bank_month};
use crate::funds::input::SettleBankMonthInput;
use crate::funds::rules::BankMonthState;
use crate::input::{Checks, REASON};
use crate::tenancy::{Permission, Scope};
use crate::text::Text;
use crate::values::Fen;

/// What still stands in the way of settling a month; nothing for one that is settled.
///
/// # Errors
/// A fault of the database.
pub async fn obstacles(scope: &Scope, month: &bank_month::Model) -> Result<Vec<Text>> {
    let mut found = Vec::new();
    if month.state == BankMonthState::Settled || !scope.principal()?.owns(month.union_id) {
        return Ok(found);
    }
    let mut say = |zh: String, en: String| found.push(Text::new(zh, en));
    let (zh, en) = words(month.month);
    if scope.today() < end(month.month) {
        say(format!("{zh}还没有结束"), format!("{en} is not over"));
    }
    if let Some(before) = earlier(scope, month).await? {
        let (zh, en) = words(before);
        say(
            format!("{zh}还没有对账完成，请先办结"),
            format!("{en} is not settled; settle that first"),
        );
    }
    let accounts = accounts(scope, month).await?;
    if accounts.is_empty() {
        say(
            "还没有导入银行流水".to_owned(),
            "no statement has been brought in".to_owned(),
        );
    }
    for account in &accounts {
        let name = &account.account;
        if account.last < month.month && account.closing != Some(0) {
            say(
                format!("“{name}”没有{zh}的流水；没有发生额的，请登记月末余额"),
                format!("{name} has no statement of {en}; if nothing moved, enter its balance"),
            );
        } else if account.closing.is_none() {
            say(
                format!("请登记“{name}”的月末余额"),
                format!("enter the balance of {name} at the month's end"),
            );
        }
    }
    if month.open > 0 {
        say(
            format!("还有 {} 笔银行流水既没有勾对，也没有说明原因", month.open),
            format!(
                "{} lines have neither a transaction nor a reason",
                month.open
            ),
        );
    }
    if let Some(table) = adjustment(scope, month).await?
        && table.difference != Fen::ZERO
    {
        let difference = table.difference;
        say(
            format!("调节后余额相差 {difference} 元：流水可能有缺漏，或月末余额登记有误"),
            format!(
                "the adjusted balances differ by {difference} yuan: lines may be missing, or a balance is wrong"
            ),
        );
    }
    Ok(found)
}

/// The first month before that is open.
async fn earlier(scope: &Scope, month: &bank_month::Model) -> Result<Option<chrono::NaiveDate>> {
    use bank_month::{Column, Entity};
    use sea_orm::QueryOrder as _;
    let found = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.lt(month.month))
        .filter(Column::State.eq(BankMonthState::Open))
        .order_by_asc(Column::Month)
        .one(scope)
        .await?;
    Ok(found.map(|found| found.month))
}

/// Whether the person who asks matched or explained anything in the month, and so is not to settle it.
///
/// # Errors
/// A fault of the database.
pub async fn matched_by_viewer(scope: &Scope, month: &bank_month::Model) -> Result<bool> {
    let person = scope.principal()?.person_id;
    let matched = bank_match::Entity::find()
        .filter(bank_match::Column::UnionId.eq(month.union_id))
        .filter(bank_match::Column::Month.eq(month.month))
        .filter(bank_match::Column::MatcherId.eq(person))
        .count(scope)
        .await?;
    if matched > 0 {
        return Ok(true);
    }
    let explained = bank_line::Entity::find()
        .filter(bank_line::Column::UnionId.eq(month.union_id))
        .filter(bank_line::Column::Month.eq(month.month))
        .filter(bank_line::Column::NoterId.eq(person))
        .count(scope)
        .await?;
    Ok(explained > 0)
}

/// Settles a month of an own union; answers it.
///
/// # Errors
/// CONFLICT for an old version; STATE for whoever matched in it, for a settled month, and with everything
/// that stands in the way.
pub async fn settle(scope: &Scope, input: &SettleBankMonthInput) -> Result<Uuid> {
    let seen = month_of(scope, input.id).await?;
    scope.grant(Permission::FundApprove, seen.clone())?;
    let held = hold(scope, seen.union_id).await?;
    let month = match held.into_iter().find(|held| held.id == seen.id) {
        Some(month) => month,
        None => return Err(settled()),
    };
    if month.version != input.version {
        return Err(Error::conflict());
    }
    if matched_by_viewer(scope, &month).await? {
        return Err(four_eyes());
    }
    let obstacles = obstacles(scope, &month).await?;
    if !obstacles.is_empty() {
        let refusals = obstacles.into_iter().map(|text| {
            let path = ["input", "id"].map(str::to_owned).to_vec();
            let code = UserErrorCode::State;
            Refusal { code, path, text }
        });
        return Err(Error::Refused(refusals.collect()));
    }
    let table = adjustment(scope, &month)
        .await?
        .ok_or_else(|| Error::bug("a month without a table is settled"))?;
    let mut checks = Checks::default();
    let words = checks.optional_line("note", input.note.as_deref(), 200);
    if let Some(words) = &words {
        checks.without_numbers("note", words);
    }
    let said = words.as_deref().map_or(0, |words| words.chars().count());
    let first = !settled_before(scope, &month).await?;
    checks.ensure(
        !first || table.sums.opening == 0 || said >= REASON,
        "note",
        format!(
            "开始对账时银行比账上多 {} 元，请在说明中写明这笔期初差额的由来",
            Fen(table.sums.opening)
        ),
        format!(
            "when reconciling began the bank held {} yuan more than the books: say in the note where that comes from",
            Fen(table.sums.opening)
        ),
    );
    checks.done()?;
    let figures =
        serde_json::to_value(table.sums).map_err(|error| Error::bug(error.to_string()))?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT settle_bank_month($1, $2, $3, $4, $5)",
            [
                month.id.into(),
                month.version.into(),
                scope.now().into(),
                figures.into(),
                words.into(),
            ],
        ))
        .await
        .map_err(refused)?;
    note(scope, AuditAction::Decided, &month, "对账完成", None).await?;
    Ok(month.id)
}

async fn settled_before(scope: &Scope, month: &bank_month::Model) -> Result<bool> {
    use bank_month::{Column, Entity};
    let found = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.lt(month.month))
        .count(scope)
        .await?;
    Ok(found > 0)
}
