//! Erasures on real mirrors: every holder destroys, says so, and takes no late copy.

use crate::house::{A, B, C, Node, meet, sites, trio};
use crate::sealed::{TRIAL, TWO, bodies_of, files, holding, needles, noise, row, seal};
use liptako_core::{Audience, MemberIndex, ObjectId, RequestId};
use liptako_storage::{Erasure, NewRecord, RoadError, StorageError, erasure_of};
use std::fs;

const ALL: Audience = Audience(0b111);

fn write(node: &Node, payload: Vec<u8>) -> u64 {
    let chance = &*node.site.chance;
    let object = ObjectId::fresh(chance);
    let done = node.road.act(RequestId::fresh(chance), move |scribe| {
        scribe.record(NewRecord::open(TRIAL, object, ALL, payload)).map(drop)
    });
    done.unwrap_or_else(|error: RoadError<StorageError>| panic!("{error}")).records()[0].index
}

fn erase(node: &Node, index: u64) {
    let request = RequestId::fresh(&*node.site.chance);
    node.road.act(request, move |scribe| scribe.erase(&[index], "publié par erreur")).unwrap();
}

fn erasure(node: &Node, origin: MemberIndex, erased: u64) -> Erasure {
    node.road.db().read(|tx| erasure_of(tx, origin, erased)).unwrap().unwrap()
}

fn answered(erasure: &Erasure) -> Vec<MemberIndex> {
    erasure.receipts.iter().map(|(holder, _)| *holder).collect()
}

/// The files of a node's own directory that hold something of a text.
fn traces(node: &Node, text: &[u8]) -> Vec<String> {
    holding(&files(node.site.dir.path()), &needles(text))
}

fn assert_sound(node: &Node, erased: u64) {
    let site = &node.site;
    let cards: Vec<_> = [A, B, C].into_iter().filter_map(|member| node_card(node, member)).collect();
    let report =
        liptako_journal::verify::verify(&site.home(), &site.charter, site.member, &cards, &mut |_| {});
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!(report.journals.iter().map(|journal| journal.bodies_erased).sum::<u64>(), erased);
    assert_eq!(report.journals.iter().map(|journal| journal.bodies_missing).sum::<u64>(), 0);
}

fn node_card(node: &Node, member: MemberIndex) -> Option<liptako_journal::Card> {
    let code = &node.site.charter.member(member)?.code;
    // Each site of the house draws its keys from its own seed.
    let chance = liptako_core::SeededChance::new(1000 + u64::from(member.0));
    let origin = &node.site.charter.member(member)?.origin;
    Some(liptako_journal::NodeKeys::generate(origin, &chance).unwrap().0.card(code))
}

#[tokio::test]
async fn a_text_is_gone_from_every_disk_and_receipts_complete_when_the_absent_one_returns() {
    let nodes = trio();
    let (short, long) = (noise(1, 300), noise(2, 200_000));
    let (first, second) = (write(&nodes[0], short.clone()), write(&nodes[0], long.clone()));
    let kept = write(&nodes[0], noise(3, 5_000));
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    assert!(nodes.iter().all(|node| !traces(node, &short).is_empty() && !traces(node, &long).is_empty()));
    // Niger is away while Mali erases; Burkina Faso answers.
    erase(&nodes[0], first);
    erase(&nodes[0], second);
    assert!(traces(&nodes[0], &short).is_empty() && traces(&nodes[0], &long).is_empty());
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[1], &nodes[0]).await.unwrap();
    let now = erasure(&nodes[0], A, second);
    assert_eq!((answered(&now), now.missing), (vec![A, B], vec![C]));
    // It comes back through Burkina Faso alone, then meets the author.
    assert!(!traces(&nodes[2], &long).is_empty());
    meet(&nodes[2], &nodes[1]).await.unwrap();
    meet(&nodes[2], &nodes[0]).await.unwrap();
    meet(&nodes[1], &nodes[0]).await.unwrap();
    for node in &nodes {
        for erased in [first, second] {
            let erasure = erasure(node, A, erased);
            assert_eq!((answered(&erasure), erasure.missing), (vec![A, B, C], vec![]));
            assert!(row(node, A, erased).is_erased);
        }
        assert!(traces(node, &short).is_empty() && traces(node, &long).is_empty());
        assert_eq!(traces(node, &noise(3, 5_000)).len(), 1, "what was not erased stays");
        assert!(!row(node, A, kept).is_erased);
        assert!(node.mirror.status().unwrap().iter().all(|peer| peer.we_lack_bodies == 0));
        let before = node.road.digest().unwrap();
        node.road.rebuild(|_| {}).unwrap();
        assert_eq!(node.road.digest().unwrap(), before);
        assert_eq!(before, nodes[0].road.digest().unwrap());
        assert_sound(node, 2);
    }
}

#[tokio::test]
async fn a_node_that_comes_after_the_erasure_asks_for_nothing_and_waits_for_nothing() {
    let nodes = trio();
    let text = noise(1, 120_000);
    let erased = write(&nodes[0], text.clone());
    erase(&nodes[0], erased);
    let last = write(&nodes[0], b"la suite".to_vec());
    for (from, to) in [(0, 1), (1, 2), (2, 0), (1, 0), (1, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    for node in &nodes {
        assert_eq!(node.road.waiting(), []);
        assert_eq!(row(node, A, last).payload_len, Some(8));
        assert_eq!(erasure(node, A, erased).missing, []);
        assert!(node.mirror.status().unwrap().iter().all(|peer| peer.we_lack_bodies == 0));
        assert!(traces(node, &text).is_empty());
    }
}

#[tokio::test]
async fn a_stick_from_before_the_erasure_brings_nothing_back() {
    let nodes = trio();
    let (short, long) = (noise(1, 300), noise(2, 200_000));
    let (first, second) = (write(&nodes[0], short.clone()), write(&nodes[0], long.clone()));
    let stick = tempfile::tempdir().unwrap();
    nodes[0].mirror.export_bundle(C, stick.path(), |_| {}).unwrap();
    erase(&nodes[0], first);
    erase(&nodes[0], second);
    meet(&nodes[0], &nodes[2]).await.unwrap();
    assert_eq!(erasure(&nodes[2], A, first).missing, [B]);
    nodes[2].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    for body in [first, second].into_iter().flat_map(|index| bodies_of(&nodes[2], A, index)) {
        assert!(!nodes[2].journals.bodies().knows(&body.commitment));
    }
    assert!(traces(&nodes[2], &short).is_empty() && traces(&nodes[2], &long).is_empty());
    // And what a stick brought before the erasure was heard of is undone by it.
    let late = tempfile::tempdir().unwrap();
    let third = write(&nodes[0], long.clone());
    nodes[0].mirror.export_bundle(B, late.path(), |_| {}).unwrap();
    nodes[1].mirror.import_bundle(late.path(), false, |_| {}).unwrap();
    assert!(!traces(&nodes[1], &long).is_empty());
    erase(&nodes[0], third);
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert!(traces(&nodes[1], &long).is_empty());
}

#[tokio::test]
async fn what_was_half_way_is_destroyed_and_no_longer_wanted() {
    let nodes = trio();
    let text = noise(1, 3_000_000);
    let index = write(&nodes[0], text.clone());
    // A stick of which one part was lost leaves a piece of the body.
    let stick = tempfile::tempdir().unwrap();
    let out = nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    fs::remove_file(out.folder.join("part-0002.age")).unwrap();
    nodes[1].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert!(nodes[1].journals.bodies().knows(&bodies_of(&nodes[1], A, index)[0].commitment));
    assert_eq!(nodes[1].mirror.status().unwrap()[0].we_lack_bodies, 1);
    erase(&nodes[0], index);
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(nodes[1].mirror.status().unwrap()[0].we_lack_bodies, 0);
    assert_eq!(nodes[1].road.waiting(), []);
    assert!(holding(&files(nodes[1].site.dir.path()), &[text[..16].to_vec()]).is_empty());
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(answered(&erasure(&nodes[0], A, index)), [A, B]);
}

#[tokio::test]
async fn what_was_sealed_is_erased_among_its_readers_alone() {
    let nodes = trio();
    let (text, part) = (noise(1, 300), noise(2, 100_000));
    let made = seal(&nodes[0], TWO, text.clone(), std::slice::from_ref(&part), Some(5));
    for (from, to) in [(0, 1), (0, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    erase(&nodes[0], made.index);
    for (from, to) in [(0, 1), (1, 0), (0, 2), (1, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    for node in &nodes[..2] {
        let erasure = erasure(node, A, made.index);
        assert_eq!((answered(&erasure), erasure.missing, erasure.object), (vec![A, B], vec![], made.object));
        assert!(traces(node, &text).is_empty() && traces(node, &part).is_empty());
        let before = node.road.digest().unwrap();
        node.road.rebuild(|_| {}).unwrap();
        assert_eq!(node.road.digest().unwrap(), before);
    }
    let third = &nodes[2];
    assert_eq!(third.road.db().read(|tx| erasure_of(tx, A, made.index)).unwrap(), None);
    let wanted = [made.object.as_bytes().to_vec(), b"par erreur".to_vec()];
    assert!(holding(&files(third.site.dir.path()), &wanted).is_empty());
    assert_eq!((third.size(A), third.size(B), third.size(C)), (3, 1, 0));
    assert_sound(&nodes[1], 2);
}

#[tokio::test]
async fn a_body_that_a_restored_disk_brings_back_is_destroyed_again_at_the_start() {
    let sites = sites();
    let mut nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let text = noise(1, 80_000);
    let index = write(&nodes[0], text.clone());
    meet(&nodes[0], &nodes[1]).await.unwrap();
    let segment = sites[1].dir.path().join("bodies/000000.seg");
    let before = fs::read(&segment).unwrap();
    erase(&nodes[0], index);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    drop(nodes.remove(1));
    assert!(holding(&files(sites[1].dir.path()), &needles(&text)).is_empty());
    // An old copy of the bodies beside journals of now.
    let now = fs::read(&segment).unwrap();
    fs::write(&segment, [before, now].concat()).unwrap();
    let again = sites[1].open(&sites);
    assert!(traces(&again, &text).is_empty());
    assert!(row(&again, A, index).is_erased);
    let own = again.size(B);
    again.road.catch_up(|_| {}).unwrap();
    assert_eq!(again.size(B), own, "one receipt is enough");
}
