//! An advisory as a STIX 2.1 bundle: a report, a note with its body, an indicator per trace, a course of action per
//! thing to do, the authority, the official marking. The same bytes for the same version.

use super::super::formats::{Exported, LABEL, uuid};
use super::super::marking::Tlp;
use super::super::model::{Severity, Threat};
use super::pattern;
use super::{TLP_CREATED, TLP_EXTENSION, official};
use liptako_core::UnixSeconds;
use serde_json::{Map, Value, json};

/// The bundle, as indented JSON that ends with a line end.
pub fn write(exported: &Exported<'_>) -> Vec<u8> {
    let bundle = Value::Object(bundle(exported));
    // A value of ours has text names only: it can always be written.
    let mut bytes = serde_json::to_vec_pretty(&bundle).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn moment(seconds: UnixSeconds) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// The official marking definition of a label.
fn marking(tlp: Tlp) -> Value {
    let (id, said) = official(tlp);
    json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": id,
        "created": TLP_CREATED,
        "name": tlp.label(),
        "extensions": { TLP_EXTENSION: { "extension_type": "property-extension", "tlp_2_0": said } },
    })
}

/// What an object of each kind has in common.
struct Maker<'a> {
    exported: &'a Exported<'a>,
    author: String,
}

impl Maker<'_> {
    fn object(&self, kind: &str, parts: &[&[u8]]) -> Map<String, Value> {
        let exported = self.exported;
        let parts: Vec<&[u8]> =
            std::iter::once(&exported.object.as_bytes()[..]).chain(parts.iter().copied()).collect();
        let common = json!({
            "type": kind,
            "spec_version": "2.1",
            "id": format!("{kind}--{}", uuid(kind, &parts)),
            "created_by_ref": self.author,
            "created": moment(exported.created),
            "modified": moment(exported.modified),
            "lang": exported.content.lang.tag(),
            "object_marking_refs": [official(exported.tlp).0],
        });
        let mut object = match common {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        if exported.is_withdrawn {
            object.insert("revoked".into(), true.into());
        }
        object
    }
}

fn id_of(object: &Map<String, Value>) -> Value {
    object.get("id").cloned().unwrap_or_default()
}

fn with(mut object: Map<String, Value>, more: Value) -> Map<String, Value> {
    if let Value::Object(more) = more {
        object.extend(more);
    }
    object
}

const fn report_type(threat: Threat) -> &'static str {
    match threat {
        Threat::Vulnerability => "vulnerability",
        Threat::Malware | Threat::Ransomware => "malware",
        _ => "threat-report",
    }
}

/// How sure and how bad are two things in STIX; a reader that knows no label still sees how bad.
const fn plain_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "severity-critical",
        Severity::High => "severity-high",
        Severity::Medium => "severity-medium",
        Severity::Low => "severity-low",
    }
}

fn bundle(exported: &Exported<'_>) -> Map<String, Value> {
    let author = format!("identity--{}", uuid("identity", &[exported.author.origin.as_bytes()]));
    let maker = Maker { exported, author: author.clone() };
    let content = exported.content;
    let identity = json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": author,
        "created": TLP_CREATED,
        "modified": TLP_CREATED,
        "name": format!("{} ({})", exported.author.name_fr, exported.author.acronym),
        "identity_class": "organization",
        "sectors": ["government"],
    });
    let mut parts: Vec<Map<String, Value>> = Vec::new();
    for indicator in &content.indicators {
        let object =
            maker.object("indicator", &[indicator.kind().name().as_bytes(), indicator.value().as_bytes()]);
        let mut object = with(
            object,
            json!({
                "name": indicator.defanged(),
                "indicator_types": ["malicious-activity"],
                "pattern": pattern::written(indicator),
                "pattern_type": "stix",
                "valid_from": moment(exported.created),
            }),
        );
        if !indicator.remark().is_empty() {
            object.insert("description".into(), indicator.remark().into());
        }
        parts.push(object);
    }
    for (at, step) in content.actions.iter().enumerate() {
        let object = maker.object("course-of-action", &[&(at as u64).to_be_bytes()]);
        let mut object = with(object, json!({ "name": format!("{}", at + 1), "description": step.text }));
        if let Some(due) = step.due {
            object.insert("labels".into(), json!([format!("{LABEL}due=\"{due}\"")]));
        }
        parts.push(object);
    }
    let mut report = maker.object("report", &[]);
    if !content.body.is_empty() {
        let note = maker.object("note", &[]);
        parts.push(with(
            note,
            json!({
                "abstract": content.title,
                "content": content.body,
                "object_refs": [id_of(&report)],
            }),
        ));
    }
    // A report refers to at least one object: to its author, when there is nothing else.
    let mut refs: Vec<Value> = parts.iter().map(id_of).collect();
    if refs.is_empty() {
        refs.push(author.into());
    }
    let mut labels = exported.labels();
    labels.push(plain_severity(content.severity).to_owned());
    report = with(
        report,
        json!({
            "name": content.title,
            "description": content.summary,
            "report_types": [report_type(content.threat)],
            "published": moment(exported.modified),
            "labels": labels,
            "object_refs": refs,
        }),
    );
    if !content.references.is_empty() {
        let references = content.references.iter().map(|reference| match &reference.url {
            Some(url) => json!({ "source_name": reference.name, "url": url }),
            None => json!({ "source_name": reference.name, "description": reference.name }),
        });
        report.insert("external_references".into(), references.collect());
    }
    let mut objects = vec![marking(exported.tlp), identity, Value::Object(report)];
    objects.extend(parts.into_iter().map(Value::Object));
    let revision = exported.revision.to_be_bytes();
    let id = uuid("bundle", &[exported.object.as_bytes(), &revision, exported.tlp.label().as_bytes()]);
    with(Map::new(), json!({ "type": "bundle", "id": format!("bundle--{id}"), "objects": objects }))
}
