//! Batches of rows that hang on many rounds: one statement however many there are.

use std::collections::HashMap;
use std::hash::Hash;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::loaders::Batch;
use crate::surveys::entity::reminder;
use crate::surveys::service::{self, Below, CadreCount, Report, Unfinished};
use crate::unions::service::Reach;

/// Progress of a round by cadre, in the own unions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CadresOf(pub(super) Uuid);

/// A page of the unions of a range that have not finished a round.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct UnfinishedPage {
    pub(super) round: Uuid,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) limit: u64,
}

/// The newest reminders of unions in a round.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RemindersOf {
    pub(super) round: Uuid,
    pub(super) unions: Vec<Uuid>,
    pub(super) limit: u64,
}

fn gather<K: Eq + Hash, V>(rows: impl IntoIterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut lists: HashMap<K, Vec<V>> = HashMap::new();
    for (key, row) in rows {
        lists.entry(key).or_default().push(row);
    }
    lists
}

impl Loader<CadresOf> for Batch {
    type Value = Vec<CadreCount>;
    type Error = Error;
    async fn load(&self, keys: &[CadresOf]) -> Result<HashMap<CadresOf, Vec<CadreCount>>> {
        let rounds = keys.iter().map(|key| key.0).collect();
        let rows = service::by_cadre(&self.0, rounds).await?;
        Ok(gather(
            rows.into_iter().map(|row| (CadresOf(row.round_id), row)),
        ))
    }
}

impl Loader<UnfinishedPage> for Batch {
    type Value = Vec<Unfinished>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[UnfinishedPage],
    ) -> Result<HashMap<UnfinishedPage, Vec<Unfinished>>> {
        let alike = |key: &UnfinishedPage| (key.from.clone(), key.to.clone(), key.limit);
        let asked = gather(keys.iter().map(|key| (alike(key), key.round)));
        let mut lists = HashMap::new();
        for ((from, to, limit), rounds) in asked {
            let reach = Reach { from, to };
            let rows = service::unfinished_unions(&self.0, rounds, &reach, limit).await?;
            let key = |round| UnfinishedPage {
                round,
                from: reach.from.clone(),
                to: reach.to.clone(),
                limit,
            };
            lists.extend(gather(rows.into_iter().map(|row| (key(row.round_id), row))));
        }
        Ok(lists)
    }
}

impl Loader<RemindersOf> for Batch {
    type Value = Vec<reminder::Model>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[RemindersOf],
    ) -> Result<HashMap<RemindersOf, Vec<reminder::Model>>> {
        let asked = gather(
            keys.iter()
                .map(|key| ((key.unions.clone(), key.limit), key.round)),
        );
        let mut lists = HashMap::new();
        for ((unions, limit), rounds) in asked {
            let rows = service::reminders(&self.0, rounds, unions.clone(), limit).await?;
            let key = |round| RemindersOf {
                round,
                unions: unions.clone(),
                limit,
            };
            lists.extend(gather(rows.into_iter().map(|row| (key(row.round_id), row))));
        }
        Ok(lists)
    }
}

impl Loader<Below> for Batch {
    type Value = Vec<Report>;
    type Error = Error;
    async fn load(&self, keys: &[Below]) -> Result<HashMap<Below, Vec<Report>>> {
        let rows = service::reports_below(&self.0, keys).await?;
        let mut lists = gather(rows);
        Ok(keys
            .iter()
            .enumerate()
            .map(|(number, key)| {
                let mut list = lists.remove(&number).unwrap_or_default();
                // The longest page of the batch decided how many were read.
                list.truncate(usize::try_from(key.limit).unwrap_or(usize::MAX));
                (key.clone(), list)
            })
            .collect())
    }
}
