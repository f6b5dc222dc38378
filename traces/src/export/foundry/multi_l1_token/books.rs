//! The books of `multi_l1_token` by the names of the adapter's getters.

use counterfoil_model::multi_l1_token::messages::{Content, Messages, RequestId};
use counterfoil_model::multi_l1_token::state::Blocked;
use counterfoil_model::multi_l1_token::state::allowances::Approval;
use counterfoil_model::multi_l1_token::topology::{App, Chain, Main, User};
use counterfoil_model::multi_l1_token::{MultiL1Token, State};

use super::super::calls::Call;
use super::super::words::Word;
use super::{app_word, chain_word, main_word, user_word};

/// Each book that contracts have, and the database beside them.
pub(super) fn words(system: &MultiL1Token, state: &State) -> Vec<(Call, Word)> {
    let mut words = Words(Vec::new());
    let parameters = &system.parameters;
    let users = || parameters.users();
    for app in parameters.apps() {
        users().for_each(|user| words.account(state, app, user));
        words.push("latestMainL1", vec![app_word(app)], main_word(state.apps[app].latest_main));
        words.number("requestsSent", vec![app_word(app)], state.apps[app].nonce);
    }
    for main in parameters.mains() {
        for user in users() {
            parameters.apps().for_each(|app| words.book(state, main, user, app));
            words.blocked(Chain::Main(main), user, state.mains[main].blocked[user]);
        }
        let pending = parameters.apps().map(|app| state.mains[main].pending[app].iter().flatten().count());
        words.count("pendingRequests", vec![main_word(Some(main))], pending.sum());
    }
    for user in users() {
        let manager = main_word(state.router.registry[user]);
        words.push("getAccountRegistryInfo", vec![chain_word(Chain::Router), user_word(user)], manager);
        words.blocked(Chain::Router, user, state.router.blocked[user]);
    }
    words.push("latestMainL1", vec![chain_word(Chain::Router)], main_word(state.router.latest_main));
    let mains = || parameters.mains().map(Chain::Main).chain([Chain::Router]);
    mains().for_each(|chain| words.consumed(system, state, chain));
    for chain in parameters.apps().map(Chain::App).chain(mains()) {
        words.count("messagesInFlight", vec![chain_word(chain)], messages_to(chain, &state.in_flight));
        words.count("failedMessages", vec![chain_word(chain)], messages_to(chain, &state.failed));
    }
    if parameters.budgets.approvals > 0 {
        let (owner, spender) = (User::Alice, User::Bob);
        for at in parameters.apps().map(Chain::App).chain(parameters.mains().map(Chain::Main)) {
            let of = vec![chain_word(at), user_word(owner), user_word(spender)];
            words.number("allowance", of, state.allowances.of(Approval { at, owner, spender }).amount.0);
        }
    }
    words.number("totalSupply", Vec::new(), state.ghost.supply.0);
    words.number("databaseSupply", Vec::new(), state.database_supply.0);
    words.0
}

/// How many messages go to the chain, without registrations: a Router need not know what an App L1 knows already.
fn messages_to(chain: Chain, messages: &Messages) -> usize {
    let is_meant = |content: &Content| !matches!(content, Content::Register { .. });
    let meant = messages.counted().filter(|(message, _)| message.to == chain && is_meant(&message.content));
    meant.map(|(_, count)| usize::from(count)).sum()
}

struct Words(Vec<(Call, Word)>);

impl Words {
    fn push(&mut self, getter: &'static str, of: Vec<Word>, value: Word) {
        self.0.push((Call::new(getter, of), value));
    }

    fn number(&mut self, getter: &'static str, of: Vec<Word>, value: impl Into<i64>) {
        self.push(getter, of, Word::Number(value.into()));
    }

    fn count(&mut self, getter: &'static str, of: Vec<Word>, value: usize) {
        self.number(getter, of, i64::try_from(value).unwrap_or(i64::MAX));
    }

    fn account(&mut self, state: &State, app: App, user: User) {
        let account = state.account(app, user);
        let of = || vec![app_word(app), user_word(user)];
        self.number("balanceOf", of(), account.balance.0);
        self.number("lockedAmount", of(), account.locked.0);
        self.number("isLocalBlocked", of(), account.is_local_blocked);
        self.push("getAccountRegistryInfo", of(), main_word(account.main));
        self.blocked(Chain::App(app), user, account.block);
    }

    fn blocked(&mut self, chain: Chain, user: User, Blocked { is_blocked, updates }: Blocked) {
        let of = || vec![chain_word(chain), user_word(user)];
        self.number("isGlobalBlocked", of(), is_blocked);
        self.number("blockUpdates", of(), updates);
    }

    fn book(&mut self, state: &State, main: Main, user: User, app: App) {
        let book = state.mains[main].books[user][app];
        let of = || vec![main_word(Some(main)), user_word(user), app_word(app)];
        self.number("getFTBalance", of(), book.balance.0);
        self.number("managedLock", of(), book.locked.0);
    }

    /// Of each request that has been sent.
    fn consumed(&mut self, system: &MultiL1Token, state: &State, chain: Chain) {
        for origin in system.parameters.apps() {
            for nonce in 0..state.apps[origin].nonce {
                let is_consumed = state.consumed(chain) & RequestId { origin, nonce }.bit() != 0;
                let of = vec![chain_word(chain), app_word(origin), Word::Number(i64::from(nonce))];
                self.number("isConsumed", of, is_consumed);
            }
        }
    }
}
