//! What may be done with programmes and lines.

mod condition;
mod eligibility;
mod grant;
mod history;
mod line;
mod preview;
mod programme;
mod typed;

pub use eligibility::{Eligible, eligible};
pub use grant::{Case, grantable};
pub use line::{LineCursor, LineFilter, get_line, lines, newest, set};
pub use preview::{LinePreview, ProgrammePreview, preview_line, preview_programme};
pub use programme::{
    Filter, close, create, delete, edition, editions, get, open, programmes, terms, update,
};

use uuid::Uuid;

use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::Result;
use crate::tenancy::{Scope, Tenant};

/// Writes an act into the trail of the union whose row it is.
async fn note(
    scope: &Scope,
    action: AuditAction,
    id: Uuid,
    of: &impl Tenant,
    summary: String,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "programme",
        id: Some(id),
        union_id: of.union_id(),
        union_path: of.union_path(),
    };
    audit::record(scope, action, subject, summary, reason).await
}
