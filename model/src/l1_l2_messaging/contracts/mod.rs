//! The rules, one file for each contract, named as the contract and its functions are.

pub(super) mod mailbox;
pub(super) mod bootloader;
pub(super) mod l2_base_token;
pub(super) mod l1_messenger;
pub(super) mod executor;
pub(super) mod priority_queue;
pub(super) mod priority_tree;
pub(super) mod diamond_upgrade;
pub(super) mod admin;
pub(super) mod l1_nullifier;

#[cfg(test)]
mod tests;
