//! Three authorities' nodes that share a world of journals.

use crate::{Base, NOON, Node, Program, charter};
use liptako_core::{ManualClock, MemberIndex};
use liptako_journal::Hash;
use liptako_storage::Source as _;
use liptako_storage::memory::MemoryJournals;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The three nodes: APDP, CIL, HAPDP.
pub struct Trio {
    /// In the charter's order.
    pub nodes: Vec<Node>,
    /// What time it is, on all of them.
    pub clock: Arc<ManualClock>,
    away: RefCell<BTreeSet<MemberIndex>>,
}

impl Trio {
    /// Three nodes on-line that carry this program; `base` gives each its database.
    pub fn new(program: Program, base: &mut dyn FnMut() -> Base) -> Self {
        let clock = Arc::new(ManualClock::at(NOON));
        let journals = MemoryJournals::world(3).into_iter();
        let nodes = journals.map(|journals| Node::new(program, base(), journals, Arc::clone(&clock)));
        Self { nodes: nodes.collect(), clock, away: RefCell::default() }
    }

    /// APDP's node.
    pub fn apdp(&self) -> &Node {
        &self.nodes[0]
    }

    /// CIL's node.
    pub fn cil(&self) -> &Node {
        &self.nodes[1]
    }

    /// HAPDP's node.
    pub fn hapdp(&self) -> &Node {
        &self.nodes[2]
    }

    /// Moves everybody's clock. Sessions end after twelve hours without a page: sign in again after a longer move.
    pub fn later(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// Takes a node off-line: it works on, and neither gives nor receives until [`on_line`](Self::on_line).
    pub fn off_line(&self, member: MemberIndex) {
        self.away.borrow_mut().insert(member);
    }

    /// Brings a node back; the next [`exchange`](Self::exchange) tells all of it.
    pub fn on_line(&self, member: MemberIndex) {
        self.away.borrow_mut().remove(&member);
    }

    fn present(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| !self.away.borrow().contains(&node.me()))
    }

    /// Everybody on-line reads everybody on-line, and of a node that is off-line what one of them already had.
    pub fn exchange(&self) {
        for origin in charter().indices() {
            let known = self.present().map(|node| node.journals.size(origin)).max().unwrap_or(0);
            self.present().for_each(|node| node.journals.see(origin, known));
        }
        for node in self.present() {
            node.road.catch_up(|_| {}).unwrap();
        }
    }

    /// Everybody on-line cosigns what they hold and says so to the others on-line: after an exchange of three, every
    /// record is at level N2; of two, at N1.
    pub fn confirm(&self) {
        for origin in charter().indices() {
            let peers = self.nodes.iter().filter(|node| node.me() != origin);
            let held: Vec<u64> = peers.map(|node| node.journals.size(origin)).collect();
            let (by_all, by_one) = (held.iter().min().copied(), held.iter().max().copied());
            for node in self.present() {
                node.journals.cosign(origin, by_one.unwrap_or(0), by_all.unwrap_or(0));
            }
        }
    }

    /// All three hold the same shared tables.
    pub fn assert_alike(&self) {
        let digests: Vec<Hash> = self.nodes.iter().map(|node| node.road.digest().unwrap()).collect();
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ");
    }
}
