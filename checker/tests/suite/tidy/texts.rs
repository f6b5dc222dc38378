//! Sizes, headers and words, of code and of prose.

use proc_macro2::Delimiter;

use super::finding::Finding;
use super::source::{functions, test_lines, visit};
use crate::repository::File;

const FILE_LIMIT: usize = 400;
const PREDICATE_LIMIT: usize = 15;

/// What a reader of the repository cannot look up. Split, so that this file does not contain it.
const UNKNOWN_TO_THE_READER: [&str; 5] = [
    concat!("seed", " 00"),
    concat!("issue", " #"),
    concat!("shared", "/"),
    concat!("design", " page"),
    concat!("seeds", "/"),
];

/// Words for what already has another name in the glossary, with that name.
const SYNONYMS: [(&str, &str); 6] = [
    ("precondition", "guard"),
    ("validation", "guard"),
    ("behavior", "trace"),
    ("behaviour", "trace"),
    ("config", "scenario"),
    ("configuration", "scenario"),
];

/// A file says at its head what it is.
pub(crate) fn headers(file: &File) -> Vec<Finding> {
    let advice = "open the file with `//!`: what it is, and which contract or section it models";
    if file.text.starts_with("//!") { Vec::new() } else { vec![Finding::new(&file.path, 1, advice)] }
}

/// A contract's file says at its head which of the contract's own conditions have no guard here, and why.
pub(crate) fn omissions_are_listed(file: &File) -> Vec<Finding> {
    let mut header = file.text.lines().take_while(|line| line.starts_with("//!"));
    let advice =
        "list in the header, under `Not modelled`, each `require` that has no guard here, with the reason";
    if header.any(|line| line.starts_with("//! Not modelled")) {
        return Vec::new();
    }
    vec![Finding::new(&file.path, 1, advice)]
}

/// A file fits into one reading. Test modules do not count.
pub(crate) fn file_sizes(file: &File) -> Vec<Finding> {
    let lines = file.text.lines().count() - test_lines(file);
    if lines <= FILE_LIMIT {
        return Vec::new();
    }
    let advice = format!("{lines} lines without its test modules; split it by theme, {FILE_LIMIT} at most");
    vec![Finding::new(&file.path, 1, advice)]
}

/// A predicate can be held against its sentence at one glance.
pub(crate) fn predicate_sizes(file: &File) -> Vec<Finding> {
    let mut long = Vec::new();
    let mut named = Vec::new();
    visit(file, &mut |place| {
        let Some(call) = place.call().filter(|_| is_predicate(place.ident_at(-3))) else { return };
        let mut tokens = call.arguments.into_iter();
        let closes =
            place.group_at(1, Delimiter::Parenthesis).map_or(0, |group| group.span_close().end().line);
        match (tokens.next(), tokens.next()) {
            (Some(proc_macro2::TokenTree::Ident(name)), None) => named.push(name.to_string()),
            _ if closes - call.line > PREDICATE_LIMIT => long.push(call.line),
            _ => {}
        }
    });
    for function in functions(file).into_iter().filter(|function| named.contains(&function.name)) {
        let lines = function.body.span_close().start().line - function.body.span_open().start().line;
        if lines > PREDICATE_LIMIT + 1 {
            long.push(function.line);
        }
    }
    let advice =
        format!("a predicate of more than {PREDICATE_LIMIT} lines; name its parts, and quantify over those");
    long.into_iter().map(|line| Finding::new(&file.path, line, advice.as_str())).collect()
}

/// A text names only what its reader has.
pub(crate) fn words(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let line = line.to_lowercase();
        for word in UNKNOWN_TO_THE_READER.iter().filter(|word| line.contains(*word)) {
            let advice = format!("`{word}` means nothing outside; cite the document's title and section");
            findings.push(Finding::new(&file.path, index + 1, advice));
        }
    }
    findings
}

/// One word for one idea, in the names of types and functions.
pub(crate) fn names(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    visit(file, &mut |place| {
        let defines = place.ident().is_some_and(|ident| {
            ["fn", "struct", "enum", "trait", "type", "mod"].iter().any(|word| ident == word)
        });
        let Some(name) = place.ident_at(1).map(ToString::to_string).filter(|_| defines) else { return };
        for (synonym, word) in SYNONYMS {
            if name_words(&name).iter().any(|part| part == synonym) {
                let advice = format!(
                    "`{name}`: `{synonym}` is called `{word}` here; see the glossary in ARCHITECTURE.md"
                );
                findings.push(Finding::new(&file.path, place.line(), advice));
            }
        }
    });
    findings
}

fn is_predicate(ident: Option<&proc_macro2::Ident>) -> bool {
    ident.is_some_and(|ident| ident == "Predicate")
}

/// The words of a name in snake case or camel case, in lower case.
fn name_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for character in name.chars() {
        if character == '_' || character.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character != '_') {
            word.extend(character.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::lines_found;

    #[test]
    fn a_file_without_a_header_is_found() {
        assert_eq!(lines_found(headers, "a.rs", "//! What it is.\n"), [0_usize; 0]);
        assert_eq!(lines_found(headers, "a.rs", "// What it is.\n"), [1]);
    }

    #[test]
    fn a_contract_that_does_not_say_what_it_leaves_out_is_found() {
        let text =
            "//! `Vault`: what it holds.\n//!\n//! Not modelled: `onlyOwner`, which holds by construction.\n";
        assert_eq!(lines_found(omissions_are_listed, "vault.rs", text), [0_usize; 0]);
        let late = "//! `Vault`: what it holds.\n\n//! Not modelled: `onlyOwner`.\n";
        assert_eq!(lines_found(omissions_are_listed, "vault.rs", late), [1]);
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let live = "fn f() {}\n".repeat(FILE_LIMIT);
        let tests = format!("#[cfg(test)]\nmod tests {{\n{live}}}\n");
        assert_eq!(lines_found(file_sizes, "a.rs", &live), [0_usize; 0]);
        assert_eq!(lines_found(file_sizes, "a.rs", &format!("{live}fn g() {{}}\n")), [1]);
        assert_eq!(lines_found(file_sizes, "a.rs", &format!("fn g() {{}}\n{tests}")), [0_usize; 0]);
    }

    #[test]
    fn a_long_predicate_is_found() {
        let body = "let x = 1;\n".repeat(PREDICATE_LIMIT);
        let text = |body: &str| format!("fn p() -> bool {{\n{body}}}\nconst P: P = Predicate::Always(p);\n");
        assert_eq!(lines_found(predicate_sizes, "a.rs", &text(&body)), [0_usize; 0]);
        assert_eq!(lines_found(predicate_sizes, "a.rs", &text(&format!("{body}x\n"))), [1]);
        let closure = format!("\nconst P: P = Predicate::Step(|system, state| {{\n{body}}});\n");
        assert_eq!(lines_found(predicate_sizes, "a.rs", &closure), [2]);
    }

    #[test]
    fn a_word_that_leads_nowhere_is_found() {
        let text = format!("fine\nsee {}1 for it\n", UNKNOWN_TO_THE_READER[1]);
        assert_eq!(lines_found(words, "README.md", &text), [2]);
    }

    #[test]
    fn a_synonym_in_a_name_is_found_and_a_longer_word_is_not() {
        let text =
            "fn check_precondition() {}\nstruct CheckConfig;\nfn revalidations() {}\nfn configurable() {}\n";
        assert_eq!(lines_found(names, "a.rs", text), [1, 2]);
    }
}
