//! `interop_settlement`: its reference chains and their settlement layer.

use counterfoil_model::interop_settlement::{InteropSettlement, Parameters, Variant};

use super::{ByHand, Tested};

suite_of!(InteropSettlement);

impl Tested for InteropSettlement {
    fn by_hand() -> Vec<ByHand<Self>> {
        Vec::new()
    }

    fn is_documented(parameters: &Parameters) -> bool {
        matches!(parameters.variant, Variant::Seed | Variant::Repaired)
    }

    /// By what TEEs are used for, since who imports and what is locked depends on it.
    fn family(parameters: &Parameters) -> u64 {
        parameters.tee as u64
    }

    fn sources(_contract: &str) -> Vec<&str> {
        vec![
            "Node",
            "MessageRoot",
            "L2InteropRootStorage",
            "TeeRegistry",
            "Executor",
            "SettlementCouncil",
            "ReferenceAdapter",
        ]
    }
}
