//! `multi_l1_token`: its reference contracts.

use counterfoil_model::multi_l1_token::{MultiL1Token, Parameters};

use super::{ByHand, Tested};

suite_of!(MultiL1Token);

impl Tested for MultiL1Token {
    fn by_hand() -> Vec<ByHand<Self>> {
        Vec::new()
    }

    fn family(_parameters: &Parameters) -> u64 {
        0
    }

    fn sources(contract: &str) -> Vec<&str> {
        match contract {
            "FTManager" => vec!["TransferOptimization", "FTManager"],
            other => vec![other],
        }
    }
}
