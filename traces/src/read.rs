//! Reads a trace file that anybody may have written.
//!
//! What is found wrong has the line and the field; nothing panics, and nothing larger than the limits of
//! [`document`](crate::document) is kept. Whether the names in it exist is for [`open`](crate::open).

use serde_json::{Map, Value};

use crate::document::{Content, Node, Wrong, parse};
use crate::format::{Attempt, Expect, FORMAT, Kind, MAX_ACTIONS, TraceFile};

/// The fields of a file; all but `start` must be there.
const FIELDS: [&str; 11] = [
    "format",
    "system",
    "scenario",
    "parameters",
    "guards_off",
    "property",
    "kind",
    "expect",
    "start",
    "actions",
    "loop",
];

/// A trace file and where its fields stand.
#[derive(Clone, Debug)]
pub struct Source {
    /// What the file says.
    pub file: TraceFile,
    root: Node,
}

impl Source {
    /// What is wrong with a field, with the line that the field is in.
    pub fn wrong(&self, field: &str, sentence: &str) -> Wrong {
        Wrong { line: self.root.line_of(field), field: field.to_owned(), sentence: sentence.to_owned() }
    }
}

/// The trace in these bytes.
///
/// # Errors
/// If they are no JSON, too large, of an unknown version, or if a field is missing, unknown or of a wrong type.
pub fn read(bytes: &[u8]) -> Result<Source, Wrong> {
    let root = parse(bytes)?;
    let file = trace(&Fields::of(&root, "")?)?;
    Ok(Source { file, root })
}

fn trace(fields: &Fields<'_>) -> Result<TraceFile, Wrong> {
    let format = fields.get("format")?;
    match format.to_value() {
        Value::String(version) if version == FORMAT => {}
        other => return Err(fields.wrong("format", format!("must be \"{FORMAT}\", not {other}"))),
    }
    fields.only(&FIELDS)?;
    let guards_off = fields.list("guards_off", 256)?;
    let guards_off = guards_off
        .iter()
        .enumerate()
        .map(|(index, node)| string(node, &fields.path(&format!("guards_off[{index}]"))))
        .collect::<Result<_, _>>()?;
    let actions = fields.list("actions", MAX_ACTIONS)?;
    let actions = actions.iter().enumerate().map(|(index, node)| attempt(node, index));
    let file = TraceFile {
        system: fields.string("system")?,
        scenario: fields.string("scenario")?,
        parameters: fields.map("parameters")?,
        guards_off,
        property: fields.optional("property", string)?,
        kind: fields.word("kind", &Kind::ALL, Kind::name)?,
        expect: fields.word("expect", &Expect::ALL, Expect::name)?,
        start: match fields.find("start") {
            Some(node) => number(node, &fields.path("start"))?,
            None => 0,
        },
        actions: actions.collect::<Result<_, _>>()?,
        loop_start: fields.optional("loop", number)?,
    };
    fits(&file, fields).map(|()| file)
}

/// Whether what it is, what it expects and what it is about go together.
fn fits(file: &TraceFile, fields: &Fields<'_>) -> Result<(), Wrong> {
    let expects: &[Expect] = match file.kind {
        Kind::Counterexample => &[Expect::Violated, Expect::Holds],
        Kind::Witness => &[Expect::Witnessed, Expect::Holds],
        Kind::Refusal => &[Expect::Refused],
    };
    if !expects.contains(&file.expect) {
        let names: Vec<String> = expects.iter().map(|one| format!("\"{}\"", one.name())).collect();
        let sentence = format!(
            "of a {} it must be {}, not \"{}\"",
            file.kind.name(),
            names.join(" or "),
            file.expect.name()
        );
        return Err(fields.wrong("expect", sentence));
    }
    if file.property.is_none() && file.kind == Kind::Counterexample {
        return Err(fields.wrong("property", "a counterexample is one to a property"));
    }
    if file.kind == Kind::Refusal && file.actions.last().is_none_or(|last| last.refused.is_none()) {
        return Err(fields.wrong("actions", "the last action of a refusal must be refused"));
    }
    if file.loop_start.is_some_and(|start| start > file.actions.len()) {
        let sentence = format!("there are only {} actions", file.actions.len());
        return Err(fields.wrong("loop", sentence));
    }
    Ok(())
}

fn attempt(node: &Node, index: usize) -> Result<Attempt, Wrong> {
    let fields = Fields::of(node, &format!("actions[{index}]"))?;
    fields.only(&["name", "args", "refused"])?;
    Ok(Attempt {
        name: fields.string("name")?,
        args: fields.map("args")?,
        refused: fields.optional("refused", string)?,
    })
}

/// The fields of an object, and the way to it.
struct Fields<'a> {
    line: usize,
    path: String,
    entries: &'a [(String, Node)],
}

impl<'a> Fields<'a> {
    fn of(node: &'a Node, path: &str) -> Result<Self, Wrong> {
        match &node.content {
            Content::Object(fields) => Ok(Self { line: node.line, path: path.to_owned(), entries: fields }),
            _ => Err(wrong(node, path, "must be an object")),
        }
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn find(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(field, _)| field == name).map(|(_, node)| node)
    }

    fn wrong(&self, name: &str, sentence: impl Into<String>) -> Wrong {
        let line = self.find(name).map_or(self.line, |node| node.line);
        Wrong { line, field: self.path(name), sentence: sentence.into() }
    }

    fn get(&self, name: &str) -> Result<&'a Node, Wrong> {
        self.find(name).ok_or_else(|| self.wrong(name, "is missing"))
    }

    /// Refuses what a later version may have meant by a field that this one does not know.
    fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        match self.entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => Err(self.wrong(name, format!("there is no such field in {FORMAT}"))),
        }
    }

    fn string(&self, name: &str) -> Result<String, Wrong> {
        string(self.get(name)?, &self.path(name))
    }

    fn map(&self, name: &str) -> Result<Map<String, Value>, Wrong> {
        match self.get(name)?.to_value() {
            Value::Object(map) => Ok(map),
            _ => Err(self.wrong(name, "must be an object")),
        }
    }

    fn list(&self, name: &str, most: usize) -> Result<&'a [Node], Wrong> {
        match &self.get(name)?.content {
            Content::List(nodes) if nodes.len() <= most => Ok(nodes),
            Content::List(nodes) => {
                Err(self.wrong(name, format!("has {} entries, and {most} are the most", nodes.len())))
            }
            _ => Err(self.wrong(name, "must be a list")),
        }
    }

    fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Node, &str) -> Result<T, Wrong>,
    ) -> Result<Option<T>, Wrong> {
        let node = self.get(name)?;
        match &node.content {
            Content::Scalar(Value::Null) => Ok(None),
            _ => read(node, &self.path(name)).map(Some),
        }
    }

    fn word<T: Copy>(&self, name: &str, all: &[T], word: fn(T) -> &'static str) -> Result<T, Wrong> {
        let text = self.string(name)?;
        all.iter().copied().find(|one| word(*one) == text).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
            self.wrong(name, format!("must be one of {}, not \"{text}\"", words.join(", ")))
        })
    }
}

fn string(node: &Node, path: &str) -> Result<String, Wrong> {
    match &node.content {
        Content::Scalar(Value::String(text)) => Ok(text.clone()),
        _ => Err(wrong(node, path, "must be a string")),
    }
}

fn number(node: &Node, path: &str) -> Result<usize, Wrong> {
    let number = match &node.content {
        Content::Scalar(value) => value.as_u64().and_then(|number| usize::try_from(number).ok()),
        Content::List(_) | Content::Object(_) => None,
    };
    number.ok_or_else(|| wrong(node, path, "must be a number from 0"))
}

fn wrong(node: &Node, field: &str, sentence: &str) -> Wrong {
    Wrong { line: node.line, field: field.to_owned(), sentence: sentence.to_owned() }
}
