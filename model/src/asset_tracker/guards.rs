//! Every `require` and every rule that can be left out, once, in the order of the contracts; behind them every effect
//! that can be, in the same order.
//!
//! The first line of each row is the guard as a positive sentence. `Panic(0x11)` is Solidity's own
//! revert of checked arithmetic.

use crate::mutant::Survivor;

crate::guards! {
    /// The guards of `asset_tracker`.
    pub enum Guard {
        /// No deposit is under way in the bridgehub when another comes in.
        DepositNotReentered = "deposit_not_reentered" {
            kind: Require, theme: "transient", function: "L1Bridgehub.requestL2TransactionTwoBridges",
            group: "bridgehub_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around the deposits",
        },
        /// No deposit is under way in the bridgehub when a direct request comes in.
        DirectRequestNotReentered = "direct_request_not_reentered" {
            kind: Require, theme: "transient", function: "L1Bridgehub.requestL2TransactionDirect",
            group: "bridgehub_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around the deposits",
        },
        /// Nothing is under way in the asset router when the legacy bridge deposits.
        LegacyDepositNotReentered = "legacy_deposit_not_reentered" {
            kind: Require, theme: "transient", function: "L1AssetRouter.depositLegacyErc20Bridge",
            group: "asset_router_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around the deposits",
        },
        /// A token is registered once, told by its flag and never inferred from an empty balance.
        RegisteredOnce = "registered_once" {
            kind: Rule, theme: "sum", function: "L1AssetTracker.registerNewTokenIfNeeded",
            section: "L1 and L2 native token registration",
            late: "the balances are read before the token is registered",
        },
        /// Registration gives the origin chain 2^256-1, and its balance is tracked like any other.
        OriginChainTracked = "origin_chain_tracked" {
            kind: Rule, theme: "sum", function: "L1AssetTracker._registerNewTokenInner",
            section: "Total sum invariant",
        },
        /// A token from before v31 is registered once, told by its flag.
        LegacyTokenRegisteredOnce = "legacy_token_registered_once" {
            kind: Require, theme: "sum", function: "L1AssetTracker.registerLegacyToken",
            error: "AssetAlreadyRegistered",
            section: "v31 upgrade",
        },
        /// No chain has a balance of a token that is not registered.
        NothingBookedBeforeRegistration = "nothing_booked_before_registration" {
            kind: Require, theme: "sum", function: "L1AssetTracker.registerLegacyToken",
            error: "ChainBalanceMustBeZeroBeforeMigration",
            section: "v31 upgrade",
            backstop: "l1_sum",
        },
        /// Before v31, the vault's balance of the chain has what is paid.
        LegacyPaymentIsCovered = "legacy_payment_is_covered" {
            kind: Require, theme: "isolation", function: "L1NativeTokenVault.bridgeMint",
            error: "InsufficientChainBalance",
            section: "How chain balances were tracked before v31",
        },
        /// A deposited token is registered.
        RegisteredBeforeUse = "registered_before_use" {
            kind: Require, theme: "sum", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            error: "AssetIdNotRegistered",
            section: "Migration of pre-v31 past chain balances",
        },
        /// No deposit of this transaction to the same chain has left a balance change that is not consumed.
        BalanceChangeSlotEmpty = "balance_change_slot_empty" {
            kind: Require, theme: "transient", function: "L1AssetTracker._setTransientBalanceChange",
            error: "TransientBalanceChangeAlreadySet",
            section: "Security notes around the deposits",
        },
        /// A deposit leaves its balance change under the receiving chain.
        BalanceChangeKeyedByReceiver = "balance_change_keyed_by_receiver" {
            kind: Rule, theme: "transient", function: "L1AssetTracker._setTransientBalanceChange",
            section: "Deposit flow with L1AssetTracker",
        },
        /// What is deposited leaves L1's own balance, which has that much.
        DepositIsCovered = "deposit_is_covered" {
            kind: Require, theme: "isolation", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            group: "l1_checks_balance",
            error: "InsufficientChainBalance",
            section: "Total sum invariant",
        },
        /// The receiving balance stays within 2^256-1.
        DepositIncreaseFits = "deposit_increase_fits" {
            kind: Require, theme: "sum", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "l1_sum",
        },
        /// On L1 an asset skips migration only if the chain's balance of it is empty.
        L1SkipsOnlyUntouched = "l1_skips_only_untouched" {
            kind: Rule, theme: "migration", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            section: "Migration number (the rule itself is the contracts' alone)",
            late: "it is asked after the deposit is booked",
        },
        /// No request is under way in the chain's mailbox when a service transaction comes in.
        ServiceRequestNotReentered = "service_request_not_reentered" {
            kind: Require, theme: "transient", function: "Mailbox._requestL2TransactionFree",
            error: "Reentrancy",
            section: "Security notes around the deposits",
        },
        /// A chain whose deposits are paused gets no priority operation.
        DepositsRefusedWhilePaused = "deposits_refused_while_paused" {
            kind: Require, theme: "deposit_pausing", function: "Mailbox._writePriorityOp",
            error: "DepositsPaused",
            section: "Disabling deposits during migrations",
        },
        /// Only an operation of the asset router takes a balance change along, not a service transaction.
        BalanceChangeOnlyWithDeposit = "balance_change_only_with_deposit" {
            kind: Rule, theme: "transient", function: "Mailbox.requestL2ServiceTransaction",
            section: "Security notes around the deposits",
        },
        /// A chain's operation is relayed by the chain itself.
        RelayOnlyByTheChain = "relay_only_by_the_chain" {
            kind: Require, theme: "transient", function: "Mailbox.requestL2TransactionToGatewayMailboxWithBalanceChange",
            error: "NotHyperchain",
            section: "Deposit flow with L1AssetTracker",
        },
        /// Only a whitelisted settlement layer consumes a balance change.
        ConsumeOnlyWhitelisted = "consume_only_whitelisted" {
            kind: Require, theme: "transient", function: "L1AssetTracker.consumeBalanceChange",
            error: "OnlyWhitelistedSettlementLayer",
            section: "Security notes around the deposits",
        },
        /// A balance change that is consumed is reset.
        BalanceChangeConsumedOnce = "balance_change_consumed_once" {
            kind: Rule, theme: "transient", function: "L1AssetTracker.consumeBalanceChange",
            section: "Security notes around the deposits",
        },
        /// No payment is under way in the nullifier when a withdrawal is finalised.
        WithdrawalNotReentered = "withdrawal_not_reentered" {
            kind: Require, theme: "transient", function: "L1Nullifier.finalizeDeposit",
            group: "nullifier_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around withdrawals",
        },
        /// The withdrawal is not finalised yet.
        WithdrawalNullifiedOnce = "withdrawal_nullified_once" {
            kind: Require, theme: "replay", function: "L1Nullifier.finalizeDeposit",
            error: "WithdrawalAlreadyFinalized",
            section: "Replay protection and edge cases with messaging",
        },
        /// No payment is under way in the nullifier when a failed deposit is claimed.
        RefundNotReentered = "refund_not_reentered" {
            kind: Require, theme: "transient", function: "L1Nullifier.bridgeRecoverFailedTransfer",
            group: "nullifier_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around withdrawals",
        },
        /// The failed deposit is recorded as having happened, so it is not refunded yet.
        FailedDepositExists = "failed_deposit_exists" {
            kind: Require, theme: "replay", function: "L1Nullifier._verifyAndClearTransfer",
            error: "DepositDoesNotExist",
            section: "Claiming failed deposits",
        },
        /// A refund deletes the record of its deposit.
        FailedDepositClearedOnce = "failed_deposit_cleared_once" {
            kind: Rule, theme: "replay", function: "L1Nullifier._verifyAndClearTransfer",
            section: "Claiming failed deposits",
        },
        /// A proof leads through two layers at most: the chain, and the layer on which it settled.
        ProofDepthAtMostTwo = "proof_depth_at_most_two" {
            kind: Require, theme: "isolation", function: "MessageRootBase._proveL2LeafInclusionRecursive",
            error: "DepthMoreThanOneForRecursiveMerkleProof",
            section: "Withdrawal flow with L1AssetTracker",
        },
        /// The batches of a proof lie in an interval in which the chain settled on the layer that the proof names.
        SettlementInterval = "settlement_interval" {
            kind: Require, theme: "isolation", function: "L1MessageRoot._proveL2LeafInclusionOnSettlementLayer",
            error: "InvalidSettlementLayerForBatch",
            section: "Withdrawal flow with L1AssetTracker",
        },
        /// A batch root is stored under the next number, and so never replaces another.
        BatchRootWriteOnce = "batch_root_write_once" {
            kind: Require, theme: "isolation", function: "MessageRootBase.addChainBatchRoot",
            error: "NonConsecutiveBatchNumber",
            section: "Withdrawal flow with L1AssetTracker",
        },
        /// Nothing is under way in the asset router when a claim is passed on.
        RefundConfirmedNotReentered = "refund_confirmed_not_reentered" {
            kind: Require, theme: "transient", function: "L1AssetRouter.bridgeConfirmTransferResult",
            group: "asset_router_non_reentrant",
            error: "Reentrancy",
            section: "Security notes around withdrawals",
        },
        /// The tracker books a withdrawal before the vault hands out the tokens.
        WithdrawalBookedBeforePaid = "withdrawal_booked_before_paid" {
            kind: Rule, theme: "transient", function: "NativeTokenVaultBase.bridgeMint",
            group: "no_untrusted_call_after_nullifier",
            section: "Security notes around withdrawals",
        },
        /// The tracker books a refund before the vault hands out the tokens.
        RefundBookedBeforePaid = "refund_booked_before_paid" {
            kind: Rule, theme: "transient", function: "L1NativeTokenVault.bridgeConfirmTransferResult",
            group: "no_untrusted_call_after_nullifier",
            section: "Security notes around withdrawals",
        },
        /// The settlement layer that vouched for a message pays for it; the chain itself where that was L1, or before v31.
        ResponsibleChain = "responsible_chain" {
            kind: Rule, theme: "isolation", function: "L1AssetTracker._getWithdrawalChain",
            section: "Invariants on L1",
        },
        /// It is known since which batch the chain runs v31.
        V31BatchNumberIsKnown = "v31_batch_number_is_known" {
            kind: Require, theme: "isolation", function: "L1AssetTracker._getWithdrawalChain",
            error: "V31UpgradeChainBatchNumberNotSet",
            section: "Invariants on L1",
        },
        /// A token that is paid out is registered.
        PaidTokenIsRegistered = "paid_token_is_registered" {
            kind: Require, theme: "sum", function: "L1AssetTracker.handleChainBalanceDecreaseOnL1",
            error: "AssetIdNotRegistered",
            section: "v31 upgrade",
        },
        /// The balance that pays has that much.
        PaymentIsCovered = "payment_is_covered" {
            kind: Require, theme: "isolation", function: "L1AssetTracker.handleChainBalanceDecreaseOnL1",
            group: "l1_checks_balance",
            error: "InsufficientChainBalance",
            section: "Invariants on L1",
        },
        /// L1's own balance stays within 2^256-1.
        PaymentIncreaseFits = "payment_increase_fits" {
            kind: Require, theme: "sum", function: "L1AssetTracker.handleChainBalanceDecreaseOnL1",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "l1_sum",
        },
        /// The message's migration number is greater than the one stored for the asset.
        MigrationToGatewayIsNewer = "migration_to_gateway_is_newer" {
            kind: Require, theme: "replay", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            group: "l1_asset_migration_number",
            error: "InvalidAssetMigrationNumber",
            section: "Replay protection and edge cases with messaging",
            compares: Less,
        },
        /// A token that the vault knows from before v31 is not registered as a new one.
        LegacyTokenIsNotNew = "legacy_token_is_not_new" {
            kind: Require, theme: "sum", function: "L1AssetTracker._autoRegisterTokenFromMigration",
            error: "AssetNotMigratedFromNTV",
            section: "v31 upgrade",
        },
        /// The chain does not settle on L1.
        MigrationToGatewayChainIsOnGateway = "migration_to_gateway_chain_is_on_gateway" {
            kind: Require, theme: "migration", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            error: "NotMigratedChain",
            section: "Migrating to Gateway",
        },
        /// The message is about the chain that sent it.
        MigrationToGatewaySpeaksForItself = "migration_to_gateway_speaks_for_itself" {
            kind: Require, theme: "isolation", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            error: "InvalidWithdrawalChainId",
            section: "Invariants on L1",
        },
        /// The message's migration number is the chain's current one.
        MigrationToGatewayIsCurrent = "migration_to_gateway_is_current" {
            kind: Require, theme: "migration", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            group: "l1_chain_migration_number",
            error: "InvalidChainMigrationNumber",
            section: "Migration number",
            compares: Equal,
        },
        /// What outstanding withdrawals and failed deposits need stays on L1.
        KeepOutstandingOnL1 = "keep_outstanding_on_l1" {
            kind: Rule, theme: "migration", function: "L1AssetTracker._toKeepDuringL1ToGWMigration",
            section: "Migrating to Gateway",
            // The totals stand in the state as two differences, which nothing but the formula reads. So a total that the
            // formula leaves out, or counts twice, is one that is recorded not at all, or twice.
            terms: Kept {
                Deposited = "totalDepositedFromL1", Claimed = "totalClaimedOnL1", Withdrawn = "totalWithdrawalsToL1",
                Successful = "totalSuccessfulDepositsFromL1", PreV31Balance = "preV31ChainBalance",
                PreV31Supply = "totalPreV31TotalSupply"
            },
        },
        /// The amount to keep is within 0 and 2^256-1.
        AmountToKeepFits = "amount_to_keep_fits" {
            kind: Require, theme: "isolation", function: "L1AssetTracker._toKeepDuringL1ToGWMigration",
            error: "AmountToKeepOnL1NotUint256",
            section: "Migrating to Gateway",
        },
        /// The chain's balance covers what is to be kept.
        MigrationToGatewayIsCovered = "migration_to_gateway_is_covered" {
            kind: Require, theme: "isolation", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            group: "l1_checks_balance",
            error: "InvalidMigrationAmount",
            section: "Migrating to Gateway",
        },
        /// Gateway's balance stays within 2^256-1.
        MigrationToGatewayIncreaseFits = "migration_to_gateway_increase_fits" {
            kind: Require, theme: "sum", function: "L1AssetTracker._migrateFunds",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "l1_sum",
        },
        /// The message's migration number is greater than the one stored for the asset.
        ReturnIsNewer = "return_is_newer" {
            kind: Require, theme: "replay", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            group: "l1_asset_migration_number",
            error: "InvalidAssetMigrationNumber",
            section: "Replay protection and edge cases with messaging",
            compares: Less,
        },
        /// The chain has been on Gateway and has come home.
        ReturnAfterComingHome = "return_after_coming_home" {
            kind: Require, theme: "migration", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            group: "l1_chain_migration_number",
            error: "InvalidChainMigrationNumber",
            section: "Migration from Gateway",
            compares: Equal,
        },
        /// The message's migration number is the chain's current one.
        ReturnIsCurrent = "return_is_current" {
            kind: Require, theme: "migration", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            group: "l1_chain_migration_number",
            error: "InvalidChainMigrationNumber",
            section: "Migration number",
            compares: Equal,
        },
        /// The sender is a whitelisted settlement layer.
        MigrationOnlyFromWhitelistedGateway = "migration_only_from_whitelisted_gateway" {
            kind: Require, theme: "isolation", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            error: "InvalidWithdrawalChainId",
            section: "Migration from Gateway",
        },
        /// The settlement layer's balance has that much.
        ReturnIsCovered = "return_is_covered" {
            kind: Require, theme: "isolation", function: "L1AssetTracker._migrateFunds",
            group: "l1_checks_balance",
            error: "InsufficientChainBalance",
            section: "Migration from Gateway",
        },
        /// The chain's balance stays within 2^256-1.
        ReturnIncreaseFits = "return_increase_fits" {
            kind: Require, theme: "sum", function: "L1AssetTracker._migrateFunds",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "l1_sum",
        },
        /// A returned balance that is received is used up (where a return can be repeated; not in this release).
        ReturnNullifiedOnce = "return_nullified_once" {
            kind: Rule, theme: "replay", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            section: "Migration from Gateway",
        },
        /// Deposits are not paused already.
        DepositsNotPausedTwice = "deposits_not_paused_twice" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.pauseDepositsBeforeInitiatingMigration",
            error: "DepositsAlreadyPaused",
            section: "Disabling deposits during migrations",
        },
        /// Gateway is told of a pause only once it is in effect (a repair, not in the document).
        PauseToldInEffect = "pause_told_in_effect" {
            kind: Require, theme: "deposit_pausing", function: "L1AssetTracker.requestPauseDepositsForChainOnGateway",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// Gateway is not told of the pause that was for the chain's own arrival there (a repair, not in the document).
        PauseToldAfterArrival = "pause_told_after_arrival" {
            kind: Require, theme: "deposit_pausing", function: "L1AssetTracker.requestPauseDepositsForChainOnGateway",
            error: "MigrationInProgress",
            section: "Disabling deposits during migrations",
        },
        /// Deposits are paused.
        UnpauseOnlyPaused = "unpause_only_paused" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.unpauseDeposits",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// No migration to Gateway is in progress.
        NoUnpauseWhileMigrating = "no_unpause_while_migrating" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.unpauseDeposits",
            error: "MigrationInProgress",
            section: "Disabling deposits during migrations",
        },
        /// A pause that was announced to Gateway lasts until the chain is home (a repair, not in the document).
        NoUnpauseBeforeReturn = "no_unpause_before_return" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.unpauseDeposits",
            error: "MigrationInProgress",
            section: "Disabling deposits during migrations",
        },
        /// The chain that leaves L1 settles there.
        LeavesFromL1 = "leaves_from_l1" {
            kind: Require, theme: "migration", function: "Migrator.forwardedBridgeBurn",
            error: "AlreadyMigrated",
            section: "Migrating and settling on Gateway",
        },
        /// The chain that leaves L1 has no unprocessed priority operation.
        PriorityQueueEmptyOnL1 = "priority_queue_empty_on_l1" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            group: "priority_queue_empty_before_migration",
            error: "PriorityQueueNotFullyProcessed",
            section: "Disabling deposits during migrations",
        },
        /// The chain that leaves L1 has its deposits paused.
        DepositsPausedBeforeMigration = "deposits_paused_before_migration" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// The window has passed after which a chain whose deposits are paused may leave L1.
        MigrationWindowOnL1 = "migration_window_on_l1" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// The chain that leaves L1 has executed every batch it has committed.
        AllBatchesExecutedOnL1 = "all_batches_executed_on_l1" {
            kind: Require, theme: "migration", function: "Migrator.forwardedBridgeBurn",
            group: "all_batches_executed_before_migration",
            error: "NotAllBatchesExecuted",
            section: "Migrating and settling on Gateway",
        },
        /// When L1 upgrades to v31, every chain settles on L1.
        AllChainsOnL1 = "all_chains_on_l1" {
            kind: Require, theme: "settle_ability", function: "L1MessageRoot._v31InitializeInner",
            error: "NotAllChainsOnL1",
            section: "At the moment of the upgrade",
        },
        /// Governance whitelists a settlement layer only when no chain lies about when it upgraded to v31.
        V31BatchNumberHonest = "v31_batch_number_honest" {
            kind: Rule, theme: "isolation", function: "L1Bridgehub.setSettlementLayerStatus",
            section: "Invariants on L1",
        },
        /// No chain settles on the layer whose whitelisting is withdrawn.
        NoChainOnWithdrawnLayer = "no_chain_on_withdrawn_layer" {
            kind: Require, theme: "isolation", function: "L1Bridgehub.setSettlementLayerStatus",
            error: "NotAllChainsOnL1",
            section: "At the moment of the upgrade",
        },
        /// Every balance has come home from the layer whose whitelisting is withdrawn (a repair, not in the document).
        WithdrawnLayerHasNoBalance = "withdrawn_layer_has_no_balance" {
            kind: Require, theme: "isolation", function: "L1Bridgehub.setSettlementLayerStatus",
            error: "NotAllChainsOnL1",
            section: "At the moment of the upgrade",
        },
        /// A chain leaves L1 only for a whitelisted settlement layer.
        SettlementLayerIsWhitelisted = "settlement_layer_is_whitelisted" {
            kind: Require, theme: "isolation", function: "BridgehubBase.forwardedBridgeBurnSetSettlementLayer",
            error: "SLNotWhitelisted",
            section: "Security assumptions",
        },
        /// Only a chain of the settlement layer's own governed chain type manager settles there.
        SameGovernedCtm = "same_governed_ctm" {
            kind: Require, theme: "isolation", function: "ChainAssetHandler.bridgeBurn",
            error: "SLHasDifferentCTM",
            section: "Security notes around the deposits",
        },
        /// A chain leaves L1 only once it has upgraded to v31.
        UpgradedBeforeMigration = "upgraded_before_migration" {
            kind: Require, theme: "settle_ability", function: "L1ChainAssetHandler._setMigrationInProgressOnL1",
            error: "ChainNotReadyForMigration",
            section: "After v31",
        },
        /// A chain goes to Gateway and comes back once.
        OneRoundTrip = "one_round_trip" {
            kind: Require, theme: "migration", function: "ChainAssetHandler._finalizeBridgeBurn",
            error: "IteratedMigrationsNotSupported",
            section: "Migration from Gateway",
            compares: Less,
        },
        /// The migration transaction is recorded as having happened, so its result is not confirmed yet.
        MigrationConfirmedOnce = "migration_confirmed_once" {
            kind: Require, theme: "replay", function: "L1Nullifier.bridgeConfirmTransferResult",
            error: "DepositDoesNotExist",
            section: "Replay protection and edge cases with messaging",
        },
        /// A migration that failed was one from L1 to Gateway.
        FailedMigrationIsFirst = "failed_migration_is_first" {
            kind: Require, theme: "migration", function: "L1ChainAssetHandler.bridgeConfirmTransferResult",
            error: "MigrationNumberMismatch",
            section: "Migration number",
        },
        /// The chain that comes home has left once and has not come home yet.
        ComesHomeOnce = "comes_home_once" {
            kind: Require, theme: "replay", function: "ChainAssetHandler.bridgeMint",
            error: "MigrationNumberMismatch",
            section: "Replay protection and edge cases with messaging",
            compares: Equal,
        },
        /// The chain that leaves Gateway settles there.
        LeavesFromGateway = "leaves_from_gateway" {
            kind: Require, theme: "migration", function: "Migrator.forwardedBridgeBurn",
            error: "AlreadyMigrated",
            section: "Migrating and settling on Gateway",
        },
        /// The chain that leaves Gateway has no unprocessed priority operation there.
        PriorityQueueEmptyOnGateway = "priority_queue_empty_on_gateway" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            group: "priority_queue_empty_before_migration",
            error: "PriorityQueueNotFullyProcessed",
            section: "Disabling deposits during migrations",
        },
        /// The chain that leaves Gateway has its deposits paused there.
        DepositsPausedBeforeReturn = "deposits_paused_before_return" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// The window has passed after which a chain whose deposits are paused may leave Gateway.
        MigrationWindowOnGateway = "migration_window_on_gateway" {
            kind: Require, theme: "deposit_pausing", function: "Migrator.forwardedBridgeBurn",
            error: "DepositsNotPaused",
            section: "Disabling deposits during migrations",
        },
        /// The chain that leaves Gateway has executed every batch it has committed there.
        AllBatchesExecutedOnGateway = "all_batches_executed_on_gateway" {
            kind: Require, theme: "migration", function: "Migrator.forwardedBridgeBurn",
            group: "all_batches_executed_before_migration",
            error: "NotAllBatchesExecuted",
            section: "Migrating and settling on Gateway",
        },
        /// The chain that a deposit is relayed to settles on Gateway.
        RelayedToSettledChain = "relayed_to_settled_chain" {
            kind: Require, theme: "deposit_pausing", function: "GWAssetTracker.handleChainBalanceIncreaseOnGateway",
            error: "InvalidChainMigrationNumber",
            section: "Failed deposits",
            compares: Equal,
        },
        /// On Gateway an asset skips migration only if the chain's balance of it is empty.
        GwSkipsOnlyUntouched = "gw_skips_only_untouched" {
            kind: Rule, theme: "migration", function: "GWAssetTracker.handleChainBalanceIncreaseOnGateway",
            section: "Migration number (the rule itself is the contracts' alone)",
            late: "it is asked after the deposit is booked",
        },
        /// The chain's balance stays within 2^256-1.
        RelayIncreaseFits = "relay_increase_fits" {
            kind: Require, theme: "sum", function: "GWAssetTracker.handleChainBalanceIncreaseOnGateway",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "gateway_cover",
        },
        /// A priority operation that a batch reports went through Gateway.
        FailedDepositWasForwarded = "failed_deposit_was_forwarded" {
            kind: Require, theme: "deposit_pausing", function: "GWAssetTracker._handlePotentialFailedDeposit",
            error: "InvalidCanonicalTxHash",
            section: "Failed deposits",
        },
        /// The chain's balance has what the failed deposit brought.
        FailedDepositIsCovered = "failed_deposit_is_covered" {
            kind: Require, theme: "isolation", function: "GWAssetTracker._handlePotentialFailedDeposit",
            group: "gateway_checks_balance",
            error: "InsufficientChainBalance",
            section: "Failed deposits",
        },
        /// The chain's balance has what is withdrawn.
        WithdrawalIsCovered = "withdrawal_is_covered" {
            kind: Require, theme: "isolation", function: "GWAssetTracker._handleAssetRouterMessage",
            group: "gateway_checks_balance",
            error: "InsufficientChainBalance",
            section: "Withdrawals",
            strict: "what is pending is counted as if it were owed already",
        },
        /// The sender's balance has what is sent.
        InteropIsCovered = "interop_is_covered" {
            kind: Require, theme: "isolation", function: "GWAssetTracker._handleInteropCenterMessage",
            group: "gateway_checks_balance",
            error: "InsufficientChainBalance",
            section: "Settlement of chains and interop",
            strict: "what is pending is counted as if it were owed already",
        },
        /// The recipient's balance stays within 2^256-1.
        InteropIncreaseFits = "interop_increase_fits" {
            kind: Require, theme: "settle_ability", function: "GWAssetTracker._handleInteropCenterMessage",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "gateway_cover",
        },
        /// What a chain says it has claimed was pending for it (variants with pending interop).
        InteropWasPending = "interop_was_pending" {
            kind: Require, theme: "isolation", function: "GWAssetTracker._handleInteropHandlerMessage",
            error: "InsufficientPendingInteropBalance",
            section: "Settlement of chains and interop",
        },
        /// What has migrated is added to the chain's balance, which a deposit may have raised before.
        ConfirmationAddsToBalance = "confirmation_adds_to_balance" {
            kind: Rule, theme: "sum", function: "GWAssetTracker.confirmMigrationOnGateway",
            section: "Migrating to Gateway",
            terms: Confirmed { Balance = "balance", Migrated = "migrated" },
        },
        /// The chain's balance stays within 2^256-1.
        ConfirmationIncreaseFits = "confirmation_increase_fits" {
            kind: Require, theme: "sum", function: "GWAssetTracker.confirmMigrationOnGateway",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "gateway_cover",
        },
        /// The asset's migration number is lower than the chain's.
        GwAssetMigrationNumber = "gw_asset_migration_number" {
            kind: Require, theme: "replay", function: "GWAssetTracker.initiateGatewayToL1MigrationOnGateway",
            error: "InvalidAssetMigrationNumber",
            section: "Migration from Gateway",
            compares: Less,
        },
        /// The chain has left Gateway.
        ReturnStartsAfterLeaving = "return_starts_after_leaving" {
            kind: Require, theme: "migration", function: "GWAssetTracker.initiateGatewayToL1MigrationOnGateway",
            error: "InvalidChainMigrationNumber",
            section: "Migration from Gateway",
            compares: Equal,
        },
        /// What is sent home leaves the chain's balance on Gateway.
        GwBalanceZeroed = "gw_balance_zeroed" {
            kind: Rule, theme: "sum", function: "GWAssetTracker.initiateGatewayToL1MigrationOnGateway",
            section: "Migration from Gateway",
            late: "the balance is read after it is set to 0",
        },
        /// What users of a chain held before v31 is saved before any transfer changes it.
        SupplySavedBeforeItChanges = "supply_saved_before_it_changes" {
            kind: Rule, theme: "sum", function: "L2AssetTracker._registerLegacyTokenIfNeeded",
            section: "v31 upgrade",
        },
        /// The supply of the base token from before v31 is filled in once.
        SupplyFilledInOnce = "supply_filled_in_once" {
            kind: Require, theme: "sum", function: "L2AssetTracker.backFillZKSyncOSBaseTokenV31MigrationData",
            error: "BaseTokenTotalSupplyBackfillNotNeeded",
            section: "v31 upgrade",
        },
        /// A chain on Gateway sends an asset out only when its balance has migrated.
        OutboundNeedsMigratedBalance = "outbound_needs_migrated_balance" {
            kind: Require, theme: "settle_ability", function: "L2AssetTracker._checkAssetMigrationNumber",
            error: "TokenBalanceNotMigratedToGateway",
            section: "Migrating and settling on Gateway",
        },
        /// A native asset's balance on its chain starts at 2^256-1, falls with each outbound and rises with each inbound transfer.
        NativeSupplyCap = "native_supply_cap" {
            kind: Rule, theme: "settle_ability", function: "L2AssetTracker.handleInitiateBridgingOnL2",
            section: "Total sum invariant",
            terms: Capped { Outbound = "outbound", Inbound = "inbound" },
        },
        /// A native asset's balance on its chain has what is sent out.
        NativeOutboundIsCovered = "native_outbound_is_covered" {
            kind: Require, theme: "settle_ability", function: "L2AssetTracker.handleInitiateBridgingOnL2",
            error: "InsufficientChainBalance",
            section: "Total sum invariant",
        },
        /// On a chain an asset skips migration only if nobody there holds any of it.
        L2SkipsOnlyUntouched = "l2_skips_only_untouched" {
            kind: Rule, theme: "settle_ability", function: "L2AssetTracker._needToForceSetAssetMigrationOnL2",
            section: "Migration number (the rule itself is the contracts' alone)",
            late: "it is asked after the transfer has reached its user",
        },
        /// A chain reports its totals only when it no longer settles on L1.
        InitiatedOnlyOnGateway = "initiated_only_on_gateway" {
            kind: Require, theme: "migration", function: "L2AssetTracker.initiateL1ToGatewayMigrationOnL2",
            error: "OnlyGatewaySettlementLayer",
            section: "Migrating to Gateway",
        },
        /// A chain that does not know what the supply of its base token was before v31 reports no totals.
        SupplyFilledInBeforeMigration = "supply_filled_in_before_migration" {
            kind: Require, theme: "migration", function: "L2AssetTracker.initiateL1ToGatewayMigrationOnL2",
            error: "BaseTokenTotalSupplyBackfillRequired",
            section: "v31 upgrade",
        },
        /// A user sends no more than users hold.
        BurnIsCovered = "burn_is_covered" {
            kind: Require, theme: "isolation", function: "BridgedStandardERC20.bridgeBurn",
            error: "ERC20InsufficientBalance",
            section: "Withdrawals",
        },
        /// What users of the chain hold stays within 2^256-1.
        BridgeMintFits = "bridge_mint_fits" {
            kind: Require, theme: "sum", function: "BridgedStandardERC20.bridgeMint",
            error: "Panic(0x11)",
            section: "Total sum invariant",
            backstop: "honest_chain_solvent",
        },
        /// The native token's supply, what is locked in the vault included, stays within 2^256-1.
        MintFits = "mint_fits" {
            kind: Require, theme: "sum", function: "ERC20.mint",
            error: "ERC20ExceededCap",
            section: "Total sum invariant",
        },
        /// A chain sends interop only while it settles on Gateway.
        InteropOnlyOnGateway = "interop_only_on_gateway" {
            kind: Require, theme: "isolation", function: "InteropCenter._sendBundle",
            error: "NotInGatewayMode",
            section: "Introduction",
        },
        /// The bundle is claimed on the chain that it is sent to.
        InteropClaimedByRecipient = "interop_claimed_by_recipient" {
            kind: Require, theme: "isolation", function: "InteropHandler.executeBundle",
            error: "WrongDestinationChainId",
            section: "Settlement of chains and interop",
        },
        /// The bundle is not executed yet.
        InteropClaimedOnce = "interop_claimed_once" {
            kind: Require, theme: "replay", function: "InteropHandler.executeBundle",
            error: "BundleAlreadyProcessed",
            section: "Replay protection and edge cases with messaging",
        },
        /// The bundle is proven under a root of Gateway, which has checked it.
        InteropRootIsGateways = "interop_root_is_gateways" {
            kind: Require, theme: "isolation", function: "Executor._verifyDependencyInteropRoots",
            error: "CommitBasedInteropNotSupported",
            section: "Settlement of chains and interop",
        },
        /// A chain claims interop only while it settles on Gateway (variants with pending interop).
        InteropClaimedOnGateway = "interop_claimed_on_gateway" {
            kind: Require, theme: "isolation", function: "InteropHandler.executeBundle",
            error: "CannotClaimInteropOnL1Settlement",
            section: "Settlement of chains and interop",
        },
        /// What is deposited is added to the balance of the chain, or of the layer on which it settles.
        DepositIsCredited = "deposit_is_credited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            section: "Deposit flow with L1AssetTracker",
            amiss: [Again, Astray("the chain itself is credited, wherever it settles")],
        },
        /// What is deposited is taken from L1's own balance.
        DepositLeavesL1 = "deposit_leaves_l1" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.handleChainBalanceIncreaseOnL1",
            section: "Total sum invariant",
            amiss: [Again],
        },
        /// What is requested of a chain stands in its priority queue.
        DepositIsQueued = "deposit_is_queued" {
            kind: Effect, theme: "isolation", function: "Mailbox._writePriorityOp",
            section: "Deposit flow with L1AssetTracker",
        },
        /// What a deposit has brought for a chain on Gateway is relayed there.
        DepositIsRelayed = "deposit_is_relayed" {
            kind: Effect, theme: "sum", function: "Mailbox.requestL2TransactionToGatewayMailboxWithBalanceChange",
            section: "Deposit flow with L1AssetTracker",
            amiss: [Again],
        },
        /// Before v31, what is deposited is added to the vault's balance of the chain.
        OldDepositIsCredited = "old_deposit_is_credited" {
            kind: Effect, theme: "isolation", function: "L1NativeTokenVault.bridgeBurn",
            section: "How chain balances were tracked before v31 (only L1<>L2 messaging)",
            amiss: [Again],
        },
        /// Before v31, what is paid is taken from the vault's balance of the chain.
        OldPaymentIsDebited = "old_payment_is_debited" {
            kind: Effect, theme: "isolation", function: "L1NativeTokenVault.bridgeMint",
            section: "How chain balances were tracked before v31 (only L1<>L2 messaging)",
            amiss: [Again],
        },
        /// A withdrawal that is finalised is marked as used.
        WithdrawalIsUsed = "withdrawal_is_used" {
            kind: Effect, theme: "isolation", function: "L1Nullifier.finalizeDeposit",
            section: "Replay protection and edge cases with messaging",
            amiss: [Again, Astray("every withdrawal of the same amount is marked with it")],
        },
        /// Whoever uses a message is paid what it says.
        PaymentIsMade = "payment_is_made" {
            kind: Effect, theme: "isolation", function: "L1NativeTokenVault.bridgeMint",
            section: "Withdrawal flow with L1AssetTracker",
        },
        /// What is paid is taken from the balance of whoever vouched for it.
        PaymentIsDebited = "payment_is_debited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.handleChainBalanceDecreaseOnL1",
            section: "Withdrawal flow with L1AssetTracker",
            amiss: [Again],
        },
        /// What is paid is added to L1's own balance.
        PaymentReachesL1 = "payment_reaches_l1" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.handleChainBalanceDecreaseOnL1",
            section: "Total sum invariant",
            amiss: [Again],
        },
        /// What migrates to Gateway is taken from the chain's balance on L1.
        MigratedBalanceIsDebited = "migrated_balance_is_debited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            section: "Migrating to Gateway",
            amiss: [Again],
        },
        /// What migrates to Gateway is added to Gateway's balance on L1.
        MigratedBalanceIsCredited = "migrated_balance_is_credited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            section: "Migrating to Gateway",
            amiss: [Again],
        },
        /// Gateway is told what has migrated.
        GatewayIsTold = "gateway_is_told" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.receiveL1ToGatewayMigrationOnL1",
            section: "Migrating to Gateway",
            amiss: [Again],
        },
        /// What comes home is taken from Gateway's balance on L1.
        ReturnedBalanceIsDebited = "returned_balance_is_debited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            section: "Migration from Gateway",
            amiss: [Again],
        },
        /// What comes home is added to the chain's balance on L1.
        ReturnedBalanceIsCredited = "returned_balance_is_credited" {
            kind: Effect, theme: "sum", function: "L1AssetTracker.receiveGatewayToL1MigrationOnL1",
            section: "Migration from Gateway",
            amiss: [Again],
        },
        /// A withdrawal in a batch that L1 executes can be proven there, beside those before it.
        WithdrawalIsRecorded = "withdrawal_is_recorded" {
            kind: Effect, theme: "isolation", function: "L1MessageRoot.addChainBatchRoot",
            section: "Withdrawal flow with L1AssetTracker",
            amiss: [Again, Overwriting],
        },
        /// A failed deposit in a batch that L1 executes can be proven there, beside those before it.
        FailureIsRecorded = "failure_is_recorded" {
            kind: Effect, theme: "isolation", function: "L1MessageRoot.addChainBatchRoot",
            section: "Claiming failed deposits",
            amiss: [Again, Overwriting],
        },
        /// A withdrawal in a batch of the old Gateway can be proven on L1, beside those before it.
        OldWithdrawalIsRecorded = "old_withdrawal_is_recorded" {
            kind: Effect, theme: "isolation", function: "L1MessageRoot.addChainBatchRoot",
            section: "Before v31",
            amiss: [Again, Overwriting],
        },
        /// The withdrawals of Gateway's batch can be proven on L1, beside those before them.
        WithdrawalsAreSettled = "withdrawals_are_settled" {
            kind: Effect, theme: "sum", function: "L1MessageRoot.addChainBatchRoot",
            section: "Withdrawal flow with L1AssetTracker",
            amiss: [Again, Overwriting],
        },
        /// The failed deposits of Gateway's batch can be proven on L1, beside those before them.
        FailuresAreSettled = "failures_are_settled" {
            kind: Effect, theme: "sum", function: "L1MessageRoot.addChainBatchRoot",
            section: "Claiming failed deposits",
            amiss: [Again, Overwriting],
        },
        /// What Gateway relays to a chain is added to the chain's balance there.
        RelayIsCredited = "relay_is_credited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker.handleChainBalanceIncreaseOnGateway",
            section: "Deposits through Gateway",
            amiss: [Again, Overwriting, Astray("another chain is credited")],
        },
        /// What a failed deposit brought is taken from the chain's balance on Gateway.
        FailedDepositIsDebited = "failed_deposit_is_debited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handlePotentialFailedDeposit",
            section: "Failed deposits",
            amiss: [Again],
        },
        /// Gateway vouches for the refund of a failed deposit, beside those before it.
        FailedDepositIsVouched = "failed_deposit_is_vouched" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handlePotentialFailedDeposit",
            section: "Failed deposits",
            amiss: [Again, Overwriting],
        },
        /// What is withdrawn is taken from the chain's balance on Gateway.
        WithdrawalIsDebited = "withdrawal_is_debited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleAssetRouterMessage",
            section: "Withdrawals",
            amiss: [Again],
        },
        /// Gateway vouches for a withdrawal, beside those before it.
        WithdrawalIsVouched = "withdrawal_is_vouched" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleAssetRouterMessage",
            section: "Withdrawals",
            amiss: [Again, Overwriting],
        },
        /// What is sent is taken from the sender's balance on Gateway.
        InteropIsDebited = "interop_is_debited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleInteropCenterMessage",
            section: "Settlement of chains and interop",
            amiss: [Again],
        },
        /// What is sent is added to what the recipient has, or will have, on Gateway.
        InteropIsCredited = "interop_is_credited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleInteropCenterMessage",
            section: "Settlement of chains and interop",
            amiss: [Again, Overwriting, Astray("the sender is credited")],
        },
        /// What is sent can be claimed by its recipient, beside what was sent before.
        BundleIsProvable = "bundle_is_provable" {
            kind: Effect, theme: "isolation", function: "GWAssetTracker._handleInteropCenterMessage",
            section: "Settlement of chains and interop",
            amiss: [Again, Overwriting],
        },
        /// Interop that was executed is no longer pending.
        PendingIsReleased = "pending_is_released" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleInteropHandlerMessage",
            section: "Settlement of chains and interop",
            amiss: [Again],
        },
        /// Interop that was executed is added to the recipient's balance on Gateway.
        PendingIsCredited = "pending_is_credited" {
            kind: Effect, theme: "sum", function: "GWAssetTracker._handleInteropHandlerMessage",
            section: "Settlement of chains and interop",
            amiss: [Again, Overwriting],
        },
        /// What leaves the chain's balance on Gateway is sent home.
        ReturnIsSent = "return_is_sent" {
            kind: Effect, theme: "sum", function: "GWAssetTracker.initiateGatewayToL1MigrationOnGateway",
            section: "Migration from Gateway",
        },
        /// A deposit that its chain executes gives its user the amount.
        DepositIsMinted = "deposit_is_minted" {
            kind: Effect, theme: "isolation", function: "L2AssetRouter.finalizeDeposit",
            section: "Deposit flow with L1AssetTracker",
            amiss: [Again],
        },
        /// What is withdrawn is taken from the user.
        WithdrawalIsBurned = "withdrawal_is_burned" {
            kind: Effect, theme: "isolation", function: "L2AssetRouter.withdraw",
            section: "Withdrawals",
            amiss: [Again],
        },
        /// What was taken from a user who withdraws is said to the settlement layer.
        WithdrawalIsSent = "withdrawal_is_sent" {
            kind: Effect, theme: "isolation", function: "L2AssetRouter.withdraw",
            section: "Withdrawals",
        },
        /// A deposit that fails is said to have failed.
        OutcomeIsLogged = "outcome_is_logged" {
            kind: Effect, theme: "isolation", function: "Bootloader.processL1Tx",
            section: "Failed deposits",
        },
        /// What is sent to another chain is taken from the user.
        BundleIsBurned = "bundle_is_burned" {
            kind: Effect, theme: "isolation", function: "InteropCenter._sendBundle",
            section: "Settlement of chains and interop",
            amiss: [Again],
        },
        /// What was taken from a user who sends is said to the settlement layer, with its recipient.
        BundleIsSent = "bundle_is_sent" {
            kind: Effect, theme: "isolation", function: "InteropCenter._sendBundle",
            section: "Settlement of chains and interop",
            amiss: [Astray("it is sent to the sender's own chain")],
        },
        /// A bundle that is executed is marked as used.
        BundleIsUsed = "bundle_is_used" {
            kind: Effect, theme: "isolation", function: "InteropHandler.executeBundle",
            section: "Replay protection and edge cases with messaging",
            amiss: [Again, Astray("every bundle with the same amount is marked with it")],
        },
        /// Interop that is claimed gives its user the amount.
        InteropIsMinted = "interop_is_minted" {
            kind: Effect, theme: "isolation", function: "InteropHandler.executeBundle",
            section: "Settlement of chains and interop",
            amiss: [Again],
        },
        /// Interop that is pending is said to be executed once it is.
        ExecutionIsReported = "execution_is_reported" {
            kind: Effect, theme: "isolation", function: "InteropHandler.executeBundle",
            section: "Settlement of chains and interop",
        },
    }
}

/// The mutants that are known to break no property, in the order of the guards.
pub(super) const SURVIVORS: &[Survivor] = &[
    Survivor {
        mutant: "deposit_not_reentered",
        implied_by: &["balance_change_slot_empty"],
        reason: "A deposit within another to the same chain finds the slot taken; to another chain it has one of its own.",
    },
    Survivor {
        mutant: "direct_request_not_reentered",
        implied_by: &[],
        reason: "The legacy bridge has found its slot empty before it requests, and takes from it what is its own.",
    },
    Survivor {
        mutant: "legacy_deposit_not_reentered",
        implied_by: &[],
        reason: "A legacy deposit within another finds the slot taken, as any deposit within it does.",
    },
    Survivor {
        mutant: "legacy_token_registered_once",
        implied_by: &["nothing_booked_before_registration"],
        reason: "A token that is registered has a balance somewhere, since the balances sum up to 2^256-1.",
    },
    Survivor {
        mutant: "registered_before_use",
        implied_by: &["deposit_is_covered"],
        reason: "L1's own balance of a token that is not registered is empty, so nothing can be deposited.",
    },
    Survivor {
        mutant: "l1_skips_only_untouched:late",
        implied_by: &[],
        reason: "Asked too late, it lets no asset skip. An asset that does not skip migrates by a message, and \
                 nothing is lost but the message.",
    },
    Survivor {
        mutant: "service_request_not_reentered",
        implied_by: &[],
        reason: "The operation of a confirmation stands before that of the deposit, and each is relayed with its own.",
    },
    Survivor {
        mutant: "withdrawal_not_reentered",
        implied_by: &[],
        reason: "A payment is booked before untrusted code can overwrite what the nullifier has left.",
    },
    Survivor {
        mutant: "refund_not_reentered",
        implied_by: &[],
        reason: "A payment is booked before untrusted code can overwrite what the nullifier has left.",
    },
    Survivor {
        mutant: "proof_depth_at_most_two",
        implied_by: &["settlement_interval"],
        reason: "A third layer in a proof says that the second settled there, and no interval of Gateway says so.",
    },
    Survivor {
        mutant: "refund_confirmed_not_reentered",
        implied_by: &["refund_booked_before_paid"],
        reason: "A refund is booked before untrusted code can overwrite what the nullifier has left.",
    },
    Survivor {
        mutant: "v31_batch_number_is_known",
        implied_by: &["upgraded_before_migration"],
        reason: "A chain that has not upgraded cannot leave L1, so whatever is claimed of it is its own to pay, which is how \
                 the placeholder reads.",
    },
    Survivor {
        mutant: "paid_token_is_registered",
        implied_by: &["payment_is_covered"],
        reason: "No chain has a balance of a token that is not registered.",
    },
    Survivor {
        mutant: "migration_to_gateway_chain_is_on_gateway",
        implied_by: &["migration_to_gateway_is_current"],
        reason: "A chain that settles on L1 has another number than it had when it sent the message.",
    },
    Survivor {
        mutant: "migration_to_gateway_is_current",
        implied_by: &["migration_to_gateway_chain_is_on_gateway"],
        reason: "A chain leaves L1 once with success, so while it is away its message has its number.",
    },
    Survivor {
        mutant: "migration_to_gateway_is_current:at_most",
        implied_by: &[],
        reason: "Only a malicious chain can send a number ahead of its own, and it moves nothing but its own balance.",
    },
    Survivor {
        mutant: "migration_to_gateway_is_current:at_least",
        implied_by: &["migration_to_gateway_chain_is_on_gateway"],
        reason: "A message falls behind only when its chain comes home, and then the chain settles on L1.",
    },
    Survivor {
        mutant: "amount_to_keep_fits",
        implied_by: &[],
        reason: "Only a malicious chain's totals can leave the range, and it moves nothing but its own balance. The \
                 guard makes the conversion to uint256 safe, where the model takes the nearest number in range.",
    },
    Survivor {
        mutant: "migration_to_gateway_is_covered",
        implied_by: &[],
        reason: "Only a malicious chain's totals can ask to keep more than there is. Then nothing is moved, and the \
                 loss is its own; in Solidity the subtraction would revert by itself.",
    },
    Survivor {
        mutant: "return_after_coming_home",
        implied_by: &["migration_only_from_whitelisted_gateway"],
        reason: "Gateway sends a balance home only for a chain that has left. To receive it before L1 knows of the \
                 return swaps two steps, and deposits are paused in between.",
    },
    Survivor {
        mutant: "return_after_coming_home:at_most",
        implied_by: &["migration_only_from_whitelisted_gateway"],
        reason: "As without it: Gateway sends a balance home only for a chain that has left.",
    },
    Survivor {
        mutant: "return_after_coming_home:at_least",
        implied_by: &[],
        reason: "No chain has a number above 2, since it goes to Gateway and back once (one_round_trip).",
    },
    Survivor {
        mutant: "return_is_current",
        implied_by: &["migration_only_from_whitelisted_gateway"],
        reason: "Only Gateway's messages come this far, and each has the number that its chain has at home.",
    },
    Survivor {
        mutant: "return_is_current:at_most",
        implied_by: &["migration_only_from_whitelisted_gateway"],
        reason: "As without it: each message of Gateway has the number that its chain has at home.",
    },
    Survivor {
        mutant: "return_is_current:at_least",
        implied_by: &[],
        reason: "No message has a number above 2, since a chain goes to Gateway and back once (one_round_trip).",
    },
    Survivor {
        mutant: "unpause_only_paused",
        implied_by: &[],
        reason: "To open deposits that are open changes nothing.",
    },
    Survivor {
        mutant: "migration_window_on_gateway",
        implied_by: &[],
        reason: "Gateway learns of a pause that is in effect, behind every deposit from before it, so that an empty queue \
                 is enough there. Told when the pause is announced, no window is (finding 7).",
    },
    Survivor {
        mutant: "leaves_from_gateway",
        implied_by: &["one_round_trip"],
        reason: "A chain that has left has the highest number. One that has not arrived has no pause on Gateway, \
                 and deposits_paused_before_return refuses it.",
    },
    Survivor {
        mutant: "relayed_to_settled_chain:at_least",
        implied_by: &[],
        reason: "No deposit is on its way when a chain leaves Gateway, since its deposits are paused and the pause \
                 lasts (deposits_paused_before_return, no_unpause_before_return).",
    },
    Survivor {
        mutant: "gw_skips_only_untouched",
        implied_by: &[],
        reason: "Gateway reads the asset's number only to send a balance home, once the chain has left with number 2; \
                 whether it is 0 or 1 then makes no difference.",
    },
    Survivor {
        mutant: "gw_skips_only_untouched:late",
        implied_by: &[],
        reason: "As without it: whether the number on Gateway is 0 or 1 makes no difference.",
    },
    Survivor {
        mutant: "return_starts_after_leaving",
        implied_by: &["gw_asset_migration_number"],
        reason: "Of a chain that settles on Gateway the number before it came counts, which is no higher than any \
                 asset's.",
    },
    Survivor {
        mutant: "return_starts_after_leaving:at_most",
        implied_by: &["gw_asset_migration_number"],
        reason: "As without it: the number before the chain came is no higher than any asset's.",
    },
    Survivor {
        mutant: "return_starts_after_leaving:at_least",
        implied_by: &[],
        reason: "No chain has a number above 2, since it goes to Gateway and back once (one_round_trip).",
    },
    Survivor {
        mutant: "initiated_only_on_gateway",
        implied_by: &[],
        reason: "A message that a chain sends while it settles on L1 has a number that L1 refuses: as long as the \
                 chain is there it is not on Gateway, and afterwards its number is another \
                 (migration_to_gateway_chain_is_on_gateway, migration_to_gateway_is_current).",
    },
];
