//! The vocabulary for other programs: Turtle 1.1, JSON-LD 1.1 (both SKOS), and CSV (RFC 4180).
//!
//! Nothing in a file depends on the node or the moment: the three authorities publish the same bytes.

use super::{Concept, Match, Vocabulary};
use crate::{Bilingual, Lang};
use serde_json::{Map, Value, json};
use std::fmt::Write;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const TERMS: &str = "http://purl.org/dc/terms/";
const VERSION_INFO: &str = "http://www.w3.org/2002/07/owl#versionInfo";

/// The language in which the vocabulary is written first.
pub const PRIMARY_LANG: Lang = Lang::Fr;

/// A form of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Turtle.
    Turtle,
    /// JSON-LD.
    JsonLd,
    /// Comma-separated values, one line per concept.
    Csv,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Turtle, Self::JsonLd, Self::Csv];

    /// Its name on the command line, and the end of a file's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::Csv => "csv",
        }
    }

    /// The form of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its media type (IANA).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

impl Vocabulary {
    /// The whole vocabulary in one form.
    pub fn export(&self, format: Format) -> String {
        match format {
            Format::Turtle => self.turtle(),
            Format::JsonLd => self.json_ld(),
            Format::Csv => self.csv(),
        }
    }

    fn turtle(&self) -> String {
        let mut out = String::new();
        let prefixes = [("skos", SKOS), ("dcterms", TERMS), ("owl", "http://www.w3.org/2002/07/owl#")];
        for (name, base) in prefixes {
            line(&mut out, &format!("@prefix {name}: <{base}> ."));
        }
        line(&mut out, &format!("\n<{}> a skos:ConceptScheme ;", self.scheme_iri()));
        line(&mut out, &format!("    dcterms:title {} ;", both(&self.title)));
        line(&mut out, &format!("    dcterms:description {} ;", both(&self.description)));
        let tops = self.tops().map(|top| format!("<{}>", self.iri(&top.id))).collect::<Vec<_>>();
        line(&mut out, &format!("    skos:hasTopConcept {} ;", tops.join(", ")));
        line(&mut out, &format!("    owl:versionInfo {} .", quoted(&self.version)));
        for concept in self.concepts() {
            self.turtle_concept(&mut out, concept);
        }
        out
    }

    fn turtle_concept(&self, out: &mut String, concept: &Concept) {
        let scheme = format!("<{}>", self.scheme_iri());
        let mut facts =
            vec![("a".to_owned(), "skos:Concept".to_owned()), ("skos:inScheme".to_owned(), scheme.clone())];
        if concept.broader.is_empty() {
            facts.push(("skos:topConceptOf".to_owned(), scheme));
        }
        facts.push(("skos:notation".to_owned(), quoted(concept.id.as_str())));
        facts.push(("skos:prefLabel".to_owned(), both(&concept.label)));
        for lang in Lang::ALL {
            let also = concept.also(lang).iter().map(|label| tagged(label, lang)).collect::<Vec<_>>();
            facts.push(("skos:altLabel".to_owned(), also.join(", ")));
        }
        facts.push(("skos:definition".to_owned(), both(&concept.definition)));
        for (property, ids) in self.neighbours(concept) {
            let named = ids.iter().map(|iri| format!("<{iri}>")).collect::<Vec<_>>();
            facts.push((format!("skos:{property}"), named.join(", ")));
        }
        for link in &concept.links {
            facts.push((format!("skos:{}", link.kind.property()), format!("<{}>", link.iri)));
        }
        facts.retain(|(_, value)| !value.is_empty());
        let said = facts.iter().map(|(property, value)| format!("{property} {value}")).collect::<Vec<_>>();
        line(out, &format!("\n<{}> {} .", self.iri(&concept.id), said.join(" ;\n    ")));
    }

    fn json_ld(&self) -> String {
        let context = json!({
            "skos": SKOS, "dcterms": TERMS, "id": "@id", "type": "@type",
            "title": {"@id": "dcterms:title", "@container": "@language"},
            "description": {"@id": "dcterms:description", "@container": "@language"},
            "versionInfo": VERSION_INFO,
            "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
            "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
            "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
            "notation": "skos:notation",
            "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
            "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
            "definition": {"@id": "skos:definition", "@container": "@language"},
            "broader": {"@id": "skos:broader", "@type": "@id"},
            "narrower": {"@id": "skos:narrower", "@type": "@id"},
            "related": {"@id": "skos:related", "@type": "@id"},
            "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
            "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
            "broadMatch": {"@id": "skos:broadMatch", "@type": "@id"},
            "narrowMatch": {"@id": "skos:narrowMatch", "@type": "@id"},
            "relatedMatch": {"@id": "skos:relatedMatch", "@type": "@id"},
        });
        let scheme = json!({
            "id": self.scheme_iri(), "type": "skos:ConceptScheme",
            "title": {"fr": self.title.fr, "en": self.title.en},
            "description": {"fr": self.description.fr, "en": self.description.en},
            "versionInfo": self.version,
            "hasTopConcept": self.tops().map(|top| self.iri(&top.id)).collect::<Vec<_>>(),
        });
        let nodes =
            std::iter::once(scheme).chain(self.concepts().iter().map(|concept| self.json_concept(concept)));
        let document = json!({"@context": context, "@graph": nodes.collect::<Vec<_>>()});
        format!("{document:#}\n")
    }

    fn json_concept(&self, concept: &Concept) -> Value {
        let mut node = Map::new();
        let mut put = |name: &str, value: Value| node.insert(name.to_owned(), value);
        put("id", json!(self.iri(&concept.id)));
        put("type", json!("skos:Concept"));
        put("inScheme", json!(self.scheme_iri()));
        if concept.broader.is_empty() {
            put("topConceptOf", json!(self.scheme_iri()));
        }
        put("notation", json!(concept.id.as_str()));
        put("prefLabel", json!({"fr": concept.label.fr, "en": concept.label.en}));
        if !(concept.also_fr.is_empty() && concept.also_en.is_empty()) {
            put("altLabel", json!({"fr": concept.also_fr, "en": concept.also_en}));
        }
        put("definition", json!({"fr": concept.definition.fr, "en": concept.definition.en}));
        for (property, ids) in self.neighbours(concept).into_iter().filter(|(_, ids)| !ids.is_empty()) {
            put(property, json!(ids));
        }
        for kind in Match::ALL {
            let terms: Vec<&str> =
                concept.links.iter().filter(|link| link.kind == kind).map(|link| link.iri.as_str()).collect();
            if !terms.is_empty() {
                put(kind.property(), json!(terms));
            }
        }
        Value::Object(node)
    }

    fn neighbours(&self, concept: &Concept) -> [(&'static str, Vec<String>); 3] {
        let iris = |ids: &[super::ConceptId]| ids.iter().map(|id| self.iri(id)).collect::<Vec<_>>();
        let narrower = self.narrower(concept.id.as_str()).map(|under| self.iri(&under.id)).collect();
        [("broader", iris(&concept.broader)), ("narrower", narrower), ("related", iris(&concept.related))]
    }

    /// Lists inside a cell are parted by `|`, which stands in no label.
    fn csv(&self) -> String {
        let mut out = String::new();
        let heads =
            ["iri", "id", "label_fr", "label_en", "also_fr", "also_en", "definition_fr", "definition_en"];
        let lists = ["broader", "narrower", "related"];
        let matches = Match::ALL.map(Match::property);
        row(&mut out, heads.into_iter().chain(lists).chain(matches).map(ToOwned::to_owned));
        for concept in self.concepts() {
            let ids = |ids: &[super::ConceptId]| {
                ids.iter().map(super::ConceptId::as_str).collect::<Vec<_>>().join("|")
            };
            let narrower =
                self.narrower(concept.id.as_str()).map(|under| under.id.as_str()).collect::<Vec<_>>();
            let own = [
                self.iri(&concept.id),
                concept.id.to_string(),
                concept.label.fr.clone(),
                concept.label.en.clone(),
                concept.also_fr.join("|"),
                concept.also_en.join("|"),
                concept.definition.fr.clone(),
                concept.definition.en.clone(),
                ids(&concept.broader),
                narrower.join("|"),
                ids(&concept.related),
            ];
            let terms = Match::ALL.map(|kind| {
                let terms =
                    concept.links.iter().filter(|link| link.kind == kind).map(|link| link.iri.as_str());
                terms.collect::<Vec<_>>().join("|")
            });
            row(&mut out, own.into_iter().chain(terms));
        }
        out
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    let quoted = cells.map(|cell| {
        let needs = cell.contains(['"', ',', '\n', '\r']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    });
    out.push_str(&quoted.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

fn both(text: &Bilingual) -> String {
    [tagged(&text.fr, Lang::Fr), tagged(&text.en, Lang::En)].join(", ")
}

fn tagged(text: &str, lang: Lang) -> String {
    format!("{}@{}", quoted(text), lang.tag())
}

/// A string of Turtle (`STRING_LITERAL_QUOTE`).
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
