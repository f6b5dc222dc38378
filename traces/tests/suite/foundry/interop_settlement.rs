//! `interop_settlement`: its reference chains and their settlement layer.

use counterfoil_model::interop_settlement::messages::Validity::{self, Valid};
use counterfoil_model::interop_settlement::messages::{Committer, Group, Place, RootNumber};
use counterfoil_model::interop_settlement::topology::ChainId::{self, A, B};
use counterfoil_model::interop_settlement::{Action, InteropSettlement, Parameters, Variant};

use super::{ByHand, Tested};

suite_of!(InteropSettlement);

impl Tested for InteropSettlement {
    fn by_hand() -> Vec<ByHand<Self>> {
        ways()
    }

    fn is_documented(parameters: &Parameters) -> bool {
        matches!(parameters.variant, Variant::Seed | Variant::Repaired)
    }

    /// By what TEEs are used for, since who imports and what is locked depends on it, and by the variant, since a `World`
    /// has a field for what each does otherwise.
    fn family(parameters: &Parameters) -> u64 {
        (parameters.tee as u64) * 16 + parameters.variant as u64
    }

    fn sources(_contract: &str) -> Vec<&str> {
        vec![
            "Node",
            "MessageRoot",
            "L2InteropRootStorage",
            "TeeRegistry",
            "Executor",
            "SettlementCouncil",
            "ReferenceAdapter",
        ]
    }
}

/// What walks come to too seldom.
fn ways() -> Vec<ByHand<InteropSettlement>> {
    [forced(), imports(), unlocked(), locked()].concat()
}

/// A chain whose import is of a locked batch is locked only once that is executed.
fn locked() -> Vec<ByHand<InteropSettlement>> {
    let commit = Action::CommitBatches { chain: A };
    let imported = [build(A, Valid), attest(A), commit, import(0, 1, 1), attest(B)];
    let executed = [Action::ProveBatches { chain: A }, execute(A), attest(B)];
    vec![("locked_batches", "held", [&imported[..], &executed].concat())]
}

/// An operator stalls when a part of its open batch is locked, and others commit that part, each after their timeout.
fn forced() -> Vec<ByHand<InteropSettlement>> {
    let [council, operator, anybody] = Committer::ALL.map(|by| Action::ForceCommit { chain: A, by });
    let stalled = [build(A, Valid), attest(A), build(A, Valid), Action::Stall { chain: A }];
    let settled = [Action::ProveBatches { chain: A }, execute(A)];
    let wait = Action::PassTime;
    let way = |waits: &[Action]| [&stalled, waits, &settled].concat();
    vec![
        ("stalled_source", "council", way(&[council, wait, operator, council])),
        ("stalled_source", "other_operator", way(&[wait, wait, anybody, operator])),
        ("stalled_source", "anybody", way(&[wait, wait, anybody, wait, anybody])),
    ]
}

/// A chain imports of the second batch of another; of a block that is re-organised, so that no batch extends it; and
/// two messages of one batch.
fn imports() -> Vec<ByHand<InteropSettlement>> {
    let commit = |chain| Action::CommitBatches { chain };
    let one = [build(A, Valid), commit(A)];
    let later = [&one[..], &one, &[import(1, 1, 1)]].concat();
    let mut gone =
        vec![build(A, Valid), import(0, 1, 1), Action::Reorganise { chain: A, end: Place::default() }];
    gone.push(build(A, Valid));
    for chain in [A, B] {
        gone.extend([commit(chain), Action::ProveBatches { chain }, execute(chain)]);
    }
    let message = |number| [build(A, Valid), attest(A), import(0, number, number)];
    let two = [message(1), message(2)].concat();
    vec![
        ("commit_based", "second_batch", later),
        ("external_nodes", "not_extended", gone),
        ("many_messages", "second_message", two),
    ]
}

/// The council drops a locked block and keeps the one before; and it drops what another chain has locked upon it.
fn unlocked() -> Vec<ByHand<InteropSettlement>> {
    let unlock = Action::UnlockBlocks { chain: A };
    let kept = vec![build(A, Valid), build(A, Validity::Unprovable), attest(A), unlock];
    let bug = Action::AttestBlocks { chain: A, has_bug: true };
    let dependent = vec![build(A, Validity::Invalid), bug, import(0, 1, 1), attest(B), unlock];
    vec![("unprovable_block", "kept", kept), ("tee_bug", "dependent", dependent)]
}

fn build(chain: ChainId, validity: Validity) -> Action {
    Action::BuildBlock { chain, validity }
}

fn attest(chain: ChainId) -> Action {
    Action::AttestBlocks { chain, has_bug: false }
}

/// B imports the root of A after so many blocks of a batch.
fn import(batch: u8, blocks: u8, message: u8) -> Action {
    let number = RootNumber { source: A, place: Place { batch, blocks } };
    Action::AddInteropRoot { chain: B, number, message }
}

/// The next batch of one chain is executed.
fn execute(chain: ChainId) -> Action {
    let mut group = Group::default();
    *group.of_mut(chain) = 1;
    Action::ExecuteBatches { group }
}
