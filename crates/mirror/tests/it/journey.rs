//! What goes well: push, pull, levels, bodies.

use crate::house::{A, B, C, Node, meet, sites, trio};
use liptako_journal::Entry;
use liptako_journal::journals::Level;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

#[tokio::test]
async fn one_entry_costs_two_requests_and_at_most_two_thousand_bytes() {
    let nodes = trio();
    nodes[0].say("Premier constat.");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    meet(&nodes[0], &nodes[1]).await.unwrap();
    nodes[0].say(
        "Le responsable de traitement a répondu à la mise en demeure du 12 mars ; la mesure est levée. Les pièces \
         sont au dossier, la notification aux personnes concernées est faite et l'indicateur passe à 14 sur 20.",
    );
    let report = meet(&nodes[0], &nodes[1]).await.unwrap();
    assert_eq!((report.n_requests, report.packages_pushed), (2, 1));
    assert!(report.exchange_bytes <= 2000, "{report:?}");
    assert_eq!(nodes[1].root(A), nodes[0].root(A));
    assert_eq!(nodes[0].journals.level(A, 1), Level::N1);
    assert_eq!(nodes[1].journals.level(A, 1), Level::N1);
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[0].road.digest().unwrap());
}

#[tokio::test]
async fn who_dials_pushes_and_pulls_and_relays_what_others_wrote() {
    let nodes = trio();
    nodes[0].say("a");
    nodes[1].say("b");
    nodes[2].say("c");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    // C never meets B: it hears of B's entry from A, and A is not its author.
    meet(&nodes[2], &nodes[0]).await.unwrap();
    for origin in [A, B, C] {
        assert_eq!(nodes[2].size(origin), 1);
        assert_eq!(nodes[0].root(origin), nodes[2].root(origin));
    }
    assert_eq!(nodes[2].journals.level(B, 0), Level::N2);
    // B learns at its next contact, with whomever.
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(nodes[1].journals.level(B, 0), Level::N2);
    assert_eq!(nodes[1].journals.level(A, 0), Level::N2);
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[2].road.digest().unwrap());
    // And now nothing is left to say.
    let quiet = meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(quiet.n_requests, 1);
    assert!(quiet.exchange_bytes < 400, "{quiet:?}");
}

#[tokio::test]
async fn bootstrap_stays_within_fifteen_hundredths_of_the_floor() {
    let n_entries = 5120;
    let nodes = trio();
    nodes[0].fill(n_entries);
    let mut plain = Vec::new();
    for bytes in nodes[0].journals.log(A).unwrap().entries(0..n_entries as u64).unwrap() {
        let entry = Entry::decode(&bytes).unwrap();
        let body = nodes[0].journals.bodies().get(&entry.bodies[0].commitment).unwrap().unwrap();
        plain.extend(bytes);
        plain.extend(body.salt);
        plain.extend(body.plaintext);
    }
    let mut floor = zstd::bulk::Compressor::new(22).unwrap();
    floor.set_parameter(zstd::zstd_safe::CParameter::WindowLog(27)).unwrap();
    let floor = floor.compress(&plain).unwrap().len() as u64;
    let report = meet(&nodes[0], &nodes[1]).await.unwrap();
    assert!(report.exchange_bytes * 100 <= floor * 115, "{report:?}, floor {floor}");
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[0].road.digest().unwrap());
}

/// Wakes whenever any journal of the node changes.
fn bell(node: &Node) -> Arc<Notify> {
    let bell = Arc::new(Notify::new());
    let ring = Arc::clone(&bell);
    node.journals.on_change(move |_| ring.notify_one());
    bell
}

#[tokio::test]
async fn left_to_themselves_three_nodes_bring_an_act_to_n2_everywhere() {
    let sites = sites();
    let mut listeners = Vec::new();
    let mut addresses = Vec::new();
    for _ in &sites {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        addresses.push(Some(listener.local_addr().unwrap().to_string()));
        listeners.push(listener);
    }
    // C can only dial: nobody knows its address.
    addresses[2] = None;
    let nodes: Vec<Node> = sites.iter().map(|site| site.open_at(&sites, &addresses)).collect();
    let bells: Vec<_> = nodes.iter().map(bell).collect();
    let _tasks: Vec<_> =
        nodes.iter().zip(listeners).map(|(node, listener)| node.mirror.spawn(Some(listener))).collect();
    nodes[2].say("C parle");
    nodes[0].say("A parle");
    for (node, bell) in nodes.iter().zip(bells) {
        for origin in [A, C] {
            // A dials B and hears of C only from C: what B learns of C's entry comes from C itself.
            let until = tokio::time::Instant::now() + Duration::from_secs(30);
            while node.journals.level(origin, 0) != Level::N2 && (origin, node.site.member) != (A, C) {
                tokio::time::timeout_at(until, bell.notified()).await.expect("N2 in time");
            }
        }
    }
    assert_eq!(nodes[0].road.digest().unwrap(), nodes[1].road.digest().unwrap());
}
