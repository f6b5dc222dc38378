//! A transaction on L1 that has reached untrusted code, and what lives as long as a transaction.
//!
//! A transaction that reaches none is one action, and is never seen here.

use crate::asset_tracker::topology::{Chain, PerChain, SettlementLayer};
use crate::types::Amount;

use super::State;
use crate::asset_tracker::action::Action;

/// The transient storage of the contracts on L1 (EIP-1153): empty between transactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TransientStorage {
    /// `L1AssetTracker`: the balance change that a deposit has made on Gateway and nobody has consumed, by
    /// the receiving chain.
    pub balance_change: PerChain<BalanceChange>,
    /// `L1Nullifier.TRANSIENT_SETTLEMENT_LAYER_SLOT`: who vouched for the message that was proven last.
    pub settlement_layer: Option<SettlementLayer>,
    /// The slot behind it: whether the batch of that message is one from before the chain upgraded to v31.
    pub is_before_v31: bool,
}

/// The two slots of a balance change: both are 0, or neither is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BalanceChange {
    /// `assetId`, unless it is 0.
    pub asset: Option<DepositedAsset>,
    /// `amount`.
    pub amount: Amount,
}

impl BalanceChange {
    /// What one of an attacker's own token leaves.
    pub const OF_ANOTHER_TOKEN: Self = Self { asset: Some(DepositedAsset::OtherToken), amount: Amount(1) };

    /// What a deposit of the scenario's asset leaves.
    pub fn of_the_asset(amount: Amount) -> Self {
        Self { asset: Some(DepositedAsset::TheAsset), amount }
    }
}

/// What a deposit brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DepositedAsset {
    /// The asset of the scenario.
    TheAsset,
    /// A token of the attacker's, whose books nobody keeps here.
    OtherToken,
}

/// An open transaction: the calls that have reached untrusted code, which now chooses what to do.
///
/// The snapshot is a plain copy of the state. A state is a block of flat tables, of which `im` could share nothing;
/// trees in their place would slow every transition of every scenario down, for the few states in which a transaction
/// is open. To share whole snapshots would save little: to clone a state of this size with one, two, three calls open
/// costs 101, 212, 275 ns with copies and about 95 ns with shared ones, of some 1,200 ns that a transition costs
/// there, and what a frontier keeps as bytes comes back unshared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transaction {
    /// The innermost call.
    pub call: Action,
    /// Where in that call untrusted code is running.
    pub point: Point,
    /// The state to which a revert of that call returns; the calls around it are in there.
    pub before: Box<State>,
    /// How many calls untrusted code has made that were not reverted.
    pub nested_calls: u8,
    /// Those that have returned, in the order in which they did.
    pub ghost_returned: Vec<Action>,
}

/// Where untrusted code runs within a call, in the order in which a call comes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Point {
    /// The vault takes the tokens of a deposit, which is booked.
    TakesTokens,
    /// The receiving chain's mailbox has a deposit before it: its filterer is asked, or it is code of its own.
    InMailbox,
    /// The vault pays out before the tracker has booked the payment, which it should not.
    PaysUnbooked,
    /// The vault pays out, and the payment is booked.
    PaysOut,
}

/// Contracts whose `nonReentrant` functions share one lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// `L1Bridgehub`.
    Bridgehub,
    /// `L1AssetRouter`.
    AssetRouter,
    /// `L1Nullifier`.
    Nullifier,
    /// The chain's diamond.
    ZkChain(Chain),
}

impl Transaction {
    /// The transaction of the call around this one, if there is one.
    pub fn outer(&self) -> Option<&Self> {
        self.before.transaction.as_deref()
    }

    /// The open calls, innermost first.
    pub fn open_calls(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |transaction| transaction.outer())
    }

    /// The state before the whole transaction.
    pub fn start(&self) -> &State {
        let outermost = self.open_calls().last().unwrap_or(self);
        &outermost.before
    }

    /// The innermost call, and where it is.
    pub fn call_at_point(&self) -> String {
        format!("{} ({})", self.call, self.point)
    }

    /// Whether the innermost call holds the lock.
    fn holds(&self, lock: Lock) -> bool {
        let in_mailbox = self.point == Point::InMailbox;
        match self.call {
            Action::Deposit { chain, .. } | Action::DepositOtherToken { chain } => {
                lock == Lock::Bridgehub || (in_mailbox && lock == Lock::ZkChain(chain))
            }
            Action::DepositLegacyErc20Bridge { chain, .. } => {
                let request = lock == Lock::Bridgehub || lock == Lock::ZkChain(chain);
                lock == Lock::AssetRouter || (in_mailbox && request)
            }
            Action::FinalizeWithdrawal { .. } => lock == Lock::Nullifier,
            Action::ClaimFailedDeposit { .. } => lock == Lock::Nullifier || lock == Lock::AssetRouter,
            Action::ClaimFailedDepositLegacy { .. } => lock == Lock::AssetRouter,
            _ => false,
        }
    }
}

impl State {
    /// Whether an open call of the transaction holds the lock.
    pub fn is_entered(&self, lock: Lock) -> bool {
        let transaction = self.transaction.as_deref();
        transaction.is_some_and(|innermost| innermost.open_calls().any(|call| call.holds(lock)))
    }
}

crate::codec! {
    struct TransientStorage { balance_change, settlement_layer, is_before_v31 }
    struct BalanceChange { asset, amount }
    enum DepositedAsset { TheAsset, OtherToken }
    struct Transaction { call, point, before, nested_calls, ghost_returned }
    enum Point { TakesTokens, InMailbox, PaysUnbooked, PaysOut }
}
