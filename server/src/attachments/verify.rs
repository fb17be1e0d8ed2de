//! Whether every attachment has its bytes.

use std::fmt;

use schema::attachments::rules::AttachmentKind;
use schema::id::AttachmentId;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::{Part, Store};

/// Rows that are read at once.
const BATCH: i64 = 500;

/// An attachment whose bytes are not as they were put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFault {
    /// Which.
    pub id: AttachmentId,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for AttachmentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.id, self.what)
    }
}

/// Opens the objects of every attachment of a city that was not removed, and compares their bytes with
/// what is written down of them. Answers how many there are, and the faults. `conn` is the owner's, in
/// maintenance, with the city as search path.
///
/// # Errors
/// A fault of the database; one of the store is a fault of the attachment.
pub async fn verify(
    conn: &mut PgConnection,
    store: &Store,
    city: &str,
) -> Result<(usize, Vec<AttachmentFault>), sqlx::Error> {
    let mut faults = Vec::new();
    let (mut seen, mut after) = (0, Uuid::nil());
    loop {
        let rows: Vec<(Uuid, String, Vec<u8>)> = sqlx::query_as(
            "SELECT a.id, a.kind, p.digest FROM attachment a JOIN attachment_private p ON p.attachment_id = a.id
             WHERE a.id > $1 AND a.removed_at IS NULL ORDER BY a.id LIMIT $2",
        )
        .bind(after)
        .bind(BATCH)
        .fetch_all(&mut *conn)
        .await?;
        let Some((last, ..)) = rows.last() else {
            return Ok((seen, faults));
        };
        after = *last;
        seen += rows.len();
        for (id, kind, digest) in rows {
            let id = AttachmentId::from(id);
            let mut note = |what: String| faults.push(AttachmentFault { id, what });
            match store.get(city, id, Part::Whole).await {
                Ok(bytes) if Sha256::digest(&bytes).as_slice() == digest => {}
                Ok(_) => note("its bytes are others than those that were added".to_owned()),
                Err(error) => note(error.to_string()),
            }
            if kind == AttachmentKind::Photo.code()
                && let Err(error) = store.get(city, id, Part::Small).await
            {
                note(error.to_string());
            }
        }
    }
}
