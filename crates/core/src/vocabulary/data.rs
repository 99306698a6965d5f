//! The door of the vocabulary's file: read whole or not at all, every fault told at once.

use super::{Concept, ConceptId, Link, Match, Problem, Vocabulary, VocabularyFault};
use crate::{Bilingual, Lang};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use toml::Spanned;

/// Largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// Most concepts.
pub const MAX_CONCEPTS: usize = 1_000;
/// Longest label, in characters.
pub const MAX_LABEL: usize = 120;
/// Longest definition, in characters.
pub const MAX_DEFINITION: usize = 600;

/// The file that ships with the program.
pub const SHIPPED: &str = include_str!("../../data/vocabulary.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: String,
    version: String,
    title_fr: String,
    title_en: String,
    description_fr: String,
    description_en: String,
    #[serde(default)]
    prefix: BTreeMap<String, String>,
    #[serde(default)]
    concept: Vec<Spanned<Block>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    id: String,
    #[serde(default)]
    fr: String,
    #[serde(default)]
    en: String,
    #[serde(default)]
    also_fr: Vec<String>,
    #[serde(default)]
    also_en: Vec<String>,
    #[serde(default)]
    definition_fr: String,
    #[serde(default)]
    definition_en: String,
    #[serde(default)]
    broader: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    close: Vec<String>,
    #[serde(default)]
    broad: Vec<String>,
    #[serde(default)]
    narrow: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
}

struct Reading {
    faults: Vec<VocabularyFault>,
}

impl Reading {
    fn fault(&mut self, line: usize, concept: &str, problem: impl Into<Problem>) {
        let concept = (!concept.is_empty()).then(|| concept.chars().take(80).collect());
        self.faults.push(VocabularyFault { line, concept, problem: problem.into() });
    }

    fn end<T>(self, value: T) -> Result<T, Vec<VocabularyFault>> {
        if self.faults.is_empty() { Ok(value) } else { Err(self.faults) }
    }
}

/// Reads a vocabulary.
///
/// # Errors
/// Every fault of the file; those between concepts only once each concept is sound by itself.
pub fn read(text: &str) -> Result<Vocabulary, Vec<VocabularyFault>> {
    let mut reading = Reading { faults: Vec::new() };
    if text.len() > MAX_FILE_BYTES {
        reading.fault(1, "", Problem::TooLarge);
        return Err(reading.faults);
    }
    let line = |offset: usize| text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1;
    let file: File = toml::from_str(text).map_err(|error| {
        let line = line(error.span().map_or(0, |span| span.start));
        vec![VocabularyFault { line, concept: None, problem: Problem::Form(error.message().to_owned()) }]
    })?;
    if file.concept.len() > MAX_CONCEPTS {
        reading.fault(1, "", Problem::TooMany);
        return Err(reading.faults);
    }
    head(&file, &mut reading);
    let (mut concepts, mut lines) = (Vec::new(), Vec::new());
    for block in file.concept {
        let at = line(block.span().start);
        if let Some(concept) = concept(block.into_inner(), at, &file.prefix, &mut reading) {
            concepts.push(concept);
            lines.push(at);
        }
    }
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    let places = places(&concepts, &lines, &mut reading);
    labels(&concepts, &lines, &mut reading);
    references(&concepts, &lines, &places, &mut reading);
    if reading.faults.is_empty() {
        hierarchy(&concepts, &lines, &places, &mut reading);
    }
    reading.end(())?;
    let mut narrower: BTreeMap<ConceptId, Vec<ConceptId>> = BTreeMap::new();
    for concept in &concepts {
        for above in &concept.broader {
            narrower.entry(above.clone()).or_default().push(concept.id.clone());
        }
    }
    related_both_ways(&mut concepts, &places);
    Ok(Vocabulary {
        base: file.base,
        version: file.version,
        title: Bilingual::new(file.title_fr, file.title_en),
        description: Bilingual::new(file.description_fr, file.description_en),
        prefixes: file.prefix,
        concepts,
        places,
        narrower,
    })
}

/// Characters that may follow a base without an escape, in an address as in Turtle (RFC 3987, Turtle `IRIREF`).
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b))
}

fn head(file: &File, reading: &mut Reading) {
    for base in std::iter::once(&file.base).chain(file.prefix.values()) {
        if !is_plain(base) || !base.contains(':') {
            reading.fault(1, "", Problem::Base(base.clone()));
        }
    }
    let named: [(&'static str, &str); 5] = [
        ("version", &file.version),
        ("title_fr", &file.title_fr),
        ("title_en", &file.title_en),
        ("description_fr", &file.description_fr),
        ("description_en", &file.description_en),
    ];
    for (name, _) in named.into_iter().filter(|(_, text)| text.trim().is_empty()) {
        reading.fault(1, "", Problem::Empty(name));
    }
}

fn concept(
    block: Block,
    line: usize,
    prefixes: &BTreeMap<String, String>,
    reading: &mut Reading,
) -> Option<Concept> {
    let name = block.id.clone();
    let before = reading.faults.len();
    let texts: [(&'static str, &str, usize); 4] = [
        ("fr", &block.fr, MAX_LABEL),
        ("en", &block.en, MAX_LABEL),
        ("definition_fr", &block.definition_fr, MAX_DEFINITION),
        ("definition_en", &block.definition_en, MAX_DEFINITION),
    ];
    let also =
        |field, list: &[String]| list.iter().map(|text| (field, text.clone(), MAX_LABEL)).collect::<Vec<_>>();
    let others = [also("also_fr", &block.also_fr), also("also_en", &block.also_en)].concat();
    let all = texts.into_iter().chain(others.iter().map(|(field, text, max)| (*field, text.as_str(), *max)));
    for (field, text, max) in all {
        if text.trim().is_empty() {
            reading.fault(line, &name, Problem::Empty(field));
        } else if text.chars().count() > max || text.chars().any(char::is_control) {
            reading.fault(line, &name, Problem::TooLong(field));
        }
    }
    let mut ids = |field: &'static str, list: &[String]| -> Vec<ConceptId> {
        let mut kept: Vec<ConceptId> = Vec::new();
        for text in list {
            match text.parse::<ConceptId>() {
                Ok(id) if kept.contains(&id) || id.as_str() == name => {
                    reading.fault(line, &name, Problem::Idle { field, id: id.to_string() });
                }
                Ok(id) => kept.push(id),
                Err(fault) => reading.fault(line, &name, fault),
            }
        }
        kept
    };
    let (broader, related) = (ids("broader", &block.broader), ids("related", &block.related));
    let links = links(&block, &name, line, prefixes, reading);
    let id = match block.id.parse::<ConceptId>() {
        Ok(id) if id.as_str() == "scheme" => {
            reading.fault(line, &name, Problem::Reserved);
            return None;
        }
        Ok(id) => id,
        Err(fault) => {
            reading.fault(line, &name, fault);
            return None;
        }
    };
    (reading.faults.len() == before).then(|| Concept {
        id,
        label: Bilingual::new(block.fr, block.en),
        also_fr: block.also_fr,
        also_en: block.also_en,
        definition: Bilingual::new(block.definition_fr, block.definition_en),
        broader,
        related,
        links,
    })
}

fn links(
    block: &Block,
    name: &str,
    line: usize,
    prefixes: &BTreeMap<String, String>,
    reading: &mut Reading,
) -> Vec<Link> {
    let lists = [&block.exact, &block.close, &block.broad, &block.narrow, &block.near];
    let mut links: Vec<Link> = Vec::new();
    for (kind, terms) in Match::ALL.into_iter().zip(lists) {
        for short in terms {
            let found = short.split_once(':').and_then(|(prefix, term)| Some((prefixes.get(prefix)?, term)));
            match found {
                Some((base, term))
                    if term.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !term.is_empty() =>
                {
                    if links.iter().any(|link| link.short == *short) {
                        reading.fault(line, name, Problem::LinkTwice(short.clone()));
                    }
                    links.push(Link { kind, short: short.clone(), iri: format!("{base}{term}") });
                }
                _ => reading.fault(line, name, Problem::Term(short.clone())),
            }
        }
    }
    links
}

type Places = BTreeMap<ConceptId, usize>;

fn places(concepts: &[Concept], lines: &[usize], reading: &mut Reading) -> Places {
    let mut places = Places::new();
    for (place, concept) in concepts.iter().enumerate() {
        if places.contains_key(&concept.id) {
            reading.fault(lines[place], concept.id.as_str(), Problem::Twice);
        } else {
            places.insert(concept.id.clone(), place);
        }
    }
    places
}

/// A label names one concept, whatever its case (S13 within a concept; between concepts, so that readers can tell
/// them apart).
fn labels(concepts: &[Concept], lines: &[usize], reading: &mut Reading) {
    for lang in Lang::ALL {
        let mut known: BTreeMap<String, &ConceptId> = BTreeMap::new();
        for (place, concept) in concepts.iter().enumerate() {
            let preferred = lang.pick(&concept.label.fr, &concept.label.en);
            for label in std::iter::once(preferred).chain(concept.also(lang).iter().map(String::as_str)) {
                if let Some(other) = known.insert(label.to_lowercase(), &concept.id) {
                    let (label, of) = (label.to_owned(), other.to_string());
                    let problem = Problem::LabelTwice { lang: lang.tag(), label, of };
                    reading.fault(lines[place], concept.id.as_str(), problem);
                }
            }
        }
    }
}

fn references(concepts: &[Concept], lines: &[usize], places: &Places, reading: &mut Reading) {
    for (place, concept) in concepts.iter().enumerate() {
        for (field, ids) in [("broader", &concept.broader), ("related", &concept.related)] {
            for id in ids.iter().filter(|id| !places.contains_key(*id)) {
                let problem = Problem::Unknown { field, id: id.to_string() };
                reading.fault(lines[place], concept.id.as_str(), problem);
            }
        }
    }
}

/// Everything above a concept, or the circle in which it stands, as words.
fn above<'a>(
    concepts: &'a [Concept],
    places: &Places,
    concept: &'a Concept,
) -> Result<BTreeSet<&'a ConceptId>, String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<(Vec<&ConceptId>, &Concept)> = vec![(vec![&concept.id], concept)];
    while let Some((way, here)) = waiting.pop() {
        for id in &here.broader {
            if *id == concept.id {
                let names: Vec<&str> = way.iter().chain([&id]).map(|id| id.as_str()).collect();
                return Err(names.join(" → "));
            }
            if found.insert(id)
                && let Some(place) = places.get(id)
            {
                waiting.push((way.iter().copied().chain([id]).collect(), &concepts[*place]));
            }
        }
    }
    Ok(found)
}

fn hierarchy(concepts: &[Concept], lines: &[usize], places: &Places, reading: &mut Reading) {
    let mut all_above = Vec::with_capacity(concepts.len());
    for (place, concept) in concepts.iter().enumerate() {
        match above(concepts, places, concept) {
            Ok(found) => all_above.push(found),
            Err(circle) => {
                reading.fault(lines[place], concept.id.as_str(), Problem::Cycle(circle));
                all_above.push(BTreeSet::new());
            }
        }
    }
    for (place, concept) in concepts.iter().enumerate() {
        for id in &concept.related {
            let under = places.get(id).is_some_and(|other| all_above[*other].contains(&concept.id));
            if under || all_above[place].contains(id) {
                reading.fault(lines[place], concept.id.as_str(), Problem::RelatedInLine(id.to_string()));
            }
        }
    }
}

/// `skos:related` is symmetric (S23): what one side says, the other says too.
fn related_both_ways(concepts: &mut [Concept], places: &Places) {
    let pairs: Vec<(ConceptId, ConceptId)> = concepts
        .iter()
        .flat_map(|concept| concept.related.iter().map(|other| (other.clone(), concept.id.clone())))
        .collect();
    for (from, to) in pairs {
        if let Some(place) = places.get(&from) {
            concepts[*place].related.push(to);
        }
    }
    for concept in concepts {
        concept.related.sort();
        concept.related.dedup();
    }
}

static VOCABULARY: LazyLock<Result<Vocabulary, Vec<VocabularyFault>>> = LazyLock::new(|| read(SHIPPED));

/// The vocabulary that ships with the program, read once.
///
/// # Errors
/// The faults of the file; a test keeps them at none.
pub fn shipped() -> Result<&'static Vocabulary, &'static [VocabularyFault]> {
    VOCABULARY.as_ref().map_err(Vec::as_slice)
}
