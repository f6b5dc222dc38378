// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {CounterfoilTest} from "../src/CounterfoilTest.sol";
import "../src/Errors.sol";
import "../src/IAssetTrackerAdapter.sol";
import {Script} from "../src/Script.sol";
import {newSubject} from "../src/Subject.sol";

/// A few flows by hand, in the form that exported tests have.
///
/// forge-config: default.isolate = true
contract SmokeTest is CounterfoilTest {
    IAssetTrackerAdapter private adapter;

    function setUp() public {
        adapter = newSubject();
        subject = address(adapter);
    }

    function start(bool _onGateway, bool _reentrant) private {
        World memory world;
        world.chains = new ChainStart[](2);
        world.chains[0] = ChainStart(A, Party.Honest, _onGateway);
        world.chains[1] = ChainStart(B, Party.Honest, true);
        world.reachesToken = _reentrant;
        adapter.start(world);
        has(abi.encodeCall(adapter.l1ChainBalance, (L1)), 0);
        has(abi.encodeCall(adapter.l1ChainBalance, (GATEWAY)), 0);
        has(abi.encodeCall(adapter.l1ChainBalance, (A)), 0);
        has(abi.encodeCall(adapter.supply, (A)), 0);
        has(abi.encodeCall(adapter.priorityQueueLength, (A)), 0);
        compare();
    }

    function test_DepositIsSpentOnL1() public {
        start(false, false);
        adapter.deposit(A, 1, Script.none());
        has(abi.encodeCall(adapter.l1ChainBalance, (L1)), MAX - 1);
        has(abi.encodeCall(adapter.l1ChainBalance, (A)), 1);
        has(abi.encodeCall(adapter.priorityQueueLength, (A)), 1);
        compare();
        adapter.executePriorityTx(A, true);
        has(abi.encodeCall(adapter.supply, (A)), 1);
        has(abi.encodeCall(adapter.priorityQueueLength, (A)), 0);
        compare();
        refuses(abi.encodeCall(adapter.withdraw, (A, 2)), ERC20InsufficientBalance.selector);
        adapter.withdraw(A, 1);
        has(abi.encodeCall(adapter.supply, (A)), 0);
        compare();
        adapter.settleBatch(A);
        compare();
        adapter.finalizeWithdrawal(Payment(A, L1, 1, Source.Open), Script.none());
        has(abi.encodeCall(adapter.l1ChainBalance, (L1)), MAX);
        has(abi.encodeCall(adapter.l1ChainBalance, (A)), 0);
        compare();
        refuses(
            abi.encodeCall(adapter.finalizeWithdrawal, (Payment(A, L1, 1, Source.Used), Script.none())),
            WithdrawalAlreadyFinalized.selector
        );
    }

    function test_DepositThroughGatewayIsInterop() public {
        start(true, false);
        adapter.deposit(A, 2, Script.none());
        adapter.executeInboxTx(A, true);
        adapter.executePriorityTx(A, true);
        adapter.executeChainBatch(A);
        adapter.sendInterop(A, B, 2);
        adapter.executeChainBatch(A);
        adapter.claimInterop(B, B, 2, Source.Open);
        require(adapter.supply(B) == 2 && adapter.gatewayChainBalance(B) == 2, "B has it");
        isRefused(abi.encodeCall(adapter.claimInterop, (B, 2, Source.Used)), BundleAlreadyProcessed.selector);
    }

    function test_MigrationTakesTheBalanceAlong() public {
        start(false, false);
        adapter.deposit(A, 2, Script.none());
        adapter.executePriorityTx(A, true);
        adapter.withdraw(A, 1);
        adapter.settleBatch(A);
        adapter.pauseDeposits(A);
        adapter.migrateToGateway(A);
        adapter.executeInboxTx(A, true);
        adapter.confirmMigration(A, true, false);
        adapter.initiateL1ToGatewayMigration(A);
        adapter.executeChainBatch(A);
        adapter.receiveL1ToGatewayMigration(A);
        adapter.executeInboxTx(A, true);
        adapter.executeInboxTx(A, true);
        adapter.executePriorityTx(A, true);
        require(adapter.l1ChainBalance(A) == 1 && adapter.gatewayChainBalance(A) == 1, "one stays");
        isRefused(abi.encodeCall(adapter.receiveL1ToGatewayMigration, (A)), InvalidAssetMigrationNumber.selector);
    }

    function test_ReentrantDepositIsTurnedAway() public {
        start(true, true);
        bytes memory nested = abi.encodeCall(adapter.deposit, (A, 1, Script.none()));
        adapter.deposit(
            A, 1, Script.points(Script.point(false, Script.refused(nested, Reentrancy.selector)))
        );
        nested = abi.encodeCall(adapter.depositLegacyErc20Bridge, (A, 1, Script.none()));
        adapter.deposit(
            A, 1, Script.points(Script.point(false, Script.refused(nested, TransientBalanceChangeAlreadySet.selector)))
        );
        require(adapter.l1ChainBalance(GATEWAY) == 2, "two deposits");
    }

    /// Without the books that `start` has named.
    function isRefused(bytes memory _call, bytes4 _error) private {
        (bool ok, bytes memory answer) = subject.call(_call);
        require(!ok && bytes4(answer) == _error, "refused otherwise");
    }
}
