//! The upgrade to v31 and tokens from before it, one call at a time.

use crate::asset_tracker::action::{Claim, Payment, Source, TotalsMessage};
use crate::asset_tracker::messages::{PriorityCall, PriorityOperation, V31BatchNumber};
use crate::asset_tracker::scenario::ChainParameters;
use crate::asset_tracker::topology::Chain::{self, A, B};
use crate::asset_tracker::topology::{ChainId, MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Asset, Flow, Guard, History, Parameters, Party, State};
use crate::types::{Amount, Difference, TxStatus};

use super::{Given, given, moved_to_gateway, parameters, queue_deposit, reported, withdrawn};

/// A and ZK-compromised B, both from before v31, start here.
fn before_v31(starts_on: SettlementLayer) -> Parameters {
    let chain = |party| ChainParameters { party, starts_on, migrates: true };
    let flows = parameters().flows.into_iter().filter(|flow| *flow != Flow::Interop);
    Parameters {
        a: chain(Party::Honest),
        b: chain(Party::ZkCompromised),
        flows: flows.collect(),
        history: History::BeforeV31,
        ..parameters()
    }
}

fn deposit(chain: Chain) -> Action {
    Action::Deposit { chain, amount: Amount(1) }
}

const EXECUTE: Action = Action::ExecutePriorityTx { chain: A, status: TxStatus::Success };

/// A withdrawal of one unit that was proven on L1, of one from the old Gateway, or a forgery.
fn claim(chain: Chain, layer: SettlementLayer, source: Source) -> Action {
    Action::FinalizeWithdrawal { message: Payment { chain, layer, amount: Amount(1), source } }
}

const OLD: Action = Action::FinalizeWithdrawal {
    message: Payment { chain: A, layer: SettlementLayer::Gateway, amount: Amount(1), source: Source::Old },
};

/// A has two units on the old Gateway, and one of them is on its way to L1.
fn withdrawn_on_old_gateway() -> Given {
    let withdraw = Action::Withdraw { chain: A, amount: Amount(1) };
    let deposits = [deposit(A), EXECUTE, deposit(A), EXECUTE];
    let settle = Action::ExecuteChainBatch { chain: A };
    given(before_v31(SettlementLayer::Gateway)).then(deposits).then([withdraw, settle])
}

/// Everybody has left it, and L1 has upgraded.
fn l1_upgraded() -> Given {
    let leave = [A, B].map(|chain| Action::LeaveOldGateway { chain });
    withdrawn_on_old_gateway().then(leave).then([Action::InitializeL1V31Upgrade])
}

fn save(chain: Chain, number: V31BatchNumber) -> Action {
    Action::SaveV31UpgradeBatch { chain, number }
}

/// The chains have upgraded as well, the token is registered, and there is a Gateway to go to.
fn all_upgraded() -> Given {
    let upgrade = [A, B].map(|chain| save(chain, V31BatchNumber::Honest));
    l1_upgraded().then(upgrade).then([Action::RegisterLegacyToken, Action::WhitelistSettlementLayer])
}

#[test]
fn before_v31_the_vault_keeps_the_balance_of_a_chain_wherever_it_settles() {
    let route = SettlementLayer::Gateway;
    given(before_v31(route)).when(deposit(A)).changes(|next| {
        next.l1.native_token_vault.chain_balance.a = Amount(1);
        let call = PriorityCall::Deposit { amount: Amount(1) };
        let queue = &mut next.l1.zk_chain.a.priority_queue;
        *queue = queue.push(PriorityOperation { call, route, forwarded: true });
    });
    given(before_v31(SettlementLayer::L1)).when(deposit(B)).changes(|next| {
        next.l1.native_token_vault.chain_balance.b = Amount(1);
        next.ghost_put_in.b = Difference(1);
        queue_deposit(next, B, 1, SettlementLayer::L1);
    });
    // Users can deposit what they have.
    let all = given(before_v31(SettlementLayer::L1)).then([deposit(A), deposit(B), deposit(A)]);
    assert!(!all.offers().contains(&deposit(A)));
}

#[test]
fn before_v31_a_chain_pays_what_it_proved_on_the_old_gateway() {
    let call = withdrawn_on_old_gateway().when(OLD);
    call.changes(|next| {
        next.l1.message_root.withdrawals_before_v31.a.remove(0);
        next.l1.native_token_vault.chain_balance.a = Amount(1);
    });
    call.refusals().row(Guard::LegacyPaymentIsCovered, |call| {
        call.state.l1.native_token_vault.chain_balance.a = Amount(0);
    });
    let forged = claim(B, SettlementLayer::Gateway, Source::Vouched(Claim::Own));
    let call = given(before_v31(SettlementLayer::Gateway)).then([deposit(B)]).when(forged);
    call.changes(|next| {
        next.l1.native_token_vault.chain_balance.b = Amount(0);
        next.ghost_put_in.b = Difference(0);
    });
}

#[test]
fn a_chain_keeps_no_totals_before_v31() {
    given(before_v31(SettlementLayer::L1)).then([deposit(A)]).when(EXECUTE).changes(|next| {
        next.l1.zk_chain.a.priority_queue = next.l1.zk_chain.a.priority_queue.without_first();
        next.chain.a.supply = Amount(1);
    });
}

#[test]
fn initialize_l1_v31_upgrade_refuses() {
    let call = given(before_v31(SettlementLayer::L1)).when(Action::InitializeL1V31Upgrade);
    call.changes(|next| {
        let numbers = &mut next.l1.message_root.v31_upgrade_chain_batch_number;
        (numbers.a, numbers.b) = (V31BatchNumber::Placeholder, V31BatchNumber::Placeholder);
    });
    call.refusals().row(Guard::AllChainsOnL1, |call| {
        call.state.l1.bridgehub.settlement_layer.b = SettlementLayer::Gateway;
    });
}

#[test]
fn save_v31_upgrade_chain_batch_number_takes_any_number_of_a_malicious_chain() {
    let offers = l1_upgraded().offers();
    let numbers = [V31BatchNumber::Honest, V31BatchNumber::TooLow, V31BatchNumber::TooHigh];
    assert_eq!(numbers.map(|number| offers.contains(&save(A, number))), [true, false, false]);
    assert_eq!(numbers.map(|number| offers.contains(&save(B, number))), [true, true, true]);
    l1_upgraded().when(save(B, V31BatchNumber::TooLow)).changes(|next| {
        next.l1.message_root.v31_upgrade_chain_batch_number.b = V31BatchNumber::TooLow;
    });
    // Once a layer is whitelisted, governance controls what every chain runs.
    let offers = l1_upgraded().then([Action::WhitelistSettlementLayer]).offers();
    assert_eq!(numbers.map(|number| offers.contains(&save(B, number))), [true, false, false]);
}

#[test]
fn register_legacy_token_takes_the_balances_over() {
    l1_upgraded().when(Action::RegisterLegacyToken).changes(|next| {
        next.l1.native_token_vault.chain_balance.a = Amount(0);
        let tracker = &mut next.l1.asset_tracker;
        tracker.is_asset_registered = true;
        tracker.chain_balance.l1 = Amount(1);
        tracker.chain_balance.chain.a = Amount(2);
        tracker.deposited_minus_claimed.a = Difference(2);
    });
}

#[test]
fn register_legacy_token_refuses() {
    l1_upgraded()
        .when(Action::RegisterLegacyToken)
        .refusals()
        .row(Guard::LegacyTokenRegisteredOnce, |call| {
            call.state.l1.asset_tracker.is_asset_registered = true;
        })
        .row(Guard::NothingBookedBeforeRegistration, |call| {
            call.state.l1.asset_tracker.chain_balance[ChainId::Gateway] = Amount(1);
        });
}

#[test]
fn a_token_from_before_v31_is_registered_before_it_moves() {
    l1_upgraded().when(deposit(A)).is_refused_by(Guard::RegisteredBeforeUse);
    let upgraded = l1_upgraded().then([save(A, V31BatchNumber::Honest), Action::RegisterLegacyToken]);
    upgraded
        .when(OLD)
        .refusals()
        .row(Guard::V31BatchNumberIsKnown, |call| {
            call.state.l1.message_root.v31_upgrade_chain_batch_number.a = V31BatchNumber::Placeholder;
        })
        .row(Guard::PaidTokenIsRegistered, |call| {
            call.state.l1.asset_tracker.is_asset_registered = false;
        });
}

/// Who pays for a withdrawal that A made on the old Gateway.
fn payer(number: V31BatchNumber, source: Source) -> (Amount, Amount) {
    let call = all_upgraded().when(OLD).but(|call| {
        call.state.l1.message_root.v31_upgrade_chain_batch_number.a = number;
        call.state.l1.asset_tracker.chain_balance.gateway = Amount(1);
        if source == Source::Open {
            call.action = claim(A, SettlementLayer::Gateway, source);
            call.state.l1.message_root.withdrawals.a.gateway.add(0);
        }
    });
    let balance = call.accepted().l1.asset_tracker.chain_balance;
    (balance.chain.a, balance.gateway)
}

#[test]
fn a_chain_pays_for_batches_before_v31_and_its_layer_for_those_since() {
    let (chain_pays, layer_pays) = ((Amount(1), Amount(1)), (Amount(2), Amount(0)));
    assert_eq!(payer(V31BatchNumber::Honest, Source::Old), chain_pays);
    assert_eq!(payer(V31BatchNumber::Honest, Source::Open), layer_pays);
    // A chain that lies makes the other one pay.
    assert_eq!(payer(V31BatchNumber::TooLow, Source::Old), layer_pays);
    assert_eq!(payer(V31BatchNumber::TooHigh, Source::Open), chain_pays);
}

#[test]
fn governance_looks_at_the_numbers_before_it_whitelists_a_layer() {
    let whitelist = Action::WhitelistSettlementLayer;
    let is_whitelisted = |next: &mut State| next.l1.bridgehub.is_gateway_whitelisted = true;
    l1_upgraded().then([save(B, V31BatchNumber::Honest)]).when(whitelist).changes(is_whitelisted);
    let lie = l1_upgraded().then([save(B, V31BatchNumber::TooHigh)]).when(whitelist);
    lie.changes(|_| ());
    lie.without(Guard::V31BatchNumberHonest).changes(is_whitelisted);
}

#[test]
fn a_chain_that_has_not_upgraded_does_not_leave_l1() {
    let [pause, leave, ..] = moved_to_gateway(A);
    all_upgraded().then([pause]).when(leave).refusals().row(Guard::UpgradedBeforeMigration, |call| {
        call.state.l1.message_root.v31_upgrade_chain_batch_number.a = V31BatchNumber::Placeholder;
    });
}

#[test]
fn the_supply_from_before_v31_is_saved_before_the_first_transfer_changes_it() {
    let call = all_upgraded().then([deposit(A)]).when(EXECUTE);
    let saved = |withdrawn_minus_successful| {
        move |next: &mut State| {
            next.l1.zk_chain.a.priority_queue = next.l1.zk_chain.a.priority_queue.without_first();
            next.chain.a.supply = Amount(2);
            next.chain.a.asset_tracker.is_asset_registered = true;
            next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(withdrawn_minus_successful);
        }
    };
    // One unit from before, and one since.
    call.changes(saved(-2));
    call.without(Guard::SupplySavedBeforeItChanges).changes(|next| {
        saved(-1)(next);
        next.chain.a.asset_tracker.is_asset_registered = false;
    });
}

#[test]
fn what_is_outstanding_from_before_v31_stays_on_l1() {
    let receive = Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain: A } };
    let call = all_upgraded().then(moved_to_gateway(A)).then(reported(A)).when(receive);
    let balance = call.accepted().l1.asset_tracker.chain_balance;
    assert_eq!((balance.chain.a, balance.gateway), (Amount(1), Amount(1)));
    // A second withdrawal, made on L1 since v31, stays with it.
    let call = all_upgraded().then(withdrawn(A, 1)).then(moved_to_gateway(A)).then(reported(A)).when(receive);
    let next = call.accepted();
    assert_eq!(next.l1.asset_tracker.chain_balance.chain.a, Amount(2));
    assert_eq!(next.l1.asset_tracker.asset_migration_number.a, MigrationNumber::L1_TO_GATEWAY);
    call.refusals().row_before(Guard::AmountToKeepFits, Guard::LegacyTokenIsNotNew, |call| {
        call.state.l1.asset_tracker.is_asset_registered = false;
        call.state.l1.asset_tracker.deposited_minus_claimed.a = Difference(-3);
    });
}

/// A and B, who learn what the supply of their base token was some time after they have upgraded.
fn base_token() -> Parameters {
    let mut parameters = before_v31(SettlementLayer::L1);
    parameters.flows.push(Flow::BackfillBaseToken);
    Parameters { asset: Asset::BaseToken, ..parameters }
}

/// A has one unit of it and has upgraded.
fn upgraded_without_supply() -> Given {
    let upgrade = [Action::InitializeL1V31Upgrade, save(A, V31BatchNumber::Honest)];
    given(base_token()).then([deposit(A), EXECUTE]).then(upgrade)
}

const FILL_IN: Action = Action::SetZksyncOsPreV31TotalSupply { chain: A };

#[test]
fn a_base_token_is_registered_without_its_supply() {
    let state = upgraded_without_supply().state;
    let tracker = state.chain.a.asset_tracker;
    assert_eq!((tracker.is_asset_registered, tracker.supply_to_fill_in), (true, Some(Amount(1))));
    assert_eq!(tracker.withdrawn_minus_successful, Difference(0));
}

#[test]
fn back_fill_base_token_v31_migration_data_refuses() {
    let call = upgraded_without_supply().when(FILL_IN);
    call.changes(|next| {
        next.chain.a.asset_tracker.supply_to_fill_in = None;
        next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(-1);
    });
    call.refusals().row(Guard::SupplyFilledInOnce, |call| {
        call.state.chain.a.asset_tracker.supply_to_fill_in = None;
    });
}

#[test]
fn a_chain_that_does_not_know_its_supply_reports_no_totals() {
    let ready = [Action::RegisterLegacyToken, Action::WhitelistSettlementLayer, FILL_IN];
    let moved = upgraded_without_supply().then(ready).then(moved_to_gateway(A));
    let initiate = Action::InitiateL1ToGatewayMigration { chain: A };
    moved.when(initiate).refusals().row(Guard::SupplyFilledInBeforeMigration, |call| {
        call.state.chain.a.asset_tracker.supply_to_fill_in = Some(Amount(1));
    });
}

#[test]
fn before_v31_nobody_keeps_what_a_chain_has_of_its_own_token() {
    let parameters = Parameters { asset: Asset::NativeToken, ..before_v31(SettlementLayer::L1) };
    let withdraw = [
        Action::MintNative { amount: Amount(2) },
        Action::Withdraw { chain: A, amount: Amount(1) },
        Action::SettleBatch { chain: A },
    ];
    let minted = given(parameters).then(withdraw);
    assert_eq!(minted.state.chain.a.asset_tracker.chain_balance, Amount(2), "one is locked on A");
    assert!(!minted.offers().contains(&deposit(B)), "nobody on L1 has any");
    let paid = minted.when(claim(A, SettlementLayer::L1, Source::Open));
    paid.changes(|next| {
        next.l1.message_root.withdrawals.a.l1.remove(0);
        next.l1.nullifier.is_withdrawal_finalized.a.l1.set(0);
        next.l1.native_token_vault.l1_supply = Amount(1);
    });
    let on_l1 = Given { parameters: paid.parameters.clone(), state: paid.accepted() };
    on_l1.clone().when(deposit(A)).changes(|next| {
        next.l1.native_token_vault.l1_supply = Amount(0);
        queue_deposit(next, A, 1, SettlementLayer::L1);
    });
    on_l1.clone().when(deposit(B)).changes(|next| {
        next.l1.native_token_vault.l1_supply = Amount(0);
        next.l1.native_token_vault.chain_balance.b = Amount(1);
        next.ghost_put_in.b = Difference(1);
        queue_deposit(next, B, 1, SettlementLayer::L1);
    });
    let upgraded = on_l1.then([Action::InitializeL1V31Upgrade]);
    upgraded.when(Action::RegisterLegacyToken).changes(|next| {
        next.l1.native_token_vault.l1_supply = Amount(0);
        let tracker = &mut next.l1.asset_tracker;
        tracker.is_asset_registered = true;
        tracker.chain_balance[ChainId::L1] = Amount(1);
        tracker.chain_balance[ChainId::from(A)] = Amount(2);
        tracker.deposited_minus_claimed.a = Difference(2);
    });
}
