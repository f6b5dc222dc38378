//! How an effect adds something, where that is no number.

/// How an effect adds something to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adding {
    /// How often.
    pub times: u8,
    /// Whether it takes the place of what was there.
    pub overwrites: bool,
}

impl Adding {
    /// As it should be: once, beside what is there.
    pub const ONCE: Self = Self { times: 1, overwrites: false };
}
