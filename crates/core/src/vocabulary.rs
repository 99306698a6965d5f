//! The common vocabulary: concepts that tie a provision of law to the practice that applies it, the lesson that
//! teaches it, the message that explains it and the action of the plan that delivers it.
//!
//! It is a concept scheme in the sense of SKOS (W3C Recommendation, 18 August 2009). The concepts are data,
//! `data/vocabulary.toml`, read once by [`shipped`]; what the scheme may not hold is refused with its line and its
//! concept ([`VocabularyFault`]). Modules keep [`ConceptId`]s, never labels.

mod data;
mod export;
mod fault;

pub use data::{MAX_CONCEPTS, MAX_DEFINITION, MAX_FILE_BYTES, MAX_LABEL, SHIPPED, read, shipped};
pub use export::{Format, PRIMARY_LANG};
pub use fault::{Problem, VocabularyFault};

use crate::{Bilingual, Lang};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Longest identifier of a concept, in bytes.
pub const MAX_CONCEPT_ID: usize = 40;

/// Names a concept for ever: `breach-notification`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ConceptId(Box<str>);

/// An identifier is not made of what identifiers are made of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” does not name a concept: 1 to 40 of a–z, 0–9 and “-”, beginning with a letter")]
pub struct ConceptIdFault(pub String);

impl ConceptId {
    /// The identifier as files, records and addresses write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for ConceptId {
    type Err = ConceptIdFault;

    fn from_str(text: &str) -> Result<Self, ConceptIdFault> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let sound = text.len() <= MAX_CONCEPT_ID
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(plain);
        if sound { Ok(Self(text.into())) } else { Err(ConceptIdFault(text.chars().take(80).collect())) }
    }
}

impl std::fmt::Display for ConceptId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for ConceptId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// How a concept stands to one of another scheme (SKOS reference, section 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The same thing: each can stand for the other everywhere.
    Exact,
    /// So near that each can stand for the other in some uses.
    Close,
    /// The other one is broader.
    Broad,
    /// The other one is narrower.
    Narrow,
    /// The other one is to be read beside it.
    Near,
}

impl Match {
    /// Every kind, the closest first.
    pub const ALL: [Self; 5] = [Self::Exact, Self::Close, Self::Broad, Self::Narrow, Self::Near];

    /// The SKOS property.
    pub const fn property(self) -> &'static str {
        match self {
            Self::Exact => "exactMatch",
            Self::Close => "closeMatch",
            Self::Broad => "broadMatch",
            Self::Narrow => "narrowMatch",
            Self::Near => "relatedMatch",
        }
    }
}

/// A term of another scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How the concept stands to it.
    pub kind: Match,
    /// Its name in short: `dpv:DataController`.
    pub short: String,
    /// Its address.
    pub iri: String,
}

/// A concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Its identifier.
    pub id: ConceptId,
    /// What it is called.
    pub label: Bilingual,
    /// What else it is called in French.
    pub also_fr: Vec<String>,
    /// What else it is called in English.
    pub also_en: Vec<String>,
    /// What it means, in our own words.
    pub definition: Bilingual,
    /// The concepts it is a kind or a part of; none for a top concept.
    pub broader: Vec<ConceptId>,
    /// Those to read beside it, in the order of their identifiers.
    pub related: Vec<ConceptId>,
    /// How it stands to terms of other schemes.
    pub links: Vec<Link>,
}

impl Concept {
    /// What else it is called in a language.
    pub fn also(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Fr => &self.also_fr,
            Lang::En => &self.also_en,
        }
    }
}

/// The concept scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// What a concept's name on the web begins with; the identifier follows.
    pub base: String,
    /// The day of this version, `2026-11-24`.
    pub version: String,
    /// What the scheme is called.
    pub title: Bilingual,
    /// What it is for.
    pub description: Bilingual,
    /// Beginnings of addresses by their short names.
    pub prefixes: BTreeMap<String, String>,
    concepts: Vec<Concept>,
    places: BTreeMap<ConceptId, usize>,
    narrower: BTreeMap<ConceptId, Vec<ConceptId>>,
}

impl Vocabulary {
    /// Every concept, in the order of the file: each group's together.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept of this identifier.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.places.get(id).map(|place| &self.concepts[*place])
    }

    /// The top concepts, each of which opens a group.
    pub fn tops(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.iter().filter(|concept| concept.broader.is_empty())
    }

    /// The concepts just under one, in the order of the file.
    pub fn narrower(&self, id: &str) -> impl Iterator<Item = &Concept> {
        self.narrower.get(id).into_iter().flatten().filter_map(|id| self.concept(id.as_str()))
    }

    /// The concepts just above one.
    pub fn broader<'a>(&'a self, concept: &'a Concept) -> impl Iterator<Item = &'a Concept> {
        concept.broader.iter().filter_map(|id| self.concept(id.as_str()))
    }

    /// The way down to a concept by its first broader ones: the top concept first, the concept itself left out.
    pub fn way_to<'a>(&'a self, concept: &'a Concept) -> Vec<&'a Concept> {
        let mut way = Vec::new();
        let mut here = concept;
        while let Some(above) = here.broader.first().and_then(|id| self.concept(id.as_str())) {
            way.insert(0, above);
            here = above;
        }
        way
    }

    /// A top concept and all that lies under it, from the top down, each with its depth; each once.
    pub fn group<'a>(&'a self, top: &'a Concept) -> Vec<(usize, &'a Concept)> {
        let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
        let mut waiting = vec![(0, top)];
        while let Some((depth, concept)) = waiting.pop() {
            if seen.insert(&concept.id) {
                out.push((depth, concept));
                let mut under: Vec<_> = self.narrower(concept.id.as_str()).collect();
                under.reverse();
                waiting.extend(under.into_iter().map(|concept| (depth + 1, concept)));
            }
        }
        out
    }

    /// A concept's name on the web.
    pub fn iri(&self, id: &ConceptId) -> String {
        format!("{}{id}", self.base)
    }

    /// The scheme's own name on the web.
    pub fn scheme_iri(&self) -> String {
        format!("{}scheme", self.base)
    }
}

#[cfg(test)]
mod tests;
