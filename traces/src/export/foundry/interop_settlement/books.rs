//! The books of `interop_settlement` by the names of the adapter's getters.

use counterfoil_model::interop_settlement::messages::{Block, Place};
use counterfoil_model::interop_settlement::state::Chain;
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{InteropSettlement, State};

use super::super::calls::Call;
use super::super::words::Word;

/// Each book that contracts and nodes have.
pub(super) fn words(system: &InteropSettlement, state: &State) -> Vec<(Call, Word)> {
    let mut words = Words(Vec::new());
    for chain in system.chains() {
        let own = state.chain(chain);
        words.settlement(chain, own);
        for batch in 0..system.parameters.batches {
            words.push("blocksInBatch", vec![super::chain(chain), super::count(batch)], own.length(batch));
        }
        for place in own.places(0..system.parameters.batches) {
            if let Some(block) = own.block(place) {
                words.block(system, state, (chain, place), block);
            }
        }
    }
    words.push("timeoutsPassed", Vec::new(), state.timeouts);
    words.0
}

struct Words(Vec<(Call, Word)>);

impl Words {
    fn push(&mut self, getter: &'static str, args: Vec<Word>, value: impl Into<i64>) {
        self.0.push((Call::new(getter, args), Word::Number(value.into())));
    }

    fn settlement(&mut self, chain: ChainId, own: &Chain) {
        let attested = own.attested.unwrap_or_default();
        let books = [
            ("totalBatchesCommitted", own.total_batches_committed),
            ("totalBatchesVerified", own.total_batches_verified),
            ("totalBatchesExecuted", own.total_batches_executed),
            ("attestedBatch", attested.batch),
            ("attestedBlocks", attested.blocks),
            ("generation", own.generation),
            ("hasStalled", u8::from(own.is_stalled)),
        ];
        for (getter, value) in books {
            self.push(getter, vec![super::chain(chain)], value);
        }
    }

    fn block(
        &mut self,
        system: &InteropSettlement,
        state: &State,
        (chain, place): (ChainId, Place),
        block: &Block,
    ) {
        let [batch, number] = super::place(place);
        let args = vec![super::chain(chain), batch, number];
        self.push("blockGeneration", args.clone(), block.generation);
        self.push("blockValidity", args.clone(), block.validity as u8);
        let Some(import) = block.import else { return };
        let from = import.number;
        self.push("importedChain", args.clone(), (from.source as u8) + 1);
        self.push("importedBatch", args.clone(), from.place.batch);
        self.push("importedBlocks", args.clone(), from.place.blocks);
        self.push("consumedMessage", args.clone(), import.message);
        self.push("isImportedRootLive", args, state.is_live(system.mode(chain), &import));
    }
}
