// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {InboxKind, InboxTx, Message, Operation, THE_ASSET, leafOf} from "./Types.sol";

/// A chain's diamond on one layer: its Mailbox, Migrator and Executor facets. Gateway's own on L1 relays to Gateway.
///
/// Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Deposits through Gateway, Disabling
/// deposits during migrations. An operation leaves the queue when its chain executes it, and one of a token whose books
/// nobody asserts is not kept. Proofs of batches verify what they should.
contract ZKChain is Mutable {
    Addresses private immutable at;
    uint256 private immutable chainId;
    bool private immutable isOnGateway;
    /// The chain's facets are code of its own, which asks for nothing.
    bool public immutable hasOwnFacets;
    bool private immutable reachesMailbox;

    bool public pausedDeposits;
    uint256 private pausedAt;
    bool public settlesOnGateway;
    uint256 public totalBatchesCommitted;
    uint256 public totalBatchesExecuted;
    /// Of the chain's upgrade to v31; 0 for a chain from after it.
    uint256 public firstBatchSinceV31;
    Operation[] private operations;
    uint256 public firstUnprocessed;
    bool private transient entered;

    mapping(uint256 chainId => InboxTx[]) private inbox;
    mapping(uint256 chainId => uint256) public firstInInbox;

    constructor(uint256 _mutant, Addresses _at, uint256 _chainId, bool _isOnGateway, bool _ownFacets, bool _reaches)
        Mutable(_mutant)
    {
        (at, chainId, isOnGateway, hasOwnFacets, reachesMailbox) = (_at, _chainId, _isOnGateway, _ownFacets, _reaches);
    }

    // Mailbox.

    /// A deposit becomes a priority operation, and goes through Gateway if the chain settles there.
    function bridgehubRequestL2Transaction(bytes32 _assetId, uint256 _amount) external returns (bytes32) {
        if (reachesMailbox) {
            entered = true;
            at.untrusted().inMailbox();
            entered = false;
            if (hasOwnFacets) return 0;
        }
        Operation memory operation = _writePriorityOp(Operation(0, false, _amount, false), _assetId == THE_ASSET);
        bool isBaseToken = _assetId == THE_ASSET && at.isBaseToken();
        if (!_settlesAway()) return operation.txHash;
        if (!at.messageRoot().isV31()) {
            at.onGateway(chainId).receiveOperation(operation);
        } else {
            at.onL1(GATEWAY).requestL2TransactionToGatewayMailboxWithBalanceChange(
                chainId, isBaseToken && !_is(1) ? _amount : 0, operation
            );
        }
        return operation.txHash;
    }

    /// A confirmation, which takes no balance change along.
    function requestL2ServiceTransaction(uint256 _number) external {
        require(_is(2) || !entered || hasOwnFacets, Reentrancy());
        Operation memory operation = _writePriorityOp(Operation(0, true, _number, false), true);
        if (!_settlesAway()) return;
        ZKChain gateway = at.onL1(GATEWAY);
        if (_is(3)) gateway.requestL2TransactionToGatewayMailboxWithBalanceChange(chainId, 0, operation);
        else gateway.requestServiceTransactionOnGateway(chainId, InboxTx(InboxKind.ForwardService, 0, 0, operation));
    }

    /// Gateway's mailbox relays an operation with what the deposit of this transaction has left for the chain.
    function requestL2TransactionToGatewayMailboxWithBalanceChange(
        uint256 _chainId,
        uint256 _baseTokenAmount,
        Operation calldata _operation
    ) external {
        require(_is(4) || msg.sender == address(at.onL1(_chainId)), NotHyperchain(msg.sender));
        (bytes32 assetId, uint256 brought) = at.l1AssetTracker().consumeBalanceChange(_chainId);
        uint256 amount = _baseTokenAmount + (assetId == THE_ASSET ? brought : 0);
        if (amount != 0) {
            inbox[_chainId].push(InboxTx(InboxKind.ForwardDeposit, 0, amount, _operation));
        } else if (_operation.txHash != 0) {
            inbox[_chainId].push(InboxTx(InboxKind.ForwardService, 0, 0, _operation));
        }
    }

    function requestServiceTransactionOnGateway(uint256 _chainId, InboxTx calldata _tx) external {
        inbox[_chainId].push(_tx);
    }

    /// A chain with facets of its own may call Gateway's mailbox with anything.
    function callGatewayMailbox(uint256 _chainId, uint256 _baseTokenAmount) external {
        Operation memory none;
        at.onL1(GATEWAY).requestL2TransactionToGatewayMailboxWithBalanceChange(_chainId, _baseTokenAmount, none);
    }

    function takeInboxTx(uint256 _chainId) external returns (InboxTx memory) {
        return inbox[_chainId][firstInInbox[_chainId]++];
    }

    /// Gateway receives an operation: the tracker credits the chain, and the operation joins the queue there.
    function forwardTransactionOnGateway(Operation calldata _operation, uint256 _amount) external {
        at.gwAssetTracker().handleChainBalanceIncreaseOnGateway(chainId, _operation.txHash, _amount);
        if (_operation.txHash != 0) operations.push(_operation);
    }

    function receiveOperation(Operation calldata _operation) external {
        operations.push(_operation);
    }

    function _writePriorityOp(Operation memory _operation, bool _isKept) private returns (Operation memory) {
        require(_is(5) || !isPauseInEffect() || hasOwnFacets, DepositsPaused());
        if (!_isKept) return _operation;
        _operation.txHash = keccak256(abi.encode(chainId, operations.length));
        _operation.viaGateway = _settlesAway();
        operations.push(_operation);
        return _operation;
    }

    function _settlesAway() private view returns (bool) {
        return at.bridgehub().settlementLayer(chainId) == GATEWAY;
    }

    // Migrator.

    function pauseDepositsBeforeInitiatingMigration() external {
        require(_is(6) || !pausedDeposits, DepositsAlreadyPaused());
        if (!_is(7)) _pause();
        Operation memory none;
        InboxTx memory pause = InboxTx(InboxKind.PauseDeposits, 0, 0, none);
        if (_settlesAway() && !at.design().toldWhenPaused) at.onL1(GATEWAY).requestServiceTransactionOnGateway(chainId, pause);
    }

    function unpauseDeposits() external {
        require(_is(8) || pausedDeposits, DepositsNotPaused());
        require(_is(9) || !at.l1Handler().isMigrationInProgress(chainId), MigrationInProgress());
        require(!at.design().pauseUntilHome || !_settlesAway(), MigrationInProgress());
        pausedDeposits = false;
    }

    function pauseDepositsOnGateway() external {
        _pause();
    }

    /// A pause takes effect some time after it was announced.
    function isPauseInEffect() public view returns (bool) {
        return pausedDeposits && (_is(17) || _pauseAge() >= at.pauseWindow());
    }

    function _pause() private {
        (pausedDeposits, pausedAt) = (true, _time());
    }

    function _pauseAge() private view returns (uint256) {
        return _time() - pausedAt;
    }

    function _time() private view returns (uint256) {
        return at.time(isOnGateway && !_is(18) ? GATEWAY : L1);
    }

    /// The chain's own conditions for leaving the layer.
    function forwardedBridgeBurn(bool _settlesHere) external {
        bool anythingGoes = !isOnGateway && hasOwnFacets;
        require(_is(10) || _settlesHere, AlreadyMigrated());
        bool isEmpty = firstUnprocessed == operations.length;
        require(_is(11) || isEmpty || anythingGoes, PriorityQueueNotFullyProcessed());
        require(_is(12) || pausedDeposits || anythingGoes, DepositsNotPaused());
        bool isDue = _pauseAge() >= at.migrationWindow();
        require(_is(isOnGateway ? 19 : 20) || isDue || anythingGoes, DepositsNotPaused());
        require(_is(13) || totalBatchesCommitted == totalBatchesExecuted, NotAllBatchesExecuted());
        settlesOnGateway = false;
    }

    /// The migration has ended, and deposits reopen.
    function forwardedBridgeConfirmTransferResult() external {
        if (!_is(14)) pausedDeposits = false;
    }

    /// The chain is home; Gateway has executed some of its operations.
    function forwardedBridgeMint(uint256 _batches, uint256 _operations) external {
        if (!_is(15)) pausedDeposits = false;
        (totalBatchesCommitted, totalBatchesExecuted) = (_batches, _batches);
        firstUnprocessed += _operations;
    }

    /// The chain arrives on Gateway, with the operations that it has not executed.
    function forwardedBridgeMintOnGateway(ZKChain _onL1) external {
        (settlesOnGateway, pausedDeposits) = (true, false);
        totalBatchesExecuted = _onL1.totalBatchesExecuted();
        totalBatchesCommitted = totalBatchesExecuted;
        (Operation[] memory brought, uint256 count) = _onL1.unprocessed(0);
        delete operations;
        firstUnprocessed = 0;
        for (uint256 i; i < count && !brought[i].viaGateway; ++i) {
            operations.push(brought[i]);
        }
    }

    // Executor.

    function commitBatch() external {
        ++totalBatchesCommitted;
    }

    /// L1 asks nothing of a batch, Gateway looks at what it says.
    function executeBatch(Message calldata _message) external returns (uint256) {
        if (!_is(16)) ++totalBatchesExecuted;
        if (isOnGateway) {
            if (at.messageRoot().isV31()) at.gwAssetTracker().processLogsAndMessages(chainId, _message);
        } else {
            bytes32[] memory leaves = new bytes32[](1);
            leaves[0] = leafOf(_message);
            at.messageRoot().addChainBatchRoot(chainId, totalBatchesExecuted, leaves);
        }
        return totalBatchesExecuted;
    }

    /// The chain executes its next operation.
    function takePriorityOperation() external returns (Operation memory) {
        return operations[firstUnprocessed++];
    }

    /// A broken chain, or Gateway itself, executes batches whose roots are appended elsewhere.
    function setBatches(uint256 _committed, uint256 _executed) external {
        (totalBatchesCommitted, totalBatchesExecuted) = (_committed, _executed);
    }

    function upgradeToV31() external {
        firstBatchSinceV31 = totalBatchesExecuted + 1;
    }

    function setSettlesOnGateway(bool _settles) external {
        settlesOnGateway = _settles;
    }

    function dropOperations() external {
        firstUnprocessed = operations.length;
    }

    function forgetOperations() external {
        delete operations;
        firstUnprocessed = 0;
    }

    // What is there.

    /// The operations that are not processed, but for the first `processed` of them.
    function unprocessed(uint256 _processed) external view returns (Operation[] memory list, uint256 count) {
        uint256 first = firstUnprocessed + _processed;
        count = operations.length > first ? operations.length - first : 0;
        list = new Operation[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = operations[first + i];
        }
    }

    function operationCount() external view returns (uint256) {
        return operations.length;
    }

    function inboxTxs(uint256 _chainId) external view returns (InboxTx[] memory list) {
        uint256 first = firstInInbox[_chainId];
        list = new InboxTx[](inbox[_chainId].length - first);
        for (uint256 i; i < list.length; ++i) {
            list[i] = inbox[_chainId][first + i];
        }
    }
}
