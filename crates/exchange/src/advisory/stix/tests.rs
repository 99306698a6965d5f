use super::super::formats::{Exported, ImportFault, Remark};
use super::super::model::{Content, Format, Origin};
use super::super::samples::{charter, content};
use super::*;
use liptako_core::ObjectId;
use proptest::prelude::*;
use serde_json::{Value, json};

fn exported(content: &Content, tlp: Tlp) -> Vec<u8> {
    let author = &charter().members[0];
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

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// Our own bundle, changed.
fn changed(change: impl FnOnce(&mut Vec<Value>)) -> Result<super::super::formats::Candidate, ImportFault> {
    let mut bundle = json_of(&exported(&content(), Tlp::Amber));
    change(bundle["objects"].as_array_mut().unwrap());
    read(&serde_json::to_vec(&bundle).unwrap()).map(|mut found| found.remove(0))
}

fn of_type<'a>(objects: &'a mut [Value], kind: &str) -> &'a mut Value {
    objects.iter_mut().find(|object| object["type"] == kind).unwrap()
}

fn label(found: &super::super::formats::Candidate) -> Tlp {
    found.content.origin.as_ref().unwrap().tlp
}

#[test]
fn what_is_exported_reads_back_the_same_with_its_label() {
    for tlp in Tlp::ALL {
        let bytes = exported(&content(), tlp);
        assert_eq!(bytes, exported(&content(), tlp), "the same bytes each time");
        let found = read(&bytes).unwrap();
        assert_eq!(found.len(), 1);
        let origin = found[0].content.origin.clone().unwrap();
        assert_eq!((origin.tlp, origin.format, &*origin.by), (tlp, Format::Stix, "APDP (APDP)"));
        assert_eq!(Content { origin: None, ..found[0].content.clone() }, content());
        assert!(found[0].remarks.is_empty(), "{:?}", found[0].remarks);
    }
}

#[test]
fn every_object_of_an_export_refers_to_the_official_marking() {
    let bundle = json_of(&exported(&content(), Tlp::AmberStrict));
    let objects = bundle["objects"].as_array().unwrap();
    assert_eq!(objects[0]["id"], "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003");
    assert_eq!(objects[0]["extensions"][TLP_EXTENSION]["tlp_2_0"], "amber+strict");
    for object in &objects[2..] {
        assert_eq!(
            object["object_marking_refs"],
            json!(["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"])
        );
    }
    let text = bundle.to_string();
    assert!(!text.contains("09090909"), "the identifier of the record is nobody else's affair");
}

#[test]
fn a_forged_marking_ends_the_reading_and_is_named() {
    let red = official(Tlp::Red).0;
    // The official identifier of RED with the content of CLEAR, and the reverse of it.
    let lowered = changed(|objects| {
        of_type(objects, "marking-definition")["extensions"][TLP_EXTENSION]["tlp_2_0"] = "clear".into();
    });
    assert_eq!(lowered, Err(ImportFault::Forged { object: official(Tlp::Amber).0.into() }));
    // A marking of one's own that calls itself TLP.
    for forged in [
        json!({ "type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--00000000-0000-4000-8000-000000000001",
            "name": "TLP:CLEAR", "extensions": { TLP_EXTENSION: { "extension_type": "property-extension", "tlp_2_0": "clear" } } }),
        json!({ "type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--00000000-0000-4000-8000-000000000001",
            "definition_type": "tlp", "definition": { "tlp": "white" } }),
        json!({ "type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--00000000-0000-4000-8000-000000000001",
            "definition_type": "statement", "definition": { "statement": " tlp:clear, share freely" } }),
        json!({ "type": "marking-definition", "spec_version": "2.1", "id": FIRST_EDITION[3].0,
            "definition_type": "tlp", "definition": { "tlp": "white" } }),
    ] {
        let id = forged["id"].as_str().unwrap().to_owned();
        let found = changed(|objects| objects.push(forged));
        assert_eq!(found, Err(ImportFault::Forged { object: id }));
    }
    let unknown = changed(|objects| {
        of_type(objects, "report")["object_marking_refs"] =
            json!(["marking-definition--00000000-0000-4000-8000-000000000002"]);
    });
    assert!(
        matches!(unknown, Err(ImportFault::UnknownMarking { object, .. }) if object.starts_with("report--"))
    );
    let shapeless = changed(|objects| of_type(objects, "report")["object_marking_refs"] = red.into());
    assert!(matches!(shapeless, Err(ImportFault::Object { .. })));
}

#[test]
fn the_strictest_label_wins_wherever_it_hides() {
    let red = official(Tlp::Red).0;
    let two = changed(|objects| {
        of_type(objects, "report")["object_marking_refs"] = json!([official(Tlp::Clear).0, red]);
    })
    .unwrap();
    assert_eq!(label(&two), Tlp::Red);
    assert!(two.remarks.iter().any(
        |remark| matches!(remark, Remark::Conflict(object, Tlp::Red) if object.starts_with("report--"))
    ));
    let in_a_part =
        changed(|objects| of_type(objects, "indicator")["object_marking_refs"] = json!([red])).unwrap();
    assert_eq!(label(&in_a_part), Tlp::Red);
    assert!(in_a_part.remarks.iter().any(
        |remark| matches!(remark, Remark::Stricter(object, Tlp::Red) if object.starts_with("indicator--"))
    ));
    let granular = changed(|objects| {
        of_type(objects, "note")["granular_markings"] =
            json!([{ "marking_ref": red, "selectors": ["content"] }]);
    })
    .unwrap();
    assert_eq!(label(&granular), Tlp::Red);
    let none = changed(|objects| {
        drop(of_type(objects, "report").as_object_mut().unwrap().remove("object_marking_refs"))
    })
    .unwrap();
    assert_eq!(label(&none), Tlp::Red, "no label is the strictest");
    assert!(none.remarks.iter().any(|remark| matches!(remark, Remark::Unmarked(_))));
    let other = json!({ "type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--00000000-0000-4000-8000-000000000003",
        "name": "ACS", "extensions": { "extension-definition--00000000-0000-4000-8000-000000000004": { "x": 1 } } });
    let of_others = changed(|objects| {
        of_type(objects, "report")["object_marking_refs"] = json!([official(Tlp::Clear).0, other["id"]]);
        objects.push(other.clone());
    })
    .unwrap();
    assert_eq!(label(&of_others), Tlp::Red, "a restriction that nobody here can weigh");
}

#[test]
fn the_first_edition_of_the_labels_is_understood() {
    for (id, said, tlp) in FIRST_EDITION {
        let with_definition = changed(|objects| {
            objects[0] = json!({ "type": "marking-definition", "spec_version": "2.1", "id": id, "created": "2017-01-20T00:00:00.000Z",
                "definition_type": "tlp", "name": format!("TLP:{}", said.to_uppercase()), "definition": { "tlp": said } });
            for object in objects.iter_mut().skip(2) {
                object["object_marking_refs"] = json!([id]);
            }
        });
        assert_eq!(label(&with_definition.unwrap()), tlp);
    }
}

#[test]
fn malformed_bundles_are_refused_by_name() {
    for (bytes, expected) in [
        (&b"{}"[..], "no STIX 2.1 bundle"),
        (b"[]", "no STIX 2.1 bundle"),
        (br#"{"type":"bundle","objects":[{"type":"report"}]}"#, "objects[0]"),
        (br#"{"type":"bundle","objects":[{"type":"report","id":"report--../../x"}]}"#, "objects[0]"),
        (br#"{"type":"bundle","objects":[]}"#, "nothing"),
        (br#"{"type":"bundle","objects":[{"type":"report","spec_version":"2.0","id":"report--00000000-0000-4000-8000-000000000001"}]}"#, "2.1"),
        (br#"{"type":"bundle","objects":[{"type":"report","spec_version":"2.1","id":"report--00000000-0000-4000-8000-000000000001"}]}"#, "no name"),
    ] {
        let fault = read(bytes).unwrap_err().to_string();
        assert!(fault.contains(expected), "{fault}");
    }
    let twice = changed(|objects| objects.push(objects[2].clone()));
    assert!(matches!(twice, Err(ImportFault::Object { what: "two objects have this id", .. })));
    let many = changed(|objects| {
        let indicator = of_type(objects, "indicator").clone();
        for n in 0..600u32 {
            let mut more = indicator.clone();
            let id = format!("indicator--00000000-0000-4000-8000-{n:012}");
            more["id"] = id.clone().into();
            more["pattern"] = format!("[domain-name:value = 'n{n}.example']").into();
            of_type(objects, "report")["object_refs"].as_array_mut().unwrap().push(id.into());
            objects.push(more);
        }
    });
    assert!(matches!(many, Err(ImportFault::TooMany { max: 500, .. })));
    let objects: Vec<_> = (0..=read::MAX_OBJECTS).map(|_| json!({ "type": "x" })).collect();
    let fault =
        read(&serde_json::to_vec(&json!({ "type": "bundle", "objects": objects })).unwrap()).unwrap_err();
    assert!(matches!(fault, ImportFault::TooMany { max: read::MAX_OBJECTS, .. }));
}

#[test]
fn script_and_disguise_come_in_as_plain_text() {
    let found = changed(|objects| {
        let report = of_type(objects, "report");
        report["name"] = "<script>alert(1)</script>\u{202e}txt.exe".into();
        report["external_references"] = json!([{ "source_name": "x", "url": "javascript:alert(1)" }]);
        of_type(objects, "indicator")["pattern"] = "[domain-name:value = 'a\"><img src=x>.example']".into();
    })
    .unwrap();
    assert_eq!(
        found.content.title, "<script>alert(1)</script>txt.exe",
        "what pages escape, without the disguise"
    );
    assert_eq!(found.content.references[0].url, None);
    assert!(found.remarks.iter().any(|remark| matches!(remark, Remark::Indicator(_))));
}

#[test]
fn objects_without_a_report_make_one_advisory() {
    let bundle = json!({ "type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [
        { "type": "domain-name", "spec_version": "2.1", "id": "domain-name--00000000-0000-4000-8000-000000000002", "value": "a.example" },
        { "type": "malware", "spec_version": "2.1", "id": "malware--00000000-0000-4000-8000-000000000003", "name": "m",
          "object_marking_refs": [official(Tlp::Green).0] },
    ]});
    let found = read(&serde_json::to_vec(&bundle).unwrap()).unwrap().remove(0);
    assert_eq!(found.content.indicators[0].value(), "a.example");
    assert_eq!(label(&found), Tlp::Green);
    assert!(
        found
            .remarks
            .iter()
            .any(|remark| matches!(remark, Remark::LeftAside(object) if object.starts_with("malware--")))
    );
}

#[test]
fn long_texts_lose_nothing() {
    let found =
        changed(|objects| of_type(objects, "report")["description"] = "é".repeat(5_000).into()).unwrap();
    assert_eq!(found.content.summary.chars().count(), 2_000);
    assert!(found.content.body.starts_with(&"é".repeat(5_000)));
    let origin = Origin { tlp: Tlp::Green, ..found.content.origin.unwrap() };
    assert!(origin.agreement.is_empty());
}

proptest! {
    #[test]
    fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    /// Whatever is done to one member of one object, the label never becomes wider than the file's.
    #[test]
    fn no_change_of_a_red_bundle_widens_it(at in 0usize..12, member in 0usize..16, value in 0usize..6) {
        let mut bundle = json_of(&exported(&content(), Tlp::Red));
        let objects = bundle["objects"].as_array_mut().unwrap();
        let at = at % objects.len();
        let object = objects[at].as_object_mut().unwrap();
        let name = object.keys().nth(member % object.len()).unwrap().clone();
        let clear = official(Tlp::Clear).0;
        let values = [json!(null), json!([]), json!(clear), json!([clear]), json!("x"), json!({})];
        if name != "object_marking_refs" || value != 3 {
            object.insert(name, values[value].clone());
        }
        if let Ok(found) = read(&serde_json::to_vec(&bundle).unwrap()) {
            for candidate in found {
                prop_assert_eq!(label(&candidate), Tlp::Red);
            }
        }
    }
}
