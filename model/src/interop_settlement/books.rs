//! The named values of a state, in the contracts' own words and in a fixed order.

use std::fmt::Display;

use crate::system::Book;

use super::messages::Place;
use super::state::{Chain, State};
use super::topology::ChainId;
use super::{InteropSettlement, Tee};

/// The books of a state.
pub(super) fn of(system: &InteropSettlement, state: &State) -> Vec<Book> {
    let mut books = Vec::new();
    for chain in system.chains() {
        let own = state.chain(chain);
        counters(&mut books, chain, own);
        blocks(&mut books, system, chain, own);
    }
    let left = &state.left;
    let budgets = [
        ("re-organisations left", left.reorganisations),
        ("reverts left", left.reverts),
        ("stalls left", left.stalls),
        ("invalid blocks left", left.invalid_blocks),
        ("unprovable blocks left", left.unprovable_blocks),
        ("TEE bugs left", left.tee_bugs),
        ("council actions left", left.council_actions),
        ("timeouts passed", state.timeouts),
    ];
    books.extend(budgets.map(|(name, value)| Book::amount(name, value)));
    books
}

fn counters(books: &mut Vec<Book>, chain: ChainId, own: &Chain) {
    let counters = [
        ("totalBatchesCommitted", own.total_batches_committed),
        ("totalBatchesVerified", own.total_batches_verified),
        ("totalBatchesExecuted", own.total_batches_executed),
        ("generation", own.generation),
        ("imports left", own.imports_left),
    ];
    books.extend(counters.map(|(name, value)| Book::amount(format!("{chain} {name}"), value)));
}

fn blocks(books: &mut Vec<Book>, system: &InteropSettlement, chain: ChainId, own: &Chain) {
    if system.parameters.tee != Tee::None {
        books.push(Book::text(format!("{chain} attested"), or_none(own.attested)));
    }
    books.push(Book::text(format!("{chain} operator has stalled"), own.is_stalled.to_string()));
    for batch in 0..system.parameters.batches {
        for blocks in 1..=system.parameters.blocks_in_batch {
            let name = format!("{chain} batch {} block {blocks}", batch.saturating_add(1));
            books.push(Book::text(name, or_none(own.block(Place { batch, blocks }))));
        }
    }
}

fn or_none(value: Option<impl Display>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}
