//! Folders on disk: reading them, writing and reading a seal beside them. No network, no node, no database.
//!
//! A seal is a folder of its own, beside the sealed one: `manifest.txt`, `blocks.bin` (the leaf hash of each block, 32 bytes
//! each, in the manifest's order), and later `proof.txt`. It is written under another name and renamed at the end: a cut
//! leaves no half seal, and the next try begins again.

use super::compare::{Found, Report, compare};
use super::manifest::{
    BLOCK_BYTES, Content, Exhibit, MAX_DEPTH, MAX_EXHIBITS, MAX_MANIFEST_BYTES, MAX_REFERENCE, MAX_TITLE,
    Manifest, ManifestFault, are_lawful_words, blocks_of, is_lawful_path,
};
use liptako_core::UnixSeconds;
use liptako_journal::Hash;
use liptako_journal::merkle::{MemoryTree, leaf_hash};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use unicode_normalization::UnicodeNormalization as _;

/// The manifest, inside a seal.
pub const MANIFEST_FILE: &str = "manifest.txt";
/// The hashes of the blocks, inside a seal.
pub const BLOCKS_FILE: &str = "blocks.bin";
/// The proof that a journal holds the seal, inside a seal.
pub const PROOF_FILE: &str = "proof.txt";
/// Longest file of blocks that is read: 2 TiB of exhibits.
const MAX_BLOCKS_BYTES: u64 = 1 << 30;

/// Why a folder cannot be sealed or compared. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// A file or folder cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Not a folder.
    #[error("{0} is not a folder")]
    NotAFolder(PathBuf),
    /// There is nothing in it.
    #[error("there is nothing in {0}")]
    Empty(PathBuf),
    /// A link, a device, a socket: what it means may change without any byte of the folder changing.
    #[error("{0} is neither a file nor a folder")]
    Odd(PathBuf),
    /// A name that cannot stand in a manifest: not UTF-8, with control characters or a backslash, too long.
    #[error("the name of {0} cannot stand in a manifest")]
    Name(PathBuf),
    /// Two names that only their composition of accents tells apart.
    #[error("{0} has the same name twice, written in two ways")]
    Twice(PathBuf),
    /// More than [`MAX_EXHIBITS`], or deeper than [`MAX_DEPTH`].
    #[error("{0} holds too many files, or is too deep")]
    TooLarge(PathBuf),
    /// It changed while it was read.
    #[error("{0} changed while it was read")]
    Changed(PathBuf),
    /// The seal would lie inside the folder it seals.
    #[error("the seal {0} would lie inside the folder it seals")]
    Inside(PathBuf),
    /// There is something there already.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// The title or reference cannot stand on a line.
    #[error("the title or the reference is too long, or holds control characters")]
    Words,
    /// The manifest of a seal cannot be read.
    #[error("{path}: {fault}")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Why.
        fault: ManifestFault,
    },
}

impl FolderFault {
    fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::Io { path: path.to_owned(), error }
    }
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub done: u64,
    /// Bytes to read.
    pub total: u64,
}

/// What to seal, and under which words.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Where the seal goes: a folder that does not exist yet.
    pub out: &'a Path,
    /// What it is; may be empty.
    pub title: &'a str,
    /// Number of the case or inspection; may be empty.
    pub reference: &'a str,
    /// When, by the clock of the machine.
    pub now: UnixSeconds,
}

/// Something in a folder, before its content is read.
struct Listed {
    path: String,
    place: PathBuf,
    bytes: u64,
    modified: UnixSeconds,
    kind: ListedKind,
}

#[derive(PartialEq, Eq)]
enum ListedKind {
    File,
    EmptyFolder,
    Odd,
}

fn modified(meta: &fs::Metadata) -> UnixSeconds {
    let at = meta.modified().unwrap_or(UNIX_EPOCH);
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    }
}

/// Everything under a folder, in no order, links not followed.
fn walk(folder: &Path) -> Result<Vec<Listed>, FolderFault> {
    let meta = fs::symlink_metadata(folder).map_err(FolderFault::at(folder))?;
    if !meta.is_dir() {
        return Err(FolderFault::NotAFolder(folder.to_owned()));
    }
    let (mut all, mut waiting) = (Vec::new(), vec![(folder.to_owned(), String::new(), 0usize)]);
    while let Some((place, prefix, depth)) = waiting.pop() {
        let too_large = || FolderFault::TooLarge(folder.to_owned());
        if depth > MAX_DEPTH {
            return Err(too_large());
        }
        let mut is_empty = true;
        for entry in fs::read_dir(&place).map_err(FolderFault::at(&place))? {
            is_empty = false;
            let place = entry.map_err(FolderFault::at(&place))?.path();
            let named = || FolderFault::Name(place.clone());
            let name: String =
                place.file_name().and_then(|name| name.to_str()).ok_or_else(named)?.nfc().collect();
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            if !is_lawful_path(&path) {
                return Err(named());
            }
            if all.len() >= MAX_EXHIBITS {
                return Err(too_large());
            }
            let meta = fs::symlink_metadata(&place).map_err(FolderFault::at(&place))?;
            if meta.is_dir() {
                waiting.push((place, path, depth + 1));
            } else {
                let kind = if meta.is_file() { ListedKind::File } else { ListedKind::Odd };
                all.push(Listed { path, place, bytes: meta.len(), modified: modified(&meta), kind });
            }
        }
        if is_empty && depth > 0 {
            let kind = ListedKind::EmptyFolder;
            all.push(Listed { path: prefix, place, bytes: 0, modified: 0, kind });
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    match all.windows(2).find(|pair| pair[0].path == pair[1].path) {
        Some(pair) => Err(FolderFault::Twice(pair[1].place.clone())),
        None => Ok(all),
    }
}

/// Reads one file block by block. Nothing but one block is held.
fn read(listed: &Listed, mut block_read: impl FnMut(u64)) -> Result<Found, FolderFault> {
    let here = |error| FolderFault::Io { path: listed.place.clone(), error };
    let mut file = File::open(&listed.place).map_err(here)?;
    let (mut leaves, mut total) = (Vec::new(), 0u64);
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let mut filled = 0;
        while filled < BLOCK_BYTES {
            match file.read(&mut block[filled..]) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(here(error)),
            }
        }
        if filled == 0 {
            break;
        }
        leaves.push(leaf_hash(&block[..filled]));
        total += filled as u64;
        block_read(filled as u64);
    }
    let meta = file.metadata().map_err(here)?;
    if total != listed.bytes || meta.len() != listed.bytes || modified(&meta) != listed.modified {
        return Err(FolderFault::Changed(listed.place.clone()));
    }
    let root = MemoryTree::from_leaves(leaves.iter().copied()).root();
    let content = Content::File { root, bytes: total, modified: listed.modified };
    Ok(Found { exhibit: Exhibit { path: listed.path.clone(), content }, leaves })
}

/// Seals a folder as it lies there. The same folder gives the same lines on every machine.
///
/// # Errors
/// [`FolderFault`]; nothing is written then.
pub fn seal_folder(
    sealing: &Sealing<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, FolderFault> {
    let Sealing { folder, out, title, reference, now } = *sealing;
    if !are_lawful_words(title, MAX_TITLE) || !are_lawful_words(reference, MAX_REFERENCE) {
        return Err(FolderFault::Words);
    }
    let whole = fs::canonicalize(folder).map_err(FolderFault::at(folder))?;
    if fs::symlink_metadata(out).is_ok() {
        return Err(FolderFault::Exists(out.to_owned()));
    }
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if fs::canonicalize(parent).map_err(FolderFault::at(parent))?.starts_with(&whole) {
        return Err(FolderFault::Inside(out.to_owned()));
    }
    let listed = walk(&whole)?;
    if listed.is_empty() {
        return Err(FolderFault::Empty(folder.to_owned()));
    }
    if let Some(odd) = listed.iter().find(|listed| listed.kind == ListedKind::Odd) {
        return Err(FolderFault::Odd(odd.place.clone()));
    }
    let staged = out.with_file_name(format!(
        "{}.partial",
        out.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()
    ));
    // Left by a cut: it is ours by its name, and holds nothing that the folder itself does not give again.
    if fs::symlink_metadata(&staged).is_ok() {
        fs::remove_dir_all(&staged).map_err(FolderFault::at(&staged))?;
    }
    fs::create_dir(&staged).map_err(FolderFault::at(&staged))?;
    let written = write_seal(&staged, &listed, (now, title, reference), progress);
    match written.and_then(|manifest| {
        fs::rename(&staged, out).map_err(FolderFault::at(out))?;
        sync_folder(parent)?;
        Ok(manifest)
    }) {
        Ok(manifest) => Ok(manifest),
        Err(fault) => {
            drop(fs::remove_dir_all(&staged));
            Err(fault)
        }
    }
}

fn write_seal(
    staged: &Path,
    listed: &[Listed],
    (now, title, reference): (UnixSeconds, &str, &str),
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, FolderFault> {
    let total = listed.iter().map(|listed| listed.bytes).sum();
    let mut done = 0;
    let path = staged.join(BLOCKS_FILE);
    let mut blocks = std::io::BufWriter::new(File::create(&path).map_err(FolderFault::at(&path))?);
    let mut exhibits = Vec::with_capacity(listed.len());
    for listed in listed {
        if listed.kind == ListedKind::EmptyFolder {
            exhibits.push(Exhibit { path: listed.path.clone(), content: Content::EmptyFolder });
            continue;
        }
        let found = read(listed, |n| {
            done += n;
            progress(Progress { done, total });
        })?;
        for leaf in &found.leaves {
            blocks.write_all(&leaf.0).map_err(FolderFault::at(&path))?;
        }
        exhibits.push(found.exhibit);
    }
    let blocks = blocks.into_inner().map_err(|error| FolderFault::at(&path)(error.into_error()))?;
    blocks.sync_all().map_err(FolderFault::at(&path))?;
    let manifest = Manifest::new(now, title.to_owned(), reference.to_owned(), exhibits);
    let path = staged.join(MANIFEST_FILE);
    let mut file = File::create(&path).map_err(FolderFault::at(&path))?;
    file.write_all(manifest.to_string().as_bytes()).map_err(FolderFault::at(&path))?;
    file.sync_all().map_err(FolderFault::at(&path))?;
    sync_folder(staged)?;
    Ok(manifest)
}

fn sync_folder(folder: &Path) -> Result<(), FolderFault> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(FolderFault::at(folder))
}

/// Reads the manifest of a seal, and its blocks when they are there and fit it.
///
/// # Errors
/// [`FolderFault::Io`], [`FolderFault::Manifest`].
pub fn read_seal(seal: &Path) -> Result<(Manifest, Option<Vec<Hash>>), FolderFault> {
    let path = seal.join(MANIFEST_FILE);
    let file = File::open(&path).map_err(FolderFault::at(&path))?;
    let mut text = String::new();
    // One byte more than allowed is enough to be refused.
    file.take(MAX_MANIFEST_BYTES as u64 + 1).read_to_string(&mut text).map_err(FolderFault::at(&path))?;
    let manifest: Manifest = text.parse().map_err(|fault| FolderFault::Manifest { path, fault })?;
    let blocks = read_blocks(&seal.join(BLOCKS_FILE), &manifest);
    Ok((manifest, blocks))
}

/// Blocks that do not give the manifest's roots tell nothing, and are as if they were not there.
fn read_blocks(path: &Path, manifest: &Manifest) -> Option<Vec<Hash>> {
    let length = manifest.n_blocks().checked_mul(32).filter(|length| *length <= MAX_BLOCKS_BYTES)?;
    if fs::metadata(path).ok()?.len() != length {
        return None;
    }
    let mut all = Vec::new();
    for leaf in fs::read(path).ok()?.chunks_exact(32) {
        let mut hash = [0; 32];
        hash.copy_from_slice(leaf);
        all.push(Hash(hash));
    }
    let mut offset = 0usize;
    for exhibit in &manifest.exhibits {
        let Content::File { root, bytes, .. } = exhibit.content else { continue };
        let end = offset + blocks_of(bytes) as usize;
        if MemoryTree::from_leaves(all.get(offset..end)?.iter().copied()).root() != root {
            return None;
        }
        offset = end;
    }
    Some(all)
}

/// Reads a folder again and compares it with its seal.
///
/// # Errors
/// [`FolderFault`]: it cannot be read. What was added, links included, is no error: it is in the report.
pub fn verify_folder(
    folder: &Path,
    manifest: &Manifest,
    blocks: Option<&[Hash]>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, FolderFault> {
    let listed = walk(folder)?;
    let sealed: HashMap<&str, Content> =
        manifest.exhibits.iter().map(|exhibit| (exhibit.path.as_str(), exhibit.content)).collect();
    let total =
        listed.iter().filter(|listed| listed.kind == ListedKind::File).map(|listed| listed.bytes).sum();
    let (mut done, mut found, mut odd) = (0, Vec::with_capacity(listed.len()), Vec::new());
    for listed in &listed {
        match listed.kind {
            ListedKind::Odd => odd.push(listed.path.clone()),
            ListedKind::EmptyFolder => {
                let exhibit = Exhibit { path: listed.path.clone(), content: Content::EmptyFolder };
                found.push(Found { exhibit, leaves: Vec::new() });
            }
            ListedKind::File => {
                let mut one = read(listed, |n| {
                    done += n;
                    progress(Progress { done, total });
                })?;
                let then = sealed.get(listed.path.as_str());
                let is_same = matches!((then, one.exhibit.content),
                    (Some(Content::File { root, .. }), Content::File { root: now, .. }) if *root == now);
                if is_same || then.is_none() {
                    one.leaves = Vec::new();
                }
                found.push(one);
            }
        }
    }
    let mut report = compare(manifest, blocks, &found);
    report.added.extend(odd);
    report.added.sort();
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let pieces = dir.path().join("pieces");
        fs::create_dir_all(pieces.join("photos")).unwrap();
        fs::create_dir(pieces.join("vide")).unwrap();
        fs::write(pieces.join("notes.txt"), "abc").unwrap();
        fs::write(pieces.join("photos/entrée.jpg"), vec![7; 200_000]).unwrap();
        dir
    }

    fn sealed(dir: &Path) -> Result<Manifest, FolderFault> {
        let (folder, out) = (dir.join("pieces"), dir.join("pieces.seal"));
        let sealing =
            Sealing { folder: &folder, out: &out, title: "Essai", reference: "", now: 1_772_704_800 };
        seal_folder(&sealing, &mut |_| {})
    }

    fn verified(dir: &Path) -> Report {
        let (manifest, blocks) = read_seal(&dir.join("pieces.seal")).unwrap();
        verify_folder(&dir.join("pieces"), &manifest, blocks.as_deref(), &mut |_| {}).unwrap()
    }

    #[test]
    fn a_folder_is_sealed_and_found_intact() {
        let dir = folder();
        let manifest = sealed(dir.path()).unwrap();
        assert_eq!((manifest.n_files(), manifest.bytes(), manifest.n_blocks()), (2, 200_003, 5));
        let report = verified(dir.path());
        assert!(report.is_intact(), "{report:?}");
        assert_eq!(report.n_intact, 2);
        assert!(matches!(sealed(dir.path()), Err(FolderFault::Exists(_))));
    }

    #[test]
    fn a_changed_byte_is_named_and_a_new_link_too() {
        let dir = folder();
        sealed(dir.path()).unwrap();
        let photo = dir.path().join("pieces/photos/entrée.jpg");
        let mut bytes = fs::read(&photo).unwrap();
        bytes[70_000] ^= 1;
        fs::write(&photo, bytes).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", dir.path().join("pieces/lien")).unwrap();
        let report = verified(dir.path());
        assert_eq!(report.altered[0].path, "photos/entrée.jpg");
        assert_eq!((report.altered[0].spans[0].from, report.altered[0].spans[0].to), (65_536, 131_072));
        #[cfg(unix)]
        assert_eq!(report.added, ["lien"]);
    }

    #[test]
    fn blocks_that_do_not_fit_the_manifest_tell_nothing() {
        let dir = folder();
        sealed(dir.path()).unwrap();
        let blocks = dir.path().join("pieces.seal").join(BLOCKS_FILE);
        let mut bytes = fs::read(&blocks).unwrap();
        bytes[0] ^= 1;
        fs::write(&blocks, &bytes).unwrap();
        assert_eq!(read_seal(&dir.path().join("pieces.seal")).unwrap().1, None);
        bytes.truncate(40);
        fs::write(&blocks, bytes).unwrap();
        assert_eq!(read_seal(&dir.path().join("pieces.seal")).unwrap().1, None);
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_sealed_is_named_and_leaves_nothing() {
        let dir = folder();
        let pieces = dir.path().join("pieces");
        std::os::unix::fs::symlink("/etc/passwd", pieces.join("lien")).unwrap();
        assert!(matches!(sealed(dir.path()), Err(FolderFault::Odd(path)) if path.ends_with("lien")));
        fs::remove_file(pieces.join("lien")).unwrap();
        fs::write(pieces.join("a\u{7}b"), "x").unwrap();
        assert!(matches!(sealed(dir.path()), Err(FolderFault::Name(_))));
        fs::remove_file(pieces.join("a\u{7}b")).unwrap();
        fs::write(pieces.join("e\u{301}"), "x").unwrap();
        fs::write(pieces.join("\u{e9}"), "y").unwrap();
        assert!(matches!(sealed(dir.path()), Err(FolderFault::Twice(_))));
        let inside = pieces.join("seal");
        let sealing = Sealing { folder: &pieces, out: &inside, title: "", reference: "", now: 0 };
        assert!(matches!(seal_folder(&sealing, &mut |_| {}), Err(FolderFault::Inside(_))));
        let names: Vec<_> =
            fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["pieces"], "nothing half-made stays");
    }

    #[test]
    fn a_cut_leaves_no_half_seal_and_the_next_try_mends_it() {
        let dir = folder();
        let half = dir.path().join("pieces.seal.partial");
        fs::create_dir(&half).unwrap();
        fs::write(half.join(BLOCKS_FILE), "half").unwrap();
        sealed(dir.path()).unwrap();
        assert!(!half.exists() && verified(dir.path()).is_intact());
    }
}
