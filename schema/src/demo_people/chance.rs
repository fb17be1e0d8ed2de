//! Chance that repeats itself.

use rand::{Rng, SeedableRng, rngs::Xoshiro256PlusPlus};

/// xoshiro256++ with draws of its own: the generator is fixed by its name, while a library's ways to draw
/// a range or an element may change from one version to the next.
#[derive(Clone, Debug)]
pub struct Chance(Xoshiro256PlusPlus);

impl Chance {
    /// The course of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        for (place, chunk) in (1u64..).zip(bytes.chunks_exact_mut(8)) {
            chunk.copy_from_slice(
                &split_mix(seed.wrapping_add(place.wrapping_mul(GOLDEN))).to_le_bytes(),
            );
        }
        Self(Xoshiro256PlusPlus::from_seed(bytes))
    }

    /// Below `bound`, which is at least 1; by multiplication, whose bias (under 2⁻³²·bound) no demo shows.
    pub fn below(&mut self, bound: u32) -> u32 {
        let high = self.0.next_u64() >> 32;
        ((high * u64::from(bound)) >> 32) as u32
    }

    /// From `low` to `high`, both included; `low` where they are the wrong way round.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of a table, which is not empty.
    pub fn one<T: Copy>(&mut self, table: &[T]) -> T {
        table[self.below(table.len() as u32) as usize]
    }

    /// One of a table of values and weights, which is not empty.
    pub fn weighted<T: Copy>(&mut self, table: &[(T, u32)]) -> T {
        let mut left = self.below(table.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in table {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        table[0].0
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's mixing, as the authors of xoshiro advise for seeding.
fn split_mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
