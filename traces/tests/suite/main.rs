//! The tests of traces that need files that anybody may have written, or contracts: one program, since each program links
//! the whole library. `cargo test -p counterfoil-traces --test suite NAME::` runs one file.

mod foundry;
mod hostile;
