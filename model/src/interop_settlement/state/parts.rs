//! The parts of a state: what may still happen number by number, and of each chain its counters and its blocks by
//! place.
//!
//! A place has its parts whether a block stands there or not; how many blocks each batch has is a part of its own.

use crate::footprint::Parts;

use super::super::InteropSettlement;
use super::super::messages::Place;
use super::super::topology::ChainId;
use super::{Block, Chain, State, index};

crate::parts! {
    /// A part that there is once.
    Once of State {
        Reorganisations = "re-organisations left": left.reorganisations;
        Reverts = "reverts left": left.reverts;
        Stalls = "stalls left": left.stalls;
        InvalidBlocks = "invalid blocks left": left.invalid_blocks;
        UnprovableBlocks = "unprovable blocks left": left.unprovable_blocks;
        TeeBugs = "TEE bugs left": left.tee_bugs;
        CouncilActions = "council actions left": left.council_actions;
        Timeouts = "timeouts passed": timeouts;
    }
}

crate::parts! {
    /// A part that there is once of each chain.
    ChainPart of Chain {
        Lengths = "blocks of each batch": lengths;
        Committed = "totalBatchesCommitted": total_batches_committed;
        Verified = "totalBatchesVerified": total_batches_verified;
        Executed = "totalBatchesExecuted": total_batches_executed;
        Attested = "attested": attested;
        Generation = "generation": generation;
        Stalled = "operator has stalled": is_stalled;
        ImportsLeft = "imports left": imports_left;
    }
}

crate::parts! {
    /// A part that there is of each place of a block.
    BlockPart of Block {
        Header = "generation and validity": generation, validity;
        Import = "import": import;
    }
}

impl Once {
    /// The part alone.
    pub fn alone(self) -> Parts {
        Parts::one(self as usize)
    }
}

/// How many parts there are of each chain.
fn of_each(system: &InteropSettlement) -> usize {
    ChainPart::ALL.len().saturating_add(places(system).count().saturating_mul(BlockPart::ALL.len()))
}

/// The places that blocks can have.
fn places(system: &InteropSettlement) -> impl Iterator<Item = Place> {
    let blocks = system.parameters.blocks_in_batch;
    (0..system.parameters.batches)
        .flat_map(move |batch| (1..=blocks).map(move |blocks| Place { batch, blocks }))
}

/// The first part of a chain.
fn first(system: &InteropSettlement, chain: ChainId) -> usize {
    of_each(system).saturating_mul(chain as usize).saturating_add(Once::ALL.len())
}

impl ChainPart {
    /// This part of a chain.
    pub fn of(self, system: &InteropSettlement, chain: ChainId) -> Parts {
        Parts::one(first(system, chain).saturating_add(self as usize))
    }
}

/// These parts of a chain.
pub fn of(system: &InteropSettlement, chain: ChainId, parts: &[ChainPart]) -> Parts {
    parts.iter().map(|part| part.of(system, chain)).collect()
}

impl BlockPart {
    /// This part of the block at a place.
    pub fn at(self, system: &InteropSettlement, chain: ChainId, place: Place) -> Parts {
        let batch = usize::from(place.batch).saturating_mul(usize::from(system.parameters.blocks_in_batch));
        let position = batch.saturating_add(usize::from(place.blocks).saturating_sub(1));
        let number = position.saturating_mul(BlockPart::ALL.len()).saturating_add(ChainPart::ALL.len());
        Parts::one(number.saturating_add(self as usize).saturating_add(first(system, chain)))
    }
}

/// Generation and validity of all blocks of a chain.
pub fn headers(system: &InteropSettlement, chain: ChainId) -> Parts {
    places(system).map(|place| BlockPart::Header.at(system, chain, place)).collect()
}

/// The imports of all blocks of a chain.
pub fn imports(system: &InteropSettlement, chain: ChainId) -> Parts {
    places(system).map(|place| BlockPart::Import.at(system, chain, place)).collect()
}

/// All blocks of a chain.
pub fn blocks(system: &InteropSettlement, chain: ChainId) -> Parts {
    headers(system, chain).and(imports(system, chain))
}

/// Everything of a chain.
pub fn whole(system: &InteropSettlement, chain: ChainId) -> Parts {
    blocks(system, chain).and(of(system, chain, ChainPart::ALL))
}

/// A part by its number.
enum Numbered {
    Once(Once),
    OfChain(ChainId, ChainPart),
    OfBlock(ChainId, Place, BlockPart),
}

impl Numbered {
    fn new(system: &InteropSettlement, number: usize) -> Option<Self> {
        let Some(place) = number.checked_sub(Once::ALL.len()) else {
            return Once::ALL.get(number).copied().map(Self::Once);
        };
        let each = of_each(system).max(1);
        let chain = system.chains().nth(place.checked_div(each)?)?;
        let place = place.checked_rem(each)?;
        let Some(of_block) = place.checked_sub(ChainPart::ALL.len()) else {
            return ChainPart::ALL.get(place).map(|part| Self::OfChain(chain, *part));
        };
        let part = *BlockPart::ALL.get(of_block.checked_rem(BlockPart::ALL.len())?)?;
        let position = u8::try_from(of_block.checked_div(BlockPart::ALL.len())?).ok()?;
        let each = system.parameters.blocks_in_batch;
        let batch = position.checked_div(each)?;
        let blocks = position.checked_rem(each)?.saturating_add(1);
        let place = Place { batch, blocks };
        Some(Self::OfBlock(chain, place, part))
    }
}

/// How many parts there are.
pub(in crate::interop_settlement) fn count(system: &InteropSettlement) -> usize {
    system.chains().count().saturating_mul(of_each(system)).saturating_add(Once::ALL.len())
}

/// What a reader calls the part with this number.
pub(in crate::interop_settlement) fn name(system: &InteropSettlement, number: usize) -> String {
    match Numbered::new(system, number) {
        Some(Numbered::Once(part)) => part.label().to_owned(),
        Some(Numbered::OfChain(chain, part)) => format!("{chain} {}", part.label()),
        Some(Numbered::OfBlock(chain, Place { batch, blocks }, part)) => {
            format!("{chain} batch {} block {blocks}: {}", batch.saturating_add(1), part.label())
        }
        None => String::new(),
    }
}

/// Appends what the part with this number is.
pub(in crate::interop_settlement) fn write(
    system: &InteropSettlement,
    state: &State,
    number: usize,
    bytes: &mut Vec<u8>,
) {
    match Numbered::new(system, number) {
        Some(Numbered::Once(part)) => part.write(state, bytes),
        Some(Numbered::OfChain(chain, part)) => part.write(state.chain(chain), bytes),
        Some(Numbered::OfBlock(chain, place, part)) => {
            if let Some(block) = state.chain(chain).blocks.get(index(place.batch, place.blocks)) {
                part.write(block, bytes);
            }
        }
        None => {}
    }
}

/// Makes the part with this number what was written.
pub(in crate::interop_settlement) fn read(
    system: &InteropSettlement,
    state: &mut State,
    number: usize,
    bytes: &mut &[u8],
) -> Option<()> {
    match Numbered::new(system, number)? {
        Numbered::Once(part) => part.read(state, bytes),
        Numbered::OfChain(chain, part) => part.read(state.chains.of_mut(chain), bytes),
        Numbered::OfBlock(chain, place, part) => {
            let blocks = &mut state.chains.of_mut(chain).blocks;
            part.read(blocks.get_mut(index(place.batch, place.blocks))?, bytes)
        }
    }
}
