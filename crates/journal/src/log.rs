//! One journal on disk: its own authority's, which this node signs, or another's, which it copies.
//!
//! # Files
//! Under the journal's folder: `staging` (the commit under way), `checkpoint` (the newest complete one, with its
//! cosignatures, as it is served), `tile/entries/<N>` (bundles of 256 entries; the right-most grows), `tile/<L>/<N>`
//! (full hash tiles only: partial ones are recomputed), `cosigned/<code>` (the newest checkpoint each cosigner has
//! cosigned), `frozen` (the proof of a fork). The lock store may stand on another volume.
//!
//! A copy made while the node works is a good backup when it takes `checkpoint` first, then the rest of the folder, and
//! the bodies last: what was just being written is then past the published size, and is cut.
//!
//! # Who may do what
//! One writer, any number of readers. A reader takes a [`Snapshot`], an unchanging picture; the writer puts a new one
//! in place when a commit is done. The commit order, and what a crash leaves at each step, is in `log/commit.rs`.

mod commit;
mod error;
mod head;
mod lock;
mod paths;
mod prove;
mod recover;
mod replica;
mod snapshot;
mod staging;
mod view;

pub(crate) use commit::check_batch;
pub use error::StoreError;
pub(crate) use paths::Paths;
pub use prove::proof_of;
pub(crate) use recover::{PromiseAtRest, at_rest};
pub use replica::{Frozen, Standing};
pub(crate) use replica::{load_frozen, read_cosigned};
pub use snapshot::Snapshot;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::disk::Disk;
use crate::hash::Hash;
use crate::note::{LogKey, VerifierKey};
use head::Head;
use lock::LockStore;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use view::View;

/// Most entries of one commit.
pub const MAX_BATCH: usize = 4096;

/// Somebody who cosigns a journal: a peer's code and its cosigning key.
#[derive(Debug, Clone)]
pub struct Cosigner {
    /// The peer's member code, also the name of its file.
    pub code: String,
    /// Its cosigning key.
    pub key: VerifierKey,
}

/// Where a journal is and whose it is.
#[derive(Debug, Clone)]
pub struct Place {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The journal's own folder, `<data>/journal/<code>`.
    pub dir: PathBuf,
    /// Its lock store, `<lock directory>/<code>.lock`.
    pub lock: PathBuf,
    /// The journal's public key.
    pub log: VerifierKey,
    /// The peers whose cosignatures count.
    pub cosigners: Vec<Cosigner>,
}

/// How strictly the files are taken at opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Files and lock store must agree, or be made to agree by replaying the staging.
    Strict,
    /// The node was restored: the files may be older than the lock store, or the lock store may be missing. What is
    /// published is taken, and what was promised beyond it must come back from the peers. Nothing may be signed.
    Restored,
}

/// What the writer alone touches.
#[derive(Debug)]
struct Writer {
    lock: LockStore,
    /// Promised by the lock store and not held: only after a restore.
    behind: Option<Head>,
    /// Why the journal has stopped.
    stopped: Option<String>,
}

/// One journal on disk. All methods take `&self`; readers never wait for the disk work of the writer.
#[derive(Debug)]
pub struct Log {
    place: Place,
    paths: Paths,
    signer: Option<LogKey>,
    writer: Mutex<Writer>,
    view: RwLock<Arc<View>>,
    cosigned: RwLock<BTreeMap<String, SignedCheckpoint>>,
    frozen: RwLock<Option<Frozen>>,
    cache: snapshot::BundleCache,
}

impl Log {
    /// Makes an empty journal of one's own, durably.
    ///
    /// # Errors
    /// [`StoreError::AlreadyCreated`]; [`StoreError::Misused`] when the key is another journal's; a disk error.
    pub fn create_own(place: Place, key: LogKey) -> Result<Self, StoreError> {
        check_key(&place, &key)?;
        let empty =
            Checkpoint { origin: key.verifier().name().to_owned(), size: 0, root: crate::merkle::EMPTY_ROOT };
        let signed = SignedCheckpoint::sign(empty, &key)?;
        recover::create(&place, &signed.to_string())?;
        Self::open_own(place, key, Opening::Strict)
    }

    /// Opens one's own journal, repairing what a crash left.
    ///
    /// # Errors
    /// [`StoreError::NotCreated`], or what keeps files and lock store from agreeing.
    pub fn open_own(place: Place, key: LogKey, opening: Opening) -> Result<Self, StoreError> {
        check_key(&place, &key)?;
        Self::open(place, Some(key), opening)
    }

    /// Opens the copy of another's journal, making an empty one when there is none.
    ///
    /// # Errors
    /// What keeps files and lock store from agreeing; a disk error.
    pub fn open_replica(place: Place, opening: Opening) -> Result<Self, StoreError> {
        match recover::create(&place, "") {
            Ok(()) | Err(StoreError::AlreadyCreated(_)) => Self::open(place, None, opening),
            Err(error) => Err(error),
        }
    }

    fn open(place: Place, signer: Option<LogKey>, opening: Opening) -> Result<Self, StoreError> {
        let paths = Paths { dir: place.dir.clone(), lock: place.lock.clone() };
        let recovered = recover::recover(&place, &paths, opening)?;
        let cosigned = replica::load_cosigned(&place, &paths)?;
        let frozen = replica::load_frozen(&*place.disk, &paths, &place.log)?;
        let log = Self {
            place,
            paths,
            signer,
            writer: Mutex::new(Writer { lock: recovered.lock, behind: recovered.behind, stopped: None }),
            view: RwLock::new(Arc::new(recovered.view)),
            cosigned: RwLock::new(cosigned),
            frozen: RwLock::new(frozen),
            cache: snapshot::BundleCache::default(),
        };
        log.gather_cosignatures();
        Ok(log)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn current(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, view: View) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
    }

    /// Name of the journal.
    pub fn origin(&self) -> &str {
        self.place.log.name()
    }

    /// The journal's public key.
    pub fn verifier(&self) -> &VerifierKey {
        &self.place.log
    }

    /// The peers whose cosignatures count.
    pub fn cosigner_keys(&self) -> &[Cosigner] {
        &self.place.cosigners
    }

    /// Whether this node signs this journal.
    pub fn is_own(&self) -> bool {
        self.signer.is_some()
    }

    /// An unchanging picture of the journal as it is now.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { log: self, view: self.current() }
    }

    /// Number of entries held.
    pub fn size(&self) -> u64 {
        self.current().size
    }

    /// Root of the tree over the entries held.
    pub fn root(&self) -> Hash {
        self.current().frontier.root()
    }

    /// The newest signed checkpoint whose entries are all held, with the cosignatures known; `None` before a copy
    /// has its first.
    pub fn checkpoint(&self) -> Option<Arc<SignedCheckpoint>> {
        self.current().checkpoint.clone()
    }

    /// A larger signed checkpoint of which only a part of the entries has come.
    pub fn covering(&self) -> Option<Arc<SignedCheckpoint>> {
        self.current().covering.clone()
    }

    /// One entry's bytes.
    ///
    /// # Errors
    /// [`StoreError::Beyond`]; a disk error.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, StoreError> {
        self.snapshot().entry(index)
    }

    /// The bytes of the entries `range`.
    ///
    /// # Errors
    /// [`StoreError::Beyond`]; a disk error.
    pub fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, StoreError> {
        self.snapshot().entries(range)
    }

    /// The size the lock store has promised and the files do not hold: after a restore, what must come back first.
    pub fn promised(&self) -> Option<u64> {
        self.writer().behind.as_ref().map(|head| head.size)
    }

    /// Why the journal has stopped, if it has. The process should exit: a new start repairs it.
    pub fn stopped(&self) -> Option<String> {
        self.writer().stopped.clone()
    }
}

fn check_key(place: &Place, key: &LogKey) -> Result<(), StoreError> {
    if place.log == *key.verifier() {
        Ok(())
    } else {
        Err(StoreError::Misused("this log key signs another journal"))
    }
}
