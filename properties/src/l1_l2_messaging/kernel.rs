//! The kernel: nobody but governance changes the contracts of the system.

use counterfoil_model::l1_l2_messaging::messages::Transaction;
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, State};

use super::everywhere;
use super::runs::Run;
use crate::property::{Predicate, Property};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<L1L2Messaging>> {
    vec![Property {
        name: "only_governance_changes_the_kernel",
        statement: "No executed batch has a transaction from the kernel space that governance has not initiated.",
        spec: "L1 <-> L2 Communication, Security considerations",
        theme: "kernel",
        rests_on: &[
            Guard::SenderIsNotKernel,
            Guard::UpgradeHashEmittedBefore,
            Guard::UpgradeLogIsThePendingUpgrade,
            Guard::OperationsHashToTheClaim,
        ],
        applies: everywhere,
        predicate: Predicate::Step(only_governance_changes_the_kernel),
        sides: None,
    }]
}

fn only_governance_changes_the_kernel(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let is_foreign =
        |transaction| matches!(transaction, Transaction::ForgedKernelOperation | Transaction::ForgedUpgrade);
    Run::of(before, action).is_none_or(|run| run.executed.iter().all(|one| !is_foreign(one.transaction)))
}
