//! What the layers have found, and how many actions away.

use counterfoil_properties::property::{Kind, Property, Specified};
use counterfoil_traces::replay::Trace;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// Some states of a level that show something.
#[derive(Clone, Copy)]
pub(super) struct Find {
    pub(super) level: usize,
    pub(super) target: Set,
}

/// The nearest find of each kind.
pub(super) struct Finds<A> {
    /// Of each property: where it is violated or witnessed, or from where a move violates it.
    pub(super) found: Vec<Option<Find>>,
    /// The runs on which what is due never comes.
    pub(super) lassos: Vec<(usize, Trace<A>)>,
    /// States without a successor.
    pub(super) deadlock: Option<Find>,
    /// Where something panics, and the number of the panic.
    pub(super) panic: Option<(Find, usize)>,
}

impl<A> Finds<A> {
    /// Nothing found, of so many properties.
    pub(super) fn none(properties: usize) -> Self {
        Self { found: vec![None; properties], lassos: Vec::new(), deadlock: None, panic: None }
    }

    /// The properties of a kind of which nothing is found yet.
    pub(super) fn open<S: Specified>(
        &self,
        properties: &[&'static Property<S>],
        is_meant: impl Fn(Kind) -> bool,
    ) -> Vec<usize> {
        let is_open = |index: &usize| self.found[*index].is_none() && is_meant(properties[*index].kind());
        (0..properties.len()).filter(is_open).collect()
    }

    /// Notes that states of a level show something of a property, unless nearer ones do.
    pub(super) fn note<S: Specified<Action = A>>(
        &mut self,
        space: &mut Space<'_, S>,
        property: usize,
        (level, target): (usize, Set),
    ) -> Result<(), Stop> {
        match &mut self.found[property] {
            _ if target.is_empty() => {}
            // One case of several.
            Some(find) if find.level == level => {
                find.target = space.diagrams.union(find.target, target)?;
            }
            Some(_) => {}
            found => *found = Some(Find { level, target }),
        }
        Ok(())
    }

    /// Notes the first panic that a state of a level meets as it is left, or as it is arrived at.
    pub(super) fn note_panic<S: Specified<Action = A>>(
        &mut self,
        space: &mut Space<'_, S>,
        (level, set): (usize, Set),
        on_leaving: bool,
    ) -> Result<(), Stop> {
        for number in 0..space.panics.len() {
            let panic = &space.panics[number];
            if self.panic.is_some() || panic.on_leaving != on_leaving {
                continue;
            }
            let target = space.diagrams.image(set, panic.situation, panic.plan)?;
            if !target.is_empty() {
                self.panic = Some((Find { level, target }, number));
            }
        }
        Ok(())
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        let panic = self.panic.as_ref().map(|(find, _)| find);
        let finds = self.found.iter().flatten().chain(&self.deadlock).chain(panic);
        finds.map(|find| find.target)
    }
}
