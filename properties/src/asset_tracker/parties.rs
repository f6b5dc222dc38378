//! Whom properties speak about, and which parts of a state they read of them.

use counterfoil_model::asset_tracker::action::Kind;
use counterfoil_model::asset_tracker::action::classes::{Aspect, Class};
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId};
use counterfoil_model::asset_tracker::{AssetTracker, History, Party};
use counterfoil_model::footprint::Parts;
use counterfoil_model::system::System;

/// The honest chains.
pub(super) fn honest_chains(system: &AssetTracker) -> impl Iterator<Item = Chain> {
    system.chains.iter().copied().filter(|chain| system.is_honest(*chain))
}

/// Whether it holds of the honest chain at this place; of a place where there is none, anything does.
pub(super) fn of_honest_chain(system: &AssetTracker, place: usize, holds: impl Fn(Chain) -> bool) -> bool {
    honest_chains(system).nth(place).is_none_or(holds)
}

/// Whether it holds of the chain at this place.
pub(super) fn of_chain(system: &AssetTracker, place: usize, holds: impl Fn(Chain) -> bool) -> bool {
    system.chains.get(place).is_none_or(|chain| holds(*chain))
}

/// What is read of each honest chain.
pub(super) fn by_honest_chain(system: &AssetTracker, reads: impl Fn(Chain) -> Parts) -> Vec<Parts> {
    honest_chains(system).map(reads).collect()
}

/// What is read of each chain.
pub(super) fn by_chain(system: &AssetTracker, reads: impl Fn(Chain) -> Parts) -> Vec<Parts> {
    system.chains.iter().map(|chain| reads(*chain)).collect()
}

/// What is read of all of them together.
pub(super) fn together(parts: Vec<Parts>) -> Parts {
    parts.into_iter().collect()
}

/// These parts of a chain.
pub(super) fn parts_of(chain: Chain, parts: &[Part]) -> Parts {
    parts.iter().map(|part| part.of(chain)).collect()
}

/// These parts of every chain.
pub(super) fn of_all(system: &AssetTracker, parts: &[Part]) -> Parts {
    system.chains.iter().map(|chain| parts_of(*chain, parts)).collect()
}

/// Where a chain settles, as it sees it itself.
pub(super) fn layer(chain: Chain) -> Parts {
    parts_of(chain, &[Part::Layer, Part::LayerOnGateway])
}

/// Whether L1 has upgraded to v31.
pub(super) fn upgrade_of_l1(system: &AssetTracker) -> Parts {
    if system.parameters.history == History::BeforeV31 { Part::Upgrade.of(Chain::A) } else { Parts::NONE }
}

/// Whether Gateway proves what it likes.
pub(super) fn compromise_of_gateway(system: &AssetTracker) -> Parts {
    let is_honest = system.parameters.gateway == Party::Honest;
    if is_honest { Parts::NONE } else { Shared::Whitelisting.set() }
}

/// What the vault keeps of all chains, and what there is of the token on L1, before v31.
pub(super) fn vault(system: &AssetTracker) -> Parts {
    if system.parameters.history == History::BeforeV31 {
        of_all(system, &[Part::VaultBalance]).and(Shared::L1Balance.set())
    } else {
        Parts::NONE
    }
}

/// Whether the asset is the chain's own.
pub(super) fn is_origin(system: &AssetTracker, chain: Chain) -> bool {
    system.origin_chain_id() == ChainId::from(chain)
}

/// What decides what becomes of the actions of these classes; everything where nothing is known of that.
pub(super) fn decides(system: &AssetTracker, wanted: impl Fn(&Class) -> bool) -> Parts {
    if system.classes().is_empty() {
        return Parts::ALL;
    }
    let classes = system.classes().iter().zip(system.footprints());
    let chosen = classes.filter(|(class, _)| wanted(class));
    chosen.map(|(_, footprint)| footprint.reads.and(footprint.writes)).collect()
}

/// What decides what becomes of the actions of one kind.
pub(super) fn decides_kind(system: &AssetTracker, kind: Kind) -> Parts {
    decides(system, |class| class.kind == kind)
}

/// What decides what becomes of some of the actions of one kind.
pub(super) fn decides_aspect(system: &AssetTracker, kind: Kind, aspect: Aspect) -> Parts {
    decides(system, |class| class.kind == kind && class.aspect == aspect)
}

/// What decides what becomes of the actions of one kind that concern a chain.
pub(super) fn decides_of(system: &AssetTracker, kind: Kind, chain: Chain) -> Parts {
    decides(system, |class| class.kind == kind && class.chain == chain)
}
