//! Sealed records on real mirrors: their readers get them by whatever road, the third not one byte of them.

use crate::house::{A, B, C, Node, Site, meet, sites, trio};
use crate::recovery::lost;
use liptako_core::{Audience, Chance, Kind, MemberIndex, ObjectId, RequestId, SeededChance};
use liptako_journal::{ActKey, BodyHeader, BodyRef};
use liptako_storage::{NewRecord, Recorded, StorageError, record_at};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Mali and Burkina Faso.
pub const TWO: Audience = Audience(0b011);
/// A kind of no module: every node keeps it and projects nothing.
pub const TRIAL: Kind = Kind(900);

/// Bytes that no compression shortens and nothing else holds.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut noise = vec![0; length];
    SeededChance::new(seed).fill(&mut noise);
    noise
}

/// Seals a record with further bodies, signed by an officer.
pub fn seal(
    node: &Node,
    audience: Audience,
    payload: Vec<u8>,
    parts: &[Vec<u8>],
    key: Option<u64>,
) -> Recorded {
    let chance = &*node.site.chance;
    let object = ObjectId::fresh(chance);
    let me = node.site.member;
    let origin = node.journals.log(me).unwrap().origin().to_owned();
    let header = BodyHeader { origin, object, kind: TRIAL, previous: None, audience };
    let store = |part: &Vec<u8>| {
        let mut bytes = std::io::Cursor::new(part);
        let length = part.len() as u64;
        node.road.source().store_body(&header, &mut bytes, length, true, chance).unwrap()
    };
    let parts: Vec<BodyRef> = parts.iter().map(store).collect();
    let done = node.road.act(RequestId::fresh(chance), move |scribe| {
        let key = key.map(|seed| ActKey::generate(&SeededChance::new(seed)));
        let new = NewRecord::sealed(TRIAL, object, audience, payload).with_parts(&parts);
        let signer = key.as_ref().map(|key| key as &dyn liptako_storage::ActSigner);
        scribe.record(new.with_signer(signer)).map(drop)
    });
    done.unwrap_or_else(|error: liptako_storage::RoadError<StorageError>| panic!("{error}")).records()[0]
        .clone()
}

pub fn row(node: &Node, origin: MemberIndex, index: u64) -> Recorded {
    node.road.db().read(|tx| record_at(tx, origin, index)).unwrap().unwrap()
}

pub fn bodies_of(node: &Node, origin: MemberIndex, index: u64) -> Vec<BodyRef> {
    let entry = node.journals.log(origin).unwrap().entry(index).unwrap();
    liptako_journal::Entry::decode(&entry).unwrap().bodies
}

/// Every file below a folder.
pub fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found
}

/// The files that hold one of these needles.
pub fn holding(files: &[(String, Vec<u8>)], needles: &[Vec<u8>]) -> Vec<String> {
    let holds = |bytes: &[u8], needle: &[u8]| {
        let mut begins = bytes.iter().enumerate().filter(|(_, byte)| **byte == needle[0]);
        begins.any(|(at, _)| bytes[at..].starts_with(needle))
    };
    let any = |bytes: &[u8]| needles.iter().any(|needle| holds(bytes, needle));
    files.iter().filter(|(_, bytes)| any(bytes)).map(|(name, _)| name.clone()).collect()
}

/// Sixteen bytes from here and there of a text.
pub fn needles(text: &[u8]) -> Vec<Vec<u8>> {
    let places = [0, text.len() / 2, text.len() - 16];
    places.into_iter().map(|at| text[at..at + 16].to_vec()).collect()
}

#[tokio::test]
async fn the_third_holds_no_byte_of_what_two_seal_and_nothing_stops_for_it() {
    let nodes = trio();
    let (short, long, parts) = (noise(1, 300), noise(2, 150_000), [noise(3, 100_000), noise(4, 70_000)]);
    let key = ActKey::generate(&SeededChance::new(77)).public().key_id();
    let first = seal(&nodes[0], TWO, short.clone(), &[], Some(77));
    let second = seal(&nodes[0], TWO, long.clone(), &parts, Some(77));
    nodes[0].say("pour tous, après le scellé");
    // By every road: dialled and dialling, through the other reader, by the sticks of both.
    for (from, to) in [(0, 2), (2, 0), (0, 1), (1, 2), (2, 1)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    let answer = seal(&nodes[1], TWO, noise(5, 400), &[], None);
    for (from, to) in [(1, 2), (1, 0), (0, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    let stick = tempfile::tempdir().unwrap();
    for from in [A, B] {
        nodes[usize::from(from.0)].mirror.export_bundle(C, stick.path(), |_| {}).unwrap();
    }
    nodes[2].mirror.import_bundle(stick.path(), true, |_| {}).unwrap();

    // The readers have all of it, act and parts included.
    assert_eq!((row(&nodes[1], A, 0), row(&nodes[1], A, 1)), (first.clone(), second.clone()));
    assert_eq!(row(&nodes[1], A, 1).act_key, Some(key));
    assert_eq!(row(&nodes[0], B, answer.index), answer);
    for body in bodies_of(&nodes[1], A, 1) {
        assert!(nodes[1].journals.bodies().has(&body.commitment));
    }
    assert_eq!(nodes[0].road.digest().unwrap(), nodes[1].road.digest().unwrap());

    // The third has every entry, applied; it knows when, and how much, and waits for nothing.
    assert_eq!((nodes[2].root(A), nodes[2].root(B)), (nodes[0].root(A), nodes[1].root(B)));
    assert_eq!(nodes[2].road.waiting(), []);
    assert!(nodes[2].mirror.status().unwrap().iter().all(|peer| peer.we_lack_bodies == 0));
    assert_eq!(row(&nodes[2], A, 2).payload_len, Some(28));
    for (origin, index) in [(A, 0), (A, 1), (B, answer.index)] {
        let seen = row(&nodes[2], origin, index);
        assert_eq!((seen.kind, seen.audience, seen.act_key), (Kind::SEALED, Audience::NONE, None));
    }

    // Byte for byte, in all that it holds and all that it was handed.
    let mut wanted = needles(&short);
    [&long, &parts[0], &parts[1], &noise(5, 400)].iter().for_each(|text| wanted.extend(needles(text)));
    for made in [&first, &second, &answer] {
        wanted.push(made.object.as_bytes().to_vec());
    }
    wanted.push(key.as_bytes().to_vec());
    assert!(holding(&files(nodes[1].site.dir.path()), &wanted).len() > 1, "the search finds what is there");
    assert_eq!(holding(&files(nodes[2].site.dir.path()), &wanted), [""; 0]);
    assert_eq!(holding(&opened(stick.path(), &nodes[2].site), &wanted), [""; 0]);
    let backup = tempfile::tempdir().unwrap();
    back_up(&nodes[2], &backup.path().join("copy"));
    assert_eq!(holding(&files(backup.path()), &wanted), [""; 0]);
}

/// The parts of bundles for a node, opened with its key.
fn opened(stick: &Path, site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut parts = files(stick);
    let for_it = |name: &str| name.contains("LPK1-ml-ne-") || name.contains("LPK1-bf-ne-");
    parts.retain(|(name, _)| for_it(name) && name.ends_with(".age"));
    assert!(!parts.is_empty());
    parts.into_iter().map(|(name, sealed)| (name, age::decrypt(&site.keys.age, &sealed).unwrap())).collect()
}

fn back_up(node: &Node, target: &Path) {
    use liptako_storage::backup::{Plan, create};
    let data = node.site.dir.path();
    let plan = Plan { member: "ne", data, files: &[], now: 0 };
    let modules = [liptako_mirror::module()];
    create(&plan, node.road.db(), &modules, &node.site.charter, target, &mut |_| {}).unwrap();
}

#[tokio::test]
async fn a_sealed_file_passes_to_its_reader_by_stick() {
    let nodes = trio();
    let made = seal(&nodes[0], TWO, noise(1, 300), &[noise(2, 300_000)], None);
    let stick = tempfile::tempdir().unwrap();
    nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    nodes[1].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert_eq!(row(&nodes[1], A, 0), made);
    for body in bodies_of(&nodes[0], A, 0) {
        let (there, here) = (nodes[0].journals.bodies(), nodes[1].journals.bodies());
        assert_eq!(here.get(&body.commitment).unwrap(), there.get(&body.commitment).unwrap());
    }
}

#[tokio::test]
async fn a_reader_who_has_not_got_it_yet_does_not_keep_another_from_hearing_of_it() {
    let nodes = trio();
    let three = Audience(0b111);
    let made = seal(&nodes[0], three, noise(1, 300), &[noise(2, 3_000_000)], None);
    let long = bodies_of(&nodes[0], A, 0)[1];
    // A stick of which one part was lost: B has the entry, and only a piece of the file.
    let stick = tempfile::tempdir().unwrap();
    let out = nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    fs::remove_file(out.folder.join("part-0002.age")).unwrap();
    nodes[1].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert!(!nodes[1].journals.bodies().has(&long.commitment) && nodes[1].size(A) == 1);
    meet(&nodes[1], &nodes[2]).await.unwrap();
    assert_eq!(nodes[2].size(A), 1);
    assert!(!nodes[2].journals.bodies().has(&long.commitment));
    // B gets the rest; C never meets the author, and hears of all of it from B.
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert!(nodes[1].journals.bodies().has(&long.commitment));
    meet(&nodes[2], &nodes[1]).await.unwrap();
    assert!(nodes[2].journals.bodies().has(&long.commitment));
    assert_eq!(row(&nodes[2], A, 0), made);
}

#[tokio::test]
async fn an_author_who_lost_all_gets_its_sealed_records_back_from_their_readers() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let made = seal(&nodes[0], TWO, noise(1, 300), &[noise(2, 100_000)], None);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    let digest = nodes[0].road.digest().unwrap();
    let reborn = lost(&sites[0]).open(&sites);
    // The third hands the entries back, the reader the bodies.
    meet(&reborn, &nodes[2]).await.unwrap();
    assert_eq!((reborn.size(A), row(&reborn, A, 0).kind), (1, Kind::SEALED));
    meet(&reborn, &nodes[1]).await.unwrap();
    assert_eq!(row(&reborn, A, 0), made);
    assert_eq!(reborn.road.digest().unwrap(), digest);
    for body in bodies_of(&reborn, A, 0) {
        assert!(reborn.journals.bodies().has(&body.commitment));
    }
}

#[tokio::test]
async fn a_sealed_body_that_the_disk_spoils_is_asked_for_again() {
    let sites = sites();
    let mut nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let made = seal(&nodes[0], TWO, noise(1, 300), &[noise(2, 100_000)], None);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    let digest = nodes[1].road.digest().unwrap();
    drop(nodes.remove(1));
    let segment = sites[1].dir.path().join("bodies/000000.seg");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[150] ^= 1;
    let end = bytes.len() - 1000;
    bytes[end] ^= 1;
    fs::write(&segment, bytes).unwrap();
    let again = sites[1].open(&sites);
    again.road.rebuild(|_| {}).unwrap();
    assert_eq!(row(&again, A, 0).kind, Kind::SEALED, "its text is spoiled");
    meet(&again, &nodes[0]).await.unwrap();
    assert_eq!(row(&again, A, 0), made);
    assert_eq!(again.road.digest().unwrap(), digest);
    for body in bodies_of(&again, A, 0) {
        assert!(again.journals.bodies().get(&body.commitment).unwrap().is_some());
    }
}

#[tokio::test]
async fn the_first_cosignature_of_each_peer_is_kept_through_later_ones_and_a_start() {
    let sites = sites();
    let mut nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let noon = crate::house::NOON;
    seal(&nodes[0], TWO, noise(1, 300), &[], None);
    let at = |site: &Arc<Site>, seconds: i64| site.clock.set(noon + seconds);
    at(&sites[1], 60);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    sites.iter().for_each(|site| at(site, 300));
    nodes[0].say("la suite");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    let expected = [(B, noon + 60), (C, noon + 300)];
    assert_eq!(nodes[0].road.first_cosigned(A, 0).unwrap(), expected);
    assert_eq!(nodes[0].road.first_cosigned(A, 1).unwrap(), [(B, noon + 300), (C, noon + 300)]);
    // The cosigner itself knows its own; the third, who came later, what it has heard.
    assert_eq!(nodes[1].road.first_cosigned(A, 0).unwrap()[0], expected[0]);
    assert_eq!(nodes[2].road.first_cosigned(A, 1).unwrap().last(), Some(&(C, noon + 300)));
    let first = nodes.remove(0);
    drop(first);
    let again = sites[0].open(&sites);
    assert_eq!(again.road.first_cosigned(A, 0).unwrap(), expected);
}

#[tokio::test]
async fn a_cosignature_that_a_crash_kept_from_the_tables_is_noted_at_the_next_start() {
    let sites = sites();
    let mut nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    nodes[0].say("avant");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    nodes[0]
        .road
        .db()
        .write(|tx| tx.execute(liptako_storage::sql!("DELETE FROM cosigned"), liptako_storage::params![]))
        .unwrap_or_else(|error: StorageError| panic!("{error}"));
    drop(nodes.remove(0));
    let again = sites[0].open(&sites);
    assert_eq!(again.road.first_cosigned(A, 0).unwrap(), [(B, crate::house::NOON)]);
}

#[test]
fn needles_are_found_where_they_are() {
    let text = noise(9, 100);
    let file = ("f".to_owned(), [&[1; 50][..], &text, &[2; 9]].concat());
    assert_eq!(holding(&[file], &needles(&text)), ["f"]);
    assert_eq!(holding(&[("g".to_owned(), vec![0; 500])], &needles(&text)), [""; 0]);
}
