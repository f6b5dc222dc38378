//! Every format against texts that would leave their place if they could: whatever a trace says, an export has the same
//! tags, tokens, lines and statements as that of a plain trace, and says what the trace says.
//!
//! Each output is read by a parser of its language where there is one; of Solidity and Mermaid, line by line.

use std::path::Path;
use std::str::FromStr;

use counterfoil_model::asset_tracker::AssetTracker;
use html5gum::{Token, Tokenizer};
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::{Exportable, Exported, FORMATS, foundry, sample};
use crate::format::TraceFile;
use crate::read::read;

/// What ends a line, a comment, a string, a tag, an entity or a statement in some language, or hides in a text.
const HOSTILE: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\"",
    "'",
    "\\",
    "\"#",
    "\"##",
    "*/",
    "/*",
    "//",
    "-->",
    "<!--",
    "</script>",
    "</title>",
    "<img src=x onerror=alert(1)>",
    "<br/>",
    "&lt;",
    "#59;",
    ";",
    "%%{init: {}}%%",
    "\n    end\n",
    "{{last}}",
    "}}",
    "{",
    "::error::",
    "\n::stop-commands::x",
    "##[error]",
    "%0A",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{7}",
    "\u{0}",
    "\u{7f}",
    "\u{9b}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{202b}",
    "\u{202c}",
    "\u{202d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{feff}",
    "\u{fffd}",
    "\u{1f600}",
    "\u{d7ff}",
    "\n} contract C {",
    "selfdestruct();",
    "unicode\"",
    "../../x",
    "a",
    " ",
];

/// A text of such pieces, and of any letters.
fn hostile() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![8 => select(HOSTILE).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// The sample with each of its texts replaced by the next of these.
fn sample_with(texts: &[String]) -> Exportable<'static> {
    let mut texts = texts.iter().cycle().cloned();
    let mut next = || texts.next().unwrap_or_default();
    let mut trace = sample::exportable();
    trace.name = next();
    let playback = &mut trace.playback;
    (playback.summary, playback.sequel) = (next(), next());
    let file = &mut playback.file;
    (file.system, file.scenario, file.property) = (next(), next(), Some(next()));
    file.guards_off = vec![next(), next()];
    file.parameters = [(next(), Value::from(next()))].into_iter().collect();
    for attempt in &mut file.actions {
        attempt.name = next();
        attempt.refused = attempt.refused.is_some().then(&mut next);
        attempt.args = [(next(), Value::from(vec![next()]))].into_iter().collect();
    }
    playback.faults.iter_mut().for_each(|(_, fault)| *fault = next());
    playback.lanes.iter_mut().for_each(|lane| *lane = next());
    for step in &mut playback.steps {
        (step.party, step.action) = (next(), next());
        step.attempt.name = next();
        step.attempt.args = [(next(), Value::from(next()))].into_iter().collect();
    }
    // A book keeps its name in all states.
    for position in 0..playback.initial.len() {
        let (new, old) = (next(), playback.initial[position].name.clone());
        let of_steps = playback.steps.iter_mut().flat_map(|step| &mut step.books);
        let books = playback.initial.iter_mut().chain(of_steps);
        books.filter(|book| book.name == old).for_each(|book| book.name.clone_from(&new));
        let changes = playback.steps.iter_mut().flat_map(|step| &mut step.changes);
        changes.filter(|change| change.name == old).for_each(|change| change.name.clone_from(&new));
    }
    let (case, terms) = (next(), [next(), next()]);
    for equation in playback.equations.iter_mut().flatten() {
        equation.case.clone_from(&case);
        for (side, term) in [&mut equation.left, &mut equation.right].into_iter().zip(&terms) {
            side.terms.iter_mut().for_each(|(name, _)| name.clone_from(term));
        }
    }
    trace
}

fn exported(format: &str, trace: Exportable<'_>) -> String {
    let format = FORMATS.iter().find(|one| one.name == format).expect("the format is listed");
    let mut files = (format.export)(&[trace]).expect("the trace can be exported");
    assert_eq!(files.len(), 1);
    files.remove(0).text
}

/// No letter that hides, and no command to a CI.
fn is_shown(text: &str) -> Result<(), TestCaseError> {
    let hides = |letter: &char| {
        letter.is_control() && *letter != '\n'
            || ('\u{2028}'..='\u{202e}').contains(letter)
            || ('\u{2066}'..='\u{2069}').contains(letter)
    };
    prop_assert_eq!(text.chars().find(hides), None, "{}", text);
    prop_assert!(!text.contains("##["), "{}", text);
    prop_assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{}", text);
    Ok(())
}

/// The tags of a page in their order, with the names of their attributes.
fn tags(page: &str) -> Vec<String> {
    let mut tags = Vec::new();
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes = tag.attributes.keys().map(|key| String::from_utf8_lossy(key).into_owned());
                tags.push(attributes.fold(name, |tag, attribute| tag + " " + &attribute));
            }
            Token::EndTag(tag) => tags.push(format!("/{}", String::from_utf8_lossy(&tag.name))),
            Token::Comment(_) | Token::Doctype(_) => tags.push("!".to_owned()),
            Token::String(_) | Token::Error(_) => {}
        }
    }
    // A break within a long name.
    tags.retain(|tag| tag != "wbr");
    tags
}

/// The tokens of a source without what its literals and names say.
fn tokens(source: &str) -> Vec<String> {
    fn add(stream: TokenStream, tokens: &mut Vec<String>) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    tokens.push(format!("{:?}", group.delimiter()));
                    add(group.stream(), tokens);
                }
                TokenTree::Ident(name) if name.to_string().contains('_') => tokens.push("name".to_owned()),
                TokenTree::Literal(_) => tokens.push("literal".to_owned()),
                other => tokens.push(other.to_string()),
            }
        }
    }
    let mut tokens = Vec::new();
    add(TokenStream::from_str(source).unwrap_or_else(|error| panic!("{error}: {source}")), &mut tokens);
    tokens
}

/// A kept trace of a system that has contracts.
fn kept() -> TraceFile {
    let name = "asset_tracker/asset_tracker.withdrawals.withdrawal_nullified_once.withdrawal_paid_once.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    read(&std::fs::read(path).expect("it is kept")).expect("it is a trace").file
}

/// The lines of sources without their comments, and without the names that the trace gives to contracts and tests.
fn statements(files: &[Exported]) -> Vec<String> {
    let tests = files.iter().filter(|file| file.path.ends_with(".t.sol"));
    let lines = tests.flat_map(|file| file.text.lines());
    let code = |line: &str| match line.split_once("//") {
        Some((code, _)) => code.to_owned(),
        None if line.starts_with("contract ") => "contract".to_owned(),
        None if line.trim_start().starts_with("function test_") => "test".to_owned(),
        None => line.to_owned(),
    };
    lines.map(code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_text_stays_in_its_place_in_every_format(texts in proptest::collection::vec(hostile(), 1..40)) {
        for format in ["itf", "json"] {
            let text = exported(format, sample_with(&texts));
            is_shown(&text)?;
            prop_assert_eq!(text.lines().count(), exported(format, sample::exportable()).lines().count());
            let document = serde_json::from_str::<Value>(&text);
            prop_assert!(document.is_ok(), "{:?}: {}", document, text);
        }
        let states: Value = serde_json::from_str(&exported("json", sample_with(&texts))).unwrap_or_default();
        let trace = sample_with(&texts);
        prop_assert_eq!(&states["scenario"], &Value::from(trace.playback.file.scenario.as_str()));
        prop_assert_eq!(&states["steps"][0]["party"], &Value::from(trace.playback.steps[0].party.as_str()));

        let page = exported("html", sample_with(&texts));
        is_shown(&page)?;
        prop_assert_eq!(tags(&page), tags(&exported("html", sample::exportable())));

        let source = exported("rust", sample_with(&texts));
        is_shown(&source)?;
        prop_assert!(source.is_ascii());
        prop_assert_eq!(tokens(&source), tokens(&exported("rust", sample::exportable())));

        let diagram = exported("mermaid", sample_with(&texts));
        is_shown(&diagram)?;
        prop_assert!(!diagram.contains("%%") && !diagram.contains('<') || !diagram.replace("<br/>", "").contains('<'));
        let plain = exported("mermaid", sample::exportable());
        let starts = |text: &str| -> Vec<String> {
            // A lane and the title have no colon before what they are called.
            let start = |line: &str| {
                let names_something = line.starts_with("    participant") || line.starts_with("    title");
                let end = if names_something { 18 } else { line.find(':').unwrap_or(line.len()) };
                line.chars().take(end.min(if line.starts_with("    title") { 10 } else { end })).collect()
            };
            text.lines().map(start).collect()
        };
        prop_assert_eq!(starts(&diagram), starts(&plain));
    }

    #[test]
    fn a_trace_file_says_what_it_was_written_from(texts in proptest::collection::vec(hostile(), 1..20)) {
        let mut file = sample_with(&texts).playback.file;
        file.start = 1;
        let text = file.to_text();
        is_shown(&text)?;
        let again = read(text.as_bytes());
        prop_assert_eq!(again.map(|source| source.file), Ok(file));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_text_stays_in_its_comment_in_a_forge_project(name in hostile(), scenario in hostile(), property in hostile()) {
        let plain = kept();
        let file = TraceFile { scenario, property: Some(property), ..plain.clone() };
        let project = foundry::project::<AssetTracker>(&[(name.as_str(), &file)]).expect("it is exported");
        for file in &project {
            prop_assert!(file.path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"./_-".contains(&byte)));
            prop_assert!(!file.path.contains("..") && !file.path.contains("/."), "{}", file.path);
        }
        let test = project.iter().find(|file| file.path.ends_with(".t.sol")).expect("it has a test");
        is_shown(&test.text)?;
        prop_assert!(test.text.is_ascii());
        let contract = test.text.lines().find_map(|line| line.strip_prefix("contract "));
        let contract = contract.and_then(|line| line.strip_suffix("Test is CounterfoilTest {")).unwrap_or_default();
        prop_assert!(contract.starts_with(|first: char| first.is_ascii_uppercase()), "{}", contract);
        prop_assert!(contract.chars().all(|letter| letter.is_ascii_alphanumeric()), "{}", contract);
        let plain = foundry::project::<AssetTracker>(&[("plain", &plain)]).expect("it is exported");
        prop_assert_eq!(statements(&project), statements(&plain));
    }
}
