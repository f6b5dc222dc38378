//! Messages, and what actions carry, as one line for a reader.

use std::fmt::{Display, Formatter, Result as FormatResult};

use super::action::{Forger, Taken};
use super::messages::{Content, Message, Operation, Request, RequestId};
use super::topology::App;

impl Display for RequestId {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "request {} of {}", self.nonce, self.origin)
    }
}

impl Display for Request {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        let Self { id, from, amount, .. } = self;
        match self.operation {
            Operation::Transfer { to, main: Some(main) } => {
                write!(f, "transfer {amount} from {from} to {to} of {main}")?;
            }
            Operation::Transfer { to, main: None } => write!(f, "transfer {amount} from {from} to {to}")?,
            Operation::Burn => write!(f, "burn {amount} of {from}")?,
            Operation::LocalTransfer => write!(f, "localTransfer {amount} of {from}")?,
            Operation::Approve { spender } => write!(f, "approve {amount} of {from} for {spender}")?,
            Operation::TransferFrom { spender, to, main } => {
                write!(f, "transferFrom {amount} from {from} to {to}")?;
                main.map_or(Ok(()), |main| write!(f, " of {main}"))?;
                write!(f, ", by {spender}")?;
            }
            Operation::BurnFrom { spender } => write!(f, "burnFrom {amount} of {from}, by {spender}")?,
        }
        write!(f, " ({id})")
    }
}

impl Display for Content {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Request(request) => request.fmt(f),
            Self::Decrease { id, user, amount, is_burn, .. } => {
                let verb = if *is_burn { "burn" } else { "decrease" };
                write!(f, "{verb} {amount} of {user} ({id})")
            }
            Self::Acknowledge { id, app } => write!(f, "acknowledge a decrease on {app} ({id})"),
            Self::Mint { user, amount } => write!(f, "mint {amount} to {user}"),
            Self::Increase { user, app, amount } => {
                write!(f, "increase the balance of {user} on {app} by {amount}")
            }
            Self::Result { from, to, main, amount, app, is_locked } => {
                let what = if *is_locked { " of what was locked" } else { "" };
                write!(f, "{from} transferred {amount}{what} to {to} of {main} on {app}")
            }
            Self::Spent { owner, spender, app, amount } => {
                write!(f, "{spender} spent {amount} of {owner} on {app}")
            }
            Self::Lock { user, app, amount, locks } => {
                let verb = if *locks { "lock" } else { "unlock" };
                write!(f, "{verb} {amount} of {user} on {app}")
            }
            Self::Grant { user, amount } => write!(f, "grant a lock of {amount} to {user}"),
            Self::Register { user, main } => write!(f, "{user} is managed by {main}"),
            Self::LatestMain { main } => write!(f, "the latest is {main}"),
            Self::Block { user, is_blocked, number } => {
                let verb = if *is_blocked { "block" } else { "unblock" };
                write!(f, "{verb} {user} (update {number})")
            }
        }
    }
}

impl Display for Message {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "[{}] {}", self.to, self.content)
    }
}

impl Display for Taken {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        let from = App::ALL.iter().filter(|app| self.0[**app].0 > 0);
        let texts: Vec<String> = from.map(|app| format!("{} from {app}", self.0[*app])).collect();
        if texts.is_empty() { Ok(()) } else { write!(f, ", taking {}", texts.join(" and ")) }
    }
}

impl Display for Forger {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Caller => "a caller without Teleporter",
            Self::OtherChain => "a chain that is not registered",
            Self::OtherContract => "another contract of a registered chain",
            Self::CompromisedFt => "the FT of the compromised App L1",
        })
    }
}
