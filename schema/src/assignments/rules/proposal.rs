//! Who could take which household: the nearest union first, the load spread evenly.

use uuid::Uuid;

use super::MAX_LOAD;

/// A household without a cadre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// The household.
    pub id: Uuid,
    /// Its union.
    pub union_id: Uuid,
    /// That union's path.
    pub union_path: String,
}

/// A cadre who may take households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The post.
    pub id: Uuid,
    /// Its union.
    pub union_id: Uuid,
    /// That union's path.
    pub union_path: String,
    /// Households the cadre answers for now.
    pub load: usize,
}

/// One proposed pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// The household.
    pub household: Uuid,
    /// The cadre.
    pub cadre: Uuid,
    /// Levels of the tree between their unions; 0 in the same union.
    pub distance: usize,
    /// Households the cadre would answer for with this one.
    pub load: usize,
}

/// Proposes a cadre for each household in the order given, as long as somebody has room: of the
/// cadres of its union, or of `steward` which manages it (代管), the one of the nearest union, there
/// the one with the fewest households, proposed ones included. Equal cadres are taken in the order of
/// their ids, so that the same facts give the same proposal.
#[must_use]
pub fn propose(
    households: &[Unpaired],
    mut cadres: Vec<Candidate>,
    steward: Uuid,
) -> Vec<Proposed> {
    let mut proposed = Vec::new();
    for household in households {
        let best = cadres
            .iter_mut()
            .filter(|cadre| cadre.load < MAX_LOAD)
            .filter(|cadre| cadre.union_id == household.union_id || cadre.union_id == steward)
            .min_by_key(|cadre| {
                let distance = distance(&cadre.union_path, &household.union_path);
                (distance, cadre.load, cadre.id)
            });
        if let Some(cadre) = best {
            cadre.load += 1;
            proposed.push(Proposed {
                household: household.id,
                cadre: cadre.id,
                distance: distance(&cadre.union_path, &household.union_path),
                load: cadre.load,
            });
        }
    }
    proposed
}

/// Steps along the tree from one union to another.
fn distance(a: &str, b: &str) -> usize {
    let common = a
        .split('.')
        .zip(b.split('.'))
        .take_while(|(x, y)| x == y && !x.is_empty());
    let depth = |path: &str| path.matches('.').count();
    let common = common.count();
    depth(a) + depth(b) - 2 * common
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn union(number: u128, path: &str) -> (Uuid, String) {
        (Uuid::from_u128(number), path.to_owned())
    }

    fn household(number: u128, (union_id, union_path): (Uuid, String)) -> Unpaired {
        Unpaired {
            id: Uuid::from_u128(number),
            union_id,
            union_path,
        }
    }

    fn cadre(number: u128, (union_id, union_path): (Uuid, String), load: usize) -> Candidate {
        Candidate {
            id: Uuid::from_u128(number),
            union_id,
            union_path,
            load,
        }
    }

    #[test]
    fn distance_counts_the_steps() {
        for (a, b, steps) in [
            ("0001.", "0001.", 0),
            ("0001.0002.", "0001.", 1),
            ("0001.0002.0003.", "0001.0002.0004.", 2),
            ("0001.0002.0003.", "0001.0005.", 3),
        ] {
            assert_eq!(distance(a, b), steps, "{a} {b}");
            assert_eq!(distance(b, a), steps, "{b} {a}");
        }
    }

    #[test]
    fn the_own_union_comes_first_then_the_one_that_manages_it() {
        let town = || union(1, "0001.0001.");
        let village = || union(2, "0001.0001.0001.");
        let stranger = || union(3, "0001.0001.0002.");
        let households: Vec<_> = (10..14).map(|n| household(n, village())).collect();
        let cadres = vec![
            cadre(20, town(), 0),
            cadre(21, village(), 2),
            cadre(22, stranger(), 0),
        ];
        let pairs: Vec<_> = propose(&households, cadres, town().0)
            .iter()
            .map(|p| (p.household.as_u128(), p.cadre.as_u128(), p.distance, p.load))
            .collect();
        assert_eq!(
            pairs,
            [
                (10, 21, 0, 3),
                (11, 21, 0, 4),
                (12, 20, 1, 1),
                (13, 20, 1, 2)
            ]
        );
    }

    proptest! {
        #[test]
        fn nobody_is_overloaded_and_equals_stay_even(loads in prop::collection::vec(0_usize..6, 1..6), count in 0_u128..30) {
            let here = || union(1, "0001.");
            let households: Vec<_> = (0..count).map(|n| household(1000 + n, here())).collect();
            let cadres: Vec<_> = loads.iter().enumerate().map(|(n, load)| cadre(n as u128, here(), *load)).collect();
            let pairs = propose(&households, cadres.clone(), here().0);
            prop_assert_eq!(&pairs, &propose(&households, cadres.clone(), here().0));
            let mut after: HashMap<Uuid, usize> = cadres.iter().map(|c| (c.id, c.load)).collect();
            for pair in &pairs {
                *after.get_mut(&pair.cadre).unwrap() += 1;
            }
            let room: usize = loads.iter().map(|load| MAX_LOAD.saturating_sub(*load)).sum();
            prop_assert_eq!(pairs.len(), room.min(count as usize));
            for cadre in &cadres {
                prop_assert!(after[&cadre.id] <= MAX_LOAD.max(cadre.load));
                // Whoever took one does not end above somebody who had room and took none.
                for other in &cadres {
                    if after[&cadre.id] > cadre.load {
                        prop_assert!(after[&cadre.id] <= after[&other.id].min(MAX_LOAD) + 1);
                    }
                }
            }
        }
    }
}
