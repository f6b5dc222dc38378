//! Footprints: what the actions of each class read and write.
//!
//! A footprint covers whatever the class does in any state that can be reached, with any guard off: which of its actions are
//! attempted and which are an honest party's, which guard refuses them, and what they change.

use crate::footprint::{Footprint, Parts};

use super::super::messages::Validity;
use super::super::scenario::Mode;
use super::super::state::parts::{ChainPart as P, Once, blocks, headers, imports, of, whole};
use super::super::topology::ChainId;
use super::super::{Execution, Guard, InteropSettlement};
use super::Action;
use super::classes::Class;

/// The footprints of all classes, by number.
pub(in super::super) fn all(system: &InteropSettlement) -> Vec<Footprint> {
    Class::all().map(|class| footprint(system, class)).collect()
}

/// The class of an action, by its number.
pub(in super::super) fn class(action: Action) -> usize {
    Class::of(action).number()
}

fn footprint(system: &InteropSettlement, class: Class) -> Footprint {
    if !is_attempted(system, class) {
        return Footprint { reads: Parts::NONE, writes: Parts::NONE };
    }
    let writes = written(system, class).and(astray(system, class));
    Footprint { reads: read(system, class).and(writes), writes }
}

/// Whether the scenario attempts any action of the class.
fn is_attempted(system: &InteropSettlement, class: Class) -> bool {
    let bounds = &system.parameters;
    let exists = |chain: ChainId| system.chains().any(|one| one == chain);
    match class {
        Class::Build(chain, Validity::Valid)
        | Class::Commit(chain)
        | Class::Prove(chain)
        | Class::StartAgain(chain) => exists(chain),
        Class::Build(chain, Validity::Unprovable) => exists(chain) && bounds.unprovable_blocks > 0,
        Class::Build(chain, Validity::Invalid) => exists(chain) && bounds.invalid_blocks > 0,
        Class::Import(chain, source) => bounds.imports > 0 && bounds.sources(chain).any(|one| one == source),
        Class::Attest(chain) => exists(chain) && bounds.attests(chain),
        Class::Execute(of) => {
            let chains = of.into_iter().filter(|one| *one).count();
            let most = match bounds.variant.execution() {
                Execution::Single => 1,
                Execution::Pairwise => 2,
                Execution::Group => 3,
            };
            chains <= most && members(of).all(exists)
        }
        Class::Reorganise(chain) => exists(chain) && bounds.reorganisations > 0,
        Class::Revert(chain) => exists(chain) && bounds.reverts > 0,
        Class::Stall(chain) => exists(chain) && bounds.stalls > 0,
        Class::PassTime => bounds.timeouts > 0 && bounds.stalls > 0,
        Class::Force(chain, _) => {
            exists(chain) && bounds.timeouts > 0 && bounds.stalls > 0 && may_be_attested(system, chain)
        }
        Class::Unlock(chain) => exists(chain) && bounds.council_actions > 0 && may_be_attested(system, chain),
    }
}

/// The chains of a group.
fn members(of: [bool; 3]) -> impl Iterator<Item = ChainId> {
    ChainId::ALL.into_iter().zip(of).filter(|(_, is_in)| *is_in).map(|(chain, _)| chain)
}

/// What decides whether actions of the class are attempted and what becomes of them, besides what they write.
fn read(system: &InteropSettlement, class: Class) -> Parts {
    let every = |part: P| system.chains().map(|chain| part.of(system, chain)).collect::<Parts>();
    match class {
        Class::Build(chain, _) => of(system, chain, &[P::Stalled, P::Committed, P::Generation]),
        Class::Import(chain, source) => {
            let own = of(system, chain, &[P::Stalled, P::Committed, P::Generation]);
            let progress = match system.mode(chain) {
                Mode::ProofBased => of(system, source, &[P::Committed, P::Executed]),
                Mode::CommitBased => P::Committed.of(system, source),
                Mode::PreCommitBased => of(system, source, &[P::Committed, P::Executed, P::Attested]),
            };
            own.and(progress).and(P::Lengths.of(system, source)).and(headers(system, source))
        }
        Class::Attest(chain) => {
            let own = of(system, chain, &[P::Stalled, P::Committed, P::Executed, P::Lengths]);
            let sources = of_sources(system, chain, &[P::Executed, P::Attested]);
            own.and(blocks(system, chain)).and(sources)
        }
        Class::Commit(chain) => of(system, chain, &[P::Stalled, P::Lengths]).and(exported(system, chain)),
        Class::Prove(chain) => of(system, chain, &[P::Committed, P::Lengths]).and(headers(system, chain)),
        Class::Execute(group) => {
            let of_chain = |chain: ChainId| {
                if system.imports_are_final(chain) {
                    return P::Lengths.of(system, chain);
                }
                let own = P::Lengths.of(system, chain).and(imports(system, chain));
                own.and(of_sources(system, chain, &[P::Executed, P::Verified, P::Committed]))
            };
            members(group).map(of_chain).collect()
        }
        Class::StartAgain(chain) => {
            let sources = of_sources(system, chain, &[P::Executed, P::Attested, P::Stalled]);
            P::Stalled.of(system, chain).and(sources)
        }
        Class::Reorganise(chain) => of(system, chain, &[P::Stalled, P::Committed, P::Executed]),
        Class::Revert(chain) => P::Stalled.of(system, chain),
        Class::PassTime => every(P::Stalled),
        Class::Force(chain, _) => {
            let own = P::Executed.of(system, chain);
            own.and(every(P::Stalled)).and(Once::Timeouts.alone()).and(exported(system, chain))
        }
        Class::Stall(_) | Class::Unlock(_) => Parts::NONE,
    }
}

/// What of the sources decides whether imports of a chain are live, and more of them.
fn of_sources(system: &InteropSettlement, chain: ChainId, more: &[P]) -> Parts {
    if system.imports_are_final(chain) {
        return Parts::NONE;
    }
    let source = |source: ChainId| {
        let blocks = P::Lengths.of(system, source).and(headers(system, source));
        blocks.and(of(system, source, more))
    };
    system.parameters.sources(chain).map(source).collect()
}

/// What decides whether proof-based imports are good when a batch is committed: nothing, where they are always.
fn exported(system: &InteropSettlement, chain: ChainId) -> Parts {
    let is_looked_at = system.mode(chain) == Mode::ProofBased && !system.imports_are_final(chain);
    let roots = || imports(system, chain).and(of_sources(system, chain, &[P::Executed]));
    if is_looked_at { roots() } else { Parts::NONE }
}

/// What actions of the class change besides where an effect goes astray.
fn astray(system: &InteropSettlement, class: Class) -> Parts {
    let (guard, parts): (Guard, &[P]) = match class {
        Class::Attest(_) => (Guard::AttestationIsRecorded, &[P::Attested]),
        Class::Commit(_) | Class::Force(..) => (Guard::BatchIsCommitted, &[P::Committed]),
        Class::Prove(_) => (Guard::BatchIsVerified, &[P::Verified]),
        Class::Execute(_) => (Guard::BatchIsExecuted, &[P::Committed, P::Verified, P::Executed, P::Attested]),
        Class::StartAgain(_) | Class::Revert(_) => (Guard::BatchIsReverted, P::ALL),
        _ => return Parts::NONE,
    };
    if system.guards.is_intact(guard) {
        return Parts::NONE;
    }
    let of_chain = |chain| {
        let dropped = if parts.len() == P::ALL.len() { blocks(system, chain) } else { Parts::NONE };
        dropped.and(of(system, chain, parts))
    };
    system.chains().map(of_chain).collect()
}

/// Whether something of a chain can be attested: with attestations that go astray, of any chain.
fn may_be_attested(system: &InteropSettlement, chain: ChainId) -> bool {
    let is_right = system.guards.is_intact(Guard::AttestationIsRecorded);
    system.chains().any(|one| (one == chain || !is_right) && system.parameters.attests(one))
}

/// What actions of the class change.
fn written(system: &InteropSettlement, class: Class) -> Parts {
    let dropped = |chain: ChainId| {
        blocks(system, chain).and(of(system, chain, &[P::Lengths, P::Generation, P::Attested]))
    };
    let progress = |chain: ChainId| of(system, chain, &[P::Committed, P::Verified, P::Executed]);
    match class {
        Class::Build(chain, validity) => {
            let budget = match validity {
                Validity::Valid => Parts::NONE,
                Validity::Unprovable => Once::UnprovableBlocks.alone(),
                Validity::Invalid => Once::InvalidBlocks.alone(),
            };
            P::Lengths.of(system, chain).and(headers(system, chain)).and(budget)
        }
        Class::Import(chain, _) => {
            of(system, chain, &[P::Lengths, P::ImportsLeft]).and(blocks(system, chain))
        }
        Class::Attest(chain) => P::Attested.of(system, chain).and(Once::TeeBugs.alone()),
        Class::Commit(chain) => P::Committed.of(system, chain),
        Class::Prove(chain) => P::Verified.of(system, chain),
        Class::Execute(group) => {
            members(group).map(|chain| progress(chain).and(P::Attested.of(system, chain))).collect()
        }
        Class::StartAgain(chain) => dropped(chain).and(progress(chain)),
        Class::Reorganise(chain) => dropped(chain).and(Once::Reorganisations.alone()),
        Class::Revert(chain) => dropped(chain).and(progress(chain)).and(Once::Reverts.alone()),
        Class::Stall(chain) => P::Stalled.of(system, chain).and(Once::Stalls.alone()),
        Class::PassTime => Once::Timeouts.alone(),
        Class::Force(chain, _) => dropped(chain).and(of(system, chain, &[P::Committed, P::Verified])),
        Class::Unlock(_) => {
            let all: Parts = system.chains().map(|chain| whole(system, chain)).collect();
            all.and(Once::CouncilActions.alone())
        }
    }
}
