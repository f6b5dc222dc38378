//! What regression tests are made of that `trace export --to rust` writes.
//!
//! The trace is replayed at once; then the test says, step by step, what came of it when it was exported. Every
//! method panics where the system now does something else, at the line of the test that says so.

use std::collections::BTreeMap;

use counterfoil_model::system::Book;
use counterfoil_traces::format::Expect;
use counterfoil_traces::playback::{Playback, PlaybackStep};
use counterfoil_traces::read::read;

use crate::catalogue::AnySystem;

/// A trace that is being compared with what a test says of it.
#[derive(Debug)]
pub struct Regression {
    playback: Playback,
    /// How many steps the test has told.
    told: usize,
    /// The books as the test tells them.
    books: BTreeMap<String, String>,
}

impl Regression {
    /// Replays the trace in this text, the content of a trace file, on the systems of `counterfoil`.
    ///
    /// # Panics
    /// If it is no trace of one of the systems, or does not do what it says.
    #[cfg(feature = "systems")]
    #[track_caller]
    pub fn of(trace: &str) -> Self {
        Self::on(&crate::registry::systems(), trace)
    }

    /// Replays the trace in this text, the content of a trace file, on these systems.
    ///
    /// # Panics
    /// If it is no trace of one of the systems, or does not do what it says.
    #[track_caller]
    pub fn on(systems: &[Box<dyn AnySystem>], trace: &str) -> Self {
        let file = match read(trace.as_bytes()) {
            Ok(source) => source.file,
            Err(wrong) => panic!("the trace cannot be read: {wrong}"),
        };
        let system = systems.iter().find(|system| system.info().name == file.system);
        let Some(system) = system else { panic!("there is no system \"{}\"", file.system) };
        let playback = match system.play(&file) {
            Ok(playback) => playback,
            Err(misfit) => panic!("the trace does not fit {}: {misfit}", file.system),
        };
        if let Some(fault) = &playback.fault {
            panic!("the trace does not do what it says: {fault}");
        }
        Self { playback, told: 0, books: BTreeMap::new() }
    }

    /// These are all books before the first action.
    ///
    /// # Panics
    /// If a book differs, is missing or is new.
    #[track_caller]
    pub fn starts_with(&mut self, books: &[(&str, &str)]) {
        self.books = books.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.compare();
    }

    /// The next action is this one, it succeeds, and these books change (before, after) and no others.
    ///
    /// # Panics
    /// If it is another, if it is refused, or if a book differs.
    #[track_caller]
    pub fn does(&mut self, action: &str, changes: &[(&str, &str, &str)]) {
        if let Some(guard) = self.next(action).refused {
            panic!("step {}, \"{action}\", is refused by {}", self.told, guard.name);
        }
        for (name, before, after) in changes {
            let book = self.books.insert((*name).to_owned(), (*after).to_owned());
            assert_eq!(
                book.as_deref(),
                Some(*before),
                "{name} before step {}, as the test itself tells it",
                self.told
            );
        }
        self.compare();
    }

    /// The next action is this one, this guard refuses it, and no book changes.
    ///
    /// # Panics
    /// If it is another, if it succeeds or is refused by another guard, or if a book changes.
    #[track_caller]
    pub fn is_refused(&mut self, action: &str, guard: &str) {
        let refused = self.next(action).refused.map(|guard| guard.name);
        assert_eq!(refused, Some(guard), "the guard that refuses step {}, \"{action}\"", self.told);
        self.compare();
    }

    /// At the end the property is violated, and of its equation these cases do not hold: case, left sum, sign, right
    /// sum.
    ///
    /// # Panics
    /// If it is not, or if other cases do not hold.
    #[track_caller]
    pub fn violates(self, property: &str, broken: &[(&str, i64, &str, i64)]) {
        self.expects(Expect::Violated, property);
        let parts = self.playback.parts();
        let cases: Vec<_> = parts
            .iter()
            .map(|(one, _)| (one.case.as_str(), one.left.total(), one.relation, one.right.total()))
            .collect();
        assert_eq!(cases, broken, "the cases of {property} that do not hold at the end");
        self.ends();
    }

    /// At the end the property is witnessed.
    ///
    /// # Panics
    /// If it is not.
    #[track_caller]
    pub fn witnesses(self, property: &str) {
        self.expects(Expect::Witnessed, property);
        self.ends();
    }

    /// The property holds all the way.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn keeps(self, property: &str) {
        self.expects(Expect::Holds, property);
        self.ends();
    }

    /// Every step has been told.
    ///
    /// # Panics
    /// If the trace goes on.
    #[track_caller]
    pub fn ends(self) {
        assert_eq!(self.told, self.playback.steps.len(), "the steps told, and those of the trace");
    }

    /// That the trace shows what it expects was seen when it was replayed.
    #[track_caller]
    fn expects(&self, expect: Expect, property: &str) {
        let file = &self.playback.file;
        let shown = (file.expect, file.property.as_deref());
        assert_eq!(shown, (expect, Some(property)), "what the trace shows");
    }

    #[track_caller]
    fn next(&mut self, action: &str) -> &PlaybackStep {
        let index = self.told;
        self.told += 1;
        let steps = self.playback.steps.len();
        let Some(step) = self.playback.steps.get(index) else {
            panic!("the trace has {steps} steps, and the test tells of one more: \"{action}\"")
        };
        assert_eq!(format!("{}: {}", step.party, step.action), action, "step {}", self.told);
        step
    }

    /// Whether the books are those that the test tells.
    #[track_caller]
    fn compare(&self) {
        let books: BTreeMap<&str, String> = self
            .playback
            .books_after(self.told)
            .iter()
            .map(|Book { name, value }| (name.as_str(), value.to_string()))
            .collect();
        let mut differences = Vec::new();
        for (name, value) in &books {
            match self.books.get(*name) {
                None => differences.push(format!("{name} is {value}, of which the test says nothing")),
                Some(told) if told != value => {
                    differences.push(format!("{name} is {value}, and should be {told}"));
                }
                Some(_) => {}
            }
        }
        let gone = self.books.keys().filter(|name| !books.contains_key(name.as_str()));
        differences.extend(gone.map(|name| format!("{name} is no longer a book")));
        assert!(differences.is_empty(), "after step {}:\n  {}", self.told, differences.join("\n  "));
    }
}
