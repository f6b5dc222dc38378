//! `L1AssetRouter`, as far as it does more than to pass a call on to the vault.
//!
//! Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Claiming failed deposits.
//!
//! Not modelled: `TokenNotSupported`, `LegacyBridgeUsesNonNativeToken`, `onlyLegacyBridge`, `onlyNullifier` and
//! `whenNotPaused` (who calls, and for which token, holds by construction), the lock of `L1ERC20Bridge` itself (it
//! is held exactly as long as the router's). The legacy bridge serves one chain, which is A here.

use crate::asset_tracker::topology::Chain;

use super::super::state::{BalanceChange, Lock};
use super::super::{AssetTracker, Guard, State};
use super::l1_native_token_vault;

/// A deposit by the legacy bridge, up to where its tokens are taken. The bridgehub is called only after that.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `L1AssetRouter.depositLegacyErc20Bridge`.
pub(crate) fn deposit_legacy_erc20_bridge(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    deposited: BalanceChange,
) -> Result<State, Guard> {
    let is_entered = state.is_entered(Lock::AssetRouter);

    system.guards.require(Guard::LegacyDepositNotReentered, !is_entered)?;

    l1_native_token_vault::bridge_burn(system, state, chain, deposited)
}

/// Passes a claim on to the vault, whichever of the nullifier's functions it came through.
///
/// Spec: Claiming failed deposits. Solidity: `L1AssetRouter.bridgeConfirmTransferResult`.
pub(crate) fn bridge_confirm_transfer_result(system: &AssetTracker, state: &State) -> Result<(), Guard> {
    let is_entered = state.is_entered(Lock::AssetRouter);

    system.guards.require(Guard::RefundConfirmedNotReentered, !is_entered)
}
