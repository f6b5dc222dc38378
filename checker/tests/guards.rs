//! What a guard protects: with it off, a property of the theme that its row names is violated.
//!
//! The depth is that of the shortest counterexample in the scenario. A change of the model may change it; the row
//! is then a change to review, like a pinned result.

use counterfoil::catalogue::AnySystem;
use counterfoil::engine::Limits;
use counterfoil::registry;
use counterfoil::run::Request;
use counterfoil::verdict::Status;
use counterfoil_model::guard::GuardEntry;

/// Guard, scenario, property of the guard's theme, actions to its violation.
const ROWS: [(&str, &str, &str, usize); 63] = [
    ("legacy_payment_is_covered", "v31_upgrade@small", "malicious_loss_bounded", 1),
    ("legacy_token_is_not_new", "v31_upgrade@small", "l1_sum", 11),
    ("all_chains_on_l1", "v31_upgrade@small", "honest_chain_can_settle", 4),
    ("v31_batch_number_honest", "v31_upgrade@small", "malicious_loss_bounded", 13),
    ("upgraded_before_migration", "legacy_tokens@small", "honest_chain_can_settle", 8),
    ("supply_saved_before_it_changes", "v31_upgrade@small", "no_overflow", 13),
    ("registered_once", "round_trip@small", "no_overflow", 1),
    ("origin_chain_tracked", "deposits@small", "l1_sum", 1),
    ("l1_skips_only_untouched", "deposits@small", "keep_equals_outstanding", 7),
    ("deposits_refused_while_paused", "deposits@small", "paused_means_paused", 2),
    ("withdrawal_nullified_once", "native_token@small", "withdrawal_paid_once", 5),
    ("failed_deposit_exists", "failed_deposits@small", "refund_paid_once", 6),
    ("failed_deposit_cleared_once", "failed_deposits@small", "refund_paid_once", 4),
    ("settlement_interval", "compromised_gateway@small", "honest_chain_solvent", 2),
    ("batch_root_write_once", "compromised_gateway@small", "honest_chain_solvent", 3),
    ("responsible_chain", "interop@small", "honest_chain_solvent", 12),
    ("payment_is_covered", "deposits@small", "malicious_loss_bounded", 2),
    ("migration_to_gateway_is_newer", "native_token@small", "migration_to_gateway_acts_once", 4),
    ("keep_outstanding_on_l1", "native_token@small", "keep_equals_outstanding", 10),
    ("return_is_newer", "interop@small", "return_acts_once", 7),
    ("migration_only_from_whitelisted_gateway", "interop@small", "honest_chain_solvent", 10),
    ("return_is_covered", "compromised_gateway@small", "malicious_loss_bounded", 6),
    ("deposits_not_paused_twice", "round_trip@small", "no_deposit_in_flight_across_migration", 8),
    ("no_unpause_while_migrating", "failed_migration@small", "no_deposit_in_flight_across_migration", 5),
    ("no_unpause_before_return", "deposit_pausing@small", "no_deposit_in_flight_across_migration", 10),
    ("no_chain_on_withdrawn_layer", "past_gateway@small", "honest_chain_solvent", 6),
    ("withdrawn_layer_has_no_balance", "past_gateway@small", "honest_chain_solvent", 13),
    ("settlement_layer_is_whitelisted", "past_gateway@small", "honest_chain_solvent", 5),
    ("priority_queue_empty_on_l1", "deposits@small", "no_deposit_in_flight_across_migration", 3),
    ("deposits_paused_before_migration", "deposits@small", "no_deposit_in_flight_across_migration", 3),
    ("all_batches_executed_on_l1", "native_token@small", "batch_settles_where_it_was_begun", 5),
    ("migration_confirmed_once", "deposits@small", "chain_migration_confirmed_once", 6),
    ("comes_home_once", "interop@small", "chain_comes_home_once", 6),
    ("priority_queue_empty_on_gateway", "interop@small", "no_deposit_in_flight_across_migration", 5),
    ("deposits_paused_before_return", "interop@small", "no_deposit_in_flight_across_migration", 2),
    ("all_batches_executed_on_gateway", "interop@small", "batch_settles_where_it_was_begun", 7),
    ("failed_deposit_was_forwarded", "failed_deposits@small", "refunded_by_the_right_book", 7),
    ("interop_is_covered", "interop@small", "malicious_loss_bounded", 1),
    ("confirmation_adds_to_balance", "deposits@small", "gateway_cover", 12),
    ("gw_asset_migration_number", "interop@small", "return_is_sent_once", 9),
    ("gw_balance_zeroed", "interop@small", "gateway_cover", 8),
    ("outbound_needs_migrated_balance", "native_token@small", "honest_chain_can_settle", 5),
    ("l2_skips_only_untouched", "deposits@small", "honest_chain_can_settle", 13),
    ("burn_is_covered", "deposits@small", "honest_chain_solvent", 1),
    ("mint_fits", "native_token@small", "no_overflow", 6),
    ("interop_claimed_once", "interop@small", "interop_claimed_once", 6),
    ("interop_root_is_gateways", "interop@small", "honest_chain_solvent", 1),
    ("interop_claimed_on_gateway", "round_trip@small", "honest_chain_solvent", 4),
    ("balance_change_slot_empty", "reentrancy@small", "increase_relayed_exactly_once", 6),
    ("consume_only_whitelisted", "reentrancy@small", "increase_relayed_exactly_once", 4),
    ("relay_only_by_the_chain", "malicious_chain@small", "increase_relayed_exactly_once", 3),
    ("balance_change_only_with_deposit", "reentrant_migration", "increase_relayed_exactly_once", 14),
    ("balance_change_consumed_once", "withdrawals@small", "transient_clear_between_transactions", 1),
    ("withdrawal_booked_before_paid", "reentrancy@small", "charged_to_the_layer_that_vouched", 19),
    ("refund_booked_before_paid", "reentrancy@small", "charged_to_the_layer_that_vouched", 20),
    ("native_supply_cap", "malicious_token@small", "honest_chain_can_settle", 14),
    ("native_outbound_is_covered", "malicious_token@small", "honest_chain_can_settle", 14),
    ("return_nullified_once", "repeatable_return@small", "return_acts_once", 10),
    ("pause_told_in_effect", "pause_lag@small", "no_deposit_in_flight_across_migration", 11),
    ("pause_told_after_arrival", "pause_lag@small", "no_deposit_in_flight_across_migration", 10),
    ("migration_window_on_l1", "pause_lag@small", "no_deposit_in_flight_across_migration", 4),
    ("supply_filled_in_once", "base_token_backfill@small", "no_overflow", 13),
    ("supply_filled_in_before_migration", "base_token_backfill@small", "keep_equals_outstanding", 13),
];

/// Two guards that refuse the same, the second as the first is off: what fails without both, holds without the first
/// alone, and holds for longer without the second alone.
const PAIRS: [(&str, &str, &str, &str, usize); 5] = [
    ("proof_depth_at_most_two", "settlement_interval", "withdrawals@small", "malicious_loss_bounded", 2),
    (
        "legacy_token_registered_once",
        "nothing_booked_before_registration",
        "legacy_tokens@small",
        "honest_chain_solvent",
        4,
    ),
    ("paid_token_is_registered", "payment_is_covered", "v31_upgrade@small", "l1_sum", 5),
    ("v31_batch_number_is_known", "upgraded_before_migration", "v31_upgrade", "gateway_cover", 15),
    (
        "deposit_not_reentered",
        "balance_change_slot_empty",
        "malicious_chain@small",
        "increase_relayed_exactly_once",
        5,
    ),
];

#[test]
fn a_guard_that_another_masks_protects_beside_it() {
    let systems = registry::systems();
    let system =
        systems.iter().find(|system| system.info().name == "asset_tracker").expect("it is registered");
    for (guard, mask, scenario, property, depth) in PAIRS {
        let row = format!("{guard} beside {mask} in {scenario}: {property}");
        assert_eq!(violation(&**system, &[guard], scenario, property), None, "{row}");
        assert_eq!(violation(&**system, &[guard, mask], scenario, property), Some(depth), "{row}");
        let alone = violation(&**system, &[mask], scenario, property);
        assert!(alone.is_none_or(|later| later > depth), "{row}");
    }
}

#[test]
fn each_guard_protects_a_property_of_its_theme() {
    let systems = registry::systems();
    let system =
        systems.iter().find(|system| system.info().name == "asset_tracker").expect("it is registered");
    let info = system.info();
    for (guard, scenario, property, depth) in ROWS {
        let row = |what: &str| format!("{guard} in {scenario}: {what}");
        let entry = info.guards.iter().copied().find(|entry: &&GuardEntry| entry.name == guard);
        let entry = entry.unwrap_or_else(|| panic!("{}", row("there is no such guard")));
        let violated = info.properties.iter().find(|one| one.name == property);
        assert_eq!(violated.map(|one| one.theme), Some(entry.theme), "{}", row("of another theme"));
        assert_eq!(violation(&**system, &[entry.name], scenario, property), Some(depth), "{}", row(property));
    }
}

/// In how many actions `property` is violated in `scenario` without `guards`, if it is.
fn violation(
    system: &dyn AnySystem,
    guards: &[&'static str],
    scenario: &str,
    property: &str,
) -> Option<usize> {
    let request = Request {
        limits: Limits { max_states: Some(1_000_000), ..Limits::default() },
        guards_off: guards.to_vec(),
        properties: vec![property.into()],
        ..Request::new(2)
    };
    let scenarios = system.scenarios();
    let scenario = scenarios.iter().find(|one| one.info().label == scenario).expect("the scenario exists");
    let report = scenario.check(&request).expect("a built-in scenario can be checked");
    match report.properties.iter().find(|one| one.name == property).map(|one| one.status) {
        Some(Status::Violated(depth)) => Some(depth),
        _ => None,
    }
}
