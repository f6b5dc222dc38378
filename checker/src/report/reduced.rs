//! What a report says of a search that left something out because something else stood for it.

use super::RunReport;
use super::text::counted;
use crate::engine::Reduction;

/// What was left out of a search, as its report tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reduced {
    /// The reduction that was asked for.
    pub by: Reduction,
    /// In how many ways interchangeable parties could change places.
    pub permutations: usize,
}

impl Reduced {
    /// How many states each one that is counted may stand for.
    pub fn members(self) -> u64 {
        let others = if self.by.by_symmetry() { self.permutations } else { 0 };
        others as u64 + 1
    }
}

/// What was left out, in sentences.
pub(super) fn sentences(report: &RunReport) -> String {
    let Reduced { by, permutations } = report.reduced;
    let mut text = String::new();
    if by.by_symmetry() && permutations == 0 {
        text += " No parties are interchangeable in this scenario, so symmetry left nothing out.";
    } else if by.by_symmetry() {
        let ways = counted(permutations, "way");
        let sentence = format!(
            " States that differ only in which of the interchangeable parties is which are counted once, as the one              that was met first; the parties can change places in {ways}."
        );
        text += &sentence;
    }
    if by.by_partial_order() {
        text += " Of the orders in which independent actions can be taken only some were searched, and the \
                 states between them count for the others.";
    }
    text
}
