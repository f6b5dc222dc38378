//! The kernel: nobody but governance changes the contracts of the system.

use counterfoil_model::l1_l2_messaging::messages::Transaction;
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, State};

use super::Property;
use super::runs::Run;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "only_governance_changes_the_kernel",
            "No executed batch has a transaction from the kernel space that governance has not initiated.",
            "L1 <-> L2 Communication, Security considerations",
            Predicate::Step(only_governance_changes_the_kernel),
        )
        .reads(Run::reads)
        .rests_on(&[
            Guard::SenderIsNotKernel,
            Guard::UpgradeHashEmittedBefore,
            Guard::UpgradeLogIsThePendingUpgrade,
            Guard::OperationsHashToTheClaim,
        ]),
    ]
}

fn only_governance_changes_the_kernel(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let is_foreign =
        |transaction| matches!(transaction, Transaction::ForgedKernelOperation | Transaction::ForgedUpgrade);
    Run::of(before, action).is_none_or(|run| run.executed.iter().all(|one| !is_foreign(one.transaction)))
}
