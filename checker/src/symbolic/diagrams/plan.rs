//! Plans: what an operation does at each level of a set.

use std::collections::BTreeMap;

/// What is done at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Of a relation: the level is none of it, and stays. Of a projection: the level is left out.
    Skip,
    /// Of a relation: it has a level for this one, with the values that it asks for. Of a projection: the level stays.
    Keep,
    /// Of a relation alone: it has two levels for this one, the value before and the value afterwards.
    Change,
}

/// What is done at this level and those below it. Below its end, levels are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan(u32);

impl Plan {
    /// Nothing more is done.
    pub const END: Self = Self(0);

    /// The number, below 2^27.
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

/// All plans; equal ones are one.
#[derive(Default)]
pub(super) struct Plans {
    steps: Vec<(Step, Plan)>,
    numbers: BTreeMap<(Step, Plan), Plan>,
}

impl Plans {
    /// The plan with these steps from the first level on.
    pub(super) fn plan(&mut self, steps: &[Step]) -> Plan {
        let mut plan = Plan::END;
        for step in steps.iter().rev() {
            if *step == Step::Skip && plan == Plan::END {
                continue;
            }
            let number = u32::try_from(self.steps.len() + 1).unwrap_or(u32::MAX);
            assert!(number < 1 << 27, "there are fewer plans than classes and properties with levels");
            let known = self.numbers.entry((*step, plan)).or_insert(Plan(number));
            if known.0 == number {
                self.steps.push((*step, plan));
            }
            plan = *known;
        }
        plan
    }

    /// The step at this level, and the plan below; nothing at the end.
    #[inline]
    pub(super) fn first(&self, plan: Plan) -> Option<(Step, Plan)> {
        Some(self.steps[plan.0.checked_sub(1)? as usize])
    }
}
