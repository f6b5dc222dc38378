//! `l1_l2_messaging` in the words of `IL1L2MessagingAdapter`. It has no amounts but units, so that a number is what it is.

mod books;

use counterfoil_model::l1_l2_messaging::action::{Claim, Items, LastBatch, Proof, Source, UpgradeLogs};
use counterfoil_model::l1_l2_messaging::messages::{OperationId, Transaction};
use counterfoil_model::l1_l2_messaging::{
    Action, Flow, Hashing, L1L2Messaging, Parameters, State, Structure,
};
use counterfoil_model::types::TxStatus;

use super::calls::Call;
use super::project::{File, room};
use super::subject::Subject;
use super::words::Word;

/// Adapter and reference contracts.
const FILES: &[File] = room![
    "l1_l2_messaging":
    "ADAPTER.md",
    "src/Errors.sol",
    "src/IL1L2MessagingAdapter.sol",
    "src/reference/Books.sol",
    "src/reference/Bootloader.sol",
    "src/reference/Executor.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/Types.sol",
];

impl Subject for L1L2Messaging {
    const ADAPTER: &'static str = "IL1L2MessagingAdapter";
    const FILES: &'static [File] = FILES;

    fn start(parameters: &Parameters) -> Result<Vec<String>, String> {
        let variant = parameters.variant;
        let flags = [
            ("beforeBoojum", parameters.hashing == Hashing::PreBoojum),
            ("priorityTree", parameters.structure == Structure::Tree),
            ("design.waitsUntilDrained", variant.waits_until_drained()),
            ("design.revertsUnproven", variant.reverts_unproven()),
            ("design.checksCommits", variant.checks_commits()),
            ("design.hasPriorityMode", variant.has_priority_mode()),
            ("design.replacesUpgrades", variant.replaces_upgrades()),
        ];
        let set = flags.iter().filter(|(_, is_set)| *is_set);
        let set = set.map(|(field, _)| format!("world.{field} = true;"));
        Ok(std::iter::once("World memory world;".to_owned()).chain(set).collect())
    }

    fn call(system: &Self, action: &Action) -> Result<Call, String> {
        call(system, *action)
    }

    fn words(system: &Self, state: &State) -> Vec<(Call, Word)> {
        books::words(system, state)
    }
}

fn call(system: &L1L2Messaging, action: Action) -> Result<Call, String> {
    Ok(match action {
        Action::ProcessTx { transaction: included } => {
            Call::new("processTx", transaction(included)).in_struct("Transaction")
        }
        Action::CommitBatches { claim } => Call::new("commitBatches", vec![claimed(claim)]),
        Action::CommitForgedBatch { upgrade_logs } => {
            let flows = [Flow::Withdraw, Flow::FailDeposits].map(|flow| is(system.parameters.runs(flow)));
            Call::new("commitForgedBatch", [&[logs(upgrade_logs)], &flows[..]].concat())
        }
        Action::ExecuteBatchesWithPath { first, items: provided } => {
            Call::new("executeBatchesWithPath", vec![operation(first), items(provided)])
        }
        Action::RevertBatches { last: LastBatch::BeforeExecuted } => Call::new("revertExecutedBatch", vec![]),
        Action::RevertBatches { last: LastBatch::Committed(kept) } => {
            Call::new("revertBatches", vec![Word::Number(i64::from(kept))])
        }
        Action::ClaimFailedDeposit { operation: of, proof } => {
            Call::new("claimFailedDeposit", vec![operation(of), is(proof == Proof::Executed)])
        }
        Action::FinalizeWithdrawal { source } => Call::new("finalizeWithdrawal", vec![proven(source)]),
        _ => Call::usual::<L1L2Messaging>(&action, |_| None)?,
    })
}

fn is(flag: bool) -> Word {
    Word::text(flag.to_string())
}

fn operation(operation: OperationId) -> Word {
    Word::Number(i64::from(operation.0))
}

/// The fields of `Transaction`.
fn transaction(transaction: Transaction) -> Vec<Word> {
    let (kind, number, status) = match transaction {
        Transaction::Priority { operation, status } => ("Priority", operation.0, status),
        Transaction::ForgedDeposit => ("ForgedDeposit", 0, TxStatus::Success),
        Transaction::ForgedKernelOperation => ("ForgedKernelOperation", 0, TxStatus::Success),
        Transaction::Upgrade { version, status } => ("Upgrade", version.0, status),
        Transaction::ForgedUpgrade => ("ForgedUpgrade", 0, TxStatus::Success),
        Transaction::Withdrawal => ("Withdrawal", 0, TxStatus::Success),
    };
    let number = Word::Number(i64::from(number));
    vec![Word::text(format!("TxKind.{kind}")), number, is(status == TxStatus::Success)]
}

fn claimed(claim: Claim) -> Word {
    Word::text(match claim {
        Claim::AsComputed => "Claim.AsComputed",
        Claim::OtherHash => "Claim.OtherHash",
        Claim::OtherNumber => "Claim.OtherNumber",
        Claim::ForgedLogs => "Claim.ForgedLogs",
        Claim::OtherMessages => "Claim.OtherMessages",
    })
}

fn logs(upgrade_logs: UpgradeLogs) -> Word {
    Word::text(match upgrade_logs {
        UpgradeLogs::AsDue => "UpgradeLogs.AsDue",
        UpgradeLogs::Twice => "UpgradeLogs.Twice",
        UpgradeLogs::Zero => "UpgradeLogs.Zero",
    })
}

fn items(items: Items) -> Word {
    Word::text(match items {
        Items::Claimed => "Items.Claimed",
        Items::InTree => "Items.InTree",
        Items::Nothing => "Items.Nothing",
    })
}

fn proven(source: Source) -> Word {
    Word::text(match source {
        Source::Sent => "Source.Sent",
        Source::Committed => "Source.Committed",
        Source::Used => "Source.Used",
        Source::Forged => "Source.Forged",
    })
}
