//! Actions: one row for each entry point of a contract and each move of the environment or of an adversary, and
//! which rule decides it.

mod arguments;
pub(super) mod attempts;
pub mod classes;
mod fairness;
pub(super) mod footprints;
mod lanes;

use crate::types::{Amount, TxStatus};

use super::environment::transaction::{self, Deposit, Payout};
use super::messages::{BatchMessage, V31BatchNumber};
use super::state::symmetry::{Permutation, Permute};
use super::state::{BalanceChange, Point};
use super::topology::Chain;
use super::{AssetTracker, Guard, State, adversary, contracts, environment};
use lanes::Lane::{Gateway, L1, On, Users};

pub use arguments::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
pub(super) use attempts::attempts;
pub(super) use fairness::{FAIR, fair_class, is_honest};
pub use lanes::Lane;
pub(super) use lanes::{lane, lanes};

crate::actions! {
    /// What a party attempts.
    #[expect(missing_docs, reason = "the arguments are those of the contract functions")]
    pub enum Action(of: Chain, lanes: Lane, kinds: pub Kind, exchanged: Permute by Permutation) {
        /// A user on L1 deposits to a chain.
        Deposit { chain: Chain, amount: Amount } => {
            party: "user on L1", way: Users => L1, of: chain, amount: amount,
            shown: "Deposit of {amount} to {chain}",
        },
        /// Somebody submits the proof of a withdrawal to L1.
        FinalizeWithdrawal { message: Payment } => {
            party: "relayer", way: Users => L1, of: message.chain, amount: { Some(&mut message.amount) },
            forged: message.source.is_forged(), shown: "FinalizeWithdrawal of {message}",
        },
        /// Somebody submits the proof of a failed deposit to L1.
        ClaimFailedDeposit { message: Payment } => {
            party: "relayer", way: Users => L1, of: message.chain, amount: { Some(&mut message.amount) },
            shown: "ClaimFailedDeposit of {message}",
        },
        /// Somebody submits a chain's totals to L1.
        ReceiveL1ToGatewayMigration { message: TotalsMessage } => {
            party: "relayer", way: Users => L1, of: message.chain(), forged: message.is_forged(),
            shown: "ReceiveL1ToGatewayMigration {message}",
        },
        /// Somebody submits a returned balance to L1.
        ReceiveGatewayToL1Migration { message: ReturnMessage } => {
            party: "relayer", way: Users => L1, of: message.chain(), amount: { message.amount_mut() },
            forged: message.is_forged(), shown: "ReceiveGatewayToL1Migration {message}",
        },
        /// A chain's admin pauses its deposits.
        PauseDeposits { chain: Chain } => {
            party: "admin of {chain}", way: Users => L1, of: chain, shown: "PauseDeposits of {chain}",
        },
        /// A chain's admin opens its deposits again.
        UnpauseDeposits { chain: Chain } => {
            party: "admin of {chain}", way: Users => L1, of: chain, shown: "UnpauseDeposits of {chain}",
        },
        /// A chain's admin moves it from L1 to Gateway.
        MigrateToGateway { chain: Chain } => {
            party: "admin of {chain}", way: Users => L1, of: chain, shown: "MigrateToGateway of {chain}",
        },
        /// Somebody submits the result of that move to L1; `earlier` if it is that of a move before.
        ConfirmMigration { chain: Chain, status: TxStatus, earlier: bool } => {
            party: "relayer", way: Users => L1, of: chain, shown: {
                let of = if earlier { ", an earlier one" } else { "" };
                format!("ConfirmMigration of {chain}: {status}{of}")
            },
        },
        /// Somebody submits to L1 that the chain has left Gateway.
        FinalizeMigrationFromGateway { chain: Chain } => {
            party: "relayer", way: Users => L1, of: chain, shown: "FinalizeMigrationFromGateway of {chain}",
        },
        /// Gateway executes the next L1->Gateway transaction that concerns a chain.
        ExecuteInboxTx { chain: Chain, status: TxStatus } => {
            party: "Gateway", way: Gateway => Gateway, of: chain, shown: "ExecuteInboxTx for {chain}: {status}",
        },
        /// Somebody sends a chain's balance on Gateway home.
        InitiateGatewayToL1Migration { chain: Chain } => {
            party: "relayer", way: Users => Gateway, of: chain,
            shown: "InitiateGatewayToL1Migration of {chain}",
        },
        /// A chain's admin moves it from Gateway to L1.
        MigrateFromGateway { chain: Chain } => {
            party: "admin of {chain}", way: Users => Gateway, of: chain, shown: "MigrateFromGateway of {chain}",
        },
        /// Gateway settles its own batch on L1.
        SettleGatewayBatch => { party: "Gateway", way: Gateway => L1, },
        /// A chain executes its next priority operation.
        ExecutePriorityTx { chain: Chain, status: TxStatus } => {
            party: "operator of {chain}", way: On(chain) => On(chain), of: chain,
            shown: "ExecutePriorityTx on {chain}: {status}",
        },
        /// A user withdraws from a chain to L1.
        Withdraw { chain: Chain, amount: Amount } => {
            party: "user on {chain}", way: Users => On(chain), of: chain, amount: amount,
            shown: "Withdraw {amount} from {chain}",
        },
        /// A user sends from a chain to another one.
        SendInterop { chain: Chain, to: Chain, amount: Amount } => {
            party: "user on {chain}", way: Users => On(chain), of: chain, amount: amount,
            shown: "SendInterop of {amount} from {chain} to {to}",
        },
        /// A user claims on a chain interop that is sent `to` a chain, which need not be the same.
        ClaimInterop { chain: Chain, to: Chain, amount: Amount, source: Source } => {
            party: "user on {chain}", way: Users => On(chain), of: chain, amount: amount,
            forged: source == Source::Forged, shown: {
                let elsewhere = if chain == to { String::new() } else { format!(" to {to}") };
                format!("ClaimInterop of {amount}{elsewhere} on {chain}{source}")
            },
        },
        /// A user reports a chain's totals to L1.
        InitiateL1ToGatewayMigration { chain: Chain } => {
            party: "user on {chain}", way: Users => On(chain), of: chain,
            shown: "InitiateL1ToGatewayMigration of {chain}",
        },
        /// The native token's owner mints on chain A.
        MintNative { amount: Amount } => {
            party: "owner of the token", way: Users => On(Chain::A), amount: amount,
            shown: "MintNative {amount} on A",
        },
        /// A chain commits the batch that it has begun.
        SealBatch { chain: Chain } => {
            party: "operator of {chain}", way: On(chain) => On(chain), of: chain, shown: "SealBatch of {chain}",
        },
        /// L1 executes a chain's batch.
        SettleBatch { chain: Chain } => {
            party: "operator of {chain}", way: On(chain) => L1, of: chain, shown: "SettleBatch of {chain}",
        },
        /// Gateway executes a chain's batch.
        ExecuteChainBatch { chain: Chain } => {
            party: "operator of {chain}", way: On(chain) => Gateway, of: chain,
            shown: "ExecuteChainBatch of {chain}",
        },
        /// A malicious chain proves a batch of its choice on Gateway.
        SettleForgedBatch { chain: Chain, message: BatchMessage } => {
            party: "malicious {chain}", way: On(chain) => Gateway, of: chain, amount: { message.amount_mut() },
            forged: true, shown: "SettleForgedBatch of {chain}: {message}",
        },
        /// A completely compromised chain states a base token deposit that nobody made.
        RelayForgedBaseToken { chain: Chain, amount: Amount } => {
            party: "malicious {chain}", way: On(chain) => L1, of: chain, amount: amount, forged: true,
            shown: "RelayForgedBaseToken of {amount} to {chain}",
        },
        /// A malicious Gateway proves a batch of its choice on L1, whose root is to replace one that it stored
        /// before v31 if `rewrites`.
        SettleForgedGatewayBatch { rewrites: bool } => {
            party: "malicious Gateway", way: Gateway => L1, forged: true, shown: {
                let instead = if rewrites { " in the place of an old one" } else { "" };
                format!("SettleForgedGatewayBatch{instead}")
            },
        },
        /// Governance withdraws the whitelisting of Gateway.
        WithdrawWhitelisting => { party: "governance", way: Users => L1, },
        /// A user deposits to chain A by the legacy ERC-20 bridge.
        DepositLegacyErc20Bridge { chain: Chain, amount: Amount } => {
            party: "user on L1", way: Users => L1, of: chain, amount: amount,
            shown: "DepositLegacyErc20Bridge of {amount} to {chain}",
        },
        /// Somebody submits the proof of a failed deposit to L1 by the legacy function.
        ClaimFailedDepositLegacy { message: Payment } => {
            party: "relayer", way: Users => L1, of: message.chain, amount: { Some(&mut message.amount) },
            shown: "ClaimFailedDepositLegacy of {message}",
        },
        /// An attacker deposits a token of their own to a chain.
        DepositOtherToken { chain: Chain } => {
            party: "attacker", way: Users => L1, of: chain, shown: "DepositOtherToken to {chain}",
        },
        /// Untrusted code would take a chain's balance change from the tracker, or, as a completely compromised
        /// chain, from Gateway's mailbox, which relays it.
        ConsumeBalanceChange { by: Option<Chain>, chain: Chain } => {
            party: { by.map_or("untrusted code".into(), |by| format!("malicious {by}")) },
            way: by.map_or(Users, On) => L1, of: chain, forged: true, shown: {
                let through = by.map_or(String::new(), |by| format!(" by the mailbox of {by}"));
                format!("ConsumeBalanceChange of {chain}{through}")
            },
        },
        /// Untrusted code returns to the call that it was called from.
        Return => { party: "untrusted code", way: Users => L1, },
        /// Untrusted code reverts, and with it the call that it was called from.
        Revert => { party: "untrusted code", way: Users => L1, },
        /// A chain leaves the Gateway from before v31.
        LeaveOldGateway { chain: Chain } => {
            party: "admin of {chain}", way: Users => Gateway, of: chain, shown: "LeaveOldGateway of {chain}",
        },
        /// Governance upgrades L1 to v31.
        InitializeL1V31Upgrade => { party: "governance", way: Users => L1, },
        /// Somebody moves the balances of a token from before v31 from the vault to the tracker.
        RegisterLegacyToken => { party: "relayer", way: Users => L1, },
        /// A chain upgrades to v31, and says from which batch on.
        SaveV31UpgradeBatch { chain: Chain, number: V31BatchNumber } => {
            party: "admin of {chain}", way: Users => L1, of: chain,
            shown: "SaveV31UpgradeBatch of {chain}: {number}",
        },
        /// Governance whitelists Gateway, once it has looked.
        WhitelistSettlementLayer => { party: "governance", way: Users => L1, },
        /// Somebody has Gateway told that a chain's deposits are paused.
        RequestPauseDepositsForChainOnGateway { chain: Chain } => {
            party: "admin of {chain}", way: Users => L1, of: chain,
            shown: "RequestPauseDepositsForChainOnGateway of {chain}",
        },
        /// L1's clock goes on a step.
        PassTime => { party: "clock of L1", way: L1 => L1, },
        /// Gateway's clock, which is behind, goes on a step.
        CatchUp => { party: "clock of Gateway", way: Gateway => Gateway, },
        /// A chain is told what the supply of its base token was when it upgraded to v31.
        SetZksyncOsPreV31TotalSupply { chain: Chain } => {
            party: "admin of {chain}", way: Users => On(chain), of: chain,
            shown: "SetZksyncOsPreV31TotalSupply of {chain}",
        },
    }
}

impl AssetTracker {
    /// One line an action: the contract function, or the move of the environment, that it attempts. A call on L1
    /// to which untrusted code returns goes on `from` where it was.
    #[expect(clippy::too_many_lines, reason = "one line an action, and nothing else")]
    pub(super) fn dispatch(
        &self,
        state: &State,
        action: Action,
        from: Option<Point>,
    ) -> Result<State, Guard> {
        use contracts::{
            chain_asset_handler, executor, gw_asset_tracker, interop, l1_asset_router, l1_asset_tracker,
            l1_bridgehub, l1_message_root, l1_native_token_vault, l1_nullifier, l2_asset_tracker, l2_token,
            mailbox, migrator,
        };
        match action {
            Action::Deposit { chain, amount } if !self.has_l1_upgraded(state) => {
                Ok(l1_native_token_vault::bridge_burn_before_v31(self, state, chain, amount))
            }
            Action::Deposit { chain, amount } => {
                let book = l1_bridgehub::request_l2_transaction_two_bridges;
                Deposit { chain, deposited: BalanceChange::of_the_asset(amount), book, requests: false }
                    .call(self, state, action, from)
            }
            Action::DepositLegacyErc20Bridge { chain, amount } => {
                let book = l1_asset_router::deposit_legacy_erc20_bridge;
                Deposit { chain, deposited: BalanceChange::of_the_asset(amount), book, requests: true }
                    .call(self, state, action, from)
            }
            Action::DepositOtherToken { chain } => {
                let book = l1_bridgehub::request_l2_transaction_two_bridges;
                Deposit { chain, deposited: BalanceChange::OF_ANOTHER_TOKEN, book, requests: false }
                    .call(self, state, action, from)
            }
            Action::FinalizeWithdrawal { message } => {
                let prove = l1_nullifier::finalize_deposit;
                Payout { message, prove, is_confirmed: false }.call(self, state, action, from)
            }
            Action::ClaimFailedDeposit { message } => {
                let prove = l1_nullifier::bridge_recover_failed_transfer;
                Payout { message, prove, is_confirmed: true }.call(self, state, action, from)
            }
            Action::ClaimFailedDepositLegacy { message } => {
                let prove = l1_nullifier::claim_failed_deposit;
                Payout { message, prove, is_confirmed: true }.call(self, state, action, from)
            }
            Action::ReceiveL1ToGatewayMigration { message } => transaction::at_once(
                state,
                action,
                l1_asset_tracker::receive_l1_to_gateway_migration_on_l1(self, state, message),
            ),
            Action::ReceiveGatewayToL1Migration { message } => transaction::at_once(
                state,
                action,
                l1_asset_tracker::receive_gateway_to_l1_migration_on_l1(self, state, message),
            ),
            Action::ConsumeBalanceChange { by: None, chain } => {
                let consumer = l1_asset_tracker::Consumer::Anybody;
                let taken = l1_asset_tracker::consume_balance_change(self, state, consumer, chain);
                transaction::at_once(state, action, taken.map(|(next, _)| next))
            }
            Action::ConsumeBalanceChange { by: Some(by), chain } => {
                let relayed = mailbox::Relayed::of_nothing();
                let next = mailbox::request_l2_transaction_to_gateway_mailbox_with_balance_change(
                    self, state, by, chain, relayed,
                );
                transaction::at_once(state, action, next)
            }
            Action::Return => transaction::resume(self, state),
            Action::Revert => Ok(transaction::revert(state)),
            Action::RegisterLegacyToken => l1_asset_tracker::register_legacy_token(self, state),
            Action::PauseDeposits { chain } => {
                migrator::pause_deposits_before_initiating_migration(self, state, chain)
            }
            Action::UnpauseDeposits { chain } => migrator::unpause_deposits(self, state, chain),
            Action::MigrateToGateway { chain } => chain_asset_handler::bridge_burn_on_l1(self, state, chain),
            Action::ConfirmMigration { chain, status, earlier } => {
                l1_nullifier::bridge_confirm_transfer_result(self, state, chain, status, earlier)
            }
            Action::FinalizeMigrationFromGateway { chain } => {
                chain_asset_handler::bridge_mint_on_l1(self, state, chain)
            }
            Action::ExecuteInboxTx { chain, status } => {
                environment::execute_inbox_tx(self, state, chain, status)
            }
            Action::InitiateGatewayToL1Migration { chain } => {
                gw_asset_tracker::initiate_gateway_to_l1_migration_on_gateway(self, state, chain)
            }
            Action::MigrateFromGateway { chain } => {
                chain_asset_handler::bridge_burn_on_gateway(self, state, chain)
            }
            Action::SettleGatewayBatch => Ok(environment::settle_gateway_batch(self, state)),
            Action::PassTime => Ok(environment::clock::pass_time(self, state)),
            Action::CatchUp => Ok(environment::clock::catch_up(self, state)),
            Action::RequestPauseDepositsForChainOnGateway { chain } => {
                migrator::request_pause_deposits_for_chain_on_gateway(self, state, chain)
            }
            Action::ExecutePriorityTx { chain, status } => {
                environment::execute_priority_tx(self, state, chain, status)
            }
            Action::Withdraw { chain, amount } => l2_token::withdraw(self, state, chain, amount),
            Action::SendInterop { chain, to, amount } => interop::send_bundle(self, state, chain, to, amount),
            Action::ClaimInterop { chain, to, amount, source } => {
                interop::execute_bundle(self, state, chain, interop::Bundle { to, amount, source })
            }
            Action::InitiateL1ToGatewayMigration { chain } => {
                l2_asset_tracker::initiate_l1_to_gateway_migration_on_l2(self, state, chain)
            }
            Action::MintNative { amount } => l2_token::mint(self, state, amount),
            Action::SealBatch { chain } => Ok(executor::commit_batch(state, chain)),
            Action::SettleBatch { chain } => Ok(executor::execute_batch_on_l1(self, state, chain)),
            Action::ExecuteChainBatch { chain } => executor::execute_batch_on_gateway(self, state, chain),
            Action::SettleForgedBatch { chain, message } => {
                adversary::settle_forged_batch(self, state, chain, message)
            }
            Action::RelayForgedBaseToken { chain, amount } => {
                Ok(adversary::relay_forged_base_token(state, chain, amount))
            }
            Action::SettleForgedGatewayBatch { rewrites } => {
                l1_message_root::add_forged_gateway_batch_root(self, state, rewrites)
            }
            Action::LeaveOldGateway { chain } => Ok(environment::leave_old_gateway(state, chain)),
            Action::InitializeL1V31Upgrade => l1_message_root::initialize_l1_v31_upgrade(self, state),
            Action::SaveV31UpgradeBatch { chain, number } => {
                let next = l1_message_root::save_v31_upgrade_chain_batch_number(state, chain, number);
                Ok(l2_asset_tracker::register_base_token_during_upgrade(self, next, chain))
            }
            Action::SetZksyncOsPreV31TotalSupply { chain } => {
                l2_asset_tracker::back_fill_base_token_v31_migration_data(self, state, chain)
            }
            Action::WhitelistSettlementLayer => Ok(l1_bridgehub::whitelist(self, state)),
            Action::WithdrawWhitelisting => l1_bridgehub::withdraw_whitelisting(self, state),
        }
    }
}
