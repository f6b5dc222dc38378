//! Systems by chance: a seed makes a scenario, the same one each time.

use counterfoil_model::scenario::{Intent, Scenario, Size};
use counterfoil_model::system::Protocol;

use super::system::{Chance, Condition, NAMES, PARTIES, Parameters, Questions, Rule, SOLOS, Who};

/// Numbers by chance (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(1))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("it is below a usize")
    }

    pub(crate) fn place(&mut self, limit: u8) -> u8 {
        u8::try_from(self.below(usize::from(limit))).expect("it is below a byte")
    }

    /// Whether something happens that does so many times in a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn some<T>(&mut self, percent: usize, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.percent(percent).then(|| value(self))
    }
}

/// How many places there are, for each of those who stand in one.
struct Sizes {
    shared: u8,
    own: u8,
    parties: usize,
    solos: usize,
}

/// The scenario of a seed.
pub(crate) fn scenario(seed: u64) -> Scenario<Chance> {
    let random = &mut Random::new(seed);
    // One in twenty has thousands of states, so that several threads share its levels.
    let is_large = random.below(20) == 0;
    let sizes = if is_large {
        Sizes { shared: 4, own: 4, parties: PARTIES, solos: SOLOS }
    } else {
        Sizes {
            shared: 1 + random.place(5),
            own: 2 + random.place(2),
            parties: random.below(PARTIES + 1),
            solos: random.below(SOLOS + 1),
        }
    };
    let is_symmetric = sizes.parties > 1 && random.percent(60);
    let count = if is_large { 14 } else { 2 + random.below(8) };
    let rules = (0..count).map(|_| rule(random, &sizes)).collect();
    let parameters = Parameters {
        parties: sizes.parties,
        starts: starts(random, &sizes, is_symmetric),
        rules,
        questions: questions(random, &sizes),
        is_symmetric,
        has_footprints: random.percent(70),
        knows_waits: random.percent(50),
        left_out: None,
    };
    demanding(random, parameters)
}

/// A system of which only is asked what must follow, and what still can: a graph by chance, many of whose moves somebody
/// makes who is fair.
pub(crate) fn graph(seed: u64) -> Scenario<Chance> {
    let random = &mut Random::new(seed.wrapping_add(1 << 32));
    let sizes = Sizes {
        shared: 2 + random.place(6),
        own: 2,
        parties: random.below(PARTIES),
        solos: random.below(SOLOS + 1),
    };
    let rules = (0..4 + random.below(12)).map(|_| rule(random, &sizes)).collect();
    let starts = starts(random, &sizes, false);
    let mut two = || [condition(random, &sizes), condition(random, &sizes)];
    let (comes, each, [good, _]) = (Some(two()), Some([two(), two()]), two());
    let none = [None, None];
    let questions =
        Questions { never: none, step: None, first: None, seen: none, comes, each, good: Some(good) };
    let parameters = Parameters {
        parties: sizes.parties,
        starts,
        rules,
        questions,
        is_symmetric: false,
        has_footprints: !seed.is_multiple_of(8),
        knows_waits: false,
        left_out: None,
    };
    plain(parameters)
}

/// The scenario with these parameters, which demands nothing.
fn plain(parameters: Parameters) -> Scenario<Chance> {
    Scenario {
        name: "by_chance".to_owned(),
        size: Size::Default,
        nightly: false,
        intent: Intent::Prove,
        summary: "Things happen.".to_owned(),
        parameters,
        witnesses: Vec::new(),
        must_fire: Vec::new(),
        deadlock_free: false,
    }
}

fn rule(random: &mut Random, sizes: &Sizes) -> Rule {
    let who = match random.below(6) {
        0..3 if sizes.parties > 0 => Who::Party,
        3..5 if sizes.solos > 0 => Who::Solo(random.below(sizes.solos)),
        _ => Who::Shared,
    };
    let own = if who == Who::Shared { sizes.shared } else { sizes.own };
    // Solos mostly mind their own business, so that their actions are independent.
    let shares = if matches!(who, Who::Solo(_)) { 20 } else { 45 };
    let is_shared = who == Who::Shared;
    Rule {
        who,
        offered: random.some(30, |random| random.place(own)),
        needs: random.some(50, |random| random.place(own)),
        needs_shared: random.some(shares, |random| random.place(sizes.shared)),
        sets: random.some(if is_shared { 95 } else { 80 }, |random| random.place(own)),
        sets_shared: if is_shared { None } else { random.some(shares, |random| random.place(sizes.shared)) },
        honest: random.percent(70),
        fair: random.some(50, |random| random.below(3)),
    }
}

/// Where a run can start; what is the same but for who is who is a start, too, if nobody matters.
fn starts(random: &mut Random, sizes: &Sizes, is_symmetric: bool) -> Vec<(u8, [u8; PARTIES], [u8; SOLOS])> {
    let count = if random.percent(50) { 1 } else { 2 + random.below(4) };
    let mut starts = Vec::new();
    for _ in 0..count {
        let shared = random.place(sizes.shared);
        let (mut parties, mut solos) = ([0; PARTIES], [0; SOLOS]);
        // Many starts are equal but for the shared place, so that one may lead to another.
        if random.percent(40) {
            parties[..sizes.parties].fill_with(|| random.place(sizes.own));
            solos[..sizes.solos].fill_with(|| random.place(sizes.own));
        }
        if !is_symmetric {
            starts.push((shared, parties, solos));
            continue;
        }
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            // With two parties, the third place is nobody's.
            if sizes.parties == 3 || order[2] == 2 {
                let start = (shared, order.map(|party| parties[party]), solos);
                if !starts.contains(&start) {
                    starts.push(start);
                }
            }
        }
    }
    starts
}

fn condition(random: &mut Random, sizes: &Sizes) -> Condition {
    let crowd = |random: &mut Random| (random.place(sizes.own), 1 + random.below(sizes.parties));
    let solo = |random: &mut Random| (random.below(sizes.solos), random.place(sizes.own));
    let mut condition = Condition {
        shared: random.some(55, |random| random.place(sizes.shared)),
        crowd: if sizes.parties > 0 { random.some(45, crowd) } else { None },
        solo: if sizes.solos > 0 { random.some(35, solo) } else { None },
    };
    if condition == (Condition { shared: None, crowd: None, solo: None }) {
        condition.shared = Some(random.place(sizes.shared));
    }
    condition
}

fn questions(random: &mut Random, sizes: &Sizes) -> Questions {
    let others = (0..sizes.parties + sizes.solos).map(|_| usize::from(sizes.own));
    let is_large = others.product::<usize>() * usize::from(sizes.shared) > 300;
    let mut one = |percent| random.some(percent, |random| condition(random, sizes));
    let (never, seen, good) = ([one(35), one(25)], [one(60), one(30)], one(30));
    let mut two =
        |percent| random.some(percent, |random| [condition(random, sizes), condition(random, sizes)]);
    // What must follow takes the oracle long to answer where there are many states.
    let (step, comes) = (two(20), if is_large { None } else { two(35) });
    let each = if is_large { None } else { two(20).zip(two(100)).map(|(one, other)| [one, other]) };
    let first = if sizes.parties > 0 { random.some(20, |random| random.place(sizes.own)) } else { None };
    Questions { never, step, first, seen, comes, each, good }
}

/// The scenario with these parameters, and something that it demands.
fn demanding(random: &mut Random, parameters: Parameters) -> Scenario<Chance> {
    let asked = applying(&parameters.questions);
    let invariants: Vec<&str> = asked.iter().copied().filter(|name| !name.starts_with("seen")).collect();
    let mut refuted: Vec<String> = Vec::new();
    if !invariants.is_empty() && random.percent(40) {
        refuted.extend((0..=random.below(2)).map(|_| invariants[random.below(invariants.len())].to_owned()));
        refuted.sort_unstable();
        refuted.dedup();
    }
    let witnesses: Vec<&str> = asked.iter().copied().filter(|name| name.starts_with("seen")).collect();
    // Now and then one is declared that does not apply.
    let all = NAMES.into_iter().filter(|name| name.starts_with("seen"));
    let witnesses: Vec<&'static str> = all
        .filter(|name| if witnesses.contains(name) { random.percent(50) } else { random.percent(2) })
        .collect();
    let must_fire = Chance::ACTIONS.iter().copied().filter(|_| random.percent(15)).collect();
    Scenario {
        intent: if refuted.is_empty() { Intent::Prove } else { Intent::Refute(refuted) },
        witnesses,
        must_fire,
        deadlock_free: random.percent(20),
        ..plain(parameters)
    }
}

/// The names of the properties that apply where this is asked.
pub(crate) fn applying(questions: &Questions) -> Vec<&'static str> {
    let Questions { never, step, first, seen, comes, each, good } = questions;
    let is_asked = [
        never[0].is_some(),
        never[1].is_some(),
        step.is_some(),
        first.is_some(),
        seen[0].is_some(),
        seen[1].is_some(),
        comes.is_some(),
        each.is_some(),
        each.is_some(),
        good.is_some(),
    ];
    NAMES.into_iter().zip(is_asked).filter(|(_, is_asked)| *is_asked).map(|(name, _)| name).collect()
}
