//! `multi_l1_token`: its reference contracts, and what walks come to too seldom.

use counterfoil_model::multi_l1_token::action::{Forger, Taken};
use counterfoil_model::multi_l1_token::messages::{Content, Message, Operation, Request, RequestId};
use counterfoil_model::multi_l1_token::topology::{App, Chain, Main, User};
use counterfoil_model::multi_l1_token::{Action, MultiL1Token, Parameters};
use counterfoil_model::types::Amount;

use super::{ByHand, Tested};

suite_of!(MultiL1Token);

impl Tested for MultiL1Token {
    fn by_hand() -> Vec<ByHand<Self>> {
        vec![
            ("locks@small", "late_grant", late_grant()),
            ("locks", "two_grants", two_grants()),
            ("locks_told_afterwards", "two_locks", two_locks()),
            ("locks_without_requests", "locked_already", locked_already()),
            ("consecutive_transactions_as_documented", "locked_here", locked_here()),
            ("transfers", "exact_match", exact_match()),
            ("approvals@small", "overtaken", overtaken()),
            ("initial_mints", "recorded_before", recorded_before()),
            ("compromised_app", "told_to_the_router", told_to_the_router()),
        ]
    }

    /// A guard refuses alike in every design that has it.
    fn family(_parameters: &Parameters) -> u64 {
        0
    }

    fn sources(contract: &str) -> Vec<&str> {
        match contract {
            "FTManager" => vec!["TransferOptimization", "FTManager"],
            other => vec![other],
        }
    }
}

const ONE: Amount = Amount(1);

fn deliver(to: Chain, content: Content) -> Action {
    Action::ReceiveCrossChainMessage { message: Message { to, content }, taken: Taken::NOTHING }
}

/// An FT Manager takes one unit from the App L1 when this request arrives.
fn execute(main: Main, request: Request, from: App) -> Action {
    let mut taken = Taken::NOTHING;
    taken.0[from] = ONE;
    let message = Message { to: Chain::Main(main), content: Content::Request(request) };
    Action::ReceiveCrossChainMessage { message, taken }
}

/// The App L1 lowers the balance, and says so.
fn settle(main: Main, request: Request, from: App) -> [Action; 2] {
    let Request { id, from: user, .. } = request;
    let decrease = Content::Decrease { id, main, user, amount: ONE, is_burn: false };
    [deliver(Chain::App(from), decrease), deliver(Chain::Main(main), Content::Acknowledge { id, app: from })]
}

/// A lock is granted for tokens that the FT Manager has moved to the App L1, and that are not minted there yet.
fn late_grant() -> Vec<Action> {
    let (app, user, main) = (App::A, User::Alice, Main::X);
    let transfer = Operation::Transfer { to: User::Bob, main: Some(main) };
    let request = |nonce, operation| Request {
        id: RequestId { origin: app, nonce },
        from: user,
        operation,
        amount: ONE,
    };
    let (spent, moved) = (request(0, transfer), request(1, Operation::LocalTransfer));
    let mut actions = vec![
        Action::Transfer { app, from: user, to: User::Bob, amount: ONE },
        Action::LocalTransfer { app, user, amount: ONE },
        Action::SetLock { app, user, amount: ONE },
        execute(main, spent, App::A),
    ];
    actions.extend(settle(main, spent, App::A).into_iter().take(1));
    actions.push(execute(main, moved, App::B));
    actions.extend(settle(main, moved, App::B));
    let lock = Content::Lock { user, app, amount: ONE, locks: true };
    actions.push(deliver(Chain::Main(main), lock));
    actions.push(deliver(Chain::App(app), Content::Grant { user, amount: ONE }));
    actions
}

/// Alice moves a unit from App B to App A, which mints it later.
fn moved() -> (Vec<Action>, Action) {
    let (app, user) = (App::A, User::Alice);
    let id = RequestId { origin: app, nonce: 0 };
    let request = Request { id, from: user, operation: Operation::LocalTransfer, amount: ONE };
    let mut actions =
        vec![Action::LocalTransfer { app, user, amount: ONE }, execute(Main::X, request, App::B)];
    actions.extend(settle(Main::X, request, App::B));
    (actions, deliver(Chain::App(app), Content::Mint { user, amount: ONE }))
}

const LOCK: Action = Action::SetLock { app: App::A, user: User::Alice, amount: ONE };

/// The second grant is of tokens that are not there yet, and adds to the first once they are.
fn two_grants() -> Vec<Action> {
    let (app, user) = (App::A, User::Alice);
    let lock = deliver(Chain::Main(Main::X), Content::Lock { user, app, amount: ONE, locks: true });
    let grant = deliver(Chain::App(app), Content::Grant { user, amount: ONE });
    let (mut actions, mint) = moved();
    actions.extend([LOCK, LOCK, lock, lock, grant, grant, mint, grant]);
    actions
}

/// A second lock adds to the first.
fn two_locks() -> Vec<Action> {
    let (mut actions, mint) = moved();
    actions.extend([mint, LOCK, LOCK]);
    actions
}

/// What is locked is not locked again.
fn locked_already() -> Vec<Action> {
    vec![LOCK, LOCK]
}

/// What is locked is not transferred as if it were not.
fn locked_here() -> Vec<Action> {
    vec![LOCK, Action::FastTransfer { app: App::A, from: User::Alice, to: User::Bob, amount: ONE }]
}

/// Carol is recorded before the Router names another Main L1: what App B mints for her goes to the first one.
fn recorded_before() -> Vec<Action> {
    let user = User::Carol;
    let increase = |to, app| deliver(to, Content::Increase { user, app, amount: ONE });
    vec![
        Action::InitialMint { app: App::A, user },
        increase(Chain::Router, App::A),
        Action::SetLatestMainL1Info { main: Main::Y },
        Action::InitialMint { app: App::B, user },
        increase(Chain::Router, App::B),
        increase(Chain::Main(Main::X), App::A),
        increase(Chain::Main(Main::X), App::B),
    ]
}

/// An approval that arrives after the one by which Alice takes it back changes nothing, and Bob spends nothing.
fn overtaken() -> Vec<Action> {
    let (app, owner, spender, main) = (App::A, User::Alice, User::Bob, Main::X);
    let id = |nonce| RequestId { origin: app, nonce };
    let approve = |amount| Action::Approve { app, owner, spender, amount };
    let operation = Operation::Approve { spender };
    let told = |nonce, amount| {
        let request = Request { id: id(nonce), from: owner, operation, amount };
        deliver(Chain::Main(main), Content::Request(request))
    };
    vec![approve(ONE), approve(Amount::ZERO), told(1, Amount::ZERO), told(0, ONE)]
}

/// The compromised App C would have the Router forward what it says of App A.
fn told_to_the_router() -> Vec<Action> {
    let content = Content::Increase { user: User::Bob, app: App::A, amount: ONE };
    let message = Message { to: Chain::Router, content };
    vec![Action::Forge { message, taken: Taken::NOTHING, by: Forger::CompromisedFt }]
}

/// Alice has got a second unit on App A: what she sends is the one of App B, although App A has more.
fn exact_match() -> Vec<Action> {
    let app = App::A;
    let request = |nonce, from, to, main| Request {
        id: RequestId { origin: app, nonce },
        from,
        operation: Operation::Transfer { to, main: Some(main) },
        amount: ONE,
    };
    let got = request(0, User::Bob, User::Alice, Main::X);
    let sent = request(1, User::Alice, User::Bob, Main::Y);
    let mut actions = vec![
        Action::Transfer { app, from: User::Bob, to: User::Alice, amount: ONE },
        execute(Main::Y, got, App::A),
    ];
    actions.extend(settle(Main::Y, got, App::A));
    let book = Content::Increase { user: User::Alice, app, amount: ONE };
    actions.push(deliver(Chain::Main(Main::X), book));
    actions.push(deliver(Chain::App(app), Content::Mint { user: User::Alice, amount: ONE }));
    actions.push(Action::Transfer { app, from: User::Alice, to: User::Bob, amount: ONE });
    actions.push(execute(Main::X, sent, App::B));
    actions.extend(settle(Main::X, sent, App::B));
    actions
}
