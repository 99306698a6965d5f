//! Taking bodies away: those erased, and those that no entry came to name.
//!
//! A body's chunks lie among others in segments. In each segment that holds some, in this order:
//!
//! | step | a crash after it leaves | healed by |
//! |---|---|---|
//! | salts and texts are written over with zeros, in place, and synced | records that name the body and hold nothing of it | asking again, at the next start |
//! | the segment is written anew without these records, under a temporary name, and put in its place | – | – |
//!
//! So every other body is where it was at each moment, and no block that the file system takes back holds the text, as far
//! as a program can see to that (a disk that writes elsewhere what is written over is the affair of its encryption). Who
//! asks again is told by a marker, or by the erasure in the journal. Records are looked for in the segments themselves:
//! what was spoiled, and is known to nobody any more, is found too.

use super::segment::HEADER;
use super::{Bodies, State, segment, segment_path};
use crate::disk::Disk;
use crate::hash::Hash;
use crate::log::StoreError;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// Ending of the name of a marker, after the commitment in hexadecimal digits.
const MARKER: &str = ".unnamed";

fn marker(dir: &Path, commitment: &Hash) -> PathBuf {
    dir.join(format!("{commitment}{MARKER}"))
}

/// The bodies marked as not named yet.
pub(super) fn markers(disk: &dyn Disk, dir: &Path) -> Result<BTreeSet<Hash>, StoreError> {
    let names = disk.list(dir).map_err(|error| StoreError::io(dir, error))?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(MARKER)?.parse().ok()).collect())
}

impl Bodies {
    /// Says, durably, that a body about to be written is named by no entry yet.
    pub(super) fn mark_unnamed(&self, commitment: &Hash) -> Result<(), StoreError> {
        let path = marker(&self.dir, commitment);
        self.disk.replace(&path, &[]).map_err(|error| StoreError::io(&path, error))?;
        self.state().unnamed.insert(*commitment);
        Ok(())
    }

    /// Bodies written by [`Bodies::put_stream`] of which nobody has said yet that an entry names them.
    pub fn unnamed(&self) -> Vec<Hash> {
        self.state().unnamed.iter().copied().collect()
    }

    /// An entry names these bodies, durably: they stay. A crash before this leaves a marker, which the next opening
    /// of the journals finds to be out of date.
    ///
    /// # Errors
    /// A disk error.
    pub fn named(&self, commitments: &[Hash]) -> Result<(), StoreError> {
        for commitment in commitments {
            if self.state().unnamed.remove(commitment) {
                let path = marker(&self.dir, commitment);
                self.disk.remove(&path).map_err(|error| StoreError::io(&path, error))?;
            }
        }
        Ok(())
    }

    /// Takes bodies away, whole or in part, with their salts. Those that are not here change nothing. Readers of other
    /// bodies go on; one that is reading a body destroyed finds that it is not here.
    ///
    /// # Errors
    /// [`StoreError::Full`]: the texts are gone, their records are not yet; [`StoreError::Stopped`]: some may be left, the
    /// node must be started again. Ask again in both cases.
    pub fn destroy(&self, commitments: &[Hash]) -> Result<(), StoreError> {
        let gone: BTreeSet<Hash> = commitments.iter().copied().collect();
        if gone.is_empty() {
            return Ok(());
        }
        let _no_sync_meanwhile = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        self.served().retain(|(known, _)| !gone.contains(known));
        self.state().index.retain(|known, _| !gone.contains(known));
        let numbers = segment::segments(&*self.disk, &self.dir)?;
        for number in numbers {
            self.without(number, &gone)?;
        }
        self.state().doubtful.retain(|known| !gone.contains(known));
        self.named(commitments)
    }

    /// Writes one segment anew without these bodies, if it holds any of them.
    fn without(&self, number: u32, gone: &BTreeSet<Hash>) -> Result<(), StoreError> {
        let path = segment_path(&self.dir, number);
        if segment::naming(&*self.disk, &path, gone)?.is_empty() {
            return Ok(());
        }
        // Nobody writes or looks for a place meanwhile: a segment is short.
        let mut state = self.state();
        if let Some(reason) = &state.stopped {
            return Err(StoreError::Stopped(reason.clone()));
        }
        match self.write_anew(&mut state, number, &path, gone) {
            Err(error) if crate::disk::is_full(&error) => Err(StoreError::io(&path, error)),
            // After a failed sync only a new start can tell what the disk holds.
            Err(error) => Err(self.stop(&mut state, &StoreError::io(&path, error))),
            Ok(()) => Ok(()),
        }
    }

    fn write_anew(
        &self,
        state: &mut State,
        number: u32,
        path: &Path,
        gone: &BTreeSet<Hash>,
    ) -> io::Result<()> {
        let spans = segment::naming(&*self.disk, path, gone).map_err(io::Error::other)?;
        for (offset, length) in spans {
            // The head stays until all else is gone: it tells a new start what was left undone.
            let text = (HEADER as u64).min(length)..length;
            for part in
                [segment::SALT, text].into_iter().filter(|part| part.end <= length && !part.is_empty())
            {
                let zeros = vec![0; (part.end - part.start) as usize];
                self.disk.write_at(path, offset + part.start, &zeros)?;
            }
        }
        self.disk.sync_file(path)?;
        let bytes = self.disk.read(path)?;
        let (mut kept, mut moved) = (Vec::with_capacity(bytes.len()), Vec::new());
        // Unsound bytes go too: they may be what is left of a record whose head is damaged.
        segment::scan(&bytes, |record, offset| {
            if !gone.contains(&record.commitment) {
                moved.push((record.head(), offset, kept.len() as u64));
                kept.extend(record.encode());
            }
        });
        if kept.is_empty() {
            // Cut, not removed: a backup under way may have it on its list.
            self.disk.truncate(path, 0)?;
            self.disk.sync_file(path)?;
        } else {
            self.disk.replace(path, &kept)?;
        }
        for (head, was, is) in moved {
            let chunks = state.index.get_mut(&head.commitment).map(|known| &mut known.chunks);
            let place = chunks.and_then(|chunks| chunks.get_mut(&head.index));
            // Of a chunk written twice only the place that counts moves.
            let was = was + HEADER as u64;
            if let Some(place) = place.filter(|place| place.segment == number && place.offset == was) {
                place.offset = is + HEADER as u64;
            }
        }
        state.moves += 1;
        state.unsynced.remove(&number);
        if number == state.segment {
            state.length = kept.len() as u64;
        }
        Ok(())
    }
}

/// Removes what a crash left under a temporary name: it holds copies of other bodies, which may be erased later.
pub(super) fn remove_leftovers(disk: &dyn Disk, dir: &Path) -> Result<(), StoreError> {
    let here = |error| StoreError::io(dir, error);
    for name in disk.list(dir).map_err(here)?.iter().filter(|name| name.ends_with(".tmp")) {
        disk.remove(&dir.join(name)).map_err(here)?;
    }
    Ok(())
}
