//! `GET /calendar.ics?feed=…`: hearings for calendar programs, as RFC 5545 has them. There is no name in it, because
//! such programs keep what they read wherever they keep it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{TimeDelta, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use schema::calendars::service::{Entry, read};
use schema::delegations::rules::HearingState;
use schema::error::Error;
use schema::id::HearingId;
use schema::tenancy::Database;
use schema::text::Language;

use crate::http::{Operation, RequestId, failure, language, no_link};

/// What the log and the figures call it.
const NAME: &str = "calendar";

/// The route.
pub fn router(database: Database) -> Router {
    Router::new()
        .route("/calendar.ics", get(calendar))
        .with_state(Arc::new(database))
}

async fn calendar(
    State(database): State<Arc<Database>>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let language = language(&headers);
    // As a parameter, because addresses go to logs and their parameters do not.
    let query = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes());
    let feed = query.into_iter().find(|(key, _)| key == "feed");
    let found = match feed {
        Some((_, feed)) => read(&database, &feed, Utc::now()).await,
        None => Err(Error::NotFound),
    };
    let outcome = match &found {
        Ok(_) => "ok",
        Err(error) => error.code(),
    };
    let mut response = match found {
        Ok(entries) => text(&entries),
        Err(Error::NotFound) => no_link(language, Some(&request_id)),
        Err(error) => failure(&error, language, Some(&request_id)),
    };
    response.extensions_mut().insert(Operation {
        name: NAME.into(),
        outcome: outcome.into(),
    });
    response
}

fn text(entries: &[Entry]) -> Response {
    let mut calendar = Calendar::new();
    calendar.name("连心 开庭日程");
    for entry in entries {
        calendar.push(event(entry));
    }
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/calendar; charset=utf-8"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    (headers, calendar.done().to_string()).into_response()
}

fn event((hearing, delegation): &Entry) -> Event {
    let number = delegation.as_ref().map_or("", |row| row.number.as_str());
    let kind = hearing.kind.label(Language::Chinese);
    let status = match hearing.state {
        HearingState::Cancelled => EventStatus::Cancelled,
        HearingState::Planned | HearingState::Held => EventStatus::Confirmed,
    };
    let ends = hearing.starts_at + TimeDelta::minutes(hearing.minutes.into());
    Event::new()
        .uid(&HearingId::from(hearing.id).to_string())
        .sequence(hearing.version.unsigned_abs())
        .timestamp(hearing.changed_at)
        .last_modified(hearing.changed_at)
        .summary(format!("{kind} {number}").trim_end())
        .location(&hearing.venue)
        .starts(hearing.starts_at)
        .ends(ends)
        .status(status)
        .done()
}
