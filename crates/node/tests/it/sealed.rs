//! Sealed records and erasures on whole nodes: directories, databases, backups, pages and commands.

use crate::program::{PROGRAM, answer, ended};
use crate::steps::signed_in;
use liptako::Node;
use liptako_core::{Audience, Clock as _, Kind, MemberIndex, ObjectId, OsChance, RequestId};
use liptako_storage::{NewRecord, RoadError, StorageError, erasure_of, record_at};
use liptako_testkit::{Trio, run};
use std::fs;
use std::path::Path;

/// A kind of no module: kept, and not projected.
const TRIAL: Kind = Kind(900);
const ML: MemberIndex = MemberIndex(0);
/// Mali and Burkina Faso.
const TWO: Audience = Audience(0b011);
const ALL: Audience = Audience(0b111);

const SEALED: &str = "La plaignante Zaynabou Distinctive habite rue 1234.";
const OPEN: &str = "Le registre public nomme Moussa Particulier par erreur.";

fn record(node: &Node, audience: Audience, text: &str) -> u64 {
    let (object, text) = (ObjectId::fresh(&OsChance), text.as_bytes().to_vec());
    let done = node.road.act(RequestId::fresh(&OsChance), move |scribe| {
        let new = NewRecord::open(TRIAL, object, audience, text);
        scribe.record(NewRecord { is_sealed: audience == TWO, ..new }).map(drop)
    });
    done.unwrap_or_else(|error: RoadError<StorageError>| panic!("{error}")).records()[0].index
}

fn erase(node: &Node, index: u64) {
    let request = RequestId::fresh(&OsChance);
    node.road.act(request, move |scribe| scribe.erase(&[index], "publié par erreur")).unwrap();
}

fn missing(node: &Node, erased: u64) -> Vec<MemberIndex> {
    node.road.db().read(|tx| erasure_of(tx, ML, erased)).unwrap().unwrap().missing
}

/// The files below a folder that hold these words.
fn holding(dir: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if holds(&fs::read(&path).unwrap(), words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    let mut begins = bytes.iter().enumerate().filter(|(_, byte)| **byte == needle[0]);
    begins.any(|(at, _)| bytes[at..].starts_with(needle))
}

#[test]
fn the_third_is_blind_and_an_erasure_leaves_no_word_in_any_directory() {
    let mut trio = Trio::met();
    let node = |trio: &Trio, at: usize| trio.nodes[at].node().clone();
    let sealed = record(&node(&trio, 0), TWO, SEALED);
    let open = record(&node(&trio, 0), ALL, OPEN);
    trio.meet();
    let dirs: Vec<_> = trio.nodes.iter().map(|node| node.seat.dir.clone()).collect();
    assert!(holding(&dirs[0], SEALED).len() == 1 && holding(&dirs[1], SEALED).len() == 1);
    assert_eq!(holding(&dirs[2], "Zaynabou"), [""; 0]);
    let backup = trio.desk().join("backup");
    let taken =
        run(PROGRAM, &["backup", "--dir", dirs[2].to_str().unwrap(), "--json", backup.to_str().unwrap()]);
    assert_eq!(answer(&taken)["member"], "ne");
    assert_eq!(holding(&backup, "Zaynabou"), [""; 0]);
    assert_eq!(holding(&backup, OPEN).len(), 1);
    assert_eq!(node(&trio, 2).road.waiting(), []);
    // Its page says that something was sent, and no more; that of a reader's node neither: who reads the journals is
    // not always who may read what is sealed.
    for at in [0, 2] {
        let page = trio.nodes[at].browser().get(&format!("/journal/ml/{sealed}"));
        assert!(page.words().contains("Envoi confidentiel"), "{}", page.words());
        let object = node(&trio, 0).road.db().read(|tx| record_at(tx, ML, sealed)).unwrap().unwrap().object;
        assert!(!page.text().contains(&object.to_string()));
    }
    let known = node(&trio, 1).road.first_cosigned(ML, sealed).unwrap();
    assert!(
        known.iter().any(|(peer, seconds)| *peer == MemberIndex(1) && *seconds == trio.nodes[1].clock.now())
    );

    // Niger is away while both are erased.
    trio.nodes[2].close();
    erase(&node(&trio, 0), sealed);
    erase(&node(&trio, 0), open);
    trio.dial(0, 1).unwrap();
    trio.dial(1, 0).unwrap();
    assert_eq!(
        (missing(&node(&trio, 0), sealed), missing(&node(&trio, 0), open)),
        (vec![], vec![MemberIndex(2)])
    );
    let page = signed_in(&trio.nodes[0], "admin").get(&format!("/journal/ml/{open}"));
    let words = page.words();
    assert!(words.contains("Texte effacé") && words.contains("publié par erreur"), "{words}");
    assert!(words.contains("pas encore reçu"), "{words}");
    trio.nodes[2].open().unwrap();
    trio.meet();
    trio.meet();
    for (at, dir) in dirs.iter().enumerate() {
        assert_eq!(missing(&node(&trio, at), open), []);
        assert_eq!(holding(dir, "Zaynabou"), [""; 0]);
        assert_eq!(holding(dir, "Moussa Particulier"), [""; 0]);
    }
    let page = trio.nodes[2].browser().get(&format!("/journal/ml/{open}"));
    assert!(!page.words().contains("pas encore reçu"), "{}", page.words());
    let list = trio.nodes[1].browser().get("/journal/ml");
    assert!(list.words().contains("texte effacé"), "{}", list.words());
    for node in &trio.nodes {
        liptako_testkit::check_node(node.node());
    }
    let verified =
        answer(&run(PROGRAM, &["journal", "--dir", dirs[0].to_str().unwrap(), "--json", "verify"]));
    assert_eq!((&verified["sound"], &verified["journals"][0]["bodies_erased"]), (&true.into(), &2.into()));
}

#[test]
fn a_backup_from_before_an_erasure_loses_the_text_when_it_is_restored_and_has_met_its_peers() {
    let mut trio = Trio::met();
    let index = record(trio.nodes[0].node(), ALL, OPEN);
    trio.meet();
    let backup = trio.desk().join("backup");
    let dir = trio.nodes[1].seat.dir.clone();
    answer(&run(PROGRAM, &["backup", "--dir", dir.to_str().unwrap(), "--json", backup.to_str().unwrap()]));
    erase(trio.nodes[0].node(), index);
    trio.meet();
    trio.meet();
    // Backups are out of its reach: they are kept thirty days (docs), and then gone.
    assert_eq!(holding(&backup, OPEN).len(), 1);
    let first = trio.nodes[1].node().road.first_cosigned(ML, index).unwrap();
    trio.nodes[1].close();
    let restored = trio.desk().join("restored");
    ended(&run(PROGRAM, &["restore", "--dir", restored.to_str().unwrap(), backup.to_str().unwrap()]), 0);
    trio.nodes[1].seat.dir = restored.clone();
    trio.nodes[1].open().unwrap();
    assert_eq!(holding(&restored, OPEN).len(), 1, "it does not know yet");
    trio.meet();
    trio.meet();
    assert_eq!(holding(&restored, OPEN), [""; 0]);
    assert_eq!(missing(trio.nodes[1].node(), index), []);
    let again = trio.nodes[1].node().road.first_cosigned(ML, index).unwrap();
    assert_eq!(again, first, "times of first cosignatures are in the backup");
    trio.check();
}
