//! `L2BaseToken`: users withdraw.
//!
//! Document: "L1 <-> L2 Communication", Deposits and Withdrawals.
//!
//! Not modelled: the receiver and the amount of a withdrawal, which is always one unit for whoever makes it.

use crate::types::Amount;

use super::super::messages::{Executed, Transaction};
use super::super::{Guard, L1L2Messaging, State};

/// Burns a unit and sends a message to L1 that releases it there.
///
/// Spec: Deposits and Withdrawals. Solidity: `L2BaseToken.withdraw`, `L1Messenger.sendToL1`.
pub(crate) fn withdraw(system: &L1L2Messaging, state: &State) -> Result<State, Guard> {
    let under_way = state.batch_under_way();
    let supply = under_way.state_root.supply;

    let guards = &system.guards;
    guards.require(Guard::WithdrawalIsCovered, supply > Amount::ZERO)?;

    let mut next = *state;
    next.open_batch = under_way;
    let open = &mut next.open_batch;
    let burned = guards.moves(Guard::WithdrawalIsBurned, Amount(1));
    open.state_root.supply = Amount(supply.0.saturating_sub(burned.0));
    let system_version = open.state_root.system_version;
    for _ in 0..guards.happens(Guard::WithdrawalIsSent) {
        open.executed = open.executed.push(Executed { transaction: Transaction::Withdrawal, system_version });
    }
    Ok(next)
}
