//! Bodies: the text that entries commit to, stored beside the journal and sent to its audience alone.
//!
//! A body's plaintext is a header that repeats what the entry says of it (so that it cannot be published
//! again under another name), the payload, and for large sealed bodies zeros up to the size bucket. It is
//! cut in chunks of [`CHUNK_BYTES`]; the commitment is the RFC 6962 root over the leaves
//! `salt ‖ u32 big-endian index ‖ chunk`. Without the salt nobody can test a guess against the commitment.

use crate::cbor;
use crate::entry::{BodyRef, Entry, MAX_BUCKET};
use crate::hash::{Hash, Sha256Writer};
use crate::merkle::{MAX_PROOF_HASHES, MemoryTree, MerkleError, inclusion_proof, verify_inclusion};
use liptako_core::{Audience, CborError, Chance, Kind, ObjectId, check_deterministic};
use minicbor::Decoder;

/// Bytes of every chunk but the last, which has at least one.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// Longest plaintext: 256 MiB, the end of the largest size bucket.
pub const MAX_BODY_BYTES: usize = 1024 << (2 * MAX_BUCKET as usize);
/// Most chunks of one body.
pub const MAX_CHUNKS: u32 = (MAX_BODY_BYTES / CHUNK_BYTES) as u32;
/// Longest header, in bytes.
pub const MAX_HEADER_BYTES: usize = 384;

/// What a body says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyHeader {
    /// Journal of the entry.
    pub origin: String,
    /// Object of the entry; the real one when the entry is sealed.
    pub object: ObjectId,
    /// Kind of the entry; the real one when the entry is sealed.
    pub kind: Kind,
    /// Author's previous entry on the object; the real one when the entry is sealed.
    pub previous: Option<u64>,
    /// Who may read; the real readers when the entry is sealed.
    pub audience: Audience,
}

/// Why a body or a chunk is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Longer than [`MAX_BODY_BYTES`].
    #[error("a body has at most 256 MiB, this one has {0} bytes")]
    TooLong(usize),
    /// The header is not canonical CBOR.
    #[error("the body's header is not canonical: {0}")]
    Cbor(#[from] CborError),
    /// The header is not the array this version describes, or the payload ends early.
    #[error("the body has another shape: {0}")]
    Shape(String),
    /// Written by a later version of this protocol.
    #[error("body version {0} is not known here")]
    Version(u64),
    /// Bytes other than zero follow the payload, or padding that no sealing writes.
    #[error("something follows the body's payload")]
    Padding,
    /// The header says another thing than the entry, or sealing hides nothing.
    #[error("the body's header does not match the entry")]
    Header,
    /// Its length is not that of a chunk at this place, or its index or count is impossible.
    #[error("chunk {index} of {count} has {length} bytes")]
    ChunkShape {
        /// Place of the chunk.
        index: u32,
        /// Number of chunks.
        count: u32,
        /// Its length.
        length: usize,
    },
    /// The chunk is not one of the committed body.
    #[error("the chunk does not belong to this commitment: {0}")]
    Proof(#[from] MerkleError),
    /// The whole body has another root, count or size than the entry committed to.
    #[error("the body is not the one the entry committed to")]
    Commitment,
}

impl From<minicbor::decode::Error> for BodyError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

impl BodyHeader {
    /// The header of a body of this entry. For a sealed entry, write the header by hand instead.
    pub fn of(entry: &Entry, origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            object: entry.object,
            kind: entry.kind,
            previous: entry.previous,
            audience: entry.audience,
        }
    }

    /// Checks the header found in a body against the entry that commits to it.
    ///
    /// For a sealed entry the header must name the same journal, a real kind and a real audience: what it
    /// says then stands in the entry's place.
    ///
    /// # Errors
    /// [`BodyError::Header`].
    pub fn matches(&self, entry: &Entry, origin: &str) -> Result<(), BodyError> {
        let fits = if entry.is_sealed() {
            self.origin == origin && self.kind != Kind::SEALED && self.audience != Audience::NONE
        } else {
            *self == Self::of(entry, origin)
        };
        if fits { Ok(()) } else { Err(BodyError::Header) }
    }

    fn encode(&self, payload_bytes: u64) -> Vec<u8> {
        cbor::encoded(|encoder| {
            encoder.array(7)?.u8(1)?.str(&self.origin)?.bytes(self.object.as_bytes())?.u16(self.kind.0)?;
            cbor::write_optional(encoder, self.previous)?;
            encoder.u32(self.audience.0)?.u64(payload_bytes)?;
            Ok(())
        })
    }
}

/// A body as its author, or a member of its audience, holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Drawn for this body alone; destroyed with it when it is erased.
    pub salt: [u8; 16],
    /// Header, payload, padding.
    pub plaintext: Vec<u8>,
    /// Root over the salted chunks.
    pub commitment: Hash,
    /// Number of chunks.
    pub chunks: u32,
}

impl Body {
    /// Writes a body for an open entry.
    ///
    /// # Errors
    /// [`BodyError::TooLong`]; [`BodyError::Shape`] when the origin is too long for a header.
    pub fn seal(header: &BodyHeader, payload: &[u8], chance: &dyn Chance) -> Result<Self, BodyError> {
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        Self::from_plaintext(plaintext(header, payload)?, salt)
    }

    /// Writes a body for a sealed entry: past one chunk it is padded to the end of its size bucket, so
    /// that the chunk count tells strangers no more than the bucket does.
    ///
    /// # Errors
    /// As [`Body::seal`].
    pub fn seal_hidden(header: &BodyHeader, payload: &[u8], chance: &dyn Chance) -> Result<Self, BodyError> {
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        let mut plaintext = plaintext(header, payload)?;
        plaintext.resize(hidden_length(plaintext.len()), 0);
        Self::from_plaintext(plaintext, salt)
    }

    /// Takes a body back from its plaintext and salt, recomputing the commitment.
    ///
    /// # Errors
    /// [`BodyError::TooLong`].
    pub fn from_plaintext(plaintext: Vec<u8>, salt: [u8; 16]) -> Result<Self, BodyError> {
        if plaintext.len() > MAX_BODY_BYTES {
            return Err(BodyError::TooLong(plaintext.len()));
        }
        let tree = tree(&plaintext, &salt);
        Ok(Self { salt, commitment: tree.root(), chunks: tree.size() as u32, plaintext })
    }

    /// What the entry says of this body.
    pub fn body_ref(&self) -> BodyRef {
        BodyRef { commitment: self.commitment, chunks: self.chunks, bucket: bucket(self.plaintext.len()) }
    }

    /// Every chunk, in order, each with its proof.
    ///
    /// # Errors
    /// [`BodyError::Proof`], only if the fields were changed by hand.
    pub fn to_chunks(&self) -> Result<Vec<Chunk>, BodyError> {
        let tree = tree(&self.plaintext, &self.salt);
        let numbered = (0u32..).zip(chunks_of(&self.plaintext));
        numbered
            .map(|(index, bytes)| {
                Ok(Chunk {
                    commitment: self.commitment,
                    salt: self.salt,
                    index,
                    count: self.chunks,
                    proof: inclusion_proof(&tree, u64::from(index), u64::from(self.chunks))?,
                    bytes: bytes.to_vec(),
                })
            })
            .collect()
    }

    /// Puts a body together from its chunks, in order, and checks it against what the entry says.
    ///
    /// # Errors
    /// [`BodyError::Commitment`] when chunks lack, or the whole is another body.
    pub fn from_chunks(expected: &BodyRef, chunks: &[Chunk]) -> Result<Self, BodyError> {
        let salt = chunks.first().map(|chunk| chunk.salt).ok_or(BodyError::Commitment)?;
        let length: usize = chunks.iter().map(|chunk| chunk.bytes.len()).sum();
        let in_order = chunks.iter().zip(0u32..).all(|(chunk, index)| chunk.index == index);
        if !in_order || length > MAX_BODY_BYTES {
            return Err(BodyError::Commitment);
        }
        let plaintext = chunks.iter().flat_map(|chunk| &chunk.bytes).copied().collect();
        let body = Self::from_plaintext(plaintext, salt)?;
        if body.body_ref() == *expected { Ok(body) } else { Err(BodyError::Commitment) }
    }

    /// The header and payload of this body.
    ///
    /// # Errors
    /// As [`open`].
    pub fn open(&self) -> Result<(BodyHeader, &[u8]), BodyError> {
        open(&self.plaintext)
    }
}

/// Reads the header and the payload of a plaintext whose commitment has been checked.
///
/// # Errors
/// [`BodyError`]: the header must be canonical, and nothing may follow the payload but lawful padding.
pub fn open(plaintext: &[u8]) -> Result<(BodyHeader, &[u8]), BodyError> {
    if plaintext.len() > MAX_BODY_BYTES {
        return Err(BodyError::TooLong(plaintext.len()));
    }
    let (header, payload_bytes, header_bytes) =
        read_header(&plaintext[..plaintext.len().min(MAX_HEADER_BYTES)])?;
    check_deterministic(&plaintext[..header_bytes])?;
    let rest = &plaintext[header_bytes..];
    let length = usize::try_from(payload_bytes).ok().filter(|length| *length <= rest.len());
    let length = length.ok_or_else(|| BodyError::Shape("the payload ends early".into()))?;
    let (payload, padding) = rest.split_at(length);
    let used = header_bytes + length;
    let lawful = padding.is_empty() || (used > CHUNK_BYTES && plaintext.len() == bucket_end(bucket(used)));
    if lawful && padding.iter().all(|byte| *byte == 0) {
        Ok((header, payload))
    } else {
        Err(BodyError::Padding)
    }
}

/// Reads the header alone from the first chunk of a body, once that chunk has been checked against the commitment.
///
/// # Errors
/// [`BodyError`]: the header must be canonical.
pub fn header_of(first_chunk: &[u8]) -> Result<BodyHeader, BodyError> {
    let (header, _, header_bytes) = read_header(&first_chunk[..first_chunk.len().min(MAX_HEADER_BYTES)])?;
    check_deterministic(&first_chunk[..header_bytes])?;
    Ok(header)
}

/// What the first chunk of a body tells of the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What the body says of itself.
    pub header: BodyHeader,
    /// Where the payload begins.
    pub header_bytes: u64,
    /// Length of the payload, by the body's own word: at most [`MAX_BODY_BYTES`].
    pub payload_bytes: u64,
}

impl Opening {
    /// Reads it from a first chunk that has been checked against the commitment.
    ///
    /// # Errors
    /// [`BodyError`]: the header must be canonical.
    pub fn of(first_chunk: &[u8]) -> Result<Self, BodyError> {
        let start = &first_chunk[..first_chunk.len().min(MAX_HEADER_BYTES)];
        let (header, payload_bytes, header_bytes) = read_header(start)?;
        check_deterministic(&first_chunk[..header_bytes])?;
        if payload_bytes > MAX_BODY_BYTES as u64 {
            return Err(BodyError::TooLong(usize::try_from(payload_bytes).unwrap_or(usize::MAX)));
        }
        Ok(Self { header, header_bytes: header_bytes as u64, payload_bytes })
    }
}

/// Checks a plaintext as [`open`] does, chunk by chunk: `length` bytes whose commitment has been checked, of which `chunk`
/// gives each piece. Answers what the body says of itself.
pub(crate) fn check_by_chunks(
    length: usize,
    mut chunk: impl FnMut(usize) -> Option<Vec<u8>>,
) -> Result<BodyHeader, BodyError> {
    let unreadable = || BodyError::Shape("it cannot be read".into());
    let opening = Opening::of(&chunk(0).ok_or_else(unreadable)?)?;
    let used = opening.header_bytes.saturating_add(opening.payload_bytes);
    let used = usize::try_from(used).ok().filter(|used| *used <= length);
    let used = used.ok_or_else(|| BodyError::Shape("the payload ends early".into()))?;
    if used == length {
        return Ok(opening.header);
    }
    if used <= CHUNK_BYTES || length != bucket_end(bucket(used)) {
        return Err(BodyError::Padding);
    }
    for at in used / CHUNK_BYTES..length.div_ceil(CHUNK_BYTES) {
        let bytes = chunk(at).ok_or_else(unreadable)?;
        let from = used.saturating_sub(at * CHUNK_BYTES).min(bytes.len());
        if bytes[from..].iter().any(|byte| *byte != 0) {
            return Err(BodyError::Padding);
        }
    }
    Ok(opening.header)
}

/// One chunk of a body, verifiable alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The body's commitment, from the entry.
    pub commitment: Hash,
    /// The body's salt.
    pub salt: [u8; 16],
    /// Place of this chunk, from 0.
    pub index: u32,
    /// Number of chunks, from the entry.
    pub count: u32,
    /// Inclusion proof of the chunk.
    pub proof: Vec<Hash>,
    /// 1 to 65,536 bytes; exactly 65,536 unless it is the last.
    pub bytes: Vec<u8>,
}

impl Chunk {
    /// Checks the chunk against its commitment and count, which the caller takes from an entry.
    ///
    /// # Errors
    /// [`BodyError::ChunkShape`], [`BodyError::Proof`].
    pub fn verify(&self) -> Result<(), BodyError> {
        let length = self.bytes.len();
        let last = self.index.checked_add(1) == Some(self.count);
        let fits = length == CHUNK_BYTES || (last && (1..CHUNK_BYTES).contains(&length));
        if !fits || self.index >= self.count || self.count > MAX_CHUNKS || self.proof.len() > MAX_PROOF_HASHES
        {
            return Err(BodyError::ChunkShape { index: self.index, count: self.count, length });
        }
        let leaf = chunk_leaf(&self.salt, self.index, &self.bytes);
        Ok(verify_inclusion(
            &leaf,
            u64::from(self.index),
            u64::from(self.count),
            &self.commitment,
            &self.proof,
        )?)
    }
}

/// Leaf hash of a chunk: SHA-256(0x00 ‖ salt ‖ u32 big-endian index ‖ bytes).
pub fn chunk_leaf(salt: &[u8; 16], index: u32, bytes: &[u8]) -> Hash {
    Sha256Writer::default().and(&[0]).and(salt).and(&index.to_be_bytes()).and(bytes).finish()
}

/// Size bucket of a plaintext: the smallest `b` with `length <= 1024·4^b`.
pub fn bucket(length: usize) -> u8 {
    (0..=MAX_BUCKET).find(|bucket| length <= bucket_end(*bucket)).unwrap_or(MAX_BUCKET)
}

/// Longest plaintext of a size bucket, in bytes.
const fn bucket_end(bucket: u8) -> usize {
    1024 << (2 * bucket as usize)
}

fn plaintext(header: &BodyHeader, payload: &[u8]) -> Result<Vec<u8>, BodyError> {
    let mut plaintext = head(header, payload.len() as u64)?;
    plaintext.extend_from_slice(payload);
    Ok(plaintext)
}

/// The header of a body with a payload of this length: what stands before the payload.
pub(crate) fn head(header: &BodyHeader, payload_bytes: u64) -> Result<Vec<u8>, BodyError> {
    let head = header.encode(payload_bytes);
    if head.len() > MAX_HEADER_BYTES {
        return Err(BodyError::Shape("the origin is too long".into()));
    }
    match payload_bytes.checked_add(head.len() as u64) {
        Some(length) if length <= MAX_BODY_BYTES as u64 => Ok(head),
        _ => Err(BodyError::TooLong(usize::try_from(payload_bytes).unwrap_or(usize::MAX))),
    }
}

/// Length of a hidden plaintext with its padding: see [`Body::seal_hidden`].
pub(crate) fn hidden_length(length: usize) -> usize {
    if length > CHUNK_BYTES { bucket_end(bucket(length)) } else { length }
}

fn chunks_of(plaintext: &[u8]) -> impl Iterator<Item = &[u8]> {
    plaintext.chunks(CHUNK_BYTES)
}

fn tree(plaintext: &[u8], salt: &[u8; 16]) -> MemoryTree {
    let numbered = (0u32..).zip(chunks_of(plaintext));
    MemoryTree::from_leaves(numbered.map(|(index, bytes)| chunk_leaf(salt, index, bytes)))
}

/// The header, the payload's length and the header's own length.
fn read_header(bytes: &[u8]) -> Result<(BodyHeader, u64, usize), BodyError> {
    let mut decoder = Decoder::new(bytes);
    let fields = cbor::array(&mut decoder)?;
    match decoder.u64()? {
        1 => {}
        version => return Err(BodyError::Version(version)),
    }
    if fields != 7 {
        return Err(BodyError::Shape(format!("{fields} fields")));
    }
    let header = BodyHeader {
        origin: decoder.str()?.to_owned(),
        object: ObjectId::from_bytes(cbor::fixed(&mut decoder)?),
        kind: Kind(decoder.u16()?),
        previous: cbor::optional(&mut decoder)?,
        audience: Audience(decoder.u32()?),
    };
    let payload_bytes = decoder.u64()?;
    Ok((header, payload_bytes, decoder.position()))
}
