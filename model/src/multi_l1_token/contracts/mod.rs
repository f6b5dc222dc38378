//! The rules of the contracts, one file each.

pub(crate) mod ft;
pub(crate) mod ft_manager;
pub(crate) mod router;
pub(crate) mod teleporter_manager;

#[cfg(test)]
mod tests;

use crate::types::Amount;

/// The amount grows.
fn plus(amount: &mut Amount, by: Amount) {
    amount.0 = amount.0.saturating_add(by.0);
}

/// The amount falls, to zero at most: that it covers what is taken is asked by a guard.
fn minus(amount: &mut Amount, by: Amount) {
    amount.0 = amount.0.saturating_sub(by.0);
}
