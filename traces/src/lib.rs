//! Counterexamples and witnesses: replayed, told and compared.
