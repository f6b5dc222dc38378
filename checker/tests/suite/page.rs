//! The page that `trace export --to html` writes, in a browser: what it shows, by mouse, by keyboard and to a
//! screen reader, and that it keeps to itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::Browser;
use crate::common::scratch;
use counterfoil::exit::Code;
use counterfoil::registry;
use serde_json::{Value, json};

/// The page of a counterexample of seven steps, in which the two sides part at the last.
fn page() -> PathBuf {
    exported("asset_tracker.interop_as_documented@small.honest_chain_solvent.json", |text| text)
}

/// The page of the trace of this name, changed as a text.
fn exported(name: &str, change: impl FnOnce(String) -> String) -> PathBuf {
    let folder = scratch("page");
    let systems = registry::systems();
    let run = |arguments: &[&str]| crate::common::run_on(&systems, arguments);
    let plain = |path: &Path| path.to_str().expect("the scratch folder has a plain name").to_owned();
    let report = plain(&scratch("report"));
    let target = "asset_tracker/interop_as_documented@small";
    run(&["check", target, "--traces", &plain(&folder), "--output", &report]).expect("check runs");
    let trace = folder.join(name);
    let text = change(fs::read_to_string(&trace).expect("the trace is written"));
    fs::write(&trace, text).expect("the scratch folder can be written");
    let page = folder.join("page.html");
    let code = run(&["trace", "export", &plain(&trace), "--to", "html", "--output", &plain(&page)]);
    assert_eq!(code, Ok(Code::Success));
    page
}

/// What the page shows of the step that it stands at.
fn shown(browser: &mut Browser) -> Value {
    browser.evaluate(
        "({ slider: document.getElementById('slider').value, now: document.getElementById('now').textContent, \
           current: Array.from(document.querySelectorAll('[aria-current=step] .number'), (one) => one.textContent), \
           address: location.hash })",
    )
}

fn stands_at(browser: &mut Browser, step: u32) {
    let shown = shown(browser);
    let number = step.to_string();
    let what =
        if step == 0 { "Before the first of 7 steps".to_owned() } else { format!("Step {step} of 7: ") };
    assert!(shown["now"].as_str().is_some_and(|now| now.starts_with(&what)), "{step}: {shown}");
    assert_eq!(shown["slider"], number);
    assert_eq!(shown["current"], json!([number]));
    let address = shown["address"].as_str().unwrap_or_default();
    assert!([format!("#step-{step}"), format!("#at={step}")].contains(&address.to_owned()), "{address}");
}

#[test]
#[ignore = "needs chromium"]
fn a_slider_buttons_links_and_the_address_lead_through_the_steps() {
    let mut browser = Browser::start();
    let page = page();
    browser.look(1400, 900, "light");
    browser.open(&page, "#step-7");
    stands_at(&mut browser, 7);

    browser.evaluate("document.getElementById('slider').focus()");
    for (key, step) in [("Home", 0), ("ArrowRight", 1), ("ArrowUp", 2), ("ArrowLeft", 1), ("End", 7)] {
        browser.press(key);
        stands_at(&mut browser, step);
    }
    browser.click("#previous");
    stands_at(&mut browser, 6);
    browser.click("#next");
    stands_at(&mut browser, 7);
    assert_eq!(browser.evaluate("document.getElementById('next').disabled"), true);
    assert_eq!(browser.evaluate("document.activeElement.id"), "slider", "the focus stays in the controls");

    browser.click("#step-3 .pick");
    stands_at(&mut browser, 3);
    for (key, step) in [("ArrowDown", 4), ("ArrowUp", 3), ("Home", 0), ("End", 7)] {
        browser.press(key);
        stands_at(&mut browser, step);
    }
    browser.click("#step-2 .way");
    stands_at(&mut browser, 2);
    browser.click(".to-step");
    stands_at(&mut browser, 7);
    // The page was told of it first, so it has done what it does when this is told.
    browser.evaluate(
        "new Promise((done) => { addEventListener('hashchange', done, { once: true }); \
         location.hash = '#step-5'; }).then(() => null)",
    );
    stands_at(&mut browser, 5);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[ignore = "needs chromium"]
fn the_books_show_what_a_step_changes_and_the_equation_where_it_breaks() {
    let mut browser = Browser::start();
    browser.look(1400, 900, "light");
    let page = page();
    browser.open(&page, "");
    // Of the shortest ways to the violation any may be found, in which the deposit is another step.
    let rows = "Array.from(document.querySelectorAll('.step'), (row) => row.textContent)";
    let deposit = browser.evaluate(&format!("{rows}.findIndex((row) => row.includes('Deposit of 1 to B'))"));
    browser.open(&page, &format!("#step-{deposit}"));
    let books = "Array.from(document.querySelectorAll('#books tr'), (line) => \
                 [line.className, ...Array.from(line.cells, (cell) => cell.textContent)])";
    let is_book =
        |lines: &Value, line: &[&str]| lines.as_array().is_some_and(|lines| lines.contains(&json!(line)));
    let lines = browser.evaluate(books);
    assert!(is_book(&lines, &["changed", "L1 chainBalance[Gateway]", "0", "1", "+1"]), "{lines}");
    assert!(is_book(
        &lines,
        &["changed", "priority queue of B", "none", "deposit 1 (to Gateway)", "changed"]
    ));
    assert!(is_book(&lines, &["", "Gateway chainBalance[B]", "", "0", ""]), "{lines}");

    let counted = |browser: &mut Browser| browser.evaluate("document.querySelectorAll('#books tr').length");
    let of_trace = counted(&mut browser).as_u64();
    browser.click("input[value=step]");
    assert_eq!(counted(&mut browser), 7);
    browser.click("input[value=all]");
    assert!(counted(&mut browser).as_u64() > of_trace);

    let verdict = "document.querySelector('#equations .case').textContent";
    assert_eq!(browser.evaluate(verdict), "chain A: owed 0 = cover 0 holds");
    browser.open(&page, "#step-7");
    assert_eq!(browser.evaluate(verdict), "chain A: owed 1 = cover 0 does not hold");
    let changed = browser.evaluate("document.querySelector('#equations .changed .amount').textContent");
    assert_eq!(changed, "1 (+1)");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[ignore = "needs chromium"]
fn the_page_can_be_read_in_every_light_and_width() {
    let mut browser = Browser::start();
    let page = page();
    for scheme in ["light", "dark"] {
        for (width, height) in [(1400, 900), (800, 900), (360, 740)] {
            browser.look(width, height, scheme);
            for step in [0, 5, 7] {
                browser.open(&page, &format!("#step-{step}"));
                let faint = browser.evaluate(include_str!("browser/contrast.js"));
                assert_eq!(faint, json!([]), "{scheme}, {width} wide, step {step}");
                let over = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
                assert_eq!(browser.evaluate(over), 0, "{width} wide, it is to be scrolled one way only");
                assert_eq!(browser.complaints(), [""; 0]);
            }
        }
    }
}

#[test]
#[ignore = "needs chromium"]
fn a_screen_reader_is_told_what_is_shown() {
    let mut browser = Browser::start();
    browser.look(1400, 900, "light");
    browser.open(&page(), "#step-7");
    let told = browser.told();
    let is_told = |role: &str, name: &str, value: &str| {
        let part = told.iter().find(|(other, named, _)| other == role && named.starts_with(name));
        assert!(part.is_some_and(|(_, _, said)| said.starts_with(value)), "{role} {name}: {told:#?}");
    };
    is_told("heading", "Counterexample to honest_chain_solvent", "");
    is_told("button", "Previous", "");
    // Where a name may break, it is read as words.
    is_told("link", "7 malicious B Settle Forged Batch of B: interop of 1 to A", "");
    is_told("heading", "chain A: owed 1 = cover 0 does not hold", "");
    is_told("table", "owed", "");
    is_told("table", "After step 7", "");
    is_told("radio", "changed by any", "");
    let nameless = told.iter().filter(|(role, name, _)| {
        ["button", "link", "slider", "radio", "table", "region"].contains(&role.as_str()) && name.is_empty()
    });
    assert_eq!(nameless.count(), 0, "{told:#?}");
}

#[test]
#[ignore = "needs chromium"]
fn a_screen_reader_is_told_at_which_step_the_slider_stands() {
    let mut browser = Browser::start();
    browser.look(1400, 900, "light");
    browser.open(&page(), "#step-7");
    browser.evaluate("document.getElementById('slider').focus()");
    for (key, words) in
        [(None, "step 7 of 7"), (Some("ArrowLeft"), "step 6 of 7"), (Some("End"), "step 7 of 7")]
    {
        if let Some(key) = key {
            browser.press(key);
        }
        let told = browser.told();
        let sliders: Vec<_> = told.iter().filter(|(role, ..)| role == "slider").collect();
        let [(_, name, said)] = &sliders[..] else { panic!("one slider: {told:#?}") };
        assert!(name.starts_with("Step"), "{name}");
        assert!(said.starts_with(words), "{said}, and should be {words}");
    }
}

#[test]
#[ignore = "needs chromium"]
fn a_name_in_a_trace_stays_a_name() {
    let name = "</script></style><img src=x onerror=alert(1)><script>document.title='mine'</script>";
    let page = exported("asset_tracker.interop_as_documented@small.honest_chain_solvent.json", |text| {
        text.replace("\"interop_as_documented@small\"", &format!("{name:?}"))
    });
    let mut browser = Browser::start();
    browser.look(1400, 900, "light");
    browser.open(&page, "#step-1");
    stands_at(&mut browser, 1);
    assert_eq!(browser.evaluate("document.images.length + document.scripts.length"), 2, "the two scripts");
    let title = browser.evaluate("document.title");
    assert_eq!(title, format!("Counterexample to honest_chain_solvent - asset_tracker/{name}"));
    assert_eq!(browser.complaints(), [""; 0]);
}
