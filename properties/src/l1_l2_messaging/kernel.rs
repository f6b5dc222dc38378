//! The kernel: nobody but governance changes the contracts of the system.

use counterfoil_model::l1_l2_messaging::messages::Transaction;
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, State};

use super::runs::Run;
use super::{everywhere, of_theme};
use crate::property::{Predicate, Property};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<L1L2Messaging>> {
    vec![of_theme("kernel")(
        "only_governance_changes_the_kernel",
        "No executed batch has a transaction from the kernel space that governance has not initiated.",
        "L1 <-> L2 Communication, Security considerations",
        &[
            Guard::SenderIsNotKernel,
            Guard::UpgradeHashEmittedBefore,
            Guard::UpgradeLogIsThePendingUpgrade,
            Guard::OperationsHashToTheClaim,
        ],
        everywhere,
        Predicate::Step(only_governance_changes_the_kernel),
    )]
}

fn only_governance_changes_the_kernel(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let is_foreign =
        |transaction| matches!(transaction, Transaction::ForgedKernelOperation | Transaction::ForgedUpgrade);
    Run::of(before, action).is_none_or(|run| run.executed.iter().all(|one| !is_foreign(one.transaction)))
}
