//! A toy system whose orbits and reduced searches are counted by hand.
//!
//! Clerks write lines, each on a sheet of its own, and post the sheet once it is full; only the total of
//! what is posted is shared. Clerks are interchangeable, and what one writes is no other one's business.

use std::collections::BTreeSet;

use counterfoil_model::codec::Codec;
use counterfoil_model::footprint::{Footprint, Parts};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, BookValue, Presentation, Protocol, StateSpace};
use counterfoil_properties::property::{Predicate, Property, Specified};
use serde::{Deserialize, Serialize};

/// The most clerks there can be.
const DESKS: usize = 4;

counterfoil_model::guards! {
    /// The guards of the office.
    pub(crate) enum Guard {
        /// A sheet has no more lines than fit.
        LineFits = "line_fits" {
            kind: Require, theme: "office", function: "Clerk.write", error: "Full", section: "Toy office",
        },
        /// Only a full sheet is posted.
        SheetIsFull = "sheet_is_full" {
            kind: Require, theme: "office", function: "Clerk.post", error: "NotFull", section: "Toy office",
        },
        /// A sheet is posted once.
        PostedOnce = "posted_once" {
            kind: Require, theme: "office", function: "Clerk.post", error: "Posted", section: "Toy office",
        },
    }
}

/// What is wrong with the system or with what it says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mischief {
    /// Nothing.
    None,
    /// The first clerk writes two lines at once.
    Favourite,
    /// Sheets change places and the marks of what is posted do not.
    HalfPermuted,
    /// One permutation is left out, so that the others are no group.
    OneLeftOut,
    /// An action is permuted into that of another clerk.
    WrongAction,
    /// Posting is said not to read the sheet.
    HiddenRead,
    /// Posting is said not to write the total.
    HiddenWrite,
    /// Posting is said to wait for nothing.
    WrongAwait,
    /// Which sheets are posted is in no part.
    ForgottenPart,
    /// To set the total turns the page.
    JoinedPart,
}

/// The bounds of the office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    pub(crate) clerks: u8,
    pub(crate) lines: u8,
    /// The total that must not be reached; 0 forbids none.
    pub(crate) limit: u8,
    /// Whether somebody turns a page to and fro for ever.
    pub(crate) turns: bool,
    /// Whether there is a property of the first clerk.
    pub(crate) names_the_first: bool,
    /// Whether there is a property of transitions.
    pub(crate) has_step: bool,
    pub(crate) fault: Mischief,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        if usize::from(self.clerks) > DESKS { Err("clerks is at most 4".to_owned()) } else { Ok(()) }
    }
}

/// The office.
#[derive(Clone)]
pub(crate) struct Office {
    parameters: Parameters,
    guards: GuardSet<Guard>,
}

/// What lies on the desks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    pub(crate) lines: [u8; DESKS],
    pub(crate) posted: [bool; DESKS],
    pub(crate) total: u8,
    pub(crate) page: bool,
}

counterfoil_model::codec! {
    struct State { lines, posted, total, page }
}

counterfoil_model::actions! {
    /// What is attempted in the office.
    pub(crate) enum Action(of: usize) {
        /// A clerk writes a line.
        Write { clerk: usize } => { party: "clerk", of: clerk, shown: "clerk {clerk} writes a line", },
        /// A clerk posts the sheet.
        Post { clerk: usize } => { party: "clerk", of: clerk, shown: "clerk {clerk} posts the sheet", },
        /// Somebody turns the page.
        Turn => { party: "clerk", shown: "the page is turned", },
    }
}

/// The parts: the total, the page, then of each clerk the sheet and whether it is posted.
const TOTAL: Parts = Parts::one(0);
const PAGE: Parts = Parts::one(1);

fn sheet(clerk: usize) -> Parts {
    Parts::one(2 + 2 * clerk)
}

fn mark(clerk: usize) -> Parts {
    Parts::one(3 + 2 * clerk)
}

impl Office {
    fn clerks(&self) -> usize {
        usize::from(self.parameters.clerks)
    }

    /// Who takes whose desk.
    fn seats(&self, permutation: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.clerks()).collect();
        // The identity is number 0 among all of them.
        let mut number = permutation + 1;
        let mut seats = Vec::new();
        for remaining in (1..=self.clerks()).rev() {
            let below = factorial(remaining - 1);
            seats.push(left.remove(number / below));
            number %= below;
        }
        seats
    }
}

fn factorial(number: usize) -> usize {
    (1..=number).product()
}

impl Protocol for Office {
    const NAME: &'static str = "office";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { parameters: parameters.clone(), guards }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let parameters = Parameters {
            clerks: 3,
            lines: 2,
            limit: 0,
            turns: false,
            names_the_first: false,
            has_step: false,
            fault: Mischief::None,
        };
        let scenario = |size| Scenario {
            name: "sheets".to_owned(),
            size,
            nightly: false,
            deadlock_free: false,
            intent: Intent::Prove,
            summary: "Clerks post sheets.".to_owned(),
            parameters: parameters.clone(),
            witnesses: vec!["all_is_posted"],
            must_fire: vec!["Write", "Post"],
        };
        vec![scenario(Size::Default), scenario(Size::Small)]
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        vec![State { lines: [0; DESKS], posted: [false; DESKS], total: 0, page: false }]
    }

    fn actions(&self, _: &State, actions: &mut Vec<Action>) {
        for clerk in 0..self.clerks() {
            actions.extend([Action::Write { clerk }, Action::Post { clerk }]);
        }
        if self.parameters.turns {
            actions.push(Action::Turn);
        }
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let full = self.parameters.lines;
        let mut next = state.clone();
        match *action {
            Action::Write { clerk } => {
                self.guards.require_lt(Guard::LineFits, state.lines[clerk], full)?;
                let is_favourite = self.parameters.fault == Mischief::Favourite && clerk == 0;
                next.lines[clerk] = if is_favourite { full } else { (state.lines[clerk] + 1).min(full + 1) };
            }
            Action::Post { clerk } => {
                self.guards.require_le(Guard::SheetIsFull, full, state.lines[clerk])?;
                self.guards.require(Guard::PostedOnce, !state.posted[clerk])?;
                next.posted[clerk] = true;
                next.total = (state.total + 1).min(9);
            }
            Action::Turn => next.page = !state.page,
        }
        Ok(next)
    }
}

impl Presentation for Office {
    fn books(&self, state: &State) -> Vec<Book> {
        vec![Book { name: "total".to_owned(), value: BookValue::Amount(state.total.into()) }]
    }
}

impl StateSpace for Office {
    fn permutations(&self) -> usize {
        let others = factorial(self.clerks()) - 1;
        if self.parameters.fault == Mischief::OneLeftOut { others - 1 } else { others }
    }

    fn permute(&self, state: &State, permutation: usize) -> State {
        let mut permuted = state.clone();
        for (from, to) in self.seats(permutation).into_iter().enumerate() {
            permuted.lines[to] = state.lines[from];
            if self.parameters.fault != Mischief::HalfPermuted {
                permuted.posted[to] = state.posted[from];
            }
        }
        permuted
    }

    fn permute_action(&self, action: &Action, permutation: usize) -> Action {
        let seats = self.seats(permutation);
        let faulty = self.parameters.fault == Mischief::WrongAction;
        match *action {
            Action::Write { clerk } => Action::Write { clerk: if faulty { clerk } else { seats[clerk] } },
            Action::Post { clerk } => Action::Post { clerk: seats[clerk] },
            Action::Turn => Action::Turn,
        }
    }

    fn parts(&self) -> usize {
        2 + 2 * DESKS
    }

    fn write_part(&self, state: &State, part: usize, bytes: &mut Vec<u8>) {
        let mut state = state.clone();
        if self.parameters.fault == Mischief::ForgottenPart {
            state.posted = [false; DESKS];
        }
        match part {
            0 => state.total.encode(bytes),
            1 => state.page.encode(bytes),
            _ if part.is_multiple_of(2) => state.lines[(part - 2) / 2].encode(bytes),
            _ => state.posted[(part - 3) / 2].encode(bytes),
        }
    }

    fn read_part(&self, state: &mut State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        match part {
            0 => state.total = Codec::decode(bytes)?,
            1 => state.page = Codec::decode(bytes)?,
            _ if part.is_multiple_of(2) => state.lines[(part - 2) / 2] = Codec::decode(bytes)?,
            _ => state.posted[(part - 3) / 2] = Codec::decode(bytes)?,
        }
        if self.parameters.fault == Mischief::JoinedPart && part == 0 {
            state.page = false;
        }
        Some(())
    }

    fn footprints(&self) -> Vec<Footprint> {
        let fault = self.parameters.fault;
        let writing = |clerk| Footprint { reads: sheet(clerk), writes: sheet(clerk) };
        let posting = |clerk| {
            let read = if fault == Mischief::HiddenRead { Parts::NONE } else { sheet(clerk) };
            let total = if fault == Mischief::HiddenWrite { Parts::NONE } else { TOTAL };
            Footprint { reads: read.and(mark(clerk)).and(total), writes: mark(clerk).and(total) }
        };
        let turning = Footprint { reads: PAGE, writes: PAGE };
        let clerks = 0..DESKS;
        clerks.clone().map(writing).chain(clerks.map(posting)).chain([turning]).collect()
    }

    fn class(&self, action: &Action) -> usize {
        match *action {
            Action::Write { clerk } => clerk,
            Action::Post { clerk } => DESKS + clerk,
            Action::Turn => 2 * DESKS,
        }
    }

    fn awaits(&self, state: &State, class: usize, reads: Parts) -> Parts {
        let is_posting = (DESKS..2 * DESKS).contains(&class);
        let clerk = class % DESKS;
        if is_posting && self.parameters.fault == Mischief::WrongAwait {
            Parts::NONE
        } else if is_posting {
            // What the others post does not let it post.
            if state.posted[clerk] { mark(clerk) } else { sheet(clerk) }
        } else {
            reads
        }
    }
}

/// The numbers of lines and of posted sheets that a state has, whoever they belong to.
pub(crate) fn orbit(state: &State) -> (Vec<(u8, bool)>, u8, bool) {
    let mut desks: Vec<_> = state.lines.into_iter().zip(state.posted).collect();
    desks.sort_unstable();
    (desks, state.total, state.page)
}

/// How many different orbits there are among the states.
pub(crate) fn orbits(states: &[State]) -> usize {
    states.iter().map(orbit).collect::<BTreeSet<_>>().len()
}

impl Specified for Office {
    fn properties() -> &'static [Property<Self>] {
        fn property(
            name: &'static str,
            applies: fn(&Scenario<Office>) -> bool,
            predicate: Predicate<Office>,
        ) -> Property<Office> {
            Property::new(name, "It is as it should be.", "Toy office", predicate)
                .theme("office")
                .applies(applies)
        }
        static PROPERTIES: std::sync::LazyLock<Vec<Property<Office>>> = std::sync::LazyLock::new(|| {
            let below = |office: &Office, state: &State| {
                office.parameters.limit == 0 || state.total < office.parameters.limit
            };
            let all = |office: &Office, state: &State| state.total == office.parameters.clerks;
            vec![
                property("total_is_below_the_limit", |_| true, Predicate::Always(below)),
                property("all_is_posted", |_| true, Predicate::Sometimes(all)),
                property(
                    "the_first_is_not_first",
                    |scenario| scenario.parameters.names_the_first,
                    Predicate::Always(|_, state: &State| !(state.posted[0] && state.total == 1)),
                ),
                property(
                    "totals_never_fall",
                    |scenario| scenario.parameters.has_step,
                    Predicate::Step(|_, before: &State, _, after: &State| before.total <= after.total),
                ),
            ]
        });
        &PROPERTIES
    }

    fn names_a_party(property: &Property<Self>) -> bool {
        property.name == "the_first_is_not_first"
    }

    fn reads(&self, property: &Property<Self>) -> Parts {
        match property.name {
            "total_is_below_the_limit" | "all_is_posted" => TOTAL,
            _ => Parts::ALL,
        }
    }
}
