//! `Executor`: what is proven and executed, alone and together, and what is reverted.

use super::*;

#[test]
fn only_valid_committed_blocks_are_proven() {
    let built = given(Mode::CommitBased, Tee::None).then([build(A)]);
    refuses_alone(&built.when(prove(A)), Guard::VerifiesOnlyCommitted);
    let invalid = given(Mode::CommitBased, Tee::None).then([bad(A, Validity::Invalid), commit(A)]);
    refuses_alone(&invalid.when(prove(A)), Guard::ProofIsSound);
    let unprovable = given(Mode::CommitBased, Tee::None).then([bad(A, Validity::Unprovable), commit(A)]);
    assert!(!unprovable.offers().contains(&prove(A)), "nobody has a proof to show");
}

#[test]
fn only_proven_batches_are_executed() {
    let committed = given(Mode::CommitBased, Tee::None).then([build(A), commit(A)]);
    refuses_alone(&committed.when(execute(1, 0)), Guard::ExecutesOnlyVerified);
}

#[test]
fn a_dependency_is_executed_before_or_together() {
    let proven = given(Mode::CommitBased, Tee::None).then([
        build(A),
        commit(A),
        import(B, place(0, 1), 1),
        commit(B),
        prove(A),
        prove(B),
    ]);
    refuses_alone(&proven.clone().when(execute(0, 1)), Guard::DependencyIsExecuted);
    proven.clone().when(execute(1, 1)).changes(|next| {
        (next.chains.a.total_batches_executed, next.chains.b.total_batches_executed) = (1, 1);
    });
    proven.then([execute(1, 0)]).when(execute(0, 1)).accepted();
}

#[test]
fn a_dependency_is_executed_with_the_imported_root() {
    let revert = Action::RevertBatches { chain: A, last: 0 };
    let replaced = [revert, build(A), commit(A), prove(A), execute(1, 0)];
    let committed = given(Mode::CommitBased, Tee::None)
        .then([build(A), commit(A), import(B, place(0, 1), 1), commit(B), prove(B)])
        .then(replaced);
    refuses_alone(&committed.when(execute(0, 1)), Guard::DependencyRootIsTheBatchRoot);
    let local = given(Mode::PreCommitBased, Tee::None)
        .then([build(A), import(B, place(0, 1), 1), commit(A), commit(B), prove(B)])
        .then(replaced);
    refuses_alone(&local.when(execute(0, 1)), Guard::LocalRootIsExtended);
}

#[test]
fn an_imported_local_root_is_extended_by_a_longer_batch() {
    let longer = [
        build(A),
        import(B, place(0, 1), 1),
        build(A),
        commit(A),
        prove(A),
        execute(1, 0),
        commit(B),
        prove(B),
    ];
    given(Mode::PreCommitBased, Tee::None).then(longer).when(execute(0, 1)).accepted();
}

#[test]
fn batches_of_a_circle_are_executed_together_only() {
    let circle = [
        build(A),
        import(B, place(0, 1), 1),
        import(A, place(0, 1), 1),
        commit(A),
        commit(B),
        prove(A),
        prove(B),
    ];
    let proven = given(Mode::PreCommitBased, Tee::None).then(circle);
    proven.clone().when(execute(1, 0)).is_refused_by(Guard::DependencyIsExecuted);
    proven.clone().when(execute(0, 1)).is_refused_by(Guard::DependencyIsExecuted);
    proven.when(execute(1, 1)).accepted();
}

#[test]
fn a_revert_keeps_what_is_executed() {
    let executed = given(Mode::CommitBased, Tee::None).then([build(A), commit(A), prove(A), execute(1, 0)]);
    refuses_alone(
        &executed.clone().when(Action::RevertBatches { chain: A, last: 0 }),
        Guard::RevertKeepsExecuted,
    );
    let nothing = executed.when(Action::RevertBatches { chain: A, last: 1 });
    nothing.changes(|next| next.left.reverts = 1);
}

#[test]
fn an_operator_starts_again_where_its_dependency_is_gone() {
    let dropped = given(Mode::PreCommitBased, Tee::None).then([
        build(A),
        build(B),
        import(B, place(0, 1), 1),
        Action::Reorganise { chain: A, end: place(0, 0) },
    ]);
    let next = dropped.when(Action::StartAgain { chain: B }).accepted().chains.b;
    assert_eq!((next.lengths[0], next.generation), (1, 1));
}

#[test]
fn a_proof_based_root_is_checked_again_when_its_batch_is_committed() {
    let proven = given(Mode::ProofBased, Tee::None).then([build(A), commit(A), prove(A)]);
    let smuggled = proven.when(import(B, place(0, 1), 1)).without(Guard::ImportedBatchIsExecuted).accepted();
    let call = given(Mode::ProofBased, Tee::None).then([build(B)]).when(commit(B));
    call.but(|call| call.state = smuggled).is_refused_by(Guard::ExportedRootIsInMessageRoot);
}
