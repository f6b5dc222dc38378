//! The batches that are committed and not executed, in order.

use crate::codec::Codec;

use super::Batch;

/// At most [`Batches::CAPACITY`] batches, the first to be executed first.
///
/// How many there are and what stands at each position are values of their own: none can make another impossible.
/// After the last batch every position is [`Batch::default`]; whatever else might stand there, nobody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Batches {
    pub(super) number: u8,
    pub(super) positions: [Batch; Batches::CAPACITY],
}

impl Batches {
    /// How many batches there can be.
    pub const CAPACITY: usize = 4;

    /// How many batches there are.
    #[inline]
    pub fn len(&self) -> u8 {
        self.number
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// The batches, the first to be executed first.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &Batch> {
        self.positions.iter().take(usize::from(self.number))
    }

    /// The batch that is executed next.
    #[inline]
    pub fn first(&self) -> Option<&Batch> {
        self.get(0)
    }

    /// The batch that was committed last.
    #[inline]
    pub fn last(&self) -> Option<&Batch> {
        self.number.checked_sub(1).and_then(|position| self.get(position))
    }

    /// The batch after this many others.
    #[inline]
    pub fn get(&self, others: u8) -> Option<&Batch> {
        self.positions.get(usize::from(others)).filter(|_| others < self.number)
    }

    /// Puts a batch after the others, if there is room.
    pub fn push(&mut self, batch: Batch) {
        if let Some(room) = self.positions.get_mut(usize::from(self.number)) {
            *room = batch;
            self.number = self.number.saturating_add(1);
        }
    }

    /// Takes away the batch that is executed next.
    pub fn drop_first(&mut self) {
        if let Some(first) = self.positions.first_mut() {
            *first = Batch::default();
        }
        self.positions.rotate_left(1);
        self.number = self.number.saturating_sub(1);
    }

    /// Drops all batches but so many.
    pub fn truncate(&mut self, kept: u8) {
        self.positions.iter_mut().skip(usize::from(kept)).for_each(|batch| *batch = Batch::default());
        self.number = self.number.min(kept);
    }
}

impl Codec for Batches {
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        self.iter().fold(self.len().put(bytes, at), |at, batch| batch.put(bytes, at))
    }

    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let mut batches = Self::default();
        let length = u8::decode(bytes).filter(|length| usize::from(*length) <= Self::CAPACITY)?;
        for _ in 0..length {
            batches.push(Batch::decode(bytes)?);
        }
        Some(batches)
    }
}
