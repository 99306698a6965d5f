//! The bytes of the record of a seal: a versioned, deterministic CBOR array (RFC 8949 §4.2.1).
//!
//! ```text
//! seal    [1, manifest, root, files, bytes, made, title, reference, note, officer]
//! ```
//!
//! `manifest` is the SHA-256 of the manifest's text, `root` the root over its exhibits. The record is sealed: other
//! authorities see that something was recorded, and cosign when. Golden bytes are in the tests below.

use super::manifest::{MAX_REFERENCE, MAX_TITLE, Manifest, are_lawful_words};
use liptako_core::{CborError, ObjectId, UnixSeconds, check_deterministic};
use liptako_identity::Officer;
use liptako_journal::Hash;
use minicbor::{Decoder, Encoder};

/// Longest note, in characters.
pub const MAX_NOTE: usize = 1_000;
/// Largest payload, in bytes.
const MAX_PAYLOAD_BYTES: usize = 16 * 1024;
const VERSION: u8 = 1;

/// What an authority records of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// SHA-256 of the manifest.
    pub manifest: Hash,
    /// Root over its exhibits.
    pub root: Hash,
    /// Number of files.
    pub files: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// When the folder was sealed, by the clock of the machine that did it.
    pub made: UnixSeconds,
    /// What it is; may be empty.
    pub title: String,
    /// Number of the case or inspection; may be empty.
    pub reference: String,
    /// Where and in which circumstances, in words; may be empty.
    pub note: String,
    /// Who records it, and signs.
    pub officer: Officer,
}

/// Why bytes are not the record of a seal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than any record of a seal.
    #[error("the record of a seal has at most 16 KiB, this one has {0} bytes")]
    TooLarge(usize),
    /// Not deterministic CBOR.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A version this program does not know.
    #[error("version {0} of this record is not known here: a newer Liptako wrote it")]
    Version(u8),
    /// Not the array that this version describes.
    #[error("the record is not as its version describes")]
    Shape,
}

impl From<minicbor::decode::Error> for RecordError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Shape
    }
}

impl Seal {
    /// What is recorded of a manifest.
    pub fn of(manifest: &Manifest, note: String, officer: Officer) -> Self {
        Self {
            manifest: manifest.hash(),
            root: manifest.root(),
            files: manifest.n_files(),
            bytes: manifest.bytes(),
            made: manifest.made,
            title: manifest.title.clone(),
            reference: manifest.reference.clone(),
            note,
            officer,
        }
    }

    /// The object of its records: drawn from the manifest, so that one manifest is one seal.
    pub fn object(&self) -> ObjectId {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.manifest.0[..16]);
        ObjectId::from_bytes(bytes)
    }

    /// Whether its words are within their bounds.
    pub fn is_sound(&self) -> bool {
        let note =
            self.note.chars().count() <= MAX_NOTE && !self.note.chars().any(|c| c.is_control() && c != '\n');
        note && are_lawful_words(&self.title, MAX_TITLE) && are_lawful_words(&self.reference, MAX_REFERENCE)
    }
}

/// Bytes of a seal.
pub fn encode_seal(seal: &Seal) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    let written = (|| {
        out.array(10)?.u8(VERSION)?.bytes(&seal.manifest.0)?.bytes(&seal.root.0)?;
        out.u64(seal.files)?.u64(seal.bytes)?.i64(seal.made)?;
        out.str(&seal.title)?.str(&seal.reference)?.str(&seal.note)?.encode(&seal.officer)?;
        Ok::<(), minicbor::encode::Error<std::convert::Infallible>>(())
    })();
    match written {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
}

/// Reads a seal.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_seal`] would write.
pub fn decode_seal(bytes: &[u8]) -> Result<Seal, RecordError> {
    if bytes.len() > MAX_PAYLOAD_BYTES {
        return Err(RecordError::TooLarge(bytes.len()));
    }
    check_deterministic(bytes)?;
    let mut input = Decoder::new(bytes);
    let fields = input.array()?;
    let version = input.u8()?;
    if version != VERSION {
        return Err(RecordError::Version(version));
    }
    if fields != Some(10) {
        return Err(RecordError::Shape);
    }
    let seal = Seal {
        manifest: hash(&mut input)?,
        root: hash(&mut input)?,
        files: input.u64()?,
        bytes: input.u64()?,
        made: input.i64()?,
        title: input.str()?.to_owned(),
        reference: input.str()?.to_owned(),
        note: input.str()?.to_owned(),
        officer: input.decode()?,
    };
    if seal.is_sound() { Ok(seal) } else { Err(RecordError::Shape) }
}

fn hash(input: &mut Decoder<'_>) -> Result<Hash, RecordError> {
    Ok(Hash(input.bytes()?.try_into().map_err(|_| RecordError::Shape)?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use liptako_identity::Function;

    pub(crate) fn officer() -> Officer {
        let function =
            Function { name: "inspector".into(), fr: "Contrôleuse".into(), en: "Inspector".into() };
        Officer { id: ObjectId::from_bytes([3; 16]), name: "Agente (fiction)".into(), function }
    }

    pub(crate) fn sample() -> Seal {
        Seal {
            manifest: Hash([1; 32]),
            root: Hash([2; 32]),
            files: 3,
            bytes: 200_003,
            made: 1_772_704_800,
            title: "Contrôle (fiction)".into(),
            reference: "ML-2026-0007".into(),
            note: "Siège, 2e étage.\nPrésents : deux agents.".into(),
            officer: officer(),
        }
    }

    #[test]
    fn the_bytes_of_version_1_are_frozen() {
        let bytes = encode_seal(&sample());
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/evidence-seal-1.hex");
        if std::env::var_os("LIPTAKO_WRITE_GOLDEN").is_some() {
            std::fs::write(golden, hex::encode(&bytes)).unwrap();
        }
        assert_eq!(hex::encode(&bytes), std::fs::read_to_string(golden).unwrap().trim());
        assert_eq!(decode_seal(&bytes).unwrap(), sample());
    }

    proptest::proptest! {
        #[test]
        fn foreign_bytes_are_refused_without_panic(at in 0usize..300, flip in 1u8..=255, cut in 0usize..300) {
            let mut bytes = encode_seal(&sample());
            let (at, cut) = (at % bytes.len(), cut % bytes.len());
            let _ = decode_seal(&bytes[..cut]);
            bytes[at] ^= flip;
            if let Ok(read) = decode_seal(&bytes) {
                proptest::prop_assert_eq!(encode_seal(&read), bytes);
            }
        }
    }
}
