//! In what the repaired design differs from the document's own: one question each, asked wherever it matters.

use super::super::messages::RequestId;
use super::super::state::{Blocked, State};
use super::super::topology::Chain;
use super::super::{Guard, MultiL1Token};
use super::Repair;

impl MultiL1Token {
    /// Whether what is not locked can be transferred within an App L1.
    pub(in crate::multi_l1_token) fn allows_fast_transfers(&self) -> bool {
        !self.parameters.has(Repair::LocalFromLocks)
    }

    /// Whether a lock is there once the FT Manager has granted it.
    pub(in crate::multi_l1_token) fn grants_locks(&self) -> bool {
        self.parameters.has(Repair::GrantedLocks) && self.guards.applies(Guard::LockAwaitsGrant)
    }

    /// Whether nothing is minted before its decreases are acknowledged.
    pub fn settles_in_two_phases(&self) -> bool {
        self.parameters.has(Repair::TwoPhases) && self.guards.applies(Guard::MintAwaitsDecreases)
    }

    /// Whether updates of the blocklists are applied in the order of their numbers.
    pub(in crate::multi_l1_token) fn numbers_updates(&self) -> bool {
        self.parameters.has(Repair::SequencedUpdates) && self.guards.applies(Guard::StaleUpdateIsIgnored)
    }

    /// Whether a request that is refused is answered, and over.
    pub(in crate::multi_l1_token) fn answers_refusals(&self) -> bool {
        self.parameters.has(Repair::Replies) && self.guards.applies(Guard::RefusalIsAnswered)
    }

    /// Whether a request is executed once, however often it arrives.
    pub(in crate::multi_l1_token) fn consumes_requests(&self) -> bool {
        self.parameters.has(Repair::ConsumedOnce)
    }

    /// A request that a chain has consumed is not taken again.
    pub(in crate::multi_l1_token) fn require_new(
        &self,
        state: &State,
        chain: Chain,
        id: RequestId,
    ) -> Result<(), Guard> {
        let is_new = state.consumed(chain) & id.bit() == 0;

        self.guards.require(Guard::RequestIsConsumedOnce, is_new || !self.consumes_requests())
    }

    /// A chain has taken a request, and remembers it.
    pub(in crate::multi_l1_token) fn consume(&self, next: &mut State, chain: Chain, id: RequestId) {
        if self.consumes_requests() {
            next.consume(chain, id);
        }
    }

    /// Whether reports of an App L1 on balances elsewhere are refused.
    pub(in crate::multi_l1_token) fn checks_reports(&self) -> bool {
        self.parameters.has(Repair::OwnChainOnly)
    }

    /// Whether a message from a contract whose part it is not to send it is refused.
    pub(in crate::multi_l1_token) fn asks_for_roles(&self) -> bool {
        self.parameters.has(Repair::SenderRoles)
    }

    /// Whether what was approved on an App L1 can be spent there.
    pub(in crate::multi_l1_token) fn spends_allowances_locally(&self) -> bool {
        !self.parameters.has(Repair::ManagedAllowances)
    }

    /// Whether approvals are applied in the order in which their App L1 sent them.
    pub(in crate::multi_l1_token) fn numbers_approvals(&self) -> bool {
        self.parameters.has(Repair::SequencedUpdates) && self.guards.applies(Guard::StaleApprovalIsIgnored)
    }

    /// Whether a request that its sender has not signed is refused.
    pub(in crate::multi_l1_token) fn asks_for_signatures(&self) -> bool {
        self.parameters.has(Repair::SignedRequests)
    }

    /// What settles a decision is executed, whoever is blocked by now; or, as the document has it, is not.
    pub(in crate::multi_l1_token) fn require_settled(
        &self,
        guard: Guard,
        block: Blocked,
    ) -> Result<(), Guard> {
        let ignores = self.parameters.has(Repair::SettlementIgnoresBlocklists)
            && self.guards.applies(Guard::SettlementIgnoresBlocklists);

        self.guards.require(guard, ignores || !block.is_blocked)
    }

    /// Every App L1 and Main L1.
    pub(in crate::multi_l1_token) fn everywhere(&self) -> impl Iterator<Item = Chain> {
        self.parameters.apps().map(Chain::App).chain(self.parameters.mains().map(Chain::Main))
    }
}
