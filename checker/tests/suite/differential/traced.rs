//! Traces, followed in the oracle's list of transitions, and what they show there.

use counterfoil_model::system::{Fairness, Protocol};
use counterfoil_traces::format::TraceFile;

use super::oracle::Oracle;
use super::system::{Action, Chance, Condition};

/// What is wrong with a trace, if anything is.
pub(crate) fn fault(oracle: &Oracle, trace: &TraceFile) -> Option<String> {
    let Some(walk) = Walk::of(oracle, trace) else { return Some("it cannot be followed".to_owned()) };
    let property = trace.property.as_deref().unwrap_or_default();
    (!walk.shows(property)).then(|| format!("it does not show {property}"))
}

struct Walk<'a> {
    oracle: &'a Oracle,
    /// The states by number, and the actions between them.
    states: Vec<usize>,
    actions: Vec<Action>,
    loop_start: Option<usize>,
}

impl<'a> Walk<'a> {
    fn of(oracle: &'a Oracle, trace: &TraceFile) -> Option<Self> {
        let mut states = vec![*oracle.starts.get(trace.start)?];
        let mut actions = Vec::new();
        for attempt in &trace.actions {
            let number = |name: &str| usize::try_from(attempt.args.get(name)?.as_u64()?).ok();
            let rule = number("rule")?;
            let action = match attempt.name.as_str() {
                "change" => Action::Change { rule },
                "act" => Action::Act { rule, party: number("party")? },
                "turn" => Action::Turn { rule, solo: number("solo")? },
                _ => return None,
            };
            let edges = &oracle.edges[*states.last()?];
            states.push(edges.iter().find(|edge| edge.action == action)?.target);
            actions.push(action);
        }
        Some(Self { oracle, states, actions, loop_start: trace.loop_start })
    }

    fn last(&self) -> usize {
        self.states[self.states.len() - 1]
    }

    fn shows(&self, property: &str) -> bool {
        let questions = &self.oracle.system.parameters.questions;
        let ends_in = |condition: &Option<Condition>| {
            condition.as_ref().is_some_and(|condition| self.oracle.holds(condition, self.last()))
        };
        match property {
            "never_one" => ends_in(&questions.never[0]),
            "never_two" => ends_in(&questions.never[1]),
            "never_step" => questions.step.as_ref().is_some_and(|[before, after]| {
                self.states.len() > 1
                    && self.oracle.holds(before, self.states[self.states.len() - 2])
                    && self.oracle.holds(after, self.last())
            }),
            "never_first" => questions.first == Some(self.oracle.states[self.last()].parties[0]),
            "seen_one" => ends_in(&questions.seen[0]),
            "seen_two" => ends_in(&questions.seen[1]),
            "comes" => questions.comes.as_ref().is_some_and(|ends| self.waits_for_ever(ends)),
            "comes_each" => {
                questions.each.as_ref().is_some_and(|each| each.iter().any(|ends| self.waits_for_ever(ends)))
            }
            "comes_each_first" => questions.each.as_ref().is_some_and(|each| self.waits_for_ever(&each[0])),
            "way_to_good" => {
                questions.good.as_ref().is_some_and(|good| !self.oracle.can_reach(good)[self.last()])
            }
            "deadlock" => self.oracle.is_terminal(self.last()),
            _ => false,
        }
    }

    /// Whether something falls due and never comes, though whoever is fair moves.
    fn waits_for_ever(&self, [from, to]: &[Condition; 2]) -> bool {
        let Some(start) = self.loop_start else { return false };
        let looped = &self.states[start..];
        let last_came = self.states.iter().rposition(|state| self.oracle.holds(to, *state));
        let waiting = &self.states[last_came.map_or(0, |last| last + 1)..];
        looped[0] == self.last()
            && last_came.is_none_or(|last| last < start)
            && waiting.iter().any(|state| self.oracle.holds(from, *state))
            && (0..Chance::FAIR.len()).all(|class| self.is_fair_to(class, start))
    }

    fn is_fair_to(&self, class: usize, start: usize) -> bool {
        let moves = |step: usize| {
            self.oracle.system.fair_class(&self.actions[step]) == Some(class)
                && self.states[step] != self.states[step + 1]
        };
        let mut is_able = self.states[start..].iter().map(|state| self.oracle.able(*state) & 1 << class != 0);
        (start..self.actions.len()).any(moves)
            || match Chance::FAIR[class].fairness {
                Fairness::Weak => is_able.any(|is_able| !is_able),
                Fairness::Strong => is_able.all(|is_able| !is_able),
            }
    }
}
