//! Who there is: the chains, the layers on which they settle, and small tables by both.
//!
//! Tables are indexed by the types of their keys: a book cannot be asked for a chain that it does not have, and
//! no look-up can fail.

use std::fmt::{Display, Formatter, Result as FormatResult};
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A ZK chain that settles on L1 or on Gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Chain {
    /// Chain A; a native token of a chain is A's.
    A,
    /// Chain B.
    B,
    /// Chain C.
    C,
}

impl Chain {
    /// Every chain there can be.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The chains that are not this one.
    pub fn others(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |chain| *chain != self)
    }
}

impl Display for Chain {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        })
    }
}

/// Where a chain settles its batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettlementLayer {
    /// L1 itself.
    L1,
    /// The ZK Gateway.
    Gateway,
}

impl SettlementLayer {
    /// Both layers.
    pub const ALL: [Self; 2] = [Self::L1, Self::Gateway];
}

impl Display for SettlementLayer {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::L1 => "L1",
            Self::Gateway => "Gateway",
        })
    }
}

/// Any chain id that L1 keeps a balance for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainId {
    /// L1 itself: the balance of what its own users hold.
    L1,
    /// The ZK Gateway: the balance of the chains that settle there, together.
    Gateway,
    /// A ZK chain.
    Chain(Chain),
}

impl Display for ChainId {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::L1 => f.write_str("L1"),
            Self::Gateway => f.write_str("Gateway"),
            Self::Chain(chain) => chain.fmt(f),
        }
    }
}

impl From<Chain> for ChainId {
    fn from(chain: Chain) -> Self {
        Self::Chain(chain)
    }
}

/// One value for each ZK chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PerChain<T> {
    /// Chain A's.
    pub a: T,
    /// Chain B's.
    pub b: T,
    /// Chain C's.
    pub c: T,
}

impl<T> PerChain<T> {
    /// Of each chain what `of` says.
    pub fn each(of: impl Fn(Chain) -> T) -> Self {
        Self { a: of(Chain::A), b: of(Chain::B), c: of(Chain::C) }
    }
}

impl<T: Copy> PerChain<T> {
    /// The same value for every chain.
    pub fn all(value: T) -> Self {
        Self { a: value, b: value, c: value }
    }
}

impl<T> Index<Chain> for PerChain<T> {
    type Output = T;

    #[inline]
    fn index(&self, chain: Chain) -> &T {
        match chain {
            Chain::A => &self.a,
            Chain::B => &self.b,
            Chain::C => &self.c,
        }
    }
}

impl<T> IndexMut<Chain> for PerChain<T> {
    #[inline]
    fn index_mut(&mut self, chain: Chain) -> &mut T {
        match chain {
            Chain::A => &mut self.a,
            Chain::B => &mut self.b,
            Chain::C => &mut self.c,
        }
    }
}

/// One value for each settlement layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PerLayer<T> {
    /// L1's.
    pub l1: T,
    /// Gateway's.
    pub gateway: T,
}

impl<T> Index<SettlementLayer> for PerLayer<T> {
    type Output = T;

    #[inline]
    fn index(&self, layer: SettlementLayer) -> &T {
        match layer {
            SettlementLayer::L1 => &self.l1,
            SettlementLayer::Gateway => &self.gateway,
        }
    }
}

impl<T> IndexMut<SettlementLayer> for PerLayer<T> {
    #[inline]
    fn index_mut(&mut self, layer: SettlementLayer) -> &mut T {
        match layer {
            SettlementLayer::L1 => &mut self.l1,
            SettlementLayer::Gateway => &mut self.gateway,
        }
    }
}

/// One value for each chain id that L1 knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PerChainId<T> {
    /// L1's own.
    pub l1: T,
    /// Gateway's.
    pub gateway: T,
    /// The ZK chains'.
    pub chain: PerChain<T>,
}

impl<T> Index<ChainId> for PerChainId<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: ChainId) -> &T {
        match id {
            ChainId::L1 => &self.l1,
            ChainId::Gateway => &self.gateway,
            ChainId::Chain(chain) => &self.chain[chain],
        }
    }
}

impl<T> IndexMut<ChainId> for PerChainId<T> {
    #[inline]
    fn index_mut(&mut self, id: ChainId) -> &mut T {
        match id {
            ChainId::L1 => &mut self.l1,
            ChainId::Gateway => &mut self.gateway,
            ChainId::Chain(chain) => &mut self.chain[chain],
        }
    }
}

/// How often a chain has changed its settlement layer: 0 on L1, 1 on Gateway, 2 back on L1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MigrationNumber(pub u8);

impl MigrationNumber {
    /// The number of a chain that has never migrated.
    pub const NEVER: Self = Self(0);
    /// `MIGRATION_NUMBER_L1_TO_SETTLEMENT_LAYER`.
    pub const L1_TO_GATEWAY: Self = Self(1);
    /// `MIGRATION_NUMBER_SETTLEMENT_LAYER_TO_L1`, which is also the highest number allowed.
    pub const GATEWAY_TO_L1: Self = Self(2);

    /// The number after one more migration; at most 3, which no rule tells from more.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1).min(3))
    }

    /// The number before the last migration.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl Display for MigrationNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        self.0.fmt(f)
    }
}

crate::codec! {
    enum Chain { A, B, C }
    enum SettlementLayer { L1, Gateway }
    enum ChainId { L1, Gateway, Chain(chain) }
    struct PerChain<T> { a, b, c }
    struct PerLayer<T> { l1, gateway }
    struct PerChainId<T> { l1, gateway, chain }
    struct MigrationNumber(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migration_numbers_count_up_to_three_and_down_to_never() {
        let up = std::iter::successors(Some(MigrationNumber::NEVER), |number| Some(number.next()));
        assert_eq!(up.take(5).map(|number| number.0).collect::<Vec<_>>(), [0, 1, 2, 3, 3]);
        assert_eq!(MigrationNumber::NEVER.next(), MigrationNumber::L1_TO_GATEWAY);
        assert_eq!(MigrationNumber::L1_TO_GATEWAY.next(), MigrationNumber::GATEWAY_TO_L1);
        assert_eq!(MigrationNumber::GATEWAY_TO_L1.previous(), MigrationNumber::L1_TO_GATEWAY);
        assert_eq!(MigrationNumber::NEVER.previous(), MigrationNumber::NEVER);
    }

    #[test]
    fn a_table_has_a_place_of_its_own_for_each_key() {
        let mut chains = PerChain::all(0);
        chains[Chain::A] = 1;
        chains[Chain::B] = 2;
        chains[Chain::C] = 3;
        assert_eq!((chains.a, chains.b, chains.c), (1, 2, 3));
        assert_eq!(Chain::ALL.map(|chain| chains[chain]), [1, 2, 3]);
        assert_eq!(PerChain::each(|chain| chains[chain]), chains);
        let mut layers = PerLayer::default();
        layers[SettlementLayer::L1] = 1;
        layers[SettlementLayer::Gateway] = 2;
        assert_eq!(SettlementLayer::ALL.map(|layer| layers[layer]), [1, 2]);
        assert_eq!((layers.l1, layers.gateway), (1, 2));
        let ids = [ChainId::L1, ChainId::Gateway, Chain::A.into(), Chain::B.into(), Chain::C.into()];
        let mut all = PerChainId::default();
        for (value, id) in (1..).zip(ids) {
            all[id] = value;
        }
        assert_eq!(ids.map(|id| all[id]), [1, 2, 3, 4, 5]);
        assert_eq!((all.l1, all.gateway, all.chain), (1, 2, PerChain { a: 3, b: 4, c: 5 }));
    }

    #[test]
    fn each_chain_is_one_of_the_others_of_each_other_one() {
        let others = Chain::ALL.map(|chain| chain.others().collect::<Vec<_>>());
        assert_eq!(others, [[Chain::B, Chain::C], [Chain::A, Chain::C], [Chain::A, Chain::B]]);
    }
}
