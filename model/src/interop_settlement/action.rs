//! Actions: one row for each entry point of a contract and each move of an operator or fault, and which rule decides
//! it.

pub(super) mod attempts;
mod classes;
mod fairness;
pub(super) mod footprints;
mod lanes;

use super::messages::{Committer, Group, Place, RootNumber, Validity};
use super::topology::ChainId;
use super::{Guard, InteropSettlement, State, adversary, contracts, environment};
use lanes::Lane::{Chain, Outside, Settlement};

pub(super) use attempts::attempts;
pub(super) use fairness::{FAIR, fair_class, is_honest};
pub use lanes::Lane;
pub(super) use lanes::lanes;

crate::actions! {
    /// What a party attempts.
    #[expect(missing_docs, reason = "the arguments are those of the contract functions")]
    pub enum Action(of: ChainId, lanes: Lane) {
        /// An operator builds a block that sends a message: a valid one, or one that is not, or that nobody can prove.
        BuildBlock { chain: ChainId, validity: Validity } => {
            party: "operator of {chain}", way: Chain(chain) => Chain(chain), of: chain,
            shown: "BuildBlock of {chain}: {validity}",
        },
        /// An operator builds a block that imports a root of another chain and consumes a message of it.
        AddInteropRoot { chain: ChainId, number: RootNumber, message: u8 } => {
            party: "operator of {chain}", way: Chain(number.source) => Chain(chain), of: chain,
            shown: "AddInteropRoot of {number} to {chain}: message {message}",
        },
        /// A TEE attests all blocks of a chain; one without a bug, or one with a bug that signs an invalid block.
        AttestBlocks { chain: ChainId, has_bug: bool } => {
            party: "TEE of {chain}", way: Chain(chain) => Settlement, of: chain, forged: has_bug, shown: {
                let bug = if has_bug { " by a bug" } else { "" };
                format!("AttestBlocks of {chain}{bug}")
            },
        },
        /// An operator closes its open batch and commits it.
        CommitBatches { chain: ChainId } => {
            party: "operator of {chain}", way: Chain(chain) => Settlement, of: chain,
            shown: "CommitBatches of {chain}",
        },
        /// Somebody proves the next batch of a chain.
        ProveBatches { chain: ChainId } => {
            party: "anybody", way: Outside => Settlement, of: chain, shown: "ProveBatches of {chain}",
        },
        /// Somebody executes the next batches of a chain, or of several chains at once.
        ExecuteBatches { group: Group } => {
            party: "anybody", way: Outside => Settlement, shown: {
                let of = |chain: ChainId| (*group.of(chain) > 0).then(|| format!("{} of {chain}", group.of(chain)));
                let all: Vec<String> = ChainId::ALL.into_iter().filter_map(of).collect();
                format!("ExecuteBatches: {}", all.join(", "))
            },
        },
        /// An operator drops what can no longer become final, from the first such block on.
        StartAgain { chain: ChainId } => {
            party: "operator of {chain}", way: Chain(chain) => Settlement, of: chain,
            shown: "StartAgain of {chain}",
        },
        /// An operator re-organises blocks of its open batch without need.
        Reorganise { chain: ChainId, end: Place } => {
            party: "operator of {chain}", way: Chain(chain) => Chain(chain), of: chain,
            shown: "Reorganise of {chain} to {end}",
        },
        /// An operator reverts committed batches without need.
        RevertBatches { chain: ChainId, last: u8 } => {
            party: "operator of {chain}", way: Chain(chain) => Settlement, of: chain,
            shown: "RevertBatches of {chain}, all but {last}",
        },
        /// An operator stalls: it takes no more steps.
        Stall { chain: ChainId } => {
            party: "operator of {chain}", way: Chain(chain) => Chain(chain), of: chain, shown: "Stall of {chain}",
        },
        /// The next timeout passes for operators that have stalled.
        PassTime => { party: "clock", way: Settlement => Settlement, },
        /// Somebody else commits the batch of an operator that has stalled.
        ForceCommit { chain: ChainId, by: Committer } => {
            party: "{by}", way: Outside => Settlement, of: chain, shown: "ForceCommit of {chain} by {by}",
        },
        /// The security council drops locked blocks that cannot become final.
        UnlockBlocks { chain: ChainId } => {
            party: "security council", way: Outside => Settlement, of: chain, shown: "UnlockBlocks of {chain}",
        },
    }
}

impl InteropSettlement {
    /// One line an action: the contract function, or the move of an operator, that it attempts.
    pub(super) fn dispatch(&self, state: &State, action: Action) -> Result<State, Guard> {
        use contracts::{executor, interop_root_storage, settlement_council, tee_registry};
        match action {
            Action::BuildBlock { chain, validity } => Ok(environment::build_block(state, chain, validity)),
            Action::AddInteropRoot { chain, number, message } => {
                interop_root_storage::add_interop_root(self, state, chain, number, message)
            }
            Action::AttestBlocks { chain, has_bug } => {
                tee_registry::attest_blocks(self, state, chain, has_bug)
            }
            Action::CommitBatches { chain } => executor::commit_batches_shared_bridge(self, state, chain),
            Action::ProveBatches { chain } => executor::prove_batches_shared_bridge(self, state, chain),
            Action::ExecuteBatches { group } => executor::execute_batches_shared_bridge(self, state, group),
            Action::StartAgain { chain } => {
                let end = state.sound_end(self, chain).unwrap_or_else(|| state.chain(chain).tip());
                if end.batch < state.chain(chain).total_batches_committed {
                    executor::revert_batches_shared_bridge(self, state, chain, end.batch)
                } else {
                    environment::reorganise(self, state, chain, end)
                }
            }
            Action::Reorganise { chain, end } => adversary::reorganise(self, state, chain, end),
            Action::RevertBatches { chain, last } => adversary::revert(self, state, chain, last),
            Action::Stall { chain } => Ok(adversary::stall(state, chain)),
            Action::PassTime => Ok(environment::pass_time(self, state)),
            Action::ForceCommit { chain, by } => settlement_council::force_commit(self, state, chain, by),
            Action::UnlockBlocks { chain } => Ok(settlement_council::unlock_blocks(self, state, chain)),
        }
    }
}
