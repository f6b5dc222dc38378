//! The registry of TEE attestations on the settlement layer: what is attested, and with it what is locked. Inferred:
//! the
//! document describes it, and no public contract has it.
//!
//! Document: "Interop settlement modes", Security considerations for Precommit based interop.
//!
//! Not modelled, with the reason:
//! - Who may post attestations: one that verifies is good whoever posts it.
//! - That attested blocks follow those attested before: an attestation here is always of the chain as it is.

use super::super::messages::{Place, Validity};
use super::super::state::Chain;
use super::super::topology::ChainId;
use super::super::{Guard, InteropSettlement, Mode, State};

/// Attests all blocks of a chain, as it is.
///
/// Spec: Security considerations for Precommit based interop, With. Solidity: none yet, `TeeRegistry.attestBlocks`.
pub(crate) fn attest_blocks(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    has_bug: bool,
) -> Result<State, Guard> {
    let own = state.chain(chain);
    let is_checked = system.parameters.tee.is_verified() && !has_bug;
    let is_signed = !is_checked || is_valid(own);
    let binds = system.parameters.tee.locks();
    let is_settled = |place: Place| is_settled(system, state, chain, place);
    let is_executed = |place: Place| {
        own.block(place).and_then(|block| block.import).is_none_or(|import| state.is_executed(&import))
    };
    let imports_batches = binds && system.mode(chain) == Mode::CommitBased;

    let guards = &system.rules;
    guards.require(Guard::AttestedBlocksAreValid, is_signed)?;
    guards.require(Guard::AttestedImportsAreSettled, !binds || own.unexecuted().all(is_settled))?;
    // A lock holds blocks, and not where their batch ends: more of them make another batch root.
    let has_batches = !imports_batches || own.unexecuted().all(is_executed);
    guards.require(Guard::AttestedBatchRootsAreExecuted, has_batches)?;

    let mut next = *state;
    if has_bug {
        next.left.tee_bugs = state.left.tee_bugs.saturating_sub(1);
    }
    if guards.happens(Guard::AttestationIsRecorded) > 0 {
        let other = system.other(chain);
        next.chains.of_mut(guards.whom(Guard::AttestationIsRecorded, chain, other)).attested =
            Some(own.tip());
    }
    Ok(next)
}

/// Whether a TEE without a bug signs all blocks that are not executed.
pub(crate) fn is_valid(chain: &Chain) -> bool {
    let is_valid = |place: Place| chain.block(place).is_none_or(|block| block.validity != Validity::Invalid);
    chain.unexecuted().all(is_valid)
}

/// Whether what a block imports is executed, or locked where it comes from.
fn is_settled(system: &InteropSettlement, state: &State, chain: ChainId, place: Place) -> bool {
    let import = state.chain(chain).block(place).and_then(|block| block.import);
    import.is_none_or(|import| {
        let source = state.chain(import.number.source);
        let is_bound = state.is_executed(&import) || source.has_attested(import.number.place);
        is_bound && state.is_live(system.mode(chain), &import)
    })
}
