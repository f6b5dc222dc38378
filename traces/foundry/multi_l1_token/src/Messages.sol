// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// Who there is. Nobody, and a chain that is not known, are 0.
uint256 constant APP_A = 1;
uint256 constant APP_B = 2;
uint256 constant APP_C = 3;
uint256 constant MAIN_X = 4;
uint256 constant MAIN_Y = 5;
uint256 constant ROUTER = 6;
uint256 constant ALICE = 1;
uint256 constant BOB = 2;
uint256 constant CAROL = 3;

/// What a message is for. Where the document has one name for several, each has a name here.
enum Action {
    /// What a user asks an FT Manager for, by the names of the functions.
    Transfer,
    Burn,
    LocalTransfer,
    Approve,
    TransferFrom,
    BurnFrom,
    /// FT Manager to FT: a balance falls (`updateTokenBalance`, or `burn`).
    Decrease,
    DecreaseByBurn,
    /// FT to FT Manager: such a decrease was executed.
    Acknowledge,
    /// FT Manager to FT.
    Mint,
    /// To an FT Manager: the book of a recipient grows (`updateTokenBalance`).
    Increase,
    /// FT to FT Manager: what was transferred on the App L1 (`updateTokenBalance`), locked before or not.
    Result,
    LockedResult,
    /// FT to FT Manager: what somebody else has spent there (`updateTokenAllowance`).
    Spent,
    /// FT to FT Manager: more is locked, or less (`lock`).
    Lock,
    Unlock,
    /// FT Manager to FT: the lock that was asked for.
    Grant,
    /// Router to FT: which Main L1 manages an address.
    Register,
    /// Router to FT.
    SetLatestMainL1Info,
    /// Router to all.
    Block,
    Unblock
}

/// A message: where it goes and what it says. What it has no use for is 0.
struct Message {
    uint256 to;
    Action action;
    /// The request that it is, or that it is for: the App L1 on which the user called, and its nonce there.
    uint256 origin;
    uint256 nonce;
    /// Whose tokens, or who.
    uint256 user;
    uint256 recipient;
    /// The Main L1 of the recipient or, of a registration, of the user.
    uint256 main;
    /// The App L1 that a report is about.
    uint256 app;
    uint256 amount;
    /// How many updates of this address the Router has sent with this one.
    uint256 number;
    /// Who spends for the user, or may.
    uint256 spender;
}

/// Messages as tests name them.
library Say {
    /// The Main L1 of the recipient is 0 as long as nobody has said which it is.
    function transfer(
        uint256 to,
        uint256 origin,
        uint256 nonce,
        uint256 from,
        uint256 recipient,
        uint256 main,
        uint256 amount
    ) internal pure returns (Message memory) {
        return Message(to, Action.Transfer, origin, nonce, from, recipient, main, 0, amount, 0, 0);
    }

    function burn(uint256 to, uint256 origin, uint256 nonce, uint256 user, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _ofRequest(to, Action.Burn, origin, nonce, user, amount);
    }

    function localTransfer(uint256 to, uint256 origin, uint256 nonce, uint256 user, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _ofRequest(to, Action.LocalTransfer, origin, nonce, user, amount);
    }

    function approve(uint256 to, uint256 origin, uint256 nonce, uint256 owner, uint256 spender, uint256 amount)
        internal
        pure
        returns (Message memory message)
    {
        message = _ofRequest(to, Action.Approve, origin, nonce, owner, amount);
        message.spender = spender;
    }

    function transferFrom(
        uint256 to,
        uint256 origin,
        uint256 nonce,
        uint256 spender,
        uint256 from,
        uint256 recipient,
        uint256 main,
        uint256 amount
    ) internal pure returns (Message memory) {
        return Message(to, Action.TransferFrom, origin, nonce, from, recipient, main, 0, amount, 0, spender);
    }

    function burnFrom(uint256 to, uint256 origin, uint256 nonce, uint256 spender, uint256 from, uint256 amount)
        internal
        pure
        returns (Message memory message)
    {
        message = _ofRequest(to, Action.BurnFrom, origin, nonce, from, amount);
        message.spender = spender;
    }

    function spent(uint256 to, uint256 app, uint256 owner, uint256 spender, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return Message(to, Action.Spent, 0, 0, owner, 0, 0, app, amount, 0, spender);
    }

    function decrease(uint256 to, uint256 origin, uint256 nonce, uint256 user, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _ofRequest(to, Action.Decrease, origin, nonce, user, amount);
    }

    function decreaseByBurn(uint256 to, uint256 origin, uint256 nonce, uint256 user, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _ofRequest(to, Action.DecreaseByBurn, origin, nonce, user, amount);
    }

    /// What asks for an amount of a user's tokens, or takes it, for that request.
    function _ofRequest(uint256 to, Action action, uint256 origin, uint256 nonce, uint256 user, uint256 amount)
        private
        pure
        returns (Message memory)
    {
        return Message(to, action, origin, nonce, user, 0, 0, 0, amount, 0, 0);
    }

    function acknowledge(uint256 to, uint256 origin, uint256 nonce, uint256 app) internal pure returns (Message memory) {
        return Message(to, Action.Acknowledge, origin, nonce, 0, 0, 0, app, 0, 0, 0);
    }

    function mint(uint256 to, uint256 user, uint256 amount) internal pure returns (Message memory) {
        return Message(to, Action.Mint, 0, 0, user, 0, 0, 0, amount, 0, 0);
    }

    function increase(uint256 to, uint256 user, uint256 app, uint256 amount) internal pure returns (Message memory) {
        return Message(to, Action.Increase, 0, 0, user, 0, 0, app, amount, 0, 0);
    }

    function result(uint256 to, uint256 app, uint256 from, uint256 recipient, uint256 main, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _report(to, Action.Result, app, from, recipient, main, amount);
    }

    function lockedResult(uint256 to, uint256 app, uint256 from, uint256 recipient, uint256 main, uint256 amount)
        internal
        pure
        returns (Message memory)
    {
        return _report(to, Action.LockedResult, app, from, recipient, main, amount);
    }

    /// Of what was transferred on an App L1.
    function _report(
        uint256 to,
        Action action,
        uint256 app,
        uint256 from,
        uint256 recipient,
        uint256 main,
        uint256 amount
    ) private pure returns (Message memory) {
        return Message(to, action, 0, 0, from, recipient, main, app, amount, 0, 0);
    }

    function lock(uint256 to, uint256 user, uint256 app, uint256 amount) internal pure returns (Message memory) {
        return Message(to, Action.Lock, 0, 0, user, 0, 0, app, amount, 0, 0);
    }

    function unlock(uint256 to, uint256 user, uint256 app, uint256 amount) internal pure returns (Message memory) {
        return Message(to, Action.Unlock, 0, 0, user, 0, 0, app, amount, 0, 0);
    }

    function grant(uint256 to, uint256 user, uint256 amount) internal pure returns (Message memory) {
        return Message(to, Action.Grant, 0, 0, user, 0, 0, 0, amount, 0, 0);
    }

    function register(uint256 to, uint256 user, uint256 main) internal pure returns (Message memory) {
        return Message(to, Action.Register, 0, 0, user, 0, main, 0, 0, 0, 0);
    }

    function latestMain(uint256 to, uint256 main) internal pure returns (Message memory) {
        return Message(to, Action.SetLatestMainL1Info, 0, 0, 0, 0, main, 0, 0, 0, 0);
    }

    function blockUser(uint256 to, uint256 user, uint256 number) internal pure returns (Message memory) {
        return Message(to, Action.Block, 0, 0, user, 0, 0, 0, 0, number, 0);
    }

    function unblockUser(uint256 to, uint256 user, uint256 number) internal pure returns (Message memory) {
        return Message(to, Action.Unblock, 0, 0, user, 0, 0, 0, 0, number, 0);
    }
}
