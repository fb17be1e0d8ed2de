//! Marking papers on which a fact is no longer so, in the transaction that changes it.

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use uuid::Uuid;

use crate::error::Result;
use crate::papers::forms::form;
use crate::papers::rules::PaperKind;
use crate::statistics::tally::texts;
use crate::tenancy::Scope;

/// Kinds of papers that show a fact of a household, as their codes.
#[must_use]
pub fn showing(field: &str) -> Vec<&'static str> {
    let kinds = PaperKind::ALL.iter();
    let kinds = kinds.filter(|kind| form(**kind).fields().contains(field));
    kinds.map(|kind| kind.code()).collect()
}

/// These facts of a household changed, as its history names them. The caller holds the lock on the
/// household.
///
/// # Errors
/// A fault of the database.
pub async fn changed(scope: &Scope, household: Uuid, fields: &[&str]) -> Result<()> {
    mark(scope, [Some(household), None, None], fields).await
}

/// What papers say of this cadre changed: the title, which stands on visit records only, or the name or
/// telephone too. The caller holds the lock on the cadre.
///
/// # Errors
/// A fault of the database.
pub async fn cadre_changed(scope: &Scope, cadre: Uuid, title_only: bool) -> Result<()> {
    let fields: &[&str] = match title_only {
        true => &["visitor"],
        false => &["cadre", "visitor"],
    };
    mark(scope, [None, Some(cadre), None], fields).await
}

/// A letter that was printed reads otherwise now. Only the union that writes it prints and changes it.
///
/// # Errors
/// A fault of the database.
pub async fn letter_changed(scope: &Scope, letter: Uuid, fields: &[&str]) -> Result<()> {
    let shown = form(PaperKind::RightsLetter).fields();
    let fields = fields.iter().filter(|field| shown.contains(**field));
    own_changed(scope, letter, fields.copied()).await
}

/// The draft of a delegation was changed: mandates that were printed may read otherwise now.
///
/// # Errors
/// A fault of the database.
pub async fn delegation_changed(scope: &Scope, delegation: Uuid) -> Result<()> {
    let shown = form(PaperKind::PowerOfAttorney).fields();
    own_changed(scope, delegation, shown).await
}

/// Adds fields to the papers of a letter or a delegation, which the own union alone prints and changes.
async fn own_changed(
    scope: &Scope,
    of: Uuid,
    fields: impl IntoIterator<Item = &str>,
) -> Result<()> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE paper SET
             stale_fields = ARRAY (SELECT DISTINCT field FROM unnest(stale_fields || $2) AS field ORDER BY field),
             stale_since = coalesce(stale_since, $3)
         WHERE letter_id = $1 OR delegation_id = $1",
        [
            of.into(),
            texts(fields.into_iter().map(str::to_owned).collect()),
            scope.now().into(),
        ],
    );
    scope.execute_raw(statement).await?;
    Ok(())
}

/// A union has another name, or its households are about to be another union's.
///
/// # Errors
/// A fault of the database.
pub async fn union_renamed(scope: &Scope, union: Uuid) -> Result<()> {
    mark(scope, [None, None, Some(union)], &["union"]).await
}

/// Adds to the papers of one of these (household, cadre, union) the changed fields that they show.
async fn mark(scope: &Scope, whose: [Option<Uuid>; 3], fields: &[&str]) -> Result<()> {
    let (mut kinds, mut shown) = (Vec::new(), Vec::new());
    for kind in PaperKind::ALL {
        let of_kind = form(*kind).fields();
        for field in fields.iter().filter(|field| of_kind.contains(**field)) {
            kinds.push(kind.code().to_owned());
            shown.push((*field).to_owned());
        }
    }
    if kinds.is_empty() {
        return Ok(());
    }
    let [household, cadre, union] = whose;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT mark_papers($1, $2, $3, $4, $5, $6)",
        [
            household.into(),
            cadre.into(),
            union.into(),
            texts(kinds),
            texts(shown),
            scope.now().into(),
        ],
    );
    scope.execute_raw(statement).await?;
    Ok(())
}
