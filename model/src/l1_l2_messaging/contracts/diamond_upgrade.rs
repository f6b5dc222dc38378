//! What the diamond delegatecalls to when governance upgrades it: `BaseZkSyncUpgrade`.
//!
//! Document: "L1 <-> L2 Communication", Upgrade transactions, Initiation.
//!
//! Not modelled, with the reason:
//! - That governance is who calls (`onlyAdminOrChainTypeManager`), and when (`TimeNotReached`): it acts at any moment.
//! - The form of the transaction (`InvalidTxType`, `L2UpgradeNonceNotEqualToNewProtocolVersion`, `TooManyFactoryDeps`)
//!   and of the version (`ProtocolVersionTooSmall`, `ProtocolVersionMinorDeltaTooBig`): governance writes what has the
//!   form, of a transaction that works or of one that can only fail, and versions go up one by one.
//! - `PatchUpgradeCantSetBootloader` and the like: a patch changes the verifier alone.
//! - `SettlementLayerUpgradeMustPrecedeChainUpgrade`: the chain settles on L1.

use super::super::messages::Rules;
use super::super::{Guard, L1L2Messaging, State};
use super::executor;

/// Starts an upgrade: new rules on L1 at once, and a transaction that the next batch has to contain. Whether that
/// transaction works nothing on L1 can tell.
///
/// Spec: Upgrade transactions, Initiation. Solidity: `BaseZkSyncUpgrade.upgrade`, `_setNewProtocolVersion`.
pub(crate) fn upgrade(system: &L1L2Messaging, state: &State, works: bool) -> Result<State, Guard> {
    let pending = &state.l1.upgrade;
    let is_finalized = pending.l2_system_contracts_upgrade_tx_hash.is_none();
    let is_cleaned = pending.l2_system_contracts_upgrade_batch_number.is_none();
    let version = pending.rules.version.next();

    system.guards.require(Guard::PreviousUpgradeIsFinalized, is_finalized)?;
    system.guards.require(Guard::PreviousUpgradeIsCleaned, is_cleaned)?;
    let upgraded = set_verifier(system, state, Rules { version, ..pending.rules })?;

    let mut next = upgraded;
    next.l1.upgrade.l2_system_contracts_upgrade_tx_hash = Some(version);
    next.l1.upgrade.tx_can_only_fail = !works;
    Ok(next)
}

/// Replaces the verifier, which is allowed while an upgrade is pending. In two variants it may replace the transaction
/// of that upgrade as well, while no batch stands for it.
///
/// Spec: Upgrade transactions, Initiation. Solidity: `BaseZkSyncUpgrade.upgrade`, `_setL2SystemContractUpgrade`.
pub(crate) fn patch(system: &L1L2Messaging, state: &State, with_transaction: bool) -> Result<State, Guard> {
    let rules = state.l1.upgrade.rules;
    let patch = rules.patch.saturating_add(1);
    let patched = set_verifier(system, state, Rules { patch, ..rules })?;

    let due = patched.l1.upgrade.due().filter(|_| system.parameters.variant.replaces_upgrades());
    let may_bring_one = !with_transaction || due.is_some();

    system.guards.require(Guard::PatchSetsNoUpgradeTx, may_bring_one)?;

    let mut next = patched;
    if with_transaction {
        next.l1.upgrade.l2_system_contracts_upgrade_tx_hash = Some(due.unwrap_or(rules.version.next()));
        next.l1.upgrade.tx_can_only_fail = false;
    }
    Ok(next)
}

/// From now on proofs are verified by other rules: those of batches that were committed before will fail.
///
/// That they should all be executed first stands in a comment of the contract, which does not ask for it. Two
/// variants see to it.
///
/// Solidity: `BaseZkSyncUpgrade._setVerifier`, `_setBaseSystemContracts`.
fn set_verifier(system: &L1L2Messaging, state: &State, rules: Rules) -> Result<State, Guard> {
    let variant = system.parameters.variant;
    let executor = &state.l1.executor;
    let may_change = executor.committed.is_empty() || !variant.waits_until_drained();

    system.guards.require(Guard::NothingCommittedAtNewVerifier, may_change)?;

    let mut next = *state;
    next.l1.upgrade.rules = rules;
    if variant.reverts_unproven() && system.guards.applies(Guard::UnprovenRevertedAtNewVerifier) {
        executor::revert_batches(system, &mut next, executor.total_batches_verified);
    }
    Ok(next)
}
