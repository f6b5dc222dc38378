//! The tables of guards against the code: each guard is asked at exactly one place, and a test shows it refusing; each
//! effect happens at exactly one, in every way that its row says.

use proc_macro2::{Delimiter, Group};

use super::finding::Finding;
use super::source::{Call, calls, names, visit, visit_stream};
use crate::repository::File;

/// A row of a `guards!` table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    variant: String,
    line: usize,
    kind: String,
    is_backstop: bool,
    /// `Less` or `Equal`, where the row says that the guard compares.
    compares: Option<String>,
    /// How an effect can go amiss, and `strict` if a guard can be too strict, as the row says.
    amiss: Vec<String>,
}

/// What asks for a guard, or an effect, of each kind.
const ASKS: [(&str, &[&str]); 3] = [
    ("Require", &["require", "require_lt", "require_le", "require_eq"]),
    ("Rule", &["applies"]),
    ("Effect", &["happens", "moves", "adds"]),
];

/// The kind of guard that a call asks for.
fn kind_asked(call: &Call) -> Option<&'static str> {
    ASKS.iter().find(|(_, names)| names.contains(&call.name.as_str())).map(|(kind, _)| *kind)
}

/// Each `Require` is asked in exactly one `require…(`, each `Rule` in exactly one `applies(`, each `Effect` in exactly one
/// `happens(`, `moves(` or `adds(`.
pub(crate) fn guards_stand_once(table: &File, code: &[&File]) -> Vec<Finding> {
    let mut places: Vec<(String, &str, String)> = Vec::new();
    for file in code.iter().filter(|file| file.path != table.path) {
        let live = calls(file).into_iter().filter(|(_, in_test)| !in_test).map(|(call, _)| call);
        for (call, kind) in live.filter_map(|call| kind_asked(&call).map(|kind| (call, kind))) {
            let place = format!("{}:{}", file.path, call.line);
            places.extend(call.guards().into_iter().map(|guard| (guard, kind, place.clone())));
        }
    }
    let check = |row: Row| {
        let right = ASKS.iter().find(|(kind, _)| *kind == row.kind).map_or("?", |(_, names)| names[0]);
        let of_guard = places.iter().filter(|(guard, _, _)| *guard == row.variant);
        let (as_kind, as_other): (Vec<_>, Vec<_>) = of_guard.partition(|(_, kind, _)| *kind == row.kind);
        let list = |places: &[&(String, &str, String)]| {
            places.iter().map(|(_, _, place)| place.as_str()).collect::<Vec<_>>().join(", ")
        };
        let advice = if let [_, ..] = as_other[..] {
            format!(
                "`{}` is of kind {} but is asked as if it were of another at {}",
                row.variant,
                row.kind,
                list(&as_other)
            )
        } else {
            match as_kind[..] {
                [_] => return None,
                [] => format!("`{}` is asked nowhere; write its one `{right}(` or drop the row", row.variant),
                _ => {
                    format!("`{}` is asked at {}; keep one, or give each a row", row.variant, list(&as_kind))
                }
            }
        };
        Some(Finding::new(&table.path, row.line, advice))
    };
    rows(table).into_iter().filter_map(check).collect()
}

/// Each `Require` that can refuse is named by a test of its system, other than as switched off.
pub(crate) fn guards_are_seen_refusing(table: &File, code: &[&File]) -> Vec<Finding> {
    let mut tested: Vec<String> = Vec::new();
    for file in code {
        visit(file, &mut |place| {
            if place.in_test {
                tested.extend(place.guard());
            }
        });
        // `without(Guard::A)` shows what happens when the guard does not refuse.
        for (call, _) in calls(file).into_iter().filter(|(call, in_test)| *in_test && call.name == "without")
        {
            for guard in call.guards() {
                if let Some(index) = tested.iter().position(|name| *name == guard) {
                    tested.swap_remove(index);
                }
            }
        }
    }
    let is_unseen = |row: &Row| row.kind == "Require" && !row.is_backstop && !tested.contains(&row.variant);
    let advice = |row: Row| {
        let advice = format!(
            "no test sees `{}` refuse; add a row with an otherwise acceptable call to the tests of its function",
            row.variant
        );
        Finding::new(&table.path, row.line, advice)
    };
    rows(table).into_iter().filter(is_unseen).map(advice).collect()
}

/// A row says which comparison its guard makes, so that the mutants with a weaker one are not forgotten.
pub(crate) fn comparisons_are_declared(table: &File, code: &[&File]) -> Vec<Finding> {
    let live = |file: &&&File| file.path != table.path;
    let calls: Vec<_> = code.iter().filter(live).flat_map(|file| calls(file)).collect();
    let made = |variant: &str| {
        let of_guard = |(call, in_test): &&(Call, bool)| {
            !in_test && call.is_require() && call.guards().iter().any(|guard| guard == variant)
        };
        calls.iter().find(of_guard).and_then(|(call, _)| match call.name.as_str() {
            "require_lt" => Some("Less"),
            "require_eq" => Some("Equal"),
            _ => None,
        })
    };
    let check = |row: Row| {
        let (made, declared) = (made(&row.variant), row.compares.as_deref());
        let advice = match (made, declared) {
            _ if made == declared => return None,
            (Some(made), _) => {
                format!("`{}` compares; add `compares: {made},` at the end of its row", row.variant)
            }
            (None, _) => format!("`{}` makes no comparison that could be weaker; drop it", row.variant),
        };
        Some(Finding::new(&table.path, row.line, advice))
    };
    rows(table).into_iter().filter_map(check).collect()
}

/// Each effect asks whether it overwrites, and whom it concerns, exactly where its row says that this can be wrong; and
/// each guard whether it is too strict.
pub(crate) fn effects_go_amiss_as_declared(table: &File, code: &[&File]) -> Vec<Finding> {
    let live = code.iter().filter(|file| file.path != table.path);
    let calls: Vec<_> = live.flat_map(|file| calls(file)).filter(|(_, in_test)| !in_test).collect();
    let asks = |variant: &str, names: &[&str]| {
        let of_effect = |(call, _): &&(Call, bool)| {
            names.contains(&call.name.as_str()) && call.guards().iter().any(|guard| guard == variant)
        };
        calls.iter().filter(of_effect).count()
    };
    let mut findings = Vec::new();
    for row in rows(table) {
        let ways: [(&str, &[&str]); 3] =
            [("Overwriting", &["overwrites", "adds"]), ("Astray", &["whom"]), ("strict", &["reads"])];
        for (amiss, names) in ways {
            let declares = row.amiss.iter().any(|one| one == amiss);
            let asked = asks(&row.variant, names);
            let is_plain_addition =
                !declares && amiss == "Overwriting" && asks(&row.variant, &["adds"]) == asked;
            if asked == usize::from(declares) || is_plain_addition {
                continue;
            }
            let advice = format!(
                "`{}` {} `{amiss}`, and `{}(` asks for it {asked} times",
                row.variant,
                if declares { "declares" } else { "does not declare" },
                names[0]
            );
            findings.push(Finding::new(&table.path, row.line, advice));
        }
    }
    findings
}

fn rows(table: &File) -> Vec<Row> {
    let mut rows = Vec::new();
    visit(table, &mut |place| {
        let is_table = place.ident().is_some_and(|ident| ident == "enum")
            && place.ident_at(1).is_some_and(|name| name == "Guard");
        if let Some(body) = place.group_at(2, Delimiter::Brace).filter(|_| is_table) {
            rows.extend(rows_of(body));
        }
    });
    assert!(!rows.is_empty(), "{}: no `enum Guard` with rows; is it still a `guards!` table?", table.path);
    rows
}

/// The rows of the form `Variant = "name" { kind: Require, … }`.
fn rows_of(body: &Group) -> Vec<Row> {
    let mut rows = Vec::new();
    visit_stream(body.stream(), false, &mut |place| {
        let fields = place.group_at(3, Delimiter::Brace).filter(|_| place.is_punct_at(1, '='));
        if let (Some(variant), Some(fields)) = (place.ident(), fields) {
            rows.push(Row {
                variant: variant.to_string(),
                line: place.line(),
                kind: word(fields, "kind").unwrap_or_default(),
                is_backstop: names(fields.stream(), &|name| name == "backstop"),
                compares: word(fields, "compares"),
                amiss: ["Again", "Overwriting", "Astray", "strict"]
                    .into_iter()
                    .filter(|one| names(fields.stream(), &|name| name == *one))
                    .map(str::to_owned)
                    .collect(),
            });
        }
    });
    rows
}

/// The word behind `field:`.
fn word(fields: &Group, field: &str) -> Option<String> {
    let mut word = None;
    visit_stream(fields.stream(), false, &mut |place| {
        if place.ident().is_some_and(|ident| ident == field) && place.is_punct_at(1, ':') {
            word = place.ident_at(2).map(ToString::to_string);
        }
    });
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"guards! {
        pub enum Guard {
            /// A withdrawal takes no more than there is.
            IsCovered = "is_covered" { kind: Require, theme: "sum", function: "Vault.withdraw", section: "Toy", },
            /// What is withdrawn leaves the vault.
            IsBooked = "is_booked" { kind: Rule, theme: "sum", function: "Vault.withdraw", section: "Toy", },
            /// The vault never holds less than nothing.
            IsPositive = "is_positive" {
                kind: Require, theme: "sum", function: "Vault.withdraw", section: "Toy", backstop: "sum",
                compares: Less,
            },
            /// What is paid in is added to the saver's balance.
            IsCredited = "is_credited" {
                kind: Effect, theme: "sum", function: "Vault.payIn", section: "Toy", amiss: [Overwriting, Astray("no")],
            },
        }
    }"#;

    const GOOD: &str = "fn withdraw() {
            guards.require_le(Guard::IsCovered, amount, balance)?;
            guards.require_lt(Guard::IsPositive, -1, balance)?;
            if guards.applies(Guard::IsBooked) {}
            let saver = guards.whom(Guard::IsCredited, saver, vault);
            if guards.overwrites(Guard::IsCredited) {}
            balance += guards.moves(Guard::IsCredited, amount);
        }
        #[cfg(test)]
        mod tests {
            #[test]
            fn refuses() { assert_eq!(withdraw(), Err(Guard::IsCovered)); }
        }";

    fn table() -> File {
        File { path: "model/src/toy/guards.rs".to_owned(), text: TABLE.to_owned() }
    }

    fn lines(rule: fn(&File, &[&File]) -> Vec<Finding>, code: &str) -> Vec<usize> {
        let file = File { path: "model/src/toy/contracts/vault.rs".to_owned(), text: code.to_owned() };
        rule(&table(), &[&table(), &file]).iter().map(Finding::line).collect()
    }

    #[test]
    fn a_table_is_read() {
        let row = |variant: &str, line, kind: &str, is_backstop| Row {
            variant: variant.to_owned(),
            line,
            kind: kind.to_owned(),
            is_backstop,
            compares: is_backstop.then(|| "Less".to_owned()),
            amiss: if kind == "Effect" {
                vec!["Overwriting".to_owned(), "Astray".to_owned()]
            } else {
                Vec::new()
            },
        };
        let expected = [
            row("IsCovered", 4, "Require", false),
            row("IsBooked", 6, "Rule", false),
            row("IsPositive", 8, "Require", true),
            row("IsCredited", 13, "Effect", false),
        ];
        assert_eq!(rows(&table()), expected);
    }

    #[test]
    fn guards_that_stand_once_and_refuse_in_a_test_pass() {
        assert_eq!(lines(guards_stand_once, GOOD), [0_usize; 0]);
        assert_eq!(lines(guards_are_seen_refusing, GOOD), [0_usize; 0]);
        assert_eq!(lines(comparisons_are_declared, GOOD), [0_usize; 0]);
        assert_eq!(lines(effects_go_amiss_as_declared, GOOD), [0_usize; 0]);
    }

    #[test]
    fn a_comparison_that_the_row_does_not_name_is_found() {
        assert_eq!(lines(comparisons_are_declared, &GOOD.replace("require_lt", "require_eq")), [8]);
        assert_eq!(lines(comparisons_are_declared, &GOOD.replace("require_lt", "require")), [8]);
        assert_eq!(lines(comparisons_are_declared, &GOOD.replace("require_le", "require_eq")), [4]);
    }

    #[test]
    fn a_guard_that_is_never_asked_is_found() {
        assert_eq!(lines(guards_stand_once, &GOOD.replace("Guard::IsPositive", "Guard::IsCovered")), [4, 8]);
        assert_eq!(lines(guards_stand_once, "// guards.require(Guard::IsCovered, true)"), [4, 6, 8, 13]);
    }

    #[test]
    fn a_guard_that_only_tests_ask_is_found() {
        assert_eq!(lines(guards_stand_once, &format!("#[cfg(test)]\nmod tests {{ {GOOD} }}")), [4, 6, 8, 13]);
    }

    #[test]
    fn an_effect_that_cannot_go_amiss_as_its_row_says_is_found() {
        for (asked, other) in [("whom", "happens"), ("overwrites", "applies")] {
            assert_eq!(lines(effects_go_amiss_as_declared, &GOOD.replace(asked, other)), [13]);
        }
        let twice = GOOD.replace("balance +=", "guards.whom(Guard::IsCredited, a, b); balance +=");
        assert_eq!(lines(effects_go_amiss_as_declared, &twice), [13]);
    }

    #[test]
    fn a_rule_that_refuses_is_found() {
        let text =
            GOOD.replace("if guards.applies(Guard::IsBooked) {}", "guards.require(Guard::IsBooked, true)?;");
        assert_eq!(lines(guards_stand_once, &text), [6]);
    }

    #[test]
    fn a_guard_that_no_test_sees_refuse_is_found() {
        assert_eq!(lines(guards_are_seen_refusing, &GOOD.replace("Err(Guard::IsCovered)", "Ok(())")), [4]);
        let switched_off = GOOD.replace("Err(Guard::IsCovered)", "toy().without(Guard::IsCovered)");
        assert_eq!(lines(guards_are_seen_refusing, &switched_off), [4]);
    }
}
