//! What is wrong with what a system says of itself, as sentences.

use counterfoil_model::system::System;

use super::stop::Stop;
use crate::panics;

/// What a reader calls the class: by an action of it that can be attempted in `state`, if there is one.
pub(super) fn class_name<S: System>(system: &S, class: usize, state: &S::State) -> String {
    let mut actions = Vec::new();
    // Where it panics, there is no action to call it by.
    let _ = panics::catch(|| system.actions(state, &mut actions));
    let kind = actions.iter().find(|action| system.class(action) == class);
    kind.map_or_else(|| format!("class {class}"), |action| format!("class {class} (\"{action}\")"))
}

/// The class does something else in `state` than was learnt in another state with the same situation, since it depends
/// on this part, if it is known which.
pub(super) fn class_differs<S: System>(
    system: &S,
    (class, state): (usize, &S::State),
    part: Option<usize>,
) -> Stop {
    let class = class_name(system, class, state);
    let part = part
        .map_or_else(String::new, |part| format!("; it depends on the part \"{}\"", system.part_name(part)));
    Stop::Wrong(format!(
        "{class} does not do the same in two states that differ in nothing that its footprint says it reads or \
         writes{part}"
    ))
}

/// The class changes something that its footprint does not say that it writes: this part, or what is none.
pub(super) fn class_escapes<S: System>(
    system: &S,
    (class, state): (usize, &S::State),
    part: Option<usize>,
) -> Stop {
    let class = class_name(system, class, state);
    Stop::Wrong(part.map_or_else(
        || format!("{class} changes something that is no part of a state"),
        |part| {
            let part = system.part_name(part);
            format!("{class} changes the part \"{part}\", which its footprint does not say that it writes")
        },
    ))
}

/// The property has two answers where it reads the same.
pub(super) fn property_differs(name: &str) -> Stop {
    Stop::Wrong(format!(
        "the property {name} does not have the same answer in two states that differ in nothing that it says it reads"
    ))
}
