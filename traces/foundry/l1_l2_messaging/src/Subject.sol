// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {IL1L2MessagingAdapter} from "./IL1L2MessagingAdapter.sol";
import {ReferenceAdapter} from "./reference/ReferenceAdapter.sol";

/// The contracts under test. To test your own, return your adapter here; nothing else in this project changes.
function newSubject() returns (IL1L2MessagingAdapter) {
    return new ReferenceAdapter();
}
