//! The bytes of a file's record: a versioned, deterministic CBOR array (RFC 8949 §4.2.1).
//!
//! ```text
//! file record   [1, name, kind, bytes, sha-256, bytes of a part, text | null]
//! text          [whole, bytes, zstd of the text]
//! attachment    [object, name, kind, bytes, sha-256]      inside the records of what a file hangs on
//! ```
//!
//! The file itself is in the bodies that follow the record's own: part `n` holds the bytes from `n` times the bytes of a
//! part on. The text is what search finds in the file, compressed so that the record stays in one chunk and is not
//! waited for longer than any other. A published form never changes; a golden file in `tests/golden` holds version 1.

use super::name::{FileName, MediaType};
use super::text::{MAX_PACKED_BYTES, MAX_TEXT_BYTES, Text};
use liptako_core::{CborError, ObjectId, check_deterministic};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Largest payload of a file's record, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 62 * 1024;
/// Largest file: 1 GiB.
pub const MAX_FILE_BYTES: u64 = 1 << 30;
/// Most parts: an entry names eight bodies, and the first is the record's own.
pub const MAX_PARTS: u64 = liptako_journal::MAX_BODIES as u64 - 1;
/// Bytes of every part but the last: with its header it just fills the largest size bucket, so that a sealed file is
/// hardly padded.
pub const PART_BYTES: u64 = liptako_journal::MAX_BODY_BYTES as u64 - 512;
/// Version written at the head of the record.
const VERSION: u8 = 1;

/// Why bytes are not a file's record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("the record of a file has at most 62 KiB, this one has {0} bytes")]
    TooLarge(usize),
    /// Not deterministic CBOR.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A version this program does not know.
    #[error("version {0} of this record is not known here: a newer Liptako wrote it")]
    Version(u8),
    /// Not the array that this version describes.
    #[error("the record is not as its version describes: {0}")]
    Shape(&'static str),
}

impl From<minicbor::decode::Error> for RecordError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Shape("a field has another type")
    }
}

/// A file as what it hangs on names it. Its bytes are in the record of `object`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// The file's own identifier.
    pub object: ObjectId,
    /// What it is called.
    pub name: FileName,
    /// What kind of file it is.
    pub media: MediaType,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl<C> minicbor::Encode<C> for Attachment {
    fn encode<W: minicbor::encode::Write>(
        &self,
        out: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        out.array(5)?.bytes(self.object.as_bytes())?.str(self.name.as_str())?.u8(self.media.number())?;
        out.u64(self.bytes)?.bytes(&self.sha256)?;
        Ok(())
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Attachment {
    fn decode(input: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let message = minicbor::decode::Error::message;
        if input.array()? != Some(5) {
            return Err(message("an attachment has five fields"));
        }
        let object = input.bytes()?.try_into().map_err(|_| message("not an identifier"))?;
        let name = input.str()?.parse().map_err(|_| message("not a safe file name"))?;
        let media = media(input.u8()?).map_err(|_| message("an unknown kind of file"))?;
        let bytes = input.u64()?;
        if bytes == 0 || bytes > MAX_FILE_BYTES {
            return Err(message("an impossible length"));
        }
        let sha256 = input.bytes()?.try_into().map_err(|_| message("not a SHA-256"))?;
        Ok(Self { object, name, media, bytes, sha256 })
    }
}

/// A kind of file by its number; one that is not known here would not be written again as it was read.
fn media(number: u8) -> Result<MediaType, RecordError> {
    let media = MediaType::from_number(number);
    if media.number() == number { Ok(media) } else { Err(RecordError::Shape("an unknown kind of file")) }
}

/// What a file's record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// What it is called.
    pub name: FileName,
    /// What kind of file it is.
    pub media: MediaType,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Bytes of every part but the last.
    pub part_bytes: u64,
    /// What could be read of it, as text.
    pub text: Option<Text>,
}

impl FileRecord {
    /// How many bodies hold the file.
    pub const fn parts(&self) -> u64 {
        self.bytes.div_ceil(self.part_bytes)
    }
}

/// Bytes of a file's record.
///
/// # Errors
/// [`RecordError::Shape`] when the text is longer than [`Text`] ever makes one.
pub fn encode(record: &FileRecord) -> Result<Vec<u8>, RecordError> {
    let packed = record.text.as_ref().map(|text| text.pack().ok_or(RecordError::Shape("a text too long")));
    let packed = packed.transpose()?;
    let mut out = Encoder::new(Vec::new());
    let written: Result<(), minicbor::encode::Error<std::convert::Infallible>> = (|| {
        out.array(7)?.u8(VERSION)?.str(record.name.as_str())?.u8(record.media.number())?;
        out.u64(record.bytes)?.bytes(&record.sha256)?.u64(record.part_bytes)?;
        match (&record.text, &packed) {
            (Some(text), Some(packed)) => {
                out.array(3)?.bool(text.is_whole)?.u32(text.text.len() as u32)?.bytes(packed)?;
            }
            _ => {
                out.null()?;
            }
        }
        Ok(())
    })();
    written.map_err(|_| RecordError::Shape("it cannot be written"))?;
    Ok(out.into_writer())
}

/// Reads a file's record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode`] writes; the compressed text is only held to its bounds.
pub fn decode(bytes: &[u8]) -> Result<FileRecord, RecordError> {
    if bytes.len() > MAX_PAYLOAD_BYTES {
        return Err(RecordError::TooLarge(bytes.len()));
    }
    check_deterministic(bytes)?;
    let mut input = Decoder::new(bytes);
    let fields = input.array()?;
    match input.u8()? {
        VERSION => {}
        version => return Err(RecordError::Version(version)),
    }
    if fields != Some(7) {
        return Err(RecordError::Shape("a file has seven fields"));
    }
    let name = input.str()?.parse().map_err(|_| RecordError::Shape("not a safe file name"))?;
    let media = media(input.u8()?)?;
    let length = input.u64()?;
    let sha256 = input.bytes()?.try_into().map_err(|_| RecordError::Shape("not a SHA-256"))?;
    let part_bytes = input.u64()?;
    if length == 0 || length > MAX_FILE_BYTES {
        return Err(RecordError::Shape("an impossible length"));
    }
    if part_bytes == 0 || part_bytes > PART_BYTES || length.div_ceil(part_bytes) > MAX_PARTS {
        return Err(RecordError::Shape("impossible parts"));
    }
    let text = if input.datatype()? == Type::Null {
        input.null()?;
        None
    } else {
        Some(text(&mut input)?)
    };
    Ok(FileRecord { name, media, bytes: length, sha256, part_bytes, text })
}

fn text(input: &mut Decoder<'_>) -> Result<Text, RecordError> {
    if input.array()? != Some(3) {
        return Err(RecordError::Shape("a text has three fields"));
    }
    let is_whole = input.bool()?;
    let length = input.u32()? as usize;
    let packed = input.bytes()?;
    if length > MAX_TEXT_BYTES || packed.len() > MAX_PACKED_BYTES {
        return Err(RecordError::Shape("a text too long"));
    }
    Text::unpack(packed, length, is_whole).ok_or(RecordError::Shape("a text that does not unpack"))
}
