//! The disk as a parameter: every byte the journal writes goes through [`Disk`].
//!
//! [`RealDisk`] is the machine's file system. [`crate::simdisk::SimDisk`] is one in memory whose power can be cut at
//! any call, with which the crash tests try every step of a commit.
//!
//! Nothing is durable when a writing method returns: bytes are after [`Disk::sync_file`], names (creations, renames,
//! removals) after [`Disk::sync_dir`] of their folder.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps a file locked for as long as it lives; dropping it lets go.
pub trait Held: Send + Sync + std::fmt::Debug {}

/// A file system, as far as the journal needs one. All paths are taken as they are given.
///
/// Every method fails as the system does, with the system's [`io::Error`].
pub trait Disk: Send + Sync + std::fmt::Debug {
    /// The whole content of a file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is none; whatever else the system reports.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Exactly `len` bytes from `offset`.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] when the file is shorter.
    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>>;

    /// Length of a file in bytes, or `None` when there is no such file.
    ///
    /// # Errors
    /// Whatever the system reports, other than that the file is missing.
    fn len(&self, path: &Path) -> io::Result<Option<u64>>;

    /// Names of the files and folders in a folder, sorted; empty when there is no such folder.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Whether the path is a folder.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn is_dir(&self, path: &Path) -> io::Result<bool>;

    /// Makes a folder and those above it, durably: each new name is synced in the folder that holds it.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn create_dir_all(&self, dir: &Path) -> io::Result<()>;

    /// Writes `bytes` at `offset`, making the file when there is none; the rest of the file stays.
    ///
    /// # Errors
    /// Whatever the system reports; a part of the bytes may then have been written.
    fn write_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()>;

    /// Cuts a file to `len` bytes.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn truncate(&self, path: &Path, len: u64) -> io::Result<()>;

    /// Makes the bytes of a file durable. After an error nobody knows what is on the disk: the caller must stop and
    /// start again from what it reads, never sync a second time (Linux forgets the pages it could not write).
    ///
    /// # Errors
    /// Whatever the system reports.
    fn sync_file(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Gives a file another name, replacing at once the file that had it.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; no error when there is none.
    ///
    /// # Errors
    /// Whatever the system reports, other than that the file is missing.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// What tells this very file from a copy of it: its number in the file system and the moment it was made.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn identity(&self, path: &Path) -> io::Result<String>;

    /// Locks a file against every other process and every other opening in this one, making it when needed.
    /// `None` when somebody else holds it.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>>;

    /// Writes a whole file under a temporary name, syncs it, and puts it in place durably: after a crash the file is
    /// either the old or the new one, and once this returns it is the new one.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let temporary = temporary_name(path);
        self.remove(&temporary)?;
        self.write_at(&temporary, 0, bytes)?;
        self.sync_file(&temporary)?;
        self.rename(&temporary, path)?;
        self.sync_dir(folder_of(path))
    }
}

/// The name under which a file is written before it takes its place.
pub(crate) fn temporary_name(path: &Path) -> PathBuf {
    path.with_extension("tmp")
}

/// The folder that holds a path.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Reads a file that may be missing.
pub(crate) fn read_optional(disk: &dyn Disk, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an error says that the volume is full (or a quota reached): nothing is broken, room is missing.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// The machine's file system.
#[derive(Debug, Default)]
pub struct RealDisk {
    /// Files written and not yet synced. A sync must use the handle that wrote: a handle opened later may miss a
    /// write error that the system has already forgotten.
    unsynced: Mutex<HashMap<PathBuf, File>>,
}

impl RealDisk {
    /// The machine's file system.
    pub fn new() -> Self {
        Self::default()
    }

    fn unsynced(&self) -> MutexGuard<'_, HashMap<PathBuf, File>> {
        self.unsynced.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct LockedFile(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Held for LockedFile {}

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = vec![0; len];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn len(&self, path: &Path) -> io::Result<Option<u64>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let found = match fs::read_dir(dir) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in found {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn is_dir(&self, path: &Path) -> io::Result<bool> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(metadata.is_dir()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn create_dir_all(&self, dir: &Path) -> io::Result<()> {
        if dir.as_os_str().is_empty() || self.is_dir(dir)? {
            return Ok(());
        }
        let above = folder_of(dir);
        self.create_dir_all(above)?;
        match fs::create_dir(dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        self.sync_dir(above)
    }

    fn write_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut unsynced = self.unsynced();
        let file = match unsynced.entry(path.to_path_buf()) {
            std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(OpenOptions::new().write(true).create(true).truncate(false).open(path)?)
            }
        };
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        let mut unsynced = self.unsynced();
        match unsynced.get(path) {
            Some(file) => file.set_len(len),
            None => {
                let file = OpenOptions::new().write(true).open(path)?;
                file.set_len(len)?;
                unsynced.insert(path.to_path_buf(), file);
                Ok(())
            }
        }
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        let written = self.unsynced().remove(path);
        let file = match written {
            Some(file) => file,
            None => OpenOptions::new().write(true).open(path)?,
        };
        // Syncs the bytes and the length, which is what reading them back needs; not the modification time.
        file.sync_data()
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        File::open(dir)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut unsynced = self.unsynced();
        unsynced.remove(from);
        unsynced.remove(to);
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.unsynced().remove(path);
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn identity(&self, path: &Path) -> io::Result<String> {
        let metadata = fs::metadata(path)?;
        let born = metadata
            .created()
            .ok()
            .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok())
            .map_or(0, |since| since.as_nanos());
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Ok(format!("{number} {born}"))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(LockedFile(file)))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_disk_writes_cuts_replaces_and_lists() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::new();
        let dir = folder.path().join("a/b");
        disk.create_dir_all(&dir).unwrap();
        let file = dir.join("f");
        assert_eq!(disk.len(&file).unwrap(), None);
        disk.write_at(&file, 0, b"hello world").unwrap();
        disk.write_at(&file, 6, b"there").unwrap();
        disk.truncate(&file, 9).unwrap();
        disk.sync_file(&file).unwrap();
        assert_eq!(disk.read(&file).unwrap(), b"hello the");
        assert_eq!(disk.read_at(&file, 6, 3).unwrap(), b"the");
        assert!(disk.read_at(&file, 6, 4).is_err());
        disk.replace(&file, b"new").unwrap();
        assert_eq!(disk.read(&file).unwrap(), b"new");
        assert_eq!(disk.list(&dir).unwrap(), ["f"]);
        disk.remove(&file).unwrap();
        disk.remove(&file).unwrap();
        assert!(disk.list(&dir.join("none")).unwrap().is_empty());
    }

    #[test]
    fn a_lock_is_exclusive_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = RealDisk::new().try_lock(&path).unwrap();
        assert!(held.is_some());
        assert!(RealDisk::new().try_lock(&path).unwrap().is_none());
        drop(held);
        assert!(RealDisk::new().try_lock(&path).unwrap().is_some());
    }

    #[test]
    fn a_copy_has_another_identity() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::new();
        let (first, second) = (folder.path().join("1"), folder.path().join("2"));
        disk.write_at(&first, 0, b"x").unwrap();
        fs::copy(&first, &second).unwrap();
        assert_eq!(disk.identity(&first).unwrap(), disk.identity(&first).unwrap());
        assert_ne!(disk.identity(&first).unwrap(), disk.identity(&second).unwrap());
    }
}
