//! Reductions leave verdicts as they are: what systems declare for them is true, and a search with them
//! finds what it finds without.

mod clerks;
mod declared;
mod laws;
mod messages;
mod token;

use self::clerks::Mischief;
pub(crate) use self::clerks::Office;
use self::declared::small;
use self::laws::{Law, Space, parts};
use crate::common::{failure, result};
use counterfoil::bench::two_phase_commit::{self, Guard as TwoPhaseGuard, TwoPhaseCommit};
use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::{Limits, Reduction};
use counterfoil::exit::{Code, Failure};
use counterfoil::report::{RunReport, human};
use counterfoil::request::Request;
use counterfoil::verdict::Status;
use counterfoil_model::asset_tracker::{AssetTracker, Guard, Parameters, Scenario};
use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::interop_settlement::InteropSettlement;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::multi_l1_token::MultiL1Token;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Intent, Size};
use counterfoil_model::system::{Protocol, StateSpace, System};
use counterfoil_properties::property::{Kind, Predicate, Property, Specified};

type OfficeScenario = counterfoil_model::scenario::Scenario<Office>;

/// The office in which the parameters are as `change` leaves them.
fn scenario(change: impl FnOnce(&mut clerks::Parameters)) -> OfficeScenario {
    let mut scenario = Office::scenarios().remove(0);
    change(&mut scenario.parameters);
    scenario
}

fn office(change: impl FnOnce(&mut clerks::Parameters)) -> Office {
    Office::new(&scenario(change).parameters, GuardSet::all_on())
}

/// What a search says with this reduction.
fn reduced(scenario: &impl AnyScenario, reduction: Reduction) -> Result<RunReport, Failure> {
    scenario.check(&Request { reduction, ..Request::new(2) })
}

fn check(scenario: &impl AnyScenario, reduction: Reduction) -> RunReport {
    reduced(scenario, reduction).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn orbits_are_counted_by_hand() {
    // A sheet has 0 to 2 lines, or is posted: 4 states a clerk, and as many multisets of them.
    for (clerks, states, orbits) in [(1, 4, 4), (2, 16, 10), (3, 64, 20), (4, 256, 35)] {
        let scenario = scenario(|one| one.clerks = clerks);
        let office = Office::new(&scenario.parameters, GuardSet::all_on());
        let found = Space::of(&office).states;
        assert_eq!((found.len(), clerks::orbits(&found)), (states, orbits), "{clerks} clerks");
        let unique = |reduction| check(&scenario, reduction).counts.unique;
        assert_eq!((unique(Reduction::None), unique(Reduction::Symmetry)), (states as u128, orbits as u128));
    }
}

#[test]
fn one_order_of_independent_actions_is_counted_by_hand() {
    // Three sheets of two lines: written one line after another, 7 states; then posted in any order, since
    // the property reads how many are, 2³ - 1 more, or 3 if it does not matter whose they are.
    let counts = |reduction| {
        let report = check(&scenario(|_| ()), reduction);
        (report.outcome.name(), report.counts.unique, report.counts.depth)
    };
    assert_eq!(counts(Reduction::None), ("proved", 64, 9));
    assert_eq!(counts(Reduction::Symmetry), ("proved", 20, 9));
    assert_eq!(counts(Reduction::PartialOrder), ("proved", 14, 9));
    assert_eq!(counts(Reduction::All), ("proved", 10, 9));
}

#[test]
fn no_violation_is_lost() {
    for limit in 1..=3 {
        for turns in [false, true] {
            let scenario = scenario(|one| (one.limit, one.turns) = (limit, turns));
            for reduction in [Reduction::None, Reduction::Symmetry, Reduction::PartialOrder, Reduction::All] {
                let report = check(&scenario, reduction);
                assert_eq!(report.outcome.name(), "violated", "{reduction:?}, limit {limit}");
                let shortest = usize::from(3 * limit);
                let depth = report.properties[0].status.depth().expect("it is violated");
                assert!(depth >= shortest, "{reduction:?}, limit {limit}");
                // A permutation changes no distance.
                assert!(reduction.by_partial_order() || depth == shortest, "{reduction:?}, limit {limit}");
            }
        }
    }
}

/// Turning the page interferes with nothing, so that it alone could stand for everything, for ever.
#[test]
fn nothing_is_put_off_for_ever() {
    let turning = scenario(|one| one.turns = true);
    for reduction in [Reduction::PartialOrder, Reduction::All] {
        let report = check(&turning, reduction);
        assert_eq!(report.outcome.name(), "proved", "{reduction:?}");
        assert!(report.counts.unique < 128, "{reduction:?}: {}", report.counts.unique);
    }
}

#[test]
fn a_reduced_search_is_the_same_at_any_number_of_threads() {
    let large = scenario(|one| (one.clerks, one.lines, one.turns) = (4, 9, true));
    for reduction in [Reduction::Symmetry, Reduction::PartialOrder, Reduction::All] {
        let at = |threads| {
            let report = large.check(&Request { reduction, ..Request::new(threads) });
            let report = report.expect("it can be checked");
            (
                report.outcome.name(),
                report.counts,
                report.actions.iter().map(|action| action.fired).sum::<u128>(),
            )
        };
        assert_eq!((at(2), at(5)), (at(1), at(1)), "{reduction:?}");
    }
}

#[test]
fn properties_that_a_reduction_would_answer_wrongly_are_refused() {
    let refusal = |scenario: &OfficeScenario, reduction| {
        let failure = reduced(scenario, reduction).expect_err("it cannot be asked about");
        assert_eq!(failure.code, Code::Usage);
        failure.sentence
    };
    let naming = scenario(|one| one.names_the_first = true);
    for reduction in [Reduction::Symmetry, Reduction::All] {
        assert!(refusal(&naming, reduction).contains("the_first_is_not_first"));
    }
    // It fails, and is seen to without symmetry.
    assert_eq!(check(&naming, Reduction::PartialOrder).outcome.name(), "violated");
    // With a single clerk nobody is taken for another one.
    let alone = scenario(|one| (one.names_the_first, one.clerks) = (true, 1));
    assert_eq!(check(&alone, Reduction::Symmetry).outcome.name(), "violated");
    let stepping = scenario(|one| one.has_step = true);
    for reduction in [Reduction::PartialOrder, Reduction::All] {
        assert!(refusal(&stepping, reduction).contains("totals_never_fall"));
    }
    assert_eq!(check(&stepping, Reduction::Symmetry).outcome.name(), "proved");
}

#[test]
fn a_report_says_what_was_left_out() {
    let text = |scenario: &OfficeScenario, reduction| {
        let text = human::render(&[check(scenario, reduction)]);
        let text = anstream::adapter::strip_str(&text).to_string();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let plain = scenario(|_| ());
    assert!(text(&plain, Reduction::Symmetry).contains("can change places in 5 ways"));
    assert!(text(&plain, Reduction::PartialOrder).contains("only some were searched"));
    assert!(
        text(&scenario(|one| one.clerks = 1), Reduction::Symmetry).contains("No parties are interchangeable")
    );
    let violated = scenario(|one| one.limit = 1);
    assert!(text(&violated, Reduction::Symmetry).contains("the fewest there are"));
    assert!(!text(&violated, Reduction::PartialOrder).contains("the fewest there are"));
    // Whichever of its members is met, an orbit has the least of six fingerprints.
    let report = check(&plain, Reduction::Symmetry);
    let expected = (20.0_f64 * 6.0).powi(2) / 2_f64.powi(65);
    assert!((report.collision_probability() - expected).abs() < 1e-25);
}

#[test]
fn the_command_line_takes_a_reduction_where_there_is_one() {
    let (code, found) = result(&["grid/square", "--reduction", "symmetry"]);
    assert_eq!(
        (code, &found["reduction"], &found["states"]["unique"]),
        (Code::Success, &"symmetry".into(), &441.into())
    );
    assert_eq!(result(&["grid/square"]).1["reduction"], "none");
    for other in [["--strategy", "dfs"], ["--strategy", "simulate"], ["--engine", "stateright"]] {
        let failure = failure(&[&["check", "grid/square", "--reduction", "all"], &other[..]].concat());
        assert_eq!(failure.code, Code::Usage, "{other:?}");
        assert!(failure.sentence.contains("--reduction"), "{failure}");
    }
}

#[test]
fn true_declarations_pass() {
    let office = office(|one| one.turns = true);
    let space = Space::of(&office);
    assert_eq!(space.states.len(), 128);
    assert_eq!(laws::permutations_are_automorphisms(&space), Ok(()));
    assert_eq!(footprints_are_true(&space), Ok(()));
    assert!(laws::independent_actions_commute(&space).is_ok_and(|pairs| pairs > 1_000));
    assert_eq!(parts::parts_are_independent(&space, usize::MAX), Ok(()));
    assert!(parts::classes_see_their_parts_alone(&space, usize::MAX).is_ok_and(|acted| acted > 500));
    let properties: Vec<&Property<Office>> = Office::properties().iter().collect();
    assert_eq!(laws::properties_are_symmetric(&space, &properties), Ok(()));
    assert_eq!(laws::properties_read_no_more(&space, &properties), Ok(()));
}

#[test]
fn a_false_declaration_is_found() {
    let is_found = |fault: Mischief, law: fn(&Space<'_, Office>) -> Law| {
        // Where nobody turns the page, taking it along with another part changes nothing.
        let office = office(|one| (one.fault, one.turns) = (fault, fault == Mischief::JoinedPart));
        assert!(law(&Space::of(&office)).is_err(), "{fault:?}");
    };
    for fault in [Mischief::Favourite, Mischief::HalfPermuted, Mischief::OneLeftOut, Mischief::WrongAction] {
        is_found(fault, laws::permutations_are_automorphisms);
    }
    for fault in [Mischief::HiddenRead, Mischief::HiddenWrite] {
        is_found(fault, laws::footprints_cover);
        is_found(fault, |space| parts::classes_see_their_parts_alone(space, usize::MAX).map(|_| ()));
    }
    // Two posts that write the same total commute all the same.
    is_found(Mischief::HiddenRead, |space| laws::independent_actions_commute(space).map(|_| ()));
    is_found(Mischief::WrongAwait, laws::what_is_awaited_has_to_change);
    is_found(Mischief::ForgottenPart, laws::parts_make_up_the_state);
    for fault in [Mischief::ForgottenPart, Mischief::JoinedPart] {
        is_found(fault, |space| parts::parts_are_independent(space, usize::MAX));
    }
}

#[test]
fn a_property_that_says_the_wrong_thing_of_itself_is_found() {
    let office = office(|_| ());
    let space = Space::of(&office);
    let renamed = |name, from: &'static str| {
        let property = Office::properties().iter().find(|one| one.name == from).expect("it is listed");
        let Predicate::Always(holds) = property.predicate else { panic!("{from} is an invariant") };
        let predicate = Predicate::Always(holds);
        Property::new(name, "", "", predicate)
    };
    // The name is what the declarations go by.
    let secretly = renamed("total_is_below_the_limit", "the_first_is_not_first");
    assert!(laws::properties_are_symmetric(&space, &[&secretly]).is_err());
    assert!(laws::properties_read_no_more(&space, &[&secretly]).is_err());
    let needlessly = renamed("the_first_is_not_first", "total_is_below_the_limit");
    assert!(laws::properties_are_symmetric(&space, &[&needlessly]).is_err());
}

#[test]
fn what_two_phase_commit_declares_is_true() {
    for guards in [vec![]].into_iter().chain(TwoPhaseGuard::ALL.iter().map(|guard| vec![*guard])) {
        let guards = guards.into_iter().fold(GuardSet::all_on(), GuardSet::without);
        let system = TwoPhaseCommit::new(&two_phase_commit::scenario(3).parameters, guards);
        let space = Space::of(&system);
        assert_eq!(footprints_are_true(&space), Ok(()));
        assert_eq!(parts::parts_are_independent(&space, usize::MAX), Ok(()));
        let acted = parts::classes_see_their_parts_alone(&space, usize::MAX);
        assert!(acted.clone().is_ok_and(|acted| acted > 1_000), "{acted:?}");
    }
}

/// All that properties say of their cases, in states of each small scenario of a system. Returns how often a case of steps
/// was left out.
fn cases_are_true<S: Specified>() -> u64 {
    let small = S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small);
    let is_proved =
        |scenario: &counterfoil_model::scenario::Scenario<S>| matches!(scenario.intent, Intent::Prove);
    small.filter(is_proved).fold(0, |untouched, scenario| {
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        let space = Space::limited(&system, 600);
        let applicable: Vec<&Property<S>> =
            S::properties().iter().filter(|property| (property.applies)(&scenario)).collect();
        let label = scenario.label();
        assert_eq!(laws::properties::cases_are_the_property(&space, &applicable), Ok(()), "{label}");
        let left_out = laws::properties::step_cases_are_the_property(&space, &applicable);
        left_out.map_or_else(|error| panic!("{label}: {error}"), |count| untouched + count)
    })
}

#[test]
fn cases_are_their_properties_in_every_system() {
    cases_are_true::<AssetTracker>();
    cases_are_true::<L1L2Messaging>();
    cases_are_true::<MultiL1Token>();
    assert!(cases_are_true::<InteropSettlement>() > 10_000);
}

/// All that footprints are held to.
fn footprints_are_true<S: System>(space: &Space<'_, S>) -> Law {
    laws::parts_make_up_the_state(space)?;
    laws::footprints_cover(space)?;
    laws::what_is_awaited_has_to_change(space)?;
    laws::independent_actions_commute(space).map(|_| ())
}

fn small_scenario(name: &str) -> Scenario {
    small::<AssetTracker>()
        .into_iter()
        .find(|scenario| scenario.name == name)
        .expect("there is such a scenario")
}

/// The small scenarios in which B is made to be what A is, where they are then interchangeable. None of them is as
/// it stands.
fn symmetric() -> Vec<Scenario> {
    let permutations =
        |scenario: &Scenario| AssetTracker::new(&scenario.parameters, GuardSet::all_on()).permutations();
    let (already, different): (Vec<_>, Vec<_>) =
        small::<AssetTracker>().into_iter().partition(|scenario| permutations(scenario) > 0);
    let alike = different.into_iter().map(|scenario| {
        let parameters = Parameters { b: scenario.parameters.a, ..scenario.parameters.clone() };
        still_asked(Scenario { parameters, ..scenario })
    });
    already.into_iter().chain(alike.filter(|scenario| permutations(scenario) > 0)).collect()
}

/// The scenario without what it is to refute of a malicious chain that it no longer has.
fn still_asked(scenario: Scenario) -> Scenario {
    let applies = |name: &&String| applicable(&scenario).iter().any(|property| property.name == **name);
    let intent = match &scenario.intent {
        Intent::Prove => Intent::Prove,
        Intent::Refute(names) => Intent::Refute(names.iter().filter(applies).cloned().collect()),
    };
    Scenario { intent, ..scenario }
}

fn applicable(scenario: &Scenario) -> Vec<&'static Property<AssetTracker>> {
    declared::applicable(scenario).collect()
}

/// The names of those that apply and that symmetry does not rule out.
fn asked_with_symmetry(scenario: &Scenario) -> Vec<String> {
    let asked = applicable(scenario).into_iter().filter(|property| property.kind() != Kind::Eventually);
    asked.map(|property| property.name.to_owned()).collect()
}

/// Runs `test` on the scenarios, two at a time.
fn on_each<S: Sync>(scenarios: &[S], test: impl Fn(&S) + Sync) {
    let half = scenarios.len() / 2;
    let (left, right) = scenarios.split_at(half);
    std::thread::scope(|scope| {
        for part in [left, right] {
            scope.spawn(|| part.iter().for_each(&test));
        }
    });
}

/// How thoroughly the asset tracker is looked at.
#[derive(Clone, Copy)]
struct Looks {
    /// How many states of a scenario are expanded.
    limit: usize,
    /// How many of them are put together with parts of others.
    samples: usize,
}

/// What the asset tracker says of itself, in the first states of each small scenario.
fn the_asset_tracker_is_true(looks: Looks, guards: GuardSet<Guard>) {
    on_each(&small::<AssetTracker>(), |scenario| {
        let system = AssetTracker::new(&scenario.parameters, guards);
        let space = Space::limited(&system, looks.limit);
        let label = scenario.label();
        assert_eq!(footprints_are_true(&space), Ok(()), "{label}");
        assert_eq!(parts_are_true(&space, &applicable(scenario), looks.samples), Ok(()), "{label}");
    });
    on_each(&symmetric(), |scenario| {
        let system = AssetTracker::new(&scenario.parameters, guards);
        let space = Space::limited(&system, looks.limit);
        let label = scenario.label();
        assert_eq!(laws::permutations_are_automorphisms(&space), Ok(()), "{label}");
        assert_eq!(laws::properties_are_symmetric(&space, &applicable(scenario)), Ok(()), "{label}");
    });
}

/// All that parts are held to, and what properties say of them.
fn parts_are_true<S: Specified>(space: &Space<'_, S>, properties: &[&Property<S>], samples: usize) -> Law {
    parts::parts_are_independent(space, samples)?;
    parts::classes_see_their_parts_alone(space, samples)?;
    laws::properties_read_no_more(space, properties)?;
    laws::properties::properties_see_their_parts_alone(space, properties, samples)?;
    laws::properties::cases_are_the_property(space, properties)
}

#[test]
fn what_the_asset_tracker_declares_is_true() {
    the_asset_tracker_is_true(Looks { limit: 8_000, samples: 200 }, GuardSet::all_on());
}

#[test]
fn what_the_asset_tracker_declares_is_true_without_a_guard() {
    for guard in Guard::ALL.iter().step_by(9) {
        the_asset_tracker_is_true(Looks { limit: 300, samples: 15 }, GuardSet::all_on().without(*guard));
    }
}

/// No footprint presupposes a guard.
#[test]
fn classes_of_the_asset_tracker_see_their_parts_alone_without_any_guard() {
    for name in ["deposit_pausing", "everything_l1_token", "past_gateway", "v31_upgrade"] {
        let scenario = small_scenario(name);
        for guard in Guard::ALL {
            let system = AssetTracker::new(&scenario.parameters, GuardSet::all_on().without(*guard));
            let space = Space::limited(&system, 400);
            let acted = parts::classes_see_their_parts_alone(&space, 20);
            assert!(acted.is_ok(), "{name} without {}: {acted:?}", guard.name());
        }
    }
}

#[test]
#[ignore = "every state of every small scenario takes minutes"]
fn what_the_asset_tracker_declares_is_true_everywhere() {
    the_asset_tracker_is_true(Looks { limit: usize::MAX, samples: 20_000 }, GuardSet::all_on());
}

/// The outcome, and what is known of each property. Distances are the same with symmetry.
fn verdicts(report: &RunReport) -> (&'static str, u64, Vec<(&'static str, Option<usize>)>) {
    let statuses = report.properties.iter().map(|property| (property.status.name(), property.status.depth()));
    (report.outcome.name(), report.counts.depth, statuses.collect())
}

#[test]
fn symmetry_changes_no_verdict_of_the_asset_tracker() {
    on_each(&symmetric(), |scenario| {
        let limits = Limits { max_depth: Some(11), ..Limits::default() };
        let check = |reduction| {
            let properties = asked_with_symmetry(scenario);
            let report = scenario.check(&Request { reduction, limits, properties, ..Request::new(1) });
            report.expect("it can be checked")
        };
        let (whole, half) = (check(Reduction::None), check(Reduction::Symmetry));
        assert_eq!(verdicts(&half), verdicts(&whole), "{}", scenario.label());
        assert!(half.counts.unique < whole.counts.unique, "{}", scenario.label());
    });
}

#[test]
fn symmetry_halves_a_finished_search_and_loses_no_mutant() {
    let failing = small_scenario("failed_deposits");
    let parameters = Parameters { b: failing.parameters.a, ..failing.parameters.clone() };
    let scenario = Scenario { parameters, ..failing };
    let check = |reduction, mutants: Vec<Mutant>, max_depth| {
        let limits = Limits { max_depth, ..Limits::default() };
        let properties = asked_with_symmetry(&scenario);
        let report = scenario.check(&Request { reduction, limits, mutants, properties, ..Request::new(2) });
        report.expect("it can be checked")
    };
    let (whole, half) = (check(Reduction::None, vec![], None), check(Reduction::Symmetry, vec![], None));
    assert_eq!(verdicts(&half), verdicts(&whole));
    assert_eq!(half.outcome.name(), "proved");
    // An orbit has two members, or one where A and B are in the same state.
    assert!((whole.counts.unique / 2..whole.counts.unique * 11 / 20).contains(&half.counts.unique));
    let mut violated = 0;
    for guard in Guard::ALL.iter().step_by(3) {
        let without = |reduction| verdicts(&check(reduction, vec![Mutant::off(guard.entry())], Some(9)));
        let expected = without(Reduction::None);
        violated += usize::from(expected.0 == "violated");
        assert_eq!(without(Reduction::Symmetry), expected, "without {}", guard.name());
    }
    assert!(violated > 4, "{violated} mutants say little");
}

#[test]
fn partial_order_changes_no_verdict_of_the_asset_tracker() {
    let is_of_states =
        |property: &&Property<AssetTracker>| matches!(property.kind(), Kind::Always | Kind::Sometimes);
    let mut violated = 0;
    for (name, every) in [("withdrawals", 2), ("failed_migration", 24)] {
        // Witnesses read nearly everything, so that nothing would be left out.
        let scenario =
            Scenario { intent: Intent::Prove, witnesses: vec![], must_fire: vec![], ..small_scenario(name) };
        let guards = Guard::ALL.iter().step_by(every).map(|guard| vec![Mutant::off(guard.entry())]);
        for mutants in std::iter::once(vec![]).chain(guards) {
            for property in applicable(&scenario).into_iter().filter(is_of_states).step_by(every) {
                violated += usize::from(partial_order_leaves_the_verdict(&scenario, &mutants, property.name));
            }
        }
    }
    assert!(violated > 4, "{violated} mutants say little");
}

/// Asks about the property with and without partial-order reduction; whether it is violated.
fn partial_order_leaves_the_verdict(scenario: &impl AnyScenario, mutants: &[Mutant], property: &str) -> bool {
    let check = |reduction| {
        let limits = Limits { max_states: Some(100_000), ..Limits::default() };
        let (mutants, properties) = (mutants.to_vec(), vec![property.to_owned()]);
        let request = Request { reduction, limits, mutants, properties, ..Request::new(2) };
        scenario.check(&request).expect("it can be checked")
    };
    let (whole, part) = (check(Reduction::None), check(Reduction::PartialOrder));
    let status = |report: &RunReport| (report.outcome.name(), report.properties[0].status.name());
    let label = format!("{} without {mutants:?}, {property}", scenario.info().label);
    assert_eq!(status(&part), status(&whole), "{label}");
    assert!(part.counts.generated <= whole.counts.generated, "{label}");
    matches!(whole.properties[0].status, Status::Violated(_))
}
