//! `TeeRegistry`, and what the council and others do with locks.

use crate::interop_settlement::messages::Committer;

use super::*;

#[test]
fn a_tee_signs_what_is_valid() {
    let invalid = given(Mode::PreCommitBased, Tee::Enforced).then([bad(A, Validity::Invalid)]);
    refuses_alone(&invalid.clone().when(attest(A)), Guard::AttestedBlocksAreValid);
    let next = invalid.when(Action::AttestBlocks { chain: A, has_bug: true }).accepted();
    assert_eq!((next.chains.a.attested, next.left.tee_bugs), (Some(place(0, 1)), 0));
    given(Mode::PreCommitBased, Tee::InclusionOnly)
        .then([bad(A, Validity::Invalid)])
        .when(attest(A))
        .accepted();
    given(Mode::PreCommitBased, Tee::Enforced)
        .then([bad(A, Validity::Unprovable)])
        .when(attest(A))
        .accepted();
}

#[test]
fn blocks_are_locked_only_on_what_is_locked() {
    let dropped =
        given(Mode::PreCommitBased, Tee::Enforced).then([build(A), attest(A), import(B, place(0, 1), 1)]);
    let unlocked = dropped.clone().when(attest(B)).but(|call| call.state.chains.a.attested = None);
    refuses_alone(&unlocked, Guard::AttestedImportsAreSettled);
    dropped.when(attest(B)).accepted();
}

#[test]
fn blocks_are_locked_only_on_batches_that_are_executed() {
    let mut mixed = parameters(Mode::PreCommitBased, Tee::Enforced);
    mixed.modes = vec![Mode::PreCommitBased, Mode::CommitBased];
    let committed = Given::start(mixed).then([build(A), commit(A), import(B, place(0, 1), 1)]);
    committed.clone().when(attest(B)).is_refused_by(Guard::AttestedImportsAreSettled);
    let locked =
        committed.clone().when(attest(B)).but(|call| call.state.chains.a.attested = Some(place(0, 1)));
    refuses_alone(&locked, Guard::AttestedBatchRootsAreExecuted);
    committed.then([prove(A), execute(1, 0)]).when(attest(B)).accepted();
}

#[test]
fn a_locked_batch_that_is_reverted_and_extended_has_another_root() {
    let mut three = parameters(Mode::PreCommitBased, Tee::Enforced);
    three.modes = vec![Mode::PreCommitBased, Mode::CommitBased, Mode::PreCommitBased];
    three.routes = [(A, B), (A, C), (B, C)].map(|(from, to)| Route { from, to }).into();
    let imported = Given::start(three).then([
        build(A),
        attest(A),
        commit(A),
        import(B, place(0, 1), 1),
        Action::RevertBatches { chain: A, last: 0 },
    ]);
    assert!(!imported.offers().contains(&Action::StartAgain { chain: B }), "the root can come back");
    let extended = imported.then([build(A)]);
    let next = extended.when(Action::StartAgain { chain: B }).accepted().chains;
    assert_eq!((next.a.attested, next.b.lengths[0]), (Some(place(0, 1)), 0), "the lock was kept");
}

#[test]
fn locked_blocks_are_not_reorganised() {
    let locked = given(Mode::PreCommitBased, Tee::Enforced).then([build(A), attest(A), build(A)]);
    let to = |blocks| Action::Reorganise { chain: A, end: place(0, blocks) };
    refuses_alone(&locked.clone().when(to(0)), Guard::LockedBlocksAreKept);
    let next = locked.when(to(1)).accepted();
    assert_eq!((next.chains.a.lengths[0], next.chains.a.generation), (1, 1));
    let free = given(Mode::PreCommitBased, Tee::OffChain).then([build(A), attest(A)]).when(to(0)).accepted();
    assert_eq!(free.chains.a.attested, None, "what binds nobody is gone");
}

#[test]
fn a_revert_keeps_what_is_locked() {
    let committed =
        given(Mode::PreCommitBased, Tee::Enforced).then([build(A), attest(A), build(A), commit(A)]);
    let revert = committed.when(Action::RevertBatches { chain: A, last: 0 });
    let kept = revert.accepted().chains.a;
    assert_eq!((kept.lengths[0], kept.attested, kept.total_batches_committed), (1, Some(place(0, 1)), 0));
    let gone = revert.without(Guard::LockSurvivesRevert).accepted().chains.a;
    assert_eq!((gone.lengths[0], gone.attested), (0, None));
}

#[test]
fn others_commit_after_their_timeout_and_end_where_the_lock_does() {
    let stalled = given(Mode::PreCommitBased, Tee::Enforced).then([
        build(A),
        attest(A),
        build(A),
        Action::Stall { chain: A },
    ]);
    let force = |by| Action::ForceCommit { chain: A, by };
    for (by, timeouts) in
        [(Committer::SecurityCouncil, 1), (Committer::OtherOperator, 2), (Committer::Anybody, 3)]
    {
        let early = stalled.clone().then(vec![Action::PassTime; timeouts - 1]);
        refuses_alone(&early.clone().when(force(by)), Guard::TimeoutHasPassed);
        let next = early.then([Action::PassTime]).when(force(by)).accepted().chains.a;
        assert_eq!((next.lengths[0], next.total_batches_committed), (1, 1));
    }
    let late = stalled.then(vec![Action::PassTime; 3]).when(force(Committer::Anybody));
    assert_eq!(late.without(Guard::ForcedBatchEndsAtTheLock).accepted().chains.a.lengths[0], 2);
}

#[test]
fn the_council_drops_what_cannot_become_final_on_every_chain() {
    let locked = given(Mode::PreCommitBased, Tee::Enforced).then([
        build(A),
        bad(A, Validity::Unprovable),
        attest(A),
        import(B, place(0, 1), 1),
        import(B, place(0, 2), 2),
        attest(B),
    ]);
    let unlock = locked.when(Action::UnlockBlocks { chain: A });
    let next = unlock.accepted().chains;
    assert_eq!((next.a.lengths[0], next.a.attested), (1, Some(place(0, 1))));
    assert_eq!((next.b.lengths[0], next.b.attested), (1, Some(place(0, 1))), "the first import stays");
    let alone = unlock.without(Guard::CouncilCoversDependents).accepted().chains;
    assert_eq!((alone.b.lengths[0], alone.b.attested), (2, Some(place(0, 2))));
    let nothing = unlock.without(Guard::CouncilKeepsWhatIsProvable).accepted().chains;
    assert_eq!((nothing.a.lengths[0], nothing.b.lengths[0]), (0, 0));
}
