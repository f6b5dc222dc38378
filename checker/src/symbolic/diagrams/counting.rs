//! How many vectors a set has, to the last one.

use std::hash::Hash;

use foldhash::fast::FixedState;

use super::plan::{Plan, Step};
use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

#[allow(clippy::disallowed_types, reason = "it is looked up and never gone through")]
type Memo<K> = std::collections::HashMap<K, u128, FixedState>;

/// Counts of sets, each counted once. Good until the next collection.
#[derive(Default)]
pub struct Counts {
    of_sets: Memo<Set>,
    of_pairs: Memo<(Set, Set, u32)>,
}

impl Counts {
    /// How many vectors there are in `set`.
    ///
    /// # Errors
    /// [`Cut::Numbers`] from 2^128 on; [`Cut::Allocation`] without memory to remember counts in.
    pub fn of(&mut self, diagrams: &Diagrams, set: Set) -> Result<u128, Cut> {
        if set == Set::EMPTY || set == Set::UNIT {
            return Ok(u128::from(set == Set::UNIT));
        }
        if let Some(known) = self.of_sets.get(&set) {
            return Ok(*known);
        }
        let mut count = 0_u128;
        let mut at = set;
        while at != Set::EMPTY {
            let node = diagrams.node(at);
            count = count.checked_add(self.of(diagrams, node.down)?).ok_or(Cut::Numbers)?;
            at = node.right;
        }
        note(&mut self.of_sets, set, count)
    }

    /// How many vectors of `set` have what `asked` asks for, by a plan that changes nothing: as many as the image has,
    /// which is not made.
    ///
    /// # Errors
    /// [`Cut::Numbers`] from 2^128 on; [`Cut::Allocation`] without memory to remember counts in.
    pub fn of_those(
        &mut self,
        diagrams: &Diagrams,
        set: Set,
        (asked, plan): (Set, Plan),
    ) -> Result<u128, Cut> {
        if set == Set::EMPTY || asked == Set::EMPTY {
            return Ok(0);
        }
        let Some((step, below)) = diagrams.plans.first(plan) else { return self.of(diagrams, set) };
        let key = (set, asked, plan.number());
        if let Some(known) = self.of_pairs.get(&key) {
            return Ok(*known);
        }
        let mut count = 0_u128;
        let (mut one, mut other) = (set, asked);
        while one != Set::EMPTY && other != Set::EMPTY {
            let node = diagrams.node(one);
            let mut more = 0;
            if step == Step::Skip {
                more = self.of_those(diagrams, node.down, (asked, below))?;
                one = node.right;
            } else {
                let wanted = diagrams.node(other);
                if node.value == wanted.value {
                    more = self.of_those(diagrams, node.down, (wanted.down, below))?;
                }
                if node.value <= wanted.value {
                    one = node.right;
                }
                if wanted.value <= node.value {
                    other = wanted.right;
                }
            }
            count = count.checked_add(more).ok_or(Cut::Numbers)?;
        }
        note(&mut self.of_pairs, key, count)
    }
}

/// Remembers a count, and gives it back.
fn note<K: Eq + Hash>(memo: &mut Memo<K>, key: K, count: u128) -> Result<u128, Cut> {
    memo.try_reserve(1).map_err(|_| Cut::Allocation)?;
    memo.insert(key, count);
    Ok(count)
}
