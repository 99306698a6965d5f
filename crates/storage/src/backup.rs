//! Backup of a running node into a folder, and verified restore of a node from one.
//!
//! # What a backup holds
//! `manifest.json` (who, when, and for every other file its size and SHA-256) with `manifest.sha256`; the journals and
//! bodies byte for byte; the tables of national data as JSON lines, so that a backup of a SQLite node restores on
//! PostgreSQL and back; the files that the node names (settings, charter, cards, keys). A backup holds secret
//! keys and personal data: it is written readable to its owner only, and must be kept as the node itself is.
//!
//! # What it leaves out, and why
//! The shared tables: the journals rebuild them. The writer lease and the lock stores: a restored node is an old copy of
//! itself and may not sign until its peers have shown it its newest checkpoint (PROTOCOL.md, restore rule).
//!
//! # Why it is consistent while the node runs
//! Each journal's published checkpoint is copied first. It is published only after all that it covers is durable,
//! and everything it covers is append-only, so the copies made afterwards hold at least that; opening cuts what
//! stands past the checkpoint. The tables of national data are read in one transaction.

mod create;
mod files;
mod restore;
mod rows;

pub use create::{Plan, create};
pub use restore::{check, restore};

use crate::StorageError;
use liptako_core::UnixSeconds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// First words of a manifest, with its version.
const FORMAT: &str = "liptako-backup/1";
const MANIFEST: &str = "manifest.json";
const MANIFEST_SUM: &str = "manifest.sha256";
/// Folder of the national tables in a backup.
const TABLES: &str = "tables";
/// Longest manifest read, in bytes.
const MANIFEST_MAX: u64 = 64 * 1024 * 1024;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `liptako-backup/1`.
    pub format: String,
    /// Code of the authority.
    pub member: String,
    /// When it was taken, by the node's clock.
    pub taken: UnixSeconds,
    /// Entries covered by each journal's checkpoint, by member code.
    pub journals: BTreeMap<String, u64>,
    /// Version of each module's tables.
    pub versions: BTreeMap<String, u32>,
    /// Rows of each national table, in the order in which a restore fills them.
    pub tables: Vec<TableCount>,
    /// Every file but the manifest itself.
    pub files: Vec<FileSum>,
}

/// How many rows a backup holds of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableCount {
    /// The table.
    pub name: String,
    /// Its rows.
    pub rows: u64,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSum {
    /// Path in the backup, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// What a backup or restore is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Copying and summing files.
    Files,
    /// Writing or loading the national tables; counted in rows.
    Tables,
    /// Verifying what was restored.
    Verify,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// Bytes, or rows, done.
    pub done: u64,
    /// Bytes, or rows, in all; 0 when not known.
    pub total: u64,
}

/// Why a backup or restore failed. Neither leaves anything that could be taken for a whole one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder cannot be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        error: std::io::Error,
    },
    /// Something is where the backup or the node should be written.
    #[error("{} exists and is not empty: name a new folder", .0.display())]
    Occupied(PathBuf),
    /// Not a backup, or one whose list of files is damaged.
    #[error("{}: not a backup that this program can read: {reason}", path.display())]
    Manifest {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file is missing, too short, too long, or has other bytes than when the backup was taken.
    #[error("{}: damaged since the backup was taken ({reason}); use another copy of this backup", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How it differs.
        reason: String,
    },
    /// The database to restore into already holds tables.
    #[error("the database {0} already holds a node: give an empty one")]
    DatabaseInUse(String),
    /// What the node gave refuses what was restored.
    #[error("the restored node does not verify: {0}")]
    Verify(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl BackupError {
    fn io(path: &Path, error: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}
