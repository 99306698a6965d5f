//! Verifying one journal's files.

use super::bodies::{Found, Holding};
use super::{JournalReport, Remedy, Report};
use crate::checkpoint::SignedCheckpoint;
use crate::disk::read_optional;
use crate::entry::{Entry, EntryError};
use crate::hash::Hash;
use crate::log::{Paths, Place, PromiseAtRest, StoreError, at_rest, load_frozen, read_cosigned};
use crate::merkle::{EMPTY_ROOT, Frontier, leaf_hash};
use crate::tile::{self, TILE_HEIGHT, TILE_WIDTH};
use liptako_core::{Charter, Kind, MemberIndex, ObjectId};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is gathered while a journal is read from its first entry to its last.
struct Walk<'a> {
    place: &'a Place,
    paths: &'a Paths,
    own: bool,
    others: usize,
    edge: Frontier,
    /// Hashes of the tile of each level that is being filled.
    tiles: Vec<Vec<Hash>>,
    objects: Vec<Option<ObjectId>>,
    seen: Vec<u64>,
    /// Roots wanted at these sizes: published and cosigned checkpoints.
    wanted: Vec<(u64, Hash, PathBuf)>,
    /// What does not fit together; the promised root tells in the end which side is wrong.
    doubtful: Vec<Doubt>,
    /// Entries of which bodies are not here: how many, and the file.
    missing: Vec<(u64, u64, PathBuf)>,
    /// Entries that later ones erase.
    erased: BTreeSet<u64>,
    found: &'a mut Found,
    report: &'a mut Report,
    summary: JournalReport,
}

/// Two files that contradict each other.
enum Doubt {
    /// Leaf hashes of a tile against these entries.
    Leaves { tile: PathBuf, entries: Vec<u64> },
    /// Hashes of a higher tile against the tree of the entries.
    Nodes { tile: PathBuf },
    /// A signed checkpoint against the entries.
    Note { note: PathBuf, size: u64 },
}

/// Verifies one journal; a folder that was never made is passed over for a copy.
pub(super) fn check(
    place: &Place,
    charter: &Charter,
    member: MemberIndex,
    own: bool,
    found: &mut Found,
    report: &mut Report,
    progress: &mut dyn FnMut(u64, u64),
) {
    let paths = Paths { dir: place.dir.clone(), lock: place.lock.clone() };
    let rest = match at_rest(place, &paths) {
        Ok(rest) => rest,
        Err(error) => return report.error(&paths.lock, &error),
    };
    let published = rest.published.as_ref().map(|published| (published.size(), *published.root()));
    let promise = match rest.promise {
        Some(promise) => promise,
        None => {
            let made = published.is_some() || matches!(place.disk.is_dir(&place.dir), Ok(true));
            if !report.restored && (own || made) {
                report.error(&paths.lock, &StoreError::LockMissing(paths.lock.clone()));
            }
            // What is published is then all that can be held against the files.
            let (size, root) = published.unwrap_or((0, EMPTY_ROOT));
            PromiseAtRest { size, root, complete: size, lock_whole: true }
        }
    };
    if !promise.lock_whole {
        report.fault(&paths.lock, None, "one of its two slots is damaged", Remedy::StartOnce);
    }
    if !report.has_loose_ends() {
        check_order(&paths, place, &promise, published, rest.staging_whole, report);
    }
    // In a directory in use the promise may be ahead of the files for a moment; what is published is complete.
    let (size, root) = published.filter(|_| report.in_use).unwrap_or((promise.size, promise.root));
    let summary = JournalReport {
        member,
        entries: 0,
        unknown_version: 0,
        bodies: 0,
        bodies_missing: 0,
        bodies_erased: 0,
        cosigners: 0,
    };
    let mut walk = Walk {
        place,
        paths: &paths,
        own,
        others: charter.members.len() - 1,
        edge: Frontier::new(),
        tiles: vec![Vec::new(); usize::from(tile::MAX_TILE_LEVEL) + 1],
        objects: Vec::new(),
        seen: Vec::new(),
        wanted: Vec::new(),
        doubtful: Vec::new(),
        missing: Vec::new(),
        erased: BTreeSet::new(),
        found,
        report,
        summary,
    };
    walk.check_notes(rest.published.as_ref(), promise.complete > 0);
    walk.read_entries(size, progress);
    walk.judge_missing();
    walk.judge(size, root);
    let summary = walk.summary;
    report.journals.push(summary);
}

/// The steps of the commit order at rest: nothing staged half, nothing published ahead or behind.
fn check_order(
    paths: &Paths,
    place: &Place,
    promise: &PromiseAtRest,
    published: Option<(u64, Hash)>,
    staging_whole: bool,
    report: &mut Report,
) {
    if !staging_whole {
        report.fault(&paths.staging(), None, "it is torn", Remedy::StartOnce);
    }
    match published {
        Some((published, _)) if published > promise.complete => {
            let error = StoreError::PublishedAhead {
                origin: place.log.name().into(),
                published,
                locked: promise.complete,
                lock: paths.lock.clone(),
            };
            report.error(&paths.published(), &error);
        }
        Some((published, _)) if published < promise.complete => {
            report.fault(&paths.published(), None, "it is older than what was promised", Remedy::StartOnce);
        }
        _ => {}
    }
}

impl Walk<'_> {
    /// The published checkpoint, the cosigned ones and the proof of a fork, each byte for byte.
    fn check_notes(&mut self, published: Option<&SignedCheckpoint>, expected: bool) {
        let disk = &*self.place.disk;
        let path = self.paths.published();
        match published {
            Some(published) => {
                self.same_text(&path, &published.to_string());
                self.wanted.push((published.size(), *published.root(), path));
            }
            None if expected || self.own || !matches!(disk.len(&path), Ok(None)) => {
                self.report.fault(&path, None, "it is missing or does not verify", Remedy::StartOnce);
            }
            None => {}
        }
        for cosigner in &self.place.cosigners {
            let path = self.paths.cosigned(&cosigner.code);
            match read_cosigned(disk, self.paths, &self.place.log, &cosigner.code, &cosigner.key) {
                Ok(Some(checkpoint)) => {
                    self.same_text(&path, &checkpoint.to_string());
                    self.wanted.push((checkpoint.size(), *checkpoint.root(), path));
                    self.summary.cosigners += 1;
                }
                Ok(None) if matches!(disk.len(&path), Ok(None)) => {}
                Ok(None) => {
                    self.report.fault(
                        &path,
                        None,
                        "the cosigned checkpoint does not verify",
                        Remedy::NextContact,
                    );
                }
                Err(error) => self.report.error(&path, &error),
            }
        }
        if let Err(error) = load_frozen(disk, self.paths, &self.place.log) {
            self.report.error(&self.paths.frozen(), &error);
        }
    }

    /// A note whose signatures verify may still hold junk beside them.
    fn same_text(&mut self, path: &Path, verified: &str) {
        let read = read_optional(&*self.place.disk, path).ok().flatten();
        if !self.report.in_use && read.is_some_and(|bytes| bytes != verified.as_bytes()) {
            self.report.fault(path, None, "it holds a line that does not verify", Remedy::StartOnce);
        }
    }

    fn read_entries(&mut self, size: u64, progress: &mut dyn FnMut(u64, u64)) {
        self.check_roots();
        for number in 0..size.div_ceil(TILE_WIDTH) {
            progress(number * TILE_WIDTH, size);
            let path = self.paths.bundle(number);
            let count = (size - number * TILE_WIDTH).min(TILE_WIDTH);
            let bytes = match self.place.disk.read(&path) {
                Ok(bytes) => bytes,
                Err(error) => return self.report.error(&path, &StoreError::io(&path, error)),
            };
            let mut rest = bytes.as_slice();
            for place in 0..count {
                let index = number * TILE_WIDTH + place;
                match tile::next_entry(rest) {
                    Ok(Some((entry, after))) => {
                        self.read_entry(index, entry, &path);
                        rest = after;
                    }
                    Ok(None) => {
                        return self.report.fault(
                            &path,
                            Some(index),
                            "the bundle ends too early",
                            Remedy::Restore,
                        );
                    }
                    Err(error) => {
                        return self.report.fault(&path, Some(index), error.to_string(), Remedy::Restore);
                    }
                }
            }
            let may_grow = self.report.has_loose_ends() && count < TILE_WIDTH;
            if !rest.is_empty() && !may_grow {
                self.report.fault(&path, None, "bytes follow the last entry", Remedy::StartOnce);
            }
        }
        // A right-most bundle that should not be there yet is what a crash leaves of a commit that was not promised.
        let next = self.paths.bundle(size / TILE_WIDTH);
        if size.is_multiple_of(TILE_WIDTH)
            && !self.report.has_loose_ends()
            && self.place.disk.len(&next).is_ok_and(|length| length.is_some_and(|length| length > 0))
        {
            self.report.fault(&next, None, "bytes follow the last entry", Remedy::StartOnce);
        }
        for (at, _, path) in std::mem::take(&mut self.wanted) {
            let what = format!("it covers {at} entries and only {size} are held");
            self.report.fault(&path, None, what, Remedy::Restore);
        }
        progress(size, size);
    }

    fn read_entry(&mut self, index: u64, bytes: &[u8], path: &Path) {
        for (level, number, hash) in self.edge.push(leaf_hash(bytes)) {
            if !level.is_multiple_of(TILE_HEIGHT) {
                continue;
            }
            let level = level / TILE_HEIGHT;
            let Some(tile) = self.tiles.get_mut(usize::from(level)) else { continue };
            tile.push(hash);
            if tile.len() as u64 == TILE_WIDTH {
                let hashes = std::mem::take(tile);
                self.check_tile(level, number / TILE_WIDTH, &hashes);
            }
        }
        self.check_roots();
        self.summary.entries += 1;
        match Entry::decode(bytes) {
            Ok(entry) => self.check_entry(index, &entry, path),
            Err(EntryError::Version(_)) if !self.own => {
                self.summary.unknown_version += 1;
                self.objects.push(None);
            }
            Err(error) => {
                self.report.fault(
                    path,
                    Some(index),
                    error.to_string(),
                    if self.own { Remedy::Restore } else { Remedy::TellAuthor },
                );
                self.objects.push(None);
            }
        }
    }

    fn check_tile(&mut self, level: u8, number: u64, hashes: &[Hash]) {
        let path = self.paths.tile(level, number);
        let expected: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
        match self.place.disk.read(&path) {
            Ok(bytes) if bytes == expected => {}
            Ok(bytes) if level == 0 && bytes.len() == expected.len() => {
                let first = number * TILE_WIDTH;
                let pairs = bytes.chunks(32).zip(expected.chunks(32));
                let differing = (first..).zip(pairs).filter(|(_, (held, expected))| held != expected);
                let entries = differing.map(|(index, _)| index).collect();
                self.doubtful.push(Doubt::Leaves { tile: path, entries });
            }
            Ok(_) => self.doubtful.push(Doubt::Nodes { tile: path }),
            Err(error) => self.report.error(&path, &StoreError::io(&path, error)),
        }
    }

    /// Holds every checkpoint of exactly this size against the tree.
    fn check_roots(&mut self) {
        let size = self.edge.size();
        if !self.wanted.iter().any(|(at, ..)| *at == size) {
            return;
        }
        let root = self.edge.root();
        for (at, expected, path) in std::mem::take(&mut self.wanted) {
            if at > size {
                self.wanted.push((at, expected, path));
            } else if expected != root {
                self.doubtful.push(Doubt::Note { note: path, size });
            }
        }
    }

    /// When the entries have the promised root, the other side of a contradiction is wrong; else the entries are.
    fn judge(&mut self, size: u64, root: Hash) {
        if self.edge.size() < size {
            // Already reported: the bundles end too early.
            return;
        }
        let entries_are_right = self.edge.root() == root;
        let doubtful = std::mem::take(&mut self.doubtful);
        let leaves_differ = doubtful.iter().any(|doubt| matches!(doubt, Doubt::Leaves { .. }));
        for doubt in doubtful {
            match doubt {
                Doubt::Leaves { tile, .. } | Doubt::Nodes { tile } if entries_are_right => {
                    self.report.fault(
                        &tile,
                        None,
                        "the hashes are not those of the entries",
                        Remedy::Restore,
                    );
                }
                Doubt::Leaves { entries, .. } => {
                    for index in entries {
                        let path = self.paths.bundle(index / TILE_WIDTH);
                        let what = "the entry is not the one whose hash was signed";
                        self.report.fault(&path, Some(index), what, Remedy::Restore);
                    }
                }
                Doubt::Nodes { tile } if !leaves_differ => {
                    self.report.fault(
                        &tile,
                        None,
                        "the hashes are not those of the entries",
                        Remedy::Restore,
                    );
                }
                Doubt::Note { note, size } if entries_are_right => {
                    let what = format!("it signs another history than the {size} entries held");
                    self.report.fault(&note, None, what, Remedy::Restore);
                }
                Doubt::Nodes { .. } | Doubt::Note { .. } => {}
            }
        }
        if !entries_are_right && !leaves_differ {
            // Every full bundle fits its hash tile, so the change is in the right-most one, which has none.
            let path = self.paths.bundle(size.saturating_sub(1) / TILE_WIDTH);
            let what = format!("the {size} entries do not have the root that was promised");
            self.report.fault(&path, None, what, Remedy::Restore);
        }
    }

    fn check_entry(&mut self, index: u64, entry: &Entry, path: &Path) {
        let previous = entry.previous.map(|previous| {
            let earlier = usize::try_from(previous).ok().and_then(|previous| self.objects.get(previous));
            earlier.is_some_and(|object| object.is_none_or(|object| object == entry.object))
        });
        if previous == Some(false) {
            self.report.fault(
                path,
                Some(index),
                "“previous” names no earlier entry on the same object",
                Remedy::TellAuthor,
            );
        }
        let grown = self.seen.iter().enumerate().all(|(at, before)| entry.seen.get(at) >= Some(before));
        if !grown || entry.seen.len() > self.others {
            self.report.fault(
                path,
                Some(index),
                "the sizes seen of the other journals go back",
                Remedy::TellAuthor,
            );
        } else {
            self.seen.clone_from(&entry.seen);
        }
        self.objects.push(Some(entry.object));
        self.check_bodies(index, entry, path);
    }

    fn check_bodies(&mut self, index: u64, entry: &Entry, path: &Path) {
        let mut headers = Vec::new();
        let mut missing = 0;
        for body in &entry.bodies {
            match self.found.compare(body, index, entry, self.place.log.name(), self.report) {
                Holding::Whole(header) => {
                    self.summary.bodies += 1;
                    headers.extend(header);
                }
                Holding::Missing => missing += 1,
            }
        }
        if missing > 0 {
            self.missing.push((index, missing, path.to_path_buf()));
        }
        if headers.windows(2).any(|pair| pair[0] != pair[1]) {
            let what = "the bodies of this entry do not say the same of themselves";
            self.report.fault(path, Some(index), what, Remedy::TellAuthor);
        }
        // What a sealed entry is about is told by its body alone.
        let told = headers.first().filter(|_| entry.is_sealed());
        let (kind, previous) = told.map_or((entry.kind, entry.previous), |told| (told.kind, told.previous));
        if kind == Kind::ERASURE {
            self.erased.extend(previous);
        }
    }

    /// Once every entry was read: what is missing was erased by a later entry, or is awaited.
    fn judge_missing(&mut self) {
        for (index, n_bodies, path) in std::mem::take(&mut self.missing) {
            if self.erased.contains(&index) {
                self.summary.bodies_erased += n_bodies;
                continue;
            }
            self.summary.bodies_missing += n_bodies;
            if self.own {
                let what = "a body of this entry is not here";
                self.report.fault(&path, Some(index), what, Remedy::Refetch);
            }
        }
    }
}
