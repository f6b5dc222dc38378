//! Classes of actions: what a footprint is declared of.

use super::super::messages::{Committer, Group, Validity};
use super::super::topology::ChainId;
use super::Action;

/// A class of actions: those of one kind that touch the same parts of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Class {
    /// A block without an import is built.
    Build(ChainId, Validity),
    /// A block with an import of a source is built.
    Import(ChainId, ChainId),
    /// Blocks are attested.
    Attest(ChainId),
    /// A batch is committed by its operator.
    Commit(ChainId),
    /// A batch is proven.
    Prove(ChainId),
    /// Batches of these chains are executed: whether A, B and C are among them.
    Execute([bool; 3]),
    /// Blocks that cannot become final are dropped.
    StartAgain(ChainId),
    /// Blocks of an open batch are dropped.
    Reorganise(ChainId),
    /// Batches are reverted.
    Revert(ChainId),
    /// An operator stalls.
    Stall(ChainId),
    /// A timeout passes.
    PassTime,
    /// A batch is committed by somebody else.
    Force(ChainId, Committer),
    /// Locked blocks are dropped.
    Unlock(ChainId),
}

impl Class {
    /// Every class, in the order of the numbers.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let of_chain = |chain: ChainId| {
            let builds = [Validity::Valid, Validity::Unprovable, Validity::Invalid];
            let builds = builds.into_iter().map(move |validity| Self::Build(chain, validity));
            let imports = ChainId::ALL.into_iter().map(move |source| Self::Import(chain, source));
            let forces = Committer::ALL.into_iter().map(move |by| Self::Force(chain, by));
            let others = [
                Self::Attest(chain),
                Self::Commit(chain),
                Self::Prove(chain),
                Self::StartAgain(chain),
                Self::Reorganise(chain),
                Self::Revert(chain),
                Self::Stall(chain),
                Self::Unlock(chain),
            ];
            builds.chain(imports).chain(forces).chain(others)
        };
        let groups = (1_u8..8).map(|set| Self::Execute([set & 1 != 0, set & 2 != 0, set & 4 != 0]));
        ChainId::ALL.into_iter().flat_map(of_chain).chain(groups).chain([Self::PassTime])
    }

    /// The class of an action.
    pub(super) fn of(action: Action) -> Self {
        match action {
            Action::BuildBlock { chain, validity } => Self::Build(chain, validity),
            Action::AddInteropRoot { chain, number, .. } => Self::Import(chain, number.source),
            Action::AttestBlocks { chain, .. } => Self::Attest(chain),
            Action::CommitBatches { chain } => Self::Commit(chain),
            Action::ProveBatches { chain } => Self::Prove(chain),
            Action::ExecuteBatches { group: Group { a, b, c } } => {
                Self::Execute([a, b, c].map(|count| count > 0))
            }
            Action::StartAgain { chain } => Self::StartAgain(chain),
            Action::Reorganise { chain, .. } => Self::Reorganise(chain),
            Action::RevertBatches { chain, .. } => Self::Revert(chain),
            Action::Stall { chain } => Self::Stall(chain),
            Action::PassTime => Self::PassTime,
            Action::ForceCommit { chain, by } => Self::Force(chain, by),
            Action::UnlockBlocks { chain } => Self::Unlock(chain),
        }
    }

    /// The number of the class: its position in [`Class::all`].
    pub(super) fn number(self) -> usize {
        let once = ChainId::ALL.len().saturating_mul(Self::OF_CHAIN);
        match self {
            Self::Build(chain, validity) => Self::of_chain(chain, 0, validity as usize),
            Self::Import(chain, source) => Self::of_chain(chain, 3, source as usize),
            Self::Force(chain, by) => Self::of_chain(chain, 6, by as usize),
            Self::Attest(chain) => Self::of_chain(chain, 9, 0),
            Self::Commit(chain) => Self::of_chain(chain, 9, 1),
            Self::Prove(chain) => Self::of_chain(chain, 9, 2),
            Self::StartAgain(chain) => Self::of_chain(chain, 9, 3),
            Self::Reorganise(chain) => Self::of_chain(chain, 9, 4),
            Self::Revert(chain) => Self::of_chain(chain, 9, 5),
            Self::Stall(chain) => Self::of_chain(chain, 9, 6),
            Self::Unlock(chain) => Self::of_chain(chain, 9, 7),
            Self::Execute([a, b, c]) => {
                let set = usize::from(a) | usize::from(b) << 1 | usize::from(c) << 2;
                once.saturating_add(set.saturating_sub(1))
            }
            Self::PassTime => once.saturating_add(7),
        }
    }

    /// How many classes there are of each chain.
    const OF_CHAIN: usize = 17;

    fn of_chain(chain: ChainId, first: usize, place: usize) -> usize {
        (chain as usize).saturating_mul(Self::OF_CHAIN).saturating_add(first).saturating_add(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        assert!(Class::all().map(Class::number).eq(0..Class::all().count()));
    }
}
