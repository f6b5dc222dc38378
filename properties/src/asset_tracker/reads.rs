//! On which parts of a state a property depends, for those that do not read nearly all of it.

use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{AssetTracker, History, Parameters};
use counterfoil_model::footprint::Parts;

use super::Property;

/// The parts that the property reads.
pub(super) fn of(system: &AssetTracker, property: &Property) -> Parts {
    // An open transaction and the time before v31 concern nearly every property.
    let Parameters { reentrancy, history, .. } = &system.parameters;
    if reentrancy.is_some() || *history != History::SinceV31 {
        return Parts::ALL;
    }
    let (shared, of_chains): (&[Shared], &[Part]) = match property.name {
        "l1_sum" => (&[Shared::Registered, Shared::L1Balance, Shared::GatewayBalance], &[Part::Balance]),
        "gateway_cover" => (
            &[Shared::GatewayBalance],
            &[
                Part::BalanceOnGateway,
                Part::PendingOnGateway,
                Part::WithdrawalsOnGateway,
                Part::RefundsOnGateway,
                Part::BatchedWithdrawals,
                Part::BatchedRefunds,
                Part::BatchedReturn,
                Part::ReturnMessage,
                Part::Inbox,
                Part::Layer,
                Part::LayerOnGateway,
                Part::Migrated,
                Part::Misrouted,
            ],
        ),
        "keep_equals_outstanding" => (
            &[],
            &[
                Part::Layer,
                Part::Number,
                Part::Balance,
                Part::Queue,
                Part::WithdrawalsOnL1,
                Part::RefundsOnL1,
            ],
        ),
        "malicious_loss_bounded" => (&[], &[Part::PutIn]),
        "refunded_by_the_right_book" => (&[], &[Part::Misrouted]),
        "never_in_two_places" => (&[], &[Part::Layer, Part::LayerOnGateway]),
        "batch_settles_where_it_was_begun" => (&[], &[Part::Batch, Part::Layer, Part::LayerOnGateway]),
        _ => return Parts::ALL,
    };
    let of = |part: &Part| Chain::ALL.map(|chain| part.of(chain));
    shared.iter().map(|part| part.set()).chain(of_chains.iter().flat_map(of)).collect()
}
