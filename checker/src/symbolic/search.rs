//! A search by sets of states: what is reached, what is asked of it, and when it ends.
//!
//! Two ways of going through the reachable states take turns. *Growth* finds all of them with the least work, and
//! proves. *Layers* tell which states are how far away, and refute: what is violated is told by a shortest way, and
//! the search ends at the level that decides it, with the counts of that level, as a search state by state does. Growth
//! also asks about what it has, now and then; once it has seen something that decides, the layers go on alone.

use counterfoil_model::footprint::Footprint;
use counterfoil_properties::property::{Kind, Specified};
use counterfoil_properties::specification::Specification;

use super::diagrams::{Counts as SetCounts, Set};
use super::finds::{Find, Finds};
use super::fixpoint::missing;
use super::growth::Growth;
use super::layers::Layers;
use super::liveness;
use super::panel::{self, Panel};
use super::space::Space;
use super::steps::Steps;
use super::stop::Stop;
use super::verify::Asked;
use crate::coverage::Coverage;
use crate::engine::{Cut, Demands, Ending, Exhausted, Findings, Limits, Reduction, SearchError, Strategy};
use crate::progress::Progress;
use crate::request::{Engine, Request};

/// How a search is to run.
pub struct Options<'a> {
    /// What may end it.
    pub limits: Limits,
    /// What it is for.
    pub demands: &'a Demands,
    /// Who is told how far it is.
    pub progress: &'a Progress,
    /// Whether it has to say how far away the farthest states are.
    pub needs_depth: bool,
}

/// How many threads work on it.
pub const THREADS: usize = 1;

/// The engine for what is requested of a system.
///
/// # Errors
/// Why sets of states, which were asked for, cannot be had, as the end of a sentence about the scenario.
pub fn chosen<S: Specified>(system: &S, request: &Request) -> Result<Engine, &'static str> {
    let has_parts = system.parts() > 0;
    match request.engine {
        Engine::Symbolic if !has_parts => Err("does not say of which parts its states consist"),
        Engine::Auto => {
            let is_plain = request.strategy == Strategy::Bfs
                && request.reduction == Reduction::None
                && !request.is_exact
                && request.folders.is_empty();
            let reads_little = |footprint: &Footprint| *footprint != Footprint::EVERYTHING;
            let is_described = has_parts && system.footprints().iter().all(reads_little);
            Ok(if is_plain && is_described { Engine::Symbolic } else { Engine::Native })
        }
        engine => Ok(engine),
    }
}

/// After so much work the layers and growth take turns for the first time.
const FIRST_TURN: u64 = 1 << 18;

/// One search in progress.
pub(super) struct Search<'a, S: Specified> {
    pub(super) specification: &'a Specification<S>,
    pub(super) options: &'a Options<'a>,
    pub(super) space: Space<'a, S>,
    pub(super) layers: Layers,
    pub(super) growth: Growth,
    pub(super) panels: Vec<Panel<S>>,
    pub(super) steps: Steps<S>,
    pub(super) finds: Finds<S::Action>,
    /// Whether only the layers can tell what is left to tell.
    pub(super) by_level: bool,
    /// Of which properties something is found in what can be reached, once all of it was asked about: then nothing is
    /// asked a second time, and the layers only tell how far away it is.
    known: Option<Vec<Option<()>>>,
}

/// How growth ended.
enum Grown {
    /// Everything is reached, and nothing of it decides; of which properties something is found.
    Whole(Vec<Option<()>>),
    /// Something that was met decides the outcome.
    Decisive,
    /// There may be more.
    Further,
}

/// Searches every state that the specification's system can reach, or as far as `options` say.
///
/// # Errors
/// If the system does not do again what it did, or if what it says of its parts and footprints is wrong.
pub fn search<S: Specified>(
    specification: &Specification<S>,
    options: &Options<'_>,
) -> Result<Findings<S::Action>, SearchError> {
    let searched = Search::new(specification, options).and_then(Search::run);
    searched.or_else(|stop| match stop {
        Stop::Wrong(sentence) => Err(SearchError::Undeclared(sentence)),
        Stop::NotDeterministic(fault) => Err(SearchError::NotDeterministic(fault)),
        // Not even where it starts could be met.
        Stop::Cut(cut) => Ok(Findings::none(Ending::Cut(cut), specification.properties().len())),
    })
}

impl<'a, S: Specified> Search<'a, S> {
    fn new(specification: &'a Specification<S>, options: &'a Options<'a>) -> Result<Self, Stop> {
        let mut space = Space::new(specification.system(), options.limits)?;
        let questions = panel::of_states(specification.system(), specification.properties());
        let panels = panel::panels(&mut space, questions);
        let steps = Steps::new(&mut space, specification);
        Ok(Self {
            specification,
            options,
            layers: Layers::new(&space),
            growth: Growth::new(&space),
            space,
            panels,
            steps,
            finds: Finds::none(specification.properties().len()),
            by_level: options.needs_depth || options.limits.max_depth.is_some(),
            known: None,
        })
    }

    fn run(mut self) -> Result<Findings<S::Action>, Stop> {
        let ending = match self.take_turns() {
            Ok(ending) => ending,
            Err(Stop::Cut(cut)) => Ending::Cut(cut),
            Err(stop) => return Err(stop),
        };
        self.space.diagrams.end_only_for_memory();
        self.findings(ending)
    }

    /// Lets the layers and growth take turns until one of them has come to the end.
    fn take_turns(&mut self) -> Result<Ending, Stop> {
        self.meet(self.layers.last())?;
        let mut turn = FIRST_TURN;
        loop {
            if let Some(ending) = self.go_by_level(turn / 16)? {
                return Ok(ending);
            }
            match self.grow(turn)? {
                Grown::Whole(found) => return self.conclude(self.growth.set, found),
                Grown::Decisive => self.by_level = true,
                Grown::Further => {}
            }
            turn *= 2;
        }
    }

    /// Adds levels until it has worked as much as this for them, or until they end the search.
    fn go_by_level(&mut self, work: u64) -> Result<Option<Ending>, Stop> {
        loop {
            if self.layers.is_whole() {
                let found = self.found_in(self.layers.reached)?;
                return self.conclude(self.layers.reached, found).map(Some);
            }
            if self.is_decided()? {
                self.ask_again(self.layers.reached)?;
                return Ok(Some(Ending::Decided));
            }
            if let Some(cut) = self.cut_at_level()? {
                if self.by_level {
                    self.ask_again(self.layers.reached)?;
                }
                return Ok(self.by_level.then_some(Ending::Cut(cut)));
            }
            if !self.by_level && self.layers.work >= work {
                return Ok(None);
            }
            self.add_level()?;
        }
    }

    /// Whether what the layers have found decides the outcome.
    fn is_decided(&mut self) -> Result<bool, Stop> {
        if self.finds.panic.is_some() || self.finds.deadlock.is_some() {
            return Ok(true);
        }
        let demands = self.options.demands;
        let everything = Coverage { fired: vec![1; S::ACTIONS.len()], rejections: Vec::new() };
        if !demands.are_decided(&self.finds.found, &everything) {
            return Ok(false);
        }
        let coverage = {
            let expanded = self.expanded()?;
            self.coverage(expanded)?
        };
        Ok(demands.are_decided(&self.finds.found, &coverage))
    }

    /// The states that the layers have left.
    pub(super) fn expanded(&mut self) -> Result<Set, Stop> {
        Ok(self.space.diagrams.difference(self.layers.reached, self.layers.last())?)
    }

    fn cut_at_level(&mut self) -> Result<Option<Cut>, Stop> {
        let Limits { max_states, max_depth, .. } = self.options.limits;
        let depth = self.layers.depth() as u64;
        if let Some(limit) = max_depth.filter(|limit| depth >= *limit) {
            return Ok(Some(Cut::Depth(limit)));
        }
        let Some(limit) = max_states else { return Ok(None) };
        let states = self.count(self.layers.reached)?;
        Ok((states >= u128::from(limit)).then_some(Cut::States(limit)))
    }

    pub(super) fn count(&self, set: Set) -> Result<u128, Cut> {
        SetCounts::default().of(&self.space.diagrams, set)
    }

    /// Leaves the states of the last level, and asks about what is met.
    pub(super) fn add_level(&mut self) -> Result<(), Stop> {
        let (level, last) = (self.layers.depth(), self.layers.last());
        let wanted = self.sets();
        let layers = &mut self.layers;
        self.space.with_room(wanted, |space| layers.advance(space))?;
        self.leave(level, last)?;
        self.meet(self.layers.last())
    }

    /// Asks about the moves from the states of a level.
    fn leave(&mut self, level: usize, last: Set) -> Result<(), Stop> {
        let open = self.open(|kind| kind == Kind::Step);
        if !open.is_empty() && self.known.is_none() {
            self.steps.ask(&mut self.space, last)?;
        }
        for property in open {
            let target = self.steps.finds(&mut self.space, property, last)?;
            self.finds.note(&mut self.space, property, (level, target))?;
        }
        if self.options.demands.deadlock_free && self.finds.deadlock.is_none() && self.known.is_none() {
            let terminal = self.space.terminal(last)?;
            let find = Find { level, target: terminal };
            self.finds.deadlock = (!terminal.is_empty()).then_some(find);
        }
        self.finds.note_panic(&mut self.space, (level, last), true)
    }

    /// Asks about the states of the last level, which are new.
    fn meet(&mut self, new: Set) -> Result<(), Stop> {
        let level = self.layers.depth();
        let of_states = |kind| matches!(kind, Kind::Always | Kind::Sometimes);
        let open = self.open(of_states);
        if self.known.is_none() {
            let mut asked = self.panels.iter_mut().filter(|panel| panel.asks_about(&open));
            asked.try_for_each(|panel| panel.ask(&mut self.space, new))?;
        }
        for property in open {
            let target = panel::finds(&self.panels, &mut self.space, (property, new))?;
            self.finds.note(&mut self.space, property, (level, target))?;
        }
        self.finds.note_panic(&mut self.space, (level, new), false)
    }

    /// The properties of a kind of which nothing is found yet, and may be.
    fn open(&self, is_meant: impl Fn(Kind) -> bool) -> Vec<usize> {
        let mut open = self.finds.open(self.specification.properties(), is_meant);
        open.retain(|index| self.known.as_ref().is_none_or(|found| found[*index].is_some()));
        open
    }

    /// Lets the set of reachable states grow for a turn, and asks about it.
    fn grow(&mut self, work: u64) -> Result<Grown, Stop> {
        if self.by_level {
            return Ok(Grown::Further);
        }
        let until = self.space.diagrams.work() + work;
        self.space.kept = self.sets();
        let is_whole = self.growth.run(&mut self.space, until)?;
        self.space.kept.clear();
        let found = self.found_in(self.growth.set)?;
        if self.is_decisive(&found, (self.growth.set, is_whole))? {
            return Ok(Grown::Decisive);
        }
        let states = self.count(self.growth.set)?;
        self.options.progress.tick_sets(states, self.space.diagrams.nodes());
        if is_whole {
            return Ok(Grown::Whole(found));
        }
        match self.options.limits.max_states.filter(|limit| states >= u128::from(*limit)) {
            Some(limit) => {
                self.ask_again(self.growth.set)?;
                Err(Cut::States(limit).into())
            }
            None => Ok(Grown::Further),
        }
    }

    /// Whether what is found in these states, or in a move from them, decides the outcome.
    fn is_decisive(&mut self, found: &[Option<()>], (set, is_whole): (Set, bool)) -> Result<bool, Stop> {
        let everything = Coverage { fired: vec![1; S::ACTIONS.len()], rejections: Vec::new() };
        let demands = self.options.demands;
        if !self.space.panics.is_empty() {
            return Ok(true);
        }
        if demands.are_decided(found, &everything) {
            let coverage = self.coverage(set)?;
            if demands.are_decided(found, &coverage) {
                return Ok(true);
            }
        }
        Ok(is_whole && demands.deadlock_free && !self.space.terminal(set)?.is_empty())
    }

    /// Of which properties, but those of liveness, something is found in these states or in a move from them.
    pub(super) fn found_in(&mut self, set: Set) -> Result<Vec<Option<()>>, Stop> {
        let count = self.specification.properties().len();
        for panel in &mut self.panels {
            panel.ask(&mut self.space, set)?;
        }
        self.steps.ask(&mut self.space, set)?;
        let mut found = vec![None; count];
        for (property, found) in found.iter_mut().enumerate() {
            let is_found = !self.steps.finds(&mut self.space, property, set)?.is_empty()
                || !panel::finds(&self.panels, &mut self.space, (property, set))?.is_empty();
            *found = is_found.then_some(());
        }
        Ok(found)
    }

    /// Everything is reached, with finds of these properties: asks what only then can be asked, and looks for the ways
    /// to what is found.
    fn conclude(&mut self, all: Set, found: Vec<Option<()>>) -> Result<Ending, Stop> {
        self.ask_again(all)?;
        self.layers.is_learnt = true;
        self.known = Some(found);
        while !self.open(|_| true).is_empty() {
            if self.layers.is_whole() {
                let sentence = "what was found in a reachable state is not found on the way there";
                return Err(Stop::Wrong(sentence.to_owned()));
            }
            self.add_level()?;
        }
        liveness::ask(self, all)?;
        if !self.space.panics.is_empty() {
            self.by_level = true;
            while self.finds.panic.is_none() && !self.layers.is_whole() {
                self.add_level()?;
            }
            return Ok(Ending::Decided);
        }
        Exhausted::from_fixpoint(&missing(&mut self.space, all)?)
            .map_or(Ok(Ending::Cut(Cut::Engine)), |exhausted| Ok(Ending::Exhausted(exhausted)))
    }

    /// Asks again what was learnt in these states, which are all that was met.
    fn ask_again(&mut self, all: Set) -> Result<(), Stop> {
        let (panels, steps, wanted) = (&self.panels, &self.steps, self.sets());
        Asked { panels, steps, all, wanted }.again(&mut self.space)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> Vec<Set> {
        let panels = self.panels.iter().flat_map(Panel::sets);
        let own = self.layers.sets().chain(self.growth.sets());
        own.chain(panels).chain(self.steps.sets()).chain(self.finds.sets()).collect()
    }
}
