//! A profile as a sheet: one row per thing that is said of the instrument, then one row per question.
//!
//! ```text
//! partie   clé                     thème   question  type   valeur  liste ouverte  article  note  certitude  sources …
//! texte    title_fr                                         Loi n°…
//! réponse  rights.access.deadline  …       …         durée  P1M                    12             vérifié    JO | https://…
//! ```
//!
//! Heads and words are in French or in English, and both are read, those of the native file too. Theme, question and type
//! are there for the reader; the type also shows when cells have been shifted. A cell that begins with `\` is taken
//! as a text from the next character on; an empty one says nothing.

mod read;
mod write;

pub use read::{SheetProfile, read, read_profile};
pub use write::table;

use crate::profile::{Confidence, Shape};
use liptako_core::Lang;

/// A column of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Head {
    Part,
    Key,
    Topic,
    Label,
    Type,
    Value,
    Partial,
    Article,
    Note,
    Confidence,
    Sources,
    From,
    To,
}

/// Every column with its heads and its width.
const HEADS: [(Head, &str, &str, u16); 13] = [
    (Head::Part, "partie", "part", 5),
    (Head::Key, "clé", "key", 16),
    (Head::Topic, "thème", "topic", 10),
    (Head::Label, "question", "question", 22),
    (Head::Type, "type", "type", 6),
    (Head::Value, "valeur", "value", 18),
    (Head::Partial, "liste ouverte", "open list", 5),
    (Head::Article, "article", "article", 6),
    (Head::Note, "note", "note", 28),
    (Head::Confidence, "certitude", "confidence", 7),
    (Head::Sources, "sources", "sources", 28),
    (Head::From, "valable du", "valid from", 6),
    (Head::To, "valable au", "valid to", 6),
];

/// Columns that only help the reader: a sheet may come back without them.
const FOR_THE_READER: [Head; 3] = [Head::Topic, Head::Label, Head::Type];
/// Columns that say something of an answer, and nothing of an instrument.
const OF_ANSWERS: [Head; 7] =
    [Head::Partial, Head::Article, Head::Note, Head::Confidence, Head::Sources, Head::From, Head::To];

/// A word of the sheet: in the native file, in French, in English, and what else people type.
struct Word<T: 'static> {
    means: T,
    file: &'static str,
    fr: &'static str,
    en: &'static str,
    more: &'static [&'static str],
}

impl<T: Copy> Word<T> {
    fn of(words: &[Self], text: &str) -> Option<T> {
        let text = text.trim().to_lowercase();
        let is_it = |word: &&Self| {
            [word.file, word.fr, word.en].contains(&text.as_str()) || word.more.contains(&text.as_str())
        };
        words.iter().find(is_it).map(|word| word.means)
    }

    const fn pick(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}

const fn word<T>(means: T, file: &'static str, fr: &'static str, en: &'static str) -> Word<T> {
    Word { means, file, fr, en, more: &[] }
}

const PARTS: [Word<bool>; 2] =
    [word(true, "instrument", "texte", "instrument"), word(false, "answer", "réponse", "answer")];
const YES_NO: [Word<bool>; 2] = [
    Word { means: true, file: "true", fr: "oui", en: "yes", more: &["vrai"] },
    Word { means: false, file: "false", fr: "non", en: "no", more: &["faux"] },
];
const CONFIDENCES: [Word<Confidence>; 4] = [
    word(Confidence::Verified, "verified", "vérifié", "verified"),
    word(Confidence::Secondary, "secondary", "secondaire", "secondary"),
    word(Confidence::Recalled, "recalled", "de mémoire", "from memory"),
    word(Confidence::Unknown, "unknown", "", ""),
];
/// The special values, in the order of [`SPECIAL`].
const SPECIALS: [Word<usize>; 3] = [
    word(0, "unknown", "non établi", "not established"),
    word(1, "silent", "silence", "silent"),
    word(2, "not_applicable", "sans objet", "not applicable"),
];
const TYPES: [Word<usize>; 7] = [
    Word { means: 0, file: "bool", fr: "oui ou non", en: "yes or no", more: &[] },
    Word { means: 1, file: "choice", fr: "choix", en: "choice", more: &[] },
    Word { means: 2, file: "choices", fr: "liste", en: "list", more: &[] },
    Word { means: 3, file: "duration", fr: "durée", en: "time", more: &[] },
    Word { means: 4, file: "amount", fr: "montant", en: "sum", more: &[] },
    Word { means: 5, file: "integer", fr: "nombre", en: "count", more: &[] },
    Word { means: 6, file: "text", fr: "texte", en: "text", more: &[] },
];

const fn type_word(shape: &Shape) -> &'static Word<usize> {
    match shape {
        Shape::Bool => &TYPES[0],
        Shape::Choice(_) => &TYPES[1],
        Shape::Choices(_) => &TYPES[2],
        Shape::Duration => &TYPES[3],
        Shape::Amount => &TYPES[4],
        Shape::Integer(_) => &TYPES[5],
        Shape::Text => &TYPES[6],
    }
}

/// What is said of an instrument, in the order of the native file; whether it may come several times.
const FIELDS: [(&str, bool); 20] = [
    ("id", false),
    ("role", false),
    ("country", false),
    ("authority", false),
    ("short_fr", false),
    ("short_en", false),
    ("title_fr", false),
    ("title_en", false),
    ("date", false),
    ("in_force", false),
    ("read_whole", false),
    ("reference", false),
    ("authority_status", false),
    ("composition", false),
    ("amendments", true),
    ("implementing_texts", true),
    ("related_texts", true),
    ("alerts", true),
    ("sources", true),
    ("answers_expected", false),
];
