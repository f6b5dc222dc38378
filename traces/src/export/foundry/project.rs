//! The files of a forge project that are the same for every trace: the toolchain and what tests are made of, and a
//! system's adapter and contracts.

use super::super::Exported;
use super::subject::Subject;

/// Where a file stands in the project, and what it says.
pub type File = (&'static str, &'static str);

/// Files of a room of `traces/foundry/`, which stand in the project as they stand in the room.
macro_rules! room {
    ($room:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/foundry/", $room, "/", $path)))),+]
    };
}

#[cfg(feature = "systems")]
pub(super) use room;

/// What every project has. In the files of the room `common`, `ISystemAdapter` stands for the adapter of the system.
const COMMON: &[File] = room![
    "common":
    "README.md",
    "foundry.toml",
    "forge.cjs",
    "solc.cjs",
    "src/CounterfoilTest.sol",
    "src/Subject.sol",
    "src/reference/Mutable.sol",
];

/// By which forge and the compiler are installed, here as in a project.
const PACKAGES: &[File] = room![".": "package.json", "package-lock.json"];

/// The files of a project of this system.
pub(super) fn files<S: Subject>() -> Vec<Exported> {
    let common = COMMON.iter().map(|(path, text)| (*path, text.replace("ISystemAdapter", S::ADAPTER)));
    let own = PACKAGES.iter().chain(S::FILES).map(|(path, text)| (*path, (*text).to_owned()));
    own.chain(common).map(|(path, text)| Exported { path: path.to_owned(), text }).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use counterfoil_model::asset_tracker::AssetTracker;
    use counterfoil_model::interop_settlement::InteropSettlement;
    use counterfoil_model::l1_l2_messaging::L1L2Messaging;
    use counterfoil_model::multi_l1_token::MultiL1Token;

    use super::*;

    /// Every file in a folder and below.
    fn below(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let list = |path: std::path::PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                below(&path).into_iter().map(|inner| format!("{name}/{inner}")).collect()
            } else {
                vec![name]
            }
        };
        entries.flat_map(list).collect()
    }

    /// A source that is not listed would be missing in what users get.
    fn every_file_of_the_rooms_is_in_the_project_of<S: Subject>() {
        let foundry = Path::new(env!("CARGO_MANIFEST_DIR")).join("foundry");
        let files = files::<S>();
        for room in ["common", S::NAME] {
            for path in below(&foundry.join(room)) {
                let listed = files.iter().filter(|listed| listed.path == path).count();
                assert_eq!(listed, 1, "{room}/{path} in the project of {}", S::NAME);
            }
        }
        let subject = files.iter().find(|file| file.path == "src/Subject.sol").unwrap();
        assert!(subject.text.contains(&format!("import {{{0}}} from \"./{0}.sol\"", S::ADAPTER)));
    }

    #[test]
    fn every_source_of_a_project_is_in_it() {
        every_file_of_the_rooms_is_in_the_project_of::<AssetTracker>();
        every_file_of_the_rooms_is_in_the_project_of::<L1L2Messaging>();
        every_file_of_the_rooms_is_in_the_project_of::<InteropSettlement>();
        every_file_of_the_rooms_is_in_the_project_of::<MultiL1Token>();
    }
}
