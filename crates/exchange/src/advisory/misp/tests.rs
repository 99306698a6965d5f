use super::super::formats::{Candidate, Exported, ImportFault, Remark};
use super::super::model::{Content, Format};
use super::super::samples::{charter, content};
use super::*;
use liptako_core::ObjectId;
use proptest::prelude::*;
use serde_json::{Value, json};

fn exported(content: &Content, tlp: Tlp) -> Vec<u8> {
    let author = &charter().members[1];
    write(&Exported {
        object: ObjectId::from_bytes([9; 16]),
        author,
        tlp,
        content,
        revision: 1,
        created: 1_795_467_600,
        modified: 1_795_468_600,
        is_withdrawn: false,
    })
}

fn changed(change: impl FnOnce(&mut Value)) -> Result<Candidate, ImportFault> {
    let mut event: Value = serde_json::from_slice(&exported(&content(), Tlp::Amber)).unwrap();
    change(&mut event["Event"]);
    read(&serde_json::to_vec(&event).unwrap()).map(|mut found| found.remove(0))
}

fn label(found: &Candidate) -> Tlp {
    found.content.origin.as_ref().unwrap().tlp
}

#[test]
fn what_is_exported_reads_back_the_same_with_its_label() {
    for tlp in Tlp::ALL {
        let bytes = exported(&content(), tlp);
        assert_eq!(bytes, exported(&content(), tlp));
        let found = read(&bytes).unwrap().remove(0);
        let origin = found.content.origin.clone().unwrap();
        assert_eq!((origin.tlp, origin.format, &*origin.by), (tlp, Format::Misp, "CIL"));
        assert_eq!(Content { origin: None, ..found.content.clone() }, content());
        assert!(found.remarks.is_empty(), "{:?}", found.remarks);
    }
}

#[test]
fn tags_are_taken_strictly() {
    let tagged = |tags: Value| changed(|event| event["Tag"] = tags);
    assert_eq!(label(&tagged(json!([{ "name": "tlp:white" }])).unwrap()), Tlp::Clear);
    assert_eq!(label(&tagged(json!([{ "name": "TLP:GREEN" }])).unwrap()), Tlp::Green);
    let none = tagged(json!([])).unwrap();
    assert_eq!(label(&none), Tlp::Red);
    assert!(none.remarks.iter().any(|remark| matches!(remark, Remark::Unmarked(_))));
    let two = tagged(json!([{ "name": "tlp:clear" }, { "name": "tlp:red" }])).unwrap();
    assert_eq!(label(&two), Tlp::Red);
    assert!(two.remarks.iter().any(|remark| matches!(remark, Remark::Conflict(_, Tlp::Red))));
    for odd in ["tlp:ex:chr", "tlp:unclear", "tlp:clear+"] {
        let found = tagged(json!([{ "name": "tlp:clear" }, { "name": odd }])).unwrap();
        assert_eq!(label(&found), Tlp::Red, "{odd}");
    }
    for forged in ["TLP CLEAR", "tlp：clear", "ТLР:CLEAR", "tlp-green"] {
        assert!(matches!(tagged(json!([{ "name": forged }])), Err(ImportFault::Forged { .. })), "{forged}");
    }
    assert!(tagged(json!({ "name": "tlp:clear" })).is_err() && tagged(json!([{ "name": 1 }])).is_err());
    // Another taxonomy is none of ours.
    assert_eq!(
        label(&tagged(json!([{ "name": "tlp:clear" }, { "name": "workflow:todo" }])).unwrap()),
        Tlp::Clear
    );
}

#[test]
fn a_stricter_part_makes_the_whole_stricter() {
    let in_attribute =
        changed(|event| event["Attribute"][0]["Tag"] = json!([{ "name": "tlp:red" }])).unwrap();
    assert_eq!(label(&in_attribute), Tlp::Red);
    let in_object = changed(|event| {
        event["Object"] = json!([{ "uuid": "5f0e", "name": "file", "Attribute": [
            { "type": "md5", "category": "Payload delivery", "value": "d41d8cd98f00b204e9800998ecf8427e", "Tag": [{ "name": "tlp:red" }] }] }]);
    })
    .unwrap();
    assert_eq!(label(&in_object), Tlp::Red);
    assert!(in_object.content.indicators.iter().any(|found| found.kind() == IndicatorKind::Md5));
    let in_report =
        changed(|event| event["EventReport"][0]["Tag"] = json!([{ "name": "tlp:amber+strict" }])).unwrap();
    assert_eq!(label(&in_report), Tlp::AmberStrict);
    // Deleted parts still say how they were marked, and nothing else of them is taken.
    let deleted = changed(|event| {
        event["Attribute"][0]["deleted"] = true.into();
        event["Attribute"][0]["Tag"] = json!([{ "name": "tlp:red" }]);
    })
    .unwrap();
    assert_eq!((label(&deleted), deleted.content.indicators.len()), (Tlp::Red, 2));
}

#[test]
fn what_others_write_is_read_as_far_as_it_is_known() {
    let event = json!({ "response": [{ "Event": { "info": "Foreign", "threat_level_id": 1, "uuid": "0aa0",
        "Tag": [{ "name": "tlp:green" }],
        "Attribute": [
            { "type": "filename|sha256", "category": "Payload delivery", "value": format!("a.exe|{}", "ab".repeat(32)) },
            { "type": "ip-dst", "category": "Network activity", "value": "2001:db8::1" },
            { "type": "vulnerability", "category": "External analysis", "value": "CVE-2024-0001" },
            { "type": "yara", "category": "Payload delivery", "value": "rule x {}", "uuid": "0bb0" },
            { "type": "comment", "category": "Other", "value": "Seen twice." },
            { "type": "domain", "category": "Network activity", "value": "not a domain" },
        ] } }] });
    let found = read(&serde_json::to_vec(&event).unwrap()).unwrap().remove(0);
    assert_eq!(found.content.indicators.len(), 3);
    assert_eq!((found.content.severity.name(), found.content.threat.name()), ("high", "vulnerability"));
    assert_eq!(found.content.body, "Seen twice.");
    assert!(found.remarks.contains(&Remark::LeftAside("Attribute 0bb0".into())));
    assert!(found.remarks.contains(&Remark::Indicator("not a domain".into())));
}

#[test]
fn malformed_events_are_refused_by_name() {
    for (bytes, expected) in [
        (&b"{}"[..], "no MISP event"),
        (b"[]", "nothing"),
        (b"[1]", "no MISP event"),
        (br#"{"Event":{"info":"a","Attribute":{}}}"#, "no list"),
        (br#"{"Event":{"info":"a","Attribute":[{"type":"domain","uuid":"77"}]}}"#, "Attribute 77"),
        (br#"{"Event":{"info":"","Tag":[{"name":"tlp:red"}]}}"#, "no name"),
    ] {
        let fault = read(bytes).unwrap_err().to_string();
        assert!(fault.contains(expected), "{fault}");
    }
}

proptest! {
    #[test]
    fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_tag_beside_red_widens_it(tag in "\\PC{0,20}|tlp:[a-z+:]{0,12}") {
        let found = changed(|event| event["Tag"] = json!([{ "name": tag }, { "name": "tlp:red" }]));
        if let Ok(found) = found {
            prop_assert_eq!(label(&found), Tlp::Red);
        }
    }
}
