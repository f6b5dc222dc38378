//! `L1Messenger`: at the end of a batch, what the operator provides is held against what was sent.
//!
//! Document: "L1 <-> L2 Communication", L2→L1 communication; Long L2→L1 messages & bytecodes.
//!
//! Not modelled, with the reason:
//! - Bytecodes and state diffs: nothing here reads them; they are checked in the same way as messages.
//! - The number of logs (`TooManyL2ToL1Logs`): a batch of a scenario has fewer.
//! - Where the messages are published (data availability): what is provided here, L1 has.

use super::super::action::Claim;
use super::super::messages::UserLogs;
use super::super::scenario::Hashing;
use super::super::{Guard, L1L2Messaging, State};
use super::bootloader;

/// The root of the tree of user logs, from what the operator provides.
///
/// Both comparisons are of hashes. Since Boojum they are computed on L2, so that a `Keccak256` that has been
/// replaced lets anything pass; before, by the circuits and by L1.
///
/// Spec: Long L2→L1 messages & bytecodes. Solidity: `L1Messenger.publishPubdataAndClearState`.
pub(crate) fn publish_pubdata_and_clear_state(
    system: &L1L2Messaging,
    state: &State,
    claim: Claim,
) -> Result<UserLogs, Guard> {
    let open = state.batch_under_way();
    let is_hashed_on_l2 = system.parameters.hashing == Hashing::Boojum;
    let passes = is_hashed_on_l2 && open.state_root.keccak_is_replaced;

    system.guards.require(Guard::MessagesAreThoseLogged, passes || claim != Claim::OtherMessages)?;
    system.guards.require(Guard::LogsTreeIsOfTheLogs, passes || claim != Claim::ForgedLogs)?;

    let mut logs = bootloader::user_logs(system, open.executed);
    if claim == Claim::ForgedLogs {
        logs.has_forged_withdrawal = true;
        logs.failed = logs.failed.and(logs.succeeded);
    }
    Ok(logs)
}
