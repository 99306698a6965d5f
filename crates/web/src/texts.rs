//! The words people read: Fluent messages per language, French first.
//!
//! Each crate keeps its messages in `i18n/{fr,en}.ftl`; [`Texts`] joins them. [`check`] is the test every
//! crate runs over its own sources.

pub mod check;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use liptako_core::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One file of messages: its language and its Fluent source.
pub type TextSource = (Lang, &'static str);

/// Why the messages of a crate cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextsError {
    /// A file is not Fluent.
    #[error("the {lang} messages cannot be read: {fault}")]
    Syntax {
        /// Tag of the language.
        lang: &'static str,
        /// What the parser says, first fault only.
        fault: String,
    },
    /// Two crates use one key.
    #[error("the message “{key}” is defined twice in {lang}")]
    Duplicate {
        /// Tag of the language.
        lang: &'static str,
        /// The key.
        key: String,
    },
}

/// Marks a literal as a message key where it is handed on instead of being shown at once.
pub const fn key(key: &'static str) -> &'static str {
    key
}

/// A value put into a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A count; decides plural forms and is written with the language's grouping.
    Int(i64),
    /// Words.
    Text(String),
}

/// Anything that can be put into a message.
pub trait ToArg {
    /// The value as a message takes it.
    fn to_arg(&self) -> Arg;
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> Arg {
        (**self).to_arg()
    }
}

impl ToArg for str {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.to_owned())
    }
}

impl ToArg for String {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl ToArg for Arg {
    fn to_arg(&self) -> Arg {
        self.clone()
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl ToArg for $number {
            fn to_arg(&self) -> Arg {
                Arg::Int(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}
whole_numbers!(u8, u16, u32, u64, usize, i32, i64);

/// A sentence not yet put into a language: a key and its values.
///
/// Handlers, rules and flash messages carry these; pages turn them into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    args: Vec<(String, Arg)>,
}

impl Message {
    /// The message with this key, a literal so that [`check`] finds it.
    pub fn new(key: &'static str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// Gives the message one of its values.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToArg) -> Self {
        self.args.push((name.to_owned(), value.to_arg()));
        self
    }

    /// Its key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Every message of every crate, in every language.
pub struct Texts {
    bundles: Vec<(Lang, FluentBundle<FluentResource>)>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("langs", &Lang::ALL).finish_non_exhaustive()
    }
}

impl Texts {
    /// Joins the messages of several crates.
    ///
    /// # Errors
    /// [`TextsError`]: a file that is not Fluent, or a key used by two crates.
    pub fn new<'a>(sources: impl IntoIterator<Item = &'a TextSource> + Clone) -> Result<Self, TextsError> {
        let mut bundles = Vec::with_capacity(Lang::ALL.len());
        for lang in Lang::ALL {
            let mut bundle = empty_bundle(lang);
            for (_, source) in sources.clone().into_iter().filter(|(of, _)| *of == lang) {
                let resource = parse(lang, source)?;
                bundle.add_resource(resource).map_err(|faults| TextsError::Duplicate {
                    lang: lang.tag(),
                    key: faults.first().map(ToString::to_string).unwrap_or_default(),
                })?;
            }
            bundles.push((lang, bundle));
        }
        Ok(Self { bundles })
    }

    /// The words of a message that takes no value.
    ///
    /// An unknown key is answered by itself, so that the page still stands; the crate's test catches it.
    pub fn text(&self, lang: Lang, key: &str) -> String {
        self.format(lang, key, &[])
    }

    /// The words of a message with its values.
    pub fn say(&self, lang: Lang, message: &Message) -> String {
        self.format(lang, &message.key, &message.args)
    }

    /// Whether any language knows this key.
    pub fn knows(&self, key: &str) -> bool {
        self.bundles.iter().any(|(_, bundle)| bundle.has_message(key))
    }

    /// Formats one message; shared by the functions above and by [`Text`].
    fn format(&self, lang: Lang, key: &str, values: &[(String, Arg)]) -> String {
        let Some((_, bundle)) = self.bundles.iter().find(|(of, _)| *of == lang) else {
            return key.to_owned();
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Arg::Int(number) => args.set(name.as_str(), *number),
                Arg::Text(words) => args.set(name.as_str(), words.as_str()),
            }
        }
        let mut faults = Vec::new();
        bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned()
    }
}

/// A message being filled inside a template: `{{ page.text("plan-count").with("count", n) }}`.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    texts: &'a Texts,
    lang: Lang,
    key: &'a str,
    args: Vec<(String, Arg)>,
}

impl<'a> Text<'a> {
    /// Begins a message in one language.
    pub const fn new(texts: &'a Texts, lang: Lang, key: &'a str) -> Self {
        Self { texts, lang, key, args: Vec::new() }
    }

    /// Gives the message one of its values.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToArg) -> Self {
        self.args.push((name.to_owned(), value.to_arg()));
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts.format(self.lang, self.key, &self.args))
    }
}

/// Writes a whole number the way the language groups digits: `12 000` (narrow no-break space), `12,000`.
///
/// Four digits stay together, as both languages allow, so that years are never cut.
pub fn whole_number(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if number < 0 {
        out.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len() > 4 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(lang.pick("\u{202f}", ","));
        }
        out.push(digit);
    }
    out
}

fn empty_bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag: unic_langid::LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Invisible isolation marks would land in pages, titles and copied text; templates use <bdi> instead.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Fr => |value, _| format_whole(Lang::Fr, value),
        Lang::En => |value, _| format_whole(Lang::En, value),
    }));
    bundle
}

fn format_whole(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(whole_number(lang, number.value as i64))
        }
        _ => None,
    }
}

/// Puts the no-break spaces of French typography (Lexique des règles typographiques, Imprimerie nationale) where
/// authors type plain ones: narrow before `;`, `?` and `!`, full before `:` and inside quotation marks. Messages are
/// read through it; text that comes from data files goes through it before it is shown.
pub fn spaced(lang: Lang, source: &str) -> String {
    let pairs = [
        (" :", "\u{a0}:"),
        (" ;", "\u{202f};"),
        (" ?", "\u{202f}?"),
        (" !", "\u{202f}!"),
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
    ];
    match lang {
        Lang::Fr => pairs.iter().fold(source.to_owned(), |text, (from, to)| text.replace(from, to)),
        Lang::En => source.to_owned(),
    }
}

fn parse(lang: Lang, source: &str) -> Result<FluentResource, TextsError> {
    FluentResource::try_new(spaced(lang, source)).map_err(|(_, faults)| TextsError::Syntax {
        lang: lang.tag(),
        fault: faults.first().map(ToString::to_string).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &[TextSource] = &[
        (Lang::Fr, "files = { $n ->\n    [one] Un dossier\n   *[other] { $n } dossiers\n }\nhello = Bonjour"),
        (Lang::En, "files = { $n ->\n    [one] One file\n   *[other] { $n } files\n }\nhello = Hello"),
    ];

    #[test]
    fn counts_take_the_plural_and_grouping_of_the_language() {
        let texts = Texts::new(SOURCES).unwrap();
        let files = |n: i64| Message::new("files").with("n", n);
        assert_eq!(texts.say(Lang::Fr, &files(0)), "Un dossier");
        assert_eq!(texts.say(Lang::En, &files(0)), "0 files");
        assert_eq!(texts.say(Lang::Fr, &files(12_345)), "12\u{202f}345 dossiers");
        assert_eq!(texts.say(Lang::En, &files(12_345)), "12,345 files");
        assert_eq!(texts.say(Lang::Fr, &files(2025)), "2025 dossiers");
    }

    #[test]
    fn one_key_in_two_crates_is_refused() {
        let twice = [SOURCES[0], (Lang::Fr, "hello = Salut")];
        assert!(matches!(Texts::new(&twice), Err(TextsError::Duplicate { lang: "fr", .. })));
    }

    #[test]
    fn french_marks_are_never_alone_on_a_line() {
        let texts = Texts::new(&[(Lang::Fr, "a = Que faire ? Voici : « tout » !")]).unwrap();
        let expected = "Que faire\u{202f}? Voici\u{a0}: «\u{a0}tout\u{a0}»\u{202f}!";
        assert_eq!(texts.text(Lang::Fr, "a"), expected);
    }

    #[test]
    fn values_stand_in_the_sentence_without_invisible_marks() {
        let texts = Texts::new(&[(Lang::Fr, "to = Pour { $who }")]).unwrap();
        assert_eq!(texts.say(Lang::Fr, &Message::new("to").with("who", "la CIL")), "Pour la CIL");
    }
}
