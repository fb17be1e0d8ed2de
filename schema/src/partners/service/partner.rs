//! Partners: registered, changed, suspended and ended.

use sea_orm::sea_query::extension::postgres::PgExpr as _;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{of_partner, reads, refuse_strangers, state};
use crate::audit::service::AuditAction;
use crate::delegations::service as delegations;
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::PartnerId;
use crate::input::{Checks, REASON};
use crate::paging::Page;
use crate::partners::entity::partner::{Column, Entity, Model};
use crate::partners::input::{PartnerFilter, SavePartnerInput, SetPartnerStateInput};
use crate::partners::rules::PartnerState;
use crate::rights::rules::RightsCaseKind;
use crate::rights::service as rights;
use crate::tenancy::{Permission, Scope, forget_principals};
use crate::text::Language;
use crate::unions::service as unions;
use crate::values::person_name;

/// A partner of the city; for its people their own.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn get(scope: &Scope, id: PartnerId) -> Result<Model> {
    reads(scope)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These partners.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// Partners of the city by name; the page's keys are name and id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn list(scope: &Scope, filter: &PartnerFilter, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    let mut found = match &filter.states {
        Some(states) => Entity::find().filter(Column::State.is_in(states.iter().copied())),
        None => Entity::find().filter(Column::State.ne(PartnerState::Ended)),
    };
    if let Some(id) = filter.case_id {
        let case = rights::get(scope, id).await?;
        let county: String = case.place_code.chars().take(6).collect();
        let takes = |column: Column, value: String| {
            Condition::any()
                .add(Expr::col(column).eq(Vec::<String>::new()))
                .add(Expr::col(column).contains(vec![value]))
        };
        found = found
            .filter(Column::State.eq(PartnerState::Active))
            .filter(takes(Column::Districts, county))
            .filter(takes(Column::Specialities, case.kind.code().to_owned()));
    }
    let term = filter.query.as_deref().and_then(person_name::search_term);
    if let Some(term) = term {
        found = found.filter(Expr::col(Column::Search).like(format!("%{term}%")));
    }
    if let (Some(name), Some(id)) = (page.key::<String>(0)?, page.key::<Uuid>(1)?) {
        found = found.filter(
            Condition::any().add(Column::Name.gt(name.clone())).add(
                Condition::all()
                    .add(Column::Name.eq(name))
                    .add(Column::Id.gt(id)),
            ),
        );
    }
    Ok(found
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Whether the viewer may change an entry: the union that registered it does.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_editable(scope: &Scope, row: &Model) -> Result<bool> {
    let by_union = scope.actor()?.principal().is_some();
    Ok(by_union && row.state != PartnerState::Ended && super::is_managed(scope, row)?)
}

/// Registers a partner, or changes one of an own union; answers its id.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for another union's; STATE below the counties; CONFLICT for an old version;
/// STATE for one that ended; DUPLICATE for a name that is registered; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SavePartnerInput) -> Result<Uuid> {
    let principal = scope.require(Permission::PartnerManage)?;
    let known = match input.id {
        Some(id) => Some(open(scope, id, input.version).await?),
        None => None,
    };
    if known.is_none() && principal.path.len() > 10 {
        return Err(state(
            "",
            "合作机构由市、县（区）总工会登记，请向上级工会提出",
            "partners are registered by county federations and the city; ask your superior",
        ));
    }
    let mut checks = Checks::default();
    let name = checks.line("name", &input.name, 60);
    checks.ensure(
        name.is_empty() || name.chars().count() >= 2,
        "name",
        "机构名称至少 2 个字",
        "a name has two characters at least",
    );
    let licence_number = checks.optional_line("licenceNumber", input.licence_number.as_deref(), 30);
    let phone = checks
        .phone("phone", input.phone.as_deref())
        .map(|phone| phone.expose());
    let address = checks.optional_line("address", input.address.as_deref(), 100);
    let mut districts: Vec<String> = Vec::new();
    for (at, code) in input.districts.iter().enumerate().take(100) {
        let code = checks.division_code(&format!("districts.{at}"), code);
        districts.push(code.chars().take(6).collect());
    }
    districts.sort();
    districts.dedup();
    checks.done()?;
    let union = unions::get(scope, principal.union_id.into()).await?;
    let row = Model {
        id: known.as_ref().map_or_else(Uuid::now_v7, |row| row.id),
        union_id: known.as_ref().map_or(union.id, |row| row.union_id),
        union_path: known
            .as_ref()
            .map_or_else(|| union.path.clone(), |row| row.union_path.clone()),
        union_name: known
            .as_ref()
            .map_or_else(|| union.name.clone(), |row| row.union_name.clone()),
        search: person_name::search_text(&name, &[]),
        name,
        kind: input.kind,
        state: known.as_ref().map_or(PartnerState::Active, |row| row.state),
        licence_number,
        phone,
        address,
        specialities: codes(&input.specialities),
        districts,
        created_by: known
            .as_ref()
            .map_or(principal.staff_id, |row| row.created_by),
        created_at: known.as_ref().map_or(scope.now(), |row| row.created_at),
        version: known.as_ref().map_or(1, |row| row.version + 1),
    };
    let (action, what) = match known {
        None => {
            Entity::insert(row.clone().into_active_model().reset_all())
                .exec_without_returning(scope)
                .await
                .map_err(refused)?;
            (AuditAction::Created, "登记合作机构")
        }
        Some(_) => {
            store(scope, &row).await?;
            (AuditAction::Changed, "修改合作机构")
        }
    };
    let what = format!("{what} {}", row.name);
    of_partner(scope, action, &row, row.id, &what, None).await?;
    Ok(row.id)
}

/// Suspends a partner, lets it go on, or ends it; answers its id. One that ended is not taken up again: its people's
/// sign-ins are over.
///
/// # Errors
/// As [`save`]; STATE while delegations live, for ending.
pub async fn set_state(scope: &Scope, input: &SetPartnerStateInput) -> Result<Uuid> {
    scope.require(Permission::PartnerManage)?;
    let mut row = open(scope, input.id, Some(input.version)).await?;
    let mut checks = Checks::default();
    let reason = checks.line("reason", &input.reason, 200);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= REASON,
        "reason",
        format!("请说明理由，至少 {REASON} 个字"),
        format!("say why, in {REASON} characters at least"),
    );
    checks.done()?;
    if input.state == PartnerState::Ended {
        let load = delegations::loads(scope, vec![row.id]).await?;
        if let Some(load) = load.first().filter(|load| load.living > 0) {
            return Err(state(
                "state",
                format!(
                    "该机构还有 {} 件委托未了结，请先撤销或等其办结",
                    load.living
                ),
                format!(
                    "{} delegations to it live; revoke them or let them end first",
                    load.living
                ),
            ));
        }
    }
    row.state = input.state;
    row.version += 1;
    store(scope, &row).await?;
    forget_principals(scope).await?;
    let what = format!(
        "合作机构 {}：{}",
        row.name,
        row.state.label(Language::Chinese)
    );
    of_partner(
        scope,
        AuditAction::Decided,
        &row,
        row.id,
        &what,
        Some(&reason),
    )
    .await?;
    Ok(row.id)
}

/// One of an own union that may be changed, at the version that was seen.
async fn open(scope: &Scope, id: PartnerId, version: Option<i32>) -> Result<Model> {
    let row = get(scope, id).await?;
    refuse_strangers(scope, &row)?;
    if version != Some(row.version) {
        return Err(Error::conflict());
    }
    if row.state == PartnerState::Ended {
        return Err(state(
            "id",
            "该机构已终止合作；再次合作请重新登记",
            "this partner has ended; register it anew to work with it again",
        ));
    }
    Ok(row)
}

/// Writes a row over the version before its own.
async fn store(scope: &Scope, row: &Model) -> Result<()> {
    let done = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version - 1))
        .exec(scope)
        .await
        .map_err(refused)?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::conflict())
    }
}

fn refused(error: sea_orm::DbErr) -> Error {
    match violated_constraint(&error) {
        Some("partner_once") => Refusal::new(
            UserErrorCode::Duplicate,
            "name",
            "这个机构已登记过，请直接选用",
            "this partner is registered already; take that entry",
        )
        .into(),
        _ => error.into(),
    }
}

/// Codes of kinds of cases, each once.
pub(super) fn codes(kinds: &[RightsCaseKind]) -> Vec<String> {
    let kinds = RightsCaseKind::ALL
        .iter()
        .filter(|kind| kinds.contains(kind));
    kinds.map(|kind| kind.code().to_owned()).collect()
}
