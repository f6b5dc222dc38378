//! Witnesses: what must be possible, so that a model which does nothing cannot pass.

use counterfoil_model::multi_l1_token::messages::{Content, Message};
use counterfoil_model::multi_l1_token::topology::{App, Main, User};
use counterfoil_model::multi_l1_token::{Budgets, MultiL1Token, Parameters, Repair, State};

use super::Property;
use super::amounts::accounts;
use crate::property::Predicate;

const SOURCE: &str = "Fungible tokens for Multi-L1 Interoperability, Requests from App L1";

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    [of_requests(), of_local_transfers(), of_updates_and_routes()].into_iter().flatten().collect()
}

fn of_requests() -> Vec<Property> {
    vec![
        Property::new(
            "taken_from_two_chains",
            "What was scattered over two App L1s arrives at one recipient.",
            SOURCE,
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let is_empty = |app: &App| state.account(*app, User::Alice).balance.0 == 0;
                system.is_quiet(state)
                    && state.ghost.executed != 0
                    && system.parameters.apps().all(|app| is_empty(&app))
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.transfers > 0 && scenario.parameters.most > 1),
        Property::new(
            "transfer_is_settled",
            "A transfer is executed, and nothing is left to do.",
            SOURCE,
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                state.ghost.executed != 0 && system.is_quiet(state)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.transfers > 0),
        Property::new(
            "request_is_refused",
            "A request is refused, and nothing is left to do.",
            SOURCE,
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                state.ghost.refused != 0 && system.is_quiet(state)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.transfers > 0),
        Property::new(
            "failed_message_is_executed",
            "An execution runs out of gas, and somebody retries it until nothing is left to do.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let spent = state.left.gas_faults < system.parameters.budgets.gas_faults;
                spent && state.failed.is_empty() && system.is_quiet(state) && state.ghost.executed != 0
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.gas_faults > 0),
        Property::new(
            "tokens_are_burnt",
            "A burn is executed, and the supply is less.",
            "Fungible tokens for Multi-L1 Interoperability, Managing totalSupply",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let taken = state.left.burns < system.parameters.budgets.burns;
                taken && system.is_quiet(state) && state.ghost.executed != 0
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.burns > 0),
        Property::new(
            "tokens_are_moved",
            "What lay on another App L1 is on the one that asked.",
            "Fungible tokens for Multi-L1 Interoperability, Balance Transfers Between App L1 Chains",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let moved = state.left.local_transfers < system.parameters.budgets.local_transfers;
                moved && state.ghost.executed != 0 && system.is_quiet(state)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.local_transfers > 0),
    ]
}

fn of_local_transfers() -> Vec<Property> {
    vec![
        Property::new(
            "local_transfer_is_booked",
            "What was transferred within an App L1 has reached the books.",
            "Fungible tokens for Multi-L1 Interoperability, When FT Balance on App L1 Is Sufficient",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                state.left.fast_transfers < system.parameters.budgets.fast_transfers && system.is_quiet(state)
            }),
        )
        .applies(|scenario| {
            let Parameters { budgets, variant, .. } = &scenario.parameters;
            budgets.fast_transfers > 0 && !variant.has(Repair::LocalFromLocks)
        }),
        Property::new(
            "locked_transfer_is_booked",
            "What was transferred from a lock has reached the books.",
            "Fungible tokens for Multi-L1 Interoperability, Using Locked FT",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                state.left.lock_transfers < system.parameters.budgets.lock_transfers && system.is_quiet(state)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.lock_transfers > 0),
        Property::new(
            "allowance_is_spent",
            "What somebody else has spent is settled.",
            "Fungible tokens for Multi-L1 Interoperability, IApproveManager",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                state.ghost.spent.0 > 0 && system.is_quiet(state)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.transfers_from > 0),
        Property::new(
            "new_address_locks",
            "An address that was new has a lock, of which its FT Manager knows.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let is_locked = |app| state.account(app, User::Carol).locked.0 > 0;
                system.parameters.apps().any(is_locked) && system.is_quiet(state)
            }),
        )
        .applies(|scenario| {
            let Budgets { initial_mints, locks, .. } = scenario.parameters.budgets;
            initial_mints > 0 && locks > 0 && scenario.parameters.users > 2
        }),
        Property::new(
            "invented_tokens_leave_their_chain",
            "Tokens that a compromised App L1 has invented are on others, which then hold more than the supply.",
            "Fungible tokens for Multi-L1 Interoperability, Operation as a Unified System",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let held = accounts(system).map(|(app, user)| state.account(app, user).balance.wide());
                held.sum::<i64>() > state.ghost.supply.wide()
            }),
        )
        .applies(|scenario| {
            let Parameters { budgets, most, .. } = &scenario.parameters;
            budgets.compromised_reports > 1 && budgets.transfers > 0 && *most > 1
        }),
    ]
}

fn of_updates_and_routes() -> Vec<Property> {
    vec![
        Property::new(
            "blocked_everywhere",
            "An address that the Router has blocked is blocked on every chain.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let is_blocked = |app| state.account(app, User::Alice).block.is_blocked;
                let mut mains = system.parameters.mains();
                system.parameters.apps().all(is_blocked)
                    && mains.all(|main| state.mains[main].blocked[User::Alice].is_blocked)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.blocks > 0),
        Property::new(
            "blocked_address_still_spends",
            "An address that the Router has blocked spends where nobody knows of it yet.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Sometimes(|_, state: &State| state.ghost.lagging_debit),
        )
        .applies(|scenario| scenario.parameters.budgets.blocks > 0),
        Property::new(
            "address_is_unblocked_again",
            "An address that an App L1 had blocked is blocked nowhere.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let updates = system.parameters.budgets.local_blocks.saturating_sub(state.left.local_blocks);
                updates > 1 && accounts(system).all(|(app, user)| !state.account(app, user).is_local_blocked)
            }),
        )
        .applies(|scenario| scenario.parameters.budgets.local_blocks > 1),
        Property::new(
            "new_address_is_managed_on_the_second_main",
            "An address that was new is managed on the Main L1 that came later.",
            "Fungible tokens for Multi-L1 Interoperability, When to Scale Main L1",
            Predicate::Sometimes(|_, state: &State| state.mains[Main::Y].ghost_managed[User::Carol]),
        )
        .applies(|scenario| scenario.parameters.budgets.scalings > 0 && scenario.parameters.users > 2),
        Property::new(
            "transfer_is_routed_to_another_main",
            "The FT Manager of the sender tells that of the recipient.",
            SOURCE,
            Predicate::Sometimes(|_, state: &State| {
                let tells = |message: &Message| matches!(message.content, Content::Increase { .. });
                state.ghost.executed != 0 && state.in_flight.kinds().any(tells)
            }),
        )
        .applies(|scenario| scenario.parameters.mains > 1 && scenario.parameters.budgets.transfers > 0),
    ]
}
