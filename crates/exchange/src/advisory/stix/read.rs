//! A STIX 2.1 bundle from elsewhere, read strictly: each report (or grouping) becomes a candidate with the strictest
//! label of its parts. What passes for a marking and is none ends the reading, by name.

use super::super::formats::{
    Candidate, Gathered, ImportFault, MAX_CANDIDATES, Remark, own_label, reference, short,
};
use super::super::indicator::{Indicator, IndicatorKind};
use super::super::json::Json;
use super::super::marking::Tlp;
use super::super::model::{Format, Origin, Step, Threat};
use super::{FIRST_EDITION, TLP_EXTENSION, label_of, official, pattern};
use liptako_core::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Most objects of a bundle.
pub const MAX_OBJECTS: usize = 5_000;
/// Longest identifier, in bytes.
const MAX_ID_BYTES: usize = 200;
/// Objects of which the text is taken over.
const TAKEN: [&str; 4] = ["indicator", "course-of-action", "note", "vulnerability"];
/// Objects that only tell something about others, and leave nothing behind when they are not taken over.
const SILENT: [&str; 5] =
    ["marking-definition", "identity", "relationship", "extension-definition", "report"];

/// The title of what has none.
const NAMELESS: &str = "STIX";

/// How a marking definition marks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Label(Tlp),
    Statement(String),
    /// A restriction of another system, which this program cannot weigh.
    Other,
}

struct Bundle<'a> {
    objects: BTreeMap<&'a str, &'a Json>,
    marks: BTreeMap<&'a str, Mark>,
}

/// Finds the advisories of a file.
///
/// # Errors
/// [`ImportFault`]: nothing of the file is taken then.
pub fn read(bytes: &[u8]) -> Result<Vec<Candidate>, ImportFault> {
    let root = Json::read(bytes)?;
    if root.get("type").text() != "bundle" {
        return Err(ImportFault::OtherFormat(Format::Stix));
    }
    let bundle = Bundle::of(root.get("objects").items())?;
    let holders = |kind: &str| -> Vec<&str> {
        let of_kind = bundle.objects.iter().filter(|(_, object)| object.get("type").text() == kind);
        of_kind.map(|(id, _)| *id).collect()
    };
    let mut wholes = holders("report");
    wholes.extend(holders("grouping"));
    if wholes.len() > MAX_CANDIDATES {
        return Err(ImportFault::TooMany { object: "report".into(), max: MAX_CANDIDATES });
    }
    if wholes.is_empty() {
        return bundle.loose(root.get("id").text()).map(|candidate| vec![candidate]);
    }
    wholes.into_iter().map(|id| bundle.candidate(id)).collect()
}

fn object_fault(object: &str, what: &'static str) -> ImportFault {
    ImportFault::Object { object: object.to_owned(), what }
}

/// Whether an identifier is one: `type--uuid`.
fn is_id(id: &str, kind: &str) -> bool {
    let uuid = id.strip_prefix(kind).and_then(|rest| rest.strip_prefix("--"));
    uuid.is_some_and(|uuid| {
        uuid.len() == 36
            && uuid.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    })
}

impl<'a> Bundle<'a> {
    fn of(list: &'a [Json]) -> Result<Self, ImportFault> {
        if list.len() > MAX_OBJECTS {
            return Err(ImportFault::TooMany { object: "objects".into(), max: MAX_OBJECTS });
        }
        let mut objects = BTreeMap::new();
        for (at, object) in list.iter().enumerate() {
            let place = || format!("objects[{at}]");
            let (id, kind) = (object.get("id").text(), object.get("type").text());
            if id.len() > MAX_ID_BYTES || kind.is_empty() || !is_id(id, kind) {
                return Err(ImportFault::Object {
                    object: place(),
                    what: "its id is no “type--uuid” of its own type",
                });
            }
            let version = object.get("spec_version");
            if !version.is_null() && version.text() != "2.1" {
                return Err(object_fault(id, "it is not of STIX 2.1"));
            }
            if objects.insert(id, object).is_some() {
                return Err(object_fault(id, "two objects have this id"));
            }
        }
        let mut marks = BTreeMap::new();
        for (id, object) in
            objects.iter().filter(|(_, object)| object.get("type").text() == "marking-definition")
        {
            marks.insert(*id, mark(id, object)?);
        }
        Ok(Self { objects, marks })
    }

    /// The labels on one object, from the whole and from parts of it.
    fn labels(&self, id: &str, object: &Json, into: &mut Gathered) -> Result<Option<Tlp>, ImportFault> {
        let whole = object.get("object_marking_refs");
        let parts = object.get("granular_markings");
        let is_list = |json: &Json| json.is_null() || matches!(json, Json::List(_));
        if !is_list(whole) || !is_list(parts) {
            return Err(object_fault(id, "its markings are no list"));
        }
        let of_parts = parts
            .items()
            .iter()
            .filter(|part| part.get("lang").is_null())
            .map(|part| part.get("marking_ref"));
        let mut found = BTreeSet::new();
        for marking in whole.items().iter().chain(of_parts) {
            let Json::Text(marking) = marking else {
                return Err(object_fault(id, "a marking is no reference"));
            };
            let mark = match (label_of(marking), self.marks.get(marking.as_str())) {
                (_, Some(mark)) => mark.clone(),
                (Some(tlp), None) => Mark::Label(tlp),
                (None, None) => {
                    return Err(ImportFault::UnknownMarking {
                        object: id.to_owned(),
                        marking: marking.clone(),
                    });
                }
            };
            match mark {
                Mark::Label(tlp) => drop(found.insert(tlp)),
                Mark::Statement(text) => into.remark(Remark::Statement(text)),
                Mark::Other => {
                    into.remark(Remark::Restricted(id.to_owned()));
                    found.insert(Tlp::Red);
                }
            }
        }
        let strictest = found.last().copied();
        if let (Some(tlp), 2..) = (strictest, found.len()) {
            into.remark(Remark::Conflict(id.to_owned(), tlp));
        }
        Ok(strictest)
    }

    fn author(&self, object: &Json) -> String {
        let by = self.objects.get(object.get("created_by_ref").text());
        by.map(|identity| short(identity.get("name").text())).unwrap_or_default()
    }

    fn candidate(&self, id: &str) -> Result<Candidate, ImportFault> {
        let Some(report) = self.objects.get(id) else { return Err(ImportFault::Nothing) };
        let mut into = Gathered::default();
        let own = self.labels(id, report, &mut into)?;
        if own.is_none() {
            into.remark(Remark::Unmarked(id.to_owned()));
        }
        let mut tlp = own.unwrap_or(Tlp::Red);
        report_words(report, &mut into);
        let mut parts: Vec<&str> = Vec::new();
        for reference in report.get("object_refs").items() {
            match self.objects.get_key_value(reference.text()) {
                Some((part, _)) => parts.push(part),
                None => into.remark(Remark::Absent(reference.text().to_owned())),
            }
        }
        // Notes point at what they are about; a report need not name them.
        let about =
            |object: &Json| object.get("object_refs").items().iter().any(|reference| reference.text() == id);
        let notes =
            self.objects.iter().filter(|(_, object)| object.get("type").text() == "note" && about(object));
        parts.extend(notes.map(|(note, _)| *note));
        let mut told = BTreeSet::new();
        parts.retain(|part| told.insert(*part));
        for part in parts {
            self.part(part, &mut tlp, &mut into)?;
        }
        let origin = Origin {
            format: Format::Stix,
            id: id.to_owned(),
            by: self.author(report),
            tlp,
            agreement: String::new(),
        };
        into.content(id, origin)
    }

    /// Objects that no report holds together.
    fn loose(&self, bundle: &str) -> Result<Candidate, ImportFault> {
        let mut into = Gathered { title: NAMELESS.into(), ..Gathered::default() };
        let mut tlp = Tlp::Clear;
        let mut is_marked = false;
        for (id, object) in &self.objects {
            if SILENT.contains(&object.get("type").text()) {
                continue;
            }
            is_marked |= self.labels(id, object, &mut into)?.is_some();
            self.part(id, &mut tlp, &mut into)?;
            let name = short(object.get("name").text());
            if into.title == NAMELESS && !name.is_empty() {
                into.title = name;
            }
        }
        if into.indicators.is_empty() && into.bodies.is_empty() && into.actions.is_empty() {
            return Err(ImportFault::Nothing);
        }
        let id = if bundle.is_empty() { "bundle" } else { bundle };
        if !is_marked {
            into.remark(Remark::Unmarked(id.to_owned()));
            tlp = Tlp::Red;
        }
        let origin =
            Origin { format: Format::Stix, id: short(id), by: String::new(), tlp, agreement: String::new() };
        into.content(id, origin)
    }

    /// Takes over one part, and its label where it is stricter.
    fn part(&self, id: &str, tlp: &mut Tlp, into: &mut Gathered) -> Result<(), ImportFault> {
        let Some(object) = self.objects.get(id) else { return Ok(()) };
        let kind = object.get("type").text();
        if SILENT.contains(&kind) {
            return Ok(());
        }
        if let Some(own) = self.labels(id, object, into)?
            && own > *tlp
        {
            into.remark(Remark::Stricter(id.to_owned(), own));
            *tlp = own;
        }
        let taken = if TAKEN.contains(&kind) {
            taken(kind, id, object, into)
        } else {
            observable(kind, object, into)
        };
        if !taken {
            into.remark(Remark::LeftAside(id.to_owned()));
        }
        Ok(())
    }
}

/// What a marking definition says; refused when it passes for an official one.
fn mark(id: &str, object: &Json) -> Result<Mark, ImportFault> {
    let forged = || ImportFault::Forged { object: id.to_owned() };
    let (kind, extended) =
        (object.get("definition_type").text(), object.get("extensions").get(TLP_EXTENSION));
    if let Some(tlp) = Tlp::ALL.into_iter().find(|tlp| official(*tlp).0 == id) {
        let name = object.get("name");
        let named = name.is_null() || name.text().eq_ignore_ascii_case(tlp.label());
        let says = extended.get("tlp_2_0").text() == official(tlp).1;
        let alone = object.get("definition").is_null() || object.get("definition").get("tlp").is_null();
        return if says && named && alone { Ok(Mark::Label(tlp)) } else { Err(forged()) };
    }
    if let Some((_, said, tlp)) = FIRST_EDITION.iter().find(|(known, _, _)| *known == id) {
        let says = kind == "tlp" && object.get("definition").get("tlp").text() == *said;
        return if says && extended.is_null() { Ok(Mark::Label(*tlp)) } else { Err(forged()) };
    }
    let statement = object.get("definition").get("statement").text();
    let passes = |text: &str| text.trim_start().to_ascii_lowercase().starts_with("tlp");
    if !extended.is_null()
        || kind.eq_ignore_ascii_case("tlp")
        || passes(object.get("name").text())
        || passes(statement)
    {
        return Err(forged());
    }
    if kind == "statement" && !statement.is_empty() {
        Ok(Mark::Statement(short(statement)))
    } else {
        Ok(Mark::Other)
    }
}

fn report_words(report: &Json, into: &mut Gathered) {
    into.title = report.get("name").text().to_owned();
    into.summary = report.get("description").text().to_owned();
    into.lang = Lang::from_tag(report.get("lang").text().get(..2).unwrap_or_default());
    into.labels = report.get("labels").items().iter().map(|label| label.text().to_owned()).collect();
    into.threat = report.get("report_types").items().iter().find_map(|kind| match kind.text() {
        "vulnerability" => Some(Threat::Vulnerability),
        "malware" => Some(Threat::Malware),
        _ => None,
    });
    for external in report.get("external_references").items() {
        let (source, id) = (external.get("source_name").text(), external.get("external_id").text());
        let name = if id.is_empty() { source.to_owned() } else { format!("{source} {id}") };
        into.references.extend(reference(&name, external.get("url").text()));
    }
}

/// Takes over what has words.
fn taken(kind: &str, id: &str, object: &Json, into: &mut Gathered) -> bool {
    match kind {
        "indicator" => {
            let text = object.get("pattern").text();
            let stix = matches!(object.get("pattern_type").text(), "stix" | "");
            let found = if stix { pattern::read(text) } else { None };
            let remark = short(object.get("description").text());
            for (kind, value) in found.iter().flatten() {
                add(*kind, value, &remark, into);
            }
            if found.is_none() {
                into.remark(Remark::Indicator(id.to_owned()));
            }
            true
        }
        "course-of-action" => {
            let (name, more) = (object.get("name").text(), object.get("description").text());
            let text = short(if more.is_empty() { name } else { more });
            let labels = object.get("labels").items().iter();
            let due =
                labels.filter_map(|label| own_label(label.text(), "due")).find_map(|day| day.parse().ok());
            if !text.is_empty() {
                into.actions.push(Step { text, due });
            }
            true
        }
        "note" => {
            into.bodies.push(object.get("content").text().to_owned());
            true
        }
        "vulnerability" => {
            into.threat = into.threat.or(Some(Threat::Vulnerability));
            let found = reference(object.get("name").text(), "");
            into.references.extend(found);
            true
        }
        _ => false,
    }
}

fn add(kind: IndicatorKind, value: &str, remark: &str, into: &mut Gathered) {
    let remark: String = remark.chars().take(super::super::indicator::MAX_REMARK).collect();
    match Indicator::new(kind, value, &remark) {
        Ok(indicator) => into.indicators.push(indicator),
        Err(_) => into.remark(Remark::Indicator(value.to_owned())),
    }
}

/// Takes over an observed object, when it is one that we know.
fn observable(kind: &str, object: &Json, into: &mut Gathered) -> bool {
    let one = match kind {
        "domain-name" => IndicatorKind::Domain,
        "url" => IndicatorKind::Url,
        "ipv4-addr" => IndicatorKind::Ipv4,
        "ipv6-addr" => IndicatorKind::Ipv6,
        "email-addr" => IndicatorKind::Email,
        "file" => {
            for (name, value) in object.get("hashes").members() {
                let kind = match name.to_ascii_uppercase().as_str() {
                    "MD5" => IndicatorKind::Md5,
                    "SHA-1" => IndicatorKind::Sha1,
                    "SHA-256" => IndicatorKind::Sha256,
                    "SHA-512" => IndicatorKind::Sha512,
                    _ => continue,
                };
                add(kind, value.text(), "", into);
            }
            if !object.get("name").is_null() {
                add(IndicatorKind::FileName, object.get("name").text(), "", into);
            }
            return true;
        }
        _ => return false,
    };
    add(one, object.get("value").text(), "", into);
    true
}
