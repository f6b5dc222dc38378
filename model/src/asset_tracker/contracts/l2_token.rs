//! The token on a chain: `BridgedStandardERC20`, the base token, or the native token and the vault that
//! locks it, as far as they change what users hold; with the asset router's `withdraw` that leads there.
//!
//! Document: "Contract-based and Full AssetTracker", Withdrawals, Total sum invariant.
//!
//! Not modelled: who holds how much (users of a chain hold its supply together), allowances, metadata. A malicious
//! native token gives out on its own chain whatever it likes, so that nobody keeps its supply there: whatever
//! is to be taken from a user is there, and what is given to one is not counted.

use crate::asset_tracker::topology::Chain;
use crate::types::Amount;

use super::super::messages::BatchMessage;
use super::super::scenario::Asset;
use super::super::{AssetTracker, Guard, State};
use super::executor;
use super::l2_asset_tracker::{self, Counterpart};

/// A user withdraws to L1.
///
/// Spec: Withdrawals. Solidity: `L2AssetRouter.withdraw`, `L2NativeTokenVault.bridgeBurn`.
pub(crate) fn withdraw(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let booked =
        l2_asset_tracker::handle_initiate_bridging_on_l2(system, state, chain, amount, Counterpart::L1)?;
    let burned = system.guards.moves(Guard::WithdrawalIsBurned, amount);
    let mut next = bridge_burn(system, &booked, chain, amount, burned)?;
    if system.guards.happens(Guard::WithdrawalIsSent) > 0 {
        executor::begin_batch(system, &mut next, chain, BatchMessage::Withdrawal { amount });
    }
    Ok(next)
}

/// Takes from a user what leaves the chain: `burned` is the amount itself, unless a mutant has it otherwise.
///
/// Spec: Withdrawals. Solidity: `BridgedStandardERC20.bridgeBurn`, or the vault locks a native token.
pub(crate) fn bridge_burn(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
    burned: Amount,
) -> Result<State, Guard> {
    let supply = state.chain[chain].supply;
    let held = if keeps_no_supply(system, chain) { system.uint.max } else { supply };

    system.guards.require_le(Guard::BurnIsCovered, amount, held)?;

    let mut next = state.clone();
    next.chain[chain].supply = system.uint.sub(supply, burned);
    Ok(next)
}

/// Gives to a user what reaches the chain.
///
/// Spec: Total sum invariant. Solidity: `BridgedStandardERC20.bridgeMint`, or the vault releases a native
/// token.
pub(crate) fn bridge_mint(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let supply = state.chain[chain].supply;
    let given = if keeps_no_supply(system, chain) { Amount::ZERO } else { amount };

    system.guards.require(Guard::BridgeMintFits, system.uint.fits(supply, given))?;

    let mut next = state.clone();
    next.chain[chain].supply = system.uint.add(supply, given);
    Ok(next)
}

/// The native token's owner mints on chain A. What was bridged out is locked there and still counts.
///
/// Spec: Total sum invariant. Solidity: the token's own `mint`.
pub(crate) fn mint(system: &AssetTracker, state: &State, amount: Amount) -> Result<State, Guard> {
    let own = &state.chain[Chain::A];
    let unlocked = own.asset_tracker.chain_balance;
    let minted = system.uint.add(own.supply, system.uint.sub(system.uint.max, unlocked));

    system.guards.require(Guard::MintFits, system.uint.fits(minted, amount))?;

    let mut next = state.clone();
    next.chain[Chain::A].supply = system.uint.add(own.supply, amount);
    Ok(next)
}

/// Whether the asset's own contract on the chain is malicious.
fn keeps_no_supply(system: &AssetTracker, chain: Chain) -> bool {
    system.parameters.asset == Asset::MaliciousNativeToken && system.origin_chain_id() == chain.into()
}
