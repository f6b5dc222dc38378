//! One scenario, searched, judged and told.

mod engines;

use std::time::Instant;

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::scenario::Scenario;
use counterfoil_properties::property::{Kind, Predicate, Property, Specified};
use counterfoil_properties::specification::Specification;
use counterfoil_traces::format::{self, TraceFile};
use counterfoil_traces::replay::{Fault, Trace, replay};

use self::engines::{Search, is_large};
use crate::again;
use crate::engine::difference::Differences;
use crate::engine::search::{depth_first, stateright};
use crate::engine::{Demands, Ending, Findings, Panicked, Reduction, SearchError, Strategy};
use crate::evidence::{Deadlocked, Evidence};
use crate::exit::{Code, Failure};
use crate::memory;
use crate::panics;
use crate::report::reduced::Reduced;
use crate::report::story::{self, Story};
use crate::report::{ActionReport, GuardReport, PropertyReport, RunReport};
use crate::request::{Engine, Request};
use crate::symbolic;
use crate::trace;
use crate::verdict::{Missing, Outcome, Status};

/// Searches `scenario` as `request` says.
///
/// # Errors
/// If the scenario refutes a property that does not apply to it, or if a find does not replay.
pub(crate) fn check<S: Specified>(scenario: &Scenario<S>, request: &Request) -> Result<RunReport, Failure> {
    let label = format!("{}/{}", S::NAME, scenario.label());
    let guards = GuardSet::with_all(&request.mutants);
    let differences = Differences::of(&scenario.parameters, &request.compared);
    let guards = if differences.is_some() { guards.noting() } else { guards };
    let specify = || {
        let specification = Specification::new(S::new(&scenario.parameters, guards), scenario);
        specification.only(|property| is_asked(property.name, scenario, &request.properties))
    };
    let specification = specify();
    let demands = demands(&specification, scenario, &request.properties)?;
    fits(&specification, request.reduction, &label)?;

    let started = Instant::now();
    let engine = symbolic::chosen(specification.system(), request).map_err(|reason| {
        Failure::usage(format!(
            "{label} {reason}, so it cannot be searched by sets of states; --engine native can"
        ))
    })?;
    let checkpoints = request.folders.of(scenario, &specification, request.reduction)?;
    let mut search = Search {
        label: &label,
        request,
        specify: &specify,
        demands: &demands,
        checkpoints: checkpoints.as_ref(),
        differences: differences.as_ref(),
        simulated: None,
    };
    let (engine, findings) = search.with_chosen(engine, is_large(scenario), &specification);
    let simulated = search.simulated;
    let seconds = started.elapsed().as_secs_f64();
    let findings = findings.map_err(|error| match error {
        SearchError::NotDeterministic(fault) => not_replayed(&label, &fault),
        SearchError::Undeclared(sentence) => Failure::new(Code::NotReplayed, format!("{label}: {sentence}")),
        SearchError::Refused(sentence) => Failure::usage(sentence),
        SearchError::InputOutput(error) => Failure::new(Code::InputOutput, format!("{label}: {error}")),
    })?;
    let stories = tell(&specification, &findings).map_err(|fault| not_replayed(&label, &fault))?;
    let traces = traces(scenario, &specification, &findings);
    let report = report(scenario, (request, engine), &specification, &demands, &findings);
    // Only who has met every state, one by one, knows of every step.
    let has_compared = engine == Engine::Native && matches!(findings.ending, Ending::Exhausted(_));
    let differing = differences.filter(|_| has_compared).map(|differences| differences.seen());
    let mut report = RunReport { seconds, stories, traces, differing, ..report };
    if let Some(simulated) = simulated {
        again::tell(&mut report, &label, &request.options, simulated);
    }
    Ok(report)
}

/// Whether a property is asked about: what a scenario refutes always is, and so are its declared
/// witnesses, without which an answer about the others says nothing.
fn is_asked<S: Specified>(name: &str, scenario: &Scenario<S>, selected: &[String]) -> bool {
    let is_refuted = scenario.intent.refutes(name);
    let is_declared = scenario.witnesses.contains(&name);
    selected.is_empty() || is_refuted || is_declared || selected.iter().any(|selected| selected == name)
}

fn demands<S: Specified>(
    specification: &Specification<S>,
    scenario: &Scenario<S>,
    asked: &[String],
) -> Result<Demands, Failure> {
    let properties = specification.properties();
    let position = |name: &str| properties.iter().position(|property| property.name == name);
    let to_refute = |name: &String| {
        position(name).ok_or_else(|| {
            let label = scenario.label();
            Failure::usage(format!("{}/{label} refutes \"{name}\", which does not apply to it", S::NAME))
        })
    };
    let refute = scenario.intent.refuted().iter().map(to_refute).collect::<Result<Vec<usize>, _>>()?;
    let is_held = |index: &usize| !refute.contains(index) && properties[*index].kind() != Kind::Sometimes;
    let is_liveness = |index: &usize| properties[*index].kind().is_liveness();
    let kind = |name: &&str| S::ACTIONS.iter().position(|action| action == name);
    let hopeless = scenario.witnesses.iter().copied().filter(|name| position(name).is_none());
    let hold = (0..properties.len()).filter(is_held).collect();
    Ok(Demands {
        refute,
        hold,
        liveness: (0..properties.len()).filter(is_liveness).collect(),
        deadlock_free: scenario.deadlock_free,
        witnesses: scenario.witnesses.iter().filter_map(|name| position(name)).collect(),
        asked: asked.iter().filter_map(|name| position(name)).collect(),
        hopeless: hopeless.collect(),
        must_fire: scenario.must_fire.iter().filter_map(kind).collect(),
    })
}

/// Whether each property can be asked about in a search with this reduction.
fn fits<S: Specified>(
    specification: &Specification<S>,
    reduction: Reduction,
    label: &str,
) -> Result<(), Failure> {
    let (system, properties) = (specification.system(), specification.properties());
    let reasons = properties.iter().map(|property| (property.name, reduction.rules_out(system, property)));
    match reasons.into_iter().find_map(|(name, reason)| Some((name, reason?))) {
        None => Ok(()),
        Some((name, reason)) => Err(Failure::usage(format!(
            "{label}: --reduction {} cannot be asked about {name}, which {reason}; --property NAME selects others",
            reduction.name()
        ))),
    }
}

/// Replays every find, and tells the counterexamples and the panic.
fn tell<S: Specified>(
    specification: &Specification<S>,
    findings: &Findings<S::Action>,
) -> Result<Vec<Story>, Fault> {
    let system = specification.system();
    let mut stories = Vec::new();
    for (property, trace) in specification.properties().iter().zip(&findings.found) {
        let Some(trace) = trace else { continue };
        let run = replay(system, trace)?.without_refusals()?.showing(system, &Evidence(property))?;
        if property.kind() != Kind::Sometimes {
            stories.push(story::of_violation(system, property, &run));
        }
    }
    if let Some(trace) = &findings.deadlock {
        let run = replay(system, trace)?.without_refusals()?.showing(system, &Deadlocked)?;
        stories.push(story::of_deadlock(system, &run));
    }
    if let Some(panicked) = &findings.panicked {
        stories.push(tell_panic(specification, panicked)?);
    }
    Ok(stories)
}

/// Goes to where the panic was, and sees that it panics again.
fn tell_panic<S: Specified>(
    specification: &Specification<S>,
    panicked: &Panicked<S::Action>,
) -> Result<Story, Fault> {
    let system = specification.system();
    let Some(trace) = &panicked.trace else {
        return Ok(Story::of_panic_without_trace(&panicked.message));
    };
    let (attempt, way) = match trace.actions.split_last() {
        Some((last, way)) if panicked.attempts => (Some(last), way),
        _ => (None, trace.actions.as_slice()),
    };
    let way = Trace::finite(trace.start, way.to_vec());
    let run = replay(system, &way)?.without_refusals()?;
    let state = run.last_state();
    let again = panics::catch(|| {
        let next = attempt.map(|action| (action, system.next_state(state, action)));
        if next.is_none() {
            system.actions(state, &mut Vec::new());
        }
        for property in specification.properties() {
            match (&property.predicate, &next) {
                (Predicate::Step(holds), Some((action, Ok(next)))) => holds(system, state, action, next),
                (
                    Predicate::Always(holds) | Predicate::Sometimes(holds) | Predicate::AlwaysPossible(holds),
                    None,
                ) => holds(system, state),
                (predicate @ (Predicate::Eventually(_) | Predicate::EventuallyEach(_)), None) => {
                    predicate.due().iter().all(|due| (due.from)(system, state) | (due.to)(system, state))
                }
                _ => true,
            };
        }
    });
    match again {
        Ok(()) => Err(Fault::NotShown),
        Err(_) => Ok(story::of_panic(system, &run, attempt, &panicked.message)),
    }
}

fn not_replayed(label: &str, fault: &Fault) -> Failure {
    let sentence = match fault {
        Fault::Differs(_) => format!("{label}: the system is not deterministic: {fault}"),
        _ => format!(
            "{label}: what the search found does not replay: {fault}; so the system or a property is not \
             deterministic, or two states share a fingerprint"
        ),
    };
    Failure::new(Code::NotReplayed, sentence)
}

fn report<S: Specified>(
    scenario: &Scenario<S>,
    (request, engine): (&Request, Engine),
    specification: &Specification<S>,
    demands: &Demands,
    findings: &Findings<S::Action>,
) -> RunReport {
    let properties = specification.properties();
    let missing = Missing::of(demands, findings);
    let witnesses = missing.witnesses.iter().map(|index| properties[*index].name);
    let witnesses = witnesses.chain(missing.hopeless.iter().copied());
    let actions = missing.actions.iter().map(|kind| S::ACTIONS[*kind]);
    let of = |(index, property): (usize, &&Property<S>)| Status::of(property.kind(), index, findings);
    let statuses: Vec<Status> = properties.iter().enumerate().map(of).collect();
    let status = |(status, property): (&Status, &&'static Property<S>)| PropertyReport {
        name: property.name,
        statement: property.statement,
        spec: property.spec,
        theme: property.theme,
        kind: property.kind(),
        status: *status,
        trace: None,
        again: None,
    };
    RunReport {
        system: S::NAME,
        scenario: scenario.label(),
        parameters: serde_json::to_value(&scenario.parameters).unwrap_or_default(),
        intent: scenario.intent.to_string(),
        guards_off: specification.system().guards().mutants(),
        engine: engine.name(),
        strategy: request.strategy,
        simulated: None,
        reduced: Reduced { by: request.reduction, permutations: specification.system().permutations() },
        is_exact: request.is_exact,
        threads: match (engine, request.strategy) {
            (Engine::Stateright, _) => stateright::THREADS,
            (Engine::Symbolic | Engine::Auto, _) => symbolic::THREADS,
            (Engine::Native, Strategy::Dfs) => depth_first::THREADS,
            (Engine::Native, Strategy::Bfs | Strategy::Simulate(_)) => request.threads,
        },
        outcome: Outcome::of(demands, &statuses, findings),
        ending: findings.ending,
        counts: findings.counts,
        knows_depth: findings.knows_depth,
        seconds: 0.0,
        peak_rss_bytes: memory::peak_bytes(),
        properties: statuses.iter().zip(properties).map(status).collect(),
        fair: S::FAIR,
        is_selection: !request.properties.is_empty(),
        missing: witnesses.chain(actions).collect(),
        actions: action_reports::<S>(findings),
        guards: guard_reports::<S>(findings),
        stories: Vec::new(),
        traces: Vec::new(),
        differing: None,
    }
}

/// Every find as a file; that they replay has been seen.
fn traces<S: Specified>(
    scenario: &Scenario<S>,
    specification: &Specification<S>,
    findings: &Findings<S::Action>,
) -> Vec<TraceFile> {
    let guards = specification.system().guards();
    let finds = specification.properties().iter().zip(&findings.found);
    let finds = finds.filter_map(|(property, found)| {
        let kind = match property.kind() {
            Kind::Sometimes => format::Kind::Witness,
            _ => format::Kind::Counterexample,
        };
        Some(trace::of_find(scenario, guards, property.name, kind, found.as_ref()?))
    });
    let deadlock = findings
        .deadlock
        .iter()
        .map(|found| trace::of_find(scenario, guards, trace::DEADLOCK, format::Kind::Counterexample, found));
    finds.chain(deadlock).collect()
}

fn action_reports<S: Specified>(findings: &Findings<S::Action>) -> Vec<ActionReport> {
    let fired = findings.coverage.iter().flat_map(|coverage| &coverage.fired);
    S::ACTIONS.iter().zip(fired).map(|(name, fired)| ActionReport { name, fired: *fired }).collect()
}

fn guard_reports<S: Specified>(findings: &Findings<S::Action>) -> Vec<GuardReport> {
    let rejections = findings.coverage.iter().flat_map(|coverage| &coverage.rejections);
    let rows = S::Guard::ALL.iter().zip(rejections);
    rows.map(|(guard, rejections)| GuardReport { entry: guard.entry(), rejections: *rejections }).collect()
}
