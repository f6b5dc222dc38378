//! Ways written by hand, for what walks come to seldom: balances that are in use while a chain moves, and the refusals
//! that need much to happen before.

use counterfoil_model::asset_tracker::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use counterfoil_model::asset_tracker::messages::{BatchMessage, V31BatchNumber};
use counterfoil_model::asset_tracker::topology::Chain::{A, B};
use counterfoil_model::asset_tracker::topology::{Chain, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, AssetTracker};
use counterfoil_model::types::{Amount, TxStatus};

use crate::foundry::ByHand;

const SUCCESS: TxStatus = TxStatus::Success;
const FAILURE: TxStatus = TxStatus::Failure;

/// Each with the scenario that it is of, and a name.
pub(crate) fn all() -> Vec<ByHand<AssetTracker>> {
    let mut stays = [deposited(A), deposited(A), withdrawn(A), moved(A, true)].concat();
    stays.extend([claim(A, SettlementLayer::L1), withdraw(A), Action::ExecuteChainBatch { chain: A }]);
    stays.extend([claim(A, SettlementLayer::Gateway), Action::InitiateL1ToGatewayMigration { chain: A }]);
    let mut home = [deposited(A), moved(A, true), gone_home(A)].concat();
    home.extend([Action::InitiateGatewayToL1Migration { chain: A }, returned(A), returned(A)]);
    let left = [deposited(A), moved(A, true), gone_home(A), vec![Action::WithdrawWhitelisting]].concat();
    let failed = [vec![deposit(B), Action::Return, Action::Return], failed(B)].concat();
    let refunds = [failed.clone(), failed, vec![refund_of(B), refund_of(B), Action::Return]].concat();
    vec![
        ("failed_deposits", "an_old_withdrawal_stays_on_l1", stays),
        ("past_gateway", "a_balance_comes_home", home),
        ("past_gateway", "a_balance_is_left_behind", left),
        ("reentrancy", "a_refund_within_a_refund_is_refused", refunds),
        ("failed_deposits", "a_deposit_overtakes_the_confirmation", overtaken()),
        ("failed_deposits", "a_deposit_overtakes_the_balance", untouched_no_more()),
        ("interop_as_documented", "a_deposit_follows_interop", after_interop()),
        ("past_gateway_as_documented", "a_past_layer_forges", forged_later()),
        ("compromised_gateway", "a_layer_vouches_for_its_first_batch", vouched()),
        ("v31_upgrade", "a_lie_keeps_the_layer_off_the_list", lied()),
        ("legacy_native_token", "an_old_native_token_goes_from_l1_to_another_chain", gone_on()),
        ("pause_lag", "a_clock_behind_keeps_the_chain_there", behind()),
        ("reentrant_migration", "a_balance_migrates_within_a_deposit", migrated_within()),
        ("reentrant_migration", "two_chains_get_deposits_in_one_transaction", two_deposits()),
        ("reentrancy", "a_refund_within_a_withdrawal", two_payments(true)),
        ("reentrancy", "a_withdrawal_keeps_other_refunds_out", kept_out()),
        ("reentrancy", "a_legacy_deposit_within_a_deposit_is_refused", requested_within()),
        ("reentrancy", "a_withdrawal_within_a_refund", two_payments(false)),
    ]
}

/// A chain on Gateway whose own balance on L1 is not empty gets a deposit: its asset does not skip migration.
fn untouched_no_more() -> Vec<Action> {
    let way = [deposited(A), arrived(A), vec![deposit(A)]];
    way.concat()
}

/// The same on Gateway, where interop has come first.
fn after_interop() -> Vec<Action> {
    let message = BatchMessage::Interop { to: A, amount: Amount(1) };
    let mut way = vec![deposit(B), inbox(B), Action::SettleForgedBatch { chain: B, message }];
    way.extend([deposit(A), inbox(A)]);
    way
}

/// A Gateway that has turned malicious proves a withdrawal of a chain that has left it.
fn forged_later() -> Vec<Action> {
    let forged = forged(A, Claim::SinceV31);
    [deposited(A), moved(A, true), gone_home(A), vec![Action::WithdrawWhitelisting, forged]].concat()
}

/// A malicious Gateway proves withdrawals of the chain: one from before v31, and one from its first batch since.
fn vouched() -> Vec<Action> {
    let confirm = Action::ConfirmMigration { chain: B, status: SUCCESS, earlier: false };
    let mut way = vec![Action::PauseDeposits { chain: B }, Action::MigrateToGateway { chain: B }, confirm];
    way.extend([deposit(B), forged(B, Claim::BeforeV31), forged(B, Claim::SinceV31)]);
    way
}

/// A chain lies about when it upgraded, and governance sees it.
fn lied() -> Vec<Action> {
    vec![
        Action::LeaveOldGateway { chain: A },
        Action::LeaveOldGateway { chain: B },
        Action::InitializeL1V31Upgrade,
        Action::SaveV31UpgradeBatch { chain: B, number: V31BatchNumber::TooLow },
        Action::WhitelistSettlementLayer,
    ]
}

/// Before v31 some of a native token comes to L1 and goes on to the other chain.
fn gone_on() -> Vec<Action> {
    let mut way =
        vec![Action::MintNative { amount: Amount(1) }, withdraw(A), Action::SettleBatch { chain: A }];
    way.extend([claim(A, SettlementLayer::L1), deposit(B)]);
    way.extend([Action::InitializeL1V31Upgrade, Action::RegisterLegacyToken]);
    way
}

/// A chain may leave Gateway when its pause is old enough by Gateway's clock, which is behind.
fn behind() -> Vec<Action> {
    let (pause, confirm) = (
        Action::PauseDeposits { chain: A },
        Action::ConfirmMigration { chain: A, status: SUCCESS, earlier: false },
    );
    let mut way = vec![pause, Action::PassTime, Action::PassTime, Action::MigrateToGateway { chain: A }];
    way.extend([inbox(A), confirm, pause, Action::PassTime, Action::PassTime]);
    way.extend([Action::RequestPauseDepositsForChainOnGateway { chain: A }, Action::CatchUp, inbox(A)]);
    let leave = Action::MigrateFromGateway { chain: A };
    way.extend([Action::PassTime, Action::PassTime, leave, Action::CatchUp, leave]);
    way
}

/// A chain's balance migrates while a deposit to it is under way.
fn migrated_within() -> Vec<Action> {
    let mut way = vec![deposit(B), Action::Return, Action::Return];
    way.push(Action::ExecutePriorityTx { chain: B, status: SUCCESS });
    way.extend(arrived(B));
    way.extend([Action::InitiateL1ToGatewayMigration { chain: B }, Action::ExecuteChainBatch { chain: B }]);
    let receive = Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain: B } };
    way.extend([deposit(B), receive, Action::Return, Action::Return]);
    way
}

/// Within a withdrawal the nullifier refuses a refund that its legacy function would pay.
fn kept_out() -> Vec<Action> {
    let mut way = two_payments(true);
    let refund = way.pop();
    way.extend([refund_of(B), Action::Return]);
    way.extend(refund);
    way
}

/// A legacy deposit within a deposit comes as far as the bridgehub.
fn requested_within() -> Vec<Action> {
    let legacy = Action::DepositLegacyErc20Bridge { chain: A, amount: Amount(1) };
    vec![deposit(B), legacy, Action::Return, Action::Revert, Action::Return, Action::Return]
}

/// Two chains on Gateway have a balance change each.
fn two_deposits() -> Vec<Action> {
    let mut way = arrived(B);
    // Within a deposit through the bridgehub there is no other; within one by the legacy bridge there is.
    let legacy = Action::DepositLegacyErc20Bridge { chain: A, amount: Amount(1) };
    way.extend([legacy, deposit(B), Action::Return, Action::Return, Action::Return, Action::Return]);
    way
}

/// A withdrawal that Gateway vouched for and a refund of a chain on L1, one within the other.
fn two_payments(withdrawal_first: bool) -> Vec<Action> {
    let through = [deposit(A), Action::Return, Action::Return, inbox(A)];
    let mut way = through.to_vec();
    way.extend([
        Action::ExecutePriorityTx { chain: A, status: SUCCESS },
        Action::ExecuteChainBatch { chain: A },
    ]);
    way.extend([withdraw(A), Action::ExecuteChainBatch { chain: A }]);
    way.extend([deposit(B), Action::Return, Action::Return]);
    way.extend(failed(B));
    let layer = SettlementLayer::L1;
    let message = Payment { chain: B, layer, amount: Amount(1), source: Source::Open };
    let refund = Action::ClaimFailedDepositLegacy { message };
    let withdrawal = claim(A, SettlementLayer::Gateway);
    way.extend(if withdrawal_first { [withdrawal, refund] } else { [refund, withdrawal] });
    way
}

/// The chain moves to Gateway, its balance not yet.
fn arrived(chain: Chain) -> Vec<Action> {
    moved(chain, false).into_iter().take(4).collect()
}

fn inbox(chain: Chain) -> Action {
    Action::ExecuteInboxTx { chain, status: SUCCESS }
}

/// A withdrawal that a malicious Gateway says was in a batch of the chain.
fn forged(chain: Chain, claim: Claim) -> Action {
    let (layer, source) = (SettlementLayer::Gateway, Source::Vouched(claim));
    let message = Payment { chain, layer, amount: Amount(1), source };
    Action::FinalizeWithdrawal { message }
}

/// A deposit through Gateway raises the balance there before what has migrated is confirmed.
fn overtaken() -> Vec<Action> {
    let mut way = [deposited(A), moved(A, false)].concat();
    way.extend([deposit(A), Action::ExecuteInboxTx { chain: A, status: SUCCESS }]);
    way
}

fn deposit(chain: Chain) -> Action {
    Action::Deposit { chain, amount: Amount(1) }
}

fn withdraw(chain: Chain) -> Action {
    Action::Withdraw { chain, amount: Amount(1) }
}

fn deposited(chain: Chain) -> Vec<Action> {
    vec![deposit(chain), Action::ExecutePriorityTx { chain, status: SUCCESS }]
}

fn withdrawn(chain: Chain) -> Vec<Action> {
    vec![withdraw(chain), Action::SettleBatch { chain }]
}

/// The next deposit fails on the chain, which settles on L1.
fn failed(chain: Chain) -> Vec<Action> {
    vec![Action::ExecutePriorityTx { chain, status: FAILURE }, Action::SettleBatch { chain }]
}

/// The chain moves to Gateway, and its balance is taken along; confirmed there as well, or not yet.
fn moved(chain: Chain, confirmed: bool) -> Vec<Action> {
    let inbox = Action::ExecuteInboxTx { chain, status: SUCCESS };
    let mut way = vec![
        Action::PauseDeposits { chain },
        Action::MigrateToGateway { chain },
        inbox,
        Action::ConfirmMigration { chain, status: SUCCESS, earlier: false },
        Action::InitiateL1ToGatewayMigration { chain },
        Action::ExecuteChainBatch { chain },
        Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain } },
    ];
    if confirmed {
        way.extend([inbox, inbox, Action::ExecutePriorityTx { chain, status: SUCCESS }]);
        way.push(Action::ExecuteChainBatch { chain });
    }
    way
}

/// The chain leaves Gateway and is home, its balance not yet.
fn gone_home(chain: Chain) -> Vec<Action> {
    vec![
        Action::PauseDeposits { chain },
        Action::ExecuteInboxTx { chain, status: SUCCESS },
        Action::MigrateFromGateway { chain },
        Action::FinalizeMigrationFromGateway { chain },
    ]
}

fn returned(chain: Chain) -> Action {
    Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain } }
}

fn claim(chain: Chain, layer: SettlementLayer) -> Action {
    let message = Payment { chain, layer, amount: Amount(1), source: Source::Open };
    Action::FinalizeWithdrawal { message }
}

fn refund_of(chain: Chain) -> Action {
    let message = Payment { chain, layer: SettlementLayer::L1, amount: Amount(1), source: Source::Open };
    Action::ClaimFailedDeposit { message }
}
