//! Printing: who, what and when is written down before anything is read.

use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult as _, Statement};
use uuid::Uuid;

use crate::assignments::entity::visit;
use crate::assignments::service::{get_visit, own_household};
use crate::audit::service::{AuditAction, Subject, record};
use crate::delegations::service as delegations;
use crate::error::{Error, Result};
use crate::id::{DelegationId, HouseholdId, RightsLetterId, VisitId};
use crate::identity::service as identity;
use crate::papers::entity;
use crate::papers::forms::form;
use crate::papers::rules::PaperKind;
use crate::rights::service as rights;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::unions::service as unions;

/// What is printed, of whom.
#[derive(Debug, Clone, Copy)]
pub enum PrintOrder {
    /// A form of a household.
    Household(PaperKind, HouseholdId),
    /// The record of a visit.
    Visit(VisitId),
    /// A letter about a rights case.
    Letter(RightsLetterId),
    /// The mandates of a delegation.
    Mandates(DelegationId),
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
    scope.require(Permission::HouseholdNames)?;
    match order {
        PrintOrder::Household(kind, household) => of_household(scope, kind, household, None).await,
        PrintOrder::Visit(id) => {
            let visit = get_visit(scope, id).await?;
            let household = visit.household_id.into();
            of_household(scope, PaperKind::VisitRecord, household, Some(visit)).await
        }
        PrintOrder::Letter(id) => of_letter(scope, id).await,
        PrintOrder::Mandates(id) => mandates(scope, id).await,
    }
}

async fn of_household(
    scope: &Scope,
    kind: PaperKind,
    household: HouseholdId,
    visit: Option<visit::Model>,
) -> Result<Uuid> {
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
    let print = Print {
        kind,
        union_id: household.union_id,
        union_path: &household.union_path,
        household: Some(household.id),
        visit: visit.map(|visit| visit.id),
        letter: None,
        delegation: None,
        cadre,
    };
    let paper = write(scope, print).await?;
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
    Ok(paper)
}

async fn of_letter(scope: &Scope, id: RightsLetterId) -> Result<Uuid> {
    scope.require(Permission::RightsHandle)?;
    let letter = rights::letter(scope, id).await?;
    if !scope.principal()?.owns(letter.writer_id) {
        return Err(Error::Forbidden);
    }
    let writer = unions::get(scope, letter.writer_id.into()).await?;
    let print = Print {
        kind: PaperKind::RightsLetter,
        union_id: writer.id,
        union_path: &writer.path,
        household: None,
        visit: None,
        letter: Some(letter.id),
        delegation: None,
        cadre: None,
    };
    let paper = write(scope, print).await?;
    let subject = Subject {
        kind: "rightscase",
        id: Some(letter.case_id),
        union_id: writer.id,
        union_path: &writer.path,
    };
    let summary = format!("打印致{}的协调函", letter.recipient);
    record(scope, AuditAction::Printed, subject, summary, None).await?;
    Ok(paper)
}

async fn mandates(scope: &Scope, id: DelegationId) -> Result<Uuid> {
    scope.require(Permission::RightsHandle)?;
    let delegation = delegations::get(scope, id).await?;
    let case = delegations::case_of(scope, &delegation).await?;
    let standing = delegations::Standing {
        row: &delegation,
        case: case.as_ref(),
    };
    if !delegations::is_printable(scope, standing)? {
        return Err(Error::Forbidden);
    }
    let own = unions::get(scope, scope.principal()?.union_id.into()).await?;
    let print = Print {
        kind: PaperKind::PowerOfAttorney,
        union_id: own.id,
        union_path: &own.path,
        household: None,
        visit: None,
        letter: None,
        delegation: Some(delegation.id),
        cadre: None,
    };
    let paper = write(scope, print).await?;
    let subject = Subject {
        kind: "delegation",
        id: Some(delegation.id),
        union_id: own.id,
        union_path: &own.path,
    };
    let summary = format!("打印委托 {} 的授权委托书", delegation.number);
    record(scope, AuditAction::Printed, subject, summary, None).await?;
    Ok(paper)
}

/// What is printed, and whose row that is.
struct Print<'a> {
    kind: PaperKind,
    union_id: Uuid,
    union_path: &'a str,
    household: Option<Uuid>,
    visit: Option<Uuid>,
    letter: Option<Uuid>,
    delegation: Option<Uuid>,
    cadre: Option<Uuid>,
}

async fn write(scope: &Scope, print: Print<'_>) -> Result<Uuid> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "INSERT INTO paper (id, union_id, union_path, kind, household_id, visit_id, letter_id, delegation_id, cadre_id, printed_by, printed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT ON CONSTRAINT paper_last DO UPDATE
         SET cadre_id = excluded.cadre_id, printed_by = excluded.printed_by, printed_at = excluded.printed_at,
             stale_fields = '{}', stale_since = NULL
         RETURNING *",
        [
            Uuid::now_v7().into(),
            print.union_id.into(),
            print.union_path.to_owned().into(),
            print.kind.code().into(),
            print.household.into(),
            print.visit.into(),
            print.letter.into(),
            print.delegation.into(),
            print.cadre.into(),
            scope.principal()?.staff_id.into(),
            scope.now().into(),
        ],
    );
    let row = scope.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| Error::bug("a paper that was not written down"))?;
    Ok(entity::Model::from_query_result(&row, "")?.id)
}
