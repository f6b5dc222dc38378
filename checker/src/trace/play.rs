//! What comes of a trace file in a system with properties.

use counterfoil_model::guard::GuardTable;
use counterfoil_model::mutant::Change;
use counterfoil_properties::property::{Kind as PropertyKind, Predicate, Property, Sides, Specified, Term};
use counterfoil_traces::format::{Expect, TraceFile};
use counterfoil_traces::open::{Misfit, Opened, mutant, open};
use counterfoil_traces::playback::{Equation, Playback, PropertyText, Side, lanes, steps};
use counterfoil_traces::replay::{Fault, Judge, Run, Step, Trace, replay};

use super::DEADLOCK;
use super::budget::Budget;
use crate::evidence::{Deadlocked, Evidence, fairness, is_out_of_reach};
use crate::report::sequel;
use crate::report::story::Sequel;

/// What a trace is about.
pub(crate) enum About<S: Specified> {
    /// A property of its system.
    Property(&'static Property<S>),
    /// A state without a successor.
    Deadlock,
    /// Its actions alone.
    Actions,
    /// That its last action is refused by the guard of this name.
    Refusal(&'static str),
}

impl<S: Specified> About<S> {
    /// What the file says it is about.
    ///
    /// # Errors
    /// If there is no such property, if it does not apply to the scenario, or if no trace can show it.
    pub(crate) fn of(file: &TraceFile, opened: &Opened<S>) -> Result<Self, Misfit> {
        let misfit = |sentence: String| Err(Misfit::new("property", sentence));
        if file.expect == Expect::Refused {
            let by = opened.refusals.last().copied().flatten();
            return Ok(by.map_or(Self::Actions, |guard| Self::Refusal(guard.name())));
        }
        let Some(name) = &file.property else { return Ok(Self::Actions) };
        if name == DEADLOCK && file.expect == Expect::Violated {
            return Ok(Self::Deadlock);
        }
        let Some(property) = S::properties().iter().find(|property| property.name == name) else {
            return misfit(format!("{} has no property \"{name}\"", S::NAME));
        };
        if !(property.applies)(&opened.scenario) {
            return misfit(format!("{name} does not apply to this scenario"));
        }
        let is_witness = property.kind() == PropertyKind::Sometimes;
        match file.expect {
            Expect::Violated if is_witness => misfit(format!("no trace shows that {name} never happens")),
            Expect::Witnessed if !is_witness => misfit(format!("no trace shows that {name} holds")),
            _ => Ok(Self::Property(property)),
        }
    }
}

/// What a trace is about, asked of runs within a budget.
pub(crate) struct Within<'a, S: Specified>(pub(crate) &'a About<S>, pub(crate) &'a Budget);

impl<S: Specified> Judge<S> for Within<'_, S> {
    fn is_shown(&self, system: &S, run: &Run<S>) -> bool {
        let Self(about, budget) = self;
        if budget.is_over() {
            return false;
        }
        match about {
            About::Property(property) => match &property.predicate {
                Predicate::AlwaysPossible(good) => {
                    is_out_of_reach(system, run.last_state(), *good, &|| budget.takes())
                }
                _ => Evidence(property).is_shown(system, run),
            },
            About::Deadlock => Deadlocked.is_shown(system, run),
            About::Actions => true,
            About::Refusal(guard) => {
                run.steps.last().is_some_and(|step| step.refused.is_some_and(|by| by.name() == *guard))
            }
        }
    }

    fn is_dear(&self) -> bool {
        matches!(self.0, About::Property(property) if property.kind().is_liveness())
    }
}

/// Plays the trace, and says what comes of it, which is not known once the budget is spent.
///
/// # Errors
/// If the system has not what the file names.
pub(crate) fn play<S: Specified>(file: &TraceFile, budget: &Budget) -> Result<Playback, Misfit> {
    let opened = open::<S>(file)?;
    let about = About::of(file, &opened)?;
    let system = S::new(&opened.scenario.parameters, opened.guards);
    let (run, fault) = run(&system, &opened)?;
    let fault = fault.or_else(|| {
        let is_kept = match file.expect {
            Expect::Violated | Expect::Witnessed => Within(&about, budget).is_shown(&system, &run),
            Expect::Holds => holds(&system, &run, &Within(&about, budget)),
            Expect::Refused => true,
        };
        (!is_kept).then_some(Fault::NotShown)
    });
    let property = match &about {
        About::Property(property) => Some(*property),
        About::Deadlock | About::Actions | About::Refusal(_) => None,
    };
    let states = || std::iter::once(&run.initial).chain(run.steps.iter().map(|step: &Step<S>| &step.state));
    let sides = property.and_then(|property| property.sides);
    let equations = |state| sides.map(|sides| sides(&system, state)).unwrap_or_default();
    let faults = file.guards_off.iter().filter_map(|name| mutant::<S>(name));
    Ok(Playback {
        file: file.clone(),
        summary: opened.scenario.summary.clone(),
        property: property.map(text),
        faults: faults
            .map(|(guard, change): (S::Guard, Change)| (guard.entry(), change.fault(guard.entry())))
            .collect(),
        lanes: lanes(&system, &run),
        initial: counterfoil_model::system::Presentation::books(&system, &run.initial),
        steps: steps(&system, &run, &file.actions),
        equations: states().map(|state| equations(state).into_iter().map(equation).collect()).collect(),
        sequel: sequel(&system, &run, &about, fault.is_none() && file.expect == Expect::Violated),
        fault,
    })
}

/// What follows the last step, where that is what the trace shows.
fn sequel<S: Specified>(system: &S, run: &Run<S>, about: &About<S>, is_kept: bool) -> String {
    let sequel = match (about, run.loop_start) {
        (_, Some(start)) => Sequel::ForEver(start + 1, fairness(system, run)),
        (About::Property(property), None) if is_kept && property.kind() == PropertyKind::AlwaysPossible => {
            Sequel::NoHonestWay
        }
        _ => Sequel::None,
    };
    sequel::sentence(&sequel, run.steps.len())
}

/// The run as far as it goes, and what is wrong with it, its end apart.
fn run<S: Specified>(system: &S, opened: &Opened<S>) -> Result<(Run<S>, Option<Fault>), Misfit> {
    let trace = &opened.trace;
    let finite = |actions: &[S::Action]| {
        let run = replay(system, &Trace::finite(trace.start, actions.to_vec()));
        run.map_err(|fault| Misfit::new("start", fault.to_string()))
    };
    let (run, fault) = match replay(system, trace) {
        Ok(run) => (run, None),
        Err(fault @ Fault::NotOffered { step, .. }) => {
            let way = trace.actions.get(..step.saturating_sub(1)).unwrap_or_default();
            (finite(way)?, Some(fault))
        }
        Err(fault) => (finite(&trace.actions)?, Some(fault)),
    };
    let differs = run.steps.iter().zip(&opened.refusals).enumerate().find_map(|(index, (step, promised))| {
        match (step.refused, promised) {
            (refused, promised) if refused == *promised => None,
            (Some(guard), None) => Some(Fault::refused(index + 1, &step.action, guard)),
            (by, promised) => Some(Fault::NotRefused {
                step: index + 1,
                action: step.action.to_string(),
                guard: promised.map(GuardTable::name).unwrap_or_default(),
                by: by.map(GuardTable::name),
            }),
        }
    });
    Ok((run, differs.or(fault)))
}

/// Whether the property holds all along the run.
fn holds<S: Specified>(system: &S, run: &Run<S>, judge: &Within<'_, S>) -> bool {
    let About::Property(property) = judge.0 else { return true };
    let mut states = std::iter::once(&run.initial).chain(run.steps.iter().map(|step| &step.state));
    match &property.predicate {
        Predicate::Always(holds) => states.all(|state| holds(system, state)),
        Predicate::Step(holds) => {
            let mut steps = run.steps.iter().enumerate().filter(|(_, step)| step.refused.is_none());
            steps.all(|(index, step)| holds(system, run.state_before(index), &step.action, &step.state))
        }
        Predicate::Sometimes(holds) => states.any(|state| holds(system, state)),
        Predicate::Eventually(_) | Predicate::EventuallyEach(_) | Predicate::AlwaysPossible(_) => {
            !judge.is_shown(system, run)
        }
    }
}

fn text<S: Specified>(property: &Property<S>) -> PropertyText {
    let Property { name, statement, spec, .. } = *property;
    PropertyText { name, kind: property.kind().name(), statement, spec }
}

fn equation(sides: Sides) -> Equation {
    let side = |(name, terms): (&'static str, Vec<Term>)| Side {
        name,
        terms: terms.into_iter().map(|term| (term.name, term.amount)).collect(),
    };
    Equation { case: sides.case, left: side(sides.left), relation: sides.relation, right: side(sides.right) }
}
