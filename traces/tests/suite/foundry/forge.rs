//! Runs forge, with the toolchain of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use counterfoil_traces::export::Exported;
use serde_json::Value;

use super::mutants::Mutant;

/// A forge project on disk. Its build is beside it, not among its sources.
pub(crate) struct Project(PathBuf);

/// Why each test failed that did, and nothing for those that passed, by the names of contract and function.
pub(crate) type Outcomes = BTreeMap<(String, String), Option<String>>;

impl Project {
    /// The project with these files, and nothing left of an earlier one.
    pub(crate) fn new(name: &str, files: &[Exported]) -> Self {
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("foundry-{name}")).join("project");
        let _ = fs::remove_dir_all(&folder);
        for file in files {
            let path = folder.join(&file.path);
            let parent = path.parent().expect("a file is in a folder");
            fs::create_dir_all(parent).expect("the folder can be made");
            fs::write(path, &file.text).expect("the file can be written");
        }
        Self(folder)
    }

    pub(crate) fn build(&self) {
        let built = self.run(&["build"], None);
        assert!(built.status.success(), "{}", told(&built));
    }

    /// Runs tests, of contracts of which one has a line wrong.
    pub(crate) fn test(&self, arguments: &[&str], mutant: Option<&Mutant>) -> Outcomes {
        let run = self.run(&[&["test", "--json"], arguments].concat(), mutant);
        let text = String::from_utf8_lossy(&run.stdout);
        let report = text.lines().find(|line| line.starts_with('{'));
        let report = report.and_then(|line| serde_json::from_str(line).ok());
        let Some(Value::Object(contracts)) = report else { panic!("{}", told(&run)) };
        let mut outcomes = Outcomes::new();
        for (path, contract) in &contracts {
            let contract_name = path.rsplit(':').next().expect("a path has a contract").to_owned();
            let Some(Value::Object(results)) = contract.get("test_results") else { panic!("{path}") };
            for (function, result) in results {
                let is_passed = result["status"] == "Success";
                let reason = || result["reason"].as_str().unwrap_or_default().to_owned();
                let function = function.trim_end_matches("()").to_owned();
                outcomes.insert((contract_name.clone(), function), (!is_passed).then(reason));
            }
        }
        outcomes
    }

    fn run(&self, arguments: &[&str], mutant: Option<&Mutant>) -> Output {
        let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("foundry/node_modules");
        assert!(modules.is_dir(), "run `npm ci` in traces/foundry first: {} is not there", modules.display());
        let mut command = Command::new("node");
        command.arg("forge.cjs").args(arguments).current_dir(&self.0).env("NODE_PATH", &modules);
        command.env("FOUNDRY_OUT", self.0.join("../out")).env("FOUNDRY_CACHE_PATH", self.0.join("../cache"));
        if let Some(Mutant { contract, line }) = mutant {
            command.env("MUTATED", contract).env("MUTANT", line.to_string());
        }
        command.output().expect("node must be installed")
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
