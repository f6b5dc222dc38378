// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../IMultiL1TokenAdapter.sol";
import {CompromisedFT, FT} from "./FT.sol";
import {FTManager, IAllocator} from "./FTManager.sol";
import {mutantOf} from "./Mutable.sol";
import {Router} from "./Router.sol";
import {TeleporterManager} from "./TeleporterManager.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {L1Info, Payload, RequestId} from "./Types.sol";
import {Wallet} from "./Wallet.sol";

// A chain of which the system knows nothing.
uint256 constant ELSEWHERE = 7;

/// The chains with their contracts and users, and the books of them all.
abstract contract ReferenceWorld is IMultiL1TokenAdapter, IAllocator {
    World internal world;
    TeleporterMessenger internal teleporter;
    mapping(uint256 app => FT) internal ft;
    mapping(uint256 main => FTManager) internal manager;
    Router internal router;
    mapping(uint256 user => Wallet) internal wallet;
    /// A contract that is no part of the system.
    Wallet internal stranger;
    string private mutated;
    uint256 private mutant;

    constructor(string memory _mutated, uint256 _mutant) {
        (mutated, mutant) = (_mutated, _mutant);
    }

    function start(World calldata _world) external {
        world = _world;
        teleporter = new TeleporterMessenger();
        stranger = new Wallet();
        for (uint256 user = ALICE; user <= CAROL; ++user) {
            wallet[user] = new Wallet();
        }
        for (uint256 i; i < world.apps; ++i) {
            _deployApp(APP_A + i, world.isLastAppCompromised && i + 1 == world.apps);
        }
        IAllocator allocator = IAllocator(world.anyAllocation ? address(this) : address(0));
        for (uint256 i; i < world.mains; ++i) {
            uint256[2] memory mutants = _mutants("FTManager");
            manager[MAIN_X + i] =
                new FTManager(teleporter, bytes32(MAIN_X + i), world.design, allocator, mutants);
        }
        router = new Router(teleporter, bytes32(ROUTER), world.design, _mutants("Router"));
        _connect();
        _mint();
    }

    function _deployApp(uint256 _app, bool _isCompromised) private {
        uint256[2] memory mutants = _mutants("FT");
        ft[_app] = _isCompromised
            ? new CompromisedFT(teleporter, bytes32(_app), world.design, mutants)
            : new FT(teleporter, bytes32(_app), world.design, mutants);
    }

    function _mutants(string memory _name) private view returns (uint256[2] memory) {
        return [mutantOf(_name, mutated, mutant), mutantOf("TeleporterManager", mutated, mutant)];
    }

    /// Tells every contract where all of them are.
    function _connect() private {
        L1Info[] memory apps = new L1Info[](world.apps);
        L1Info[] memory mains = new L1Info[](world.mains);
        for (uint256 i; i < world.apps; ++i) {
            apps[i] = _info(APP_A + i);
        }
        for (uint256 i; i < world.mains; ++i) {
            mains[i] = _info(MAIN_X + i);
        }
        for (uint256 chain = APP_A; chain <= ROUTER; ++chain) {
            address here = _contract(chain);
            if (here == address(0)) continue;
            TeleporterManager(here).setInfos(apps, mains, _info(ROUTER));
            teleporter.place(here, bytes32(chain));
        }
    }

    function _info(uint256 _chain) private view returns (L1Info memory) {
        return L1Info(bytes32(_chain), _contract(_chain));
    }

    function _mint() private {
        address[] memory users = new address[](2);
        bytes32[] memory mains = new bytes32[](2);
        (users[0], users[1]) = (address(wallet[ALICE]), address(wallet[BOB]));
        (mains[0], mains[1]) = (bytes32(MAIN_X), bytes32(MAIN_X + world.mains - 1));
        for (uint256 i; i < world.apps; ++i) {
            uint256[] memory held = new uint256[](2);
            (held[0], held[1]) = (world.aliceHolds[i], i == 0 ? world.bobHolds : 0);
            ft[APP_A + i].initialize(bytes32(MAIN_X), users, mains, held);
            manager[MAIN_X].initialize(users[0], bytes32(APP_A + i), held[0]);
            manager[uint256(mains[1])].initialize(users[1], bytes32(APP_A + i), held[1]);
        }
        router.initialize(bytes32(MAIN_X), users, mains);
    }

    /// The contract of the system on a chain; none, if the chain is not there.
    function _contract(uint256 _chain) internal view returns (address) {
        if (_chain == ROUTER) return address(router);
        return _chain >= MAIN_X ? address(manager[_chain]) : address(ft[_chain]);
    }

    function _user(uint256 _number) internal view returns (address) {
        return address(wallet[_number]);
    }

    /// The message as contracts send it.
    function _payload(Message memory _message) internal view returns (Payload memory) {
        Message memory one = _message;
        return Payload(
            one.action,
            RequestId(bytes32(one.origin), one.nonce),
            _user(one.user),
            _user(one.recipient),
            bytes32(one.main),
            bytes32(one.app),
            one.amount,
            one.number,
            _user(one.spender)
        );
    }

    function _flag(bool _isSet) private pure returns (uint256) {
        return _isSet ? 1 : 0;
    }

    function balanceOf(uint256 _app, uint256 _number) external view returns (uint256) {
        return ft[_app].balanceOf(_user(_number));
    }

    function allowance(uint256 _chain, uint256 _owner, uint256 _spender) external view returns (uint256) {
        (address owner, address spender) = (_user(_owner), _user(_spender));
        return _chain >= MAIN_X ? manager[_chain].allowance(owner, spender) : ft[_chain].allowance(owner, spender);
    }

    function lockedAmount(uint256 _app, uint256 _number) external view returns (uint256) {
        return ft[_app].lockedAmount(_user(_number));
    }

    function isLocalBlocked(uint256 _app, uint256 _number) external view returns (uint256) {
        return _flag(ft[_app].isLocalBlocked(_user(_number)));
    }

    function requestsSent(uint256 _app) external view returns (uint256) {
        return ft[_app].nonce();
    }

    function getFTBalance(uint256 _main, uint256 _number, uint256 _app) external view returns (uint256 balance) {
        (balance,) = manager[_main].books(_user(_number), bytes32(_app));
    }

    function managedLock(uint256 _main, uint256 _number, uint256 _app) external view returns (uint256 locked) {
        (, locked) = manager[_main].books(_user(_number), bytes32(_app));
    }

    function pendingRequests(uint256 _main) external view returns (uint256) {
        return manager[_main].pendingRequests();
    }

    function isGlobalBlocked(uint256 _chain, uint256 _number) external view returns (uint256) {
        (bool isBlocked,) = TeleporterManager(_contract(_chain)).globalBlocked(_user(_number));
        return _flag(isBlocked);
    }

    function blockUpdates(uint256 _chain, uint256 _number) external view returns (uint256 updates) {
        (, updates) = TeleporterManager(_contract(_chain)).globalBlocked(_user(_number));
    }

    function getAccountRegistryInfo(uint256 _chain, uint256 _number) external view returns (uint256) {
        address user = _user(_number);
        return uint256(
            _chain == ROUTER ? router.getAccountRegistryInfo(user) : ft[_chain].getAccountRegistryInfo(user)
        );
    }

    function latestMainL1(uint256 _chain) external view returns (uint256) {
        return uint256(_chain == ROUTER ? router.latestMainL1() : ft[_chain].latestMainL1());
    }

    function isConsumed(uint256 _chain, uint256 _origin, uint256 _nonce) external view returns (uint256) {
        return _flag(TeleporterManager(_contract(_chain)).isConsumed(RequestId(bytes32(_origin), _nonce)));
    }

    function messagesInFlight(uint256 _to) external view returns (uint256) {
        return teleporter.count(bytes32(_to), TeleporterMessenger.Status.InFlight);
    }

    function failedMessages(uint256 _to) external view returns (uint256) {
        return teleporter.count(bytes32(_to), TeleporterMessenger.Status.Failed);
    }

    function totalSupply() external view returns (uint256 supply) {
        for (uint256 i; i < world.apps; ++i) {
            supply += ft[APP_A + i].minted() - ft[APP_A + i].burnt();
        }
    }

    function databaseSupply() external view returns (uint256 supply) {
        if (!world.design.countsManagerEvents) return this.totalSupply();
        for (uint256 i; i < world.apps; ++i) {
            supply += ft[APP_A + i].minted();
        }
        for (uint256 i; i < world.mains; ++i) {
            supply -= manager[MAIN_X + i].burnt();
        }
    }
}
