//! What the export must know of a system, besides that it is one.

use counterfoil_model::system::System;

use super::calls::Call;
use super::words::Word;

/// A system that has an adapter in `traces/foundry/src`.
pub(super) trait Subject: System {
    /// The name of the adapter's interface, whose file has the constants that words name too.
    const ADAPTER: &'static str;

    /// What stands for 2^256-1.
    fn max(parameters: &Self::Parameters) -> i64;

    /// The amounts that actions of the scenario can have, which at most so many can be.
    fn amounts(parameters: &Self::Parameters) -> (Vec<i64>, usize);

    /// The parameters with other amounts and another `max`, and with everything kept that contracts keep.
    fn widened(parameters: &Self::Parameters, max: u8, amounts: &[u8]) -> Self::Parameters;

    /// The amount that the action carries, if it carries one.
    fn amount(action: &Self::Action) -> Option<i64>;

    /// The same action with another amount.
    fn with_amount(action: &Self::Action, amount: i64) -> Option<Self::Action>;

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

    /// How many calls of an open transaction have reached untrusted code.
    fn open_calls(state: &Self::State) -> usize;

    /// The actions of untrusted code that end a call: to return, and to revert.
    fn ends() -> [Self::Action; 2];
}
