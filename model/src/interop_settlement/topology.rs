//! Who there is: up to three chains on one settlement layer, and tables with an entry for each.

use serde::{Deserialize, Serialize};

/// A chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChainId {
    /// The first chain.
    A,
    /// The second one.
    B,
    /// The third one, in scenarios that have three.
    C,
}

impl ChainId {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];
}

/// Something of each chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PerChain<T> {
    /// That of A.
    pub a: T,
    /// That of B.
    pub b: T,
    /// That of C.
    pub c: T,
}

impl<T> PerChain<T> {
    /// That of a chain.
    #[inline]
    pub fn of(&self, chain: ChainId) -> &T {
        match chain {
            ChainId::A => &self.a,
            ChainId::B => &self.b,
            ChainId::C => &self.c,
        }
    }

    /// That of a chain, to be changed.
    #[inline]
    pub fn of_mut(&mut self, chain: ChainId) -> &mut T {
        match chain {
            ChainId::A => &mut self.a,
            ChainId::B => &mut self.b,
            ChainId::C => &mut self.c,
        }
    }
}

crate::codec! {
    enum ChainId { A, B, C }
    struct PerChain<T> { a, b, c }
}
