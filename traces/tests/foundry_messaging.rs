//! The exported covering suite of `l1_l2_messaging` against the reference chain, and against chains with a line wrong.

#[path = "foundry/cover.rs"]
mod cover;
#[path = "foundry/forge.rs"]
mod forge;

use std::collections::{BTreeMap, BTreeSet};

use counterfoil_model::guard::{GuardKind, GuardTable};
use counterfoil_model::l1_l2_messaging::action::{Claim, Items, Source};
use counterfoil_model::l1_l2_messaging::messages::{OperationId, Transaction};
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, Scenario};
use counterfoil_model::scenario::Size;
use counterfoil_model::system::System;
use counterfoil_model::types::TxStatus;
use counterfoil_traces::export::Exported;
use counterfoil_traces::export::foundry::project;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::attempt;
use forge::{Outcomes, Project};
use serde_json::{Value, json};

fn file(scenario: &Scenario, actions: &[Action]) -> TraceFile {
    let Value::Object(parameters) = json!(scenario.parameters) else { unreachable!() };
    TraceFile {
        system: L1L2Messaging::NAME.into(),
        scenario: scenario.label(),
        parameters,
        guards_off: Vec::new(),
        property: None,
        kind: Kind::Witness,
        expect: Expect::Witnessed,
        start: 0,
        actions: actions.iter().map(attempt::<L1L2Messaging>).collect(),
        loop_start: None,
    }
}

/// Scenarios of which a refusal in one says little of the same refusal in another.
fn family(scenario: &Scenario) -> u64 {
    let parameters = &scenario.parameters;
    let (variant, hashing) = (parameters.variant as u64, parameters.hashing as u64);
    (variant * 2 + hashing) * 2 + parameters.structure as u64
}

/// What walks come to too seldom: a withdrawal that is paid is not paid again, an operation that is executed is not
/// executed again, and anybody who settles serves the queue alone.
fn by_hand() -> [(&'static str, Vec<Action>); 3] {
    let process = |transaction| Action::ProcessTx { transaction };
    let deposit = Transaction::Priority { operation: OperationId::FIRST, status: TxStatus::Success };
    let request = Action::RequestL2Transaction { fits: true };
    let commit = Action::CommitBatches { claim: Claim::AsComputed };
    let settle = [commit, Action::ProveBatches, Action::ExecuteBatches];
    let mut paid = vec![request, process(deposit), process(Transaction::Withdrawal)];
    paid.extend(settle);
    paid.extend([Source::Sent, Source::Used].map(|source| Action::FinalizeWithdrawal { source }));
    let mut served = vec![request, Action::PassTime, Action::ActivatePriorityMode];
    served.extend([process(deposit), process(Transaction::Withdrawal), Action::SettleBatches]);
    let with_path = |items| Action::ExecuteBatchesWithPath { first: OperationId::FIRST, items };
    let once = [process(deposit), commit, Action::ProveBatches, with_path(Items::Claimed)];
    let again = [&[request, request], &once[..], &once[..]].concat();
    [("withdrawals", paid), ("settled_by_anybody", served), ("priority_tree", again)]
}

/// The covering suite as a forge project.
fn suite() -> Vec<Exported> {
    let scenarios = L1L2Messaging::scenarios();
    let scenarios: Vec<_> =
        scenarios.into_iter().filter(|one| one.size == Size::Default && !one.nightly).collect();
    let mut seen = BTreeMap::new();
    let walks = scenarios.iter().map(|one| cover::walks(one, family(one), &mut seen));
    let walks: Vec<_> =
        walks.zip(&scenarios).flat_map(|(ways, one)| ways.into_iter().map(move |way| (way, one))).collect();
    let (ways, places): (Vec<_>, Vec<_>) = walks.into_iter().unzip();
    let chosen = cover::chosen(&ways, &mut BTreeSet::new());
    let trace = |(index, length): (usize, usize)| {
        let name = format!("{}_{index}", places[index].name);
        (name, file(places[index], &ways[index].actions[..length]))
    };
    let by_hand = by_hand().into_iter().map(|(name, actions)| {
        let scenario = scenarios.iter().find(|one| one.name == name).expect("the scenario is there");
        (format!("{name}_by_hand"), file(scenario, &actions))
    });
    let traces: Vec<_> = by_hand.chain(chosen.into_iter().map(trace)).collect();
    let named: Vec<(&str, &TraceFile)> = traces.iter().map(|(name, file)| (name.as_str(), file)).collect();
    project(&named).expect("they are tests")
}

/// The tests among the files of a project.
fn tests(files: &[Exported]) -> String {
    let tests = files.iter().filter(|file| file.path.starts_with("test/"));
    tests.map(|file| file.text.as_str()).collect()
}

/// The names of the tests that fail.
fn failed(outcomes: &Outcomes) -> Vec<String> {
    let failed = outcomes
        .iter()
        .filter_map(|((contract, test), reason)| Some(format!("{contract}.{test}: {}", reason.as_deref()?)));
    failed.collect()
}

#[test]
fn every_action_and_every_refusal_of_the_default_scenarios_is_in_the_suite() {
    let files = suite();
    assert!(files.iter().all(|file| file.path != "NOT_EXPORTED.txt"), "every trace is a test");
    let tests = tests(&files);
    let interface = include_str!("../foundry/l1_l2_messaging/src/IL1L2MessagingAdapter.sol");
    let functions = interface.lines().filter_map(|line| line.strip_prefix("    function "));
    let names = functions.filter_map(|line| line.split('(').next()).filter(|name| *name != "start");
    let missing: Vec<&str> = names.filter(|name| !tests.contains(&format!("adapter.{name}"))).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test calls these functions");
    let requires = Guard::ALL.iter().map(|guard| guard.entry());
    let requires = requires.filter(|entry| entry.kind == GuardKind::Require && entry.backstop.is_none());
    let missing: Vec<&str> = requires
        .filter(|entry| !tests.contains(&format!(": refused by {}\n", entry.name)))
        .map(|entry| entry.name)
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test sees these guards refuse");
}

#[test]
#[ignore = "needs forge"]
fn the_covering_suite_passes_on_the_reference_chain() {
    let project = Project::new("messaging", &suite());
    project.build();
    let outcomes = project.test(&[], None);
    assert!(outcomes.len() > 50, "{} tests", outcomes.len());
    assert_eq!(failed(&outcomes), Vec::<String>::new());
}

/// Lines of the reference chain, each with a way to get it wrong.
const WRONG: &[(&str, &str, &str)] = &[
    ("Bootloader", "if (open.transactions > 0) revert ProtocolUpgradeTxNotFirst();", ""),
    ("Bootloader", "if (!_tx.succeeds) revert UpgradeTxFailed();", ""),
    ("Bootloader", "open.logs.failed |= 1 << _tx.number;", ""),
    ("Bootloader", "if (open.root.supply == 0) revert InsufficientFunds(1, 0);", ""),
    ("Executor", "if (_logs.length > 1) revert LogAlreadyProcessed(0);", ""),
    ("Executor", "if (isDue) upgradeBatchNumber = committed.length;", ""),
    ("Executor", "if (batch.version != version || batch.patch != patches) revert InvalidProof();", ""),
    ("Executor", "if (rolled(_items) != batch.rollingHash)", "if (_items.length != batch.hashes.length)"),
    ("Executor", "if (_items.length > 0 && _first != processed) revert NotHistoricalRoot(0);", ""),
    ("Executor", "processed += _items.length;", ""),
    ("Executor", "if (_items.length > 0) firstIsOverdue = false;", ""),
    ("Executor", "if (upgradeBatchNumber > _kept) upgradeBatchNumber = 0;", ""),
    (
        "Executor",
        "if (verified == 0) revert CantExecuteUnprovenBatches();",
        "if (verified == 0) verified = 1;",
    ),
    ("ReferenceAdapter", "if (recorded & bit == 0) revert DepositDoesNotExist();", ""),
    ("ReferenceAdapter", "recorded &= ~bit;", ""),
    ("ReferenceAdapter", "if (processed >= requested)", "if (processed > requested)"),
    ("ReferenceAdapter", "if (world.design.revertsUnproven) _revert(verified);", ""),
    ("ReferenceAdapter", "upgradeTxHash = _upgradeHash(true);", ""),
    ("ReferenceAdapter", "        priorityMode = true;\n        _revert(0);", "        priorityMode = true;"),
];

#[test]
#[ignore = "needs forge, and minutes"]
fn a_wrong_line_of_the_reference_chain_is_noticed() {
    let files = suite();
    let mut unnoticed = Vec::new();
    for (contract, line, wrong) in WRONG {
        let path = format!("src/reference/{contract}.sol");
        let own = files.iter().map(|one| Exported { path: one.path.clone(), text: one.text.clone() });
        let mut files: Vec<_> = own.collect();
        let source = files.iter_mut().find(|file| file.path == path).expect("the contract is there");
        assert_eq!(source.text.matches(line).count(), 1, "{contract}: {line}");
        source.text = source.text.replace(line, wrong);
        let project = Project::new("messaging-wrong", &files);
        project.build();
        if failed(&project.test(&["--fail-fast"], None)).is_empty() {
            unnoticed.push((contract, line));
        }
    }
    assert_eq!(unnoticed, []);
}
