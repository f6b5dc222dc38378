// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// The errors that a refused action reverts with. Exported tests compare the selector alone, so your own contracts'
// errors may take other arguments: put their declarations here, or import them.

// ERC-20 and what an App L1 asks of its users.
error SelfTransfer();
error LocalBlockedUser(address user);
error GlobalBlockedUser(address user);
error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
error NotLocked();
error InsufficientLock(uint256 locked, uint256 needed);
error InsufficientAllowance(uint256 allowance, uint256 needed);
error NotLocal();

// What is asked of a message.
error InvalidTeleporter();
error WrongSender(bytes32 source);
error OtherChain(bytes32 reported);
error NotSigned();
error Consumed(bytes32 origin, uint256 nonce);
error UnknownAddress(address user);
error Locked(uint256 locked);
error Underflow();
