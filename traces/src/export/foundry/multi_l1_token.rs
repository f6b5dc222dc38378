//! `multi_l1_token` in the words of `IMultiL1TokenAdapter`. Its amounts are few units, so that a number is what it is.

mod books;

use counterfoil_model::multi_l1_token::action::{Forger, Taken};
use counterfoil_model::multi_l1_token::messages::{Content, Message, Operation, Request, RequestId};
use counterfoil_model::multi_l1_token::topology::{App, Chain, Main, User};
use counterfoil_model::multi_l1_token::{
    Action, Allocation, MultiL1Token, Parameters, Repair, State, Variant,
};
use counterfoil_model::types::Amount;

use super::calls::Call;
use super::project::{File, room};
use super::subject::Subject;
use super::words::Word;

/// Adapter and reference contracts.
const FILES: &[File] = room![
    "multi_l1_token":
    "ADAPTER.md",
    "src/Errors.sol",
    "src/IMultiL1TokenAdapter.sol",
    "src/Messages.sol",
    "src/reference/FT.sol",
    "src/reference/FTManager.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/ReferenceWorld.sol",
    "src/reference/Router.sol",
    "src/reference/TeleporterManager.sol",
    "src/reference/TeleporterMessenger.sol",
    "src/reference/TransferOptimization.sol",
    "src/reference/Types.sol",
    "src/reference/Wallet.sol",
];

impl Subject for MultiL1Token {
    const ADAPTER: &'static str = "IMultiL1TokenAdapter";
    const FILES: &'static [File] = FILES;

    fn start(parameters: &Parameters) -> Result<Vec<String>, String> {
        Ok(start(parameters))
    }

    fn call(system: &Self, action: &Action) -> Result<Call, String> {
        Ok(call(system, *action))
    }

    fn words(system: &Self, state: &State) -> Vec<(Call, Word)> {
        books::words(system, state)
    }
}

fn start(parameters: &Parameters) -> Vec<String> {
    let mut lines = vec!["World memory world;".to_owned()];
    let mut set = |field: &str, value: String| lines.push(format!("world.{field} = {value};"));
    set("apps", parameters.apps.to_string());
    set("mains", parameters.mains.to_string());
    for (place, held) in parameters.alice_holds.iter().enumerate() {
        set(&format!("aliceHolds[{place}]"), held.to_string());
    }
    set("bobHolds", parameters.bob_holds.to_string());
    let variant = parameters.variant;
    for (field, is_set) in [
        ("anyAllocation", parameters.allocation == Allocation::Any),
        ("isLastAppCompromised", parameters.compromised().is_some()),
        ("design.localFromLocks", variant.has(Repair::LocalFromLocks)),
        ("design.grantedLocks", variant.has(Repair::GrantedLocks)),
        ("design.twoPhases", variant.has(Repair::TwoPhases)),
        ("design.settlementIgnoresBlocklists", variant.has(Repair::SettlementIgnoresBlocklists)),
        ("design.sequencedUpdates", variant.has(Repair::SequencedUpdates)),
        ("design.replies", variant.has(Repair::Replies)),
        ("design.consumedOnce", variant.has(Repair::ConsumedOnce)),
        ("design.ownChainOnly", variant.has(Repair::OwnChainOnly)),
        ("design.senderRoles", variant.has(Repair::SenderRoles)),
        ("design.managedAllowances", variant.has(Repair::ManagedAllowances)),
        ("design.signedRequests", variant.has(Repair::SignedRequests)),
        ("design.appsAssign", variant == Variant::AppsAssign),
        ("design.countsManagerEvents", variant == Variant::ManagerEvents),
    ] {
        if is_set {
            set(field, "true".to_owned());
        }
    }
    lines
}

fn call(system: &MultiL1Token, action: Action) -> Call {
    let on_app = |function: &'static str, app: App, users: &[User], amount: Amount| {
        let users = users.iter().map(|user| user_word(*user));
        Call::new(function, std::iter::once(app_word(app)).chain(users).chain([number(amount)]).collect())
    };
    let about = |function: &'static str, message: &Message| Call::new(function, vec![say(message)]);
    let executed = |[usual, taking]: [&'static str; 2], message: &Message, taken: Taken| {
        let is_chosen =
            system.parameters.allocation == Allocation::Any && matches!(message.content, Content::Request(_));
        let is_chosen = is_chosen && matches!(message.to, Chain::Main(_));
        if is_chosen {
            Call::new(taking, vec![say(message), taken_word(taken)])
        } else {
            about(usual, message)
        }
    };
    match action {
        Action::Transfer { app, from, to, amount } => on_app("transfer", app, &[from, to], amount),
        Action::FastTransfer { app, from, to, amount } => on_app("fastTransfer", app, &[from, to], amount),
        Action::SetLock { app, user, amount } => on_app("setLock", app, &[user], amount),
        Action::ReleaseLock { app, user, amount } => on_app("releaseLock", app, &[user], amount),
        Action::LockTransfer { app, from, to, amount } => on_app("lockTransfer", app, &[from, to], amount),
        Action::LocalTransfer { app, user, amount } => on_app("localTransfer", app, &[user], amount),
        Action::Burn { app, user, amount } => on_app("burn", app, &[user], amount),
        Action::Approve { app, owner, spender, amount } => on_app("approve", app, &[owner, spender], amount),
        Action::TransferFrom { app, spender, from, to, amount } => {
            on_app("transferFrom", app, &[spender, from, to], amount)
        }
        Action::FastTransferFrom { app, spender, from, to, amount } => {
            on_app("fastTransferFrom", app, &[spender, from, to], amount)
        }
        Action::BurnFrom { app, spender, from, amount } => on_app("burnFrom", app, &[spender, from], amount),
        Action::LocalBlockUser { app, user, blocks } => {
            Call::new("localBlockUser", vec![app_word(app), user_word(user), is(blocks)])
        }
        Action::BlockUser { user, blocks } => Call::new("blockUser", vec![user_word(user), is(blocks)]),
        Action::SetLatestMainL1Info { main } => Call::new("setLatestMainL1Info", vec![main_word(Some(main))]),
        Action::InitialMint { app, user } => Call::new("initialMint", vec![app_word(app), user_word(user)]),
        Action::ReceiveCrossChainMessage { message, taken } => {
            executed(["receiveCrossChainMessage", "receiveTaking"], &message, taken)
        }
        Action::FailMessageExecution { message } => about("failMessageExecution", &message),
        Action::RunOutOfGas { message } => about("runOutOfGas", &message),
        Action::RetryMessageExecution { message, taken } => {
            executed(["retryMessageExecution", "retryTaking"], &message, taken)
        }
        Action::RetryRefusedRequest { message } => about("retryRefusedRequest", &message),
        Action::ResendAsNew { message } => about("resendAsNew", &message),
        Action::Forge { message, by, .. } => Call::new("forge", vec![say(&message), forger(by)]),
    }
}

fn is(flag: bool) -> Word {
    Word::text(flag.to_string())
}

fn number(amount: Amount) -> Word {
    Word::Number(amount.wide())
}

fn app_name(app: App) -> &'static str {
    match app {
        App::A => "APP_A",
        App::B => "APP_B",
        App::C => "APP_C",
    }
}

/// One that is not known is 0.
fn main_name(main: Option<Main>) -> &'static str {
    match main {
        None => "0",
        Some(Main::X) => "MAIN_X",
        Some(Main::Y) => "MAIN_Y",
    }
}

fn chain_name(chain: Chain) -> &'static str {
    match chain {
        Chain::App(app) => app_name(app),
        Chain::Main(main) => main_name(Some(main)),
        Chain::Router => "ROUTER",
    }
}

fn user_name(user: User) -> &'static str {
    match user {
        User::Alice => "ALICE",
        User::Bob => "BOB",
        User::Carol => "CAROL",
    }
}

fn app_word(app: App) -> Word {
    Word::text(app_name(app))
}

fn main_word(main: Option<Main>) -> Word {
    Word::text(main_name(main))
}

fn chain_word(chain: Chain) -> Word {
    Word::text(chain_name(chain))
}

fn user_word(user: User) -> Word {
    Word::text(user_name(user))
}

fn forger(by: Forger) -> Word {
    Word::text(match by {
        Forger::Caller => "Forger.Caller",
        Forger::OtherChain => "Forger.OtherChain",
        Forger::OtherContract => "Forger.OtherContract",
        Forger::CompromisedFt => "Forger.CompromisedFt",
    })
}

/// How much is taken from App A, B and C.
fn taken_word(Taken(taken): Taken) -> Word {
    let [a, b, c] = [App::A, App::B, App::C].map(|app| taken[app]);
    Word::text(format!("[uint256({a}), {b}, {c}]"))
}

/// The message as the library `Say` has it.
fn say(message: &Message) -> Word {
    let to = chain_name(message.to);
    let said = match message.content {
        Content::Request(request) => asked(to, &request),
        Content::Decrease { id, user, amount, is_burn, .. } => {
            let verb = if is_burn { "decreaseByBurn" } else { "decrease" };
            format!("{verb}({to}, {}, {}, {amount})", request_name(id), user_name(user))
        }
        Content::Acknowledge { id, app } => {
            format!("acknowledge({to}, {}, {})", request_name(id), app_name(app))
        }
        Content::Mint { user, amount } => format!("mint({to}, {}, {amount})", user_name(user)),
        Content::Increase { user, app, amount } => {
            format!("increase({to}, {}, {}, {amount})", user_name(user), app_name(app))
        }
        Content::Result { from, to: recipient, main, amount, app, is_locked } => {
            let verb = if is_locked { "lockedResult" } else { "result" };
            let (app, main) = (app_name(app), main_name(Some(main)));
            format!("{verb}({to}, {app}, {}, {}, {main}, {amount})", user_name(from), user_name(recipient))
        }
        Content::Spent { owner, spender, app, amount } => {
            let [owner, spender] = [owner, spender].map(user_name);
            format!("spent({to}, {}, {owner}, {spender}, {amount})", app_name(app))
        }
        Content::Lock { user, app, amount, locks } => {
            let verb = if locks { "lock" } else { "unlock" };
            format!("{verb}({to}, {}, {}, {amount})", user_name(user), app_name(app))
        }
        Content::Grant { user, amount } => format!("grant({to}, {}, {amount})", user_name(user)),
        Content::Register { user, main } => {
            format!("register({to}, {}, {})", user_name(user), main_name(Some(main)))
        }
        Content::LatestMain { main } => format!("latestMain({to}, {})", main_name(Some(main))),
        Content::Block { user, is_blocked, number } => {
            let verb = if is_blocked { "blockUser" } else { "unblockUser" };
            format!("{verb}({to}, {}, {number})", user_name(user))
        }
    };
    Word::text(format!("Say.{said}"))
}

fn asked(to: &str, request: &Request) -> String {
    let Request { id, from, operation, amount } = *request;
    let (id, from) = (request_name(id), user_name(from));
    match operation {
        Operation::Transfer { to: recipient, main } => {
            format!("transfer({to}, {id}, {from}, {}, {}, {amount})", user_name(recipient), main_name(main))
        }
        Operation::Burn => format!("burn({to}, {id}, {from}, {amount})"),
        Operation::LocalTransfer => format!("localTransfer({to}, {id}, {from}, {amount})"),
        Operation::Approve { spender } => {
            format!("approve({to}, {id}, {from}, {}, {amount})", user_name(spender))
        }
        Operation::TransferFrom { spender, to: recipient, main } => {
            let [spender, recipient] = [spender, recipient].map(user_name);
            format!("transferFrom({to}, {id}, {spender}, {from}, {recipient}, {}, {amount})", main_name(main))
        }
        Operation::BurnFrom { spender } => {
            format!("burnFrom({to}, {id}, {}, {from}, {amount})", user_name(spender))
        }
    }
}

/// Its App L1 and its nonce there.
fn request_name(id: RequestId) -> String {
    format!("{}, {}", app_name(id.origin), id.nonce)
}
