//! Classes of actions: what a footprint is declared of.
//!
//! A class is the actions of one kind that concern one chain. Where such actions touch very different things, as
//! payments do by the layer that vouched for them, each of these is a class.

use super::super::Parameters;
use super::super::messages::BatchMessage;
use super::super::scenario::{Asset, Flow, History, Party, Windows};
use super::super::topology::{Chain, ChainId, SettlementLayer};
use super::{Action, Kind, ReturnMessage, Source, TotalsMessage};
use crate::action::ActionTable;
use crate::types::TxStatus;

/// A class of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// The kind of its actions.
    pub kind: Kind,
    /// The chain that they concern; A, if they concern none.
    pub chain: Chain,
    /// Which of those actions.
    pub aspect: Aspect,
}

/// What tells actions of one kind that concern one chain apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Nothing: they are one class.
    Whole,
    /// A payment that L1 vouched for, or a chain there.
    OnL1,
    /// A payment that Gateway vouched for.
    OnGateway,
    /// A payment that the old Gateway vouched for, before v31.
    Old,
    /// A payment of which a malicious settlement layer says that it vouched for it.
    Vouched,
    /// A message that was sent.
    Proven,
    /// One that a malicious chain made up.
    Forged,
    /// One that a malicious Gateway made up.
    ForgedByGateway,
    /// Interop to the chain that claims it.
    Own,
    /// Interop to another chain than the one that claims it.
    Elsewhere,
    /// A forged withdrawal.
    Withdrawal,
    /// Forged interop to A.
    ToA,
    /// Forged interop to B.
    ToB,
    /// Forged interop to C.
    ToC,
    /// A forged report that interop was executed.
    Executed,
    /// A forged log of a failed deposit.
    Status,
    /// An operation that succeeds.
    Success,
    /// An operation that fails.
    Failure,
}

impl Aspect {
    /// Every aspect, in order.
    const ALL: [Self; 18] = {
        use Aspect as A;
        [
            A::Whole,
            A::OnL1,
            A::OnGateway,
            A::Old,
            A::Vouched,
            A::Proven,
            A::Forged,
            A::ForgedByGateway,
            A::Own,
            A::Elsewhere,
            A::Withdrawal,
            A::ToA,
            A::ToB,
            A::ToC,
            A::Executed,
            A::Status,
            A::Success,
            A::Failure,
        ]
    };

    fn of(action: Action) -> Self {
        match action {
            Action::FinalizeWithdrawal { message }
            | Action::ClaimFailedDeposit { message }
            | Action::ClaimFailedDepositLegacy { message } => match (message.source, message.layer) {
                (Source::Old, _) => Self::Old,
                (Source::Vouched(_), _) => Self::Vouched,
                (_, SettlementLayer::L1) => Self::OnL1,
                (_, SettlementLayer::Gateway) => Self::OnGateway,
            },
            Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { .. } }
            | Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { .. } } => Self::Proven,
            Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Forged { .. } }
            | Action::ClaimInterop { source: Source::Forged, .. } => Self::Forged,
            Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Forged { sender, .. } } => {
                if matches!(sender, ChainId::Chain(_)) { Self::Forged } else { Self::ForgedByGateway }
            }
            Action::ExecutePriorityTx { status: TxStatus::Success, .. } => Self::Success,
            Action::ExecutePriorityTx { status: TxStatus::Failure, .. } => Self::Failure,
            Action::ClaimInterop { chain, to, .. } if chain != to => Self::Elsewhere,
            Action::ClaimInterop { .. } => Self::Own,
            Action::SettleForgedBatch { message, .. } => Self::of_batch(message),
            _ => Self::Whole,
        }
    }

    fn of_batch(message: BatchMessage) -> Self {
        match message {
            BatchMessage::Withdrawal { .. } => Self::Withdrawal,
            BatchMessage::Interop { to: Chain::A, .. } => Self::ToA,
            BatchMessage::Interop { to: Chain::B, .. } => Self::ToB,
            BatchMessage::Interop { to: Chain::C, .. } => Self::ToC,
            BatchMessage::InteropExecuted { .. } => Self::Executed,
            BatchMessage::Status { .. } => Self::Status,
            // Nobody forges it: totals are made up where L1 reads them.
            BatchMessage::L1ToGateway { .. } => Self::Whole,
        }
    }

    /// The chain that the interop goes to.
    pub(super) fn recipient(self) -> Option<Chain> {
        match self {
            Self::ToA => Some(Chain::A),
            Self::ToB => Some(Chain::B),
            Self::ToC => Some(Chain::C),
            _ => None,
        }
    }
}

impl Class {
    /// The class of an action.
    fn of(action: Action) -> Self {
        let chain = action.subject().unwrap_or(Chain::A);
        Self { kind: action.kind_of(), chain, aspect: Aspect::of(action) }
    }

    /// Its place among all classes that there could be.
    fn place(self) -> usize {
        let of_kind = (self.kind as usize).saturating_mul(Chain::ALL.len());
        let of_chain = of_kind.saturating_add(self.chain as usize).saturating_mul(Aspect::ALL.len());
        of_chain.saturating_add(self.aspect as usize)
    }
}

/// The classes of a scenario, and their numbers.
#[derive(Clone, Debug)]
pub(in crate::asset_tracker) struct Classes {
    /// Those that can be attempted, by number.
    all: Vec<Class>,
    /// The number of each class that there could be, by place.
    numbers: Vec<Option<u8>>,
}

impl Classes {
    /// The classes of a scenario with these parameters; none while untrusted code may run, since nothing is known of
    /// what a step of an open transaction touches.
    pub(in crate::asset_tracker) fn of(parameters: &Parameters) -> Self {
        let mut classes = Self { all: Vec::new(), numbers: Vec::new() };
        for kind in Kind::ALL {
            for chain in Chain::ALL {
                for aspect in Aspect::ALL {
                    let class = Class { kind: *kind, chain, aspect };
                    let is_there = parameters.reentrancy.is_none() && is_attempted(parameters, class);
                    let number = u8::try_from(classes.all.len()).ok().filter(|_| is_there);
                    classes.numbers.push(number);
                    classes.all.extend(number.map(|_| class));
                }
            }
        }
        classes
    }

    /// All of them, by number.
    pub(in crate::asset_tracker) fn all(&self) -> &[Class] {
        &self.all
    }

    /// The number of an action's class. The scenario does not attempt what has none.
    pub(in crate::asset_tracker) fn number(&self, action: Action) -> usize {
        let number = self.numbers.get(Class::of(action).place()).copied().flatten();
        number.map_or(self.all.len(), usize::from)
    }
}

/// Whether actions of the class can be attempted: what the lists of attempts ask of the parameters.
fn is_attempted(parameters: &Parameters, class: Class) -> bool {
    let Class { kind, chain, aspect } = class;
    let party = parameters.chain(chain).party;
    let is_of_another = !kind.has_subject() && chain != Chain::A;
    if party == Party::Absent || is_of_another {
        return false;
    }
    let runs = |flow| parameters.runs(flow);
    let is_honest = party == Party::Honest;
    let is_whole = aspect == Aspect::Whole;
    let is_old = parameters.history == History::BeforeV31;
    let admin = is_whole && parameters.chain(chain).migrates;
    let gateway_lies = parameters.gateway != Party::Honest;
    match kind {
        Kind::FinalizeWithdrawal | Kind::ClaimFailedDeposit | Kind::ClaimFailedDepositLegacy => {
            is_payment(parameters, class)
        }
        Kind::ReceiveL1ToGatewayMigration | Kind::ReceiveGatewayToL1Migration => {
            is_migration(parameters, class)
        }
        Kind::ExecutePriorityTx => is_execution(parameters, aspect),
        Kind::ClaimInterop => is_honest && is_claim(parameters, aspect),
        Kind::SettleForgedBatch => !is_honest && is_forged_batch(parameters, class),
        Kind::Deposit => is_whole && runs(Flow::Deposit),
        // The legacy bridge leads to A.
        Kind::DepositLegacyErc20Bridge => {
            is_whole && chain == Chain::A && runs(Flow::Deposit) && runs(Flow::LegacyBridge)
        }
        Kind::PauseDeposits => admin,
        Kind::UnpauseDeposits => admin && runs(Flow::Unpause),
        Kind::MigrateToGateway => admin && runs(Flow::MigrateToGateway),
        Kind::MigrateFromGateway => admin && runs(Flow::ComeHome),
        Kind::RequestPauseDepositsForChainOnGateway => admin && parameters.variant.tells_when_paused(),
        Kind::ConfirmMigration => is_whole && runs(Flow::MigrateToGateway),
        Kind::FinalizeMigrationFromGateway | Kind::InitiateGatewayToL1Migration => {
            is_whole && runs(Flow::ComeHome)
        }
        Kind::ExecuteInboxTx => is_whole,
        Kind::SettleGatewayBatch => is_whole && runs(Flow::SettleGatewayBatches),
        Kind::Withdraw => is_whole && is_honest && runs(Flow::Withdraw),
        Kind::SendInterop => is_whole && is_honest && runs(Flow::Interop),
        Kind::InitiateL1ToGatewayMigration => is_whole && is_honest && runs(Flow::MigrateToGateway),
        Kind::MintNative => is_whole && parameters.asset == Asset::NativeToken,
        Kind::SealBatch => is_whole && is_honest && runs(Flow::CommitBatches),
        Kind::SettleBatch | Kind::ExecuteChainBatch => is_whole && is_honest,
        Kind::RelayForgedBaseToken => is_whole && !is_honest && parameters.asset == Asset::BaseToken,
        Kind::SettleForgedGatewayBatch => is_whole && gateway_lies,
        Kind::WithdrawWhitelisting => is_whole && runs(Flow::WithdrawWhitelisting),
        Kind::LeaveOldGateway | Kind::SaveV31UpgradeBatch => is_whole && is_old,
        Kind::InitializeL1V31Upgrade | Kind::RegisterLegacyToken | Kind::WhitelistSettlementLayer => {
            is_whole && is_old
        }
        Kind::PassTime | Kind::CatchUp => is_whole && parameters.windows != Windows::NONE,
        Kind::SetZksyncOsPreV31TotalSupply => is_whole && is_honest && runs(Flow::BackfillBaseToken),
        // They need untrusted code.
        Kind::DepositOtherToken | Kind::ConsumeBalanceChange | Kind::Return | Kind::Revert => false,
    }
}

fn is_payment(parameters: &Parameters, class: Class) -> bool {
    let Class { kind, aspect, .. } = class;
    let runs = |flow| parameters.runs(flow);
    let has_liars = parameters.has_malicious_chain() || parameters.gateway != Party::Honest;
    let is_refund = kind != Kind::FinalizeWithdrawal;
    let is_legacy = kind == Kind::ClaimFailedDepositLegacy;
    match aspect {
        Aspect::OnL1 | Aspect::OnGateway => {
            (!is_refund || runs(Flow::FailDeposit)) && (!is_legacy || runs(Flow::LegacyBridge))
        }
        Aspect::Old => !is_refund && parameters.history == History::BeforeV31,
        Aspect::Vouched => !is_refund && has_liars,
        _ => false,
    }
}

fn is_migration(parameters: &Parameters, class: Class) -> bool {
    let Class { kind, aspect, .. } = class;
    let is_return = kind == Kind::ReceiveGatewayToL1Migration;
    let gateway_lies = parameters.gateway != Party::Honest;
    let runs = parameters.runs(if is_return { Flow::ComeHome } else { Flow::MigrateToGateway });
    runs && match aspect {
        Aspect::Proven => true,
        Aspect::Forged => parameters.has_malicious_chain() || gateway_lies && !is_return,
        Aspect::ForgedByGateway => is_return && gateway_lies,
        _ => false,
    }
}

fn is_execution(parameters: &Parameters, aspect: Aspect) -> bool {
    match aspect {
        Aspect::Success => true,
        Aspect::Failure => parameters.runs(Flow::FailDeposit) && parameters.asset != Asset::BaseToken,
        _ => false,
    }
}

fn is_claim(parameters: &Parameters, aspect: Aspect) -> bool {
    let runs = parameters.runs(Flow::Interop);
    match aspect {
        Aspect::Own | Aspect::Elsewhere => runs,
        Aspect::Forged => runs && parameters.has_malicious_chain(),
        _ => false,
    }
}

fn is_forged_batch(parameters: &Parameters, class: Class) -> bool {
    let runs = |flow| parameters.runs(flow);
    match class.aspect {
        Aspect::Withdrawal => runs(Flow::Withdraw),
        Aspect::ToA | Aspect::ToB | Aspect::ToC => {
            let is_other = |to| parameters.others(class.chain).any(|one| one == to);
            runs(Flow::Interop) && class.aspect.recipient().is_some_and(is_other)
        }
        Aspect::Executed => runs(Flow::Interop) && parameters.variant.holds_interop_pending(),
        Aspect::Status => runs(Flow::FailDeposit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        for scenario in super::super::super::scenarios::all() {
            let classes = Classes::of(&scenario.parameters);
            let number = |class: &Class| classes.numbers.get(class.place()).copied().flatten();
            let numbers: Vec<usize> = classes.all.iter().filter_map(number).map(usize::from).collect();
            assert_eq!(numbers, (0..classes.all.len()).collect::<Vec<_>>(), "{}", scenario.label());
            assert!(numbers.len() <= 128, "{}", scenario.label());
        }
    }

    #[test]
    fn aspects_are_listed_in_their_order() {
        let places = Aspect::ALL.map(|aspect| aspect as usize);
        assert!(places.into_iter().eq(0..Aspect::ALL.len()));
    }
}
