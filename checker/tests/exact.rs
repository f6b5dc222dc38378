//! `--exact`: the same counts as by fingerprints, and right ones where fingerprints are wrong.

mod common;

use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};

use common::{failure, report, result};
use counterfoil::catalogue::{AnyScenario, AnySystem, Registered};
use counterfoil::engine::{Limits, Strategy};
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::run::Request;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, System};
use counterfoil_properties::property::{LeadsTo, Predicate, Property, Specified};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How many steps the stairs have, and how many different fingerprints their places.
const STEPS: u32 = 100;
const FINGERPRINTS: u32 = 7;

counterfoil_model::guards! {
    /// The guards of the stairs.
    pub(crate) enum Guard {
        /// Nobody climbs higher than the stairs are.
        StairsGoOn = "stairs_go_on" {
            kind: Require, theme: "stairs", function: "Stairs.climb", section: "Toy stairs, Height",
        },
    }
}

/// There is nothing to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

/// Stairs with a climber, whose places share a few fingerprints.
#[derive(Clone)]
pub(crate) struct Stairs(GuardSet<Guard>);

/// Where the climber is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    height: u32,
}

counterfoil_model::codec!(struct Place { height });

impl Hash for Place {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (self.height % FINGERPRINTS).hash(hasher);
    }
}

/// The only thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Climb;

impl Display for Climb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("climbs")
    }
}

impl System for Stairs {
    const NAME: &'static str = "stairs";
    const ACTIONS: &'static [&'static str] = &["climb"];
    const FAIR: &'static [counterfoil_model::system::Fair] = &[];

    type Parameters = Parameters;
    type State = Place;
    type Action = Climb;
    type Guard = Guard;

    fn new(_: &Scenario<Self>, guards: GuardSet<Guard>) -> Self {
        Self(guards)
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        vec![Scenario {
            name: "climb".to_owned(),
            size: Size::Default,
            nightly: false,
            intent: Intent::Prove,
            summary: "Somebody climbs.".to_owned(),
            parameters: Parameters {},
            witnesses: vec![],
            must_fire: vec![],
            deadlock_free: false,
        }]
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.0
    }

    fn init_states(&self) -> Vec<Place> {
        vec![Place { height: 0 }]
    }

    fn actions(&self, _: &Place, actions: &mut Vec<Climb>) {
        actions.push(Climb);
    }

    fn next_state(&self, place: &Place, _: &Climb) -> Result<Place, Guard> {
        self.0.require_lt(Guard::StairsGoOn, place.height, STEPS)?;
        Ok(Place { height: place.height + 1 })
    }

    fn action_kind(_: &Climb) -> usize {
        0
    }

    fn party(&self, _: &Climb) -> String {
        "climber".to_owned()
    }

    fn books(&self, _: &Place) -> Vec<Book> {
        Vec::new()
    }
}

/// A property of the stairs.
const fn property(name: &'static str, predicate: Predicate<Stairs>) -> Property<Stairs> {
    Property {
        name,
        statement: "What is asked of the stairs.",
        spec: "Toy stairs",
        theme: "stairs",
        rests_on: &[],
        applies: |_| true,
        predicate,
        sides: None,
    }
}

static PROPERTIES: &[Property<Stairs>] = &[
    property("below_the_top", Predicate::Always(|_, place: &Place| place.height < STEPS)),
    property(
        "arrives",
        Predicate::Eventually(LeadsTo {
            from: |_, place: &Place| place.height == 0,
            to: |_, place: &Place| place.height == STEPS,
        }),
    ),
];

impl Specified for Stairs {
    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }
}

/// The result of the stairs, for the property of this name alone.
fn climb(strategy: Strategy, is_exact: bool, property: &str) -> RunReport {
    let stairs: Box<dyn AnySystem> = Registered::<Stairs>::boxed();
    let scenario = stairs.scenarios().remove(0);
    let request = Request { strategy, is_exact, properties: vec![property.to_owned()], ..Request::new(2) };
    scenario.check(&request).expect("the stairs can be climbed")
}

#[test]
fn states_that_share_a_fingerprint_are_told_apart() {
    for strategy in [Strategy::Bfs, Strategy::Dfs] {
        let taken_for_one = climb(strategy, false, "below_the_top");
        assert_eq!(taken_for_one.counts.unique, u64::from(FINGERPRINTS));
        assert_eq!(
            taken_for_one.outcome.name(),
            "proved",
            "which is wrong, as the probability says it can be"
        );
        let exact = climb(strategy, true, "below_the_top");
        assert_eq!(exact.counts.unique, u64::from(STEPS) + 1, "{strategy:?}");
        assert_eq!(exact.outcome.name(), "violated", "{strategy:?}");
    }
}

#[test]
fn what_rests_on_fingerprints_is_unknown_where_two_states_share_one() {
    let exact = climb(Strategy::Bfs, true, "arrives");
    assert_eq!((exact.counts.unique, exact.outcome.name()), (u64::from(STEPS) + 1, "incomplete"));
    assert_eq!(exact.properties[0].status.name(), "unknown");
}

#[test]
fn counts_are_those_without_it() {
    for scenario in registry::systems().iter().flat_map(|system| system.scenarios()) {
        if scenario.info().size != Size::Small {
            continue;
        }
        let label = scenario.info().label;
        for strategy in [Strategy::Bfs, Strategy::Dfs] {
            let [plain, exact] = [false, true].map(|is_exact| check(&*scenario, strategy, is_exact));
            assert_eq!((plain.outcome.name(), plain.counts), (exact.outcome.name(), exact.counts), "{label}");
            let fired =
                |report: &RunReport| report.actions.iter().map(|action| action.fired).collect::<Vec<_>>();
            assert_eq!(fired(&plain), fired(&exact), "{label}");
        }
    }
}

/// The result of a scenario that comes with the program, up to a depth that leaves something to count.
fn check(scenario: &dyn AnyScenario, strategy: Strategy, is_exact: bool) -> RunReport {
    let limits = Limits { max_depth: Some(20), ..Limits::default() };
    let request = Request { strategy, is_exact, limits, ..Request::new(2) };
    scenario.check(&request).expect("a built-in scenario can be checked")
}

#[test]
fn the_report_says_that_nothing_was_left_to_chance() {
    for strategy in ["bfs", "dfs"] {
        let arguments = ["grid/square", "--exact", "--strategy", strategy];
        let (code, found) = result(&arguments);
        assert_eq!((code, &found["fingerprint_collision_probability"]), (Code::Success, &json!(0.0)));
        assert_eq!(found["states"], result(&["grid/square"]).1["states"]);
        let (_, text) = report(&arguments);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Full states were compared, so none was taken for another."), "{text}");
        assert!(!text.contains("probability"), "{text}");
    }
}

#[test]
fn it_is_for_a_search_of_our_own() {
    let elsewhere = [
        ["--engine", "stateright"],
        ["--strategy", "simulate"],
        ["--checkpoint", "/nonexistent"],
        ["--resume", "/nonexistent"],
    ];
    for arguments in elsewhere {
        let failure = failure(&[&["check", "grid/square", "--exact"], &arguments[..]].concat());
        assert_eq!(failure.code, Code::Usage);
        assert!(failure.sentence.starts_with("--exact is for "), "{failure}");
    }
}
