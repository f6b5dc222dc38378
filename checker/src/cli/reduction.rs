//! The option of `check` that says what need not be searched.

use clap::{Args, ValueEnum};

use crate::engine::{Reduction, Strategy};
use crate::exit::Failure;

/// The reduction.
#[derive(Args, Clone, Copy, Debug)]
pub struct ReductionOptions {
    /// What to leave out, because something else stands for it.
    #[arg(long, value_enum, default_value_t = Name::None)]
    pub reduction: Name,
}

/// The reductions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// Nothing.
    None,
    /// States that differ only in which of several interchangeable parties is which.
    Symmetry,
    /// Orders in which independent actions can be taken: counterexamples need not be the shortest then.
    Por,
    /// Both.
    All,
}

impl ReductionOptions {
    /// The reduction that is asked for.
    ///
    /// # Errors
    /// One sentence, if the search that is asked for has none.
    pub fn reduction(
        self,
        is_native: bool,
        strategy: Strategy,
        is_exact: bool,
    ) -> Result<Reduction, Failure> {
        if self.reduction != Name::None && !(is_native && strategy == Strategy::Bfs) {
            let sentence = "--reduction is for the native engine's breadth-first search: no other leaves \
                            anything out";
            return Err(Failure::usage(sentence));
        }
        if self.reduction != Name::None && is_exact {
            let sentence = "--exact compares whole states, and --reduction takes different ones for one";
            return Err(Failure::usage(sentence));
        }
        Ok(match self.reduction {
            Name::None => Reduction::None,
            Name::Symmetry => Reduction::Symmetry,
            Name::Por => Reduction::PartialOrder,
            Name::All => Reduction::All,
        })
    }
}
