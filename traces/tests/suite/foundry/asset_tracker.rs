//! `asset_tracker`: its reference contracts, and ways by hand.

mod ways;

use counterfoil_model::asset_tracker::{AssetTracker, Parameters, Variant};

use super::{ByHand, Tested};

suite_of!(AssetTracker);

impl Tested for AssetTracker {
    const WORDS: &'static [&'static str] =
        &["Script.accepted(", "Script.reverted(", "Script.refused(", "AttackerReverts.selector"];

    // Contracts are of the document's design and its repairs, not of designs that it replaced or put off, and of two
    // chains.
    const LEFT_OUT: &'static [&'static str] = &["no contracts of variant ", "two chains, "];

    fn by_hand() -> Vec<ByHand<Self>> {
        ways::all()
    }

    fn is_documented(parameters: &Parameters) -> bool {
        parameters.variant == Variant::Seed
    }

    fn family(parameters: &Parameters) -> u64 {
        let asset = parameters.asset as u64;
        asset * 8 + parameters.history as u64 * 2 + u64::from(parameters.reentrancy.is_some())
    }

    fn sources(contract: &str) -> Vec<&str> {
        vec![contract]
    }
}
