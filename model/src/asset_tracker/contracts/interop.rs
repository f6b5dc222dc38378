//! `InteropCenter` and `InteropHandler`: transfers from chain to chain.
//!
//! Document: "Contract-based and Full AssetTracker", Introduction, Settlement of chains and interop.
//!
//! Not modelled: attributes, fees, shadow accounts and unbundling of a bundle, `ExecutingNotAllowed` and
//! `CallNotExecutable` (anybody may execute any bundle), `DestinationChainNotRegistered` (there are two chains).
//!
//! A bundle is provable on the recipient once Gateway has executed the sender's batch. The chain imports roots
//! of Gateway only, which its own batch is held to when it is executed; here the claim itself is refused.

use crate::types::{Amount, Chain, SettlementLayer};

use super::super::action::Source;
use super::super::messages::BatchMessage;
use super::super::{AssetTracker, Guard, State};
use super::l2_asset_tracker::{self, Counterpart};
use super::{executor, l2_token};

/// A user sends to the other chain.
///
/// Spec: Settlement of chains and interop. Solidity: `InteropCenter._sendBundle`.
pub(crate) fn send_bundle(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let layer = system.settles_on(state, chain);

    system.guards.require(Guard::InteropOnlyOnGateway, layer == Some(SettlementLayer::Gateway))?;

    let to = Counterpart::OtherChain;
    let booked = l2_asset_tracker::handle_initiate_bridging_on_l2(system, state, chain, amount, to)?;
    let mut next = l2_token::bridge_burn(system, &booked, chain, amount)?;
    executor::begin_batch(system, &mut next, chain, BatchMessage::Interop { amount });
    Ok(next)
}

/// A user claims what was sent to a chain.
///
/// Spec: Settlement of chains and interop. Solidity: `InteropHandler.executeBundle`.
pub(crate) fn execute_bundle(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
    source: Source,
) -> Result<State, Guard> {
    let is_pending = system.parameters.variant.holds_interop_pending();
    let on_gateway = system.settles_on(state, chain) == Some(SettlementLayer::Gateway);
    let may_claim = on_gateway || !is_pending || system.parameters.variant.strands_nothing();

    let guards = &system.guards;
    guards.require(Guard::InteropClaimedOnce, source != Source::Used)?;
    guards.require(Guard::InteropRootIsGateways, source != Source::Forged)?;
    guards.require(Guard::InteropClaimedOnGateway, may_claim)?;

    let from = Counterpart::OtherChain;
    let booked = l2_asset_tracker::handle_finalize_bridging_on_l2(system, state, chain, amount, from);
    let mut next = l2_token::bridge_mint(system, &booked, chain, amount)?;
    if source == Source::Open {
        let slot = system.slot(amount);
        next.chain[chain].interop.remove(slot);
        if system.keeps_used_messages {
            next.chain[chain].is_interop_claimed.set(slot);
        }
    }
    // What a chain claims at home came with its balance, so Gateway need not hear of it.
    if is_pending && (on_gateway || !system.parameters.variant.strands_nothing()) {
        executor::begin_batch(system, &mut next, chain, BatchMessage::InteropExecuted { amount });
    }
    Ok(next)
}
