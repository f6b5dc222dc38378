//! Who takes part in an action: what several properties of steps ask.

use counterfoil_model::multi_l1_token::Action;
use counterfoil_model::multi_l1_token::action::Taken;
use counterfoil_model::multi_l1_token::messages::Message;
use counterfoil_model::multi_l1_token::topology::{App, User};

/// On which App L1 a user spends, who it is, and who receives, if somebody does.
pub(super) fn parties(action: &Action) -> Option<(App, User, Option<User>)> {
    match *action {
        Action::Transfer { app, from, to, .. }
        | Action::FastTransfer { app, from, to, .. }
        | Action::LockTransfer { app, from, to, .. } => Some((app, from, Some(to))),
        Action::Burn { app, user, .. } | Action::LocalTransfer { app, user, .. } => Some((app, user, None)),
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
