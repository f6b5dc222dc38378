//! Rust sources as trees of tokens: no comment or string can pass for code, and each token has its line.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

use crate::repository::File;

/// A token, its neighbours, and whether only tests are built with it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    siblings: &'a [TokenTree],
    index: usize,
    /// Inside an item under `#[cfg(test)]` or `#[test]`.
    pub(crate) in_test: bool,
}

impl<'a> Place<'a> {
    /// The token itself, where it is a name.
    pub(crate) fn ident(&self) -> Option<&'a Ident> {
        self.ident_at(0)
    }

    /// The name that stands `offset` tokens further on.
    pub(crate) fn ident_at(&self, offset: isize) -> Option<&'a Ident> {
        match self.at(offset)? {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        }
    }

    /// The group that stands `offset` tokens further on, if it has this delimiter.
    pub(crate) fn group_at(&self, offset: isize, delimiter: Delimiter) -> Option<&'a Group> {
        match self.at(offset)? {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// Whether the character stands `offset` tokens further on.
    pub(crate) fn is_punct_at(&self, offset: isize, character: char) -> bool {
        matches!(self.at(offset), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
    }

    /// The first group with this delimiter after the token, before the item or statement ends.
    pub(crate) fn next_group(&self, delimiter: Delimiter) -> Option<&'a Group> {
        let rest = self.siblings.get(self.index + 1..)?;
        for token in rest {
            match token {
                TokenTree::Group(group) if group.delimiter() == delimiter => return Some(group),
                TokenTree::Punct(punct) if punct.as_char() == ';' => return None,
                _ => {}
            }
        }
        None
    }

    /// The line of the token.
    pub(crate) fn line(&self) -> usize {
        self.siblings[self.index].span().start().line
    }

    /// The call that starts here, as in `name(…)`; not the definition `fn name(…)`.
    pub(crate) fn call(&self) -> Option<Call> {
        let name = self.ident()?.to_string();
        let arguments = self.group_at(1, Delimiter::Parenthesis)?;
        let is_definition = self.ident_at(-1).is_some_and(|previous| previous == "fn");
        (!is_definition).then(|| Call { name, line: self.line(), arguments: arguments.stream() })
    }

    /// The function that is defined here, at the word `fn`.
    pub(crate) fn function(&self) -> Option<Function> {
        if self.ident()? != "fn" {
            return None;
        }
        let name = self.ident_at(1)?.to_string();
        let parameters = self.next_group(Delimiter::Parenthesis)?.stream();
        let body = self.next_group(Delimiter::Brace)?.clone();
        Some(Function { name, line: self.line(), parameters, body, in_test: self.in_test })
    }

    /// The guard that is named here, as in `Guard::Name`.
    pub(crate) fn guard(&self) -> Option<String> {
        let is_path = self.ident()? == "Guard" && self.is_punct_at(1, ':') && self.is_punct_at(2, ':');
        if is_path { self.ident_at(3).map(ToString::to_string) } else { None }
    }

    fn at(&self, offset: isize) -> Option<&'a TokenTree> {
        self.siblings.get(self.index.checked_add_signed(offset)?)
    }
}

/// `name(arguments)`.
pub(crate) struct Call {
    /// What is called: the last part of its path, or the method.
    pub(crate) name: String,
    /// The line of the name.
    pub(crate) line: usize,
    /// What stands between the parentheses.
    pub(crate) arguments: TokenStream,
}

impl Call {
    /// Whether a guard refuses here: `require(…)`, `require_le(…)` and the like.
    pub(crate) fn is_require(&self) -> bool {
        self.name == "require" || self.name.starts_with("require_")
    }

    /// The guards that stand among the arguments, those of calls within them apart.
    pub(crate) fn guards(&self) -> Vec<String> {
        let siblings: Vec<TokenTree> = self.arguments.clone().into_iter().collect();
        let places = (0..siblings.len()).map(|index| Place { siblings: &siblings, index, in_test: false });
        places.filter_map(|place| place.guard()).collect()
    }
}

/// `fn name(parameters) { body }`.
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// The line of the word `fn`.
    pub(crate) line: usize,
    /// What stands between the parentheses.
    pub(crate) parameters: TokenStream,
    /// What stands between the braces, and where.
    pub(crate) body: Group,
    /// Whether only tests are built with it.
    pub(crate) in_test: bool,
}

/// Shows `see` every token of the file, in the order of the text.
pub(crate) fn visit(file: &File, see: &mut dyn FnMut(Place<'_>)) {
    let in_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
    visit_stream(tokens(file), in_test, see);
}

/// Shows `see` every token of the stream, in the order of the text.
pub(crate) fn visit_stream(stream: TokenStream, in_test: bool, see: &mut dyn FnMut(Place<'_>)) {
    let siblings: Vec<TokenTree> = stream.into_iter().collect();
    let mut item_in_test = in_test;
    for (index, token) in siblings.iter().enumerate() {
        let place = Place { siblings: &siblings, index, in_test: item_in_test };
        see(place);
        match token {
            TokenTree::Group(group) => {
                visit_stream(group.stream(), item_in_test, see);
                if is_test_attribute(place, group) {
                    item_in_test = true;
                } else if group.delimiter() == Delimiter::Brace {
                    item_in_test = in_test;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => item_in_test = in_test,
            _ => {}
        }
    }
}

/// The functions of the file that are defined with a body.
pub(crate) fn functions(file: &File) -> Vec<Function> {
    let mut functions = Vec::new();
    visit(file, &mut |place| functions.extend(place.function()));
    functions
}

/// The calls in the file, each with whether only tests make it.
pub(crate) fn calls(file: &File) -> Vec<(Call, bool)> {
    let mut calls = Vec::new();
    visit(file, &mut |place| calls.extend(place.call().map(|call| (call, place.in_test))));
    calls
}

/// Whether a name in the stream satisfies `is_sought`, at any depth.
pub(crate) fn names(stream: TokenStream, is_sought: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    visit_stream(stream, false, &mut |place| {
        found |= place.ident().is_some_and(|ident| is_sought(&ident.to_string()));
    });
    found
}

/// Whether `&&` joins anything in the stream, at any depth.
pub(crate) fn has_conjunction(stream: TokenStream) -> bool {
    let mut found = false;
    visit_stream(stream, false, &mut |place| {
        let first = matches!(place.at(0), Some(TokenTree::Punct(punct))
            if punct.as_char() == '&' && punct.spacing() == Spacing::Joint);
        // At the head of an argument it is a reference to a reference.
        let is_operator = place.at(-1).is_some_and(|previous| !matches!(previous, TokenTree::Punct(_)))
            || place.is_punct_at(-1, '?');
        found |= first && place.is_punct_at(1, '&') && is_operator;
    });
    found
}

/// How many lines of the file stand in modules that only tests are built with.
pub(crate) fn test_lines(file: &File) -> usize {
    let mut lines = 0;
    let mut last_counted = 0;
    visit(file, &mut |place| {
        let is_module = place.in_test && place.ident().is_some_and(|ident| ident == "mod");
        let Some(body) = place.group_at(2, Delimiter::Brace).filter(|_| is_module) else { return };
        if place.line() > last_counted {
            last_counted = body.span_close().end().line;
            lines += last_counted + 1 - place.line();
        }
    });
    lines
}

fn tokens(file: &File) -> TokenStream {
    match file.text.parse() {
        Ok(tokens) => tokens,
        Err(error) => panic!("{}: not Rust: {error}", file.path),
    }
}

fn is_test_attribute(place: Place<'_>, group: &Group) -> bool {
    let text: String = group.stream().to_string().split_whitespace().collect();
    place.is_punct_at(-1, '#') && (text == "test" || text == "cfg(test)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        File { path: "model/src/toy/contracts/vault.rs".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        let calls = calls(&file("// require(Guard::A)\nfn f() { g(\"require(Guard::A)\") }"));
        assert_eq!(calls.iter().map(|(call, _)| call.name.as_str()).collect::<Vec<_>>(), ["g"]);
    }

    #[test]
    fn a_test_ends_with_its_item() {
        let text = "#[cfg(test)] use a::b;\nfn live() { f() }\n#[cfg(test)]\nmod tests {\nfn t() { g() }\n}";
        let functions = functions(&file(text));
        assert_eq!(
            functions.iter().map(|f| (f.name.as_str(), f.in_test)).collect::<Vec<_>>(),
            [("live", false), ("t", true)]
        );
        assert_eq!(test_lines(&file(text)), 3);
    }

    #[test]
    fn a_call_names_its_own_guards_only() {
        let calls = calls(&file("fn f() { system.guards.require_le(Guard::A, g(Guard::B), 1)?; }"));
        assert_eq!(calls[0].0.guards(), ["A"]);
        assert!(calls[0].0.is_require());
    }
}
