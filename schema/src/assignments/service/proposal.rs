//! A proposal who could take which unpaired household. Nothing is written.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::assignments::entity::pairing;
use crate::assignments::rules::{Candidate, Proposed, Unpaired, propose};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::service as households;
use crate::id::UnionId;
use crate::identity::service as identity;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// Proposes cadres for unpaired households of a union and of those below it that this person pairs as
/// own, `limit` households at most (1 to 200), the files that wait longest first.
///
/// # Errors
/// INVALID for a bad limit, [`Error::Forbidden`] for whoever may not pair, [`Error::NotFound`] for a
/// union outside the own subtree.
pub async fn proposal(scope: &Scope, union: UnionId, limit: i32) -> Result<Vec<Proposed>> {
    let principal = scope.require(Permission::PairingManage)?;
    let limit = u64::try_from(limit)
        .ok()
        .filter(|n| (1..=200).contains(n))
        .ok_or_else(|| {
            Error::from(Refusal::new(
                UserErrorCode::Invalid,
                "limit",
                "建议的户数应在 1 到 200 之间",
                "limit must lie between 1 and 200",
            ))
        })?;
    let reach = unions::reach(scope, Some(union), true).await?;
    let waiting: Vec<Unpaired> = households::unpaired(scope, &reach, &principal.own_unions, limit)
        .await?
        .into_iter()
        .map(|row| Unpaired {
            id: row.id,
            union_id: row.union_id,
            union_path: row.union_path,
        })
        .collect();
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let mut unions: Vec<Uuid> = waiting.iter().map(|household| household.union_id).collect();
    unions.push(principal.union_id);
    unions.sort_unstable();
    unions.dedup();
    let cadres = identity::cadres_of(scope, unions).await?;
    let loads = loads(scope, cadres.iter().map(|cadre| cadre.id).collect()).await?;
    let cadres = cadres
        .into_iter()
        .map(|cadre| Candidate {
            load: loads.get(&cadre.id).copied().unwrap_or_default(),
            id: cadre.id,
            union_id: cadre.union_id,
            union_path: cadre.union_path,
        })
        .collect();
    Ok(propose(&waiting, cadres, principal.union_id))
}

async fn loads(scope: &Scope, cadres: Vec<Uuid>) -> Result<HashMap<Uuid, usize>> {
    let rows: Vec<(Uuid, i64)> = pairing::Entity::find()
        .select_only()
        .column(pairing::Column::CadreId)
        .column_as(pairing::Column::Id.count(), "households")
        .filter(pairing::Column::CadreId.is_in(cadres))
        .filter(pairing::Column::EndedOn.is_null())
        .group_by(pairing::Column::CadreId)
        .into_tuple()
        .all(scope)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(cadre, n)| (cadre, usize::try_from(n).unwrap_or(usize::MAX)))
        .collect())
}
