//! The search engines of Counterfoil.
