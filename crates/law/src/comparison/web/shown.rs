//! What a reader asked of the matrix: which columns, which lines. Every view has its address.

use super::super::{Basis, RelationKind, Weights};
use super::national;
use crate::comparison::search::MAX_WORDS;
use crate::profile::store::Column;
use crate::profile::{Confidence, Question, Topic};
use serde::Deserialize;
use std::fmt::Write;

/// What a reader asked. What does not exist narrows nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub(super) topic: String,
    #[serde(default)]
    pub(super) relation: String,
    #[serde(default)]
    pub(super) words: String,
    #[serde(default)]
    pub(super) columns: String,
    #[serde(default)]
    pub(super) confidence: String,
    #[serde(default)]
    pub(super) attested: String,
    #[serde(default)]
    pub(super) weight: String,
    #[serde(default)]
    pub(super) memory: String,
    /// Anything: every topic is open.
    #[serde(default)]
    pub(super) all: String,
}

/// Which columns are shown, and which of them are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// All; the national laws are compared.
    All,
    /// The national laws.
    National,
    /// The national laws and this reference.
    With(String),
    /// These two.
    Pair(String, String),
}

impl Shown {
    /// `national`, `laws-<reference>`, `<one>-<other>`; anything else is all.
    pub(super) fn read(text: &str, columns: &[Column<'_>]) -> Self {
        let of = |id: &str| columns.iter().find(|column| column.instrument.id.as_str() == id);
        match text.split_once('-') {
            _ if text == "national" => Self::National,
            Some(("laws", id)) if of(id).is_some_and(|one| one.keeper.is_none()) => Self::With(id.to_owned()),
            Some((a, b)) if a != b && of(a).is_some() && of(b).is_some() => {
                Self::Pair(a.to_owned(), b.to_owned())
            }
            _ => Self::All,
        }
    }

    /// As addresses write it.
    pub(super) fn address(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::National => "national".to_owned(),
            Self::With(id) => format!("laws-{id}"),
            Self::Pair(a, b) => format!("{a}-{b}"),
        }
    }

    /// The columns shown.
    pub(super) fn pick<'a, 'b>(&self, columns: &'a [Column<'b>]) -> Vec<&'a Column<'b>> {
        let is = |column: &Column<'_>, id: &str| column.instrument.id.as_str() == id;
        match self {
            Self::All => columns.iter().collect(),
            Self::National => national(columns),
            Self::With(id) => columns.iter().filter(|one| one.keeper.is_some() || is(one, id)).collect(),
            Self::Pair(a, b) => {
                [a, b].into_iter().filter_map(|id| columns.iter().find(|one| is(one, id))).collect()
            }
        }
    }

    /// The columns compared.
    pub(super) fn compared<'a, 'b>(&self, columns: &'a [Column<'b>]) -> Vec<&'a Column<'b>> {
        if *self == Self::All { national(columns) } else { self.pick(columns) }
    }
}

/// Whether what is shown is attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attested {
    /// One answer at least.
    Some,
    /// None.
    None,
}

impl Attested {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "some" => Some(Self::Some),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

impl Asked {
    pub(super) const fn basis(&self) -> Basis {
        if self.memory.is_empty() { Basis::Established } else { Basis::Recalled }
    }

    pub(super) fn kind(&self) -> Option<RelationKind> {
        RelationKind::from_name(&self.relation)
    }

    pub(super) fn topic<'a>(&self, topics: &'a [Topic]) -> Option<&'a Topic> {
        topics.iter().find(|topic| topic.id.as_str() == self.topic)
    }

    fn weight(&self) -> Option<u8> {
        self.weight.parse().ok().filter(|weight| *weight <= super::super::MAX_WEIGHT)
    }

    /// Whether a question with these answers passes the filters that look at them.
    pub(super) fn admits(&self, question: &Question, weights: &Weights, compared: &[&Column<'_>]) -> bool {
        let cells = || compared.iter().filter_map(|column| column.cells.get(&question.id));
        let sure = Confidence::from_name(&self.confidence);
        let is_attested = || cells().any(|cell| cell.attested.is_some());
        self.weight().is_none_or(|weight| weights.of(question) == weight)
            && sure.is_none_or(|level| cells().any(|cell| cell.answer.confidence() == level))
            && match Attested::from_name(&self.attested) {
                None => true,
                Some(Attested::Some) => is_attested(),
                Some(Attested::None) => !is_attested(),
            }
    }

    /// Whether anything narrows the view, memory aside.
    pub(super) fn is_narrow(&self) -> bool {
        let all = [&self.topic, &self.relation, &self.words, &self.columns, &self.confidence];
        all.into_iter().chain([&self.attested, &self.weight]).any(|one| !one.is_empty())
    }

    /// Whether every topic was asked for open.
    pub(super) fn all(&self) -> bool {
        !self.all.is_empty()
    }

    /// The address of this view with every topic open, or folded again when they are.
    pub(super) fn turned(&self) -> String {
        let all = if self.all() { String::new() } else { "1".to_owned() };
        Self { all, ..self.clone() }.address()
    }

    /// The address of this view: the same view always has the same.
    pub(super) fn address(&self) -> String {
        let mut address = String::from("/law/comparison");
        let words: String = self.words.trim().chars().take(MAX_WORDS).collect();
        let fields = [
            ("topic", &self.topic),
            ("relation", &self.relation),
            ("columns", &self.columns),
            ("confidence", &self.confidence),
            ("attested", &self.attested),
            ("weight", &self.weight),
            ("memory", &self.memory),
            ("words", &words),
            ("all", &self.all),
        ];
        let told = fields.into_iter().filter(|(_, value)| !value.is_empty());
        for (place, (name, value)) in told.enumerate() {
            let mark = if place == 0 { '?' } else { '&' };
            let _ = write!(address, "{mark}{name}={}", escaped(value));
        }
        address
    }
}

/// A value as an address writes it (RFC 3986: unreserved characters kept).
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}
