//! Every operation held against sets of vectors, in small universes by chance.

use std::collections::BTreeSet;

use super::store::FIRST_NODES;
use super::*;
use crate::engine::{Cut, Limits};

type Plain = BTreeSet<Vec<u32>>;

/// Numbers by chance, the same ones every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(bound)).unwrap()
    }

    fn vectors(&mut self, length: usize, values: u32) -> Plain {
        let count = self.below(40);
        (0..count).map(|_| (0..length).map(|_| self.below(values)).collect()).collect()
    }

    fn steps(&mut self, length: usize, kinds: &[Step]) -> Vec<Step> {
        (0..length).map(|_| kinds[self.below(u32::try_from(kinds.len()).unwrap()) as usize]).collect()
    }
}

fn set(diagrams: &mut Diagrams, vectors: &Plain) -> Set {
    diagrams.set_of(vectors.iter().map(Vec::as_slice).collect()).unwrap()
}

fn plain(diagrams: &Diagrams, set: Set) -> Plain {
    let mut vectors = Vectors::of(set);
    let mut all = Vec::new();
    while let Some(vector) = vectors.next(diagrams) {
        all.push(vector.to_vec());
    }
    assert!(all.is_sorted(), "{all:?}");
    all.into_iter().collect()
}

/// The vector of a relation that is asked of `vector`, and what stands in the levels of the plan.
fn kept(vector: &[u32], steps: &[Step]) -> Vec<u32> {
    vector.iter().zip(steps).filter(|(_, step)| **step != Step::Skip).map(|(value, _)| *value).collect()
}

/// What `vector` becomes by the row of a relation, if it has what the row asks for.
fn moved(vector: &[u32], row: &[u32], steps: &[Step]) -> Option<Vec<u32>> {
    let mut row = row.iter();
    let mut after = vector.to_vec();
    for (value, step) in after.iter_mut().zip(steps) {
        if *step == Step::Skip {
            continue;
        }
        if row.next() != Some(value) {
            return None;
        }
        if *step == Step::Change {
            *value = *row.next()?;
        }
    }
    Some(after)
}

#[test]
fn sets_are_made_of_their_vectors_and_give_them_back() {
    let mut chance = Chance(1);
    let mut diagrams = Diagrams::new(Limits::default());
    for length in (0..6).cycle().take(600) {
        let vectors = chance.vectors(length, 4);
        let made = set(&mut diagrams, &vectors);
        assert_eq!(plain(&diagrams, made), vectors);
        assert_eq!(Counts::default().of(&diagrams, made), Ok(vectors.len() as u128));
        for vector in &vectors {
            assert!(diagrams.has(made, vector));
        }
        let other = chance.vectors(length, 4);
        for vector in &other {
            assert_eq!(diagrams.has(made, vector), vectors.contains(vector));
        }
        // Equal sets are one, however they came to be.
        let again = set(&mut diagrams, &vectors);
        assert_eq!(again, made);
        let picked = diagrams.pick(made, |values| chance.below(9) as usize % values);
        assert_eq!(picked.is_none(), vectors.is_empty());
        assert!(picked.is_none_or(|vector| vectors.contains(&vector)));
    }
}

#[test]
fn union_intersection_and_difference_are_those_of_sets() {
    let mut chance = Chance(2);
    let mut diagrams = Diagrams::new(Limits::default());
    for length in (0..6).cycle().take(3000) {
        let (left, right) = (chance.vectors(length, 4), chance.vectors(length, 4));
        let (one, other) = (set(&mut diagrams, &left), set(&mut diagrams, &right));
        let union = diagrams.union(one, other).unwrap();
        assert_eq!(plain(&diagrams, union), left.union(&right).cloned().collect());
        let intersection = diagrams.intersection(one, other).unwrap();
        assert_eq!(plain(&diagrams, intersection), left.intersection(&right).cloned().collect());
        let difference = diagrams.difference(one, other).unwrap();
        assert_eq!(plain(&diagrams, difference), left.difference(&right).cloned().collect());
        let back = diagrams.union(difference, intersection).unwrap();
        assert_eq!(back, one);
    }
}

#[test]
fn a_projection_has_the_levels_that_it_keeps() {
    let mut chance = Chance(3);
    let mut diagrams = Diagrams::new(Limits::default());
    for length in (0..6).cycle().take(2000) {
        let vectors = chance.vectors(length, 4);
        let steps = chance.steps(length, &[Step::Skip, Step::Keep]);
        let made = set(&mut diagrams, &vectors);
        let plan = diagrams.plan(&steps);
        let projected = diagrams.project(made, plan).unwrap();
        assert_eq!(plain(&diagrams, projected), vectors.iter().map(|vector| kept(vector, &steps)).collect());
    }
}

#[test]
fn each_projection_has_one_representative() {
    let mut chance = Chance(7);
    let mut diagrams = Diagrams::new(Limits::default());
    let mut differ = 0;
    for length in (0..6).cycle().take(2000) {
        let vectors = chance.vectors(length, 4);
        let steps = chance.steps(length, &[Step::Skip, Step::Keep]);
        let made = set(&mut diagrams, &vectors);
        let plan = diagrams.plan(&steps);
        let expected: Plain = vectors.iter().map(|vector| kept(vector, &steps)).collect();
        let [first, last] = [Which::First, Which::Last].map(|which| {
            let chosen = diagrams.representatives(made, plan, which).unwrap();
            let chosen = plain(&diagrams, chosen);
            assert!(chosen.is_subset(&vectors));
            assert_eq!(chosen.len(), expected.len());
            assert_eq!(chosen.iter().map(|vector| kept(vector, &steps)).collect::<Plain>(), expected);
            chosen
        });
        differ += usize::from(first != last);
    }
    assert!(differ > 500, "{differ}");
}

#[test]
fn images_and_preimages_are_those_of_the_relation() {
    let mut chance = Chance(4);
    let mut diagrams = Diagrams::new(Limits::default());
    let mut met = 0;
    for length in (0..6).cycle().take(4000) {
        let steps = chance.steps(length, &[Step::Skip, Step::Keep, Step::Change]);
        let changes = steps.iter().filter(|step| **step == Step::Change).count();
        let keeps = steps.iter().filter(|step| **step == Step::Keep).count();
        let vectors = chance.vectors(length, 3);
        let rows = chance.vectors(keeps + 2 * changes, 3);
        let (made, relation) = (set(&mut diagrams, &vectors), set(&mut diagrams, &rows));
        let plan = diagrams.plan(&steps);

        let all =
            |vector: &Vec<u32>| rows.iter().filter_map(|row| moved(vector, row, &steps)).collect::<Vec<_>>();
        let expected: Plain = vectors.iter().flat_map(all).collect();
        let image = diagrams.image(made, relation, plan).unwrap();
        assert_eq!(plain(&diagrams, image), expected, "{steps:?} {rows:?} {vectors:?}");
        met += expected.len();

        // What comes before is anything from the universe that the relation takes into the set.
        let mut universe = vec![Vec::new()];
        for _ in 0..length {
            let longer = |vector: Vec<u32>| (0..3).map(move |value| [&vector[..], &[value]].concat());
            universe = universe.into_iter().flat_map(longer).collect();
        }
        let everything = set(&mut diagrams, &universe.iter().cloned().collect());
        let leads_there = |vector: &Vec<u32>| all(vector).iter().any(|after| vectors.contains(after));
        let preimage = diagrams.preimage(made, relation, plan).unwrap();
        let preimage = diagrams.intersection(preimage, everything).unwrap();
        let expected: Plain = universe.into_iter().filter(leads_there).collect();
        assert_eq!(plain(&diagrams, preimage), expected, "{steps:?} {rows:?} {vectors:?}");

        let more = chance.vectors(length, 3);
        let into = set(&mut diagrams, &more);
        let sum = diagrams.add_image(into, made, (relation, plan)).unwrap();
        assert_eq!(diagrams.union(into, image), Ok(sum), "{steps:?} {rows:?} {vectors:?} {more:?}");

        if changes == 0 {
            let count = Counts::default().of_those(&diagrams, made, (relation, plan));
            assert_eq!(count, Counts::default().of(&diagrams, image));
        }
    }
    assert!(met > 5_000, "{met}");
}

#[test]
fn what_is_wanted_survives_a_collection_and_the_rest_makes_room() {
    let mut chance = Chance(5);
    let mut diagrams = Diagrams::new(Limits::default());
    let mut wanted: Vec<(Set, Plain)> = Vec::new();
    for round in 0..300 {
        let vectors = chance.vectors(5, 6);
        let made = set(&mut diagrams, &vectors);
        if let Some((set, known)) = wanted.last().cloned() {
            let union = diagrams.union(set, made).unwrap();
            wanted.push((union, known.union(&vectors).cloned().collect()));
        }
        wanted.push((made, vectors));
        if round % 7 == 0 {
            let turn = 3 % wanted.len();
            wanted.rotate_left(turn);
            wanted.truncate(8);
            diagrams.collect(wanted.iter().map(|(set, _)| *set));
            let used = diagrams.nodes();
            diagrams.collect(wanted.iter().map(|(set, _)| *set));
            assert_eq!(diagrams.nodes(), used);
        }
        for (set, vectors) in &wanted {
            assert_eq!(plain(&diagrams, *set), *vectors);
        }
    }
    assert!(diagrams.nodes.len() < 4 * FIRST_NODES, "{} nodes were never used again", diagrams.nodes.len());
    diagrams.collect([]);
    assert_eq!(diagrams.nodes(), 2);
}

#[test]
fn memory_is_kept_and_what_was_computed_stays_right() {
    let memory = 1 << 20;
    let limits = Limits { memory: Some(memory), ..Limits::default() };
    let mut diagrams = Diagrams::new(limits);
    let mut chance = Chance(6);
    let mut all = Set::EMPTY;
    let mut collections = 0;
    let cut = loop {
        let vector: Vec<u32> = (0..8).map(|_| chance.below(1000)).collect();
        let grow = |diagrams: &mut Diagrams| {
            let one = diagrams.set_of(vec![&vector])?;
            diagrams.union(all, one)
        };
        let grown = grow(&mut diagrams).or_else(|_| {
            collections += 1;
            diagrams.collect([all]);
            grow(&mut diagrams)
        });
        match grown {
            Ok(grown) => all = grown,
            Err(cut) => break cut,
        }
        assert!(diagrams.bytes_in_memory() <= memory + memory / 8);
    };
    assert_eq!(cut, Cut::Memory(memory));
    let before = Counts::default().of(&diagrams, all).unwrap();
    assert!(before > 1000 && collections > 3, "{before} vectors, {collections} collections");
    // What nobody wants makes room, and the rest is as it was.
    diagrams.collect([all]);
    assert_eq!(Counts::default().of(&diagrams, all), Ok(before));
}

#[test]
fn a_level_may_be_wide_and_a_vector_long() {
    let mut diagrams = Diagrams::new(Limits::default());
    let even: Vec<Vec<u32>> = (0..200_000).map(|value| vec![2 * value, 1]).collect();
    let odd: Vec<Vec<u32>> = (0..200_000).map(|value| vec![2 * value + 1, 1]).collect();
    let even = diagrams.set_of(even.iter().map(Vec::as_slice).collect()).unwrap();
    let odd = diagrams.set_of(odd.iter().map(Vec::as_slice).collect()).unwrap();
    let both = diagrams.union(even, odd).unwrap();
    assert_eq!(Counts::default().of(&diagrams, both), Ok(400_000));
    assert_eq!(diagrams.difference(both, even), Ok(odd));
    assert_eq!(diagrams.intersection(both, even), Ok(even));
    let long = vec![7; 4096];
    let made = diagrams.set_of(vec![&long]).unwrap();
    assert_eq!(Counts::default().of(&diagrams, made), Ok(1));
}

#[test]
fn counts_are_exact_up_to_where_they_do_not_fit() {
    let mut diagrams = Diagrams::new(Limits::default());
    let product = |diagrams: &mut Diagrams, levels: usize| {
        let mut set = Set::UNIT;
        for _ in 0..levels {
            let other = diagrams.make(1, set, Set::EMPTY).unwrap();
            set = diagrams.make(0, set, other).unwrap();
        }
        Counts::default().of(diagrams, set)
    };
    assert_eq!(product(&mut diagrams, 127), Ok(1 << 127));
    assert_eq!(product(&mut diagrams, 128), Err(Cut::Numbers));
}
