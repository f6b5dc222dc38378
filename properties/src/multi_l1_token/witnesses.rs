//! Witnesses: what must be possible, so that a model which does nothing cannot pass.

use counterfoil_model::multi_l1_token::messages::{Content, Message};
use counterfoil_model::multi_l1_token::state::parts::{Kind, Part, Way};
use counterfoil_model::multi_l1_token::topology::{App, Main, User};
use counterfoil_model::multi_l1_token::{Budgets, MultiL1Token, Parameters, Repair, State};

use super::Property;
use super::amounts::accounts;
use super::reads::{self, once_quiet};
use crate::property::Predicate;

const SOURCE: &str = "Fungible tokens for Multi-L1 Interoperability, Requests from App L1";

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    let all = [
        of_requests(),
        of_faults(),
        of_burns_and_moves(),
        of_local_transfers(),
        of_other_holders(),
        of_updates_and_routes(),
    ];
    all.into_iter().flatten().collect()
}

fn of_requests() -> Vec<Property> {
    vec![
        once_quiet(
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
            .cases(
                |system| {
                    let balances =
                        system.parameters.apps().map(|app| Part::Balance(app, User::Alice).alone());
                    balances.chain([Part::History.alone()]).collect()
                },
                |system, state, case| match system.parameters.apps().nth(case) {
                    Some(app) => state.account(app, User::Alice).balance.0 == 0,
                    None => state.ghost.executed != 0,
                },
            )
            .applies(|scenario| scenario.parameters.budgets.transfers > 0 && scenario.parameters.most > 1),
        ),
        once_quiet(
            Property::new(
                "transfer_is_settled",
                "A transfer is executed, and nothing is left to do.",
                SOURCE,
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    state.ghost.executed != 0 && system.is_quiet(state)
                }),
            )
            .cases(|_| vec![Part::History.alone()], |_, state, _| state.ghost.executed != 0)
            .applies(|scenario| scenario.parameters.budgets.transfers > 0),
        ),
        once_quiet(
            Property::new(
                "request_is_refused",
                "A request is refused, and nothing is left to do.",
                SOURCE,
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    state.ghost.refused != 0 && system.is_quiet(state)
                }),
            )
            .cases(|_| vec![Part::History.alone()], |_, state, _| state.ghost.refused != 0)
            .applies(|scenario| scenario.parameters.budgets.transfers > 0),
        ),
    ]
}

fn of_faults() -> Vec<Property> {
    vec![
        Property::new(
            "invented_tokens_leave_their_chain",
            "Tokens that a compromised App L1 has invented are on others, which then hold more than the supply.",
            "Fungible tokens for Multi-L1 Interoperability, Operation as a Unified System",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                let held = accounts(system).map(|(app, user)| state.account(app, user).balance.wide());
                held.sum::<i64>() > state.ghost.supply.wide()
            }),
        )
        .reads(reads::supply)
        .applies(|scenario| {
            let Parameters { budgets, most, .. } = &scenario.parameters;
            budgets.compromised_reports > 1 && budgets.transfers > 0 && *most > 1
        }),
        once_quiet(
            Property::new(
                "failed_message_is_executed",
                "An execution runs out of gas, and somebody retries it until nothing is left to do.",
                "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    let spent = state.left.gas_faults < system.parameters.budgets.gas_faults;
                    spent && state.failed.is_empty() && system.is_quiet(state) && state.ghost.executed != 0
                }),
            )
            .cases(
                |system| {
                    reads::failed(system)
                        .into_iter()
                        .chain([Part::History.alone().and(Part::budgets())])
                        .collect()
                },
                |system, state, case| {
                    let spent = || state.left.gas_faults < system.parameters.budgets.gas_faults;
                    let is_executed = || spent() && state.ghost.executed != 0;
                    let is_left = || reads::failed_at(state, case).next().is_some();
                    if case < Way::COUNT { !is_left() } else { is_executed() }
                },
            )
            .applies(|scenario| scenario.parameters.budgets.gas_faults > 0),
        ),
    ]
}

fn of_burns_and_moves() -> Vec<Property> {
    vec![
        once_quiet(
            Property::new(
                "tokens_are_burnt",
                "A burn is executed, and the supply is less.",
                "Fungible tokens for Multi-L1 Interoperability, Managing totalSupply",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    let taken = state.left.burns < system.parameters.budgets.burns;
                    taken && system.is_quiet(state) && state.ghost.executed != 0
                }),
            )
            .cases(
                |_| vec![Part::History.alone().and(Part::budgets())],
                |system, state, _| {
                    state.left.burns < system.parameters.budgets.burns && state.ghost.executed != 0
                },
            )
            .applies(|scenario| scenario.parameters.budgets.burns > 0),
        ),
        once_quiet(
            Property::new(
                "tokens_are_moved",
                "What lay on another App L1 is on the one that asked.",
                "Fungible tokens for Multi-L1 Interoperability, Balance Transfers Between App L1 Chains",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    let moved = state.left.local_transfers < system.parameters.budgets.local_transfers;
                    moved && state.ghost.executed != 0 && system.is_quiet(state)
                }),
            )
            .cases(
                |_| vec![Part::History.alone().and(Part::budgets())],
                |system, state, _| {
                    state.left.local_transfers < system.parameters.budgets.local_transfers
                        && state.ghost.executed != 0
                },
            )
            .applies(|scenario| scenario.parameters.budgets.local_transfers > 0),
        ),
    ]
}

fn of_local_transfers() -> Vec<Property> {
    vec![
        once_quiet(
            Property::new(
                "local_transfer_is_booked",
                "What was transferred within an App L1 has reached the books.",
                "Fungible tokens for Multi-L1 Interoperability, When FT Balance on App L1 Is Sufficient",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    state.left.fast_transfers < system.parameters.budgets.fast_transfers
                        && system.is_quiet(state)
                }),
            )
            .cases(
                |_| vec![Part::budgets()],
                |system, state, _| state.left.fast_transfers < system.parameters.budgets.fast_transfers,
            )
            .applies(|scenario| {
                let Parameters { budgets, variant, .. } = &scenario.parameters;
                budgets.fast_transfers > 0 && !variant.has(Repair::LocalFromLocks)
            }),
        ),
        once_quiet(
            Property::new(
                "locked_transfer_is_booked",
                "What was transferred from a lock has reached the books.",
                "Fungible tokens for Multi-L1 Interoperability, Using Locked FT",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    state.left.lock_transfers < system.parameters.budgets.lock_transfers
                        && system.is_quiet(state)
                }),
            )
            .cases(
                |_| vec![Part::budgets()],
                |system, state, _| state.left.lock_transfers < system.parameters.budgets.lock_transfers,
            )
            .applies(|scenario| scenario.parameters.budgets.lock_transfers > 0),
        ),
    ]
}

fn of_other_holders() -> Vec<Property> {
    vec![
        once_quiet(
            Property::new(
                "allowance_is_spent",
                "What somebody else has spent is settled.",
                "Fungible tokens for Multi-L1 Interoperability, IApproveManager",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    state.ghost.spent.0 > 0 && system.is_quiet(state)
                }),
            )
            .cases(|_| vec![Part::Approvals.alone()], |_, state, _| state.ghost.spent.0 > 0)
            .applies(|scenario| scenario.parameters.budgets.transfers_from > 0),
        ),
        once_quiet(
            Property::new(
                "new_address_locks",
                "An address that was new has a lock, of which its FT Manager knows.",
                "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
                Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                    let is_locked = |app| state.account(app, User::Carol).locked.0 > 0;
                    system.parameters.apps().any(is_locked) && system.is_quiet(state)
                }),
            )
            .cases(
                |system| {
                    vec![
                        system.parameters.apps().map(|app| Part::Balance(app, User::Carol).alone()).collect(),
                    ]
                },
                |system, state, _| {
                    system.parameters.apps().any(|app| state.account(app, User::Carol).locked.0 > 0)
                },
            )
            .applies(|scenario| {
                let Budgets { initial_mints, locks, .. } = scenario.parameters.budgets;
                initial_mints > 0 && locks > 0 && scenario.parameters.users > 2
            }),
        ),
    ]
}

fn of_updates_and_routes() -> Vec<Property> {
    vec![
        Property::new(
            "blocked_everywhere",
            "An address that the Router has blocked is blocked on every chain.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Sometimes(|system: &MultiL1Token, state: &State| {
                reads::chains(system).all(|chain| reads::is_blocked_on(state, chain, User::Alice))
            }),
        )
        .cases(
            |system| reads::chains(system).map(reads::blocklist).collect(),
            |system, state, case| {
                reads::chains(system)
                    .nth(case)
                    .is_none_or(|chain| reads::is_blocked_on(state, chain, User::Alice))
            },
        )
        .applies(|scenario| scenario.parameters.budgets.blocks > 0),
        Property::new(
            "blocked_address_still_spends",
            "An address that the Router has blocked spends where nobody knows of it yet.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Sometimes(|_, state: &State| state.ghost.lagging_debit),
        )
        .reads(|_| Part::Lagging.alone())
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
        .reads(|system| {
            let flags = accounts(system).map(|(app, user)| Part::Flags(app, user).alone());
            flags.chain([Part::budgets()]).collect()
        })
        .applies(|scenario| scenario.parameters.budgets.local_blocks > 1),
        Property::new(
            "new_address_is_managed_on_the_second_main",
            "An address that was new is managed on the Main L1 that came later.",
            "Fungible tokens for Multi-L1 Interoperability, When to Scale Main L1",
            Predicate::Sometimes(|_, state: &State| state.mains[Main::Y].ghost_managed[User::Carol]),
        )
        .reads(|_| Part::Book(Main::Y, User::Carol).alone())
        .applies(|scenario| scenario.parameters.budgets.scalings > 0 && scenario.parameters.users > 2),
        Property::new(
            "transfer_is_routed_to_another_main",
            "The FT Manager of the sender tells that of the recipient.",
            SOURCE,
            Predicate::Sometimes(|_, state: &State| {
                state.ghost.executed != 0 && state.in_flight.kinds().any(is_increase)
            }),
        )
        .cases(
            |_| {
                let told = Way::all().filter(|way| way.kind == Kind::Increase);
                vec![Part::History.alone(), told.map(|way| Part::InFlight(way).alone()).collect()]
            },
            |_, state, case| match case {
                0 => state.ghost.executed != 0,
                _ => state.in_flight.kinds().any(is_increase),
            },
        )
        .applies(|scenario| scenario.parameters.mains > 1 && scenario.parameters.budgets.transfers > 0),
    ]
}

fn is_increase(message: &Message) -> bool {
    matches!(message.content, Content::Increase { .. })
}
