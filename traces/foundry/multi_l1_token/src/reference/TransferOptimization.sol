// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Mutable} from "./Mutable.sol";

/// From which App L1s an amount is taken, as the document recommends: from one that has exactly so much, else from two
/// that have together, else from the largest first.
abstract contract TransferOptimization is Mutable {
    /// The balances together are the amount or more.
    function _recommended(uint256[] memory _balances, uint256 _amount) internal view returns (uint256[] memory taken) {
        taken = new uint256[](_balances.length);
        uint256[] memory order = _descending(_balances);
        for (uint256 i; i < order.length && !_is(1); ++i) {
            if (_balances[order[i]] == _amount) {
                taken[order[i]] = _amount;
                return taken;
            }
        }
        if (!_is(2) && _takePair(_balances, order, _amount, taken)) return taken;
        uint256 left = _amount;
        for (uint256 i; i < order.length; ++i) {
            uint256 balance = _balances[order[i]];
            taken[order[i]] = balance < left ? balance : left;
            left -= taken[order[i]];
        }
    }

    /// The two-pointer technique.
    function _takePair(
        uint256[] memory _balances,
        uint256[] memory _order,
        uint256 _amount,
        uint256[] memory _taken
    ) private pure returns (bool) {
        if (_order.length < 2) return false;
        (uint256 left, uint256 right) = (0, _order.length - 1);
        while (left < right) {
            (uint256 first, uint256 second) = (_order[left], _order[right]);
            uint256 sum = _balances[first] + _balances[second];
            if (sum == _amount) {
                (_taken[first], _taken[second]) = (_balances[first], _balances[second]);
                return true;
            }
            if (sum > _amount) ++left;
            else --right;
        }
        return false;
    }

    /// The places of the balances that are not 0, largest first; of equal ones the first comes first.
    function _descending(uint256[] memory _balances) private pure returns (uint256[] memory order) {
        uint256 count;
        for (uint256 i; i < _balances.length; ++i) {
            if (_balances[i] > 0) ++count;
        }
        order = new uint256[](count);
        uint256 placed;
        for (uint256 i; i < _balances.length; ++i) {
            if (_balances[i] == 0) continue;
            uint256 at = placed++;
            while (at > 0 && _balances[order[at - 1]] < _balances[i]) {
                order[at] = order[at - 1];
                --at;
            }
            order[at] = i;
        }
    }
}
