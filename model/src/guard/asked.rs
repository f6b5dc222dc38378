//! Which rules and effects a thread has asked for, and which guards have refused something.
//!
//! What a mutant of another one would do is the same, so nobody need look at it.

use std::cell::Cell;

thread_local! {
    static ASKED: Cell<Asked> = const { Cell::new(Asked { first: 0, others: 0 }) };
}

/// Which rules and effects a thread has asked for, and which guards have refused, of a set that notes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those among the first 128 rows of the table, bit by bit, and those among the others.
    first: u128,
    others: u128,
}

impl Asked {
    /// What this thread has asked for since it was last taken.
    pub fn take() -> Self {
        ASKED.take()
    }

    /// This thread has asked for these.
    #[inline]
    pub(super) fn note((first, others): (u128, u128)) {
        let asked = ASKED.get();
        ASKED.set(Self { first: asked.first | first, others: asked.others | others });
    }

    /// The indices of these guards in their table, from the first.
    pub fn indices(mut self) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let (half, before) = if self.first == 0 { (&mut self.others, 128) } else { (&mut self.first, 0) };
            let index = half.trailing_zeros();
            *half &= half.checked_sub(1)?;
            usize::try_from(index).ok()?.checked_add(before)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_told_once_and_in_order() {
        Asked::note((1, 2));
        Asked::note((1 << 127, 1 << 127));
        assert_eq!(Asked::take().indices().collect::<Vec<_>>(), [0, 127, 129, 255]);
        assert_eq!(Asked::take(), Asked::default());
    }
}
