//! `POST /attachments`: a form with the file and what it belongs to.

use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use schema::attachments::rules::AttachedTo;
use schema::attachments::service::{NewAttachment, add, admit};
use schema::error::{Error, Refusal, Result, UserErrorCode};
use schema::execute::{Caller, rehearse, write};
use schema::id::AttachmentId;
use schema::identity::RefreshCookie;
use schema::text::Text;
use sha2::{Digest as _, Sha256};
use tracing::Instrument as _;

use super::Attachments;
use super::content::{Content, judge, unknown};
use super::store::{Part, StoreError};
use crate::http::{Operation, RequestId, failure, language, note, refusal, refused, taken};

/// What the log and the figures call it.
const NAME: &str = "addAttachment";

/// What the answer calls what was sent.
const WHAT: &str = "attachment";

/// Bytes of an id or a key that are read; neither has as many.
const MAX_WORD: usize = 500;

/// A form, as far as it is understood.
#[derive(Default)]
struct Form {
    to: Option<AttachedTo>,
    key: Option<String>,
    file: Option<File>,
}

struct File {
    name: String,
    bytes: Vec<u8>,
}

/// Takes a file. The answer has the shape of a mutation's: the attachment's id, or the refusals.
pub(super) async fn upload(
    State(attachments): State<Arc<Attachments>>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let language = language(&headers);
    let outcome = take(&attachments, &request_id, &headers, form).await;
    let said = match &outcome {
        Ok(_) => "ok",
        Err(Fault::Ours(Error::Refused(_))) => "refused",
        Err(Fault::Ours(error)) => error.code(),
        Err(Fault::Form(..)) => "BAD_REQUEST",
    };
    let mut response = match outcome {
        Ok(id) => taken(StatusCode::OK, WHAT, &id.to_string()),
        Err(Fault::Ours(Error::Refused(refusals))) => refused(WHAT, &refusals, language),
        Err(Fault::Ours(error)) => failure(&error, language, Some(&request_id)),
        Err(Fault::Form(status, text)) => {
            refusal(status, "BAD_REQUEST", &text, language, Some(&request_id))
        }
    };
    response.extensions_mut().insert(Operation {
        name: NAME.into(),
        outcome: said.into(),
    });
    response
}

enum Fault {
    Ours(Error),
    /// What came is no such form.
    Form(StatusCode, Text),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

impl From<MultipartError> for Fault {
    fn from(error: MultipartError) -> Self {
        let text = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Text::new(
                "文件过大，请缩小后再上传",
                "the file is too large; make it smaller",
            ),
            _ => Text::new(
                "上传的表单不完整，请重新上传",
                "the form that was sent is not whole; send it again",
            ),
        };
        Self::Form(error.status(), text)
    }
}

async fn take(
    attachments: &Attachments,
    request_id: &RequestId,
    headers: &HeaderMap,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<AttachmentId, Fault> {
    let now = (attachments.clock)();
    let actor = attachments
        .principals
        .bearing(&attachments.tokens, headers, now)
        .await?
        .ok_or(Error::Unauthenticated)?;
    note(NAME, Some(&actor.tenant().to_string()));
    let caller = Caller {
        city: actor.city().to_owned(),
        actor: Some(actor),
        language: language(headers),
        now,
        request_id: Some(request_id.to_string()),
        user_agent: None,
        address: None,
        cookie: RefreshCookie::default(),
    };
    let form = form.map_err(|rejection| {
        Fault::Form(
            rejection.status(),
            Text::new(
                "请以 multipart/form-data 表单上传文件",
                "send the file as a form, multipart/form-data",
            ),
        )
    })?;
    // What is being taken lies in memory.
    let _permit = attachments.uploads.try_acquire().map_err(|_| busy())?;
    let form = read(form, attachments.max_bytes).await?;
    let (to, file) = complete(form.to, form.file)?;
    let name = file.name.as_str();
    rehearse(&attachments.database, &caller, |scope| async move {
        admit(&scope, to, name).await
    })
    .await?;
    let sent = hex::encode(Sha256::digest(&file.bytes));
    let content = look(attachments, file.bytes).await?;
    let new = NewAttachment {
        id: AttachmentId::new(),
        to,
        kind: content.kind,
        media_type: content.media_type,
        bytes: content.bytes.len() as u64,
        size: content.size,
        digest: Sha256::digest(&content.bytes).into(),
        file_name: file.name,
        sent,
    };
    Ok(keep(attachments, &caller, new, content, form.key.as_deref()).await?)
}

/// First the bytes, then the row: no row is ever without its bytes.
async fn keep(
    attachments: &Attachments,
    caller: &Caller,
    new: NewAttachment,
    content: Content,
    key: Option<&str>,
) -> Result<AttachmentId> {
    let (store, city) = (&attachments.store, &caller.city);
    let small = content.small.into_iter().map(|bytes| (Part::Small, bytes));
    for (part, bytes) in small.chain([(Part::Whole, content.bytes)]) {
        store.put(city, new.id, part, bytes).await.map_err(lost)?;
    }
    let row = &new;
    let added = write(&attachments.database, caller, |scope| async move {
        add(&scope, row, key).await
    })
    .await;
    // Where nobody knows whether the row was written, the bytes stay for the clean-up to judge.
    let useless = match &added {
        Ok(id) => *id != new.id,
        Err(error) => matches!(
            error,
            Error::Refused(_) | Error::Forbidden | Error::NotFound | Error::Unauthenticated
        ),
    };
    if useless && let Err(error) = store.remove(city, new.id).await {
        tracing::warn!(%error, "bytes of an upload that came to nothing are left to the clean-up");
    }
    added
}

async fn look(attachments: &Attachments, bytes: Vec<u8>) -> Result<Content> {
    let cores = attachments.cores.clone();
    let permit = cores
        .acquire_owned()
        .await
        .map_err(|error| Error::bug(error.to_string()))?;
    let judged = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        judge(bytes)
    });
    match judged.in_current_span().await {
        Ok(content) => Ok(content?),
        // The hook has told the log; a file on which a decoder stumbles is no file for us.
        Err(_) => Err(unknown().into()),
    }
}

/// Reads a form to its end, also where it is refused: a client that is still sending would not hear why.
async fn read(mut form: Multipart, max: usize) -> std::result::Result<Form, Fault> {
    let mut read = Form::default();
    let mut refusals = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "householdId" | "visitId" | "measureId" | "rightsCaseId" | "delegationId" => {
                match to(&name, &word(field).await?) {
                    Some(to) if read.to.is_none() => read.to = Some(to),
                    Some(_) => refusals.push(one_subject()),
                    None => refusals.push(Refusal::new(
                        UserErrorCode::Invalid,
                        &name,
                        "编号不正确",
                        "this is not the id of such a thing",
                    )),
                }
            }
            "idempotencyKey" => read.key = Some(word(field).await?),
            "file" if read.file.is_none() => match file(field, max).await? {
                Ok(file) => read.file = Some(file),
                Err(refusal) => refusals.push(refusal),
            },
            _ => refusals.push(Refusal::new(
                UserErrorCode::Invalid,
                "",
                format!("表单里没有“{name}”这一项，或重复了"),
                format!("the form has no field '{name}', or it was sent twice"),
            )),
        }
    }
    if refusals.is_empty() {
        Ok(read)
    } else {
        Err(Error::Refused(refusals).into())
    }
}

fn to(name: &str, id: &str) -> Option<AttachedTo> {
    match name {
        "householdId" => id.parse().ok().map(AttachedTo::Household),
        "visitId" => id.parse().ok().map(AttachedTo::Visit),
        "rightsCaseId" => id.parse().ok().map(AttachedTo::Case),
        "delegationId" => id.parse().ok().map(AttachedTo::Delegation),
        _ => id.parse().ok().map(AttachedTo::Measure),
    }
}

/// What a field says, as far as any id or key is long.
async fn word(mut field: Field<'_>) -> std::result::Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        let room = MAX_WORD.saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn file(
    mut field: Field<'_>,
    max: usize,
) -> std::result::Result<std::result::Result<File, Refusal>, Fault> {
    let name = field.file_name().unwrap_or_default();
    // Some browsers send the whole path.
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(chunk) = field.chunk().await? {
        length += chunk.len();
        if length <= max {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length <= max {
        return Ok(Ok(File { name, bytes }));
    }
    let megabytes = |bytes: usize| format!("{:.1}", bytes as f64 / f64::from(1 << 20));
    let (most, is) = (megabytes(max), megabytes(length));
    Ok(Err(Refusal::new(
        UserErrorCode::Limit,
        "file",
        format!("文件有 {is} MB，最多 {most} MB；请压缩或拆分后再上传"),
        format!(
            "the file has {is} MB, and {most} MB are the most; make it smaller or send it in parts"
        ),
    )))
}

fn complete(to: Option<AttachedTo>, file: Option<File>) -> Result<(AttachedTo, File)> {
    let required =
        |path: &str, zh: &str, en: &str| Refusal::new(UserErrorCode::Required, path, zh, en);
    match (to, file) {
        (Some(to), Some(file)) => Ok((to, file)),
        (to, file) => {
            let no_subject = to.is_none().then(|| {
                required(
                    "",
                    "请说明附件属于哪一户、哪次走访、哪项措施、哪件维权个案或哪件委托",
                    "say which household, visit, measure, case or delegation it belongs to",
                )
            });
            let no_file = (file.is_none()).then(|| required("file", "请选择文件", "choose a file"));
            Err(Error::Refused(
                no_subject.into_iter().chain(no_file).collect(),
            ))
        }
    }
}

fn one_subject() -> Refusal {
    Refusal::new(
        UserErrorCode::Invalid,
        "",
        "一个附件只属于一户、一次走访、一项措施、一件个案或一件委托",
        "an attachment belongs to one household, visit, measure, case or delegation",
    )
}

fn busy() -> Error {
    Refusal::new(
        UserErrorCode::Unavailable,
        "",
        "上传的人较多，请稍后再试",
        "many are sending files just now; try again in a moment",
    )
    .into()
}

fn lost(error: StoreError) -> Error {
    tracing::error!(%error, "an attachment can't be put into the store");
    Refusal::new(
        UserErrorCode::Unavailable,
        "",
        "附件暂时存不了，没有保存任何内容；请稍后再试",
        "attachments can't be kept just now, and nothing was saved; try again later",
    )
    .into()
}
