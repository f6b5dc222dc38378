//! Each system in the states that its small scenarios reach first: what it offers, and what it shows; and the names
//! that it gives to things.

use std::collections::BTreeSet;

use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::codec::Codec;
use counterfoil_model::guard::{GuardKind, GuardSet, GuardTable};
use counterfoil_model::interop_settlement::InteropSettlement;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::multi_l1_token::MultiL1Token;
use counterfoil_model::scenario::{Bounds, Scenario, Size};
use counterfoil_model::system::System;

fn small<S: System>() -> impl Iterator<Item = Scenario<S>> {
    S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small)
}

/// The first states of a breadth-first search, at least `wanted` of them or all there are.
#[expect(clippy::disallowed_types, reason = "only asked whether it holds a state, never gone through")]
fn first_states<S: System>(system: &S, wanted: usize) -> Vec<S::State> {
    let mut states = system.init_states();
    let mut seen: std::collections::HashSet<S::State> = states.iter().cloned().collect();
    let mut index = 0;
    while index < states.len() && states.len() < wanted {
        for action in actions(system, &states[index]) {
            let next = system.next_state(&states[index], &action);
            states.extend(next.into_iter().filter(|next| seen.insert(next.clone())));
        }
        index += 1;
    }
    states
}

fn actions<S: System>(system: &S, state: &S::State) -> Vec<S::Action> {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    actions
}

fn nothing_is_offered_twice_and_everything_is_decided_the_same_again<S: System>() {
    for scenario in small::<S>() {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        let again = S::new(&scenario.parameters, GuardSet::all_on());
        assert_eq!(system.init_states(), again.init_states());
        for state in first_states(&system, 2000) {
            let offered = actions(&system, &state);
            assert_eq!(offered, actions(&again, &state), "{}", scenario.label());
            let mut told: Vec<String> = offered.iter().map(ToString::to_string).collect();
            told.sort();
            // Two lines that read the same are one action offered twice, or two that no reader can tell apart.
            let twice = told.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None, "{}", scenario.label());
            for action in offered {
                assert_eq!(system.next_state(&state, &action), again.next_state(&state, &action), "{action}");
            }
        }
    }
}

fn the_buffer_of_actions_is_only_appended_to<S: System>() {
    let scenario = small::<S>().next().expect("there is a scenario");
    let system = S::new(&scenario.parameters, GuardSet::all_on());
    let state = system.init_states().remove(0);
    let mut twice = actions(&system, &state);
    system.actions(&state, &mut twice);
    assert_eq!(twice, actions(&system, &state).repeat(2));
}

fn books_have_the_same_names_in_every_state<S: System>() {
    for scenario in small::<S>() {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        let names = |state: &S::State| -> Vec<String> {
            system.books(state).into_iter().map(|book| book.name).collect()
        };
        let states = first_states(&system, 500);
        let expected = names(&states[0]);
        assert_eq!(expected.iter().collect::<BTreeSet<_>>().len(), expected.len(), "{}", scenario.label());
        for state in &states {
            assert_eq!(names(state), expected, "{}", scenario.label());
        }
    }
}

/// A reader follows a trace by its books, so each action that changes the state changes one.
fn what_an_action_changes_is_seen_in_the_books<S: System>() {
    for scenario in small::<S>() {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        for state in first_states(&system, 500) {
            for action in actions(&system, &state) {
                let Ok(next) = system.next_state(&state, &action) else { continue };
                let is_seen = system.books(&state) != system.books(&next);
                assert!(
                    next == state || is_seen,
                    "{}: {action} changes nothing that is shown",
                    scenario.label()
                );
            }
        }
    }
}

fn states_come_back_from_their_bytes<S: System>() {
    for scenario in S::scenarios() {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        let mut known: BTreeSet<Vec<u8>> = BTreeSet::new();
        for state in first_states(&system, 3000) {
            let mut bytes = Vec::new();
            state.encode(&mut bytes);
            let mut rest = bytes.as_slice();
            assert_eq!((S::State::decode(&mut rest).as_ref(), rest.len()), (Some(&state), 0));
            assert!(known.insert(bytes), "{}: two states have the same bytes", scenario.label());
        }
    }
}

fn every_scenario_is_within_its_bounds_and_has_its_small_form_behind_it<S: System>() {
    let scenarios = S::scenarios();
    let (wide, pairs): (Vec<_>, Vec<_>) = scenarios.iter().partition(|scenario| scenario.size == Size::Wide);
    for wide in wide {
        assert_eq!(wide.parameters.validate(), Ok(()), "{}", wide.label());
    }
    for pair in pairs.chunks(2) {
        let [default, small] = pair else { panic!("{} stands alone", pair[0].label()) };
        assert_eq!((default.size, small.size), (Size::Default, Size::Small), "{}", default.label());
        let told = |one: &Scenario<S>| (one.name.clone(), one.intent.clone(), one.summary.clone());
        assert_eq!(told(default), told(small));
        for scenario in pair {
            assert_eq!(scenario.parameters.validate(), Ok(()), "{}", scenario.label());
            let unknown = scenario.must_fire.iter().find(|name| !S::ACTIONS.contains(name));
            assert_eq!(unknown, None, "{}", scenario.label());
        }
    }
    let names: BTreeSet<String> = scenarios.iter().map(Scenario::label).collect();
    assert_eq!(names.len(), scenarios.len(), "each name stands once");
}

fn guards_are_told_apart_and_say_what_they_are<S: System>() {
    let all = <S::Guard as GuardTable>::ALL;
    let names: BTreeSet<&str> = all.iter().map(|guard| guard.name()).collect();
    assert_eq!(names.len(), all.len(), "each name stands once");
    for (index, &guard) in all.iter().enumerate() {
        let entry = guard.entry();
        let guards = GuardSet::all_on().without(guard);
        assert_eq!((guard.index(), guards.guards_off()), (index, vec![guard]));
        assert_eq!(entry.name, snake_case(&format!("{guard:?}")));
        if let Some(group) = entry.group {
            assert!(!names.contains(group), "{group} is a group and a guard");
            let members = all.iter().filter(|other| other.entry().group == Some(group));
            assert!(members.count() > 1, "{group} has one member: its own name selects it");
        }
        let refuses = entry.kind == GuardKind::Require;
        assert_eq!(entry.error.is_some(), refuses, "{}", entry.name);
        assert!(refuses || entry.backstop.is_none(), "{}: a rule refuses nothing", entry.name);
        assert!(
            entry.kind == GuardKind::Effect || entry.amiss.is_empty(),
            "{}: only effects go amiss",
            entry.name
        );
        let starts_upright = entry.statement.starts_with(|first: char| first.is_ascii_uppercase());
        let is_sentence = starts_upright && entry.statement.ends_with(['.', ')']);
        assert!(is_sentence, "{}: {}", entry.name, entry.statement);
        assert_eq!(entry.function.split('.').count(), 2, "{}: {}", entry.name, entry.function);
    }
}

fn snake_case(variant: &str) -> String {
    let mut name = String::new();
    for character in variant.chars() {
        if character.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    name
}

/// Asks each system all of these.
macro_rules! for_each_system {
    ($($test:ident),+ $(,)?) => {
        mod asset_tracker {
            $(#[test] fn $test() { super::$test::<super::AssetTracker>(); })+
        }

        mod l1_l2_messaging {
            $(#[test] fn $test() { super::$test::<super::L1L2Messaging>(); })+
        }

        mod interop_settlement {
            $(#[test] fn $test() { super::$test::<super::InteropSettlement>(); })+
        }

        mod multi_l1_token {
            $(#[test] fn $test() { super::$test::<super::MultiL1Token>(); })+
        }
    };
}

for_each_system! {
    nothing_is_offered_twice_and_everything_is_decided_the_same_again,
    the_buffer_of_actions_is_only_appended_to,
    books_have_the_same_names_in_every_state,
    what_an_action_changes_is_seen_in_the_books,
    states_come_back_from_their_bytes,
    every_scenario_is_within_its_bounds_and_has_its_small_form_behind_it,
    guards_are_told_apart_and_say_what_they_are,
}
