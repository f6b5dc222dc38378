//! The trace file, `counterfoil-trace/1`: where a run takes place, what it is to show, and its actions.
//!
//! States are never in it. They are recomputed, so a file stays true when the layout of a state changes, and
//! breaks loudly when what the system does changes. The file carries all parameters of its scenario, so that it
//! can be read alone.

use serde_json::{Map, Value, json};

use crate::escape;

/// The version that is written, and the only one that is read.
pub const FORMAT: &str = "counterfoil-trace/1";
/// The most actions that a trace may have.
pub const MAX_ACTIONS: usize = 10_000;

/// One trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceFile {
    /// The name of the system.
    pub system: String,
    /// The label of the scenario.
    pub scenario: String,
    /// All parameters of the scenario.
    pub parameters: Map<String, Value>,
    /// What is wrong with the guards, as names of mutants: a guard that is off by its own name, one that is
    /// changed in another way as `GUARD:at_most`.
    pub guards_off: Vec<String>,
    /// The property that it is about; `deadlock` for a state without a successor; nothing if it is about its
    /// actions alone.
    pub property: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// What has to come of it.
    pub expect: Expect,
    /// The position of the first state among the initial states; written only if it is not the first.
    pub start: usize,
    /// What is attempted, in order.
    pub actions: Vec<Attempt>,
    /// After how many actions the run is in the state in which it ends, if it goes on from there for ever.
    pub loop_start: Option<usize>,
}

/// One action of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The kind of action.
    pub name: String,
    /// Its arguments by name.
    pub args: Map<String, Value>,
    /// The guard that refuses it, if it is to be refused.
    pub refused: Option<String>,
}

/// What a trace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A way to break a property.
    Counterexample,
    /// A way to what must be possible.
    Witness,
    /// A way to what must be refused.
    Refusal,
}

/// What has to come of a trace, its refusals apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expect {
    /// The property does not hold at the end.
    Violated,
    /// The property holds at the end; without a property, every action happens.
    Witnessed,
    /// The property holds all the way.
    Holds,
    /// The last action is refused.
    Refused,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Counterexample, Self::Witness, Self::Refusal];

    /// The kind as files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counterexample => "counterexample",
            Self::Witness => "witness",
            Self::Refusal => "refusal",
        }
    }
}

impl Expect {
    /// All there is to expect.
    pub const ALL: [Self; 4] = [Self::Violated, Self::Witnessed, Self::Holds, Self::Refused];

    /// The word that files write.
    pub fn name(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Witnessed => "witnessed",
            Self::Holds => "holds",
            Self::Refused => "refused",
        }
    }
}

impl TraceFile {
    /// The file's text: one line a field and one line an action, so that a change is a small difference.
    pub fn to_text(&self) -> String {
        let mut fields = vec![
            ("format", json!(FORMAT)),
            ("system", json!(self.system)),
            ("scenario", json!(self.scenario)),
            ("parameters", json!(self.parameters)),
            ("guards_off", json!(self.guards_off)),
            ("property", json!(self.property)),
            ("kind", json!(self.kind.name())),
            ("expect", json!(self.expect.name())),
        ];
        if self.start > 0 {
            fields.push(("start", json!(self.start)));
        }
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("  \"{name}\": {value},\n")).collect();
        let fields = fields.concat();
        let actions: Vec<String> = self.actions.iter().map(|one| format!("    {}", one.to_value())).collect();
        let actions = match actions.as_slice() {
            [] => "[]".to_owned(),
            several => format!("[\n{}\n  ]", several.join(",\n")),
        };
        let loop_start = json!(self.loop_start);
        escape::json(&format!("{{\n{fields}  \"actions\": {actions},\n  \"loop\": {loop_start}\n}}\n"))
    }
}

impl Attempt {
    /// The action as the file holds it.
    pub fn to_value(&self) -> Value {
        json!({ "name": self.name, "args": self.args, "refused": self.refused })
    }
}
