//! The state of two-phase commit: one machine word.

use super::{MOST_RESOURCE_MANAGERS, ResourceManager};

/// What a resource manager is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It works on its part of the transaction.
    Working,
    /// It has done its part and waits for the decision.
    Prepared,
    /// Its part is permanent.
    Committed,
    /// Its part is undone.
    Aborted,
}

/// Everybody's state and the messages that were sent, one bit a fact.
///
/// A search holds and hashes millions of these, so the whole is one word. From the lowest bit up there
/// are four sets of resource managers: those that said yes (prepared or committed), those that are
/// done (committed or aborted), those that sent "prepared", and those from which the transaction
/// manager has received it; then what the transaction manager decided, and which decisions it sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State(u64);

counterfoil_model::codec! {
    struct State(word)
    struct ResourceManager(number)
}

impl State {
    /// Nobody has done anything.
    pub(super) const INITIAL: Self = Self(0);
    pub(super) const YES: u32 = 0;
    pub(super) const DONE: u32 = 15;
    pub(super) const SENT: u32 = 30;
    pub(super) const RECEIVED: u32 = 45;
    pub(super) const HAS_COMMITTED: u32 = 60;
    pub(super) const HAS_ABORTED: u32 = 61;
    pub(super) const COMMIT_SENT: u32 = 62;
    pub(super) const ABORT_SENT: u32 = 63;

    /// What a resource manager is doing.
    pub fn phase(self, manager: ResourceManager) -> Phase {
        match (self.is_in(Self::YES, manager), self.is_in(Self::DONE, manager)) {
            (false, false) => Phase::Working,
            (true, false) => Phase::Prepared,
            (true, true) => Phase::Committed,
            (false, true) => Phase::Aborted,
        }
    }

    /// Whether the transaction manager has decided nothing yet.
    pub fn is_undecided(self) -> bool {
        !self.holds(Self::HAS_COMMITTED) && !self.holds(Self::HAS_ABORTED)
    }

    pub(super) fn committed(self) -> u64 {
        self.set(Self::YES) & self.set(Self::DONE)
    }

    pub(super) fn aborted(self) -> u64 {
        self.set(Self::DONE) & !self.set(Self::YES)
    }

    #[inline]
    pub(super) fn set(self, first: u32) -> u64 {
        self.0 >> first & ((1 << MOST_RESOURCE_MANAGERS) - 1)
    }

    #[inline]
    pub(super) fn holds(self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }

    #[inline]
    pub(super) fn is_in(self, first: u32, manager: ResourceManager) -> bool {
        self.holds(first + u32::from(manager.0))
    }

    #[inline]
    pub(super) fn with(self, bit: u32) -> Self {
        Self(self.0 | 1 << bit)
    }

    #[inline]
    pub(super) fn including(self, first: u32, manager: ResourceManager) -> Self {
        self.with(first + u32::from(manager.0))
    }

    #[inline]
    pub(super) fn excluding(self, first: u32, manager: ResourceManager) -> Self {
        Self(self.0 & !(1 << (first + u32::from(manager.0))))
    }

    /// The state in which the fact is one, or none.
    #[inline]
    pub(super) fn with_fact(self, bit: u32, is_one: bool) -> Self {
        Self(self.0 & !(1 << bit) | u64::from(is_one) << bit)
    }
}
