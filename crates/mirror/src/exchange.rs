//! What every part of the exchange works on: this node's journals, its peers, and what it knows of them.
//!
//! Everything here blocks (disk, database) and knows no network: a live contact and a bundle on a stick go
//! through the same functions.

use crate::bundle::Asked;
use crate::freeze::Suspicion;
use crate::lacking::Lacking;
use crate::ledger::Ledger;
use crate::meter::Counters;
use crate::pieces::Partials;
use crate::server::Deadlines;
use crate::tls::{self, Pins};
use crate::wire::{Short, Wanted, short};
use crate::{Incident, MirrorError, Peer, Setup};
use liptako_core::{Chance, Charter, Clock, MemberIndex, UnixSeconds};
use liptako_journal::journals::Journals;
use liptako_journal::log::Log;
use liptako_journal::{Card, Hash, NodeKeys, SignedCheckpoint};
use liptako_storage::Road;
use rustls::{ClientConfig, ServerConfig};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A lock that a panic elsewhere does not poison: what it guards is always whole.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state of the exchange of one node.
pub(crate) struct Exchange {
    pub(crate) me: MemberIndex,
    pub(crate) charter: Arc<Charter>,
    pub(crate) charter_name: Short,
    pub(crate) keys: Arc<NodeKeys>,
    /// One per other member that has a card here.
    pub(crate) peers: Vec<PeerState>,
    pub(crate) journals: Arc<Journals>,
    pub(crate) road: Road,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) deadlines: Deadlines,
    pub(crate) evidence_dir: PathBuf,
    pub(crate) server_tls: Arc<ServerConfig>,
    pub(crate) pins: Pins,
    pub(crate) ledger: Ledger,
    pub(crate) partials: Mutex<Partials>,
    pub(crate) lacking: Mutex<Lacking>,
    /// Verified checkpoints whose entries are not all here, by origin: the largest few.
    pub(crate) heard: Mutex<Vec<Vec<SignedCheckpoint>>>,
    /// Origins of which two histories were shown, until the last common size is found.
    pub(crate) suspicions: Mutex<Vec<Option<Suspicion>>>,
    /// Time of the last cosignature made here.
    pub(crate) last_cosigned: Mutex<Option<UnixSeconds>>,
    /// The bundles whose answers free this node to sign again.
    pub(crate) asked: Asked,
    /// Counts every change that a peer may want to hear of.
    pub(crate) changes: watch::Sender<u64>,
}

/// One peer, and what this node knows of it.
pub(crate) struct PeerState {
    pub(crate) member: MemberIndex,
    pub(crate) code: String,
    pub(crate) card: Card,
    pub(crate) address: Option<String>,
    pub(crate) client_tls: Arc<ClientConfig>,
    /// Bytes on the wire, TLS included.
    pub(crate) wire: Arc<Counters>,
    /// Bytes above TLS: requests and answers, with their HTTP heads.
    pub(crate) exchange: Arc<Counters>,
    /// One contact at a time is dialled.
    pub(crate) dialling: tokio::sync::Mutex<()>,
    pub(crate) seen: Mutex<Seen>,
}

/// What a peer has shown of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Per origin.
    pub(crate) origins: Vec<SeenOrigin>,
    /// Seconds its clock was ahead of ours, at the last greeting.
    pub(crate) clock_offset: Option<i64>,
    /// What our own clock showed at that greeting, in this run.
    pub(crate) clock_read: Option<UnixSeconds>,
    /// Bodies it lacks, by its own count.
    pub(crate) lacks_bodies: u64,
    /// The chunks it asked for last.
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) last_contact: Option<UnixSeconds>,
    pub(crate) last_attempt: Option<UnixSeconds>,
    pub(crate) last_error: Option<Incident>,
    /// Bytes of earlier runs: wire in, wire out, exchange in, exchange out.
    pub(crate) earlier_bytes: [u64; 4],
    /// Number of the last bundle written for it.
    pub(crate) bundles_out: u64,
    /// Bundles taken from it since the node started: number, hash of the manifest, whether wholly.
    pub(crate) receipts: Vec<(u64, Hash, bool)>,
    /// It has greeted us since the node started.
    pub(crate) greeted: bool,
}

/// What a peer has shown of one journal.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeenOrigin {
    /// Notes it is known to hold, by name.
    pub(crate) known: BTreeSet<Short>,
    /// Names its whole set.
    pub(crate) held: Short,
    /// Entries it stores.
    pub(crate) stored: u64,
    /// How far it has heard from us of sealed bodies it may read.
    pub(crate) learnt: u64,
    /// It holds evidence against the origin.
    pub(crate) frozen: bool,
}

impl Exchange {
    pub(crate) fn new(setup: Setup) -> Result<Arc<Self>, MirrorError> {
        let charter = Arc::clone(setup.road.charter());
        let me = setup.road.me();
        let members: Vec<(MemberIndex, Peer)> = setup
            .peers
            .into_iter()
            .map(|peer| Ok((peer.card.member_in(&charter)?, peer)))
            .collect::<Result<_, liptako_journal::CardError>>()
            .map_err(|error| MirrorError::Journal(error.into()))?;
        let members: Vec<_> = members.into_iter().filter(|(member, _)| *member != me).collect();
        let pins = Pins::new(members.iter().map(|(member, peer)| (*member, peer.card.tls)).collect());
        let ledger = Ledger::new(setup.road.db().clone());
        let n_origins = charter.members.len();
        let peers = members
            .into_iter()
            .map(|(member, peer)| {
                Ok(PeerState {
                    member,
                    client_tls: tls::client_config(&setup.keys.tls, &pins, member)?,
                    seen: Mutex::new(ledger.load(&peer.card.member, n_origins)?),
                    code: peer.card.member.clone(),
                    card: peer.card,
                    address: peer.address,
                    wire: Arc::default(),
                    exchange: Arc::default(),
                    dialling: tokio::sync::Mutex::default(),
                })
            })
            .collect::<Result<_, MirrorError>>()?;
        let asked = Asked::open(&setup.data_dir, &setup.journals)?;
        Ok(Arc::new(Self {
            me,
            asked,
            charter_name: short(&Hash(charter.hash())),
            charter,
            peers,
            server_tls: tls::server_config(&setup.keys.tls, &pins)?,
            keys: setup.keys,
            journals: setup.journals,
            road: setup.road,
            clock: setup.clock,
            chance: setup.chance,
            deadlines: setup.deadlines,
            evidence_dir: setup.data_dir.join("evidence"),
            pins,
            ledger,
            partials: Mutex::default(),
            lacking: Mutex::new(Lacking::new(n_origins)),
            heard: Mutex::new(vec![Vec::new(); n_origins]),
            suspicions: Mutex::new(vec![None; n_origins]),
            last_cosigned: Mutex::default(),
            changes: watch::Sender::new(0),
        }))
    }

    /// The peer with this position, when its card is here.
    pub(crate) fn peer(&self, member: MemberIndex) -> Result<&PeerState, MirrorError> {
        let found = self.peers.iter().find(|peer| peer.member == member);
        found.ok_or_else(|| MirrorError::NoAddress(self.code(member).to_owned()))
    }

    /// A member's code, or what stands for it when the charter knows none.
    pub(crate) fn code(&self, member: MemberIndex) -> &str {
        self.charter.member(member).map_or("?", |member| member.code.as_str())
    }

    /// The journal of an origin named on the wire.
    pub(crate) fn log(&self, origin: MemberIndex) -> Result<&Log, MirrorError> {
        if self.charter.member(origin).is_none() {
            return Err(MirrorError::malformed("origin", "no such member"));
        }
        self.journals.log(origin).ok_or(MirrorError::NotHere("this journal"))
    }

    /// Journals that this node can hold: those of members whose card is here, and its own.
    pub(crate) fn logs(&self) -> impl Iterator<Item = (MemberIndex, &Log)> {
        self.charter.indices().filter_map(|origin| Some((origin, self.journals.log(origin)?)))
    }

    /// Tells the dialling tasks that something new is here.
    pub(crate) fn note_change(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Folds what was stored into the tables.
    pub(crate) fn project(&self) -> Result<(), MirrorError> {
        self.road.catch_up(|_| {})?;
        Ok(())
    }
}
