//! Calls to the adapter.

use super::words::{Word, solidity};

/// A function of the adapter with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub function: &'static str,
    /// The arguments, but for the script.
    pub args: Vec<Word>,
    /// The struct that the arguments are the fields of, if they are.
    pub of_struct: Option<&'static str>,
    /// Whether it takes the script of untrusted code as its last argument.
    pub takes_script: bool,
}

impl Call {
    /// A call with these arguments and no script.
    pub fn new(function: &'static str, args: Vec<Word>) -> Self {
        Self { function, args, of_struct: None, takes_script: false }
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
    if (narrow.function, narrow.args.len()) != (wide.function, wide.args.len()) {
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
