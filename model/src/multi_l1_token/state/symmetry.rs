//! Interchangeable App L1s: they change places where the scenario's parameters do not tell them apart.
//!
//! No two users do: Alice has tokens everywhere, Bob receives and is approved, and of Carol nobody knows.
//!
//! Every struct is taken apart field by field, so that one which is added later has to say what becomes of it.

use super::super::action::{Forger, Taken};
use super::super::messages::{Content, Message, Messages, Request, RequestId};
use super::super::scenario::{Allocation, Parameters};
use super::super::topology::{App, Chain, Main, PerApp, PerMain, User};
use super::allowances::{Allowance, Allowances, Approval};
use super::{FtManager, Ghost, Pending, Router, State};
use crate::types::Amount;

/// An order of the App L1s: which of them takes whose place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::multi_l1_token) struct Permutation(PerApp<App>);

impl Permutation {
    /// Every order but the one in which all keep their places.
    fn all() -> impl Iterator<Item = Self> {
        use App::{A, B, C};
        let orders = [[B, A, C], [A, C, B], [C, B, A], [B, C, A], [C, A, B]];
        orders.into_iter().map(|order| {
            let mut places = PerApp::of(A);
            App::ALL.iter().zip(order).for_each(|(app, place)| places[*app] = place);
            Self(places)
        })
    }

    /// The App L1 whose place the App L1 takes.
    fn of(self, app: App) -> App {
        self.0[app]
    }
}

/// The permutations besides the identity that take the scenario to itself.
pub(in crate::multi_l1_token) fn permutations(parameters: &Parameters) -> Vec<Permutation> {
    Permutation::all().filter(|permutation| keeps(parameters, *permutation)).collect()
}

/// Whether the parameters are the same when the App L1s have changed places.
fn keeps(parameters: &Parameters, permutation: Permutation) -> bool {
    let Parameters {
        variant: _,
        allocation,
        apps: _,
        mains: _,
        users: _,
        alice_holds,
        bob_holds,
        most: _,
        budgets: _,
    } = parameters;
    let is_there = |app: App| parameters.apps().any(|one| one == app);
    let holds = |app: App| (alice_holds.get(app.number()), app == App::A && *bob_holds > 0);
    // Of App L1s with the same balance the recommended allocation takes the first.
    *allocation == Allocation::Any
        && App::ALL.iter().all(|app| {
            let there = permutation.of(*app);
            let is_alike = holds(*app) == holds(there) && is_there(*app) && is_there(there);
            there == *app || (is_alike && ![Some(*app), Some(there)].contains(&parameters.compromised()))
        })
}

/// A value in which App L1s change places.
pub(in crate::multi_l1_token) trait Permute {
    /// The same after the change.
    #[must_use]
    fn permuted(&self, by: Permutation) -> Self;
}

fn exchanged<T: Copy>(values: &PerApp<T>, by: Permutation) -> PerApp<T> {
    let mut exchanged = *values;
    for app in App::ALL {
        exchanged[by.of(*app)] = values[*app];
    }
    exchanged
}

/// A set of requests, each of which is that of another App L1 afterwards.
fn requests(set: u16, by: Permutation) -> u16 {
    let ids = App::ALL
        .iter()
        .flat_map(|origin| (0..RequestId::NONCES).map(|nonce| RequestId { origin: *origin, nonce }));
    ids.filter(|id| set & id.bit() != 0).fold(0, |set, id| set | id.permuted(by).bit())
}

impl Permute for State {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { apps, mains, router, in_flight, failed, allowances, database_supply, left, ghost } = self;
        let mut managers: PerMain<FtManager> = *mains;
        for main in Main::ALL {
            managers[*main] = mains[*main].permuted(by);
        }
        Self {
            apps: exchanged(apps, by),
            mains: managers,
            router: Router { consumed: requests(router.consumed, by), ..*router },
            in_flight: in_flight.permuted(by),
            failed: failed.permuted(by),
            allowances: allowances.permuted(by),
            database_supply: *database_supply,
            left: *left,
            ghost: ghost.permuted(by),
        }
    }
}

impl Permute for FtManager {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { books, blocked, consumed, pending, ghost_managed } = *self;
        let mut moved = books;
        for user in User::ALL {
            moved[*user] = exchanged(&books[*user], by);
        }
        let mut waiting = pending;
        for app in App::ALL {
            waiting[by.of(*app)] = pending[*app].map(|one| one.map(|pending| pending.permuted(by)));
        }
        Self { books: moved, blocked, consumed: requests(consumed, by), pending: waiting, ghost_managed }
    }
}

impl Permute for Pending {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { request, awaited } = self;
        Self { request: request.permuted(by), awaited: exchanged(awaited, by) }
    }
}

impl Permute for Ghost {
    fn permuted(&self, by: Permutation) -> Self {
        let Self {
            supply: _,
            executed,
            executed_twice: _,
            refused,
            executed_late: _,
            forged: _,
            loss: _,
            lagging_debit: _,
            approved: _,
            spent: _,
            last_approved,
        } = self;
        let (executed, refused) = (requests(*executed, by), requests(*refused, by));
        Self { executed, refused, last_approved: exchanged(last_approved, by), ..*self }
    }
}

impl Permute for Messages {
    fn permuted(&self, by: Permutation) -> Self {
        self.renamed(|message| message.permuted(by))
    }
}

impl Permute for Allowances {
    fn permuted(&self, by: Permutation) -> Self {
        self.renamed(|Approval { at, owner, spender }, Allowance { amount, applied }| {
            let approval = Approval { at: at.permuted(by), owner, spender };
            (approval, Allowance { amount, applied: exchanged(&applied, by) })
        })
    }
}

impl Permute for Message {
    fn permuted(&self, by: Permutation) -> Self {
        Self { to: self.to.permuted(by), content: self.content.permuted(by) }
    }
}

impl Permute for Content {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::Request(request) => Self::Request(request.permuted(by)),
            Self::Decrease { id, main, user, amount, is_burn } => {
                Self::Decrease { id: id.permuted(by), main, user, amount, is_burn }
            }
            Self::Acknowledge { id, app } => Self::Acknowledge { id: id.permuted(by), app: by.of(app) },
            Self::Increase { user, app, amount } => Self::Increase { user, app: by.of(app), amount },
            Self::Result { from, to, main, amount, app, is_locked } => {
                Self::Result { from, to, main, amount, app: by.of(app), is_locked }
            }
            Self::Spent { owner, spender, app, amount } => {
                Self::Spent { owner, spender, app: by.of(app), amount }
            }
            Self::Lock { user, app, amount, locks } => Self::Lock { user, app: by.of(app), amount, locks },
            content @ (Self::Mint { .. }
            | Self::Grant { .. }
            | Self::Register { .. }
            | Self::LatestMain { .. }
            | Self::Block { .. }) => content,
        }
    }
}

impl Permute for Request {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { id, from, operation, amount } = *self;
        Self { id: id.permuted(by), from, operation, amount }
    }
}

impl Permute for RequestId {
    fn permuted(&self, by: Permutation) -> Self {
        Self { origin: by.of(self.origin), nonce: self.nonce }
    }
}

impl Permute for Chain {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::App(app) => Self::App(by.of(app)),
            chain @ (Self::Main(_) | Self::Router) => chain,
        }
    }
}

impl Permute for App {
    fn permuted(&self, by: Permutation) -> Self {
        by.of(*self)
    }
}

impl Permute for Taken {
    fn permuted(&self, by: Permutation) -> Self {
        Self(exchanged(&self.0, by))
    }
}

/// What names no App L1.
macro_rules! unchanged {
    ($($name:ty),+) => {
        $(
            impl Permute for $name {
                fn permuted(&self, _: Permutation) -> Self {
                    *self
                }
            }
        )+
    };
}

unchanged!(bool, Amount, User, Main, Forger);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multi_l1_token::action::Action;

    fn parameters(name: &str) -> Parameters {
        let all = crate::multi_l1_token::scenarios::all();
        let Some(one) = all.into_iter().find(|one| one.label() == name) else {
            panic!("{name} is a scenario")
        };
        one.parameters
    }

    #[test]
    fn app_l1s_with_the_same_balances_are_interchangeable_where_any_allocation_is_allowed() {
        let alike = Parameters {
            allocation: Allocation::Any,
            apps: 3,
            alice_holds: vec![1, 1, 1],
            bob_holds: 1,
            ..parameters("transfers")
        };
        let others = permutations(&alike);
        assert_eq!(others.len(), 1, "Bob is on App A");
        let nobody = Parameters { bob_holds: 0, ..alike.clone() };
        assert_eq!(permutations(&nobody).len(), 5);
        for (what, told_apart) in [
            ("allocation", Parameters { allocation: Allocation::Recommended, ..alike.clone() }),
            ("balances", Parameters { alice_holds: vec![1, 1, 0], ..alike.clone() }),
            ("presence", Parameters { apps: 2, alice_holds: vec![1, 1], ..alike.clone() }),
            ("compromise", {
                let mut one = alike.clone();
                one.budgets.compromised_reports = 1;
                one
            }),
        ] {
            assert_eq!(permutations(&told_apart), [], "{what}");
        }
    }

    #[test]
    fn what_names_an_app_l1_names_the_one_that_took_its_place() {
        // A goes to B, B to C, and C to A.
        let Some(around) = Permutation::all().find(|by| by.of(App::A) == App::B && by.of(App::B) == App::C)
        else {
            panic!("it is one of the orders")
        };
        let (first, second) =
            (RequestId { origin: App::A, nonce: 1 }, RequestId { origin: App::C, nonce: 3 });
        let there = [RequestId { origin: App::B, nonce: 1 }, RequestId { origin: App::A, nonce: 3 }];
        assert_eq!(requests(first.bit() | second.bit(), around), there[0].bit() | there[1].bit());
        let (user, amount) = (User::Alice, Amount(1));
        let burn = |app| Action::Burn { app, user, amount };
        assert_eq!(burn(App::C).permuted(around), burn(App::A));
        let told = |to, app| Message { to: Chain::App(to), content: Content::Acknowledge { id: first, app } };
        let Message { to, content } = told(App::A, App::B).permuted(around);
        assert_eq!((to, content), (Chain::App(App::B), Content::Acknowledge { id: there[0], app: App::C }));
    }
}
