//! `interop_settlement` in the words of `IInteropSettlementAdapter`. It has no amounts, so that a number is what it is.

mod books;

use std::fmt::Debug;

use counterfoil_model::interop_settlement::messages::Place;
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, Parameters, State};

use super::calls::Call;
use super::project::{File, room};
use super::subject::Subject;
use super::words::Word;

/// Adapter and reference contracts.
const FILES: &[File] = room![
    "interop_settlement":
    "ADAPTER.md",
    "src/Errors.sol",
    "src/IInteropSettlementAdapter.sol",
    "src/reference/Books.sol",
    "src/reference/Executor.sol",
    "src/reference/L2InteropRootStorage.sol",
    "src/reference/MessageRoot.sol",
    "src/reference/Node.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/SettlementCouncil.sol",
    "src/reference/TeeRegistry.sol",
    "src/reference/Types.sol",
];

impl Subject for InteropSettlement {
    const ADAPTER: &'static str = "IInteropSettlementAdapter";
    const FILES: &'static [File] = FILES;

    fn start(parameters: &Parameters) -> Result<Vec<String>, String> {
        let mut lines = vec!["World memory world;".to_owned()];
        lines.push(format!("world.chains = {};", parameters.modes.len()));
        let modes = parameters.modes.iter().zip(ChainId::ALL);
        lines
            .extend(modes.map(|(mode, chain)| format!("world.modes[{chain:?}] = {};", member("Mode", mode))));
        let variant = parameters.variant;
        lines.push(format!("world.tee = {};", member("Tee", parameters.tee)));
        lines.push(format!("world.dependency = {};", member("Dependency", variant.dependency())));
        lines.push(format!("world.execution = {};", member("Execution", variant.execution())));
        let has = |guard| !variant.lacks().contains(&guard);
        let flags = [
            ("locksDependencies", has(Guard::AttestedImportsAreSettled)),
            ("checksExtension", has(Guard::LocalRootIsExtended)),
            ("keepsLocks", has(Guard::LockSurvivesRevert)),
            ("councilKeepsProvable", has(Guard::CouncilKeepsWhatIsProvable)),
            ("councilCoversDependents", has(Guard::CouncilCoversDependents)),
            ("consumesByRoot", variant.consumes_by_root()),
        ];
        let set = flags.iter().filter(|(_, is_set)| *is_set);
        lines.extend(set.map(|(field, _)| format!("world.design.{field} = true;")));
        Ok(lines)
    }

    fn call(_system: &Self, action: &Action) -> Result<Call, String> {
        call(*action)
    }

    fn words(system: &Self, state: &State) -> Vec<(Call, Word)> {
        books::words(system, state)
    }
}

fn call(action: Action) -> Result<Call, String> {
    Ok(match action {
        Action::BuildBlock { chain: of, validity } => {
            Call::new("buildBlock", vec![chain(of), Word::text(member("Validity", validity))])
        }
        Action::AddInteropRoot { chain: of, number, message } => {
            let [batch, blocks] = place(number.place);
            let args = vec![chain(of), chain(number.source), batch, blocks, count(message)];
            Call::new("addInteropRoot", args)
        }
        Action::ExecuteBatches { group } => {
            Call::new("executeBatches", ChainId::ALL.map(|of| count(*group.of(of))).to_vec())
        }
        Action::Reorganise { chain: of, end } => {
            let [batch, blocks] = place(end);
            Call::new("reorganise", vec![chain(of), batch, blocks])
        }
        Action::ForceCommit { chain: of, by } => {
            Call::new("forceCommit", vec![chain(of), Word::text(member("Committer", by))])
        }
        _ => Call::usual::<InteropSettlement>(&action, |name| Some(Word::text(name)))?,
    })
}

fn chain(chain: ChainId) -> Word {
    Word::text(format!("{chain:?}"))
}

fn count(number: u8) -> Word {
    Word::Number(i64::from(number))
}

fn place(place: Place) -> [Word; 2] {
    [count(place.batch), count(place.blocks)]
}

/// The member of this enum of the interface, which is called there as it is here.
fn member(of: &str, name: impl Debug) -> String {
    format!("{of}.{name:?}")
}
