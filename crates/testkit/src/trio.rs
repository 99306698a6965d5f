//! Three real nodes that know one another.

use crate::{Databases, Relay, TestNode, check_node};
use liptako::demonstration::{self, Seat};
use liptako::terminal::Terminal;
use liptako_core::{Lang, MemberIndex};
use liptako_journal::Hash;
use std::net::{SocketAddr, TcpListener};
use tokio::runtime::Runtime;

/// Monday 23 November 2026, 21:00 UTC: when tests begin.
pub const NOW: i64 = 1_795_467_600;

/// How three nodes are to be made.
#[derive(Debug, Default)]
pub struct Plan {
    /// Where their tables are.
    pub databases: Databases,
    /// Whether each dials each through a link of its own that can be cut.
    pub relays: bool,
}

/// Three nodes, Mali, Burkina Faso and Niger, in a folder that goes with them.
#[derive(Debug)]
pub struct Trio {
    /// The nodes, in the order of the charter.
    pub nodes: Vec<TestNode>,
    /// The links, by who dials and who is dialled; empty without [`Plan::relays`].
    pub relays: Vec<((usize, usize), Relay)>,
    /// Where asynchronous work of the test runs.
    pub runtime: Runtime,
    // Fields go in this order: the nodes close before their databases and folder go.
    databases: Databases,
    folder: tempfile::TempDir,
}

impl Trio {
    /// Three nodes with their accounts, which have met: each holds what the others wrote, cosigned by all.
    ///
    /// # Panics
    /// When a step fails.
    pub fn met() -> Self {
        Self::with(Plan::default())
    }

    /// The same, made as `plan` says.
    ///
    /// # Panics
    /// When a step fails.
    pub fn with(plan: Plan) -> Self {
        let mut trio = Self::founded(plan);
        trio.open_all();
        trio.populate();
        trio.meet();
        trio
    }

    /// Three directories, as `found` leaves them: nothing is opened, and a test may still change a file.
    ///
    /// # Panics
    /// When a directory cannot be made.
    pub fn founded(plan: Plan) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let mut seats = demonstration::seats(folder.path(), 1, 1);
        for seat in &mut seats {
            seat.exchange = free_address();
        }
        let databases = plan.databases;
        demonstration::found(&seats, |seat| databases.of(seat), TERMINAL).unwrap();
        let mut relays = Vec::new();
        if plan.relays {
            for (from, seat) in seats.iter().enumerate() {
                for (to, peer) in seats.iter().enumerate().filter(|(to, _)| *to != from) {
                    let relay = Relay::to(peer.exchange);
                    redirect(seat, peer.exchange, relay.address());
                    relays.push(((from, to), relay));
                }
            }
        }
        let closed = |seat| TestNode::closed(seat, NOW, runtime.handle().clone());
        let nodes = seats.into_iter().map(closed).collect();
        Self { nodes, relays, runtime, databases, folder }
    }

    /// Opens the nodes that are closed.
    ///
    /// # Panics
    /// When one does not open.
    pub fn open_all(&mut self) {
        for node in &mut self.nodes {
            node.open().unwrap();
        }
    }

    /// Opens the accounts of each node.
    ///
    /// # Panics
    /// When an account is refused.
    pub fn populate(&self) {
        for node in &self.nodes {
            demonstration::populate(node.node()).unwrap();
        }
    }

    /// Lets every node meet every other until nothing moves any more.
    ///
    /// # Panics
    /// When a contact fails.
    pub fn meet(&self) {
        let nodes: Vec<_> = self.nodes.iter().map(|node| node.node().clone()).collect();
        demonstration::meet(&nodes, &self.runtime).unwrap();
    }

    /// Plays the history of the demonstration: the plan adopted, its progress, open proposals.
    ///
    /// # Panics
    /// When a step is refused.
    pub fn play(&self) {
        let nodes: Vec<_> = self.nodes.iter().map(|node| node.node().clone()).collect();
        demonstration::play(&nodes, &self.runtime).unwrap();
    }

    /// Plays the demonstration's library of practices.
    ///
    /// # Panics
    /// When a step is refused.
    pub fn play_practices(&self) {
        let nodes: Vec<_> = self.nodes.iter().map(|node| node.node().clone()).collect();
        demonstration::play_practices(&nodes, &self.runtime).unwrap();
    }

    /// Plays the whole demonstration.
    ///
    /// # Panics
    /// When a step is refused.
    pub fn play_everything(&self) {
        let nodes: Vec<_> = self.nodes.iter().map(|node| node.node().clone()).collect();
        demonstration::play_everything(&nodes, &self.runtime).unwrap();
    }

    /// Plays the advisories of the demonstration.
    ///
    /// # Panics
    /// When a step is refused.
    pub fn play_advisories(&self) {
        let nodes: Vec<_> = self.nodes.iter().map(|node| node.node().clone()).collect();
        demonstration::play_advisories(&nodes, &self.runtime).unwrap();
    }

    /// Lets one node dial another once.
    ///
    /// # Errors
    /// What ends the contact early.
    pub fn dial(&self, from: usize, to: usize) -> Result<(), liptako_mirror::MirrorError> {
        let mirror = &self.nodes[from].node().mirror;
        self.runtime.block_on(mirror.sync_with(MemberIndex(to as u8))).map(drop)
    }

    /// Cuts every link of one node.
    ///
    /// # Panics
    /// When the trio has no links of its own.
    pub fn cut_off(&self, node: usize) {
        assert!(!self.relays.is_empty(), "made without relays");
        self.links_of(node).for_each(Relay::cut);
    }

    /// Mends every link of one node.
    pub fn rejoin(&self, node: usize) {
        self.links_of(node).for_each(Relay::mend);
    }

    fn links_of(&self, node: usize) -> impl Iterator<Item = &Relay> {
        self.relays.iter().filter(move |((from, to), _)| *from == node || *to == node).map(|(_, relay)| relay)
    }

    /// The link from one node to another.
    ///
    /// # Panics
    /// When there is none.
    pub fn link(&self, from: usize, to: usize) -> &Relay {
        &self.relays.iter().find(|(ends, _)| *ends == (from, to)).expect("a link").1
    }

    /// Checks every node, and that all three have the same tables.
    ///
    /// # Panics
    /// When a node is not sound, or they differ.
    pub fn check(&self) -> Hash {
        let digests: Vec<Hash> = self.nodes.iter().map(|node| check_node(node.node())).collect();
        assert!(digests.iter().all(|digest| *digest == digests[0]), "the nodes differ: {digests:?}");
        digests[0]
    }

    /// A folder for what the test writes besides the nodes.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn desk(&self) -> std::path::PathBuf {
        let desk = self.folder.path().join("desk");
        std::fs::create_dir_all(&desk).unwrap();
        desk
    }

    /// Where the tables are.
    pub fn databases(&self) -> &Databases {
        &self.databases
    }
}

/// How commands speak in tests.
pub const TERMINAL: Terminal = Terminal { lang: Lang::Fr, json: true };

/// An address that nobody uses now.
fn free_address() -> SocketAddr {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap()
}

/// Lets a seat dial another address than the peer's own.
fn redirect(seat: &Seat, from: SocketAddr, to: SocketAddr) {
    let path = seat.dir.join(liptako::config::FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = text.replace(&format!("address = \"{from}\""), &format!("address = \"{to}\""));
    assert_ne!(text, changed, "{} does not dial {from}", seat.code);
    std::fs::write(path, changed).unwrap();
}
