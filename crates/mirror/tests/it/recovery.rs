//! Nodes that lost something take it back from their peers before they sign again.

use crate::house::{A, B, C, Node, Site, meet, sites};
use liptako_journal::journals::{Journals, Start};
use liptako_journal::lease::State;
use std::sync::Arc;

/// The node of a site whose disk was lost: the keys were kept elsewhere, all else is gone.
pub fn lost(site: &Arc<Site>) -> Arc<Site> {
    let site = Arc::new(Site {
        member: site.member,
        charter: site.charter.clone(),
        keys: Arc::clone(&site.keys),
        dir: tempfile::tempdir().unwrap(),
        chance: Arc::clone(&site.chance),
        clock: Arc::clone(&site.clock),
    });
    Journals::init(&site.home(), &site.charter, &site.keys, Start::Lost, &*site.chance).unwrap();
    site
}

#[tokio::test]
async fn a_node_that_lost_everything_is_handed_its_journal_back_by_its_peers() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    nodes[0].fill(300);
    nodes[0].act(liptako_core::Audience(7), &[3; 100_000]);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    let (root, digest) = (nodes[0].root(A), nodes[0].road.digest().unwrap());
    let reborn = lost(&sites[0]).open(&sites);
    assert_ne!(reborn.journals.state(), State::Writable);
    // B, who can dial, hands it back; one peer is not enough to write again.
    meet(&nodes[1], &reborn).await.unwrap();
    assert_eq!(reborn.root(A), root);
    assert_ne!(reborn.journals.state(), State::Writable);
    meet(&reborn, &nodes[2]).await.unwrap();
    assert_eq!(reborn.journals.state(), State::Writable);
    assert_eq!(reborn.road.digest().unwrap(), digest);
    reborn.say("de retour");
    meet(&reborn, &nodes[1]).await.unwrap();
    assert_eq!(nodes[1].root(A), reborn.root(A));
    assert!(nodes[1].journals.log(A).unwrap().frozen().is_none());
}

#[tokio::test]
async fn sticks_hand_a_journal_back_only_when_they_answer_a_stick_of_now() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    nodes[0].fill(3);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    let old = tempfile::tempdir().unwrap();
    for peer in &nodes[1..] {
        peer.mirror.export_bundle(A, old.path(), |_| {}).unwrap();
    }
    nodes[0].fill(4);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    let site = lost(&sites[0]);
    let mut reborn = site.open(&sites);
    // Old bundles of both peers: they may be older than what was lost, so they do not free it to sign.
    reborn.mirror.import_bundle(old.path(), false, |_| {}).unwrap();
    assert_ne!(reborn.journals.state(), State::Writable);
    let stick = tempfile::tempdir().unwrap();
    for (peer, node) in [(B, &nodes[1]), (C, &nodes[2])] {
        reborn.mirror.export_bundle(peer, stick.path(), |_| {}).unwrap();
        node.mirror.import_bundle(stick.path(), true, |_| {}).unwrap();
        // Between asking and hearing the node may be started again.
        drop(reborn);
        reborn = site.open(&sites);
        reborn.mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    }
    assert_eq!(reborn.root(A), nodes[1].root(A));
    assert_eq!(reborn.size(A), 7);
    assert_eq!(reborn.journals.state(), State::Writable);
}

#[tokio::test]
async fn a_node_restarted_in_mid_exchange_goes_on_where_it_was() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    nodes[0].fill(700);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    nodes[1].say("avant l'arrêt");
    let mut nodes = nodes;
    let stopped = nodes.remove(1);
    drop(stopped);
    let again = sites[1].open(&sites);
    assert_eq!(again.size(A), 700);
    let report = meet(&again, &nodes[0]).await.unwrap();
    assert_eq!((report.packages_pulled, report.packages_pushed), (0, 1));
    let status = again.mirror.status().unwrap();
    assert!(status[0].wire_sent > 1000 && status[0].last_contact.is_some());
}
