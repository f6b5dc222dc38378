//! A system that is whatever its parameters say: interchangeable parties and independent solos around a shared
//! place, each of which goes from place to place by rules that others can make wait.

use counterfoil_model::codec::Codec;
use counterfoil_model::footprint::{Footprint, Parts};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Scenario};
use counterfoil_model::system::{Book, BookValue, Fair, Fairness, System};
use counterfoil_properties::property::{LeadsTo, Predicate, Property, Specified};
use serde::{Deserialize, Serialize};

/// The most parties and the most solos that there can be.
pub(crate) const PARTIES: usize = 3;
pub(crate) const SOLOS: usize = 2;

/// The names of the properties, in their order.
pub(crate) const NAMES: [&str; 10] = [
    "never_one",
    "never_two",
    "never_step",
    "never_first",
    "seen_one",
    "seen_two",
    "comes",
    "comes_each",
    "comes_each_first",
    "way_to_good",
];

counterfoil_model::guards! {
    /// The guards of the rules.
    pub(crate) enum Guard {
        /// Who acts stands where the rule has them stand.
        OwnIsRight = "own_is_right" {
            kind: Require, theme: "rules", function: "Chance.act", section: "Systems by chance",
        },
        /// The shared place is what the rule has it be.
        SharedIsRight = "shared_is_right" {
            kind: Require, theme: "rules", function: "Chance.act", section: "Systems by chance",
        },
    }
}

/// Who acts by a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Who {
    /// Nobody in particular: the shared place changes.
    Shared,
    /// Each of the parties.
    Party,
    /// One of the solos.
    Solo(usize),
}

/// What somebody can do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) who: Who,
    /// It is attempted only where the own place is this.
    pub(crate) offered: Option<u8>,
    /// It is refused unless the own place is this, and unless the shared one is that.
    pub(crate) needs: Option<u8>,
    pub(crate) needs_shared: Option<u8>,
    /// Where it leads.
    pub(crate) sets: Option<u8>,
    pub(crate) sets_shared: Option<u8>,
    pub(crate) honest: bool,
    pub(crate) fair: Option<usize>,
}

/// A set of states; what is `None` does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Condition {
    pub(crate) shared: Option<u8>,
    /// A place, and how many parties stand there at least.
    pub(crate) crowd: Option<(u8, usize)>,
    /// A solo, and where it stands.
    pub(crate) solo: Option<(usize, u8)>,
}

/// What is asked; a property applies if there is something to ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Questions {
    pub(crate) never: [Option<Condition>; 2],
    pub(crate) step: Option<[Condition; 2]>,
    /// Where the first party never stands.
    pub(crate) first: Option<u8>,
    pub(crate) seen: [Option<Condition>; 2],
    pub(crate) comes: Option<[Condition; 2]>,
    pub(crate) each: Option<[[Condition; 2]; 2]>,
    pub(crate) good: Option<Condition>,
}

/// The system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    pub(crate) parties: usize,
    pub(crate) starts: Vec<(u8, [u8; PARTIES], [u8; SOLOS])>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) questions: Questions,
    /// Whether it says that the parties are interchangeable, and what its actions touch.
    pub(crate) is_symmetric: bool,
    pub(crate) has_footprints: bool,
    /// Whether it says what an action that cannot be taken waits for.
    pub(crate) knows_waits: bool,
    /// A part that the footprints of a rule do not name, though they should.
    pub(crate) left_out: Option<(usize, usize)>,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

#[derive(Clone)]
pub(crate) struct Chance {
    pub(crate) parameters: Parameters,
    guards: GuardSet<Guard>,
    permutations: Vec<[usize; PARTIES]>,
}

/// Where everybody stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct State {
    pub(crate) shared: u8,
    pub(crate) parties: [u8; PARTIES],
    pub(crate) solos: [u8; SOLOS],
}

counterfoil_model::codec! {
    struct State { shared, parties, solos }
}

counterfoil_model::actions! {
    /// One rule, followed by somebody.
    pub(crate) enum Action {
        /// Somebody changes what all share.
        Change = "change" { rule: usize } => { party: "anybody", shown: "changes by rule {rule}", },
        /// One of the parties acts.
        Act = "act" { rule: usize, party: usize } => { party: "party {party}", shown: "party {party} acts by rule {rule}", },
        /// One that has no equal turns.
        Turn = "turn" { rule: usize, solo: usize } => { party: "solo {solo}", shown: "solo {solo} turns by rule {rule}", },
    }
}

impl Action {
    pub(crate) fn rule(self) -> usize {
        let (Self::Change { rule } | Self::Act { rule, .. } | Self::Turn { rule, .. }) = self;
        rule
    }

    fn part(self) -> Parts {
        Parts::one(match self {
            Self::Change { .. } => 0,
            Self::Act { party, .. } => 1 + party,
            Self::Turn { solo, .. } => 1 + PARTIES + solo,
        })
    }
}

impl Condition {
    pub(crate) fn holds(&self, state: &State, parties: usize) -> bool {
        let standing = |place| (0..parties).filter(|party| state.parties[*party] == place).count();
        self.shared.is_none_or(|shared| state.shared == shared)
            && self.crowd.is_none_or(|(place, least)| standing(place) >= least)
            && self.solo.is_none_or(|(solo, place)| state.solos[solo] == place)
    }

    fn parts(&self) -> Parts {
        let shared = self.shared.map(|_| Parts::one(0));
        let crowd = self.crowd.map(|_| (1..=PARTIES).map(Parts::one).collect());
        let solo = self.solo.map(|(solo, _)| Parts::one(1 + PARTIES + solo));
        [shared, crowd, solo].into_iter().flatten().collect()
    }
}

impl Chance {
    pub(crate) fn holds(&self, condition: &Condition, state: &State) -> bool {
        condition.holds(state, self.parameters.parties)
    }

    fn own(state: &mut State, action: Action) -> &mut u8 {
        match action {
            Action::Change { .. } => &mut state.shared,
            Action::Act { party, .. } => &mut state.parties[party],
            Action::Turn { solo, .. } => &mut state.solos[solo],
        }
    }

    /// Everything that anybody could do by some rule.
    fn all_actions(&self) -> impl Iterator<Item = Action> {
        self.parameters.rules.iter().enumerate().flat_map(|(rule, one)| match one.who {
            Who::Shared => vec![Action::Change { rule }],
            Who::Party => (0..self.parameters.parties).map(|party| Action::Act { rule, party }).collect(),
            Who::Solo(solo) => vec![Action::Turn { rule, solo }],
        })
    }

    fn of_class(&self, class: usize) -> Option<Action> {
        let rule = class / PARTIES;
        Some(match self.parameters.rules.get(rule)?.who {
            Who::Shared => Action::Change { rule },
            Who::Party => Action::Act { rule, party: class % PARTIES },
            Who::Solo(solo) => Action::Turn { rule, solo },
        })
    }
}

/// The orders in which so many parties can stand, but for the first.
fn permutations(parties: usize) -> Vec<[usize; PARTIES]> {
    match parties {
        2 => vec![[1, 0, 2]],
        3 => vec![[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
        _ => Vec::new(),
    }
}

impl System for Chance {
    const NAME: &'static str = "chance";
    const FAIR: &'static [Fair] = &[
        Fair { name: "Ann", fairness: Fairness::Weak },
        Fair { name: "Bob", fairness: Fairness::Weak },
        Fair { name: "Sue", fairness: Fairness::Strong },
    ];

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(scenario: &Scenario<Self>, guards: GuardSet<Guard>) -> Self {
        let parameters = scenario.parameters.clone();
        let permutations =
            if parameters.is_symmetric { permutations(parameters.parties) } else { Vec::new() };
        Self { parameters, guards, permutations }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        Vec::new()
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        let starts = self.parameters.starts.iter();
        starts
            .map(|(shared, parties, solos)| State { shared: *shared, parties: *parties, solos: *solos })
            .collect()
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let mut state = state.clone();
        actions.extend(self.all_actions().filter(|action| {
            let offered = self.parameters.rules[action.rule()].offered;
            offered.is_none_or(|place| *Self::own(&mut state, *action) == place)
        }));
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let Rule { needs, needs_shared, sets, sets_shared, .. } = self.parameters.rules[action.rule()];
        let mut next = state.clone();
        let own = *Self::own(&mut next, *action);
        self.guards.require(Guard::OwnIsRight, needs.is_none_or(|place| place == own))?;
        self.guards.require(Guard::SharedIsRight, needs_shared.is_none_or(|place| place == state.shared))?;
        next.shared = sets_shared.unwrap_or(next.shared);
        *Self::own(&mut next, *action) = sets.unwrap_or(*Self::own(&mut next, *action));
        Ok(next)
    }

    fn is_honest_action(&self, _: &State, action: &Action) -> bool {
        self.parameters.rules[action.rule()].honest
    }

    fn fair_class(&self, action: &Action) -> Option<usize> {
        self.parameters.rules[action.rule()].fair
    }

    fn books(&self, state: &State) -> Vec<Book> {
        vec![Book { name: "shared".to_owned(), value: BookValue::Amount(i64::from(state.shared)) }]
    }

    fn permutations(&self) -> usize {
        self.permutations.len()
    }

    fn permute(&self, state: &State, permutation: usize) -> State {
        let mut permuted = state.clone();
        for (from, to) in self.permutations[permutation].into_iter().enumerate() {
            permuted.parties[to] = state.parties[from];
        }
        permuted
    }

    fn permute_action(&self, action: &Action, permutation: usize) -> Action {
        match *action {
            Action::Act { rule, party } => Action::Act { rule, party: self.permutations[permutation][party] },
            other => other,
        }
    }

    fn parts(&self) -> usize {
        1 + PARTIES + SOLOS
    }

    fn write_part(&self, state: &State, part: usize, bytes: &mut Vec<u8>) {
        bytes.push(*place(&mut state.clone(), part));
    }

    fn read_part(&self, state: &mut State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        *place(state, part) = u8::decode(bytes)?;
        Some(())
    }

    fn footprints(&self) -> Vec<Footprint> {
        if !self.parameters.has_footprints {
            return vec![Footprint::EVERYTHING];
        }
        let classes = 0..self.parameters.rules.len() * PARTIES;
        let of_class = |class| {
            let Some(action) = self.of_class(class) else { return Footprint::EVERYTHING };
            let rule = self.parameters.rules[action.rule()];
            let own = |place: Option<u8>| place.map_or(Parts::NONE, |_| action.part());
            let shared = |place: Option<u8>| place.map_or(Parts::NONE, |_| Parts::one(0));
            let left_out = self.parameters.left_out.filter(|(rule, _)| *rule == action.rule());
            let left_out = left_out.map_or(Parts::NONE, |(_, part)| Parts::one(part));
            Footprint {
                reads: own(rule.offered)
                    .and(own(rule.needs))
                    .and(shared(rule.needs_shared))
                    .without(left_out),
                writes: own(rule.sets).and(shared(rule.sets_shared)).without(left_out),
            }
        };
        classes.map(of_class).collect()
    }

    fn class(&self, action: &Action) -> usize {
        match *action {
            _ if !self.parameters.has_footprints => 0,
            Action::Act { rule, party } => rule * PARTIES + party,
            Action::Change { rule } | Action::Turn { rule, .. } => rule * PARTIES,
        }
    }

    fn awaits(&self, state: &State, class: usize, reads: Parts) -> Parts {
        if !self.parameters.knows_waits || !self.parameters.has_footprints {
            return reads;
        }
        let Some(action) = self.of_class(class) else { return Parts::NONE };
        let rule = self.parameters.rules[action.rule()];
        let own = *Self::own(&mut state.clone(), action);
        let is_elsewhere = |place: Option<u8>| place.is_some_and(|place| place != own);
        if is_elsewhere(rule.offered) || is_elsewhere(rule.needs) { action.part() } else { Parts::one(0) }
    }
}

/// Where one of those stands of whom the parts are.
fn place(state: &mut State, part: usize) -> &mut u8 {
    match part {
        0 => &mut state.shared,
        1..=PARTIES => &mut state.parties[part - 1],
        _ => &mut state.solos[part - 1 - PARTIES],
    }
}

type Holds = fn(&Chance, &State) -> bool;

fn property(
    name: &'static str,
    applies: fn(&Scenario<Chance>) -> bool,
    predicate: Predicate<Chance>,
) -> Property<Chance> {
    Property::new(name, "It is as chance will have it.", "Systems by chance", predicate)
        .theme("chance")
        .applies(applies)
}

/// Whether there is a condition, and it holds.
fn is_in(chance: &Chance, state: &State, condition: Option<&Condition>) -> bool {
    condition.is_some_and(|condition| chance.holds(condition, state))
}

fn each(chance: &Chance, state: &State, which: usize, end: usize) -> bool {
    is_in(chance, state, chance.parameters.questions.each.as_ref().map(|each| &each[which][end]))
}

static EACH: [LeadsTo<Chance>; 2] = [
    LeadsTo {
        from: |chance, state| each(chance, state, 0, 0),
        to: |chance, state| each(chance, state, 0, 1),
    },
    LeadsTo {
        from: |chance, state| each(chance, state, 1, 0),
        to: |chance, state| each(chance, state, 1, 1),
    },
];

static PROPERTIES: std::sync::LazyLock<Vec<Property<Chance>>> = std::sync::LazyLock::new(|| {
    let first_of_each = LeadsTo { from: EACH[0].from, to: EACH[0].to };
    let comes: [Holds; 2] = [
        |chance, state| is_in(chance, state, chance.parameters.questions.comes.as_ref().map(|ends| &ends[0])),
        |chance, state| is_in(chance, state, chance.parameters.questions.comes.as_ref().map(|ends| &ends[1])),
    ];
    let never_one: Holds =
        |chance, state| !is_in(chance, state, chance.parameters.questions.never[0].as_ref());
    let never_two: Holds =
        |chance, state| !is_in(chance, state, chance.parameters.questions.never[1].as_ref());
    let never_first: Holds = |chance, state| chance.parameters.questions.first != Some(state.parties[0]);
    let seen_one: Holds = |chance, state| is_in(chance, state, chance.parameters.questions.seen[0].as_ref());
    let seen_two: Holds = |chance, state| is_in(chance, state, chance.parameters.questions.seen[1].as_ref());
    let good: Holds = |chance, state| is_in(chance, state, chance.parameters.questions.good.as_ref());
    vec![
        property(NAMES[0], |one| one.parameters.questions.never[0].is_some(), Predicate::Always(never_one)),
        property(NAMES[1], |one| one.parameters.questions.never[1].is_some(), Predicate::Always(never_two)),
        property(
            NAMES[2],
            |one| one.parameters.questions.step.is_some(),
            Predicate::Step(|chance, before, _, after| {
                let ends = chance.parameters.questions.step.as_ref();
                !(is_in(chance, before, ends.map(|ends| &ends[0]))
                    && is_in(chance, after, ends.map(|ends| &ends[1])))
            }),
        ),
        property(NAMES[3], |one| one.parameters.questions.first.is_some(), Predicate::Always(never_first)),
        property(NAMES[4], |one| one.parameters.questions.seen[0].is_some(), Predicate::Sometimes(seen_one)),
        property(NAMES[5], |one| one.parameters.questions.seen[1].is_some(), Predicate::Sometimes(seen_two)),
        property(
            NAMES[6],
            |one| one.parameters.questions.comes.is_some(),
            Predicate::Eventually(LeadsTo { from: comes[0], to: comes[1] }),
        ),
        property(NAMES[7], |one| one.parameters.questions.each.is_some(), Predicate::EventuallyEach(&EACH)),
        property(
            NAMES[8],
            |one| one.parameters.questions.each.is_some(),
            Predicate::Eventually(first_of_each),
        ),
        property(NAMES[9], |one| one.parameters.questions.good.is_some(), Predicate::AlwaysPossible(good)),
    ]
});

impl Specified for Chance {
    fn properties() -> &'static [Property<Self>] {
        &PROPERTIES
    }

    fn names_a_party(property: &Property<Self>) -> bool {
        property.name == "never_first"
    }

    fn reads(&self, property: &Property<Self>) -> Parts {
        let Questions { never, first, seen, .. } = &self.parameters.questions;
        let parts = |condition: &Option<Condition>| condition.as_ref().map_or(Parts::NONE, Condition::parts);
        match property.name {
            "never_one" => parts(&never[0]),
            "never_two" => parts(&never[1]),
            "never_first" => first.map_or(Parts::NONE, |_| Parts::one(1)),
            "seen_one" => parts(&seen[0]),
            "seen_two" => parts(&seen[1]),
            _ => Parts::ALL,
        }
    }
}
