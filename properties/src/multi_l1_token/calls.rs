//! Who takes part in an action: what several properties of steps ask.

use counterfoil_model::multi_l1_token::Action;
use counterfoil_model::multi_l1_token::action::Taken;
use counterfoil_model::multi_l1_token::messages::Message;
use counterfoil_model::multi_l1_token::topology::{App, User};

/// On which App L1 somebody spends or approves, and all who take part: whose tokens they are, who receives, and who spends
/// for somebody else.
pub(super) fn parties(action: &Action) -> Option<(App, [Option<User>; 3])> {
    match *action {
        Action::Approve { app, owner, spender, .. } => Some((app, [Some(owner), None, Some(spender)])),
        Action::TransferFrom { app, spender, from, to, .. }
        | Action::FastTransferFrom { app, spender, from, to, .. } => {
            Some((app, [Some(from), Some(to), Some(spender)]))
        }
        Action::BurnFrom { app, spender, from, .. } => Some((app, [Some(from), None, Some(spender)])),
        Action::Transfer { app, from, to, .. }
        | Action::FastTransfer { app, from, to, .. }
        | Action::LockTransfer { app, from, to, .. } => Some((app, [Some(from), Some(to), None])),
        Action::Burn { app, user, .. } | Action::LocalTransfer { app, user, .. } => {
            Some((app, [Some(user), None, None]))
        }
        _ => None,
    }
}

/// The message that is executed, and what is taken for it.
pub(super) fn executed(action: &Action) -> Option<(&Message, &Taken)> {
    match action {
        Action::ReceiveCrossChainMessage { message, taken }
        | Action::RetryMessageExecution { message, taken }
        | Action::Forge { message, taken, .. } => Some((message, taken)),
        _ => None,
    }
}
