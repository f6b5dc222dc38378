//! Traces that cover what scenarios can do: each action, each guard's refusal, each pair of actions that can follow one
//! another.
//!
//! Many walks that prefer what has been seen least, of which those are selected that show something no other shows.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::{BookValue, System};

/// How many walks a scenario gets, and how long one is.
const WALKS: u64 = 60;
const LENGTH: usize = 40;

/// Something that a trace can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Goal {
    /// An action of this kind right after one of that kind; or within a transaction of untrusted code.
    Pair(usize, usize, bool),
    /// An action of this kind, refused by that guard, in a scenario of this family.
    Refusal(usize, &'static str, u64),
    /// An action of this kind that changes these books, from or to nothing or not.
    Effect(usize, u64),
}

/// A trace with what it shows, and after how many actions.
pub(crate) struct Walk<S: System> {
    pub(crate) actions: Vec<S::Action>,
    pub(crate) goals: Vec<(Goal, usize)>,
}

/// Walks of the scenario that prefer what has been seen least.
pub(crate) fn walks<S: System>(
    scenario: &Scenario<S>,
    family: u64,
    seen: &mut BTreeMap<Goal, u32>,
) -> Vec<Walk<S>> {
    let system = S::new(&scenario.parameters, GuardSet::all_on());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    (0..WALKS).map(|_| walk(&system, family, seen, &mut random)).collect()
}

fn walk<S: System>(system: &S, family: u64, seen: &mut BTreeMap<Goal, u32>, random: &mut Random) -> Walk<S> {
    let mut way = Walk { actions: Vec::new(), goals: Vec::new() };
    let mut state = system.init_states().remove(0);
    let mut last = usize::MAX;
    let mut offered = Vec::new();
    for _ in 0..LENGTH {
        offered.clear();
        system.actions(&state, &mut offered);
        let mut accepted = Vec::new();
        let mut here = 0;
        for action in &offered {
            match system.next_state(&state, action) {
                Ok(after) if after != state => accepted.push((*action, after)),
                Ok(_) => {}
                Err(guard) => {
                    let goal = Goal::Refusal(S::action_kind(action), guard.name(), family);
                    let count = seen.entry(goal).or_default();
                    // Not too many at once, so that untrusted code has no more to do than a script can say.
                    if here < 3 && *count < 4 {
                        *count += 1;
                        here += 1;
                        way.actions.push(*action);
                        way.goals.push((goal, way.actions.len()));
                    }
                }
            }
        }
        let is_open = offered.iter().any(|action| action.to_string() == "Return");
        let goal = |action: &S::Action| Goal::Pair(last, S::action_kind(action), is_open);
        let times = |action: &S::Action| seen.get(&goal(action)).copied().unwrap_or(0);
        let Some(fewest) = accepted.iter().map(|(action, _)| times(action)).min() else { break };
        let few: Vec<_> = accepted.iter().filter(|(action, _)| times(action) == fewest).collect();
        let pool = if random.below(4) == 0 { accepted.iter().collect() } else { few };
        let (action, after) = pool[random.below(pool.len())].clone();
        let goal = goal(&action);
        way.actions.push(action);
        way.goals.push((goal, way.actions.len()));
        *seen.entry(goal).or_default() += 1;
        let effect = Goal::Effect(S::action_kind(&action), effect(system, &state, &after));
        way.goals.push((effect, way.actions.len()));
        *seen.entry(effect).or_default() += 1;
        (last, state) = (S::action_kind(&action), after);
    }
    way
}

/// Which books change, from nothing or to nothing, as a number.
fn effect<S: System>(system: &S, before: &S::State, after: &S::State) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (old, new) in system.books(before).iter().zip(system.books(after)).filter(|(old, new)| *old != new) {
        let is_nothing = |value: &BookValue| matches!(value, BookValue::Amount(0));
        (&old.name, is_nothing(&old.value), is_nothing(&new.value)).hash(&mut hasher);
    }
    hasher.finish()
}

/// xorshift64*: the same walks every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % bound
    }
}
