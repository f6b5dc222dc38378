//! Mutants: the ways in which a guard can be written wrongly, and why some of them break nothing.
//!
//! Each row of a [`guards!`](crate::guards) table gives several mutants of its system. The first leaves the
//! guard out. A comparison can be written too weakly, a formula can lose a term or count it twice, and a rule
//! can read the state after an effect that it should come before. A guard can refuse too much. An effect can happen twice, take the place of
//! what it should be added to, or reach the wrong party.

use crate::guard::{GuardEntry, GuardKind};

/// A comparison for which a weaker one could stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `left < right`: `require_lt`.
    Less,
    /// `left == right`: `require_eq`.
    Equal,
}

/// How an effect can go wrong, besides being left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// It happens twice.
    Again,
    /// It takes the place of what it should be added to.
    Overwriting,
    /// It reaches the wrong party: what it then does, in words.
    Astray(&'static str),
}

/// How a mutant gets one guard wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The guard is left out.
    Off,
    /// `<` or `=` is written as `<=`.
    AtMost,
    /// `=` is written as `>=`.
    AtLeast,
    /// The term at this position of the guard's row is left out.
    Without(usize),
    /// The term at this position of the guard's row counts twice.
    Twice(usize),
    /// The rule reads the state after the effect that it should come before.
    Late,
    /// The guard is too strict.
    TooStrict,
    /// The effect happens twice.
    Again,
    /// The effect takes the place of what it should be added to.
    Overwriting,
    /// The effect reaches the wrong party.
    Astray,
}

impl Change {
    /// The ways in which the guard of this row can be wrong; the first leaves it out.
    pub fn all(entry: &GuardEntry) -> Vec<Self> {
        let mut changes = vec![Self::Off];
        changes.extend_from_slice(match entry.compares {
            Some(Comparison::Less) => &[Self::AtMost],
            Some(Comparison::Equal) => &[Self::AtMost, Self::AtLeast],
            None => &[],
        });
        changes.extend((0..entry.terms.len()).flat_map(|term| [Self::Without(term), Self::Twice(term)]));
        changes.extend(entry.late.map(|_| Self::Late));
        changes.extend(entry.strict.map(|_| Self::TooStrict));
        changes.extend(entry.amiss.iter().map(|amiss| match amiss {
            Amiss::Again => Self::Again,
            Amiss::Overwriting => Self::Overwriting,
            Amiss::Astray(_) => Self::Astray,
        }));
        changes
    }

    /// The name of the mutant that gets the guard of this row wrong in this way.
    pub fn mutant(self, entry: &GuardEntry) -> String {
        let name = entry.name;
        let term = |position: usize| entry.terms.get(position).copied().unwrap_or("?");
        match self {
            Self::Off => name.to_owned(),
            Self::AtMost => format!("{name}:at_most"),
            Self::AtLeast => format!("{name}:at_least"),
            Self::Without(position) => format!("{name}:without {}", term(position)),
            Self::Twice(position) => format!("{name}:twice {}", term(position)),
            Self::Late => format!("{name}:late"),
            Self::TooStrict => format!("{name}:too_strict"),
            Self::Again => format!("{name}:twice"),
            Self::Overwriting => format!("{name}:overwriting"),
            Self::Astray => format!("{name}:astray"),
        }
    }

    /// What is wrong, in words.
    pub fn fault(self, entry: &GuardEntry) -> String {
        let term = |position: usize| entry.terms.get(position).copied().unwrap_or("?");
        match (self, entry.compares) {
            (Self::Off, _) if entry.kind == GuardKind::Effect => "the effect is left out".to_owned(),
            (Self::Off, _) => "the guard is off".to_owned(),
            (Self::AtMost, Some(Comparison::Equal)) => "`==` is written as `<=`".to_owned(),
            (Self::AtMost, _) => "`<` is written as `<=`".to_owned(),
            (Self::AtLeast, _) => "`==` is written as `>=`".to_owned(),
            (Self::Without(position), _) => format!("{} is left out", term(position)),
            (Self::Twice(position), _) => format!("{} counts twice", term(position)),
            (Self::Late, _) => entry.late.unwrap_or("?").to_owned(),
            (Self::TooStrict, _) => entry.strict.unwrap_or("?").to_owned(),
            (Self::Again, _) => "the effect happens twice".to_owned(),
            (Self::Overwriting, _) => "the effect takes the place of what it should be added to".to_owned(),
            (Self::Astray, _) => {
                let astray = entry.amiss.iter().find_map(|amiss| match amiss {
                    Amiss::Astray(what) => Some(*what),
                    Amiss::Again | Amiss::Overwriting => None,
                });
                astray.unwrap_or("?").to_owned()
            }
        }
    }
}

/// One guard got wrong, under the one name by which commands, the matrix and trace files know it.
#[derive(Clone, Copy, Debug)]
pub struct Mutant {
    /// The row of the guard.
    pub guard: &'static GuardEntry,
    /// What is wrong with it.
    pub change: Change,
}

impl Mutant {
    /// The mutant that leaves the guard out.
    pub fn off(guard: &'static GuardEntry) -> Self {
        Self { guard, change: Change::Off }
    }

    /// The name: `GUARD`, `GUARD:at_most`, `GUARD:twice TERM`, `GUARD:late`, `GUARD:too_strict`; `EFFECT`,
    /// `EFFECT:twice`, `EFFECT:overwriting`, `EFFECT:astray`.
    pub fn name(&self) -> String {
        self.change.mutant(self.guard)
    }

    /// Every mutant of these rows, row by row.
    pub fn all(rows: impl IntoIterator<Item = &'static GuardEntry>) -> impl Iterator<Item = Self> {
        let of_row = |guard| Change::all(guard).into_iter().map(move |change| Self { guard, change });
        rows.into_iter().flat_map(of_row)
    }
}

/// Why a mutant breaks no property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// The name of the mutant.
    pub mutant: &'static str,
    /// The guards that refuse what the mutant lets through, if it is guards that do. With all of them off, some
    /// property breaks sooner than it would if this guard were right.
    pub implied_by: &'static [&'static str],
    /// Why nothing breaks, as sentences.
    pub reason: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::GuardTable;
    use crate::guard::Term;

    crate::guards! {
        /// The guards of a toy vault.
        enum Toy {
            /// A withdrawal takes less than there is.
            IsCovered = "is_covered" {
                kind: Require, theme: "sum", function: "Vault.withdraw", error: "Insufficient",
                section: "Toy vault", compares: Less, strict: "twice as much is asked for",
            },
            /// A withdrawal names the current number.
            IsCurrent = "is_current" {
                kind: Require, theme: "sum", function: "Vault.withdraw", error: "Stale",
                section: "Toy vault", compares: Equal,
            },
            /// The vault holds what was put in, less what was taken out.
            Booked = "booked" {
                kind: Rule, theme: "books", function: "Vault.withdraw", section: "Toy vault",
                terms: Kept { PutIn = "put in", TakenOut = "taken out" }, late: "the vault pays before it books",
            },
            /// What is paid in is added to the saver's balance.
            IsCredited = "is_credited" {
                kind: Effect, theme: "books", function: "Vault.payIn", section: "Toy vault",
                amiss: [Again, Overwriting, Astray("the vault's own balance is credited")],
            },
        }
    }

    #[test]
    fn each_row_gives_the_mutants_that_it_declares() {
        assert_eq!([Kept::PutIn, Kept::TakenOut].map(Term::position), [0, 1]);
        let mutants = Toy::ALL.iter().flat_map(|guard| {
            let entry = guard.entry();
            Change::all(entry).into_iter().map(|change| (change.mutant(entry), change.fault(entry)))
        });
        let expected = [
            ("is_covered", "the guard is off"),
            ("is_covered:at_most", "`<` is written as `<=`"),
            ("is_covered:too_strict", "twice as much is asked for"),
            ("is_current", "the guard is off"),
            ("is_current:at_most", "`==` is written as `<=`"),
            ("is_current:at_least", "`==` is written as `>=`"),
            ("booked", "the guard is off"),
            ("booked:without put in", "put in is left out"),
            ("booked:twice put in", "put in counts twice"),
            ("booked:without taken out", "taken out is left out"),
            ("booked:twice taken out", "taken out counts twice"),
            ("booked:late", "the vault pays before it books"),
            ("is_credited", "the effect is left out"),
            ("is_credited:twice", "the effect happens twice"),
            ("is_credited:overwriting", "the effect takes the place of what it should be added to"),
            ("is_credited:astray", "the vault's own balance is credited"),
        ];
        let expected = expected.map(|(name, fault)| (name.to_owned(), fault.to_owned()));
        assert_eq!(mutants.collect::<Vec<_>>(), expected);
    }
}
