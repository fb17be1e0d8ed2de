//! Pairings.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::assignments::entity::pairing;
use crate::assignments::rules::{PairingEndReason, PairingState};
use crate::assignments::service::{self, Pair};
use crate::error::{Error, Result, UserError};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::id::{HouseholdId, PairingId, StaffId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{Payload, answer, answer_current, payload, scope, write_once};
use crate::scalars::Date;
use crate::tenancy::{Scope, once};

/// Who answers for a household, from when to when (结对).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Pairing {
    /// Its id.
    pub id: PairingId,
    /// Whether it holds.
    pub state: PairingState,
    /// Its first day.
    pub started_on: Date,
    /// Its last day.
    pub ended_on: Option<Date>,
    /// Why it ended.
    pub end_reason: Option<PairingEndReason>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    household_id: Uuid,
    #[graphql(skip)]
    cadre_id: Uuid,
}

impl From<pairing::Model> for Pairing {
    fn from(row: pairing::Model) -> Self {
        Self {
            id: row.id.into(),
            state: match row.ended_on {
                None => PairingState::Active,
                Some(_) => PairingState::Ended,
            },
            started_on: Date(row.started_on),
            ended_on: row.ended_on.map(Date),
            end_reason: row.end_reason,
            version: row.version,
            household_id: row.household_id,
            cadre_id: row.cadre_id,
        }
    }
}

#[ComplexObject]
impl Pairing {
    /// The household.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The cadre; null for a viewer below the union that the cadre works at (代管).
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.cadre_id)).await
    }
}

/// Loads a pairing by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PairingById(pub Uuid);

impl Loader<PairingById> for Batch {
    type Value = Pairing;
    type Error = Error;
    async fn load(&self, keys: &[PairingById]) -> Result<HashMap<PairingById, Pairing>> {
        let rows = pairing::Entity::find()
            .filter(pairing::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (PairingById(row.id), row.into()))
            .collect())
    }
}

payload! {
    /// Answer of a change to a pairing.
    PairingPayload { pairing: Pairing }
}

/// Answer of pairing several households.
#[derive(Debug, SimpleObject)]
pub struct PairHouseholdsPayload {
    /// The pairings made, in the order of the input; empty when it was refused.
    #[graphql(complexity = "20 * child_complexity")]
    pub pairings: Vec<Pairing>,
    /// Why it was refused, with the index of the pair in the path; empty when all were made.
    pub errors: Vec<UserError>,
}

impl Payload for PairHouseholdsPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            pairings: Vec::new(),
            errors,
        }
    }
}

/// Input of `pairHousehold`.
#[derive(Debug, Clone, InputObject)]
pub struct PairHouseholdInput {
    /// The household, which has no cadre.
    household_id: HouseholdId,
    /// The cadre who is to answer for it.
    cadre_id: StaffId,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// A household and its cadre.
#[derive(Debug, Clone, InputObject)]
pub struct PairInput {
    /// The household, which has no cadre.
    household_id: HouseholdId,
    /// The cadre who is to answer for it.
    cadre_id: StaffId,
}

/// Input of `pairHouseholds`.
#[derive(Debug, Clone, InputObject)]
pub struct PairHouseholdsInput {
    /// The pairs, 1 to 100.
    pairs: Vec<PairInput>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `endPairing`.
#[derive(Debug, Clone, InputObject)]
pub struct EndPairingInput {
    /// The pairing.
    id: PairingId,
    /// The version that was seen.
    version: i32,
    /// Why it ends.
    reason: PairingEndReason,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `transferPairing`.
#[derive(Debug, Clone, InputObject)]
pub struct TransferPairingInput {
    /// The pairing that ends.
    id: PairingId,
    /// The version that was seen.
    version: i32,
    /// The cadre who is to answer for the household from now on.
    to_cadre_id: StaffId,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Changes of pairings.
#[derive(Debug, Default)]
pub struct PairingMutation;

async fn done(scope: &Scope, id: Uuid) -> Result<PairingPayload> {
    let row = service::get_pairing(scope, id.into()).await?;
    Ok(PairingPayload::done(row.into()))
}

#[Object]
impl PairingMutation {
    /// Makes a cadre answer for a household; a cadre has 2 to 4 (notice §3.2).
    async fn pair_household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: PairHouseholdInput,
    ) -> Result<PairingPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let pair = Pair {
                household: input.household_id,
                cadre: input.cadre_id,
            };
            Ok(service::pair(scope, pair).await?.id)
        };
        let result = match write_once(scope, key, "pairHousehold", &input, work).await {
            Ok(id) => done(scope, id).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }

    /// Pairs several households, all or none.
    async fn pair_households(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: PairHouseholdsInput,
    ) -> Result<PairHouseholdsPayload> {
        let scope = scope(ctx)?;
        let work = async || {
            let pairs: Vec<Pair> = input
                .pairs
                .iter()
                .map(|pair| Pair {
                    household: pair.household_id,
                    cadre: pair.cadre_id,
                })
                .collect();
            let made = service::pair_all(scope, &pairs).await?;
            Ok(made.into_iter().map(|row| row.id).collect())
        };
        let value = async_graphql::InputType::to_value(&input);
        let key = input.idempotency_key.as_deref();
        let result = once(scope, key, "pairHouseholds", &value, work).await;
        let result = match result {
            Ok(ids) => all(scope, &ids).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }

    /// Ends a pairing with the reason; the household is without a cadre then.
    async fn end_pairing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: EndPairingInput,
    ) -> Result<PairingPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let ended = service::end_pairing(scope, input.id, input.version, input.reason);
            Ok(ended.await?.id)
        };
        let result = match write_once(scope, key, "endPairing", &input, work).await {
            Ok(id) => done(scope, id).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || {
            Ok(service::get_pairing(scope, input.id).await?.into())
        })
        .await
    }

    /// Ends a pairing and begins one with another cadre in one act; answers the new pairing. Open
    /// promises go with the household.
    async fn transfer_pairing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: TransferPairingInput,
    ) -> Result<PairingPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let new = service::transfer_pairing(scope, input.id, input.version, input.to_cadre_id);
            Ok(new.await?.id)
        };
        let result = match write_once(scope, key, "transferPairing", &input, work).await {
            Ok(id) => done(scope, id).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || {
            Ok(service::get_pairing(scope, input.id).await?.into())
        })
        .await
    }
}

async fn all(scope: &Scope, ids: &[Uuid]) -> Result<PairHouseholdsPayload> {
    let rows = pairing::Entity::find()
        .filter(pairing::Column::Id.eq_any(ids.iter().copied()))
        .all(scope)
        .await?;
    let mut found: HashMap<Uuid, Pairing> =
        rows.into_iter().map(|row| (row.id, row.into())).collect();
    let pairings = ids.iter().filter_map(|id| found.remove(id)).collect();
    Ok(PairHouseholdsPayload {
        pairings,
        errors: Vec::new(),
    })
}
