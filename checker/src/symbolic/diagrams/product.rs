//! Projections, and relations applied to sets: what follows a set, and what comes before it.
//!
//! A relation is a set itself. Its vectors have a value for each level that the plan keeps, and two, the one before and
//! the one afterwards, for each that it changes; so what it does not speak about stays as it is, and costs nothing.

use std::cmp::Ordering;

use super::cache::Key;
use super::plan::{Plan, Step};
use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

/// The operations that follow a plan; with it, each has an odd number.
const PROJECTION: u32 = 1;
const IMAGE: u32 = 2;
const PREIMAGE: u32 = 3;
pub(super) const FIRST: u32 = 4;
pub(super) const LAST: u32 = 5;
pub(super) const ADDITION: u32 = 6;

pub(super) fn operation(kind: u32, plan: Plan) -> u32 {
    plan.number() << 4 | kind << 1 | 1
}

impl Diagrams {
    /// The plan with these steps from the first level on.
    pub fn plan(&mut self, steps: &[Step]) -> Plan {
        self.plans.plan(steps)
    }

    /// The vectors of `set` with only the levels that the plan keeps.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn project(&mut self, set: Set, plan: Plan) -> Result<Set, Cut> {
        self.begin();
        self.project_below(set, plan)
    }

    /// What the vectors of `set` become by `relation`. Where the plan only keeps, these are the vectors that have what
    /// the relation asks for.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn image(&mut self, set: Set, relation: Set, plan: Plan) -> Result<Set, Cut> {
        self.begin();
        self.image_below(set, relation, plan)
    }

    /// The vectors that become one of `set` by `relation`.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn preimage(&mut self, set: Set, relation: Set, plan: Plan) -> Result<Set, Cut> {
        self.begin();
        self.preimage_below(set, relation, plan)
    }

    pub(super) fn project_below(&mut self, set: Set, plan: Plan) -> Result<Set, Cut> {
        if set == Set::EMPTY {
            return Ok(Set::EMPTY);
        }
        let Some((step, below)) = self.plans.first(plan) else { return Ok(Set::UNIT) };
        let key =
            Key { operation: operation(PROJECTION, plan), left: set, right: Set::EMPTY, third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        let mut at = set;
        let mut downs = Vec::new();
        while at != Set::EMPTY {
            let node = self.node(at);
            let down = self.project_below(node.down, below)?;
            match step {
                Step::Skip => downs.push(down),
                Step::Keep | Step::Change => self.level.push((node.value, down)),
            }
            at = node.right;
        }
        let projection = match step {
            Step::Skip => self.union_of(&mut downs)?,
            Step::Keep | Step::Change => self.close_level(start, Set::EMPTY)?,
        };
        self.cache.put(key, projection);
        Ok(projection)
    }

    pub(super) fn image_below(&mut self, set: Set, relation: Set, plan: Plan) -> Result<Set, Cut> {
        if set == Set::EMPTY || relation == Set::EMPTY {
            return Ok(Set::EMPTY);
        }
        let Some((step, below)) = self.plans.first(plan) else { return Ok(set) };
        let key = Key { operation: operation(IMAGE, plan), left: set, right: relation, third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        let (mut one, mut other) = (set, relation);
        while one != Set::EMPTY && other != Set::EMPTY {
            let node = self.node(one);
            if step == Step::Skip {
                let down = self.image_below(node.down, relation, below)?;
                self.level.push((node.value, down));
                one = node.right;
                continue;
            }
            let asked = self.node(other);
            let order = node.value.cmp(&asked.value);
            if order == Ordering::Equal {
                let mut written = asked.down;
                if step == Step::Keep {
                    let down = self.image_below(node.down, written, below)?;
                    self.level.push((node.value, down));
                } else {
                    while written != Set::EMPTY {
                        let after = self.node(written);
                        let down = self.image_below(node.down, after.down, below)?;
                        self.level.push((after.value, down));
                        written = after.right;
                    }
                }
            }
            if order != Ordering::Greater {
                one = node.right;
            }
            if order != Ordering::Less {
                other = asked.right;
            }
        }
        let image = if step == Step::Change {
            self.close_unsorted(start)?
        } else {
            self.close_level(start, Set::EMPTY)?
        };
        self.cache.put(key, image);
        Ok(image)
    }

    fn preimage_below(&mut self, set: Set, relation: Set, plan: Plan) -> Result<Set, Cut> {
        if set == Set::EMPTY || relation == Set::EMPTY {
            return Ok(Set::EMPTY);
        }
        let Some((step, below)) = self.plans.first(plan) else { return Ok(set) };
        let key = Key { operation: operation(PREIMAGE, plan), left: set, right: relation, third: Set::EMPTY };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let start = self.level.len();
        match step {
            Step::Skip => {
                let mut at = set;
                while at != Set::EMPTY {
                    let node = self.node(at);
                    let down = self.preimage_below(node.down, relation, below)?;
                    self.level.push((node.value, down));
                    at = node.right;
                }
            }
            Step::Keep => {
                for (value, down, asked) in self.common(set, relation) {
                    let down = self.preimage_below(down, asked, below)?;
                    self.level.push((value, down));
                }
            }
            Step::Change => {
                let mut before = relation;
                while before != Set::EMPTY {
                    let node = self.node(before);
                    let mut downs = Vec::new();
                    for (_, down, after) in self.common(set, node.down) {
                        downs.push(self.preimage_below(down, after, below)?);
                    }
                    let down = self.union_of(&mut downs)?;
                    self.level.push((node.value, down));
                    before = node.right;
                }
            }
        }
        let preimage = self.close_level(start, Set::EMPTY)?;
        self.cache.put(key, preimage);
        Ok(preimage)
    }

    /// The values that both levels have, each with what follows it in one and in the other.
    pub(super) fn common(&self, left: Set, right: Set) -> Vec<(u32, Set, Set)> {
        let mut common = Vec::new();
        let (mut one, mut other) = (left, right);
        while one != Set::EMPTY && other != Set::EMPTY {
            let (first, second) = (self.node(one), self.node(other));
            if first.value == second.value {
                common.push((first.value, first.down, second.down));
            }
            if first.value <= second.value {
                one = first.right;
            }
            if second.value <= first.value {
                other = second.right;
            }
        }
        common
    }
}
