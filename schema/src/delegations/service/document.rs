//! Files that a partner is given, and those that it adds.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Standing, documents_of, get, note, party, ready, run, tell};
use crate::audit::service::AuditAction;
use crate::delegations::entity::delegation::Model;
use crate::delegations::input::ShareDelegationDocumentsInput;
use crate::delegations::rules::{DelegationStep, MOST_DOCUMENTS};
use crate::error::Result;
use crate::id::DelegationId;
use crate::input::Checks;
use crate::statistics::tally::uuids;
use crate::tenancy::Scope;

/// Whether the viewer may give or add files.
///
/// # Errors
/// [`crate::error::Error::Unauthenticated`] for nobody.
pub fn takes_files(scope: &Scope, standing: Standing<'_>) -> Result<bool> {
    let step = match scope.counsel() {
        Ok(_) => DelegationStep::Document,
        Err(_) => DelegationStep::Share,
    };
    let party = party(scope, standing)?;
    Ok(party.is_some_and(|party| step.is_open_to(party, standing.row.state)))
}

/// Gives the partner more files of the case; answers the delegation's id.
///
/// # Errors
/// As `ready`; all faults of the input at once.
pub async fn share(scope: &Scope, input: &ShareDelegationDocumentsInput) -> Result<Uuid> {
    let step = DelegationStep::Share;
    let row = ready(scope, input.id, Some(input.version), step).await?;
    let given = documents_of(scope, vec![row.id]).await?.len();
    let mut checks = Checks::default();
    checks.ensure(
        !input.attachment_ids.is_empty(),
        "attachmentIds",
        "请选择要提供的材料",
        "choose the files",
    );
    checks.ensure(
        given + input.attachment_ids.len() <= MOST_DOCUMENTS,
        "attachmentIds",
        format!("最多提供 {MOST_DOCUMENTS} 份材料"),
        format!("{MOST_DOCUMENTS} files at most"),
    );
    checks.done()?;
    let ids = input.attachment_ids.iter().map(|id| id.uuid()).collect();
    run(
        scope,
        "SELECT share_documents($1, $2, $3, $4)",
        [
            row.id.into(),
            row.version.into(),
            uuids(ids),
            scope.now().into(),
        ],
    )
    .await?;
    let what = format!("提供材料 {} 份", input.attachment_ids.len());
    note(scope, AuditAction::Changed, &row, &what, None).await?;
    Ok(row.id)
}

/// A file whose bytes are in the store, as the database takes it.
#[derive(Debug)]
pub struct NewFile<'a> {
    /// Its id.
    pub id: Uuid,
    /// Kind, media type, bytes and size.
    pub facts: Json,
    /// What it is called.
    pub name: &'a str,
    /// SHA-256 of the bytes.
    pub digest: &'a [u8],
}

/// A delegation that the viewer's partner may add files to, and how many it has.
///
/// # Errors
/// As `ready`.
pub async fn hold_for_file(scope: &Scope, id: DelegationId) -> Result<(Model, usize)> {
    scope.counsel()?;
    let row = ready(scope, id, None, DelegationStep::Document).await?;
    let present = documents_of(scope, vec![row.id]).await?.len();
    Ok((row, present))
}

/// Adds a file of the partner's to the delegation and its case.
///
/// # Errors
/// As `ready`.
pub async fn add_file(scope: &Scope, id: DelegationId, file: &NewFile<'_>) -> Result<()> {
    let row = get(scope, id).await?;
    run(
        scope,
        "SELECT add_delegation_file($1, $2, $3, $4, $5, $6)",
        [
            file.id.into(),
            row.id.into(),
            json!(file.facts).into(),
            file.name.into(),
            file.digest.to_vec().into(),
            scope.now().into(),
        ],
    )
    .await?;
    note(scope, AuditAction::Created, &row, "上传材料", None).await?;
    tell(scope, &row).await
}
