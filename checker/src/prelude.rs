//! What a program for a protocol of one's own needs: `use counterfoil::prelude::*;`.

pub use counterfoil_model::guard::GuardSet;
pub use counterfoil_model::scenario::{Bounds, Family, Scenario};
pub use counterfoil_model::system::{Book, Presentation, Protocol, StateSpace};
pub use counterfoil_model::{actions, codec, guards};
pub use counterfoil_properties::property::{Predicate, Property, Specified};

pub use crate::catalogue::AnySystem;
pub use crate::registered::Registered;
