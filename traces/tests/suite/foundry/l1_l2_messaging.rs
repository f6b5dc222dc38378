//! `l1_l2_messaging`: its reference chain, and what walks come to too seldom.

use counterfoil_model::l1_l2_messaging::action::{Claim, Items, Source};
use counterfoil_model::l1_l2_messaging::messages::{OperationId, Transaction};
use counterfoil_model::l1_l2_messaging::{Action, L1L2Messaging, Parameters};
use counterfoil_model::types::TxStatus;

use super::{ByHand, Tested};

suite_of!(L1L2Messaging);

impl Tested for L1L2Messaging {
    fn by_hand() -> Vec<ByHand<Self>> {
        ways()
    }

    fn family(parameters: &Parameters) -> u64 {
        let (variant, hashing) = (parameters.variant as u64, parameters.hashing as u64);
        (variant * 2 + hashing) * 2 + parameters.structure as u64
    }

    fn sources(_contract: &str) -> Vec<&str> {
        vec!["Bootloader", "Executor", "ReferenceAdapter"]
    }
}

/// What walks come to too seldom: a withdrawal that is paid is not paid again, an operation that is executed is not
/// executed again, and anybody who settles serves the queue alone.
fn ways() -> Vec<ByHand<L1L2Messaging>> {
    let process = |transaction| Action::ProcessTx { transaction };
    let deposit = Transaction::Priority { operation: OperationId::FIRST, status: TxStatus::Success };
    let request = Action::RequestL2Transaction { fits: true };
    let commit = Action::CommitBatches { claim: Claim::AsComputed };
    let settle = [commit, Action::ProveBatches, Action::ExecuteBatches];
    let mut paid = vec![request, process(deposit), process(Transaction::Withdrawal)];
    paid.extend(settle);
    paid.extend([Source::Sent, Source::Used].map(|source| Action::FinalizeWithdrawal { source }));
    let mut served = vec![request, Action::PassTime, Action::ActivatePriorityMode];
    served.extend([process(deposit), process(Transaction::Withdrawal), Action::SettleBatches]);
    let with_path = |items| Action::ExecuteBatchesWithPath { first: OperationId::FIRST, items };
    let once = [process(deposit), commit, Action::ProveBatches, with_path(Items::Claimed)];
    let again = [&[request, request], &once[..], &once[..]].concat();
    let ways = [("withdrawals", paid), ("settled_by_anybody", served), ("priority_tree", again)];
    ways.into_iter().map(|(scenario, actions)| (scenario, "by_hand", actions)).collect()
}
