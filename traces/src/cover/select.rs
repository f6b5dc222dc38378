//! From many traces as few as cover what all of them do.

use std::collections::BTreeSet;

use crate::format::TraceFile;

/// What a trace shows to happen: an action, alone or behind another one, and the guard that refuses it.
type Part<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// The positions of as few of the traces as cover each kind of action, each guard with each kind that it refuses,
/// and each two kinds that follow one another on one of them. Where several cover as much, the shortest is taken,
/// and of those the first.
pub fn select(traces: &[&TraceFile]) -> Vec<usize> {
    let parts: Vec<BTreeSet<Part<'_>>> = traces.iter().map(|trace| parts(trace)).collect();
    let mut missing: BTreeSet<Part<'_>> = parts.iter().flatten().copied().collect();
    let mut selected = Vec::new();
    while !missing.is_empty() {
        let gain = |index: &usize| {
            let gain = parts.get(*index).map_or(0, |parts| parts.intersection(&missing).count());
            let length = traces.get(*index).map_or(0, |trace| trace.actions.len());
            (gain, std::cmp::Reverse(length), std::cmp::Reverse(*index))
        };
        let Some(best) = (0..traces.len()).max_by_key(gain) else { break };
        missing.retain(|part| !parts[best].contains(part));
        selected.push(best);
    }
    selected.sort_unstable();
    selected
}

fn parts(trace: &TraceFile) -> BTreeSet<Part<'_>> {
    let mut parts = BTreeSet::new();
    let mut before = None;
    for attempt in &trace.actions {
        let (name, refused) = (attempt.name.as_str(), attempt.refused.as_deref());
        parts.insert((name, None, refused));
        if refused.is_none() {
            parts.extend(before.map(|before| (name, Some(before), None)));
            before = Some(name);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Attempt, Expect, Kind};

    fn trace(actions: &str) -> TraceFile {
        let attempt = |word: &str| {
            let (name, refused) = word.split_once('!').map_or((word, None), |(name, by)| (name, Some(by)));
            Attempt { name: name.into(), args: serde_json::Map::new(), refused: refused.map(str::to_owned) }
        };
        TraceFile {
            system: "toy".into(),
            scenario: "toy".into(),
            parameters: serde_json::Map::new(),
            guards_off: Vec::new(),
            property: None,
            kind: Kind::Witness,
            expect: Expect::Witnessed,
            start: 0,
            actions: actions.split(' ').map(attempt).collect(),
            loop_start: None,
        }
    }

    fn selected(traces: &[&str]) -> Vec<usize> {
        let traces: Vec<TraceFile> = traces.iter().map(|actions| trace(actions)).collect();
        select(&traces.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_others_cover_is_left_out() {
        assert_eq!(selected(&["a b", "a b c", "b c", "a b c"]), [1]);
        assert_eq!(selected(&["a b", "b a"]), [0, 1], "two orders are two pairs");
        assert_eq!(selected(&["a b", "a c!g b"]), [1], "a refusal changes nothing, so b follows a");
        assert_eq!(selected(&["c!g", "c!h", "c", "a c!g"]), [1, 2, 3]);
        assert_eq!(selected(&[]), [0; 0]);
    }
}
