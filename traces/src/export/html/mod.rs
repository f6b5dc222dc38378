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
use crate::playback::Playback;

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "html",
    summary: "one page to step through in a browser",
    export: |traces| Ok(one_each(traces, "html", page)),
};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The SHA-256 of the style and of the script between their tags, in base64: a browser runs nothing else. A test in
/// a browser says what they must be.
const STYLE_HASH: &str = "sha256-ZyZPpT3DQ0tIL8Yb/tl5xQN3aa1pevlt+T+7ylfkW6k=";
const SCRIPT_HASH: &str = "sha256-zeUys3wzxJ2jdTgBCxodI5ufge0bkLpCjjkuFmjd+iI=";

fn page(trace: &Exportable<'_>) -> String {
    let playback = &trace.playback;
    let title = escaped(&headline(playback));
    let file = &playback.file;
    let data = data::of(playback);
    let (head, steps, inspector) = (head(playback), steps::list(playback), inspector(playback));
    let last = playback.steps.len();
    format!(
        "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; script-src \
         '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'\">
<meta name=\"referrer\" content=\"no-referrer\">
<title>{title} - {place}</title>
<style>
{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{head}</header>
<section class=\"controls with-script\" id=\"controls\" aria-label=\"Step by step\" hidden>
<div class=\"slide\">
<label for=\"slider\">Step</label>
<button type=\"button\" id=\"previous\">Previous</button>
<span class=\"stretch\"><input type=\"range\" id=\"slider\" min=\"0\" max=\"{last}\" step=\"1\" value=\"{last}\"></span>
<button type=\"button\" id=\"next\">Next</button>
</div>
<output id=\"now\" for=\"slider\" aria-live=\"polite\"></output>
</section>
<main>
{steps}{inspector}</main>
<footer>
<p>Made by Counterfoil {version} from the trace <code>{name}</code>. States are never in a trace: what is shown is what \
         the system did when the page was made.</p>
</footer>
<script type=\"application/json\" id=\"trace\">{data}</script>
<script>
{SCRIPT}</script>
</body>
</html>
",
        place = escaped(&format!("{}/{}", file.system, file.scenario)),
        version = env!("CARGO_PKG_VERSION"),
        name = escaped(&trace.name),
    )
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

/// The equation and the books; without the script, as they are at the end.
fn inspector(playback: &Playback) -> String {
    let mut text =
        "<div class=\"inspector\" role=\"region\" aria-label=\"The books\" tabindex=\"0\">\n".to_owned();
    let equations = playback.equations.last().map(Vec::as_slice).unwrap_or_default();
    if !equations.is_empty() {
        text += "<section aria-labelledby=\"equations-title\">\n<h2 id=\"equations-title\">Both sides</h2>\n";
        text += "<div id=\"equations\">";
        for equation in equations {
            let _ = writeln!(text, "<p>{}: {}</p>", escaped(&equation.case), escaped(&comparison(equation)));
        }
        text += "</div>\n</section>\n";
    }
    text += "<section aria-labelledby=\"books-title\">\n<h2 id=\"books-title\">Books</h2>
<fieldset class=\"filter with-script\" hidden>
<legend>Show</legend>
<label><input type=\"radio\" name=\"which\" value=\"step\"> changed by this step</label>
<label><input type=\"radio\" name=\"which\" value=\"trace\" checked> changed by any</label>
<label><input type=\"radio\" name=\"which\" value=\"all\"> all</label>
</fieldset>
<table class=\"books\">
<caption id=\"books-after\">At the end</caption>
<thead><tr><th scope=\"col\">Book</th><th scope=\"col\">Before</th><th scope=\"col\">After</th><th \
             scope=\"col\">Change</th></tr></thead>
<tbody id=\"books\">\n";
    for book in playback.books_after(playback.steps.len()) {
        let (name, value) = (escaped(&book.name), escaped(&book.value.to_string()));
        let _ = writeln!(text, "<tr><th scope=\"row\">{name}</th><td></td><td>{value}</td><td></td></tr>");
    }
    text + "</tbody>\n</table>\n<p id=\"no-books\" class=\"faint\" hidden>None.</p>\n</section>\n</div>\n"
}

/// The text as HTML shows it, wherever it stands.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The same for the names of actions, which are long and have no spaces: it may break before a capital.
fn breakable(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut last = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && last.is_lowercase() {
            broken += "<wbr>";
        }
        broken += &escaped(letter.encode_utf8(&mut [0; 4]));
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
