//! Calendars' addresses in the API.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::entity::Model;
use super::service;
use crate::error::{Result, UserError};
use crate::payload::{Payload, answer, scope};
use crate::scalars::Date;

/// An address of hearings for a calendar program (RFC 5545).
#[derive(Debug, Clone, SimpleObject)]
pub struct CalendarFeed {
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The last day that somebody read it.
    pub last_read_on: Option<Date>,
}

impl From<Model> for CalendarFeed {
    fn from(row: Model) -> Self {
        Self {
            created_at: row.created_at,
            last_read_on: row.last_read_on.map(Date),
        }
    }
}

/// Answer of making or ending an address.
#[derive(Debug, SimpleObject)]
pub struct CalendarFeedPayload {
    /// Where it is: a path on this server, good without signing in. Shown once; null once it has ended.
    pub url: Option<String>,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for CalendarFeedPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self { url: None, errors }
    }
}

/// Queries about calendars.
#[derive(Debug, Default)]
pub struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// The own address of hearings, as far as there is one.
    async fn calendar_feed(&self, ctx: &Context<'_>) -> Result<Option<CalendarFeed>> {
        let row = service::own(scope(ctx)?).await?;
        Ok(row.map(CalendarFeed::from))
    }
}

/// Mutations of calendars.
#[derive(Debug, Default)]
pub struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Makes the own address of hearings; one that was there ends.
    async fn create_calendar_feed(&self, ctx: &Context<'_>) -> Result<CalendarFeedPayload> {
        let scope = scope(ctx)?;
        let url = service::create(scope).await;
        let made = |url| CalendarFeedPayload {
            url: Some(url),
            errors: Vec::new(),
        };
        answer(scope, url.map(made))
    }

    /// Ends the own address of hearings.
    async fn end_calendar_feed(&self, ctx: &Context<'_>) -> Result<CalendarFeedPayload> {
        let scope = scope(ctx)?;
        let ended = service::end(scope).await;
        answer(
            scope,
            ended.map(|()| CalendarFeedPayload::refused(Vec::new())),
        )
    }
}
