//! The lanes of a diagram, between which moves go.

/// Where a move comes from, or where it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Users and governance, who act on L1.
    Users,
    /// The contracts on L1.
    L1,
    /// The operator, whoever it is.
    Operator,
    /// The bootloader and what it runs.
    L2,
}

/// The lanes from left to right, in the order of [`Lane`].
pub(in super::super) fn lanes() -> Vec<String> {
    ["users", "L1", "operator", "L2"].map(str::to_owned).into()
}
