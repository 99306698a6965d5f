//! Copying files with their sums, durably and for their owner's eyes only.

use super::{BackupError, FileSum};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};

/// Makes a folder and its parents, closed to others.
pub(super) fn make_folder(path: &Path) -> Result<(), BackupError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| BackupError::io(path, error))
}

/// Makes a new file, closed to others.
pub(super) fn make_file(path: &Path) -> Result<File, BackupError> {
    if let Some(parent) = path.parent() {
        make_folder(parent)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| BackupError::io(path, error))
}

/// Writes a whole new file, durably.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let mut file = make_file(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| BackupError::io(path, error))
}

/// Copies `from` as it is now, durably; tells `copied` after each block how many bytes it had.
pub(super) fn copy(
    from: &Path,
    to: &Path,
    name: &str,
    mut copied: impl FnMut(u64),
) -> Result<FileSum, BackupError> {
    let mut target = make_file(to)?;
    let sum = read(from, name, |block| {
        target.write_all(block).map_err(|error| BackupError::io(to, error))?;
        copied(block.len() as u64);
        Ok(())
    })?;
    target.sync_all().map_err(|error| BackupError::io(to, error))?;
    Ok(sum)
}

/// Reads a plain file block by block and sums it.
pub(super) fn read(
    path: &Path,
    name: &str,
    mut each: impl FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<FileSum, BackupError> {
    let here = |error| BackupError::io(path, error);
    if !fs::symlink_metadata(path).map_err(here)?.is_file() {
        return Err(BackupError::Damaged { path: path.to_owned(), reason: "not a plain file".into() });
    }
    let mut file = File::open(path).map_err(here)?;
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut block = vec![0; 64 * 1024];
    loop {
        let length = file.read(&mut block).map_err(here)?;
        let Some(bytes) = block.get(..length).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        size += length as u64;
        each(bytes)?;
    }
    Ok(FileSum { path: name.to_owned(), size, sha256: hex::encode(hasher.finalize()) })
}

/// Makes the names in a folder, and in those below it, durable.
pub(super) fn sync_folders(path: &Path) -> Result<(), BackupError> {
    let here = |error| BackupError::io(path, error);
    for entry in fs::read_dir(path).map_err(here)? {
        let entry = entry.map_err(here)?;
        if entry.file_type().map_err(here)?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(path)
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), BackupError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| BackupError::io(path, error))
}

/// Plain files below a folder, sorted, by their path relative to `base` with `/`; temporary ones left out.
pub(super) fn below(folder: &Path, base: &Path) -> Result<Vec<(String, PathBuf)>, BackupError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let here = |error| BackupError::io(&folder, error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            other => other.map_err(here)?,
        };
        for entry in entries {
            let entry = entry.map_err(here)?;
            let (kind, path) = (entry.file_type().map_err(here)?, entry.path());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && path.extension().is_none_or(|extension| extension != "tmp") {
                found.push((relative(&path, base), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn relative(path: &Path, base: &Path) -> String {
    let inside = path.strip_prefix(base).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a name of a manifest stays inside its folder.
pub(super) fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 512
        && !name.contains('\\')
        && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether nothing is there, or only an empty folder.
pub(super) fn is_free(path: &Path) -> Result<bool, BackupError> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(_) => Ok(false),
    }
}

/// A folder written under another name and renamed when whole; removed when dropped before.
pub(super) struct Unfinished {
    pub(super) path: PathBuf,
    target: PathBuf,
    done: bool,
}

/// Says that a folder is the leftover of a work that was cut, and may be removed.
const MARK: &str = ".unfinished";

impl Unfinished {
    /// Begins beside `target`, in place of the leftover of an earlier attempt.
    pub(super) fn begin(target: &Path, suffix: &str) -> Result<Self, BackupError> {
        if !is_free(target)? {
            return Err(BackupError::Occupied(target.to_owned()));
        }
        let name = target.file_name().ok_or_else(|| BackupError::Occupied(target.to_owned()))?;
        let mut unfinished = name.to_owned();
        unfinished.push(suffix);
        let path = target.with_file_name(unfinished);
        if path.join(MARK).is_file() {
            fs::remove_dir_all(&path).map_err(|error| BackupError::io(&path, error))?;
        } else if !is_free(&path)? {
            return Err(BackupError::Occupied(path));
        }
        make_folder(&path)?;
        let begun = Self { path, target: target.to_owned(), done: false };
        write(&begun.path.join(MARK), b"")?;
        Ok(begun)
    }

    /// Puts it in place, durably.
    pub(super) fn finish(mut self) -> Result<(), BackupError> {
        let mark = self.path.join(MARK);
        fs::remove_file(&mark).map_err(|error| BackupError::io(&mark, error))?;
        sync_folders(&self.path)?;
        if self.target.is_dir() {
            fs::remove_dir(&self.target).map_err(|error| BackupError::io(&self.target, error))?;
        }
        fs::rename(&self.path, &self.target).map_err(|error| BackupError::io(&self.target, error))?;
        self.done = true;
        match self.target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(parent) => sync_folder(parent),
            None => sync_folder(Path::new(".")),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.done
            && let Err(error) = fs::remove_dir_all(&self.path)
        {
            tracing::warn!(path = %self.path.display(), %error, "an unfinished folder could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leaves_its_folder_is_refused() {
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "a\\b", "./../x"] {
            assert!(!is_inside(bad), "{bad}");
        }
        assert!(is_inside("journal/ml/tile/entries/x001/234"));
    }

    #[test]
    fn an_unfinished_folder_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("copy");
        let begun = Unfinished::begin(&target, ".part").unwrap();
        write(&begun.path.join("file"), b"half").unwrap();
        drop(begun);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_leftover_of_a_killed_attempt_is_replaced_and_a_stranger_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("copy");
        std::mem::forget(Unfinished::begin(&target, ".part").unwrap());
        Unfinished::begin(&target, ".part").unwrap().finish().unwrap();
        assert!(target.is_dir());
        let other = folder.path().join("other");
        fs::create_dir(folder.path().join("other.part")).unwrap();
        fs::write(folder.path().join("other.part/mine"), b"x").unwrap();
        assert!(matches!(Unfinished::begin(&other, ".part"), Err(BackupError::Occupied(_))));
    }
}
