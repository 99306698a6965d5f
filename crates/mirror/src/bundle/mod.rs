//! Offline bundles: the same bytes as on a connection, on a stick.
//!
//! A bundle is a folder `LPK1-<from>-<to>-<n>`: `manifest.txt`, a note signed by the sender's log key that lists
//! the parts with their lengths and SHA-256; and the parts `part-0001.age`…, each at most 1 MiB, sealed with
//! `age` to the receiving node. Inside a part stand records one after another. Any part can be imported in any
//! order and any number of times.

mod asked;
mod export;
mod import;

pub(crate) use asked::Asked;
pub use export::Exported;
pub use import::Imported;

use crate::wire::Wanted;
use crate::{BundleFault, MirrorError};
use liptako_core::UnixSeconds;
use liptako_journal::{Hash, LogKey, SignedNote, VerifierKey};
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Longest sealed part.
pub const MAX_PART_BYTES: u64 = 1024 * 1024;
/// Most parts of one bundle: their lines fit in one note. What does not fit goes into the next bundle.
pub const MAX_PARTS: usize = 500;
/// Longest manifest.
const MAX_MANIFEST_BYTES: u64 = 64 * 1024;
/// Plain bytes of a part: sealing adds 16 bytes to each 64 KiB and a header of some 200.
const PART_PLAIN_BYTES: usize = 1_000_000;
/// Name of the manifest in its folder.
const MANIFEST: &str = "manifest.txt";
/// First line of a manifest. No checkpoint begins so: an origin has no such form.
const FIRST_LINE: &str = "liptako-bundle/1";
/// First bytes of every part.
const PART_HEAD: &[u8] = b"liptako-part/1\n";

/// How far a long export or import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleProgress {
    /// Entries written, or parts read.
    pub done: u64,
    /// Of how many, as far as known.
    pub total: u64,
}

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Manifest {
    from: String,
    to: String,
    number: u64,
    made: UnixSeconds,
    parts: Vec<PartLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct PartLine {
    length: u64,
    sha256: Hash,
}

/// FAT-safe and fixed: a manifest cannot name any other file.
fn part_name(at: usize) -> String {
    format!("part-{:04}.age", at + 1)
}

fn folder_name(from: &str, to: &str, number: u64) -> String {
    format!("LPK1-{from}-{to}-{number}")
}

impl Manifest {
    fn text(&self) -> String {
        let Self { from, to, number, made, .. } = self;
        let mut text = format!("{FIRST_LINE}\nfrom {from}\nto {to}\nnumber {number}\nmade {made}\n");
        for (at, part) in self.parts.iter().enumerate() {
            text.push_str(&format!("{} {} {}\n", part_name(at), part.length, part.sha256));
        }
        text
    }

    fn sign(&self, key: &LogKey) -> String {
        let text = self.text();
        let signatures = vec![key.sign(&text)];
        SignedNote { text, signatures }.to_string()
    }

    /// Reads the lines; `key_of` finds the key of the member it claims to be from.
    fn open<'a>(
        bytes: &[u8],
        key_of: impl FnOnce(&str) -> Option<&'a VerifierKey>,
    ) -> Result<Self, MirrorError> {
        let refused = |why: &str| MirrorError::from(BundleFault::Manifest(why.to_owned()));
        let text = std::str::from_utf8(bytes).map_err(|_| refused("not text"))?;
        let note = SignedNote::parse(text).map_err(|error| refused(&error.to_string()))?;
        let manifest = Self::parse(&note.text).ok_or_else(|| refused("not the lines of a bundle"))?;
        let key = key_of(&manifest.from).ok_or_else(|| BundleFault::NoCard(manifest.from.clone()))?;
        note.verify(key).map_err(|error| refused(&error.to_string()))?;
        Ok(manifest)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let from = lines.next()?.strip_prefix("from ")?.to_owned();
        let to = lines.next()?.strip_prefix("to ")?.to_owned();
        let number = lines.next()?.strip_prefix("number ")?.parse().ok()?;
        let made = lines.next()?.strip_prefix("made ")?.parse().ok()?;
        let mut parts = Vec::new();
        for (at, line) in lines.enumerate() {
            let rest = line.strip_prefix(&part_name(at))?.strip_prefix(' ')?;
            let (length, sha256) = rest.split_once(' ')?;
            parts.push(PartLine { length: length.parse().ok()?, sha256: sha256.parse().ok()? });
            if parts.len() > MAX_PARTS || parts[at].length > MAX_PART_BYTES {
                return None;
            }
        }
        let manifest = Self { from, to, number, made, parts };
        // Read, written again and compared: one spelling only.
        (manifest.text() == text).then_some(manifest)
    }
}

/// One thing inside a part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// A [`crate::wire::Greeting`].
    Greeting(Vec<u8>),
    /// A [`crate::wire::Delivery`].
    Delivery(Vec<u8>),
    /// A chunk's frame, and the entry that names its body.
    Chunk(Wanted, Vec<u8>),
    /// A [`crate::wire::Told`].
    Told(Vec<u8>),
    /// A bundle of the reader was taken: its number, the hash of its manifest, whether wholly.
    Receipt(u64, Hash, bool),
}

impl Item {
    /// Type byte, big-endian u32 length, bytes.
    fn write(&self, part: &mut Vec<u8>) {
        let (tag, bytes) = match self {
            Self::Greeting(bytes) => (1, bytes.clone()),
            Self::Delivery(bytes) => (2, bytes.clone()),
            Self::Chunk(wanted, frame) => {
                let mut bytes = vec![wanted.origin];
                bytes.extend(wanted.index.to_be_bytes());
                bytes.extend(wanted.commitment.0);
                bytes.extend(wanted.chunk.to_be_bytes());
                bytes.extend(frame);
                (3, bytes)
            }
            Self::Told(bytes) => (4, bytes.clone()),
            Self::Receipt(number, manifest, complete) => {
                let mut bytes = number.to_be_bytes().to_vec();
                bytes.extend(manifest.0);
                bytes.push(u8::from(*complete));
                (5, bytes)
            }
        };
        part.push(tag);
        part.extend((bytes.len() as u32).to_be_bytes());
        part.extend(bytes);
    }

    /// Reads the items of a part. Lengths are those of slices of the part: none can ask for memory.
    fn read_all(part: &[u8]) -> Result<Vec<Self>, MirrorError> {
        let short = || MirrorError::malformed("part", "it ends early");
        let mut rest =
            part.strip_prefix(PART_HEAD).ok_or_else(|| MirrorError::malformed("part", "not of a bundle"))?;
        let mut items = Vec::new();
        while let Some((tag, after)) = rest.split_first() {
            let (length, after) = after.split_first_chunk().ok_or_else(short)?;
            let length = u32::from_be_bytes(*length) as usize;
            let (bytes, after) = after.split_at_checked(length).ok_or_else(short)?;
            items.push(
                Self::read(*tag, bytes).ok_or_else(|| MirrorError::malformed("part", "unknown record"))?,
            );
            rest = after;
        }
        Ok(items)
    }

    fn read(tag: u8, bytes: &[u8]) -> Option<Self> {
        match tag {
            1 => Some(Self::Greeting(bytes.to_vec())),
            2 => Some(Self::Delivery(bytes.to_vec())),
            3 => {
                let (origin, bytes) = bytes.split_first()?;
                let (index, bytes) = bytes.split_first_chunk()?;
                let (commitment, bytes) = bytes.split_first_chunk()?;
                let (chunk, frame) = bytes.split_first_chunk()?;
                let wanted = Wanted {
                    origin: *origin,
                    index: u64::from_be_bytes(*index),
                    commitment: Hash(*commitment),
                    chunk: u32::from_be_bytes(*chunk),
                    have: 0,
                };
                Some(Self::Chunk(wanted, frame.to_vec()))
            }
            4 => Some(Self::Told(bytes.to_vec())),
            5 => {
                let (number, bytes) = bytes.split_first_chunk()?;
                let (manifest, bytes) = bytes.split_first_chunk()?;
                let complete = match bytes {
                    [0] => false,
                    [1] => true,
                    _ => return None,
                };
                Some(Self::Receipt(u64::from_be_bytes(*number), Hash(*manifest), complete))
            }
            _ => None,
        }
    }
}

/// Reads a plain file of at most `limit` bytes. Links, folders and devices are refused: what lies on a stick
/// must not make the node read anything else.
fn read_plain(path: &Path, limit: u64) -> Result<Vec<u8>, MirrorError> {
    let here = |error| MirrorError::file(path, &error);
    let named = fs::symlink_metadata(path).map_err(here)?;
    let not_plain =
        || MirrorError::File { path: path.display().to_string(), reason: "not a plain file".to_owned() };
    if !named.is_file() {
        return Err(not_plain());
    }
    let file = File::open(path).map_err(here)?;
    let opened = file.metadata().map_err(here)?;
    if !same_file(&named, &opened) {
        return Err(not_plain());
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(here)?;
    if bytes.len() as u64 > limit {
        return Err(MirrorError::TooLong { what: "file of the bundle", limit });
    }
    Ok(bytes)
}

/// Whether the file that was opened is the one that was looked at: a link put there in between is noticed.
#[cfg(unix)]
fn same_file(named: &fs::Metadata, opened: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (named.dev(), named.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn same_file(named: &fs::Metadata, opened: &fs::Metadata) -> bool {
    opened.is_file() && named.len() == opened.len()
}

/// Writes a new file, durably.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), MirrorError> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| MirrorError::file(path, &error))
}

/// Makes a folder's names durable, where the file system knows how.
fn sync_folder(path: &Path) {
    // FAT under some systems cannot; the manifest's checksums then tell what is missing.
    drop(File::open(path).and_then(|folder| folder.sync_all()));
}

/// The bundle folders for a member in a folder, by sender and number; the folder itself when it is one.
fn bundles_for(dir: &Path, to: &str) -> Result<Vec<PathBuf>, MirrorError> {
    if fs::symlink_metadata(dir.join(MANIFEST)).is_ok() {
        return Ok(vec![dir.to_path_buf()]);
    }
    let mut found = Vec::new();
    let here = |error| MirrorError::file(dir, &error);
    for entry in fs::read_dir(dir).map_err(here)?.take(10_000) {
        let entry = entry.map_err(here)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut fields = name.split('-');
        let fields = (fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
        if let (Some("LPK1"), Some(from), Some(target), Some(number), None) = fields
            && target == to
            && let Ok(number) = number.parse::<u64>()
            && entry.file_type().map_err(here)?.is_dir()
        {
            found.push((from.to_owned(), number, entry.path()));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, _, path)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;

    fn manifest() -> Manifest {
        Manifest {
            from: "ml".to_owned(),
            to: "bf".to_owned(),
            number: 7,
            made: 1_786_000_000,
            parts: vec![PartLine { length: 5, sha256: Hash([7; 32]) }],
        }
    }

    #[test]
    fn a_manifest_is_read_only_under_the_senders_signature() {
        let chance = SeededChance::new(3);
        let key = LogKey::generate("liptako.example/ml/1", &chance).unwrap();
        let other = LogKey::generate("liptako.example/ml/1", &chance).unwrap();
        let note = manifest().sign(&key);
        assert_eq!(Manifest::open(note.as_bytes(), |_| Some(key.verifier())).unwrap(), manifest());
        let error = Manifest::open(note.as_bytes(), |_| Some(other.verifier())).unwrap_err();
        assert!(error.to_string().starts_with("bundle refused: manifest"), "{error}");
        let tampered = note.replace("number 7", "number 8");
        assert!(Manifest::open(tampered.as_bytes(), |_| Some(key.verifier())).is_err());
    }

    #[test]
    fn a_manifest_cannot_name_another_file_or_a_longer_part() {
        let text = manifest().text();
        assert_eq!(Manifest::parse(&text), Some(manifest()));
        assert_eq!(Manifest::parse(&text.replace("part-0001.age", "../secret")), None);
        assert_eq!(Manifest::parse(&text.replace(" 5 ", " 1048577 ")), None);
        assert_eq!(Manifest::parse(&text.replace(" 5 ", " 05 ")), None);
    }

    #[test]
    fn items_come_back_as_they_left_and_a_cut_part_is_refused() {
        let wanted = Wanted { origin: 1, index: 3, commitment: Hash([2; 32]), chunk: 4, have: 0 };
        let items = [
            Item::Greeting(vec![1]),
            Item::Chunk(wanted, vec![9; 20]),
            Item::Receipt(3, Hash([1; 32]), true),
        ];
        let mut part = PART_HEAD.to_vec();
        items.iter().for_each(|item| item.write(&mut part));
        assert_eq!(Item::read_all(&part).unwrap(), items);
        for cut in PART_HEAD.len() + 1..part.len() {
            let whole = cut == PART_HEAD.len() + 6 || cut == PART_HEAD.len() + 6 + 5 + 65;
            assert_eq!(Item::read_all(&part[..cut]).is_ok(), whole, "cut at {cut}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_part_and_any_manifest_end_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = Item::read_all(&[PART_HEAD, &bytes].concat());
            let _ = Manifest::parse(&String::from_utf8_lossy(&bytes));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_on_the_stick_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (secret, link) = (dir.path().join("secret"), dir.path().join("part-0001.age"));
        fs::write(&secret, b"x").unwrap();
        std::os::unix::fs::symlink(&secret, &link).unwrap();
        let error = read_plain(&link, 10).unwrap_err();
        assert!(error.to_string().ends_with("not a plain file"), "{error}");
        assert!(matches!(read_plain(&secret, 0), Err(MirrorError::TooLong { .. })));
    }
}
