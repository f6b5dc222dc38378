//! A set together with what another one becomes: without the image in between, most of which is there already.

use std::cmp::Ordering;

use super::cache::Key;
use super::plan::{Plan, Step};
use super::product::{ADDITION, operation};
use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

impl Diagrams {
    /// The vectors of `into`, and what the vectors of `set` become by `relation`.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn add_image(&mut self, into: Set, set: Set, (relation, plan): (Set, Plan)) -> Result<Set, Cut> {
        self.begin();
        self.add_image_below(into, set, (relation, plan))
    }

    fn add_image_below(&mut self, into: Set, set: Set, (relation, plan): (Set, Plan)) -> Result<Set, Cut> {
        if set == Set::EMPTY || relation == Set::EMPTY {
            return Ok(into);
        }
        if into == Set::EMPTY {
            return self.image_below(set, relation, plan);
        }
        let Some((step, below)) = self.plans.first(plan) else { return self.union_below(into, set) };
        let key = Key { operation: operation(ADDITION, plan), left: set, right: relation, third: into };
        if let Some(known) = self.cache.get(key) {
            return Ok(known);
        }
        self.tick()?;
        let mut added = Vec::new();
        match step {
            Step::Skip => {
                let mut at = set;
                while at != Set::EMPTY {
                    let node = self.node(at);
                    added.push((node.value, node.down, relation));
                    at = node.right;
                }
            }
            Step::Keep => added.extend(self.common(set, relation)),
            Step::Change => {
                for (_, down, mut after) in self.common(set, relation) {
                    while after != Set::EMPTY {
                        let node = self.node(after);
                        added.push((node.value, down, node.down));
                        after = node.right;
                    }
                }
                added.sort_unstable();
            }
        }
        let sum = self.add_level(into, &added, below)?;
        self.cache.put(key, sum);
        Ok(sum)
    }

    /// The level of `into` with what is to be added below each value, in ascending order.
    fn add_level(&mut self, into: Set, added: &[(u32, Set, Set)], below: Plan) -> Result<Set, Cut> {
        let start = self.level.len();
        let mut at = into;
        let mut groups = added.chunk_by(|left, right| left.0 == right.0).peekable();
        while let Some(group) = groups.peek() {
            let value = group[0].0;
            let node = self.node(at);
            let order = if at == Set::EMPTY { Ordering::Greater } else { node.value.cmp(&value) };
            if order == Ordering::Less {
                self.level.push((node.value, node.down));
                at = node.right;
                continue;
            }
            let mut down = Set::EMPTY;
            if order == Ordering::Equal {
                down = node.down;
                at = node.right;
            }
            for (_, set, relation) in *group {
                down = self.add_image_below(down, *set, (*relation, below))?;
            }
            self.level.push((value, down));
            groups.next();
        }
        self.close_level(start, at)
    }
}
