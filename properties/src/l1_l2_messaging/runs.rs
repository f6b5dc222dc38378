//! What truly happened in the batch that an action executes.

use counterfoil_model::fifo::Fifo;
use counterfoil_model::footprint::Parts;
use counterfoil_model::l1_l2_messaging::messages::{Executed, ProtocolVersion, UserLogs};
use counterfoil_model::l1_l2_messaging::state::StateRoot;
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, L1L2Messaging, State};

/// A batch, when it is executed.
pub(super) struct Run {
    /// The transactions that were executed in it.
    pub(super) executed: Fifo<Executed>,
    /// The state that it starts from.
    pub(super) previous_state_root: StateRoot,
    /// The version under which it was committed.
    pub(super) version: ProtocolVersion,
    /// Whether some run of the bootloader yields it.
    pub(super) has_proof: bool,
}

impl Run {
    /// The batch that `action` executes in `before`, if it executes one.
    pub(super) fn of(before: &State, action: &Action) -> Option<Self> {
        if !action.executes() {
            return None;
        }
        let open = before.batch_under_way();
        if matches!(action, Action::SettleBatches) {
            return Some(Self {
                executed: open.executed,
                previous_state_root: open.previous_state_root,
                version: before.l1.upgrade.rules.version,
                has_proof: true,
            });
        }
        before.l1.executor.committed.first().map(|batch| Self {
            executed: batch.ghost_executed,
            previous_state_root: batch.previous_state_root,
            version: batch.rules.version,
            has_proof: batch.has_proof,
        })
    }

    /// What it is read from: the next batch, or the one under way where anybody may settle that.
    pub(super) fn reads(system: &L1L2Messaging) -> Parts {
        let first = BatchPart::Logs.after(0).and(BatchPart::Proof.after(0)).and(Part::Committed.alone());
        let open = of(&[Part::OpenExecuted, Part::OpenRoots, Part::ExecutedRoot, Part::Rules]);
        let is_settled = system.parameters.variant.has_priority_mode();
        if is_settled { first.and(open).and(BatchPart::StateRoot.of_all()) } else { first }
    }

    /// The user logs that its transactions have left behind.
    pub(super) fn logs(&self) -> UserLogs {
        let mut logs = UserLogs::default();
        self.executed.iter().for_each(|one| logs.add(one.transaction));
        logs
    }
}
