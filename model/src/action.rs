//! Actions: every entry point of a contract and every move of the environment or of an adversary, a row each.
//!
//! What a row says stands nowhere else. When an action can be attempted, and which rule decides it, are no
//! part of the table: `attempts` and `dispatch` of each system have them.

use std::fmt::{Debug, Display};
use std::hash::Hash;

use serde::{Serialize, de::DeserializeOwned};

use crate::codec::Codec;
use crate::types::Amount;

/// What the table says of a kind of action, whatever its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionEntry {
    /// The name in reports and trace files: the one that serde writes.
    pub name: &'static str,
    /// What is attempted, and by whom, as a sentence.
    pub statement: &'static str,
    /// The names of its arguments, in order.
    pub arguments: &'static [&'static str],
}

/// A system's table of actions. Made by [`actions!`](crate::actions).
///
/// `Display` is one line for a reader; trace files hold the serialised form, in which a variant is named as in
/// [`ActionTable::ALL`].
pub trait ActionTable:
    Copy + Debug + Display + Eq + Hash + Codec + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// What there are several of in the system: chains, say, or clerks. `()` if the table names none.
    type Subject: Copy + Debug + Eq;
    /// The lanes of a diagram. `()` if each party has a lane.
    type Lane: Copy + Debug + Eq;

    /// What is said of each kind, in the order of the table.
    const ALL: &'static [ActionEntry];
    /// The names of all kinds, in the order of the table.
    const NAMES: &'static [&'static str];

    /// The position of the action's kind in [`ActionTable::ALL`].
    fn kind(&self) -> usize;

    /// Who makes the move, as shown to a reader.
    fn party(&self) -> String;

    /// From which lane to which it goes.
    fn way(&self) -> Option<(Self::Lane, Self::Lane)>;

    /// Which one of several it concerns, if it always concerns one.
    fn subject(&self) -> Option<Self::Subject>;

    /// The amount that it moves, to be replaced by another one.
    fn amount_mut(&mut self) -> Option<&mut Amount>;

    /// Whether it is a forgery, which only malicious code makes.
    fn is_forged(&self) -> bool;

    /// The amount that it moves.
    fn amount(mut self) -> Option<Amount> {
        self.amount_mut().copied()
    }
}

/// Declares a system's table of actions: an enum with one variant a row, and its [`ActionTable`].
///
/// A row says what is attempted and by whom, names the arguments, and goes on with what everybody asks of an
/// action. Texts name the arguments; a block in the place of a text is an expression for one.
///
/// | entry | says | left out |
/// |---|---|---|
/// | `= "name"`, after the variant | the name for serde, reports and trace files | the variant's name |
/// | `party: TEXT` | who makes the move | must be there |
/// | `way: LANE => LANE` | from which lane to which it goes | each party has a lane |
/// | `of: ARGUMENT` | which one it concerns of what there are several of | none |
/// | `amount: ARGUMENT` | the amount that it moves; a block gives an `Option<&mut Amount>` | none |
/// | `forged: EXPRESSION` | whether only malicious code attempts it | `false` |
/// | `shown: TEXT` | how it is shown | the variant's name |
///
/// In parentheses after the name of the enum stands what the table needs to know of its system: the type of
/// `of`, that of the lanes, an enum of the kinds if one is wanted, and the trait by which arguments are
/// exchanged when interchangeable parties change places.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
/// pub enum Owner { Ann, Bob }
/// counterfoil_model::codec! { enum Owner { Ann, Bob } }
///
/// counterfoil_model::actions! {
///     /// What is attempted at a toy vault.
///     pub enum Action(of: Owner) {
///         /// An owner takes everything out.
///         Withdraw { owner: Owner, again: bool } => {
///             party: "{owner:?}", of: owner, shown: "{owner:?} withdraws",
///         },
///         /// A day passes.
///         Wait = "wait" => { party: "clock", },
///     }
/// }
/// use counterfoil_model::action::ActionTable;
/// let action = Action::Withdraw { owner: Owner::Bob, again: false };
/// assert_eq!((Action::NAMES, action.kind()), (&["Withdraw", "wait"][..], 0));
/// assert_eq!(Action::ALL[0].statement, "An owner takes everything out.");
/// assert_eq!(Action::ALL[0].arguments, ["owner", "again"]);
/// assert_eq!((action.party(), action.to_string()), ("Bob".to_owned(), "Bob withdraws".to_owned()));
/// assert_eq!((action.subject(), Action::Wait.subject()), (Some(Owner::Bob), None));
/// ```
#[macro_export]
macro_rules! actions {
    ($(#[$outer:meta])* $visibility:vis enum $table:ident { $($rows:tt)* }) => {
        $crate::actions! { $(#[$outer])* $visibility enum $table() { $($rows)* } }
    };
    (
        $(#[$outer:meta])*
        $visibility:vis enum $table:ident(
            $(of: $of:ident $(,)?)? $(lanes: $lanes:ident $(,)?)? $(kinds: $kinds_visibility:vis $kinds:ident $(,)?)?
            $(exchanged: $exchange:ident by $permutation:ty)?
        ) $rows:tt
    ) => {
        $crate::actions! {
            @table [$(#[$outer])* $visibility] $table
            [$crate::actions!(@type $($of)?)] [$crate::actions!(@type $($lanes)?)] $rows
        }
        $($crate::actions! { @kinds [$kinds_visibility] $kinds $table $rows })?
        $($crate::actions! { @exchange $exchange $permutation, $table $rows })?
    };
    (
        @table [$(#[$outer:meta])* $visibility:vis] $table:ident [$of:ty] [$lanes:ty] {
            $(
                $(#[doc = $statement:literal])+
                $variant:ident $(= $name:literal)? $({ $($argument:ident: $type:ty),+ $(,)? })? => {
                    party: $party:tt, $(way: $from:expr => $to:expr,)? $(of: $subject:expr,)?
                    $(amount: $amount:tt,)? $(forged: $forged:expr,)? $(shown: $shown:tt,)?
                }
            ),+ $(,)?
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        $visibility enum $table {
            $(
                $(#[doc = $statement])+
                $(#[serde(rename = $name)])?
                $variant $({ $($argument: $type),+ })?
            ),+
        }

        $crate::codec! { enum $table { $($variant $({ $($argument),+ })?),+ } }

        #[allow(unused_variables, reason = "a row may name any of the arguments, and no row names all")]
        impl $crate::action::ActionTable for $table {
            type Subject = $of;
            type Lane = $lanes;

            const ALL: &'static [$crate::action::ActionEntry] = &[$(
                $crate::action::ActionEntry {
                    name: $crate::actions!(@name $variant $($name)?),
                    statement: concat!($($statement),+).trim_ascii(),
                    arguments: &[$($(stringify!($argument)),+)?],
                }
            ),+];
            const NAMES: &'static [&'static str] = &[$($crate::actions!(@name $variant $($name)?)),+];

            #[inline]
            fn kind(&self) -> usize {
                enum Kind { $($variant),+ }
                (match self { $(Self::$variant { .. } => Kind::$variant),+ }) as usize
            }

            fn party(&self) -> ::std::string::String {
                match *self {
                    $(Self::$variant $({ $($argument),+ })? => {
                        ::std::string::ToString::to_string(&$crate::actions!(@text $party))
                    })+
                }
            }

            fn way(&self) -> Option<(Self::Lane, Self::Lane)> {
                match *self {
                    $(Self::$variant $({ $($argument),+ })? => {
                        $crate::actions!(@optional $(($from, $to))?)
                    })+
                }
            }

            #[inline]
            fn subject(&self) -> Option<Self::Subject> {
                match *self {
                    $(Self::$variant $({ $($argument),+ })? => $crate::actions!(@optional $($subject)?),)+
                }
            }

            fn amount_mut(&mut self) -> Option<&mut $crate::types::Amount> {
                match self {
                    $(Self::$variant $({ $($argument),+ })? => $crate::actions!(@amount $($amount)?),)+
                }
            }

            fn is_forged(&self) -> bool {
                match *self {
                    $(Self::$variant $({ $($argument),+ })? => $crate::actions!(@or false $($forged)?),)+
                }
            }
        }

        #[allow(unused_variables, reason = "a row may name any of the arguments, and no row names all")]
        impl ::std::fmt::Display for $table {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match *self {
                    $(Self::$variant $({ $($argument),+ })? => {
                        ::std::fmt::Display::fmt(&$crate::actions!(@shown $variant $($shown)?), f)
                    })+
                }
            }
        }
    };
    (@kinds [$visibility:vis] $kinds:ident $table:ident {
        $($(#[$doc:meta])+ $variant:ident $(= $name:literal)? $({ $($argument:tt)+ })? => { $($row:tt)* }),+ $(,)?
    }) => {
        /// The kinds of action, in the order of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $kinds {
            $($(#[$doc])+ $variant),+
        }

        impl $kinds {
            /// Every kind, in the order of the table.
            $visibility const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Whether its actions concern one of several.
            $visibility const fn has_subject(self) -> bool {
                match self { $(Self::$variant => $crate::actions!(@has_subject $($row)*)),+ }
            }
        }

        impl $table {
            /// This action's kind.
            #[inline]
            $visibility fn kind_of(self) -> $kinds {
                match self { $(Self::$variant { .. } => $kinds::$variant),+ }
            }
        }
    };
    (@exchange $exchange:ident $permutation:ty, $table:ident {
        $(
            $(#[$doc:meta])+
            $variant:ident $(= $name:literal)? $({ $($argument:ident: $type:ty),+ $(,)? })? => { $($row:tt)* }
        ),+ $(,)?
    }) => {
        impl $exchange for $table {
            fn permuted(&self, by: $permutation) -> Self {
                match self {
                    $(Self::$variant $({ $($argument),+ })? => {
                        Self::$variant $({ $($argument: $exchange::permuted($argument, by)),+ })?
                    })+
                }
            }
        }
    };
    (@type) => { () };
    (@type $type:ty) => { $type };
    (@name $variant:ident) => { stringify!($variant) };
    (@name $variant:ident $name:literal) => { $name };
    (@text $text:literal) => { ::std::format_args!($text) };
    (@text $text:block) => { $text };
    (@shown $variant:ident) => { stringify!($variant) };
    (@shown $variant:ident $shown:tt) => { $crate::actions!(@text $shown) };
    (@optional) => { None };
    (@optional $value:expr) => { Some($value) };
    (@or $default:expr) => { $default };
    (@or $default:literal $value:expr) => { $value };
    (@amount) => { None };
    (@amount $amount:ident) => { Some($amount) };
    (@amount $amount:block) => { $amount };
    (@has_subject of: $($rest:tt)*) => { true };
    (@has_subject $first:tt $($rest:tt)*) => { $crate::actions!(@has_subject $($rest)*) };
    (@has_subject) => { false };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
    enum Owner {
        Ann,
        Bob,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Lane {
        Street,
        Vault,
    }

    trait Swap {
        fn permuted(&self, by: bool) -> Self;
    }

    impl Swap for Owner {
        fn permuted(&self, by: bool) -> Self {
            match (self, by) {
                (Self::Ann, true) | (Self::Bob, false) => Self::Bob,
                (Self::Ann, false) | (Self::Bob, true) => Self::Ann,
            }
        }
    }

    impl Swap for Amount {
        fn permuted(&self, _: bool) -> Self {
            *self
        }
    }

    crate::codec! { enum Owner { Ann, Bob } }

    crate::actions! {
        /// What is attempted at a toy vault.
        enum Toy(of: Owner, lanes: Lane, kinds: Kind, exchanged: Swap by bool) {
            /// An owner pays
            /// something in.
            Pay { owner: Owner, amount: Amount } => {
                party: "{owner:?}", way: Lane::Street => Lane::Vault, of: owner, amount: amount,
                shown: "Pay of {amount} by {owner:?}",
            },
            /// Somebody takes what is another's.
            Steal { from: Owner, sum: Amount } => {
                party: { if from == Owner::Ann { "thief" } else { "burglar" } }, of: from,
                amount: { (sum.0 > 1).then_some(sum) }, forged: sum > Amount(1),
            },
            /// A day passes.
            Wait = "wait" => { party: "clock", shown: "a day passes", },
        }
    }

    const PAY: Toy = Toy::Pay { owner: Owner::Bob, amount: Amount(2) };
    const STEAL: Toy = Toy::Steal { from: Owner::Ann, sum: Amount(2) };

    #[test]
    fn a_row_says_what_the_table_says() {
        assert_eq!(Toy::NAMES, ["Pay", "Steal", "wait"]);
        assert_eq!(Toy::ALL.iter().map(|entry| entry.name).collect::<Vec<_>>(), Toy::NAMES);
        assert_eq!([PAY, STEAL, Toy::Wait].map(|action| action.kind()), [0, 1, 2]);
        let [pay, _, wait] = Toy::ALL else { panic!("there are three rows") };
        assert_eq!(pay.statement, "An owner pays something in.");
        assert_eq!((pay.arguments, wait.arguments), (&["owner", "amount"][..], &[][..]));
    }

    #[test]
    fn an_action_says_who_makes_it_where_and_how_it_is_shown() {
        let told = [PAY, STEAL, Toy::Wait].map(|action| (action.party(), action.to_string()));
        let expected = [("Bob", "Pay of 2 by Bob"), ("thief", "Steal"), ("clock", "a day passes")];
        assert_eq!(told, expected.map(|(party, shown)| (party.to_owned(), shown.to_owned())));
        assert_eq!(PAY.way(), Some((Lane::Street, Lane::Vault)));
        assert_eq!(Toy::Wait.way(), None);
    }

    #[test]
    fn what_it_concerns_and_what_it_moves_follow_from_the_row() {
        let subjects = [PAY, STEAL, Toy::Wait].map(|action| action.subject());
        assert_eq!(subjects, [Some(Owner::Bob), Some(Owner::Ann), None]);
        assert_eq!(Kind::ALL.iter().map(|kind| kind.has_subject()).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!([PAY, Toy::Wait].map(Toy::kind_of), [Kind::Pay, Kind::Wait]);
        let small = Toy::Steal { from: Owner::Ann, sum: Amount(1) };
        let amounts = [PAY, STEAL, small, Toy::Wait].map(ActionTable::amount);
        assert_eq!(amounts, [Some(Amount(2)), Some(Amount(2)), None, None]);
        let mut more = PAY;
        *more.amount_mut().expect("it moves something") = Amount(3);
        assert_eq!(more, Toy::Pay { owner: Owner::Bob, amount: Amount(3) });
        assert_eq!([PAY, STEAL, small].map(|action| action.is_forged()), [false, true, false]);
    }

    #[test]
    fn who_changes_places_does_so_in_every_argument() {
        assert_eq!(PAY.permuted(true), Toy::Pay { owner: Owner::Ann, amount: Amount(2) });
        assert_eq!(STEAL.permuted(true), Toy::Steal { from: Owner::Bob, sum: Amount(2) });
        assert_eq!([PAY.permuted(false), Toy::Wait.permuted(true)], [PAY, Toy::Wait]);
    }

    #[test]
    fn it_comes_back_from_its_bytes_and_from_the_name_that_serde_writes() {
        for action in [PAY, STEAL, Toy::Wait] {
            let mut bytes = Vec::new();
            action.encode(&mut bytes);
            assert_eq!(Toy::decode(&mut bytes.as_slice()), Some(action));
        }
    }
}
