//! A malicious Gateway, one forgery at a time: what of it L1 believes.

use crate::asset_tracker::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use crate::asset_tracker::scenario::ChainParameters;
use crate::asset_tracker::topology::Chain::{self, A, B};
use crate::asset_tracker::topology::{ChainId, MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Flow, Guard, History, Parameters, Party};
use crate::types::{Amount, Difference, TxStatus};

use super::{Call, Given, given, moved_to_gateway, parameters};

/// Honest A stays on L1, ZK-compromised B may come and go; both are from before v31. Gateway proves what it likes.
fn malicious_from_the_start() -> Parameters {
    let chain = |party, migrates| ChainParameters { party, starts_on: SettlementLayer::L1, migrates };
    Parameters {
        a: chain(Party::Honest, false),
        b: chain(Party::ZkCompromised, true),
        gateway: Party::ZkCompromised,
        history: History::Upgraded,
        ..parameters()
    }
}

/// The same with honest chains, and a Gateway that can be trusted until its whitelisting is withdrawn.
fn malicious_later() -> Parameters {
    let chain = ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true };
    let flows = [parameters().flows, vec![Flow::WithdrawWhitelisting]].concat();
    Parameters { a: chain, b: chain, flows, ..malicious_from_the_start() }
}

fn forged(chain: Chain, claim: Claim) -> Action {
    let (layer, source) = (SettlementLayer::Gateway, Source::Vouched(claim));
    Action::FinalizeWithdrawal { message: Payment { chain, layer, amount: Amount(1), source } }
}

/// Users have deposited one unit to each chain, B's through Gateway, where it settles.
fn both_have_one() -> Given {
    let [pause, leave, ..] = moved_to_gateway(B);
    let confirm = Action::ConfirmMigration { chain: B, status: TxStatus::Success, earlier: false };
    given(malicious_from_the_start())
        .then([Action::Deposit { chain: A, amount: Amount(1) }, pause, leave, confirm])
        .then([Action::Deposit { chain: B, amount: Amount(1) }])
}

#[test]
fn what_happens_on_it_is_not_followed() {
    let start = given(malicious_from_the_start());
    let reached = both_have_one();
    assert_eq!(reached.state.gateway, start.state.gateway);
    assert_eq!(reached.state.l1.zk_chain.b, start.state.l1.zk_chain.b);
    assert_eq!(reached.state.l1.asset_tracker.chain_balance.gateway, Amount(1));
}

#[test]
fn what_it_forges_of_a_chain_that_settles_there_is_paid_from_its_own_balance() {
    both_have_one().when(forged(B, Claim::SinceV31)).changes(|next| {
        next.l1.asset_tracker.chain_balance.gateway = Amount(0);
        next.l1.asset_tracker.chain_balance.l1 = Amount(2);
        next.ghost_put_in.b = Difference(0);
    });
}

#[test]
fn what_it_forges_outside_the_recorded_interval_is_refused() {
    let refusals = both_have_one().when(forged(B, Claim::SinceV31)).refusals();
    refusals
        .row(Guard::SettlementInterval, |call| call.action = forged(A, Claim::SinceV31))
        .ordered_row(Guard::SettlementInterval, |call| call.action = forged(A, Claim::BeforeV31));
    // A batch of the chain from before v31 would be paid by the chain.
    let old = both_have_one().when(forged(A, Claim::BeforeV31)).without(Guard::SettlementInterval);
    assert_eq!(old.accepted().l1.asset_tracker.chain_balance.chain.a, Amount(0));
}

#[test]
fn a_proof_through_a_third_layer_is_refused() {
    let mut call = both_have_one().when(forged(B, Claim::SinceV31));
    call.parameters.b.party = Party::ZkCompromised;
    call.refusals().row_before(Guard::SettlementInterval, Guard::ProofDepthAtMostTwo, |call| {
        call.action = forged(A, Claim::Deeper { under: B });
    });
    // Whoever stands behind the third layer takes from Gateway what is not his.
    let call = both_have_one().when(forged(A, Claim::Deeper { under: B }));
    let next = call.without(Guard::SettlementInterval).without(Guard::ProofDepthAtMostTwo).accepted();
    assert_eq!(
        (next.l1.asset_tracker.chain_balance.gateway, next.ghost_put_in.b),
        (Amount(0), Difference(0))
    );
}

#[test]
fn add_chain_batch_root_refuses_to_replace_one() {
    let settle = |rewrites| Action::SettleForgedGatewayBatch { rewrites };
    let call = both_have_one().when(settle(false));
    call.changes(|_| ());
    let rewriting = |call: &mut Call| call.action = Action::SettleForgedGatewayBatch { rewrites: true };
    call.clone().refusals().row(Guard::BatchRootWriteOnce, rewriting);
    // Under a replaced root Gateway proves of A what it likes, and A pays.
    let rewritten = call.but(rewriting).without(Guard::BatchRootWriteOnce).accepted();
    let call = both_have_one().when(forged(A, Claim::SinceV31)).but(|call| {
        call.state = rewritten;
        call.action = forged(A, Claim::Rewritten);
    });
    assert_eq!(call.accepted().l1.asset_tracker.chain_balance.chain.a, Amount(0));
}

#[test]
fn it_may_say_how_a_move_ended_and_that_a_chain_has_left() {
    let [pause, leave, ..] = moved_to_gateway(B);
    let away = given(malicious_from_the_start()).then([pause, leave]);
    let failed = Action::ConfirmMigration { chain: B, status: TxStatus::Failure, earlier: false };
    let next = away.clone().when(failed).accepted();
    assert_eq!(next.l1.bridgehub.settlement_layer.b, SettlementLayer::L1);
    let next = away.when(Action::FinalizeMigrationFromGateway { chain: B }).accepted();
    assert_eq!(next.l1.chain_asset_handler.migration_number.b, MigrationNumber::GATEWAY_TO_L1);
}

#[test]
fn it_may_send_home_as_much_as_it_has() {
    let message = |amount| ReturnMessage::Forged {
        sender: ChainId::Gateway,
        chain: B,
        amount: Amount(amount),
        chain_migration_number: MigrationNumber::GATEWAY_TO_L1,
    };
    let home = both_have_one().then([Action::FinalizeMigrationFromGateway { chain: B }]);
    let receive = |amount| Action::ReceiveGatewayToL1Migration { message: message(amount) };
    let balance = home.clone().when(receive(1)).accepted().l1.asset_tracker.chain_balance;
    assert_eq!((balance.gateway, balance.chain.b), (Amount(0), Amount(1)));
    home.when(receive(2)).is_refused_by(Guard::ReturnIsCovered);
}

#[test]
fn a_past_gateway_turns_malicious_and_finds_every_interval_closed() {
    let withdrawn = given(malicious_later()).then([Action::WithdrawWhitelisting]);
    assert!(!given(malicious_later()).offers().contains(&forged(A, Claim::SinceV31)));
    withdrawn.clone().when(forged(A, Claim::SinceV31)).is_refused_by(Guard::SettlementInterval);
    // Totals of an honest chain that it makes up, too.
    let message = TotalsMessage::Forged {
        sender: A,
        chain: A,
        amount_to_keep: 0,
        chain_migration_number: MigrationNumber::NEVER,
    };
    let totals = withdrawn.when(Action::ReceiveL1ToGatewayMigration { message });
    totals.is_refused_by(Guard::SettlementInterval);
    let away = |call: &mut Call| {
        call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway;
        call.action = forged(A, Claim::SinceV31);
    };
    // Of a chain that has gone there all the same it proves what it likes.
    totals.but(away).is_refused_by(Guard::PaymentIsCovered);
}
