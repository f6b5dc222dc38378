//! Refunds and payments: a deposit is refunded or it has succeeded, and what is locked on L1 is what it is owed for.

use counterfoil_model::l1_l2_messaging::action::Source;
use counterfoil_model::l1_l2_messaging::state::parts::{Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Flow, Guard, L1L2Messaging, Scenario, State};

use super::Property;
use super::has_operations;
use crate::property::{Predicate, Sides, Term};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "refund_exactly_once",
            "A deposit is refunded only if it has failed in an executed batch and was not refunded before.",
            "L1 <-> L2 Communication, Priority operations",
            Predicate::Step(refund_exactly_once),
        )
        .reads(|_| of(&[Part::Failed, Part::Refunded]))
        .rests_on(&[Guard::DepositIsRecorded, Guard::DepositClearedOnce, Guard::FailureIsLogged])
        .applies(refunds),
        Property::new(
            "never_refund_and_success",
            "No deposit is both refunded on L1 and successful on L2.",
            "L1 <-> L2 Communication, Priority operations, Bootloader",
            Predicate::Always(never_refund_and_success),
        )
        .reads(|_| of(&[Part::ProvableLogs, Part::Refunded]))
        .rests_on(&[Guard::FailureIsFinal, Guard::FailureIsLogged, Guard::LogsTreeIsOfTheLogs])
        .applies(refunds),
        Property::new(
            "refund_always_claimable",
            "A deposit that has failed in an executed batch can still be refunded.",
            "L1 <-> L2 Communication, Priority operations",
            Predicate::AlwaysPossible(all_failures_are_refunded),
        )
        .reads(|_| of(&[Part::Failed, Part::Refunded]))
        .rests_on(&[Guard::ResultIsLogged])
        .applies(refunds),
        Property::new(
            "withdrawal_paid_once",
            "A withdrawal that is finalised is not paid again.",
            "L1 <-> L2 Communication, Deposits and Withdrawals",
            Predicate::Step(withdrawal_paid_once),
        )
        .reads(|_| of(&[Part::HasFinalized, Part::Locked]))
        .rests_on(&[Guard::WithdrawalFinalizedOnce])
        .applies(withdraws),
        Property::new(
            "withdrawal_always_payable",
            "What users have withdrawn in an executed batch can still be paid, if L1 knows the message.",
            "L1 <-> L2 Communication, Deposits and Withdrawals",
            Predicate::AlwaysPossible(all_withdrawals_are_paid),
        )
        .reads(|_| Part::ProvableLogs.alone())
        .rests_on(&[Guard::WithdrawalFinalizedOnce])
        .applies(withdraws),
        Property::new(
            "locked_is_owed",
            "What is locked on L1 is what waits in the queue, what users hold on L2, what they have withdrawn and \
                 what is to be refunded.",
            "L1 <-> L2 Communication, Deposits and Withdrawals",
            Predicate::Always(locked_is_owed),
        )
        .reads(|_| {
            let queue = of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs]);
            queue.and(of(&[Part::Locked, Part::ExecutedRoot, Part::ProvableLogs, Part::Failed, Part::Deposits]))
        })
        .rests_on(&[Guard::WithdrawalIsCovered, Guard::OperationsHashToTheClaim])
        .applies(has_operations)
        .sides(|_, state| vec![sides(state)]),
    ]
}

fn refunds(scenario: &Scenario) -> bool {
    scenario.parameters.runs(Flow::FailDeposits)
}

fn withdraws(scenario: &Scenario) -> bool {
    scenario.parameters.runs(Flow::Withdraw)
}

fn refund_exactly_once(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let Action::ClaimFailedDeposit { operation, .. } = *action else { return true };
    let has_failed = before.l1.message_root.ghost_failed.has(operation);
    has_failed && !before.l1.nullifier.ghost_refunded.has(operation)
}

fn never_refund_and_success(_: &L1L2Messaging, state: &State) -> bool {
    let succeeded = state.l1.message_root.logs.succeeded;
    state.l1.nullifier.ghost_refunded.iter().all(|operation| !succeeded.has(operation))
}

fn all_withdrawals_are_paid(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.message_root.logs.withdrawals == 0
}

fn all_failures_are_refunded(_: &L1L2Messaging, state: &State) -> bool {
    let refunded = state.l1.nullifier.ghost_refunded;
    state.l1.message_root.ghost_failed.iter().all(|operation| refunded.has(operation))
}

fn withdrawal_paid_once(_: &L1L2Messaging, before: &State, action: &Action, after: &State) -> bool {
    *action != Action::FinalizeWithdrawal { source: Source::Used } || before == after
}

fn locked_is_owed(_: &L1L2Messaging, state: &State) -> bool {
    locked(state) == owed(state).iter().map(|term| term.amount).sum::<i64>()
}

fn locked(state: &State) -> i64 {
    state.l1.nullifier.locked.wide()
}

fn owed(state: &State) -> Vec<Term> {
    let (root, nullifier) = (&state.l1.message_root, &state.l1.nullifier);
    let to_refund = root.ghost_failed.iter().filter(|operation| nullifier.deposit_happened.has(*operation));
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let supply = state.l1.executor.executed_state_root.supply;
    let terms = [
        ("in the queue", count(state.l1.mailbox.waiting().count())),
        ("users on L2, as of the last executed batch", supply.wide()),
        ("withdrawals to finalise", i64::from(root.logs.withdrawals)),
        ("failed deposits to refund", count(to_refund.count())),
    ];
    terms.map(|(name, amount)| Term { name: name.into(), amount }).into()
}

fn sides(state: &State) -> Sides {
    let locked = vec![Term { name: "locked on L1".into(), amount: locked(state) }];
    Sides { case: "the bridge".into(), left: ("locked", locked), relation: "=", right: ("owed", owed(state)) }
}
