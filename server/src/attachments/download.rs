//! `GET /attachments/file?link=…`: the bytes behind a link.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;
use chrono::{DateTime, Utc};
use schema::attachments::Link;
use schema::attachments::rules::AttachmentKind;
use schema::attachments::service::{Reached, reach};
use schema::error::{Error, Result};
use schema::id::AttachmentId;
use schema::tenancy::{Access, Actor, Scope};

use super::Attachments;
use super::store::Part;
use crate::http::{Operation, RequestId, disposition, failure, language, no_link, note};

/// What the log and the figures call it.
const NAME: &str = "attachment";

/// Gives the bytes of an attachment to the bearer of a link.
pub(super) async fn download(
    State(attachments): State<Arc<Attachments>>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let language = language(&headers);
    let found = found(&attachments, &request_id, &headers, query.as_deref()).await;
    let outcome = match &found {
        Ok(_) => "ok",
        Err(error) => error.code(),
    };
    let mut response = match found {
        Ok((reached, bytes)) => delivered(&reached, bytes),
        // Who has no right, a session that ended, a link that was made up: all the same to whoever asks.
        Err(Error::NotFound | Error::Forbidden | Error::Unauthenticated) => {
            no_link(language, Some(&request_id))
        }
        Err(error) => failure(&error, language, Some(&request_id)),
    };
    response.extensions_mut().insert(Operation {
        name: NAME.into(),
        outcome: outcome.into(),
    });
    response
}

async fn found(
    attachments: &Attachments,
    request_id: &RequestId,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Result<(Reached, Vec<u8>)> {
    let now = (attachments.clock)();
    let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let text = query.into_iter().find(|(key, _)| key == "link");
    let link = text.and_then(|(_, text)| Link::read(&text, attachments.database.vault(), now));
    let link = link.ok_or(Error::NotFound)?;
    // A link alone is enough, as pictures in a page have nothing else; somebody else's token is not.
    let bearer = attachments
        .principals
        .bearing(&attachments.tokens, headers, now);
    if let Some(bearer) = bearer.await?
        && bearer.person_id() != link.bearer.person_id
    {
        return Err(Error::NotFound);
    }
    let actor = attachments.principals.get(&link.bearer, now).await?;
    note(NAME, Some(&actor.tenant().to_string()));
    let reached = reached(attachments, request_id, headers, actor, &link, now).await?;
    let part = match link.thumbnail {
        true => Part::Small,
        false => Part::Whole,
    };
    let id = AttachmentId::from(link.attachment);
    let bytes = attachments.store.get(&link.bearer.city, id, part).await;
    let bytes = bytes.map_err(|error| Error::bug(error.to_string()))?;
    Ok((reached, bytes))
}

async fn reached(
    attachments: &Attachments,
    request_id: &RequestId,
    headers: &HeaderMap,
    actor: Actor,
    link: &Link,
    now: DateTime<Utc>,
) -> Result<Reached> {
    let scope = Scope::open(
        &attachments.database,
        actor,
        Access::Read,
        language(headers),
        now,
        Some(request_id.to_string()),
    )
    .await?;
    let reached = reach(&scope, link).await;
    scope.finish().await?;
    reached
}

fn delivered(reached: &Reached, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&reached.media_type);
    headers.insert(
        CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(CONTENT_DISPOSITION, named(reached));
    // Nothing in it runs, whatever it is.
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (CACHE_CONTROL, "private, no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Photographs are shown, documents saved, under the name that they came with.
fn named(reached: &Reached) -> HeaderValue {
    let how = match reached.kind {
        AttachmentKind::Photo => "inline",
        AttachmentKind::Document => "attachment",
    };
    let ending = match reached.media_type.as_str() {
        "image/jpeg" => "jpg",
        "application/pdf" => "pdf",
        word if word.ends_with("wordprocessingml.document") => "docx",
        _ => "xlsx",
    };
    let plain = format!("attachment.{ending}");
    let name = reached.file_name.as_ref().map(|name| {
        let stem = name
            .0
            .rsplit_once('.')
            .map_or(name.0.as_str(), |(stem, _)| stem);
        format!("{stem}.{ending}")
    });
    disposition(how, &plain, name.as_deref().unwrap_or(&plain))
}

#[cfg(test)]
mod tests {
    use schema::privacy::Private;

    use super::*;

    fn of(kind: AttachmentKind, media_type: &str, name: Option<&str>) -> String {
        let reached = Reached {
            kind,
            media_type: media_type.to_owned(),
            file_name: name.map(|name| Private(name.to_owned())),
        };
        named(&reached).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_file_is_saved_under_its_name_with_the_ending_of_what_it_is() {
        assert_eq!(
            of(
                AttachmentKind::Document,
                "application/pdf",
                Some("收据 1.PDF")
            ),
            "attachment; filename=\"attachment.pdf\"; filename*=UTF-8''%E6%94%B6%E6%8D%AE%201.pdf"
        );
        assert_eq!(
            of(AttachmentKind::Photo, "image/jpeg", Some("a\"; x=\".png")),
            "inline; filename=\"attachment.jpg\"; filename*=UTF-8''a%22%3B%20x%3D%22.jpg"
        );
        assert_eq!(
            of(AttachmentKind::Photo, "image/jpeg", None),
            "inline; filename=\"attachment.jpg\"; filename*=UTF-8''attachment.jpg"
        );
    }
}
