//! The evidence without which nothing is said of a scenario as a whole.

use super::Status;

/// Each property on which an outcome rests was asked about, and decided.
///
/// Only this file can make one, from the statuses of these properties. An outcome that says more than that
/// something is violated is made from one; so nothing that an engine leaves out, and nothing that a search has
/// not come to, can pass for an answer.
///
/// ```compile_fail,E0423
/// let refuted = counterfoil::verdict::Outcome::Refuted(counterfoil::verdict::Decided(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided(());

impl Decided {
    /// From the statuses of all properties, by index, and the indices of those that an outcome rests on.
    pub(super) fn each<'a>(
        statuses: &[Status],
        mut indices: impl Iterator<Item = &'a usize>,
    ) -> Option<Self> {
        indices
            .all(|index| statuses.get(*index).is_some_and(|status| status.is_decided()))
            .then_some(Self(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Unasked;

    #[test]
    fn one_that_is_unknown_is_enough_to_decide_nothing() {
        let statuses = [
            Status::Violated(3),
            Status::Witnessed(0),
            Status::Unknown,
            Status::NotAsked(Unasked::DepthFirst),
        ];
        let decided = |indices: &[usize]| Decided::each(&statuses, indices.iter()).is_some();
        assert!(decided(&[]) && decided(&[0]) && decided(&[1, 0]));
        assert!(!decided(&[0, 2]) && !decided(&[3]) && !decided(&[4]), "unknown, not asked, not there");
    }
}
