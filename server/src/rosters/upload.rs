//! Taking a file in: it is looked at before anything is written, and read behind the answer.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::Response;
use futures::StreamExt as _;
use schema::error::{Error, Result};
use schema::id::{RosterId, UnionId};
use schema::rosters::cell::{Place, Row};
use schema::rosters::service::{Intake, begin};
use schema::tenancy::{Access, Permission};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::kind::{Kind, inspect};
use super::read::{Headings, read};
use super::refusal::{Unreadable, too_long};
use super::{Asker, Rosters};
use crate::http::{failure, language, refused, taken};

/// Batches of rows that wait between the reader of the file and the writer of the database.
const AHEAD: usize = 2;

/// What the answer calls what was sent.
const WHAT: &str = "roster";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Destination {
    /// The union whose households the roster lists.
    #[serde(default)]
    union_id: String,
    /// Name of the file, for people.
    #[serde(default)]
    name: String,
}

pub(super) async fn upload(
    State(rosters): State<Arc<Rosters>>,
    request: Extensions,
    headers: HeaderMap,
    Query(to): Query<Destination>,
    body: Body,
) -> Response {
    let language = language(&headers);
    match take(&rosters, &request, &headers, &to, body).await {
        Ok(id) => taken(StatusCode::ACCEPTED, WHAT, &id.to_string()),
        Err(Error::Refused(refusals)) => refused(WHAT, &refusals, language),
        Err(error) => failure(&error, language, request.get()),
    }
}

async fn take(
    rosters: &Arc<Rosters>,
    request: &Extensions,
    headers: &HeaderMap,
    to: &Destination,
    body: Body,
) -> Result<RosterId> {
    let asker = Asker::of(rosters, headers, request).await?;
    // Whoever may not is told before a byte is kept.
    if !asker.principal.may(Permission::RosterLoad) {
        return Err(Error::Forbidden);
    }
    let union: UnionId = to.union_id.parse().map_err(|_| Error::NotFound)?;
    let file = keep(body, rosters.limit).await?;
    let turn = rosters
        .readers
        .clone()
        .acquire_owned()
        .await
        .map_err(|error| Error::bug(error.to_string()))?;
    let (file, kind) = tokio::task::spawn_blocking(move || {
        let kind = inspect(&file);
        kind.map(|kind| (file, kind))
    })
    .await
    // A library that stumbles over a file says no more than that it is broken.
    .unwrap_or_else(|_| Err(Unreadable::broken()))?;
    let name = if to.name.trim().is_empty() {
        "花名册"
    } else {
        &to.name
    };
    let scope = rosters.scope(&asker, Access::Write).await?;
    let begun = begin(&scope, union, name).await;
    let id = match begun {
        Ok(id) => id,
        Err(error) => {
            scope.rollback().await;
            return Err(error);
        }
    };
    scope.finish().await?;
    let intake = Intake::of(
        &rosters.database,
        asker.principal.clone(),
        asker.now,
        asker.request_id.clone(),
        id,
    )
    .await?;
    tokio::spawn(work(file, kind, intake, turn));
    Ok(id)
}

/// Writes the body to a file without a name, which is gone with its last handle: it names people.
async fn keep(body: Body, limit: usize) -> Result<File> {
    let broken = |error: std::io::Error| Error::bug(error.to_string());
    let mut file = tempfile::tempfile().map_err(broken)?;
    let mut length = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        // A body that breaks off is a file that is not whole.
        let chunk = chunk.map_err(|_| Unreadable::broken())?;
        length += chunk.len();
        if length > limit {
            return Err(too_long(limit));
        }
        file = tokio::task::spawn_blocking(move || file.write_all(&chunk).map(|()| file))
            .await
            .map_err(|error| Error::bug(error.to_string()))?
            .map_err(broken)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    Ok(file)
}

/// Reads the file to its end, batch by batch, and has its households checked.
async fn work(file: File, kind: Kind, mut intake: Intake, turn: OwnedSemaphorePermit) {
    let (send, mut rows) = mpsc::channel::<Vec<(Place, Row)>>(AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        read(&file, kind, &mut |batch| send.blocking_send(batch).is_ok())
    });
    let mut fault = None;
    while let Some(batch) = rows.recv().await {
        match intake.add(batch).await {
            Ok(true) => {}
            // Taken back, or refused for its length: the reader stops when nobody listens.
            Ok(false) => return,
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
    }
    drop(rows);
    let read = reader.await.unwrap_or_else(|_| Err(Unreadable::broken()));
    drop(turn);
    if let Some(error) = fault {
        return intake.give_up(&error).await;
    }
    match read {
        Ok(Headings { fields, ignored }) => {
            intake.headings(&fields, &ignored);
            intake.finish().await;
        }
        Err(Unreadable(reason)) => intake.refuse(&reason).await,
    }
}
