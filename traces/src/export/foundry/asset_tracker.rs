//! `asset_tracker` in the words of `IAssetTrackerAdapter`.

mod books;

use counterfoil_model::asset_tracker::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use counterfoil_model::asset_tracker::messages::{BatchMessage, MESSAGE_AMOUNTS, V31BatchNumber};
use counterfoil_model::asset_tracker::scenario::{UntrustedCode, Windows};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use counterfoil_model::asset_tracker::{
    Action, Asset, AssetTracker, Flow, History, Parameters, Party, State, Variant,
};
use counterfoil_model::types::{Amount, TxStatus};
use serde::Deserialize;
use serde_json::Value;

use super::calls::Call;
use super::project::{File, room};
use super::subject::Subject;
use super::words::Word;

/// Adapter and reference contracts.
const FILES: &[File] = room![
    "asset_tracker":
    "ADAPTER.md",
    "src/Errors.sol",
    "src/IAssetTrackerAdapter.sol",
    "src/Script.sol",
    "src/reference/Addresses.sol",
    "src/reference/ChainAssetHandler.sol",
    "src/reference/GWAssetTracker.sol",
    "src/reference/L1AssetTracker.sol",
    "src/reference/L1Bridgehub.sol",
    "src/reference/L1MessageRoot.sol",
    "src/reference/L1NativeTokenVault.sol",
    "src/reference/L1Nullifier.sol",
    "src/reference/L2AssetTracker.sol",
    "src/reference/L2Bridge.sol",
    "src/reference/ReferenceAdapter.sol",
    "src/reference/ReferenceBooks.sol",
    "src/reference/ReferenceForgeries.sol",
    "src/reference/ReferenceWorld.sol",
    "src/reference/Types.sol",
    "src/reference/ZKChain.sol",
];

impl Subject for AssetTracker {
    const ADAPTER: &'static str = "IAssetTrackerAdapter";
    const FILES: &'static [File] = FILES;

    fn max(parameters: &Parameters) -> i64 {
        parameters.max.wide()
    }

    fn amounts(parameters: &Parameters) -> (Vec<i64>, usize) {
        let own = usize::from(parameters.asset.is_native());
        (parameters.amounts.iter().map(|amount| amount.wide()).collect(), MESSAGE_AMOUNTS - own)
    }

    fn widened(parameters: &Parameters, max: u8, amounts: &[u8]) -> Parameters {
        let amounts = amounts.iter().copied().map(Amount).collect();
        Parameters { max: Amount(max), amounts, forgets: false, ..parameters.clone() }
    }

    fn amount(action: &Action) -> Option<i64> {
        let mut action = *action;
        amount_of(&mut action).map(|amount| amount.wide()).or(match action {
            Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Forged { amount_to_keep, .. } } => {
                Some(i64::from(amount_to_keep))
            }
            _ => None,
        })
    }

    fn with_amount(action: &Action, amount: i64) -> Option<Action> {
        let mut action = *action;
        if let Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Forged { amount_to_keep, .. } } =
            &mut action
        {
            *amount_to_keep = i8::try_from(amount).ok()?;
        } else {
            *amount_of(&mut action)? = Amount(u8::try_from(amount).ok()?);
        }
        Some(action)
    }

    fn start(parameters: &Parameters) -> Result<Vec<String>, String> {
        start(parameters)
    }

    fn call(system: &Self, action: &Action) -> Result<Call, String> {
        call(system, *action)
    }

    fn words(system: &Self, state: &State) -> Vec<(Call, Word)> {
        books::words(system, state)
    }

    fn open_calls(state: &State) -> usize {
        state.transaction.as_deref().map_or(0, |open| open.open_calls().count())
    }

    fn ends() -> Vec<Action> {
        vec![Action::Return, Action::Revert]
    }
}

/// The amount that an action carries as an amount.
fn amount_of(action: &mut Action) -> Option<&mut Amount> {
    match action {
        Action::Deposit { amount, .. }
        | Action::DepositLegacyErc20Bridge { amount, .. }
        | Action::Withdraw { amount, .. }
        | Action::SendInterop { amount, .. }
        | Action::ClaimInterop { amount, .. }
        | Action::MintNative { amount }
        | Action::RelayForgedBaseToken { amount, .. }
        | Action::FinalizeWithdrawal { message: Payment { amount, .. } }
        | Action::ClaimFailedDeposit { message: Payment { amount, .. } }
        | Action::ClaimFailedDepositLegacy { message: Payment { amount, .. } }
        | Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Forged { amount, .. } }
        | Action::SettleForgedBatch {
            message:
                BatchMessage::Withdrawal { amount }
                | BatchMessage::Interop { amount, .. }
                | BatchMessage::InteropExecuted { amount }
                | BatchMessage::Status { amount, .. },
            ..
        } => Some(amount),
        _ => None,
    }
}

const NO_THIRD_CHAIN: &str = "the adapter has two chains, so that it need not be told which is the other one";

fn start(parameters: &Parameters) -> Result<Vec<String>, String> {
    if parameters.chains().len() > 2 {
        return Err(NO_THIRD_CHAIN.into());
    }
    let mut lines = vec!["World memory world;".to_owned()];
    let mut set = |field: &str, value: String| lines.push(format!("world.{field} = {value};"));
    set("asset", format!("Asset.{:?}", parameters.asset));
    set("history", format!("History.{:?}", parameters.history));
    let chains = parameters.chains();
    set("chains", format!("new ChainStart[]({})", chains.len()));
    for (index, chain) in chains.iter().enumerate() {
        let one = parameters.chain(*chain);
        let on_gateway = one.starts_on == SettlementLayer::Gateway;
        let party = party(one.party);
        set(&format!("chains[{index}]"), format!("ChainStart({chain}, Party.{party}, {on_gateway})"));
    }
    for field in design(parameters.variant)? {
        set(&format!("design.{field}"), "true".into());
    }
    let native = parameters.asset.is_native();
    let token = parameters.reaches(UntrustedCode::Token) && !native;
    let receiver = parameters.reaches(UntrustedCode::Receiver) && parameters.asset == Asset::BaseToken;
    let flags = [
        ("gatewayStartsCompromised", parameters.gateway_starts_compromised()),
        ("commitsBatches", parameters.runs(Flow::CommitBatches)),
        ("settlesGatewayBatches", parameters.runs(Flow::SettleGatewayBatches)),
        ("reachesToken", token),
        ("reachesOtherToken", parameters.reaches(UntrustedCode::OtherToken)),
        ("reachesMailbox", parameters.reaches(UntrustedCode::Mailbox)),
        ("reachesReceiver", token || receiver),
        ("backfillsBaseToken", parameters.runs(Flow::BackfillBaseToken)),
    ];
    for (field, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
        set(field, "true".into());
    }
    let Windows { pause, migration, gateway_lag } = parameters.windows;
    let steps = [("pauseWindow", pause), ("migrationWindow", migration), ("gatewayLag", gateway_lag)];
    for (field, steps) in steps.into_iter().filter(|(_, steps)| *steps > 0) {
        set(field, steps.to_string());
    }
    Ok(lines)
}

fn party(party: Party) -> &'static str {
    match party {
        Party::ZkCompromised => "ZkCompromised",
        Party::CompletelyCompromised => "CompletelyCompromised",
        Party::Honest | Party::Absent => "Honest",
    }
}

/// How the variant departs from the document.
fn design(variant: Variant) -> Result<&'static [&'static str], String> {
    match variant {
        Variant::Seed => Ok(&[]),
        Variant::PendingInterop => Ok(&["pendingInterop"]),
        Variant::PauseUntilHome => Ok(&["pauseUntilHome"]),
        Variant::SkipOnGateway => Ok(&["skipOnGateway"]),
        Variant::ReturnBeforeWithdrawal => Ok(&["returnBeforeWithdrawal"]),
        Variant::Repaired => {
            Ok(&["pendingInterop", "pauseUntilHome", "skipOnGateway", "returnBeforeWithdrawal"])
        }
        Variant::NothingStranded => Ok(&[
            "pendingInterop",
            "pauseUntilHome",
            "skipOnGateway",
            "returnBeforeWithdrawal",
            "nothingStranded",
        ]),
        Variant::ToldWhenPaused => Ok(&[
            "pendingInterop",
            "pauseUntilHome",
            "skipOnGateway",
            "returnBeforeWithdrawal",
            "toldWhenPaused",
        ]),
        other => Err(format!("the adapter has no contracts of variant {other:?}")),
    }
}

fn number(amount: Amount) -> Word {
    Word::Number(amount.wide())
}

fn chain(chain: Chain) -> Word {
    Word::text(chain.to_string())
}

fn chain_id(id: ChainId) -> Word {
    match id {
        ChainId::L1 => Word::text("L1"),
        ChainId::Gateway => Word::text("GATEWAY"),
        ChainId::Chain(of) => chain(of),
    }
}

fn layer(layer: SettlementLayer) -> Word {
    chain_id(match layer {
        SettlementLayer::L1 => ChainId::L1,
        SettlementLayer::Gateway => ChainId::Gateway,
    })
}

fn is_success(status: TxStatus) -> Word {
    Word::text((status == TxStatus::Success).to_string())
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Open => "Open",
        Source::Old => "Old",
        Source::Used => "Used",
        Source::Forged => "Forged",
        Source::Vouched(Claim::SinceV31) => "VouchedSinceV31",
        Source::Vouched(Claim::BeforeV31) => "VouchedBeforeV31",
        Source::Vouched(Claim::Rewritten) => "VouchedRewritten",
        Source::Vouched(Claim::Own) => "VouchedOwn",
        Source::Vouched(Claim::Deeper { .. }) => "VouchedDeeper",
    }
}

fn call(system: &AssetTracker, action: Action) -> Result<Call, String> {
    Ok(match action {
        Action::Deposit { .. }
        | Action::DepositLegacyErc20Bridge { .. }
        | Action::DepositOtherToken { .. } => Call::usual::<AssetTracker>(&action, named)?.scripted(),
        Action::FinalizeWithdrawal { message } => payment("finalizeWithdrawal", message),
        Action::ClaimFailedDeposit { message } => payment("claimFailedDeposit", message),
        Action::ClaimFailedDepositLegacy { message } => payment("claimFailedDepositLegacy", message),
        Action::ReceiveL1ToGatewayMigration { message } => totals(system, message)?,
        Action::ReceiveGatewayToL1Migration { message } => returned(message),
        Action::ClaimInterop { chain: of, to, amount, source: which } => {
            let source = Word::text(format!("Source.{}", source(which)));
            Call::new("claimInterop", vec![chain(of), chain(to), number(amount), source])
        }
        Action::SettleForgedBatch { chain: of, message } => {
            let (kind, amount) = books::batch(message);
            Call::new("settleForgedBatch", vec![chain(of), kind, amount])
        }
        Action::ConsumeBalanceChange { by, chain: of } => {
            let by = by.map_or_else(|| Word::Number(0), chain);
            Call::new("consumeBalanceChange", vec![by, chain(of)])
        }
        Action::Return | Action::Revert => return Err("untrusted code ends where it has not begun".into()),
        Action::SaveV31UpgradeBatch { chain: of, number } => {
            Call::new("saveV31UpgradeBatch", vec![chain(of), v31_batch_number(number)])
        }
        _ => Call::usual::<AssetTracker>(&action, named)?,
    })
}

/// What the adapter has a word for.
fn named(name: &str) -> Option<Word> {
    let value = Value::from(name);
    let chain = || Chain::deserialize(&value).ok().map(chain);
    let status = || TxStatus::deserialize(&value).ok().map(is_success);
    chain().or_else(status)
}

fn v31_batch_number(number: V31BatchNumber) -> Word {
    Word::text(format!("V31BatchNumber.{number:?}"))
}

fn payment(function: &'static str, message: Payment) -> Call {
    let Payment { chain: of, layer: on, amount, source: which } = message;
    let args = vec![chain(of), layer(on), number(amount), Word::text(format!("Source.{}", source(which)))];
    Call::new(function, args).in_struct("Payment").scripted()
}

fn totals(system: &AssetTracker, message: TotalsMessage) -> Result<Call, String> {
    Ok(match message {
        TotalsMessage::Proven { chain: of } => Call::new("receiveL1ToGatewayMigration", vec![chain(of)]),
        TotalsMessage::Forged { sender, chain: of, amount_to_keep, chain_migration_number } => {
            let (keep, max) = (i64::from(amount_to_keep), system.uint.max.wide());
            if keep > max {
                return Err("no totals of uint256 make L1 keep more than there can be".into());
            }
            let below_max = keep > max / 2;
            let keep = if below_max { max - keep } else { keep };
            let args = vec![
                chain(sender),
                chain(of),
                Word::text(keep.to_string()),
                Word::text(below_max.to_string()),
                Word::Number(i64::from(chain_migration_number.0)),
            ];
            Call::new("receiveForgedL1ToGatewayMigration", args)
        }
    })
}

fn returned(message: ReturnMessage) -> Call {
    match message {
        ReturnMessage::Proven { chain: of } => Call::new("receiveGatewayToL1Migration", vec![chain(of)]),
        ReturnMessage::Forged { sender, chain: of, amount, chain_migration_number } => {
            let args = vec![
                chain_id(sender),
                chain(of),
                number(amount),
                Word::Number(i64::from(chain_migration_number.0)),
            ];
            Call::new("receiveForgedGatewayToL1Migration", args)
        }
    }
}

/// Whether the scenario begins before v31.
fn is_old(parameters: &Parameters) -> bool {
    parameters.history == History::BeforeV31
}
