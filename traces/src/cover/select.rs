//! Of many traces those that are needed to show all that any of them shows.

use std::collections::{BTreeMap, BTreeSet};

/// The traces that show everything which any of them shows, by their positions, each with the number of actions after
/// which it shows no more that is needed.
///
/// `shown` has for each trace what it shows, and after how many actions. What is in `known` need not be shown; what the
/// selected traces show joins it. Greedily: that which shows most that is new for its length comes first.
pub fn select<G: Ord + Copy>(shown: &[&[(G, usize)]], known: &mut BTreeSet<G>) -> Vec<(usize, usize)> {
    let mut selected = Vec::new();
    let mut left: BTreeSet<usize> = (0..shown.len()).collect();
    loop {
        // What it shows for its length, and that length.
        let gain = |index: usize| {
            let goals = shown.get(index).copied().unwrap_or_default();
            let new: BTreeMap<G, usize> =
                goals.iter().rev().filter(|(goal, _)| !known.contains(goal)).copied().collect();
            let length = *new.values().max()?;
            Some((new.len() * 1_000 / (length + 10), length))
        };
        let gains = left.iter().filter_map(|index| Some((*index, gain(*index)?)));
        let best = gains.max_by_key(|(index, (score, _))| (*score, usize::MAX - index));
        let Some((best, (_, length))) = best else { return selected };
        left.remove(&best);
        let goals = shown.get(best).copied().unwrap_or_default();
        known.extend(goals.iter().filter(|(_, at)| *at <= length).map(|(goal, _)| *goal));
        selected.push((best, length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_most_comes_first_and_no_further_than_needed() {
        let shown: [&[(char, usize)]; 4] = [
            &[('a', 1), ('b', 2)],
            &[('a', 1), ('b', 2), ('c', 3), ('a', 9)],
            &[('d', 4), ('b', 5)],
            &[('z', 1)],
        ];
        let mut known = BTreeSet::from(['z']);
        assert_eq!(select(&shown, &mut known), [(1, 3), (2, 4)]);
        assert_eq!(known, BTreeSet::from(['a', 'b', 'c', 'd', 'z']));
    }

    #[test]
    fn what_takes_long_is_shown_too() {
        assert_eq!(select(&[&[('a', 5_000)]], &mut BTreeSet::new()), [(0, 5_000)]);
    }
}
