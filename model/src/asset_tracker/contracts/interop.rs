//! `InteropCenter` and `InteropHandler`: transfers from chain to chain.
//!
//! Document: "Contract-based and Full AssetTracker", Introduction, Settlement of chains and interop.
//!
//! Not modelled: attributes, fees, shadow accounts and unbundling of a bundle, `ExecutingNotAllowed` and
//! `CallNotExecutable` (anybody may execute any bundle), `DestinationChainNotRegistered` (every chain is registered),
//! `WrongSourceChainId` (no book is kept by the sender, so that nothing reads who it was).
//!
//! A bundle is provable on the recipient once Gateway has executed the sender's batch. The chain imports roots
//! of Gateway only, which its own batch is held to when it is executed; here the claim itself is refused.

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::types::Amount;

use super::super::action::Source;
use super::super::messages::BatchMessage;
use super::super::{AssetTracker, Guard, State};
use super::l2_asset_tracker::{self, Counterpart};
use super::{executor, l2_token};

/// A bundle, as somebody submits it on a chain.
#[derive(Clone, Copy)]
pub(crate) struct Bundle {
    /// `destinationChainId`.
    pub(crate) to: Chain,
    /// How much it brings.
    pub(crate) amount: Amount,
    /// Which of the bundles that look like this.
    pub(crate) source: Source,
}

/// A user sends to another chain.
///
/// Spec: Settlement of chains and interop. Solidity: `InteropCenter._sendBundle`.
pub(crate) fn send_bundle(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    to: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let layer = system.settles_on(state, chain);

    system.guards.require(Guard::InteropOnlyOnGateway, layer == Some(SettlementLayer::Gateway))?;

    let is_to = Counterpart::OtherChain;
    let booked = l2_asset_tracker::handle_initiate_bridging_on_l2(system, state, chain, amount, is_to)?;
    let guards = &system.guards;
    let burned = guards.moves(Guard::BundleIsBurned, amount);
    let mut next = l2_token::bridge_burn(system, &booked, chain, amount, burned)?;
    if guards.happens(Guard::BundleIsSent) > 0 {
        let to = guards.whom(Guard::BundleIsSent, to, chain);
        executor::begin_batch(system, &mut next, chain, BatchMessage::Interop { to, amount });
    }
    Ok(next)
}

/// A user claims what was sent to a chain.
///
/// Spec: Settlement of chains and interop. Solidity: `InteropHandler.executeBundle`.
pub(crate) fn execute_bundle(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    bundle: Bundle,
) -> Result<State, Guard> {
    let Bundle { to, amount, source } = bundle;
    let is_pending = system.parameters.variant.holds_interop_pending();
    let on_gateway = system.settles_on(state, chain) == Some(SettlementLayer::Gateway);
    let may_claim = on_gateway || !is_pending || system.parameters.variant.strands_nothing();

    let guards = &system.guards;
    guards.require(Guard::InteropClaimedByRecipient, to == chain)?;
    guards.require(Guard::InteropClaimedOnce, source != Source::Used)?;
    guards.require(Guard::InteropRootIsGateways, source != Source::Forged)?;
    guards.require(Guard::InteropClaimedOnGateway, may_claim)?;

    let from = Counterpart::OtherChain;
    let booked = l2_asset_tracker::handle_finalize_bridging_on_l2(system, state, chain, amount, from);
    let minted = guards.moves(Guard::InteropIsMinted, amount);
    let mut next = l2_token::bridge_mint(system, &booked, chain, minted)?;
    // What another chain has claimed its recipient can still claim: each keeps its own books of bundles.
    if source == Source::Open && to == chain {
        let slot = system.slot(amount);
        let claimable = &mut next.chain[chain].interop;
        let used = guards.whom(Guard::BundleIsUsed, 1, claimable.of(slot));
        for _ in 0..guards.happens(Guard::BundleIsUsed).saturating_mul(used) {
            claimable.remove(slot);
        }
        if system.keeps_used_messages {
            next.chain[chain].is_interop_claimed.set(slot);
        }
    }
    // What a chain claims at home came with its balance, so Gateway need not hear of it.
    let is_awaited = is_pending && (on_gateway || !system.parameters.variant.strands_nothing());
    if is_awaited && guards.happens(Guard::ExecutionIsReported) > 0 {
        executor::begin_batch(system, &mut next, chain, BatchMessage::InteropExecuted { amount });
    }
    Ok(next)
}
