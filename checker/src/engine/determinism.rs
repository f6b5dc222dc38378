//! Asks a system the same question twice, now and then.
//!
//! A search takes it for granted that a system, asked again, says the same: otherwise the states that it
//! has counted are not the states that there are. A find shows it when it is replayed, but a search without
//! finds would not. So every initial state, and one in 1,024 of the others, is expanded a second time:
//! a thousandth of the time.

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;
use counterfoil_traces::replay::Fault;

use crate::engine::met::fingerprint::Fingerprinter;

/// One in so many states is asked about twice.
const ONE_IN: u64 = 1024;

/// Whether the state with this fingerprint, or this number, is one of those to ask about twice. Which
/// these are depends on the states alone, so it is the same for any number of threads.
pub(crate) fn is_sampled(number: u64) -> bool {
    number.is_multiple_of(ONE_IN)
}

/// Asks for the initial states twice, and about each of them.
///
/// # Errors
/// The difference.
pub(crate) fn of_start<S: System>(system: &S) -> Result<(), Fault> {
    let states = system.init_states();
    if system.init_states() != states {
        return Err(Fault::Differs(
            "the list of initial states is another one when it is asked for again".into(),
        ));
    }
    let mut offered = Vec::new();
    states.iter().try_for_each(|state| {
        offered.clear();
        system.actions(state, &mut offered);
        of_state(system, state, &offered)
    })
}

/// Asks again what can be attempted in `state`, which was `offered`, and twice what becomes of it.
///
/// # Errors
/// The difference.
pub(crate) fn of_state<S: System>(system: &S, state: &S::State, offered: &[S::Action]) -> Result<(), Fault> {
    let fingerprints = Fingerprinter::new();
    let mut again = Vec::with_capacity(offered.len());
    system.actions(state, &mut again);
    if again != offered {
        let sentence =
            "the list of what can be attempted in a state is another one when it is asked for again";
        return Err(Fault::Differs(sentence.into()));
    }
    for action in offered {
        let outcome = |next: &Result<S::State, S::Guard>| match next {
            Ok(_) => "succeeds".to_owned(),
            Err(guard) => format!("is refused by {}", guard.name()),
        };
        let (first, second) = (system.next_state(state, action), system.next_state(state, action));
        if first != second {
            let (once, then) = (outcome(&first), outcome(&second));
            let then = if once == then { "leads to another state".to_owned() } else { then };
            let sentence = format!("\"{action}\" {once} and, attempted again in the same state, {then}");
            return Err(Fault::Differs(sentence));
        }
        if let (Ok(first), Ok(second)) = (first, second)
            && fingerprints.of(&first) != fingerprints.of(&second)
        {
            let sentence = format!("\"{action}\" leads to two equal states with different fingerprints");
            return Err(Fault::Differs(sentence));
        }
    }
    Ok(())
}
