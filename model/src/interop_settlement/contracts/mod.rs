//! The contracts, one file each, in the order in which a message meets them.

pub(super) mod message_root;
pub(super) mod interop_root_storage;
pub(super) mod tee_registry;
pub(super) mod executor;
pub(super) mod settlement_council;
#[cfg(test)]
mod tests;
