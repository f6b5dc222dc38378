//! Every `require` and every rule that can be left out, once, in the order of the contracts.
//!
//! The first line of each row is the guard as a positive sentence. The document names few errors: the others are those
//! of `OpenZeppelin`'s ERC-20, or say what is wrong.

use crate::mutant::Survivor;

crate::guards! {
    /// The guards of `multi_l1_token`.
    pub enum Guard {
        /// Sender and recipient differ.
        RecipientIsAnother = "recipient_is_another" {
            kind: Require, theme: "requests", function: "FT.transfer", error: "SelfTransfer", section: "App L1",
        },
        /// Whoever spends is not blocked on the App L1.
        SenderIsNotLocallyBlocked = "sender_is_not_locally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.transfer", error: "LocalBlockedUser", section: "Blocklist",
        },
        /// Whoever receives is not blocked on the App L1.
        RecipientIsNotLocallyBlocked = "recipient_is_not_locally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.transfer", error: "LocalBlockedUser", section: "Blocklist",
        },
        /// Whoever spends is not blocked in the whole system, as far as the App L1 knows.
        SenderIsNotGloballyBlocked = "sender_is_not_globally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.transfer", error: "GlobalBlockedUser", section: "Blocklist",
        },
        /// Whoever receives is not blocked in the whole system, as far as the App L1 knows.
        RecipientIsNotGloballyBlocked = "recipient_is_not_globally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.transfer", error: "GlobalBlockedUser", section: "Blocklist",
        },
        /// Whoever burns or moves tokens is not blocked on the App L1.
        CallerIsNotLocallyBlocked = "caller_is_not_locally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.burn", error: "LocalBlockedUser", section: "App L1",
        },
        /// Whoever burns or moves tokens is not blocked in the whole system, as far as the App L1 knows.
        CallerIsNotGloballyBlocked = "caller_is_not_globally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.burn", error: "GlobalBlockedUser", section: "App L1",
        },
        /// Whoever spends for somebody else is not blocked on the App L1, now or when it is allowed.
        SpenderIsNotLocallyBlocked = "spender_is_not_locally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.approve", error: "LocalBlockedUser", section: "App L1",
        },
        /// Whoever spends for somebody else is not blocked in the whole system, as far as the App L1 knows.
        SpenderIsNotGloballyBlocked = "spender_is_not_globally_blocked" {
            kind: Require, theme: "blocklists", function: "FT.approve", error: "GlobalBlockedUser", section: "App L1",
        },
        /// What somebody else spends within an App L1 was approved there.
        LocalAllowanceCovers = "local_allowance_covers" {
            kind: Require, theme: "allowances", function: "FT.transferFrom", error: "InsufficientAllowance",
            section: "App L1",
        },
        /// What somebody else spends goes through the FT Manager (design in which these alone decide by allowances).
        AllowancesAreManaged = "allowances_are_managed" {
            kind: Require, theme: "allowances", function: "FT.transferFrom", error: "NotLocal", section: "IApproveManager",
        },
        /// A transfer within an App L1 takes what is not locked there.
        LocalBalanceCovers = "local_balance_covers" {
            kind: Require, theme: "balances", function: "FT.transfer", error: "ERC20InsufficientBalance",
            section: "When FT Balance on App L1 Is Sufficient",
        },
        /// A transfer within an App L1 takes what was locked only (design in which locks alone are spent locally).
        OnlyLocksAreSpentLocally = "only_locks_are_spent_locally" {
            kind: Require, theme: "balances", function: "FT.transfer", error: "NotLocked",
            section: "When FT Balance on App L1 Is Sufficient",
        },
        /// No more is locked than is not.
        LockIsCovered = "lock_is_covered" {
            kind: Require, theme: "locks", function: "FT.setLock", error: "ERC20InsufficientBalance", section: "Lock",
        },
        /// A lock is there once the FT Manager has granted it (design with granted locks).
        LockAwaitsGrant = "lock_awaits_grant" {
            kind: Rule, theme: "locks", function: "FT.setLock", section: "Lock Flow",
        },
        /// No more is released than is locked.
        UnlockIsCovered = "unlock_is_covered" {
            kind: Require, theme: "locks", function: "FT.setLock", error: "InsufficientLock", section: "Lock",
        },
        /// What is transferred from a lock is locked.
        LockedBalanceCovers = "locked_balance_covers" {
            kind: Require, theme: "locks", function: "FT.lockTransfer", error: "InsufficientLock",
            section: "Using Locked FT",
        },
        /// What is decreased is there.
        DecreaseIsCovered = "decrease_is_covered" {
            kind: Require, theme: "balances", function: "FT.receiveTeleporterMessage",
            error: "ERC20InsufficientBalance", section: "Requests from App L1",
        },
        /// No decrease takes what is locked.
        DecreaseSparesLocks = "decrease_spares_locks" {
            kind: Require, theme: "locks", function: "FT.receiveTeleporterMessage", error: "Locked", section: "Lock Flow",
        },
        /// What is granted is there and not locked.
        GrantIsCovered = "grant_is_covered" {
            kind: Require, theme: "locks", function: "FT.receiveTeleporterMessage", error: "ERC20InsufficientBalance",
            section: "Lock Flow",
        },
        /// Whoever spends is not blocked, as far as the FT Manager knows.
        ManagedSenderIsNotBlocked = "managed_sender_is_not_blocked" {
            kind: Require, theme: "blocklists", function: "FTManager.transfer", error: "GlobalBlockedUser",
            section: "Main L1",
        },
        /// Whoever receives is not blocked, as far as the FT Manager knows.
        ManagedRecipientIsNotBlocked = "managed_recipient_is_not_blocked" {
            kind: Require, theme: "blocklists", function: "FTManager.transfer", error: "GlobalBlockedUser",
            section: "Main L1",
        },
        /// Whoever spends for somebody else, or is to be allowed to, is not blocked, as far as the FT Manager knows.
        ManagedSpenderIsNotBlocked = "managed_spender_is_not_blocked" {
            kind: Require, theme: "blocklists", function: "FTManager.approve", error: "GlobalBlockedUser",
            section: "Main L1",
        },
        /// What somebody else spends was approved.
        AllowanceIsSufficient = "allowance_is_sufficient" {
            kind: Require, theme: "allowances", function: "FTManager.transferFrom", error: "InsufficientAllowance",
            section: "IApproveManager",
        },
        /// An allowance falls by what is spent of it.
        AllowanceFalls = "allowance_falls" {
            kind: Effect, theme: "allowances", function: "FTManager.transferFrom", section: "IApproveManager",
        },
        /// An approval that is older than what was applied is ignored (design with sequenced updates).
        StaleApprovalIsIgnored = "stale_approval_is_ignored" {
            kind: Rule, theme: "allowances", function: "FTManager.approve", section: "IApproveManager",
        },
        /// What is not locked on all App L1s covers the amount.
        BalanceIsSufficient = "balance_is_sufficient" {
            kind: Require, theme: "balances", function: "FTManager.transfer", error: "ERC20InsufficientBalance",
            section: "Main L1",
        },
        /// Locked tokens are not taken by requests through a Main L1.
        LocksAreExcluded = "locks_are_excluded" {
            kind: Rule, theme: "locks", function: "FTManager.transfer", section: "Lock Flow",
        },
        /// What lies on the App L1 that asks is not moved to it.
        RequesterIsExcluded = "requester_is_excluded" {
            kind: Rule, theme: "requests", function: "FTManager.localTransfer",
            section: "Balance Transfers Between App L1 Chains",
        },
        /// Nothing is minted before its decreases are acknowledged (design in two phases).
        MintAwaitsDecreases = "mint_awaits_decreases" {
            kind: Rule, theme: "supply", function: "FTManager.transfer", section: "Requests from App L1",
        },
        /// A request is executed once (design in which requests are consumed).
        RequestIsConsumedOnce = "request_is_consumed_once" {
            kind: Require, theme: "requests", function: "FTManager.receiveTeleporterMessage", error: "Consumed",
            section: "Monitoring and Automatic Retry",
        },
        /// What was locked and is reported as spent stands in the book of locks.
        LockBookCovers = "lock_book_covers" {
            kind: Require, theme: "locks", function: "FTManager.updateTokenBalance", error: "Underflow",
            section: "Using Locked FT",
        },
        /// What is reported as spent stands in the book.
        BookCovers = "book_covers" {
            kind: Require, theme: "balances", function: "FTManager.updateTokenBalance", error: "Underflow",
            section: "When FT Balance on App L1 Is Sufficient",
        },
        /// What is granted is in the book and not locked (design with granted locks).
        GrantIsOfFreeTokens = "grant_is_of_free_tokens" {
            kind: Require, theme: "locks", function: "FTManager.lock", error: "ERC20InsufficientBalance",
            section: "Lock Flow",
        },
        /// What is released stands in the book of locks.
        UnlockBookCovers = "unlock_book_covers" {
            kind: Require, theme: "locks", function: "FTManager.lock", error: "Underflow", section: "Lock Flow",
        },
        /// An App L1 reports of balances on itself (design in which it may not of others).
        ReportIsOfItsOwnChain = "report_is_of_its_own_chain" {
            kind: Require, theme: "authenticity", function: "FTManager.receiveTeleporterMessage", error: "OtherChain",
            section: "Unauthorized Requests from Arbitrary L1s or Contracts",
        },
        /// A request is signed by its sender (design with signed requests).
        RequestIsSigned = "request_is_signed" {
            kind: Require, theme: "authenticity", function: "FTManager.receiveTeleporterMessage", error: "NotSigned",
            section: "Operation as a Unified System",
        },
        /// Whoever spends is not blocked by the Router.
        RoutedSenderIsNotBlocked = "routed_sender_is_not_blocked" {
            kind: Require, theme: "blocklists", function: "Router.receiveTeleporterMessage", error: "GlobalBlockedUser",
            section: "Router L1",
        },
        /// Whoever receives is not blocked by the Router.
        RoutedRecipientIsNotBlocked = "routed_recipient_is_not_blocked" {
            kind: Require, theme: "blocklists", function: "Router.receiveTeleporterMessage", error: "GlobalBlockedUser",
            section: "Router L1",
        },
        /// Whoever spends is managed by some Main L1.
        SenderIsRegistered = "sender_is_registered" {
            kind: Require, theme: "registration", function: "Router.receiveTeleporterMessage", error: "UnknownAddress",
            section: "Router L1",
        },
        /// The Router records a new address when it first sees it.
        AddressIsRecordedAtFirstSight = "address_is_recorded_at_first_sight" {
            kind: Rule, theme: "registration", function: "Router.receiveTeleporterMessage", section: "Router L1",
        },
        /// A message comes through the Teleporter contract.
        CallerIsTeleporter = "caller_is_teleporter" {
            kind: Require, theme: "authenticity", function: "TeleporterManager.receiveTeleporterMessage",
            error: "InvalidTeleporter", section: "ITeleporterManager",
        },
        /// A message comes from a chain that is registered.
        SourceChainIsRegistered = "source_chain_is_registered" {
            kind: Require, theme: "authenticity", function: "TeleporterManager.receiveTeleporterMessage",
            error: "InvalidTeleporter", section: "Unauthorized Requests from Arbitrary L1s or Contracts",
        },
        /// A message comes from the contract that is registered for its chain.
        OriginSenderIsRegistered = "origin_sender_is_registered" {
            kind: Require, theme: "authenticity", function: "TeleporterManager.receiveTeleporterMessage",
            error: "InvalidTeleporter", section: "Unauthorized Requests from Arbitrary L1s or Contracts",
        },
        /// A message comes from a contract whose part it is to send it (design in which receivers ask for it).
        SenderHasTheRole = "sender_has_the_role" {
            kind: Require, theme: "authenticity", function: "TeleporterManager.receiveTeleporterMessage",
            error: "WrongSender", section: "Unauthorized Requests from Arbitrary L1s or Contracts",
        },
        /// A message is received once.
        MessageIsReceivedOnce = "message_is_received_once" {
            kind: Rule, theme: "balances", function: "TeleporterMessenger.receiveCrossChainMessage",
            section: "ITeleporterManager",
        },
        /// A message that settles what was decided is not refused (design in which settlement ignores blocklists).
        SettlementIgnoresBlocklists = "settlement_ignores_blocklists" {
            kind: Rule, theme: "settlement", function: "FT.receiveTeleporterMessage", section: "Blocklist",
        },
        /// An update that is older than what was applied is ignored (design with sequenced updates).
        StaleUpdateIsIgnored = "stale_update_is_ignored" {
            kind: Rule, theme: "blocklists", function: "Blocklist.block", section: "Blocklist",
        },
        /// A request that was refused is not executed later (design in which requests are consumed once).
        RefusalConsumesRequest = "refusal_consumes_request" {
            kind: Rule, theme: "requests", function: "FTManager.receiveTeleporterMessage",
            section: "Monitoring and Automatic Retry",
        },
        /// A request that is refused is answered, and over (design with replies).
        RefusalIsAnswered = "refusal_is_answered" {
            kind: Rule, theme: "requests", function: "FTManager.receiveTeleporterMessage", section: "Requests from App L1",
        },
    }
}

/// The mutants that break nothing, and why.
pub(super) const SURVIVORS: &[Survivor] = &[];
