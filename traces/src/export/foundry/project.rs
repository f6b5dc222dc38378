//! The files of a forge project that are the same for every trace: the toolchain, and a system's adapter and contracts.

use super::super::Exported;

/// Where a file stands in the project, and what it says.
pub(super) type File = (&'static str, &'static str);

macro_rules! files {
    ($(#[$doc:meta])* $name:ident in $folder:literal: $($path:literal),+ $(,)?) => {
        $(#[$doc])*
        pub(super) const $name: &[File] =
            &[$(($path, include_str!(concat!("../../../foundry/", $folder, $path)))),+];
    };
}

files! {
    /// What every project has.
    EVERY in "":
    "package.json",
    "package-lock.json",
    "foundry.toml",
    "forge.cjs",
    "solc.cjs",
    "src/CounterfoilTest.sol",
}

files! {
    /// What that of `asset_tracker` has besides.
    ASSET_TRACKER in "":
    "README.md",
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

files! {
    /// What that of `l1_l2_messaging` has besides.
    L1_L2_MESSAGING in "l1_l2_messaging/":
    "README.md",
    "src/Errors.sol",
    "src/IL1L2MessagingAdapter.sol",
    "src/Subject.sol",
    "src/reference/Books.sol",
    "src/reference/Bootloader.sol",
    "src/reference/Executor.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/Types.sol",
}

/// The files of a project whose system has these.
pub(super) fn files(own: &[File]) -> Vec<Exported> {
    let exported = |(path, text): &File| Exported { path: (*path).into(), text: (*text).into() };
    EVERY.iter().chain(own).map(exported).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A source that is not listed would be missing in what users get.
    #[test]
    fn every_source_of_a_project_is_in_it() {
        let foundry = Path::new(env!("CARGO_MANIFEST_DIR")).join("foundry");
        for (own, beside) in [(ASSET_TRACKER, ""), (L1_L2_MESSAGING, "l1_l2_messaging")] {
            for folder in ["src", "src/reference"] {
                for entry in fs::read_dir(foundry.join(beside).join(folder)).unwrap() {
                    let name = entry.unwrap().file_name().into_string().unwrap();
                    let path = format!("{folder}/{name}");
                    let is_listed = files(own).iter().any(|listed| listed.path == path);
                    assert!(is_listed || name == "reference", "{path} is not exported");
                }
            }
        }
    }
}
