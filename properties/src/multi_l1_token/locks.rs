//! Locks: what is locked is there, the FT Manager knows it, and no request through a Main L1 takes it.

use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, Repair, Scenario, State};

use super::amounts::{booked_locks, effective, of_each};
use super::{Property, has_locks, is_sound};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "locks_are_covered",
            "No more is locked on an App L1 than there is.",
            "Fungible tokens for Multi-L1 Interoperability, Lock",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| {
                    let account = state.account(app, user);
                    account.locked <= account.balance
                })
            }),
        )
        .rests_on(&[Guard::LockIsCovered, Guard::GrantIsCovered, Guard::DecreaseSparesLocks])
        .applies(has_locks),
        Property::new(
            "booked_locks_are_covered",
            "No more is locked in the book of an FT Manager than there is.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                system.parameters.mains().all(|main| {
                    of_each(system, |app, user| {
                        let book = state.mains[main].books[user][app];
                        book.locked <= book.balance
                    })
                })
            }),
        )
        .rests_on(&[Guard::GrantIsOfFreeTokens, Guard::LocksAreExcluded])
        .applies(|scenario| has_locks(scenario) && grants(scenario)),
        Property::new(
            "lock_is_known_to_the_manager",
            "What is locked on an App L1 is locked in the book of the FT Manager.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| {
                    let spent = super::amounts::locks_to_be_unbooked(state, app, user);
                    state.account(app, user).locked.wide() + spent <= booked_locks(system, state, app, user)
                })
            }),
        )
        .rests_on(&[Guard::LockAwaitsGrant])
        .applies(|scenario| has_locks(scenario) && grants(scenario)),
        Property::new(
            "locked_is_not_taken",
            "What is on its way to an account and from it leaves what is locked there.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                of_each(system, |app, user| {
                    effective(state, app, user) >= state.account(app, user).locked.wide()
                })
            }),
        )
        .rests_on(&[Guard::LocksAreExcluded, Guard::LockAwaitsGrant])
        .applies(has_locks),
        Property::new(
            "locks_agree_once_quiet",
            "Once nothing can move by itself, the books of locks say what is locked.",
            "Fungible tokens for Multi-L1 Interoperability, Lock Flow",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state)
                    || of_each(system, |app, user| {
                        booked_locks(system, state, app, user) == state.account(app, user).locked.wide()
                    })
            }),
        )
        .rests_on(&[Guard::LockBookCovers, Guard::UnlockBookCovers])
        .applies(|scenario| has_locks(scenario) && is_sound(scenario)),
    ]
}

fn grants(scenario: &Scenario) -> bool {
    scenario.parameters.has(Repair::GrantedLocks)
}
