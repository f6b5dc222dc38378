//! One whole vector for each short one.

use super::cache::Key;
use super::plan::{Plan, Step};
use super::product::{FIRST, LAST, operation};
use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

/// Which of several vectors with the same projection is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One with small values in the levels that are left out.
    First,
    /// One with large values there.
    Last,
}

impl Diagrams {
    /// Vectors of `set`: for each of its projections by the plan exactly one that has it.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn representatives(&mut self, set: Set, plan: Plan, which: Which) -> Result<Set, Cut> {
        self.begin();
        self.representatives_below(set, plan, which)
    }

    fn representatives_below(&mut self, set: Set, plan: Plan, which: Which) -> Result<Set, Cut> {
        if set == Set::EMPTY || set == Set::UNIT {
            return Ok(set);
        }
        let (step, below) = self.plans.first(plan).unwrap_or((Step::Skip, Plan::END));
        let kind = if which == Which::First { FIRST } else { LAST };
        let key = Key { operation: operation(kind, plan), left: set, right: Set::EMPTY, third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let mut level = Vec::new();
        let mut at = set;
        while at != Set::EMPTY {
            let node = self.node(at);
            level.push((node.value, node.down));
            at = node.right;
        }
        let chosen = if step == Step::Skip {
            self.covering(level, below, which)?
        } else {
            for (_, down) in &mut level {
                *down = self.representatives_below(*down, below, which)?;
            }
            level
        };
        let start = self.level.len();
        self.level.extend(chosen);
        let representatives = self.close_level(start, Set::EMPTY)?;
        self.cache.put(key, representatives);
        Ok(representatives)
    }

    /// The same of a level that the plan leaves out: each value is taken for what no earlier one stands for.
    fn covering(
        &mut self,
        mut level: Vec<(u32, Set)>,
        below: Plan,
        which: Which,
    ) -> Result<Vec<(u32, Set)>, Cut> {
        if which == Which::Last {
            level.reverse();
        }
        let mut chosen = Vec::new();
        let mut covered = Set::EMPTY;
        for (value, down) in level {
            let short = self.project_below(down, below)?;
            let open = self.difference_below(short, covered)?;
            if open == Set::EMPTY {
                continue;
            }
            let wanted = if open == short { down } else { self.image_below(down, open, below)? };
            chosen.push((value, self.representatives_below(wanted, below, which)?));
            covered = self.union_below(covered, open)?;
        }
        if which == Which::Last {
            chosen.reverse();
        }
        Ok(chosen)
    }
}
