// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Committer} from "../IInteropSettlementAdapter.sol";
import {Executor} from "./Executor.sol";
import {ChainState, Place, isNothing} from "./Types.sol";

/// Who settles when an operator does not: others after timeouts, and the security council.
abstract contract SettlementCouncil is Executor {
    uint256 internal timeouts;

    /// Closes the open batch where the lock ends, and commits it. The first timeout lets the council, the second
    /// operators of other chains, the third anybody.
    function _forceCommit(uint256 _chain, Committer _by) internal {
        uint256 required = uint256(_by) + (_is(35) ? 0 : 1);
        if (!_is(36) && required > timeouts) revert TimeoutNotReached(required, timeouts);
        Place memory locked = chains[_chain].attested;
        if (!_is(37) && !isNothing(locked)) _truncate(_chain, locked);
        _commit(_chain);
    }

    /// The council drops blocks of the chain that cannot become final, locked or not.
    function _unlock(uint256 _chain) internal {
        Place memory end = Place(chains[_chain].executed, 0);
        (bool isLost, Place memory first) = _firstLost(_chain);
        bool keepsProvable = world.design.councilKeepsProvable && !_is(38);
        if (isLost && keepsProvable) end = Place(first.batch, first.blocks - 1);
        _truncate(_chain, end);
        if (world.design.councilCoversDependents && !_is(39)) while (_dropDependents()) {}
    }

    /// Drops what is locked on one chain and depends on blocks that are gone; says whether there was any.
    function _dropDependents() private returns (bool) {
        for (uint256 chain; chain < world.chains; ++chain) {
            (bool isLost, Place memory first) = _firstLost(chain);
            if (isLost && _block(chain, first).imported.root != 0 && _hasAttested(chain, first)) {
                _truncate(chain, Place(first.batch, first.blocks - 1));
                return true;
            }
        }
        return false;
    }

    function _firstLost(uint256 _chain) private view returns (bool, Place memory first) {
        Place[] memory places = _unexecuted(_chain);
        for (uint256 i; i < places.length; ++i) {
            if (_isLost(_chain, places[i])) return (true, places[i]);
        }
        return (false, first);
    }
}
