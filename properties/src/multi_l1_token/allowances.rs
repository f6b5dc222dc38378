//! Allowances: nobody spends more of somebody's tokens than was approved, and what was taken back stays so.

use counterfoil_model::multi_l1_token::state::allowances::Approval;
use counterfoil_model::multi_l1_token::state::parts::Part;
use counterfoil_model::multi_l1_token::topology::{Chain, Main, User};
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::Property;
use super::reads::once_quiet;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "no_more_is_spent_than_approved",
            "What others have spent of Alice's tokens is no more than all that she has ever approved.",
            "Fungible tokens for Multi-L1 Interoperability, IApproveManager",
            Predicate::Always(|_, state: &State| state.ghost.spent <= state.ghost.approved),
        )
        .reads(|_| Part::Approvals.alone())
        .rests_on(&[
            Guard::AllowanceIsSufficient,
            Guard::AllowancesAreManaged,
            Guard::LocalAllowanceCovers,
            Guard::AllowanceFalls,
        ])
        .applies(|scenario| scenario.parameters.budgets.approvals > 0),
        once_quiet(Property::new(
            "last_approval_stands",
            "Once nothing can move by itself, an allowance is no more than what was approved last on some App L1.",
            "Fungible tokens for Multi-L1 Interoperability, IApproveManager",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state) || system.parameters.mains().all(|main| last_approval_stands(system, state, main))
            }),
        )
        .cases(
            |system| {
                let kept = |main| Part::Requests(main).alone().and(Part::Approvals.alone());
                system.parameters.mains().map(kept).collect()
            },
            |system, state, case| {
                system.parameters.mains().nth(case).is_none_or(|main| last_approval_stands(system, state, main))
            },
        )
        .rests_on(&[Guard::StaleApprovalIsIgnored])
        // Where blocklists refuse an approval, the one before it stands.
        .applies(|scenario| {
            let budgets = scenario.parameters.budgets;
            budgets.approvals > 1 && budgets.blocks == 0
        })),
    ]
}

/// Nobody can tell in which order approvals were sent from two App L1s; of one, they have an order.
fn last_approval_stands(system: &MultiL1Token, state: &State, main: Main) -> bool {
    let (owner, spender) = (User::Alice, User::Bob);
    let last = system.parameters.apps().map(|app| state.ghost.last_approved[app]).max();
    let allowance = state.allowances.of(Approval { at: Chain::Main(main), owner, spender });
    Some(allowance.amount) <= last
}
