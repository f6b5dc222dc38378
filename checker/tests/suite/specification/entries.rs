//! What a specification file says, as it is written.

use serde::Deserialize;

/// A file: a document, and what stands for each of its statements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Specification {
    /// The document's title.
    pub(crate) document: String,
    /// The titles of its sections, in order.
    pub(crate) sections: Vec<String>,
    /// Its normative statements, in order.
    #[serde(rename = "statement")]
    pub(crate) statements: Vec<Statement>,
    /// The guards that no statement asks for, but the contracts have.
    #[serde(default)]
    pub(crate) contracts_only: Vec<ContractsOnly>,
    /// The guards that neither has.
    #[serde(default, rename = "repair")]
    pub(crate) repairs: Vec<Repair>,
    /// What is to be said of the findings together.
    #[serde(default)]
    pub(crate) about_findings: String,
    /// What was found, in the order of the numbers.
    #[serde(default, rename = "finding")]
    pub(crate) findings: Vec<Finding>,
    /// What the findings break in other scenarios.
    #[serde(default)]
    pub(crate) fails: Vec<Failing>,
    /// Designs that the document replaced, decided against or puts off.
    #[serde(default, rename = "design")]
    pub(crate) designs: Vec<Design>,
    /// What is to be said of the threats together.
    #[serde(default)]
    pub(crate) about_threats: String,
    /// What can go wrong, and what comes of it.
    #[serde(default, rename = "threat")]
    pub(crate) threats: Vec<Threat>,
    /// What is to be said of the latencies together.
    #[serde(default)]
    pub(crate) about_latencies: String,
    /// How long the ways of a message are.
    #[serde(default, rename = "latency")]
    pub(crate) latencies: Vec<Latency>,
    /// What else there is to say, each under a heading of its own.
    #[serde(default, rename = "remark")]
    pub(crate) remarks: Vec<Remark>,
    /// The attacks that the document describes, and a guard stops.
    #[serde(default, rename = "attack")]
    pub(crate) attacks: Vec<Attack>,
}

/// A normative statement, and what stands for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statement {
    /// The section that it stands in.
    pub(crate) section: String,
    /// A few of its own words, to find it by.
    pub(crate) words: String,
    /// The guards that enforce it.
    #[serde(default)]
    pub(crate) guards: Vec<String>,
    /// The properties that say it.
    #[serde(default)]
    pub(crate) properties: Vec<String>,
    /// Where an effect without a guard does it, below the system's folder.
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// What of it is left out on purpose, and why that cannot matter.
    pub(crate) abstracted: Option<String>,
    /// What of it is not modelled yet.
    pub(crate) not_modelled: Option<String>,
    /// The findings that it has a part in, by number.
    #[serde(default)]
    pub(crate) findings: Vec<u8>,
}

impl Statement {
    /// Whether anything at all is said of it.
    pub(crate) fn is_mapped(&self) -> bool {
        let is_named = !(self.guards.is_empty() && self.properties.is_empty() && self.rules.is_empty());
        is_named || self.abstracted.is_some() || self.not_modelled.is_some()
    }
}

/// A guard that the contracts alone have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractsOnly {
    /// The guard.
    pub(crate) guard: String,
    /// The contract function that has it.
    pub(crate) function: String,
    /// What the document says instead.
    pub(crate) reason: String,
}

/// A guard that mends a finding.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repair {
    /// The guard.
    pub(crate) guard: String,
    /// The number of the finding.
    pub(crate) finding: u8,
    /// Which variant has it.
    pub(crate) reason: String,
}

/// Where the document's own design fails.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    /// What goes wrong, as a heading.
    pub(crate) title: String,
    /// What the document says, and what the contracts say where they differ.
    pub(crate) document: String,
    /// What comes of it.
    pub(crate) happens: String,
    /// The label of the scenario that shows it; its shortest trace is on the page.
    pub(crate) shown_by: String,
    /// The property that fails there.
    pub(crate) property: String,
    /// The labels of further scenarios in which the same property fails.
    #[serde(default)]
    pub(crate) also_shown_by: Vec<String>,
    /// What mends it, and what it costs.
    pub(crate) repair: String,
    /// The labels of the scenarios that prove the repair; none where nothing mends it.
    #[serde(default)]
    pub(crate) proved_by: Vec<String>,
}

/// What a finding breaks in a scenario that is meant to show something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Failing {
    /// The label of the scenario.
    pub(crate) scenario: String,
    /// The parameter that it has otherwise, as `--set` takes it.
    pub(crate) set: String,
    /// The properties that fail, each asked alone.
    pub(crate) properties: Vec<String>,
    /// The number of the finding.
    pub(crate) finding: u8,
}

/// A design that is not the document's, and what it runs into.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Design {
    /// What it does, as a heading.
    pub(crate) title: String,
    /// How it fails, and what the document does instead.
    pub(crate) happens: String,
    /// The label of the scenario that shows it; its shortest trace is on the page.
    pub(crate) shown_by: String,
    /// The property that fails there.
    pub(crate) property: String,
    /// The labels of the scenarios that prove what is said to hold.
    pub(crate) proved_by: Vec<String>,
}

/// Something that can go wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Threat {
    /// To whom.
    pub(crate) whom: String,
    /// What goes wrong.
    pub(crate) what: String,
    /// What comes of it in the design that holds.
    pub(crate) comes_to: String,
    /// The labels of the scenarios that prove it.
    pub(crate) proved_by: Vec<String>,
    /// How other designs break.
    #[serde(default)]
    pub(crate) breaks: Vec<Breaking>,
}

/// A design that breaks where something goes wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Breaking {
    /// The design.
    pub(crate) design: String,
    /// The label of the scenario that shows it.
    pub(crate) shown_by: String,
    /// The property that fails there.
    pub(crate) property: String,
}

/// How many actions a message takes on its way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latency {
    /// The way.
    pub(crate) way: String,
    /// The label of the scenario that it is measured in.
    pub(crate) scenario: String,
    /// The witness of its first stage, and of its last one.
    pub(crate) stages: [String; 2],
}

/// A text under its own heading.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remark {
    /// The heading.
    pub(crate) title: String,
    /// Paragraphs with empty lines between them; one that begins with a dash is an item of a list.
    pub(crate) text: String,
}

/// An attack that the document describes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attack {
    /// What it is, as a heading.
    pub(crate) title: String,
    /// What the document says of it.
    pub(crate) document: String,
    /// What comes of it without the guard.
    pub(crate) happens: String,
    /// The guard that stops it.
    pub(crate) without: String,
    /// The property that fails without the guard.
    pub(crate) property: String,
    /// The label of a scenario in which it succeeds without the guard; its shortest trace is on the page.
    pub(crate) succeeds_in: String,
    /// The label of a scenario in which the property holds without the guard as well.
    pub(crate) fails_in: String,
    /// Why it fails there.
    pub(crate) reason: String,
}
