//! The rules one call at a time: what refuses it, and what it changes. How a test reads is told in
//! `model/src/calls.rs`.

mod allowances;
mod ft;
mod ft_manager;
mod router;
mod teleporter_manager;

use crate::calls;
use crate::multi_l1_token::action::Taken;
use crate::multi_l1_token::messages::{Content, Message, Operation, Request, RequestId};
use crate::multi_l1_token::scenario::{Allocation, Budgets, Parameters, Variant};
use crate::multi_l1_token::topology::{App, Chain, Main, PerApp, User};
use crate::multi_l1_token::{Action, MultiL1Token};
use crate::types::Amount;

/// A state of `multi_l1_token` that has been reached.
type Given = calls::Given<MultiL1Token>;
/// A call to one of its contracts.
type Call = calls::Call<MultiL1Token>;

/// The document's own design with all that can be attempted, on two App L1s.
fn documented() -> Parameters {
    Parameters {
        variant: Variant::Seed,
        allocation: Allocation::Recommended,
        apps: 2,
        mains: 2,
        users: 3,
        alice_holds: vec![2, 1],
        bob_holds: 1,
        most: 2,
        budgets: Budgets {
            transfers: 2,
            fast_transfers: 2,
            locks: 2,
            unlocks: 2,
            lock_transfers: 2,
            local_transfers: 1,
            burns: 1,
            blocks: 2,
            local_blocks: 1,
            scalings: 1,
            initial_mints: 1,
            gas_faults: 1,
            resends: 1,
            forgeries: 1,
            compromised_reports: 0,
            compromised_requests: 0,
            approvals: 0,
            transfers_from: 0,
            burns_from: 0,
        },
    }
}

/// The repaired design.
fn repaired() -> Parameters {
    Parameters { variant: Variant::Repaired, ..documented() }
}

/// The start of a scenario.
fn given(parameters: Parameters) -> Given {
    Given::start(parameters)
}

const A: App = App::A;
const ALICE: User = User::Alice;
const BOB: User = User::Bob;

const TRANSFER: Action = Action::Transfer { app: A, from: ALICE, to: BOB, amount: Amount(2) };

fn request(operation: Operation) -> Request {
    Request { id: RequestId { origin: A, nonce: 0 }, from: ALICE, operation, amount: Amount(2) }
}

fn to_bob() -> Operation {
    Operation::Transfer { to: BOB, main: Some(Main::Y) }
}

fn taken(a: u8, b: u8) -> Taken {
    let mut taken = Taken::NOTHING;
    (taken.0[App::A], taken.0[App::B]) = (Amount(a), Amount(b));
    taken
}

/// The message is in flight, and is delivered.
fn deliver(parameters: Parameters, to: Chain, content: Content) -> Call {
    deliver_taking(parameters, to, (content, Taken::NOTHING))
}

fn deliver_taking(parameters: Parameters, to: Chain, (content, taken): (Content, Taken)) -> Call {
    let message = Message { to, content };
    let mut given = given(parameters);
    given.state.in_flight.put_in(message);
    given.when(Action::ReceiveCrossChainMessage { message, taken })
}
