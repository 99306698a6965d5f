//! Why the durable journal refuses or stops.

use crate::checkpoint::CheckpointError;
use crate::entry::EntryError;
use crate::evidence::Evidence;
use crate::merkle::MerkleError;
use crate::note::NoteError;
use std::io;
use std::path::{Path, PathBuf};

/// Why the durable journal refuses or stops. [`StoreError::hint`] says what a person can do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The volume is full. Nothing was promised: the same call may be made again when there is room.
    #[error("no room left to write {}", .0.display())]
    Full(PathBuf),
    /// A read, or a write before anything was promised, failed.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A write failed after which only a new start can tell what the disk holds. Everything acknowledged is safe.
    #[error("the journal has stopped: {0}; start the node again")]
    Stopped(String),
    /// Another process uses the directory.
    #[error("another liptako process ({holder}) uses {}", path.display())]
    InUse {
        /// The lock file.
        path: PathBuf,
        /// What the holder wrote about itself: `pid 123`.
        holder: String,
    },
    /// The journal was never made here.
    #[error("there is no journal in {}", .0.display())]
    NotCreated(PathBuf),
    /// A journal is already here.
    #[error("there is already a journal in {}", .0.display())]
    AlreadyCreated(PathBuf),
    /// The journal is here and its lock store is not.
    #[error("the lock store {} is missing", .0.display())]
    LockMissing(PathBuf),
    /// Both slots of the lock store are unreadable.
    #[error("the lock store {} is damaged", .0.display())]
    LockDamaged(PathBuf),
    /// The lock store was changed by somebody else since it was read.
    #[error("somebody else writes the lock store {}", .0.display())]
    LockMoved(PathBuf),
    /// What is published is ahead of the lock store: one of the two is an old copy.
    #[error("{origin}: {published} entries are published and the lock store {} knows only {locked}", lock.display())]
    PublishedAhead {
        /// The journal.
        origin: String,
        /// Size published.
        published: u64,
        /// Size in the lock store.
        locked: u64,
        /// The lock store.
        lock: PathBuf,
    },
    /// The lock store is ahead and what would bring the files there is missing.
    #[error("{origin}: {locked} entries were promised and the files hold only {held}")]
    Behind {
        /// The journal.
        origin: String,
        /// Size promised.
        locked: u64,
        /// Size held.
        held: u64,
    },
    /// A file does not say what it must.
    #[error("{}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// An index or size beyond the journal.
    #[error("entry {index} is beyond the {size} entries of this journal")]
    Beyond {
        /// What was asked for.
        index: u64,
        /// The journal's size.
        size: u64,
    },
    /// More entries at once than fit in one commit, or none.
    #[error("a commit takes 1 to {most} entries, not {asked}")]
    BatchSize {
        /// Entries given.
        asked: usize,
        /// Most that are taken.
        most: usize,
    },
    /// The package does not begin where this journal ends.
    #[error("the next entry is {expected}, the package begins at {from}")]
    NotNext {
        /// The index that is waited for.
        expected: u64,
        /// Where the package begins.
        from: u64,
    },
    /// The package or checkpoint contradicts what is held here. It is a proof when [`Evidence`] is given.
    #[error("{origin}: another history than the one held here{}", if evidence.is_some() { ", proven" } else { "" })]
    Forked {
        /// The journal.
        origin: String,
        /// The proof, when two signatures prove it.
        evidence: Option<Box<Evidence>>,
    },
    /// The journal is frozen since a fork was proven: people must decide.
    #[error("{origin} is frozen at {size} entries since two histories of it were signed")]
    Frozen {
        /// The journal.
        origin: String,
        /// Last size on which everybody agrees.
        size: u64,
    },
    /// This node may not sign until its peers have shown it its newest checkpoint.
    #[error("this node may not write yet: {0}")]
    Recovering(crate::lease::Reason),
    /// A call that makes sense only on one's own journal, or only on another's.
    #[error("{0}")]
    Misused(&'static str),
    /// What was to be stored cannot be read, or is shorter than was said.
    #[error("what was to be stored cannot be read: {0}")]
    Source(io::Error),
    /// The bodies given are not those the entry names.
    #[error("the bodies given are not those that entry {0} of the batch names")]
    Bodies(usize),
    /// Evidence that shows nothing.
    #[error(transparent)]
    Evidence(#[from] crate::evidence::EvidenceError),
    /// A chunk does not belong to its commitment.
    #[error(transparent)]
    Body(#[from] crate::body::BodyError),
    /// A package that does not prove itself.
    #[error(transparent)]
    Package(#[from] crate::package::PackageError),
    /// A tree or a proof.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
    /// An entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A note or a key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl StoreError {
    /// What a person can do about it, in one English sentence; empty when the message says it all.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Full(_) => "make room on the volume, then try again; nothing was lost",
            Self::Stopped(_) => {
                "look at the disk's health, then start the node again: it repairs itself from what it had promised"
            }
            Self::InUse { .. } => "stop the other process first; two writers would break the journal",
            Self::NotCreated(_) => "make the node with `liptako init`, or restore a backup",
            Self::AlreadyCreated(_) => "choose an empty directory",
            Self::LockMissing(_) | Self::LockDamaged(_) | Self::PublishedAhead { .. } => {
                "bring back the volume of the lock store; if it is lost, remove the file `lease` of the data directory: \
                 the node then starts as restored and may not sign until its peers have shown it its newest state"
            }
            Self::Behind { .. } => {
                "the files are older than the lock store: remove the file `lease` of the data directory so that the \
                 node starts as restored and takes back from its peers what it lacks"
            }
            Self::LockMoved(_) => "two nodes use one lock store: give each its own",
            Self::Damaged { .. } => "run `liptako journal verify`, then restore the last backup",
            Self::Frozen { .. } => {
                "the evidence file tells who signed what; the authorities must decide together"
            }
            Self::Recovering(_) => "connect the peers, or bring their bundles; the node resumes by itself",
            _ => "",
        }
    }

    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        if crate::disk::is_full(&error) {
            Self::Full(path.to_path_buf())
        } else {
            Self::Io { path: path.to_path_buf(), error }
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_path_buf(), what: what.into() }
    }
}
