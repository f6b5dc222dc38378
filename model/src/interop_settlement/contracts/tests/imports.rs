//! `MessageRoot` and `L2InteropRootStorage`: which roots are imported, and which messages consumed.

use super::*;

#[test]
fn proof_based_roots_are_of_executed_batches() {
    let proven = given(Mode::ProofBased, Tee::None).then([build(A), commit(A), prove(A)]);
    refuses_alone(&proven.clone().when(import(B, place(0, 1), 1)), Guard::ImportedBatchIsExecuted);
    let executed = proven.then([execute(1, 0)]);
    executed.when(import(B, place(0, 1), 1)).accepted();
}

#[test]
fn commit_based_roots_are_of_committed_batches() {
    let built = given(Mode::CommitBased, Tee::None).then([build(A)]);
    refuses_alone(&built.clone().when(import(B, place(0, 1), 1)), Guard::ImportedBatchIsCommitted);
    built.then([commit(A)]).when(import(B, place(0, 1), 1)).accepted();
}

#[test]
fn a_root_is_kept_once_and_a_message_consumed_once() {
    let imported =
        given(Mode::PreCommitBased, Tee::None).then([build(A), build(A), import(B, place(0, 2), 1)]);
    refuses_alone(&imported.clone().when(import(B, place(0, 2), 2)), Guard::InteropRootIsSetOnce);
    refuses_alone(&imported.clone().when(import(B, place(0, 1), 1)), Guard::MessageIsConsumedOnce);
    imported.when(import(B, place(0, 2), 1)).is_refused_by(Guard::InteropRootIsSetOnce);
}

#[test]
fn without_the_guard_a_root_takes_the_place_of_the_one_before() {
    let end = place(0, 1);
    let replaced = given(Mode::PreCommitBased, Tee::None).then([
        build(A),
        build(A),
        import(B, place(0, 2), 1),
        Action::Reorganise { chain: A, end },
        build(A),
    ]);
    let again = replaced.when(import(B, place(0, 2), 2)).without(Guard::InteropRootIsSetOnce);
    let first = again.accepted().chains.b.blocks[0].import.expect("it imports");
    assert_eq!((first.generation, first.ghost_generation), (1, 0));
}

#[test]
fn with_locks_only_attested_blocks_are_imported() {
    let built = given(Mode::PreCommitBased, Tee::Enforced).then([build(A)]);
    refuses_alone(&built.clone().when(import(B, place(0, 1), 1)), Guard::ImportedBlocksAreAttested);
    built.then([attest(A)]).when(import(B, place(0, 1), 1)).accepted();
}

#[test]
fn an_external_node_refuses_invalid_blocks_and_cannot_see_a_missing_proof() {
    let start = given(Mode::PreCommitBased, Tee::None);
    let invalid = start.clone().then([bad(A, Validity::Invalid)]);
    refuses_alone(&invalid.when(import(B, place(0, 1), 1)), Guard::ImportedBlocksAreChecked);
    start.then([bad(A, Validity::Unprovable)]).when(import(B, place(0, 1), 1)).accepted();
}
