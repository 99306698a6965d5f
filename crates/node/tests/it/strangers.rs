//! Peers that are not who they should be: another key, another charter.

use crate::steps::{grow, level, signed_in};
use liptako::Layout;
use liptako_core::{MemberIndex, OsChance};
use liptako_journal::journals::Level;
use liptako_journal::{Card, NodeKeys};
use liptako_testkit::{Plan, Trio};

/// Puts another TLS key on the card of a peer, as somebody in the middle would have.
fn swap_key(trio: &Trio, node: usize, peer: &str) -> String {
    let path = Layout::of(&trio.nodes[node].seat.dir).card(peer);
    let right = std::fs::read_to_string(&path).unwrap();
    let mut card = Card::parse(&right).unwrap();
    let (stranger, _) = NodeKeys::generate(&card.origin, &OsChance).unwrap();
    card.tls = stranger.card(peer).tls;
    std::fs::write(&path, card.to_string()).unwrap();
    right
}

#[test]
fn a_peer_with_the_wrong_key_is_refused_in_one_line_and_nothing_is_lost() {
    let mut trio = Trio::met();
    trio.play();
    let place = grow(&trio, 0, "Avant le changement de clé.");
    trio.nodes[0].close();
    let right = swap_key(&trio, 0, "bf");
    trio.nodes[0].open().unwrap();
    // Mali dials and finds a key that is not on the card; Burkina Faso dials and is not let in. How much the one
    // turned away hears of the reason depends on which packet comes first; it is one line in any case.
    let found = trio.dial(0, 1).unwrap_err().to_string();
    assert!(found.contains("key") && !found.contains('\n'), "{found}");
    let refused = trio.dial(1, 0).unwrap_err().to_string();
    assert!(!refused.contains('\n'), "{refused}");
    let status = trio.nodes[0].node().mirror.status().unwrap();
    let peer = status.iter().find(|peer| peer.code == "bf").unwrap();
    assert!(!peer.reachable && peer.last_error.is_some(), "{peer:?}");
    let page = signed_in(&trio.nodes[0], "admin").get("/peers");
    assert!(page.words().contains("incident"), "{}", page.words());
    // The third node carries what the two cannot tell one another.
    trio.dial(0, 2).unwrap();
    trio.dial(2, 1).unwrap();
    assert_eq!(level(&trio.nodes[1], place), Level::N2);
    trio.nodes[0].close();
    std::fs::write(Layout::of(&trio.nodes[0].seat.dir).card("bf"), right).unwrap();
    trio.nodes[0].open().unwrap();
    trio.meet();
    assert_eq!(level(&trio.nodes[0], place), Level::N2);
    trio.check();
}

#[test]
fn a_charter_that_differs_is_noticed_at_the_first_contact_and_ever_after() {
    let mut trio = Trio::founded(Plan::default());
    let path = Layout::of(&trio.nodes[2].seat.dir).charter();
    let text = std::fs::read_to_string(&path).unwrap();
    let other = text.replacen("content = \"consensus\"", "content = \"majority\"", 1);
    assert_ne!(text, other, "the charter says how content is decided");
    std::fs::write(&path, other).unwrap();
    trio.open_all();
    for (from, to) in [(0, 2), (2, 1)] {
        let refused = trio.dial(from, to).unwrap_err().to_string();
        assert!(refused.contains("charter") && !refused.contains('\n'), "{refused}");
    }
    trio.dial(0, 1).unwrap();
    assert_eq!(trio.nodes[0].node().journals.sizes(), [1, 1, 0], "nothing of it was taken");
    // The charter is set right; the journal's first entry was written under the other one, and keeps saying so.
    trio.nodes[2].close();
    std::fs::write(&path, text).unwrap();
    trio.nodes[2].open().unwrap();
    trio.meet();
    for node in &trio.nodes {
        let ours = node.node().described.charter.hash();
        let noticed = node.node().road.db().read(|tx| liptako::other_charters(tx, &ours)).unwrap();
        assert_eq!(noticed, [MemberIndex(2)], "{}", node.seat.code);
    }
    let page = trio.nodes[0].browser().get("/journal/ne/0");
    assert!(page.words().to_lowercase().contains("charte"), "{}", page.words());
}
