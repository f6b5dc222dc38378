//! Blocklists: whom a chain blocks it serves in nothing, and in the end all block the same.

use counterfoil_model::footprint::Parts;
use counterfoil_model::multi_l1_token::messages::Content;
use counterfoil_model::multi_l1_token::topology::{Chain, User};
use counterfoil_model::multi_l1_token::{Action, Guard, MultiL1Token, State};

use super::Property;
use super::calls::{executed, parties};
use super::reads::{self, once_quiet};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "nobody_blocked_spends",
            "No chain takes part in spending, burning or moving tokens of whom it has on its blocklist, nor in giving them any.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Step(nobody_blocked_spends),
        )
        // The blocklist is that of the chain which asks it.
        .reads(|_| Parts::NONE)
        .rests_on(&[
            Guard::SenderIsNotLocallyBlocked,
            Guard::RecipientIsNotLocallyBlocked,
            Guard::SenderIsNotGloballyBlocked,
            Guard::RecipientIsNotGloballyBlocked,
            Guard::CallerIsNotLocallyBlocked,
            Guard::CallerIsNotGloballyBlocked,
            Guard::SpenderIsNotLocallyBlocked,
            Guard::SpenderIsNotGloballyBlocked,
            Guard::ManagedSpenderIsNotBlocked,
            Guard::ManagedSenderIsNotBlocked,
            Guard::ManagedRecipientIsNotBlocked,
            Guard::RoutedSenderIsNotBlocked,
            Guard::RoutedRecipientIsNotBlocked,
        ]),
        once_quiet(Property::new(
            "blocklists_converge",
            "Once nothing can move by itself, every chain has the Router's blocklist.",
            "Fungible tokens for Multi-L1 Interoperability, Blocklist",
            Predicate::Always(|system: &MultiL1Token, state: &State| !system.is_quiet(state) || has_one_blocklist(system, state)),
        )
        .cases(
            |system| {
                reads::chains(system).map(|chain| reads::blocklist(chain).and(reads::blocklist(Chain::Router))).collect()
            },
            |system, state, case| reads::chains(system).nth(case).is_none_or(|chain| converges(system, state, chain)),
        )
        .rests_on(&[Guard::StaleUpdateIsIgnored])
        .applies(|scenario| scenario.parameters.budgets.blocks > 0)),
    ]
}

/// The App L1 asks when a user calls, the Router and the FT Manager when they take a request. What settles it is
/// another matter.
fn nobody_blocked_spends(_: &MultiL1Token, before: &State, action: &Action, _: &State) -> bool {
    if let Some((app, users)) = parties(action) {
        return !users.into_iter().flatten().any(|user| is_blocked(before, Chain::App(app), user));
    }
    let Some((message, _)) = executed(action) else { return true };
    let Content::Request(request) = message.content else { return true };
    // Whoever spends for somebody else is asked for where the allowance is.
    let spender = request.spender().filter(|_| message.to != Chain::Router);
    let users = [Some(request.from), request.recipient(), spender];
    !users.into_iter().flatten().any(|user| is_blocked(before, message.to, user))
}

/// Whether a chain has an address on its blocklist.
fn is_blocked(state: &State, chain: Chain, user: User) -> bool {
    let is_local = matches!(chain, Chain::App(app) if state.account(app, user).is_local_blocked);
    is_local || reads::is_blocked_on(state, chain, user)
}

fn has_one_blocklist(system: &MultiL1Token, state: &State) -> bool {
    reads::chains(system).all(|chain| converges(system, state, chain))
}

/// Whether a chain blocks whom the Router blocks. Whom its own admin blocks besides is another matter.
fn converges(system: &MultiL1Token, state: &State, chain: Chain) -> bool {
    let is_blocked = |chain, user| reads::is_blocked_on(state, chain, user);
    system.parameters.users().all(|user| is_blocked(chain, user) == is_blocked(Chain::Router, user))
}
