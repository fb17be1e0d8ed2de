//! Printing: who, what and when is written down before anything is read.

use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult as _, Statement};
use uuid::Uuid;

use crate::assignments::service::{get_visit, own_household};
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Result};
use crate::id::{HouseholdId, VisitId};
use crate::identity::service as identity;
use crate::papers::entity;
use crate::papers::forms::form;
use crate::papers::rules::PaperKind;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;

/// What is printed, of whom.
#[derive(Debug, Clone, Copy)]
pub enum PrintOrder {
    /// A form of a household.
    Household(PaperKind, HouseholdId),
    /// The record of a visit.
    Visit(VisitId),
}

/// Writes down that a paper is printed now, with the facts of now: it is stale by none of them.
///
/// Every change of a fact locks the household (or the cadre) first, and so does this: a change either
/// was before and is on the paper, or comes later and marks it.
///
/// # Errors
/// [`Error::NotFound`] for another tenant's household, [`Error::Forbidden`] for one of a union below and
/// without the right to read names.
pub async fn print(scope: &Scope, order: PrintOrder) -> Result<Uuid> {
    let principal = scope.require(Permission::HouseholdNames)?;
    let (kind, household, visit) = match order {
        PrintOrder::Household(kind, household) => (kind, household, None),
        PrintOrder::Visit(id) => {
            let visit = get_visit(scope, id).await?;
            (
                PaperKind::VisitRecord,
                visit.household_id.into(),
                Some(visit),
            )
        }
    };
    let household = own_household(scope, Permission::HouseholdNames, household).await?;
    let shown = form(kind).fields();
    let cadre = match &visit {
        Some(visit) => Some(visit.cadre_id),
        None => household.cadre_id.filter(|_| shown.contains("cadre")),
    };
    if let Some(cadre) = cadre {
        match identity::get_locked(scope, cadre.into()).await {
            // A cadre of the union above that manages this one, whom nobody here sees.
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "INSERT INTO paper (id, union_id, union_path, kind, household_id, visit_id, cadre_id, printed_by, printed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT ON CONSTRAINT paper_last DO UPDATE
         SET cadre_id = excluded.cadre_id, printed_by = excluded.printed_by, printed_at = excluded.printed_at,
             stale_fields = '{}', stale_since = NULL
         RETURNING *",
        [
            Uuid::now_v7().into(),
            household.union_id.into(),
            household.union_path.clone().into(),
            kind.code().into(),
            household.id.into(),
            visit.map(|visit| visit.id).into(),
            cadre.into(),
            principal.staff_id.into(),
            scope.now().into(),
        ],
    );
    let row = scope.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| Error::bug("a paper that was not written down"))?;
    let paper = entity::Model::from_query_result(&row, "")?;
    let subject = Subject {
        kind: "household",
        id: Some(household.id),
        union_id: household.union_id,
        union_path: &household.union_path,
    };
    let summary = format!(
        "打印 {} 户的{}",
        household.masked_name,
        kind.label(Language::Chinese)
    );
    record(scope, AuditAction::Printed, subject, summary, None).await?;
    Ok(paper.id)
}
