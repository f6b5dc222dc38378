//! Locks: what is locked is there, the FT Manager knows it, and no request through a Main L1 takes it.

use counterfoil_model::multi_l1_token::topology::{App, User};
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, Repair, Scenario, State};

use super::amounts::{booked_locks, effective, locks_to_be_unbooked, of_each};
use super::reads::{self, by_account, of_account, once_quiet};
use super::{Property, has_locks, is_sound};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    [of_one_side(), of_both_sides()].into_iter().flatten().collect()
}

/// What one contract knows.
fn of_one_side() -> Vec<Property> {
    vec![
        Property::new(
            "locks_are_covered",
            "No more is locked on an App L1 than there is.",
            "Fungible tokens for Multi-L1 Interoperability, Lock",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| lock_is_covered(state, app, user))
            }),
        )
        .cases(
            |system| by_account(system, reads::balance),
            |system, state, case| of_account(system, case, |app, user| lock_is_covered(state, app, user)),
        )
        .rests_on(&[Guard::LockIsCovered, Guard::GrantIsCovered, Guard::DecreaseSparesLocks])
        .applies(has_locks),
        Property::new(
            "booked_locks_are_covered",
            "No more is locked in the book of an FT Manager than there is.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| booked_lock_is_covered(system, state, (app, user)))
            }),
        )
        .cases(
            |system| by_account(system, |_, user| reads::books(user)),
            |system, state, case| {
                of_account(system, case, |app, user| booked_lock_is_covered(system, state, (app, user)))
            },
        )
        .rests_on(&[Guard::GrantIsOfFreeTokens, Guard::LocksAreExcluded])
        .applies(|scenario| has_locks(scenario) && grants(scenario)),
    ]
}

/// What an FT knows, and its FT Manager.
fn of_both_sides() -> Vec<Property> {
    vec![
        Property::new(
            "lock_is_known_to_the_manager",
            "What is locked on an App L1 is locked in the book of the FT Manager.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| lock_is_known(system, state, (app, user)))
            }),
        )
        .cases(
            |system| {
                let booked = |user| reads::books(user).and(reads::unbooked_locks());
                by_account(system, |app, user| reads::balance(app, user).and(booked(user)))
            },
            |system, state, case| {
                of_account(system, case, |app, user| lock_is_known(system, state, (app, user)))
            },
        )
        .rests_on(&[Guard::LockAwaitsGrant])
        .applies(|scenario| has_locks(scenario) && grants(scenario)),
        Property::new(
            "locked_is_not_taken",
            "What is on its way to an account and from it leaves what is locked there.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| locked_is_left(state, app, user))
            }),
        )
        .cases(
            |system| by_account(system, reads::effective),
            |system, state, case| of_account(system, case, |app, user| locked_is_left(state, app, user)),
        )
        .rests_on(&[Guard::LocksAreExcluded, Guard::LockAwaitsGrant])
        .applies(has_locks),
        once_quiet(
            Property::new(
                "locks_agree_once_quiet",
                "Once nothing can move by itself, the books of locks say what is locked.",
                "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
                Predicate::Always(|system: &MultiL1Token, state: &State| {
                    !system.is_quiet(state)
                        || of_each(system, |app, user| locks_agree(system, state, (app, user)))
                }),
            )
            .cases(
                |system| by_account(system, |app, user| reads::balance(app, user).and(reads::books(user))),
                |system, state, case| {
                    of_account(system, case, |app, user| locks_agree(system, state, (app, user)))
                },
            )
            .rests_on(&[Guard::LockBookCovers, Guard::UnlockBookCovers])
            .applies(|scenario| has_locks(scenario) && is_sound(scenario)),
        ),
    ]
}

fn lock_is_covered(state: &State, app: App, user: User) -> bool {
    let account = state.account(app, user);
    account.locked <= account.balance
}

fn booked_lock_is_covered(system: &MultiL1Token, state: &State, (app, user): (App, User)) -> bool {
    let mut books = system.parameters.mains().map(|main| state.mains[main].books[user][app]);
    books.all(|book| book.locked <= book.balance)
}

fn lock_is_known(system: &MultiL1Token, state: &State, (app, user): (App, User)) -> bool {
    let spent = locks_to_be_unbooked(state, app, user);
    state.account(app, user).locked.wide() + spent <= booked_locks(system, state, app, user)
}

fn locked_is_left(state: &State, app: App, user: User) -> bool {
    effective(state, app, user) >= state.account(app, user).locked.wide()
}

fn locks_agree(system: &MultiL1Token, state: &State, (app, user): (App, User)) -> bool {
    booked_locks(system, state, app, user) == state.account(app, user).locked.wide()
}

fn grants(scenario: &Scenario) -> bool {
    scenario.parameters.has(Repair::GrantedLocks)
}
