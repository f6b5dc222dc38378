//! `L2InteropRootStorage`: a block imports a root, and consumes a message of it.
//!
//! Document: "Interop settlement modes".
//!
//! Not modelled, with the reason:
//! - `SidesLengthNotOne`, `InteropRootIsZero`: how a root is written down.
//! - That only the bootloader adds roots: no user has a way to.

use super::super::messages::{Block, Import, Place, RootNumber, Validity};
use super::super::state::Chain;
use super::super::topology::ChainId;
use super::super::{Guard, InteropSettlement, Mode, State, Tee};
use super::message_root;

/// Builds a block that imports a root of another chain and consumes a message of it.
///
/// Spec: Interop settlement modes. Solidity: `L2InteropRootStorage.addInteropRoot`, `InteropHandler.executeBundle`.
pub(crate) fn add_interop_root(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    number: RootNumber,
    message: u8,
) -> Result<State, Guard> {
    let mode = system.mode(chain);
    let source = state.chain(number.source);
    let generation = source.block(number.place).map_or(0, |block| block.generation);
    let imports: Vec<Import> = imports(state.chain(chain)).collect();
    let is_kept = imports.iter().any(|import| import.number == number);
    let is_uncommitted = mode == Mode::PreCommitBased;
    let is_attested = !system.parameters.tee.locks() || source.has_attested(number.place);
    let is_own_node = matches!(system.parameters.tee, Tee::None | Tee::InclusionOnly);

    message_root::has_root(system, state, mode, number)?;
    let guards = &system.rules;
    guards.require(Guard::InteropRootIsSetOnce, !is_kept)?;
    guards.require(Guard::ImportedBlocksAreAttested, !is_uncommitted || is_attested)?;
    let passes_node = !is_uncommitted || !is_own_node || is_valid_until(source, number.place);
    guards.require(Guard::ImportedBlocksAreChecked, passes_node)?;
    let is_consumed = imports.iter().any(|import| is_same_message(system, import, number, message));
    guards.require(Guard::MessageIsConsumedOnce, !is_consumed)?;

    let mut next = *state;
    let importer = next.chains.of_mut(chain);
    importer.imports_left = importer.imports_left.saturating_sub(1);
    // What is added under a number takes the place of what was there.
    let overwrites = guards.overwrites(Guard::RootIsKept);
    let is_replaced = |import: &&mut Import| {
        import.number == number || (overwrites && import.number.source == number.source)
    };
    let again = importer.blocks.iter_mut().filter_map(|block| block.import.as_mut());
    again.filter(is_replaced).for_each(|import| {
        (import.number, import.generation) = (number, generation);
    });
    let marked = guards.whom(Guard::MessageIsMarked, message, 1);
    let message = guards.happens(Guard::MessageIsMarked).saturating_mul(marked);
    let import = Import { number, generation, message, ghost_generation: generation };
    let import = Some(import).filter(|_| guards.happens(Guard::RootIsKept) > 0);
    importer.push(Block { generation: importer.generation, validity: Validity::Valid, import });
    Ok(next)
}

/// What a chain has imported.
fn imports(chain: &Chain) -> impl Iterator<Item = Import> {
    chain.blocks.iter().filter_map(|block| block.import)
}

/// Whether an import has consumed the message, as far as the chain knows.
fn is_same_message(system: &InteropSettlement, import: &Import, number: RootNumber, message: u8) -> bool {
    let is_of_the_batch = import.number.source == number.source
        && import.number.place.batch == number.place.batch
        && import.message == message;
    is_of_the_batch && (!system.parameters.variant.consumes_by_root() || import.number == number)
}

/// Whether a node that has executed all blocks up to here has found them valid.
fn is_valid_until(source: &Chain, place: Place) -> bool {
    let is_valid = |one: Place| source.block(one).is_none_or(|block| block.validity != Validity::Invalid);
    source.unexecuted().filter(|one| *one <= place).all(is_valid)
}
