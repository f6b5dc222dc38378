//! What a rule of tidiness has to say about a place in a file.

use std::fmt;

/// A place that breaks a rule, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    advice: String,
}

impl Finding {
    /// A finding at this line of the file.
    pub(crate) fn new(path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, advice: advice.into() }
    }

    /// The line it is about.
    pub(crate) fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.advice)
    }
}

/// The lines that the rule finds fault with, in a snippet that stands at `path`.
#[cfg(test)]
pub(crate) fn lines_found(
    rule: impl Fn(&crate::repository::File) -> Vec<Finding>,
    path: &str,
    text: &str,
) -> Vec<usize> {
    let file = crate::repository::File { path: path.to_owned(), text: text.to_owned() };
    rule(&file).iter().map(Finding::line).collect()
}
