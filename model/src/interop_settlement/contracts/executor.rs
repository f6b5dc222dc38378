//! `Executor` facet, one a chain: batches are committed, proven, executed and reverted on the settlement layer.
//!
//! Document: "Interop settlement modes", Implications on settlement process.
//!
//! Not modelled, with the reason:
//! - The order of batches (`NonSequentialBatch`): batches are committed, proven and executed in order by construction.
//! - Priority operations, upgrades, data availability: `l1_l2_messaging` has them, and nothing here reads them.
//! - `onlyValidator` of proofs and executions: the permissionless validator of release v31 lets anybody.

use super::super::messages::{Group, Import, Place, Validity};
use super::super::topology::ChainId;
use super::super::{Dependency, Guard, InteropSettlement, Mode, State};

/// Closes the open batch of a chain and commits it.
///
/// Spec: Implications on settlement process. Solidity: `Executor.commitBatchesSharedBridge`.
pub(crate) fn commit_batches_shared_bridge(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
) -> Result<State, Guard> {
    let own = state.chain(chain);
    let batch = own.total_batches_committed;
    let is_in_message_root =
        |import: Import| state.is_executed(&import) && state.is_live(Mode::ProofBased, &import);
    let is_proof_based = system.mode(chain) == Mode::ProofBased;
    let are_known =
        !is_proof_based || imports_of(state, chain, batch..batch.saturating_add(1)).all(is_in_message_root);

    system.rules.require(Guard::ExportedRootIsInMessageRoot, are_known)?;

    let mut next = *state;
    let guards = &system.rules;
    let counted = guards.whom(Guard::BatchIsCommitted, chain, system.other(chain));
    let committed = &mut next.chains.of_mut(counted).total_batches_committed;
    *committed = committed.saturating_add(guards.happens(Guard::BatchIsCommitted));
    Ok(next)
}

/// Whether a batch that ends the chain at `end` would have what is locked.
///
/// Spec: Security considerations for Precommit based interop, With. Solidity: none yet; `commitBatchesSharedBridge`
/// would ask it.
pub(crate) fn keeps_locked_blocks(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    end: Place,
) -> Result<(), Guard> {
    let locked = state.chain(chain).attested.filter(|_| system.parameters.tee.locks());
    let (is_kept, is_shorter) =
        (locked.is_none_or(|locked| locked <= end), locked.is_none_or(|locked| locked < end));

    let is_kept = system.rules.reads(Guard::LockedBlocksAreKept, is_kept, is_shorter);
    system.rules.require(Guard::LockedBlocksAreKept, is_kept)
}

/// What the blocks of these batches import.
fn imports_of(state: &State, chain: ChainId, batches: std::ops::Range<u8>) -> impl Iterator<Item = Import> {
    let own = state.chain(chain);
    own.places(batches).filter_map(|place| own.block(place).and_then(|block| block.import))
}

/// Verifies the proof of the next batch.
///
/// Spec: Proof based interop. Solidity: `Executor.proveBatchesSharedBridge`.
pub(crate) fn prove_batches_shared_bridge(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
) -> Result<State, Guard> {
    let own = state.chain(chain);
    let batch = own.total_batches_verified;
    let is_valid = |place: Place| own.block(place).is_none_or(|block| block.validity != Validity::Invalid);

    let guards = &system.rules;
    let proven = guards.reads(Guard::VerifiesOnlyCommitted, batch, batch.saturating_add(1));
    guards.require_lt(Guard::VerifiesOnlyCommitted, proven, own.total_batches_committed)?;
    guards.require(Guard::ProofIsSound, own.places(batch..batch.saturating_add(1)).all(is_valid))?;

    let mut next = *state;
    let counted = guards.whom(Guard::BatchIsVerified, chain, system.other(chain));
    let verified = &mut next.chains.of_mut(counted).total_batches_verified;
    *verified = verified.saturating_add(guards.happens(Guard::BatchIsVerified));
    Ok(next)
}

/// Executes the next batches of each chain of a group, all in one transaction.
///
/// Spec: Implications on settlement process. Solidity: `Executor.executeBatchesSharedBridge`; that it takes batches of
/// several chains is the repair.
pub(crate) fn execute_batches_shared_bridge(
    system: &InteropSettlement,
    state: &State,
    group: Group,
) -> Result<State, Guard> {
    let end = |chain: ChainId| state.chain(chain).total_batches_executed.saturating_add(*group.of(chain));

    for chain in system.chains() {
        let verified = state.chain(chain).total_batches_verified;
        let is_verified = *group.of(chain) == 0 || end(chain) <= verified;
        system.rules.require(Guard::ExecutesOnlyVerified, is_verified)?;
    }
    for chain in system.chains() {
        let executed = state.chain(chain).total_batches_executed;
        for import in imports_of(state, chain, executed..end(chain)) {
            verify_dependency_interop_root(system, state, group, (chain, &import))?;
        }
    }

    let mut next = *state;
    let guards = &system.rules;
    let times = guards.happens(Guard::BatchIsExecuted);
    let ends = guards.happens(Guard::LockEndsWithExecution) > 0;
    for chain in system.chains() {
        let own = next.chains.of_mut(guards.whom(Guard::BatchIsExecuted, chain, system.other(chain)));
        let executed = own.total_batches_executed.saturating_add(times.saturating_mul(*group.of(chain)));
        own.total_batches_executed = executed;
        own.total_batches_verified = own.total_batches_verified.max(executed);
        own.total_batches_committed = own.total_batches_committed.max(executed);
        own.attested = own.attested.filter(|place| !ends || place.batch >= executed);
    }
    Ok(next)
}

/// Checks one dependency of a batch that is to be executed.
///
/// Spec: Implications on settlement process. Solidity: `Executor._verifyDependencyInteropRoots`.
fn verify_dependency_interop_root(
    system: &InteropSettlement,
    state: &State,
    group: Group,
    (chain, import): (ChainId, &Import),
) -> Result<(), Guard> {
    let mode = system.mode(chain);
    if mode == Mode::ProofBased {
        return Ok(());
    }
    let source = state.chain(import.number.source);
    let reached = match system.parameters.variant.dependency() {
        Dependency::Executed => source.total_batches_executed.saturating_add(*group.of(import.number.source)),
        Dependency::Proven => source.total_batches_verified,
        Dependency::Committed => source.total_batches_committed,
        Dependency::Unchecked => u8::MAX,
    };
    let is_live = state.is_live(mode, import);

    let guards = &system.rules;
    let reached = guards.reads(Guard::DependencyIsExecuted, reached, source.total_batches_executed);
    guards.require_lt(Guard::DependencyIsExecuted, import.number.place.batch, reached)?;
    guards.require(Guard::DependencyRootIsTheBatchRoot, is_live || mode != Mode::CommitBased)?;
    guards.require(Guard::LocalRootIsExtended, is_live || mode != Mode::PreCommitBased)
}

/// Reverts the batches of a chain after the first `last` ones, and with them the blocks built upon.
///
/// Spec: Proof based interop. Solidity: `Executor.revertBatchesSharedBridge`, `ZKChainBase._revertBatches`.
pub(crate) fn revert_batches_shared_bridge(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    last: u8,
) -> Result<State, Guard> {
    let own = state.chain(chain);
    let executed = own.total_batches_executed;

    let guards = &system.rules;
    let kept = guards.reads(Guard::RevertKeepsExecuted, executed, executed.saturating_add(1));
    guards.require_le(Guard::RevertKeepsExecuted, kept, last)?;

    let mut next = *state;
    let locks = system.parameters.tee.locks();
    let locked = own.attested.filter(|_| locks && guards.applies(Guard::LockSurvivesRevert));
    let reverted = next.chains.of_mut(chain);
    if locked.is_none() {
        reverted.attested = None;
    }
    reverted.total_batches_executed = own.total_batches_executed.min(last);
    let is_without_effect = last >= own.total_batches_committed;
    if !is_without_effect && guards.happens(Guard::BatchIsReverted) > 0 {
        let end = Place { batch: last, blocks: 0 };
        let end = locked.map_or(end, |locked| locked.max(end));
        let reverted = next.chains.of_mut(guards.whom(Guard::BatchIsReverted, chain, system.other(chain)));
        reverted.truncate(system, end);
        reverted.total_batches_committed = reverted.total_batches_committed.min(end.batch);
        reverted.total_batches_verified = reverted.total_batches_verified.min(end.batch);
    }
    Ok(next)
}
