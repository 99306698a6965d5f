//! Bodies: to their audience only, long ones in pieces.

use crate::house::{A, B, C, Node, meet, trio};
use liptako_core::Audience;
use liptako_journal::Hash;

fn has(node: &Node, commitment: &Hash) -> bool {
    node.journals.bodies().has(commitment)
}

#[tokio::test]
async fn a_sealed_body_never_leaves_for_a_non_member() {
    let nodes = trio();
    let short = nodes[0].seal(Audience(0b011), b"entre le Mali et le Burkina seulement");
    let long = nodes[0].seal(Audience(0b011), &[7; 150_000]);
    // C asks the author, then the other reader, and is handed a bundle by both.
    meet(&nodes[2], &nodes[0]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    meet(&nodes[0], &nodes[1]).await.unwrap();
    assert!(has(&nodes[1], &short) && has(&nodes[1], &long));
    meet(&nodes[2], &nodes[1]).await.unwrap();
    meet(&nodes[1], &nodes[2]).await.unwrap();
    let stick = tempfile::tempdir().unwrap();
    for from in [A, B] {
        nodes[usize::from(from.0)].mirror.export_bundle(C, stick.path(), |_| {}).unwrap();
    }
    nodes[2].mirror.import_bundle(stick.path(), true, |_| {}).unwrap();
    assert_eq!(nodes[2].root(A), nodes[0].root(A));
    assert!(!nodes[2].journals.bodies().commitments().contains(&short));
    assert!(!nodes[2].journals.bodies().commitments().contains(&long));
    assert_eq!(nodes[2].mirror.status().unwrap()[0].we_lack_bodies, 0);
}

#[tokio::test]
async fn a_sealed_body_reaches_its_reader_even_when_its_entry_came_through_a_stranger() {
    let nodes = trio();
    let commitment = nodes[0].seal(Audience(0b010), b"pour le Burkina");
    meet(&nodes[0], &nodes[2]).await.unwrap();
    meet(&nodes[2], &nodes[1]).await.unwrap();
    assert_eq!(nodes[1].size(A), 1);
    assert!(!has(&nodes[1], &commitment));
    // B dials A, or A dials B: no entry is left to send, and the body comes all the same.
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert!(has(&nodes[1], &commitment));
}

#[tokio::test]
async fn an_open_body_for_two_authorities_stays_with_them() {
    let nodes = trio();
    nodes[0].act(Audience(0b101), b"Mali et Niger");
    for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 2)] {
        meet(&nodes[from], &nodes[to]).await.unwrap();
    }
    let commitment = nodes[0].journals.bodies().commitments()[0];
    assert!(has(&nodes[2], &commitment) && !has(&nodes[1], &commitment));
    assert_eq!(nodes[1].size(A), 1);
    // B waits for nothing: the body is not for it.
    assert_eq!(nodes[1].mirror.status().unwrap()[0].we_lack_bodies, 0);
}

#[tokio::test]
async fn long_bodies_are_pushed_and_pulled_whole() {
    let nodes = trio();
    let chance = liptako_core::SeededChance::new(9);
    let mut noise = vec![0; 400_000];
    liptako_core::Chance::fill(&chance, &mut noise);
    nodes[0].act(Audience(7), &noise);
    let pushed = meet(&nodes[0], &nodes[1]).await.unwrap();
    assert_eq!(pushed.chunks_pushed, 7);
    let pulled = meet(&nodes[2], &nodes[1]).await.unwrap();
    assert_eq!(pulled.chunks_pulled, 7);
    for node in &nodes[1..] {
        assert_eq!(node.road.digest().unwrap(), nodes[0].road.digest().unwrap());
        assert!(node.road.waiting().is_empty());
    }
    assert!(pulled.wire_bytes < 420_000, "{pulled:?}");
}
