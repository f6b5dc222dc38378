//! One search of a scenario: by which engine, and by which other if that is not the one for it.

use counterfoil_model::scenario::{Scenario, Size};
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;

use crate::engine::difference::Differences;
use crate::engine::search::simulation::Simulated;
use crate::engine::search::{depth_first, native, simulation, stateright};
use crate::engine::store::checkpoint::Checkpoints;
use crate::engine::{Cut, Demands, Ending, Findings, Limits, SearchError, Strategy};
use crate::progress::Progress;
use crate::request::{Engine, Request};
use crate::symbolic;

/// One search, with what any engine has to know of it.
pub(super) struct Search<'a, S, F> {
    pub label: &'a str,
    pub request: &'a Request,
    pub specify: &'a F,
    pub demands: &'a Demands,
    pub checkpoints: Option<&'a Checkpoints>,
    pub differences: Option<&'a Differences<S>>,
    /// What a simulation says of itself.
    pub simulated: Option<Simulated>,
}

impl<S: Specified, F> Search<'_, S, F> {
    /// The engine that has the last word, and its findings.
    ///
    /// Where sets of states are our choice and not the user's, a few states are visited one by one first: to learn the
    /// transitions of sets takes longer than that. If there are more, the search begins anew by sets; and if those become
    /// too large, state by state without that bound, since it can write to disk what memory has no room for.
    pub(super) fn with_chosen(
        &mut self,
        chosen: Engine,
        is_large: bool,
        specification: &Specification<S>,
    ) -> (Engine, Result<Findings<S::Action>, SearchError>)
    where
        F: Fn() -> Specification<S> + Sync,
    {
        let limits = self.request.limits;
        let is_ours = self.request.engine == Engine::Auto && chosen == Engine::Symbolic;
        if is_ours && !is_large {
            let most = limits.max_states.map_or(self.request.few, |most| most.min(self.request.few));
            let few = Limits { max_states: Some(most), ..limits };
            let findings = self.with(Engine::Native, few, specification);
            if few.max_states == limits.max_states || !findings.as_ref().is_ok_and(has_more_than_few) {
                return (Engine::Native, findings);
            }
        }
        let findings = self.with(chosen, limits, specification);
        if is_ours && findings.as_ref().is_ok_and(is_too_large_for_sets) {
            return (Engine::Native, self.with(Engine::Native, limits, specification));
        }
        (chosen, findings)
    }

    /// The findings of this engine.
    fn with(
        &mut self,
        engine: Engine,
        limits: Limits,
        specification: &Specification<S>,
    ) -> Result<Findings<S::Action>, SearchError>
    where
        F: Fn() -> Specification<S> + Sync,
    {
        let Self { request, demands, checkpoints, differences, .. } = *self;
        let threads = request.threads;
        let progress = &Progress::new(self.label.to_owned(), request.is_quiet);
        match engine {
            Engine::Symbolic | Engine::Auto => {
                let needs_depth = request.needs_depth;
                symbolic::search(specification, &symbolic::Options { limits, demands, progress, needs_depth })
            }
            Engine::Native => {
                let options = native::Options {
                    threads,
                    limits,
                    is_exact: request.is_exact,
                    reduction: request.reduction,
                    demands,
                    progress,
                    checkpoints,
                    differences,
                };
                match request.strategy {
                    Strategy::Bfs => native::search(specification, &options),
                    Strategy::Dfs => depth_first::search(specification, &options),
                    Strategy::Simulate(seed) => {
                        let (findings, told) = simulation::search(specification, &options, seed)?;
                        self.simulated = Some(told);
                        Ok(findings)
                    }
                }
            }
            Engine::Stateright => stateright::search(self.specify),
        }
    }
}

/// Whether it is known to have more states than are worth to be visited one by one.
pub(super) fn is_large<S: Specified>(scenario: &Scenario<S>) -> bool {
    scenario.nightly || scenario.size == Size::Wide
}

/// Whether there are more states than are visited one by one before sets of them.
fn has_more_than_few<A>(findings: &Findings<A>) -> bool {
    matches!(findings.ending, Ending::Cut(Cut::States(_)))
}

/// Whether sets of states came to a limit that a search state by state does not have, or has later.
fn is_too_large_for_sets<A>(findings: &Findings<A>) -> bool {
    matches!(findings.ending, Ending::Cut(Cut::Memory(_) | Cut::Allocation | Cut::Numbers | Cut::Engine))
}
