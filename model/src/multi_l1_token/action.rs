//! Actions: one row for each entry point of a contract, each move of Teleporter and its relayers, and each move of an
//! adversary; and which rule decides it.

pub(super) mod attempts;
pub(super) mod footprints;

use serde::{Deserialize, Serialize};

use crate::types::Amount;

use super::contracts::{ft, router, teleporter_manager};
use super::messages::{Content, Message};
use super::state::symmetry::{Permutation, Permute};
use super::topology::{App, Main, PerApp, User};
use super::{Guard, MultiL1Token, State, environment};
use Lane::{Apps, Network, Others, Routers, Users};

pub(super) use attempts::{attempts, ways};

/// Where a move comes from, or where it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Users and admins.
    Users,
    /// The App L1s.
    Apps,
    /// The Router L1.
    Routers,
    /// Teleporter, which delivers to any chain.
    Network,
    /// Chains and contracts that are no part of the system, or are compromised.
    Others,
}

/// The lanes from left to right, in the order of [`Lane`].
pub(super) fn lanes() -> Vec<String> {
    ["users", "App L1s", "Router L1", "Teleporter", "others"].map(str::to_owned).into()
}

/// How much an FT Manager takes from each App L1, where it executes a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Taken(pub PerApp<Amount>);

impl Taken {
    /// From nowhere.
    pub const NOTHING: Self = Self(PerApp::of(Amount::ZERO));
}

/// Who forges a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forger {
    /// Somebody who calls the contract without Teleporter.
    Caller,
    /// A contract on a chain that is not registered.
    OtherChain,
    /// A contract that is not registered, on a chain that is.
    OtherContract,
    /// The FT of the App L1 whose validators sign anything: nothing is wrong with where the message comes from.
    CompromisedFt,
}

crate::codec! {
    struct Taken(amounts)
    enum Forger { Caller, OtherChain, OtherContract, CompromisedFt }
}

crate::actions! {
    /// What a party attempts.
    #[expect(missing_docs, reason = "the arguments are those of the contract functions")]
    pub enum Action(lanes: Lane, exchanged: Permute by Permutation) {
        /// A user transfers through a Main L1.
        Transfer { app: App, from: User, to: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount, shown: "Transfer {amount} from {from} to {to} on {app}",
        },
        /// A user transfers within an App L1.
        FastTransfer { app: App, from: User, to: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "FastTransfer {amount} from {from} to {to} on {app}",
        },
        /// A user locks more.
        SetLock { app: App, user: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount, shown: "SetLock {amount} more of {user} on {app}",
        },
        /// A user locks less.
        ReleaseLock { app: App, user: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount, shown: "ReleaseLock {amount} of {user} on {app}",
        },
        /// A user transfers what is locked.
        LockTransfer { app: App, from: User, to: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "LockTransfer {amount} from {from} to {to} on {app}",
        },
        /// A user moves what lies on other App L1s to this one.
        LocalTransfer { app: App, user: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount, shown: "LocalTransfer {amount} of {user} to {app}",
        },
        /// A user burns.
        Burn { app: App, user: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount, shown: "Burn {amount} of {user} on {app}",
        },
        /// A user says how much somebody else may spend.
        Approve { app: App, owner: User, spender: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "Approve {amount} of {owner} for {spender} on {app}",
        },
        /// Somebody transfers for a user, through a Main L1.
        TransferFrom { app: App, spender: User, from: User, to: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "TransferFrom {amount} from {from} to {to} on {app}, by {spender}",
        },
        /// Somebody transfers for a user within an App L1.
        FastTransferFrom { app: App, spender: User, from: User, to: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "FastTransferFrom {amount} from {from} to {to} on {app}, by {spender}",
        },
        /// Somebody burns for a user.
        BurnFrom { app: App, spender: User, from: User, amount: Amount } => {
            party: "user", way: Users => Apps, amount: amount,
            shown: "BurnFrom {amount} of {from} on {app}, by {spender}",
        },
        /// The admin of an App L1 blocks an address there, or unblocks it.
        LocalBlockUser { app: App, user: User, blocks: bool } => {
            party: "admin of {app}", way: Users => Apps, shown: {
                let verb = if blocks { "LocalBlockUser" } else { "LocalUnblockUser" };
                format!("{verb} {user} on {app}")
            },
        },
        /// The admin of the Router blocks an address everywhere, or unblocks it.
        BlockUser { user: User, blocks: bool } => {
            party: "admin of the Router", way: Users => Routers, shown: {
                let verb = if blocks { "BlockUser" } else { "UnblockUser" };
                format!("{verb} {user}")
            },
        },
        /// The admin of the Router names another Main L1 for new addresses.
        SetLatestMainL1Info { main: Main } => {
            party: "admin of the Router", way: Users => Routers, shown: "SetLatestMainL1Info {main}",
        },
        /// An FT is initialised with a unit for an address.
        InitialMint { app: App, user: User } => {
            party: "admin of the Router", way: Users => Apps, shown: "InitialMint for {user} on {app}",
        },
        /// A relayer delivers a message, and its execution succeeds.
        ReceiveCrossChainMessage { message: Message, taken: Taken } => {
            party: "relayer", way: Network => Network, shown: "ReceiveCrossChainMessage {message}{taken}",
        },
        /// A relayer delivers a message whose execution the contract refuses.
        FailMessageExecution { message: Message } => {
            party: "relayer", way: Network => Network, shown: "FailMessageExecution {message}",
        },
        /// A relayer delivers a message with too little gas.
        RunOutOfGas { message: Message } => {
            party: "relayer", way: Network => Network, shown: "RunOutOfGas {message}",
        },
        /// Somebody executes a message again that has failed.
        RetryMessageExecution { message: Message, taken: Taken } => {
            party: "anybody", way: Users => Network, shown: "RetryMessageExecution {message}{taken}",
        },
        /// Somebody executes a request again that has failed, and that is answered by a refusal now.
        RetryRefusedRequest { message: Message } => {
            party: "anybody", way: Users => Network, shown: "RetryRefusedRequest {message}",
        },
        /// A monitor sends a request that has failed as a new message.
        ResendAsNew { message: Message } => {
            party: "monitor", way: Users => Network, shown: "ResendAsNew {message}",
        },
        /// Somebody sends a message that no contract would.
        Forge { message: Message, taken: Taken, by: Forger } => {
            party: "{by}", way: Others => Network, forged: true, shown: "Forge {message}{taken}, by {by}",
        },
    }
}

impl MultiL1Token {
    /// One line an action: the contract function, or the move of the environment, that it attempts.
    pub(super) fn dispatch(&self, state: &State, action: Action) -> Result<State, Guard> {
        match action {
            Action::Transfer { app, from, to, amount } => ft::transfer(self, state, app, (from, to, amount)),
            Action::FastTransfer { app, from, to, amount } => {
                ft::fast_transfer(self, state, app, (from, to, amount))
            }
            Action::SetLock { app, user, amount } => ft::lock(self, state, app, (user, amount)),
            Action::ReleaseLock { app, user, amount } => ft::unlock(self, state, app, (user, amount)),
            Action::LockTransfer { app, from, to, amount } => {
                ft::lock_transfer(self, state, app, (from, to, amount))
            }
            Action::LocalTransfer { app, user, amount } => {
                ft::local_transfer(self, state, app, (user, amount))
            }
            Action::Burn { app, user, amount } => ft::burn(self, state, app, (user, amount)),
            Action::Approve { app, owner, spender, amount } => {
                ft::allowances::approve(self, state, app, (owner, spender, amount))
            }
            Action::TransferFrom { app, spender, from, to, amount } => {
                ft::allowances::transfer_from(self, state, (app, spender), (from, to, amount))
            }
            Action::FastTransferFrom { app, spender, from, to, amount } => {
                ft::allowances::fast_transfer_from(self, state, (app, spender), (from, to, amount))
            }
            Action::BurnFrom { app, spender, from, amount } => {
                ft::allowances::burn_from(self, state, (app, spender), (from, amount))
            }
            Action::LocalBlockUser { app, user, blocks } => {
                Ok(ft::local_block_user(state, app, user, blocks))
            }
            Action::BlockUser { user, blocks } => Ok(router::block_user(self, state, user, blocks)),
            Action::SetLatestMainL1Info { main } => Ok(router::set_latest_main_l1_info(self, state, main)),
            Action::InitialMint { app, user } => Ok(ft::initial_mint(state, app, user)),
            Action::ReceiveCrossChainMessage { message, taken } => {
                environment::deliver(self, state, &message, taken)
            }
            Action::FailMessageExecution { message } => Ok(environment::fail(self, state, &message)),
            Action::RunOutOfGas { message } => Ok(environment::run_out_of_gas(state, &message)),
            Action::RetryMessageExecution { message, taken } => {
                environment::retry(self, state, &message, taken)
            }
            Action::RetryRefusedRequest { message } => Ok(environment::retry_refused(self, state, &message)),
            Action::ResendAsNew { message } => Ok(environment::resend(state, &message)),
            Action::Forge { message, taken, by } => {
                teleporter_manager::receive_forged(self, state, &message, (by, taken))
            }
        }
    }
}

impl Message {
    /// The App L1 that it reports of, if it is a report.
    pub fn reports_of(&self) -> Option<App> {
        match self.content {
            Content::Acknowledge { app, .. }
            | Content::Result { app, .. }
            | Content::Spent { app, .. }
            | Content::Lock { app, .. }
            | Content::Increase { app, .. } => Some(app),
            _ => None,
        }
    }
}
