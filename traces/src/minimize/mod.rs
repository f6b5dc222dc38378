//! Makes a trace as short and as plain as it can be while it still shows the same.
//!
//! Actions are left out, one by one, by pairs and by stretches; what then can no longer be attempted, or is
//! refused, is left out with them. Then amounts are lowered and parties merged. In the end no single action can be
//! left out. Whether there is a shorter trace altogether only a search can say: [`shortest`](fn@shortest).

mod plainer;
mod shortest;

use counterfoil_model::system::System;

use crate::replay::{Judge, Run, Step, Trace, replay};

pub use shortest::{Found, Limits, shortest};

/// Up to this length every two actions are left out together, of which there are 3,160 then.
const PAIRS_UP_TO: usize = 80;

/// A trace that shows what `judge` asks for, by actions of which none can be left out; it is none of the longer
/// ones that show it too. Nothing if `trace` itself does not show it.
pub fn minimize<S: System>(
    system: &S,
    judge: &impl Judge<S>,
    trace: &Trace<S::Action>,
) -> Option<Trace<S::Action>> {
    let minimizer = Minimizer { system, judge };
    let mut best = minimizer.shown(trace)?;
    loop {
        let length = best.actions.len();
        while let Some(shorter) = minimizer.shorter(&best) {
            best = shorter;
        }
        let is_plainer = match minimizer.plainer(&best) {
            Some(plainer) => {
                best = plainer;
                true
            }
            None => false,
        };
        if !is_plainer && best.actions.len() == length {
            return Some(best);
        }
    }
}

struct Minimizer<'a, S, J> {
    system: &'a S,
    judge: &'a J,
}

impl<S: System, J: Judge<S>> Minimizer<'_, S, J> {
    /// The part of `candidate` that shows what it should, if it does: up to where that is shown, without what
    /// cannot be attempted or is refused.
    fn shown(&self, candidate: &Trace<S::Action>) -> Option<Trace<S::Action>> {
        if candidate.loop_start.is_some() {
            return self.shown_on_a_loop(candidate);
        }
        let initial = self.system.init_states().into_iter().nth(candidate.start)?;
        let mut run = Run { initial, steps: Vec::new(), loop_start: None };
        let trace =
            |run: &Run<S>| Trace::finite(candidate.start, run.steps.iter().map(|step| step.action).collect());
        // Where looking costs a search, only the end is looked at.
        let is_dear = self.judge.is_dear();
        if !is_dear && self.judge.is_shown(self.system, &run) {
            return Some(trace(&run));
        }
        let mut offered = Vec::new();
        for action in &candidate.actions {
            let before = run.last_state();
            offered.clear();
            self.system.actions(before, &mut offered);
            if !offered.contains(action) {
                continue;
            }
            let (refused, state) = match self.system.next_state(before, action) {
                Ok(after) => (None, after),
                Err(guard) => (Some(guard), before.clone()),
            };
            run.steps.push(Step { action: *action, refused, state });
            if !is_dear && self.judge.is_shown(self.system, &run) {
                return Some(trace(&run));
            }
            if refused.is_some() {
                run.steps.pop();
            }
        }
        (is_dear && self.judge.is_shown(self.system, &run)).then(|| trace(&run))
    }

    fn shown_on_a_loop(&self, candidate: &Trace<S::Action>) -> Option<Trace<S::Action>> {
        let run = replay(self.system, candidate).ok()?.without_refusals().ok()?;
        self.judge.is_shown(self.system, &run).then(|| candidate.clone())
    }

    /// A shorter trace: without a stretch, or without two actions.
    fn shorter(&self, trace: &Trace<S::Action>) -> Option<Trace<S::Action>> {
        let length = trace.actions.len();
        let without = |is_left_out: &dyn Fn(usize) -> bool| {
            let shown = self.shown(&without(trace, is_left_out))?;
            (shown.actions.len() < length).then_some(shown)
        };
        let stretches = (1..=length.div_ceil(2)).rev().flat_map(|stretch| {
            // Of a long trace, stretches that lie side by side; of a short one, all there are.
            let step = if length > PAIRS_UP_TO { stretch } else { 1 };
            (0..=length.saturating_sub(stretch))
                .step_by(step)
                .map(move |from| from..from.saturating_add(stretch))
        });
        let by_stretch = stretches.into_iter().find_map(|stretch| without(&|index| stretch.contains(&index)));
        if by_stretch.is_some() || length > PAIRS_UP_TO {
            return by_stretch;
        }
        let pairs =
            (0..length).flat_map(|one| (one.saturating_add(1)..length).map(move |other| (one, other)));
        pairs.into_iter().find_map(|(one, other)| without(&|index| index == one || index == other))
    }
}

/// The trace without some of its actions.
fn without<A: Copy>(trace: &Trace<A>, is_left_out: &dyn Fn(usize) -> bool) -> Trace<A> {
    let kept: Vec<usize> = (0..trace.actions.len()).filter(|index| !is_left_out(*index)).collect();
    let before = |start: usize| kept.iter().filter(|index| **index < start).count();
    Trace {
        start: trace.start,
        actions: kept.iter().filter_map(|index| trace.actions.get(*index)).copied().collect(),
        loop_start: trace.loop_start.map(before),
    }
}
