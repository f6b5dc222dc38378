//! Guards: every `require` of a contract and every rule that can be left out, each by name.
//!
//! A guard's condition stands in exactly one place of the code. With the guard off, the condition is
//! not asked (a `require` lets everything pass, a `rule` takes its naive form), so one system serves
//! as the design and as all of its mutants. Other ways to get a guard wrong are in [`crate::mutant`].

use std::fmt::Debug;
use std::hash::Hash;

mod adding;
mod asked;

pub use adding::Adding;
pub use asked::Asked;

use crate::mutant::{Amiss, Change, Comparison, Mutant};
use crate::types::Amount;

/// How a guard acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardKind {
    /// Refuses an action: one `require(` of the contract.
    Require,
    /// An effect or formula that can be left out or replaced by its naive form; never refuses.
    Rule,
    /// One movement of a book, which nothing in the contracts guards: what a rule changes once no guard refuses.
    Effect,
}

/// What the guard's table says of it.
#[derive(Clone, Copy, Debug)]
pub struct GuardEntry {
    /// The name on the command line: the table's variant in snake case.
    pub name: &'static str,
    /// Require or rule.
    pub kind: GuardKind,
    /// The theme of the properties that it protects.
    pub theme: &'static str,
    /// The group whose name also selects it, where the contracts check one thing at several places.
    pub group: Option<&'static str>,
    /// What holds where it stands, as a positive sentence.
    pub statement: &'static str,
    /// The contract function in which it stands: `L1AssetTracker.receiveL1ToGatewayMigrationOnL1`.
    pub function: &'static str,
    /// The Solidity error; several guards may share one. `None` for a rule.
    pub error: Option<&'static str>,
    /// The section of the document that it comes from.
    pub section: &'static str,
    /// For a `require` that a proved property makes unreachable: that property.
    pub backstop: Option<&'static str>,
    /// The comparison that a `require` makes, where a weaker one could stand in its place.
    pub compares: Option<Comparison>,
    /// The terms of a formula, each under the contracts' own name.
    pub terms: &'static [&'static str],
    /// Where the moment matters at which a rule reads the state: what it does when it comes too late.
    pub late: Option<&'static str>,
    /// Where a guard could easily refuse too much: what it then asks for.
    pub strict: Option<&'static str>,
    /// How an effect can go wrong, besides being left out.
    pub amiss: &'static [Amiss],
}

/// A system's table of guards, in the order of the specification. Made by [`guards!`](crate::guards).
pub trait GuardTable: Copy + Debug + Eq + Hash + Ord + Send + Sync + 'static {
    /// Every guard, in table order.
    const ALL: &'static [Self];

    /// The row of this guard.
    fn entry(self) -> &'static GuardEntry;

    /// The position in [`GuardTable::ALL`].
    fn index(self) -> usize;

    /// The name on the command line.
    fn name(self) -> &'static str {
        self.entry().name
    }
}

/// A term of the formula that a guard of the table `G` is. Made by [`guards!`](crate::guards).
pub trait Term<G: GuardTable>: Copy {
    /// The guard whose formula it belongs to.
    const GUARD: G;

    /// The position in the guard's row.
    fn position(self) -> usize;
}

/// The guards of a system that are on, at most 256 of them; one more may be changed in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardSet<G> {
    /// Those that are off: the first 128 rows, and the others.
    off: (u128, u128),
    /// Looked at where a `require` is about to refuse, and where a rule has terms or a moment.
    changed: Option<(G, Change)>,
    /// Whether it is noted what is asked for: see [`Asked`].
    notes: bool,
}

impl<G: GuardTable> GuardSet<G> {
    /// Every guard on: the design itself.
    pub fn all_on() -> Self {
        const { assert!(G::ALL.len() <= 256, "a guard table has at most 256 rows") };
        Self { off: (0, 0), changed: None, notes: false }
    }

    /// The same set, which notes which rules and effects are asked for, and which guards refuse.
    #[must_use]
    pub fn noting(self) -> Self {
        Self { notes: true, ..self }
    }

    /// The same set with `guard` off.
    #[must_use]
    pub fn without(self, guard: G) -> Self {
        let (first, others) = Self::bit(guard);
        Self { off: (self.off.0 | first, self.off.1 | others), ..self }
    }

    /// The same set with `guard` changed. Any number of guards can be off; of the other changes the last one
    /// stays.
    #[must_use]
    pub fn with(self, guard: G, change: Change) -> Self {
        match change {
            Change::Off => self.without(guard),
            _ => Self { changed: Some((guard, change)), ..self },
        }
    }

    /// The guards with these mutants among them. A mutant of another system's guard changes nothing.
    pub fn with_all(mutants: &[Mutant]) -> Self {
        mutants.iter().fold(Self::all_on(), |guards, mutant| {
            let guard = G::ALL.iter().find(|guard| guard.name() == mutant.guard.name);
            guard.map_or(guards, |guard| guards.with(*guard, mutant.change))
        })
    }

    /// The guards that are off, in table order.
    pub fn guards_off(&self) -> Vec<G> {
        G::ALL.iter().copied().filter(|guard| !self.is_on(*guard)).collect()
    }

    /// What is wrong with the guards, as names of mutants: those that are off in table order, then the one that is
    /// changed in another way.
    pub fn mutants(&self) -> Vec<String> {
        let off = self.guards_off().into_iter().map(|guard| guard.name().to_owned());
        let changed = self.changed.map(|(guard, change)| change.mutant(guard.entry()));
        off.chain(changed).collect()
    }

    /// Whether the guard is on. This is how a rule of kind [`GuardKind::Rule`] asks for itself.
    #[inline]
    pub fn applies(&self, guard: G) -> bool {
        self.note(guard);
        self.is_on(guard)
    }

    /// Whether the guard is on and not changed in any other way.
    ///
    /// Only what a guard makes superfluous may depend on it: what need not be attempted, what can be forgotten, what is
    /// never touched.
    pub fn is_intact(&self, guard: G) -> bool {
        self.is_on(guard) && self.changed.is_none_or(|(changed, _)| changed != guard)
    }

    /// How often a term of a guard's formula counts: once, unless a mutant leaves it out or counts it twice.
    #[inline]
    pub fn times<T: Term<G>>(&self, term: T) -> u8 {
        self.note(T::GUARD);
        let is_meant = |guard, position| guard == T::GUARD && position == term.position();
        match self.changed {
            Some((guard, Change::Without(position))) if is_meant(guard, position) => 0,
            Some((guard, Change::Twice(position))) if is_meant(guard, position) => 2,
            _ => 1,
        }
    }

    /// How often an effect happens: once, unless a mutant leaves it out or does it twice.
    #[inline]
    pub fn happens(&self, effect: G) -> u8 {
        match self.changed {
            _ if !self.applies(effect) => 0,
            Some((guard, Change::Again)) if guard == effect => 2,
            _ => 1,
        }
    }

    /// How much an effect moves of an amount: all of it, unless a mutant leaves it out or moves it twice.
    #[inline]
    pub fn moves(&self, effect: G, amount: Amount) -> Amount {
        amount.times(self.happens(effect))
    }

    /// How an effect adds to what is there, where that is no number.
    #[inline]
    pub fn adds(&self, effect: G) -> Adding {
        Adding { times: self.happens(effect), overwrites: self.overwrites(effect) }
    }

    /// Whether an effect that adds to what is there takes its place instead.
    #[inline]
    pub fn overwrites(&self, effect: G) -> bool {
        self.note(effect);
        self.has(effect, Change::Overwriting)
    }

    /// Whom an effect concerns: whom it should, unless a mutant gets that wrong.
    #[inline]
    pub fn whom<T>(&self, effect: G, right: T, wrong: T) -> T {
        self.note(effect);
        if self.has(effect, Change::Astray) { wrong } else { right }
    }

    /// What a rule reads: the state `before` an effect, unless a mutant lets the rule come too late.
    #[inline]
    pub fn seen<'a, T>(&self, guard: G, before: &'a T, after: &'a T) -> &'a T {
        self.note(guard);
        if self.has(guard, Change::Late) { after } else { before }
    }

    /// What a guard reads, unless a mutant has it read something `stricter`, which refuses too much.
    #[inline]
    pub fn reads<T>(&self, guard: G, right: T, stricter: T) -> T {
        self.note(guard);
        if self.has(guard, Change::TooStrict) { stricter } else { right }
    }

    /// Refuses unless the condition holds or the guard is off.
    ///
    /// # Errors
    /// The guard itself.
    #[inline]
    pub fn require(&self, guard: G, condition: bool) -> Result<(), G> {
        if condition || !self.is_on(guard) {
            return Ok(());
        }
        self.note(guard);
        Err(guard)
    }

    /// Refuses unless `left < right` or the guard is off.
    ///
    /// # Errors
    /// The guard itself.
    #[inline]
    pub fn require_lt<T: PartialOrd + Copy>(&self, guard: G, left: T, right: T) -> Result<(), G> {
        self.require(guard, left < right || (self.has(guard, Change::AtMost) && left == right))
    }

    /// Refuses unless `left <= right` or the guard is off. It has no weaker form: what `<=` refuses at all, a
    /// comparison lets through only by letting everything through.
    ///
    /// # Errors
    /// The guard itself.
    #[inline]
    pub fn require_le<T: PartialOrd + Copy>(&self, guard: G, left: T, right: T) -> Result<(), G> {
        self.require(guard, left <= right)
    }

    /// Refuses unless `left == right` or the guard is off. It is for numbers, which have an order; whether two
    /// identities are the same is a plain [`GuardSet::require`].
    ///
    /// # Errors
    /// The guard itself.
    #[inline]
    pub fn require_eq<T: PartialOrd + Copy>(&self, guard: G, left: T, right: T) -> Result<(), G> {
        let passes_weakly = || {
            (self.has(guard, Change::AtMost) && left < right)
                || (self.has(guard, Change::AtLeast) && left > right)
        };
        self.require(guard, left == right || passes_weakly())
    }

    #[inline]
    fn is_on(&self, guard: G) -> bool {
        let (first, others) = Self::bit(guard);
        self.off.0 & first == 0 && self.off.1 & others == 0
    }

    #[inline]
    fn note(&self, guard: G) {
        if self.notes {
            Asked::note(Self::bit(guard));
        }
    }

    #[inline]
    fn has(&self, guard: G, change: Change) -> bool {
        self.changed == Some((guard, change))
    }

    #[inline]
    fn bit(guard: G) -> (u128, u128) {
        let bit = |place: usize| 1_u128.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or(0);
        let index = guard.index();
        (bit(index), index.checked_sub(128).map_or(0, bit))
    }
}

/// Declares a system's table of guards: an enum with one variant a row, and its [`GuardTable`].
///
/// ```
/// counterfoil_model::guards! {
///     /// The guards of a toy vault.
///     pub enum Guard {
///         /// A withdrawal takes no more than there is.
///         WithdrawalIsCovered = "withdrawal_is_covered" {
///             kind: Require, theme: "sum", function: "Vault.withdraw",
///             error: "InsufficientBalance", section: "Toy vault",
///         },
///         /// What is withdrawn leaves the vault.
///         WithdrawalIsBooked = "withdrawal_is_booked" {
///             kind: Rule, theme: "sum", function: "Vault.withdraw", section: "Toy vault",
///         },
///     }
/// }
/// use counterfoil_model::guard::{GuardSet, GuardTable};
/// assert_eq!(Guard::WithdrawalIsCovered.name(), "withdrawal_is_covered");
/// assert_eq!(Guard::WithdrawalIsCovered.entry().statement, "A withdrawal takes no more than there is.");
/// let guards = GuardSet::all_on().without(Guard::WithdrawalIsCovered);
/// assert!(guards.require_le(Guard::WithdrawalIsCovered, 2, 1).is_ok());
/// ```
#[macro_export]
macro_rules! guards {
    (
        $(#[$outer:meta])*
        $visibility:vis enum $table:ident {
            $(
                #[doc = $statement:literal]
                $variant:ident = $name:literal {
                    kind: $kind:ident, theme: $theme:literal, function: $function:literal,
                    $(group: $group:literal,)? $(error: $error:literal,)? section: $section:literal,
                    $(backstop: $backstop:literal,)? $(compares: $compares:ident,)?
                    $(terms: $terms:ident { $($term:ident = $label:literal),+ },)? $(late: $late:literal,)?
                    $(strict: $strict:literal,)? $(amiss: [$($amiss:ident $(($what:literal))?),+],)?
                }
            ),+ $(,)?
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility enum $table {
            $(#[doc = $statement] $variant),+
        }

        impl $crate::guard::GuardTable for $table {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn entry(self) -> &'static $crate::guard::GuardEntry {
                match self {
                    $(Self::$variant => const {
                        &$crate::guard::GuardEntry {
                            name: $name,
                            kind: $crate::guard::GuardKind::$kind,
                            theme: $theme,
                            group: $crate::guards!(@optional $($group)?),
                            statement: $statement.trim_ascii(),
                            function: $function,
                            error: $crate::guards!(@optional $($error)?),
                            section: $section,
                            backstop: $crate::guards!(@optional $($backstop)?),
                            compares: $crate::guards!(@optional
                                $($crate::mutant::Comparison::$compares)?),
                            terms: &[$($($label),+)?],
                            late: $crate::guards!(@optional $($late)?),
                            strict: $crate::guards!(@optional $($strict)?),
                            amiss: &[$($($crate::mutant::Amiss::$amiss $(($what))?),+)?],
                        }
                    }),+
                }
            }

            #[inline]
            fn index(self) -> usize {
                self as usize
            }
        }

        $($(
            #[doc = concat!("The terms of `", $name, "`, in the order of its row.")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            $visibility enum $terms {
                $(#[doc = concat!("`", $label, "`")] $term),+
            }

            impl $crate::guard::Term<$table> for $terms {
                const GUARD: $table = $table::$variant;

                #[inline]
                fn position(self) -> usize {
                    self as usize
                }
            }
        )?)+
    };
    (@optional) => { None };
    (@optional $value:expr) => { Some($value) };
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::guards! {
        /// The guards of a toy vault.
        enum Toy {
            /// A withdrawal takes no more than there is.
            IsCovered = "is_covered" {
                kind: Require, theme: "sum", function: "Vault.withdraw", group: "checks", error: "Insufficient",
                section: "Toy vault", backstop: "sum_is_kept", compares: Less, strict: "twice as much is asked for",
            },
            /// What is withdrawn leaves the vault.
            IsBooked = "is_booked" {
                kind: Rule, theme: "books", function: "Vault.withdraw", section: "Toy vault",
                terms: Booked { Held = "held", Withdrawn = "withdrawn" }, late: "the vault pays before it books",
            },
            /// What is paid in is added to the saver's balance.
            Credited = "credited" {
                kind: Effect, theme: "books", function: "Vault.payIn", section: "Toy vault",
                amiss: [Again, Overwriting, Astray("the vault's own balance is credited")],
            },
        }
    }

    #[test]
    fn a_row_says_what_the_table_says() {
        let row = Toy::IsCovered.entry();
        assert_eq!((row.name, row.kind, row.theme), ("is_covered", GuardKind::Require, "sum"));
        assert_eq!(
            (row.group, row.error, row.backstop),
            (Some("checks"), Some("Insufficient"), Some("sum_is_kept"))
        );
        assert_eq!(row.statement, "A withdrawal takes no more than there is.");
        assert_eq!((row.function, row.section), ("Vault.withdraw", "Toy vault"));
        let row = Toy::IsBooked.entry();
        assert_eq!((row.kind, row.group, row.error, row.backstop), (GuardKind::Rule, None, None, None));
        assert_eq!((row.compares, row.terms), (None, &["held", "withdrawn"][..]));
        assert_eq!(row.late, Some("the vault pays before it books"));
        let row = Toy::IsCovered.entry();
        assert_eq!((row.compares, row.terms.len(), row.late), (Some(Comparison::Less), 0, None));
        assert_eq!(row.strict, Some("twice as much is asked for"));
        let row = Toy::Credited.entry();
        let amiss = [Amiss::Again, Amiss::Overwriting, Amiss::Astray("the vault's own balance is credited")];
        assert_eq!((row.kind, row.amiss), (GuardKind::Effect, &amiss[..]));
        assert_eq!(Toy::ALL.iter().map(|guard| guard.index()).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_guard_refuses_in_its_own_name_unless_it_is_off() {
        let on = GuardSet::all_on();
        assert_eq!(on.require(Toy::IsCovered, false), Err(Toy::IsCovered));
        assert_eq!(on.require(Toy::IsCovered, true), Ok(()));
        assert_eq!(on.without(Toy::IsCovered).require(Toy::IsCovered, false), Ok(()));
        assert_eq!(on.without(Toy::IsBooked).require(Toy::IsCovered, false), Err(Toy::IsCovered));
        assert!(on.applies(Toy::IsBooked) && !on.without(Toy::IsBooked).applies(Toy::IsBooked));
    }

    #[test]
    fn a_guard_stays_off_and_a_set_does_not_change_under_its_owner() {
        let on = GuardSet::<Toy>::all_on();
        let off = on.without(Toy::IsBooked).without(Toy::IsBooked);
        assert_eq!((on.guards_off(), off.guards_off()), (vec![], vec![Toy::IsBooked]));
        let none = off.without(Toy::IsCovered).without(Toy::Credited);
        assert_eq!(none.guards_off(), Toy::ALL, "in the order of the table");
    }

    #[test]
    fn equality_passes_the_weak_comparison_and_fails_the_strict_one() {
        let on = GuardSet::all_on();
        let outcomes = |left: u8, right: u8| {
            let guard = Toy::IsCovered;
            let refusals = [
                on.require_lt(guard, left, right),
                on.require_le(guard, left, right),
                on.require_eq(guard, left, right),
            ];
            refusals.map(|refusal| refusal.is_ok())
        };
        assert_eq!(outcomes(1, 2), [true, true, false]);
        assert_eq!(outcomes(2, 2), [false, true, true]);
        assert_eq!(outcomes(3, 2), [false, false, false]);
        let off = on.without(Toy::IsCovered);
        let refusals = [
            off.require_lt(Toy::IsCovered, 3, 2),
            off.require_le(Toy::IsCovered, 3, 2),
            off.require_eq(Toy::IsCovered, 3, 2),
        ];
        assert_eq!(refusals, [Ok(()); 3]);
    }

    #[test]
    fn a_weak_comparison_lets_more_through_and_not_everything() {
        let guard = Toy::IsCovered;
        let lets_through = |change, ask: fn(&GuardSet<Toy>, u8) -> Result<(), Toy>| {
            let guards = GuardSet::all_on().with(guard, change);
            [1, 2, 3].map(|left| ask(&guards, left).is_ok())
        };
        let lt = |guards: &GuardSet<Toy>, left| guards.require_lt(Toy::IsCovered, left, 2);
        let eq = |guards: &GuardSet<Toy>, left| guards.require_eq(Toy::IsCovered, left, 2);
        assert_eq!(lets_through(Change::AtMost, lt), [true, true, false]);
        assert_eq!(lets_through(Change::AtMost, eq), [true, true, false]);
        assert_eq!(lets_through(Change::AtLeast, eq), [false, true, true]);
        assert_eq!(lets_through(Change::Off, eq), [true; 3]);
        let other = GuardSet::all_on().with(Toy::IsBooked, Change::AtMost);
        assert_eq!(other.require_lt(guard, 2, 2), Err(guard), "the change is another guard's");
    }

    #[test]
    fn a_term_counts_once_unless_it_is_changed_and_a_rule_is_late_only_if_it_is_made_so() {
        let on = GuardSet::all_on();
        let counts = |guards: GuardSet<Toy>| [Booked::Held, Booked::Withdrawn].map(|term| guards.times(term));
        assert_eq!(counts(on), [1, 1]);
        assert_eq!(counts(on.with(Toy::IsBooked, Change::Without(1))), [1, 0]);
        assert_eq!(counts(on.with(Toy::IsBooked, Change::Twice(0))), [2, 1]);
        assert_eq!(counts(on.with(Toy::IsCovered, Change::Twice(0))), [1, 1]);
        assert_eq!(on.seen(Toy::IsBooked, &"before", &"after"), &"before");
        assert_eq!(on.with(Toy::IsBooked, Change::Late).seen(Toy::IsBooked, &"before", &"after"), &"after");
    }

    #[test]
    fn an_effect_happens_once_and_to_whom_it_should_unless_it_is_changed() {
        let on = GuardSet::all_on();
        let effect = Toy::Credited;
        let does = |guards: GuardSet<Toy>| {
            (guards.happens(effect), guards.overwrites(effect), guards.whom(effect, "saver", "vault"))
        };
        assert_eq!(does(on), (1, false, "saver"));
        assert_eq!(does(on.without(effect)), (0, false, "saver"));
        assert_eq!(does(on.with(effect, Change::Again)), (2, false, "saver"));
        assert_eq!(does(on.with(effect, Change::Overwriting)), (1, true, "saver"));
        assert_eq!(does(on.with(effect, Change::Astray)), (1, false, "vault"));
        assert_eq!(does(on.with(Toy::IsBooked, Change::Again)), (1, false, "saver"));
        assert_eq!(on.with(effect, Change::Again).moves(effect, Amount(3)), Amount(6));
    }

    #[test]
    fn a_guard_that_is_too_strict_reads_something_else() {
        let on = GuardSet::all_on();
        assert_eq!(on.reads(Toy::IsCovered, 1, 2), 1);
        assert_eq!(on.with(Toy::IsCovered, Change::TooStrict).reads(Toy::IsCovered, 1, 2), 2);
        assert_eq!(on.with(Toy::IsBooked, Change::TooStrict).reads(Toy::IsCovered, 1, 2), 1);
    }

    #[test]
    fn rows_after_the_first_128_are_told_apart() {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        struct Late(usize);
        impl GuardTable for Late {
            const ALL: &'static [Self] = &[];
            fn entry(self) -> &'static GuardEntry {
                Toy::IsCovered.entry()
            }
            fn index(self) -> usize {
                self.0
            }
        }
        assert_eq!(GuardSet::<Toy>::bit(Toy::Credited), (4, 0));
        assert_eq!(
            [127, 128, 255].map(|index| GuardSet::bit(Late(index))),
            [(1 << 127, 0), (0, 1), (0, 1 << 127)]
        );
        let off = GuardSet::all_on().without(Late(130));
        assert!(!off.applies(Late(130)) && off.applies(Late(2)) && off.applies(Late(129)));
    }

    #[test]
    fn a_set_that_notes_says_what_was_asked_for() {
        let ask = |guards: GuardSet<Toy>| {
            let _accepted = guards.require(Toy::IsCovered, true);
            let accepted = Asked::take();
            assert_eq!(accepted, Asked::default(), "a guard that lets something pass would do so without it");
            let _refused = guards.require(Toy::IsCovered, false);
            let _before = guards.seen(Toy::IsBooked, &1, &2);
            let _all = guards.moves(Toy::Credited, Amount(1));
            Asked::take().indices().collect::<Vec<_>>()
        };
        assert_eq!(ask(GuardSet::all_on()), [0_usize; 0], "nobody asked that it be noted");
        assert_eq!(ask(GuardSet::all_on().noting()), [0, 1, 2], "a guard that refuses, a rule, an effect");
        assert_eq!(Asked::take(), Asked::default(), "what was taken is gone");
    }

    #[test]
    fn a_changed_guard_is_not_intact_and_changes_add_up() {
        let on = GuardSet::all_on();
        let late = on.with(Toy::IsBooked, Change::Late);
        assert!(on.is_intact(Toy::IsBooked) && !late.is_intact(Toy::IsBooked));
        assert!(late.is_intact(Toy::IsCovered) && late.guards_off().is_empty());
        let pair = late.without(Toy::IsCovered);
        assert!(!pair.is_intact(Toy::IsBooked) && !pair.is_intact(Toy::IsCovered));
        assert_eq!(pair.guards_off(), [Toy::IsCovered]);
        assert_eq!(pair.mutants(), ["is_covered", "is_booked:late"]);
        assert_eq!(on.mutants(), [""; 0]);
    }
}
