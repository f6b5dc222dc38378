//! Union, intersection and difference.
//!
//! Each is a walk along two levels at once, with a call for each value that both have. The values are noted, and the
//! level of the result is made from its end.

use std::cmp::Ordering;

use super::cache::Key;
use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

/// The operations that follow no plan, by number: even ones.
const UNION: u32 = 0;
const INTERSECTION: u32 = 2;
const DIFFERENCE: u32 = 4;

impl Diagrams {
    /// What is in one or the other; both hold vectors of the same length.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn union(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        self.begin();
        self.union_below(left, right)
    }

    /// What is in both.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn intersection(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        self.begin();
        self.intersection_below(left, right)
    }

    /// What is in `left` and not in `right`.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn difference(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        self.begin();
        self.difference_below(left, right)
    }

    pub(super) fn union_below(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        if left == right || right == Set::EMPTY {
            return Ok(left);
        }
        if left == Set::EMPTY {
            return Ok(right);
        }
        let key = Key { operation: UNION, left: left.min(right), right: left.max(right), third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        let (mut one, mut other) = (left, right);
        let rest = loop {
            if one == other || other == Set::EMPTY {
                break one;
            }
            if one == Set::EMPTY {
                break other;
            }
            let (first, second) = (self.node(one), self.node(other));
            let order = first.value.cmp(&second.value);
            let (value, down) = match order {
                Ordering::Less => (first.value, first.down),
                Ordering::Greater => (second.value, second.down),
                Ordering::Equal => (first.value, self.union_below(first.down, second.down)?),
            };
            self.level.push((value, down));
            if order != Ordering::Greater {
                one = first.right;
            }
            if order != Ordering::Less {
                other = second.right;
            }
        };
        let union = self.close_level(start, rest)?;
        self.cache.put(key, union);
        Ok(union)
    }

    /// The union of all of them, which are left in another order.
    pub(super) fn union_of(&mut self, sets: &mut Vec<Set>) -> Result<Set, Cut> {
        sets.sort_unstable();
        sets.dedup();
        // Two by two: what is alike meets early, and no large set is gone through for each small one.
        while sets.len() > 1 {
            let mut kept = 0;
            for pair in 0..sets.len() / 2 {
                sets[kept] = self.union_below(sets[2 * pair], sets[2 * pair + 1])?;
                kept += 1;
            }
            if sets.len() % 2 == 1 {
                sets[kept] = sets[sets.len() - 1];
                kept += 1;
            }
            sets.truncate(kept);
        }
        Ok(sets.first().copied().unwrap_or(Set::EMPTY))
    }

    fn intersection_below(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        if left == right {
            return Ok(left);
        }
        if left == Set::EMPTY || right == Set::EMPTY {
            return Ok(Set::EMPTY);
        }
        let key =
            Key { operation: INTERSECTION, left: left.min(right), right: left.max(right), third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        let (mut one, mut other) = (left, right);
        let rest = loop {
            if one == other {
                break one;
            }
            if one == Set::EMPTY || other == Set::EMPTY {
                break Set::EMPTY;
            }
            let (first, second) = (self.node(one), self.node(other));
            let order = first.value.cmp(&second.value);
            if order == Ordering::Equal {
                let down = self.intersection_below(first.down, second.down)?;
                self.level.push((first.value, down));
            }
            if order != Ordering::Greater {
                one = first.right;
            }
            if order != Ordering::Less {
                other = second.right;
            }
        };
        let intersection = self.close_level(start, rest)?;
        self.cache.put(key, intersection);
        Ok(intersection)
    }

    pub(super) fn difference_below(&mut self, left: Set, right: Set) -> Result<Set, Cut> {
        if left == right || left == Set::EMPTY {
            return Ok(Set::EMPTY);
        }
        if right == Set::EMPTY {
            return Ok(left);
        }
        let key = Key { operation: DIFFERENCE, left, right, third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        let (mut one, mut other) = (left, right);
        let rest = loop {
            if one == other {
                break Set::EMPTY;
            }
            if one == Set::EMPTY || other == Set::EMPTY {
                break one;
            }
            let (first, second) = (self.node(one), self.node(other));
            let order = first.value.cmp(&second.value);
            match order {
                Ordering::Less => self.level.push((first.value, first.down)),
                Ordering::Greater => {}
                Ordering::Equal => {
                    let down = self.difference_below(first.down, second.down)?;
                    self.level.push((first.value, down));
                }
            }
            if order != Ordering::Greater {
                one = first.right;
            }
            if order != Ordering::Less {
                other = second.right;
            }
        };
        let difference = self.close_level(start, rest)?;
        self.cache.put(key, difference);
        Ok(difference)
    }
}
