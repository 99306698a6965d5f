//! Evidence from the command line, with nothing but the folder; then the proof that a journal dates it by.

use crate::program::{PROGRAM, answer, ended};
use liptako::demonstration::approver;
use liptako_core::{Audience, MemberIndex, OsChance, RequestId};
use liptako_exchange::evidence::{EvidenceError, EvidenceProof, Manifest, Seal, record_seal};
use liptako_journal::proof_of;
use liptako_storage::RoadError;
use liptako_testkit::{Trio, run};
use std::fs;
use std::path::{Path, PathBuf};

fn pieces(dir: &Path) -> PathBuf {
    let pieces = dir.join("pieces");
    fs::create_dir_all(pieces.join("photos")).unwrap();
    fs::write(pieces.join("note.txt"), "constat").unwrap();
    fs::write(pieces.join("photos/1.jpg"), vec![1; 150_000]).unwrap();
    pieces
}

fn evidence(dir: &Path, rest: &[&str]) -> std::process::Output {
    let nowhere = dir.join("no-node");
    let arguments = [&["--dir", nowhere.to_str().unwrap(), "evidence"][..], rest].concat();
    run(PROGRAM, &arguments)
}

fn said(output: &std::process::Output) -> String {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    // As typed: thin and hard spaces are the typography's affair.
    String::from_utf8_lossy(&said).replace('\u{202f}', "").replace('\u{a0}', " ")
}

#[test]
fn a_folder_is_sealed_and_every_change_is_named_without_any_node() {
    let desk = tempfile::tempdir().unwrap();
    let pieces = pieces(desk.path());
    let folder = pieces.to_str().unwrap();
    let sealed = evidence(desk.path(), &["seal", folder, "--title", "Constat (fiction)", "--lang", "fr"]);
    ended(&sealed, 0);
    assert!(said(&sealed).contains("2 fichiers sont scellés"), "{}", said(&sealed));
    let again = evidence(desk.path(), &["seal", folder, "--lang", "fr"]);
    ended(&again, 2);
    assert!(said(&again).contains("un scellé ne se remplace pas"), "{}", said(&again));
    let intact = evidence(desk.path(), &["verify", folder, "--lang", "fr"]);
    ended(&intact, 0);
    assert!(said(&intact).contains("Intact : les 2 fichiers"), "{}", said(&intact));

    let photo = pieces.join("photos/1.jpg");
    let mut bytes = fs::read(&photo).unwrap();
    bytes[140_000] = 2;
    fs::write(&photo, bytes).unwrap();
    fs::rename(pieces.join("note.txt"), pieces.join("notes.txt")).unwrap();
    fs::write(pieces.join("nouveau.txt"), "x").unwrap();
    let changed = evidence(desk.path(), &["verify", folder, "--lang", "fr"]);
    let words = said(&changed);
    assert_eq!(changed.status.code(), Some(liptako::exit::Code::Fault as i32), "{words}");
    for told in [
        "photos/1.jpg : le contenu a changé",
        "entre les octets 131072 et 149999",
        "note.txt : est maintenant sous notes.txt",
        "nouveau.txt : n’était pas là",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&evidence(desk.path(), &["verify", folder, "--json"]).stdout).unwrap();
    assert_eq!(json["altered"][0]["spans"], serde_json::json!([[131_072, 150_000]]));
}

#[test]
fn a_proof_dates_a_seal_with_three_cards_and_no_node() {
    let trio = Trio::met();
    let desk = tempfile::tempdir().unwrap();
    let pieces = pieces(desk.path());
    let folder = pieces.to_str().unwrap();
    ended(&evidence(desk.path(), &["seal", folder]), 0);
    let seal_dir = desk.path().join("pieces.seal");
    let manifest: Manifest = fs::read_to_string(seal_dir.join("manifest.txt")).unwrap().parse().unwrap();
    let node = trio.nodes[0].node().clone();
    let key = approver(&node).unwrap();
    let identity = node.identity.clone();
    let done = node.road.act(RequestId::fresh(&OsChance), move |scribe| {
        identity.publish_keys(scribe)?;
        let seal = Seal::of(&manifest, "Sur place.".into(), key.officer().clone());
        record_seal(scribe, &key, &seal, Audience(0b001))
    });
    let done = done.unwrap_or_else(|error: RoadError<EvidenceError>| panic!("{error}"));
    let made = done.records().last().unwrap().clone();
    trio.meet();
    let log = node.journals.log(MemberIndex(0)).unwrap();
    let body = node.journals.bodies().get(&made.commitment.unwrap()).unwrap().unwrap();
    let proof = proof_of(log, made.index).unwrap().unwrap();
    let text = EvidenceProof { salt: body.salt, body: body.plaintext, proof }.to_string();
    fs::write(seal_dir.join("proof.txt"), &text).unwrap();

    let mut cards = Vec::new();
    for other in &trio.nodes {
        let path = desk.path().join(format!("{}.card", other.seat.code));
        fs::write(&path, other.node().card.to_string()).unwrap();
        cards.push(path.to_str().unwrap().to_owned());
    }
    let with_cards: Vec<&str> = cards.iter().flat_map(|card| ["--card", card.as_str()]).collect();
    let checked = run(
        PROGRAM,
        &[&["--dir", "/nowhere", "evidence", "verify", folder, "--json"][..], &with_cards].concat(),
    );
    let answered = answer(&checked);
    assert_eq!(answered["intact"], true);
    assert_eq!(answered["recorded"]["index"], made.index);
    assert!(answered["recorded"]["cosigned"].is_i64(), "{answered}");

    // Another text, another manifest: refused.
    let forged = text.replacen("body ", "body AAAA", 1);
    fs::write(seal_dir.join("proof.txt"), forged).unwrap();
    let refused = evidence(desk.path(), &[&["verify", folder, "--lang", "fr"][..], &with_cards].concat());
    assert!(said(&refused).contains("n’est pas celui que le journal a inscrit"), "{}", said(&refused));
    // Without cards the content is verified all the same, and it is said that the date is not.
    fs::write(seal_dir.join("proof.txt"), &text).unwrap();
    let without = evidence(desk.path(), &["verify", folder, "--lang", "fr"]);
    ended(&without, 0);
    assert!(said(&without).contains("la date n’est pas vérifiée"), "{}", said(&without));
}
