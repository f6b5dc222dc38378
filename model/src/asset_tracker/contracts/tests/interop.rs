//! `InteropCenter` and `InteropHandler`, one call at a time.

use crate::asset_tracker::action::Source;
use crate::asset_tracker::messages::{Batch, BatchMessage};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Party, State, Variant};
use crate::types::Amount;

use super::{
    Call, deposited_through_gateway, given, moved_to_gateway, parameters, settle_on_l1, variant,
    without_replays,
};

const SEND: Action = Action::SendInterop { chain: B, to: A, amount: Amount(1) };

fn claim(source: Source) -> Action {
    Action::ClaimInterop { chain: A, to: A, amount: Amount(1), source }
}

/// A user on B, which settles on Gateway, sends to A.
fn bundle() -> Call {
    given(parameters()).then(deposited_through_gateway(B, 2)).when(SEND)
}

/// A user claims on A, which has moved to Gateway, the second of two bundles that look alike.
fn second_claim(variant_here: Variant) -> Call {
    let execute = Action::ExecuteChainBatch { chain: B };
    let sent = given(variant(variant_here))
        .then(moved_to_gateway(A))
        .then(deposited_through_gateway(B, 2))
        .then([SEND, execute, SEND, execute, claim(Source::Open)]);
    // Where a claim begins a batch, the next one waits for it.
    let begun = sent.state.chain.a.batch.is_some();
    sent.then(begun.then_some(Action::ExecuteChainBatch { chain: A })).when(claim(Source::Open))
}

#[test]
fn send_bundle_refuses() {
    bundle().refusals().row(Guard::InteropOnlyOnGateway, |call| settle_on_l1(&mut call.state, B));
}

#[test]
fn send_bundle_takes_from_users_what_the_batch_sends() {
    bundle().changes(|next| {
        next.chain.b.supply = Amount(1);
        let message = BatchMessage::Interop { to: A, amount: Amount(1) };
        next.chain.b.batch =
            Some(Batch { message, committed: true, ghost_begun_on: SettlementLayer::Gateway });
    });
}

#[test]
fn execute_bundle_refuses() {
    second_claim(Variant::PendingInterop)
        .refusals()
        .row(Guard::InteropClaimedByRecipient, |call| {
            call.action = Action::ClaimInterop { chain: B, to: A, amount: Amount(1), source: Source::Open };
        })
        .row(Guard::InteropClaimedOnce, |call| call.action = claim(Source::Used))
        .row(Guard::InteropRootIsGateways, |call| {
            call.parameters.b.party = Party::ZkCompromised;
            call.action = claim(Source::Forged);
        })
        .row(Guard::InteropClaimedOnGateway, |call| settle_on_l1(&mut call.state, A));
}

#[test]
fn a_bundle_that_is_claimed_elsewhere_can_still_be_claimed_where_it_was_sent() {
    let elsewhere = Action::ClaimInterop { chain: B, to: A, amount: Amount(1), source: Source::Open };
    second_claim(Variant::Seed)
        .but(|call| call.action = elsewhere)
        .without(Guard::InteropClaimedByRecipient)
        .changes(|next| next.chain.b.supply = Amount(1));
}

#[test]
fn a_bundle_that_is_claimed_again_leaves_those_that_look_like_it() {
    second_claim(Variant::Seed)
        .but(|call| call.action = claim(Source::Used))
        .without(Guard::InteropClaimedOnce)
        .changes(|next| next.chain.a.supply = Amount(2));
}

#[test]
fn execute_bundle_pays_and_on_l1_as_documented_or_where_nothing_is_stranded() {
    let effects = |next: &mut State| {
        next.chain.a.interop.remove(0);
        next.chain.a.supply = Amount(2);
    };
    second_claim(Variant::Seed).changes(effects);
    second_claim(Variant::PendingInterop).changes(|next| {
        effects(next);
        let message = BatchMessage::InteropExecuted { amount: Amount(1) };
        next.chain.a.batch =
            Some(Batch { message, committed: true, ghost_begun_on: SettlementLayer::Gateway });
    });
    for variant in [Variant::Seed, Variant::NothingStranded] {
        second_claim(variant).but(|call| settle_on_l1(&mut call.state, A)).changes(effects);
    }
}

#[test]
fn the_first_claim_is_taken_note_of_and_marks_the_asset_as_migrated() {
    let first_claim = |parameters| {
        let sent = given(parameters).then(moved_to_gateway(A)).then(deposited_through_gateway(B, 2));
        sent.then([SEND, Action::ExecuteChainBatch { chain: B }]).when(claim(Source::Open))
    };
    let effects = |next: &mut State| {
        next.chain.a.interop.remove(0);
        next.chain.a.supply = Amount(1);
        next.chain.a.asset_tracker.asset_migration_number = MigrationNumber::L1_TO_GATEWAY;
    };
    first_claim(parameters()).changes(|next| {
        effects(next);
        next.chain.a.is_interop_claimed.set(0);
    });
    first_claim(without_replays()).changes(effects);
}
