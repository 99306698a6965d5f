//! Which bundles this node wrote while it might not sign: an answer to one of them is surely newer than what was
//! lost, and no other bundle is (PROTOCOL.md, restore rule).

use crate::MirrorError;
use crate::exchange::locked;
use liptako_journal::Hash;
use liptako_journal::journals::Journals;
use liptako_journal::lease::State;
use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Most bundles remembered.
const MAX_ASKED: usize = 1000;

/// The hashes of those bundles' manifests, in the file `asked` of the data directory.
///
/// Backups leave the file out, as they leave out the lease, and a node that may sign has none: so what it names
/// was written after the restore.
pub(crate) struct Asked {
    path: PathBuf,
    names: Mutex<BTreeSet<Hash>>,
}

impl Asked {
    /// Reads the file; removes it when this node may sign.
    pub(crate) fn open(data: &Path, journals: &Journals) -> Result<Self, MirrorError> {
        let path = data.join("asked");
        let here = |error| MirrorError::file(&path, &error);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            other => other.map_err(here)?,
        };
        if journals.state() == State::Writable && !text.is_empty() {
            fs::remove_file(&path).map_err(here)?;
            return Ok(Self { path, names: Mutex::default() });
        }
        // A torn last line is no hash: that bundle's answer will not count, and another can be asked for.
        let names = text.lines().take(MAX_ASKED).filter_map(|line| line.parse().ok()).collect();
        Ok(Self { path, names: Mutex::new(names) })
    }

    /// Notes a bundle just written, durably, when this node may not sign.
    pub(crate) fn note(&self, journals: &Journals, manifest: Hash) -> Result<(), MirrorError> {
        let mut names = locked(&self.names);
        if journals.state() == State::Writable || names.len() >= MAX_ASKED {
            return Ok(());
        }
        let write = || {
            let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            writeln!(file, "{manifest}")?;
            file.sync_all()
        };
        write().map_err(|error| MirrorError::file(&self.path, &error))?;
        names.insert(manifest);
        Ok(())
    }

    /// Whether this is the manifest of such a bundle.
    pub(crate) fn contains(&self, manifest: &Hash) -> bool {
        locked(&self.names).contains(manifest)
    }
}
