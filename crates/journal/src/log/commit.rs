//! The commit order (PROTOCOL.md), the same for one's own entries and for a copy's.
//!
//! | step | a crash or failure here leaves | who repairs it |
//! |---|---|---|
//! | 0. bodies written and synced ([`crate::bodies`]) | bodies that no entry names | nobody needs to |
//! | 1. staging written | a torn staging, whose checksum is wrong | ignored at start, written over by the next commit |
//! | 2. staging synced | a whole staging that nobody promised | ignored at start |
//! | 3. lock store swapped and synced | the promise; or a torn slot, then the previous promise stands | start: a torn slot is written over; a promise ahead of the files replays the staging |
//! | 4. bundles and hash tiles written, each file synced, then the folder of every new file | bytes past the published size, torn or whole | start: the staging is replayed over them by this same [`apply_staged`] |
//! | 5. checkpoint renamed into place, not synced | the previous checkpoint, or none | start: rebuilt from the lock store, so its durability buys nothing |
//!
//! Acknowledged means that step 4 is done and step 5 was called. An ordinary commit of one entry costs four syncs:
//! body segment, staging, lock store, bundle. A hash tile is written only when it is full, at a multiple of 256.
//!
//! A failed write of step 1 (disk full) promised nothing: it refuses the call, and the journal goes on. A failed sync
//! anywhere, and any failure from step 3 on, stops the journal ([`StoreError::Stopped`]): only a new start can tell
//! what the disk holds. The entries of a stopped commit may turn up after the start; none that was acknowledged can be
//! missing.

use super::error::StoreError;
use super::head::Head;
use super::staging::Staged;
use super::view::View;
use super::{Log, MAX_BATCH, Paths, Writer};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::disk::{Disk, folder_of, temporary_name};
use crate::entry::{Entry, MAX_ENTRY_BYTES};
use crate::tile::TILE_WIDTH;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The signed checkpoints that stand behind a commit.
pub(super) struct Vouchers {
    pub(super) checkpoint: Option<Arc<SignedCheckpoint>>,
    pub(super) covering: Option<Arc<SignedCheckpoint>>,
}

impl Log {
    /// Appends entries to one's own journal, signs the new state, and returns their indices once they are durable.
    ///
    /// # Errors
    /// [`StoreError::Full`]: refused, nothing changed. [`StoreError::Stopped`]: the node must be started again.
    /// [`StoreError::Frozen`], [`StoreError::Behind`], [`StoreError::BatchSize`], [`StoreError::Entry`],
    /// [`StoreError::Misused`] on a copy.
    pub fn append(&self, entries: &[Vec<u8>]) -> Result<Range<u64>, StoreError> {
        let key = self.signer.as_ref().ok_or(StoreError::Misused("only the author appends to a journal"))?;
        check_batch(entries.len())?;
        entries.iter().try_for_each(|entry| Entry::decode(entry).map(drop))?;
        let mut writer = self.ready()?;
        let view = self.current();
        if let Some(promised) = &writer.behind {
            return Err(StoreError::Behind {
                origin: self.origin().into(),
                locked: promised.size,
                held: view.size,
            });
        }
        let mut edge = view.frontier.clone();
        entries.iter().for_each(|entry| drop(edge.push(crate::merkle::leaf_hash(entry))));
        let checkpoint = Checkpoint { origin: self.origin().into(), size: edge.size(), root: edge.root() };
        let signed = Arc::new(SignedCheckpoint::sign(checkpoint, key)?);
        let vouchers = Vouchers { checkpoint: Some(signed), covering: None };
        self.commit(&mut writer, &view, entries.to_vec(), vouchers)
    }

    /// The writer's side, unless the journal has stopped or is frozen.
    pub(super) fn ready(&self) -> Result<std::sync::MutexGuard<'_, Writer>, StoreError> {
        let writer = self.writer();
        if let Some(reason) = &writer.stopped {
            return Err(StoreError::Stopped(reason.clone()));
        }
        if let Some(frozen) = self.frozen() {
            return Err(StoreError::Frozen { origin: self.origin().into(), size: frozen.size });
        }
        Ok(writer)
    }

    /// Runs the steps 1 to 5 and shows the new state to readers.
    pub(super) fn commit(
        &self,
        writer: &mut Writer,
        view: &View,
        entries: Vec<Vec<u8>>,
        vouchers: Vouchers,
    ) -> Result<Range<u64>, StoreError> {
        let (mut next, promise_kept) = self.foresee(writer, view, &entries)?;
        let text = |signed: &Option<Arc<SignedCheckpoint>>| {
            signed.as_ref().map(|signed| self.log_signed_only(signed).to_string()).unwrap_or_default()
        };
        let after = Head {
            size: next.size,
            root: next.frontier.root(),
            checkpoint: text(&vouchers.checkpoint),
            covering: text(&vouchers.covering),
        };
        let staged = Staged { base: view.size, after, entries };
        let disk = &*self.place.disk;
        let staging = self.paths.staging();
        // Step 1. Nothing is promised yet: a failed write only refuses this call.
        staged.write(disk, &staging)?;
        // Steps 2 to 5. From here on a failure stops the journal.
        let mut finish = || -> Result<(), StoreError> {
            disk.sync_file(&staging).map_err(|error| StoreError::io(&staging, error))?;
            if promise_kept {
                writer.lock.swap(disk, staged.after.clone())?;
                writer.behind = None;
            }
            let mut applied = view.clone();
            apply_staged(disk, &self.paths, &mut applied, &staged, Names::SyncNew)?;
            // A part of a larger checkpoint changes nothing of what is served.
            let served = view.checkpoint.as_ref().map(|served| served.size());
            if let Some(checkpoint) = vouchers.checkpoint.as_ref().filter(|new| Some(new.size()) != served) {
                publish(disk, &self.paths, checkpoint)?;
            }
            Ok(())
        };
        if let Err(error) = finish() {
            writer.stopped = Some(error.to_string());
            return Err(StoreError::Stopped(error.to_string()));
        }
        next.checkpoint = vouchers.checkpoint;
        next.covering = vouchers.covering;
        let range = view.size..next.size;
        self.show(next);
        Ok(range)
    }

    /// The view after these entries, and whether what the lock store had promised is then held again.
    fn foresee(&self, writer: &Writer, view: &View, entries: &[Vec<u8>]) -> Result<(View, bool), StoreError> {
        let mut next = view.clone();
        let promised = writer.behind.as_ref();
        let mut kept = promised.is_none_or(|promised| promised.size <= view.size);
        for entry in entries {
            if !(1..=MAX_ENTRY_BYTES).contains(&entry.len()) {
                return Err(crate::entry::EntryError::TooLong(entry.len()).into());
            }
            next.push(entry);
            if let Some(promised) = promised.filter(|promised| promised.size == next.size) {
                if promised.root != next.frontier.root() {
                    return Err(StoreError::Forked { origin: self.origin().into(), evidence: None });
                }
                kept = true;
            }
        }
        Ok((next, kept))
    }

    /// The checkpoint with its log signature alone, as lock store and staging keep it.
    pub(super) fn log_signed_only(&self, signed: &SignedCheckpoint) -> SignedCheckpoint {
        let mut bare = signed.clone();
        bare.retain_verified(&self.place.log, []);
        bare
    }
}

pub(crate) fn check_batch(asked: usize) -> Result<(), StoreError> {
    if (1..=MAX_BATCH).contains(&asked) {
        Ok(())
    } else {
        Err(StoreError::BatchSize { asked, most: MAX_BATCH })
    }
}

/// Which folders are synced after their files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those that took a new file: this process made every other name durable before.
    SyncNew,
    /// All: a process killed between writing a file and syncing its folder leaves a name that is not durable yet.
    SyncAll,
}

/// Writes a staging's entries into bundles and full hash tiles, durably, and moves the view along.
///
/// Writing the same staging again gives the same files: it takes nothing from the bytes past the view's size.
pub(super) fn apply_staged(
    disk: &dyn Disk,
    paths: &Paths,
    view: &mut View,
    staged: &Staged,
    names: Names,
) -> Result<(), StoreError> {
    if staged.base != view.size {
        return Err(StoreError::damaged(&paths.staging(), "the staging does not continue the files"));
    }
    let mut offset: usize = view.bundle.iter().map(|entry| entry.len() + 2).sum();
    let mut bytes = Vec::new();
    for (at, entry) in staged.entries.iter().enumerate() {
        let number = view.size / TILE_WIDTH;
        bytes.extend_from_slice(&(entry.len() as u16).to_be_bytes());
        bytes.extend_from_slice(entry);
        let filled = view.push(entry);
        if view.size.is_multiple_of(TILE_WIDTH) || at + 1 == staged.entries.len() {
            write_durably(disk, paths, &paths.bundle(number), offset as u64, &bytes, names)?;
            (offset, bytes) = (0, Vec::new());
        }
        for (level, number, hashes) in filled {
            let tile: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
            write_durably(disk, paths, &paths.tile(level, number), 0, &tile, names)?;
        }
    }
    Ok(())
}

/// Writes the end of a file and makes it durable, its name included.
fn write_durably(
    disk: &dyn Disk,
    paths: &Paths,
    path: &Path,
    offset: u64,
    bytes: &[u8],
    names: Names,
) -> Result<(), StoreError> {
    let here = |error| StoreError::io(path, error);
    let length = disk.len(path).map_err(here)?;
    if length.is_none() {
        disk.create_dir_all(folder_of(path)).map_err(here)?;
    }
    disk.write_at(path, offset, bytes).map_err(here)?;
    let end = offset + bytes.len() as u64;
    if length.is_some_and(|length| length > end) {
        disk.truncate(path, end).map_err(here)?;
    }
    disk.sync_file(path).map_err(here)?;
    match names {
        Names::SyncNew if length.is_some() => Ok(()),
        Names::SyncNew => disk.sync_dir(folder_of(path)).map_err(here),
        Names::SyncAll => {
            let mut above = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&paths.dir));
            above.try_for_each(|folder| disk.sync_dir(folder).map_err(here))
        }
    }
}

/// Puts the checkpoint where it is served. Not synced: the lock store can always rebuild it.
pub(super) fn publish(
    disk: &dyn Disk,
    paths: &Paths,
    checkpoint: &SignedCheckpoint,
) -> Result<(), StoreError> {
    let path = paths.published();
    let temporary: PathBuf = temporary_name(&path);
    let here = |error| StoreError::io(&path, error);
    disk.remove(&temporary).map_err(here)?;
    disk.write_at(&temporary, 0, checkpoint.to_string().as_bytes()).map_err(here)?;
    disk.rename(&temporary, &path).map_err(here)
}
