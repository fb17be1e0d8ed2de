//! What may be done with the register of employers.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait,
    FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use super::input::{MergeEmployersInput, SaveEmployerInput};
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::{EmployerId, UnionId};
use crate::input::{Checks, REASON};
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;
use crate::values::person_name;

/// An employer of the city.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn get(scope: &Scope, id: EmployerId) -> Result<Model> {
    scope.require(Permission::RightsRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These employers.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// Employers whose name, its pinyin or whose code has the text in it, by name; the page's keys are name and id. Entries
/// that were merged into another are not among them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn list(scope: &Scope, query: Option<&str>, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    let mut found = Entity::find().filter(Column::MergedIntoId.is_null());
    if let Some(term) = query.and_then(person_name::search_term) {
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

/// What the whole city has against an employer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Record {
    /// Whose.
    pub employer_id: Uuid,
    /// Cases.
    pub cases: i64,
    /// Cases that are neither closed nor refused.
    pub open_cases: i64,
    /// Workers concerned.
    pub workers: i64,
    /// What was claimed, fen.
    pub claimed_fen: i64,
    /// What came, fen.
    pub recovered_fen: i64,
}

/// The records of these employers; one without a case has none.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn records(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Record>> {
    scope.require(Permission::RightsRead)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT * FROM employer_records($1)",
        [uuids(ids)],
    );
    let rows = scope.keyed().query_all_raw(statement).await?;
    let record = |row| Record::from_query_result(row, "");
    Ok(rows.iter().map(record).collect::<Result<_, _>>()?)
}

/// An employer with what a subtree has against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Repeated {
    /// Which.
    pub employer_id: Uuid,
    /// Cases.
    pub cases: i64,
    /// What was claimed, fen.
    pub claimed_fen: i64,
    /// What came, fen.
    pub recovered_fen: i64,
}

/// The employers that a subtree has two cases or more against, the most first. They are read from the figures, so the
/// cases are not scanned.
///
/// # Errors
/// [`Error::NotFound`] for a union outside the own subtree.
pub async fn repeated(scope: &Scope, union: Option<UnionId>, most: i32) -> Result<Vec<Repeated>> {
    let principal = scope.require(Permission::RightsRead)?;
    let (id, path) = match union {
        Some(id) => {
            let row = unions::get(scope, id).await?;
            if !principal.covers(&row.path) {
                return Err(Error::NotFound);
            }
            (row.id, row.path)
        }
        None => (principal.union_id, principal.path.clone()),
    };
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH cell AS (
             SELECT key, measure, value FROM stat_total
             WHERE union_id = $1 AND dimension = 'EMPLOYER' AND measure LIKE 'RIGHTS\\_%'
             UNION ALL
             SELECT key, measure, value FROM stat_delta
             WHERE union_path >= $2 COLLATE \"C\" AND union_path < ($2 || '~') COLLATE \"C\"
               AND measure IN ('RIGHTS_CASES', 'RIGHTS_CLAIMED', 'RIGHTS_RECOVERED') AND dimension = 'EMPLOYER')
         SELECT key::uuid AS employer_id,
                coalesce(sum(value) FILTER (WHERE measure = 'RIGHTS_CASES'), 0)::bigint AS cases,
                coalesce(sum(value) FILTER (WHERE measure = 'RIGHTS_CLAIMED'), 0)::bigint AS claimed_fen,
                coalesce(sum(value) FILTER (WHERE measure = 'RIGHTS_RECOVERED'), 0)::bigint AS recovered_fen
         FROM cell GROUP BY key HAVING sum(value) FILTER (WHERE measure = 'RIGHTS_CASES') >= 2
         ORDER BY 2 DESC, 3 DESC, 1 LIMIT $3",
        [id.into(), path.into(), i64::from(most).into()],
    );
    let rows = scope.query_all_raw(statement).await?;
    let repeated = |row| Repeated::from_query_result(row, "");
    Ok(rows.iter().map(repeated).collect::<Result<_, _>>()?)
}

/// Whether the viewer may change an entry: it was registered by the own union or one below.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_editable(scope: &Scope, row: &Model) -> Result<bool> {
    let principal = scope.principal()?;
    Ok(principal.may(Permission::RightsReport)
        && principal.covers(&row.union_path)
        && row.merged_into_id.is_none())
}

/// Whether the viewer may mend the register: county federations and the city do.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn may_merge(scope: &Scope) -> Result<bool> {
    let principal = scope.principal()?;
    Ok(principal.may(Permission::RightsHandle) && principal.path.len() <= 10)
}

/// Registers an employer, or corrects an entry of the own union or one below; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; DUPLICATE for a credit code that is
/// registered; STATE for an entry that was merged; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SaveEmployerInput) -> Result<Uuid> {
    let principal = scope.require(Permission::RightsReport)?;
    let known = match input.id {
        Some(id) => {
            let row = scope.grant_below(Permission::RightsReport, get(scope, id).await?)?;
            if input.version != Some(row.version) {
                return Err(Error::conflict());
            }
            if row.merged_into_id.is_some() {
                return Err(merged("id"));
            }
            Some(row.into_inner())
        }
        None => None,
    };
    let mut checks = Checks::default();
    let name = checks.line("name", &input.name, 100);
    checks.ensure(
        name.is_empty() || name.chars().count() >= 2,
        "name",
        "单位名称至少 2 个字",
        "a name has two characters at least",
    );
    let credit_code = checks.credit_code("creditCode", input.credit_code.as_deref());
    let division = input.division_code.as_deref();
    let division = division
        .filter(|text| !text.trim().is_empty())
        .map(|text| checks.division_code("divisionCode", text));
    let address = checks.optional_line("address", input.address.as_deref(), 100);
    checks.done()?;
    let search = person_name::search_text(&name, &[credit_code.as_deref()]);
    let row = Model {
        id: known.as_ref().map_or_else(Uuid::now_v7, |row| row.id),
        union_id: known
            .as_ref()
            .map_or(principal.union_id, |row| row.union_id),
        union_path: match &known {
            Some(row) => row.union_path.clone(),
            None => principal.path.clone(),
        },
        name,
        search,
        credit_code,
        division_code: division,
        address,
        merged_into_id: None,
        created_by: known
            .as_ref()
            .map_or(principal.staff_id, |row| row.created_by),
        created_at: known.as_ref().map_or(scope.now(), |row| row.created_at),
        version: known.as_ref().map_or(1, |row| row.version + 1),
    };
    let written = row.clone().into_active_model().reset_all();
    let (action, what) = match &known {
        None => {
            Entity::insert(written)
                .exec_without_returning(scope)
                .await
                .map_err(|error| refused(error, &row))?;
            (AuditAction::Created, "登记用人单位")
        }
        Some(known) => {
            let done = Entity::update_many()
                .set(written)
                .filter(Column::Id.eq(known.id))
                .filter(Column::Version.eq(known.version))
                .exec(scope)
                .await
                .map_err(|error| refused(error, &row))?;
            if done.rows_affected != 1 {
                return Err(Error::conflict());
            }
            (AuditAction::Changed, "修改用人单位")
        }
    };
    note(scope, action, &row, &format!("{what} {}", row.name), None).await?;
    Ok(row.id)
}

fn refused(error: sea_orm::DbErr, row: &Model) -> Error {
    match violated_constraint(&error) {
        Some("employer_credit_code") => {
            let code = row.credit_code.as_deref().unwrap_or_default();
            Refusal::new(
                UserErrorCode::Duplicate,
                "creditCode",
                format!("这个统一社会信用代码已登记过，请直接搜索 {code} 选用"),
                format!(
                    "this credit code is registered already; search for {code} and take that entry"
                ),
            )
            .into()
        }
        _ => error.into(),
    }
}

fn merged(path: &str) -> Error {
    Refusal::new(
        UserErrorCode::State,
        path,
        "该单位已并入另一条登记，请使用保留的那一条",
        "this entry was merged into another; use the one that stays",
    )
    .into()
}

/// Makes an entry a duplicate of another, with all cases against it; answers the id of the one that stays.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] below the counties; CONFLICT for an old version; STATE for an entry that
/// was merged; all faults of the input at once.
pub async fn merge(scope: &Scope, input: &MergeEmployersInput) -> Result<Uuid> {
    scope.require(Permission::RightsHandle)?;
    let gone = get(scope, input.id).await?;
    let stays = get(scope, input.into_id).await?;
    if !may_merge(scope)? {
        return Err(Error::Forbidden);
    }
    if gone.version != input.version {
        return Err(Error::conflict());
    }
    for (path, row) in [("id", &gone), ("intoId", &stays)] {
        if row.merged_into_id.is_some() {
            return Err(merged(path));
        }
    }
    let mut checks = Checks::default();
    checks.ensure(
        gone.id != stays.id,
        "intoId",
        "不能并入自己，请选择另一条登记",
        "an entry is not merged into itself",
    );
    let reason = checks.line("reason", &input.reason, 200);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= REASON,
        "reason",
        format!("请说明理由，至少 {REASON} 个字"),
        format!("say why, in {REASON} characters at least"),
    );
    checks.done()?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT merge_employers($1, $2, $3, $4)",
            [
                gone.id.into(),
                gone.version.into(),
                stays.id.into(),
                scope.now().into(),
            ],
        ))
        .await?;
    let what = format!("用人单位 {} 并入 {}", gone.name, stays.name);
    note(scope, AuditAction::Merged, &stays, &what, Some(&reason)).await?;
    Ok(stays.id)
}

/// Writes what was done into the trail of who did it: the register is the city's.
async fn note(
    scope: &Scope,
    action: AuditAction,
    row: &Model,
    what: &str,
    reason: Option<&str>,
) -> Result<()> {
    let principal = scope.principal()?;
    let subject = Subject {
        kind: "employer",
        id: Some(row.id),
        union_id: principal.union_id,
        union_path: &principal.path,
    };
    record(scope, action, subject, what, reason).await
}
