//! A toy system that is whatever graph its parameters describe.

use counterfoil::catalogue::AnySystem;
use counterfoil::registered::Registered;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, BookValue, Fair, Fairness, Presentation, Protocol, StateSpace};
use counterfoil_properties::property::{LeadsTo, Predicate, Property, Specified};
use serde::{Deserialize, Serialize};

counterfoil_model::guards! {
    /// The guards of the maze.
    pub(crate) enum Guard {
        /// A door that is locked stays shut.
        DoorIsOpen = "door_is_open" {
            kind: Require, theme: "doors", function: "Maze.go", section: "Toy maze, Doors",
        },
    }
}

/// What makes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mover {
    /// One of two who are weakly fair, or the one who is strongly so.
    A,
    B,
    S,
    /// Somebody honest who never has to move.
    User,
    /// Somebody who is not honest.
    Thief,
    /// Somebody before whom the door is locked.
    Stranger,
}

/// The graph, and what is asked of it; the first room is 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    pub(crate) doors: Vec<(u32, u32, Mover)>,
    /// Where the bell rings, and where it is heard.
    pub(crate) rings: Vec<u32>,
    pub(crate) heard: Vec<u32>,
    /// Of each of two lamps, the rooms from which it cannot be seen burning.
    pub(crate) lamps_out: [Vec<u32>; 2],
    /// Where it is safe.
    pub(crate) safe: Vec<u32>,
    /// Where nobody may ever be.
    pub(crate) forbidden: Vec<u32>,
    /// Looking whether it is safe here panics.
    pub(crate) dark: Vec<u32>,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

/// The maze.
#[derive(Clone)]
pub(crate) struct Maze {
    parameters: Parameters,
    guards: GuardSet<Guard>,
}

/// The room at hand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    room: u32,
}

counterfoil_model::codec! {
    struct State { room }
    enum Mover { A, B, S, User, Thief, Stranger }
}

counterfoil_model::actions! {
    /// What is attempted.
    pub(crate) enum Action {
        /// Somebody goes through a door.
        Go = "go" { to: u32, by: Mover } => { party: "{by:?}", shown: "goes to {to}", },
    }
}

impl Action {
    fn by(self) -> Mover {
        let Self::Go { by, .. } = self;
        by
    }

    fn to(self) -> u32 {
        let Self::Go { to, .. } = self;
        to
    }
}

impl Protocol for Maze {
    const NAME: &'static str = "maze";
    const FAIR: &'static [Fair] = &[
        Fair { name: "Ann", fairness: Fairness::Weak },
        Fair { name: "Bob", fairness: Fairness::Weak },
        Fair { name: "Sue", fairness: Fairness::Strong },
    ];

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { parameters: parameters.clone(), guards }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let walk = Scenario {
            name: "walk".to_owned(),
            size: Size::Default,
            nightly: false,
            intent: Intent::Prove,
            summary: "Somebody walks.".to_owned(),
            parameters: Parameters {
                doors: vec![(0, 1, Mover::A)],
                rings: vec![],
                heard: vec![],
                lamps_out: [vec![], vec![]],
                safe: vec![],
                forbidden: vec![],
                dark: vec![],
            },
            witnesses: vec![],
            must_fire: vec![],
            deadlock_free: false,
        };
        let endless = Scenario { name: "endless".to_owned(), deadlock_free: true, ..walk.clone() };
        let refute = |name: &str, property: &str| Scenario {
            name: name.to_owned(),
            intent: Intent::Refute(vec![property.to_owned()]),
            ..walk.clone()
        };
        let deaf = refute("deaf", "bell_is_heard");
        [walk, endless, deaf]
            .into_iter()
            .flat_map(|scenario| [scenario.clone(), Scenario { size: Size::Small, ..scenario }])
            .collect()
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        vec![State { room: 0 }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let doors = self.parameters.doors.iter().filter(|(from, ..)| *from == state.room);
        actions.extend(doors.map(|(_, to, by)| Action::Go { to: *to, by: *by }));
    }

    fn next_state(&self, _: &State, action: &Action) -> Result<State, Guard> {
        self.guards.require(Guard::DoorIsOpen, action.by() != Mover::Stranger)?;
        Ok(State { room: action.to() })
    }

    fn is_honest_action(&self, _: &State, action: &Action) -> bool {
        action.by() != Mover::Thief
    }

    fn fair_class(&self, action: &Action) -> Option<usize> {
        match action.by() {
            Mover::A => Some(0),
            Mover::B => Some(1),
            Mover::S => Some(2),
            Mover::User | Mover::Thief | Mover::Stranger => None,
        }
    }
}

impl Presentation for Maze {
    fn books(&self, state: &State) -> Vec<Book> {
        vec![Book { name: "room".to_owned(), value: BookValue::Amount(i64::from(state.room)) }]
    }
}

impl StateSpace for Maze {}

static PROPERTIES: &[Property<Maze>] = &[
    Property::new(
        "never_forbidden",
        "Nobody is ever where nobody may be.",
        "Toy maze, Rooms",
        Predicate::Always(|maze: &Maze, state: &State| !maze.parameters.forbidden.contains(&state.room)),
    )
    .theme("rooms"),
    Property::new(
        "bell_is_heard",
        "When the bell rings, it is heard.",
        "Toy maze, Bells",
        Predicate::Eventually(LeadsTo {
            from: |maze: &Maze, state: &State| maze.parameters.rings.contains(&state.room),
            to: |maze: &Maze, state: &State| maze.parameters.heard.contains(&state.room),
        }),
    )
    .theme("bells")
    .applies(|scenario| !scenario.parameters.rings.is_empty()),
    Property::new(
        "all_lamps_burn",
        "There comes a time when both lamps burn.",
        "Toy maze, Lamps",
        Predicate::Eventually(LeadsTo {
            from: |maze: &Maze, state: &State| !burns(maze, state, 0) || !burns(maze, state, 1),
            to: |maze: &Maze, state: &State| burns(maze, state, 0) && burns(maze, state, 1),
        }),
    )
    .theme("lamps")
    .applies(has_lamps),
    Property::new(
        "each_lamp_burns",
        "A lamp that is out is lit again.",
        "Toy maze, Lamps",
        Predicate::EventuallyEach(&[
            LeadsTo {
                from: |maze: &Maze, state: &State| !burns(maze, state, 0),
                to: |maze: &Maze, state: &State| burns(maze, state, 0),
            },
            LeadsTo {
                from: |maze: &Maze, state: &State| !burns(maze, state, 1),
                to: |maze: &Maze, state: &State| burns(maze, state, 1),
            },
        ]),
    )
    .theme("lamps")
    .applies(has_lamps),
    Property::new(
        "way_to_safety",
        "From everywhere there is a way to safety.",
        "Toy maze, Ways",
        Predicate::AlwaysPossible(|maze: &Maze, state: &State| {
            assert!(!maze.parameters.dark.contains(&state.room), "it is too dark to look");
            maze.parameters.safe.contains(&state.room)
        }),
    )
    .theme("ways")
    .applies(|scenario| !scenario.parameters.safe.is_empty()),
];

fn has_lamps(scenario: &Scenario<Maze>) -> bool {
    scenario.parameters.lamps_out.iter().any(|rooms| !rooms.is_empty())
}

fn burns(maze: &Maze, state: &State, lamp: usize) -> bool {
    !maze.parameters.lamps_out[lamp].contains(&state.room)
}

impl Specified for Maze {
    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }
}

/// The maze as a list of systems.
pub(crate) fn mazes() -> Vec<Box<dyn AnySystem>> {
    vec![Registered::<Maze>::boxed()]
}
