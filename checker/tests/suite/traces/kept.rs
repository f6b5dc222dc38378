//! Every kept trace of every system, through every command on traces and into every format.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{run_on, scratch};
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil_traces::export::FORMATS;

fn kept(system: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../traces/corpus").join(system);
    let entries = fs::read_dir(&folder).expect("traces of each system are kept");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths
}

/// What becomes of `counterfoil trace` with these arguments.
fn trace(arguments: &[&str]) -> Result<Code, String> {
    let run = run_on(&registry::systems(), &[&["trace"], arguments].concat());
    run.map_err(|failure| format!("{arguments:?}: {failure}"))
}

#[test]
fn every_kept_trace_can_be_shown_replayed_shortened_and_held_against_another() {
    for system in registry::systems() {
        let paths = kept(system.info().name);
        let first = paths.first().and_then(|path| path.to_str()).expect("one is kept");
        for path in paths.iter().filter_map(|path| path.to_str()) {
            let output = scratch("output");
            let output = output.to_str().expect("the scratch folder has a plain name");
            assert_eq!(trace(&["show", path, "--output", output]), Ok(Code::Success));
            assert_eq!(trace(&["replay", path]), Ok(Code::Success));
            assert_eq!(trace(&["diff", first, path]), Ok(Code::Success));
            // A run is there for all of its actions, and shows less without one of them.
            let is_run = path.contains(".run.");
            let minimized = trace(&["minimize", path, "--output", output]);
            assert_eq!(minimized.is_err(), is_run, "{minimized:?}");
        }
    }
}

#[test]
fn every_kept_trace_can_be_exported_to_every_format() {
    for system in registry::systems() {
        for path in kept(system.info().name).iter().filter_map(|path| path.to_str()) {
            for format in FORMATS {
                let output = scratch("export");
                let output = output.to_str().expect("the scratch folder has a plain name");
                let code = trace(&["export", path, "--to", format.name, "--output", output]);
                if format.name == "foundry" && system.contracts().is_none() {
                    let sentence = code.expect_err("there are no contracts that it could be a test of");
                    assert!(sentence.contains("there is no adapter"), "{path}: {sentence}");
                    continue;
                }
                assert_eq!(code, Ok(Code::Success), "{path} to {}", format.name);
            }
        }
    }
}
