//! Footprints: what the actions of each class read and write.
//!
//! A footprint covers whatever the class does in any state, with any guard off: which of its actions are attempted and
//! which are an honest party's, which guard refuses them, and what they change.

use crate::footprint::{Footprint, Parts};

use super::super::L1L2Messaging;
use super::super::scenario::{Flow, Operator, Parameters};
use super::super::state::Batches;
use super::super::state::parts::{BatchPart, Part, of};
use super::classes::Class;
use super::{Action, Proof};

/// The footprints of all classes, by number.
pub(in super::super) fn all(system: &L1L2Messaging) -> Vec<Footprint> {
    Class::all().map(|class| footprint(&system.parameters, class)).collect()
}

/// The class of an action, by its number.
pub(in super::super) fn class(action: Action) -> usize {
    Class::of(action).number()
}

fn footprint(parameters: &Parameters, class: Class) -> Footprint {
    if !is_attempted(parameters, class) {
        return Footprint { reads: Parts::NONE, writes: Parts::NONE };
    }
    let writes = written(parameters, class);
    let reads = read(parameters, class).and(relied_on(parameters, class)).and(writes);
    Footprint { reads, writes }
}

/// Whether the scenario attempts any action of the class.
fn is_attempted(parameters: &Parameters, class: Class) -> bool {
    match class {
        Class::Request { .. } | Class::Operation => parameters.operations > 0,
        Class::Upgrade => parameters.upgrades > 0,
        Class::Patch { .. } => parameters.patches > 0 || parameters.runs(Flow::FailUpgrades),
        // A patch may bring one, too.
        Class::UpgradeTx => parameters.upgrades > 0 || parameters.patches > 0,
        Class::ForgedOperation | Class::ForgedUpgrade | Class::CommitForged => {
            !parameters.operator_is_honest()
        }
        Class::Settle | Class::PassTime | Class::Activate | Class::Deactivate => {
            parameters.variant.has_priority_mode()
        }
        Class::Claim { .. } => parameters.runs(Flow::FailDeposits),
        Class::Withdrawal | Class::Finalize | Class::FinalizeCommitted | Class::FinalizeUsed => {
            parameters.runs(Flow::Withdraw)
        }
        Class::Revert { kept } => kept < parameters.batches_in_flight,
        Class::DropBatch | Class::Commit | Class::Prove | Class::Execute | Class::RevertExecuted => true,
    }
}

/// What decides whether actions of the class are attempted and what becomes of them, besides what they write.
fn read(parameters: &Parameters, class: Class) -> Parts {
    let is_honest = parameters.operator_is_honest();
    match class {
        Class::Upgrade | Class::Patch { with_transaction: true } => {
            Part::UpgradeBatch.alone().and(at_new_verifier(parameters))
        }
        Class::Patch { with_transaction: false } => at_new_verifier(parameters),
        Class::Operation => of(&[Part::TotalPriorityTxs, Part::Unprocessable]).and(last_root()),
        Class::UpgradeTx => of(&[Part::Rules, Part::UpgradeTx, Part::CanOnlyFail]).and(last_root()),
        Class::ForgedOperation | Class::ForgedUpgrade | Class::Withdrawal => last_root(),
        // An honest operator drops what L1 would refuse, and reverts what it cannot prove.
        Class::DropBatch if is_honest => commit(parameters),
        Class::Revert { .. } if is_honest => proof(),
        Class::Request { .. }
        | Class::Deactivate
        | Class::Finalize
        | Class::FinalizeUsed
        | Class::DropBatch
        | Class::Revert { .. } => Parts::NONE,
        Class::RevertExecuted if is_honest => proof().and(Part::HasExecuted.alone()),
        Class::RevertExecuted => Part::HasExecuted.alone(),
        Class::Commit => commit(parameters),
        Class::CommitForged => {
            let first = of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs]);
            due().and(last_root()).and(of(&[Part::Rules, Part::PriorityMode])).and(first)
        }
        Class::Prove => proof(),
        Class::Execute => Part::TotalPriorityTxs.alone(),
        Class::Settle => commit(parameters).and(proof()).and(Part::TotalPriorityTxs.alone()),
        Class::PassTime => of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs, Part::PriorityMode]),
        Class::Activate => of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs, Part::IsOverdue]),
        Class::Claim { proof: Proof::Executed } => of(&[Part::TotalPriorityTxs, Part::ProvableLogs]),
        Class::Claim { proof: Proof::Committed } => Part::TotalPriorityTxs.alone().and(committed_logs()),
        Class::FinalizeCommitted => committed_logs(),
    }
}

/// What actions of the class change.
fn written(parameters: &Parameters, class: Class) -> Parts {
    use Part as P;
    match class {
        Class::Request { fits: true } => of(&[P::TotalPriorityTxs, P::Deposits, P::Locked]),
        Class::Request { fits: false } => {
            of(&[P::TotalPriorityTxs, P::Unprocessable, P::Deposits, P::Locked])
        }
        Class::Upgrade | Class::Patch { with_transaction: true } => {
            of(&[P::Rules, P::UpgradeTx, P::CanOnlyFail]).and(reverted_at_new_verifier(parameters))
        }
        Class::Patch { with_transaction: false } => {
            P::Rules.alone().and(reverted_at_new_verifier(parameters))
        }
        Class::Operation
        | Class::ForgedOperation
        | Class::UpgradeTx
        | Class::ForgedUpgrade
        | Class::DropBatch => open(),
        Class::Withdrawal => of(&[P::OpenExecuted, P::OpenRoots]),
        Class::Commit => open().and(P::UpgradeBatch.alone()).and(committed_after(0)),
        Class::CommitForged => P::UpgradeBatch.alone().and(committed_after(0)),
        Class::Prove => P::Verified.alone(),
        Class::Execute => executed(),
        Class::Settle => executed().and(open()),
        Class::RevertExecuted => of(&[P::RevertsLeft, P::IsBehind]).and(reverted(0)),
        Class::Revert { kept } => P::RevertsLeft.alone().and(reverted(usize::from(kept))),
        Class::PassTime => P::IsOverdue.alone(),
        Class::Activate => P::PriorityMode.alone().and(reverted(0)),
        Class::Deactivate => P::PriorityMode.alone(),
        Class::Claim { .. } => of(&[P::Deposits, P::Refunded, P::Locked]),
        Class::Finalize => of(&[P::ProvableLogs, P::HasFinalized, P::Locked]),
        Class::FinalizeCommitted | Class::FinalizeUsed => of(&[P::HasFinalized, P::Locked]),
    }
}

/// What decides whether an action of the class is an honest party's.
fn relied_on(parameters: &Parameters, class: Class) -> Parts {
    let is_entrenched = parameters.operator == Operator::Entrenched;
    let settles = if is_entrenched { Part::PriorityMode.alone() } else { Parts::NONE };
    match class {
        Class::Operation => {
            let next = of(&[Part::Committed, Part::FirstUnprocessed, Part::OpenLogs]);
            next.and(BatchPart::Operations.of_all()).and(due()).and(settles)
        }
        Class::UpgradeTx | Class::Withdrawal => due().and(settles),
        Class::DropBatch
        | Class::Commit
        | Class::Prove
        | Class::Execute
        | Class::Settle
        | Class::RevertExecuted
        | Class::Revert { .. } => settles,
        Class::Request { .. }
        | Class::Upgrade
        | Class::Patch { .. }
        | Class::ForgedOperation
        | Class::ForgedUpgrade
        | Class::CommitForged
        | Class::PassTime
        | Class::Activate
        | Class::Deactivate
        | Class::Claim { .. }
        | Class::Finalize
        | Class::FinalizeCommitted
        | Class::FinalizeUsed => Parts::NONE,
    }
}

/// Whether an upgrade is due.
fn due() -> Parts {
    of(&[Part::UpgradeTx, Part::UpgradeBatch])
}

/// The batch under way.
fn open() -> Parts {
    of(&[Part::OpenExecuted, Part::OpenRoots, Part::OpenLogs])
}

/// What a batch under way without transactions stands on.
fn last_root() -> Parts {
    of(&[Part::Committed, Part::ExecutedRoot]).and(BatchPart::StateRoot.of_all())
}

/// How many batches are committed, and those after so many.
fn committed_after(others: usize) -> Parts {
    let batches = (others..Batches::CAPACITY)
        .flat_map(|others| BatchPart::ALL.iter().map(move |part| part.after(others)));
    batches.collect::<Parts>().and(Part::Committed.alone())
}

/// What a revert of the batches after so many changes.
fn reverted(kept: usize) -> Parts {
    committed_after(kept).and(of(&[Part::Verified, Part::UpgradeBatch]))
}

fn committed_logs() -> Parts {
    Part::Committed.alone().and(BatchPart::Logs.of_all())
}

/// What a change of the verifier depends on.
fn at_new_verifier(parameters: &Parameters) -> Parts {
    let variant = parameters.variant;
    let drained = if variant.waits_until_drained() { Part::Committed.alone() } else { Parts::NONE };
    drained.and(if variant.reverts_unproven() { Part::Verified.alone() } else { Parts::NONE })
}

/// What a change of the verifier reverts. How many batches are verified stays as it is.
fn reverted_at_new_verifier(parameters: &Parameters) -> Parts {
    let is_reverted = parameters.variant.reverts_unproven();
    if is_reverted { committed_after(0).and(Part::UpgradeBatch.alone()) } else { Parts::NONE }
}

/// What becomes of the batch under way when it is committed.
fn commit(parameters: &Parameters) -> Parts {
    let queued = of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs]).and(BatchPart::Operations.of_all());
    let queued = if parameters.variant.checks_commits() { queued } else { Parts::NONE };
    open().and(last_root()).and(due()).and(of(&[Part::Rules, Part::PriorityMode])).and(queued)
}

/// What becomes of a proof.
fn proof() -> Parts {
    let batches = BatchPart::Proof.of_all().and(BatchPart::StateRoot.of_all());
    of(&[Part::Committed, Part::Verified, Part::ExecutedRoot, Part::Rules]).and(batches)
}

/// What the execution of the next batch changes: all batches move down by one.
fn executed() -> Parts {
    let on_l1 = [
        Part::Verified,
        Part::ExecutedRoot,
        Part::HasExecuted,
        Part::FirstUnprocessed,
        Part::IsOverdue,
        Part::ProvableLogs,
        Part::IsUnpublished,
        Part::Failed,
    ];
    of(&on_l1).and(due()).and(Part::CanOnlyFail.alone()).and(committed_after(0))
}
