//! Operations: L2 executes what was requested on L1, in that order, and nothing else in its name.

use counterfoil_model::l1_l2_messaging::messages::Transaction;
use counterfoil_model::l1_l2_messaging::state::Batch;
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Flow, Guard, L1L2Messaging, State};

use super::Property;
use super::runs::Run;
use super::{has_operations, positions};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "operations_execute_in_order",
            "The operations of an executed batch are the next ones of the queue, each once and in order.",
            "L1 <-> L2 Communication, Batch execution",
            Predicate::Step(operations_execute_in_order),
        )
        .reads(|system| Run::reads(system).and(of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs])))
        .rests_on(&[
            Guard::OperationsHashToTheClaim,
            Guard::ClaimedHashIsLogged,
            Guard::OperationsLeaveTheQueue,
            Guard::PathStartsAtTheFirstUnprocessed,
            Guard::RootIsHistorical,
            Guard::SenderIsNotKernel,
        ]),
        Property::new(
            "committed_operations_are_requested",
            "The operations of a committed batch were requested before.",
            "L1 <-> L2 Communication, Batch commit",
            Predicate::Always(committed_operations_are_requested),
        )
        .cases(
            |system| {
                let shared = of(&[Part::Committed, Part::TotalPriorityTxs]);
                positions(system).map(|others| shared.and(BatchPart::Logs.after(others))).collect()
            },
            |_, state, others| {
                state.l1.executor.committed.iter().nth(others).is_none_or(|batch| is_requested(state, batch))
            },
        )
        .rests_on(&[Guard::CommittedOperationsAreQueued])
        .applies(|scenario| has_operations(scenario) && scenario.parameters.runs(Flow::TrustCommits)),
    ]
}

fn operations_execute_in_order(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let Some(run) = Run::of(before, action) else { return true };
    let priority = run.executed.iter().map(|one| one.transaction).filter(|one| one.is_priority());
    let mailbox = &before.l1.mailbox;
    let mut waiting = mailbox.waiting();
    priority.into_iter().all(|transaction| match transaction {
        Transaction::Priority { operation, .. } => waiting.next() == Some(operation),
        _ => false,
    })
}

fn committed_operations_are_requested(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.executor.committed.iter().all(|batch| is_requested(state, batch))
}

fn is_requested(state: &State, batch: &Batch) -> bool {
    let transactions = batch.ghost_executed.iter().map(|one| one.transaction);
    let requested = state.l1.mailbox.total_priority_txs;
    transactions.into_iter().filter(|one| one.is_priority()).all(
        |transaction| matches!(transaction, Transaction::Priority { operation, .. } if operation < requested),
    )
}
