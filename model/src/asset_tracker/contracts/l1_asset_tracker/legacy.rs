//! The part of `L1AssetTracker` that takes over the balances from before v31.
//!
//! Document: "Contract-based and Full AssetTracker", v31 upgrade.
//!
//! Not modelled: `InvalidChainId` in `registerLegacyToken` (the vault knows the token).

use crate::asset_tracker::topology::{ChainId, PerChainId};
use crate::types::Amount;

use super::super::super::guards::Kept;
use super::super::super::{AssetTracker, Guard, State};
use super::super::l1_native_token_vault;

/// Takes over from the vault what every chain had of a token before v31, and what there is of it on L1; the rest is its
/// origin chain's.
///
/// Spec: v31 upgrade, Step 1. Solidity: `L1AssetTracker.registerLegacyToken`.
pub(crate) fn register_legacy_token(system: &AssetTracker, state: &State) -> Result<State, Guard> {
    let tracker = &state.l1.asset_tracker;
    let nothing_booked = tracker.chain_balance == PerChainId::default();

    let guards = &system.guards;
    guards.require(Guard::LegacyTokenRegisteredOnce, !tracker.is_asset_registered)?;
    guards.require(Guard::NothingBookedBeforeRegistration, nothing_booked)?;

    let mut next = state.clone();
    next.l1.asset_tracker.chain_balance = PerChainId::default();
    let mut bridged_out = Amount::ZERO;
    let origin = system.origin_chain_id();
    for &chain in system.chains.iter().filter(|chain| ChainId::from(**chain) != origin) {
        let amount = l1_native_token_vault::migrate_token_balance_to_asset_tracker(&mut next, chain);
        next.l1.asset_tracker.chain_balance[ChainId::from(chain)] = amount;
        let counts = guards.times(Kept::PreV31Balance);
        let total = &mut next.l1.asset_tracker.deposited_minus_claimed[chain];
        *total = total.plus(amount.times(counts));
        bridged_out = system.uint.add(bridged_out, amount);
    }
    if let ChainId::Chain(chain) = origin {
        let on_l1 = std::mem::take(&mut next.l1.native_token_vault.l1_supply);
        next.l1.asset_tracker.chain_balance[ChainId::L1] = on_l1;
        bridged_out = system.uint.add(bridged_out, on_l1);
        let counts = guards.times(Kept::PreV31Balance);
        let rest = system.uint.sub(system.uint.max, bridged_out);
        let total = &mut next.l1.asset_tracker.deposited_minus_claimed[chain];
        *total = total.plus(rest.times(counts));
    }
    next.l1.asset_tracker.chain_balance[origin] = system.uint.sub(system.uint.max, bridged_out);
    next.l1.asset_tracker.is_asset_registered = true;
    Ok(next)
}
