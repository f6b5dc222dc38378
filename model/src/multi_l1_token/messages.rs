//! What travels between the chains by ICM.

pub mod bag;

use serde::{Deserialize, Serialize};

use crate::types::Amount;

use super::topology::{App, Chain, Main, User};
pub use bag::Messages;

/// Which request of a user it is: the App L1 that sent it first, and its nonce there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId {
    /// The App L1 on which the user called.
    pub origin: App,
    /// How many requests were sent from there before.
    pub nonce: u8,
}

impl RequestId {
    /// How many requests one App L1 can send.
    pub const NONCES: u8 = 4;

    /// The bit of this request in a set of requests.
    #[inline]
    pub fn bit(self) -> u16 {
        let app = u32::try_from(self.origin.number()).unwrap_or(0);
        let place = app.saturating_mul(u32::from(Self::NONCES)).saturating_add(u32::from(self.nonce));
        1_u16.checked_shl(place).unwrap_or(0)
    }
}

/// What a user asks the FT Manager for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `transfer`: to whom, and on which Main L1 that address is managed, once somebody has said so.
    Transfer {
        /// The recipient.
        to: User,
        /// The Main L1 of the recipient.
        main: Option<Main>,
    },
    /// `burn`.
    Burn,
    /// `localTransfer`: to the App L1 from which it was requested.
    LocalTransfer,
    /// `approve`: that somebody may spend the amount.
    Approve {
        /// Who.
        spender: User,
    },
    /// `transferFrom`.
    TransferFrom {
        /// Who calls, and needs an allowance.
        spender: User,
        /// The recipient.
        to: User,
        /// The Main L1 of the recipient, once somebody has said so.
        main: Option<Main>,
    },
    /// `burnFrom`.
    BurnFrom {
        /// Who calls, and needs an allowance.
        spender: User,
    },
}

/// A request of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Request {
    /// Which one it is.
    pub id: RequestId,
    /// Whose tokens it takes.
    pub from: User,
    /// What for.
    pub operation: Operation,
    /// How many.
    pub amount: Amount,
}

impl Request {
    /// Who gets the tokens; nobody, if they are burnt.
    pub fn recipient(&self) -> Option<User> {
        match self.operation {
            Operation::Transfer { to, .. } | Operation::TransferFrom { to, .. } => Some(to),
            Operation::LocalTransfer => Some(self.from),
            Operation::Burn | Operation::BurnFrom { .. } | Operation::Approve { .. } => None,
        }
    }

    /// Who spends tokens of somebody else, or may do so from now on.
    pub fn spender(&self) -> Option<User> {
        match self.operation {
            Operation::Approve { spender }
            | Operation::TransferFrom { spender, .. }
            | Operation::BurnFrom { spender } => Some(spender),
            Operation::Transfer { .. } | Operation::Burn | Operation::LocalTransfer => None,
        }
    }

    /// Whether it takes nothing, and says who may.
    pub fn is_approval(&self) -> bool {
        matches!(self.operation, Operation::Approve { .. })
    }

    /// Whether what it takes is burnt.
    pub fn is_burn(&self) -> bool {
        matches!(self.operation, Operation::Burn | Operation::BurnFrom { .. })
    }
}

/// The content of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// To the Router or an FT Manager.
    Request(Request),
    /// FT Manager to FT: the balance of `user` falls.
    Decrease {
        /// For which request.
        id: RequestId,
        /// Which Main L1 says so.
        main: Main,
        /// Whose balance.
        user: User,
        /// By how much.
        amount: Amount,
        /// Whether the tokens are burnt.
        is_burn: bool,
    },
    /// FT to FT Manager: a decrease was executed.
    Acknowledge {
        /// For which request.
        id: RequestId,
        /// On which App L1.
        app: App,
    },
    /// FT Manager to FT.
    Mint {
        /// Whose balance grows.
        user: User,
        /// By how much.
        amount: Amount,
    },
    /// To the FT Manager of the recipient, on its way through the Router if nobody else knows which that is.
    Increase {
        /// Whose balance.
        user: User,
        /// On which App L1.
        app: App,
        /// By how much.
        amount: Amount,
    },
    /// FT to FT Manager: what was transferred locally.
    Result {
        /// From whom.
        from: User,
        /// To whom.
        to: User,
        /// On which Main L1 the recipient is managed.
        main: Main,
        /// How much.
        amount: Amount,
        /// On which App L1.
        app: App,
        /// Whether it was locked before.
        is_locked: bool,
    },
    /// FT to FT Manager: what somebody else has spent locally lowers the allowance (`updateTokenAllowance`).
    Spent {
        /// Whose tokens.
        owner: User,
        /// Who has spent them.
        spender: User,
        /// On which App L1.
        app: App,
        /// How many.
        amount: Amount,
    },
    /// FT to FT Manager: more is locked, or less.
    Lock {
        /// Whose tokens.
        user: User,
        /// On which App L1.
        app: App,
        /// How much more or less.
        amount: Amount,
        /// More.
        locks: bool,
    },
    /// FT Manager to FT: the lock that was asked for (design with granted locks).
    Grant {
        /// Whose tokens.
        user: User,
        /// How much.
        amount: Amount,
    },
    /// Router to FT: which Main L1 manages an address.
    Register {
        /// The address.
        user: User,
        /// The Main L1.
        main: Main,
    },
    /// Router to FT: the latest Main L1.
    LatestMain {
        /// Which it is.
        main: Main,
    },
    /// Router to FT or FT Manager.
    Block {
        /// The address.
        user: User,
        /// Whether it is blocked from now on.
        is_blocked: bool,
        /// How many updates of this address the Router had sent before.
        number: u8,
    },
}

impl Content {
    /// Whether it is the part of an FT to send it. The rest are orders, of an FT Manager or the Router.
    pub fn is_sent_by_apps(&self) -> bool {
        match self {
            Self::Request(_)
            | Self::Acknowledge { .. }
            | Self::Increase { .. }
            | Self::Result { .. }
            | Self::Spent { .. }
            | Self::Lock { .. } => true,
            Self::Decrease { .. }
            | Self::Mint { .. }
            | Self::Grant { .. }
            | Self::Register { .. }
            | Self::LatestMain { .. }
            | Self::Block { .. } => false,
        }
    }
}

/// A message, with the chain that it goes to. That two are alike is counted, not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// Where it goes.
    pub to: Chain,
    /// What it says.
    pub content: Content,
}

impl Message {
    /// Whether it is a request of a user, or of one whose lock is asked for: what may be refused, and nothing is
    /// lost.
    pub fn is_request(&self) -> bool {
        matches!(self.content, Content::Request(_) | Content::Lock { locks: true, .. })
    }

    /// Whether it is a request that a user would have to make.
    pub fn is_of_a_user(&self) -> bool {
        matches!(self.content, Content::Request(_))
    }
}

crate::codec! {
    struct RequestId { origin, nonce }
    enum Operation {
        Transfer { to, main }, Burn, LocalTransfer, Approve { spender }, TransferFrom { spender, to, main },
        BurnFrom { spender },
    }
    struct Request { id, from, operation, amount }
    enum Content {
        Request(request), Decrease { id, main, user, amount, is_burn }, Acknowledge { id, app }, Mint { user, amount },
        Increase { user, app, amount }, Result { from, to, main, amount, app, is_locked },
        Lock { user, app, amount, locks }, Grant { user, amount }, Register { user, main }, LatestMain { main },
        Block { user, is_blocked, number }, Spent { owner, spender, app, amount },
    }
    struct Message { to, content }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use super::*;

    #[test]
    fn a_message_in_one_bag_is_not_hashed_like_one_in_the_next() {
        let user = User::Alice;
        let message = Message { to: Chain::App(App::A), content: Content::Mint { user, amount: Amount(1) } };
        let mut bag = Messages::default();
        bag.put_in(message);
        let hash = |bags: [&Messages; 2]| BuildHasherDefault::<DefaultHasher>::default().hash_one(bags);
        let none = Messages::default();
        assert_ne!(hash([&bag, &none]), hash([&none, &bag]));
    }
}
