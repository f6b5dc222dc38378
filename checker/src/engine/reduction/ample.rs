//! Partial-order reduction: of the orders in which independent actions can be taken, one.
//!
//! In each state a set of classes of actions is sought (a *stubborn* set) that is closed as follows. With a
//! class that can act it has every class that is not independent of it. With a class that cannot act it
//! has every class that writes one of the parts that it awaits. So, whatever actions of other classes come
//! first, those of the set stay as they are, can still be taken, and commute with them: the ones that can be
//! taken now are an *ample* set. They may stand for all actions if
//! 1. there is one of them (C0),
//! 2. whatever comes before them commutes with them (C1): the closure above sees to it,
//! 3. none of them writes what a property reads (C2),
//! 4. one of them leads to a state that is expanded later than this one (C3).
//!
//! Then no violation is lost. Take a way from a visited state to a violation. If an action of the ample set
//! is on it, the first one can be moved to the front without changing where the way ends, and the rest of the
//! way is shorter. If none is, take the action of C3 first: the way can still be taken behind it, ends in a
//! violation by C2, is as long, and begins in a state that is expanded later; which happens a finite number of
//! times, since the states are finite or the search is cut. Likewise every action that can ever be taken is
//! taken somewhere, and every deadlock is met. With states taken for one that differ by a permutation, the
//! way is permuted along with the state that is met instead.
//!
//! C3 in this form is for breadth-first search, where the states of deeper levels are expanded later. It is
//! asked of the states visited before the level, which depends neither on threads nor on blocks.

use counterfoil_model::footprint::{Footprint, Parts};

/// A set of classes of actions, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Classes(u128);

impl Classes {
    /// How many classes there can be.
    const CAPACITY: usize = 128;

    /// The class with this number alone.
    pub(in crate::engine) fn one(number: usize) -> Self {
        Self(1 << number)
    }

    /// These classes and those.
    #[must_use]
    pub(in crate::engine) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the class with this number is among them.
    pub(in crate::engine) fn has(self, number: usize) -> bool {
        self.0 & Self::one(number).0 != 0
    }

    fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn count(self) -> u32 {
        self.0.count_ones()
    }

    fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let number = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (number < u128::BITS).then_some(number as usize)
        })
    }
}

impl FromIterator<usize> for Classes {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        numbers.into_iter().fold(Self::default(), |classes, number| classes.and(Self::one(number)))
    }
}

/// What is known of a system's classes before its search begins.
pub(in crate::engine) struct PartialOrder {
    footprints: Vec<Footprint>,
    /// By class: the classes that are not independent of it.
    dependents: Vec<Classes>,
    /// The classes that write what a property reads.
    visible: Classes,
}

impl PartialOrder {
    /// For a system with these footprints, and properties that read these parts.
    pub(in crate::engine) fn new(footprints: Vec<Footprint>, read: Parts) -> Self {
        let numbers = || 0..footprints.len().min(Classes::CAPACITY);
        let depends = |one: usize, other: usize| !footprints[one].is_independent_of(footprints[other]);
        let dependents = |one| numbers().filter(|other| depends(one, *other)).collect();
        let dependents = numbers().map(dependents).collect();
        let visible = numbers().filter(|class| footprints[*class].writes.meets(read)).collect();
        Self { footprints, dependents, visible }
    }

    /// The ample sets of a state in which just the `enabled` classes can act, C3 apart: those with the fewest
    /// classes first. Each leaves something out.
    ///
    /// `awaits` gives the parts of which one has to change before a class that cannot act can; it is told what
    /// the class reads.
    pub(in crate::engine) fn ample_sets(
        &self,
        enabled: Classes,
        awaits: impl Fn(usize, Parts) -> Parts,
    ) -> Vec<Classes> {
        // More classes than can be told apart: nothing is known of any.
        if self.footprints.len() > Classes::CAPACITY || enabled.count() < 2 {
            return Vec::new();
        }
        // With a class that can act goes what is not independent of it; with one that cannot, what could let it
        // act. A class that can act and is visible brings nothing, since it is in no ample set.
        let demands = |class: usize| {
            if !enabled.has(class) {
                Some(self.writers(awaits(class, self.footprints[class].reads)))
            } else if self.visible.has(class) {
                None
            } else {
                Some(self.dependents[class])
            }
        };
        let mut sets: Vec<Classes> =
            enabled.numbers().filter_map(|seed| ample_set(seed, enabled, &demands)).collect();
        sets.sort_unstable_by_key(|set| (set.count(), *set));
        sets.dedup();
        sets
    }

    /// The classes that write one of these parts.
    fn writers(&self, parts: Parts) -> Classes {
        if parts == Parts::NONE {
            return Classes::default();
        }
        (0..self.footprints.len()).filter(|class| self.footprints[*class].writes.meets(parts)).collect()
    }
}

/// The classes that can act in the smallest stubborn set with `seed`, if they may stand for all and are not all.
fn ample_set(seed: usize, enabled: Classes, demands: &impl Fn(usize) -> Option<Classes>) -> Option<Classes> {
    let mut stubborn = Classes::one(seed);
    let mut done = Classes::default();
    while let Some(class) = stubborn.without(done).numbers().next() {
        done = done.and(Classes::one(class));
        stubborn = stubborn.and(demands(class)?);
        if stubborn.within(enabled) == enabled {
            return None;
        }
    }
    Some(stubborn.within(enabled))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes 0 and 1 write parts of their own, class 2 reads what class 0 writes and writes part 2.
    fn order(read: Parts) -> PartialOrder {
        let own = |part| Footprint { reads: Parts::one(part), writes: Parts::one(part) };
        let reader = Footprint { reads: Parts::one(0).and(Parts::one(2)), writes: Parts::one(2) };
        PartialOrder::new(vec![own(0), own(1), reader], read)
    }

    fn sets(order: &PartialOrder, enabled: &[usize]) -> Vec<Vec<usize>> {
        let enabled = enabled.iter().copied().collect();
        let sets = order.ample_sets(enabled, |_, reads| reads);
        sets.into_iter().map(|set| set.numbers().collect()).collect()
    }

    #[test]
    fn independent_classes_stand_for_all() {
        assert_eq!(sets(&order(Parts::NONE), &[0, 1]), [vec![0], vec![1]]);
        // What depends on one another goes together.
        assert_eq!(sets(&order(Parts::NONE), &[0, 1, 2]), [vec![1], vec![0, 2]]);
        assert_eq!(sets(&order(Parts::NONE), &[0, 2]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn what_a_property_reads_hides_nothing() {
        assert_eq!(sets(&order(Parts::one(0)), &[0, 1]), [vec![1]]);
        assert_eq!(sets(&order(Parts::one(1)), &[0, 1, 2]), [vec![0, 2]]);
        assert_eq!(sets(&order(Parts::ALL), &[0, 1]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn what_could_be_enabled_and_interfere_is_taken_along() {
        // Class 1 reads part 1 and can act; class 0 awaits what class 2 writes, and depends on class 1.
        let footprint = |reads: &[usize], writes: &[usize]| {
            let parts = |numbers: &[usize]| numbers.iter().map(|number| Parts::one(*number)).collect();
            Footprint { reads: parts(reads), writes: parts(writes) }
        };
        let classes = vec![footprint(&[1, 2], &[1]), footprint(&[1], &[1]), footprint(&[2], &[2])];
        let order = PartialOrder::new(classes, Parts::NONE);
        // Class 2 would enable class 0, which does not commute with class 1: the set of class 1 has all.
        assert_eq!(sets(&order, &[1, 2]), Vec::<Vec<usize>>::new());
        // Unless nothing can enable it.
        let enabled = [1, 2].into_iter().collect();
        let sets = order.ample_sets(enabled, |_, _| Parts::NONE);
        assert_eq!(sets, [Classes::one(1), Classes::one(2)]);
    }

    #[test]
    fn without_knowledge_nothing_is_left_out() {
        let nothing = PartialOrder::new(vec![Footprint::EVERYTHING; 2], Parts::NONE);
        assert_eq!(sets(&nothing, &[0, 1]), Vec::<Vec<usize>>::new());
        let apart = |number| Footprint { reads: Parts::NONE, writes: Parts::one(number) };
        let many = PartialOrder::new((0..129).map(apart).collect(), Parts::NONE);
        assert_eq!(sets(&many, &[0, 1]), Vec::<Vec<usize>>::new());
    }
}
