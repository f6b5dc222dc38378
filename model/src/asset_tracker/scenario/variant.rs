//! Variants: the document's design, repairs of it, designs that it replaced, and one for the future.

use serde::{Deserialize, Serialize};

/// Which design is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// As the document has it: interop credits the recipient on Gateway at once.
    Seed,
    /// The credit of interop is pending until the recipient's own batch, settled on Gateway, says
    /// that it executed the call; a chain that settles on L1 may not claim interop.
    PendingInterop,
    /// A pause that was announced to Gateway cannot be undone before the chain is home.
    PauseUntilHome,
    /// On L1 an asset skips migration only while the chain settles on Gateway.
    SkipOnGateway,
    /// A layer loses its whitelisting only once every balance has come home from it.
    ReturnBeforeWithdrawal,
    /// All repairs together.
    Repaired,
    /// With all repairs, no interop is stranded: what is sent to a chain that does not settle on Gateway is paid on
    /// L1, as a withdrawal from the sender's chain; what is pending for a chain that leaves comes home with its
    /// balance, and is claimed there.
    NothingStranded,
    /// `Repaired`, but all that a chain has on L1 migrates to Gateway: an older design.
    WholeBalance,
    /// `Repaired`, but what users of the chain hold migrates to Gateway: an older design.
    TotalSupply,
    /// `Repaired`, but deposits reopen when a migration to Gateway was started.
    EarlyUnpause,
    /// `Repaired`, but the layer pays on which the chain settles when a message is used, whoever vouched for it.
    SettlementLayerNow,
    /// `Repaired`, but Gateway is told of a pause once it is in effect, not when it is announced.
    ToldWhenPaused,
    /// `Repaired`, but interop credits its recipient at once, and what a chain that has left Gateway has there is sent
    /// home as often as needed, each message used once: the document's scheme for the future.
    RepeatableReturn,
}

impl Variant {
    /// Whether it has all repairs.
    fn is_repaired(self) -> bool {
        match self {
            Self::Seed
            | Self::PendingInterop
            | Self::PauseUntilHome
            | Self::SkipOnGateway
            | Self::ReturnBeforeWithdrawal => false,
            Self::Repaired
            | Self::NothingStranded
            | Self::WholeBalance
            | Self::TotalSupply
            | Self::EarlyUnpause
            | Self::SettlementLayerNow
            | Self::ToldWhenPaused
            | Self::RepeatableReturn => true,
        }
    }

    /// Whether some contract does other things than the document, its code or a repair of it have.
    pub fn has_a_rule_of_its_own(self) -> bool {
        self.is_repaired() && !matches!(self, Self::Repaired | Self::NothingStranded)
    }

    /// Whether all that a chain has on L1 migrates to Gateway.
    pub fn migrates_whole_balance(self) -> bool {
        self == Self::WholeBalance
    }

    /// Whether what users of the chain hold migrates to Gateway.
    pub fn migrates_total_supply(self) -> bool {
        self == Self::TotalSupply
    }

    /// Whether deposits reopen when a migration to Gateway was started.
    pub fn unpauses_early(self) -> bool {
        self == Self::EarlyUnpause
    }

    /// Whether a message is paid for by the layer on which its chain settles when it is used.
    pub fn charges_current_layer(self) -> bool {
        self == Self::SettlementLayerNow
    }

    /// Whether Gateway is told of a pause once it is in effect.
    pub fn tells_when_paused(self) -> bool {
        self == Self::ToldWhenPaused
    }

    /// Whether a chain that has left Gateway sends home what it has there as often as needed.
    pub fn returns_repeatedly(self) -> bool {
        self == Self::RepeatableReturn
    }

    /// Whether the credit of interop waits until it is claimed on Gateway.
    pub fn holds_interop_pending(self) -> bool {
        self == Self::PendingInterop || (self.is_repaired() && !self.returns_repeatedly())
    }

    /// Whether interop follows a chain that has left Gateway.
    pub fn strands_nothing(self) -> bool {
        self == Self::NothingStranded
    }

    /// Whether on L1 an asset skips migration only while the chain settles on Gateway.
    pub fn skips_only_on_gateway(self) -> bool {
        self == Self::SkipOnGateway || self.is_repaired()
    }

    /// Whether a layer loses its whitelisting only once every balance has come home from it.
    pub fn returns_before_withdrawal(self) -> bool {
        self == Self::ReturnBeforeWithdrawal || self.is_repaired()
    }

    /// Whether a pause that was announced to Gateway lasts until the chain is home.
    pub fn pauses_until_home(self) -> bool {
        self == Self::PauseUntilHome || self.is_repaired()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repaired_variant_has_every_repair_and_the_document_none() {
        let repairs = |one: Variant| {
            [
                one.holds_interop_pending(),
                one.pauses_until_home(),
                one.skips_only_on_gateway(),
                one.returns_before_withdrawal(),
            ]
        };
        assert_eq!(repairs(Variant::Seed), [false, false, false, false]);
        assert_eq!(repairs(Variant::PendingInterop), [true, false, false, false]);
        assert_eq!(repairs(Variant::PauseUntilHome), [false, true, false, false]);
        assert_eq!(repairs(Variant::SkipOnGateway), [false, false, true, false]);
        assert_eq!(repairs(Variant::ReturnBeforeWithdrawal), [false, false, false, true]);
        assert_eq!(repairs(Variant::Repaired), [true, true, true, true]);
    }

    #[test]
    fn an_older_design_has_every_repair_and_one_rule_of_its_own() {
        let own = |one: Variant| {
            [
                one.migrates_whole_balance(),
                one.migrates_total_supply(),
                one.unpauses_early(),
                one.charges_current_layer(),
                one.tells_when_paused(),
            ]
        };
        let older =
            [Variant::WholeBalance, Variant::TotalSupply, Variant::EarlyUnpause, Variant::SettlementLayerNow];
        for (index, variant) in older.into_iter().enumerate() {
            assert!(variant.holds_interop_pending() && variant.skips_only_on_gateway());
            assert!(variant.pauses_until_home() && variant.returns_before_withdrawal());
            assert_eq!(own(variant), [0, 1, 2, 3, 4].map(|position| position == index));
        }
        assert_eq!(own(Variant::Repaired), [false; 5]);
    }

    #[test]
    fn a_return_that_can_be_repeated_takes_the_place_of_pending_interop() {
        let variant = Variant::RepeatableReturn;
        assert!(variant.returns_repeatedly() && !variant.holds_interop_pending());
        assert!(variant.skips_only_on_gateway() && variant.pauses_until_home());
        assert!(!Variant::Repaired.returns_repeatedly());
    }
}
