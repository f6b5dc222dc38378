//! Traces of Counterfoil as regression tests, written by `lock_and_mint trace export --to rust`.
//!
//! They run wherever the packages `counterfoil` and `lock_and_mint` are dependencies: in `tests/`, under any name.

use counterfoil::regression::Regression;
use lock_and_mint::systems;

/// Counterexample to minted_is_locked, in lock_and_mint/bridge.
///
/// Whatever is minted is locked in the vault.
///
/// message_is_unused: the guard is off (A message mints once.)
#[rustfmt::skip]
#[test]
fn lock_and_mint_bridge_message_is_unused_minted_is_locked() {
    let mut run = Regression::on(&systems(), r#"{
  "format": "counterfoil-trace/1",
  "system": "lock_and_mint",
  "scenario": "bridge",
  "parameters": {"units":3},
  "guards_off": ["message_is_unused"],
  "property": "minted_is_locked",
  "kind": "counterexample",
  "expect": "violated",
  "actions": [
    {"name":"Lock","args":{},"refused":null},
    {"name":"Mint","args":{"message":0},"refused":null},
    {"name":"Mint","args":{"message":0},"refused":null}
  ],
  "loop": null
}
"#);

    run.starts_with(&[
        ("locked", "0"),
        ("minted", "0"),
        ("messages", "[]"),
    ]);

    run.does("user: locks a unit", &[
        ("locked", "0", "1"),
        ("messages", "[]", "[unused]"),
    ]);

    run.does("anybody: presents message 0", &[
        ("minted", "0", "1"),
        ("messages", "[unused]", "[used]"),
    ]);

    run.does("anybody: presents message 0", &[
        ("minted", "1", "2"),
    ]);

    // At the end it is violated.
    run.violates("minted_is_locked", &[]);
}
