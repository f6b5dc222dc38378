//! Classes of actions: what a footprint is declared of.

use crate::asset_tracker::topology::{Chain, SettlementLayer};

use super::{Action, Kind};
use crate::action::ActionTable;

/// A class of actions: those of one kind that concern one chain, and one layer where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::asset_tracker) struct Class {
    pub(super) kind: Kind,
    pub(super) chain: Chain,
    pub(super) layer: SettlementLayer,
}

impl Class {
    /// The class of an action.
    pub(in crate::asset_tracker) fn of(action: Action) -> Self {
        let kind = action.kind_of();
        let layer = match action {
            Action::FinalizeWithdrawal { message } | Action::ClaimFailedDeposit { message } => message.layer,
            _ => SettlementLayer::L1,
        };
        Self { kind, chain: action.subject().unwrap_or(Chain::A), layer }
    }

    /// Every class, in the order of the numbers.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let (l1, gateway) = (SettlementLayer::L1, SettlementLayer::Gateway);
        let (of_chains, of_none): (Vec<Kind>, Vec<Kind>) =
            Kind::ALL.iter().partition(|kind| kind.has_subject());
        let of_chains = of_chains.into_iter().map(move |kind| (kind, l1));
        let payments = [Kind::FinalizeWithdrawal, Kind::ClaimFailedDeposit].map(|kind| (kind, gateway));
        let chains = |(kind, layer)| Chain::ALL.map(|chain| Self { kind, chain, layer });
        let of_none = of_none.into_iter().map(move |kind| Self { kind, chain: Chain::A, layer: l1 });
        of_chains.chain(payments).flat_map(chains).chain(of_none)
    }

    /// The class with this number.
    pub(super) fn numbered(number: usize) -> Option<Self> {
        Self::all().nth(number)
    }

    /// The number of the class: first the kinds of a chain in order, then the payments that Gateway vouched for, each
    /// with a class for each chain; then the kinds of no chain.
    pub(in crate::asset_tracker) fn number(self) -> usize {
        const FIRST_OF_NO_CHAIN: usize = (OF_CHAINS + 2) * Chain::ALL.len();
        let of_place =
            |place: usize| place.saturating_mul(Chain::ALL.len()).saturating_add(self.chain as usize);
        let before = |is_counted: fn(&&Kind) -> bool| {
            Kind::ALL.iter().take(self.kind as usize).filter(is_counted).count()
        };
        if !self.kind.has_subject() {
            return FIRST_OF_NO_CHAIN.saturating_add(before(|kind| !kind.has_subject()));
        }
        of_place(match (self.layer, self.kind) {
            (SettlementLayer::Gateway, Kind::FinalizeWithdrawal) => OF_CHAINS,
            (SettlementLayer::Gateway, Kind::ClaimFailedDeposit) => OF_CHAINS + 1,
            (SettlementLayer::Gateway | SettlementLayer::L1, _) => before(|kind| kind.has_subject()),
        })
    }
}

/// How many kinds of action concern one chain. The others concern none, or always the same one.
const OF_CHAINS: usize = {
    let (mut count, mut kinds) = (0, Kind::ALL);
    while let [first, rest @ ..] = kinds {
        if first.has_subject() {
            count += 1;
        }
        kinds = rest;
    }
    count
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        let numbers: Vec<usize> = Class::all().map(Class::number).collect();
        let expected: Vec<usize> = (0..numbers.len()).collect();
        assert_eq!(numbers, expected);
        assert!(numbers.len() <= 128);
    }
}
