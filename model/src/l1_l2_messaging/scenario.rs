//! What a scenario can have: bounds, parties and variant.

use serde::{Deserialize, Serialize};

use crate::scenario::Bounds;

use super::state::Batches;

/// Which design is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// As the document has it.
    Seed,
    /// The verifier changes only while no batch is committed that is not executed.
    Drained,
    /// When the verifier changes, what is committed and not proven is reverted.
    RevertUnproven,
    /// A batch is committed only if its operations are the next ones of the queue.
    CheckedCommits,
    /// If an operation waits for too long, anybody may settle batches from then on.
    PriorityMode,
    /// What is not proven is reverted when the verifier changes, and a patch may replace the transaction of an upgrade
    /// that is pending.
    ReplaceableUpgrades,
    /// What is not proven is reverted when the verifier changes, a patch may replace the transaction of an upgrade that
    /// is pending, and anybody may settle batches if an operation waits for too long.
    Repaired,
}

impl Variant {
    /// Whether the verifier changes only while no batch is committed that is not executed.
    pub fn waits_until_drained(self) -> bool {
        self == Self::Drained
    }

    /// Whether what is not proven is reverted when the verifier changes.
    pub fn reverts_unproven(self) -> bool {
        matches!(self, Self::RevertUnproven | Self::ReplaceableUpgrades | Self::Repaired)
    }

    /// Whether a patch may replace the transaction of an upgrade that is pending.
    pub fn replaces_upgrades(self) -> bool {
        matches!(self, Self::ReplaceableUpgrades | Self::Repaired)
    }

    /// Whether a batch is committed only if its operations are the next ones of the queue.
    pub fn checks_commits(self) -> bool {
        self == Self::CheckedCommits
    }

    /// Whether anybody may settle batches once an operation has waited for too long.
    pub fn has_priority_mode(self) -> bool {
        matches!(self, Self::PriorityMode | Self::Repaired)
    }
}

/// Where the rolling hash of the priority operations is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hashing {
    /// On L2, by the bootloader, with the `Keccak256` precompile of the moment. The tree of the user logs too.
    Boojum,
    /// On L1, from the hashes of the operations, each of which a system log publishes. The tree of the user logs is
    /// computed within the circuits.
    PreBoojum,
}

/// What L1 keeps the priority operations in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// A queue, from which the operations of a batch are popped.
    Queue,
    /// A Merkle tree with its historical roots, for which the operator provides the operations and their path.
    Tree,
}

/// What the operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// It follows the protocol.
    Honest,
    /// It does what it likes, until an honest one takes its place, whenever that is.
    Malicious,
    /// It does what it likes, and nobody can replace it.
    Entrenched,
}

/// Something that can be attempted in a scenario, besides what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Deposits may fail on L2, and are refunded on L1.
    FailDeposits,
    /// Users on L2 withdraw to L1, with messages.
    Withdraw,
    /// Somebody trusts what is committed, before it is executed.
    TrustCommits,
    /// Governance may initiate upgrades whose transaction can only fail.
    FailUpgrades,
}

/// The bounds of a scenario. Batches and reverts are not counted: they may come and go for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The design.
    pub variant: Variant,
    /// Where hashes are computed.
    pub hashing: Hashing,
    /// What L1 keeps the priority operations in.
    pub structure: Structure,
    /// What the operator does.
    pub operator: Operator,
    /// How many priority operations may be requested; each deposits one unit.
    pub operations: u8,
    /// How many upgrades governance may initiate.
    pub upgrades: u8,
    /// How many patches governance may apply.
    pub patches: u8,
    /// How many batches may be committed and not executed.
    pub batches_in_flight: u8,
    /// How many transactions that concern L1 fit into a batch.
    pub transactions_in_batch: u8,
    /// How often an honest operator reverts batches without need.
    pub reverts: u8,
    /// What can be attempted besides.
    pub flows: Vec<Flow>,
}

impl Parameters {
    /// Whether `flow` can be attempted.
    pub fn runs(&self, flow: Flow) -> bool {
        self.flows.contains(&flow)
    }

    /// Whether the operator follows the protocol.
    pub fn operator_is_honest(&self) -> bool {
        self.operator == Operator::Honest
    }

    /// Whether batches can be settled by somebody honest, if need be.
    pub fn can_settle(&self) -> bool {
        self.operator != Operator::Entrenched || self.variant.has_priority_mode()
    }
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        let bounds = [
            ("operations", self.operations, 0, 7),
            ("upgrades", self.upgrades, 0, 7),
            ("patches", self.patches, 0, 7),
            ("batches_in_flight", self.batches_in_flight, 1, u8::try_from(Batches::CAPACITY).unwrap_or(1)),
            ("transactions_in_batch", self.transactions_in_batch, 1, 7),
            ("reverts", self.reverts, 0, 7),
        ];
        for (name, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                return Err(format!("{name} is {value}, but it must be from {least} to {most}"));
            }
        }
        if self.upgrades == 0 && self.runs(Flow::FailUpgrades) {
            return Err("flows must not have fail_upgrades where there are no upgrades".into());
        }
        if self.operations == 0 && !self.flows.is_empty() {
            return Err("flows must be empty where there are no operations".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> Parameters {
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 2,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![Flow::Withdraw],
        }
    }

    #[test]
    fn bounds_that_make_no_sense_are_named() {
        assert_eq!(parameters().validate(), Ok(()));
        let wrong = [
            (Parameters { operations: 8, ..parameters() }, "operations is 8"),
            (Parameters { batches_in_flight: 0, ..parameters() }, "batches_in_flight is 0"),
            (Parameters { batches_in_flight: 5, ..parameters() }, "batches_in_flight is 5"),
            (Parameters { transactions_in_batch: 0, ..parameters() }, "transactions_in_batch is 0"),
            (Parameters { operations: 0, ..parameters() }, "flows must be empty"),
            (
                Parameters { upgrades: 0, flows: vec![Flow::FailUpgrades], ..parameters() },
                "flows must not have",
            ),
        ];
        for (parameters, start) in wrong {
            let sentence = parameters.validate().expect_err(start);
            assert!(sentence.starts_with(start), "{sentence}");
        }
    }
}
