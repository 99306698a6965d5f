//! An author who shows two histories.

use crate::house::{A, B, C, NOON, Node, Site, meet, sites};
use liptako_core::{Audience, Kind, ManualClock, ObjectId, SeededChance};
use liptako_journal::journals::{Journals, Start};
use liptako_journal::{Body, BodyHeader, Entry, Evidence};
use std::sync::Arc;

/// The same entry for every node given the same seed.
fn entry(site: &Site, seed: u64) -> (Vec<u8>, Body) {
    let chance = SeededChance::new(seed);
    let header = BodyHeader {
        origin: site.charter.members[usize::from(site.member.0)].origin.clone(),
        object: ObjectId::fresh(&chance),
        kind: Kind::PLAN_PROPOSAL,
        previous: None,
        audience: Audience(7),
    };
    let body = Body::seal(&header, format!("constat {seed}").as_bytes(), &chance).unwrap();
    let entry = Entry {
        kind: header.kind,
        object: header.object,
        previous: None,
        audience: header.audience,
        seconds: NOON,
        seen: vec![0, 0],
        bodies: vec![body.body_ref()],
        act: None,
    };
    (entry.encode().unwrap(), body)
}

/// B and C, and two nodes that are both A: the same keys, the first entries in common, then other ones.
fn forked(common: u64, first: u64, second: u64) -> (Vec<Node>, Node) {
    let sites = sites();
    let twin = Arc::new(Site {
        member: A,
        charter: sites[0].charter.clone(),
        keys: Arc::clone(&sites[0].keys),
        dir: tempfile::tempdir().unwrap(),
        chance: Arc::new(SeededChance::new(77)),
        clock: Arc::new(ManualClock::at(NOON)),
    });
    Journals::init(&twin.home(), &twin.charter, &twin.keys, Start::New, &*twin.chance).unwrap();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let twin = twin.open(&sites);
    for (node, seed, extra) in [(&nodes[0], 100, first), (&twin, 200, second)] {
        for number in (0..common).chain(seed..seed + extra) {
            node.journals.append(&[entry(&node.site, number)]).unwrap();
        }
        node.road.catch_up(|_| {}).unwrap();
    }
    (nodes, twin)
}

fn check_frozen(node: &Node, common: u64) {
    let log = node.journals.log(A).unwrap();
    assert_eq!(log.frozen().map(|frozen| frozen.size), Some(common));
    let file = node.mirror.evidence_file(A).expect("a proof to carry to people");
    let evidence: Evidence = std::fs::read_to_string(file).unwrap().parse().unwrap();
    evidence.verify(log.verifier()).unwrap();
}

#[tokio::test]
async fn two_nodes_that_saw_two_histories_prove_it_freeze_it_and_tell() {
    // Both directions of dialling, the shorter history on either side, and the same length.
    for (dialler, first, second) in [(B, 2, 5), (C, 2, 5), (B, 5, 2), (C, 3, 3), (B, 300, 1)] {
        let (nodes, twin) = forked(3, first, second);
        meet(&nodes[0], &nodes[1]).await.unwrap();
        meet(&twin, &nodes[2]).await.unwrap();
        assert_ne!(nodes[1].root(A), nodes[2].root(A));
        let (from, to) = if dialler == B { (&nodes[1], &nodes[2]) } else { (&nodes[2], &nodes[1]) };
        from.say("l'échange des autres journaux continue");
        meet(from, to).await.unwrap();
        check_frozen(&nodes[1], 3);
        check_frozen(&nodes[2], 3);
        assert_eq!(to.size(from.site.member), 1);
        // Told: the author itself, whichever of its two selves is met.
        meet(&nodes[1], &nodes[0]).await.unwrap();
        meet(&twin, &nodes[2]).await.unwrap();
        for forger in [&nodes[0], &twin] {
            check_frozen(forger, 3);
            let refused = forger.journals.append(&[entry(&forger.site, 999)]).unwrap_err();
            assert!(refused.to_string().contains("frozen at 3 entries"), "{refused}");
        }
        // Nobody cosigns or stores anything more of it.
        assert_eq!(nodes[1].road.digest().unwrap(), nodes[2].road.digest().unwrap());
    }
}

#[tokio::test]
async fn an_author_who_denies_its_beginning_does_not_unmake_what_all_have_kept() {
    let (nodes, twin) = forked(0, 5, 1);
    for (from, to) in [(0, 1), (0, 2), (1, 2), (2, 1), (1, 0)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    assert_eq!(nodes[1].journals.level(A, 4), liptako_journal::journals::Level::N2);
    nodes[0].journals.append(&[entry(&nodes[0].site, 900)]).unwrap();
    meet(&nodes[0], &nodes[1]).await.unwrap();
    // Its other self shows a journal that shares nothing with the five entries that all have cosigned.
    meet(&twin, &nodes[1]).await.unwrap();
    meet(&nodes[1], &nodes[2]).await.unwrap();
    for node in &nodes[1..] {
        check_frozen(node, 5);
        assert_eq!(node.road.waiting().len(), usize::from(node.size(A) > 5));
    }
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[2].road.digest().unwrap());
}

#[tokio::test]
async fn a_node_that_lost_its_memory_cosigns_nothing_before_its_peers_have_spoken() {
    let (nodes, twin) = forked(3, 5, 2);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    assert_eq!(nodes[0].journals.log(A).unwrap().cosigned_size("bf"), 8);
    // B begins anew and does not know that it has cosigned eight entries; A's other self comes first.
    let sites: Vec<_> = nodes.iter().map(|node| Arc::clone(&node.site)).collect();
    let reborn = crate::recovery::lost(&sites[1]).open(&sites);
    let report = meet(&twin, &reborn).await.unwrap();
    assert_eq!(reborn.size(A), 5);
    assert_eq!(reborn.journals.log(A).unwrap().cosigned_size("bf"), 0);
    assert!(report.cosign_refused.unwrap().contains("was restored"));
    meet(&reborn, &nodes[2]).await.unwrap();
    check_frozen(&reborn, 3);
    // Where what all had cosigned is still held, it stands.
    check_frozen(&nodes[2], 8);
}

#[tokio::test]
async fn a_fork_is_found_by_stick_too() {
    let (nodes, twin) = forked(3, 2, 5);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&twin, &nodes[2]).await.unwrap();
    let stick = tempfile::tempdir().unwrap();
    nodes[1].mirror.export_bundle(C, stick.path(), |_| {}).unwrap();
    nodes[2].mirror.import_bundle(stick.path(), true, |_| {}).unwrap();
    assert!(nodes[2].journals.log(A).unwrap().frozen().is_some());
    nodes[1].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert!(nodes[1].journals.log(A).unwrap().frozen().is_some());
}

#[tokio::test]
async fn evidence_that_proves_nothing_freezes_nothing() {
    let (nodes, _) = forked(3, 2, 5);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    let (older, newer) = {
        let log = nodes[1].journals.log(A).unwrap();
        let note = log.checkpoint().unwrap().to_string();
        (note.clone(), note)
    };
    let told = liptako_mirror::wire::Told {
        origin: 0,
        evidence: Evidence::SameSize { a: older, b: newer }.to_string(),
        parting: None,
    };
    let answer = crate::hostile::post(&nodes[2], &nodes[1], "/evidence", &told.encode()).await;
    assert!(answer.contains("400") && answer.contains("evidence is malformed"), "{answer}");
    assert!(nodes[1].journals.log(A).unwrap().frozen().is_none());
}
