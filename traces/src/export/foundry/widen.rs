//! A trace at full width: replayed with two large values of `max`.
//!
//! An amount of the trace is either small or close to `max`: 1 is 1, or it is `max` less what was left of a small `max`.
//! Which, the outcomes decide: each action must be accepted, or refused by the same guard, as it was. Small is tried
//! first, so an amount is large only where the trace is about all there is.

use counterfoil_model::guard::GuardSet;
use counterfoil_model::system::System;

use super::subject::Subject;
use super::words::WIDE;
use crate::open::Opened;

/// The most transitions that the search for amounts takes.
const TRIES: usize = 20_000;

/// A trace with all guards on, at two large values of `max`.
pub(super) struct Wide<S: System> {
    /// The replays, with as many steps each, which are the same but for amounts.
    pub runs: [Replay<S>; 2],
    /// The actions as the trace has them.
    pub told: Vec<String>,
}

/// A replay with all guards on.
pub(super) struct Replay<S: System> {
    /// The system.
    pub system: S,
    /// The first state.
    pub initial: S::State,
    /// What happened.
    pub steps: Vec<WideStep<S>>,
}

/// One action of a replay.
pub(super) struct WideStep<S: System> {
    /// What was attempted.
    pub action: S::Action,
    /// Who refused it.
    pub refused: Option<S::Guard>,
    /// The state afterwards.
    pub state: S::State,
}

/// The trace at full width.
///
/// # Errors
/// If no amounts make the same happen, or if nothing happens.
pub(super) fn widen<S: Subject>(opened: &Opened<S>) -> Result<Wide<S>, String> {
    let parameters = &opened.scenario.parameters;
    let (amounts, most) = S::amounts(parameters);
    let narrow: Vec<u8> = amounts.iter().filter_map(|amount| u8::try_from(*amount).ok()).collect();
    let max = u8::try_from(S::max(parameters)).unwrap_or(u8::MAX);
    let original = with::<S>(opened, max, &narrow, opened.trace.start)?;
    let actions = closed(&original, &opened.trace.actions);
    let outcomes = outcomes(&original, &actions);
    let Some(kept) = actions.get(..outcomes.len()).filter(|kept| !kept.is_empty()) else {
        return Err("none of its actions can be attempted with all guards on".into());
    };
    let told = kept.iter().map(ToString::to_string).collect();
    for list in lists(&amounts, i64::from(max), most) {
        let systems = WIDE.map(|wide| {
            let amounts: Vec<u8> = list.iter().map(|amount| amount.with(wide)).collect();
            with::<S>(opened, wide, &amounts, opened.trace.start)
        });
        let [first, second] = systems;
        let pair = [first?, second?];
        let mut search = Search { pair: &pair, max: i64::from(max), tries: TRIES };
        let mut found = Vec::new();
        if search.assign(kept, &outcomes, [&pair[0].initial, &pair[1].initial], &mut found) {
            let (first, second): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            let [narrow, wide] = pair;
            return Ok(Wide {
                runs: [Replay { steps: first, ..narrow }, Replay { steps: second, ..wide }],
                told,
            });
        }
    }
    Err("it lives from a small max running out: with a larger one its actions end otherwise".into())
}

/// The system with this `max` and these amounts, and no steps yet.
fn with<S: Subject>(opened: &Opened<S>, max: u8, amounts: &[u8], start: usize) -> Result<Replay<S>, String> {
    let parameters = S::widened(&opened.scenario.parameters, max, amounts);
    let system = S::new(&parameters, GuardSet::all_on());
    let initial = system.init_states().into_iter().nth(start).ok_or("its initial state is not there")?;
    Ok(Replay { system, initial, steps: Vec::new() })
}

/// The actions, and after them those by which untrusted code that is still running returns.
fn closed<S: Subject>(replay: &Replay<S>, actions: &[S::Action]) -> Vec<S::Action> {
    let mut all = Vec::new();
    let mut state = replay.initial.clone();
    for action in actions {
        let Some(after) = attempt(&replay.system, &state, action) else { break };
        state = after.unwrap_or(state);
        all.push(*action);
    }
    while S::open_calls(&state) > 0 {
        let end = S::ends().into_iter().find_map(|end| {
            let after = attempt(&replay.system, &state, &end)?.ok()?;
            Some((end, after))
        });
        let Some((end, after)) = end else { break };
        state = after;
        all.push(end);
    }
    all
}

/// What becomes of an action, if it can be attempted.
fn attempt<S: System>(
    system: &S,
    state: &S::State,
    action: &S::Action,
) -> Option<Result<S::State, S::Guard>> {
    let mut offered = Vec::new();
    system.actions(state, &mut offered);
    offered.contains(action).then(|| system.next_state(state, action))
}

/// Who refuses each action, as far as they can be attempted.
fn outcomes<S: Subject>(replay: &Replay<S>, actions: &[S::Action]) -> Vec<Option<S::Guard>> {
    let mut state = replay.initial.clone();
    let mut outcomes = Vec::new();
    for action in actions {
        let Some(after) = attempt(&replay.system, &state, action) else { break };
        outcomes.push(after.as_ref().err().copied());
        state = after.unwrap_or(state);
    }
    outcomes
}

/// An amount of the trace, small or counted from `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Small(i64),
    BelowMax(i64),
}

impl Width {
    fn with(self, max: u8) -> u8 {
        u8::try_from(self.wide(max)).unwrap_or(max)
    }

    fn wide(self, max: u8) -> i64 {
        match self {
            Self::Small(amount) => amount,
            Self::BelowMax(less) => i64::from(max) - less,
        }
    }
}

/// The lists of amounts to try: all small; some of them large, the fewer the sooner; at most so many in all.
fn lists(amounts: &[i64], max: i64, most: usize) -> Vec<Vec<Width>> {
    let small: Vec<Width> = amounts.iter().map(|amount| Width::Small(*amount)).collect();
    let large: Vec<Width> = amounts.iter().map(|amount| Width::BelowMax(max - amount)).collect();
    let mut lists = vec![small.clone()];
    let fits = |list: &Vec<Width>| list.len() <= most;
    let with_one = large.iter().map(|one| [small.clone(), vec![*one]].concat());
    lists.extend(with_one.filter(fits));
    lists.extend(Some([small, large.clone()].concat()).filter(fits));
    lists.push(large);
    lists
}

struct Search<'a, S: System> {
    pair: &'a [Replay<S>; 2],
    max: i64,
    tries: usize,
}

/// One step with both values of `max`.
type Pair<S> = (WideStep<S>, WideStep<S>);

impl<S: Subject> Search<'_, S> {
    /// Finds amounts for the rest of the actions, action by action.
    fn assign(
        &mut self,
        actions: &[S::Action],
        outcomes: &[Option<S::Guard>],
        states: [&S::State; 2],
        found: &mut Vec<Pair<S>>,
    ) -> bool {
        let ([action, later @ ..], [outcome, later_outcomes @ ..]) = (actions, outcomes) else { return true };
        for width in self.widths(action) {
            let Some((narrow, wide)) = self.both(action, width, *outcome, states) else { continue };
            let after = [narrow.state.clone(), wide.state.clone()];
            found.push((narrow, wide));
            if self.assign(later, later_outcomes, [&after[0], &after[1]], found) {
                return true;
            }
            found.pop();
        }
        false
    }

    /// What the action's amount can be.
    fn widths(&self, action: &S::Action) -> Vec<Option<Width>> {
        let Some(amount) = S::amount(action) else { return vec![None] };
        // What no list has is not offered.
        vec![Some(Width::Small(amount)), Some(Width::BelowMax(self.max - amount))]
    }

    /// The step with both values of `max`, if it ends as it should.
    fn both(
        &mut self,
        action: &S::Action,
        width: Option<Width>,
        outcome: Option<S::Guard>,
        states: [&S::State; 2],
    ) -> Option<Pair<S>> {
        self.tries = self.tries.checked_sub(1)?;
        let mut steps = self.pair.iter().zip(WIDE).zip(states).map(|((replay, max), state)| {
            let action = match width {
                Some(width) => S::with_amount(action, width.wide(max))?,
                None => *action,
            };
            let (refused, state) = match attempt(&replay.system, state, &action)? {
                Ok(after) => (None, after),
                Err(guard) => (Some(guard), state.clone()),
            };
            (refused == outcome).then_some(WideStep { action, refused, state })
        });
        Some((steps.next()??, steps.next()??))
    }
}
