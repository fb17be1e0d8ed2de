//! Funds: money of one origin.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{state, year};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::funds::entity::fund::{Column, Entity, Model};
use crate::funds::input::{CreateFundInput, UpdateFundInput};
use crate::funds::rules::{FundSource, ProgrammeKind};
use crate::id::{FundId, UnionId};
use crate::input::Checks;
use crate::paging::Page;
use crate::tenancy::{Granted, Permission, Scope, Tenant};
use crate::unions::service as unions;

/// A fund of the own subtree, or of a union above.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn fund(scope: &Scope, id: FundId) -> Result<Model> {
    scope.require(Permission::FundRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Funds of the own subtree and of the unions above, or those that one of these unions raised, the newest
/// first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission; [`Error::NotFound`] for a union elsewhere.
pub async fn funds(
    scope: &Scope,
    union: Option<UnionId>,
    of_year: Option<i32>,
    page: &Page,
) -> Result<Vec<Model>> {
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find();
    if let Some(union) = union {
        query = query.filter(Column::UnionId.eq(unions::get(scope, union).await?.id));
    }
    if let Some(year) = of_year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Sets up a fund of the own union; answers its id.
///
/// # Errors
/// All faults of the input at once; DUPLICATE for a second fund of dues in one year.
pub async fn create(scope: &Scope, input: &CreateFundInput) -> Result<Uuid> {
    let principal = scope.require(Permission::FundManage)?;
    let mut checks = Checks::default();
    let row = Model {
        id: Uuid::now_v7(),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        name: name(&mut checks, &input.name),
        source: input.source,
        year: year(&mut checks, scope, "year", input.year),
        programmes: programmes(&mut checks, input.programmes.as_deref()),
        document_number: checks.optional_line(
            "documentNumber",
            input.document_number.as_deref(),
            60,
        ),
        note: note_of(&mut checks, input.note.as_deref()),
        created_at: scope.now(),
        version: 1,
    };
    checks.done()?;
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("fund_dues_once") => Refusal::new(
                UserErrorCode::Duplicate,
                "source",
                "该年度的经费提取资金已经建立，请直接登记收入",
                "the fund of this year's dues exists; record the income there",
            )
            .into(),
            _ => Error::from(error),
        })?;
    let summary = format!("建立专项资金“{}”", row.name);
    note(scope, AuditAction::Created, &row, summary).await?;
    Ok(row.id)
}

/// Changes what is written down about a fund. Its source and year stay: its money is booked under them.
///
/// # Errors
/// CONFLICT for an old version, STATE where money already went to what would be excluded.
pub async fn update(scope: &Scope, input: &UpdateFundInput) -> Result<Uuid> {
    let before = editable(scope, input.id, input.version).await?.into_inner();
    let mut checks = Checks::default();
    let row = Model {
        name: name(&mut checks, &input.name),
        programmes: programmes(&mut checks, input.programmes.as_deref()),
        document_number: checks.optional_line(
            "documentNumber",
            input.document_number.as_deref(),
            60,
        ),
        note: note_of(&mut checks, input.note.as_deref()),
        version: before.version + 1,
        ..before.clone()
    };
    checks.done()?;
    if row.programmes != before.programmes && super::list::is_used(scope, row.id).await? {
        return Err(state(
            "programmes",
            "这笔资金已有支出或下拨，用途不能再改；如有变化请另建一笔资金",
            "money of it was spent or sent on, so what it is for stays; set up another fund",
        ));
    }
    Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .exec(scope)
        .await?;
    let summary = format!("修改专项资金“{}”", row.name);
    note(scope, AuditAction::Changed, &row, summary).await?;
    Ok(row.id)
}

/// An own fund, locked, at the version that was seen.
async fn editable(scope: &Scope, id: FundId, version: i32) -> Result<Granted<Model>> {
    let row = own(scope, id).await?;
    if row.version != version {
        return Err(Error::conflict());
    }
    Ok(row)
}

/// An own fund, locked.
pub(super) async fn own(scope: &Scope, id: FundId) -> Result<Granted<Model>> {
    // Whether it may be, then the lock: a superior's fund is visible, but can't even be locked.
    scope.grant(Permission::FundManage, fund(scope, id).await?)?;
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    scope.grant(Permission::FundManage, row)
}

/// Whether a fund may be spent on a programme; on which is told where not.
pub(super) fn allows(fund: &Model, programme: Option<ProgrammeKind>) -> bool {
    let named =
        |programme: &ProgrammeKind| fund.programmes.iter().any(|code| code == programme.code());
    programme.is_none_or(|programme| {
        programme.takes_money() && (fund.programmes.is_empty() || named(&programme))
    })
}

fn name(checks: &mut Checks, text: &str) -> String {
    let name = checks.line("name", text, 60);
    if !name.is_empty() {
        checks.ensure(
            name.chars().count() >= 2,
            "name",
            "名称至少 2 个字",
            "a name has 2 characters at least",
        );
        checks.without_numbers("name", &name);
    }
    name
}

fn note_of(checks: &mut Checks, text: Option<&str>) -> Option<String> {
    let note = checks.optional_lines("note", text, 500);
    if let Some(note) = &note {
        checks.without_numbers("note", note);
    }
    note
}

/// Each once, in the order of the forms.
fn programmes(checks: &mut Checks, list: Option<&[ProgrammeKind]>) -> Vec<String> {
    let list = list.unwrap_or_default();
    checks.ensure(
        list.iter().all(|kind| kind.takes_money()),
        "programmes",
        "困难职工建档不用资金",
        "a needy worker's file takes no money",
    );
    ProgrammeKind::ALL
        .iter()
        .filter(|kind| list.contains(kind))
        .map(|kind| kind.code().to_owned())
        .collect()
}

/// Whether income of a fund is measured against a share of dues.
pub(super) fn is_of_dues(fund: &Model) -> bool {
    fund.source == FundSource::UnionDues
}

async fn note(scope: &Scope, action: AuditAction, row: &Model, summary: String) -> Result<()> {
    let subject = Subject {
        kind: "fund",
        id: Some(row.id),
        union_id: row.union_id(),
        union_path: row.union_path(),
    };
    audit::record(scope, action, subject, summary, None).await
}
