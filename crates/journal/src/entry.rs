//! An entry: one line of a journal. It holds no human text, only commitments to bodies.
//!
//! Deterministic CBOR array, at most [`MAX_ENTRY_BYTES`]:
//! `[1, kind, object, previous|null, audience, seconds, [seen…], [[commitment, chunks, bucket]…], act?]`
//! with `act = [key id, signature]`. Bytes received are hashed and kept as they came; [`Entry::decode`]
//! accepts only the one encoding that [`Entry::encode`] would write.

use crate::act::ActPublicKey;
use crate::body::BodyHeader;
use crate::cbor::{self, Writer, Written};
use crate::hash::Hash;
use liptako_core::{
    Audience, CborError, Chance, Kind, MAX_MEMBERS, ObjectId, UnixSeconds, check_deterministic,
};
use minicbor::Decoder;

/// Longest entry, in bytes.
pub const MAX_ENTRY_BYTES: usize = 512;
/// Most other journals whose sizes an entry can state: a charter has at most 32 members.
pub const MAX_SEEN: usize = MAX_MEMBERS - 1;
/// Most bodies of one entry.
pub const MAX_BODIES: usize = 8;
/// Largest size bucket: bodies of at most 1024·4^9 bytes, 256 MiB.
pub const MAX_BUCKET: u8 = 9;

/// What an entry says of one body: enough to check it chunk by chunk, and no more than its rough size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyRef {
    /// RFC 6962 root over the salted chunks.
    pub commitment: Hash,
    /// Number of 64 KiB chunks, at least 1.
    pub chunks: u32,
    /// Smallest `b` with `length <= 1024·4^b` bytes.
    pub bucket: u8,
}

impl BodyRef {
    /// Whether the chunk count can belong to a body of this size bucket.
    pub const fn is_coherent(&self) -> bool {
        match self.bucket {
            0..=3 => self.chunks == 1,
            4..=MAX_BUCKET => {
                // A bucket ends at 4^b kibibytes, that is 4^(b-3) chunks.
                let most = 1 << (2 * (self.bucket - 3));
                most / 4 < self.chunks && self.chunks <= most
            }
            _ => false,
        }
    }
}

/// An officer's signature on an entry with legal effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// [`ActPublicKey::key_id`] of the signing key.
    pub key: ObjectId,
    /// Ed25519 over [`Entry::act_message`], in a sealed record over [`Entry::sealed_act_message`].
    pub signature: [u8; 64],
}

impl Act {
    /// Checks the signature over a message.
    ///
    /// # Errors
    /// [`EntryError::ActSignature`].
    pub fn verify(&self, message: &[u8], key: &ActPublicKey) -> Result<(), EntryError> {
        if self.key == key.key_id() && key.signed(message, &self.signature) {
            Ok(())
        } else {
            Err(EntryError::ActSignature)
        }
    }
}

/// One line of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about; [`Kind::SEALED`] hides it.
    pub kind: Kind,
    /// The shared thing it is about, or a fresh identifier when sealed.
    pub object: ObjectId,
    /// Index, in this same journal, of the author's previous entry on the same object.
    pub previous: Option<u64>,
    /// Who may read the bodies; [`Audience::NONE`] when sealed, and only then.
    pub audience: Audience,
    /// When the author says it was written. A claim: order never comes from it.
    pub seconds: UnixSeconds,
    /// Sizes of the OTHER journals as the author had applied them, in charter order without the author.
    pub seen: Vec<u64>,
    /// The bodies it commits to.
    pub bodies: Vec<BodyRef>,
    /// The officer's signature, when the entry has legal effect.
    pub act: Option<Act>,
}

/// Why an entry is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Longer than [`MAX_ENTRY_BYTES`].
    #[error("an entry has at most 512 bytes, this one has {0}")]
    TooLong(usize),
    /// Not one deterministic CBOR item.
    #[error("the entry is not canonical: {0}")]
    Cbor(#[from] CborError),
    /// Not the array this version describes.
    #[error("the entry has another shape: {0}")]
    Shape(String),
    /// Written by a later version of this protocol.
    #[error("entry version {0} is not known here")]
    Version(u64),
    /// More than [`MAX_SEEN`] sizes or [`MAX_BODIES`] bodies.
    #[error("an entry lists at most 31 sizes and 8 bodies")]
    Count,
    /// A chunk count that does not fit its size bucket.
    #[error("{chunks} chunks do not fit size bucket {bucket}")]
    Bucket {
        /// The number of chunks stated.
        chunks: u32,
        /// The bucket stated.
        bucket: u8,
    },
    /// Kind 0 with an object history, an audience, an act or no body; or another kind with no audience.
    #[error(
        "only a sealed entry has no audience, and it has a body, no previous entry and no signature of its own"
    )]
    Sealing,
    /// Says the same in other bytes than [`Entry::encode`] would write.
    #[error("the entry is not written in its one canonical form")]
    NotCanonical,
    /// The entry carries no act.
    #[error("the entry carries no officer's signature")]
    NoAct,
    /// The act names another key, or its signature does not verify.
    #[error("the officer's signature does not verify")]
    ActSignature,
}

impl From<minicbor::decode::Error> for EntryError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

impl Entry {
    /// The public line of a sealed record: it shows only when, and roughly how much, was sent.
    ///
    /// The real kind, object, previous entry and audience stand in the header of each of its bodies, the officer's
    /// act in the content of the first. Strangers see how many bodies there are: one, or a file's parts after it.
    pub fn sealed(seconds: UnixSeconds, seen: Vec<u64>, bodies: Vec<BodyRef>, chance: &dyn Chance) -> Self {
        Self {
            kind: Kind::SEALED,
            object: ObjectId::fresh(chance),
            previous: None,
            audience: Audience::NONE,
            seconds,
            seen,
            bodies,
            act: None,
        }
    }

    /// Whether the real header is inside the body.
    pub fn is_sealed(&self) -> bool {
        self.kind == Kind::SEALED
    }

    /// The canonical bytes.
    ///
    /// # Errors
    /// [`EntryError::TooLong`], [`EntryError::Count`], [`EntryError::Bucket`], [`EntryError::Sealing`].
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        self.check()?;
        let bytes = cbor::encoded(|encoder| {
            encoder.array(8 + u64::from(self.act.is_some()))?;
            self.write_fields(encoder)?;
            if let Some(act) = &self.act {
                encoder.array(2)?.bytes(act.key.as_bytes())?.bytes(&act.signature)?;
            }
            Ok(())
        });
        if bytes.len() > MAX_ENTRY_BYTES { Err(EntryError::TooLong(bytes.len())) } else { Ok(bytes) }
    }

    /// Reads an entry that came from a journal.
    ///
    /// # Errors
    /// [`EntryError`]: anything but the one canonical encoding of a valid entry is refused.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(EntryError::TooLong(bytes.len()));
        }
        check_deterministic(bytes)?;
        let entry = Self::read(&mut Decoder::new(bytes))?;
        if entry.encode()? == bytes { Ok(entry) } else { Err(EntryError::NotCanonical) }
    }

    /// What an officer signs: `"liptako-acte/1\n" ‖ origin ‖ "\n" ‖ SHA-256(entry without act)`.
    ///
    /// The entry without act is the canonical array of its eight first fields.
    pub fn act_message(&self, origin: &str) -> Vec<u8> {
        let unsigned = cbor::encoded(|encoder| {
            encoder.array(8)?;
            self.write_fields(encoder)
        });
        [b"liptako-acte/1\n", origin.as_bytes(), b"\n", &Hash::of(&unsigned).0].concat()
    }

    /// Checks the officer's signature.
    ///
    /// # Errors
    /// [`EntryError::NoAct`], [`EntryError::ActSignature`].
    pub fn verify_act(&self, origin: &str, key: &ActPublicKey) -> Result<(), EntryError> {
        self.act.as_ref().ok_or(EntryError::NoAct)?.verify(&self.act_message(origin), key)
    }

    /// What an officer signs when the record is sealed. The act then stands inside the body, since a key named in the
    /// entry would tell strangers who acted; and the signature cannot cover the commitment of the body it is in.
    ///
    /// `"liptako-acte-scelle/1\n" ‖ origin ‖ "\n" ‖ SHA-256(entry in the clear ‖ SHA-256(content))`, where the entry in
    /// the clear is the canonical array of eight fields with kind, object, previous and audience of `header`, seconds
    /// and seen of this entry, and the bodies after the first; `content` is that of the first body without the act.
    pub fn sealed_act_message(&self, header: &BodyHeader, content: &[u8]) -> Vec<u8> {
        let clear = Self {
            kind: header.kind,
            object: header.object,
            previous: header.previous,
            audience: header.audience,
            seconds: self.seconds,
            seen: self.seen.clone(),
            bodies: self.bodies.get(1..).unwrap_or_default().to_vec(),
            act: None,
        };
        let mut signed = cbor::encoded(|encoder| {
            encoder.array(8)?;
            clear.write_fields(encoder)
        });
        signed.extend_from_slice(&Hash::of(content).0);
        [b"liptako-acte-scelle/1\n", header.origin.as_bytes(), b"\n", &Hash::of(&signed).0].concat()
    }

    fn check(&self) -> Result<(), EntryError> {
        if self.seen.len() > MAX_SEEN || self.bodies.len() > MAX_BODIES {
            return Err(EntryError::Count);
        }
        if let Some(body) = self.bodies.iter().find(|body| !body.is_coherent()) {
            return Err(EntryError::Bucket { chunks: body.chunks, bucket: body.bucket });
        }
        let lawful = if self.is_sealed() {
            self.previous.is_none()
                && self.audience == Audience::NONE
                && !self.bodies.is_empty()
                && self.act.is_none()
        } else {
            self.audience != Audience::NONE
        };
        if lawful { Ok(()) } else { Err(EntryError::Sealing) }
    }

    fn write_fields(&self, encoder: &mut Writer) -> Written {
        encoder.u8(1)?.u16(self.kind.0)?.bytes(self.object.as_bytes())?;
        cbor::write_optional(encoder, self.previous)?;
        encoder.u32(self.audience.0)?.i64(self.seconds)?;
        encoder.array(self.seen.len() as u64)?;
        for size in &self.seen {
            encoder.u64(*size)?;
        }
        encoder.array(self.bodies.len() as u64)?;
        for body in &self.bodies {
            encoder.array(3)?.bytes(&body.commitment.0)?.u32(body.chunks)?.u8(body.bucket)?;
        }
        Ok(())
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, EntryError> {
        let fields = cbor::array(decoder)?;
        match decoder.u64()? {
            1 => {}
            version => return Err(EntryError::Version(version)),
        }
        if !(8..=9).contains(&fields) {
            return Err(EntryError::Shape(format!("{fields} fields")));
        }
        let kind = Kind(decoder.u16()?);
        let object = ObjectId::from_bytes(cbor::fixed(decoder)?);
        let previous = cbor::optional(decoder)?;
        let audience = Audience(decoder.u32()?);
        let seconds = decoder.i64()?;
        // The whole entry is at most 512 bytes, so these loops end soon whatever the counts claim.
        let seen = (0..cbor::array(decoder)?).map(|_| decoder.u64()).collect::<Result<_, _>>()?;
        let mut bodies = Vec::new();
        for _ in 0..cbor::array(decoder)? {
            if cbor::array(decoder)? != 3 {
                return Err(EntryError::Shape("a body is named by three fields".into()));
            }
            let commitment = Hash(cbor::fixed(decoder)?);
            bodies.push(BodyRef { commitment, chunks: decoder.u32()?, bucket: decoder.u8()? });
        }
        let act = if fields == 9 { Some(read_act(decoder)?) } else { None };
        Ok(Self { kind, object, previous, audience, seconds, seen, bodies, act })
    }
}

fn read_act(decoder: &mut Decoder<'_>) -> Result<Act, EntryError> {
    if cbor::array(decoder)? != 2 {
        return Err(EntryError::Shape("an act has two fields".into()));
    }
    Ok(Act { key: ObjectId::from_bytes(cbor::fixed(decoder)?), signature: cbor::fixed(decoder)? })
}
