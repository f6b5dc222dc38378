//! The rules, one file a contract, one function a contract function: values, guards, effects.

pub(crate) mod chain_asset_handler;
pub(crate) mod executor;
pub(crate) mod gw_asset_tracker;
pub(crate) mod interop;
pub(crate) mod l1_asset_router;
pub(crate) mod l1_asset_tracker;
pub(crate) mod l1_bridgehub;
pub(crate) mod l1_message_root;
pub(crate) mod l1_native_token_vault;
pub(crate) mod l1_nullifier;
pub(crate) mod l2_asset_tracker;
pub(crate) mod l2_token;
pub(crate) mod mailbox;
pub(crate) mod migrator;

#[cfg(test)]
mod tests;
