//! Who there is: chains, users, and tables by both.

use serde::{Deserialize, Serialize};

/// An enum of parties with its members in order, and a table that has a value for each of them.
macro_rules! parties {
    ($(#[$outer:meta])* $name:ident { $($member:ident = $shown:literal),+ } $(#[$table_outer:meta])* $table:ident) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $(#[doc = $shown] $member),+ }

        impl $name {
            /// All that there can be, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The first `count` of them.
            pub fn first(count: u8) -> impl Iterator<Item = Self> + Clone {
                Self::ALL.iter().copied().take(usize::from(count))
            }

            /// The number in the order.
            #[inline]
            pub fn number(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$member => $shown),+ })
            }
        }

        $(#[$table_outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $table<T>([T; $name::ALL.len()]);

        impl<T: Copy> $table<T> {
            /// The same value for all of them.
            pub const fn of(value: T) -> Self {
                Self([value; $name::ALL.len()])
            }
        }

        impl<T> std::ops::Index<$name> for $table<T> {
            type Output = T;

            #[inline]
            #[allow(clippy::indexing_slicing, reason = "the table has a place for each member")]
            fn index(&self, party: $name) -> &T {
                &self.0[party.number()]
            }
        }

        impl<T> std::ops::IndexMut<$name> for $table<T> {
            #[inline]
            #[allow(clippy::indexing_slicing, reason = "the table has a place for each member")]
            fn index_mut(&mut self, party: $name) -> &mut T {
                &mut self.0[party.number()]
            }
        }

        crate::codec! { enum $name { $($member),+ } }

        impl<T: crate::codec::Codec + Copy + Default> crate::codec::Codec for $table<T> {
            #[inline]
            fn put(&self, bytes: &mut [u8], at: usize) -> usize {
                self.0.put(bytes, at)
            }

            #[inline]
            fn decode(bytes: &mut &[u8]) -> Option<Self> {
                crate::codec::Codec::decode(bytes).map(Self)
            }
        }
    };
}

parties! {
    /// A chain on which the token is deployed.
    App { A = "App A", B = "App B", C = "App C" }
    /// A value for each App L1.
    PerApp
}

parties! {
    /// A chain on which balances are managed.
    Main { X = "Main X", Y = "Main Y" }
    /// A value for each Main L1.
    PerMain
}

parties! {
    /// An address.
    User { Alice = "Alice", Bob = "Bob", Carol = "Carol" }
    /// A value for each address.
    PerUser
}

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    /// The contract FT of an App L1.
    App(App),
    /// The contract FT Manager of a Main L1.
    Main(Main),
    /// The contract Router of the Router L1.
    Router,
}

impl std::fmt::Display for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::App(app) => app.fmt(f),
            Self::Main(main) => main.fmt(f),
            Self::Router => f.write_str("Router"),
        }
    }
}

crate::codec! { enum Chain { App(app), Main(main), Router } }
