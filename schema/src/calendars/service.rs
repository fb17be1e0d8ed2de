//! What may be done with calendars' addresses.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use crate::audit::service::{AuditAction, Subject, record};
use crate::delegations::entity::{delegation, hearing};
use crate::delegations::service as delegations;
use crate::error::{Error, Result};
use crate::identity::FeedToken;
use crate::tenancy::{Access, Actor, Claims, Database, Permission, Scope, find_city};
use crate::text::Language;

/// The own address, as far as there is one.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub async fn own(scope: &Scope) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::PersonId.eq(scope.actor()?.person_id()))
        .one(scope)
        .await?)
}

/// Makes the own address, in place of one that was there; answers where it is on this server. It is shown once.
///
/// # Errors
/// [`Error::Forbidden`] for who reads no rights cases.
pub async fn create(scope: &Scope) -> Result<String> {
    let actor = scope.actor()?;
    if actor.principal().is_some() {
        scope.require(Permission::RightsRead)?;
    }
    remove(scope).await?;
    let token = FeedToken::new();
    let claims = actor.claims();
    let row = Model {
        id: Uuid::now_v7(),
        person_id: claims.person_id,
        staff_id: claims.post.staff(),
        lawyer_id: claims.post.lawyer(),
        digest: token.digest(),
        created_at: scope.now(),
        last_read_on: None,
    };
    Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    note(scope, AuditAction::Granted, "生成日历订阅地址").await?;
    let city = scope.city().trim_start_matches("city_");
    Ok(format!("/calendar.ics?feed={city}.{}", token.text()))
}

/// Ends the own address.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub async fn end(scope: &Scope) -> Result<()> {
    if remove(scope).await? {
        note(scope, AuditAction::Revoked, "停用日历订阅地址").await?;
    }
    Ok(())
}

async fn remove(scope: &Scope) -> Result<bool> {
    let gone = Entity::delete_many()
        .filter(Column::PersonId.eq(scope.actor()?.person_id()))
        .exec(scope)
        .await?;
    Ok(gone.rows_affected > 0)
}

async fn note(scope: &Scope, action: AuditAction, what: &str) -> Result<()> {
    let actor = scope.actor()?;
    let (union_id, union_path) = actor.trail();
    let subject = Subject {
        kind: "person",
        id: Some(actor.person_id()),
        union_id,
        union_path,
    };
    record(scope, action, subject, what, None).await
}

/// A date, and the delegation that it is of.
pub type Entry = (hearing::Model, Option<delegation::Model>);

/// The dates behind an address, as whoever made it sees them now.
///
/// # Errors
/// [`Error::NotFound`] for an address that is none, or whose maker may not read them any more.
pub async fn read(database: &Database, address: &str, now: DateTime<Utc>) -> Result<Vec<Entry>> {
    let (city, token) = address.split_once('.').ok_or(Error::NotFound)?;
    let token = FeedToken::parse(token).ok_or(Error::NotFound)?;
    let city = find_city(database, city).await?.ok_or(Error::NotFound)?;
    let scope = Scope::visitor(
        database,
        &city,
        &token.digest(),
        Access::Write,
        Language::Chinese,
        now,
        None,
    )
    .await?;
    let row = Entity::find()
        .filter(Column::Digest.eq(token.digest()))
        .one(&scope)
        .await?
        .ok_or(Error::NotFound)?;
    let claims = Claims {
        city,
        session_id: Uuid::nil(),
        person_id: row.person_id,
        post: row.post().ok_or(Error::NotFound)?,
    };
    let actor = Actor::of_post(&scope, &claims).await?;
    scope.enter(actor.ok_or(Error::NotFound)?).await?;
    if row.last_read_on != Some(scope.today()) {
        Entity::update_many()
            .col_expr(Column::LastReadOn, Expr::value(scope.today()))
            .filter(Column::Id.eq(row.id))
            .exec(&scope)
            .await?;
    }
    let found = delegations::coming(&scope).await;
    scope.finish().await?;
    match found {
        Err(Error::Forbidden) => Err(Error::NotFound),
        found => found,
    }
}
