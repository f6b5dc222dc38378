//! Actions: one variant for each entry point of a contract and each move of the environment or of an
//! adversary, and what of it can be attempted in a state.
//!
//! The lists below hold no guard: they offer what somebody could try, and the rules decide.

use crate::types::{Amount, Chain, MigrationNumber, SettlementLayer, TxStatus};

use super::messages::{BatchMessage, InboxTx, PriorityCall};
use super::scenario::{Asset, Flow};
use super::state::State;
use super::{AssetTracker, adversary};

/// What a party attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the arguments are those of the contract functions")]
pub enum Action {
    /// A user on L1 deposits to a chain.
    Deposit { chain: Chain, amount: Amount },
    /// Somebody submits the proof of a withdrawal to L1.
    FinalizeWithdrawal { message: Payment },
    /// Somebody submits the proof of a failed deposit to L1.
    ClaimFailedDeposit { message: Payment },
    /// Somebody submits a chain's totals to L1.
    ReceiveL1ToGatewayMigration { message: TotalsMessage },
    /// Somebody submits a returned balance to L1.
    ReceiveGatewayToL1Migration { message: ReturnMessage },
    /// A chain's admin pauses its deposits.
    PauseDeposits { chain: Chain },
    /// A chain's admin opens its deposits again.
    UnpauseDeposits { chain: Chain },
    /// A chain's admin moves it from L1 to Gateway.
    MigrateToGateway { chain: Chain },
    /// Somebody submits the result of that move to L1; `earlier` if it is that of a move before.
    ConfirmMigration { chain: Chain, status: TxStatus, earlier: bool },
    /// Somebody submits to L1 that the chain has left Gateway.
    FinalizeMigrationFromGateway { chain: Chain },
    /// Gateway executes the next L1->Gateway transaction that concerns a chain.
    ExecuteInboxTx { chain: Chain, status: TxStatus },
    /// Somebody sends a chain's balance on Gateway home.
    InitiateGatewayToL1Migration { chain: Chain },
    /// A chain's admin moves it from Gateway to L1.
    MigrateFromGateway { chain: Chain },
    /// Gateway settles its own batch on L1.
    SettleGatewayBatch,
    /// A chain executes its next priority operation.
    ExecutePriorityTx { chain: Chain, status: TxStatus },
    /// A user withdraws from a chain to L1.
    Withdraw { chain: Chain, amount: Amount },
    /// A user sends from a chain to the other one.
    SendInterop { chain: Chain, amount: Amount },
    /// A user claims interop on a chain.
    ClaimInterop { chain: Chain, amount: Amount, source: Source },
    /// A user reports a chain's totals to L1.
    InitiateL1ToGatewayMigration { chain: Chain },
    /// The native token's owner mints on chain A.
    MintNative { amount: Amount },
    /// A chain commits the batch that it has begun.
    SealBatch { chain: Chain },
    /// L1 executes a chain's batch.
    SettleBatch { chain: Chain },
    /// Gateway executes a chain's batch.
    ExecuteChainBatch { chain: Chain },
    /// A malicious chain proves a batch of its choice on Gateway.
    SettleForgedBatch { chain: Chain, message: BatchMessage },
    /// A completely compromised chain states a base token deposit that nobody made.
    RelayForgedBaseToken { chain: Chain, amount: Amount },
}

/// A withdrawal, or the failure of a deposit, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Payment {
    /// The chain that it comes from.
    pub chain: Chain,
    /// The settlement layer under whose batch it is proven.
    pub layer: SettlementLayer,
    /// How much it pays.
    pub amount: Amount,
    /// Which of the messages that look like this.
    pub source: Source,
}

/// Which message is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// One that has not been used.
    Open,
    /// One that has.
    Used,
    /// One that a malicious chain put into a batch that it settled on L1, whatever happened on the chain.
    Forged,
}

/// `L1ToGatewayTokenBalanceMigrationData`, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TotalsMessage {
    /// The one that the chain has proven.
    Proven {
        /// The chain.
        chain: Chain,
    },
    /// One that a malicious chain has put into a batch: totals of its choice, given by what they
    /// make L1 keep.
    Forged {
        /// The chain that proves it.
        sender: Chain,
        /// The chain that it is about.
        chain: Chain,
        /// What is left to keep when L1 puts the totals into its formula; may be out of range.
        amount_to_keep: i8,
        /// `chainMigrationNumber`.
        chain_migration_number: MigrationNumber,
    },
}

/// `GatewayToL1TokenBalanceMigrationData`, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReturnMessage {
    /// The one that Gateway has proven.
    Proven {
        /// The chain that it is about.
        chain: Chain,
    },
    /// One that a malicious chain has put into a batch.
    Forged {
        /// The chain that proves it.
        sender: Chain,
        /// The chain that it is about.
        chain: Chain,
        /// `amount`.
        amount: Amount,
        /// `chainMigrationNumber`.
        chain_migration_number: MigrationNumber,
    },
}

macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        /// The kinds of action, in the order of the enum.
        #[derive(Clone, Copy)]
        enum Kind { $($kind),+ }

        impl Action {
            /// The names of all kinds of action, in the order of the enum.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($kind)),+];

            /// The position of this action's kind in [`Action::NAMES`].
            #[inline]
            pub fn kind(self) -> usize {
                let kind = match self { $(Self::$kind { .. } => Kind::$kind),+ };
                kind as usize
            }
        }
    };
}

kinds! {
    Deposit, FinalizeWithdrawal, ClaimFailedDeposit, ReceiveL1ToGatewayMigration, ReceiveGatewayToL1Migration,
    PauseDeposits, UnpauseDeposits, MigrateToGateway, ConfirmMigration, FinalizeMigrationFromGateway,
    ExecuteInboxTx, InitiateGatewayToL1Migration, MigrateFromGateway, SettleGatewayBatch, ExecutePriorityTx,
    Withdraw, SendInterop, ClaimInterop, InitiateL1ToGatewayMigration, MintNative, SealBatch, SettleBatch,
    ExecuteChainBatch, SettleForgedBatch, RelayForgedBaseToken,
}

impl Action {
    /// Whether it is a forgery, which only a malicious chain's code makes.
    pub fn is_forged(self) -> bool {
        match self {
            Self::FinalizeWithdrawal { message } => message.source == Source::Forged,
            Self::ClaimInterop { source, .. } => source == Source::Forged,
            Self::ReceiveL1ToGatewayMigration { message } => matches!(message, TotalsMessage::Forged { .. }),
            Self::ReceiveGatewayToL1Migration { message } => matches!(message, ReturnMessage::Forged { .. }),
            Self::SettleForgedBatch { .. } | Self::RelayForgedBaseToken { .. } => true,
            _ => false,
        }
    }

    /// Who attempts it.
    pub fn party(self) -> String {
        match self {
            Self::Deposit { .. } => "user on L1".into(),
            Self::FinalizeWithdrawal { .. }
            | Self::ClaimFailedDeposit { .. }
            | Self::ReceiveL1ToGatewayMigration { .. }
            | Self::ReceiveGatewayToL1Migration { .. }
            | Self::ConfirmMigration { .. }
            | Self::FinalizeMigrationFromGateway { .. }
            | Self::InitiateGatewayToL1Migration { .. } => "relayer".into(),
            Self::PauseDeposits { chain }
            | Self::UnpauseDeposits { chain }
            | Self::MigrateToGateway { chain }
            | Self::MigrateFromGateway { chain } => format!("admin of {chain}"),
            Self::ExecuteInboxTx { .. } | Self::SettleGatewayBatch => "Gateway".into(),
            Self::Withdraw { chain, .. }
            | Self::SendInterop { chain, .. }
            | Self::ClaimInterop { chain, .. }
            | Self::InitiateL1ToGatewayMigration { chain } => format!("user on {chain}"),
            Self::MintNative { .. } => "owner of the token".into(),
            Self::ExecutePriorityTx { chain, .. }
            | Self::SealBatch { chain }
            | Self::SettleBatch { chain }
            | Self::ExecuteChainBatch { chain } => format!("operator of {chain}"),
            Self::SettleForgedBatch { chain, .. } | Self::RelayForgedBaseToken { chain, .. } => {
                format!("malicious {chain}")
            }
        }
    }
}

/// Appends everything that can be attempted in `state`.
pub(super) fn attempts(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    for &chain in &system.chains {
        on_l1(system, state, chain, actions);
        messages_on_l1(system, state, chain, actions);
        by_the_admin(system, state, chain, actions);
        on_gateway(system, state, chain, actions);
        if system.is_honest(chain) {
            on_chain(system, state, chain, actions);
            by_the_operator(system, state, chain, actions);
        } else {
            adversary::attempts(system, state, chain, actions);
        }
    }
    if state.gateway.batch != super::state::GatewayBatch::default() {
        actions.push(Action::SettleGatewayBatch);
    }
}

/// What users on L1 and relayers of single payments may try.
fn on_l1(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if system.runs(Flow::Deposit) && room_for_operation(system, state, chain) {
        for &amount in &system.parameters.amounts {
            actions.push(Action::Deposit { chain, amount });
        }
    }
    let messages = &state.l1.message_root;
    let nullifier = &state.l1.nullifier;
    for layer in SettlementLayer::ALL {
        for (slot, &amount) in system.amounts.iter().enumerate() {
            let payment = |source| Payment { chain, layer, amount, source };
            if messages.withdrawals[chain][layer].of(slot) > 0 {
                actions.push(Action::FinalizeWithdrawal { message: payment(Source::Open) });
            }
            if nullifier.is_withdrawal_finalized[chain][layer].has(slot) {
                actions.push(Action::FinalizeWithdrawal { message: payment(Source::Used) });
            }
            if messages.failed_deposits[chain][layer].of(slot) > 0 {
                actions.push(Action::ClaimFailedDeposit { message: payment(Source::Open) });
            }
            if nullifier.is_refunded[chain][layer].has(slot) {
                actions.push(Action::ClaimFailedDeposit { message: payment(Source::Used) });
            }
        }
    }
}

/// What relayers of migration messages may try: any message that is provable, any number of times.
fn messages_on_l1(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let messages = &state.l1.message_root;
    if messages.to_gateway[chain].is_some() && room_for_operation(system, state, chain) {
        actions.push(Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain } });
    }
    if messages.to_l1[chain].is_some() && room_for_operation(system, state, chain) {
        actions.push(Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain } });
    }
    if let Some(status) = messages.migration_status[chain] {
        actions.push(Action::ConfirmMigration { chain, status, earlier: false });
    }
    if messages.earlier_migration_failed[chain] {
        actions.push(Action::ConfirmMigration { chain, status: TxStatus::Failure, earlier: true });
    }
    if messages.left_gateway[chain] {
        actions.push(Action::FinalizeMigrationFromGateway { chain });
    }
}

/// What a chain's admin may try on L1 and on Gateway.
fn by_the_admin(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if !system.parameters.chain(chain).migrates {
        return;
    }
    let pauses = state.gateway.inbox[chain].iter().filter(|tx| matches!(tx, InboxTx::PauseDeposits)).count();
    if pauses < usize::from(system.parameters.pauses_in_flight) && room_for_operation(system, state, chain) {
        actions.push(Action::PauseDeposits { chain });
    }
    if system.runs(Flow::Unpause) {
        actions.push(Action::UnpauseDeposits { chain });
    }
    // A batch belongs to the layer that it was begun for, so the operator, who acts for the admin,
    // commits it or begins none before the chain moves.
    let begun = state.chain[chain].batch.is_some_and(|batch| !batch.committed);
    if begun {
        return;
    }
    if system.runs(Flow::MigrateToGateway) && room_for_operation(system, state, chain) {
        actions.push(Action::MigrateToGateway { chain });
    }
    if system.runs(Flow::ComeHome) {
        actions.push(Action::MigrateFromGateway { chain });
    }
}

/// What Gateway executes for a chain, and what anybody may ask of it.
fn on_gateway(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if let Some(tx) = state.gateway.inbox[chain].first() {
        actions.push(Action::ExecuteInboxTx { chain, status: TxStatus::Success });
        let fails = match tx {
            InboxTx::BridgeMint => system.runs(Flow::FailMigration),
            InboxTx::ForwardDeposit { .. } | InboxTx::ForwardService => {
                super::environment::execute_inbox_tx(system, state, chain, TxStatus::Success).is_err()
            }
            InboxTx::ConfirmMigrationOnGateway { .. } | InboxTx::PauseDeposits => false,
        };
        if fails {
            actions.push(Action::ExecuteInboxTx { chain, status: TxStatus::Failure });
        }
    }
    if system.runs(Flow::ComeHome) {
        actions.push(Action::InitiateGatewayToL1Migration { chain });
    }
}

/// What the users of an honest chain may try, and its next priority operation.
fn on_chain(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let own = &state.chain[chain];
    let Some(layer) = system.settles_on(state, chain) else { return };
    if own.batch.is_some() {
        return;
    }
    let next = state.l1.zk_chain[chain].priority_queue.first();
    // What was requested on L1 stands in the queue that Gateway took over; what goes through Gateway
    // stands there once it has been received.
    let here = |route, forwarded| layer == SettlementLayer::L1 || route == SettlementLayer::L1 || forwarded;
    if let Some(operation) = next.filter(|one| here(one.route, one.forwarded)) {
        actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Success });
        let is_deposit = matches!(operation.call, PriorityCall::Deposit { .. });
        if is_deposit && system.runs(Flow::FailDeposit) && system.parameters.asset != Asset::BaseToken {
            actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Failure });
        }
    }
    let is_origin = system.origin_chain_id() == chain.into();
    let amounts = if is_origin { &system.amounts } else { &system.parameters.amounts };
    for &amount in amounts {
        if system.runs(Flow::Withdraw) {
            actions.push(Action::Withdraw { chain, amount });
        }
        if system.runs(Flow::Interop) && system.chains.contains(&chain.other()) {
            actions.push(Action::SendInterop { chain, amount });
        }
        if is_origin {
            actions.push(Action::MintNative { amount });
        }
    }
    for (slot, &amount) in system.amounts.iter().enumerate() {
        if own.interop.of(slot) > 0 {
            actions.push(Action::ClaimInterop { chain, amount, source: Source::Open });
        }
        if own.is_interop_claimed.has(slot) {
            actions.push(Action::ClaimInterop { chain, amount, source: Source::Used });
        }
    }
    if system.runs(Flow::MigrateToGateway) {
        actions.push(Action::InitiateL1ToGatewayMigration { chain });
    }
}

/// What the operator of an honest chain does with the batch it has begun.
fn by_the_operator(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let Some(batch) = state.chain[chain].batch else { return };
    if !batch.committed {
        actions.push(Action::SealBatch { chain });
        return;
    }
    match system.settles_on(state, chain) {
        Some(SettlementLayer::L1) => actions.push(Action::SettleBatch { chain }),
        Some(SettlementLayer::Gateway) => actions.push(Action::ExecuteChainBatch { chain }),
        None => {}
    }
}

/// Whether the queues on the way to the chain have room for what one transaction may add to them.
fn room_for_operation(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let room = u32::from(system.parameters.operations_in_flight);
    let waiting = state.l1.zk_chain[chain].priority_queue.len();
    let on_their_way = state.gateway.inbox[chain].len();
    waiting.saturating_add(1) <= room && on_their_way.saturating_add(2) <= room
}
