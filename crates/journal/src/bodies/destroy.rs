//! Taking bodies away: those erased, and those that no entry came to name.
//!
//! A body's chunks lie among others in segments. Each segment that holds some is written anew without them, under a
//! temporary name, then put in its place: a crash leaves every other body where it was. The file system gets the old
//! bytes back; what a disk keeps of freed blocks is the affair of its encryption. A crash in the middle leaves a body
//! of which chunks lack; whoever asked asks again at the next start (a marker, or an erasure in the journal, tells it).

use super::{Bodies, segment, segment_path};
use crate::disk::Disk;
use crate::hash::Hash;
use crate::log::StoreError;
use std::collections::BTreeSet;
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
    /// A disk error: some chunks may be gone; ask again after the next opening.
    pub fn destroy(&self, commitments: &[Hash]) -> Result<(), StoreError> {
        let gone: BTreeSet<Hash> = commitments.iter().copied().collect();
        let _no_sync_meanwhile = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        self.served().retain(|(known, _)| !gone.contains(known));
        let segments: BTreeSet<u32> = {
            let mut state = self.state();
            let places = gone.iter().filter_map(|hash| state.index.remove(hash));
            places.flat_map(|known| known.chunks.into_values()).map(|place| place.segment).collect()
        };
        for number in segments {
            self.without(number, &gone)?;
        }
        self.named(commitments)
    }

    /// Writes one segment anew without these bodies.
    fn without(&self, number: u32, gone: &BTreeSet<Hash>) -> Result<(), StoreError> {
        let path = segment_path(&self.dir, number);
        let here = |error| StoreError::io(&path, error);
        // Nobody writes or looks for a place meanwhile: a segment is short.
        let mut state = self.state();
        let bytes = self.disk.read(&path).map_err(here)?;
        let (mut kept, mut moved, mut n_gone) = (Vec::with_capacity(bytes.len()), Vec::new(), 0u64);
        segment::scan(&bytes, |record, offset| {
            if gone.contains(&record.commitment) {
                n_gone += 1;
            } else {
                moved.push((record.head(), offset, kept.len() as u64));
                kept.extend(record.encode());
            }
        });
        if n_gone == 0 {
            return Ok(());
        }
        if kept.is_empty() {
            if number == state.segment {
                self.disk.truncate(&path, 0).map_err(here)?;
                self.disk.sync_file(&path).map_err(here)?;
            } else {
                self.disk.remove(&path).map_err(here)?;
                self.disk.sync_dir(&self.dir).map_err(here)?;
            }
        } else {
            self.disk.replace(&path, &kept).map_err(here)?;
        }
        for (head, was, is) in moved {
            let chunks = state.index.get_mut(&head.commitment).map(|known| &mut known.chunks);
            let place = chunks.and_then(|chunks| chunks.get_mut(&head.index));
            // Of a chunk written twice only the place that counts moves.
            let was = was + segment::HEADER as u64;
            if let Some(place) = place.filter(|place| place.segment == number && place.offset == was) {
                place.offset = is + segment::HEADER as u64;
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
