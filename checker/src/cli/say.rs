//! What a command says on stderr, beside its report.

use std::io::Write;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use counterfoil_traces::escape::terminal;

use super::color::Color;
use crate::exit::{Code, Failure};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Says on stderr why a command cannot do what it was asked, and returns the exit code.
pub fn say(color: Color, failure: &Failure) -> Code {
    line(color, &format!("{ERROR}error{ERROR:#}: {}\n", terminal(&failure.sentence)));
    failure.code
}

/// Says on stderr something that is no error.
pub(crate) fn note(color: Color, sentence: &str) {
    line(color, &format!("{NOTE}note{NOTE:#}: {}\n", terminal(sentence)));
}

fn line(color: Color, text: &str) {
    // With stderr gone there is nobody left to tell.
    let _ = AutoStream::new(std::io::stderr(), color.into()).write_all(text.as_bytes());
}
