//! What the formats that advisories come in and go out by have in common: who exports, what an import finds, and what is
//! said about it before anything is kept.

use super::indicator::Indicator;
use super::json::JsonFault;
use super::marking::Tlp;
use super::model::{
    Content, Format, MAX_BODY, MAX_SHORT, MAX_SUMMARY, MAX_TITLE, Origin, Reference, Sector, Severity, Step,
    Threat,
};
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Lang, Member, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use liptako_web::Message;
use std::collections::BTreeSet;

/// Most advisories read from one file.
pub const MAX_CANDIDATES: usize = 20;
/// Most remarks kept on one import; the rest is counted.
pub const MAX_REMARKS: usize = 200;
/// What our own labels begin with, in both formats.
pub(crate) const LABEL: &str = "liptako:";

/// An advisory on its way out.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    /// Which advisory.
    pub object: ObjectId,
    /// Whose it is.
    pub author: &'a Member,
    /// The label of the version.
    pub tlp: Tlp,
    /// What the version says.
    pub content: &'a Content,
    /// Which version.
    pub revision: u32,
    /// When the first version known here was written.
    pub created: UnixSeconds,
    /// When this one was.
    pub modified: UnixSeconds,
    /// Whether its author took it back.
    pub is_withdrawn: bool,
}

impl Exported<'_> {
    /// The labels that carry what the formats have no field for.
    pub(crate) fn labels(&self) -> Vec<String> {
        let content = self.content;
        let mut labels = vec![
            format!("{LABEL}severity=\"{}\"", content.severity.name()),
            format!("{LABEL}threat=\"{}\"", content.threat.name()),
        ];
        labels.extend(content.sectors.iter().map(|sector| format!("{LABEL}sector=\"{}\"", sector.name())));
        labels.extend(content.concepts.iter().map(|concept| format!("{LABEL}concept=\"{concept}\"")));
        labels.extend(content.acknowledge_by.map(|day| format!("{LABEL}acknowledge-by=\"{day}\"")));
        labels
    }
}

/// A UUID drawn from what it names: the same at every export, on every node. Its bits are those of a digest, marked as
/// version 4 (RFC 9562 §5.4).
pub(crate) fn uuid(what: &str, parts: &[&[u8]]) -> String {
    let mut bytes = format!("liptako-uuid/1\n{what}\n").into_bytes();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&Hash::of(&bytes).0[..16]);
    id[6] = id[6] & 0x0f | 0x40;
    id[8] = id[8] & 0x3f | 0x80;
    let hex = ObjectId::from_bytes(id).to_string();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Why a file is refused: nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// No JSON, or beyond a bound.
    #[error(transparent)]
    Json(#[from] JsonFault),
    /// JSON, but not of this format.
    #[error("the file is no {}", match .0 { Format::Stix => "STIX 2.1 bundle", Format::Misp => "MISP event" })]
    OtherFormat(Format),
    /// An object is not as the format says.
    #[error("{object}: {what}")]
    Object {
        /// The object, by its identifier or its place.
        object: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Something passes for a TLP marking that it is not.
    #[error("{object} passes for a TLP marking and is not the official one")]
    Forged {
        /// The marking, by its identifier.
        object: String,
    },
    /// An object refers to a marking that nobody knows.
    #[error("{object} carries the marking {marking}, which is not known")]
    UnknownMarking {
        /// The object.
        object: String,
        /// The marking.
        marking: String,
    },
    /// More of something than is read.
    #[error("{object}: more than {max}")]
    TooMany {
        /// Where.
        object: String,
        /// The bound.
        max: usize,
    },
    /// There is nothing in it to make an advisory of.
    #[error("the file holds nothing to make an advisory of")]
    Nothing,
}

impl ImportFault {
    /// What to tell whoever sent the file.
    pub fn message(&self) -> Message {
        match self {
            Self::Json(JsonFault::TooLarge(bytes)) => {
                Message::new("advisory-import-large").with("kilobytes", bytes / 1024)
            }
            Self::Json(JsonFault::Syntax(detail)) => {
                Message::new("advisory-import-json").with("detail", detail)
            }
            Self::OtherFormat(Format::Stix) => Message::new("advisory-import-not-stix"),
            Self::OtherFormat(Format::Misp) => Message::new("advisory-import-not-misp"),
            Self::Object { object, what } => {
                Message::new("advisory-import-object").with("object", shown(object)).with("what", *what)
            }
            Self::Forged { object } => Message::new("advisory-import-forged").with("object", shown(object)),
            Self::UnknownMarking { object, marking } => Message::new("advisory-import-unknown-marking")
                .with("object", shown(object))
                .with("marking", shown(marking)),
            Self::TooMany { object, max } => {
                Message::new("advisory-import-many").with("object", shown(object)).with("max", *max)
            }
            Self::Nothing => Message::new("advisory-import-nothing"),
        }
    }
}

/// The beginning of a foreign text, on one line.
fn shown(text: &str) -> String {
    clean(text, false).chars().take(100).collect()
}

/// What the reader of a preview must know: what was read strictly, and what was left aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Nothing says how it may be shared: read as TLP:RED.
    Unmarked(String),
    /// Two labels: the strictest is taken.
    Conflict(String, Tlp),
    /// A part is stricter than the whole: the whole takes its label.
    Stricter(String, Tlp),
    /// The file marks it in a way that is not the protocol's: read as TLP:RED.
    Restricted(String),
    /// A statement that goes with it.
    Statement(String),
    /// An object of which nothing is taken over.
    LeftAside(String),
    /// Something that it refers to is not in the file.
    Absent(String),
    /// An indicator that is not understood.
    Indicator(String),
    /// A text that was too long for its field, and stands in the body instead.
    Moved(&'static str),
    /// The severity is not said: *medium* is assumed.
    SeverityAssumed,
}

impl Remark {
    /// The remark in words.
    pub fn message(&self) -> Message {
        match self {
            Self::Unmarked(object) => Message::new("advisory-remark-unmarked").with("object", shown(object)),
            Self::Conflict(object, tlp) => Message::new("advisory-remark-conflict")
                .with("object", shown(object))
                .with("label", tlp.label()),
            Self::Stricter(object, tlp) => Message::new("advisory-remark-stricter")
                .with("object", shown(object))
                .with("label", tlp.label()),
            Self::Restricted(object) => {
                Message::new("advisory-remark-restricted").with("object", shown(object))
            }
            Self::Statement(text) => Message::new("advisory-remark-statement").with("text", shown(text)),
            Self::LeftAside(object) => {
                Message::new("advisory-remark-left-aside").with("object", shown(object))
            }
            Self::Absent(object) => Message::new("advisory-remark-absent").with("object", shown(object)),
            Self::Indicator(text) => Message::new("advisory-remark-indicator").with("text", shown(text)),
            Self::Moved("title") => Message::new("advisory-remark-title-moved"),
            Self::Moved(_) => Message::new("advisory-remark-summary-moved"),
            Self::SeverityAssumed => Message::new("advisory-remark-severity"),
        }
    }
}

/// An advisory found in a file. Its content fits the bounds; its origin carries the label that binds it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it would say.
    pub content: Content,
    /// What to know before keeping it.
    pub remarks: BTreeSet<Remark>,
}

/// Takes from a foreign text what no page should show: control characters, and those that turn the reading direction
/// around to make one text look like another.
pub(crate) fn clean(text: &str, lines: bool) -> String {
    let kept = |c: char| match c {
        '\n' | '\t' => lines,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => false,
        c => !c.is_control(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = if lines { text } else { text.replace(['\n', '\t'], " ") };
    text.chars().filter(|c| kept(*c)).collect::<String>().trim().to_owned()
}

fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let short: String = text.chars().take(max - 1).collect();
    format!("{}…", short.trim_end())
}

/// What an import gathers before it becomes a content.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub title: String,
    pub summary: String,
    pub bodies: Vec<String>,
    pub labels: Vec<String>,
    pub indicators: Vec<Indicator>,
    pub actions: Vec<Step>,
    pub references: Vec<Reference>,
    pub lang: Option<Lang>,
    pub threat: Option<Threat>,
    pub severity: Option<Severity>,
    pub remarks: BTreeSet<Remark>,
}

/// The value of one of our own labels.
pub(crate) fn own_label<'a>(label: &'a str, name: &str) -> Option<&'a str> {
    label.strip_prefix(LABEL)?.strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"')
}

impl Gathered {
    pub(crate) fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < MAX_REMARKS {
            self.remarks.insert(remark);
        }
    }

    fn labelled<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.labels.iter().filter_map(|label| own_label(label, name)).filter_map(read).collect()
    }

    /// The content, within bounds. What is too long for its field goes to the body; what is too much is refused.
    pub(crate) fn content(mut self, object: &str, origin: Origin) -> Result<Candidate, ImportFault> {
        let mut bodies = Vec::new();
        let title = clean(&self.title, false);
        if title.chars().count() > MAX_TITLE {
            self.remark(Remark::Moved("title"));
            bodies.push(title.clone());
        }
        let summary = clean(&self.summary, true);
        if summary.chars().count() > MAX_SUMMARY {
            self.remark(Remark::Moved("summary"));
            bodies.push(summary.clone());
        }
        bodies.extend(self.bodies.iter().map(|body| clean(body, true)).filter(|body| !body.is_empty()));
        let body = bodies.join("\n\n");
        if body.chars().count() > MAX_BODY {
            return Err(ImportFault::TooMany { object: object.to_owned(), max: MAX_BODY });
        }
        let severity = self.labelled("severity", Severity::from_name).pop().or(self.severity);
        if severity.is_none() {
            self.remark(Remark::SeverityAssumed);
        }
        let in_order = |mut sectors: Vec<Sector>| {
            sectors.sort_unstable();
            sectors.dedup();
            sectors
        };
        let mut concepts: Vec<ConceptId> = self.labelled("concept", |text| text.parse().ok());
        concepts.sort_unstable();
        concepts.dedup();
        let mut told = BTreeSet::new();
        self.indicators.retain(|found| told.insert((found.kind(), found.value().to_owned())));
        let title = cut(&title, MAX_TITLE);
        let summary = cut(&summary, MAX_SUMMARY);
        let content = Content {
            lang: self.lang.unwrap_or(Lang::En),
            summary: if summary.is_empty() { title.clone() } else { summary },
            title,
            threat: self.labelled("threat", Threat::from_name).pop().or(self.threat).unwrap_or(Threat::Other),
            severity: severity.unwrap_or(Severity::Medium),
            sectors: in_order(self.labelled("sector", Sector::from_name)),
            body,
            acknowledge_by: self.labelled("acknowledge-by", |text| text.parse().ok()).pop(),
            concepts,
            indicators: self.indicators,
            actions: self.actions,
            references: self.references,
            origin: Some(origin),
        };
        match content.check() {
            Ok(()) => Ok(Candidate { content, remarks: self.remarks }),
            Err(faults) => Err(refused(object, &faults)),
        }
    }
}

fn refused(object: &str, faults: &[super::model::Fault]) -> ImportFault {
    let object = object.to_owned();
    match faults.first().map(|fault| (fault.field, fault.problem)) {
        Some((_, super::model::Problem::TooMany(max))) => ImportFault::TooMany { object, max },
        Some(("title", _)) => ImportFault::Object { object, what: "it has no name" },
        _ => ImportFault::Object { object, what: "a field is out of bounds" },
    }
}

/// A short foreign text as one of ours.
pub(crate) fn short(text: &str) -> String {
    cut(&clean(text, false), MAX_SHORT)
}

/// A reference, when it can be one: its address only where a reader may follow it.
pub(crate) fn reference(name: &str, url: &str) -> Option<Reference> {
    let url = clean(url, false);
    let followed = super::model::is_web_address(&url).then(|| url.clone());
    let name = short(if name.trim().is_empty() { &url } else { name });
    (!name.is_empty()).then_some(Reference { name, url: followed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_names_the_same_thing_for_ever() {
        let first = uuid("report", &[&[1; 16]]);
        assert_eq!(first, uuid("report", &[&[1; 16]]));
        assert_ne!(first, uuid("note", &[&[1; 16]]));
        assert_ne!(uuid("a", &[b"bc", b"d"]), uuid("a", &[b"b", b"cd"]));
        assert_eq!((first.len(), &first[14..15]), (36, "4"));
        assert!("89ab".contains(&first[19..20]));
    }

    #[test]
    fn foreign_text_is_made_plain() {
        assert_eq!(clean("a\u{202e}b\u{0}c\r\nd", true), "abc\nd");
        assert_eq!(clean("a\nb\tc", false), "a b c");
        assert_eq!(cut(&"é".repeat(300), 200).chars().count(), 200);
        assert_eq!(reference("x", "javascript:alert(1)").unwrap().url, None);
        assert_eq!(reference("", "https://a.example/").unwrap().name, "https://a.example/");
    }
}
