//! Random numbers that are the same in every version and on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): ten
//! lines and a published stream, so a seed that is written down keeps its meaning. It is not for secrets.

/// The odd number that the state grows by: 2⁶⁴ divided by the golden ratio.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Random(u64);

impl Random {
    /// The stream of this seed.
    pub(in crate::engine) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(in crate::engine) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, each as likely as the others but for one part in 2⁶⁴ divided by `limit`.
    #[allow(clippy::cast_possible_truncation, reason = "the product's upper half is below the limit")]
    pub(in crate::engine) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> u64::BITS) as usize
    }
}

/// The seed whose first number is the one at `position` in the stream of `seed`.
pub(in crate::engine) fn seed_at(seed: u64, position: u64) -> u64 {
    seed.wrapping_add(GAMMA.wrapping_mul(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        let mut random = Random::new(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(published.map(|_| random.next()), published);
    }

    #[test]
    fn a_stream_can_be_entered_anywhere() {
        let mut random = Random::new(42);
        for position in 0..10 {
            assert_eq!(Random::new(seed_at(42, position)).next(), random.next());
        }
    }

    #[test]
    fn numbers_below_a_limit_are_about_equally_frequent() {
        let mut random = Random::new(7);
        let mut counts = [0; 6];
        (0..60_000).for_each(|_| counts[random.below(6)] += 1);
        // Four standard deviations are 365.
        assert!(counts.iter().all(|count| (9_635..10_365).contains(count)), "{counts:?}");
    }
}
