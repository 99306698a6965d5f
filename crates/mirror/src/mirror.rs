//! The exchange as the node sees it.

use crate::bundle::{BundleProgress, Exported, Imported};
use crate::client::Link;
use crate::contact::{Contact, ContactReport};
use crate::exchange::{Exchange, PeerState};
use crate::meter::Counters;
use crate::server::{Deadlines, Serving, serve};
use crate::status::PeerStatus;
use crate::{MirrorError, dial};
use liptako_core::{Chance, Clock, MemberIndex};
use liptako_journal::journals::Journals;
use liptako_journal::{Card, NodeKeys};
use liptako_storage::Road;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// A peer: its card, and where to dial it.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its public keys, exchanged by hand.
    pub card: Card,
    /// `host:port`; `None` when only the peer can dial.
    pub address: Option<String>,
}

/// What a mirror is made of.
pub struct Setup {
    /// This node's secrets.
    pub keys: Arc<NodeKeys>,
    /// The other members' nodes. This node's own card, if listed, is left out.
    pub peers: Vec<Peer>,
    /// The journals.
    pub journals: Arc<Journals>,
    /// The road that folds what is stored into tables; its database keeps the contact ledger
    /// ([`module`](crate::module) must be among its modules).
    pub road: Road,
    /// The clock, for cosignatures and the ledger.
    pub clock: Arc<dyn Clock>,
    /// Chance, for the pauses between contacts.
    pub chance: Arc<dyn Chance>,
    /// The data directory: proofs against an origin go to its folder `evidence`.
    pub data_dir: PathBuf,
    /// How long things may take.
    pub deadlines: Deadlines,
    /// Longest time between two contacts with a peer that answers. News of our own goes at once.
    pub every: Duration,
}

/// The exchange of one node with its peers. Cheap to clone.
#[derive(Clone)]
pub struct Mirror {
    pub(crate) exchange: Arc<Exchange>,
    every: Duration,
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mirror({}, {} peers)", self.exchange.code(self.exchange.me), self.exchange.peers.len())
    }
}

impl Mirror {
    /// Makes the exchange ready; nothing is dialled yet.
    ///
    /// # Errors
    /// [`MirrorError::Tls`] when a key cannot be used; [`MirrorError::Journal`] when a card is of no member;
    /// [`MirrorError::Storage`] when the ledger cannot be read.
    pub fn new(setup: Setup) -> Result<Self, MirrorError> {
        let every = setup.every;
        Ok(Self { exchange: Exchange::new(setup)?, every })
    }

    /// Listens, when `listener` is given, and dials every peer that has an address: at once when there is news
    /// of our own, else every [`Setup::every`]. Runs until the tasks are dropped or aborted.
    ///
    /// Must be called within a tokio runtime.
    pub fn spawn(&self, listener: Option<TcpListener>) -> tokio::task::JoinSet<()> {
        let mut tasks = tokio::task::JoinSet::new();
        dial::wake_on_change(&self.exchange);
        if let Some(listener) = listener {
            tasks.spawn(dial::listen(self.clone(), listener));
        }
        for peer in &self.exchange.peers {
            if peer.address.is_some() {
                tasks.spawn(dial::keep_in_touch(self.clone(), peer.member, self.every));
            }
        }
        tasks
    }

    /// Serves one connection that was accepted elsewhere, until it ends.
    ///
    /// # Errors
    /// Why it ended early: a key that no card names, another protocol, a cut.
    pub async fn serve<S>(&self, stream: S) -> Result<(), MirrorError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let exchange = &self.exchange;
        let serving = Serving {
            tls: TlsAcceptor::from(Arc::clone(&exchange.server_tls)),
            pins: exchange.pins.clone(),
            deadlines: exchange.deadlines,
            answering: Arc::clone(exchange) as _,
        };
        serve(serving, stream).await
    }

    /// One contact with a member, both directions, over a new connection to its address.
    ///
    /// # Errors
    /// [`MirrorError::NoAddress`], [`MirrorError::Unreachable`], and whatever ends the contact early. What was
    /// stored before stays stored.
    pub async fn sync_with(&self, member: MemberIndex) -> Result<ContactReport, MirrorError> {
        let peer = self.exchange.peer(member)?;
        let address = peer.address.clone().ok_or_else(|| MirrorError::NoAddress(peer.code.clone()))?;
        let _one_at_a_time = peer.dialling.lock().await;
        let connected = timeout(self.exchange.deadlines.handshake, TcpStream::connect(&address)).await;
        let reason = match connected {
            Ok(Ok(stream)) => {
                // Small messages must not wait for company.
                drop(stream.set_nodelay(true));
                return self.contact(peer, stream).await;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer in time".to_owned(),
        };
        let error = MirrorError::Unreachable { address, reason };
        self.note_outcome(member, Err(&error)).await?;
        Err(error)
    }

    /// One contact with a member over a stream that is already open.
    ///
    /// # Errors
    /// As [`Mirror::sync_with`].
    pub async fn sync_over<S>(&self, member: MemberIndex, stream: S) -> Result<ContactReport, MirrorError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let peer = self.exchange.peer(member)?;
        let _one_at_a_time = peer.dialling.lock().await;
        self.contact(peer, stream).await
    }

    /// One contact with every peer that has an address, one after another.
    pub async fn sync_all(&self) -> Vec<(MemberIndex, Result<ContactReport, MirrorError>)> {
        let mut reports = Vec::new();
        for peer in self.exchange.peers.iter().filter(|peer| peer.address.is_some()) {
            reports.push((peer.member, self.sync_with(peer.member).await));
        }
        reports
    }

    async fn contact<S>(&self, peer: &PeerState, stream: S) -> Result<ContactReport, MirrorError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let (wire, above) = (Arc::new(Counters::default()), Arc::new(Counters::default()));
        let outcome = self.talk(peer, stream, &wire, &above).await;
        self.note_outcome(peer.member, outcome.as_ref().map(drop)).await?;
        let mut report = outcome?;
        (report.wire_bytes, report.exchange_bytes) = (wire.total(), above.total());
        Ok(report)
    }

    async fn talk<S>(
        &self,
        peer: &PeerState,
        stream: S,
        wire: &Arc<Counters>,
        above: &Arc<Counters>,
    ) -> Result<ContactReport, MirrorError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let exchange = &self.exchange;
        let link = Link::open(
            stream,
            TlsConnector::from(Arc::clone(&peer.client_tls)),
            exchange.deadlines,
            vec![Arc::clone(&peer.wire), Arc::clone(wire)],
            vec![Arc::clone(&peer.exchange), Arc::clone(above)],
        )
        .await?;
        let at = exchange.peers.iter().position(|known| known.member == peer.member);
        let at = at.ok_or(MirrorError::Stopping)?;
        let mut contact = Contact::new(Arc::clone(exchange), at, link);
        contact.run().await.map(|()| contact.report)
    }

    /// Writes the ledger, and freezes what the contact left only suspected.
    async fn note_outcome(
        &self,
        member: MemberIndex,
        outcome: Result<(), &MirrorError>,
    ) -> Result<(), MirrorError> {
        let exchange = Arc::clone(&self.exchange);
        exchange.contacted(exchange.peer(member)?, outcome);
        let after = move || {
            let peer = exchange.peer(member)?;
            exchange.settle_after(peer)?;
            exchange.remember(peer)
        };
        tokio::task::spawn_blocking(after).await.map_err(|_| MirrorError::Stopping)?
    }

    /// Where the exchange with every peer stands. Blocks: call it on a blocking thread.
    ///
    /// # Errors
    /// [`MirrorError::Storage`], [`MirrorError::Store`].
    pub fn status(&self) -> Result<Vec<PeerStatus>, MirrorError> {
        self.exchange.peers.iter().map(|peer| self.exchange.status(peer)).collect()
    }

    /// Writes a bundle for a member into the folder `dir` (a stick): all it is known to lack, our newest
    /// checkpoints, and receipts of its own bundles. Blocks.
    ///
    /// # Errors
    /// [`MirrorError::NoAddress`] when no such peer has a card here; [`MirrorError::File`].
    pub fn export_bundle(
        &self,
        to: MemberIndex,
        dir: &Path,
        mut progress: impl FnMut(BundleProgress),
    ) -> Result<Exported, MirrorError> {
        self.exchange.export(self.exchange.peer(to)?, dir, &mut progress)
    }

    /// Takes every bundle for this node in the folder `dir`, or the one bundle that `dir` is. With `answer`, a
    /// bundle for each sender is written beside, with receipts and cosignatures. Blocks.
    ///
    /// A part that is missing or damaged is named in the report; the others are taken.
    ///
    /// # Errors
    /// [`MirrorError::Bundle`] when there is none for this node, or a manifest is not signed by its sender;
    /// [`MirrorError::File`].
    pub fn import_bundle(
        &self,
        dir: &Path,
        answer: bool,
        mut progress: impl FnMut(BundleProgress),
    ) -> Result<Vec<Imported>, MirrorError> {
        self.exchange.import(dir, answer, &mut progress)
    }

    /// Bytes exchanged with a member since the node started: on the wire, and above TLS.
    ///
    /// # Errors
    /// [`MirrorError::NoAddress`] when no such peer has a card here.
    pub fn counters(&self, member: MemberIndex) -> Result<(Arc<Counters>, Arc<Counters>), MirrorError> {
        let peer = self.exchange.peer(member)?;
        Ok((Arc::clone(&peer.wire), Arc::clone(&peer.exchange)))
    }

    /// Where the portable proof against an origin lies, when there is one.
    pub fn evidence_file(&self, origin: MemberIndex) -> Option<PathBuf> {
        Some(self.exchange.evidence_path(origin)).filter(|path| path.exists())
    }
}
