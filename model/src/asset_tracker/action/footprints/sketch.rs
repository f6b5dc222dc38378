//! A footprint as it is put together, of what its class may call.

use crate::asset_tracker::state::parts::{Part, Shared};
use crate::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use crate::asset_tracker::{AssetTracker, Flow, Guard, History, Party};
use crate::footprint::{Footprint, Parts};

/// What a class of actions that concerns `chain` reads and writes, as far as has been said.
#[derive(Clone, Copy)]
pub(super) struct Sketch<'a> {
    pub(super) system: &'a AssetTracker,
    pub(super) chain: Chain,
    reads: Parts,
    writes: Parts,
}

/// What forgetting clears where nothing reads the totals of a chain any more.
const TOTALS: [Part; 3] = [Part::TotalsOnL1, Part::OwnTotals, Part::ReportedTotals];

impl<'a> Sketch<'a> {
    pub(super) fn new(system: &'a AssetTracker, chain: Chain) -> Self {
        Self { system, chain, reads: Parts::NONE, writes: Parts::NONE }
    }

    /// Reads these parts of its chain.
    pub(super) fn reads(self, parts: &[Part]) -> Self {
        self.reads_of(self.chain, parts)
    }

    /// Writes these parts of its chain.
    pub(super) fn writes(self, parts: &[Part]) -> Self {
        self.writes_of(self.chain, parts)
    }

    /// Reads these parts of a chain.
    pub(super) fn reads_of(self, chain: Chain, parts: &[Part]) -> Self {
        let read = parts.iter().map(|part| part.of(chain)).collect();
        Self { reads: self.reads.and(read), ..self }
    }

    /// Writes these parts of a chain.
    pub(super) fn writes_of(self, chain: Chain, parts: &[Part]) -> Self {
        let written = parts.iter().map(|part| part.of(chain)).collect();
        Self { writes: self.writes.and(written), ..self }
    }

    /// Reads these parts of every chain.
    pub(super) fn reads_of_all(self, parts: &[Part]) -> Self {
        self.system.chains.iter().fold(self, |sketch, chain| sketch.reads_of(*chain, parts))
    }

    /// Writes these parts of every chain.
    pub(super) fn writes_of_all(self, parts: &[Part]) -> Self {
        self.system.chains.iter().fold(self, |sketch, chain| sketch.writes_of(*chain, parts))
    }

    /// Reads a part that is no chain's.
    pub(super) fn reads_shared(self, part: Shared) -> Self {
        Self { reads: self.reads.and(part.set()), ..self }
    }

    /// Writes a part that is no chain's.
    pub(super) fn writes_shared(self, part: Shared) -> Self {
        Self { writes: self.writes.and(part.set()), ..self }
    }

    /// With `more`, if the condition holds.
    pub(super) fn when(self, condition: bool, more: impl FnOnce(Self) -> Self) -> Self {
        if condition { more(self) } else { self }
    }

    /// With `more`, unless the guard is on and as it should be.
    pub(super) fn unless_intact(self, guard: Guard, more: impl FnOnce(Self) -> Self) -> Self {
        self.when(!self.system.guards.is_intact(guard), more)
    }

    /// Whether the scenario starts before v31.
    pub(super) fn is_old(&self) -> bool {
        self.system.parameters.history == History::BeforeV31
    }

    /// Whether its chain may settle on Gateway.
    pub(super) fn comes_to_gateway(&self) -> bool {
        let chain = self.system.parameters.chain(self.chain);
        chain.migrates || chain.starts_on == SettlementLayer::Gateway
    }

    /// Whether Gateway may come to prove what it likes.
    pub(super) fn gateway_lies(&self) -> bool {
        self.system.parameters.gateway != Party::Honest
    }

    /// Asks whether L1 has upgraded.
    pub(super) fn asks_l1_upgraded(self) -> Self {
        self.when(self.is_old(), |old| old.reads_of(Chain::A, &[Part::Upgrade]))
    }

    /// Asks whether its chain has upgraded.
    pub(super) fn asks_upgraded(self) -> Self {
        self.asks_l1_upgraded().when(self.is_old(), |old| old.reads(&[Part::Upgrade]))
    }

    /// Asks whether Gateway proves what it likes.
    pub(super) fn asks_gateway_compromised(self) -> Self {
        self.when(self.gateway_lies(), |lies| lies.reads_shared(Shared::Whitelisting))
    }

    /// Asks where its chain settles, as the chain sees it.
    pub(super) fn asks_layer(self) -> Self {
        self.reads(&[Part::Layer, Part::LayerOnGateway])
    }

    /// Writes the balance of `id` on L1.
    pub(super) fn writes_balance(self, id: ChainId) -> Self {
        match id {
            ChainId::L1 => self.writes_shared(Shared::L1Balance),
            ChainId::Gateway => self.writes_shared(Shared::GatewayBalance),
            ChainId::Chain(chain) => self.writes_of(chain, &[Part::Balance]),
        }
    }

    /// Registers the asset on L1, if nobody has.
    pub(super) fn registers(self) -> Self {
        self.writes_shared(Shared::Registered).writes_balance(self.system.origin_chain_id())
    }

    /// Puts an operation into the chain's queue, and tells Gateway of it.
    pub(super) fn requests(self) -> Self {
        self.reads(&[Part::Layer, Part::Paused]).writes(&[Part::Queue, Part::Inbox])
    }

    /// Says something to L1 about its chain in Gateway's batch, which is settled at once unless the scenario lets it
    /// wait.
    pub(super) fn vouches(self, batched: Part, settled: Part) -> Self {
        self.writes(&[if self.system.runs(Flow::SettleGatewayBatches) { batched } else { settled }])
    }

    /// Changes what tells whether the totals of its chain are past.
    pub(super) fn forgets_totals(self) -> Self {
        self.when(self.keeps_totals(self.chain), |one| {
            one.reads(&[Part::Number, Part::Layer]).writes(&TOTALS)
        })
    }

    /// Makes a message with totals, which are cleared if they are past.
    pub(super) fn reports_totals(self) -> Self {
        self.writes(&[Part::ReportedTotals])
            .when(self.keeps_totals(self.chain), |one| one.reads(&[Part::Number, Part::Layer]))
    }

    /// Whether the chain has totals, and they may be forgotten.
    fn keeps_totals(&self, chain: Chain) -> bool {
        self.system.forgets && self.system.is_honest(chain)
    }

    /// The footprint: what is written is read too, and so is what tells whether it is past.
    pub(super) fn footprint(self) -> Footprint {
        let mut reads = self.reads.and(self.writes);
        let mut writes = self.writes;
        for &chain in &self.system.chains {
            let counted = Part::TotalsOnL1.of(chain).and(Part::OwnTotals.of(chain));
            if self.keeps_totals(chain) && writes.meets(counted) {
                reads = reads.and(Part::Number.of(chain)).and(Part::Layer.of(chain));
            }
            if self.system.forgets && writes.meets(Part::ReturnMessage.of(chain)) {
                reads = reads.and(Part::Number.of(chain));
            }
            // What is on a Gateway that was malicious from the start is not followed, nor is the queue of a chain there.
            if self.system.parameters.gateway_starts_compromised() {
                if writes.meets(Part::Layer.of(chain)) {
                    writes = writes.and(Part::Queue.of(chain));
                }
                if writes.meets(Part::Queue.of(chain)) {
                    reads = reads.and(Part::Layer.of(chain)).and(Part::Queue.of(chain));
                }
            }
        }
        Footprint { reads, writes }
    }
}
