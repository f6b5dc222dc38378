//! Which files of a crate use one another in a circle, read from the paths that they name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::repository::File;

/// A module by the names that lead to it from the crate's root, which has none.
type Module = Vec<String>;

/// The groups of files below `folder` in which each uses each other, directly or through others; tests apart.
pub(super) fn circles(folder: &str, files: &[File]) -> Vec<BTreeSet<String>> {
    let modules: BTreeMap<Module, &File> =
        files.iter().filter_map(|file| Some((module(folder, &file.path)?, file))).collect();
    let uses: BTreeMap<&Module, BTreeSet<&Module>> =
        modules.iter().map(|(module, file)| (module, used(module, file, &modules))).collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        uses.keys().map(|module| (*module, reachable(module, &uses))).collect();
    let circle = |module: &Module| -> BTreeSet<String> {
        let back = reached[module].iter().filter(|other| reached[**other].contains(module));
        back.map(|other| modules[*other].path.clone()).collect()
    };
    let found: BTreeSet<BTreeSet<String>> = modules.keys().map(circle).filter(|one| one.len() > 1).collect();
    found.into_iter().collect()
}

/// The module that a file is, unless it is a program's own.
fn module(folder: &str, path: &str) -> Option<Module> {
    let name = path.strip_prefix(folder)?.strip_suffix(".rs")?;
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "lib" => Some(Vec::new()),
        "main" => None,
        _ => Some(name.split('/').map(str::to_owned).collect()),
    }
}

fn reachable<'a>(
    from: &'a Module,
    uses: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Module> = uses[from].iter().copied().collect();
    while let Some(module) = open.pop() {
        if reached.insert(module) {
            open.extend(uses[module].iter().copied());
        }
    }
    reached
}

/// The other modules of which the file names something.
fn used<'a>(module: &Module, file: &File, modules: &'a BTreeMap<Module, &File>) -> BTreeSet<&'a Module> {
    let stream: TokenStream = file.text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut paths = Vec::new();
    collect(stream, &[], &mut paths);
    let named = paths.iter().filter_map(|path| resolved(module, path, modules));
    named.filter(|other| *other != module).collect()
}

/// Every path in the tokens, a list of names each; those within `prefix::{…}` with the prefix.
fn collect(stream: TokenStream, prefix: &[String], paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let is_colons = |index: usize| {
        let is_colon =
            |index: usize| matches!(tokens.get(index), Some(TokenTree::Punct(one)) if one.as_char() == ':');
        is_colon(index) && is_colon(index + 1)
    };
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        match token {
            // What only tests are built with is not the crate's.
            TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)" => {
                let is_end = |token: &TokenTree| match token {
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    TokenTree::Punct(punct) => punct.as_char() == ';',
                    _ => false,
                };
                index += tokens[index..].iter().position(is_end).map_or(0, |end| end + 1);
            }
            // `pub(in crate::engine)` says who may use it.
            TokenTree::Ident(word) if word == "pub" => {
                let is_scope = matches!(tokens.get(index), Some(TokenTree::Group(_)));
                index += usize::from(is_scope);
            }
            TokenTree::Group(group) => collect(group.stream(), &[], paths),
            TokenTree::Ident(ident) => {
                // `mod name` says that there is a module, and uses nothing of it.
                let is_declared =
                    index > 1 && matches!(&tokens[index - 2], TokenTree::Ident(word) if word == "mod");
                let mut path = [prefix, &[ident.to_string()]].concat();
                while is_colons(index) {
                    index += 2;
                    match tokens.get(index) {
                        Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
                        Some(TokenTree::Group(group)) => collect(group.stream(), &path, paths),
                        _ => break,
                    }
                    index += 1;
                }
                if !is_declared {
                    paths.push(path);
                }
            }
            _ => {}
        }
    }
}

/// The module that holds what the path names, as far as the path leads through modules.
fn resolved<'a>(
    module: &Module,
    path: &[String],
    modules: &'a BTreeMap<Module, &File>,
) -> Option<&'a Module> {
    let mut names = path.iter().map(String::as_str).peekable();
    let mut place = module.clone();
    match *names.peek()? {
        "crate" => place.clear(),
        "self" | "super" => {}
        // A name alone may be anything: only `child::name` leads into a module.
        _ if path.len() == 1 => return None,
        child => {
            let is_child = modules.contains_key(&[&module[..], &[child.to_owned()]].concat());
            return if is_child { longest(place, names, modules) } else { None };
        }
    }
    while let Some(name) = names.next_if(|name| ["crate", "self", "super"].contains(name)) {
        if name == "super" {
            place.pop();
        }
    }
    longest(place, names, modules)
}

fn longest<'a, 'b>(
    mut place: Module,
    names: impl Iterator<Item = &'b str>,
    modules: &'a BTreeMap<Module, &File>,
) -> Option<&'a Module> {
    for name in names {
        place.push(name.to_owned());
        if !modules.contains_key(&place) {
            place.pop();
            break;
        }
    }
    modules.get_key_value(&place).map(|(module, _)| module)
}

#[test]
fn a_circle_is_found_and_a_line_is_none() {
    let file = |path: &str, text: &str| File { path: format!("src/{path}"), text: text.to_owned() };
    let mut files = vec![
        file("lib.rs", "pub mod a; pub mod b; pub mod c;"),
        file("a.rs", "use crate::b::{self, c::D}; fn f() { super::c::g() }"),
        file("b/mod.rs", "mod c; use self::c::D; use std::fmt;"),
        file("b/c.rs", "#[cfg(test)] mod tests { use crate::a; } struct D;"),
        file("c.rs", "// crate::a is a comment\nfn g() -> &'static str { \"crate::a\" }"),
        file("main.rs", "use crate::a;"),
    ];
    assert_eq!(circles("src/", &files), []);
    files[4].text = "use crate::b::c::D; fn g() {}".to_owned();
    files[3].text = "struct D(crate::a::A);".to_owned();
    let circle = |paths: &[&str]| paths.iter().map(|path| format!("src/{path}")).collect::<BTreeSet<_>>();
    assert_eq!(circles("src/", &files), [circle(&["a.rs", "b/c.rs", "b/mod.rs", "c.rs"])]);
}
