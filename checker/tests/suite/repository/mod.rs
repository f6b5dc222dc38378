//! The repository's own files, as the tests of its shape read them.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file of the repository.
pub(crate) struct File {
    /// The path from the repository's root, with `/` between its parts.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: String,
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace has a root")
}

/// Every text file in the tree, in the order of the paths.
pub(crate) fn files() -> Vec<File> {
    let mut files = Vec::new();
    collect(&root(), "", &mut files);
    files.sort_by(|left, right| left.path.cmp(&right.path));
    assert!(
        files.iter().any(|file| file.path == "checker/tests/suite/tidy.rs"),
        "the walk starts at the root"
    );
    files
}

/// The modelled systems: each folder in `model/src/` that holds a table of guards.
pub(crate) fn systems(files: &[File]) -> Vec<String> {
    let name = |file: &File| {
        let folder = file.path.strip_prefix("model/src/")?.strip_suffix("/guards.rs")?;
        (!folder.contains('/')).then(|| folder.to_owned())
    };
    let systems: Vec<String> = files.iter().filter_map(name).collect();
    assert!(!systems.is_empty(), "no folder of model/src/ has a guards.rs: where did the systems go?");
    systems
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository can be listed") {
        let entry = entry.expect("an entry of a folder can be read");
        let name = entry.file_name().into_string().expect("the repository's names are Unicode");
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if entry.path().is_dir() {
            // What tools keep beside the sources is no concern of ours: build outputs, git, editors.
            let is_ours = !name.starts_with('.') || [".ci", ".github"].contains(&name.as_str());
            if is_ours && name != "target" {
                collect(&entry.path(), &path, files);
            }
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
}
