//! The lock store: what a journal has promised, in a small file that may stand on another volume.
//!
//! Two slots of 4,096 bytes, written in turn. A slot is `"LPKLOCK1" ‖ u64 sequence ‖ head ‖ zeros ‖ SHA-256` of all
//! before it. A write that is torn spoils one slot; the other still holds the previous promise. The valid slot of the
//! higher sequence counts.

use super::error::StoreError;
use super::head::Head;
use crate::disk::{Disk, folder_of};
use crate::hash::Hash;
use std::path::{Path, PathBuf};

const SLOT: usize = 4096;
const MAGIC: &[u8; 8] = b"LPKLOCK1";
const SUM: usize = 32;

/// A lock store, at the promise last read or written.
#[derive(Debug)]
pub(super) struct LockStore {
    path: PathBuf,
    sequence: u64,
    head: Head,
}

/// What the two slots hold.
struct Slots([Option<(u64, Head)>; 2]);

impl Slots {
    fn read(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, StoreError> {
        let bytes =
            match crate::disk::read_optional(disk, path).map_err(|error| StoreError::io(path, error))? {
                Some(bytes) => bytes,
                None => return Ok(None),
            };
        let slot = |at: usize| bytes.get(at * SLOT..(at + 1) * SLOT).and_then(decode_slot);
        // A sequence stands in the slot of its parity; anything else was not written by this code.
        let placed = |at: usize| slot(at).filter(|(sequence, _)| sequence % 2 == at as u64);
        Ok(Some(Self([placed(0), placed(1)])))
    }

    fn is_whole(&self) -> bool {
        self.0.iter().all(Option::is_some)
    }

    fn newest(self) -> Option<(u64, Head)> {
        let [even, odd] = self.0;
        match (even, odd) {
            (Some(even), Some(odd)) => Some(if even.0 > odd.0 { even } else { odd }),
            (even, odd) => even.or(odd),
        }
    }
}

fn decode_slot(slot: &[u8]) -> Option<(u64, Head)> {
    let (content, sum) = slot.split_at_checked(SLOT - SUM)?;
    if Hash::of(content).0 != *sum {
        return None;
    }
    let sequence = u64::from_be_bytes(content.strip_prefix(MAGIC)?.get(..8)?.try_into().ok()?);
    let (head, _padding) = Head::decode(content.get(16..)?)?;
    Some((sequence, head))
}

fn encode_slot(sequence: u64, head: &Head, path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut slot = Vec::with_capacity(SLOT);
    slot.extend_from_slice(MAGIC);
    slot.extend_from_slice(&sequence.to_be_bytes());
    head.encode(&mut slot);
    if slot.len() > SLOT - SUM {
        return Err(StoreError::damaged(path, "the signed checkpoint is too long for the lock store"));
    }
    slot.resize(SLOT - SUM, 0);
    let sum = Hash::of(&slot);
    slot.extend_from_slice(&sum.0);
    Ok(slot)
}

impl LockStore {
    /// Makes the store, durably; an older file of the name is replaced.
    pub(super) fn create(disk: &dyn Disk, path: &Path, head: Head) -> Result<Self, StoreError> {
        let mut bytes = encode_slot(0, &head, path)?;
        bytes.extend_from_slice(&encode_slot(1, &head, path)?);
        disk.create_dir_all(folder_of(path)).map_err(|error| StoreError::io(path, error))?;
        disk.replace(path, &bytes).map_err(|error| StoreError::io(path, error))?;
        Ok(Self { path: path.to_path_buf(), sequence: 1, head })
    }

    /// Reads the store and promises again what it says; `None` when there is no file.
    ///
    /// What is read may be in the page cache alone: the process before this one may have been killed, or stopped by a
    /// failed sync, after which the system takes the page for written and no later sync writes it. So nothing is
    /// trusted before it has been written, and synced, anew. A torn slot is written over on the occasion.
    pub(super) fn open(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, StoreError> {
        let Some(slots) = Slots::read(disk, path)? else { return Ok(None) };
        let Some((sequence, head)) = slots.newest() else {
            return Err(StoreError::LockDamaged(path.to_path_buf()));
        };
        let mut store = Self { path: path.to_path_buf(), sequence, head: head.clone() };
        store.swap(disk, head)?;
        Ok(Some(store))
    }

    /// Whether both slots can be read: what `verify` asks of a journal at rest.
    pub(super) fn check(disk: &dyn Disk, path: &Path) -> Result<Option<(Head, bool)>, StoreError> {
        let length = disk.len(path).map_err(|error| StoreError::io(path, error))?;
        let Some(slots) = Slots::read(disk, path)? else { return Ok(None) };
        let whole = slots.is_whole() && length == Some(2 * SLOT as u64);
        match slots.newest() {
            Some((_, head)) => Ok(Some((head, whole))),
            None => Err(StoreError::LockDamaged(path.to_path_buf())),
        }
    }

    /// The promise.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// Replaces the promise, provided that the file still holds the one this store knows. Durable on return.
    ///
    /// After an error nobody knows which of the two promises the disk holds: the caller must stop.
    pub(super) fn swap(&mut self, disk: &dyn Disk, head: Head) -> Result<(), StoreError> {
        let path = &self.path;
        let held = Slots::read(disk, path)?.and_then(Slots::newest);
        if held.is_none_or(|(sequence, held)| sequence != self.sequence || held != self.head) {
            return Err(StoreError::LockMoved(path.clone()));
        }
        let sequence = self.sequence + 1;
        let slot = encode_slot(sequence, &head, path)?;
        disk.write_at(path, sequence % 2 * SLOT as u64, &slot)
            .map_err(|error| StoreError::io(path, error))?;
        disk.sync_file(path).map_err(|error| StoreError::io(path, error))?;
        self.sequence = sequence;
        self.head = head;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simdisk::{CrashMode, Fault, SimDisk};

    fn head(size: u64) -> Head {
        Head {
            size,
            root: Hash::of(&size.to_be_bytes()),
            checkpoint: format!("note {size}"),
            covering: String::new(),
        }
    }

    fn store() -> (SimDisk, LockStore, PathBuf) {
        let (disk, path) = (SimDisk::new(), PathBuf::from("/lock/ml.lock"));
        let store = LockStore::create(&disk, &path, head(0)).unwrap();
        (disk, store, path)
    }

    #[test]
    fn a_torn_write_never_loses_the_previous_promise() {
        for seed in 0..64 {
            let (disk, mut store, path) = store();
            store.swap(&disk, head(7)).unwrap();
            disk.plant(disk.calls() + 1, Fault::Die);
            assert!(store.swap(&disk, head(8)).is_err());
            let after = disk.crash(CrashMode::Torn(seed));
            let found = LockStore::open(&after, &path).unwrap().unwrap();
            assert!([head(7), head(8)].contains(found.head()), "seed {seed}");
            let (_, whole) = LockStore::check(&after, &path).unwrap().unwrap();
            assert!(whole, "the torn slot was written over");
        }
    }

    #[test]
    fn a_second_writer_is_noticed() {
        let (disk, mut first, path) = store();
        let mut second = LockStore::open(&disk, &path).unwrap().unwrap();
        second.swap(&disk, head(1)).unwrap();
        assert!(matches!(first.swap(&disk, head(1)), Err(StoreError::LockMoved(_))));
    }

    #[test]
    fn two_bad_slots_are_damage_and_not_an_empty_store() {
        let (disk, _store, path) = store();
        disk.flip(&path, 20, 0).unwrap();
        disk.flip(&path, SLOT + 20, 0).unwrap();
        assert!(matches!(LockStore::open(&disk, &path), Err(StoreError::LockDamaged(_))));
    }

    #[test]
    fn a_promise_too_long_for_its_slot_is_refused() {
        let (disk, mut store, path) = store();
        let long = Head { checkpoint: "x".repeat(SLOT), ..head(1) };
        assert!(store.swap(&disk, long).is_err());
        assert_eq!(LockStore::open(&disk, &path).unwrap().unwrap().head(), &head(0));
    }
}
