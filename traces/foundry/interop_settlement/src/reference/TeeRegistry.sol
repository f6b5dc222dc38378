// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Mode, Tee} from "../IInteropSettlementAdapter.sol";
import {L2InteropRootStorage} from "./L2InteropRootStorage.sol";
import {Import, Place} from "./Types.sol";

/// The registry of attestations: what is attested, and with it what is locked.
abstract contract TeeRegistry is L2InteropRootStorage {
    function _attest(uint256 _chain, bool _hasBug) internal {
        Place memory tip = _tip(_chain);
        bool isVerified = world.tee == Tee.OffChain || world.tee == Tee.Enforced;
        bool isSigned = !isVerified || _hasBug || _isValidUpTo(_chain, tip);
        if (!_is(15) && !isSigned) revert InvalidTeeProof();
        if (_locks() && world.design.locksDependencies && !_is(16)) {
            Place[] memory places = _unexecuted(_chain);
            for (uint256 i; i < places.length; ++i) {
                if (!_isSettled(_chain, _block(_chain, places[i]).imported)) revert DependencyNotLocked();
            }
            // A lock holds blocks, and not where their batch ends: more of them make another batch root.
            for (uint256 i; i < places.length && world.modes[_chain] == Mode.CommitBased; ++i) {
                Import memory imported = _block(_chain, places[i]).imported;
                if (imported.root != 0 && !_isExecuted(imported) && !_is(40)) {
                    revert DependencyNotExecuted(imported.source, imported.place.batch);
                }
            }
        }
        if (_is(17)) tip.blocks = 1;
        chains[_chain].attested = tip;
    }

    /// Whether what is imported is executed, or locked where it comes from.
    function _isSettled(uint256 _chain, Import memory _import) private view returns (bool) {
        if (_import.root == 0) return true;
        bool isLocked = !_is(18) && _hasAttested(_import.source, _import.place);
        return (_isExecuted(_import) || isLocked) && _isLive(_chain, _import);
    }
}
