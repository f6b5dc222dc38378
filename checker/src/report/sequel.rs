//! What follows the last step of a counterexample to a property of liveness, in sentences.

use counterfoil_model::system::{Fair, Fairness};

use super::story::Sequel;
use super::text::wrapped;
use crate::evidence::Share;

/// The sentences below a story of so many steps.
pub(super) fn render(sequel: &Sequel, steps: usize) -> String {
    match sequel {
        Sequel::None => String::new(),
        _ => wrapped("    ", "    ", &sentence(sequel, steps)),
    }
}

/// What follows so many steps.
pub(crate) fn sentence(sequel: &Sequel, steps: usize) -> String {
    match sequel {
        Sequel::None => String::new(),
        Sequel::NoHonestWay => {
            "From here honest actions, however many, never lead to where it holds.".to_owned()
        }
        Sequel::ForEver(start, shares) => {
            let what = match steps {
                last if *start > last => "the run may stay as it is".to_owned(),
                last if *start == last => format!("step {last} repeats"),
                last => format!("the steps {start} to {last} repeat"),
            };
            format!("From here {what} for ever{}.", fairness(shares, *start > steps))
        }
    }
}

/// Why such a run is fair.
fn fairness(shares: &[(&'static str, Share)], stays: bool) -> String {
    let share = |(name, share): &(&'static str, Share)| match share {
        Share::Moves => format!("{name} moves on the loop"),
        Share::CannotMove(_) | Share::NeverCan if stays => format!("{name} cannot move"),
        Share::CannotMove(0) => format!("{name} cannot move at the start"),
        Share::CannotMove(step) => format!("{name} cannot move after step {step}"),
        Share::NeverCan => format!("{name} cannot move on the loop"),
        Share::LeftOut => format!("{name} is left out"),
    };
    if shares.is_empty() {
        return ", since nobody is assumed to be fair".to_owned();
    }
    format!(", which is fair: {}", shares.iter().map(share).collect::<Vec<_>>().join("; "))
}

/// What an `eventually` property that holds rests on.
pub(super) fn assumption(fair: &[Fair]) -> String {
    let names = |fairness| {
        let names = fair.iter().filter(move |fair| fair.fairness == fairness).map(|fair| fair.name);
        names.collect::<Vec<_>>().join(", ")
    };
    let (weak, strong) = (names(Fairness::Weak), names(Fairness::Strong));
    let mut conditions = Vec::new();
    if !weak.is_empty() {
        conditions.push(format!("these move if they could go on moving all the time: {weak}"));
    }
    if !strong.is_empty() {
        conditions.push(format!("these move if they could again and again: {strong}"));
    }
    if conditions.is_empty() {
        return " What must follow does, though nobody has to move.".to_owned();
    }
    format!(" What must follow does, if {}.", conditions.join("; and "))
}
