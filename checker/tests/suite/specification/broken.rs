//! What the tests of entries share: a specification that is whole, and what is found wrong with it once a part is broken.

use counterfoil_model::scenario::Intent;

use super::entries::Specification;
use super::tables::Tables;

/// The specification that a text is.
pub(crate) fn read(text: &str) -> Specification {
    toml::from_str(text).expect("the text is a specification")
}

/// The tables of a system that has these scenarios and nothing else.
pub(crate) fn with_scenarios(intents: &[(&str, Intent)]) -> Tables {
    let intents = intents.iter().map(|(label, intent)| ((*label).to_owned(), intent.clone()));
    Tables {
        system: "toy".to_owned(),
        guards: Vec::new(),
        properties: Vec::new(),
        code: Vec::new(),
        findings: Vec::new(),
        intents: intents.collect(),
    }
}

/// Nothing is wrong with the text, and of each case the fault is found once its second part stands where its first one was.
pub(crate) fn each_is_found(
    text: &str,
    faults: impl Fn(&Specification) -> Vec<String>,
    cases: &[(&str, &str, &str)],
) {
    assert_eq!(faults(&read(text)), Vec::<String>::new());
    for (whole, broken, fault) in cases {
        assert!(text.contains(whole), "{whole}");
        let found = faults(&read(&text.replacen(whole, broken, 1)));
        assert!(found.iter().any(|one| one.contains(fault)), "{broken}: {found:?} lacks {fault:?}");
    }
}

/// Each of these parts stands in a page.
pub(crate) fn each_is_told(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part:?} is not in:\n{page}");
    }
}
