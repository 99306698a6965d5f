//! What readers see of a journal: an unchanging picture of it at one size.

use super::error::StoreError;
use super::paths::Paths;
use crate::checkpoint::SignedCheckpoint;
use crate::disk::Disk;
use crate::hash::Hash;
use crate::merkle::{Frontier, MerkleError, Subtrees, leaf_hash, node_hash};
use crate::tile::{self, FULL_TILE_BYTES, MAX_TILE_LEVEL, TILE_HEIGHT, TILE_WIDTH};
use std::sync::Arc;

/// One entry's bytes, shared between readers.
pub(super) type EntryBytes = Arc<[u8]>;

/// A hash tile that has just been filled: level, number, its 256 hashes.
pub(super) type FullTile = (u8, u64, Vec<Hash>);

/// The right edge of a journal, in memory. Everything left of it is in full bundles and full hash tiles on disk.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// Number of entries.
    pub(super) size: u64,
    /// Complete subtrees of the tree over them.
    pub(super) frontier: Frontier,
    /// The newest signed checkpoint whose entries are all here, with the cosignatures known.
    pub(super) checkpoint: Option<Arc<SignedCheckpoint>>,
    /// A larger one, of which only a part has come.
    pub(super) covering: Option<Arc<SignedCheckpoint>>,
    /// Entries of the right-most bundle while it is not full.
    pub(super) bundle: Vec<EntryBytes>,
    /// Hashes of the right-most tile of each tile level while it is not full.
    pub(super) edge: Vec<Vec<Hash>>,
}

impl View {
    pub(super) fn empty() -> Self {
        let edge = vec![Vec::new(); usize::from(MAX_TILE_LEVEL) + 1];
        Self {
            size: 0,
            frontier: Frontier::new(),
            checkpoint: None,
            covering: None,
            bundle: Vec::new(),
            edge,
        }
    }

    /// Reads the edge of the first `size` entries from the files. Bytes beyond them are not looked at.
    ///
    /// The caller compares the root: nothing else here says that the files are sound.
    pub(super) fn load(disk: &dyn Disk, paths: &Paths, size: u64) -> Result<Self, StoreError> {
        let mut view = Self { size, ..Self::empty() };
        let rest = size % TILE_WIDTH;
        if rest > 0 {
            let path = paths.bundle(size / TILE_WIDTH);
            let bytes = disk.read(&path).map_err(|error| StoreError::io(&path, error))?;
            let mut bytes = bytes.as_slice();
            for _ in 0..rest {
                let next =
                    tile::next_entry(bytes).map_err(|error| StoreError::damaged(&path, error.to_string()))?;
                let Some((entry, after)) = next else {
                    return Err(StoreError::damaged(&path, "the bundle ends too early"));
                };
                view.edge[0].push(leaf_hash(entry));
                view.bundle.push(entry.into());
                bytes = after;
            }
        }
        for level in 1..=MAX_TILE_LEVEL {
            let nodes = size >> (TILE_HEIGHT * level);
            for number in nodes - nodes % TILE_WIDTH..nodes {
                let root = complete_root(read_tile(disk, paths, level - 1, number)?);
                view.edge[usize::from(level)].push(root);
            }
        }
        view.frontier = Frontier::from_subtrees(&Tree { disk, paths, view: &view }, size)?;
        Ok(view)
    }

    /// Adds an entry; answers the hash tiles it filled.
    pub(super) fn push(&mut self, entry: &[u8]) -> Vec<FullTile> {
        let mut filled = Vec::new();
        self.size += 1;
        self.bundle.push(entry.into());
        for (level, index, hash) in self.frontier.push(leaf_hash(entry)) {
            let (level, at_tile_level) = (level / TILE_HEIGHT, level.is_multiple_of(TILE_HEIGHT));
            let Some(edge) = self.edge.get_mut(usize::from(level)).filter(|_| at_tile_level) else {
                continue;
            };
            edge.push(hash);
            if edge.len() as u64 == TILE_WIDTH {
                filled.push((level, index / TILE_WIDTH, std::mem::take(edge)));
            }
        }
        if self.size.is_multiple_of(TILE_WIDTH) {
            self.bundle.clear();
        }
        filled
    }
}

/// The tree of a view: full tiles from the disk, the rest from memory.
pub(super) struct Tree<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) paths: &'a Paths,
    pub(super) view: &'a View,
}

impl Subtrees for Tree<'_> {
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, MerkleError> {
        let missing = MerkleError::Missing { level, index };
        let end = index.checked_add(1).filter(|end| *end <= self.view.size >> level.min(63));
        let (tile_level, above) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
        let (Some(_), Some(edge)) = (end, self.view.edge.get(usize::from(tile_level))) else {
            return Err(missing);
        };
        let first = index << above;
        let (number, offset, count) = (first / TILE_WIDTH, (first % TILE_WIDTH) as usize, 1_usize << above);
        let right_most = (self.view.size >> (TILE_HEIGHT * tile_level)) / TILE_WIDTH;
        if number == right_most {
            let hashes = edge.get(offset..offset + count).ok_or(missing)?;
            return Ok(complete_root(hashes.to_vec()));
        }
        let path = self.paths.tile(tile_level, number);
        let bytes = self.disk.read_at(&path, offset as u64 * 32, count * 32);
        let bytes = bytes.map_err(|error| MerkleError::Unreadable(format!("{}: {error}", path.display())))?;
        Ok(complete_root(bytes.chunks_exact(32).filter_map(|hash| Hash::try_from(hash).ok()).collect()))
    }
}

/// Root of a complete subtree over a power of two of hashes.
fn complete_root(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        hashes = hashes.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    hashes.first().copied().unwrap_or(crate::merkle::EMPTY_ROOT)
}

/// Reads a full hash tile.
pub(super) fn read_tile(
    disk: &dyn Disk,
    paths: &Paths,
    level: u8,
    number: u64,
) -> Result<Vec<Hash>, StoreError> {
    let path = paths.tile(level, number);
    let bytes = disk.read(&path).map_err(|error| StoreError::io(&path, error))?;
    if bytes.len() != FULL_TILE_BYTES {
        return Err(StoreError::damaged(&path, "a full tile has 8,192 bytes"));
    }
    Ok(bytes.chunks_exact(32).filter_map(|hash| Hash::try_from(hash).ok()).collect())
}
