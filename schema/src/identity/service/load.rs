//! What a post counts for in the figures: cadres, and how many households each answers for.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::StaffId;
use crate::identity::entity::staff;
use crate::statistics::{self, Counted, FigureDimension, FigureMeasure, Tally};
use crate::tenancy::{Scope, Tenant};

/// A post together with the households its holder answers for: what CADRES and its LOAD count.
#[derive(Debug, Clone)]
pub struct CadreLoad {
    /// The post.
    pub post: staff::Model,
    /// Active pairings of its holder.
    pub load: i64,
}

impl Tenant for CadreLoad {
    fn union_id(&self) -> Uuid {
        self.post.union_id
    }
    fn union_path(&self) -> &str {
        &self.post.union_path
    }
}

impl Counted for CadreLoad {
    fn tally(&self, tally: &mut Tally) {
        if self.post.is_cadre() {
            tally.count(FigureMeasure::Cadres);
            tally.by(
                FigureMeasure::Cadres,
                FigureDimension::Load,
                self.load.to_string(),
            );
        }
    }
}

/// Notes in the figures that a cadre answers for `to` households instead of `from`. Whoever writes
/// pairings calls it in the same transaction, with the post locked by [`super::get_locked`].
///
/// # Errors
/// [`Error::NotFound`] for a post that this scope does not see, or a fault of the database.
pub async fn load_changed(scope: &Scope, cadre: StaffId, from: i64, to: i64) -> Result<()> {
    let post = staff::Entity::find_by_id(cadre.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let before = CadreLoad {
        post: post.clone(),
        load: from,
    };
    let after = CadreLoad { post, load: to };
    statistics::record(scope, Some(&before), Some(&after)).await
}

/// How many households the holder of a post answers for now.
///
/// # Errors
/// A fault of the database.
pub async fn active_pairings(scope: &Scope, post: StaffId) -> Result<i64> {
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT count(*) AS pairings FROM pairing WHERE cadre_id = $1 AND ended_on IS NULL",
            [post.uuid().into()],
        ))
        .await?
        .ok_or_else(|| Error::bug("a count without a row"))?;
    Ok(row.try_get("", "pairings")?)
}
