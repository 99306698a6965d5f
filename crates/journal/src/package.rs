//! Packages: how entries travel, on the wire, on a stick, pushed or pulled.
//!
//! A package carries the entries `from..to` of one journal, where `to` is the next multiple of 256 or the
//! journal's end, and the consistency proof that leads from `to` to a signed checkpoint. So each one
//! verifies alone, an exchange that is cut resumes at the next entry, and what crosses a link is what
//! is new. Small bodies may ride along for members of their audience.
//!
//! The frame is one tag byte, then the plain form, bare (tag 0) or as one zstd frame of known size (tag 1).
//! Plain form, deterministic CBOR:
//! `[1, origin, from, checkpoint size, checkpoint|null, proof, [entry…], [[entry number, body number,
//! chunk index, salt, proof, bytes]…]]`, where a proof is its hashes one after another.

use crate::body::{BodyError, CHUNK_BYTES, Chunk};
use crate::cbor::{self, Writer, Written};
use crate::checkpoint::{MAX_CHECKPOINT_BYTES, MAX_TREE_SIZE, SignedCheckpoint};
use crate::entry::{Entry, EntryError, MAX_ENTRY_BYTES};
use crate::hash::Hash;
use crate::merkle::{
    Frontier, MAX_PROOF_HASHES, MerkleError, Subtrees, consistency_proof, leaf_hash, verify_consistency,
};
use crate::note::MAX_NAME_BYTES;
use crate::tile::TILE_WIDTH;
use liptako_core::{CborError, check_deterministic};
use minicbor::Decoder;
use std::io::Read as _;

/// Longest encoded package, in bytes.
pub const MAX_PACKAGE_BYTES: usize = 4 * 1024 * 1024;
/// Longest plain form, in bytes.
pub const MAX_PLAIN_BYTES: usize = 4 * 1024 * 1024;
/// Plain bytes that a zstd frame may always announce, however small it is itself.
pub const FREE_PLAIN_BYTES: usize = 256 * 1024;
/// Past [`FREE_PLAIN_BYTES`], most plain bytes per byte received.
pub const MAX_RATIO: usize = 64;
/// Most chunks that ride along.
pub const MAX_INLINE_CHUNKS: usize = 1024;

/// Packages are small and made once for many readers: the slowest level that is not “ultra”.
const LEVEL: i32 = 19;
/// No package needs a window beyond its own plain form.
const WINDOW_LOG_MAX: u32 = 22;
const TAG_PLAIN: u8 = 0;
const TAG_ZSTD: u8 = 1;

/// Why a package is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// Longer than [`MAX_PACKAGE_BYTES`], or announces more than [`MAX_PLAIN_BYTES`] or [`MAX_RATIO`] allow.
    #[error("the package would unpack to more than is accepted")]
    TooLarge,
    /// Neither tag known here.
    #[error("package encoding {0} is not known here")]
    Encoding(u8),
    /// Not one whole zstd frame of the size it announces.
    #[error("the package does not unpack: {0}")]
    Zstd(String),
    /// Not one deterministic CBOR item.
    #[error("the package is not canonical: {0}")]
    Cbor(#[from] CborError),
    /// Not the array this version describes.
    #[error("the package has another shape: {0}")]
    Shape(String),
    /// Written by a later version of this protocol.
    #[error("package version {0} is not known here")]
    Version(u64),
    /// No entry, an entry that crosses a multiple of 256, or a size past 2^40.
    #[error("a package holds 1 to 256 entries and crosses no multiple of 256")]
    Range,
    /// An entry of no bytes or more than 512.
    #[error("an entry of the package has {0} bytes")]
    EntryLength(usize),
    /// Of another journal, another checkpoint, or not the continuation of what is held here.
    #[error("the package does not continue what is held: {0}")]
    NotNext(&'static str),
    /// A chunk that no entry of the package commits to, or out of order.
    #[error("a chunk belongs to no entry of the package")]
    StrayChunk,
    /// An entry that a chunk names cannot be read.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A chunk is not the committed one.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The entries or the proof lead to another root than the signed one.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
}

impl From<minicbor::decode::Error> for PackageError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

/// A run of entries with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Name of the journal.
    pub origin: String,
    /// Index of the first entry.
    pub from: u64,
    /// Size of the checkpoint that the proof leads to.
    pub size: u64,
    /// That checkpoint, for a receiver who may not hold it. Unverified.
    pub checkpoint: Option<String>,
    /// Consistency proof from the end of this package to `size`; empty when they are the same.
    pub proof: Vec<Hash>,
    /// 1 to 256 entries, byte for byte.
    pub entries: Vec<Vec<u8>>,
    /// Small bodies, or pieces of them, of these entries.
    pub chunks: Vec<Chunk>,
}

impl Package {
    /// Where the package that begins at `from` ends, in a journal of `size` entries.
    pub fn end(from: u64, size: u64) -> u64 {
        (from / TILE_WIDTH + 1).saturating_mul(TILE_WIDTH).min(size)
    }

    /// Makes the package of these entries, proven up to `checkpoint`, without the checkpoint's text.
    ///
    /// # Errors
    /// [`PackageError::Range`] when the entries cross a multiple of 256 or pass the checkpoint's size;
    /// what `tree` answers.
    pub fn build(
        tree: &impl Subtrees,
        from: u64,
        entries: Vec<Vec<u8>>,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Self, PackageError> {
        let size = checkpoint.size();
        let to = from.checked_add(entries.len() as u64).ok_or(PackageError::Range)?;
        check_range(from, to, size)?;
        let proof = consistency_proof(tree, to, size)?;
        let origin = checkpoint.origin().to_owned();
        Ok(Self { origin, from, size, checkpoint: None, proof, entries, chunks: Vec::new() })
    }

    /// Index after the last entry.
    pub fn to(&self) -> u64 {
        self.from.saturating_add(self.entries.len() as u64)
    }

    /// Checks everything against what is held here and a checkpoint already verified; answers the new edge.
    ///
    /// # Errors
    /// [`PackageError`]: the package is then of no use, and nothing is lost by dropping it.
    pub fn verify(&self, held: &Frontier, checkpoint: &SignedCheckpoint) -> Result<Frontier, PackageError> {
        check_range(self.from, self.to(), self.size)?;
        if self.origin != checkpoint.origin() {
            return Err(PackageError::NotNext("it is of another journal"));
        }
        if self.size != checkpoint.size() {
            return Err(PackageError::NotNext("it leads to another checkpoint"));
        }
        if self.from != held.size() {
            return Err(PackageError::NotNext("it does not begin at the next entry"));
        }
        let mut edge = held.clone();
        for entry in &self.entries {
            edge.push(leaf_hash(entry));
        }
        verify_consistency(edge.size(), self.size, &edge.root(), checkpoint.root(), &self.proof)?;
        self.placed_chunks()?;
        self.chunks.iter().try_for_each(Chunk::verify)?;
        Ok(edge)
    }

    /// The bytes that travel.
    ///
    /// # Errors
    /// [`PackageError`] when the fields break a bound that the receiver enforces.
    pub fn encode(&self) -> Result<Vec<u8>, PackageError> {
        let plain = self.to_plain()?;
        if plain.len() > MAX_PLAIN_BYTES {
            return Err(PackageError::TooLarge);
        }
        let mut frame = vec![TAG_ZSTD];
        frame.extend(
            zstd::bulk::compress(&plain, LEVEL).map_err(|error| PackageError::Zstd(error.to_string()))?,
        );
        // What does not shrink, or shrinks beyond the receiver's bound, travels bare.
        if frame.len() > plain.len() || plain.len() > most_plain(frame.len() - 1) {
            frame = [&[TAG_PLAIN], plain.as_slice()].concat();
        }
        if frame.len() > MAX_PACKAGE_BYTES { Err(PackageError::TooLarge) } else { Ok(frame) }
    }

    /// Reads a package from the wire; says nothing of its proof yet.
    ///
    /// # Errors
    /// [`PackageError`]; sizes are refused before anything is allocated for them.
    pub fn decode(frame: &[u8]) -> Result<Self, PackageError> {
        if frame.len() > MAX_PACKAGE_BYTES {
            return Err(PackageError::TooLarge);
        }
        match frame.split_first() {
            Some((&TAG_PLAIN, plain)) => Self::from_plain(plain),
            Some((&TAG_ZSTD, packed)) => Self::from_plain(&unpack(packed)?),
            Some((tag, _)) => Err(PackageError::Encoding(*tag)),
            None => Err(PackageError::Shape("it is empty".into())),
        }
    }

    /// For each chunk, the numbers of its entry and of its body there.
    fn placed_chunks(&self) -> Result<Vec<(u32, u32)>, PackageError> {
        if self.chunks.len() > MAX_INLINE_CHUNKS {
            return Err(PackageError::TooLarge);
        }
        if self.chunks.is_empty() {
            return Ok(Vec::new());
        }
        let mut places = std::collections::BTreeMap::new();
        for (number, entry) in (0u32..).zip(&self.entries) {
            // An entry of a later version is carried, but names no bodies here.
            let Ok(entry) = Entry::decode(entry) else { continue };
            for (at, body) in (0u32..).zip(&entry.bodies) {
                places.entry((body.commitment, body.chunks)).or_insert((number, at));
            }
        }
        let found = self.chunks.iter().map(|chunk| places.get(&(chunk.commitment, chunk.count)).copied());
        let found = found.collect::<Option<Vec<_>>>().ok_or(PackageError::StrayChunk)?;
        let keys: Vec<_> =
            found.iter().zip(&self.chunks).map(|(place, chunk)| (place, chunk.index)).collect();
        if keys.is_sorted_by(|earlier, later| earlier < later) {
            Ok(found)
        } else {
            Err(PackageError::StrayChunk)
        }
    }

    fn to_plain(&self) -> Result<Vec<u8>, PackageError> {
        check_range(self.from, self.to(), self.size)?;
        if let Some(entry) = self.entries.iter().find(|entry| !(1..=MAX_ENTRY_BYTES).contains(&entry.len())) {
            return Err(PackageError::EntryLength(entry.len()));
        }
        if self.proof.len() > MAX_PROOF_HASHES {
            return Err(MerkleError::ProofTooLong(self.proof.len()).into());
        }
        let places = self.placed_chunks()?;
        Ok(cbor::encoded(|encoder| {
            encoder.array(8)?.u8(1)?.str(&self.origin)?.u64(self.from)?.u64(self.size)?;
            match &self.checkpoint {
                Some(checkpoint) => encoder.str(checkpoint)?,
                None => encoder.null()?,
            };
            write_hashes(encoder, &self.proof)?;
            encoder.array(self.entries.len() as u64)?;
            for entry in &self.entries {
                encoder.bytes(entry)?;
            }
            encoder.array(self.chunks.len() as u64)?;
            for ((entry, body), chunk) in places.iter().zip(&self.chunks) {
                encoder.array(6)?.u32(*entry)?.u32(*body)?.u32(chunk.index)?.bytes(&chunk.salt)?;
                write_hashes(encoder, &chunk.proof)?;
                encoder.bytes(&chunk.bytes)?;
            }
            Ok(())
        }))
    }

    fn from_plain(plain: &[u8]) -> Result<Self, PackageError> {
        check_deterministic(plain)?;
        let mut decoder = Decoder::new(plain);
        let fields = cbor::array(&mut decoder)?;
        match decoder.u64()? {
            1 => {}
            version => return Err(PackageError::Version(version)),
        }
        if fields != 8 {
            return Err(PackageError::Shape(format!("{fields} fields")));
        }
        let origin = bounded_str(&mut decoder, MAX_NAME_BYTES)?;
        let (from, size) = (decoder.u64()?, decoder.u64()?);
        let checkpoint = match decoder.datatype()? {
            minicbor::data::Type::Null => decoder.null().map(|()| None)?,
            _ => Some(bounded_str(&mut decoder, MAX_CHECKPOINT_BYTES)?),
        };
        let proof = read_hashes(&mut decoder)?;
        let entries = read_entries(&mut decoder)?;
        let to = from.checked_add(entries.len() as u64).ok_or(PackageError::Range)?;
        check_range(from, to, size)?;
        let chunks = read_chunks(&mut decoder, &entries)?;
        let package = Self { origin, from, size, checkpoint, proof, entries, chunks };
        if package.to_plain()? == plain {
            Ok(package)
        } else {
            Err(PackageError::Shape("not written in its one canonical form".into()))
        }
    }
}

fn check_range(from: u64, to: u64, size: u64) -> Result<(), PackageError> {
    let fits = from < to && to <= Package::end(from, size) && size <= MAX_TREE_SIZE;
    if fits { Ok(()) } else { Err(PackageError::Range) }
}

/// Most plain bytes accepted from a zstd frame of this length.
fn most_plain(packed: usize) -> usize {
    packed.saturating_mul(MAX_RATIO).clamp(FREE_PLAIN_BYTES, MAX_PLAIN_BYTES)
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, PackageError> {
    let bad = |what: &str| PackageError::Zstd(what.to_owned());
    let announced = zstd::zstd_safe::get_frame_content_size(packed).map_err(|_| bad("not a zstd frame"))?;
    let announced = announced.ok_or_else(|| bad("it does not announce its size"))?;
    let announced = usize::try_from(announced).ok().filter(|size| *size <= most_plain(packed.len()));
    let announced = announced.ok_or(PackageError::TooLarge)?;
    if zstd::zstd_safe::find_frame_compressed_size(packed) != Ok(packed.len()) {
        return Err(bad("not exactly one whole frame"));
    }
    let io = |error: std::io::Error| PackageError::Zstd(error.to_string());
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(io)?.single_frame();
    decoder.window_log_max(WINDOW_LOG_MAX).map_err(io)?;
    let mut plain = Vec::with_capacity(announced);
    decoder.take(announced as u64 + 1).read_to_end(&mut plain).map_err(io)?;
    if plain.len() == announced { Ok(plain) } else { Err(bad("it has another size than it announces")) }
}

fn write_hashes(encoder: &mut Writer, hashes: &[Hash]) -> Written {
    encoder.bytes(&hashes.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>())?;
    Ok(())
}

fn read_hashes(decoder: &mut Decoder<'_>) -> Result<Vec<Hash>, PackageError> {
    let (hashes, rest) = decoder.bytes()?.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(PackageError::Shape("a proof is made of 32-byte hashes".into()));
    }
    if hashes.len() > MAX_PROOF_HASHES {
        return Err(MerkleError::ProofTooLong(hashes.len()).into());
    }
    Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
}

fn bounded_str(decoder: &mut Decoder<'_>, most: usize) -> Result<String, PackageError> {
    let text = decoder.str()?;
    if text.len() > most {
        Err(PackageError::Shape("a text is too long".into()))
    } else {
        Ok(text.to_owned())
    }
}

fn read_entries(decoder: &mut Decoder<'_>) -> Result<Vec<Vec<u8>>, PackageError> {
    let count = cbor::array(decoder)?;
    if count > TILE_WIDTH {
        return Err(PackageError::Range);
    }
    (0..count)
        .map(|_| match decoder.bytes()? {
            entry if (1..=MAX_ENTRY_BYTES).contains(&entry.len()) => Ok(entry.to_vec()),
            entry => Err(PackageError::EntryLength(entry.len())),
        })
        .collect()
}

fn read_chunks(decoder: &mut Decoder<'_>, entries: &[Vec<u8>]) -> Result<Vec<Chunk>, PackageError> {
    let count = cbor::array(decoder)?;
    if count > MAX_INLINE_CHUNKS as u64 {
        return Err(PackageError::TooLarge);
    }
    let mut chunks = Vec::new();
    for _ in 0..count {
        if cbor::array(decoder)? != 6 {
            return Err(PackageError::Shape("a chunk has six fields".into()));
        }
        let (entry, body) = (decoder.u32()? as usize, decoder.u32()? as usize);
        let entry = Entry::decode(entries.get(entry).ok_or(PackageError::StrayChunk)?)?;
        let body = entry.bodies.get(body).ok_or(PackageError::StrayChunk)?;
        let (index, salt) = (decoder.u32()?, cbor::fixed(decoder)?);
        let proof = read_hashes(decoder)?;
        let bytes = decoder.bytes()?;
        if bytes.len() > CHUNK_BYTES {
            return Err(PackageError::Shape("a chunk is too long".into()));
        }
        let (commitment, count) = (body.commitment, body.chunks);
        chunks.push(Chunk { commitment, salt, index, count, proof, bytes: bytes.to_vec() });
    }
    Ok(chunks)
}
