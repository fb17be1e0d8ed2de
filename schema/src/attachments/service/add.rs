//! Adding an attachment whose bytes are in the store already.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::json;
use uuid::Uuid;

use super::{Place, granted, note};
use crate::attachments::entity::{attachment, attachment_private};
use crate::attachments::rules::{AttachedTo, AttachmentKind, MAX_NAME};
use crate::audit::service::AuditAction;
use crate::delegations::service as delegations;
use crate::error::{Refusal, Result, UserErrorCode};
use crate::id::AttachmentId;
use crate::input::Checks;
use crate::privacy::Private;
use crate::tenancy::{Scope, once};
use crate::text::Language;

/// What the store holds under an id, and what it came from.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// The id under which the bytes lie.
    pub id: AttachmentId,
    /// What it belongs to.
    pub to: AttachedTo,
    /// Photograph or document.
    pub kind: AttachmentKind,
    /// What the bytes are, such as `image/jpeg`.
    pub media_type: &'static str,
    /// How many there are.
    pub bytes: u64,
    /// Width and height of a photograph in pixels.
    pub size: Option<(u32, u32)>,
    /// SHA-256 of the bytes.
    pub digest: [u8; 32],
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of what was sent, in hexadecimal: whether a repetition sends the same.
    pub sent: String,
}

/// Refuses what could not be added, before anybody takes the trouble to look at the bytes.
///
/// # Errors
/// [`crate::error::Error::NotFound`] and [`crate::error::Error::Forbidden`] by what it belongs to,
/// INVALID for a name that is none, STATE for a closed file, LIMIT where there are as many as may be.
pub async fn admit(scope: &Scope, to: AttachedTo, file_name: &str) -> Result<()> {
    room(scope, to, file_name).await.map(drop)
}

async fn room(scope: &Scope, to: AttachedTo, file_name: &str) -> Result<(Place, String)> {
    // Who may not do it learns that, and nothing of how the input is.
    let place = granted(scope, to).await?;
    let mut checks = Checks::default();
    let file_name = checks.line("file", file_name, MAX_NAME);
    checks.done()?;
    if place.closed {
        let (zh, en) = match to {
            AttachedTo::Case(_) => (
                "个案已结案或不予受理，不能再添加材料；需要时先“继续办理”",
                "the case is over; take it up again first",
            ),
            _ => (
                "该户已注销，不能再添加附件；如有误，请管理员恢复档案",
                "this household's file is closed; if that is wrong, the administrator reopens it",
            ),
        };
        return Err(Refusal::new(UserErrorCode::State, "", zh, en).into());
    }
    let present = attachment::Entity::find().filter(attachment::Column::RemovedAt.is_null());
    let present = match to {
        // Of a partner's case it counts those that the partner sees.
        AttachedTo::Delegation(_) => present.filter(attachment::Column::CaseId.eq(place.case)),
        AttachedTo::Visit(id) => present.filter(attachment::Column::VisitId.eq(id.uuid())),
        AttachedTo::Measure(id) => present.filter(attachment::Column::MeasureId.eq(id.uuid())),
        AttachedTo::Case(id) => present.filter(attachment::Column::CaseId.eq(id.uuid())),
        AttachedTo::Household(id) => present
            .filter(attachment::Column::HouseholdId.eq(id.uuid()))
            .filter(attachment::Column::VisitId.is_null())
            .filter(attachment::Column::MeasureId.is_null()),
    };
    // It is held, so nobody adds another meanwhile.
    if present.count(scope).await? >= to.most() {
        let most = to.most();
        return Err(Refusal::new(
            UserErrorCode::Limit,
            "file",
            format!("最多可以添加 {most} 个附件；请先删除不需要的"),
            format!("there may be {most} attachments at most; remove those that are not needed"),
        )
        .into());
    }
    Ok((place, file_name))
}

/// Adds an attachment once per idempotency key; answers the id of what was added, which is another
/// than the given one where the key was used before.
///
/// # Errors
/// As [`admit`]; DUPLICATE for a key that came with something else.
pub async fn add(scope: &Scope, new: &NewAttachment, key: Option<&str>) -> Result<AttachmentId> {
    let said = [new.to.to_string(), new.file_name.clone(), new.sent.clone()];
    let said = said.map(async_graphql::Value::from).to_vec();
    let ids = once(
        scope,
        key,
        "addAttachment",
        &async_graphql::Value::List(said),
        async || Ok(vec![insert(scope, new).await?]),
    )
    .await?;
    ids.first()
        .map(|id| (*id).into())
        .ok_or_else(|| crate::error::Error::bug("an attachment that was not made"))
}

async fn insert(scope: &Scope, new: &NewAttachment) -> Result<Uuid> {
    let (place, file_name) = room(scope, new.to, &new.file_name).await?;
    if let AttachedTo::Delegation(id) = new.to {
        let file = delegations::NewFile {
            id: new.id.uuid(),
            facts: json!({
                "kind": new.kind,
                "media_type": new.media_type,
                "bytes": new.bytes,
                "width": new.size.map(|(width, _)| width),
                "height": new.size.map(|(_, height)| height),
            }),
            name: &file_name,
            digest: &new.digest,
        };
        delegations::add_file(scope, id, &file).await?;
        return Ok(new.id.uuid());
    }
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let row = attachment::Model {
        id: new.id.uuid(),
        union_id: place.union_id,
        union_path: place.union_path.clone(),
        household_id: place.household,
        case_id: place.case,
        visit_id: match new.to {
            AttachedTo::Visit(id) => Some(id.uuid()),
            _ => None,
        },
        measure_id: match new.to {
            AttachedTo::Measure(id) => Some(id.uuid()),
            _ => None,
        },
        kind: new.kind,
        media_type: new.media_type.to_owned(),
        bytes: i64::try_from(new.bytes).unwrap_or(i64::MAX),
        width: new.size.map(|(width, _)| pixels(width)),
        height: new.size.map(|(_, height)| pixels(height)),
        created_by: Some(scope.principal()?.staff_id),
        lawyer_id: None,
        created_at: scope.now(),
        removed_by: None,
        removed_at: None,
    };
    let private = attachment_private::Model {
        attachment_id: row.id,
        household_id: row.household_id,
        case_id: row.case_id,
        union_id: row.union_id,
        union_path: row.union_path.clone(),
        file_name: Private(file_name),
        digest: new.digest.to_vec(),
    };
    attachment::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    attachment_private::Entity::insert(private.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    let summary = format!(
        "添加{}附件：{}",
        new.to.label(),
        new.kind.label(Language::Chinese)
    );
    note(scope, AuditAction::Created, &place, summary, None).await?;
    Ok(new.id.uuid())
}
