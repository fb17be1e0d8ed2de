//! Taking a file in: it is looked at before anything is written, and read behind the answer.

use std::fs::File;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::Response;
use schema::error::{Error, Result};
use schema::id::{RosterId, UnionId};
use schema::rosters::columns::Column;
use schema::rosters::service::{Intake, begin};
use schema::sheets::cell::{Place, Row};
use schema::tenancy::{Access, Permission};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::http::{failure, language, refused, taken};
use crate::sheets::{Asker, Desk, Headings, Kind, Unreadable, read};

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
    State(rosters): State<Arc<Desk>>,
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
    rosters: &Arc<Desk>,
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
    let (file, kind, turn) = rosters.receive(body).await?;
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

/// Reads the file to its end, batch by batch, and has its households checked.
async fn work(file: File, kind: Kind, mut intake: Intake, turn: OwnedSemaphorePermit) {
    let (send, mut rows) = mpsc::channel::<Vec<(Place, Row)>>(AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        read::<&'static Column>(&file, kind, &mut |batch| send.blocking_send(batch).is_ok())
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
