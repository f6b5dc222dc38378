//! JSON that remembers its lines: what a reader of hostile files works on.
//!
//! Every limit is asked for before anything that it limits is kept, and every fault is given the line and the
//! field that it is in. Strings and numbers are decoded by `serde_json`, token by token.

use std::fmt::{self, Display};

use serde_json::{Map, Value};

/// The most bytes that a file may have.
pub const MAX_BYTES: usize = 4 << 20;
/// The most values that a file may hold, those within others counted too.
pub const MAX_VALUES: usize = 200_000;
/// How many bytes a string may take in the file.
pub const MAX_STRING: usize = 1_000;
/// How deep values may stand in one another.
pub const MAX_DEPTH: usize = 16;

/// A value and the line that it begins in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The line, from 1.
    pub line: usize,
    /// What it is.
    pub content: Content,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A string, a number, `true`, `false` or `null`.
    Scalar(Value),
    /// `[…]`.
    List(Vec<Node>),
    /// `{…}`, in the order of the file; no name stands twice.
    Object(Vec<(String, Node)>),
}

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// The field: `actions[2].args`; empty where it is the file as a whole.
    pub field: String,
    /// What is wrong, as a sentence without its full stop.
    pub sentence: String,
}

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "{}: {}", self.line, self.sentence),
            field => write!(f, "{}: {field}: {}", self.line, self.sentence),
        }
    }
}

impl std::error::Error for Wrong {}

impl Node {
    /// The value without its lines.
    pub fn to_value(&self) -> Value {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(nodes) => Value::Array(nodes.iter().map(Self::to_value).collect()),
            Content::Object(fields) => Value::Object(
                fields.iter().map(|(name, node)| (name.clone(), node.to_value())).collect::<Map<_, _>>(),
            ),
        }
    }

    /// The line of the field at `path` (`actions[2].args.amount`), or of the part of it that there is.
    pub fn line_of(&self, path: &str) -> usize {
        let mut node = self;
        for part in path.split(['.', '[']).filter(|part| !part.is_empty()) {
            let next = match &node.content {
                Content::List(nodes) => {
                    part.trim_end_matches(']').parse::<usize>().ok().and_then(|index| nodes.get(index))
                }
                Content::Object(fields) => {
                    fields.iter().find(|(name, _)| name == part).map(|(_, field)| field)
                }
                Content::Scalar(_) => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.line
    }
}

/// The JSON in these bytes.
///
/// # Errors
/// If it is none, or beyond one of the limits.
pub fn parse(bytes: &[u8]) -> Result<Node, Wrong> {
    if bytes.len() > MAX_BYTES {
        let sentence = format!("the file has {} bytes, and {MAX_BYTES} are the most", bytes.len());
        return Err(Wrong { line: 1, field: String::new(), sentence });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Wrong { line: lines(valid), field: String::new(), sentence: "this is not UTF-8".into() }
    })?;
    let mut parser = Parser { text, at: 0, line: 1, values: 0, path: Vec::new() };
    let root = parser.value()?;
    match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.wrong("nothing may follow the object")),
    }
}

fn lines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    values: usize,
    /// The way to where it stands: `.name`, `[3]`.
    path: Vec<String>,
}

impl Parser<'_> {
    fn wrong(&self, sentence: impl Into<String>) -> Wrong {
        let field = self.path.concat();
        let field = field.strip_prefix('.').unwrap_or(&field).to_owned();
        Wrong { line: self.line, field, sentence: sentence.into() }
    }

    /// The next byte that is no space, which stays.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(byte),
            }
            self.at += 1;
        }
    }

    /// Goes past `byte`, if it is what follows.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self) -> Result<Node, Wrong> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(self.wrong(format!("the file holds more than {MAX_VALUES} values")));
        }
        if self.path.len() > MAX_DEPTH {
            return Err(self.wrong(format!("values stand more than {MAX_DEPTH} deep in one another")));
        }
        let first = self.peek();
        let line = self.line;
        let content = match first {
            Some(b'{') => Content::Object(self.fields()?),
            Some(b'[') => Content::List(self.items()?),
            Some(b'"') => Content::Scalar(self.string()?.into()),
            Some(_) => Content::Scalar(self.word()?),
            None => return Err(self.wrong("the file ends where a value should stand")),
        };
        Ok(Node { line, content })
    }

    fn items(&mut self) -> Result<Vec<Node>, Wrong> {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Ok(items);
        }
        loop {
            self.path.push(format!("[{}]", items.len()));
            items.push(self.value()?);
            self.path.pop();
            if self.takes(b']') {
                return Ok(items);
            }
            if !self.takes(b',') {
                return Err(self.wrong("\",\" or \"]\" must follow here"));
            }
        }
    }

    fn fields(&mut self) -> Result<Vec<(String, Node)>, Wrong> {
        self.at += 1;
        let mut fields: Vec<(String, Node)> = Vec::new();
        if self.takes(b'}') {
            return Ok(fields);
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a name in quotes must follow here"));
            }
            let name = self.string()?;
            // Of the fields that trace files have, no object has many.
            if fields.len() >= 100 {
                return Err(self.wrong("an object has more than 100 fields"));
            }
            if fields.iter().any(|(known, _)| *known == name) {
                return Err(self.wrong(format!("\"{name}\" stands twice")));
            }
            if !self.takes(b':') {
                return Err(self.wrong("\":\" must follow here"));
            }
            self.path.push(format!(".{name}"));
            let value = self.value()?;
            self.path.pop();
            fields.push((name, value));
            if self.takes(b'}') {
                return Ok(fields);
            }
            if !self.takes(b',') {
                return Err(self.wrong("\",\" or \"}\" must follow here"));
            }
        }
    }

    fn string(&mut self) -> Result<String, Wrong> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut is_escaped = true;
        let mut length = 0;
        for byte in rest.iter().take(MAX_STRING) {
            length += 1;
            // The first quote opens the string, so it counts as escaped.
            match byte {
                b'"' if !is_escaped => return self.decoded(length, "this is not a string of JSON"),
                b'\\' => is_escaped = !is_escaped,
                _ => is_escaped = false,
            }
        }
        let sentence = match rest.len() {
            rest if rest > MAX_STRING => format!("a string takes more than {MAX_STRING} bytes"),
            _ => "a string has no end".into(),
        };
        Err(self.wrong(sentence))
    }

    fn word(&mut self) -> Result<Value, Wrong> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let is_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = rest.iter().take(MAX_STRING).take_while(is_of_word).count();
        self.decoded(length, "this is no value of JSON")
    }

    /// The next bytes, as `serde_json` reads them.
    fn decoded<T: serde::de::DeserializeOwned>(&mut self, length: usize, or: &str) -> Result<T, Wrong> {
        let token = self.text.get(self.at..self.at + length).unwrap_or_default();
        let value = serde_json::from_str(token).map_err(|_| self.wrong(or))?;
        self.at += length;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wrong(text: &str) -> String {
        parse(text.as_bytes()).expect_err(text).to_string()
    }

    #[test]
    fn what_is_json_is_read_as_serde_json_reads_it() {
        let text =
            "{\"a\": [1, -2, {}, [], null],\r\n\t\"b\\n\\u00e9\\\"\": {\"c\": \"\\\\\"}, \"d\": true}\n";
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap().to_value(), expected);
        assert_eq!(expected["b\né\""], json!({ "c": "\\" }));
    }

    #[test]
    fn each_value_knows_its_line() {
        let node = parse(b"{\"a\":\n[\n1,\n{\"b\": 2}],\n\"c\": 3}").unwrap();
        let lines = ["", "a", "a[0]", "a[1]", "a[1].b", "a[1].gone.further", "a[7]", "c", "d"];
        assert_eq!(lines.map(|path| node.line_of(path)), [1, 2, 3, 4, 4, 4, 2, 5, 1]);
    }

    #[test]
    fn what_is_no_json_is_refused_with_line_and_field() {
        assert_eq!(wrong(""), "1: the file ends where a value should stand");
        assert_eq!(wrong("{\"a\":\n}"), "2: a: this is no value of JSON");
        assert_eq!(wrong("{\"a\": [1,\n2 3]}"), "2: a: \",\" or \"]\" must follow here");
        assert_eq!(wrong("{\"a\": [0, {\"b\": nil}]}"), "1: a[1].b: this is no value of JSON");
        assert_eq!(wrong("{\"a\" 1}"), "1: \":\" must follow here");
        assert_eq!(wrong("{a: 1}"), "1: a name in quotes must follow here");
        assert_eq!(wrong("{\"a\": 1 \"b\"}"), "1: \",\" or \"}\" must follow here");
        assert_eq!(wrong("{\"a\": 1, \"a\": 2}"), "1: \"a\" stands twice");
        assert_eq!(wrong("{}\n{}"), "2: nothing may follow the object");
        assert_eq!(wrong("{\"a\": \"b"), "1: a: a string has no end");
        assert_eq!(wrong("\"\\x\""), "1: this is not a string of JSON");
        assert_eq!(wrong("1e999"), "1: this is no value of JSON");
        assert_eq!(parse(b"{\n\xff").unwrap_err().to_string(), "2: this is not UTF-8");
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let deep = "[".repeat(100_000);
        assert!(wrong(&deep).ends_with("values stand more than 16 deep in one another"));
        let long = format!("\"{}\"", "a".repeat(MAX_STRING));
        assert_eq!(wrong(&long), "1: a string takes more than 1000 bytes");
        let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
        assert!(wrong(&many).ends_with("the file holds more than 200000 values"));
        let wide: Vec<String> = (0..101).map(|name| format!("\"{name}\": 0")).collect();
        assert_eq!(wrong(&format!("{{{}}}", wide.join(","))), "1: an object has more than 100 fields");
        let large = " ".repeat(MAX_BYTES + 1);
        assert_eq!(wrong(&large), "1: the file has 4194305 bytes, and 4194304 are the most");
    }
}
