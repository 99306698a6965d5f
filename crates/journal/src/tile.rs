//! Tiles and entry bundles (C2SP tlog-tiles 0.1): names and bytes of the static cold path.

use crate::entry::MAX_ENTRY_BYTES;
use crate::hash::Hash;
use crate::merkle::{MerkleError, Subtrees};
use std::fmt;
use std::str::FromStr;

/// Hashes of a full tile, entries of a full bundle.
pub const TILE_WIDTH: u64 = 256;
/// Levels of the tree that one tile spans.
pub const TILE_HEIGHT: u8 = 8;
/// Bytes of a full hash tile.
pub const FULL_TILE_BYTES: usize = 256 * 32;
/// Longest entry bundle, in bytes.
pub const MAX_BUNDLE_BYTES: usize = 256 * (2 + MAX_ENTRY_BYTES);
/// Highest tile level of a tree of 2^40 entries.
pub const MAX_TILE_LEVEL: u8 = 5;

/// Why a tile, a bundle or its name is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Not `tile/<L>/<N>[.p/<W>]` in its one spelling.
    #[error("“{0}” does not name a tile")]
    Path(String),
    /// The bytes are not as wide as the name says.
    #[error("a tile of {expected} hashes does not have {found} bytes")]
    Width {
        /// Hashes the name says.
        expected: u16,
        /// Bytes found.
        found: usize,
    },
    /// A bundle that ends inside an entry, or holds another number of entries than its name says.
    #[error("the bundle does not hold exactly {0} entries")]
    Bundle(usize),
    /// An entry of no bytes, or longer than an entry can be.
    #[error("an entry of a bundle has {0} bytes")]
    EntryLength(usize),
    /// The tree behind a tile.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
}

/// Which static resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TileKind {
    /// Hashes, at this tile level: each stands for 256^level entries.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// Name of a tile or bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileName {
    /// Hashes or entries.
    pub kind: TileKind,
    /// Place among the tiles of its level.
    pub index: u64,
    /// 1 to 256; less than 256 for the rightmost, partial one.
    pub width: u16,
}

impl TileName {
    /// The tile `index` of this kind, as wide as a tree of `size` entries makes it; `None` when it is empty.
    pub fn in_tree(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let level = match kind {
            TileKind::Hashes(level) if level <= MAX_TILE_LEVEL => level,
            TileKind::Hashes(_) => return None,
            TileKind::Entries => 0,
        };
        let nodes = size >> (TILE_HEIGHT * level);
        let width = nodes.saturating_sub(index.checked_mul(TILE_WIDTH)?).min(TILE_WIDTH);
        if width == 0 { None } else { Some(Self { kind, index, width: width as u16 }) }
    }

    /// Whether it holds all 256.
    pub const fn is_full(&self) -> bool {
        self.width as u64 == TILE_WIDTH
    }

    /// The bytes of a hash tile, read from a tree.
    ///
    /// # Errors
    /// [`TileError::Path`] for a bundle, whose bytes are no hashes; what `tree` answers.
    pub fn hash_bytes(&self, tree: &impl Subtrees) -> Result<Vec<u8>, TileError> {
        let TileKind::Hashes(level) = self.kind else { return Err(TileError::Path(self.to_string())) };
        let mut bytes = Vec::with_capacity(usize::from(self.width) * 32);
        for at in 0..u64::from(self.width) {
            bytes.extend(tree.subtree(level * TILE_HEIGHT, self.index * TILE_WIDTH + at)?.0);
        }
        Ok(bytes)
    }
}

/// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, without a leading slash.
impl fmt::Display for TileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/{}", index_path(self.index))?,
            TileKind::Entries => write!(f, "tile/entries/{}", index_path(self.index))?,
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for TileName {
    type Err = TileError;
    fn from_str(path: &str) -> Result<Self, TileError> {
        // Whatever is read is written again and compared, so only one spelling passes.
        let name = read_name(path).filter(|name| name.to_string() == path);
        name.ok_or_else(|| TileError::Path(path.chars().take(80).collect()))
    }
}

/// Index of a tile as path elements of three digits, all but the last after an `x`: `x001/x234/067`.
pub fn index_path(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// The hashes of a tile of this width.
///
/// # Errors
/// [`TileError::Width`].
pub fn decode_hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let wrong = TileError::Width { expected: width, found: bytes.len() };
    let (hashes, rest) = bytes.as_chunks::<32>();
    if u64::from(width) > TILE_WIDTH || hashes.len() != usize::from(width) || !rest.is_empty() {
        return Err(wrong);
    }
    Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
}

/// Writes entries as a bundle: each after its length, two bytes big-endian.
///
/// # Errors
/// [`TileError::Bundle`] for more than 256 entries, [`TileError::EntryLength`].
pub fn encode_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, TileError> {
    if entries.len() as u64 > TILE_WIDTH {
        return Err(TileError::Bundle(TILE_WIDTH as usize));
    }
    let mut bytes = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        check_length(entry.len())?;
        bytes.extend((entry.len() as u16).to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// Reads a bundle of exactly `count` entries (at most 256).
///
/// # Errors
/// [`TileError::Bundle`], [`TileError::EntryLength`].
pub fn decode_bundle(bytes: &[u8], count: u16) -> Result<Vec<&[u8]>, TileError> {
    let wrong = || TileError::Bundle(usize::from(count));
    if u64::from(count) > TILE_WIDTH || bytes.len() > MAX_BUNDLE_BYTES {
        return Err(wrong());
    }
    let mut entries = Vec::with_capacity(usize::from(count));
    let mut rest = bytes;
    for _ in 0..count {
        let (entry, after) = next_entry(rest)?.ok_or_else(wrong)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() { Ok(entries) } else { Err(wrong()) }
}

/// An entry, and the bundle's bytes after it.
pub type FirstAndRest<'a> = (&'a [u8], &'a [u8]);

/// The first entry of a bundle and what follows it; `None` when the bundle ends before the entry does.
///
/// # Errors
/// [`TileError::EntryLength`].
pub fn next_entry(bundle: &[u8]) -> Result<Option<FirstAndRest<'_>>, TileError> {
    let Some((length, rest)) = bundle.split_first_chunk::<2>() else { return Ok(None) };
    let length = usize::from(u16::from_be_bytes(*length));
    check_length(length)?;
    Ok(rest.split_at_checked(length))
}

fn check_length(length: usize) -> Result<(), TileError> {
    if (1..=MAX_ENTRY_BYTES).contains(&length) { Ok(()) } else { Err(TileError::EntryLength(length)) }
}

fn read_name(path: &str) -> Option<TileName> {
    if path.len() > 64 {
        return None;
    }
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => TileKind::Entries,
        level => TileKind::Hashes(level.parse().ok().filter(|level| *level <= MAX_TILE_LEVEL)?),
    };
    let (index, width) = match rest.split_once(".p/") {
        Some((index, width)) => (index, width.parse().ok().filter(|width| (1..256).contains(width))?),
        None => (rest, 256),
    };
    let index = index.split('/').try_fold(0u64, |index, element| {
        let digits: u64 = element.strip_prefix('x').unwrap_or(element).parse().ok()?;
        index.checked_mul(1000)?.checked_add(digits)
    })?;
    // A full tile past this place would hold entries no journal reaches.
    (index <= crate::checkpoint::MAX_TREE_SIZE / TILE_WIDTH).then_some(TileName { kind, index, width })
}
