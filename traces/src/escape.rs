//! Texts from files, made safe for what they are put into: one function for each kind of place.
//!
//! Anybody may have written a trace or a scenario, and what they wrote is data wherever it is shown: it ends no line, no
//! comment, no string and no tag, it gives no command to a terminal or to a CI that reads the log, and it does not turn
//! round the letters beside it. Each function is for a text that has its place in one line of a larger one.

use std::fmt::Write;

/// What is written for `##[`, which begins a command to the CI of GitHub.
const NO_COMMAND: &str = "#\\u{23}[";

/// Letters that are not seen themselves, but change what is seen of others: controls, the ends of lines that are
/// no `\n`, letters without a width, and those that change the direction of a text.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with its hidden letters as Rust writes them: `\n`, `\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) { visible.extend(letter.escape_default()) } else { visible.push(letter) }
    }
    visible
}

/// For a terminal and for a log that a CI reads: GitHub takes `::` at the start of a line, where wrapping may bring
/// any word, and `##[` anywhere for the beginning of a command.
pub fn terminal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let visible = visible(text).replace("##[", NO_COMMAND);
    for word in visible.split_inclusive(char::is_whitespace) {
        match word.strip_prefix("::") {
            Some(rest) if before.is_whitespace() => {
                shown += "\\u{3a}:";
                shown += rest;
            }
            _ => shown += word,
        }
        before = word.chars().next_back().unwrap_or(before);
    }
    shown
}

/// For a document that has places for texts of several lines, such as XML: its ends of lines stay.
pub fn lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// For a comment to the end of the line, in Rust and in Solidity, whose compilers refuse letters that change the
/// direction of a text: ASCII, with one space for any number of them and of ends of lines.
pub fn comment(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut comment = String::with_capacity(text.len());
    for letter in words.join(" ").replace("##[", NO_COMMAND).chars() {
        match letter {
            ' '..='~' => comment.push(letter),
            _ => comment.extend(letter.escape_unicode()),
        }
    }
    comment
}

/// A string of Rust, in ASCII.
pub fn string(text: &str) -> String {
    let mut string = "\"".to_owned();
    for letter in text.chars() {
        match letter {
            '\'' => string.push(letter),
            _ => string.extend(letter.escape_default()),
        }
    }
    string.replace("##[", NO_COMMAND) + "\""
}

/// For a JSON document, which says the same: what hides outside ASCII is written by its number, as controls are.
pub fn json(document: &str) -> String {
    let mut json = String::with_capacity(document.len());
    for letter in document.replace("##[", "#\\u0023[").chars() {
        if letter != '\n' && is_hidden(letter) { units(&mut json, letter) } else { json.push(letter) }
    }
    json
}

/// For a JSON document in a source, which says the same in ASCII.
pub fn ascii_json(document: &str) -> String {
    let mut json = String::with_capacity(document.len());
    for letter in document.chars() {
        if letter.is_ascii() && letter != '\x7f' { json.push(letter) } else { units(&mut json, letter) }
    }
    json
}

/// For a JSON document between tags of HTML, where it ends none.
pub fn json_in_html(document: &str) -> String {
    json(document).replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn units(json: &mut String, letter: char) {
    for unit in letter.encode_utf16(&mut [0; 2]) {
        let _ = write!(json, "\\u{unit:04x}");
    }
}

/// For HTML, as text or in an attribute.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            letter => html.push(letter),
        }
    }
    html.replace("##[", "#&#35;[")
}

/// For a diagram of Mermaid: its own entities wherever a letter could mean something. `;` ends a statement, `#` begins
/// an entity, `%%` a comment, and what is drawn goes through HTML.
pub fn mermaid(text: &str) -> String {
    let mut mermaid = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        if letter.is_alphanumeric() || " .,:()[]+-=>_/@'".contains(letter) {
            mermaid.push(letter);
        } else {
            let _ = write!(mermaid, "#{};", u32::from(letter));
        }
    }
    mermaid
}

/// A raw string of Rust with as many hashes as the text asks for. The text has no carriage return of its own.
pub fn raw_string(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// A name for a function or a part of one, in Rust and in Solidity: every other letter is an underscore.
pub fn identifier(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays_as_it_is() {
        let text = "A deposit \u{2192} 3 units; it's 100% of <max> ## [x] a::b";
        assert_eq!(visible(text), text);
        assert_eq!(terminal(text), text);
        assert_eq!(json(text), text);
    }

    #[test]
    fn hidden_letters_are_seen() {
        let text = "a\nb\r\t\u{0}\u{7}\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{2066}\u{2028}\u{feff}";
        let seen = "a\\nb\\r\\t\\u{0}\\u{7}\\u{1b}[2J\\u{7f}\\u{9b}\\u{202e}\\u{2066}\\u{2028}\\u{feff}";
        assert_eq!(visible(text), seen);
        assert_eq!(terminal(text), seen);
        assert_eq!(html(text), seen);
    }

    #[test]
    fn a_log_is_given_no_command() {
        assert_eq!(
            terminal("::error::x ::stop-commands::y a::b"),
            "\\u{3a}:error::x \\u{3a}:stop-commands::y a::b"
        );
        assert_eq!(terminal("a##[error]b"), "a#\\u{23}[error]b");
        assert_eq!(terminal("\n::error::"), "\\n::error::");
        assert_eq!(lines("a\n::b\n\u{7}\r\n"), "a\n::b\n\\u{7}\\r\n");
    }

    #[test]
    fn json_says_the_same() {
        let text = "\u{202e}##[error]\u{7f}\u{1f600}\u{e0001}</script>\n";
        let document = serde_json::to_string_pretty(&[text]).unwrap();
        for escaped in [json(&document), ascii_json(&document), json_in_html(&document)] {
            assert_eq!(serde_json::from_str::<[String; 1]>(&escaped).unwrap(), [text]);
        }
        assert!(!json(&document).contains("##["));
    }

    #[test]
    fn any_text_fits_into_a_raw_string() {
        assert_eq!(raw_string("a"), "r#\"a\"#");
        assert_eq!(raw_string("\"#\"##"), "r###\"\"#\"##\"###");
    }
}
