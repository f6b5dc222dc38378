//! Sum: every unit stands in exactly one book.

use counterfoil_model::action::ActionTable;
use counterfoil_model::asset_tracker::action::Kind;
use counterfoil_model::asset_tracker::action::classes::Class;
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, AssetTracker, Guard, State};
use counterfoil_model::footprint::Parts;
use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::{Protocol, StateSpace};

use super::ATTEMPTS;
use super::Property;
use super::books::{
    Side, confirmations_to_gateway, deposits_to_gateway, reads_unpaid, reads_unreceived_return, unpaid,
    unreceived_return,
};
use super::calls::is_open;
use super::parties::{decides, layer, of_all, parts_of, vault};
use crate::property::{Predicate, Sides, Term};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "l1_sum",
            "On L1 the balances of a registered asset sum up to exactly 2^256-1; of one from before v31 that is not \
                        registered yet, the vault keeps them all.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(l1_sum),
        )
        .rests_on(&[Guard::OriginChainTracked, Guard::RegisteredOnce, Guard::LegacyTokenRegisteredOnce])
        .reads(|system| {
            let shared = [Shared::Registered, Shared::L1Balance, Shared::GatewayBalance];
            let shared = shared.into_iter().map(Shared::set).collect::<Parts>();
            shared.and(of_all(system, &[Part::Balance])).and(vault(system))
        })
        .sides(l1_sum_sides),
        Property::new(
            "gateway_cover",
            "Gateway's balance on L1 is what its chains have there, what it has vouched for and L1 has \
                        not paid, and what is on its way between them.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(gateway_cover),
        )
        .rests_on(&[
                Guard::GwBalanceZeroed,
                Guard::ConfirmationAddsToBalance,
                Guard::SameGovernedCtm,
                Guard::SettlementInterval,
            ])
// What one that was malicious from the start has given away is nobody's but its own.
            .applies(|scenario| !scenario.parameters.gateway_starts_compromised())
            .reads(gateway_cover_reads)
            .sides(gateway_cover_sides),
        Property::new(
            "no_overflow",
            "No transaction of an honest party is refused for its arithmetic.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(no_overflow),
        )
        .rests_on(&[Guard::OriginChainTracked, Guard::RegisteredOnce])
        .cases(overflow_reads, no_overflow_in_class),
    ]
}

fn l1_sum(system: &AssetTracker, state: &State) -> bool {
    let mut sum = 0;
    l1_balances(system, state, &mut sum);
    sum == given(system, state)
}

fn l1_sum_sides(system: &AssetTracker, state: &State) -> Vec<Sides> {
    let mut balances = Vec::new();
    l1_balances(system, state, &mut balances);
    let given = Term { name: "2^256-1 once registered".into(), amount: given(system, state) };
    vec![Sides {
        case: "the asset".into(),
        left: ("balances", balances),
        relation: "=",
        right: ("given at registration", vec![given]),
    }]
}

fn l1_balances(system: &AssetTracker, state: &State, side: &mut impl Side) {
    let balance = &state.l1.asset_tracker.chain_balance;
    side.add(|| "L1 chainBalance[L1]".into(), balance[ChainId::L1].wide());
    side.add(|| "L1 chainBalance[Gateway]".into(), balance[ChainId::Gateway].wide());
    for &chain in &system.chains {
        side.add(|| format!("L1 chainBalance[{chain}]"), balance[ChainId::from(chain)].wide());
        let legacy = state.l1.native_token_vault.chain_balance[chain];
        side.add(|| format!("vault's balance of {chain} from before v31"), legacy.wide());
    }
}

fn given(system: &AssetTracker, state: &State) -> i64 {
    let legacy = |chain: &Chain| state.l1.native_token_vault.chain_balance[*chain].wide();
    if state.l1.asset_tracker.is_asset_registered {
        system.uint.max.wide()
    } else {
        system.chains.iter().map(legacy).sum()
    }
}

fn gateway_cover(system: &AssetTracker, state: &State) -> bool {
    if is_open(state) {
        return true;
    }
    let mut parts = 0;
    gateway_parts(system, state, &mut parts);
    state.l1.asset_tracker.chain_balance[ChainId::Gateway].wide() == parts
}

fn gateway_cover_sides(system: &AssetTracker, state: &State) -> Vec<Sides> {
    let mut parts = Vec::new();
    gateway_parts(system, state, &mut parts);
    let amount = state.l1.asset_tracker.chain_balance[ChainId::Gateway].wide();
    vec![Sides {
        case: "Gateway".into(),
        left: ("on L1", vec![Term { name: "L1 chainBalance[Gateway]".into(), amount }]),
        relation: "=",
        right: ("on Gateway and on its way", parts),
    }]
}

fn gateway_parts(system: &AssetTracker, state: &State, side: &mut impl Side) {
    let tracker = &state.gateway.asset_tracker;
    for &chain in &system.chains {
        let pending = tracker.pending_interop_balance[chain].wide();
        let vouched = unpaid(system, state, chain, SettlementLayer::Gateway);
        side.add(|| format!("Gateway chainBalance[{chain}]"), tracker.chain_balance[chain].wide());
        side.add(|| format!("Gateway pendingInteropBalance[{chain}]"), pending);
        side.add(|| format!("unpaid of {chain}, proven on Gateway"), vouched);
        side.add(|| format!("returned to {chain}, to be received"), unreceived_return(system, state, chain));
        side.add(|| format!("deposits to {chain} via Gateway"), deposits_to_gateway(state, chain));
        let migrated = confirmations_to_gateway(state, chain);
        side.add(|| format!("migrated of {chain}, to be confirmed"), migrated);
        side.add(|| format!("refused relays to {chain}"), state.ghost_relay_refused[chain].wide());
    }
}

fn gateway_cover_reads(system: &AssetTracker) -> Parts {
    use Part as P;
    let of_chain = |chain| {
        let own = parts_of(chain, &[P::BalanceOnGateway, P::PendingOnGateway, P::Inbox, P::Misrouted]);
        let unpaid = reads_unpaid(chain, SettlementLayer::Gateway);
        own.and(unpaid).and(reads_unreceived_return(chain)).and(layer(chain))
    };
    let of_chains = system.chains.iter().map(|chain| of_chain(*chain)).collect::<Parts>();
    of_chains.and(Shared::GatewayBalance.set()).and(Shared::Transaction.set())
}

fn no_overflow(system: &AssetTracker, state: &State) -> bool {
    is_open(state) || no_overflow_of(system, state, |_| true)
}

/// Whether none of these actions is refused for its arithmetic.
fn no_overflow_of(system: &AssetTracker, state: &State, wanted: impl Fn(&Action) -> bool) -> bool {
    let mut actions = Vec::with_capacity(ATTEMPTS);
    system.actions(state, &mut actions);
    let honest = actions.iter().filter(|action| adds(**action) && !action.is_forged());
    honest.filter(|action| wanted(action)).all(|action| {
        let refused_by = system.next_state(state, action).err();
        refused_by.is_none_or(|guard| !is_arithmetic(guard))
    })
}

/// The classes of actions that may add, by number.
fn adding_classes(system: &AssetTracker) -> impl Iterator<Item = (usize, &Class)> {
    system.classes().iter().enumerate().filter(|(_, class)| adds_kind(class.kind))
}

/// Each class is a case; where there are none, all actions are one.
fn overflow_reads(system: &AssetTracker) -> Vec<Parts> {
    let of_class = |(_, wanted): (usize, &Class)| {
        decides(system, |class| class == wanted).and(Shared::Transaction.set())
    };
    if system.classes().is_empty() {
        vec![Parts::ALL]
    } else {
        adding_classes(system).map(of_class).collect()
    }
}

fn no_overflow_in_class(system: &AssetTracker, state: &State, case: usize) -> bool {
    let number = adding_classes(system).nth(case).map_or(0, |(number, _)| number);
    is_open(state) || no_overflow_of(system, state, |action| system.class(action) == number)
}

/// Whether the rule of the action may add to a number that has to stay in range. To try the others as well
/// would tell nothing, and would take most of the time that all properties take together.
fn adds(action: Action) -> bool {
    adds_kind(action.kind_of())
}

fn adds_kind(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::PauseDeposits
            | Kind::UnpauseDeposits
            | Kind::MigrateToGateway
            | Kind::ConfirmMigration
            | Kind::FinalizeMigrationFromGateway
            | Kind::InitiateGatewayToL1Migration
            | Kind::MigrateFromGateway
            | Kind::SettleGatewayBatch
            | Kind::Withdraw
            | Kind::SendInterop
            | Kind::InitiateL1ToGatewayMigration
            | Kind::MintNative
            | Kind::SealBatch
            | Kind::SettleBatch
    )
}

/// Whether a guard asks that a number is in range: Solidity's own check, or an explicit one.
fn is_arithmetic(guard: Guard) -> bool {
    guard.entry().error == Some("Panic(0x11)") || guard == Guard::AmountToKeepFits
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, VecDeque};

    use counterfoil_model::guard::GuardSet;
    use counterfoil_model::scenario::Size;

    use super::*;

    /// How many states of each mutant of each scenario are looked at.
    const STATES: usize = 400;

    /// Whatever guard is off: those are the states in which a number leaves its range.
    #[test]
    fn what_adds_nothing_is_never_refused_for_its_arithmetic() {
        let mut refused = BTreeSet::new();
        for scenario in AssetTracker::scenarios().iter().filter(|scenario| scenario.size == Size::Small) {
            let mutants = Guard::ALL.iter().map(|guard| GuardSet::all_on().without(*guard));
            for guards in mutants.chain([GuardSet::all_on()]) {
                let system = AssetTracker::new(&scenario.parameters, guards);
                let mut queue = VecDeque::from(system.init_states());
                for _ in 0..STATES {
                    let Some(state) = queue.pop_front() else { break };
                    let mut actions = Vec::new();
                    system.actions(&state, &mut actions);
                    for action in actions {
                        match system.next_state(&state, &action) {
                            Ok(next) => queue.push_back(next),
                            Err(guard) if is_arithmetic(guard) => {
                                assert!(adds(action), "{action:?} is refused by {guard:?}");
                                refused.insert(guard);
                            }
                            Err(_) => {}
                        }
                    }
                }
            }
        }
        assert!(!refused.is_empty(), "no number ever leaves its range: this shows nothing");
    }
}
