//! Saying that something was committed, so that every server looks.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// The channel on which servers hear of committed changes; the payload is the schema of the city.
///
/// It only says *look*: what changed is read from the trail, through the scope of whoever looks. A
/// word that gets lost delays a look and loses nothing.
pub const CHANGES_CHANNEL: &str = "lianxin_changes";

/// Cities in which this process committed something of which no server was told yet.
///
/// Writers do not `NOTIFY` themselves: PostgreSQL lets the transactions that do commit only one after
/// the other, and a word for many of them does as well.
#[derive(Debug, Default)]
pub struct Announcements {
    cities: Mutex<BTreeSet<String>>,
    added: Notify,
}

impl Announcements {
    /// Notes that something was committed in a city.
    pub(super) fn add(&self, city: &str) {
        let mut cities = self.cities.lock().unwrap_or_else(PoisonError::into_inner);
        if !cities.contains(city) {
            cities.insert(city.to_owned());
            self.added.notify_one();
        }
    }

    /// Waits for the next cities of which to tell, and takes them.
    pub async fn take(&self) -> BTreeSet<String> {
        loop {
            let cities =
                std::mem::take(&mut *self.cities.lock().unwrap_or_else(PoisonError::into_inner));
            if !cities.is_empty() {
                return cities;
            }
            self.added.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_many_commit_is_told_once() {
        let announcements = Announcements::default();
        for _ in 0..3 {
            announcements.add("city_3713");
        }
        announcements.add("city_3702");
        assert_eq!(
            announcements.take().await.into_iter().collect::<Vec<_>>(),
            ["city_3702", "city_3713"]
        );
        let (told, ()) = tokio::join!(announcements.take(), async {
            announcements.add("city_3713")
        });
        assert_eq!(told.len(), 1);
    }
}
