//! `MessageRoot` on the settlement layer, and the batch roots that the diamonds keep: of what there is a root at all.
//!
//! Document: "Interop settlement modes", Proof based interop, Commit/Batch based interop.
//!
//! Not modelled, with the reason:
//! - That one root stands for all chains (proof-based): an import names the chain whose message it is for.
//! - Merkle paths: a path verifies what it should.

use super::super::messages::RootNumber;
use super::super::{Guard, InteropSettlement, Mode, State};

/// Whether the settlement layer, or the source itself, has a root to import.
///
/// Spec: Interop settlement modes. Solidity: `MessageRoot.historicalRoot`, and the batch roots of a diamond.
pub(crate) fn has_root(
    system: &InteropSettlement,
    state: &State,
    mode: Mode,
    number: RootNumber,
) -> Result<(), Guard> {
    let (source, batch) = (state.chain(number.source), number.place.batch);
    let guards = &system.rules;
    match mode {
        Mode::ProofBased => {
            guards.require_lt(Guard::ImportedBatchIsExecuted, batch, source.total_batches_executed)
        }
        Mode::CommitBased => {
            guards.require_lt(Guard::ImportedBatchIsCommitted, batch, source.total_batches_committed)
        }
        Mode::PreCommitBased => Ok(()),
    }
}
