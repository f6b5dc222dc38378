//! Calls to the adapter.

use std::borrow::Cow;

use counterfoil_model::system::System;
use serde_json::Value;

use super::words::{Word, solidity};
use crate::open::attempt;

/// A function of the adapter with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub function: Cow<'static, str>,
    /// The arguments, but for the script.
    pub args: Vec<Word>,
    /// The struct that the arguments are the fields of, if they are.
    pub of_struct: Option<&'static str>,
    /// Whether it takes the script of untrusted code as its last argument.
    pub takes_script: bool,
}

impl Call {
    /// A call with these arguments and no script.
    pub fn new(function: impl Into<Cow<'static, str>>, args: Vec<Word>) -> Self {
        Self { function: function.into(), args, of_struct: None, takes_script: false }
    }

    /// The call for an action of the usual shape: the function is called like the kind of the action, and takes its
    /// fields in their order, each a number, a flag, or something that `named` knows.
    ///
    /// # Errors
    /// If a field is anything else.
    pub fn usual<S: System>(action: &S::Action, named: fn(&str) -> Option<Word>) -> Result<Self, String> {
        let attempt = attempt::<S>(action);
        let word = |(field, value): (&String, &Value)| {
            let word = match value {
                Value::Number(number) => number.as_i64().map(Word::Number),
                Value::Bool(flag) => Some(Word::text(flag.to_string())),
                Value::String(name) => named(name),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            };
            word.ok_or_else(|| format!("no contract takes such a {field} as in {}", attempt.name))
        };
        let args = attempt.args.iter().map(word).collect::<Result<_, _>>()?;
        let (first, rest) = attempt.name.split_at(1);
        Ok(Self::new(first.to_lowercase() + rest, args))
    }

    /// The same call with its arguments in a struct.
    #[must_use]
    pub fn in_struct(self, name: &'static str) -> Self {
        Self { of_struct: Some(name), ..self }
    }

    /// The same call with a script.
    #[must_use]
    pub fn scripted(self) -> Self {
        Self { takes_script: true, ..self }
    }
}

/// The arguments as Solidity has them, from the calls of both replays.
///
/// # Errors
/// If the two calls are not one.
pub(super) fn arguments(narrow: &Call, wide: &Call) -> Result<Vec<String>, String> {
    if (&narrow.function, narrow.args.len()) != (&wide.function, wide.args.len()) {
        return Err(format!(
            "{} with one large value of max is {} with another",
            narrow.function, wide.function
        ));
    }
    let args = narrow.args.iter().zip(&wide.args).map(|(narrow, wide)| solidity(narrow, wide));
    let args = args.collect::<Result<Vec<_>, _>>()?;
    Ok(match narrow.of_struct {
        Some(name) => vec![format!("{name}({})", args.join(", "))],
        None => args,
    })
}
