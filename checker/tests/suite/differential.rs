//! Random small systems, searched in every way there is, and every answer held against one that is computed by
//! definition.
//!
//! `COUNTERFOIL_SEED=7 cargo test -p counterfoil --test suite differential::` runs the system of that seed alone.

mod expected;
mod footprints;
mod generator;
mod known;
mod liveness;
mod oracle;
mod runs;
mod system;
mod traced;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use self::runs::Case;
use self::system::NAMES;

#[test]
fn five_hundred_systems_are_searched_without_a_difference() {
    match std::env::var("COUNTERFOIL_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => drop(search(seed..seed + 1)),
        None => assert_varied(&search(0..500)),
    }
}

#[test]
#[ignore = "takes minutes: for the night"]
fn twenty_thousand_systems_are_searched_without_a_difference() {
    assert_varied(&search(0..20_000));
}

/// How many systems show what.
type Shows = BTreeMap<String, usize>;

/// Searches the systems of these seeds on all cores.
fn search(seeds: std::ops::Range<u64>) -> Shows {
    let (next, all) = (AtomicU64::new(seeds.start), Mutex::new((0, Vec::new(), Shows::new())));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let searched = Case::run(seed, &crate::common::scratch("differential"));
            let mut all = all.lock().expect("nobody panics with it");
            all.0 += searched.runs;
            all.1.extend(searched.faults.into_iter().map(|fault| (seed, fault)));
            for one in searched.shows {
                *all.2.entry(one).or_default() += 1;
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    let (runs, mut faults, shows) = all.into_inner().expect("nobody panics with it");
    faults.sort_unstable();
    println!("{} systems, {runs} searches: {shows:?}", seeds.end - seeds.start);
    let told = faults.iter().take(20).map(|(seed, fault)| format!("seed {seed}: {fault}"));
    let told = told.collect::<Vec<_>>().join("\n");
    assert!(told.is_empty(), "{} differences; COUNTERFOIL_SEED=SEED repeats one:\n{told}", faults.len());
    shows
}

/// Systems that are all alike would find nothing: each outcome and each answer comes up.
fn assert_varied(shows: &Shows) {
    let outcomes = ["proved", "refuted", "not_refuted", "violated", "deadlock", "vacuous"].map(str::to_owned);
    let answers = NAMES.iter().flat_map(|name| [format!("{name} found"), format!("{name} absent")]);
    let rare: Vec<String> =
        outcomes.into_iter().chain(answers).filter(|one| shows.get(one).copied().unwrap_or(0) < 5).collect();
    assert!(rare.is_empty(), "hardly any system shows {rare:?}: {shows:?}");
}
