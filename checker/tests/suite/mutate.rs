//! `counterfoil mutate` on a vault whose mutants and their fates are known by arithmetic.

use crate::common::{run_on, scratch};
use counterfoil::catalogue::AnySystem;
use counterfoil::exit::{Code, Failure};
use counterfoil::registered::Registered;
use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::mutant::Survivor;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, Presentation, Protocol, StateSpace};
use counterfoil_properties::property::{Predicate, Property, Specified};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

counterfoil_model::guards! {
    /// The guards of a vault.
    pub(crate) enum Guard {
        /// The vault is not full.
        DepositFits = "deposit_fits" {
            kind: Require, theme: "sum", function: "Vault.deposit", error: "Full", section: "Toy vault",
            compares: Less,
        },
        /// Somebody has deposited.
        VaultIsOpened = "vault_is_opened" {
            kind: Require, theme: "sum", function: "Vault.withdraw", error: "Closed", section: "Toy vault",
        },
        /// The vault is not empty.
        WithdrawalIsCovered = "withdrawal_is_covered" {
            kind: Require, theme: "sum", function: "Vault.withdraw", error: "Empty", section: "Toy vault",
            compares: Less,
        },
        /// No more was withdrawn than deposited.
        WithdrawalIsOwed = "withdrawal_is_owed" {
            kind: Require, theme: "sum", function: "Vault.withdraw", error: "Panic(0x11)", section: "Toy vault",
            backstop: "nothing_from_nothing",
        },
        /// The balance is what was deposited, less what was withdrawn.
        BalanceIsBooked = "balance_is_booked" {
            kind: Rule, theme: "books", function: "Vault.withdraw", section: "Toy vault",
            terms: Kept { Deposited = "deposited", Withdrawn = "withdrawn" },
        },
        /// A receipt shows the balance before the withdrawal.
        ReceiptIsGiven = "receipt_is_given" {
            kind: Rule, theme: "books", function: "Vault.withdraw", section: "Toy vault",
            late: "the receipt is written after the withdrawal",
        },
        /// The clock stops at three.
        ClockStops = "clock_stops" {
            kind: Require, theme: "time", function: "Vault.tick", error: "Late", section: "Toy vault",
            compares: Less,
        },
    }
}

/// The vault has a reason for each survivor.
const EXPLAINED: u8 = 0;
/// It has none.
const BARE: u8 = 1;
/// It has a property that nothing can break.
const UNBREAKABLE: u8 = 2;
/// It has a reason why a mutant survives that is killed.
const DENIED: u8 = 3;
/// It says that a guard implies another which does not.
const MISLED: u8 = 4;

const OPENED: &str = "An empty vault pays nobody.";
const CLOCK: &str = "Nobody looks at the clock.";

const fn reason(mutant: &'static str, implied_by: &'static [&'static str], reason: &'static str) -> Survivor {
    Survivor { mutant, implied_by, reason }
}

const REASONS: &[Survivor] = &[
    reason("vault_is_opened", &["withdrawal_is_covered"], OPENED),
    reason("clock_stops", &[], CLOCK),
    reason("clock_stops:at_most", &[], CLOCK),
];

#[derive(Clone)]
pub(crate) struct Vault<const KIND: u8> {
    parameters: Parameters,
    guards: GuardSet<Guard>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    max: u8,
    ticks: bool,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct State {
    balance: u8,
    deposited: u8,
    withdrawn: u8,
    receipt: Option<u8>,
    clock: u64,
}

counterfoil_model::codec! {
    struct State { balance, deposited, withdrawn, receipt, clock }
}

counterfoil_model::actions! {
    /// What is attempted at the vault.
    pub(crate) enum Action {
        /// A user puts one unit in.
        Deposit => { party: "user", },
        /// A user takes one unit out.
        Withdraw => { party: "user", },
        /// The clock goes on a step.
        Tick => { party: "user", },
    }
}

impl<const KIND: u8> Protocol for Vault<KIND> {
    const NAME: &'static str = "vault";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { parameters: parameters.clone(), guards }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let scenario = |name: &str, size, max, ticks| Scenario {
            name: name.to_owned(),
            size,
            nightly: ticks,
            deadlock_free: !ticks,
            intent: Intent::Prove,
            summary: "Users deposit and withdraw.".to_owned(),
            parameters: Parameters { max, ticks },
            witnesses: if ticks { vec![] } else { vec!["receipt_is_seen"] },
            must_fire: if ticks { vec!["Tick"] } else { vec!["Deposit", "Withdraw"] },
        };
        let refuted = Scenario {
            intent: Intent::Refute(vec!["nothing_from_nothing".to_owned()]),
            ..scenario("refuted", Size::Default, 3, false)
        };
        vec![
            scenario("ledger", Size::Default, 3, false),
            scenario("ledger", Size::Small, 2, false),
            scenario("clock", Size::Default, 3, true),
            scenario("clock", Size::Small, 2, true),
            refuted,
        ]
    }

    fn survivors() -> &'static [Survivor] {
        const DENYING: &[Survivor] =
            &[reason("deposit_fits", &[], OPENED), REASONS[0], REASONS[1], REASONS[2]];
        const MISLEADING: &[Survivor] =
            &[reason("vault_is_opened", &["deposit_fits"], OPENED), REASONS[1], REASONS[2]];
        match KIND {
            BARE => &[],
            DENIED => DENYING,
            MISLED => MISLEADING,
            _ => REASONS,
        }
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        vec![State::default()]
    }

    fn actions(&self, _: &State, actions: &mut Vec<Action>) {
        actions.extend(if self.parameters.ticks {
            vec![Action::Tick]
        } else {
            vec![Action::Deposit, Action::Withdraw]
        });
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let guards = &self.guards;
        let mut next = state.clone();
        match action {
            Action::Deposit => {
                // Twelve deposits and no more, so that the space is finite.
                guards.require_lt(Guard::DepositFits, state.balance, self.parameters.max)?;
                next.deposited = (state.deposited + 1).min(12);
                next.balance = state
                    .balance
                    .saturating_add(guards.times(Kept::Deposited) * (next.deposited - state.deposited));
                next.receipt = None;
            }
            Action::Withdraw => {
                guards.require(Guard::VaultIsOpened, state.deposited > 0)?;
                guards.require_lt(Guard::WithdrawalIsCovered, 0, state.balance)?;
                guards.require(Guard::WithdrawalIsOwed, state.withdrawn < 200)?;
                next.withdrawn += 1;
                if guards.applies(Guard::BalanceIsBooked) {
                    next.balance = state.balance.saturating_sub(guards.times(Kept::Withdrawn));
                }
                let balance = guards.seen(Guard::ReceiptIsGiven, state, &next).balance;
                next.receipt = guards.applies(Guard::ReceiptIsGiven).then_some(balance);
            }
            Action::Tick => {
                guards.require_lt(Guard::ClockStops, state.clock, 3)?;
                next.clock += 1;
            }
        }
        Ok(next)
    }
}

impl<const KIND: u8> Presentation for Vault<KIND> {
    fn books(&self, _: &State) -> Vec<Book> {
        Vec::new()
    }
}

impl<const KIND: u8> StateSpace for Vault<KIND> {}

impl<const KIND: u8> Specified for Vault<KIND> {
    fn properties() -> &'static [Property<Self>] {
        let property = |name, theme, rests_on, predicate| {
            Property::new(name, "The vault is as it should be.", "Toy vault", predicate)
                .theme(theme)
                .rests_on(rests_on)
        };
        let in_range = Predicate::Always(|vault: &Self, state: &State| state.balance <= vault.parameters.max);
        let backed = Predicate::Always(|_: &Self, state: &State| state.withdrawn <= state.deposited);
        let agree = Predicate::Always(|_: &Self, state: &State| {
            i16::from(state.balance) == i16::from(state.deposited) - i16::from(state.withdrawn)
        });
        let receipt = Predicate::Always(|_: &Self, state: &State| {
            state.receipt.is_none_or(|receipt| receipt == state.balance + 1)
        });
        let seen = Predicate::Sometimes(|_: &Self, state: &State| state.receipt.is_some());
        let mut properties = vec![
            property("balance_in_range", "sum", &[Guard::DepositFits][..], in_range),
            property("nothing_from_nothing", "sum", &[], backed),
            property("books_agree", "books", &[], agree),
            property("receipt_tells_before", "books", &[], receipt),
            property("receipt_is_seen", "witnesses", &[], seen),
        ];
        if KIND == UNBREAKABLE {
            let unbreakable = Predicate::Always(|_: &Self, state: &State| state.balance < 200);
            properties.push(property("moon_is_up", "sky", &[Guard::DepositFits], unbreakable));
        }
        Box::leak(properties.into_boxed_slice())
    }
}

fn run<const KIND: u8>(arguments: &[&str]) -> Result<Code, Failure> {
    let systems: Vec<Box<dyn AnySystem>> = vec![Registered::<Vault<KIND>>::boxed()];
    run_on(&systems, &[&["mutate"], arguments].concat())
}

/// The exit code and the text of the report.
fn text<const KIND: u8>(arguments: &[&str]) -> (Code, String) {
    let file = scratch("mutation");
    let path = file.to_str().expect("the scratch folder has a plain name");
    let code =
        run::<KIND>(&[arguments, &["--output", path]].concat()).unwrap_or_else(|failure| panic!("{failure}"));
    (code, std::fs::read_to_string(&file).expect("mutate wrote its report"))
}

/// The exit code, and what the JSON report says of the one system.
fn matrix<const KIND: u8>(arguments: &[&str]) -> (Code, Value) {
    let (code, text) = text::<KIND>(&[arguments, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&text).expect("a report is JSON");
    assert_eq!(document["format"], "counterfoil-mutation/1");
    assert_eq!(document["systems"].as_array().expect("there are systems").len(), 1);
    (code, document["systems"][0].clone())
}

fn entry<'a>(matrix: &'a Value, name: &str) -> &'a Value {
    let mutants = matrix["mutants"].as_array().expect("a matrix has mutants");
    mutants.iter().find(|mutant| mutant["name"] == name).unwrap_or_else(|| panic!("{name} is a mutant"))
}

/// The fate of a mutant, and each property it breaks with the length of the counterexample.
fn fate(matrix: &Value, name: &str) -> (String, Vec<(String, Value)>) {
    let entry = entry(matrix, name);
    let text = |value: &Value| value.as_str().expect("a name is a string").to_owned();
    let kills = entry["kills"].as_array().expect("kills are listed").iter();
    (text(&entry["fate"]), kills.map(|kill| (text(&kill["property"]), kill["depth"].clone())).collect())
}

#[test]
fn each_mutant_meets_the_fate_that_arithmetic_gives_it() {
    let (code, matrix) = matrix::<EXPLAINED>(&["vault"]);
    assert_eq!(code, Code::Success);
    let killed =
        |property: &str, depth: u64| ("killed".to_owned(), vec![(property.to_owned(), json!(depth))]);
    for (name, property, depth) in [
        // Two deposits fill the vault; a third is one too many.
        ("deposit_fits", "balance_in_range", 3),
        ("deposit_fits:at_most", "balance_in_range", 3),
        // One in, one out, and one that nobody has put in.
        ("withdrawal_is_covered", "nothing_from_nothing", 3),
        ("withdrawal_is_covered:at_most", "nothing_from_nothing", 3),
        ("balance_is_booked:without deposited", "books_agree", 1),
        ("balance_is_booked:twice deposited", "books_agree", 1),
        ("balance_is_booked:without withdrawn", "books_agree", 2),
        // One in and two out of nothing is nothing still; of two, it shows.
        ("balance_is_booked:twice withdrawn", "books_agree", 3),
        ("receipt_is_given:late", "receipt_tells_before", 2),
    ] {
        let found = fate(&matrix, name);
        let (_, expected) = killed(property, depth);
        assert_eq!(found.0, "killed", "{name}");
        assert!(found.1.contains(&expected[0]), "{name}: {found:?}");
        assert_eq!(entry(&matrix, name)["by_theme"], true, "{name}");
    }
}

#[test]
fn a_witness_that_is_gone_kills_and_not_by_the_theme() {
    let (_, matrix) = matrix::<EXPLAINED>(&["vault"]);
    let gone = ("killed".to_owned(), vec![("receipt_is_seen".to_owned(), Value::Null)]);
    assert_eq!(fate(&matrix, "receipt_is_given"), gone);
    let entry = entry(&matrix, "receipt_is_given");
    assert_eq!((&entry["by_theme"], &entry["kills"][0]["theme"]), (&json!(false), &json!("witnesses")));
    assert_eq!(entry["searches"][0]["complete"], true, "only a finished search shows it");
}

#[test]
fn a_survivor_with_a_reason_is_explained_and_its_pair_shown() {
    let (_, matrix) = matrix::<EXPLAINED>(&["vault"]);
    let opened = entry(&matrix, "vault_is_opened");
    assert_eq!(opened["fate"], "explained");
    assert_eq!(
        (&opened["reason"], &opened["implied_by"]),
        (&json!(OPENED), &json!(["withdrawal_is_covered"]))
    );
    let pair = json!({
        "property": "nothing_from_nothing", "theme": "sum", "scenario": "ledger@small", "depth": 1,
    });
    assert_eq!(opened["pair"], pair, "alone, the other guard's absence takes three actions");
    let searches =
        json!([{ "scenario": "ledger@small", "unique": opened["searches"][0]["unique"], "complete": true }]);
    assert_eq!(opened["searches"], searches, "a reason is for a search that is finished");
}

#[test]
fn a_guard_that_refuses_nothing_is_not_searched_for() {
    let (_, matrix) = matrix::<EXPLAINED>(&["vault"]);
    for (name, fate) in [("withdrawal_is_owed", "backstop"), ("clock_stops", "explained")] {
        let entry = entry(&matrix, name);
        assert_eq!((&entry["fate"], &entry["searches"]), (&json!(fate), &json!([])), "{name}");
    }
}

#[test]
fn a_survivor_without_a_reason_ends_with_21() {
    let (code, matrix) = matrix::<BARE>(&["vault"]);
    assert_eq!(code, Code::Survived);
    let opened = entry(&matrix, "vault_is_opened");
    assert_eq!(opened["fate"], "survived");
    let searched: Vec<&Value> =
        opened["searches"].as_array().unwrap().iter().map(|search| &search["scenario"]).collect();
    assert_eq!(
        searched,
        ["ledger@small", "ledger"],
        "where the small scenarios are not enough, the others follow"
    );
}

#[test]
fn a_reason_for_what_is_killed_is_wrong() {
    let (code, matrix) = matrix::<DENIED>(&["vault"]);
    assert_eq!(code, Code::Survived);
    assert_eq!(fate(&matrix, "deposit_fits").0, "misexplained");
}

#[test]
fn a_guard_that_implies_nothing_is_no_explanation() {
    let (code, matrix) = matrix::<MISLED>(&["vault"]);
    assert_eq!(code, Code::Survived);
    assert_eq!(fate(&matrix, "vault_is_opened"), ("misexplained".to_owned(), vec![]));
}

#[test]
fn a_property_that_nothing_breaks_ends_with_10() {
    let (code, matrix) = matrix::<UNBREAKABLE>(&["vault"]);
    assert_eq!(code, Code::Missing);
    let properties = matrix["properties"].as_array().unwrap();
    let broken_by = |name: &str| &properties.iter().find(|one| one["name"] == name).unwrap()["broken_by"];
    assert_eq!(broken_by("moon_is_up"), &json!([]));
    assert_eq!(broken_by("balance_in_range"), &json!(["deposit_fits", "deposit_fits:at_most"]));
    // A witness is no invariant.
    assert!(properties.iter().all(|one| one["name"] != "receipt_is_seen"));
    // In one scenario alone a property may well hold whatever is wrong.
    assert_eq!(run::<UNBREAKABLE>(&["vault/ledger@small"]), Ok(Code::Success));
}

#[test]
fn a_search_without_an_end_is_undecided_and_no_survivor() {
    let (code, matrix) = matrix::<BARE>(&["vault/clock@small", "--max-states", "1000"]);
    assert_eq!(fate(&matrix, "clock_stops").0, "undecided");
    assert_eq!(entry(&matrix, "clock_stops")["searches"][0]["complete"], false);
    // One tick more than there should be is a finished search.
    assert_eq!(fate(&matrix, "clock_stops:at_most").0, "survived");
    assert_eq!(code, Code::Survived, "a survivor outranks what is undecided");
    let (_, matrix) = self::matrix::<EXPLAINED>(&["vault/clock@small", "--max-states", "1000"]);
    assert_eq!(fate(&matrix, "clock_stops").0, "undecided", "a reason is for what was searched to the end");
    assert_eq!(run::<EXPLAINED>(&["vault", "--timeout", "0s"]), Ok(Code::Incomplete));
}

#[test]
fn the_matrix_is_the_same_for_any_number_of_threads() {
    let without_times = |threads: &str| {
        let (_, mut matrix) = matrix::<BARE>(&["vault", "--threads", threads]);
        matrix["seconds"] = Value::Null;
        for mutant in matrix["mutants"].as_array_mut().unwrap() {
            mutant["seconds"] = Value::Null;
        }
        matrix
    };
    assert_eq!(without_times("1"), without_times("3"));
}

#[test]
fn the_matrix_for_people_fits_eighty_columns() {
    for (_, text) in
        [text::<EXPLAINED>(&[]), text::<BARE>(&[]), text::<MISLED>(&[]), text::<UNBREAKABLE>(&[])]
    {
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
    let (_, text) = text::<EXPLAINED>(&[]);
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "deposit_fits:at_most killed balance_in_range in 3 actions, ledger@small",
        "Without withdrawal_is_covered as well: nothing_from_nothing in 1 action, ledger@small.",
        "withdrawal_is_owed backstop refuses nothing, since nothing_from_nothing holds",
        "Each property is broken by something.",
    ] {
        assert!(joined.contains(words), "no \"{words}\" in\n{text}");
    }
}

#[test]
fn one_guard_is_got_wrong_in_every_way_or_in_one() {
    let (_, whole) = matrix::<EXPLAINED>(&[]);
    for (name, mutants) in [
        ("deposit_fits", &["deposit_fits", "deposit_fits:at_most"][..]),
        ("deposit_fits:at_most", &["deposit_fits:at_most"]),
    ] {
        let (code, some) = matrix::<EXPLAINED>(&["--guard", name]);
        let names = some["mutants"].as_array().into_iter().flatten().map(|mutant| &mutant["name"]);
        assert_eq!(names.collect::<Vec<_>>(), mutants);
        assert_eq!(code, Code::Success);
        assert_eq!((&some["whole"], &some["properties"]), (&json!(false), &json!([])));
        for mutant in mutants {
            assert_eq!(fate(&some, mutant), fate(&whole, mutant), "{mutant}");
        }
    }
    let refused = run::<EXPLAINED>(&["--guard", "deposit_fit"]).expect_err("there is no such guard");
    assert_eq!(refused.code, Code::Usage);
    assert!(refused.to_string().contains("the nearest name is \"deposit_fits\""), "{refused}");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let code = |arguments: &[&str]| run::<EXPLAINED>(arguments).map_err(|failure| failure.code);
    assert_eq!(code(&["valt"]), Err(Code::Usage));
    assert_eq!(code(&["vault/leger"]), Err(Code::Usage));
    assert_eq!(code(&["vault/refuted"]), Err(Code::Usage), "there, a property fails with every guard intact");
    assert_eq!(code(&["vault", "--output", "/nonexistent/report"]), Err(Code::InputOutput));
    assert_eq!(Guard::ALL.len(), 7);
}
