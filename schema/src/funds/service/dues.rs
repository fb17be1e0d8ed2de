//! The share of dues that a union sets apart in a year.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{amount, limit, year};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::funds::entity::dues::{Column, Entity, Model};
use crate::funds::input::SetFundDuesInput;
use crate::funds::rules::{FundAccountKind, FundSource, share};
use crate::input::Checks;
use crate::tenancy::{Permission, Scope};
use crate::values::money::Fen;

/// What a union of the own subtree decided for a year.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn dues(scope: &Scope, union: Uuid, of_year: i16) -> Result<Option<Model>> {
    scope.require(Permission::FundRead)?;
    Ok(Entity::find()
        .filter(Column::UnionId.eq(union))
        .filter(Column::Year.eq(of_year))
        .one(scope)
        .await?)
}

/// As [`dues`] of an own union, held until the transaction ends, for what depends on it.
pub(super) async fn held(scope: &Scope, union: Uuid, of_year: i16) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::UnionId.eq(union))
        .filter(Column::Year.eq(of_year))
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?)
}

/// Writes down the base and the rate of a year, or changes them; answers the row's id.
///
/// # Errors
/// All faults of the input at once; CONFLICT for an old version; LIMIT below what was extracted already.
pub async fn set_dues(scope: &Scope, input: &SetFundDuesInput) -> Result<Uuid> {
    let principal = scope.require(Permission::FundManage)?;
    let mut checks = Checks::default();
    let of_year = year(&mut checks, scope, "year", input.year);
    let base = amount(&mut checks, "base", input.base);
    // Two decimals of a per cent, which is what decisions name.
    let rate = input
        .rate_percent
        .parse::<Fen>()
        .ok()
        .and_then(|rate| i32::try_from(rate.0).ok())
        .filter(|rate| (1..=10_000).contains(rate));
    checks.ensure(
        rate.is_some(),
        "ratePercent",
        "提取比例应为 0.01 到 100 之间的百分数，最多两位小数",
        "the rate is a per cent from 0.01 to 100 with two decimals at most",
    );
    let document = checks.optional_line("documentNumber", input.document_number.as_deref(), 60);
    checks.done()?;
    let before = held(scope, principal.union_id, of_year).await?;
    if before.as_ref().map(|row| row.version) != input.version {
        return Err(Error::conflict());
    }
    let row = Model {
        id: before.as_ref().map_or_else(Uuid::now_v7, |row| row.id),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        year: of_year,
        base_fen: base.0,
        rate: rate.unwrap_or_default(),
        document_number: document,
        version: before.as_ref().map_or(1, |row| row.version + 1),
    };
    let extracted = extracted(scope, row.union_id, of_year).await?;
    let due = share(base, row.rate);
    if due < extracted {
        return limit(
            "ratePercent",
            format!("按此计算应提取 {due} 元，少于已提取的 {extracted} 元；请先冲正多提取的部分"),
            format!("that is {due} yuan, less than the {extracted} extracted; reverse that first"),
        );
    }
    let write = row.clone().into_active_model().reset_all();
    if before.is_some() {
        Entity::update_many()
            .set(write)
            .filter(Column::Id.eq(row.id))
            .exec(scope)
            .await?;
    } else {
        Entity::insert(write)
            .exec_without_returning(scope)
            .await
            .map_err(|error| match violated_constraint(&error) {
                Some("fund_dues_union_id_year_key") => Refusal::new(
                    UserErrorCode::Duplicate,
                    "year",
                    "该年度的提取比例刚被登记，请刷新后再改",
                    "this year's rate was just written down; look again",
                )
                .into(),
                _ => Error::from(error),
            })?;
    }
    let action = if before.is_some() {
        AuditAction::Changed
    } else {
        AuditAction::Created
    };
    let summary = format!(
        "{of_year}年工会经费收入 {base} 元，提取 {}%",
        Fen(i64::from(row.rate))
    );
    let subject = Subject {
        kind: "funddues",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    };
    audit::record(scope, action, subject, summary, None).await?;
    Ok(row.id)
}

/// What a union has extracted of its dues of a year.
///
/// # Errors
/// A fault of the database.
pub async fn extracted(scope: &Scope, union: Uuid, of_year: i16) -> Result<Fen> {
    use crate::funds::entity::fund;
    let of = fund::Entity::find()
        .filter(fund::Column::UnionId.eq(union))
        .filter(fund::Column::Year.eq(of_year))
        .filter(fund::Column::Source.eq(FundSource::UnionDues))
        .one(scope)
        .await?;
    let Some(of) = of else {
        return Ok(Fen::ZERO);
    };
    let income = super::list::balance(scope, &of, FundAccountKind::Income).await?;
    Ok(Fen(-income.0))
}
