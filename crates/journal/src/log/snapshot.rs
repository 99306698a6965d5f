//! Reading a journal: entries, hashes and proofs at one size.

use super::Log;
use super::error::StoreError;
use super::view::{EntryBytes, Tree, View};
use crate::checkpoint::SignedCheckpoint;
use crate::hash::Hash;
use crate::merkle::{self, Frontier, MerkleError, Subtrees, leaf_hash};
use crate::tile::{self, TILE_WIDTH, TileKind, TileName};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The full bundle read last: readers mostly go on from where they were.
#[derive(Debug, Default)]
pub(super) struct BundleCache(Mutex<Option<(u64, Arc<[EntryBytes]>)>>);

/// A journal as it was at one moment; later commits do not change it.
pub struct Snapshot<'a> {
    pub(super) log: &'a Log,
    pub(super) view: Arc<View>,
}

impl Subtrees for Snapshot<'_> {
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, MerkleError> {
        self.tree().subtree(level, index)
    }
}

impl Snapshot<'_> {
    fn tree(&self) -> Tree<'_> {
        Tree { disk: &*self.log.place.disk, paths: &self.log.paths, view: &self.view }
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.view.size
    }

    /// Root of the tree over them.
    pub fn root(&self) -> Hash {
        self.view.frontier.root()
    }

    /// The right edge of the tree: what a [`crate::package::Package`] is verified against.
    pub fn frontier(&self) -> &Frontier {
        &self.view.frontier
    }

    /// The newest complete checkpoint, with the cosignatures known.
    pub fn checkpoint(&self) -> Option<&Arc<SignedCheckpoint>> {
        self.view.checkpoint.as_ref()
    }

    /// One entry's bytes.
    ///
    /// # Errors
    /// [`StoreError::Beyond`]; [`StoreError::Damaged`] when a bundle no longer matches its hash tile; a disk error.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, StoreError> {
        let beyond = StoreError::Beyond { index, size: self.size() };
        if index >= self.size() {
            return Err(beyond);
        }
        let bundle = self.bundle(index / TILE_WIDTH)?;
        bundle.get((index % TILE_WIDTH) as usize).map(|entry| entry.to_vec()).ok_or(beyond)
    }

    /// The bytes of the entries `range`.
    ///
    /// # Errors
    /// As [`Snapshot::entry`].
    pub fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, StoreError> {
        if range.end > self.size() {
            return Err(StoreError::Beyond { index: range.end, size: self.size() });
        }
        let mut entries = Vec::new();
        let mut next = range.start;
        while next < range.end {
            let number = next / TILE_WIDTH;
            let end = range.end.min((number + 1) * TILE_WIDTH);
            let bundle = self.bundle(number)?;
            let part = bundle.get((next % TILE_WIDTH) as usize..(end - number * TILE_WIDTH) as usize);
            let part = part.ok_or(StoreError::Beyond { index: end, size: self.size() })?;
            entries.extend(part.iter().map(|entry| entry.to_vec()));
            next = end;
        }
        Ok(entries)
    }

    /// The leaf hash of an entry.
    ///
    /// # Errors
    /// As [`Subtrees::subtree`].
    pub fn leaf_hash(&self, index: u64) -> Result<Hash, StoreError> {
        Ok(self.subtree(0, index)?)
    }

    /// Root of the first `size` entries.
    ///
    /// # Errors
    /// As [`Subtrees::subtree`].
    pub fn root_at(&self, size: u64) -> Result<Hash, StoreError> {
        Ok(merkle::root_at(self, size)?)
    }

    /// Proof that an entry stands in the first `size` entries.
    ///
    /// # Errors
    /// As [`merkle::inclusion_proof`].
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        Ok(merkle::inclusion_proof(self, index, size)?)
    }

    /// Proof that the first `old` entries begin the first `new`.
    ///
    /// # Errors
    /// As [`merkle::consistency_proof`].
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        Ok(merkle::consistency_proof(self, old, new)?)
    }

    /// The bytes of a hash tile or entry bundle of the static cold path, partial ones included.
    ///
    /// # Errors
    /// [`StoreError::Beyond`] when the journal does not reach that far; a disk error.
    pub fn resource(&self, name: &TileName) -> Result<Vec<u8>, StoreError> {
        let damaged = |error: tile::TileError| {
            StoreError::damaged(&self.log.paths.dir.join(name.to_string()), error.to_string())
        };
        match name.kind {
            TileKind::Hashes(_) => name.hash_bytes(self).map_err(damaged),
            TileKind::Entries => {
                let from = name.index.saturating_mul(TILE_WIDTH);
                let entries = self.entries(from..from.saturating_add(u64::from(name.width)))?;
                tile::encode_bundle(&entries).map_err(damaged)
            }
        }
    }

    /// A bundle: the right-most from memory, a full one from its file, checked against its hash tile.
    fn bundle(&self, number: u64) -> Result<Arc<[EntryBytes]>, StoreError> {
        if number == self.size() / TILE_WIDTH {
            return Ok(self.view.bundle.as_slice().into());
        }
        let mut cache = self.log.cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, bundle)) = &*cache
            && *known == number
        {
            return Ok(Arc::clone(bundle));
        }
        let path = self.log.paths.bundle(number);
        let bytes = self.log.place.disk.read(&path).map_err(|error| StoreError::io(&path, error))?;
        let entries = tile::decode_bundle(&bytes, TILE_WIDTH as u16)
            .map_err(|error| StoreError::damaged(&path, error.to_string()))?;
        let mut edge = Frontier::new();
        entries.iter().for_each(|entry| drop(edge.push(leaf_hash(entry))));
        if edge.root() != self.subtree(tile::TILE_HEIGHT, number)? {
            return Err(StoreError::damaged(&path, "the entries do not match their hash tile"));
        }
        let bundle: Arc<[EntryBytes]> = entries.into_iter().map(EntryBytes::from).collect();
        *cache = Some((number, Arc::clone(&bundle)));
        Ok(bundle)
    }
}
