//! The tests that `trace export --to rust` writes fail where the system no longer does what they tell.

use std::fs;
use std::panic::catch_unwind;
use std::sync::OnceLock;

use crate::common::scratch;
use counterfoil::registry;
use counterfoil::regression::Regression;

/// A counterexample of three actions, as a file holds it.
fn trace() -> &'static str {
    static TRACE: OnceLock<String> = OnceLock::new();
    TRACE.get_or_init(|| {
        let (folder, report) = (scratch("traces"), scratch("report"));
        let [traces, output] = [&folder, &report].map(|path| path.to_str().expect("it has a plain name"));
        let arguments = ["check", TARGET, "--traces", traces, "--output", output];
        crate::common::run_on(&registry::systems(), &arguments).expect("check runs");
        let name =
            "asset_tracker.deposit_pausing_as_documented@small.no_deposit_in_flight_across_migration.json";
        fs::read_to_string(folder.join(name)).expect("it is violated")
    })
}

const TARGET: &str = "asset_tracker/deposit_pausing_as_documented@small";

/// What a test says that tells another story than the trace.
fn said(test: impl FnOnce(Regression) + std::panic::UnwindSafe) -> String {
    let trace = trace();
    let panic = catch_unwind(|| test(Regression::of(trace))).expect_err("the test fails");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn a_trace_that_cannot_be_replayed_is_no_test() {
    let said = |text: String| {
        let panic = catch_unwind(|| Regression::of(&text)).map(drop).expect_err("the test fails");
        panic.downcast_ref::<String>().cloned().unwrap_or_default()
    };
    assert!(said("{".to_owned()).starts_with("the trace cannot be read: 1: "));
    assert_eq!(said(trace().replace("\"asset_tracker\"", "\"vault\"")), "there is no system \"vault\"");
    let renamed = trace().replace("\"property\": \"no_deposit", "\"property\": \"a_deposit");
    assert!(said(renamed).starts_with("the trace does not fit asset_tracker: property: "));
    let kept = trace().replace("\"expect\": \"violated\"", "\"expect\": \"holds\"");
    assert!(said(kept).starts_with("the trace does not do what it says: "));
}

#[test]
fn each_difference_is_named() {
    let books = said(|mut run| run.starts_with(&[("L1 chainBalance[A]", "7"), ("the treasure", "1")]));
    assert!(books.starts_with("after step 0:\n"), "{books}");
    for line in [
        "\n  L1 chainBalance[A] is 0, and should be 7",
        "\n  the treasure is no longer a book",
        "\n  L1 chainBalance[Gateway] is 0, of which the test says nothing",
    ] {
        assert!(books.contains(line), "{books}");
    }
    assert!(said(|mut run| run.does("user on L1: Deposit of 9 to A", &[])).contains("step 1"));
    assert!(said(Regression::ends).contains("the steps told, and those of the trace"));
    assert!(
        said(|run| run.witnesses("no_deposit_in_flight_across_migration")).contains("what the trace shows")
    );
    assert!(said(|run| run.keeps("no_deposit_in_flight_across_migration")).contains("what the trace shows"));
    assert!(said(|run| run.violates("honest_chain_solvent", &[])).contains("what the trace shows"));
    let cases = said(|run| run.violates("no_deposit_in_flight_across_migration", &[("chain A", 1, "<=", 0)]));
    assert!(cases.contains("that do not hold at the end"), "{cases}");
}

#[test]
fn a_refusal_that_does_not_come_is_named_with_its_step() {
    let first = first_action();
    let succeeds = said(move |mut run| run.is_refused(&first, "deposit_is_covered"));
    assert!(succeeds.contains("the guard that refuses step 1"), "{succeeds}");
}

/// The first action as an exported test tells it.
fn first_action() -> String {
    let (file, output) = (scratch("trace.json"), scratch("export"));
    fs::write(&file, trace()).expect("the scratch folder can be written");
    let [from, to] = [&file, &output].map(|path| path.to_str().expect("it has a plain name"));
    let arguments = ["trace", "export", from, "--to", "rust", "--output", to];
    crate::common::run_on(&registry::systems(), &arguments).expect("it is exported");
    let text = fs::read_to_string(&output).expect("it was written");
    let told = text.split("run.does(\"").nth(1).and_then(|rest| rest.split('"').next());
    told.expect("the test tells an action").to_owned()
}
