//! The named scenarios, each as its difference from the usual bounds, and its `@small` twin as its difference from
//! it.
//!
//! Where the document's own design fails, `NAME` has the repaired design, and the scenario that shows the failure
//! stands beside it and lacks one repair.

use super::scenario::{Allocation, Budgets, Parameters, Variant};
use super::{MultiL1Token, Scenario};

type Family = crate::scenario::Family<MultiL1Token>;

/// All named scenarios, each with its `@small` twin directly after it.
pub(super) fn all() -> Vec<Scenario> {
    let families = [
        transfers(),
        consecutive_transactions(),
        any_allocation(),
        fast_path(),
        locks(),
        locks_without_requests(),
        locks_through_the_router(),
        blocklists(),
        blocklists_on_all_chains(),
        settlement_meets_blocklists(),
        routing(),
        blocked_routes(),
        burning(),
        allowances(),
        allowances_on_apps(),
        approvals(),
        blocked_spenders(),
        retries(),
        monitoring(),
        initial_mints(),
        unauthorised(),
        compromised_app(),
        compromised_requests(),
        everything(),
    ];
    families.into_iter().flatten().collect()
}

/// The bounds that a scenario has unless it says otherwise.
fn usual() -> Parameters {
    Parameters {
        // The repaired design: the document's own has a scenario beside it wherever it fails.
        variant: Variant::Repaired,
        // As recommended; any other has a scenario of its own.
        allocation: Allocation::Recommended,
        // The least with which an amount is scattered.
        apps: 2,
        // One; what two make of it has scenarios of its own.
        mains: 1,
        // Who sends and who receives; a third is new to everybody.
        users: 2,
        // A unit on each App L1.
        alice_holds: vec![1, 1],
        // Something to receive to.
        bob_holds: 1,
        // The least that has to be taken from two App L1s.
        most: 2,
        // Nothing: a scenario names what is attempted.
        budgets: Budgets::default(),
    }
}

/// Measured: 21,155 states, 15 deep.
fn transfers() -> Family {
    let budgets = Budgets { transfers: 2, gas_faults: 1, ..Budgets::default() };
    let bounds = Parameters { apps: 3, mains: 2, alice_holds: vec![1, 1, 1], budgets, ..usual() };
    Family::prove("transfers", bounds, |small| {
        (small.apps, small.mains, small.alice_holds) = (2, 1, vec![1, 1]);
        small.budgets.transfers = 1;
    })
    .summary("Users transfer through two Main L1s, and an execution runs out of gas.")
    .witnesses(&["taken_from_two_chains", "failed_message_is_executed"])
    .must_fire(&["Transfer", "ReceiveCrossChainMessage", "RunOutOfGas", "RetryMessageExecution"])
    .refute("transfers_in_one_phase", &["no_transient_inflation"], |one| {
        one.variant = Variant::OnePhase;
    })
    .summary("What is minted and what is decreased for it travel at the same time: the mint may come first.")
}

/// "Because transfer and burn operations are ALWAYS processed by the FT Manager on the Main L1 that manages the
/// sender's balance, requests WILL BE handled in sequence."
///
/// Measured: 31,281 states, 20 deep.
fn consecutive_transactions() -> Family {
    let budgets =
        Budgets { transfers: 2, fast_transfers: 1, lock_transfers: 1, locks: 1, ..Budgets::default() };
    let bounds = Parameters { mains: 2, budgets, ..usual() };
    Family::prove("consecutive_transactions", bounds, |small| {
        (small.mains, small.most, small.budgets.transfers) = (1, 1, 1);
    })
    .summary("A user spends on several App L1s at once, through a Main L1 and locally.")
    .witnesses(&["locked_transfer_is_booked"])
    .must_fire(&["Transfer", "SetLock", "LockTransfer"])
    .refute("consecutive_transactions_local_spending", &["no_overdraft", "locked_is_not_taken"], |one| {
        one.variant = Variant::LocalSpending;
    })
    .summary("What the FT Manager takes from an App L1 is spent there meanwhile: it is spent twice.")
    .refute(
        "consecutive_transactions_as_documented",
        &["no_overdraft", "locked_is_not_taken", "no_transient_inflation", "nothing_is_left_over"],
        |one| one.variant = Variant::Seed,
    )
    .summary("The same in the document's own design.")
}

/// Measured: 30,655 states, 15 deep.
fn any_allocation() -> Family {
    let budgets = Budgets { transfers: 2, gas_faults: 1, ..Budgets::default() };
    // Two of three App L1s that nothing tells apart.
    let bounds =
        Parameters { allocation: Allocation::Any, apps: 3, alice_holds: vec![1, 1, 1], budgets, ..usual() };
    Family::prove("any_allocation", bounds, |small| small.budgets.transfers = 1)
        .summary("An FT Manager takes from App L1s in any way that covers the amount.")
        .witnesses(&["transfer_is_settled"])
        .must_fire(&["Transfer", "ReceiveCrossChainMessage"])
}

/// Measured: 3,492 states, 11 deep.
fn fast_path() -> Family {
    let variant = Variant::LocalSpending;
    let budgets = Budgets { fast_transfers: 3, local_blocks: 2, ..Budgets::default() };
    Family::prove("fast_path", Parameters { variant, budgets, mains: 2, ..usual() }, |small| {
        (small.most, small.budgets.fast_transfers) = (1, 2);
    })
    .summary("Users transfer within App L1s alone, and nobody asks a Main L1 for anything.")
    .witnesses(&["local_transfer_is_booked", "address_is_unblocked_again"])
    .must_fire(&["FastTransfer", "LocalBlockUser"])
}

/// Measured: 190,930 states, 22 deep.
fn locks() -> Family {
    let budgets = Budgets {
        transfers: 1,
        local_transfers: 1,
        locks: 2,
        unlocks: 1,
        lock_transfers: 1,
        ..Budgets::default()
    };
    Family::prove("locks", Parameters { budgets, ..usual() }, |small| {
        (small.most, small.budgets.locks) = (1, 1);
    })
    .summary("A user locks, releases and spends what is locked, while requests go through a Main L1.")
    .witnesses(&["locked_transfer_is_booked"])
    .must_fire(&["SetLock", "ReleaseLock", "LockTransfer", "Transfer", "LocalTransfer"])
    .refute("locks_told_afterwards", &["no_overdraft", "locked_is_not_taken"], |one| {
        one.variant = Variant::LocksToldAfterwards;
    })
    .summary("A lock is there before the FT Manager hears of it, and it has given the tokens away meanwhile.")
}

/// Measured: 1,017 states, 12 deep.
fn locks_without_requests() -> Family {
    let variant = Variant::LocksToldAfterwards;
    let budgets = Budgets { locks: 2, unlocks: 1, lock_transfers: 2, ..Budgets::default() };
    let bounds = Parameters { variant, mains: 2, budgets, ..usual() };
    Family::prove("locks_without_requests", bounds, |small| {
        (small.mains, small.budgets.locks, small.budgets.lock_transfers) = (1, 1, 1);
    })
    .summary("Users lock and spend locally, and nobody asks a Main L1 for anything: a lock needs no grant.")
    .witnesses(&["locked_transfer_is_booked"])
    .must_fire(&["SetLock", "ReleaseLock", "LockTransfer"])
}

/// "If the managing Main L1 is unknown, the request is instead sent to the Router contract."
///
/// Measured: 4,876 states, 16 deep.
fn locks_through_the_router() -> Family {
    let budgets = Budgets { initial_mints: 1, locks: 2, unlocks: 1, lock_transfers: 1, ..Budgets::default() };
    let bounds = Parameters { users: 3, mains: 2, most: 1, alice_holds: vec![1, 0], budgets, ..usual() };
    Family::prove("locks_through_the_router", bounds, |small| {
        (small.mains, small.budgets.locks, small.budgets.lock_transfers) = (1, 1, 0);
    })
    .summary("An address locks what was minted for it, and the App L1 does not know its Main L1 yet.")
    .witnesses(&["new_address_locks"])
    .must_fire(&["InitialMint", "SetLock", "ReleaseLock"])
}

/// Measured: 87,653 states, 20 deep.
fn blocklists() -> Family {
    let budgets = Budgets { transfers: 1, lock_transfers: 1, locks: 1, blocks: 2, ..Budgets::default() };
    Family::prove("blocklists", Parameters { budgets, ..usual() }, |small| {
        small.most = 1;
        (small.budgets.locks, small.budgets.lock_transfers) = (0, 0);
    })
    .summary("The Router blocks and unblocks an address, whose updates arrive in any order.")
    .witnesses(&["blocked_everywhere", "blocked_address_still_spends"])
    .must_fire(&["BlockUser", "Transfer"])
    .refute("blocklists_unnumbered_updates", &["blocklists_converge"], |one| {
        one.variant = Variant::UnnumberedUpdates;
    })
    .summary("An update that is overtaken by a later one undoes it, and nobody sends it again.")
}

/// Measured: 506,653 states, 19 deep.
fn blocklists_on_all_chains() -> Family {
    let budgets = Budgets { transfers: 1, blocks: 2, local_blocks: 1, ..Budgets::default() };
    let bounds = Parameters { apps: 3, mains: 2, alice_holds: vec![1, 1, 1], most: 1, budgets, ..usual() };
    Family::prove("blocklists_on_all_chains", bounds, |small| {
        (small.budgets.blocks, small.budgets.local_blocks) = (1, 0);
    })
    .summary("The Router and the admins of three App L1s block and unblock, around a transfer between two Main L1s.")
    .witnesses(&["blocked_everywhere", "blocked_address_still_spends", "transfer_is_settled"])
    .must_fire(&["BlockUser", "Transfer"])
    .wide(|wide| {
        (wide.budgets.blocks, wide.budgets.local_blocks, wide.budgets.gas_faults) = (3, 3, 1);
    })
    .nightly()
}

/// Measured: 64,507 states, 19 deep.
fn settlement_meets_blocklists() -> Family {
    let budgets = Budgets { transfers: 2, blocks: 1, ..Budgets::default() };
    Family::prove("settlement_meets_blocklists", Parameters { budgets, mains: 2, ..usual() }, |small| {
        (small.most, small.budgets.transfers) = (1, 1);
    })
    .summary("The Router blocks an address while its transfer is on its way.")
    .witnesses(&["blocked_everywhere"])
    .must_fire(&["BlockUser", "Transfer", "FailMessageExecution"])
    .refute(
        "settlement_meets_blocklists_blocked_settlement",
        &["books_agree_once_quiet", "no_settlement_is_stuck", "nothing_is_left_over"],
        |one| one.variant = Variant::BlockedSettlement,
    )
    .summary("A decrease is refused by an App L1 for whom it blocks, after the FT Manager has decided it.")
}

/// Measured: 71,547 states, 19 deep.
fn routing() -> Family {
    let budgets = Budgets { transfers: 2, scalings: 1, ..Budgets::default() };
    let bounds = Parameters { users: 3, mains: 2, most: 1, budgets, ..usual() };
    Family::prove("routing", bounds, |small| small.alice_holds = vec![1, 0])
        .summary("Users transfer to an address that is new, while the Router names another Main L1.")
        .witnesses(&["new_address_is_managed_on_the_second_main", "transfer_is_routed_to_another_main"])
        .must_fire(&["Transfer", "SetLatestMainL1Info"])
        .refute("routing_by_apps", &["registries_agree", "address_has_one_manager"], |one| {
            one.variant = Variant::AppsAssign;
        })
        .summary("Two App L1s assign a new address to the Main L1s that each of them takes for the latest.")
}

/// Measured: 408,736 states, 20 deep.
fn blocked_routes() -> Family {
    let budgets =
        Budgets { transfers: 1, scalings: 1, blocks: 1, gas_faults: 1, resends: 1, ..Budgets::default() };
    let bounds = Parameters { users: 3, mains: 2, most: 1, budgets, ..usual() };
    Family::prove("blocked_routes", bounds, |small| {
        (small.budgets.scalings, small.budgets.gas_faults, small.budgets.resends) = (0, 0, 0);
    })
    .summary("The Router blocks an address, known or new, while a request goes through it, and a monitor asks again.")
    .witnesses(&["blocked_everywhere"])
    .must_fire(&["Transfer", "BlockUser", "FailMessageExecution"])
}

/// Measured: 93,790 states, 16 deep.
fn burning() -> Family {
    let budgets = Budgets { burns: 1, local_transfers: 1, blocks: 1, local_blocks: 1, ..Budgets::default() };
    Family::prove("burning", Parameters { budgets, ..usual() }, |small| small.most = 1)
        .summary("Users burn and move tokens, and a database counts the supply from events of the App L1s.")
        .witnesses(&["tokens_are_burnt", "tokens_are_moved"])
        .must_fire(&["Burn", "LocalTransfer", "BlockUser", "LocalBlockUser"])
        .refute(
            "burning_manager_events",
            &[
                "database_agrees_once_quiet",
                "books_agree_once_quiet",
                "no_settlement_is_stuck",
                "nothing_is_left_over",
            ],
            |one| {
                one.variant = Variant::ManagerEvents;
            },
        )
        .summary(
            "An App L1 refuses what the FT Manager has counted as burnt, and the database is wrong for ever.",
        )
}

/// Measured: 12,926 states, 13 deep.
fn allowances() -> Family {
    let budgets = Budgets { approvals: 2, transfers_from: 1, burns_from: 1, ..Budgets::default() };
    // Enough on each App L1 for all of it, so that the allowance alone can be spent twice.
    let bounds = Parameters { most: 1, alice_holds: vec![2, 2], budgets, ..usual() };
    Family::prove("allowances", bounds, |small| small.budgets.approvals = 1)
        .summary("A user lets another one spend, who transfers and burns, on either App L1.")
        .witnesses(&["allowance_is_spent"])
        .must_fire(&["Approve", "TransferFrom", "BurnFrom"])
        .refute("allowances_kept_twice", &["no_more_is_spent_than_approved"], |one| {
            one.variant = Variant::LocalAllowances;
        })
        .summary("An App L1 spends by an allowance as an ERC-20 does, and the FT Manager too: it is spent in both.")
}

/// Measured: 275 states, 9 deep.
fn allowances_on_apps() -> Family {
    let budgets = Budgets { approvals: 1, transfers_from: 1, ..Budgets::default() };
    let bounds = Parameters { variant: Variant::LocalAllowances, budgets, ..usual() };
    Family::prove("allowances_on_apps", bounds, |small| small.most = 1)
        .summary("An App L1 keeps an allowance as an ERC-20 does, which does no harm as long as one transfer is all.")
        .witnesses(&["allowance_is_spent"])
        .must_fire(&["Approve", "TransferFrom", "FastTransferFrom"])
}

/// Measured: 228,782 states, 14 deep.
fn approvals() -> Family {
    let budgets = Budgets { approvals: 3, transfers_from: 1, gas_faults: 1, ..Budgets::default() };
    Family::prove("approvals", Parameters { budgets, ..usual() }, |small| {
        (small.most, small.budgets.approvals) = (1, 2);
    })
    .summary("A user approves, takes it back and approves again, and the approvals arrive in any order.")
    .witnesses(&["allowance_is_spent"])
    .must_fire(&["Approve", "TransferFrom"])
    .refute("approvals_unnumbered_updates", &["last_approval_stands"], |one| {
        one.variant = Variant::UnnumberedUpdates;
    })
    .summary("An approval that is overtaken by its withdrawal restores what was withdrawn.")
}

/// Measured: 116,040 states, 14 deep.
fn blocked_spenders() -> Family {
    let budgets = Budgets {
        approvals: 1,
        transfers_from: 1,
        burns_from: 1,
        blocks: 1,
        local_blocks: 1,
        ..Budgets::default()
    };
    // A blocklist does not ask how much.
    Family::prove("blocked_spenders", Parameters { most: 1, budgets, ..usual() }, |small| {
        small.budgets.burns_from = 0;
    })
    .summary("Whoever spends for another, or the other, is blocked before, meanwhile and afterwards.")
    .witnesses(&["allowance_is_spent"])
    .must_fire(&["Approve", "TransferFrom", "BlockUser", "LocalBlockUser"])
}

/// Measured: 5,339 states, 18 deep.
fn retries() -> Family {
    let budgets = Budgets { transfers: 3, ..Budgets::default() };
    let bounds = Parameters { budgets, alice_holds: vec![1, 0], bob_holds: 0, mains: 2, ..usual() };
    Family::prove("retries", bounds, |small| {
        (small.most, small.mains, small.budgets.transfers) = (1, 1, 2);
    })
    .summary("A request is refused, and anybody may execute it again later.")
    .witnesses(&["request_is_refused"])
    .must_fire(&["Transfer", "FailMessageExecution"])
    .refute("retries_reverted_refusals", &["nothing_is_left_over", "refusal_is_final"], |one| {
        one.variant = Variant::RevertedRefusals;
    })
    .summary(
        "A request that reverted stays, and is executed once its sender has the tokens, whenever that is.",
    )
}

/// Measured: 10,388 states, 15 deep.
fn monitoring() -> Family {
    let budgets = Budgets { transfers: 2, gas_faults: 1, resends: 1, ..Budgets::default() };
    Family::prove("monitoring", Parameters { budgets, ..usual() }, |small| {
        (small.most, small.bob_holds) = (1, 0);
    })
    .summary("A monitor sends a request that has failed as a new message, and the old one can be retried.")
    .witnesses(&["failed_message_is_executed"])
    .must_fire(&["ResendAsNew", "RetryMessageExecution"])
    .refute("monitoring_repeated_requests", &["request_is_executed_once"], |one| {
        one.variant = Variant::RepeatedRequests;
    })
    .summary("Both the message that has failed and the one that was sent in its place are executed.")
}

/// Measured: 249,638 states, 17 deep.
fn initial_mints() -> Family {
    let budgets = Budgets { initial_mints: 2, transfers: 1, scalings: 1, ..Budgets::default() };
    let bounds = Parameters { users: 3, mains: 2, most: 1, alice_holds: vec![1, 0], budgets, ..usual() };
    Family::prove("initial_mints", bounds, |small| small.budgets.initial_mints = 1)
        .summary("FTs are initialised with units for addresses that are known, and for one that is not.")
        .witnesses(&["new_address_is_managed_on_the_second_main"])
        .must_fire(&["InitialMint", "Transfer"])
}

/// Measured: 6,160 states, 13 deep.
fn unauthorised() -> Family {
    let budgets = Budgets { transfers: 2, forgeries: 1, local_blocks: 1, ..Budgets::default() };
    Family::prove("unauthorised", Parameters { budgets, ..usual() }, |small| {
        (small.most, small.budgets.transfers) = (1, 1);
    })
    .summary("Chains and contracts that are no part of the system send requests and mints.")
    .witnesses(&["transfer_is_settled"])
    .must_fire(&["Transfer", "LocalBlockUser"])
}

/// What no repair here covers: tokens that the compromised App L1 invents on itself and moves to others.
///
/// Measured: 4,528 states, 12 deep.
fn compromised_app() -> Family {
    // It takes three: two units, and a decrease that is acknowledged and not executed.
    let budgets = Budgets { compromised_reports: 3, transfers: 1, ..Budgets::default() };
    let bounds = Parameters { budgets, apps: 3, alice_holds: vec![1, 1, 1], ..usual() };
    Family::prove("compromised_app", bounds, |small| {
        (small.apps, small.alice_holds) = (2, vec![1, 1]);
    })
    .summary("A compromised App L1 reports what has not been there, and gives orders: the accounts on others stay exact.")
    .witnesses(&["transfer_is_settled", "invented_tokens_leave_their_chain"])
    .must_fire(&["Forge", "Transfer"])
    .refute(
        "compromised_app_reports_of_others",
        &["reports_are_of_their_own_chain", "books_are_linked"],
        |one| {
            one.variant = Variant::ReportsOfOthers;
        },
    )
    .summary("A compromised App L1 reports of balances on another one, and the books follow.")
    .refute("compromised_app_orders", &["compromise_gives_no_orders", "books_are_linked"], |one| {
        one.variant = Variant::OrdersOfApps;
    })
    .summary("A compromised App L1 tells another one to mint, as an FT Manager would, and it does.")
}

/// What an App L1 can do whose validators sign anything: a request carries nothing that its sender has signed. The
/// measure of the loss is all that victims hold on other App L1s.
///
/// Measured: 492 states, 9 deep.
fn compromised_requests() -> Family {
    let budgets =
        Budgets { compromised_requests: 2, compromised_reports: 1, transfers: 1, ..Budgets::default() };
    let variant = Variant::SignedRequests;
    let bounds = Parameters { variant, budgets, apps: 3, alice_holds: vec![1, 1, 1], ..usual() };
    Family::prove("compromised_requests", bounds, |small| {
        (small.budgets.compromised_requests, small.most) = (1, 1);
    })
    .summary("A compromised App L1 asks for what its victims hold on others, and has no signature of theirs.")
    .witnesses(&["transfer_is_settled"])
    .must_fire(&["Forge", "Transfer"])
    .refute("compromised_requests_unsigned", &["compromise_stays_local"], |one| {
        one.variant = Variant::Repaired;
    })
    .summary("A compromised App L1 asks for what its victims hold on others, and gets it.")
}

/// Measured: 14,857,140 states, 25 deep.
fn everything() -> Family {
    let budgets =
        Budgets { transfers: 2, locks: 1, lock_transfers: 1, blocks: 1, gas_faults: 1, ..Budgets::default() };
    let bounds = Parameters { apps: 3, mains: 2, alice_holds: vec![1, 1, 1], most: 1, budgets, ..usual() };
    Family::prove("everything", bounds, |small| {
        small.budgets = Budgets { transfers: 1, locks: 1, lock_transfers: 1, ..Budgets::default() };
    })
    .summary("Transfers, locks, blocks and faults at once, on three App L1s and two Main L1s.")
    .witnesses(&["transfer_is_routed_to_another_main"])
    .must_fire(&["Transfer", "SetLock", "LockTransfer"])
    .nightly()
}
