//! What must hold of [`InteropSettlement`], one file a theme.
//!
//! Document: "Interop settlement modes".

mod settled;
pub mod finality;
pub mod batches;
pub mod replay;
pub mod locks;
pub mod validity;
pub mod liveness;
pub mod witnesses;

use std::sync::LazyLock;

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::{Import, Place};
use counterfoil_model::interop_settlement::state::parts::{ChainPart, headers, imports};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{InteropSettlement, Mode, Scenario, State};

use crate::property::{Specified, theme};

/// A property of this system.
type Property = crate::property::Property<InteropSettlement>;

static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let themes = [
        theme("finality", finality::properties()),
        theme("batches", batches::properties()),
        theme("replay", replay::properties()),
        theme("locks", locks::properties()),
        theme("validity", validity::properties()),
        theme("liveness", liveness::properties()),
        theme("witnesses", witnesses::properties()),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for InteropSettlement {
    fn properties() -> &'static [Property] {
        &PROPERTIES
    }
}

/// More batches than any chain has.
const BATCHES: u8 = 8;

/// Speaks about scenarios in which what is attested is locked.
fn locks(scenario: &Scenario) -> bool {
    scenario.parameters.tee.locks() && scenario.parameters.uses(Mode::PreCommitBased)
}

/// The blocks of a chain that import something, with what they import.
fn importing(state: &State, chain: ChainId) -> impl Iterator<Item = (Place, Import)> {
    let own = state.chain(chain);
    own.places(0..BATCHES)
        .filter_map(|place| own.block(place).and_then(|block| block.import).map(|import| (place, import)))
}

/// What decides whether the imports of a chain are live, of it and of its sources.
fn of_imports(system: &InteropSettlement, chain: ChainId) -> Parts {
    let of_source = |source: ChainId| {
        let parts = [ChainPart::Lengths, ChainPart::Executed];
        let own = parts.iter().map(|part| part.of(system, source)).collect::<Parts>();
        own.and(headers(system, source))
    };
    let sources: Parts = system.parameters.sources(chain).map(of_source).collect();
    sources.and(imports(system, chain)).and(ChainPart::Lengths.of(system, chain))
}

/// These parts of every chain.
fn of_every(system: &InteropSettlement, parts: &[ChainPart]) -> Parts {
    let of_chain = |chain| parts.iter().map(move |part| part.of(system, chain)).collect::<Parts>();
    system.chains().map(of_chain).collect()
}

/// What is read of each chain.
fn by_chain(system: &InteropSettlement, reads: impl Fn(ChainId) -> Parts) -> Vec<Parts> {
    system.chains().map(reads).collect()
}

/// Whether it holds of the chain at this place.
fn of_chain(system: &InteropSettlement, place: usize, holds: impl Fn(ChainId) -> bool) -> bool {
    system.chains().nth(place).is_none_or(holds)
}

/// The chains on which a chain may come to depend, itself among them.
fn depended_on(system: &InteropSettlement, chain: ChainId) -> Vec<ChainId> {
    let mut found = vec![chain];
    let mut next = 0;
    while let Some(one) = found.get(next).copied() {
        next += 1;
        for source in system.parameters.sources(one).filter(|_| !system.imports_are_final(one)) {
            if !found.contains(&source) {
                found.push(source);
            }
        }
    }
    found
}
