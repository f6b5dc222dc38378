use counterfoil_model::guard::GuardSet;
use counterfoil_model::system::System;

use super::diagrams::Counts;
use super::growth::Growth;
use super::space::Space;
use crate::bench::two_phase_commit::{TwoPhaseCommit, scenario};
use crate::engine::Limits;

#[test]
fn two_phase_commit_has_as_many_states_as_are_published() {
    for (managers, states) in [(3, 288), (5, 8_832), (7, 296_448), (8, 1_745_408)] {
        let system = TwoPhaseCommit::new(&scenario(managers), GuardSet::all_on());
        let mut space = Space::new(&system, Limits::default()).unwrap();
        let mut growth = Growth::new(&space);
        assert!(growth.run(&mut space, u64::MAX).unwrap());
        assert_eq!(Counts::default().of(&space.diagrams, growth.set), Ok(states));
    }
}
