//! `rust`: traces as tests of a crate that depends on the package `counterfoil`, one `#[test]` each in one file.

use std::fmt::Write;

use counterfoil_model::system::Book;

use super::words::{faults, headline, outcome, statement};
use super::{Exportable, Exported, Format, Program};
use crate::escape::{self, ascii_json, comment, raw_string, string};
use crate::format::Expect;
use crate::playback::{Playback, PlaybackStep};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "rust",
    summary: "a regression test for a crate that depends on the package counterfoil",
    export,
};

fn export(traces: &[Exportable<'_>]) -> Result<Vec<Exported>, String> {
    let mut names: Vec<String> = Vec::with_capacity(traces.len());
    let mut text = traces.first().map(|trace| header(trace.program)).unwrap_or_default();
    for trace in traces {
        let name = identifier(&trace.name);
        if names.contains(&name) {
            return Err(format!("two of the traces are called {name}: their tests would have one name"));
        }
        text += &test(trace, &name);
        names.push(name);
    }
    // One file for all of them, since each file of tests is linked by itself.
    let path = match names.as_slice() {
        [name] => format!("{name}.rs"),
        _ => "traces.rs".to_owned(),
    };
    Ok(vec![Exported { path, text }])
}

/// What stands above the tests: who wrote them, what they need, and where the systems are listed.
fn header(program: Program<'_>) -> String {
    let own = program.systems.map(|path| (path.split("::").next().unwrap_or(path), path));
    let (needs, uses) = match own {
        None => ("package `counterfoil` is a dependency".to_owned(), String::new()),
        Some((package, path)) => {
            (format!("packages `counterfoil` and `{package}` are dependencies"), format!("use {path};\n"))
        }
    };
    format!(
        "//! Traces of Counterfoil as regression tests, written by `{} trace export --to rust`.\n\
         //!\n\
         //! They run wherever the {needs}: in `tests/`, under any name.\n\
         \n\
         use counterfoil::regression::Regression;\n{uses}",
        program.name
    )
}

fn test(trace: &Exportable<'_>, name: &str) -> String {
    let playback = &trace.playback;
    let file = &playback.file;
    let run = match trace.program.systems {
        None => "Regression::of(".to_owned(),
        Some(path) => format!("Regression::on(&{}(), ", path.rsplit("::").next().unwrap_or(path)),
    };
    let title = format!("{}, in {}/{}.", headline(playback), file.system, file.scenario);
    let mut text = format!("\n/// {}\n", comment(&title));
    for line in statement(playback).map(str::to_owned).into_iter().chain(faults(playback)) {
        let _ = writeln!(text, "///\n/// {}", comment(&line));
    }
    let _ = write!(
        text,
        "#[rustfmt::skip]\n#[test]\nfn {name}() {{\n    let mut run = {run}{});\n",
        raw_string(&ascii_json(&file.to_text()))
    );
    text += "\n    run.starts_with(&[\n";
    for Book { name, value } in &playback.initial {
        let _ = writeln!(text, "        ({}, {}),", string(name), string(&value.to_string()));
    }
    text += "    ]);\n";
    for step in &playback.steps {
        text += &self::step(step);
    }
    let (end, told) = (end(playback), outcome(playback));
    let _ = write!(text, "\n    // {told}\n    {end}\n}}\n");
    text
}

fn step(step: &PlaybackStep) -> String {
    let what = format!("{}: {}", step.party, step.action);
    if let Some(guard) = step.refused {
        return format!("\n    run.is_refused({}, {});\n", string(&what), string(guard.name));
    }
    let mut text = format!("\n    run.does({}, &[\n", string(&what));
    for change in &step.changes {
        let (before, after) = (string(&change.before.to_string()), string(&change.after.to_string()));
        let _ = writeln!(text, "        ({}, {before}, {after}),", string(&change.name));
    }
    text + "    ]);\n"
}

/// What the test asks for at the end.
fn end(playback: &Playback) -> String {
    let property = playback.file.property.as_deref();
    match (playback.file.expect, property) {
        (Expect::Violated, Some(property)) => {
            let mut text = format!("run.violates({}, &[", string(property));
            for (equation, _) in playback.parts() {
                let (left, right) = (equation.left.total(), equation.right.total());
                let _ = write!(
                    text,
                    "\n        ({}, {left}, {}, {right}),",
                    string(&equation.case),
                    string(equation.relation)
                );
            }
            let end = if text.ends_with('[') { "]);" } else { "\n    ]);" };
            text + end
        }
        (Expect::Witnessed, Some(property)) => format!("run.witnesses({});", string(property)),
        (Expect::Holds, Some(property)) => format!("run.keeps({});", string(property)),
        (_, _) => "run.ends();".to_owned(),
    }
}

/// A name for a function: every letter that cannot stand in one is an underscore.
fn identifier(name: &str) -> String {
    let name = escape::identifier(name).to_ascii_lowercase();
    let is_word =
        name.chars().any(|letter| letter != '_') && !name.starts_with(|first: char| first.is_ascii_digit());
    // A name of one word may be a word of the language.
    if is_word && name.contains('_') { name } else { format!("trace_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn exported(traces: &[Exportable<'_>]) -> Exported {
        export(traces).expect("the names differ").remove(0)
    }

    #[test]
    fn a_test_holds_the_trace_the_books_the_steps_and_the_end() {
        let file = exported(&[sample::exportable()]);
        assert_eq!(file.path, "vault_one_token_small_solvent.rs");
        for part in [
            "/// Counterexample to solvent, in vault/one_token@small.\n///\n/// What is owed is covered.\n",
            "#[test]\nfn vault_one_token_small_solvent() {\n    let mut run = Regression::of(r#\"{\n",
            "    run.starts_with(&[\n        (\"L1 <vault>\", \"0\"),\n        (\"A \\\"supply\\\"; #1\", \"0\"),\n",
            "    run.does(\"user & co: Deposit <b>; end\", &[\n        (\"L1 <vault>\", \"0\", \"2\"),\n    ]);\n",
            "    run.is_refused(\"user & co: Withdraw <b>; end\", \"is_covered\");\n",
            "    run.violates(\"solvent\", &[\n        (\"chain A\", 3, \"<=\", 2),\n    ]);\n}\n",
        ] {
            assert!(file.text.contains(part), "{part}\nis not in\n{}", file.text);
        }
    }

    #[test]
    fn a_test_of_another_program_replays_on_its_systems() {
        let program = Program { name: "bank", systems: Some("bank::everything::all") };
        let text = exported(&[Exportable { program, ..sample::exportable() }]).text;
        for part in [
            "written by `bank trace export --to rust`.\n",
            "They run wherever the packages `counterfoil` and `bank` are dependencies: in",
            "\nuse counterfoil::regression::Regression;\nuse bank::everything::all;\n\n/// Counterexample",
            "    let mut run = Regression::on(&all(), r#\"{\n",
        ] {
            assert!(text.contains(part), "{part}\nis not in\n{text}");
        }
    }

    #[test]
    fn several_traces_are_tests_of_one_file_and_need_a_name_each() {
        let other = Exportable { name: "other".to_owned(), ..sample::exportable() };
        let file = exported(&[sample::exportable(), other]);
        assert_eq!(file.path, "traces.rs");
        assert_eq!(file.text.matches("#[test]\nfn ").count(), 2);
        assert!(file.text.contains("fn trace_other() {"), "{}", file.text);
        let twice = export(&[sample::exportable(), sample::exportable()]);
        assert!(twice.is_err_and(|sentence| sentence.contains("vault_one_token_small_solvent")));
    }

    #[test]
    fn a_name_cannot_leave_its_comment_or_its_string() {
        let mut trace = sample::exportable();
        trace.playback.file.scenario = "a\n#[test] fn evil() {}\r\u{2028}\"#; \u{202e}b \u{1f600}".to_owned();
        let text = exported(&[trace]).text;
        assert!(text.is_ascii());
        assert!(text.lines().all(|line| !line.trim_start().starts_with("#[test] fn evil")), "{text}");
        assert!(text.contains("in vault/a #[test] fn evil() {} \"#; \\u{202e}b \\u{1f600}.\n"), "{text}");
        assert!(text.contains(r##""a\n#[test] fn evil() {}\r\u2028\"#; \u202eb \ud83d\ude00""##), "{text}");
    }

    #[test]
    fn a_test_has_a_name_of_its_own() {
        assert_eq!(identifier("as"), "trace_as");
        assert_eq!(identifier("2.x"), "trace_2_x");
        assert_eq!(identifier("_"), "trace__");
    }
}
