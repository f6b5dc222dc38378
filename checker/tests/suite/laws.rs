//! Laws of the table of actions, asked of every system: those that are registered and the toys.

use counterfoil::bench::two_phase_commit::TwoPhaseCommit;
use counterfoil::catalogue::{AnyScenario, AnySystem};
use counterfoil::exit::Code;
use counterfoil::registered::Registered;
use counterfoil_model::action::ActionTable;
use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::codec::Codec;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::interop_settlement::InteropSettlement;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::multi_l1_token::MultiL1Token;
use counterfoil_model::scenario::{Scenario, Size};
use counterfoil_model::system::{Protocol, System};
use counterfoil_properties::property::Specified;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::{attempt, open};
use counterfoil_traces::read::read;
use serde_json::Value;

use crate::common::{Grid, run_on, scratch};
use crate::maze::Maze;
use crate::mutate::Vault;
use crate::reductions::Office;

/// Every action that is offered in states of the small scenarios, with the scenario's trace of them.
fn offered<S: System>() -> Vec<(Vec<S::Action>, TraceFile)> {
    let small = S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small);
    let of_scenario = |scenario: Scenario<S>| {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        let Ok(Value::Object(parameters)) = serde_json::to_value(&scenario.parameters) else {
            panic!("parameters are named")
        };
        let mut states = system.init_states();
        let mut actions = Vec::new();
        for _ in 0..30 {
            let offered = |state: &S::State| {
                let mut offered = Vec::new();
                system.actions(state, &mut offered);
                offered
            };
            let next = states.iter().flat_map(|state| {
                let offered = offered(state);
                offered.into_iter().filter_map(|action| system.next_state(state, &action).ok())
            });
            let next = next.take(40).collect();
            actions.extend(states.iter().flat_map(offered));
            states = next;
        }
        actions.truncate(10_000);
        let file = TraceFile {
            system: S::NAME.into(),
            scenario: scenario.label(),
            parameters,
            guards_off: vec![],
            property: None,
            kind: Kind::Witness,
            expect: Expect::Witnessed,
            start: 0,
            actions: actions.iter().map(attempt::<S>).collect(),
            loop_start: None,
        };
        (actions, file)
    };
    small.map(of_scenario).collect()
}

fn every_action_bears_the_name_that_serde_writes_and_comes_back<S: Specified>() {
    for (actions, file) in offered::<S>() {
        assert!(!actions.is_empty(), "{}/{}", S::NAME, file.scenario);
        for action in &actions {
            let value = serde_json::to_value(action).expect("an action is JSON");
            let name = value.as_str().or_else(|| value.as_object()?.keys().next().map(String::as_str));
            assert_eq!(name, Some(S::ACTIONS[S::action_kind(action)]));
        }
        let file = read(file.to_text().as_bytes()).expect("it is a trace").file;
        let opened = open::<S>(&file).unwrap_or_else(|misfit| panic!("{misfit}"));
        assert_eq!(opened.trace.actions, actions);
    }
}

fn what_the_table_says_of_an_action_is_told_of_it<S: Specified>() {
    for entry in S::Action::ALL {
        let is_sentence = entry.statement.ends_with('.') && !entry.statement.contains("  ");
        assert!(is_sentence, "{}: {}", entry.name, entry.statement);
    }
    for (actions, _) in offered::<S>() {
        for action in actions {
            let value = serde_json::to_value(action).expect("an action is JSON");
            let arguments = value.as_object().and_then(|variant| variant.values().next()?.as_object());
            let names: Vec<&str> =
                arguments.into_iter().flat_map(|all| all.keys()).map(String::as_str).collect();
            assert_eq!(names, S::Action::ALL[action.kind()].arguments);
            let mut bytes = Vec::new();
            action.encode(&mut bytes);
            assert_eq!(S::Action::decode(&mut bytes.as_slice()), Some(action));
            assert!(!action.party().is_empty() && !action.to_string().is_empty());
        }
    }
}

/// The counterexamples and witnesses that a search of each small scenario leaves.
fn what_a_search_leaves_can_be_shown<S: Specified>() {
    let systems: Vec<Box<dyn AnySystem>> = vec![Registered::<S>::boxed()];
    // A toy's scenario may be there to be given what it lacks.
    let is_whole = |scenario: &Scenario<S>| {
        let applies = scenario.info().properties;
        scenario.intent.refuted().iter().all(|name| applies.contains(&name.as_str()))
    };
    let small = S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small);
    for scenario in small.filter(is_whole).take(3) {
        let (folder, report) = (scratch("traces"), scratch("report"));
        let path =
            |path: &std::path::Path| path.to_str().expect("the scratch folder has a plain name").to_owned();
        let target = format!("{}/{}", S::NAME, scenario.label());
        let arguments = ["check", &target, "--traces", &path(&folder), "--output", &path(&report)];
        run_on(&systems, &arguments).expect("check runs");
        let files = std::fs::read_dir(&folder).into_iter().flatten();
        for file in files.map(|file| path(&file.expect("it is listed").path())) {
            let shown = run_on(&systems, &["trace", "show", &file]);
            assert_eq!(shown.map_err(|failure| failure.sentence), Ok(Code::Success), "{file}");
        }
    }
}

/// Asks each system all of these.
macro_rules! for_each_system {
    ($($module:ident: $system:ty),+ ; $tests:tt) => {
        $(mod $module { use super::*; for_each_system! { @tests $system, $tests } })+

        #[test]
        fn every_registered_system_is_asked() {
            let asked = [$(<$system as Protocol>::NAME),+];
            for system in counterfoil::registry::systems() {
                assert!(asked.contains(&system.info().name), "{} is not asked", system.info().name);
            }
        }
    };
    (@tests $system:ty, { $($test:ident),+ $(,)? }) => {
        $(#[test] fn $test() { super::$test::<$system>(); })+
    };
}

for_each_system! {
    asset_tracker: AssetTracker, l1_l2_messaging: L1L2Messaging,
    interop_settlement: InteropSettlement, multi_l1_token: MultiL1Token, two_phase_commit: TwoPhaseCommit,
    grid: Grid, maze: Maze, office: Office, vault: Vault<0>;
    {
        every_action_bears_the_name_that_serde_writes_and_comes_back,
        what_the_table_says_of_an_action_is_told_of_it,
        what_a_search_leaves_can_be_shown,
    }
}
