//! Bodies on disk: chunks of text in append-only segments, found through an index in memory.
//!
//! `<data>/bodies/<N>.seg`, at most [`SEGMENT_BYTES`] each; the format of a record is in `bodies/segment.rs`. Only the
//! last segment is written. A crash leaves at most a torn end in it, which opening cuts: no entry was promised on it,
//! since an entry is staged only after [`Bodies::sync`]. What a failing disk spoils is found when it is read, is
//! forgotten, and counts as missing, so that the peers send it again.

mod destroy;
mod segment;
mod stream;

use crate::body::{Body, Chunk, chunk_leaf};
use crate::disk::Disk;
use crate::entry::BodyRef;
use crate::hash::Hash;
use crate::log::StoreError;
use crate::merkle::{MemoryTree, inclusion_proof};
use segment::{Head, Record};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use stream::ReadSeek;

pub(crate) use segment::{HEADER as RECORD_HEADER, scan, segments};

/// Longest segment, in bytes. The last one is written anew at every start, so it is kept short.
pub const SEGMENT_BYTES: u64 = 4 * 1024 * 1024;

/// Trees kept of the large bodies served last: two peers take at most two bodies of one kind each at a time.
const SERVED_MAX: usize = 4;

/// Where a chunk's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Location {
    segment: u32,
    offset: u64,
    length: u32,
}

#[derive(Debug)]
struct Known {
    salt: [u8; 16],
    count: u32,
    chunks: BTreeMap<u32, Location>,
}

impl Known {
    fn is_complete(&self) -> bool {
        self.chunks.len() == self.count as usize
    }
}

#[derive(Debug, Default)]
struct State {
    index: HashMap<Hash, Known>,
    /// The segment written now and its length.
    segment: u32,
    length: u64,
    /// Segments written and not yet synced.
    unsynced: BTreeSet<u32>,
    /// Whether a segment was made whose name is not durable yet.
    new_name: bool,
    /// Bodies of which the marker says that no entry named them yet.
    unnamed: BTreeSet<Hash>,
    /// Bodies of which something spoiled may lie in a segment.
    doubtful: BTreeSet<Hash>,
    /// Counts what moved records of segments, so that a reader knows that its places may be old.
    moves: u64,
    stopped: Option<String>,
}

/// The bodies of one node. All methods take `&self`; readers do not wait for syncs.
#[derive(Debug)]
pub struct Bodies {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    state: Mutex<State>,
    /// One sync at a time.
    syncing: Mutex<()>,
    /// The trees of the large bodies served last, newest first, so that no chunk needs all of its body read again.
    served: Mutex<VecDeque<(Hash, Arc<MemoryTree>)>>,
}

impl Bodies {
    /// Opens the bodies of a node, making the folder when there is none, and cuts a torn end.
    ///
    /// # Errors
    /// A disk error.
    pub fn open(disk: Arc<dyn Disk>, dir: &Path) -> Result<Self, StoreError> {
        let here = |error| StoreError::io(dir, error);
        disk.create_dir_all(dir).map_err(here)?;
        destroy::remove_leftovers(&*disk, dir)?;
        let mut state = State::default();
        let segments = segments(&*disk, dir)?;
        for (at, number) in segments.iter().enumerate() {
            let path = segment_path(dir, *number);
            let last = at + 1 == segments.len();
            let length = if last {
                let bytes = disk.read(&path).map_err(|error| StoreError::io(&path, error))?;
                segment::mend(&*disk, &path, &bytes, |head, offset| state.learn(*number, &head, offset))?
            } else {
                // Synced before the next segment was begun: read without checking sums, which `verify` does.
                let mut doubtful = BTreeSet::new();
                let length = segment::read_heads(
                    &*disk,
                    &path,
                    |head, offset| state.learn(*number, &head, offset),
                    |head| {
                        doubtful.insert(head.commitment);
                    },
                )?;
                state.doubtful.extend(doubtful);
                length
            };
            (state.segment, state.length) = (*number, length);
        }
        state.unnamed = destroy::markers(&*disk, dir)?;
        disk.sync_dir(dir).map_err(here)?;
        Ok(Self {
            disk,
            dir: dir.to_path_buf(),
            state: Mutex::new(state),
            syncing: Mutex::new(()),
            served: Mutex::default(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a chunk that came from a peer, after verifying it; durable after [`Bodies::sync`]. Answers whether it
    /// was new. The caller has compared `count` with the entry that names the body.
    ///
    /// # Errors
    /// [`StoreError::Body`] when it does not verify; [`StoreError::Full`]; [`StoreError::Stopped`].
    pub fn put(&self, chunk: &Chunk) -> Result<bool, StoreError> {
        chunk.verify()?;
        self.write(&Record::of(chunk))
    }

    /// Writes all chunks of a body; durable after [`Bodies::sync`].
    ///
    /// # Errors
    /// [`StoreError::Body`] when its commitment is not that of its text; as [`Bodies::put`].
    pub fn put_body(&self, body: &Body) -> Result<(), StoreError> {
        let true_commitment = Body::from_plaintext(body.plaintext.clone(), body.salt)?.commitment;
        if true_commitment != body.commitment {
            return Err(crate::body::BodyError::Commitment.into());
        }
        for (index, bytes) in (0..).zip(body.plaintext.chunks(crate::body::CHUNK_BYTES)) {
            let Body { salt, commitment, chunks: count, .. } = *body;
            self.write(&Record { commitment, salt, index, count, bytes })?;
        }
        Ok(())
    }

    fn write(&self, record: &Record<'_>) -> Result<bool, StoreError> {
        // One chunk's path can be good in trees of several counts: a whole body that verifies gives way to nothing.
        if self.disagrees(record) && self.is_sound(&record.commitment)? {
            return Ok(false);
        }
        let mut state = self.state();
        if let Some(reason) = &state.stopped {
            return Err(StoreError::Stopped(reason.clone()));
        }
        match state.index.get(&record.commitment) {
            // What is written here was verified; what disagrees with it was found in a spoiled segment.
            Some(known) if known.count != record.count || known.salt != record.salt => {
                state.index.remove(&record.commitment);
                state.doubtful.insert(record.commitment);
            }
            Some(known) if known.chunks.contains_key(&record.index) => return Ok(false),
            _ => {}
        }
        let bytes = record.encode();
        if state.length + bytes.len() as u64 > SEGMENT_BYTES && state.length > 0 {
            // The last segment alone may have a torn end, so this one is finished before the next is begun.
            self.sync_segments(&mut state)?;
            (state.segment, state.length) = (state.segment + 1, 0);
        }
        let (path, offset) = (segment_path(&self.dir, state.segment), state.length);
        state.new_name |= offset == 0;
        if let Err(error) = self.disk.write_at(&path, offset, &bytes) {
            // Nothing was promised. The next record is written over what there is of this one; what may stay behind
            // it is a torn end, cut here if the disk lets us, else at the next start.
            drop(self.disk.truncate(&path, offset));
            return Err(StoreError::io(&path, error));
        }
        let segment = state.segment;
        state.unsynced.insert(segment);
        state.length += bytes.len() as u64;
        state.learn(segment, &record.head(), offset);
        Ok(true)
    }

    fn disagrees(&self, record: &Record<'_>) -> bool {
        let state = self.state();
        let known = state.index.get(&record.commitment);
        known.is_some_and(|known| known.count != record.count || known.salt != record.salt)
    }

    /// Makes everything written durable.
    ///
    /// # Errors
    /// [`StoreError::Stopped`]: the node must be started again.
    pub fn sync(&self) -> Result<(), StoreError> {
        let _one_at_a_time = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let (unsynced, new_name) = {
            let mut state = self.state();
            if let Some(reason) = &state.stopped {
                return Err(StoreError::Stopped(reason.clone()));
            }
            (std::mem::take(&mut state.unsynced), std::mem::take(&mut state.new_name))
        };
        // Without the state's lock, so that readers go on.
        self.sync_these(&unsynced, new_name).map_err(|error| self.stop(&mut self.state(), &error))
    }

    fn sync_segments(&self, state: &mut State) -> Result<(), StoreError> {
        let (unsynced, new_name) = (std::mem::take(&mut state.unsynced), std::mem::take(&mut state.new_name));
        self.sync_these(&unsynced, new_name).map_err(|error| self.stop(state, &error))
    }

    fn sync_these(&self, segments: &BTreeSet<u32>, new_name: bool) -> Result<(), StoreError> {
        for segment in segments {
            let path = segment_path(&self.dir, *segment);
            self.disk.sync_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
        if new_name {
            self.disk.sync_dir(&self.dir).map_err(|error| StoreError::io(&self.dir, error))?;
        }
        Ok(())
    }

    fn stop(&self, state: &mut State, error: &StoreError) -> StoreError {
        state.stopped = Some(error.to_string());
        StoreError::Stopped(error.to_string())
    }

    /// Why nothing more is written, if so.
    pub fn stopped(&self) -> Option<String> {
        self.state().stopped.clone()
    }

    /// Whether anything of a body is here, sound or not.
    pub fn knows(&self, commitment: &Hash) -> bool {
        let state = self.state();
        state.index.contains_key(commitment) || state.doubtful.contains(commitment)
    }

    /// Whether the whole body is here.
    pub fn has(&self, commitment: &Hash) -> bool {
        self.state().index.get(commitment).is_some_and(Known::is_complete)
    }

    /// Whether the whole body is here, in as many chunks as an entry says.
    pub fn holds(&self, body: &BodyRef) -> bool {
        let state = self.state();
        let known = state.index.get(&body.commitment).filter(|known| known.is_complete());
        known.is_some_and(|known| known.count == body.chunks)
    }

    /// Which chunks of a body are not here.
    pub fn missing(&self, body: &BodyRef) -> Vec<u32> {
        let state = self.state();
        match state.index.get(&body.commitment) {
            Some(known) => (0..body.chunks).filter(|index| !known.chunks.contains_key(index)).collect(),
            None => (0..body.chunks).collect(),
        }
    }

    /// How many chunks of a body are not here.
    pub fn lacks(&self, body: &BodyRef) -> u32 {
        let state = self.state();
        let held = state.index.get(&body.commitment).map_or(0, |known| known.chunks.len() as u32);
        body.chunks.saturating_sub(held)
    }

    /// A whole body, checked against its commitment; `None` while some of it is missing, or when the disk has
    /// spoiled it: then it is forgotten, and counts as missing until a peer sends it again.
    ///
    /// All of it is in memory at once: for what a record says, not for files ([`Bodies::chunk`]).
    ///
    /// # Errors
    /// A disk error.
    pub fn get(&self, commitment: &Hash) -> Result<Option<Body>, StoreError> {
        self.whole(commitment, |salt, places| {
            let mut plaintext = Vec::new();
            for place in places {
                plaintext.extend(self.read(*place)?);
            }
            let body = Body::from_plaintext(plaintext, salt)?;
            Ok((body.commitment == *commitment).then_some(body))
        })
    }

    /// One chunk of a whole body with its proof, checked: to be served, or to read a long body piece by piece.
    /// `None` as for [`Bodies::get`].
    ///
    /// The first chunk asked for reads all of the body once; the trees of the last few bodies are kept.
    ///
    /// # Errors
    /// A disk error.
    pub fn chunk(&self, commitment: &Hash, index: u32) -> Result<Option<Chunk>, StoreError> {
        let Some(tree) = self.tree(commitment)? else { return Ok(None) };
        let Some((salt, count, place, moves)) = self.place(commitment, index) else { return Ok(None) };
        let proof = inclusion_proof(&*tree, u64::from(index), u64::from(count))?;
        let bytes = match self.read(place) {
            // Its segment was written anew between the two steps: the place found now is the true one.
            Err(_) if self.state().moves != moves => return self.chunk(commitment, index),
            read => read?,
        };
        let chunk = Chunk { commitment: *commitment, salt, index, count, proof, bytes };
        if chunk.verify().is_ok() {
            return Ok(Some(chunk));
        }
        if self.state().moves != moves {
            return self.chunk(commitment, index);
        }
        self.forget(commitment);
        Ok(None)
    }

    /// The commitments of all bodies of which something is here, whole or not.
    pub fn commitments(&self) -> Vec<Hash> {
        self.state().index.keys().copied().collect()
    }

    /// Salt, number of chunks and one place of a whole body, and how often places had moved by then.
    fn place(&self, commitment: &Hash, index: u32) -> Option<([u8; 16], u32, Location, u64)> {
        let state = self.state();
        let known = state.index.get(commitment).filter(|known| known.is_complete())?;
        Some((known.salt, known.count, *known.chunks.get(&index)?, state.moves))
    }

    /// Works on the places of a whole body; `None` from `work` means that it is spoiled: it is then forgotten,
    /// unless segments were written anew meanwhile, in which case the work is done again.
    fn whole<T>(
        &self,
        commitment: &Hash,
        work: impl Fn([u8; 16], &[Location]) -> Result<Option<T>, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        loop {
            let (salt, places, moves) = {
                let state = self.state();
                let known = state.index.get(commitment).filter(|known| known.is_complete());
                let Some(known) = known else { return Ok(None) };
                (known.salt, known.chunks.values().copied().collect::<Vec<_>>(), state.moves)
            };
            let done = work(salt, &places);
            if !matches!(done, Ok(Some(_))) && self.state().moves != moves {
                continue;
            }
            if matches!(done, Ok(None)) {
                self.forget(commitment);
            }
            return done;
        }
    }

    fn forget(&self, commitment: &Hash) {
        let mut state = self.state();
        state.index.remove(commitment);
        state.doubtful.insert(*commitment);
        drop(state);
        self.served().retain(|(known, _)| known != commitment);
    }

    fn served(&self) -> MutexGuard<'_, VecDeque<(Hash, Arc<MemoryTree>)>> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether all of a body is here and as its commitment says.
    fn is_sound(&self, commitment: &Hash) -> Result<bool, StoreError> {
        self.served().retain(|(known, _)| known != commitment);
        self.tree(commitment).map(|tree| tree.is_some())
    }

    fn read(&self, place: Location) -> Result<Vec<u8>, StoreError> {
        let path = segment_path(&self.dir, place.segment);
        let bytes = self.disk.read_at(&path, place.offset, place.length as usize);
        bytes.map_err(|error| StoreError::io(&path, error))
    }

    /// The tree over a whole body's chunks; `None`, and the body forgotten, when the disk has spoiled it.
    fn tree(&self, commitment: &Hash) -> Result<Option<Arc<MemoryTree>>, StoreError> {
        let mut served = self.served();
        if let Some(at) = served.iter().position(|(known, _)| known == commitment)
            && let Some(newest) = served.remove(at)
        {
            let tree = Arc::clone(&newest.1);
            served.push_front(newest);
            return Ok(Some(tree));
        }
        drop(served);
        let tree = self.whole(commitment, |salt, places| {
            let mut tree = MemoryTree::default();
            for (index, place) in (0..).zip(places) {
                tree.push(chunk_leaf(&salt, index, &self.read(*place)?));
            }
            Ok((tree.root() == *commitment).then(|| Arc::new(tree)))
        })?;
        // The tree of one chunk is that chunk: not worth a place.
        if let Some(tree) = tree.as_ref().filter(|tree| tree.size() > 1) {
            let mut served = self.served();
            served.push_front((*commitment, Arc::clone(tree)));
            served.truncate(SERVED_MAX);
        }
        Ok(tree)
    }
}

impl State {
    fn learn(&mut self, segment: u32, head: &Head, offset: u64) {
        let known = self.index.entry(head.commitment).or_insert_with(|| Known {
            salt: head.salt,
            count: head.count,
            chunks: BTreeMap::new(),
        });
        let place = Location { segment, offset: offset + segment::HEADER as u64, length: head.length };
        if known.count == head.count && known.salt == head.salt {
            // Written again because the first was spoiled: the later one counts.
            known.chunks.insert(head.index, place);
        }
    }
}

pub(crate) fn segment_path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:06}.seg"))
}

#[cfg(test)]
mod tests;
