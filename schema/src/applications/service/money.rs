//! Money of applications: what the database booked, for the trails.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::applications::entity::application::Model;
use crate::error::Result;
use crate::funds::entity::transaction;
use crate::funds::service as funds;
use crate::tenancy::Scope;

/// Writes into the trails what was booked for these applications at this moment.
pub(super) async fn note_money(scope: &Scope, rows: &[Model]) -> Result<()> {
    let of: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let ids: Vec<Uuid> = transaction::Entity::find()
        .select_only()
        .column(transaction::Column::Id)
        .filter(transaction::Column::SourceId.eq_any(of))
        .filter(transaction::Column::PostedAt.eq(scope.now()))
        .into_tuple()
        .all(scope)
        .await?;
    funds::note(scope, &ids).await
}
