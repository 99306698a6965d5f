//! An advisory as a MISP event: an attribute per trace and per thing to do, a report with its texts, tags. The same bytes
//! for the same version.

use super::super::formats::{Exported, LABEL, uuid};
use super::super::marking::Tlp;
use super::super::model::Severity;
use super::{tag, typed};
use liptako_core::UnixSeconds;
use serde_json::{Value, json};

/// What an attribute that is a thing to do is called.
pub(crate) const STEP: &str = "liptako:action";
/// What the report that holds the summary is called.
pub(crate) const SUMMARY: &str = "Résumé";

/// The event, as indented JSON that ends with a line end.
pub fn write(exported: &Exported<'_>) -> Vec<u8> {
    let event = json!({ "Event": event(exported) });
    let mut bytes = serde_json::to_vec_pretty(&event).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn day(seconds: UnixSeconds) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%d").to_string()
}

/// 0: this organisation only; 1: this community; 3: all communities.
const fn distribution(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Red | Tlp::AmberStrict | Tlp::Amber => "0",
        Tlp::Green => "1",
        Tlp::Clear => "3",
    }
}

const fn threat_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "1",
        Severity::Medium => "2",
        Severity::Low => "3",
    }
}

fn event(exported: &Exported<'_>) -> Value {
    let content = exported.content;
    let object = &exported.object.as_bytes()[..];
    let stamp = exported.modified.to_string();
    let attribute = |name: &str,
                     part: &[u8],
                     (category, kind): (&str, &str),
                     value: &str,
                     comment: &str,
                     to_ids: bool| {
        json!({
            "uuid": uuid(name, &[object, part]),
            "category": category,
            "type": kind,
            "value": value,
            "comment": comment,
            "to_ids": to_ids,
            "distribution": "5",
            "disable_correlation": false,
            "deleted": false,
            "timestamp": stamp,
        })
    };
    let mut attributes = Vec::new();
    for found in &content.indicators {
        let part = [found.kind().name().as_bytes(), b"\n", found.value().as_bytes()].concat();
        attributes.push(attribute(
            "indicator",
            &part,
            typed(found.kind()),
            found.value(),
            found.remark(),
            true,
        ));
    }
    for (at, step) in content.actions.iter().enumerate() {
        let comment = step.due.map_or_else(|| STEP.to_owned(), |due| format!("{STEP} due=\"{due}\""));
        let part = (at as u64).to_be_bytes();
        attributes.push(attribute("step", &part, ("Other", "text"), &step.text, &comment, false));
    }
    for (at, reference) in content.references.iter().enumerate() {
        let part = (at as u64).to_be_bytes();
        attributes.push(match &reference.url {
            Some(url) => {
                attribute("reference", &part, ("External analysis", "link"), url, &reference.name, false)
            }
            None => attribute("reference", &part, ("External analysis", "text"), &reference.name, "", false),
        });
    }
    let report = |name: &str, title: &str, text: &str| {
        json!({
            "uuid": uuid(name, &[object]),
            "name": title,
            "content": text,
            "distribution": "5",
            "timestamp": stamp,
            "deleted": false,
        })
    };
    let mut reports = vec![report("summary", SUMMARY, &content.summary)];
    if !content.body.is_empty() {
        reports.push(report("body", &content.title, &content.body));
    }
    let mut tags = vec![tag(exported.tlp).to_owned()];
    tags.extend(exported.labels());
    tags.push(format!("{LABEL}lang=\"{}\"", content.lang.tag()));
    if exported.is_withdrawn {
        tags.push(format!("{LABEL}withdrawn=\"yes\""));
    }
    let organisation = json!({
        "uuid": uuid("organisation", &[exported.author.origin.as_bytes()]),
        "name": exported.author.acronym,
    });
    json!({
        "uuid": uuid("event", &[object]),
        "info": content.title,
        "date": day(exported.created),
        "timestamp": stamp,
        "publish_timestamp": stamp,
        "published": false,
        "analysis": "2",
        "threat_level_id": threat_level(content.severity),
        "distribution": distribution(exported.tlp),
        "Orgc": organisation,
        "Tag": tags.into_iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "Attribute": attributes,
        "EventReport": reports,
    })
}
