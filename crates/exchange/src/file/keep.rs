//! From a file on disk to a record: first its bodies, outside of any act, then the record that names them.

use super::content::{Content, Reading};
use super::name::{FileName, MediaType};
use super::record::{Attachment, FileRecord, MAX_FILE_BYTES, PART_BYTES, encode};
use super::store::{Found, file as file_by, text_of};
use super::text::{self, Text};
use liptako_core::{Audience, Chance, Kind, ObjectId};
use liptako_journal::bodies::ReadSeek;
use liptako_journal::{BodyHeader, BodyRef, Sha256Writer};
use liptako_storage::{NewRecord, Road, Scribe, StorageError};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Why a file is not stored. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Longer than [`MAX_FILE_BYTES`].
    #[error("a file has at most 1 GiB, this one has {0} bytes")]
    TooLarge(u64),
    /// A file of no bytes.
    #[error("the file is empty")]
    Empty,
    /// It was stored for other readers than the record is for.
    #[error("the file was stored for other readers")]
    OtherReaders,
    /// No file of this identifier is here.
    #[error("this file is not here")]
    Unknown,
    /// It cannot be read.
    #[error("the file cannot be read: {0}")]
    Read(#[from] io::Error),
    /// The journal or the tables.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A file whose bodies are on disk, and which no record names yet: [`attach`] makes one in an act. When the act is not
/// done, give the file up with [`StoredFile::abandon`]; what is forgotten is taken away at the next start.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct StoredFile {
    object: ObjectId,
    record: FileRecord,
    parts: Vec<BodyRef>,
    audience: Audience,
    is_sealed: bool,
}

impl StoredFile {
    /// What the file will be called in what it hangs on.
    pub fn attachment(&self) -> Attachment {
        let FileRecord { name, media, bytes, sha256, .. } = self.record.clone();
        Attachment { object: self.object, name, media, bytes, sha256 }
    }

    /// The text found in it.
    pub const fn text(&self) -> Option<&Text> {
        self.record.text.as_ref()
    }

    /// Takes its bodies away again, unless a record names them. Blocks.
    ///
    /// # Errors
    /// [`StorageError::Journal`]: they are taken away at the next start.
    pub fn abandon(&self, road: &Road) -> Result<(), StorageError> {
        road.source().abandon_bodies(&self.parts)
    }
}

/// Stores a file for these readers: its kind, its text, its SHA-256, its bodies. Blocks, for about as long as reading the
/// file three times takes. A sealed file is padded, so that its length tells strangers little.
///
/// # Errors
/// [`FileError`].
pub fn store(
    road: &Road,
    path: &Path,
    name: FileName,
    audience: Audience,
    is_sealed: bool,
    chance: &dyn Chance,
) -> Result<StoredFile, FileError> {
    let mut file = std::fs::File::open(path)?;
    let bytes = checked_length(file.metadata()?.len())?;
    let mut beginning = Vec::new();
    (&mut file).take(64).read_to_end(&mut beginning)?;
    let media = MediaType::of(&name, &beginning);
    file.seek(SeekFrom::Start(0))?;
    let sha256 = digest(&mut file, bytes)?;
    let text = text::of_file(path, media);
    let record = FileRecord { name, media, bytes, sha256, part_bytes: PART_BYTES, text };
    store_parts(road, &mut file, record, audience, is_sealed, chance)
}

/// Stores a file that is here once more, for other readers, under an identifier of its own. Blocks.
///
/// # Errors
/// [`FileError`]; [`FileError::Unknown`] when it is not here, [`FileError::Read`] when not all of it is.
pub fn copy_for(
    road: &Road,
    object: ObjectId,
    audience: Audience,
    is_sealed: bool,
    chance: &dyn Chance,
) -> Result<StoredFile, FileError> {
    let found = road.db().read(|tx| {
        let Some(file) = file_by(tx, object)? else { return Ok::<_, StorageError>(None) };
        Ok(Some((text_of(tx, object)?, file)))
    })?;
    let (text, file) = found.ok_or(FileError::Unknown)?;
    let mut reading = Reading::new(Content::new(road.source().clone(), &file));
    let Attachment { name, media, bytes, sha256, .. } = file.attachment;
    if digest(&mut reading, bytes)? != sha256 {
        return Err(io::Error::other("its bytes are not those that its record names").into());
    }
    let is_whole = file.found == Found::Everything;
    let text = text.map(|text| Text { text, is_whole });
    let record = FileRecord { name, media, bytes, sha256, part_bytes: PART_BYTES, text };
    store_parts(road, &mut reading, record, audience, is_sealed, chance)
}

const fn checked_length(bytes: u64) -> Result<u64, FileError> {
    match bytes {
        0 => Err(FileError::Empty),
        bytes if bytes > MAX_FILE_BYTES => Err(FileError::TooLarge(bytes)),
        bytes => Ok(bytes),
    }
}

fn digest(from: &mut dyn ReadSeek, bytes: u64) -> Result<[u8; 32], FileError> {
    let (mut writer, mut buffer, mut left) = (Sha256Writer::default(), vec![0; 64 * 1024], bytes);
    while left > 0 {
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let piece = &mut buffer[..wanted];
        from.read_exact(piece)?;
        writer = writer.and(piece);
        left -= piece.len() as u64;
    }
    Ok(writer.finish().0)
}

fn store_parts(
    road: &Road,
    from: &mut dyn ReadSeek,
    record: FileRecord,
    audience: Audience,
    is_sealed: bool,
    chance: &dyn Chance,
) -> Result<StoredFile, FileError> {
    let member = road.charter().member(road.me());
    let origin = member.map(|member| member.origin.clone()).unwrap_or_default();
    let object = ObjectId::fresh(chance);
    let header = BodyHeader { origin, object, kind: Kind::EXCHANGE_FILE, previous: None, audience };
    let mut stored = StoredFile { object, record, parts: Vec::new(), audience, is_sealed };
    for part in 0..stored.record.parts() {
        let begins = part * PART_BYTES;
        let length = PART_BYTES.min(stored.record.bytes - begins);
        let body = from
            .seek(SeekFrom::Start(begins))
            .map_err(FileError::Read)
            .and_then(|_| Ok(road.source().store_body(&header, from, length, is_sealed, chance)?));
        match body {
            Ok(body) => stored.parts.push(body),
            Err(error) => {
                // What cannot be taken away now is at the next start.
                drop(stored.abandon(road));
                return Err(error);
            }
        }
    }
    Ok(stored)
}

/// Makes the record of a stored file, in an act. The readers and the sealing are those it was stored for.
///
/// # Errors
/// [`FileError::OtherReaders`]; [`FileError::Storage`] as [`Scribe::record`].
pub fn attach(
    scribe: &mut Scribe<'_>,
    file: &StoredFile,
    audience: Audience,
    is_sealed: bool,
) -> Result<Attachment, FileError> {
    if (file.audience, file.is_sealed) != (audience, is_sealed) {
        return Err(FileError::OtherReaders);
    }
    let payload = encode(&file.record).map_err(|error| StorageError::Record(error.to_string()))?;
    let make = if is_sealed { NewRecord::sealed } else { NewRecord::open };
    scribe.record(make(Kind::EXCHANGE_FILE, file.object, audience, payload).with_parts(&file.parts))?;
    Ok(file.attachment())
}
