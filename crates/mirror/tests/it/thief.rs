//! A member who wants what is not for it, or wants others to lose what they have.

use crate::hostile::{get, post};
use crate::house::{A, C, NOON, Node, meet, trio};
use liptako_core::{Audience, Kind, ObjectId};
use liptako_journal::{BodyRef, Entry, Hash, Package};
use liptako_mirror::wire::{Delivery, Greeting, Offers, OriginState, short};

/// An open entry of this node that names a body, appended past every check of its own node.
fn claim(node: &Node, body: BodyRef) -> Vec<u8> {
    let entry = Entry {
        kind: Kind::PLAN_PROPOSAL,
        object: ObjectId::fresh(&*node.site.chance),
        previous: None,
        audience: Audience(7),
        seconds: NOON,
        seen: vec![0, 0],
        bodies: vec![body],
        act: None,
    };
    entry.encode().unwrap()
}

fn body_of(node: &Node, index: u64) -> BodyRef {
    Entry::decode(&node.journals.log(A).unwrap().entry(index).unwrap()).unwrap().bodies[0]
}

#[tokio::test]
async fn a_body_named_again_in_a_strangers_journal_stays_with_its_readers() {
    let nodes = trio();
    let sealed = nodes[0].seal(Audience(0b011), b"entre le Mali et le Burkina seulement");
    nodes[0].act(Audience(0b011), &[7; 150_000]);
    for (from, to) in [(0, 1), (1, 0), (0, 2), (1, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    let stolen = [body_of(&nodes[2], 0), body_of(&nodes[2], 1)];
    assert_eq!(stolen[0].commitment, sealed);
    let thief = nodes[2].journals.own_log().unwrap();
    thief.append(&[claim(&nodes[2], stolen[0]), claim(&nodes[2], stolen[1])]).unwrap();
    for to in [0, 1] {
        meet(&nodes[2], &nodes[to]).await.unwrap();
        meet(&nodes[to], &nodes[2]).await.unwrap();
        assert_eq!(nodes[to].size(C), 2);
        for (index, body) in stolen.iter().enumerate() {
            let path = format!("/corps/{}?origin=2&index={index}&chunk=0", body.commitment);
            let answer = get(&nodes[2], &nodes[to], &path).await;
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        }
    }
    let taken: Vec<Hash> = nodes[2].journals.bodies().commitments();
    assert!(stolen.iter().all(|body| !taken.contains(&body.commitment)));
}

#[tokio::test]
async fn entries_made_up_under_a_true_checkpoint_bring_no_body() {
    let nodes = trio();
    nodes[0].say("un");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    let (held, junk) =
        (nodes[1].journals.bodies().commitments().len(), nodes[2].say("de quoi remplir un disque"));
    let log = nodes[2].journals.own_log().unwrap();
    let junk = Entry::decode(&log.entry(junk).unwrap()).unwrap().bodies[0];
    let true_log = nodes[1].journals.log(A).unwrap();
    let snapshot = true_log.snapshot();
    let checkpoint = true_log.checkpoint().unwrap();
    let mut package = Package::build(&snapshot, 0, vec![claim(&nodes[2], junk)], &checkpoint).unwrap();
    package.checkpoint = Some(checkpoint.to_string());
    package.chunks = vec![nodes[2].journals.bodies().chunk(&junk.commitment, 0).unwrap().unwrap()];
    let delivery = Delivery { package: package.encode().unwrap(), offers: Offers::default() };
    let answer = post(&nodes[2], &nodes[1], "/add-entries", &delivery.encode()).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(nodes[1].journals.bodies().commitments().len(), held);
}

#[tokio::test]
async fn a_chunk_that_fits_two_counts_takes_no_body_away() {
    let nodes = trio();
    nodes[0].act(Audience(7), &[7; 250_000]);
    for to in [1, 2] {
        meet(&nodes[0], &nodes[to]).await.unwrap();
    }
    let body = body_of(&nodes[2], 0);
    assert_eq!(body.chunks, 4);
    // The path from the first leaf is the same in a tree of three leaves and of four.
    let mut chunk = nodes[2].journals.bodies().chunk(&body.commitment, 0).unwrap().unwrap();
    chunk.count = 3;
    chunk.verify().unwrap();
    nodes[1].journals.store_chunks(A, 0, &[chunk]).unwrap();
    assert!(nodes[1].journals.bodies().has(&body.commitment));
    nodes[1].road.rebuild(|_| {}).unwrap();
    assert!(nodes[1].road.waiting().is_empty());
}

#[tokio::test]
async fn a_false_offer_does_not_keep_a_sealed_body_from_its_reader() {
    let nodes = trio();
    nodes[0].say("ouvert");
    let commitment = nodes[0].seal(Audience(0b010), b"pour le Burkina");
    meet(&nodes[0], &nodes[2]).await.unwrap();
    meet(&nodes[2], &nodes[1]).await.unwrap();
    let offers = Offers { to: 2, bodies: vec![(0, commitment), (1, Hash([1; 32])), (900, Hash([2; 32]))] };
    let mut greeting = Greeting {
        charter: short(&Hash(nodes[2].site.charter.hash())),
        now: NOON,
        origins: vec![OriginState::default(); 3],
        ..Greeting::default()
    };
    greeting.origins[0].offers = offers;
    let answer = post(&nodes[2], &nodes[1], "/add-checkpoint", &greeting.encode()).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert!(nodes[1].journals.bodies().has(&commitment));
    assert_eq!(nodes[1].mirror.status().unwrap()[0].we_lack_bodies, 0);
}
