//! Journals in memory, for tests of projectors and rules: nothing is durable, nothing is signed by a node.
//!
//! Several nodes share one world; each sees as much of the others' journals as its test lets it, in any order, so
//! a test can show one node the same records in another causal order than its neighbour.

use crate::{AppendError, Source, StorageError};
use liptako_core::{Chance, MemberIndex, UnixSeconds};
use liptako_journal::bodies::ReadSeek;
use liptako_journal::body::CHUNK_BYTES;
use liptako_journal::journals::Level;
use liptako_journal::{Body, BodyHeader, BodyRef, Entry, Hash, body};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Default)]
struct World {
    journals: Vec<Vec<Vec<u8>>>,
    bodies: BTreeMap<Hash, Vec<u8>>,
}

#[derive(Default)]
struct View {
    sizes: Vec<u64>,
    frozen: BTreeMap<MemberIndex, u64>,
    missing: BTreeSet<Hash>,
    refusal: Option<String>,
    /// Sizes up to which every peer, or one peer, has cosigned, by journal.
    cosigned: BTreeMap<MemberIndex, (u64, u64)>,
    /// Each peer's newest cosignature, by journal and peer.
    cosignatures: BTreeMap<(MemberIndex, MemberIndex), (u64, UnixSeconds)>,
    /// Bodies destroyed on this node.
    destroyed: BTreeSet<Hash>,
    failure: Option<Failure>,
}

/// How the next append fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nothing is kept.
    Before,
    /// Everything is kept and the caller is told that it failed: what a crash between append and commit leaves.
    After,
}

/// One node's journals, in memory.
pub struct MemoryJournals {
    me: MemberIndex,
    world: Arc<Mutex<World>>,
    view: Mutex<View>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MemoryJournals {
    /// One node per member, sharing a world. Each sees its own journal whole and nothing of the others.
    pub fn world(members: u8) -> Vec<Arc<Self>> {
        let journals = vec![Vec::new(); usize::from(members)];
        let world = Arc::new(Mutex::new(World { journals, bodies: BTreeMap::new() }));
        let node = |me| {
            let view = View { sizes: vec![0; usize::from(members)], ..View::default() };
            Arc::new(Self { me: MemberIndex(me), world: Arc::clone(&world), view: Mutex::new(view) })
        };
        (0..members).map(node).collect()
    }

    /// Shows this node the first `size` entries of a journal, at most what there is.
    pub fn see(&self, origin: MemberIndex, size: u64) {
        let held = self.held(origin);
        if let Some(seen) = lock(&self.view).sizes.get_mut(usize::from(origin.0)) {
            *seen = size.min(held).max(*seen);
        }
    }

    /// Shows this node all of every journal.
    pub fn see_all(&self) {
        let members = lock(&self.world).journals.len() as u8;
        (0..members).for_each(|origin| self.see(MemberIndex(origin), u64::MAX));
    }

    /// Entries that the whole world holds of a journal.
    pub fn held(&self, origin: MemberIndex) -> u64 {
        lock(&self.world).journals.get(usize::from(origin.0)).map_or(0, |journal| journal.len() as u64)
    }

    /// Freezes a journal for this node, as evidence of two histories does.
    pub fn freeze(&self, origin: MemberIndex, common: u64) {
        lock(&self.view).frozen.insert(origin, common);
    }

    /// Withholds a body from this node, or lets it arrive.
    pub fn withhold(&self, commitment: Hash, missing: bool) {
        let mut view = lock(&self.view);
        if missing {
            view.missing.insert(commitment);
        } else {
            view.missing.remove(&commitment);
        }
    }

    /// Forbids or allows this node to sign.
    pub fn refuse(&self, reason: Option<&str>) {
        lock(&self.view).refusal = reason.map(str::to_owned);
    }

    /// Says that one peer has cosigned the first `by_one` entries of a journal, and all peers the first `by_all`.
    pub fn cosign(&self, origin: MemberIndex, by_one: u64, by_all: u64) {
        lock(&self.view).cosigned.insert(origin, (by_one, by_all));
    }

    /// Says that a peer has cosigned the first `size` entries of a journal at a time.
    ///
    /// [`Road::note_cosigned`](crate::Road::note_cosigned), or the next catch-up, notes it in the tables.
    pub fn cosign_at(&self, origin: MemberIndex, peer: MemberIndex, size: u64, seconds: UnixSeconds) {
        lock(&self.view).cosignatures.insert((origin, peer), (size, seconds));
    }

    /// Whether a body is on this node: in its audience, not withheld, not destroyed.
    pub fn has_body(&self, commitment: &Hash) -> bool {
        matches!(self.body(commitment), Ok(Some(_)))
    }

    /// Makes the next append fail.
    pub fn fail_next(&self, failure: Failure) {
        lock(&self.view).failure = Some(failure);
    }
}

impl Source for MemoryJournals {
    fn me(&self) -> MemberIndex {
        self.me
    }

    fn size(&self, origin: MemberIndex) -> u64 {
        if origin == self.me {
            return self.held(origin);
        }
        lock(&self.view).sizes.get(usize::from(origin.0)).copied().unwrap_or(0)
    }

    fn frozen(&self, origin: MemberIndex) -> Option<u64> {
        lock(&self.view).frozen.get(&origin).copied()
    }

    fn entry(&self, origin: MemberIndex, index: u64) -> Result<Vec<u8>, StorageError> {
        let world = lock(&self.world);
        let journal = world.journals.get(usize::from(origin.0));
        journal
            .and_then(|journal| journal.get(index as usize).cloned())
            .ok_or_else(|| StorageError::Journal(format!("no entry {index}")))
    }

    fn body(&self, commitment: &Hash) -> Result<Option<Vec<u8>>, StorageError> {
        {
            let view = lock(&self.view);
            if view.missing.contains(commitment) || view.destroyed.contains(commitment) {
                return Ok(None);
            }
        }
        let body = lock(&self.world).bodies.get(commitment).cloned();
        // The mirror hands a body to its readers alone.
        let is_for_others =
            |text: &Vec<u8>| body::header_of(text).is_ok_and(|header| !header.audience.contains(self.me));
        Ok(body.filter(|text| !is_for_others(text)))
    }

    fn refusal(&self) -> Option<String> {
        lock(&self.view).refusal.clone()
    }

    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<Range<u64>, AppendError> {
        let failure = lock(&self.view).failure.take();
        let failed = || AppendError::Failed("the test made this append fail".into());
        if failure == Some(Failure::Before) {
            return Err(failed());
        }
        let mut world = lock(&self.world);
        for (_, body) in records {
            world.bodies.insert(body.commitment, body.plaintext.clone());
        }
        let Some(journal) = world.journals.get_mut(usize::from(self.me.0)) else { return Err(failed()) };
        let from = journal.len() as u64;
        journal.extend(records.iter().map(|(entry, _)| entry.clone()));
        let to = journal.len() as u64;
        if failure == Some(Failure::After) { Err(failed()) } else { Ok(from..to) }
    }

    fn store_body(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_sealed: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StorageError> {
        let refused = |error: &dyn std::fmt::Display| StorageError::Record(error.to_string());
        let mut bytes = Vec::new();
        payload.take(payload_bytes).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
        if bytes.len() as u64 != payload_bytes {
            return Err(refused(&"it is shorter than was said"));
        }
        let seal = if is_sealed { Body::seal_hidden } else { Body::seal };
        let body = seal(header, &bytes, chance).map_err(|error| refused(&error))?;
        let named = body.body_ref();
        lock(&self.world).bodies.insert(body.commitment, body.plaintext);
        Ok(named)
    }

    fn body_piece(&self, body: &BodyRef, index: u32) -> Result<Option<Vec<u8>>, StorageError> {
        let plaintext = self.body(&body.commitment)?;
        let piece = |plaintext: Vec<u8>| Some(plaintext.chunks(CHUNK_BYTES).nth(index as usize)?.to_vec());
        Ok(plaintext.and_then(piece))
    }

    fn body_lacks(&self, body: &BodyRef) -> u32 {
        let is_here = self.body(&body.commitment).is_ok_and(|body| body.is_some());
        if is_here { 0 } else { body.chunks }
    }

    fn abandon_bodies(&self, bodies: &[BodyRef]) -> Result<(), StorageError> {
        let mut world = lock(&self.world);
        let named = |entry: &Vec<u8>, body: &BodyRef| {
            Entry::decode(entry).is_ok_and(|entry| entry.bodies.contains(body))
        };
        for body in bodies {
            if !world.journals.iter().flatten().any(|entry| named(entry, body)) {
                world.bodies.remove(&body.commitment);
            }
        }
        Ok(())
    }

    fn cosigned(&self, origin: MemberIndex) -> Vec<(MemberIndex, u64, UnixSeconds)> {
        let view = lock(&self.view);
        let of_origin = view.cosignatures.iter().filter(|((of, _), _)| *of == origin);
        of_origin.map(|((_, peer), (size, seconds))| (*peer, *size, *seconds)).collect()
    }

    fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StorageError> {
        for (origin, index) in entries {
            if let Ok(entry) = Entry::decode(&self.entry(*origin, *index)?) {
                lock(&self.view).destroyed.extend(entry.bodies.iter().map(|body| body.commitment));
            }
        }
        Ok(())
    }

    fn level(&self, origin: MemberIndex, index: u64) -> Level {
        let (by_one, by_all) = lock(&self.view).cosigned.get(&origin).copied().unwrap_or((0, 0));
        if index < by_all {
            Level::N2
        } else if index < by_one {
            Level::N1
        } else {
            Level::N0
        }
    }
}
