//! The files of the forge project that are the same for every trace: the toolchain, the adapter and the contracts.

use super::super::Exported;

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        /// Their paths, and what they say.
        const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../../foundry/", $path)))),+];
    };
}

files! {
    "package.json",
    "package-lock.json",
    "foundry.toml",
    "forge.cjs",
    "solc.cjs",
    "README.md",
    "src/CounterfoilTest.sol",
    "src/Errors.sol",
    "src/IAssetTrackerAdapter.sol",
    "src/Script.sol",
    "src/Subject.sol",
    "src/reference/Addresses.sol",
    "src/reference/ChainAssetHandler.sol",
    "src/reference/GWAssetTracker.sol",
    "src/reference/L1AssetTracker.sol",
    "src/reference/L1Bridgehub.sol",
    "src/reference/L1MessageRoot.sol",
    "src/reference/L1NativeTokenVault.sol",
    "src/reference/L1Nullifier.sol",
    "src/reference/L2AssetTracker.sol",
    "src/reference/L2Bridge.sol",
    "src/reference/Mutable.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/ReferenceBooks.sol",
    "src/reference/ReferenceForgeries.sol",
    "src/reference/ReferenceWorld.sol",
    "src/reference/Types.sol",
    "src/reference/ZKChain.sol",
}

/// The files.
pub(super) fn files() -> Vec<Exported> {
    FILES.iter().map(|(path, text)| Exported { path: (*path).into(), text: (*text).into() }).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A source that is not listed would be missing in what users get.
    #[test]
    fn every_source_of_the_project_is_in_it() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("foundry");
        for folder in ["src", "src/reference"] {
            for entry in fs::read_dir(project.join(folder)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let path = format!("{folder}/{name}");
                let is_listed = FILES.iter().any(|(listed, _)| *listed == path);
                assert!(is_listed || name == "reference", "{path} is not exported");
            }
        }
    }
}
