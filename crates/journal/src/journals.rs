//! All journals of one node: its own, which it signs, its copies of the others', and the bodies.
//!
//! # Who may do what
//! One process uses a data directory at a time: it holds an exclusive lock on `<data>/lock`. Within it every method
//! takes `&self` and any thread may call any of them. Appends go one after another; readers never wait for their disk
//! work.
//!
//! # Files
//! `<data>/lock`, `<data>/lease` ([`crate::lease`]), `<data>/journal/<code>/` ([`crate::log`]), `<data>/bodies/`
//! ([`crate::bodies`]), and `<lock directory>/<code>.lock`, which may stand on another volume.

use crate::bodies::Bodies;
use crate::body::Body;
use crate::card::Card;
use crate::checkpoint::SignedCheckpoint;
use crate::disk::{Disk, Held};
use crate::entry::{BodyRef, Entry};
use crate::evidence::Evidence;
use crate::hash::Hash;
use crate::keys::NodeKeys;
use crate::lease::{self, State};
use crate::log::{Cosigner, Log, Opening, Place, StoreError};
use crate::package::Package;
use arrivals::Arrivals;
use liptako_core::{Chance, Charter, MemberIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Where a node keeps its journals.
#[derive(Debug, Clone)]
pub struct Home {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub data: PathBuf,
    /// The folder of the lock stores; on another volume when there is one.
    pub locks: PathBuf,
}

/// How sure a record is (PROTOCOL.md, Levels of confirmation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Durable on its author's node, as far as is known here.
    N0,
    /// Stored and cosigned by one peer: acts take effect.
    N1,
    /// Stored and cosigned by all: joint texts take effect.
    N2,
}

/// What has changed, for those who wait for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A journal has grown, or has a newer complete checkpoint.
    Entries(MemberIndex),
    /// A peer's cosignature of this journal came.
    Cosignatures(MemberIndex),
    /// Pieces of bodies came.
    Bodies,
    /// Two histories of this journal were proven.
    Frozen(MemberIndex),
    /// This node may write, or may no longer.
    State,
}

/// How a node begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A new journal that nobody has seen: it may be written at once.
    New,
    /// The journal exists at the peers and all was lost here: nothing may be written before they have handed it back.
    Lost,
}

type Listener = Arc<dyn Fn(Change) + Send + Sync>;

/// What the restore rule remembers.
struct Recovery {
    state: State,
    /// Size of our own journal that each peer has shown since the start; 0 when it had none.
    shown: BTreeMap<MemberIndex, u64>,
}

/// All journals of one node.
pub struct Journals {
    home: Home,
    charter: Charter,
    own: MemberIndex,
    logs: Vec<Option<Log>>,
    bodies: Bodies,
    chance: Arc<dyn Chance>,
    recovery: Mutex<Recovery>,
    /// Held while appending and while the right to append changes.
    gate: Mutex<()>,
    listeners: RwLock<Vec<Listener>>,
    /// Bodies that became whole, for those who wait for them.
    arrivals: Mutex<Arrivals>,
    /// Entries whose author has had them erased: no body is taken for them. Held while chunks are written.
    erased: RwLock<BTreeSet<(MemberIndex, u64)>>,
    _lock: Box<dyn Held>,
}

impl std::fmt::Debug for Journals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journals").field("home", &self.home).field("own", &self.own).finish_non_exhaustive()
    }
}

/// The places of a charter's journals, in charter order; `None` for members whose card is not among `cards`.
pub(crate) fn places(home: &Home, charter: &Charter, cards: &[Card]) -> Vec<Option<Place>> {
    let known = |member: MemberIndex| {
        let card = cards.iter().find(|card| card.member_in(charter).is_ok_and(|named| named == member))?;
        Some((&charter.member(member)?.code, card))
    };
    let place = |member: MemberIndex| {
        let (code, card) = known(member)?;
        let peers = charter.indices().filter(|peer| *peer != member).filter_map(known);
        Some(Place {
            disk: Arc::clone(&home.disk),
            dir: home.data.join("journal").join(code),
            lock: home.locks.join(format!("{code}.lock")),
            log: card.log.clone(),
            cosigners: peers
                .map(|(code, card)| Cosigner { code: code.clone(), key: card.mirror.clone() })
                .collect(),
        })
    };
    charter.indices().map(place).collect()
}

/// Whose node these keys make, and the places of all journals it can keep with these cards.
fn layout(
    home: &Home,
    charter: &Charter,
    keys: &NodeKeys,
    cards: &[Card],
) -> Result<(MemberIndex, Vec<Option<Place>>), StoreError> {
    let own = charter.by_origin(keys.log.verifier().name());
    let own = own.and_then(|own| Some((own, charter.member(own)?.code.as_str())));
    let (own, code) = own.ok_or(StoreError::Misused("the charter has no member with this node's journal"))?;
    // The own card comes from the keys themselves; one given by mistake for it does not count.
    let others = cards.iter().filter(|card| card.member != code).cloned();
    let cards: Vec<Card> = std::iter::once(keys.card(code)).chain(others).collect();
    Ok((own, places(home, charter, &cards)))
}

fn place_of(places: &[Option<Place>], member: MemberIndex) -> Result<&Place, StoreError> {
    let place = places.get(usize::from(member.0)).and_then(Option::as_ref);
    place.ok_or(StoreError::Misused("the charter has no member with this node's journal"))
}

/// Takes the exclusive lock of a data directory and leaves in it who holds it.
fn lock_directory(home: &Home) -> Result<Box<dyn Held>, StoreError> {
    let path = home.data.join("lock");
    let here = |error| StoreError::io(&path, error);
    home.disk.create_dir_all(&home.data).map_err(here)?;
    let Some(held) = home.disk.try_lock(&path).map_err(here)? else {
        let holder = home.disk.read(&path).map_err(here)?;
        let holder: String = String::from_utf8_lossy(&holder).trim().chars().take(40).collect();
        return Err(StoreError::InUse { path, holder });
    };
    home.disk.truncate(&path, 0).map_err(here)?;
    home.disk.write_at(&path, 0, format!("pid {}\n", std::process::id()).as_bytes()).map_err(here)?;
    Ok(held)
}

impl Journals {
    /// Makes a node's own journal, empty. With [`Start::New`] the node may write at once.
    ///
    /// # Errors
    /// [`StoreError::AlreadyCreated`] when there are entries; [`StoreError::InUse`]; a disk error.
    pub fn init(
        home: &Home,
        charter: &Charter,
        keys: &NodeKeys,
        start: Start,
        chance: &dyn Chance,
    ) -> Result<(), StoreError> {
        let (own, places) = layout(home, charter, keys, &[])?;
        let place = place_of(&places, own)?.clone();
        let _lock = lock_directory(home)?;
        let log = match Log::create_own(place.clone(), keys.log.clone()) {
            // A crash between journal and lease is healed by doing it again; and a lock store may have outlived all
            // else: what it promised must then come back.
            Err(StoreError::AlreadyCreated(dir)) => {
                let opening = if start == Start::New { Opening::Strict } else { Opening::Restored };
                let log = Log::open_own(place, keys.log.clone(), opening)?;
                if log.size() > 0 {
                    return Err(StoreError::AlreadyCreated(dir));
                }
                log
            }
            other => other?,
        };
        drop(log);
        match start {
            Start::New => lease::take(&*home.disk, &lease_path(home), chance),
            Start::Lost => lease::drop_it(&*home.disk, &lease_path(home)),
        }
    }

    /// Opens all journals of a node, repairing what a crash left. Copies of members whose card is not here yet are
    /// left out until the next opening.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process uses the directory; [`StoreError::NotCreated`]; what keeps a
    /// journal's files and lock store from agreeing.
    pub fn open(
        home: Home,
        charter: &Charter,
        keys: &NodeKeys,
        cards: &[Card],
        chance: Arc<dyn Chance>,
    ) -> Result<Self, StoreError> {
        let (own, places) = layout(&home, charter, keys, cards)?;
        let own_place = place_of(&places, own)?;
        // Looked for before anything is made, so that a mistyped directory stays as it was.
        if !home.disk.is_dir(&own_place.dir).map_err(|error| StoreError::io(&own_place.dir, error))? {
            return Err(StoreError::NotCreated(own_place.dir.clone()));
        }
        let lock = lock_directory(&home)?;
        let reason = lease::check(&*home.disk, &lease_path(&home))?;
        let opening = if reason.is_some() { Opening::Restored } else { Opening::Strict };
        let bodies = Bodies::open(Arc::clone(&home.disk), &home.data.join("bodies"))?;
        let mut logs = Vec::new();
        for (member, place) in charter.indices().zip(places) {
            logs.push(match place {
                Some(place) if member == own => Some(Log::open_own(place, keys.log.clone(), opening)?),
                Some(place) => Some(Log::open_replica(place, opening)?),
                None => None,
            });
        }
        let state = reason.map_or(State::Writable, |reason| State::Recovering { reason });
        let journals = Self {
            home,
            charter: charter.clone(),
            own,
            logs,
            bodies,
            chance,
            recovery: Mutex::new(Recovery { state, shown: BTreeMap::new() }),
            gate: Mutex::new(()),
            listeners: RwLock::new(Vec::new()),
            arrivals: Mutex::default(),
            erased: RwLock::default(),
            _lock: lock,
        };
        journals.notice_what_is_missing()?;
        journals.sweep()?;
        Ok(journals)
    }

    /// The member whose node this is.
    pub fn own(&self) -> MemberIndex {
        self.own
    }

    /// The charter these journals were opened with.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// Where the files are.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// A member's journal; `None` while its card is not here.
    pub fn log(&self, member: MemberIndex) -> Option<&Log> {
        self.logs.get(usize::from(member.0))?.as_ref()
    }

    /// This node's own journal.
    ///
    /// # Errors
    /// None in practice: opening made sure of it.
    pub fn own_log(&self) -> Result<&Log, StoreError> {
        self.log(self.own).ok_or(StoreError::Misused("this node has no journal of its own"))
    }

    /// The bodies.
    pub fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// Entries held of each journal, in charter order.
    pub fn sizes(&self) -> Vec<u64> {
        self.logs.iter().map(|log| log.as_ref().map_or(0, Log::size)).collect()
    }

    /// Why nothing more is written, if a disk failure stopped this node: it must be started again.
    pub fn stopped(&self) -> Option<String> {
        self.bodies.stopped().or_else(|| self.logs.iter().flatten().find_map(Log::stopped))
    }

    /// One failed sync stops everything: the disk is one, and only a new start can tell what it holds.
    fn refuse_if_stopped(&self) -> Result<(), StoreError> {
        self.stopped().map_or(Ok(()), |reason| Err(StoreError::Stopped(reason)))
    }

    /// Calls `listener` after every change, on the thread that made it and with no lock held. It must be quick.
    pub fn on_change(&self, listener: impl Fn(Change) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(listener));
    }

    fn tell(&self, change: Change) {
        let listeners = self.listeners.read().unwrap_or_else(PoisonError::into_inner).clone();
        listeners.iter().for_each(|listener| listener(change));
    }

    /// Appends entries, each with its one body, to the own journal: all or nothing, durable on return.
    ///
    /// # Errors
    /// [`StoreError::Recovering`]; [`StoreError::Bodies`] when a body is not the one its entry names;
    /// [`StoreError::Full`]: nothing changed; [`StoreError::Stopped`]: the process must be started again, and finds
    /// then whether the entries stand; [`StoreError::Frozen`], [`StoreError::Entry`], [`StoreError::BatchSize`].
    pub fn append(&self, batch: &[(Vec<u8>, Body)]) -> Result<Range<u64>, StoreError> {
        let batch: Vec<_> =
            batch.iter().map(|(entry, body)| (entry.clone(), std::slice::from_ref(body))).collect();
        self.append_with(&batch)
    }

    /// As [`Journals::append`], for entries with any number of bodies. Those after the ones given were stored before, by
    /// [`Bodies::put_stream`], and are all here.
    ///
    /// # Errors
    /// As [`Journals::append`].
    pub fn append_with(&self, batch: &[(Vec<u8>, &[Body])]) -> Result<Range<u64>, StoreError> {
        let gate = self.gate();
        if let State::Recovering { reason } = self.state() {
            return Err(StoreError::Recovering(reason));
        }
        self.refuse_if_stopped()?;
        crate::log::check_batch(batch.len())?;
        let mut stored_before = Vec::new();
        for (at, (entry, bodies)) in batch.iter().enumerate() {
            let named = Entry::decode(entry)?.bodies;
            let given: Vec<BodyRef> = bodies.iter().map(Body::body_ref).collect();
            let Some(further) = named.strip_prefix(given.as_slice()) else {
                return Err(StoreError::Bodies(at));
            };
            if further.iter().any(|body| !self.bodies.holds(body)) {
                return Err(StoreError::Bodies(at));
            }
            stored_before.extend(further.iter().map(|body| body.commitment));
        }
        // Step 0 of the commit order: what an entry names is durable before the entry is staged.
        for body in batch.iter().flat_map(|(_, bodies)| *bodies) {
            self.bodies.put_body(body)?;
        }
        if batch.iter().any(|(_, bodies)| !bodies.is_empty()) {
            self.bodies.sync()?;
        }
        let entries: Vec<Vec<u8>> = batch.iter().map(|(entry, _)| entry.clone()).collect();
        let range = self.own_log()?.append(&entries)?;
        // The entries stand: a marker that stays is found to be out of date at the next opening.
        drop(self.bodies.named(&stored_before));
        let named = batch.iter().flat_map(|(_, bodies)| *bodies);
        self.note_arrivals(named.map(|body| body.commitment));
        drop(gate);
        self.tell(Change::Entries(self.own));
        Ok(range)
    }

    /// Gives up bodies stored by [`Bodies::put_stream`] for a record that was not made: those that an entry of the own
    /// journal names all the same stay. Answers how many were taken away.
    ///
    /// # Errors
    /// A disk error.
    pub fn abandon(&self, commitments: &[Hash]) -> Result<usize, StoreError> {
        let mut unnamed: BTreeSet<Hash> = commitments.iter().copied().collect();
        if unnamed.is_empty() {
            return Ok(0);
        }
        let log = self.own_log()?;
        let mut next = 0;
        while next < log.size() {
            let end = log.size().min(next + crate::tile::TILE_WIDTH);
            for entry in log.entries(next..end)? {
                if let Ok(entry) = Entry::decode(&entry) {
                    for body in &entry.bodies {
                        unnamed.remove(&body.commitment);
                    }
                }
            }
            next = end;
        }
        let unnamed: Vec<Hash> = unnamed.into_iter().collect();
        self.bodies.destroy(&unnamed)?;
        self.bodies.named(commitments)?;
        Ok(unnamed.len())
    }

    /// Takes away what a crash left between the writing of a long body and its entry. Not on a node that waits for its
    /// own journal: the entry may be on its way back.
    fn sweep(&self) -> Result<(), StoreError> {
        let unnamed = self.bodies.unnamed();
        if !unnamed.is_empty() && self.state() == State::Writable {
            self.abandon(&unnamed)?;
        }
        Ok(())
    }

    /// Stores a package of another's journal and the chunks that came along; answers the new size.
    ///
    /// On the own journal only while [`State::Recovering`]: it takes back what the node lost.
    ///
    /// # Errors
    /// As [`Log::store`]; [`StoreError::Misused`] for the own journal of a node that may write.
    pub fn store(
        &self,
        member: MemberIndex,
        package: &Package,
        checkpoint: &SignedCheckpoint,
    ) -> Result<u64, StoreError> {
        let log = self.known_log(member)?;
        let gate = self.gate();
        self.refuse_if_stopped()?;
        if member == self.own && self.state() == State::Writable {
            return Err(StoreError::Misused(
                "a node that writes its journal takes nothing for it from others",
            ));
        }
        let size = log.store(package, checkpoint)?;
        drop(gate);
        // After the entries: a crash in between leaves missing bodies, which are asked for again.
        self.store_along(member, package)?;
        self.tell(Change::Entries(member));
        if member == self.own {
            self.try_to_resume()?;
        }
        Ok(size)
    }

    /// Makes a checkpoint whose entries are held the newest complete one ([`Log::adopt`]).
    ///
    /// # Errors
    /// As [`Log::adopt`].
    pub fn adopt(&self, member: MemberIndex, checkpoint: &SignedCheckpoint) -> Result<bool, StoreError> {
        let changed = self.known_log(member)?.adopt(checkpoint)?;
        if changed {
            self.tell(Change::Entries(member));
        }
        Ok(changed)
    }

    /// Takes the cosignatures of known peers from a checkpoint ([`Log::add_cosignatures`]).
    ///
    /// # Errors
    /// As [`Log::add_cosignatures`].
    pub fn add_cosignatures(
        &self,
        member: MemberIndex,
        checkpoint: &SignedCheckpoint,
    ) -> Result<bool, StoreError> {
        let changed = self.known_log(member)?.add_cosignatures(checkpoint)?;
        if changed {
            self.tell(Change::Cosignatures(member));
        }
        Ok(changed)
    }

    /// How sure an entry is: how many of its author's peers have cosigned a checkpoint that covers it.
    pub fn level(&self, origin: MemberIndex, index: u64) -> Level {
        let peers = self.charter.members.len() - 1;
        let Some(log) = self.log(origin) else { return Level::N0 };
        let codes = self.charter.indices().filter(|member| *member != origin);
        let codes = codes.filter_map(|member| Some(&self.charter.member(member)?.code));
        let holding = codes.filter(|code| log.cosigned_size(code) > index).count();
        match holding {
            all if all == peers => Level::N2,
            0 => Level::N0,
            _ => Level::N1,
        }
    }

    /// Freezes a journal of which two histories are proven ([`Log::freeze`]), at `last_common`, or at what every peer
    /// has cosigned if that is more: an author who signs another beginning of its journal must not thereby unmake
    /// what it did and all have kept.
    ///
    /// # Errors
    /// As [`Log::freeze`].
    pub fn freeze(
        &self,
        member: MemberIndex,
        evidence: Evidence,
        last_common: u64,
    ) -> Result<(), StoreError> {
        let log = self.known_log(member)?;
        let before = log.frozen().is_some();
        log.freeze(evidence, last_common.max(self.kept_by_all(member, log)))?;
        if !before {
            self.tell(Change::Frozen(member));
        }
        Ok(())
    }

    /// Size of what is held here and every peer of the author has cosigned.
    fn kept_by_all(&self, member: MemberIndex, log: &Log) -> u64 {
        let codes = self.charter.indices().filter(|peer| *peer != member);
        let codes = codes.filter_map(|peer| Some(&self.charter.member(peer)?.code));
        codes.map(|code| log.cosigned_size(code)).min().unwrap_or(0).min(log.size())
    }

    /// The largest size below a fork that every peer has cosigned: what surely is common to both histories.
    ///
    /// # Errors
    /// [`StoreError::Evidence`] when it proves nothing.
    pub fn last_common_size(&self, member: MemberIndex, evidence: &Evidence) -> Result<u64, StoreError> {
        let log = self.known_log(member)?;
        let fork = evidence.verify(log.verifier())?;
        let cosigned = log.cosigner_keys().iter().map(|cosigner| log.cosigned_size(&cosigner.code));
        Ok(cosigned.min().unwrap_or(0).min(fork.saturating_sub(1)))
    }

    fn known_log(&self, member: MemberIndex) -> Result<&Log, StoreError> {
        self.log(member).ok_or(StoreError::Misused("the card of this member is not here"))
    }

    fn gate(&self) -> MutexGuard<'_, ()> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

mod arrivals;
mod erase;
mod restore;

fn lease_path(home: &Home) -> PathBuf {
    home.data.join(Path::new("lease"))
}
