//! In which order the parts of a state stand in a vector.
//!
//! Parts that one class of actions touches should stand close to each other: then what the class does concerns few
//! levels of a diagram. FORCE (Aloul, Markov, Sakallah 2003) moves each part to the middle of the classes that touch
//! it, again and again. It draws nothing by lot, so the order is the same each time.

use counterfoil_model::footprint::{Footprint, Parts};

/// How often the parts are moved at most.
const ROUNDS: usize = 200;

/// All parts, by number, in the order of the levels.
pub(super) fn of_parts(parts: usize, footprints: &[Footprint]) -> Vec<usize> {
    let touched = |footprint: &Footprint| -> Vec<usize> {
        let touches: Parts = footprint.reads.and(footprint.writes);
        (0..parts).filter(|part| touches.has(*part)).collect()
    };
    // A class that touches everything pulls everything to the same place.
    let mut edges: Vec<Vec<usize>> = footprints.iter().map(touched).collect();
    edges.retain(|edge| edge.len() > 1 && edge.len() < parts);
    let mut order: Vec<usize> = (0..parts).collect();
    let mut best = (span(&order, &edges), order.clone());
    for _ in 0..ROUNDS {
        let moved = moved(&order, &edges);
        if moved == order {
            break;
        }
        order = moved;
        let span = span(&order, &edges);
        if span < best.0 {
            best = (span, order.clone());
        }
    }
    best.1
}

/// Over how many levels the classes extend, all together.
fn span(order: &[usize], edges: &[Vec<usize>]) -> usize {
    let level = levels(order);
    let span = |edge: &Vec<usize>| {
        let levels = || edge.iter().map(|part| level[*part]);
        levels().max().unwrap_or(0) - levels().min().unwrap_or(0)
    };
    edges.iter().map(span).sum()
}

/// The level of each part.
pub(super) fn levels(order: &[usize]) -> Vec<usize> {
    let mut levels = vec![0; order.len()];
    for (level, part) in order.iter().enumerate() {
        levels[*part] = level;
    }
    levels
}

/// Each part in the middle of the classes that touch it, which are in the middle of their parts.
#[allow(clippy::cast_precision_loss, reason = "there are at most 128 parts and classes")]
fn moved(order: &[usize], edges: &[Vec<usize>]) -> Vec<usize> {
    let level = levels(order);
    let mean = |sum: f64, count: usize| sum / count.max(1) as f64;
    let middles = edges.iter().map(|edge| {
        let sum = edge.iter().map(|part| level[*part] as f64).sum();
        mean(sum, edge.len())
    });
    let mut places = vec![(0.0, 0); order.len()];
    for (edge, middle) in edges.iter().zip(middles) {
        for part in edge {
            let (sum, count) = &mut places[*part];
            *sum += middle;
            *count += 1;
        }
    }
    let place = |part: usize| match places[part] {
        (_, 0) => level[part] as f64,
        (sum, count) => mean(sum, count),
    };
    let mut moved = order.to_vec();
    // The sort is stable: what has one place stays in the order in which it was.
    moved.sort_by(|left, right| place(*left).total_cmp(&place(*right)));
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_touched_together_stands_together() {
        // 0-3, 3-1, 1-4, 4-2: a chain whose ends are 0 and 2.
        let touches = |one, other| Footprint { reads: Parts::one(one), writes: Parts::one(other) };
        let chain = [touches(0, 3), touches(3, 1), touches(1, 4), touches(4, 2), Footprint::EVERYTHING];
        let order = of_parts(5, &chain);
        let level = levels(&order);
        assert!(order == [0, 3, 1, 4, 2] || order == [2, 4, 1, 3, 0], "{order:?}");
        assert_eq!(level.iter().map(|level| order[*level]).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn every_part_has_a_level_whatever_is_touched() {
        let mut order = of_parts(7, &[Footprint { reads: Parts::one(6), writes: Parts::one(1) }]);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(of_parts(0, &[]), Vec::<usize>::new());
    }
}
