//! From a row to its bytes: links are made where the name may be read, and used by nobody else.

use super::{Listed, get};
use crate::attachments::link::Link;
use crate::attachments::rules::AttachmentKind;
use crate::error::{Error, Result};
use crate::privacy::Private;
use crate::tenancy::{Permission, Scope};

/// What a link leads to.
#[derive(Debug, Clone)]
pub struct Reached {
    /// Photograph or document.
    pub kind: AttachmentKind,
    /// What the bytes are.
    pub media_type: String,
    /// What the file is called; none for a superior, whose link outlives the look.
    pub file_name: Option<Private>,
}

/// The address of the bytes for the person who asks, where they may see what is in them; `None` for
/// those who see only that there is an attachment, and for one that was removed.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn link(scope: &Scope, listed: &Listed, thumbnail: bool) -> Result<Option<String>> {
    if listed.file_name.is_none() || listed.row.removed_at.is_some() {
        return Ok(None);
    }
    let link = Link::new(
        listed.row.id,
        thumbnail,
        scope.has_opened(listed.row.household_id.or(listed.row.case_id)),
        scope.actor()?.claims(),
        scope.now(),
    );
    Ok(Some(link.address(scope.database().vault())))
}

/// What a link leads to, seen once more by its bearer: a right that was taken away since is gone.
///
/// # Errors
/// [`Error::NotFound`] for what the bearer may not see or what was removed.
pub async fn reach(scope: &Scope, link: &Link) -> Result<Reached> {
    if scope.actor()?.claims() != link.bearer {
        return Err(Error::NotFound);
    }
    let listed = get(scope, link.attachment.into()).await?;
    let needed = match listed.row.case_id {
        Some(_) => Permission::RightsHandle,
        None => Permission::HouseholdOpen,
    };
    let may = match link.opened {
        // The audit trail has the reason since before the link was made.
        true => scope.grant_below(needed, listed.row.clone()).is_ok(),
        false => listed.file_name.is_some(),
    };
    let there = listed.row.removed_at.is_none();
    let fits = !link.thumbnail || listed.row.kind == AttachmentKind::Photo;
    if !(may && there && fits) {
        return Err(Error::NotFound);
    }
    Ok(Reached {
        kind: listed.row.kind,
        media_type: listed.row.media_type,
        file_name: listed.file_name,
    })
}
