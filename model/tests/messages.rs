//! What a bag of messages costs as it is kept, an `im::OrdMap`, and what it would as a sorted vector. What measures takes
//! seconds, and is run with `--ignored --nocapture`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use counterfoil_model::multi_l1_token::messages::{Content, Message, Messages};
use counterfoil_model::multi_l1_token::topology::{App, Chain, User};
use counterfoil_model::types::Amount;

/// How many states are kept at once.
const KEPT: usize = 50_000;
/// How many transitions are timed at once, and how often for each of the two, in turns.
const TRANSITIONS: usize = 100_000;
const ROUNDS: usize = 5;

/// A way to keep the messages in flight.
trait Bag: Clone + Default {
    fn put_in(&mut self, message: Message);
    fn take_out(&mut self, message: &Message);
}

impl Bag for Messages {
    fn put_in(&mut self, message: Message) {
        Self::put_in(self, message);
    }

    fn take_out(&mut self, message: &Message) {
        Self::take_out(self, message);
    }
}

/// Each message with its count, in order.
#[derive(Clone, Default)]
struct Sorted(Vec<(Message, u8)>);

impl Bag for Sorted {
    fn put_in(&mut self, message: Message) {
        match self.0.binary_search_by(|(one, _)| one.cmp(&message)) {
            Ok(place) => self.0[place].1 += 1,
            Err(place) => self.0.insert(place, (message, 1)),
        }
    }

    fn take_out(&mut self, message: &Message) {
        let Ok(place) = self.0.binary_search_by(|(one, _)| one.cmp(message)) else { return };
        match self.0[place].1 {
            1 => drop(self.0.remove(place)),
            _ => self.0[place].1 -= 1,
        }
    }
}

/// Different messages, to different chains.
fn message(number: usize) -> Message {
    let app = App::ALL[number % App::ALL.len()];
    let amount = Amount(u8::try_from(number / App::ALL.len()).expect("there are few messages"));
    Message { to: Chain::App(app), content: Content::Mint { user: User::Alice, amount } }
}

/// The bag of a state, and what a delivery makes of it, which sends one message for the one that arrives.
fn delivered<B: Bag>(bag: &B, number: usize, messages: usize) -> B {
    let mut next = bag.clone();
    next.take_out(&message(number % messages));
    next.put_in(message(messages + number % messages));
    next
}

fn bag<B: Bag>(messages: usize) -> B {
    let mut bag = B::default();
    (0..messages).for_each(|number| bag.put_in(message(number)));
    bag
}

/// The memory that this process has, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").expect("Linux tells it");
    let pages: usize = status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("it is a number");
    pages * 4096
}

/// What one transition takes.
fn time<B: Bag>(messages: usize) -> Duration {
    let first: B = bag(messages);
    let begun = Instant::now();
    for number in 0..TRANSITIONS {
        black_box(delivered(black_box(&first), number, messages));
    }
    begun.elapsed() / u32::try_from(TRANSITIONS).expect("they are not that many")
}

/// What one state takes while it is kept, where each comes from one that is kept as well, as in a search.
fn bytes<B: Bag>(messages: usize) -> usize {
    let before = resident();
    let mut kept: Vec<B> = Vec::with_capacity(KEPT);
    kept.push(bag(messages));
    for number in 1..KEPT {
        kept.push(delivered(&kept[number / 4], number, messages));
    }
    let bytes = resident().saturating_sub(before) / KEPT;
    // What is given back could be used again in the next measurement, and would not be counted there.
    std::mem::forget(kept);
    bytes
}

#[test]
#[ignore = "it measures, and nothing can be wrong with it"]
fn what_messages_in_flight_cost() {
    for messages in [2, 8, 32] {
        let both = || [time::<Messages>(messages), time::<Sorted>(messages)];
        let least = |[map, vector]: [Duration; 2], _| {
            let again = both();
            [map.min(again[0]), vector.min(again[1])]
        };
        let [map, vector] = (1..ROUNDS).fold(both(), least);
        let ratio = map.as_secs_f64() / vector.as_secs_f64();
        println!("{messages} messages, a transition: map {map:?}, vector {vector:?}, ratio {ratio:.2}");
        let [map, vector] = [bytes::<Messages>(messages), bytes::<Sorted>(messages)];
        println!("{messages} messages, a state: map {map} bytes, vector {vector} bytes");
    }
}

#[test]
fn either_way_the_same_messages_are_there() {
    let (mut map, mut vector): (Messages, Sorted) = (bag(8), bag(8));
    for number in 0..40 {
        (map, vector) = (delivered(&map, number, 8), delivered(&vector, number, 8));
        let kept: Vec<(Message, u8)> = map.counted().map(|(message, count)| (*message, count)).collect();
        assert_eq!(kept, vector.0);
    }
}
