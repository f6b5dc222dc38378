//! Messages, and what actions carry, as one line for a reader.

use std::fmt::{Display, Formatter, Result as FormatResult};

use crate::asset_tracker::topology::SettlementLayer;
use crate::types::{Amount, Difference};

use super::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use super::messages::{Batch, BatchMessage, InboxTx, PriorityCall, PriorityOperation, V31BatchNumber};
use super::state::{BalanceChange, DepositedAsset, Point};

impl Display for Payment {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "{} from {}, proven on {}{}", self.amount, self.chain, self.layer, self.source)
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Vouched(Claim::Deeper { under }) => {
                return write!(f, ", forged by {under} in the name of Gateway");
            }
            Self::Open => "",
            Self::Old => ", from before v31",
            Self::Used => ", used before",
            Self::Forged => ", forged",
            Self::Vouched(Claim::SinceV31) => ", forged by Gateway",
            Self::Vouched(Claim::BeforeV31) => ", forged by Gateway for a batch before v31",
            Self::Vouched(Claim::Rewritten) => ", forged by Gateway under an old root that it has replaced",
            Self::Vouched(Claim::Own) => ", forged, from before v31",
        })
    }
}

impl Display for TotalsMessage {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Proven { chain } => write!(f, "of {chain}"),
            Self::Forged { sender, chain, amount_to_keep, chain_migration_number } => {
                write!(
                    f,
                    "of {chain}, forged by {sender}: keep {amount_to_keep}, number {chain_migration_number}"
                )
            }
        }
    }
}

impl Display for ReturnMessage {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Proven { chain } => write!(f, "of {chain}"),
            Self::Forged { sender, chain, amount, chain_migration_number } => {
                write!(f, "of {chain}, forged by {sender}: {amount}, number {chain_migration_number}")
            }
        }
    }
}

impl Display for V31BatchNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Zero => "0",
            Self::Placeholder => "placeholder",
            Self::Honest => "the right number",
            Self::TooLow => "a number that is too low",
            Self::TooHigh => "a number that is too high",
        })
    }
}

impl Display for PriorityOperation {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self.call {
            PriorityCall::Deposit { amount } => write!(f, "deposit {amount}")?,
            PriorityCall::ConfirmMigrationOnL2 { number } => write!(f, "confirm migration {number}")?,
        }
        match (self.route, self.forwarded) {
            (SettlementLayer::L1, _) => Ok(()),
            (SettlementLayer::Gateway, false) => write!(f, " (to Gateway)"),
            (SettlementLayer::Gateway, true) => write!(f, " (on Gateway)"),
        }
    }
}

impl Display for InboxTx {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::ForwardDeposit { amount } => write!(f, "deposit {amount}"),
            Self::ForwardService => f.write_str("service"),
            Self::ConfirmMigrationOnGateway { number, amount } => {
                write!(f, "confirm migration {number} of {amount}")
            }
            Self::BridgeMint => f.write_str("chain arrives"),
            Self::PauseDeposits => f.write_str("pause"),
        }
    }
}

impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::TakesTokens => "takes the tokens",
            Self::InMailbox => "in the mailbox",
            Self::PaysUnbooked => "pays what is not booked",
            Self::PaysOut => "pays",
        })
    }
}

impl Display for BalanceChange {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self.asset {
            None => f.write_str("none"),
            Some(DepositedAsset::TheAsset) => write!(f, "{}", self.amount),
            Some(DepositedAsset::OtherToken) => write!(f, "{} of another token", self.amount),
        }
    }
}

impl Display for Batch {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "{}{}", self.message, self.stage())
    }
}

impl Batch {
    /// The batch with the totals that it reports, if it reports any.
    pub(super) fn with_totals(self, totals: Difference) -> String {
        match self.message {
            BatchMessage::L1ToGateway { .. } => {
                format!("{}, {:+}{}", self.message, totals.wide(), self.stage())
            }
            _ => self.to_string(),
        }
    }

    fn stage(&self) -> &'static str {
        if self.committed { ", committed" } else { "" }
    }
}

impl Display for BatchMessage {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Withdrawal { amount } => write!(f, "withdrawal of {amount}"),
            Self::Interop { to, amount } => write!(f, "interop of {amount} to {to}"),
            Self::InteropExecuted { amount } => write!(f, "interop of {amount} executed"),
            Self::Status { status, amount, forwarded, .. } => {
                let through = if *forwarded { "" } else { ", not through Gateway" };
                if *amount == Amount::ZERO {
                    write!(f, "operation: {status}{through}")
                } else {
                    write!(f, "deposit of {amount}: {status}{through}")
                }
            }
            Self::L1ToGateway { message } => write!(f, "totals: number {}", message.chain_migration_number),
        }
    }
}
