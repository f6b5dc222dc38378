// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "./Messages.sol";

// What an exported test of system `multi_l1_token` asks of the contracts under test: one function for each action, one
// getter for each book. ADAPTER.md says how to write an adapter.

/// Departures from the document that mend it, all false in the document's own design. The last two are other readings
/// of the document.
struct Design {
    /// What is spent locally was locked before.
    bool localFromLocks;
    /// A lock is there once the FT Manager has granted it.
    bool grantedLocks;
    /// Decreases are acknowledged before anything is minted.
    bool twoPhases;
    /// What settles a decision is executed, whoever is blocked by now.
    bool settlementIgnoresBlocklists;
    /// An update of the blocklists that is older than what was applied is ignored.
    bool sequencedUpdates;
    /// A request that is refused is answered, and over; else the execution of its message reverts.
    bool replies;
    /// A request is executed once, however often it arrives.
    bool consumedOnce;
    /// An App L1 reports of balances on itself only.
    bool ownChainOnly;
    /// A contract takes each message from those alone whose part it is to send it.
    bool senderRoles;
    /// FT Managers alone decide by allowances; else what was approved on an App L1 is spent there as well.
    bool managedAllowances;
    /// A request carries the signature of its sender.
    bool signedRequests;
    /// An App L1 assigns a new address to the latest Main L1 that it knows of.
    bool appsAssign;
    /// The database of the total supply is kept from the events of the FT Managers.
    bool countsManagerEvents;
}

/// How a test begins. Alice is managed on Main X and Bob on the last Main L1, as everybody knows; of Carol nobody does.
struct World {
    uint256 apps;
    uint256 mains;
    /// What Alice holds on App A, B and C, and Bob on App A.
    uint256[3] aliceHolds;
    uint256 bobHolds;
    /// The FT Manager takes from App L1s in the way that a test says; else as the document recommends.
    bool anyAllocation;
    /// The validators of the last App L1 sign anything.
    bool isLastAppCompromised;
    Design design;
}

/// Who forges a message.
enum Forger {
    /// Somebody who calls the contract without Teleporter.
    Caller,
    /// A contract on a chain that is not registered, at the address of one of the system.
    OtherChain,
    /// A contract that is not registered, on a chain that is.
    OtherContract,
    /// The FT of the compromised App L1.
    CompromisedFt
}

/// A getter returns one word. A flag is 0 or 1; a chain is its number, and 0 if it is not known.
interface IMultiL1TokenAdapter {
    function start(World calldata world) external;

    // Users on an App L1. `transfer`, `burn` and `localTransfer` are requests to the Main L1.
    function transfer(uint256 app, uint256 from, uint256 to, uint256 amount) external;
    /// What lies on the App L1 is transferred there.
    function fastTransfer(uint256 app, uint256 from, uint256 to, uint256 amount) external;
    function lockTransfer(uint256 app, uint256 from, uint256 to, uint256 amount) external;
    function setLock(uint256 app, uint256 user, uint256 more) external;
    function releaseLock(uint256 app, uint256 user, uint256 less) external;
    function localTransfer(uint256 app, uint256 user, uint256 amount) external;
    function burn(uint256 app, uint256 user, uint256 amount) external;

    // Who spends for whom. All but `fastTransferFrom`, which is settled on the App L1, are requests to the Main L1.
    function approve(uint256 app, uint256 owner, uint256 spender, uint256 amount) external;
    function transferFrom(uint256 app, uint256 spender, uint256 from, uint256 to, uint256 amount) external;
    function fastTransferFrom(uint256 app, uint256 spender, uint256 from, uint256 to, uint256 amount) external;
    function burnFrom(uint256 app, uint256 spender, uint256 from, uint256 amount) external;

    // Admins of an App L1 and of the Router.
    function localBlockUser(uint256 app, uint256 user, bool blocks) external;
    function blockUser(uint256 user, bool blocks) external;
    function setLatestMainL1Info(uint256 main) external;
    /// The FT is initialised with a unit for the address.
    function initialMint(uint256 app, uint256 user) external;

    // Teleporter. A message that is in flight is delivered, and one that has failed is retried: it must be there.
    /// It is executed. If the contract refuses it, this reverts with the contract's error.
    function receiveCrossChainMessage(Message calldata message) external;
    /// The same, where `world.anyAllocation` is set: the FT Manager takes so much from App A, B and C.
    function receiveTaking(Message calldata message, uint256[3] calldata taken) external;
    /// The contract refuses it. This reverts if it is executed.
    function failMessageExecution(Message calldata message) external;
    /// There is too little gas for its execution.
    function runOutOfGas(Message calldata message) external;
    function retryMessageExecution(Message calldata message) external;
    function retryTaking(Message calldata message, uint256[3] calldata taken) external;
    /// The retry succeeds, and its answer is a refusal.
    function retryRefusedRequest(Message calldata message) external;
    /// What has failed is sent again as a new message.
    function resendAsNew(Message calldata message) external;
    /// It is executed at once.
    function forge(Message calldata message, Forger by) external;

    // Books of an FT.
    function balanceOf(uint256 app, uint256 user) external view returns (uint256);
    function lockedAmount(uint256 app, uint256 user) external view returns (uint256);
    function isLocalBlocked(uint256 app, uint256 user) external view returns (uint256);
    function requestsSent(uint256 app) external view returns (uint256);

    // Books of an FT Manager.
    function getFTBalance(uint256 main, uint256 user, uint256 app) external view returns (uint256);
    function managedLock(uint256 main, uint256 user, uint256 app) external view returns (uint256);
    /// Requests whose decreases are not all acknowledged.
    function pendingRequests(uint256 main) external view returns (uint256);

    // Books of several contracts.
    function allowance(uint256 chain, uint256 owner, uint256 spender) external view returns (uint256);
    function isGlobalBlocked(uint256 chain, uint256 user) external view returns (uint256);
    /// The number of the update that was sent or applied last; 0 where they are not numbered.
    function blockUpdates(uint256 chain, uint256 user) external view returns (uint256);
    function getAccountRegistryInfo(uint256 chain, uint256 user) external view returns (uint256);
    function latestMainL1(uint256 chain) external view returns (uint256);
    function isConsumed(uint256 chain, uint256 origin, uint256 nonce) external view returns (uint256);

    /// Messages to the chain, without registrations: an App L1 may be told twice whatever it may be told once.
    function messagesInFlight(uint256 to) external view returns (uint256);
    function failedMessages(uint256 to) external view returns (uint256);

    /// What was minted and is not burnt, on all App L1s.
    function totalSupply() external view returns (uint256);
    /// What the database off chain says of it.
    function databaseSupply() external view returns (uint256);
}
