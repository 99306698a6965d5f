//! Bodies on disk: chunks of text in append-only segments, found through an index in memory.
//!
//! `<data>/bodies/<N>.seg`, at most [`SEGMENT_BYTES`] each; the format of a record is in `bodies/segment.rs`. Only the
//! last segment is written. A crash leaves at most a torn end in it, which opening cuts: no entry was promised on it,
//! since an entry is staged only after [`Bodies::sync`]. What a failing disk spoils is found when it is read, is
//! forgotten, and counts as missing, so that the peers send it again.

mod segment;

use crate::body::{Body, Chunk, chunk_leaf};
use crate::disk::Disk;
use crate::entry::BodyRef;
use crate::hash::Hash;
use crate::log::StoreError;
use crate::merkle::{MemoryTree, inclusion_proof};
use segment::Record;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use segment::{HEADER as RECORD_HEADER, scan, segments};

/// Longest segment, in bytes. The last one is written anew at every start, so it is kept short.
pub const SEGMENT_BYTES: u64 = 4 * 1024 * 1024;

/// Where a chunk's bytes are.
#[derive(Debug, Clone, Copy)]
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
    /// The tree of the large body served last, so that each of its chunks need not read all of it again.
    served: Mutex<Option<(Hash, Arc<MemoryTree>)>>,
}

impl Bodies {
    /// Opens the bodies of a node, making the folder when there is none, and cuts a torn end.
    ///
    /// # Errors
    /// A disk error.
    pub fn open(disk: Arc<dyn Disk>, dir: &Path) -> Result<Self, StoreError> {
        let here = |error| StoreError::io(dir, error);
        disk.create_dir_all(dir).map_err(here)?;
        let mut state = State::default();
        let segments = segments(&*disk, dir)?;
        for (at, number) in segments.iter().enumerate() {
            let path = segment_path(dir, *number);
            let bytes = disk.read(&path).map_err(|error| StoreError::io(&path, error))?;
            let last = at + 1 == segments.len();
            let length = if last {
                segment::mend(&*disk, &path, &bytes, |record, offset| state.learn(*number, &record, offset))?
            } else {
                // Synced before the next segment was begun: read without checking sums, which `verify` does.
                segment::read_trusting(&bytes, |record, offset| state.learn(*number, &record, offset));
                bytes.len() as u64
            };
            (state.segment, state.length) = (*number, length);
        }
        disk.sync_dir(dir).map_err(here)?;
        Ok(Self {
            disk,
            dir: dir.to_path_buf(),
            state: Mutex::new(state),
            syncing: Mutex::new(()),
            served: Mutex::new(None),
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
        if self.disagrees(record) && self.get(&record.commitment)?.is_some() {
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
        state.learn(segment, record, offset);
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

    /// Whether the whole body is here.
    pub fn has(&self, commitment: &Hash) -> bool {
        self.state().index.get(commitment).is_some_and(Known::is_complete)
    }

    /// Which chunks of a body are not here.
    pub fn missing(&self, body: &BodyRef) -> Vec<u32> {
        let state = self.state();
        match state.index.get(&body.commitment) {
            Some(known) => (0..body.chunks).filter(|index| !known.chunks.contains_key(index)).collect(),
            None => (0..body.chunks).collect(),
        }
    }

    /// A whole body, checked against its commitment; `None` while some of it is missing, or when the disk has
    /// spoiled it: then it is forgotten, and counts as missing until a peer sends it again.
    ///
    /// # Errors
    /// A disk error.
    pub fn get(&self, commitment: &Hash) -> Result<Option<Body>, StoreError> {
        let Some((salt, places)) = self.places(commitment) else { return Ok(None) };
        let mut plaintext = Vec::new();
        for place in places {
            plaintext.extend(self.read(place)?);
        }
        let body = Body::from_plaintext(plaintext, salt)?;
        if body.commitment == *commitment {
            return Ok(Some(body));
        }
        self.state().index.remove(commitment);
        Ok(None)
    }

    /// One chunk of a whole body with its proof, to be served.
    ///
    /// # Errors
    /// A disk error.
    pub fn chunk(&self, commitment: &Hash, index: u32) -> Result<Option<Chunk>, StoreError> {
        let Some((salt, places)) = self.places(commitment) else { return Ok(None) };
        let Some(place) = places.get(index as usize) else { return Ok(None) };
        let Some(tree) = self.tree(commitment, salt, &places)? else { return Ok(None) };
        let bytes = self.read(*place)?;
        let count = places.len() as u32;
        let proof = inclusion_proof(&*tree, u64::from(index), u64::from(count))?;
        let chunk = Chunk { commitment: *commitment, salt, index, count, proof, bytes };
        Ok(chunk.verify().is_ok().then_some(chunk))
    }

    /// The commitments of all bodies of which something is here, whole or not.
    pub fn commitments(&self) -> Vec<Hash> {
        self.state().index.keys().copied().collect()
    }

    /// Salt and places of a whole body.
    fn places(&self, commitment: &Hash) -> Option<([u8; 16], Vec<Location>)> {
        let state = self.state();
        let known = state.index.get(commitment).filter(|known| known.is_complete())?;
        Some((known.salt, known.chunks.values().copied().collect()))
    }

    fn read(&self, place: Location) -> Result<Vec<u8>, StoreError> {
        let path = segment_path(&self.dir, place.segment);
        let bytes = self.disk.read_at(&path, place.offset, place.length as usize);
        bytes.map_err(|error| StoreError::io(&path, error))
    }

    /// The tree over a whole body's chunks; `None`, and the body forgotten, when the disk has spoiled it.
    fn tree(
        &self,
        commitment: &Hash,
        salt: [u8; 16],
        places: &[Location],
    ) -> Result<Option<Arc<MemoryTree>>, StoreError> {
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, tree)) = &*served
            && known == commitment
        {
            return Ok(Some(Arc::clone(tree)));
        }
        let mut tree = MemoryTree::default();
        for (index, place) in (0..).zip(places) {
            tree.push(chunk_leaf(&salt, index, &self.read(*place)?));
        }
        if tree.root() != *commitment {
            self.state().index.remove(commitment);
            return Ok(None);
        }
        let tree = Arc::new(tree);
        *served = Some((*commitment, Arc::clone(&tree)));
        Ok(Some(tree))
    }
}

impl State {
    fn learn(&mut self, segment: u32, record: &Record<'_>, offset: u64) {
        let known = self.index.entry(record.commitment).or_insert_with(|| Known {
            salt: record.salt,
            count: record.count,
            chunks: BTreeMap::new(),
        });
        let offset = offset + segment::HEADER as u64;
        let place = Location { segment, offset, length: record.bytes.len() as u32 };
        if known.count == record.count && known.salt == record.salt {
            // Written again because the first was spoiled: the later one counts.
            known.chunks.insert(record.index, place);
        }
    }
}

pub(crate) fn segment_path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:06}.seg"))
}

#[cfg(test)]
mod tests;
