//! Messages: what is proven on L1 was emitted on L2, and what was emitted can be proven.

use counterfoil_model::l1_l2_messaging::action::Source;
use counterfoil_model::l1_l2_messaging::messages::UserLogs;
use counterfoil_model::l1_l2_messaging::state::parts::Part;
use counterfoil_model::l1_l2_messaging::{Action, Flow, Guard, L1L2Messaging, State};

use super::Property;
use super::has_operations;
use super::runs::Run;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "no_unproved_message",
            "What is proven on L1, or can be, was emitted on L2 in a batch that is executed.",
            "L1 <-> L2 Communication, L2→L1 communication",
            Predicate::Step(no_unproved_message),
        )
        .reads(|system| Run::reads(system).and(Part::ProvableLogs.alone()))
        .rests_on(&[
            Guard::LogsTreeIsOfTheLogs,
            Guard::WithdrawalIsFinal,
            Guard::WithdrawalIsLogged,
            Guard::FailureIsFinal,
            Guard::FailureIsLogged,
            Guard::ProofIsSound,
        ])
        .applies(has_operations),
        Property::new(
            "messages_are_published",
            "L1 was given every message of an executed batch.",
            "L1 <-> L2 Communication, Long L2→L1 messages & bytecodes",
            Predicate::Always(|_, state: &State| !state.l1.message_root.ghost_has_unpublished_message),
        )
        .reads(|_| Part::IsUnpublished.alone())
        .rests_on(&[Guard::MessagesAreThoseLogged])
        .applies(|scenario| scenario.parameters.runs(Flow::Withdraw)),
    ]
}

fn no_unproved_message(_: &L1L2Messaging, before: &State, action: &Action, after: &State) -> bool {
    let logs = &before.l1.message_root.logs;
    match *action {
        Action::ClaimFailedDeposit { operation, .. } => logs.failed.has(operation),
        Action::FinalizeWithdrawal { source } => matches!(source, Source::Sent | Source::Used),
        _ => Run::of(before, action)
            .is_none_or(|run| adds_no_more(logs, &run.logs(), &after.l1.message_root.logs)),
    }
}

/// Whether nothing stands in `after` that is neither in `before` nor emitted.
fn adds_no_more(before: &UserLogs, emitted: &UserLogs, after: &UserLogs) -> bool {
    let expected = before.and(*emitted);
    after.failed.and(expected.failed) == expected.failed
        && after.succeeded.and(expected.succeeded) == expected.succeeded
        && after.withdrawals <= expected.withdrawals
        && after.has_forged_withdrawal == before.has_forged_withdrawal
}
