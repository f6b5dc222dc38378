//! Upgrades: each is executed once, in order, and by the first batch that is committed after it.

use counterfoil_model::footprint::Parts;
use counterfoil_model::l1_l2_messaging::messages::{Transaction, TxHash};
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, State};

use super::Property;
use super::runs::Run;
use super::{after, has_upgrades, positions};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "upgrades_execute_once_in_order",
            "An executed batch has no more than one upgrade, and it is the next one that governance has initiated.",
            "L1 <-> L2 Communication, Upgrade transactions, Bootloader",
            Predicate::Step(upgrades_execute_once_in_order),
        )
        .reads(|system| Run::reads(system).and(Part::ExecutedRoot.alone()))
        .rests_on(&[Guard::UpgradeLogIsThePendingUpgrade, Guard::UpgradeBatchKeptWhenBelow])
        .applies(has_upgrades),
        Property::new(
            "upgrade_batch_has_the_upgrade",
            "The batch that stands for an upgrade is committed, is not executed, and has the log of the pending \
             upgrade.",
            "L1 <-> L2 Communication, Commit",
            Predicate::Always(upgrade_batch_has_the_upgrade),
        )
        .cases(
            |system| {
                let batches = positions(system).map(|others| batch_of_the_upgrade().and(BatchPart::Logs.after(others)));
                batches.chain([batch_of_the_upgrade()]).collect()
            },
            |system, state, case| {
                // The last case is an upgrade whose batch is none of those that can be committed.
                let number = state.l1.upgrade.l2_system_contracts_upgrade_batch_number.map_or(0, usize::from);
                let position = number.checked_sub(1).filter(|position| positions(system).contains(position));
                position.unwrap_or(positions(system).end) != case || upgrade_batch_has_the_upgrade(system, state)
            },
        )
        .rests_on(&[Guard::UpgradeBatchResetWhenReverted, Guard::UpgradeLogIsPresent])
        .applies(has_upgrades),
        Property::new(
            "no_upgrade_is_skipped",
            "Every upgrade that governance has initiated is pending or executed.",
            "L1 <-> L2 Communication, Upgrade transactions, Initiation",
            Predicate::Always(no_upgrade_is_skipped),
        )
        .reads(|_| of(&[Part::Rules, Part::UpgradeTx, Part::ExecutedRoot]))
        .rests_on(&[Guard::PreviousUpgradeIsFinalized, Guard::PatchSetsNoUpgradeTx, Guard::UpgradeLogIsPresent])
        .applies(has_upgrades),
        Property::new(
            "executed_under_the_version_of_its_batch",
            "Whatever an executed batch has executed ran with the system contracts of the version that the batch was \
             committed for.",
            "L1 <-> L2 Communication, Revert",
            Predicate::Step(executed_under_the_version_of_its_batch),
        )
        .reads(Run::reads)
        .rests_on(&[Guard::UpgradeTxIsFirst, Guard::UpgradeTxSucceeds])
        .applies(has_upgrades),
        Property::new(
            "upgrade_always_startable",
            "Whatever has happened, governance can come to start its next upgrade once none is pending.",
            "L1 <-> L2 Communication, Upgrade transactions, Initiation",
            Predicate::AlwaysPossible(upgrade_is_startable),
        )
        .reads(|_| of(&[Part::Rules, Part::UpgradeTx, Part::UpgradeBatch, Part::Committed]))
        .applies(has_upgrades),
    ]
}

/// Whether a batch stands for the pending upgrade, and which.
fn batch_of_the_upgrade() -> Parts {
    of(&[Part::UpgradeBatch, Part::UpgradeTx, Part::Committed])
}

fn upgrades_execute_once_in_order(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let Some(run) = Run::of(before, action) else { return true };
    let next = before.l1.executor.executed_state_root.system_version.next();
    let mut upgrades = run.executed.iter().map(|one| one.transaction).filter(|one| one.is_upgrade());
    let is_next = |upgrade| matches!(upgrade, Transaction::Upgrade { version, .. } if version == next);
    upgrades.next().is_none_or(is_next) && upgrades.next().is_none()
}

fn upgrade_batch_has_the_upgrade(_: &L1L2Messaging, state: &State) -> bool {
    let upgrade = &state.l1.upgrade;
    let Some(number) = upgrade.l2_system_contracts_upgrade_batch_number else { return true };
    let batch = number.checked_sub(1).and_then(|before| state.l1.executor.committed.get(before));
    let log = batch.and_then(|batch| batch.ghost_upgrade_log);
    let pending = upgrade.l2_system_contracts_upgrade_tx_hash.map(TxHash::Upgrade);
    log.is_some_and(|log| pending.is_some_and(|pending| log.passes_for(pending)))
}

fn no_upgrade_is_skipped(_: &L1L2Messaging, state: &State) -> bool {
    let upgrade = &state.l1.upgrade;
    let executed = state.l1.executor.executed_state_root.system_version;
    let is_pending = upgrade.l2_system_contracts_upgrade_tx_hash.is_some();
    upgrade.rules.version == if is_pending { executed.next() } else { executed }
}

fn executed_under_the_version_of_its_batch(
    _: &L1L2Messaging,
    before: &State,
    action: &Action,
    _: &State,
) -> bool {
    Run::of(before, action).is_none_or(|run| run.executed.iter().all(|one| one.system_version == run.version))
}

fn upgrade_is_startable(system: &L1L2Messaging, state: &State) -> bool {
    let upgrade = &state.l1.upgrade;
    let is_last = upgrade.rules.version.0 >= system.parameters.upgrades;
    let is_pending = upgrade.l2_system_contracts_upgrade_tx_hash.is_some();
    is_last || is_pending || after(system, state, |action| matches!(action, Action::Upgrade { .. })).is_some()
}
