//! `html`: one page without network access, with a slider through the steps.
//!
//! Everything that the trace says is in the page as text, so it can be read where no script runs; the script
//! shows one step at a time from the data beside it. Its own policy lets the page run this script and this style
//! and nothing else, so that no name in a trace could become code even if it were written unescaped.

mod data;
mod steps;

use std::fmt::Write;

use super::words::{comparison, faults, headline, outcome, repetition, statement};
use super::{Exportable, Format, one_each};
use crate::escape::html as escaped;
use crate::playback::Playback;

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "html",
    summary: "one page to step through in a browser",
    export: |traces| Ok(one_each(traces, "html", page)),
};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The SHA-256 of the style and of the script between their tags, in base64: a browser runs nothing else. A test in
/// a browser says what they must be.
const STYLE_HASH: &str = "sha256-ZyZPpT3DQ0tIL8Yb/tl5xQN3aa1pevlt+T+7ylfkW6k=";
const SCRIPT_HASH: &str = "sha256-PnCOiL4wLGzgI1kTyXBsvBHpOi0A/DHBLBeAbvM/LME=";

fn page(trace: &Exportable<'_>) -> String {
    let playback = &trace.playback;
    let file = &playback.file;
    let parts = [
        ("title", escaped(&headline(playback))),
        ("place", escaped(&format!("{}/{}", file.system, file.scenario))),
        ("style_hash", STYLE_HASH.to_owned()),
        ("script_hash", SCRIPT_HASH.to_owned()),
        ("style", STYLE.to_owned()),
        ("script", SCRIPT.to_owned()),
        ("head", head(playback)),
        ("last", playback.steps.len().to_string()),
        ("steps", steps::list(playback)),
        ("equations", equations(playback)),
        ("books", books(playback)),
        ("data", data::of(playback)),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("name", escaped(&trace.name)),
    ];
    filled(PAGE, &parts)
}

/// The template with each `{{name}}` replaced by the part of that name. What is put in is not looked at again.
fn filled(template: &str, parts: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (name, after) = behind.split_once("}}").unwrap_or((behind, ""));
        text += before;
        text.extend(parts.iter().filter(|(other, _)| *other == name).map(|(_, part)| part.as_str()));
        rest = after;
    }
    text + rest
}

fn head(playback: &Playback) -> String {
    let file = &playback.file;
    let mut text = String::new();
    if let Some(statement) = statement(playback) {
        let _ = writeln!(text, "<p class=\"statement\">{}</p>", escaped(statement));
    }
    let _ = writeln!(text, "<p>{}{}</p>", escaped(outcome(playback)), parting(playback));
    text += "<dl class=\"facts\">\n";
    let mut fact = |name: &str, value: &str| {
        let _ = writeln!(text, "<dt>{name}</dt><dd>{}</dd>", escaped(value));
    };
    let summary = if playback.summary.is_empty() { String::new() } else { format!(": {}", playback.summary) };
    fact("Scenario", &format!("{}/{}{summary}", file.system, file.scenario));
    if let Some(property) = &playback.property {
        fact("Specified in", property.spec);
    }
    for fault in faults(playback) {
        fact("Guard", &fault);
    }
    if file.start > 0 {
        fact("Starts in", &format!("initial state number {}, counted from 0", file.start));
    }
    let parameters = serde_json::Value::from(file.parameters.clone()).to_string();
    text + "</dl>\n<details><summary>Parameters of the scenario</summary><p><code>"
        + &escaped(&parameters)
        + "</code></p></details>\n"
}

/// Where the sides of the equation part, with the way there.
fn parting(playback: &Playback) -> String {
    let parts = playback.parts();
    let part = |(equation, step): &(&crate::playback::Equation, usize)| {
        format!(
            " For {}, {}: the sides part at <a class=\"to-step\" data-step=\"{step}\" href=\"#step-{step}\">step \
             {step}</a>.",
            escaped(&equation.case),
            escaped(&comparison(equation))
        )
    };
    parts.iter().map(part).collect::<Vec<_>>().concat()
}

/// Both sides of the equation; without the script, how they compare at the end. Nothing where there is none.
fn equations(playback: &Playback) -> String {
    if playback.equations.iter().all(Vec::is_empty) {
        return String::new();
    }
    let mut text = "<section aria-labelledby=\"equations-title\">\n<h2 id=\"equations-title\">Both sides</h2>
<div id=\"equations\">"
        .to_owned();
    for equation in playback.equations.last().into_iter().flatten() {
        let _ = writeln!(text, "<p>{}: {}</p>", escaped(&equation.case), escaped(&comparison(equation)));
    }
    text + "</div>\n</section>\n"
}

/// The books as they are at the end.
fn books(playback: &Playback) -> String {
    let mut text = String::new();
    for book in playback.books_after(playback.steps.len()) {
        let (name, value) = (escaped(&book.name), escaped(&book.value.to_string()));
        let _ = writeln!(text, "<tr><th scope=\"row\">{name}</th><td></td><td>{value}</td><td></td></tr>");
    }
    text
}

/// As HTML, for the names of actions, which are long and have no spaces: it may break before a capital.
fn breakable(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut last = ' ';
    // No entity has a capital, so none is broken.
    for letter in escaped(text).chars() {
        if letter.is_uppercase() && last.is_lowercase() {
            broken += "<wbr>";
        }
        broken.push(letter);
        last = letter;
    }
    broken
}

/// What is told behind the last step, if the run goes on.
fn sequel(playback: &Playback) -> String {
    let sentence = repetition(playback).map(|sentence| escaped(&sentence));
    sentence.map_or_else(String::new, |sentence| format!("<p class=\"sequel\">{sentence}</p>\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn every_place_of_the_template_is_filled_once() {
        let page = page(&sample::exportable());
        assert!(!page.contains("{{"), "a part has no name in the template");
        let parts = [("a", "{{b}}".to_owned()), ("b", "2".to_owned())];
        assert_eq!(filled("{{a}}, {{b}}, {{a}}", &parts), "{{b}}, 2, {{b}}");
    }

    #[test]
    fn names_stay_text() {
        let page = page(&sample::exportable());
        assert_eq!(page.matches("<script").count(), 2, "the data and the script");
        assert_eq!(page.matches("</script").count(), 2);
        assert!(!page.contains("<vault>") && !page.contains("<b>;") && !page.contains("<one>"));
        assert!(page.contains("L1 &lt;vault&gt;: 0 -&gt; 2 (+2)"));
        assert!(page.contains("A &quot;supply&quot;; #1"));
    }

    #[test]
    fn a_page_asks_for_nothing_from_elsewhere() {
        let page = page(&sample::exportable());
        for word in ["http:", "https:", "src=", "@import", "url(", "<link", " style=", " onclick="] {
            assert!(!page.contains(word), "{word}");
        }
    }

    #[test]
    fn what_is_shown_by_the_script_can_be_read_without_it() {
        let page = page(&sample::exportable());
        for part in [
            "<h1>Counterexample to solvent</h1>",
            "<p class=\"statement\">What is owed is covered.</p>",
            "the sides part at <a class=\"to-step\" data-step=\"3\" href=\"#step-3\">step 3</a>",
            "refused by is_covered: What is paid is in the vault.",
            "<tr><th scope=\"row\">A &quot;supply&quot;; #1</th><td></td><td>3</td><td></td></tr>",
            "<p>chain A: owed 3 &lt;= cover 2 does not hold</p>",
        ] {
            assert!(page.contains(part), "{part}");
        }
        let mut repeating = sample::exportable();
        repeating.playback.file.loop_start = Some(1);
        assert!(super::page(&repeating).contains("Steps 2 to 3 repeat for ever."));
    }
}
