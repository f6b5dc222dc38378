//! What the export must know of a system, besides that it is one.

use counterfoil_model::system::System;

use super::calls::Call;
use super::project::File;
use super::words::Word;

/// A system whose contracts have an adapter, as `asset_tracker` has one in `traces/foundry/asset_tracker/`.
pub trait Subject: System {
    /// The name of the adapter's interface, whose file has the constants that words name too.
    const ADAPTER: &'static str;
    /// The files of its project, besides those of every project: its adapter's interface, `src/Errors.sol`,
    /// `src/reference/ReferenceAdapter.sol` and whatever they need.
    const FILES: &'static [File];

    // A system without amounts has nothing to add to the following five.

    /// What stands for 2^256-1.
    fn max(_parameters: &Self::Parameters) -> i64 {
        0
    }

    /// The amounts that actions of the scenario can have, which at most so many can be.
    fn amounts(_parameters: &Self::Parameters) -> (Vec<i64>, usize) {
        (Vec::new(), 0)
    }

    /// The parameters with other amounts and another `max`, and with everything kept that contracts keep.
    fn widened(parameters: &Self::Parameters, _max: u8, _amounts: &[u8]) -> Self::Parameters {
        parameters.clone()
    }

    /// The amount that the action carries, if it carries one.
    fn amount(_action: &Self::Action) -> Option<i64> {
        None
    }

    /// The same action with another amount.
    fn with_amount(_action: &Self::Action, _amount: i64) -> Option<Self::Action> {
        None
    }

    /// The statements that begin a test of the scenario: they declare `World memory world` and fill it.
    ///
    /// # Errors
    /// If the adapter's interface has no word for the scenario.
    fn start(parameters: &Self::Parameters) -> Result<Vec<String>, String>;

    /// The call that makes the action happen.
    ///
    /// # Errors
    /// If the adapter's interface has none.
    fn call(system: &Self, action: &Self::Action) -> Result<Call, String>;

    /// Each book that the adapter has a getter for. A getter that stands in some states only reads 0 in the others.
    fn words(system: &Self, state: &Self::State) -> Vec<(Call, Word)>;

    // A system without untrusted code has nothing to add to the following two.

    /// How many calls of an open transaction have reached untrusted code.
    fn open_calls(_state: &Self::State) -> usize {
        0
    }

    /// The actions of untrusted code that end a call: to return, and at last to revert.
    fn ends() -> Vec<Self::Action> {
        Vec::new()
    }
}
