//! `asset_tracker` in the states that its small scenarios reach first: what it offers, and what it shows.

use std::collections::BTreeSet;

use counterfoil_model::asset_tracker::{Action, AssetTracker, Scenario, State};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::Size;
use counterfoil_model::system::System;

fn small() -> impl Iterator<Item = Scenario> {
    AssetTracker::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small)
}

/// The first states of a breadth-first search, at least `wanted` of them or all there are.
#[expect(clippy::disallowed_types, reason = "only asked whether it holds a state, never gone through")]
fn first_states(system: &AssetTracker, wanted: usize) -> Vec<State> {
    let mut states = system.init_states();
    let mut seen: std::collections::HashSet<State> = states.iter().cloned().collect();
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

fn actions(system: &AssetTracker, state: &State) -> Vec<Action> {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    actions
}

#[test]
fn nothing_is_offered_twice_and_everything_is_decided_the_same_again() {
    for scenario in small() {
        let system = AssetTracker::new(&scenario, GuardSet::all_on());
        let again = AssetTracker::new(&scenario, GuardSet::all_on());
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

#[test]
fn the_buffer_of_actions_is_only_appended_to() {
    let scenario = small().next().expect("there is a scenario");
    let system = AssetTracker::new(&scenario, GuardSet::all_on());
    let state = system.init_states().remove(0);
    let mut twice = actions(&system, &state);
    system.actions(&state, &mut twice);
    assert_eq!(twice, actions(&system, &state).repeat(2));
}

#[test]
fn books_have_the_same_names_in_every_state() {
    for scenario in small() {
        let system = AssetTracker::new(&scenario, GuardSet::all_on());
        let names = |state: &State| -> Vec<String> {
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
#[test]
fn what_an_action_changes_is_seen_in_the_books() {
    for scenario in small() {
        let system = AssetTracker::new(&scenario, GuardSet::all_on());
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
