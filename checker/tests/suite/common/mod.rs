//! A toy system whose counts, depths and violations are known by arithmetic, and a way to run the
//! command line on it.
//!
//! A walker starts at (0, 0) of a grid and goes right or up. There are (width + 1) * (height + 1)
//! states, the last of them width + height actions away.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Parser;
use counterfoil::catalogue::AnySystem;
use counterfoil::cli::{self, Arguments, Color};
use counterfoil::exit::{Code, Failure};
use counterfoil::registered::Registered;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, BookValue, Presentation, Protocol, StateSpace};
use counterfoil_properties::property::{Predicate, Property, Sides, Specified, Term};
use serde::{Deserialize, Serialize};
use serde_json::Value;

counterfoil_model::guards! {
    /// The guards of the grid.
    pub(crate) enum Guard {
        /// Nobody steps over the right edge.
        RightIsInside = "right_is_inside" {
            kind: Require, theme: "edges", function: "Grid.right", group: "inside",
            error: "OutOfBounds", section: "Toy grid, Edges",
        },
        /// Nobody steps over the upper edge.
        UpIsInside = "up_is_inside" {
            kind: Require, theme: "edges", function: "Grid.up", group: "inside",
            error: "OutOfBounds", section: "Toy grid, Edges",
        },
        /// A step up is one step.
        UpIsOneStep = "up_is_one_step" {
            kind: Rule, theme: "edges", function: "Grid.up", section: "Toy grid, Steps",
        },
        /// Nobody stands at a negative place.
        PlaceIsPositive = "place_is_positive" {
            kind: Require, theme: "edges", function: "Grid.up", section: "Toy grid, Edges",
            backstop: "inside_the_grid",
        },
    }
}

/// What goes wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mischief {
    /// Nothing.
    None,
    /// Going up from a cursed place panics.
    Rule,
    /// Going up from a cursed place panics the first time, and never again.
    Fuse,
    /// Listing the actions of a cursed place panics.
    Offer,
    /// Looking at a cursed place panics.
    Property,
    /// Going right from (1, 0) succeeds once, and is refused ever after.
    Dice,
    /// Far from the start, going right is refused every other time.
    Moods,
}

/// The bounds of the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Standing this many steps from the start is forbidden; 0 forbids nothing.
    pub(crate) trap: u32,
    /// A second, farther trap on the bottom line; 0 forbids nothing.
    pub(crate) far_trap: u32,
    /// Whether the walker can fall down to the bottom line.
    pub(crate) falls: bool,
    /// How many places at the left of the bottom line a walk can start in.
    pub(crate) starts: u32,
    pub(crate) fault: Mischief,
    /// The places this many steps from the start, and neither far left nor far right, are cursed.
    pub(crate) curse: u32,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        if self.width == 0 { Err("width is at least 1".to_owned()) } else { Ok(()) }
    }
}

/// The grid.
#[derive(Clone)]
pub(crate) struct Grid {
    parameters: Parameters,
    guards: GuardSet<Guard>,
    throws: Arc<AtomicUsize>,
}

/// Where the walker is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    pub(crate) x: u32,
    pub(crate) y: u32,
}

counterfoil_model::codec! {
    struct State { x, y }
}

impl Parameters {
    fn is_cursed(&self, state: &State) -> bool {
        state.x + state.y == self.curse && (2..10).contains(&state.x)
    }
}

counterfoil_model::actions! {
    /// What the walker attempts.
    pub(crate) enum Action {
        /// The walker takes a step to the right.
        Right = "right" => { party: "walker", shown: "goes right", },
        /// The walker takes a step up.
        Up = "up" => { party: "walker", shown: "goes up", },
        /// The walker falls to the bottom line.
        Fall = "fall" => { party: "walker", shown: "falls down", },
    }
}

impl Protocol for Grid {
    const NAME: &'static str = "grid";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { parameters: parameters.clone(), guards, throws: Arc::default() }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let square: Scenario<Self> = Scenario {
            name: "square".to_owned(),
            size: Size::Default,
            nightly: false,
            intent: Intent::Prove,
            summary: "A walker crosses a square.".to_owned(),
            parameters: Parameters {
                width: 20,
                height: 20,
                trap: 0,
                far_trap: 0,
                falls: false,
                starts: 1,
                fault: Mischief::None,
                curse: 3,
            },
            witnesses: vec!["reaches_the_corner"],
            must_fire: vec!["right", "up"],
            deadlock_free: false,
        };
        let trapped: Scenario<Self> = Scenario {
            name: "trapped".to_owned(),
            intent: Intent::Refute(vec!["before_the_trap".to_owned()]),
            summary: "A walker meets a trap.".to_owned(),
            parameters: Parameters { trap: 3, ..square.parameters.clone() },
            witnesses: vec!["is_far_right"],
            ..square.clone()
        };
        let plain: Scenario<Self> = Scenario {
            name: "plain".to_owned(),
            nightly: true,
            summary: "A walker loses the way in a plain.".to_owned(),
            parameters: Parameters { width: 3_000_000, height: 3_000_000, ..square.parameters.clone() },
            ..square.clone()
        };
        let with_small = |scenario: Scenario<Self>| {
            let parameters = Parameters { width: 4, height: 3, ..scenario.parameters.clone() };
            [scenario.clone(), Scenario { size: Size::Small, parameters, ..scenario }]
        };
        [square, trapped, plain].into_iter().flat_map(with_small).collect()
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        (0..self.parameters.starts).map(|x| State { x, y: 0 }).collect()
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        assert!(
            !(self.parameters.fault == Mischief::Offer && self.parameters.is_cursed(state)),
            "a cursed place to leave"
        );
        actions.extend([Action::Right, Action::Up]);
        if self.parameters.falls {
            actions.push(Action::Fall);
        }
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let Parameters { width, height, fault, .. } = self.parameters;
        let mut next = state.clone();
        match action {
            Action::Right => {
                self.guards.require_lt(Guard::RightIsInside, state.x, width)?;
                if fault == Mischief::Dice && *state == (State { x: 1, y: 0 }) {
                    let throws = self.throws.fetch_add(1, Ordering::Relaxed);
                    self.guards.require_eq(Guard::RightIsInside, throws, 0)?;
                }
                if fault == Mischief::Moods && state.x + state.y > 10 {
                    let throws = self.throws.fetch_add(1, Ordering::Relaxed);
                    self.guards.require_eq(Guard::RightIsInside, throws % 2, 0)?;
                }
                next.x += 1;
            }
            Action::Up => {
                self.guards.require_lt(Guard::UpIsInside, state.y, height)?;
                assert!(!(fault == Mischief::Rule && self.parameters.is_cursed(state)), "a cursed way up");
                let is_fused = fault == Mischief::Fuse && self.parameters.is_cursed(state);
                assert!(!(is_fused && self.throws.fetch_add(1, Ordering::Relaxed) == 0), "a burnt fuse");
                next.y += if self.guards.applies(Guard::UpIsOneStep) { 1 } else { 2 };
            }
            Action::Fall => next.y = 0,
        }
        Ok(next)
    }
}

impl Presentation for Grid {
    fn books(&self, state: &State) -> Vec<Book> {
        let book = |name: &str, value: u32| Book {
            name: name.to_owned(),
            value: BookValue::Amount(i64::from(value)),
        };
        vec![book("x", state.x), book("y", state.y)]
    }
}

impl StateSpace for Grid {}

fn sides(grid: &Grid, state: &State) -> Vec<Sides> {
    let term = |name: &str, amount: u32| vec![Term { name: name.to_owned(), amount: i64::from(amount) }];
    let side = |case: &str, place, bound| Sides {
        case: case.to_owned(),
        left: ("place", term("steps taken", place)),
        relation: "<=",
        right: ("edge", term("size", bound)),
    };
    let Parameters { width, height, .. } = grid.parameters;
    vec![side("across", state.x, width), side("upwards", state.y, height)]
}

static PROPERTIES: &[Property<Grid>] = &[
    Property::new(
        "inside_the_grid",
        "The walker is never outside the grid.",
        "Toy grid, Edges",
        Predicate::Always(|grid: &Grid, state: &State| {
            let Parameters { width, height, fault, .. } = grid.parameters;
            assert!(
                !(fault == Mischief::Property && grid.parameters.is_cursed(state)),
                "a cursed place to look at"
            );
            state.x <= width && state.y <= height
        }),
    )
    .theme("edges")
    .rests_on(&[Guard::RightIsInside, Guard::UpIsInside, Guard::UpIsOneStep])
    .sides(sides),
    Property::new(
        "before_the_far_trap",
        "The walker never steps into the far trap.",
        "Toy grid, Traps",
        Predicate::Always(|grid: &Grid, state: &State| state.x < grid.parameters.far_trap || state.y > 0),
    )
    .theme("traps")
    .applies(|scenario| scenario.parameters.far_trap > 0),
    Property::new(
        "before_the_trap",
        "The walker never steps into the trap.",
        "Toy grid, Traps",
        Predicate::Always(|grid: &Grid, state: &State| state.x + state.y != grid.parameters.trap),
    )
    .theme("traps")
    .applies(|scenario| scenario.parameters.trap > 0),
    Property::new(
        "never_falls",
        "The walker never loses height.",
        "Toy grid, Steps",
        Predicate::Step(|_, before: &State, _, after: &State| after.y >= before.y),
    )
    .theme("steps")
    .applies(|scenario| scenario.parameters.falls),
    Property::new(
        "reaches_the_corner",
        "The walker can reach the corner opposite the start.",
        "Toy grid, Goals",
        Predicate::Sometimes(|grid: &Grid, state: &State| {
            state.x == grid.parameters.width && state.y == grid.parameters.height
        }),
    )
    .theme("goals"),
    Property::new(
        "is_far_right",
        "The walker can reach the right edge.",
        "Toy grid, Goals",
        Predicate::Sometimes(|grid: &Grid, state: &State| state.x == grid.parameters.width),
    )
    .theme("goals"),
    Property::new(
        "is_beyond",
        "The walker can reach a place outside the grid.",
        "Toy grid, Goals",
        Predicate::Sometimes(|grid: &Grid, state: &State| state.x > grid.parameters.width + 1),
    )
    .theme("goals"),
];

impl Specified for Grid {
    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }
}

/// The toy as a list of systems.
pub(crate) fn toys() -> Vec<Box<dyn AnySystem>> {
    vec![Registered::<Grid>::boxed()]
}

/// What the command line says to `arguments` on the toy.
pub(crate) fn run(arguments: &[&str]) -> Result<Code, Failure> {
    run_on(&toys(), arguments)
}

/// What the command line says to `arguments` on these systems.
pub(crate) fn run_on(systems: &[Box<dyn AnySystem>], arguments: &[&str]) -> Result<Code, Failure> {
    let arguments = Arguments::try_parse_from([&["counterfoil"], arguments].concat())
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
    cli::run(&arguments.command, systems, Color::Never)
}

/// The exit code and the text of the report of `check` with these arguments.
pub(crate) fn report(arguments: &[&str]) -> (Code, String) {
    report_on(&toys(), arguments)
}

/// The same of `check` on these systems.
pub(crate) fn report_on(systems: &[Box<dyn AnySystem>], arguments: &[&str]) -> (Code, String) {
    let file = scratch("report");
    let path = file.to_str().expect("the scratch folder has a plain name");
    let code = run_on(systems, &[&["check"], arguments, &["--output", path]].concat())
        .unwrap_or_else(|failure| panic!("{arguments:?}: {failure}"));
    (code, std::fs::read_to_string(&file).expect("check wrote its report"))
}

/// The exit code and the results of the JSON report of `check` with these arguments.
pub(crate) fn results(arguments: &[&str]) -> (Code, Vec<Value>) {
    let (code, text) = report(&[arguments, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&text).expect("a report is JSON");
    (code, document["results"].as_array().expect("a report has results").clone())
}

/// The exit code and the only result.
pub(crate) fn result(arguments: &[&str]) -> (Code, Value) {
    let (code, results) = results(arguments);
    assert_eq!(results.len(), 1, "{arguments:?} selects one scenario");
    (code, results[0].clone())
}

/// The failure that `arguments` end in.
pub(crate) fn failure(arguments: &[&str]) -> Failure {
    match run(arguments) {
        Ok(code) => panic!("{arguments:?} ended with {code:?}"),
        Err(failure) => failure,
    }
}

/// One property of a result.
pub(crate) fn property<'a>(result: &'a Value, name: &str) -> &'a Value {
    let properties = result["properties"].as_array().expect("a result has properties");
    let property = properties.iter().find(|property| property["name"] == name);
    property.unwrap_or_else(|| panic!("{name} is in the report"))
}

/// A path for a file of this test, which nothing else uses.
pub(crate) fn scratch(name: &str) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}-{number}", std::process::id()))
}
