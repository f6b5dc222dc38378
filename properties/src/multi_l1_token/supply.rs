//! The total supply: nothing comes from nowhere, and whoever counts it counts right.

use counterfoil_model::multi_l1_token::state::parts::Part;
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::amounts::{accounts, burnt, decreased, held, minted, pending, term};
use super::reads::{self, once_quiet};
use super::{Property, is_sound};
use crate::property::{Predicate, Sides, Term};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "supply_is_conserved",
            "What all accounts will hold, what waits for acknowledgements and what is to be burnt is the total supply.",
            "Fungible tokens for Multi-L1 Interoperability, Managing totalSupply",
            Predicate::Always(supply_is_conserved),
        )
        .reads(|system| {
            let pending = system.parameters.mains().map(|main| Part::Requests(main).alone());
            reads::effective_supply(system).and(pending.collect())
        })
        .rests_on(&[Guard::MessageIsReceivedOnce, Guard::DecreaseIsCovered])
        .applies(is_sound)
        .sides(|system, state| vec![supply(system, state)]),
        Property::new(
            "no_transient_inflation",
            "All accounts together never hold more than the total supply.",
            "Fungible tokens for Multi-L1 Interoperability, Managing totalSupply",
            Predicate::Always(|system: &MultiL1Token, state: &State| held(system, state) <= state.ghost.supply.wide()),
        )
        .reads(reads::supply)
        .rests_on(&[Guard::MintAwaitsDecreases])
        .applies(is_sound),
        once_quiet(Property::new(
            "database_agrees_once_quiet",
            "Once nothing can move by itself, the database has the total supply.",
            "Fungible tokens for Multi-L1 Interoperability, Double Updating of totalSupply",
            Predicate::Always(|system: &MultiL1Token, state: &State| !system.is_quiet(state) || state.database_supply == state.ghost.supply),
        )
        .cases(|_| vec![Part::Supply.alone()], |_, state, _| state.database_supply == state.ghost.supply)
        .applies(|scenario| scenario.parameters.budgets.burns > 0)),
        once_quiet(Property::new(
            "no_lasting_inflation",
            "Once nothing can move by itself, all accounts together hold the total supply.",
            "Fungible tokens for Multi-L1 Interoperability, Managing totalSupply",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state) || held(system, state) == state.ghost.supply.wide()
            }),
        )
        .cases(
            |system| vec![reads::supply(system)],
            |system, state, _| held(system, state) == state.ghost.supply.wide(),
        )
        .rests_on(&[Guard::SettlementIgnoresBlocklists])
        .applies(is_sound)),
    ]
}

fn supply_is_conserved(system: &MultiL1Token, state: &State) -> bool {
    conserved(system, state).iter().map(|term| term.amount).sum::<i64>() == state.ghost.supply.wide()
}

fn conserved(system: &MultiL1Token, state: &State) -> Vec<Term> {
    let sum = |amount: fn(&State, _, _) -> i64| {
        accounts(system).map(|(app, user)| amount(state, app, user)).sum::<i64>()
    };
    vec![
        term("accounts", held(system, state)),
        term("to be minted", sum(minted)),
        term("to be taken", -sum(decreased)),
        term("waiting for acknowledgements", pending(system, state)),
        term("to be burnt", burnt(state)),
    ]
}

fn supply(system: &MultiL1Token, state: &State) -> Sides {
    let right = vec![term("total supply", state.ghost.supply.wide())];
    let left = ("accounts", conserved(system, state));
    Sides { case: "the token".into(), left, relation: "=", right: ("supply", right) }
}
