//! What comes into a fund from outside the tree, and taking a mistake back.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::fund::{is_of_dues, own};
use super::ledger::{Posting, Voucher, found, note, post, refused};
use super::{amount, dues, limit, purpose};
use crate::error::{Error, Result, violated_constraint};
use crate::funds::input::{RecordFundIncomeInput, ReverseFundTransactionInput};
use crate::funds::rules::{FundAccountKind, FundTransactionKind, lacking, share};
use crate::input::Checks;
use crate::tenancy::{Permission, Scope};
use crate::values::money::Fen;

/// Records income of an own fund; answers the transaction.
///
/// # Errors
/// All faults of the input at once; LIMIT beyond the share of dues that was decided; STATE for a closed
/// year.
pub async fn income(scope: &Scope, input: &RecordFundIncomeInput) -> Result<Uuid> {
    let fund = own(scope, input.fund_id).await?;
    let mut checks = Checks::default();
    let money = amount(&mut checks, "amount", input.amount);
    let purpose = purpose(&mut checks, "purpose", &input.purpose);
    let document = checks.optional_line("document", input.document.as_deref(), 60);
    if let Some(document) = &document {
        checks.without_numbers("document", document);
    }
    let day = input.on_day.map_or_else(|| scope.today(), |day| day.0);
    checks.ensure(
        day <= scope.today(),
        "onDay",
        "记账日期不能晚于今天",
        "the day can't be after today",
    );
    checks.done()?;
    if is_of_dues(&fund) {
        within_dues(scope, &fund, money).await?;
    }
    let side = |kind, amount| Posting {
        fund: Some(fund.id),
        year: fund.year,
        programme: None,
        kind,
        amount,
    };
    let voucher = Voucher {
        kind: FundTransactionKind::Income,
        day,
        amount: money,
        purpose: &purpose,
        document: document.as_deref(),
        source: None,
        key: format!("income:{}", Uuid::now_v7()),
    };
    let negative = Fen(-money.0);
    let postings = [
        side(FundAccountKind::Income, negative),
        side(FundAccountKind::Available, money),
    ];
    post(scope, &*fund, &voucher, &postings).await
}

/// What is extracted stays within base × rate. Both are locked, so neither another income nor another rate
/// comes between.
async fn within_dues(
    scope: &Scope,
    fund: &crate::funds::entity::fund::Model,
    money: Fen,
) -> Result<()> {
    let Some(decided) = dues::held(scope, fund.union_id, fund.year).await? else {
        return Err(super::state(
            "fundId",
            "请先登记本年度的工会经费收入和提取比例，再登记提取",
            "write down this year's dues and the share of them first",
        ));
    };
    let due = share(Fen(decided.base_fen), decided.rate);
    let extracted = super::list::balance(scope, fund, FundAccountKind::Income).await?;
    let left = due.plus(extracted).unwrap_or(Fen::ZERO);
    if lacking(left, money).is_some() {
        return limit(
            "amount",
            format!(
                "按登记的基数和比例应提取 {due} 元，还可提取 {left} 元；如比例有变，请先修改提取比例"
            ),
            format!(
                "the share decided is {due} yuan, of which {left} is left; change the rate first"
            ),
        );
    }
    Ok(())
}

/// Takes a transaction back by its mirror image (冲正), with a reason.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; STATE for what follows from another row or was taken back
/// already; LIMIT where the money is not there any more.
pub async fn reverse(scope: &Scope, input: &ReverseFundTransactionInput) -> Result<Uuid> {
    let transaction = scope.grant(Permission::FundManage, found(scope, input.id.uuid()).await?)?;
    let mut checks = Checks::default();
    let reason = purpose(&mut checks, "reason", &input.reason);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= crate::input::REASON,
        "reason",
        "请说明冲正的原因，至少 5 个字",
        "say why, in 5 characters at least",
    );
    checks.done()?;
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT reverse_funds($1, $2, $3, $4) AS id",
            [
                transaction.id.into(),
                scope.today().into(),
                scope.now().into(),
                reason.into(),
            ],
        ))
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("fund_account_never_overdrawn") => crate::error::Refusal::new(
                crate::error::UserErrorCode::Limit,
                "id",
                "这笔钱已被下拨、占用或支付，余额不足，不能冲正；请先收回或退回",
                "the money was sent on, committed or paid; take that back first",
            )
            .into(),
            Some("fund_transaction_reverses_id_key") => {
                super::state("id", "这笔记录已经冲正过", "it was taken back already")
            }
            _ => refused(error),
        })?
        .ok_or_else(|| Error::bug("a reversal without an answer"))?;
    let id = row.try_get("", "id")?;
    note(scope, &[id]).await?;
    Ok(id)
}
