//! A bag of messages: how many of each there are.
//!
//! A bag of messages is an `im::OrdMap` from message to count: it shares with the state before all but the way to the
//! one entry that a transition changes. With so few messages that does not pay, since a node with room for 64 entries is
//! copied whole. `model/tests/messages.rs` measures it against a sorted vector, in the profile of the tests:
//!
//! | messages | a transition, map | vector | a state, map | vector |
//! |---|---|---|---|---|
//! | 2 | 153 ns | 34 ns | 1,239 bytes | 56 bytes |
//! | 8 | 219 ns | 58 ns | 1,240 bytes | 120 bytes |
//! | 32 | 309 ns | 87 ns | 1,239 bytes | 359 bytes |
//!
//! It stays all the same. Scenarios have up to a dozen messages and transitions of some microseconds, of which these are
//! the smaller part, and searches keep states encoded: what the map takes is taken while a state is being looked at.

use std::fmt::{Display, Formatter, Result as FormatResult};

use im::OrdMap;

use super::Message;
use crate::codec::Codec;

/// A bag of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Messages {
    counts: OrdMap<Message, u8>,
    /// How many entries there are. `OrdMap` hashes its entries without their number, so that a message would be hashed
    /// alike in either of two bags that stand side by side.
    kinds: usize,
}

impl Messages {
    fn of(counts: OrdMap<Message, u8>) -> Self {
        Self { kinds: counts.len(), counts }
    }

    /// One more of this message.
    pub fn put_in(&mut self, message: Message) {
        let count = self.counts.entry(message).or_insert(0);
        *count = count.saturating_add(1);
        self.kinds = self.counts.len();
    }

    /// One less.
    pub fn take_out(&mut self, message: &Message) {
        match self.counts.get_mut(message) {
            Some(count) if *count > 1 => *count = count.saturating_sub(1),
            _ => drop(self.counts.remove(message)),
        }
        self.kinds = self.counts.len();
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many there are of this message.
    pub fn count(&self, message: &Message) -> u8 {
        self.counts.get(message).copied().unwrap_or(0)
    }

    /// Each message that there is, once, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &Message> {
        self.counts.keys()
    }

    /// Each message with its count, in order.
    pub fn counted(&self) -> impl Iterator<Item = (&Message, u8)> {
        self.counts.iter().map(|(message, count)| (message, *count))
    }

    /// How much all messages together are worth, each as `amount` says.
    pub fn sum(&self, amount: impl Fn(&Message) -> i64) -> i64 {
        self.counted().map(|(message, count)| amount(message).saturating_mul(i64::from(count))).sum()
    }

    /// The same with other names, of which no two are alike.
    pub(in crate::multi_l1_token) fn renamed(&self, rename: impl Fn(&Message) -> Message) -> Self {
        Self::of(self.counted().map(|(message, count)| (rename(message), count)).collect())
    }

    /// Makes the messages that `is_meant` selects what `others` are.
    pub(in crate::multi_l1_token) fn replace(&mut self, is_meant: impl Fn(&Message) -> bool, others: &Self) {
        let stay = self
            .counted()
            .filter(|(message, _)| !is_meant(message))
            .map(|(message, count)| (*message, count));
        let all: OrdMap<Message, u8> =
            stay.chain(others.counted().map(|(message, count)| (*message, count))).collect();
        *self = Self::of(all);
    }

    /// Appends the messages that `is_meant` selects, as they would be encoded by themselves.
    pub(in crate::multi_l1_token) fn encode_selected(
        &self,
        is_meant: impl Fn(&Message) -> bool,
        bytes: &mut Vec<u8>,
    ) {
        let selected = || self.counted().filter(|(message, _)| is_meant(message));
        u8::try_from(selected().count()).unwrap_or(u8::MAX).encode(bytes);
        selected().for_each(|(message, count)| {
            message.encode(bytes);
            count.encode(bytes);
        });
    }

    /// The messages that `is_meant` selects.
    pub(in crate::multi_l1_token) fn selected(&self, is_meant: impl Fn(&Message) -> bool) -> Self {
        let selected = self.counted().filter(|(message, _)| is_meant(message));
        Self::of(selected.map(|(message, count)| (*message, count)).collect())
    }
}

impl Codec for Messages {
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        let at = u8::try_from(self.counts.len()).unwrap_or(u8::MAX).put(bytes, at);
        self.counted().fold(at, |at, (message, count)| {
            let at = message.put(bytes, at);
            count.put(bytes, at)
        })
    }

    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let number = u8::decode(bytes)?;
        (0..number)
            .map(|_| Some((Message::decode(bytes)?, u8::decode(bytes)?)))
            .collect::<Option<_>>()
            .map(Self::of)
    }
}

impl Display for Messages {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        let texts: Vec<String> =
            self.counted().map(|(message, count)| format!("{count} x {message}")).collect();
        f.write_str(&if texts.is_empty() { "none".to_owned() } else { texts.join("; ") })
    }
}
