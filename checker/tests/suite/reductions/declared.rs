//! All that a system declares of its parts, its classes of actions and its properties, held against the first states of its
//! small scenarios.

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::scenario::{Scenario, Size};
use counterfoil_properties::property::{Property, Specified};

use super::laws::{self, Space, parts, properties};
use super::{Looks, footprints_are_true, on_each};

/// The small scenarios of a system.
pub(super) fn small<S: Specified>() -> Vec<Scenario<S>> {
    S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small).collect()
}

/// What a scenario asks for.
pub(super) fn applicable<S: Specified>(scenario: &Scenario<S>) -> impl Iterator<Item = &'static Property<S>> {
    S::properties().iter().filter(|property| (property.applies)(scenario))
}

/// All of it is true with these guards. `acted` is how often, in each scenario, an action has to have been taken in a state
/// that was put together from others.
pub(super) fn is_true<S>(looks: Looks, guards: GuardSet<S::Guard>, acted: u64)
where
    S: Specified,
    Scenario<S>: Sync,
{
    on_each(&small::<S>(), |scenario| {
        let system = S::new(&scenario.parameters, guards);
        let space = Space::limited(&system, looks.limit);
        let label = scenario.label();
        let asked: Vec<&Property<S>> = applicable(scenario).collect();
        assert_eq!(parts::parts_are_independent(&space, looks.samples), Ok(()), "{label}");
        assert_eq!(footprints_are_true(&space), Ok(()), "{label}");
        let taken = parts::classes_see_their_parts_alone(&space, looks.samples);
        assert!(taken.clone().is_ok_and(|taken| taken > acted), "{label}: {taken:?}");
        assert_eq!(laws::properties_read_no_more(&space, &asked), Ok(()), "{label}");
        let seen = properties::properties_see_their_parts_alone(&space, &asked, looks.samples);
        assert_eq!(seen, Ok(()), "{label}");
        assert_eq!(properties::cases_are_the_property(&space, &asked), Ok(()), "{label}");
        if system.permutations() > 0 {
            assert_eq!(laws::permutations_are_automorphisms(&space), Ok(()), "{label}");
            assert_eq!(laws::properties_are_symmetric(&space, &asked), Ok(()), "{label}");
        }
    });
}

/// Whether it is true with a guard off, with every `nth` of them: what is declared must not presuppose a guard.
pub(super) fn is_true_without_a_guard<S>(looks: Looks, (nth, acted): (usize, u64))
where
    S: Specified,
    Scenario<S>: Sync,
{
    for guard in S::Guard::ALL.iter().step_by(nth) {
        is_true::<S>(looks, GuardSet::all_on().without(*guard), acted);
    }
}
