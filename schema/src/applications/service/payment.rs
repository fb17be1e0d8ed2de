//! Paying (发放): one or many at once, and what the bank answers.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::money::note_money;
use super::step::{seen, tell_writers};
use super::{by_ids, note, private_of, ready, reason, refused, state, still_there};
use crate::applications::entity::batch::{Column, Entity, Model};
use crate::applications::entity::payment;
use crate::applications::input::{PayAidInput, SettleAidBatchInput};
use crate::applications::rules::{
    AidApplicationStep, AidPaymentMethod, AidPaymentState, MOST_PAID,
};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result, UserErrorCode};
use crate::id::AidBatchId;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::values::money::Fen;

/// A payment of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn batch(scope: &Scope, id: AidBatchId) -> Result<Model> {
    scope.require(Permission::FundRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Payments of the own unions, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn batches(scope: &Scope, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::FundRead)?;
    let mut query = Entity::find().filter(Column::UnionId.eq_any(principal.own_unions.clone()));
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// The lines of these payments, in their order; a payment has 500 at most.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn payments(scope: &Scope, batches: Vec<Uuid>) -> Result<Vec<payment::Model>> {
    scope.require(Permission::FundRead)?;
    Ok(payment::Entity::find()
        .filter(payment::Column::BatchId.eq_any(batches))
        .order_by_asc(payment::Column::BatchId)
        .order_by_asc(payment::Column::Number)
        .all(&scope.keyed())
        .await?)
}

/// The last payment of each of these applications; nothing for whoever does not read funds.
///
/// # Errors
/// A fault of the database.
pub async fn last_payments(scope: &Scope, applications: Vec<Uuid>) -> Result<Vec<payment::Model>> {
    if !scope.principal()?.may(Permission::FundRead) {
        return Ok(Vec::new());
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT p.* FROM unnest($1::uuid[]) AS a (id) CROSS JOIN LATERAL (
             SELECT * FROM aid_payment WHERE application_id = a.id ORDER BY batch_id DESC LIMIT 1) AS p",
        [uuids(applications)],
    );
    Ok(payment::Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}

/// Pays approved applications at once, all of them or none; answers the payment. With the bank the money is
/// on its way until the bank has answered; in cash and goods it is paid.
///
/// # Errors
/// STATE for who approved one of them; REQUIRED at a line without an account, for the bank; all faults of
/// the input at once.
pub async fn pay(scope: &Scope, input: &PayAidInput) -> Result<Uuid> {
    let step = match input.method {
        AidPaymentMethod::Bank => AidApplicationStep::Send,
        AidPaymentMethod::Cash | AidPaymentMethod::Goods => AidApplicationStep::HandOver,
    };
    let rows = ready(scope, step, &input.lines, MOST_PAID).await?;
    let mut checks = Checks::default();
    still_there(scope, &mut checks, &rows).await?;
    let document = checks.optional_line("document", input.document.as_deref(), 60);
    if let Some(document) = &document {
        checks.without_numbers("document", document);
    }
    let goods = match input.method {
        AidPaymentMethod::Goods => {
            let goods = checks.line("goods", input.goods.as_deref().unwrap_or_default(), 100);
            checks.without_numbers("goods", &goods);
            Some(goods)
        }
        AidPaymentMethod::Bank | AidPaymentMethod::Cash => None,
    };
    if input.method == AidPaymentMethod::Bank {
        let known = private_of(scope, rows.iter().map(|row| row.id).collect()).await?;
        for (at, row) in rows.iter().enumerate() {
            let of = known.iter().find(|of| of.application_id == row.id);
            if of.is_none_or(|of| of.account.is_none()) {
                checks.fault(
                    UserErrorCode::Required,
                    &format!("lines.{at}"),
                    format!("申请 {} 没有收款账号，请改用现金或实物", row.number),
                    format!("application {} has no account; pay it in cash", row.number),
                );
            }
        }
    }
    checks.done()?;
    let decider = rows.first().map(|row| row.decider_id);
    if rows.iter().any(|row| Some(row.decider_id) != decider) {
        return Err(state(
            "lines",
            "这些申请由不同的工会发放，请分开办理",
            "these are paid by different unions; take them apart",
        ));
    }
    let id = Uuid::now_v7();
    let [ids, versions] = seen(&rows);
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pay_aid($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                id.into(),
                ids,
                versions,
                input.method.code().into(),
                scope.today().into(),
                scope.now().into(),
                document.into(),
                goods.into(),
            ],
        ))
        .await
        .map_err(refused)?;
    note_money(scope, &rows).await?;
    let label = step.label(Language::Chinese);
    note(scope, AuditAction::Changed, &rows, label, None).await?;
    let row = batch(scope, id.into()).await?;
    let summary = format!(
        "{} {}：{} 笔，共 {} 元",
        input.method.label(Language::Chinese),
        row.number,
        row.lines,
        Fen(row.amount_fen)
    );
    audit::record(scope, AuditAction::Created, of(&row), summary, None).await?;
    if step == AidApplicationStep::HandOver {
        tell_writers(scope, NotificationKind::AidPaid, &rows).await?;
    }
    Ok(id)
}

/// Writes down what the bank answered; answers the payment. Lines that it returned are to be paid again, the
/// rest is paid; a line that was paid may still come back later.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE where there is nothing to
/// answer and for a line that can't come back; all faults of the input at once.
pub async fn settle(scope: &Scope, input: &SettleAidBatchInput) -> Result<Uuid> {
    let row = scope.grant(Permission::FundManage, batch(scope, input.id).await?)?;
    if row.version != input.version {
        return Err(Error::conflict());
    }
    let lines = payments(scope, vec![row.id]).await?;
    let mut checks = Checks::default();
    let mut returned: BTreeMap<i32, String> = BTreeMap::new();
    for (at, line) in input.returned.iter().enumerate() {
        let path = format!("returned.{at}");
        let why = reason(&mut checks, &format!("{path}.reason"), Some(&line.reason));
        let of = lines.iter().find(|of| of.number == line.number);
        checks.ensure(
            of.is_some_and(|of| of.state != AidPaymentState::Returned),
            &path,
            "没有这一笔，或已经退回",
            "there is no such line, or it came back already",
        );
        checks.ensure(
            returned.insert(line.number, why).is_none(),
            &path,
            "同一笔填了两次",
            "the same line twice",
        );
    }
    checks.done()?;
    let open = lines.iter().any(|of| of.state == AidPaymentState::Sent);
    if row.method != AidPaymentMethod::Bank || (!open && returned.is_empty()) {
        return Err(state(
            "id",
            "这批发放已全部办结",
            "there is nothing left to answer",
        ));
    }
    let touched = |of: &&payment::Model| {
        of.state == AidPaymentState::Sent || returned.contains_key(&of.number)
    };
    let touched: Vec<&payment::Model> = lines.iter().filter(touched).collect();
    let ids = touched.iter().map(|of| of.application_id).collect();
    let before = by_ids(scope, ids).await?;
    if before
        .iter()
        .any(|of| !AidApplicationStep::Bounce.from().contains(&of.state))
    {
        return Err(state(
            "returned",
            "其中有家庭已签收的款项，不能退回",
            "a family has confirmed that it came; that can't come back",
        ));
    }
    let list: Vec<serde_json::Value> = returned
        .iter()
        .map(|(number, reason)| json!({ "number": number, "reason": reason }))
        .collect();
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT settle_aid($1, $2, $3, $4, $5)",
            [
                row.id.into(),
                row.version.into(),
                serde_json::Value::Array(list).into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(refused)?;
    note_money(scope, &before).await?;
    let came_back = |of: &crate::applications::entity::application::Model| {
        let line = touched.iter().find(|line| line.application_id == of.id);
        line.is_some_and(|line| returned.contains_key(&line.number))
    };
    let (back, paid): (Vec<_>, Vec<_>) = before.into_iter().partition(came_back);
    note(scope, AuditAction::Changed, &back, "银行退回", None).await?;
    note(scope, AuditAction::Changed, &paid, "银行已发放", None).await?;
    let summary = format!(
        "银行回盘 {}：成功 {} 笔，退回 {} 笔",
        row.number,
        paid.len(),
        back.len()
    );
    audit::record(scope, AuditAction::Changed, of(&row), summary, None).await?;
    tell_writers(scope, NotificationKind::AidPaid, &paid).await?;
    tell_writers(scope, NotificationKind::AidBounced, &back).await?;
    Ok(row.id)
}

fn of(row: &Model) -> Subject<'_> {
    Subject {
        kind: "aidbatch",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}
