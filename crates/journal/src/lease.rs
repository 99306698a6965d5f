//! The writer lease: how a node knows that it is not an old copy of itself.
//!
//! A node restored from a backup, or a copied disk, must not sign: its peers may hold newer entries under the same
//! indices, and two histories of one journal would be exposed as a fraud. `<data>/lease` names itself (its number in
//! the file system and the moment it was made) and a random mark. Backups leave it out, and a copy of it names another
//! file: without a lease that names itself a node is [`State::Recovering`] until its peers have shown it its newest
//! checkpoint and it holds all of it.

use crate::disk::{Disk, folder_of, read_optional, temporary_name};
use crate::hash::Hash;
use crate::log::StoreError;
use liptako_core::Chance;
use std::fmt;
use std::path::Path;

/// Whether this node may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It may append.
    Writable,
    /// It may not, until its peers have shown it its newest checkpoint and it holds it.
    Recovering {
        /// Why.
        reason: Reason,
    },
}

/// Why a node may not sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// There is no lease: the node was restored, or its lease was taken away on purpose.
    NoLease,
    /// The lease names another file: the directory is a copy.
    CopiedLease,
    /// A peer holds a newer checkpoint of this node's own journal than the node itself.
    OldImage {
        /// Size the peer has shown.
        shown: u64,
        /// Size held here.
        held: u64,
    },
    /// The lock store had promised more than the files hold.
    Behind {
        /// Size promised.
        promised: u64,
        /// Size held here.
        held: u64,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLease => f.write_str("it was restored from a backup (it has no writer lease)"),
            Self::CopiedLease => f.write_str("its directory is a copy (the writer lease names another file)"),
            Self::OldImage { shown, held } => {
                write!(
                    f,
                    "it is an old image: a peer holds {shown} entries of its journal, it holds {held} itself"
                )
            }
            Self::Behind { promised, held } => {
                write!(f, "its files are older than its lock store: {promised} entries promised, {held} held")
            }
        }?;
        f.write_str(
            "; connect its peers or bring their bundles so that they show it its newest checkpoint, \
             or let a person override with one peer heard",
        )
    }
}

/// Reads the lease; `None` when it is there and names itself.
///
/// # Errors
/// A disk error.
pub fn check(disk: &dyn Disk, path: &Path) -> Result<Option<Reason>, StoreError> {
    let here = |error| StoreError::io(path, error);
    let Some(bytes) = read_optional(disk, path).map_err(here)? else { return Ok(Some(Reason::NoLease)) };
    let identity = disk.identity(path).map_err(here)?;
    let text = String::from_utf8_lossy(&bytes);
    let mark = text.lines().nth(2).unwrap_or_default();
    let names_itself = mark.len() == 32 && text == lease_text(&identity, mark);
    Ok((!names_itself).then_some(Reason::CopiedLease))
}

/// Takes the lease: makes the file and writes into it what names it. Durable on return.
///
/// # Errors
/// A disk error.
pub fn take(disk: &dyn Disk, path: &Path, chance: &dyn Chance) -> Result<(), StoreError> {
    let here = |error| StoreError::io(path, error);
    let mut mark = [0; 16];
    chance.fill(&mut mark);
    // Written under its temporary name: renaming keeps the identity, and a torn lease is never in place.
    let temporary = temporary_name(path);
    disk.remove(&temporary).map_err(here)?;
    disk.write_at(&temporary, 0, b"").map_err(here)?;
    let identity = disk.identity(&temporary).map_err(here)?;
    let text = lease_text(&identity, &hex::encode(mark));
    disk.write_at(&temporary, 0, text.as_bytes()).map_err(here)?;
    disk.sync_file(&temporary).map_err(here)?;
    disk.rename(&temporary, path).map_err(here)?;
    disk.sync_dir(folder_of(path)).map_err(here)
}

fn lease_text(identity: &str, mark: &str) -> String {
    let text = format!("liptako-lease/1\n{identity}\n{mark}\n");
    let sum = Hash::of(text.as_bytes());
    format!("{text}{sum}\n")
}

/// Gives the lease up, durably: the node starts as restored from now on.
///
/// # Errors
/// A disk error.
pub fn drop_it(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    let here = |error| StoreError::io(path, error);
    disk.remove(path).map_err(here)?;
    disk.sync_dir(folder_of(path)).map_err(here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::RealDisk;
    use crate::simdisk::{CrashMode, SimDisk};
    use liptako_core::SeededChance;

    #[test]
    fn a_lease_that_was_taken_names_itself_also_after_a_crash() {
        let (disk, path) = (SimDisk::new(), Path::new("/data/lease"));
        disk.create_dir_all(Path::new("/data")).unwrap();
        assert_eq!(check(&disk, path).unwrap(), Some(Reason::NoLease));
        take(&disk, path, &SeededChance::new(1)).unwrap();
        let disk = disk.crash(CrashMode::NothingUnsynced);
        assert_eq!(check(&disk, path).unwrap(), None);
        drop_it(&disk, path).unwrap();
        assert_eq!(check(&disk.crash(CrashMode::NothingUnsynced), path).unwrap(), Some(Reason::NoLease));
    }

    #[test]
    fn a_copied_lease_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::new();
        let (first, second) = (folder.path().join("lease"), folder.path().join("copy"));
        take(&disk, &first, &SeededChance::new(1)).unwrap();
        std::fs::copy(&first, &second).unwrap();
        assert_eq!(check(&disk, &first).unwrap(), None);
        assert_eq!(check(&disk, &second).unwrap(), Some(Reason::CopiedLease));
    }
}
