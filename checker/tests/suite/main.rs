//! The tests of whole commands, of the repository's own shape, and of what is pinned: one program, since each
//! program links the whole library. `cargo test -p counterfoil --test suite NAME::` runs one file.

mod browser;
mod common;
mod maze;
mod repository;

mod architecture;
mod asked;
mod bench;
mod bounds;
mod catalogue;
mod checkpoint;
mod command_line;
mod corpus;
mod coverage;
mod covering;
mod depth_first;
mod determinism;
mod differential;
mod ends;
mod exact;
mod expected;
mod exports;
mod forgets;
mod formats;
mod hostile;
mod laws;
mod limits;
mod liveness;
mod matrix;
mod mutate;
mod page;
mod program;
mod readme;
mod reductions;
mod regression;
mod replay;
mod scenario_file;
mod search;
mod simulation;
mod specification;
mod stateright;
mod tidy;
mod traces;
mod trust;
mod two_phase_commit;
