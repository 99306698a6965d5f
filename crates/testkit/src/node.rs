//! One real node in a folder of its own, with a clock that the test moves.

use liptako::demonstration::Seat;
use liptako::{Node, OpenError, Surroundings};
use liptako_core::{ManualClock, OsChance};
use liptako_identity::Policy;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, JoinSet};

/// A node that a test opens, closes, and makes listen. It dials only when the test says so.
pub struct TestNode {
    /// Its directory and addresses.
    pub seat: Seat,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    runtime: Handle,
    node: Option<Arc<Node>>,
    listening: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for TestNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestNode").field("seat", &self.seat).field("open", &self.node.is_some()).finish()
    }
}

impl TestNode {
    /// A node that is not opened yet; its clock shows `now`.
    pub fn closed(seat: Seat, now: i64, runtime: Handle) -> Self {
        Self { seat, clock: Arc::new(ManualClock::at(now)), runtime, node: None, listening: None }
    }

    /// Opens the node and lets it listen.
    ///
    /// # Errors
    /// What keeps the node from opening.
    ///
    /// # Panics
    /// When it is open already, or its port is taken.
    pub fn open(&mut self) -> Result<(), OpenError> {
        assert!(self.node.is_none(), "{} is open already", self.seat.code);
        let node = Arc::new(Node::open(&self.seat.dir, self.surroundings(), |_| {})?);
        let listener = self.runtime.block_on(TcpListener::bind(self.seat.exchange)).unwrap();
        self.listening = Some(self.runtime.spawn(listen(Arc::downgrade(&node), listener)));
        self.node = Some(node);
        Ok(())
    }

    /// The test's clock, the machine's chance, and passwords that cost nothing.
    pub fn surroundings(&self) -> Surroundings {
        let clock = Arc::clone(&self.clock);
        Surroundings { clock, chance: Arc::new(OsChance), policy: Policy::FOR_TESTS }
    }

    /// The open node.
    ///
    /// # Panics
    /// When it is closed.
    pub fn node(&self) -> &Arc<Node> {
        self.node.as_ref().expect("the node is open")
    }

    /// Closes the node and waits until its directory is free. Whoever holds a part of it must have let go.
    ///
    /// # Panics
    /// When somebody still holds the node after ten seconds.
    pub fn close(&mut self) {
        let Some(node) = self.node.take() else { return };
        let journals = Arc::downgrade(&node.journals);
        drop(node);
        if let Some(listening) = self.listening.take() {
            listening.abort();
            let _ = self.runtime.block_on(listening);
        }
        for _ in 0..1000 {
            if journals.strong_count() == 0 {
                return;
            }
            self.runtime.block_on(async { tokio::time::sleep(Duration::from_millis(10)).await });
        }
        panic!("{} is still held by somebody", self.seat.code);
    }

    /// Closes the node and opens it again.
    ///
    /// # Panics
    /// When it does not open.
    pub fn reopen(&mut self) {
        self.close();
        self.open().unwrap();
    }

    /// A browser on this node's pages.
    ///
    /// # Panics
    /// When the site does not fit together.
    pub fn browser(&self) -> crate::Browser {
        crate::Browser::on_router(self.node().site().unwrap().router, self.runtime.clone())
    }
}

/// Serves every connection until the task is ended or the node is gone.
async fn listen(node: Weak<Node>, listener: TcpListener) {
    let mut serving = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let Some(node) = node.upgrade() else { return };
        let mirror = node.mirror.clone();
        drop(node);
        let _ = stream.set_nodelay(true);
        // A peer that is cut or refused is the test's own doing: it looks at what both sides then say.
        serving.spawn(async move { drop(mirror.serve(stream).await) });
        while serving.try_join_next().is_some() {}
    }
}
