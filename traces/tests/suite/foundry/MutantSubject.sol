// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {ISystemAdapter} from "./ISystemAdapter.sol";
import {ReferenceAdapter} from "./reference/ReferenceAdapter.sol";

interface IMutated {
    function mutant() external view returns (string memory, uint256);
}

/// The reference contracts with the line wrong that the test contract names; none if it names none.
function newSubject() returns (ISystemAdapter) {
    address asking;
    assembly {
        asking := address()
    }
    (bool isMutated, bytes memory answer) = asking.staticcall(abi.encodeCall(IMutated.mutant, ()));
    if (!isMutated) return new ReferenceAdapter("", 0);
    (string memory contractName, uint256 line) = abi.decode(answer, (string, uint256));
    return new ReferenceAdapter(contractName, line);
}
