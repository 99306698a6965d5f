//! The messages of `liptako-mirror/1` and their bounds: deterministic CBOR arrays, each of one form.

use crate::MirrorError;
use liptako_core::{UnixSeconds, check_deterministic};
use liptako_journal::Hash;
use minicbor::{Decoder, Encoder};

/// `POST`: greets, exchanges the newest checkpoints of every origin.
pub const ADD_CHECKPOINT: &str = "/add-checkpoint";
/// `POST`: hands over one package.
pub const ADD_ENTRIES: &str = "/add-entries";
/// `GET ?origin=&from=&learnt=`: asks for one package.
pub const PACKAGES: &str = "/paquets";
/// `GET`/`PUT /corps/<commitment>?origin=&index=&chunk=`: one chunk of a body, resumable by byte.
pub const BODIES: &str = "/corps/";
/// `GET ?origin=&size=`: the root of an earlier size, with its proof.
pub const ROOT: &str = "/root";
/// `POST`: tells of an origin that signed two histories. `GET ?origin=`: asks what is held against it.
pub const EVIDENCE: &str = "/evidence";

/// Longest greeting accepted.
pub const MAX_GREETING_BYTES: u64 = 256 * 1024;
/// Longest package message accepted; a sender stops at [`PACKAGE_TARGET_BYTES`].
pub const MAX_DELIVERY_BYTES: u64 = 1024 * 1024;
/// Where a sender closes a package, so that a cut wastes less than 64 kB.
pub const PACKAGE_TARGET_BYTES: usize = 40 * 1024;
/// Longest frame of one 64 KiB chunk: its proof, and bytes that do not compress.
pub const MAX_CHUNK_FRAME_BYTES: u64 = 64 * 1024 + 4096;
/// Bytes of a chunk's frame sent in one `PUT`.
pub const PIECE_BYTES: usize = 16 * 1024;
/// Longest evidence message accepted.
pub const MAX_EVIDENCE_BYTES: u64 = 128 * 1024;
/// Longest short answer accepted.
pub const MAX_ANSWER_BYTES: u64 = 64 * 1024;
/// Most missing chunks named in one message.
pub const MAX_MISSING: usize = 1024;
/// Most missing chunks named in a live greeting; the rest follow in later contacts.
pub const MISSING_PER_GREETING: usize = 16;
/// Most sealed bodies offered in one message.
pub const MAX_OFFERS: usize = 1024;
/// Longest checkpoint note accepted.
pub const MAX_NOTE_BYTES: usize = 16 * 1024;
/// Most notes of one origin: its newest, and one per cosigner.
pub const MAX_NOTES: usize = 33;

/// First eight bytes of a SHA-256: names a note, or a charter, that the peer is thought to hold.
pub type Short = [u8; 8];

/// The first eight bytes of a hash.
pub fn short(hash: &Hash) -> Short {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.0[..8]);
    bytes
}

/// What one side holds of one journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OriginState {
    /// Entries stored.
    pub size: u64,
    /// Names the set of notes held (newest checkpoint and each cosigner's), whether sent or not.
    pub held: Short,
    /// Up to which entry this side has heard which sealed bodies it may read.
    pub learnt: u64,
    /// This side holds evidence against the origin.
    pub frozen: bool,
    /// The notes the other side is not known to hold.
    pub notes: Vec<String>,
    /// Sealed bodies the other side may read.
    pub offers: Offers,
}

/// Sealed bodies that the receiver may read, among the entries up to `to`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The receiver has then heard of everything before this entry.
    pub to: u64,
    /// The sealed entry of each, and its commitment.
    pub bodies: Vec<(u64, Hash)>,
}

/// A chunk that a side wants, and how much of its frame it already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wanted {
    /// Position in the charter of the journal whose entry names the body.
    pub origin: u8,
    /// That entry.
    pub index: u64,
    /// The body.
    pub commitment: Hash,
    /// Which chunk.
    pub chunk: u32,
    /// Bytes of its frame already held.
    pub have: u32,
}

/// The body of `/add-checkpoint`, both ways.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Greeting {
    /// Names the charter.
    pub charter: Short,
    /// The sender's clock, for the cosigning rule only.
    pub now: UnixSeconds,
    /// One per member, in charter order.
    pub origins: Vec<OriginState>,
    /// Chunks the sender wants, most urgent first.
    pub wanted: Vec<Wanted>,
    /// How many bodies the sender lacks in all.
    pub lacks: u64,
}

/// The body of `/add-entries` and the answer of `/paquets`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivery {
    /// An encoded package, empty when there is nothing to send.
    pub package: Vec<u8>,
    /// Sealed bodies of this origin that the receiver may read and that are not in the package.
    pub offers: Offers,
}

/// The answer of `/add-entries`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// Entries of that journal now stored.
    pub size: u64,
    /// The cosignature line, when the package reached the checkpoint and the clock allows it.
    pub cosignature: Option<String>,
    /// Why there is no cosignature.
    pub refusal: Option<String>,
    /// Chunks now wanted.
    pub wanted: Vec<Wanted>,
}

/// The answer of `/root`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierRoot {
    /// The root at the size asked.
    pub root: Hash,
    /// Consistency proof from that size to the checkpoint.
    pub proof: Vec<Hash>,
    /// The checkpoint the answering side holds.
    pub note: String,
}

/// Proof that two histories agree up to `size` and part there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// Entries in common.
    pub size: u64,
    /// The checkpoint of the teller's branch.
    pub note: String,
    /// Consistency proof from `size` to that checkpoint.
    pub consistency: Vec<Hash>,
    /// Leaf hash of the entry at `size` in the teller's branch.
    pub leaf: Hash,
    /// Its inclusion proof.
    pub inclusion: Vec<Hash>,
}

/// The body of `/evidence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Position of the origin in the charter.
    pub origin: u8,
    /// The portable evidence file.
    pub evidence: String,
    /// Where the histories part, when the teller found it.
    pub parting: Option<Parting>,
}

type Writer = Encoder<Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;
type Read<T> = Result<T, minicbor::decode::Error>;

fn written(write: impl FnOnce(&mut Writer) -> Written) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    match write(&mut encoder) {
        Ok(()) => encoder.into_writer(),
        Err(_) => unreachable!("a growing vector takes every byte, and nothing here refuses to be encoded"),
    }
}

fn read<T>(
    what: &'static str,
    limit: u64,
    bytes: &[u8],
    read: impl FnOnce(&mut Decoder<'_>) -> Read<T>,
) -> Result<T, MirrorError> {
    if bytes.len() as u64 > limit {
        return Err(MirrorError::TooLong { what, limit });
    }
    check_deterministic(bytes).map_err(|error| MirrorError::malformed(what, error))?;
    read(&mut Decoder::new(bytes)).map_err(|error| MirrorError::malformed(what, error))
}

fn fault<T>(why: &'static str) -> Read<T> {
    Err(minicbor::decode::Error::message(why))
}

/// Opens an array of exactly `fields` items.
fn record(decoder: &mut Decoder<'_>, fields: u64) -> Read<()> {
    if decoder.array()? == Some(fields) { Ok(()) } else { fault("another number of fields") }
}

/// Reads a list of at most `limit` items.
fn list<T>(
    decoder: &mut Decoder<'_>,
    limit: usize,
    mut item: impl FnMut(&mut Decoder<'_>) -> Read<T>,
) -> Read<Vec<T>> {
    let length = decoder.array()?.unwrap_or(u64::MAX);
    if length > limit as u64 {
        return fault("too many items");
    }
    (0..length).map(|_| item(decoder)).collect()
}

fn fixed<const N: usize>(decoder: &mut Decoder<'_>) -> Read<[u8; N]> {
    match decoder.bytes()?.try_into() {
        Ok(bytes) => Ok(bytes),
        Err(_) => fault("byte string of another length"),
    }
}

fn hash(decoder: &mut Decoder<'_>) -> Read<Hash> {
    fixed(decoder).map(Hash)
}

fn text(decoder: &mut Decoder<'_>, limit: usize) -> Read<String> {
    let text = decoder.str()?;
    if text.len() > limit { fault("text too long") } else { Ok(text.to_owned()) }
}

fn optional<T>(decoder: &mut Decoder<'_>, item: impl FnOnce(&mut Decoder<'_>) -> Read<T>) -> Read<Option<T>> {
    if decoder.datatype()? == minicbor::data::Type::Null {
        decoder.null()?;
        return Ok(None);
    }
    item(decoder).map(Some)
}

fn write_hashes(encoder: &mut Writer, hashes: &[Hash]) -> Written {
    encoder.array(hashes.len() as u64)?;
    for hash in hashes {
        encoder.bytes(&hash.0)?;
    }
    Ok(())
}

fn proof(decoder: &mut Decoder<'_>) -> Read<Vec<Hash>> {
    list(decoder, liptako_journal::merkle::MAX_PROOF_HASHES, hash)
}

fn write_text(encoder: &mut Writer, text: Option<&str>) -> Written {
    match text {
        Some(text) => encoder.str(text)?,
        None => encoder.null()?,
    };
    Ok(())
}

fn write_offers(encoder: &mut Writer, offers: &Offers) -> Written {
    encoder.u64(offers.to)?.array(offers.bodies.len() as u64)?;
    for (index, commitment) in &offers.bodies {
        encoder.array(2)?.u64(*index)?.bytes(&commitment.0)?;
    }
    Ok(())
}

fn offers(decoder: &mut Decoder<'_>) -> Read<Offers> {
    let to = decoder.u64()?;
    let bodies = list(decoder, MAX_OFFERS, |decoder| {
        record(decoder, 2)?;
        Ok((decoder.u64()?, hash(decoder)?))
    })?;
    Ok(Offers { to, bodies })
}

fn write_wanted(encoder: &mut Writer, wanted: &[Wanted]) -> Written {
    encoder.array(wanted.len() as u64)?;
    for piece in wanted {
        encoder.array(5)?.u8(piece.origin)?.u64(piece.index)?.bytes(&piece.commitment.0)?;
        encoder.u32(piece.chunk)?.u32(piece.have)?;
    }
    Ok(())
}

fn wanted(decoder: &mut Decoder<'_>) -> Read<Vec<Wanted>> {
    list(decoder, MAX_MISSING, |decoder| {
        record(decoder, 5)?;
        Ok(Wanted {
            origin: decoder.u8()?,
            index: decoder.u64()?,
            commitment: hash(decoder)?,
            chunk: decoder.u32()?,
            have: decoder.u32()?,
        })
    })
}

impl Greeting {
    /// `[1, charter, now, [[size, held, learnt, frozen, [note…], to, [[index, commitment]…]]…],
    /// [[origin, index, commitment, chunk, have]…], lacks]`
    pub fn encode(&self) -> Vec<u8> {
        written(|encoder| {
            encoder.array(6)?.u8(1)?.bytes(&self.charter)?.i64(self.now)?;
            encoder.array(self.origins.len() as u64)?;
            for origin in &self.origins {
                encoder.array(7)?.u64(origin.size)?.bytes(&origin.held)?.u64(origin.learnt)?;
                encoder.bool(origin.frozen)?.array(origin.notes.len() as u64)?;
                for note in &origin.notes {
                    encoder.str(note)?;
                }
                write_offers(encoder, &origin.offers)?;
            }
            write_wanted(encoder, &self.wanted)?;
            encoder.u64(self.lacks)?;
            Ok(())
        })
    }

    /// Reads a greeting.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MirrorError> {
        read("greeting", MAX_GREETING_BYTES, bytes, |decoder| {
            record(decoder, 6)?;
            if decoder.u8()? != 1 {
                return fault("another version");
            }
            Ok(Self {
                charter: fixed(decoder)?,
                now: decoder.i64()?,
                origins: list(decoder, liptako_core::MAX_MEMBERS, |decoder| {
                    record(decoder, 7)?;
                    Ok(OriginState {
                        size: decoder.u64()?,
                        held: fixed(decoder)?,
                        learnt: decoder.u64()?,
                        frozen: decoder.bool()?,
                        notes: list(decoder, MAX_NOTES, |decoder| text(decoder, MAX_NOTE_BYTES))?,
                        offers: offers(decoder)?,
                    })
                })?,
                wanted: wanted(decoder)?,
                lacks: decoder.u64()?,
            })
        })
    }
}

impl Delivery {
    /// `[package, to, [[index, commitment]…]]`
    pub fn encode(&self) -> Vec<u8> {
        written(|encoder| {
            encoder.array(3)?.bytes(&self.package)?;
            write_offers(encoder, &self.offers)
        })
    }

    /// Reads a delivery.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MirrorError> {
        read("delivery", MAX_DELIVERY_BYTES, bytes, |decoder| {
            record(decoder, 3)?;
            Ok(Self { package: decoder.bytes()?.to_vec(), offers: offers(decoder)? })
        })
    }
}

impl Stored {
    /// `[size, cosignature|null, refusal|null, [[origin, index, commitment, chunk, have]…]]`
    pub fn encode(&self) -> Vec<u8> {
        written(|encoder| {
            encoder.array(4)?.u64(self.size)?;
            write_text(encoder, self.cosignature.as_deref())?;
            write_text(encoder, self.refusal.as_deref())?;
            write_wanted(encoder, &self.wanted)
        })
    }

    /// Reads the answer to a package.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MirrorError> {
        read("answer to a package", MAX_ANSWER_BYTES, bytes, |decoder| {
            record(decoder, 4)?;
            Ok(Self {
                size: decoder.u64()?,
                cosignature: optional(decoder, |decoder| text(decoder, MAX_NOTE_BYTES))?,
                refusal: optional(decoder, |decoder| text(decoder, MAX_NOTE_BYTES))?,
                wanted: wanted(decoder)?,
            })
        })
    }
}

impl EarlierRoot {
    /// `[root, [proof…], note]`
    pub fn encode(&self) -> Vec<u8> {
        written(|encoder| {
            encoder.array(3)?.bytes(&self.root.0)?;
            write_hashes(encoder, &self.proof)?;
            encoder.str(&self.note)?;
            Ok(())
        })
    }

    /// Reads an earlier root.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MirrorError> {
        read("earlier root", MAX_ANSWER_BYTES, bytes, |decoder| {
            record(decoder, 3)?;
            Ok(Self { root: hash(decoder)?, proof: proof(decoder)?, note: text(decoder, MAX_NOTE_BYTES)? })
        })
    }
}

impl Told {
    /// `[origin, evidence, null | [size, note, [proof…], leaf, [proof…]]]`
    pub fn encode(&self) -> Vec<u8> {
        written(|encoder| {
            encoder.array(3)?.u8(self.origin)?.str(&self.evidence)?;
            match &self.parting {
                None => {
                    encoder.null()?;
                }
                Some(parting) => {
                    encoder.array(5)?.u64(parting.size)?.str(&parting.note)?;
                    write_hashes(encoder, &parting.consistency)?;
                    encoder.bytes(&parting.leaf.0)?;
                    write_hashes(encoder, &parting.inclusion)?;
                }
            }
            Ok(())
        })
    }

    /// Reads a message of evidence.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MirrorError> {
        read("evidence", MAX_EVIDENCE_BYTES, bytes, |decoder| {
            record(decoder, 3)?;
            Ok(Self {
                origin: decoder.u8()?,
                evidence: text(decoder, MAX_EVIDENCE_BYTES as usize)?,
                parting: optional(decoder, |decoder| {
                    record(decoder, 5)?;
                    Ok(Parting {
                        size: decoder.u64()?,
                        note: text(decoder, MAX_NOTE_BYTES)?,
                        consistency: proof(decoder)?,
                        leaf: hash(decoder)?,
                        inclusion: proof(decoder)?,
                    })
                })?,
            })
        })
    }
}

/// Bytes of a chunk's frame now held: the answer of `PUT /corps/…`.
pub fn encode_have(have: u32) -> Vec<u8> {
    written(|encoder| {
        encoder.array(1)?.u32(have)?;
        Ok(())
    })
}

/// Reads the answer of `PUT /corps/…`.
///
/// # Errors
/// [`MirrorError::Malformed`] and [`MirrorError::TooLong`].
pub fn decode_have(bytes: &[u8]) -> Result<u32, MirrorError> {
    read("answer to a piece", 16, bytes, |decoder| {
        record(decoder, 1)?;
        decoder.u32()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn greeting() -> Greeting {
        let origin = OriginState {
            size: 12_000,
            held: [7; 8],
            learnt: 3,
            frozen: false,
            notes: vec!["liptako.example/ml/1\n12000\n".to_owned()],
            offers: Offers { to: 12_000, bodies: vec![(11_000, Hash([9; 32]))] },
        };
        Greeting {
            charter: [1; 8],
            now: 1_786_000_000,
            origins: vec![OriginState::default(), origin],
            wanted: vec![Wanted { origin: 1, index: 9, commitment: Hash([3; 32]), chunk: 4, have: 70_000 }],
            lacks: 1,
        }
    }

    #[test]
    fn every_message_comes_back_as_it_left() {
        assert_eq!(Greeting::decode(&greeting().encode()).unwrap(), greeting());
        let delivery = Delivery { package: vec![1, 2, 3], offers: greeting().origins[1].offers.clone() };
        assert_eq!(Delivery::decode(&delivery.encode()).unwrap(), delivery);
        let stored = Stored {
            size: 5,
            cosignature: Some("— x y".to_owned()),
            refusal: None,
            wanted: greeting().wanted,
        };
        assert_eq!(Stored::decode(&stored.encode()).unwrap(), stored);
        let root = EarlierRoot { root: Hash([1; 32]), proof: vec![Hash([2; 32])], note: "n".to_owned() };
        assert_eq!(EarlierRoot::decode(&root.encode()).unwrap(), root);
        let parting = Parting {
            size: 3,
            note: "n".to_owned(),
            consistency: vec![],
            leaf: Hash([4; 32]),
            inclusion: vec![Hash([5; 32])],
        };
        for parting in [None, Some(parting)] {
            let told = Told { origin: 2, evidence: "e".to_owned(), parting };
            assert_eq!(Told::decode(&told.encode()).unwrap(), told);
        }
        assert_eq!(decode_have(&encode_have(65_000)).unwrap(), 65_000);
    }

    #[test]
    fn a_length_that_lies_is_refused_before_anything_is_allocated() {
        // A greeting whose list of origins claims 2^63 items.
        let mut bytes = greeting().encode();
        let at = 1 + 1 + 9 + 5;
        assert_eq!(bytes[at], 0x82);
        bytes.splice(at..=at, [0x9b, 0x80, 0, 0, 0, 0, 0, 0, 0]);
        assert!(matches!(Greeting::decode(&bytes), Err(MirrorError::Malformed { .. })));
        // A proof of 65 hashes.
        let root = EarlierRoot { root: Hash([1; 32]), proof: vec![Hash([2; 32]); 65], note: String::new() };
        assert!(matches!(EarlierRoot::decode(&root.encode()), Err(MirrorError::Malformed { .. })));
    }

    #[test]
    fn nesting_beyond_the_bound_is_refused() {
        let error = Greeting::decode(&[0x81; 4000]).unwrap_err();
        assert_eq!(error.to_string(), "greeting is malformed: CBOR is nested more than 8 deep at byte 9");
    }

    #[test]
    fn another_version_is_refused() {
        let mut bytes = greeting().encode();
        bytes[1] = 2;
        assert!(Greeting::decode(&bytes).unwrap_err().to_string().contains("another version"));
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Greeting::decode(&bytes);
            let _ = Delivery::decode(&bytes);
            let _ = Stored::decode(&bytes);
            let _ = Told::decode(&bytes);
        }

        #[test]
        fn a_greeting_with_one_byte_changed_never_panics(at in 0usize..150, bit in 0u8..8) {
            let mut bytes = greeting().encode();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let _ = Greeting::decode(&bytes);
        }
    }
}
