//! What a search has to say, by definition: what each of its answers means for the outcome, and which answers a
//! search of a certain depth gives.

use counterfoil::exit::Code;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::System;

use super::generator::applying;
use super::oracle::Oracle;
use super::system::{Chance, NAMES};

/// What is known of a property when a search has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// There is a counterexample or a witness, so many actions long.
    Found(usize),
    /// There is none.
    Absent,
    /// Nobody knows.
    Open,
}

/// What a run asks about a scenario.
pub(crate) struct Asked<'a> {
    pub(crate) scenario: &'a Scenario<Chance>,
    /// Every property that is asked about, in order.
    pub(crate) names: Vec<&'static str>,
    /// Those that were asked for by name.
    pub(crate) by_name: Vec<String>,
}

/// All that a search shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) known: Vec<(&'static str, Known)>,
    /// Which kinds of action were taken, if they are counted.
    pub(crate) fired: Option<Vec<bool>>,
    /// Whether there is a state without a successor, if somebody looks.
    pub(crate) deadlock: Option<bool>,
    pub(crate) is_exhausted: bool,
}

/// How large what was searched is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) unique: u128,
    pub(crate) generated: u128,
    pub(crate) terminal: u128,
    pub(crate) depth: u64,
    pub(crate) fired: Vec<u128>,
    pub(crate) rejections: Vec<u128>,
}

/// Whether the property speaks about what can follow.
pub(crate) fn is_liveness(name: &str) -> bool {
    name.starts_with("comes") || name == "way_to_good"
}

impl<'a> Asked<'a> {
    pub(crate) fn new(scenario: &'a Scenario<Chance>, by_name: Vec<String>) -> Self {
        let names = applying(&scenario.parameters.questions).into_iter().filter(|name| {
            by_name.is_empty()
                || by_name.iter().any(|one| one == name)
                || scenario.intent.refutes(name)
                || scenario.witnesses.contains(name)
        });
        Self { names: names.collect(), scenario, by_name }
    }

    fn is_held(&self, name: &str) -> bool {
        !name.starts_with("seen") && !self.scenario.intent.refutes(name)
    }

    /// What this means, by definition: only what was asked and decided counts.
    pub(crate) fn outcome(&self, shown: &Shown) -> (&'static str, Code) {
        let known =
            |name: &str| shown.known.iter().find(|one| one.0 == name).map_or(Known::Open, |one| one.1);
        let is_found = |name: &str| matches!(known(name), Known::Found(_));
        let violated: Vec<&str> =
            self.names.iter().copied().filter(|name| self.is_held(name) && is_found(name)).collect();
        if self.scenario.deadlock_free && shown.deadlock == Some(true) {
            return ("deadlock", Code::Deadlock);
        }
        if violated.iter().any(|name| !is_liveness(name)) {
            return ("violated", Code::Violated);
        }
        if !violated.is_empty() {
            return ("violated", Code::NotLive);
        }
        let refuted = self.scenario.intent.refuted();
        if refuted.iter().any(|name| known(name) == Known::Absent) {
            return ("not_refuted", Code::Missing);
        }
        let kind = |name: &&str| Chance::ACTIONS.iter().position(|kind| kind == name);
        let fires = |kind: usize| shown.fired.as_ref().map(|fired| fired[kind]);
        let must_fire: Vec<Option<bool>> =
            self.scenario.must_fire.iter().filter_map(kind).map(fires).collect();
        let is_missing = self.scenario.witnesses.iter().any(|name| !self.names.contains(name))
            || self.scenario.witnesses.iter().any(|name| known(name) == Known::Absent)
            || must_fire.contains(&Some(false));
        if shown.is_exhausted && is_missing {
            // All that is to be refuted is, or is unknown: what is missing is known to be.
            return ("vacuous", Code::Missing);
        }
        let is_seen = self.scenario.witnesses.iter().all(|name| is_found(name))
            && must_fire.iter().all(|fires| *fires == Some(true));
        let is_decided = |name: &str| known(name) != Known::Open;
        let is_answered =
            self.by_name.iter().all(|name| !self.names.contains(&name.as_str()) || is_decided(name));
        if !is_seen || !is_answered {
            return ("incomplete", Code::Incomplete);
        }
        if !refuted.is_empty() {
            let is_refuted = refuted.iter().all(|name| is_found(name));
            return if is_refuted { ("refuted", Code::Success) } else { ("incomplete", Code::Incomplete) };
        }
        let holds = self.names.iter().filter(|name| self.is_held(name)).all(|name| is_decided(name));
        let is_alive = !self.scenario.deadlock_free || shown.deadlock.is_some();
        if shown.is_exhausted && holds && is_alive {
            ("proved", Code::Success)
        } else {
            ("incomplete", Code::Incomplete)
        }
    }

    /// What is known when every state is visited that is at most so many actions away, and all of those expanded
    /// that are nearer; it is everything there is if nothing is left to expand.
    pub(crate) fn shown_at(&self, oracle: &Oracle, level: usize) -> Shown {
        let is_exhausted =
            !oracle.distance.contains(&level) && !oracle.distance.iter().any(|one| *one > level);
        let known = |name: &&'static str| {
            let shortest = if is_liveness(name) && !is_exhausted { None } else { oracle.shortest(name) };
            let known = match shortest {
                Some(length) if length <= level || is_liveness(name) => Known::Found(length),
                _ if is_exhausted => Known::Absent,
                _ => Known::Open,
            };
            (*name, known)
        };
        let totals = totals(oracle, level, false);
        Shown {
            known: self.names.iter().map(known).collect(),
            fired: Some(totals.fired.iter().map(|fired| *fired > 0).collect()),
            deadlock: Some(totals.terminal > 0),
            is_exhausted,
        }
    }

    /// Whether a search that knows this need not go on.
    pub(crate) fn is_decided(&self, shown: &Shown) -> bool {
        let outcome = self.outcome(&Shown { is_exhausted: false, ..shown.clone() }).0;
        ["deadlock", "violated", "refuted"].contains(&outcome)
    }

    /// After which level a breadth-first search ends, if it has these limits.
    pub(crate) fn last_level(
        &self,
        oracle: &Oracle,
        limits: (Option<u64>, Option<u64>),
        orbits: bool,
    ) -> usize {
        let mut level = 0;
        loop {
            let shown = self.shown_at(oracle, level);
            let totals = totals(oracle, level, orbits);
            let (max_states, max_depth) = limits;
            let is_full = max_states.is_some_and(|limit| totals.unique >= u128::from(limit))
                || max_depth.is_some_and(|limit| totals.depth >= limit);
            if shown.is_exhausted || self.is_decided(&shown) || is_full {
                return level;
            }
            level += 1;
        }
    }
}

/// How large the part of the states is that are at most so many actions away, of which those are expanded that are
/// nearer; with states that differ only in who is who counted once, or not.
pub(crate) fn totals(oracle: &Oracle, level: usize, orbits: bool) -> Totals {
    let mut totals = Totals {
        unique: 0,
        generated: oracle.starts.len() as u128,
        terminal: 0,
        depth: 0,
        fired: vec![0; Chance::ACTIONS.len()],
        rejections: vec![0; 2],
    };
    for number in 0..oracle.states.len() {
        if oracle.distance[number] > level || (orbits && !oracle.is_first[number]) {
            continue;
        }
        totals.unique += 1;
        totals.depth = totals.depth.max(oracle.distance[number] as u64);
        if oracle.distance[number] == level {
            continue;
        }
        totals.generated += oracle.edges[number].len() as u128;
        totals.terminal += u128::from(oracle.is_terminal(number));
        for edge in &oracle.edges[number] {
            totals.fired[Chance::action_kind(&edge.action)] += 1;
        }
        for (all, refusals) in totals.rejections.iter_mut().zip(oracle.refusals[number]) {
            *all += u128::from(refusals);
        }
    }
    totals
}

/// The static name of a property.
pub(crate) fn name_of(name: &str) -> &'static str {
    NAMES.into_iter().find(|known| *known == name).expect("it is one of the properties")
}
