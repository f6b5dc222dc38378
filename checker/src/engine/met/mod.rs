//! Which states were met before, by their fingerprints or as they are.

pub(in crate::engine) mod fingerprint;
pub(in crate::engine) mod known;
pub(in crate::engine) mod seen;
pub(in crate::engine) mod shard;
pub(in crate::engine) mod visited;
pub(in crate::engine) mod whole;
