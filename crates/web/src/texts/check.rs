//! The test every crate runs over its own sources: no message missing, unused, or filled with other
//! values than it asks for.
//!
//! ```no_run
//! # const SOURCES: &[liptako_web::texts::TextSource] = &[];
//! let faults = liptako_web::texts::check::check_crate(
//!     concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref(), SOURCES, liptako_web::TEXTS);
//! assert!(faults.is_empty(), "{}", faults.join("\n"));
//! ```
//!
//! What counts as a call: `page.t("key")`, `page.text("key").with("name", …)`,
//! `Message::new("key").with("name", …)`, and [`key("key")`](crate::texts::key) for a key handed on.
//! A value that exists in both languages is given under the names `fr` and `en`, of which each language shows its own.
//! Any other string literal equal to a key counts as a use, without being checked for its values.

use super::TextSource;
use fluent_syntax::ast;
use liptako_core::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A message's key and the names of the values it asks for, those of messages it quotes included.
type Signatures = BTreeMap<String, BTreeSet<String>>;

/// Compares the messages of a crate with the `.rs` and `.html` files under `src_dir`.
///
/// `borrowed` are messages of other crates that these sources may use (`liptako_web::TEXTS`). The answer
/// is one sentence per fault, sorted; empty when all is well.
pub fn check_crate(src_dir: &Path, own: &[TextSource], borrowed: &[TextSource]) -> Vec<String> {
    let mut faults = Vec::new();
    let per_lang: Vec<(Lang, Signatures)> =
        Lang::ALL.into_iter().map(|lang| (lang, signatures(lang, own, &mut faults))).collect();
    compare_languages(&per_lang, &mut faults);

    let mut known = per_lang.into_iter().next().map(|(_, found)| found).unwrap_or_default();
    let own_keys: BTreeSet<String> = known.keys().cloned().collect();
    known.append(&mut signatures(Lang::Fr, borrowed, &mut faults));

    let mut used = BTreeSet::new();
    let mut n_files = 0usize;
    for_each_source(src_dir, &mut |path, text| {
        n_files += 1;
        let is_template = path.extension().is_some_and(|ending| ending == "html");
        for literal in literals(text, is_template) {
            used.insert(literal.value.clone());
            if let Some(call) = literal.call {
                check_call(path, &literal.value, &call, &known, &mut faults);
            }
        }
    });
    if n_files == 0 {
        faults.push(format!("no source file under {}", src_dir.display()));
    }
    for key in own_keys.difference(&used) {
        faults.push(format!("unused message: {key}"));
    }
    faults.sort();
    faults.dedup();
    faults
}

fn check_call(path: &Path, key: &str, call: &Call, known: &Signatures, faults: &mut Vec<String>) {
    let place = path.file_name().unwrap_or_default().to_string_lossy();
    match (known.get(key), call) {
        (None, _) => faults.push(format!("missing message: {key} ({place})")),
        (Some(asked), Call::Filled(given)) if asked != given => {
            faults.push(format!("{key} ({place}): asks for {}, is given {}", names(asked), names(given)))
        }
        _ => {}
    }
}

fn names(set: &BTreeSet<String>) -> String {
    if set.is_empty() { "nothing".to_owned() } else { set.iter().cloned().collect::<Vec<_>>().join(", ") }
}

fn compare_languages(per_lang: &[(Lang, Signatures)], faults: &mut Vec<String>) {
    let Some((first_lang, first)) = per_lang.first() else { return };
    for (lang, other) in &per_lang[1..] {
        for (key, asked) in first {
            match other.get(key) {
                None => faults.push(format!("{key}: not in {}", lang.tag())),
                Some(asked_there) if asked_there != asked => faults.push(format!(
                    "{key}: asks for {} in {}, {} in {}",
                    names(asked),
                    first_lang.tag(),
                    names(asked_there),
                    lang.tag()
                )),
                Some(_) => {}
            }
        }
        for key in other.keys().filter(|key| !first.contains_key(*key)) {
            faults.push(format!("{key}: not in {}", first_lang.tag()));
        }
    }
}

/// Reads the signatures of every message of one language.
fn signatures(lang: Lang, sources: &[TextSource], faults: &mut Vec<String>) -> Signatures {
    let mut direct: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (_, source) in sources.iter().filter(|(of, _)| *of == lang) {
        let resource = match fluent_syntax::parser::parse(*source) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                faults.extend(errors.iter().map(|error| format!("{} messages: {error}", lang.tag())));
                resource
            }
        };
        for entry in resource.body {
            let (id, pattern) = match entry {
                ast::Entry::Message(message) => (message.id.name.to_owned(), message.value),
                ast::Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value)),
                _ => continue,
            };
            let (mut variables, mut quoted) = (BTreeSet::new(), BTreeSet::new());
            if let Some(pattern) = &pattern {
                walk_pattern(pattern, &mut variables, &mut quoted);
            }
            if direct.insert(id.clone(), (variables, quoted)).is_some() {
                faults.push(format!("{id}: twice in {}", lang.tag()));
            }
        }
    }
    let resolve = |id: &String| {
        let (mut variables, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::new(), vec![id.clone()]);
        while let Some(next) = waiting.pop() {
            if let Some((own, quoted)) = direct.get(&next)
                && seen.insert(next)
            {
                variables.extend(own.iter().cloned());
                waiting.extend(quoted.iter().cloned());
            }
        }
        variables
    };
    direct.keys().filter(|id| !id.starts_with('-')).map(|id| (id.clone(), resolve(id))).collect()
}

fn walk_pattern(
    pattern: &ast::Pattern<&str>,
    variables: &mut BTreeSet<String>,
    quoted: &mut BTreeSet<String>,
) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            walk_expression(expression, variables, quoted);
        }
    }
}

fn walk_expression(
    expression: &ast::Expression<&str>,
    variables: &mut BTreeSet<String>,
    quoted: &mut BTreeSet<String>,
) {
    match expression {
        ast::Expression::Inline(inline) => walk_inline(inline, variables, quoted),
        ast::Expression::Select { selector, variants } => {
            walk_inline(selector, variables, quoted);
            for variant in variants {
                walk_pattern(&variant.value, variables, quoted);
            }
        }
    }
}

fn walk_inline(
    inline: &ast::InlineExpression<&str>,
    variables: &mut BTreeSet<String>,
    quoted: &mut BTreeSet<String>,
) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            // A value kept in both languages is given twice, as `fr` and `en`; each language shows its own.
            match Lang::from_tag(id.name).filter(|lang| lang.tag() == id.name) {
                Some(_) => variables.extend(Lang::ALL.map(|lang| lang.tag().to_owned())),
                None => drop(variables.insert(id.name.to_owned())),
            }
        }
        ast::InlineExpression::MessageReference { id, .. } => {
            quoted.insert(id.name.to_owned());
        }
        ast::InlineExpression::TermReference { id, .. } => {
            quoted.insert(format!("-{}", id.name));
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                walk_inline(argument, variables, quoted);
            }
        }
        ast::InlineExpression::Placeable { expression } => walk_expression(expression, variables, quoted),
        _ => {}
    }
}

fn for_each_source(dir: &Path, visit: &mut dyn FnMut(&Path, &str)) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            for_each_source(&path, visit);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            // Tests speak of messages that no page uses.
            let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            visit(&path, code);
        }
    }
}

/// How a literal is used as a key.
#[derive(Debug, PartialEq, Eq)]
enum Call {
    /// Handed on: its values are given elsewhere.
    Handed,
    /// Turned into words here, with these values.
    Filled(BTreeSet<String>),
}

struct Literal {
    value: String,
    call: Option<Call>,
}

/// Finds the string literals of a source, with the call each stands in.
fn literals(text: &str, is_template: bool) -> Vec<Literal> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut in_template_code = !is_template;
    while at < bytes.len() {
        let rest = &text[at..];
        if is_template && !in_template_code {
            if rest.starts_with("{#") {
                at += rest.find("#}").map_or(rest.len(), |end| end + 2);
            } else {
                in_template_code = rest.starts_with("{{") || rest.starts_with("{%");
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        } else if is_template && (rest.starts_with("}}") || rest.starts_with("%}")) {
            in_template_code = false;
            at += 2;
        } else if !is_template && rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if !is_template && (rest.starts_with("'\"'") || rest.starts_with("'\\\"'")) {
            at += 3;
        } else if bytes[at] == b'"' {
            let len = string_len(rest);
            let value = rest.get(1..len.saturating_sub(1)).unwrap_or_default().to_owned();
            let call = call_of(&text[..at], &rest[len..]);
            found.push(Literal { value, call });
            at += len;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Bytes of the literal that `text` begins with, both quotes included.
fn string_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn call_of(before: &str, after: &str) -> Option<Call> {
    let before = before.trim_end().strip_suffix('(')?;
    let handed = ["key", "texts::key"].iter().any(|name| ends_with_word(before, name));
    if handed {
        return Some(Call::Handed);
    }
    let chained = ends_with_word(before, "Message::new") || before.ends_with("page.text");
    if chained {
        return Some(Call::Filled(chain(after)));
    }
    before.ends_with("page.t").then(|| Call::Filled(BTreeSet::new()))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
}

/// Names given by `.with("name", …)` after a key.
fn chain(after: &str) -> BTreeSet<String> {
    let mut given = BTreeSet::new();
    let Some(mut rest) = after.trim_start().trim_start_matches(',').trim_start().strip_prefix(')') else {
        return given;
    };
    while let Some(inside) = rest.trim_start().strip_prefix(".with(") {
        let literal = inside.trim_start();
        let len = string_len(literal);
        given.insert(literal.get(1..len.saturating_sub(1)).unwrap_or_default().to_owned());
        rest = &inside[closing(inside)..];
    }
    given
}

/// Where the text goes on after the parenthesis that closes an already opened one.
fn closing(text: &str) -> usize {
    let (mut depth, mut at) = (1usize, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += string_len(&text[at..]);
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &[TextSource] =
        &[(Lang::Fr, "a = A\nb = B { $n }\nc = C { b }\n"), (Lang::En, "a = A\nb = B { $n }\nc = C { b }\n")];

    fn faults_of(name: &str, code: &str, sources: &[TextSource]) -> Vec<String> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), code).unwrap();
        check_crate(dir.path(), sources, &[])
    }

    #[test]
    fn sources_that_agree_have_no_fault() {
        let code = r#"page.t("a"); page.text("c").with("n", f(")")); Message::new("b").with("n", 3);"#;
        assert_eq!(faults_of("x.rs", code, SOURCES), Vec::<String>::new());
        let template =
            r#"<p class="nothing">{{ page.t("a") }} {{ page.text("b").with("n", n) }}{% if k == "c" %}"#;
        assert_eq!(faults_of("x.html", template, SOURCES), Vec::<String>::new());
    }

    #[test]
    fn missing_unused_and_misfilled_messages_are_named() {
        let faults = faults_of("x.rs", r#"page.text("b").with("m", 3); page.t("z"); "a""#, SOURCES);
        let expected = ["b (x.rs): asks for n, is given m", "missing message: z (x.rs)", "unused message: c"];
        assert_eq!(faults, expected);
    }

    #[test]
    fn languages_that_differ_are_named() {
        let sources: &[TextSource] = &[(Lang::Fr, "a = A { $n }\nb = B"), (Lang::En, "a = A\nd = D")];
        let faults = faults_of("x.rs", r#""a" "b" "d""#, sources);
        let expected = ["a: asks for n in fr, nothing in en", "b: not in en", "d: not in fr"];
        assert_eq!(faults, expected);
    }

    #[test]
    fn comments_and_markup_are_not_uses() {
        let faults = faults_of("x.rs", "// page.t(\"z\")\n\"a\" \"b\" '\"' \"c\"", SOURCES);
        assert_eq!(faults, Vec::<String>::new());
        let faults = faults_of("x.html", r#"<i id="a">{# "b" #}{{ "c" }}"#, SOURCES);
        assert_eq!(faults, ["unused message: a", "unused message: b"]);
    }
}
