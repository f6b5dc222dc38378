//! The named values of a state, in the document's own words and in a fixed order.

use crate::system::Book;

use super::MultiL1Token;
use super::state::allowances::Approval;
use super::state::{Blocked, Pending, State};
use super::topology::{App, Chain, Main, PerApp, User};

/// The books of a state.
pub(super) fn of(system: &MultiL1Token, state: &State) -> Vec<Book> {
    let mut books = Vec::new();
    of_apps(system, state, &mut books);
    of_mains(system, state, &mut books);
    of_router(system, state, &mut books);
    of_approvals(system, state, &mut books);
    books.push(Book::text("messages in flight", state.in_flight.to_string()));
    books.push(Book::text("failed messages", state.failed.to_string()));
    books.push(Book::amount("total supply", state.ghost.supply.wide()));
    books.push(Book::amount("total supply in the database", state.database_supply.wide()));
    let ghost = &state.ghost;
    books.push(Book::text("executed requests", format!("{:012b}", ghost.executed)));
    books.push(Book::text("refused requests", format!("{:012b}", ghost.refused)));
    books.push(Book::amount("taken from other App L1s for a compromised one", ghost.loss.wide()));
    for (name, has_happened) in [
        ("a request was executed twice", ghost.executed_twice),
        ("a request was executed after it was refused", ghost.executed_late),
        ("a forged message was accepted", ghost.forged),
        ("somebody spent whom the Router had blocked", ghost.lagging_debit),
    ] {
        books.push(Book::text(name, yes(has_happened)));
    }
    books.push(Book::text("what may still be attempted", format!("{:?}", state.left)));
    books
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn main(main: Option<Main>) -> String {
    main.map_or_else(|| "unknown".into(), |main| main.to_string())
}

fn apps(awaited: &PerApp<bool>) -> String {
    let awaited = App::ALL.iter().filter(|app| awaited[**app]);
    awaited.map(App::to_string).collect::<Vec<_>>().join(" and ")
}

fn blocked(block: Blocked) -> String {
    format!("{} ({} updates)", yes(block.is_blocked), block.updates)
}

fn of_apps(system: &MultiL1Token, state: &State, books: &mut Vec<Book>) {
    for app in system.parameters.apps() {
        for user in system.parameters.users() {
            let account = state.account(app, user);
            books.push(Book::amount(format!("{app} balanceOf[{user}]"), account.balance.wide()));
            books.push(Book::amount(format!("{app} lockedAmount[{user}]"), account.locked.wide()));
            books.push(Book::text(format!("{app} localBlocked[{user}]"), yes(account.is_local_blocked)));
            books.push(Book::text(format!("{app} globalBlocked[{user}]"), blocked(account.block)));
            books.push(Book::text(format!("{app} Main L1 of {user}"), main(account.main)));
        }
        books.push(Book::text(format!("{app} latest Main L1"), main(state.apps[app].latest_main)));
        books.push(Book::amount(format!("{app} requests sent"), state.apps[app].nonce));
    }
}

fn of_mains(system: &MultiL1Token, state: &State, books: &mut Vec<Book>) {
    for main in system.parameters.mains() {
        let manager = &state.mains[main];
        for user in system.parameters.users() {
            for app in system.parameters.apps() {
                let book = manager.books[user][app];
                books.push(Book::amount(format!("{main} FTBalance[{user}][{app}]"), book.balance.wide()));
                books.push(Book::amount(format!("{main} lockedAmount[{user}][{app}]"), book.locked.wide()));
            }
            books.push(Book::text(format!("{main} globalBlocked[{user}]"), blocked(manager.blocked[user])));
            books.push(Book::text(format!("{main} has managed {user}"), yes(manager.ghost_managed[user])));
        }
        books.push(Book::text(format!("{main} consumed requests"), format!("{:012b}", manager.consumed)));
        for app in system.parameters.apps() {
            let pending = manager.pending[app].iter().flatten();
            let texts: Vec<String> = pending
                .map(|Pending { request, awaited }| format!("{request}, awaiting {}", apps(awaited)))
                .collect();
            books.push(Book::text(format!("{main} pending requests of {app}"), texts.join("; ")));
        }
    }
}

fn of_router(system: &MultiL1Token, state: &State, books: &mut Vec<Book>) {
    for user in system.parameters.users() {
        books.push(Book::text(format!("Router Main L1 of {user}"), main(state.router.registry[user])));
        books.push(Book::text(format!("Router globalBlocked[{user}]"), blocked(state.router.blocked[user])));
    }
    books.push(Book::text("Router latest Main L1", main(state.router.latest_main)));
    books.push(Book::text("Router consumed requests", format!("{:012b}", state.router.consumed)));
}

/// Where somebody approves.
fn of_approvals(system: &MultiL1Token, state: &State, books: &mut Vec<Book>) {
    if system.parameters.budgets.approvals == 0 {
        return;
    }
    let (owner, spender) = (User::Alice, User::Bob);
    let mains = system.parameters.mains().map(Chain::Main);
    let apps = system.parameters.apps().map(Chain::App);
    for at in mains.chain(apps) {
        let allowance = state.allowances.of(Approval { at, owner, spender }).amount;
        books.push(Book::amount(format!("{at} allowance[{owner}][{spender}]"), allowance.wide()));
    }
    let ghost = &state.ghost;
    books.push(Book::amount(format!("approved by {owner} in all"), ghost.approved.wide()));
    books.push(Book::amount(format!("spent for {owner} by others"), ghost.spent.wide()));
}
