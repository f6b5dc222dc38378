//! `TeleporterManager`: what FT, FT Manager and Router do with a message that arrives, and from whom they take one.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", `ITeleporterManager`; Unauthorized Requests from
//! Arbitrary L1s or Contracts; Operation as a Unified System.
//!
//! Not modelled, with the reason:
//! - "the deployed Teleporter contract MUST be configured to only accept requests from the following contracts": the
//!   Teleporter contract has no such list, so that any contract of a chain can send. The receiver's checks decide.
//! - `InvalidBlockchainID` and the like within Teleporter: signatures cannot be forged.

use super::super::action::{Forger, Taken};
use super::super::messages::{Content, Message};
use super::super::state::Blocked;
use super::super::topology::{App, Chain, Main};
use super::super::{Guard, MultiL1Token, State};
use super::ft_manager::Report;
use super::{ft, ft_manager, plus, router};

/// Executes a message, as it would be sub-called by Teleporter: with all its effects, or with none.
///
/// Spec: `receiveTeleporterMessage` of each contract. Solidity: `FT.receiveTeleporterMessage` and its like.
pub(crate) fn receive_teleporter_message(
    system: &MultiL1Token,
    state: &State,
    message: &Message,
    taken: Taken,
) -> Result<State, Guard> {
    match message.to {
        Chain::App(app) => at_app(system, state, app, message.content),
        Chain::Main(main) => at_main(system, state, main, (message.content, taken)),
        Chain::Router => match message.content {
            Content::Request(request) => router::forward(system, state, &request),
            Content::Increase { user, app, amount } => {
                Ok(router::forward_increase(system, state, (user, app, amount)))
            }
            Content::Lock { user, app, .. } => {
                router::forward_lock(system, state, (user, app, message.content))
            }
            _ => Ok(state.clone()),
        },
    }
}

fn at_app(system: &MultiL1Token, state: &State, app: App, content: Content) -> Result<State, Guard> {
    match content {
        Content::Decrease { id, main, user, amount, is_burn } => {
            ft::decrease(system, state, app, ft::Decrease { id, main, user, amount, is_burn })
        }
        Content::Mint { user, amount } => ft::mint(system, state, app, (user, amount)),
        Content::Grant { user, amount } => ft::grant(system, state, app, (user, amount)),
        Content::Register { user, main } => Ok(ft::register(state, app, user, main)),
        Content::LatestMain { main } => {
            let mut next = state.clone();
            next.apps[app].latest_main = Some(main);
            Ok(next)
        }
        Content::Block { user, is_blocked, number } => {
            let mut next = state.clone();
            update_block(system, &mut next.account_mut(app, user).block, (is_blocked, number));
            Ok(next)
        }
        _ => Ok(state.clone()),
    }
}

fn at_main(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    (content, taken): (Content, Taken),
) -> Result<State, Guard> {
    match content {
        Content::Request(request) => ft_manager::execute(system, state, main, (&request, taken)),
        Content::Acknowledge { id, app } => Ok(ft_manager::acknowledge(state, main, (id, app))),
        Content::Increase { user, app, amount } => {
            ft_manager::increase(system, state, main, (user, app, amount))
        }
        Content::Result { from, to, main: recipients, amount, app, is_locked } => {
            let report = Report { from, to, main: recipients, amount, app, is_locked };
            ft_manager::update_token_balance(system, state, main, report)
        }
        Content::Spent { owner, spender, amount, .. } => {
            Ok(ft_manager::allowances::update(state, main, (owner, spender, amount)))
        }
        Content::Lock { user, app, amount, locks: true } => {
            ft_manager::lock(system, state, main, (user, app, amount))
        }
        Content::Lock { user, app, amount, locks: false } => {
            ft_manager::unlock(system, state, main, (user, app, amount))
        }
        Content::Block { user, is_blocked, number } => {
            let mut next = state.clone();
            update_block(system, &mut next.mains[main].blocked[user], (is_blocked, number));
            Ok(next)
        }
        _ => Ok(state.clone()),
    }
}

/// Applies an update of the blocklist.
///
/// Spec: Blocklist. Solidity: `Blocklist.block`, `Blocklist.unblock`.
fn update_block(system: &MultiL1Token, blocked: &mut Blocked, (is_blocked, number): (bool, u8)) {
    if system.numbers_updates() {
        if number > blocked.updates {
            *blocked = Blocked { is_blocked, updates: number };
        }
    } else {
        blocked.is_blocked = is_blocked;
    }
}

/// Takes a message that no contract of the system would have sent, if nobody sees what is wrong with it. Where the FT
/// of a compromised App L1 sends it, nothing is wrong with where it comes from; but it can be refused to give orders,
/// and to report of others.
///
/// Spec: Unauthorized Requests from Arbitrary L1s or Contracts. Solidity:
/// `TeleporterManager.receiveTeleporterMessage`.
pub(crate) fn receive_forged(
    system: &MultiL1Token,
    state: &State,
    message: &Message,
    (by, taken): (Forger, Taken),
) -> Result<State, Guard> {
    let reported = message.reports_of();
    let is_own = by != Forger::CompromisedFt
        || reported.is_none_or(|app| system.parameters.compromised() == Some(app));
    let has_role = by != Forger::CompromisedFt || message.content.is_sent_by_apps();

    let guards = &system.guards;
    guards.require(Guard::CallerIsTeleporter, by != Forger::Caller)?;
    guards.require(Guard::SourceChainIsRegistered, by != Forger::OtherChain)?;
    guards.require(Guard::OriginSenderIsRegistered, by != Forger::OtherContract)?;
    guards.require(Guard::SenderHasTheRole, has_role || !system.asks_for_roles())?;
    guards.require(Guard::ReportIsOfItsOwnChain, is_own || !system.checks_reports())?;
    guards.require(Guard::RequestIsSigned, !message.is_of_a_user() || !system.asks_for_signatures())?;
    let executed = receive_teleporter_message(system, state, message, taken)?;

    let mut next = executed;
    let left = &mut next.left;
    let spent = match (by, message.content) {
        (Forger::CompromisedFt, Content::Request(_)) => &mut left.compromised_requests,
        (Forger::CompromisedFt, _) => &mut left.compromised_reports,
        _ => &mut left.forgeries,
    };
    *spent = spent.saturating_sub(1);
    next.ghost.forged |= by != Forger::CompromisedFt;
    if let (Forger::CompromisedFt, Content::Request(request)) = (by, message.content) {
        let ft = &mut next.apps[request.id.origin];
        ft.nonce = ft.nonce.saturating_add(1);
        // Nobody but the validators has asked for it.
        let others = system.parameters.apps().filter(|app| *app != request.id.origin);
        others.for_each(|app| plus(&mut next.ghost.loss, taken.0[app]));
    }
    Ok(next)
}
