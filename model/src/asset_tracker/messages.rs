//! What travels between the layers: batches, priority operations, L1->Gateway transactions, and counts of
//! messages that are alike.

use serde::{Deserialize, Serialize};

use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::fifo::Entry;
use crate::guard::Adding;
use crate::types::{Amount, TxStatus};

/// A batch of a chain, from its first block until its settlement layer has executed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Batch {
    /// What it says.
    pub message: BatchMessage,
    /// Whether it is committed on the settlement layer, which counts it from then on.
    pub committed: bool,
    /// The layer on which the chain settled when it began the batch.
    pub ghost_begun_on: SettlementLayer,
}

/// The message of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchMessage {
    /// A withdrawal to L1.
    Withdrawal {
        /// How much.
        amount: Amount,
    },
    /// An interop bundle.
    Interop {
        /// The chain that it is sent to.
        to: Chain,
        /// How much.
        amount: Amount,
    },
    /// `receiveInteropCallExecuted`: a bundle for this chain was executed.
    InteropExecuted {
        /// How much it brought.
        amount: Amount,
    },
    /// The bootloader's log of how a priority operation ended.
    Status {
        /// How.
        status: TxStatus,
        /// What it would have brought; 0 where it succeeded, since nobody reads it then.
        amount: Amount,
        /// The settlement layer of the chain when it was requested.
        route: SettlementLayer,
        /// Whether Gateway has recorded it as relayed.
        forwarded: bool,
    },
    /// `receiveL1ToGatewayMigrationOnL1`.
    L1ToGateway {
        /// What it says.
        message: L1ToGatewayMessage,
    },
}

impl BatchMessage {
    /// The amount that it moves, if it moves one.
    pub fn amount_mut(&mut self) -> Option<&mut Amount> {
        match self {
            Self::Withdrawal { amount }
            | Self::Interop { amount, .. }
            | Self::InteropExecuted { amount }
            | Self::Status { amount, .. } => Some(amount),
            Self::L1ToGateway { .. } => None,
        }
    }
}

/// `L1ToGatewayTokenBalanceMigrationData`. Its totals stand beside it in the state, since they may be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct L1ToGatewayMessage {
    /// `chainMigrationNumber`.
    pub chain_migration_number: MigrationNumber,
}

/// `GatewayToL1TokenBalanceMigrationData`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GatewayToL1Message {
    /// `chainMigrationNumber`.
    pub chain_migration_number: MigrationNumber,
    /// `amount`.
    pub amount: Amount,
}

/// An operation in a chain's priority queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PriorityOperation {
    /// What it does.
    pub call: PriorityCall,
    /// The settlement layer of the chain when it was requested.
    pub route: SettlementLayer,
    /// Whether Gateway has received it: it stands in the queue there, and its balance change is
    /// recorded.
    pub forwarded: bool,
}

/// What a priority operation does on its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriorityCall {
    /// `finalizeDeposit`.
    Deposit {
        /// How much.
        amount: Amount,
    },
    /// `L2AssetTracker.confirmMigrationOnL2`.
    ConfirmMigrationOnL2 {
        /// `assetMigrationNumber`.
        number: MigrationNumber,
    },
}

/// An L1->Gateway transaction that concerns one chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InboxTx {
    /// `InteropCenter.forwardTransactionOnGatewayWithBalanceChange` of a deposit.
    ForwardDeposit {
        /// `balanceChange`.
        amount: Amount,
    },
    /// The same without a balance change: a service transaction.
    ForwardService,
    /// `GWAssetTracker.confirmMigrationOnGateway`.
    ConfirmMigrationOnGateway {
        /// `assetMigrationNumber`.
        number: MigrationNumber,
        /// `amount`.
        amount: Amount,
    },
    /// `ChainAssetHandler.bridgeMint`: the chain arrives on Gateway.
    BridgeMint,
    /// `L2ChainAssetHandler.requestPauseDepositsForChainOnGateway`.
    PauseDeposits,
}

/// `v31UpgradeChainBatchNumber` of a chain, as far as it decides who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum V31BatchNumber {
    /// 0: every batch is from after v31. Before L1 has upgraded no chain has another.
    Zero,
    /// The placeholder: the chain existed when L1 upgraded, and has not upgraded itself.
    Placeholder,
    /// The first batch since the chain upgraded.
    Honest,
    /// A batch before that one, so that old batches count as new ones.
    TooLow,
    /// A batch after it, so that new batches count as old ones.
    TooHigh,
}

/// How many messages there are of each amount that messages carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts(pub [u8; MESSAGE_AMOUNTS]);

/// The most amounts that messages can carry in one scenario.
pub const MESSAGE_AMOUNTS: usize = 3;

impl Counts {
    /// How many there are of the amount at `slot`.
    #[inline]
    pub fn of(self, slot: usize) -> u8 {
        self.0.get(slot).copied().unwrap_or(0)
    }

    /// One more.
    #[inline]
    pub fn add(&mut self, slot: usize) {
        if let Some(count) = self.0.get_mut(slot) {
            *count = count.saturating_add(1);
        }
    }

    /// One less.
    #[inline]
    pub fn remove(&mut self, slot: usize) {
        if let Some(count) = self.0.get_mut(slot) {
            *count = count.saturating_sub(1);
        }
    }

    /// One more, unless a mutant has it otherwise.
    #[inline]
    pub fn record(&mut self, slot: usize, adding: Adding) {
        if adding.overwrites {
            *self = Self::default();
        }
        for _ in 0..adding.times {
            self.add(slot);
        }
    }

    /// All of `other` besides, unless a mutant has it otherwise.
    #[inline]
    pub fn record_all(&mut self, other: Self, adding: Adding) {
        if adding.overwrites && other != Self::default() {
            *self = Self::default();
        }
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count = count.saturating_add(more.saturating_mul(adding.times));
        }
    }

    /// What all of them carry together.
    pub fn total(self, amounts: &[Amount]) -> i64 {
        self.0.iter().zip(amounts).fold(0, |sum, (count, amount)| {
            i64::from(*count).saturating_mul(amount.wide()).saturating_add(sum)
        })
    }
}

/// For which of the amounts that messages carry something has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slots(u8);

impl Slots {
    /// Whether it has happened for the amount at `slot`.
    #[inline]
    pub fn has(self, slot: usize) -> bool {
        self.0 & Self::bit(slot) != 0
    }

    /// It has happened for the amount at `slot`.
    #[inline]
    pub fn set(&mut self, slot: usize) {
        self.0 |= Self::bit(slot);
    }

    fn bit(slot: usize) -> u8 {
        1_u8.wrapping_shl(u32::try_from(slot).unwrap_or(0))
    }
}

impl Entry for PriorityOperation {
    fn pack(self) -> u16 {
        let call = match self.call {
            PriorityCall::Deposit { amount } => 0x100 | u16::from(amount.0),
            PriorityCall::ConfirmMigrationOnL2 { number } => 0x200 | u16::from(number.0),
        };
        let route = if self.route == SettlementLayer::Gateway { 0x1000 } else { 0 };
        let forwarded = if self.forwarded { 0x2000 } else { 0 };
        call | route | forwarded
    }

    fn unpack(bits: u16) -> Self {
        let argument = low_byte(bits);
        let call = if bits & 0x100 != 0 {
            PriorityCall::Deposit { amount: Amount(argument) }
        } else {
            PriorityCall::ConfirmMigrationOnL2 { number: MigrationNumber(argument) }
        };
        let route = if bits & 0x1000 != 0 { SettlementLayer::Gateway } else { SettlementLayer::L1 };
        Self { call, route, forwarded: bits & 0x2000 != 0 }
    }
}

impl Entry for InboxTx {
    fn pack(self) -> u16 {
        match self {
            Self::ForwardDeposit { amount } => 0x100 | u16::from(amount.0),
            Self::ForwardService => 0x200,
            Self::ConfirmMigrationOnGateway { number, amount } => {
                0x300 | u16::from(number.0).wrapping_shl(6) | u16::from(amount.0)
            }
            Self::BridgeMint => 0x400,
            Self::PauseDeposits => 0x500,
        }
    }

    fn unpack(bits: u16) -> Self {
        let argument = low_byte(bits);
        match bits.wrapping_shr(8) {
            1 => Self::ForwardDeposit { amount: Amount(argument) },
            2 => Self::ForwardService,
            3 => Self::ConfirmMigrationOnGateway {
                number: MigrationNumber(argument.wrapping_shr(6)),
                amount: Amount(argument & 0x3f),
            },
            4 => Self::BridgeMint,
            _ => Self::PauseDeposits,
        }
    }
}

fn low_byte(bits: u16) -> u8 {
    u8::try_from(bits & 0xff).unwrap_or(0)
}

crate::codec! {
    struct Batch { message, committed, ghost_begun_on }
    enum BatchMessage {
        Withdrawal { amount },
        Interop { to, amount },
        InteropExecuted { amount },
        Status { status, amount, route, forwarded },
        L1ToGateway { message },
    }
    struct L1ToGatewayMessage { chain_migration_number }
    struct GatewayToL1Message { chain_migration_number, amount }
    enum V31BatchNumber { Zero, Placeholder, Honest, TooLow, TooHigh }
    struct Counts(counts)
    struct Slots(slots)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use super::*;

    /// Each value comes back, takes bits of its own, and is never the end of a queue.
    fn assert_round_trips<T: Entry + Debug + PartialEq>(values: &[T]) {
        let mut taken = BTreeSet::new();
        for &value in values {
            assert_eq!(T::unpack(value.pack()), value);
            assert_ne!(value.pack(), 0, "{value:?}");
            assert!(taken.insert(value.pack()), "{value:?} shares its bits");
        }
    }

    fn amounts() -> impl Iterator<Item = Amount> {
        (0..=15).map(Amount)
    }

    fn numbers() -> impl Iterator<Item = MigrationNumber> {
        (0..=3).map(MigrationNumber)
    }

    #[test]
    fn every_priority_operation_fits_into_its_entry() {
        let deposits = amounts().map(|amount| PriorityCall::Deposit { amount });
        let confirmations = numbers().map(|number| PriorityCall::ConfirmMigrationOnL2 { number });
        let mut operations = Vec::new();
        for call in deposits.chain(confirmations) {
            for route in SettlementLayer::ALL {
                operations.extend([false, true].map(|forwarded| PriorityOperation {
                    call,
                    route,
                    forwarded,
                }));
            }
        }
        assert_eq!(operations.len(), 80);
        assert_round_trips(&operations);
    }

    #[test]
    fn every_transaction_to_gateway_fits_into_its_entry() {
        let mut transactions = vec![InboxTx::ForwardService, InboxTx::BridgeMint, InboxTx::PauseDeposits];
        for amount in amounts() {
            transactions.push(InboxTx::ForwardDeposit { amount });
            transactions
                .extend(numbers().map(|number| InboxTx::ConfirmMigrationOnGateway { number, amount }));
        }
        assert_eq!(transactions.len(), 83);
        assert_round_trips(&transactions);
    }

    #[test]
    fn counts_keep_amounts_apart() {
        let mut counts = Counts::default();
        for slot in [0, 2, 2] {
            counts.add(slot);
        }
        assert_eq!(counts, Counts([1, 0, 2]));
        assert_eq!(counts.total(&[Amount(1), Amount(2), Amount(3)]), 7);
        counts.record_all(Counts([1, 1, 0]), Adding::ONCE);
        counts.remove(2);
        assert_eq!([0, 1, 2].map(|slot| counts.of(slot)), [2, 1, 1]);
        // What no scenario has is never there, and nothing goes below none.
        counts.add(MESSAGE_AMOUNTS);
        assert_eq!((counts, counts.of(MESSAGE_AMOUNTS)), (Counts([2, 1, 1]), 0));
        let mut none = Counts::default();
        none.remove(1);
        assert_eq!(none, Counts::default());
    }

    #[test]
    fn messages_are_recorded_as_often_as_it_is_said_and_beside_the_others_unless_they_overwrite() {
        let recorded = |adding| {
            let (mut one, mut all) = (Counts([1, 2, 0]), Counts([1, 2, 0]));
            one.record(0, adding);
            all.record_all(Counts([0, 1, 0]), adding);
            (one.0, all.0)
        };
        assert_eq!(recorded(Adding::ONCE), ([2, 2, 0], [1, 3, 0]));
        assert_eq!(recorded(Adding { times: 0, ..Adding::ONCE }), ([1, 2, 0], [1, 2, 0]));
        assert_eq!(recorded(Adding { times: 2, ..Adding::ONCE }), ([3, 2, 0], [1, 4, 0]));
        assert_eq!(recorded(Adding { times: 1, overwrites: true }), ([1, 0, 0], [0, 1, 0]));
        let mut counts = Counts([1, 0, 0]);
        counts.record_all(Counts::default(), Adding { times: 1, overwrites: true });
        assert_eq!(counts, Counts([1, 0, 0]), "what is not there takes no place");
    }

    #[test]
    fn slots_keep_amounts_apart() {
        let mut slots = Slots::default();
        slots.set(1);
        slots.set(1);
        assert_eq!([0, 1, 2].map(|slot| slots.has(slot)), [false, true, false]);
    }
}
