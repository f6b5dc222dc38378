//! How a rule of a contract is written: values, guards, effects, in that order; and a state is a value.

use proc_macro2::{TokenStream, TokenTree};

use super::finding::Finding;
use super::source::{Function, Place, functions, has_conjunction, names, visit, visit_stream};
use crate::repository::File;

const INTEGERS: [&str; 12] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

/// The types that a state cannot be a value with: floats are not equal to themselves, cells change
/// behind a shared reference.
const NOT_VALUES: [&str; 8] = ["f32", "f64", "Cell", "RefCell", "OnceCell", "UnsafeCell", "Mutex", "RwLock"];

/// No guard refuses after the effects have begun.
pub(crate) fn guards_before_effects(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for function in rules(file) {
        let mut effects_begin = None;
        visit_stream(function.body.stream(), false, &mut |place| {
            if begins_effects(place) {
                effects_begin = effects_begin.or(Some(place.line()));
            }
            let call = place.call().filter(super::source::Call::is_require);
            if let (Some(begin), Some(call)) = (effects_begin, call) {
                let advice = format!(
                    "`{}` asks a guard after the effects begin on line {begin}; \
                     ask every guard before `let mut next`",
                    function.name
                );
                findings.push(Finding::new(&file.path, call.line, advice));
            }
        });
    }
    findings
}

/// What a rule says where it calls another one that may refuse, after its own effects have begun.
const ASKED_LATE: &str = "after its effects, which a revert undoes";

/// A rule that goes on to another one with its changed state, or asks one that may refuse, says so there.
pub(crate) fn later_rules_are_told(file: &File) -> Vec<Finding> {
    let lines: Vec<&str> = file.text.lines().collect();
    let is_told = |line: usize| {
        let above = lines[..line.min(lines.len())].iter().rev().skip(1);
        above.take(4).any(|one| one.trim_start().starts_with("//") && one.contains(ASKED_LATE))
    };
    let mut findings = Vec::new();
    for function in rules(file) {
        // Within the statement that begins the effects, whatever refuses comes before them; a branch that begins
        // effects of its own ends with them.
        let body: Vec<TokenTree> = function.body.stream().into_iter().collect();
        let is_word = |token: &TokenTree, word| matches!(token, TokenTree::Ident(ident) if ident == word);
        let begin = body.windows(2).position(|two| is_word(&two[0], "mut") && is_word(&two[1], "next"));
        let rest = body.into_iter().skip(begin.unwrap_or(usize::MAX));
        let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
        visit_stream(rest.skip_while(|token| !is_end(token)).collect(), false, &mut |place| {
            let hands_over = place.is_punct_at(0, '&')
                && place.ident_at(1).is_some_and(|next| next == "next")
                && place.is_punct_at(2, ',');
            let may_refuse = place.is_punct_at(0, '?');
            if (hands_over || may_refuse) && !is_told(place.line()) {
                let advice = format!(
                    "`{}` may be refused after its effects; if the contract asks in this order, say so: \
                     `// The contract asks this {ASKED_LATE}.`",
                    function.name
                );
                findings.push(Finding::new(&file.path, place.line(), advice));
            }
        });
    }
    findings
}

/// Each condition has its own guard: no `&&` within `require(…)`.
pub(crate) fn one_condition_a_guard(file: &File) -> Vec<Finding> {
    requires(file, "two conditions under one guard; give each its own `require`", &|arguments| {
        has_conjunction(arguments)
    })
}

/// No guard reads a history that no contract stores.
pub(crate) fn no_guard_reads_ghosts(file: &File) -> Vec<Finding> {
    let advice = "a guard reads a `ghost_` field, which no contract stores; ask what the contract asks";
    let mut findings = requires(file, advice, &|arguments| names(arguments, &is_ghost));
    for function in rules(file) {
        let mut values = Vec::new();
        let mut effects = false;
        visit_stream(function.body.stream(), false, &mut |place| {
            effects |= begins_effects(place);
            if place.ident().is_some_and(|ident| is_ghost(&ident.to_string())) && !effects {
                values.push(place.line());
            }
        });
        // A function that never clones the state is no rule but a part of one's effects.
        if effects {
            let advice = "a `ghost_` field is read before the effects; only effects may touch it";
            findings.extend(values.into_iter().map(|line| Finding::new(&file.path, line, advice)));
        }
    }
    findings.sort_by_key(Finding::line);
    findings.dedup_by_key(|finding| finding.line());
    findings
}

/// Two bare integers in one signature can be swapped by mistake.
pub(crate) fn no_two_bare_integers(file: &File) -> Vec<Finding> {
    let is_bare = |parameter: &Vec<TokenTree>| matches!(parameter.last(), Some(TokenTree::Ident(ident)) if INTEGERS.contains(&ident.to_string().as_str()));
    let swappable = |function: &Function| {
        parameters(function.parameters.clone()).iter().filter(|p| is_bare(p)).count() > 1
    };
    let advice = |function: Function| {
        let advice = format!("`{}` takes two bare integers; give each a type of its own", function.name);
        Finding::new(&file.path, function.line, advice)
    };
    rules(file).into_iter().filter(swappable).map(advice).collect()
}

/// A state is compared and hashed by what it holds.
pub(crate) fn states_are_values(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    visit(file, &mut |place| {
        let Some(name) = place.ident().map(ToString::to_string) else { return };
        let by_hand = ["Hash", "PartialEq", "Eq"].contains(&name.as_str())
            && place.ident_at(1).is_some_and(|next| next == "for");
        if by_hand {
            let advice = format!("`{name}` is written by hand; derive it, so that equal states hash alike");
            findings.push(Finding::new(&file.path, place.line(), advice));
        }
        if NOT_VALUES.contains(&name.as_str()) || name.starts_with("Atomic") {
            let advice =
                format!("`{name}` in a model; a state is a value: integers, enums, ordered containers");
            findings.push(Finding::new(&file.path, place.line(), advice));
        }
    });
    findings
}

/// Traces hold actions; states are recomputed.
pub(crate) fn states_are_not_stored(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    visit(file, &mut |place| {
        if place.ident().is_some_and(|ident| ident == "Serialize" || ident == "Deserialize") {
            let advice = "a state is never written to a file; store the actions and recompute it";
            findings.push(Finding::new(&file.path, place.line(), advice));
        }
    });
    findings
}

fn rules(file: &File) -> Vec<Function> {
    functions(file).into_iter().filter(|function| !function.in_test).collect()
}

fn requires(file: &File, advice: &str, is_wrong: &dyn Fn(TokenStream) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    visit(file, &mut |place| {
        let call = place.call().filter(|call| call.is_require() && !place.in_test);
        if let Some(call) = call.filter(|call| is_wrong(call.arguments.clone())) {
            findings.push(Finding::new(&file.path, call.line, advice));
        }
    });
    findings
}

/// `state.clone()`, or `let mut next` from whatever else holds the next state.
fn begins_effects(place: Place<'_>) -> bool {
    let is_word = |offset, word| place.ident_at(offset).is_some_and(|ident| ident == word);
    let clones = is_word(0, "state") && place.is_punct_at(1, '.') && is_word(2, "clone");
    clones || (is_word(0, "let") && is_word(1, "mut") && is_word(2, "next"))
}

fn is_ghost(name: &str) -> bool {
    name.starts_with("ghost_")
}

fn parameters(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parameters = vec![Vec::new()];
    for token in stream {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            parameters.push(Vec::new());
        } else if let Some(last) = parameters.last_mut() {
            last.push(token);
        }
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::lines_found;

    const CONTRACT: &str = "model/src/toy/contracts/vault.rs";

    const GOOD: &str = "fn withdraw(system: &Toy, state: &State, amount: Amount) -> Result<State, Guard> {
        let balance = state.balance;
        system.guards.require_le(Guard::WithdrawalIsCovered, amount, balance)?;

        let mut next = state.clone();
        next.balance = balance.saturating_sub(amount);
        next.ghost_withdrawn = state.ghost_withdrawn.saturating_add(amount);
        Ok(next)
    }";

    #[test]
    fn a_rule_in_order_passes() {
        for rule in
            [guards_before_effects, one_condition_a_guard, no_guard_reads_ghosts, no_two_bare_integers]
        {
            assert_eq!(lines_found(rule, CONTRACT, GOOD), [0_usize; 0]);
        }
    }

    #[test]
    fn a_guard_after_the_effects_is_found() {
        let text = "fn f() {\nlet mut next = state.clone();\nif x {\nguards.require(Guard::A, y)?;\n}\n}";
        assert_eq!(lines_found(guards_before_effects, CONTRACT, text), [4]);
        let owned =
            "fn f() {\nlet mut next = registered.into_owned();\nguards.require_le(Guard::A, x, y)?;\n}";
        assert_eq!(lines_found(guards_before_effects, CONTRACT, owned), [3]);
    }

    #[test]
    fn a_rule_that_may_be_refused_late_is_found_unless_it_says_so() {
        let silent = "fn f() {\nlet mut next = g(state)?;\nnext.a = h(x)?;\ncall(\nsystem,\n&next,\n)\n}";
        assert_eq!(lines_found(later_rules_are_told, CONTRACT, silent), [3, 6]);
        let told = silent
            .replace("call(", "// The contract asks this after its effects, which a revert undoes.\ncall(");
        assert_eq!(lines_found(later_rules_are_told, CONTRACT, &told), [3]);
        let own = "fn f() {\nlet mut next = state.clone();\nlet x = seen(state, &next).a;\nOk(next)\n}";
        assert_eq!(lines_found(later_rules_are_told, CONTRACT, own), [0_usize; 0]);
    }

    #[test]
    fn a_conjunction_is_found() {
        let text = "fn f() {\nguards.require(Guard::A, a && b)?;\nguards.require(Guard::B, is(&&c))?;\n}";
        assert_eq!(lines_found(one_condition_a_guard, CONTRACT, text), [2]);
        let parentheses = "fn f() { guards.require(Guard::A, (a < b) && (c < d))?; }";
        assert_eq!(lines_found(one_condition_a_guard, CONTRACT, parentheses), [1]);
    }

    #[test]
    fn a_guard_on_a_ghost_is_found() {
        let inside = "fn f() {\nguards.require(Guard::A, state.l1.ghost_total < x)?;\n}";
        assert_eq!(lines_found(no_guard_reads_ghosts, CONTRACT, inside), [2]);
        let before = "fn f() {\nlet x = state.ghost_total;\nlet next = state.clone();\n}";
        assert_eq!(lines_found(no_guard_reads_ghosts, CONTRACT, before), [2]);
    }

    #[test]
    fn two_bare_integers_are_found() {
        let text = "fn one(a: u8, b: Amount) {}\nfn two(a: u8, b: usize) {}";
        assert_eq!(lines_found(no_two_bare_integers, CONTRACT, text), [2]);
    }

    #[test]
    fn a_state_that_is_no_value_is_found() {
        let text = "impl std::hash::Hash for State {\n}\nstruct State {\nrate: f64,\n}";
        assert_eq!(lines_found(states_are_values, "model/src/toy/state.rs", text), [1, 4]);
    }

    #[test]
    fn a_stored_state_is_found() {
        let text = "use serde::Serialize;\n#[derive(Serialize)]\nstruct State;";
        assert_eq!(lines_found(states_are_not_stored, "model/src/toy/state.rs", text), [1, 2]);
    }
}
