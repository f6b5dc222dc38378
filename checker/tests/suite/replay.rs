//! Traces run again: what is refused, what cannot be attempted, what a step changed.

use crate::common::{Action, Grid};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::system::Protocol;

use counterfoil_traces::diff::changes;
use counterfoil_traces::replay::{Fault, Judge, Run, Trace, replay};

/// The smallest square, four wide and three high.
fn grid() -> Grid {
    let scenarios = Grid::scenarios();
    Grid::new(&scenarios[1].parameters, GuardSet::all_on())
}

/// The claim that a run ends at this height.
struct EndsAt(u32);

impl Judge<Grid> for EndsAt {
    fn is_shown(&self, _: &Grid, run: &Run<Grid>) -> bool {
        run.last_state().y == self.0
    }
}

#[test]
fn a_refusal_is_named_and_changes_nothing() {
    let grid = grid();
    let actions = vec![Action::Up, Action::Up, Action::Up, Action::Up, Action::Right];
    let run = replay(&grid, &Trace::finite(0, actions)).unwrap();
    assert_eq!(run.steps[3].refused, Some(crate::common::Guard::UpIsInside));
    assert_eq!(run.steps[3].state, run.steps[2].state);
    assert_eq!((run.last_state().x, run.last_state().y), (1, 3));
    assert_eq!(run.state_before(0), &run.initial);
    let fault = run.without_refusals().unwrap_err();
    let expected = Fault::Refused { step: 4, action: "goes up".to_owned(), guard: "up_is_inside" };
    assert_eq!(fault, expected);
}

#[test]
fn an_action_that_is_not_offered_has_no_outcome() {
    let fault = replay(&grid(), &Trace::finite(0, vec![Action::Up, Action::Fall])).unwrap_err();
    assert_eq!(fault, Fault::NotOffered { step: 2, action: "falls down".to_owned() });
    assert!(fault.to_string().contains("cannot be attempted"));
    let fault = replay(&grid(), &Trace::finite(1, vec![])).unwrap_err();
    assert_eq!(fault, Fault::NoSuchStart(1));
}

#[test]
fn the_judge_decides_what_a_run_shows() {
    let grid = grid();
    let run = replay(&grid, &Trace::finite(0, vec![Action::Up, Action::Right])).unwrap();
    assert!(run.clone().showing(&grid, &EndsAt(1)).is_ok());
    assert_eq!(run.showing(&grid, &EndsAt(2)).unwrap_err(), Fault::NotShown);
}

#[test]
fn only_the_books_that_differ_are_changes() {
    let grid = grid();
    let run = replay(&grid, &Trace::finite(0, vec![Action::Up, Action::Up])).unwrap();
    let changes = changes(&grid, run.state_before(1), run.last_state());
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].to_string(), changes[0].difference()), ("y: 1 -> 2 (+1)".to_owned(), Some(1)));
}
