//! What a scenario can have: bounds, chains, faults and variant.

use serde::{Deserialize, Serialize};

use crate::scenario::Bounds;

use super::Guard;
use super::state::{BATCHES, BLOCKS};
use super::topology::ChainId;

/// Which design is checked. All but the first are the repaired design or lack one of its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// As the document has it.
    Seed,
    /// The rules that hold, all of them.
    Repaired,
    /// A dependency has to be proven, not executed.
    ProvenDependencies,
    /// A dependency has to be committed, not executed.
    CommittedDependencies,
    /// Dependencies are not looked at.
    UncheckedDependencies,
    /// Batches of at most two chains are executed at once.
    PairwiseExecution,
    /// Nobody asks for a proof that a batch extends an imported root of it.
    WithoutExtension,
    /// A revert forgets the lock, as it resets precommitments in production.
    ClearedLocks,
    /// Nobody but its operator closes a batch.
    WithoutForcedSettlement,
    /// There is no security council.
    WithoutCouncil,
    /// A message is known as consumed by the root by which it was proven.
    ConsumedByRoot,
}

/// What a batch has to be before another one that depends on it is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependency {
    /// Executed.
    Executed,
    /// Proven.
    Proven,
    /// Committed.
    Committed,
    /// Anything.
    Unchecked,
}

/// How many chains may have batches executed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Execution {
    /// One.
    Single,
    /// Two.
    Pairwise,
    /// Any number.
    Group,
}

impl Variant {
    /// The guards of the repaired design that the variant does not have.
    pub fn lacks(self) -> &'static [Guard] {
        match self {
            Self::Seed => &[
                Guard::AttestedImportsAreSettled,
                Guard::AttestedBatchRootsAreExecuted,
                Guard::CouncilCoversDependents,
                Guard::CouncilKeepsWhatIsProvable,
            ],
            Self::WithoutExtension => &[Guard::LocalRootIsExtended],
            Self::ClearedLocks => &[Guard::LockSurvivesRevert],
            Self::UncheckedDependencies => &[Guard::DependencyRootIsTheBatchRoot, Guard::LocalRootIsExtended],
            _ => &[],
        }
    }

    /// What dependencies have to be.
    pub fn dependency(self) -> Dependency {
        match self {
            Self::ProvenDependencies => Dependency::Proven,
            Self::CommittedDependencies => Dependency::Committed,
            Self::UncheckedDependencies => Dependency::Unchecked,
            _ => Dependency::Executed,
        }
    }

    /// How many chains may have batches executed at once.
    pub fn execution(self) -> Execution {
        match self {
            Self::Seed => Execution::Single,
            Self::PairwiseExecution => Execution::Pairwise,
            _ => Execution::Group,
        }
    }

    /// Whether somebody else closes a batch of an operator that has stalled.
    pub fn forces_settlement(self) -> bool {
        self != Self::WithoutForcedSettlement
    }

    /// Whether there is a security council.
    pub fn has_council(self) -> bool {
        self != Self::WithoutCouncil
    }

    /// Whether a message is known as consumed by the root by which it was proven, and not by its own place.
    pub fn consumes_by_root(self) -> bool {
        self == Self::ConsumedByRoot
    }
}

/// How a chain imports roots of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// From `MessageRoot`, which has executed batches only.
    ProofBased,
    /// The root of a committed batch.
    CommitBased,
    /// The `LocalRoot` of the batch under way.
    PreCommitBased,
}

/// What TEEs are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tee {
    /// There are none; whoever imports runs an external node of the source.
    None,
    /// Attestations are verified by those who import, and bind nobody.
    OffChain,
    /// What is attested has to be included; the attestation itself is not verified on chain.
    InclusionOnly,
    /// The attestation is verified on chain, and what is attested has to be included.
    Enforced,
}

impl Tee {
    /// Whether what is attested has to be included.
    pub fn locks(self) -> bool {
        matches!(self, Self::InclusionOnly | Self::Enforced)
    }

    /// Whether somebody verifies that a TEE has signed.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::OffChain | Self::Enforced)
    }
}

/// Who may import roots of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The chain whose messages are consumed.
    pub from: ChainId,
    /// The chain that imports.
    pub to: ChainId,
}

/// The bounds of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The design.
    pub variant: Variant,
    /// What TEEs are used for.
    pub tee: Tee,
    /// How each chain imports: A, B, C.
    pub modes: Vec<Mode>,
    /// Who may import of whom.
    pub routes: Vec<Route>,
    /// How many batches each chain can have.
    pub batches: u8,
    /// How many blocks fit into a batch.
    pub blocks_in_batch: u8,
    /// How many roots each chain may import.
    pub imports: u8,
    /// How often operators re-organise blocks of an open batch without need.
    pub reorganisations: u8,
    /// How often operators revert committed batches without need.
    pub reverts: u8,
    /// How many operators may stall for ever.
    pub stalls: u8,
    /// How many invalid blocks may be built.
    pub invalid_blocks: u8,
    /// How many valid blocks may turn out to have no proof.
    pub unprovable_blocks: u8,
    /// How often a TEE may sign what is not valid.
    pub tee_bugs: u8,
    /// How often the security council may unlock a chain.
    pub council_actions: u8,
    /// How many of the three timeouts may pass.
    pub timeouts: u8,
}

impl Parameters {
    /// Whether blocks of `source` are attested: where somebody imports them before they are committed.
    pub fn attests(&self, source: ChainId) -> bool {
        let is_imported = |route: &Route| {
            let mode = self.modes.get(route.to as usize);
            route.from == source && mode == Some(&Mode::PreCommitBased)
        };
        self.tee != Tee::None && self.routes.iter().any(is_imported)
    }

    /// Whether a chain can import by this mode.
    pub fn uses(&self, mode: Mode) -> bool {
        self.routes.iter().any(|route| self.modes.get(route.to as usize) == Some(&mode))
    }

    /// The chains whose roots `chain` may import.
    pub fn sources(&self, chain: ChainId) -> impl Iterator<Item = ChainId> {
        self.routes.iter().filter(move |route| route.to == chain).map(|route| route.from)
    }
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        let capacity = |number: usize| u8::try_from(number).unwrap_or(1);
        let bounds = [
            ("modes", capacity(self.modes.len()), 1, 3),
            ("batches", self.batches, 1, capacity(BATCHES)),
            ("blocks_in_batch", self.blocks_in_batch, 1, capacity(BLOCKS)),
            ("imports", self.imports, 0, 7),
            ("reorganisations", self.reorganisations, 0, 7),
            ("reverts", self.reverts, 0, 7),
            ("stalls", self.stalls, 0, 3),
            ("invalid_blocks", self.invalid_blocks, 0, 7),
            ("unprovable_blocks", self.unprovable_blocks, 0, 7),
            ("tee_bugs", self.tee_bugs, 0, 7),
            ("council_actions", self.council_actions, 0, 7),
            ("timeouts", self.timeouts, 0, 3),
        ];
        for (name, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                return Err(format!("{name} is {value}, but it must be from {least} to {most}"));
            }
        }
        let exists = |chain: ChainId| (chain as usize) < self.modes.len();
        for (number, route) in self.routes.iter().enumerate() {
            if !exists(route.from) || !exists(route.to) || route.from == route.to {
                return Err("routes must go from one chain of the scenario to another".into());
            }
            if self.routes.iter().skip(number.saturating_add(1)).any(|other| other == route) {
                return Err("routes must not have the same route twice".into());
            }
        }
        Ok(())
    }
}
