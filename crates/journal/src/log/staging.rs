//! The staging: the entries of one commit, made durable before they are promised.
//!
//! `"LPKSTAG1" ‖ u64 base size ‖ head after ‖ u32 count ‖ (u16 length ‖ entry)… ‖ zeros ‖ SHA-256` of all before it, as
//! long as the file. Written over in place: the file of the previous commit is no longer needed, since its entries were
//! synced into the bundles before the next commit began.

use super::error::StoreError;
use super::head::Head;
use crate::disk::Disk;
use crate::hash::Hash;
use std::path::Path;

const MAGIC: &[u8; 8] = b"LPKSTAG1";
const SUM: usize = 32;
/// The file's length is a multiple of this, so that ordinary commits write over the same blocks and their sync has no
/// change of length to record.
const PAGE: usize = 4096;

/// The entries of one commit and what the journal is after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Staged {
    /// Size before.
    pub(super) base: u64,
    /// State after.
    pub(super) after: Head,
    /// The entries between.
    pub(super) entries: Vec<Vec<u8>>,
}

impl Staged {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(PAGE);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.base.to_be_bytes());
        self.after.encode(&mut bytes);
        bytes.extend_from_slice(&(self.entries.len() as u32).to_be_bytes());
        for entry in &self.entries {
            bytes.extend_from_slice(&(entry.len() as u16).to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        bytes.resize((bytes.len() + SUM).next_multiple_of(PAGE) - SUM, 0);
        let sum = Hash::of(&bytes);
        bytes.extend_from_slice(&sum.0);
        bytes
    }

    /// `None` when the file is torn: then nothing of it was ever promised.
    fn decode(bytes: &[u8]) -> Option<Self> {
        let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
        if Hash::of(content).0 != *sum {
            return None;
        }
        let (base, rest) = content.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        let (after, rest) = Head::decode(rest)?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let mut entries = Vec::new();
        for _ in 0..u32::from_be_bytes(*count) {
            let (length, after_length) = rest.split_first_chunk::<2>()?;
            let (entry, after_entry) =
                after_length.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            entries.push(entry.to_vec());
            rest = after_entry;
        }
        Some(Self { base: u64::from_be_bytes(*base), after, entries })
    }

    /// Writes the staging without syncing it.
    pub(super) fn write(&self, disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
        let bytes = self.encode();
        let here = |error| StoreError::io(path, error);
        let length = disk.len(path).map_err(here)?.unwrap_or(0);
        disk.write_at(path, 0, &bytes).map_err(here)?;
        if length > bytes.len() as u64 {
            disk.truncate(path, bytes.len() as u64).map_err(here)?;
        }
        Ok(())
    }

    /// Reads the staging: `Ok(None)` when there is nothing in it or it is torn.
    pub(super) fn read(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, StoreError> {
        let bytes = crate::disk::read_optional(disk, path).map_err(|error| StoreError::io(path, error))?;
        Ok(bytes.as_deref().and_then(Self::decode))
    }
}

/// Whether the staging is empty or whole: what `verify` asks of a journal at rest.
pub(super) fn is_whole(disk: &dyn Disk, path: &Path) -> Result<bool, StoreError> {
    let bytes = crate::disk::read_optional(disk, path).map_err(|error| StoreError::io(path, error))?;
    Ok(bytes.is_none_or(|bytes| bytes.is_empty() || Staged::decode(&bytes).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simdisk::SimDisk;

    fn staged(count: usize) -> Staged {
        let after = Head { size: 9, root: Hash([1; 32]), checkpoint: "note".into(), covering: String::new() };
        Staged { base: 5, after, entries: vec![vec![7; 300]; count] }
    }

    #[test]
    fn what_is_staged_is_read_back_also_over_a_longer_one() {
        let (disk, path) = (SimDisk::new(), Path::new("/staging"));
        for count in [40, 1, 0, 3] {
            staged(count).write(&disk, path).unwrap();
            assert_eq!(Staged::read(&disk, path).unwrap(), Some(staged(count)));
        }
        assert_eq!(disk.len(path).unwrap(), Some(PAGE as u64));
    }

    #[test]
    fn a_torn_staging_file_is_ignored() {
        let (disk, path) = (SimDisk::new(), Path::new("/staging"));
        staged(3).write(&disk, path).unwrap();
        for offset in (0..PAGE).step_by(97) {
            disk.flip(path, offset, 3).unwrap();
            assert_eq!(Staged::read(&disk, path).unwrap(), None);
            assert!(!is_whole(&disk, path).unwrap());
            disk.flip(path, offset, 3).unwrap();
        }
        disk.truncate(path, 100).unwrap();
        assert_eq!(Staged::read(&disk, path).unwrap(), None);
    }
}
