//! MISP events from elsewhere, read strictly: the label of the event is the strictest of its own and of all its parts.

use super::super::formats::{
    Candidate, Gathered, ImportFault, LABEL, MAX_CANDIDATES, Remark, own_label, reference, short,
};
use super::super::indicator::{Indicator, IndicatorKind, MAX_REMARK};
use super::super::json::Json;
use super::super::marking::Tlp;
use super::super::model::{Format, Origin, Severity, Step, Threat};
use super::label_of;
use super::write::{STEP, SUMMARY};
use liptako_core::Lang;
use std::collections::BTreeSet;

/// Most attributes of an event, those of its objects included.
pub const MAX_ATTRIBUTES: usize = 5_000;

/// Finds the advisories of a file: one event, a list of them, or what MISP answers to a search.
///
/// # Errors
/// [`ImportFault`]: nothing of the file is taken then.
pub fn read(bytes: &[u8]) -> Result<Vec<Candidate>, ImportFault> {
    let root = Json::read(bytes)?;
    let answered = root.get("response");
    let wrapped: Vec<&Json> = match (&root, answered) {
        (Json::List(items), _) => items.iter().collect(),
        (_, Json::List(items)) => items.iter().collect(),
        (_, Json::Object(_)) => vec![answered],
        _ => vec![&root],
    };
    if wrapped.len() > MAX_CANDIDATES {
        return Err(ImportFault::TooMany { object: "Event".into(), max: MAX_CANDIDATES });
    }
    if wrapped.is_empty() {
        return Err(ImportFault::Nothing);
    }
    wrapped.into_iter().map(|item| candidate(item.get("Event"))).collect()
}

fn fault(object: &str, what: &'static str) -> ImportFault {
    ImportFault::Object { object: object.to_owned(), what }
}

/// How a message names a part: its identifier, or what stands for it.
fn name_of(part: &Json, otherwise: &str) -> String {
    let uuid = part.get("uuid").text();
    if uuid.is_empty() { otherwise.to_owned() } else { format!("{otherwise} {uuid}") }
}

fn is_list(json: &Json) -> bool {
    matches!(json, Json::Null | Json::List(_))
}

/// The strictest label among the tags of a part.
fn labels(part: &Json, name: &str, into: &mut Gathered) -> Result<Option<Tlp>, ImportFault> {
    let tags = part.get("Tag");
    if !is_list(tags) {
        return Err(fault(name, "its tags are no list"));
    }
    let mut found = BTreeSet::new();
    for tag in tags.items() {
        let Json::Text(tag) = tag.get("name") else { return Err(fault(name, "a tag has no name")) };
        match label_of(tag) {
            Some(Some(tlp)) => drop(found.insert(tlp)),
            Some(None) => {
                // `tlp:ex:chr`, `tlp:unclear`, or an invention.
                into.remark(Remark::Restricted(format!("{name}, {tag}")));
                found.insert(Tlp::Red);
            }
            None if passes_for_a_label(tag) => {
                return Err(ImportFault::Forged { object: format!("{name}, {tag}") });
            }
            None => {}
        }
    }
    let strictest = found.last().copied();
    if let (Some(tlp), 2..) = (strictest, found.len()) {
        into.remark(Remark::Conflict(name.to_owned(), tlp));
    }
    Ok(strictest)
}

/// A tag that looks like a label to a reader, and not to a program: `TLP RED`, `tlp：red`, `ТLP:RED`.
fn passes_for_a_label(tag: &str) -> bool {
    let skeleton: String = tag
        .chars()
        .filter_map(|c| match c {
            'Т' | 'т' => Some('t'),
            'Р' | 'р' => Some('p'),
            c if c.is_alphanumeric() => c.to_lowercase().next(),
            _ => None,
        })
        .collect();
    let names = ["red", "amber", "amberstrict", "green", "clear", "white"];
    skeleton.strip_prefix("tlp").is_some_and(|rest| names.contains(&rest))
}

fn candidate(event: &Json) -> Result<Candidate, ImportFault> {
    if event.members().is_empty() || event.get("info").is_null() {
        return Err(ImportFault::OtherFormat(Format::Misp));
    }
    let name = name_of(event, "Event");
    let mut into = Gathered { title: event.get("info").text().to_owned(), ..Gathered::default() };
    let own = labels(event, &name, &mut into)?;
    if own.is_none() {
        into.remark(Remark::Unmarked(name.clone()));
    }
    let mut tlp = own.unwrap_or(Tlp::Red);
    let tags = event.get("Tag").items().iter().map(|tag| tag.get("name").text().to_owned());
    into.labels = tags.filter(|tag| tag.starts_with(LABEL)).collect();
    let lang = into.labels.iter().find_map(|label| own_label(label, "lang")).and_then(Lang::from_tag);
    into.lang = lang;
    into.severity = match event.get("threat_level_id").word().as_str() {
        "1" => Some(Severity::High),
        "2" => Some(Severity::Medium),
        "3" => Some(Severity::Low),
        _ => None,
    };
    into.threat = None::<Threat>;
    parts(event, &name, &mut tlp, &mut into)?;
    reports(event, &name, &mut tlp, &mut into)?;
    let by = event.get("Orgc").get("name").text();
    let id = event.get("uuid").text();
    let id = if id.is_empty() { short(&into.title) } else { short(id) };
    let origin = Origin { format: Format::Misp, id, by: short(by), tlp, agreement: String::new() };
    into.content(&name, origin)
}

/// Takes the label of a part where it is stricter.
fn tighten(part: &Json, name: &str, tlp: &mut Tlp, into: &mut Gathered) -> Result<(), ImportFault> {
    if let Some(own) = labels(part, name, into)?
        && own > *tlp
    {
        into.remark(Remark::Stricter(name.to_owned(), own));
        *tlp = own;
    }
    Ok(())
}

fn is_deleted(part: &Json) -> bool {
    match part.get("deleted") {
        Json::Bool(deleted) => *deleted,
        other => other.word() == "1",
    }
}

fn parts(event: &Json, name: &str, tlp: &mut Tlp, into: &mut Gathered) -> Result<(), ImportFault> {
    let (own, objects) = (event.get("Attribute"), event.get("Object"));
    if !is_list(own) || !is_list(objects) {
        return Err(fault(name, "its attributes are no list"));
    }
    let mut attributes: Vec<&Json> = own.items().iter().collect();
    for object in objects.items().iter().filter(|object| !is_deleted(object)) {
        tighten(object, &name_of(object, "Object"), tlp, into)?;
        attributes.extend(object.get("Attribute").items());
    }
    if attributes.len() > MAX_ATTRIBUTES {
        return Err(ImportFault::TooMany { object: "Attribute".into(), max: MAX_ATTRIBUTES });
    }
    for part in attributes {
        let name = name_of(part, "Attribute");
        tighten(part, &name, tlp, into)?;
        if is_deleted(part) {
            continue;
        }
        if !matches!(part.get("value"), Json::Text(_) | Json::Number(_)) {
            return Err(fault(&name, "it has no value"));
        }
        attribute(part, &name, into);
    }
    Ok(())
}

fn reports(event: &Json, name: &str, tlp: &mut Tlp, into: &mut Gathered) -> Result<(), ImportFault> {
    let reports = event.get("EventReport");
    if !is_list(reports) {
        return Err(fault(name, "its reports are no list"));
    }
    for report in reports.items().iter().filter(|report| !is_deleted(report)) {
        tighten(report, &name_of(report, "EventReport"), tlp, into)?;
        let text = report.get("content").text();
        if report.get("name").text() == SUMMARY && into.summary.is_empty() {
            into.summary = text.to_owned();
        } else {
            into.bodies.push(text.to_owned());
        }
    }
    Ok(())
}

/// Takes over one attribute, or says that it is left aside.
fn attribute(part: &Json, name: &str, into: &mut Gathered) {
    let (kind, value, comment) =
        (part.get("type").text(), part.get("value").word(), part.get("comment").text());
    let comment = short(comment);
    match kind {
        "text" if comment.starts_with(STEP) => {
            let due = own_label(&comment, "action due").and_then(|day| day.parse().ok());
            into.actions.push(Step { text: short(&value), due });
        }
        "text" if part.get("category").text() == "External analysis" => {
            into.references.extend(reference(&value, ""));
        }
        "text" | "comment" => into.bodies.push(value),
        "link" => into.references.extend(reference(&comment, &value)),
        "vulnerability" => {
            into.threat = into.threat.or(Some(Threat::Vulnerability));
            into.references.extend(reference(&value, ""));
        }
        composed if composed.contains('|') => {
            for (kind, value) in composed.split('|').zip(value.split('|')) {
                if !indicator(kind, value, &comment, into) {
                    into.remark(Remark::LeftAside(name.to_owned()));
                }
            }
        }
        _ => {
            if !indicator(kind, &value, &comment, into) {
                into.remark(Remark::LeftAside(name.to_owned()));
            }
        }
    }
}

/// Takes over an indicator; false when its type is none that we know.
fn indicator(kind: &str, value: &str, comment: &str, into: &mut Gathered) -> bool {
    let kind = match kind {
        "domain" | "hostname" => IndicatorKind::Domain,
        "url" | "uri" => IndicatorKind::Url,
        "ip-dst" | "ip-src" | "ip" if value.contains(':') => IndicatorKind::Ipv6,
        "ip-dst" | "ip-src" | "ip" => IndicatorKind::Ipv4,
        "md5" => IndicatorKind::Md5,
        "sha1" => IndicatorKind::Sha1,
        "sha256" => IndicatorKind::Sha256,
        "sha512" => IndicatorKind::Sha512,
        "email" | "email-src" | "email-dst" | "email-reply-to" => IndicatorKind::Email,
        "phone-number" => IndicatorKind::Phone,
        "filename" => IndicatorKind::FileName,
        _ => return false,
    };
    let remark: String = comment.chars().take(MAX_REMARK).collect();
    match Indicator::new(kind, value, &remark) {
        Ok(found) => into.indicators.push(found),
        Err(_) => into.remark(Remark::Indicator(value.to_owned())),
    }
    true
}
