//! Allowances: how much of whose tokens somebody else may spend, as each chain keeps it.
//!
//! They are an `im::OrdMap` for the same reason, and at the same price, as the messages in flight; see `messages/bag.rs`.

use std::fmt::{Display, Formatter, Result as FormatResult};

use im::OrdMap;

use crate::codec::Codec;
use crate::types::Amount;

use super::super::topology::{App, Chain, PerApp, User};

/// Who may spend whose tokens, and which chain says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Approval {
    /// The FT Manager of a Main L1 (`IApproveManager`) or, in the document's own design, the FT of an App L1 (ERC-20).
    pub at: Chain,
    /// Whose tokens.
    pub owner: User,
    /// Who may spend them.
    pub spender: User,
}

/// What a chain keeps of an approval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Allowance {
    /// `getAllowance`.
    pub amount: Amount,
    /// How many requests of each App L1 are older than the approval that was applied last, that one included (design
    /// with sequenced updates).
    pub applied: PerApp<u8>,
}

/// The allowances of all chains. One that was never approved has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Allowances {
    /// Nothing where nobody has approved anything: an `OrdMap` without entries takes as much memory as one with some, and
    /// most scenarios have none.
    map: Option<OrdMap<Approval, Allowance>>,
}

impl Allowances {
    fn of_entries(entries: impl Iterator<Item = (Approval, Allowance)>) -> Self {
        let mut entries = entries.peekable();
        Self { map: entries.peek().is_some().then(|| entries.collect()) }
    }

    /// What stands of an approval.
    pub fn of(&self, approval: Approval) -> Allowance {
        self.map.as_ref().and_then(|map| map.get(&approval)).copied().unwrap_or_default()
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, approval: Approval) -> &mut Allowance {
        self.map.get_or_insert_default().entry(approval).or_default()
    }

    /// All that were ever approved, in order.
    pub fn all(&self) -> impl Iterator<Item = (Approval, Allowance)> + '_ {
        self.map.iter().flatten().map(|(approval, allowance)| (*approval, *allowance))
    }

    /// The same with other names, of which no two are alike.
    pub(in crate::multi_l1_token) fn renamed(
        &self,
        rename: impl Fn(Approval, Allowance) -> (Approval, Allowance),
    ) -> Self {
        Self::of_entries(self.all().map(|(approval, allowance)| rename(approval, allowance)))
    }

    /// Those of one chain.
    pub(in crate::multi_l1_token) fn at(&self, chain: Chain) -> Self {
        Self::of_entries(self.all().filter(|(approval, _)| approval.at == chain))
    }

    /// Makes those of one chain what `others` are.
    pub(in crate::multi_l1_token) fn replace(&mut self, chain: Chain, others: &Self) {
        let stay = self.all().filter(|(approval, _)| approval.at != chain);
        *self = Self::of_entries(stay.chain(others.all()));
    }
}

impl Codec for Allowances {
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        let number = self.map.as_ref().map_or(0, OrdMap::len);
        let at = u8::try_from(number).unwrap_or(u8::MAX).put(bytes, at);
        self.all().fold(at, |at, (approval, allowance)| {
            let at = approval.put(bytes, at);
            allowance.put(bytes, at)
        })
    }

    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let number = u8::decode(bytes)?;
        let entry = |_| Some((Approval::decode(bytes)?, Allowance::decode(bytes)?));
        let entries: Option<Vec<_>> = (0..number).map(entry).collect();
        entries.map(|entries| Self::of_entries(entries.into_iter()))
    }
}

impl Display for Allowances {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        let text = |(approval, allowance): (Approval, Allowance)| {
            let Approval { owner, spender, .. } = approval;
            format!("{} of {owner} for {spender}", allowance.amount)
        };
        let texts: Vec<String> = self.all().map(text).collect();
        f.write_str(&if texts.is_empty() { "none".to_owned() } else { texts.join("; ") })
    }
}

impl Allowance {
    /// Makes it what an approval says that is `number` requests old on `app`, counted from the first.
    pub(in crate::multi_l1_token) fn apply(&mut self, app: App, number: u8, amount: Amount) {
        self.amount = amount;
        self.applied[app] = number;
    }
}

crate::codec! {
    struct Approval { at, owner, spender }
    struct Allowance { amount, applied }
}
