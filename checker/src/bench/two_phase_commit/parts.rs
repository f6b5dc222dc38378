//! The parts of a state, and which of them each class of actions reads and writes.
//!
//! This is what a system says of itself so that a search can leave out what makes no difference, or visit sets
//! of states: each part is a value of its own, and an action concerns few of them.

use std::fmt::{self, Display};

use counterfoil_model::footprint::{Footprint, Parts};

use super::{Action, ResourceManager, State};

/// A part of a state.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// What the resource manager is doing.
    Phase(ResourceManager),
    /// Whether it has sent "prepared".
    Sent(ResourceManager),
    /// Whether the transaction manager has received that.
    Received(ResourceManager),
    /// What the transaction manager has decided.
    Decision,
    /// Which decisions it has sent.
    Messages,
}

/// How many parts concern nobody in particular: they come first.
const SHARED: usize = 2;
/// How many there are of each resource manager.
const EACH: usize = 3;

impl Part {
    /// How many there are with this many resource managers.
    pub(super) fn count(resource_managers: u8) -> usize {
        SHARED + EACH * usize::from(resource_managers)
    }

    /// The part with this number.
    pub(super) fn numbered(number: usize) -> Self {
        let Some(place) = number.checked_sub(SHARED) else {
            return if number == 0 { Self::Decision } else { Self::Messages };
        };
        let manager = ResourceManager(u8::try_from(place / EACH).unwrap_or(u8::MAX));
        match place % EACH {
            0 => Self::Phase(manager),
            1 => Self::Sent(manager),
            _ => Self::Received(manager),
        }
    }

    fn number(self) -> usize {
        let (place, ResourceManager(manager)) = match self {
            Self::Decision => return 0,
            Self::Messages => return 1,
            Self::Phase(manager) => (0, manager),
            Self::Sent(manager) => (1, manager),
            Self::Received(manager) => (2, manager),
        };
        SHARED + EACH * usize::from(manager) + place
    }

    fn alone(self) -> Parts {
        Parts::one(self.number())
    }

    /// The bits of the state that it consists of.
    fn bits(self) -> Vec<u32> {
        match self {
            Self::Phase(manager) => {
                [State::YES, State::DONE].map(|first| first + u32::from(manager.0)).to_vec()
            }
            Self::Sent(manager) => vec![State::SENT + u32::from(manager.0)],
            Self::Received(manager) => vec![State::RECEIVED + u32::from(manager.0)],
            Self::Decision => vec![State::HAS_COMMITTED, State::HAS_ABORTED],
            Self::Messages => vec![State::COMMIT_SENT, State::ABORT_SENT],
        }
    }

    /// What it is in the state.
    pub(super) fn of(self, state: State) -> u8 {
        let bits = self.bits().into_iter().zip(0..);
        bits.map(|(bit, place)| u8::from(state.holds(bit)) << place).sum()
    }

    /// The state in which it is this, if it can be.
    pub(super) fn set(self, state: State, value: u8) -> Option<State> {
        let bits = self.bits();
        let set = |state: State, (bit, place): (u32, u32)| state.with_fact(bit, value >> place & 1 == 1);
        (value < 1 << bits.len()).then(|| bits.into_iter().zip(0..).fold(state, set))
    }
}

/// How many classes of actions there are of each resource manager, after those of decisions.
const CLASSES_EACH: usize = 5;

/// The class of an action: those of one kind that concern one resource manager.
pub(super) fn class(action: Action) -> usize {
    let (place, ResourceManager(manager)) = match action {
        Action::Commit => return 0,
        Action::Abort => return 1,
        Action::ReceivePrepared { manager } => (0, manager),
        Action::Prepare { manager } => (1, manager),
        Action::ChooseToAbort { manager } => (2, manager),
        Action::ReceiveCommit { manager } => (3, manager),
        Action::ReceiveAbort { manager } => (4, manager),
    };
    2 + CLASSES_EACH * usize::from(manager) + place
}

/// The footprints of all classes, by number.
pub(super) fn footprints(resource_managers: u8) -> Vec<Footprint> {
    let managers = || (0..resource_managers).map(ResourceManager);
    let received: Parts = managers().map(|manager| Part::Received(manager).alone()).collect();
    let decision = Part::Decision.alone();
    let decides = |reads| Footprint { reads, writes: decision.and(Part::Messages.alone()) };
    let of_decisions = [decides(received.and(decision)), decides(decision)];
    of_decisions.into_iter().chain(managers().flat_map(of_manager)).collect()
}

/// The footprints of a resource manager's classes, in their order.
fn of_manager(manager: ResourceManager) -> [Footprint; CLASSES_EACH] {
    let (phase, sent) = (Part::Phase(manager).alone(), Part::Sent(manager).alone());
    let hears = Footprint { reads: Part::Messages.alone(), writes: phase };
    [
        Footprint { reads: Part::Decision.alone().and(sent), writes: Part::Received(manager).alone() },
        Footprint { reads: phase, writes: phase.and(sent) },
        Footprint { reads: phase, writes: phase },
        hears,
        hears,
    ]
}

impl Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phase(manager) => manager.fmt(f),
            Self::Sent(manager) => write!(f, "\"prepared\" of {manager}"),
            Self::Received(manager) => write!(f, "heard that {manager} is prepared"),
            Self::Decision => f.write_str("transaction manager"),
            Self::Messages => f.write_str("messages of decisions"),
        }
    }
}
