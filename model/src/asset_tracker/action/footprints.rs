//! Footprints: what the actions of each kind read and write, chain by chain.

use crate::footprint::{Footprint, Parts};

use super::classes::Class;
use crate::asset_tracker::{AssetTracker, State};

/// The footprints of all classes, by number.
pub(in crate::asset_tracker) fn all(_system: &AssetTracker) -> Vec<Footprint> {
    Class::all().map(|_| Footprint::EVERYTHING).collect()
}

/// What keeps a class from acting in a state where it cannot.
pub(in crate::asset_tracker) fn awaits(_: &AssetTracker, _: &State, number: usize) -> Option<Parts> {
    Class::numbered(number)?;
    None
}
