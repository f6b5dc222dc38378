//! The rules one call at a time: what refuses it, and what it changes. How a test reads is told in
//! `model/src/calls.rs`.

mod imports;
mod locks;
mod executor;

use crate::calls;
use crate::interop_settlement::messages::{Group, Place, RootNumber, Validity};
use crate::interop_settlement::topology::ChainId::{self, A, B, C};
use crate::interop_settlement::{Action, Guard, InteropSettlement, Mode, Parameters, Route, Tee, Variant};

/// A state of `interop_settlement` that has been reached.
type Given = calls::Given<InteropSettlement>;
/// A call to one of its contracts.
type Call = calls::Call<InteropSettlement>;

/// Two chains that import of each other in this mode, with every fault.
fn parameters(mode: Mode, tee: Tee) -> Parameters {
    Parameters {
        variant: Variant::Repaired,
        tee,
        modes: vec![mode; 2],
        routes: vec![Route { from: A, to: B }, Route { from: B, to: A }],
        batches: 2,
        blocks_in_batch: 2,
        imports: 2,
        reorganisations: 2,
        reverts: 2,
        stalls: 1,
        invalid_blocks: 1,
        unprovable_blocks: 1,
        tee_bugs: 1,
        council_actions: 1,
        timeouts: 3,
    }
}

fn given(mode: Mode, tee: Tee) -> Given {
    Given::start(parameters(mode, tee))
}

/// A call that this guard refuses, and nothing else would.
#[track_caller]
fn refuses_alone(call: &Call, guard: Guard) {
    call.is_refused_by(guard);
    call.without(guard).accepted();
}

fn build(chain: ChainId) -> Action {
    Action::BuildBlock { chain, validity: Validity::Valid }
}

fn bad(chain: ChainId, validity: Validity) -> Action {
    Action::BuildBlock { chain, validity }
}

fn attest(chain: ChainId) -> Action {
    Action::AttestBlocks { chain, has_bug: false }
}

fn commit(chain: ChainId) -> Action {
    Action::CommitBatches { chain }
}

fn prove(chain: ChainId) -> Action {
    Action::ProveBatches { chain }
}

/// The next batch of one chain, or of both.
fn execute(a: u8, b: u8) -> Action {
    Action::ExecuteBatches { group: Group { a, b, c: 0 } }
}

fn place(batch: u8, blocks: u8) -> Place {
    Place { batch, blocks }
}

/// B imports of A, or A of B.
fn import(chain: ChainId, place: Place, message: u8) -> Action {
    let source = if chain == A { B } else { A };
    Action::AddInteropRoot { chain, number: RootNumber { source, place }, message }
}
