//! How a system's states are made up: what reductions and the search by sets of states ask.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::footprint::{Footprint, Parts};

use super::Protocol;

/// What may be taken for the same, left out, or looked at apart. A system that says nothing is searched whole.
pub trait StateSpace: Protocol {
    /// How many permutations of interchangeable parties there are besides the identity, with which they
    /// form a group: what two of them do one after the other, one of them does, and each is undone by one.
    ///
    /// A permutation is an automorphism: it takes initial states to initial states, and each transition or
    /// refusal to one by the same guard. Which parties are interchangeable follows from the parameters.
    fn permutations(&self) -> usize {
        0
    }

    /// The state in which the parties have changed places; `permutation` is below [`StateSpace::permutations`].
    fn permute(&self, state: &Self::State, _permutation: usize) -> Self::State {
        state.clone()
    }

    /// The action that does in a permuted state what `action` does in the state itself.
    fn permute_action(&self, action: &Self::Action, _permutation: usize) -> Self::Action {
        *action
    }

    /// Into how many parts a state of this scenario is divided; none, unless a system says more. At most 128.
    ///
    /// A part can be taken out of one state and put into another, whatever the others are there, and all of them
    /// together are the state. What the scenario does not have is no part of its states.
    fn parts(&self) -> usize {
        0
    }

    /// What a reader calls the part; `part` is below [`StateSpace::parts`].
    fn part_name(&self, part: usize) -> String {
        format!("part {part}")
    }

    /// Appends what the part is in `state`: equal values have equal bytes, and different ones have different bytes.
    fn write_part(&self, _state: &Self::State, _part: usize, _bytes: &mut Vec<u8>) {}

    /// Makes the part in `state` what [`StateSpace::write_part`] wrote at the front of `bytes`, and leaves all others as
    /// they are; nothing if no part is written like that.
    fn read_part(&self, _state: &mut Self::State, _part: usize, _bytes: &mut &[u8]) -> Option<()> {
        None
    }

    /// The hash of each part of a state, by number. Only tests ask, to hold the footprints against them.
    fn part_hashes(&self, state: &Self::State) -> Vec<u64> {
        let mut bytes = Vec::new();
        let mut hash = |part| {
            bytes.clear();
            self.write_part(state, part, &mut bytes);
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            hasher.finish()
        };
        (0..self.parts()).map(&mut hash).collect()
    }

    /// The footprints of the classes into which all actions fall, by the number of the class. At most 128.
    ///
    /// One class that touches everything, unless a system says more: then nothing is reduced.
    fn footprints(&self) -> Vec<Footprint> {
        vec![Footprint::EVERYTHING]
    }

    /// The class of an action, by its number in [`StateSpace::footprints`].
    fn class(&self, _action: &Self::Action) -> usize {
        0
    }

    /// In a state where no action of a class can be taken: parts of which one has to change before any can.
    ///
    /// What the class `reads`, as its footprint says, are always such parts; fewer make a reduced search
    /// smaller. None at all says that its actions can never be taken.
    fn awaits(&self, _state: &Self::State, _class: usize, reads: Parts) -> Parts {
        reads
    }
}
