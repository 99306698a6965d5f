//! Reads our own pages as a browser would: forms with what stands in them, links, visible words.
//!
//! Pages are well-formed and ours, so a scan of tags is enough.

use std::collections::BTreeMap;

/// A form of a page, filled in as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageForm {
    /// Where it is sent.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Its fields, in order. Buttons are not among them: see [`PageForm::press`].
    pub fields: Vec<(String, String)>,
    /// Its named buttons.
    pub buttons: Vec<(String, String)>,
}

impl PageForm {
    /// A form that no page shows: what a program would send.
    pub fn forged(action: &str, fields: Vec<(String, String)>) -> Self {
        Self { action: action.into(), method: "post".into(), fields, buttons: Vec::new() }
    }

    /// Replaces what stands in a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(found, _)| found != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Sends it with the button of this value.
    ///
    /// # Panics
    /// When there is no such button.
    #[must_use]
    pub fn press(self, value: &str) -> Self {
        let found = self.buttons.iter().find(|(_, found)| found == value);
        let (name, value) =
            found.unwrap_or_else(|| panic!("no button “{value}”: {:?}", self.buttons)).clone();
        self.with(&name, value)
    }

    /// What stands in a field; empty when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, String>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> String {
        self.attributes.get(name).cloned().unwrap_or_default()
    }

    fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }
}

/// Tags of a page, each with the text that follows it.
fn tags(html: &str) -> impl Iterator<Item = (Tag<'_>, &str)> {
    let mut rest = html;
    std::iter::from_fn(move || {
        rest = &rest[rest.find('<')? + 1..];
        let (tag, after) = tag(rest);
        rest = after;
        Some((tag, &after[..after.find('<').unwrap_or(after.len())]))
    })
}

fn tag(text: &str) -> (Tag<'_>, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name, attributes }, rest.get(1..).unwrap_or_default());
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(end.max(1));
        rest = after;
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').unwrap_or(quoted.len());
            value = unescape(&quoted[..close]);
            rest = quoted.get(close + 1..).unwrap_or_default();
        }
        attributes.insert(key, value);
    }
}

/// Every form of a page, in order.
pub fn forms(html: &str) -> Vec<PageForm> {
    let mut forms: Vec<PageForm> = Vec::new();
    let mut inside = false;
    let mut select = String::new();
    for (tag, text) in tags(html) {
        if tag.name == "form" {
            let method = if tag.get("method") == "post" { "post" } else { "get" };
            let (fields, buttons) = (Vec::new(), Vec::new());
            forms.push(PageForm { action: tag.get("action"), method: method.into(), fields, buttons });
            inside = true;
        }
        let Some(form) = forms.last_mut().filter(|_| inside) else { continue };
        let name = tag.get("name");
        match tag.name {
            "/form" => inside = false,
            "input" if !name.is_empty() => match tag.get("type").as_str() {
                "checkbox" | "radio" if !tag.has("checked") => {}
                _ => form.fields.push((name, tag.get("value"))),
            },
            // A line end right after the tag is not part of what stands in the field.
            "textarea" => {
                form.fields.push((name, unescape(text.strip_prefix('\n').unwrap_or(text))));
            }
            "select" => select = name,
            "option" if tag.has("selected") => form.fields.push((select.clone(), tag.get("value"))),
            "button" if !name.is_empty() => form.buttons.push((name, tag.get("value"))),
            _ => {}
        }
    }
    forms
}

/// Every address that a page links to, in order.
pub fn links(html: &str) -> Vec<String> {
    tags(html).filter(|(tag, _)| tag.name == "a" && tag.has("href")).map(|(tag, _)| tag.get("href")).collect()
}

/// The words a reader sees, tags taken away.
pub fn visible_text(html: &str) -> String {
    let mut out = String::new();
    for (tag, text) in tags(html) {
        if !matches!(tag.name, "style" | "script" | "!DOCTYPE") {
            out.push_str(&unescape(text));
            out.push(' ');
        }
    }
    out
}

/// Replaces character references by their characters.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').unwrap_or(0);
        let known = match rest.get(1..end).unwrap_or_default() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some('\u{a0}'),
            other => other.strip_prefix('#').and_then(numbered),
        };
        match known {
            Some(character) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn numbered(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<p>Un &amp; deux</p><form method=\"post\" action=\"/a\"><input type=\"hidden\" name=\"csrf\" value=\"x&#34;y\">\
        <input type=\"checkbox\" name=\"c\" value=\"1\"><input type=\"checkbox\" name=\"c\" value=\"2\" checked>\
        <select name=\"s\" required><option value=\"\"></option><option value=\"b\" selected>B</option></select>\
        <textarea rows=\"3\" name=\"t\">\nligne</textarea><button name=\"step\" value=\"go\">Aller</button></form><a href=\"/b?x=1&amp;y=2\">lien</a>";

    #[test]
    fn a_form_holds_what_a_browser_would_send() {
        let form = forms(PAGE).remove(0).press("go");
        let expected = [("csrf", "x\"y"), ("c", "2"), ("s", "b"), ("t", "ligne"), ("step", "go")];
        let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!((form.action.as_str(), form.method.as_str(), form.fields), ("/a", "post", expected));
    }

    #[test]
    fn links_and_words_are_read() {
        assert_eq!(links(PAGE), ["/b?x=1&y=2"]);
        assert!(visible_text(PAGE).contains("Un & deux") && !visible_text(PAGE).contains("csrf"));
    }
}
