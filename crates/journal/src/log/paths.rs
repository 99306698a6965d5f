//! Where one journal's files are.

use crate::tile::index_path;
use std::path::{Path, PathBuf};

/// Names of one journal's files.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    /// `<data>/journal/<code>`.
    pub(crate) dir: PathBuf,
    /// `<lock directory>/<code>.lock`.
    pub(crate) lock: PathBuf,
}

impl Paths {
    /// Entries of the commit under way.
    pub(crate) fn staging(&self) -> PathBuf {
        self.dir.join("staging")
    }

    /// The newest complete checkpoint with its cosignatures, as it is served.
    pub(crate) fn published(&self) -> PathBuf {
        self.dir.join("checkpoint")
    }

    /// Proof of a fork, when there is one.
    pub(crate) fn frozen(&self) -> PathBuf {
        self.dir.join("frozen")
    }

    /// Folder of the newest checkpoint cosigned by each cosigner.
    pub(crate) fn cosigned_dir(&self) -> PathBuf {
        self.dir.join("cosigned")
    }

    /// The newest checkpoint that the cosigner of this code cosigned.
    pub(crate) fn cosigned(&self, code: &str) -> PathBuf {
        self.cosigned_dir().join(code)
    }

    /// Entries `256·number ..`, full or right-most.
    pub(crate) fn bundle(&self, number: u64) -> PathBuf {
        self.dir.join("tile/entries").join(Path::new(&index_path(number)))
    }

    /// A full hash tile.
    pub(crate) fn tile(&self, level: u8, number: u64) -> PathBuf {
        self.dir.join(format!("tile/{level}")).join(Path::new(&index_path(number)))
    }
}
