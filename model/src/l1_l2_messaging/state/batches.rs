//! The batches that are committed and not executed, in order.

use crate::codec::Codec;

use super::Batch;

/// At most [`Batches::CAPACITY`] batches, the first to be executed first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Batches([Option<Batch>; Batches::CAPACITY]);

impl Batches {
    /// How many batches there can be.
    pub const CAPACITY: usize = 4;

    /// How many batches there are.
    #[inline]
    pub fn len(&self) -> u8 {
        let count = self.0.iter().take_while(|batch| batch.is_some()).count();
        u8::try_from(count).unwrap_or(u8::MAX)
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// The batches, the first to be executed first.
    pub fn iter(&self) -> impl Iterator<Item = &Batch> {
        self.0.iter().flatten()
    }

    /// The batch that is executed next.
    #[inline]
    pub fn first(&self) -> Option<&Batch> {
        self.iter().next()
    }

    /// The batch that was committed last.
    #[inline]
    pub fn last(&self) -> Option<&Batch> {
        self.iter().last()
    }

    /// The batch behind so many others.
    #[inline]
    pub fn get(&self, others: u8) -> Option<&Batch> {
        self.iter().nth(usize::from(others))
    }

    /// Puts a batch behind the others, if there is room.
    pub fn push(&mut self, batch: Batch) {
        if let Some(room) = self.0.iter_mut().find(|room| room.is_none()) {
            *room = Some(batch);
        }
    }

    /// Takes the batch that is executed next.
    pub fn pop_front(&mut self) -> Option<Batch> {
        let first = self.0.first_mut().and_then(Option::take);
        self.0.rotate_left(1);
        first
    }

    /// Drops all batches but so many.
    pub fn truncate(&mut self, kept: u8) {
        self.0.iter_mut().skip(usize::from(kept)).for_each(|batch| *batch = None);
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
