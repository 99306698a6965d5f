//! Backups, restores, copies and old images: nothing is lost, and nothing is ever signed twice.

use crate::program::{PROGRAM, answer, ended};
use crate::steps::{drafter, grow, later, level, outcome, signed_in};
use liptako_core::MemberIndex;
use liptako_council::plan::Outcome;
use liptako_journal::journals::Level;
use liptako_journal::lease::{Reason, State};
use liptako_testkit::{Trio, check_node, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn backup(trio: &Trio, node: usize) -> PathBuf {
    let folder = trio.desk().join("backup");
    let dir = trio.nodes[node].seat.dir.to_str().unwrap();
    let taken = run(PROGRAM, &["backup", "--dir", dir, "--json", folder.to_str().unwrap()]);
    assert_eq!(answer(&taken)["member"], trio.nodes[node].seat.code);
    folder
}

/// Every file of a folder with its content, by its path inside.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// Makes a folder's files what they were, as a machine put back to an old state does: the same files, old bytes.
fn put_back(folder: &Path, old: &BTreeMap<PathBuf, Vec<u8>>) {
    for path in files(folder).keys().filter(|path| !old.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, bytes) in old {
        fs::write(folder.join(path), bytes).unwrap();
    }
}

fn reason(trio: &Trio, node: usize) -> Option<Reason> {
    match trio.nodes[node].node().journals.state() {
        State::Writable => None,
        State::Recovering { reason } => Some(reason),
    }
}

/// Tries to propose on a node's pages; answers the status.
fn try_to_propose(trio: &Trio, node: usize) -> u16 {
    let mut browser = drafter(&trio.nodes[node]);
    let action = crate::steps::actions(&mut browser).pop().unwrap()["id"].as_str().unwrap().to_owned();
    let form = later(&mut browser, &action, "Pas encore.");
    browser.submit(&form).status
}

#[test]
fn a_backup_taken_at_work_becomes_a_node_that_signs_once_both_peers_were_heard() {
    let mut trio = Trio::met();
    trio.play();
    let folder = backup(&trio, 0);
    // What was acknowledged after the backup is at the peers.
    let newer = grow(&trio, 0, "Après la sauvegarde.");
    trio.meet();
    trio.nodes[0].close();
    let elsewhere = trio.desk().join("restored");
    let dir = elsewhere.to_str().unwrap();
    let restored = run(PROGRAM, &["restore", "--dir", dir, folder.to_str().unwrap(), "--json"]);
    assert_eq!(answer(&restored)["member"], "ml");
    assert!(!folder.join("lease").exists() && !elsewhere.join("lease").exists());
    trio.nodes[0].seat.dir = elsewhere;
    trio.nodes[0].open().unwrap();
    assert!(matches!(reason(&trio, 0), Some(Reason::NoLease | Reason::OldImage { .. })));
    let size = |trio: &Trio| trio.nodes[0].node().journals.own_log().unwrap().size();
    let before = size(&trio);
    assert_eq!(try_to_propose(&trio, 0), 503);
    assert_eq!(size(&trio), before, "nothing was signed");
    let page = signed_in(&trio.nodes[0], "admin").get("/peers");
    assert!(page.words().contains("restaur") || page.words().contains("restored"), "{}", page.words());
    // One peer is not enough; with both it holds all it ever signed, and works again.
    trio.dial(0, 1).unwrap();
    assert!(reason(&trio, 0).is_some());
    assert_eq!(try_to_propose(&trio, 0), 503);
    trio.dial(0, 2).unwrap();
    assert_eq!(reason(&trio, 0), None);
    assert_eq!(size(&trio), newer.index + 1);
    assert_eq!(outcome(&trio.nodes[0], newer), Some(Outcome::Open));
    let own = grow(&trio, 0, "De retour.");
    trio.meet();
    assert_eq!(level(&trio.nodes[2], own), Level::N2);
    trio.check();
}

#[test]
fn a_damaged_backup_is_refused_whatever_byte_is_wrong() {
    let mut trio = Trio::met();
    trio.play();
    let folder = backup(&trio, 0);
    trio.nodes[0].close();
    let target = trio.desk().join("restored");
    let all = files(&folder);
    let wanted = ["manifest.json", "manifest.sha256", "charter.toml"];
    let deep = all.keys().filter(|path| path.components().count() > 1).step_by(4);
    let chosen: Vec<PathBuf> = wanted.iter().map(PathBuf::from).chain(deep.cloned()).collect();
    assert!(chosen.len() >= 8, "{chosen:?}");
    for path in chosen.iter().filter(|path| !all[*path].is_empty()) {
        let mut bytes = all[path].clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(folder.join(path), &bytes).unwrap();
        let refused = run(PROGRAM, &["restore", "--dir", target.to_str().unwrap(), folder.to_str().unwrap()]);
        let said = ended(&refused, 3);
        assert!(
            said.contains(path.file_name().unwrap().to_str().unwrap()) || said.contains("manifest"),
            "{path:?}: {said}"
        );
        assert!(!target.exists(), "{path:?}: a node stands there");
        fs::write(folder.join(path), &all[path]).unwrap();
    }
    // A file that is missing, and a backup onto a node.
    let (path, bytes) = all.iter().find(|(path, _)| path.starts_with("journal")).unwrap();
    fs::remove_file(folder.join(path)).unwrap();
    ended(&run(PROGRAM, &["restore", "--dir", target.to_str().unwrap(), folder.to_str().unwrap()]), 3);
    fs::write(folder.join(path), bytes).unwrap();
    let node = trio.nodes[0].seat.dir.to_str().unwrap();
    ended(&run(PROGRAM, &["restore", "--dir", node, folder.to_str().unwrap()]), 2);
    trio.nodes[0].open().unwrap();
    trio.check();
}

#[test]
fn a_copy_of_a_nodes_directory_may_not_sign_until_its_peers_were_heard() {
    let mut trio = Trio::met();
    trio.play();
    trio.nodes[0].close();
    let original = trio.nodes[0].seat.dir.clone();
    let copy = trio.desk().join("copy");
    for path in files(&original).keys() {
        fs::create_dir_all(copy.join(path).parent().unwrap()).unwrap();
        fs::copy(original.join(path), copy.join(path)).unwrap();
    }
    trio.nodes[0].open().unwrap();
    let newer = grow(&trio, 0, "Après la copie.");
    trio.meet();
    trio.nodes[0].close();
    trio.nodes[0].seat.dir = copy;
    trio.nodes[0].open().unwrap();
    assert_eq!(reason(&trio, 0), Some(Reason::CopiedLease));
    assert_eq!(try_to_propose(&trio, 0), 503);
    trio.meet();
    assert_eq!(reason(&trio, 0), None);
    assert_eq!(outcome(&trio.nodes[0], newer), Some(Outcome::Open));
    grow(&trio, 0, "La copie est désormais le nœud.");
    trio.meet();
    trio.check();
}

#[test]
fn an_old_image_put_back_in_place_is_stopped_at_the_first_contact() {
    let mut trio = Trio::met();
    trio.play();
    trio.nodes[0].close();
    let old = files(&trio.nodes[0].seat.dir);
    trio.nodes[0].open().unwrap();
    let newer = grow(&trio, 0, "Après l'instantané.");
    trio.meet();
    trio.nodes[0].close();
    put_back(&trio.nodes[0].seat.dir, &old);
    trio.nodes[0].open().unwrap();
    trio.dial(1, 0).unwrap();
    assert!(matches!(reason(&trio, 0), Some(Reason::OldImage { .. })), "{:?}", reason(&trio, 0));
    assert_eq!(try_to_propose(&trio, 0), 503);
    trio.meet();
    assert_eq!(reason(&trio, 0), None);
    assert_eq!(outcome(&trio.nodes[0], newer), Some(Outcome::Open));
    grow(&trio, 0, "De nouveau à jour.");
    trio.meet();
    trio.check();
}

#[test]
fn an_old_image_that_signs_before_any_contact_is_exposed_with_a_proof_and_frozen() {
    let mut trio = Trio::met();
    trio.play();
    trio.nodes[0].close();
    let old = files(&trio.nodes[0].seat.dir);
    trio.nodes[0].open().unwrap();
    grow(&trio, 0, "La première histoire.");
    trio.meet();
    trio.nodes[0].close();
    put_back(&trio.nodes[0].seat.dir, &old);
    trio.nodes[0].open().unwrap();
    grow(&trio, 0, "Une seconde histoire.");
    // Whoever meets whom, and however the contact ends: both peers hold the proof afterwards.
    for (from, to) in [(0, 1), (1, 0), (1, 2), (2, 1), (2, 0), (0, 2)] {
        let _ = trio.dial(from, to);
    }
    let mali = MemberIndex(0);
    for node in &trio.nodes[1..] {
        let node = node.node();
        assert!(node.journals.log(mali).unwrap().frozen().is_some(), "{}", node.described.code());
        let file = node.mirror.evidence_file(mali).expect("the proof is a file that can be handed on");
        let text = fs::read_to_string(file).unwrap();
        let evidence: liptako_journal::Evidence = text.parse().unwrap();
        let card = node.described.cards.iter().find(|card| card.member == "ml").unwrap();
        evidence.verify(&card.log).unwrap();
        check_node(node);
    }
    let page = signed_in(&trio.nodes[1], "admin").get("/peers");
    assert!(page.words().to_lowercase().contains("gel"), "the page says that it is frozen: {}", page.words());
    // The two others go on.
    let place = grow(&trio, 1, "Sans attendre.");
    trio.dial(1, 2).unwrap();
    trio.dial(1, 2).unwrap();
    assert!(level(&trio.nodes[1], place) >= Level::N1);
}

#[test]
fn a_person_may_free_a_restored_node_when_one_peer_was_heard_and_the_journal_says_so() {
    let mut trio = Trio::met();
    trio.play();
    let folder = backup(&trio, 0);
    let newer = grow(&trio, 0, "Après la sauvegarde.");
    trio.meet();
    trio.nodes[0].close();
    trio.nodes[2].close();
    let elsewhere = trio.desk().join("restored");
    let dir = elsewhere.to_str().unwrap();
    ended(&run(PROGRAM, &["restore", "--dir", dir, folder.to_str().unwrap()]), 0);
    // With nobody heard, a person cannot override either.
    trio.nodes[1].close();
    let reason = ["peers", "resume", "--dir", dir, "--reason", "Essai : le Niger est injoignable."];
    ended(&run(PROGRAM, &reason), 5);
    trio.nodes[1].open().unwrap();
    let freed = run(PROGRAM, &[&reason[..], &["--json"]].concat());
    assert_eq!(answer(&freed)["resumed"], true);
    trio.nodes[0].seat.dir = elsewhere.clone();
    trio.nodes[0].open().unwrap();
    trio.nodes[2].open().unwrap();
    let journal = trio.nodes[0].node().journals.own_log().unwrap().size();
    assert!(journal > newer.index + 1, "the override is an entry of its own");
    grow(&trio, 0, "Libéré par une personne.");
    trio.meet();
    trio.check();
}
