//! The exported covering suite against the reference contracts and their mutants.

#[path = "foundry/cover.rs"]
mod cover;
#[path = "foundry/ways.rs"]
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use counterfoil_model::asset_tracker::{AssetTracker, Guard, Scenario, Variant};
use counterfoil_model::guard::{GuardKind, GuardSet, GuardTable};
use counterfoil_model::scenario::Size;
use counterfoil_model::system::System;
use counterfoil_traces::export::foundry::project;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::{attempt, open};
use counterfoil_traces::replay::{Trace, replay};
use serde_json::{Value, json};

fn file(scenario: &Scenario, actions: &[counterfoil_model::asset_tracker::Action]) -> TraceFile {
    let Value::Object(parameters) = json!(scenario.parameters) else { unreachable!() };
    TraceFile {
        system: AssetTracker::NAME.into(),
        scenario: scenario.label(),
        parameters,
        guards_off: Vec::new(),
        property: None,
        kind: Kind::Witness,
        expect: Expect::Witnessed,
        start: 0,
        actions: actions.iter().map(attempt::<AssetTracker>).collect(),
        loop_start: None,
    }
}

/// Scenarios of which a refusal in one says little of the same refusal in another.
fn family(scenario: &Scenario) -> u64 {
    let parameters = &scenario.parameters;
    let asset = parameters.asset as u64;
    asset * 8 + parameters.history as u64 * 2 + u64::from(parameters.reentrancy.is_some())
}

/// The traces of the covering suite by name: those of the document's own design first, and of the others what these do
/// not show.
fn covering() -> Vec<(String, TraceFile)> {
    let all = AssetTracker::scenarios().into_iter().filter(|one| one.size == Size::Default && !one.nightly);
    let (documented, others): (Vec<_>, Vec<_>) = all.partition(|one| one.parameters.variant == Variant::Seed);
    let mut traces = Vec::new();
    for (scenario, name, actions) in ways::all() {
        let scenarios = AssetTracker::scenarios();
        let scenario = scenarios.iter().find(|one| one.label() == scenario).expect("the scenario is there");
        traces.push((format!("{}_{name}", scenario.name), file(scenario, &actions)));
    }
    let mut shown = BTreeSet::new();
    for group in [documented, others] {
        let mut seen = BTreeMap::new();
        let walks = group.iter().map(|one| cover::walks(one, family(one), &mut seen));
        let walks: Vec<_> =
            walks.zip(&group).flat_map(|(ways, one)| ways.into_iter().map(move |way| (way, one))).collect();
        let (ways, places): (Vec<_>, Vec<_>) = walks.into_iter().unzip();
        for (index, length) in cover::chosen(&ways, &mut shown) {
            let (way, scenario) = (&ways[index], places[index]);
            let name = format!("{}_{}", scenario.name, traces.len() + 1);
            traces.push((name, file(scenario, &way.actions[..length])));
        }
    }
    traces
}

/// The covering suite as a forge project, with the toolchain of the repository.
fn suite(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("foundry-{name}"));
    let traces = covering();
    let named: Vec<(&str, &TraceFile)> = traces.iter().map(|(name, file)| (name.as_str(), file)).collect();
    let _ = fs::remove_dir_all(&folder);
    for file in project(&named).expect("some are tests") {
        let path = folder.join(&file.path);
        let parent = path.parent().expect("a file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, file.text).expect("the file can be written");
    }
    folder
}

/// Runs forge in the project, which must not have its build among its sources.
fn forge(folder: &Path, arguments: &[&str], mutant: Option<(&str, usize)>) -> Output {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("foundry/node_modules");
    assert!(modules.is_dir(), "run `npm ci` in traces/foundry first: {} is not there", modules.display());
    let mut command = Command::new("node");
    command.arg("forge.cjs").args(arguments).current_dir(folder).env("NODE_PATH", &modules);
    command
        .env("FOUNDRY_OUT", folder.join("../foundry-out"))
        .env("FOUNDRY_CACHE_PATH", folder.join("../foundry-cache"));
    if let Some((contract, line)) = mutant {
        command.env("MUTATED", contract).env("MUTANT", line.to_string());
    }
    command.output().expect("node must be installed")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Guards of designs that the reference contracts are not of: the windows of a pause, and the base token whose supply is
/// filled in after the upgrade to v31.
const WITHOUT_CONTRACTS: &[&str] = &[
    "pause_told_in_effect",
    "pause_told_after_arrival",
    "migration_window_on_l1",
    "migration_window_on_gateway",
    "supply_filled_in_once",
    "supply_filled_in_before_migration",
];

/// The guards that refuse something in the trace, replayed with all of them on.
fn refusing(file: &TraceFile) -> BTreeSet<&'static str> {
    let opened = open::<AssetTracker>(file).expect("the file is of this system");
    let system = AssetTracker::new(&opened.scenario, GuardSet::all_on());
    let run = replay(&system, &opened.trace).expect("it can be replayed");
    run.steps.iter().filter_map(|step| step.refused.map(GuardTable::name)).collect()
}

#[test]
fn each_way_by_hand_can_be_gone() {
    let scenarios = AssetTracker::scenarios();
    let mut faults = Vec::new();
    for (label, name, actions) in ways::all() {
        let scenario = scenarios.iter().find(|one| one.label() == label).expect("the scenario is there");
        let system = AssetTracker::new(scenario, GuardSet::all_on());
        faults.extend(
            replay(&system, &Trace::finite(0, actions)).err().map(|fault| format!("{name}: {fault}")),
        );
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_action_and_every_refusal_of_the_default_scenarios_is_in_the_suite() {
    let mut tests = String::new();
    let mut refused = BTreeSet::new();
    for (name, file) in covering() {
        // What has no place among the tests covers nothing.
        let Ok(files) = project(&[(&name, &file)]) else { continue };
        tests.extend(
            files.iter().filter(|file| file.path.starts_with("test/")).map(|file| file.text.as_str()),
        );
        refused.extend(refusing(&file));
    }
    let interface = include_str!("../foundry/src/IAssetTrackerAdapter.sol");
    let functions =
        interface.lines().filter(|line| line.starts_with("    function ") && !line.contains(" view "));
    let names = functions.filter_map(|line| line.trim().strip_prefix("function ")?.split('(').next());
    let missing: Vec<&str> =
        names.filter(|name| *name != "start" && !tests.contains(&format!("adapter.{name}"))).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test calls these functions");
    for word in ["Script.accepted(", "Script.reverted(", "Script.refused(", "AttackerReverts.selector"] {
        assert!(tests.contains(word), "no test has {word}");
    }
    let all = Guard::ALL.iter().map(|guard| guard.entry()).filter(|entry| entry.kind == GuardKind::Require);
    let missing: Vec<&str> = all
        .filter(|entry| entry.backstop.is_none() && !WITHOUT_CONTRACTS.contains(&entry.name))
        .filter(|entry| !refused.contains(entry.name))
        .map(|entry| entry.name)
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test sees these guards refuse");
}

/// The lines of each reference contract that can be wrong.
const MUTANTS: &[(&str, usize)] = &[
    ("L1AssetTracker", 39),
    ("L1MessageRoot", 11),
    ("L1Bridgehub", 12),
    ("L1NativeTokenVault", 11),
    ("L1Nullifier", 12),
    ("ChainAssetHandler", 14),
    ("ZKChain", 16),
    ("GWAssetTracker", 19),
    ("L2AssetTracker", 15),
    ("L2Bridge", 13),
];

#[test]
#[ignore = "needs forge"]
fn the_covering_suite_passes_on_the_reference_contracts() {
    let folder = suite("passes");
    let built = forge(&folder, &["build"], None);
    assert!(built.status.success(), "{}", told(&built));
    let passed = forge(&folder, &["test"], None);
    assert!(passed.status.success(), "{}", told(&passed));
}

#[test]
#[ignore = "needs forge, and minutes"]
fn the_covering_suite_kills_every_mutant_of_the_reference_contracts() {
    let folder = suite("kills");
    let built = forge(&folder, &["build"], None);
    assert!(built.status.success(), "{}", told(&built));
    let mutants =
        MUTANTS.iter().flat_map(|(contract, lines)| (1..=*lines).map(move |line| (*contract, line)));
    let survivors: Vec<_> = mutants
        .filter(|mutant| forge(&folder, &["test", "--fail-fast"], Some(*mutant)).status.success())
        .collect();
    assert_eq!(survivors, []);
}
