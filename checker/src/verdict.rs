//! What a search means: the outcome of a scenario and the status of each property.
//!
//! `proved` and `holds` carry an [`Exhausted`], which only a finished search can give; everything that
//! an unfinished search has not seen is `unknown`. An outcome that says more than that something is violated
//! carries a [`Decided`] besides: each property on which it rests was asked about and decided.

mod decided;

use counterfoil_properties::property::Kind;

pub use decided::Decided;

use crate::engine::{Cut, Demands, Ending, Exhausted, Findings, Unasked};
use crate::exit::Code;

/// The outcome of one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All that had to hold holds in every reachable state, and all that had to happen happens.
    Proved(Exhausted, Decided),
    /// What the scenario refutes is violated, and all that had to happen happens.
    Refuted(Decided),
    /// Something that the scenario refutes holds in every reachable state.
    NotRefuted(Decided),
    /// A property of states or transitions that had to hold is violated.
    Violated,
    /// An `eventually` or `always_possible` property that had to hold is violated, and no other.
    NotLive,
    /// A state has no successor, and every state has to have one.
    Deadlock,
    /// A rule or a property panicked.
    Panicked,
    /// The search is finished, and a witness or an action that had to be there is not.
    Vacuous(Exhausted),
    /// The search was cut before it showed anything.
    Incomplete(Cut),
}

/// The status of one property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The property holds of every reachable state, or transition, or run.
    Holds(Exhausted),
    /// The property has a counterexample this many actions long.
    Violated(usize),
    /// A `sometimes` property, with a witness this many actions long.
    Witnessed(usize),
    /// A `sometimes` property, in no reachable state.
    NotWitnessed(Exhausted),
    /// The search did not go far enough.
    Unknown,
    /// The search did not ask, for this reason.
    NotAsked(Unasked),
}

impl Outcome {
    /// What the findings of a search mean for what was demanded of it, where `statuses` are those of the
    /// properties.
    pub fn of<A>(demands: &Demands, statuses: &[Status], findings: &Findings<A>) -> Self {
        if findings.deadlock.is_some() {
            return Self::Deadlock;
        }
        let is_found = |index: &usize| findings.found[*index].is_some();
        let is_safety = |index: &&usize| !demands.liveness.contains(*index);
        if demands.hold.iter().filter(is_safety).any(is_found) {
            return Self::Violated;
        }
        if demands.hold.iter().any(is_found) {
            return Self::NotLive;
        }
        if findings.panicked.is_some() {
            return Self::Panicked;
        }
        Self::without_a_violation(demands, statuses, findings)
    }

    /// The same where nothing is violated that had to hold, and nothing panicked.
    fn without_a_violation<A>(demands: &Demands, statuses: &[Status], findings: &Findings<A>) -> Self {
        let Demands { hold, refute, witnesses, asked, .. } = demands;
        let is_to_refute = !refute.is_empty();
        let decided = |indices: &[&[usize]]| Decided::each(statuses, indices.iter().copied().flatten());
        let all_happened = Missing::of(demands, findings).is_empty() && is_counted(demands, findings);
        let is_refuted = is_to_refute && refute.iter().all(|index| findings.found[*index].is_some());
        if is_refuted
            && all_happened
            && let Some(decided) = decided(&[refute, witnesses, asked])
        {
            return Self::Refuted(decided);
        }
        let holds = refute.iter().find(|index| statuses[**index].holds());
        if let Some(decided) = holds.and_then(|index| decided(&[&[*index]])) {
            return Self::NotRefuted(decided);
        }
        let exhausted = match findings.ending {
            Ending::Exhausted(exhausted) => exhausted,
            Ending::Cut(cut) => return Self::Incomplete(cut),
            // It stopped without a reason to.
            Ending::Decided => return Self::Incomplete(Cut::Engine),
        };
        if !Missing::of(demands, findings).is_empty() {
            return Self::Vacuous(exhausted);
        }
        let looks_for_deadlock = findings.coverage.is_some() || !demands.deadlock_free;
        match decided(&[hold, witnesses, asked]) {
            Some(decided) if !is_to_refute && all_happened && looks_for_deadlock => {
                Self::Proved(exhausted, decided)
            }
            // An engine left something out.
            _ => Self::Incomplete(Cut::Engine),
        }
    }

    /// The outcome as reports write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proved(..) => "proved",
            Self::Refuted(_) => "refuted",
            Self::NotRefuted(_) => "not_refuted",
            Self::Violated | Self::NotLive => "violated",
            Self::Deadlock => "deadlock",
            Self::Panicked => "panicked",
            Self::Vacuous(_) => "vacuous",
            Self::Incomplete(_) => "incomplete",
        }
    }

    /// The exit code of a run with this outcome alone.
    pub fn code(&self) -> Code {
        match self {
            Self::Proved(..) | Self::Refuted(_) => Code::Success,
            Self::NotRefuted(_) | Self::Vacuous(_) => Code::Missing,
            Self::Violated => Code::Violated,
            Self::NotLive => Code::NotLive,
            Self::Deadlock => Code::Deadlock,
            Self::Panicked => Code::Panicked,
            Self::Incomplete(_) => Code::Incomplete,
        }
    }
}

impl Status {
    /// What the findings of a search say of the property of this kind at `index`.
    pub fn of<A>(kind: Kind, index: usize, findings: &Findings<A>) -> Self {
        if let Some(trace) = &findings.found[index] {
            let depth = trace.actions.len();
            return if kind == Kind::Sometimes { Self::Witnessed(depth) } else { Self::Violated(depth) };
        }
        if let Some((_, reason)) = findings.unasked.iter().find(|(unasked, _)| *unasked == index) {
            return Self::NotAsked(*reason);
        }
        match findings.ending {
            Ending::Exhausted(exhausted) => match kind {
                Kind::Always | Kind::Step | Kind::Eventually | Kind::AlwaysPossible => Self::Holds(exhausted),
                Kind::Sometimes => Self::NotWitnessed(exhausted),
            },
            Ending::Decided | Ending::Cut(_) => Self::Unknown,
        }
    }

    /// Whether it is known, one way or the other.
    pub fn is_decided(self) -> bool {
        !matches!(self, Self::Unknown | Self::NotAsked(_))
    }

    /// Whether the property holds of all there is.
    pub fn holds(self) -> bool {
        matches!(self, Self::Holds(_))
    }

    /// The status as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds(_) => "holds",
            Self::Violated(_) => "violated",
            Self::Witnessed(_) => "witnessed",
            Self::NotWitnessed(_) => "not_witnessed",
            Self::Unknown | Self::NotAsked(_) => "unknown",
        }
    }

    /// The number of actions of the counterexample or witness, if there is one.
    pub fn depth(self) -> Option<usize> {
        match self {
            Self::Violated(depth) | Self::Witnessed(depth) => Some(depth),
            Self::Holds(_) | Self::NotWitnessed(_) | Self::Unknown | Self::NotAsked(_) => None,
        }
    }
}

/// What had to happen and was not seen. Only after a finished search does it mean that it cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The `sometimes` properties without a witness.
    pub witnesses: Vec<usize>,
    /// Declared witnesses that do not apply, by name.
    pub hopeless: Vec<&'static str>,
    /// The kinds of action that were not taken; empty where the engine does not count them.
    pub actions: Vec<usize>,
}

impl Missing {
    /// What `demands` asks for and `findings` lack.
    pub fn of<A>(demands: &Demands, findings: &Findings<A>) -> Self {
        let is_unasked = |index: &usize| findings.unasked.iter().any(|(unasked, _)| unasked == index);
        let is_unseen = |index: &&usize| findings.found[**index].is_none() && !is_unasked(index);
        let witnesses = demands.witnesses.iter().filter(is_unseen);
        let is_missing =
            |kind: &usize| findings.coverage.as_ref().is_some_and(|coverage| coverage.fired[*kind] == 0);
        let actions = demands.must_fire.iter().copied().filter(is_missing);
        let hopeless = demands.hopeless.clone();
        Self { witnesses: witnesses.copied().collect(), hopeless, actions: actions.collect() }
    }

    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.witnesses.is_empty() && self.hopeless.is_empty() && self.actions.is_empty()
    }
}

/// Whether the actions that had to be taken were counted, if there are any.
fn is_counted<A>(demands: &Demands, findings: &Findings<A>) -> bool {
    demands.must_fire.is_empty() || findings.coverage.is_some()
}
