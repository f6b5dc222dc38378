// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1, MAX} from "../IAssetTrackerAdapter.sol";
import {L2AssetTracker} from "./L2AssetTracker.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {THE_ASSET} from "./Types.sol";

/// What users of a chain hold of the asset, and the ways in and out: the token, the asset router, the interop center and
/// the interop handler of the chain.
///
/// Document: "Contract-based and Full AssetTracker", Withdrawals, Settlement of chains and interop, Total sum invariant.
/// Users hold the supply together. A malicious native token gives out what it likes, so that nobody keeps its supply.
contract L2Bridge is Mutable {
    Addresses private immutable at;
    L2AssetTracker private immutable tracker;
    uint256 private immutable chainId;
    bool private immutable keepsNoSupply;

    uint256 public supply;
    mapping(bytes32 bundleHash => bool) public isBundleExecuted;

    constructor(uint256 _mutant, Addresses _at, L2AssetTracker _tracker, uint256 _chainId, bool _keepsNoSupply)
        Mutable(_mutant)
    {
        (at, tracker, chainId, keepsNoSupply) = (_at, _tracker, _chainId, _keepsNoSupply);
    }

    function finalizeDeposit(uint256 _amount) external {
        tracker.handleFinalizeBridgingOnL2(THE_ASSET, _amount, L1, supply);
        _mint(_amount, 1);
    }

    function withdraw(uint256 _amount) external {
        tracker.handleInitiateBridgingOnL2(THE_ASSET, _amount, L1, supply);
        _burn(_amount, 2);
    }

    /// Sends to another chain.
    function sendBundle(uint256 _to, uint256 _amount) external {
        require(_is(3) || tracker.settlementLayer() == GATEWAY, NotInGatewayMode());
        if (!_is(4)) tracker.handleInitiateBridgingOnL2(THE_ASSET, _amount, _to, supply);
        _burn(_amount, 5);
    }

    /// Claims what another chain has sent to `_to`, under a root of Gateway or of somebody else.
    function executeBundle(bytes32 _bundleHash, uint256 _to, uint256 _amount, uint256 _from, bool _rootIsGateways)
        external
    {
        require(_is(14) || _to == chainId, WrongDestinationChainId(_bundleHash, _to, chainId));
        require(_is(6) || !isBundleExecuted[_bundleHash], BundleAlreadyProcessed(_bundleHash));
        require(_is(7) || _rootIsGateways, CommitBasedInteropNotSupported());
        bool onGateway = tracker.settlementLayer() == GATEWAY;
        bool isHeld = at.design().pendingInterop && !at.design().nothingStranded;
        require(_is(8) || onGateway || !isHeld, CannotClaimInteropOnL1Settlement());
        tracker.handleFinalizeBridgingOnL2(THE_ASSET, _amount, _is(9) ? L1 : _from, supply);
        _mint(_amount, 10);
        if (!_is(11)) isBundleExecuted[_bundleHash] = true;
    }

    /// The native token's owner mints. What was bridged out is locked, and still counts.
    function mint(uint256 _amount) external {
        uint256 locked = MAX - tracker.chainBalance(THE_ASSET);
        require(_is(12) || _amount <= MAX - locked - supply, ERC20ExceededCap(supply, MAX));
        unchecked {
            supply += _amount;
        }
    }

    function _mint(uint256 _amount, uint256 _line) private {
        if (!keepsNoSupply && !_is(_line)) supply += _amount;
    }

    function _burn(uint256 _amount, uint256 _line) private {
        if (keepsNoSupply || _is(_line)) return;
        require(_is(13) || _amount <= supply, ERC20InsufficientBalance(supply, _amount));
        supply -= _amount;
    }
}
