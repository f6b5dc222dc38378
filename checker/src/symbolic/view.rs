//! Views: some of the levels of a vector, and one state for each combination of values in them.

use counterfoil_model::system::System;

use super::diagrams::{Counts, Diagrams, Plan, Set, Step, Vectors, Which};
use super::space::Space;
use super::stop::Stop;
use super::vectors::Dictionary;

/// Some levels. The values in them are a *situation*.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct View {
    pub(super) levels: Vec<usize>,
    /// The plan that keeps them.
    pub(super) plan: Plan,
}

/// After so many situations the limits are looked at.
const ROUND: usize = 1 << 14;

impl View {
    /// The view of the parts that are seen.
    pub(super) fn of<S: System>(
        dictionary: &Dictionary<'_, S>,
        diagrams: &mut Diagrams,
        is_seen: impl Fn(usize) -> bool,
    ) -> Self {
        let all = 0..dictionary.length();
        let levels: Vec<usize> = all.clone().filter(|level| is_seen(dictionary.part(*level))).collect();
        let step = |level| if levels.contains(&level) { Step::Keep } else { Step::Skip };
        let steps: Vec<Step> = all.map(step).collect();
        Self { levels, plan: diagrams.plan(&steps) }
    }

    /// The situation of a state, by its vector.
    pub(super) fn situation(&self, vector: &[u32]) -> Vec<u32> {
        self.levels.iter().map(|level| vector[*level]).collect()
    }

    /// Visits one state of `set` for each situation that is not among those that are `known`; which ones these are.
    ///
    /// # Errors
    /// What ended it. Nothing may be collected during a visit.
    pub(super) fn visit<'a, S: System>(
        &self,
        space: &mut Space<'a, S>,
        (set, known): (Set, Set),
        visit: impl FnMut(&mut Space<'a, S>, &S::State, &[u32]) -> Result<(), Stop>,
    ) -> Result<Set, Stop> {
        let short = space.diagrams.project(set, self.plan)?;
        let open = space.diagrams.difference(short, known)?;
        self.visit_each(space, (set, open), Which::First, visit)?;
        Ok(open)
    }

    /// Visits one state of `set` for each of these situations, all of which are there.
    ///
    /// # Errors
    /// What ended it. Nothing may be collected during a visit.
    pub(super) fn visit_each<'a, S: System>(
        &self,
        space: &mut Space<'a, S>,
        (set, situations): (Set, Set),
        which: Which,
        mut visit: impl FnMut(&mut Space<'a, S>, &S::State, &[u32]) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if situations.is_empty() {
            return Ok(());
        }
        let states = space.diagrams.image(set, situations, self.plan)?;
        let states = space.diagrams.representatives(states, self.plan, which)?;
        let mut cursor = space.cursor();
        let mut vectors = Vectors::of(states);
        let mut count = 0;
        while let Some(vector) = vectors.next(&space.diagrams) {
            cursor.go(&space.dictionary, vector)?;
            visit(space, &cursor.state, &self.situation(vector))?;
            count += 1;
            if count % ROUND == 0 {
                space.keep_to_limits()?;
            }
        }
        space.keep_to_limits()
    }

    /// At most about so many of these situations, spread over all of them.
    ///
    /// # Errors
    /// The limit that ended it.
    pub(super) fn sample(diagrams: &mut Diagrams, situations: Set, most: usize) -> Result<Set, Stop> {
        let count = Counts::default().of(diagrams, situations)?;
        let every = usize::try_from(count / most as u128).unwrap_or(usize::MAX);
        if every <= 1 {
            return Ok(situations);
        }
        let mut vectors = Vectors::of(situations);
        let mut sampled: Vec<Vec<u32>> = Vec::new();
        let mut number = 0_usize;
        while let Some(vector) = vectors.next(diagrams) {
            if number.is_multiple_of(every) {
                sampled.push(vector.to_vec());
            }
            number += 1;
        }
        Ok(diagrams.set_of(sampled.iter().map(Vec::as_slice).collect())?)
    }
}
