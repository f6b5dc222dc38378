//! Leaves out of a level what partial-order reduction need not search.

use counterfoil_properties::property::Specified;

use super::{Candidate, Level, Worker};
use crate::engine::met::shard::{Shard, shard_of};
use crate::engine::met::visited::Visited;
use crate::engine::reduction::Classes;

impl<S: Specified> Level<'_, S> {
    /// Of the successors of `state`, which are pending from `first` on, keeps those that stand for all.
    ///
    /// They do if they are closed as [`PartialOrder`](crate::engine::reduction::PartialOrder) has it, and one
    /// of them is not among the states visited before this level, so that it is expanded later.
    #[inline]
    pub(super) fn keep_ample(
        &self,
        worker: &mut Worker<S>,
        (state, first): (&S::State, usize),
        shards: &[Shard],
    ) {
        let Some(order) = &self.reducer.partial_order else { return };
        let class = |successor: &Candidate<S::State>| {
            self.system.class(&worker.actions[usize::from(successor.edge.action)])
        };
        let successors = &worker.pending[first..];
        let enabled: Classes = successors.iter().map(class).collect();
        let sets = order.ample_sets(enabled, |class, reads| self.system.awaits(state, class, reads));
        let is_deeper = |successor: &Candidate<S::State>| {
            let shard = &shards[shard_of(successor.fingerprint)];
            let is_added = |added: &Visited| added.contains(successor.fingerprint);
            !shard.visited.contains(successor.fingerprint, &successor.state)
                || shard.added.as_ref().is_some_and(is_added)
        };
        let goes_on = |set: &Classes| successors.iter().any(|one| set.has(class(one)) && is_deeper(one));
        let Some(ample) = sets.into_iter().find(goes_on) else { return };
        let classes: Vec<usize> = successors.iter().map(class).collect();
        let mut classes = classes.into_iter();
        let actions = &worker.actions;
        let left_out =
            worker.pending.extract_if(first.., |_| !classes.next().is_some_and(|class| ample.has(class)));
        for successor in left_out {
            worker.generated -= 1;
            worker.coverage.fired[S::action_kind(&actions[usize::from(successor.edge.action)])] -= 1;
        }
    }
}
