//! What is known of an edge, and sets of fair classes.

use counterfoil_model::system::{Fairness, System};

/// Whether the action of an edge is honest, and which fair class makes it, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Label(u8);

/// A set of fair classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Classes(u32);

counterfoil_model::codec! {
    struct Label(bits)
}

impl Label {
    const HONEST: u8 = 1 << 7;

    /// The label of `action` in `state`.
    #[inline]
    pub(in crate::engine) fn of<S: System>(system: &S, state: &S::State, action: &S::Action) -> Self {
        Self::new(system.is_honest_action(state, action), system.fair_class(action))
    }

    /// The label of an action that is honest, or not, and made by a fair class, or by none.
    #[inline]
    pub(in crate::engine) fn new(is_honest: bool, class: Option<usize>) -> Self {
        let class = class.map_or(0, |class| {
            assert!(class < Classes::LIMIT, "there are more than {} fair classes", Classes::LIMIT);
            u8::try_from(class + 1).unwrap_or_default()
        });
        Self(if is_honest { class | Self::HONEST } else { class })
    }

    /// Whether the action is one of an honest party.
    pub(in crate::engine) fn is_honest(self) -> bool {
        self.0 & Self::HONEST != 0
    }

    /// The fair class that makes the action; none, or one.
    pub(in crate::engine) fn class(self) -> Classes {
        u32::from(self.0 & !Self::HONEST).checked_sub(1).map_or(Classes::NONE, |class| Classes(1 << class))
    }
}

impl Classes {
    /// How many fair classes there can be.
    pub(in crate::engine) const LIMIT: usize = 32;
    /// No class.
    pub(in crate::engine) const NONE: Self = Self(0);
    /// Every class.
    pub(in crate::engine) const ALL: Self = Self(u32::MAX);

    /// Those of [`Protocol::FAIR`](counterfoil_model::system::Protocol::FAIR) whose fairness is strong.
    pub(in crate::engine) fn strong<S: System>() -> Self {
        let strong = (0_u8..).zip(S::FAIR).filter(|(_, fair)| fair.fairness == Fairness::Strong);
        strong.fold(Self::NONE, |all, (class, _)| all.or(Self(1 << class)))
    }

    /// The classes of one or the other.
    pub(in crate::engine) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes of both.
    pub(in crate::engine) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The classes that are not in `other`.
    pub(in crate::engine) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub(in crate::engine) fn is_empty(self) -> bool {
        self == Self::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_what_it_is_made_of() {
        let mut all = Classes::NONE;
        for class in 0..Classes::LIMIT {
            let label = Label::new(class % 2 == 0, Some(class));
            assert_eq!(label.is_honest(), class % 2 == 0);
            assert!(!label.class().is_empty() && label.class().and(all).is_empty(), "{class}");
            all = all.or(label.class());
        }
        assert_eq!(all, Classes::ALL);
        assert!(Label::new(true, None).is_honest() && Label::new(true, None).class().is_empty());
    }
}
