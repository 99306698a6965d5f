//! Making, opening and repairing a journal's files.

use super::commit::{Names, apply_staged, publish};
use super::error::StoreError;
use super::head::Head;
use super::lock::LockStore;
use super::staging::{self, Staged};
use super::view::{Tree, View};
use super::{Opening, Paths, Place};
use crate::checkpoint::SignedCheckpoint;
use crate::disk::{Disk, folder_of, read_optional, temporary_name};
use crate::hash::Hash;
use crate::merkle::{EMPTY_ROOT, root_at};
use crate::tile::TILE_WIDTH;
use std::path::PathBuf;
use std::sync::Arc;

/// What opening found, repaired.
pub(super) struct Recovered {
    pub(super) lock: LockStore,
    pub(super) view: View,
    pub(super) behind: Option<Head>,
}

/// Makes an empty journal: folders, an empty staging, then the lock store, whose presence says that it was made, then
/// the first published checkpoint. A crash on the way leaves nothing that a second call does not make again.
pub(super) fn create(place: &Place, checkpoint: &str) -> Result<(), StoreError> {
    let disk = &*place.disk;
    let paths = Paths { dir: place.dir.clone(), lock: place.lock.clone() };
    let here = |error| StoreError::io(&place.dir, error);
    let exists = |path: PathBuf| Ok::<_, StoreError>(disk.len(&path).map_err(here)?.is_some());
    if exists(paths.lock.clone())? || exists(paths.published())? || exists(paths.bundle(0))? {
        return Err(StoreError::AlreadyCreated(place.dir.clone()));
    }
    make_folders(disk, &paths)?;
    disk.write_at(&paths.staging(), 0, b"").map_err(here)?;
    disk.sync_file(&paths.staging()).map_err(here)?;
    disk.sync_dir(&place.dir).map_err(here)?;
    LockStore::create(disk, &place.lock, Head { checkpoint: checkpoint.to_owned(), ..Head::empty() })
        .map(drop)
}

fn make_folders(disk: &dyn Disk, paths: &Paths) -> Result<(), StoreError> {
    let here = |error| StoreError::io(&paths.dir, error);
    disk.create_dir_all(&paths.cosigned_dir()).map_err(here)?;
    disk.create_dir_all(folder_of(&paths.bundle(0))).map_err(here)
}

/// Opens a journal: reads lock store, published checkpoint and staging, replays what was promised and not applied.
pub(super) fn recover(place: &Place, paths: &Paths, opening: Opening) -> Result<Recovered, StoreError> {
    let disk = &*place.disk;
    let published = read_published(place, paths)?;
    let mut lock = match LockStore::open(disk, &place.lock)? {
        Some(lock) => lock,
        None => match (&published, opening) {
            (None, Opening::Strict) => return Err(StoreError::NotCreated(place.dir.clone())),
            (None, Opening::Restored) => LockStore::create(disk, &place.lock, Head::empty())?,
            (Some(_), Opening::Strict) => return Err(StoreError::LockMissing(place.lock.clone())),
            (Some(published), Opening::Restored) => {
                LockStore::create(disk, &place.lock, head_of(place, published))?
            }
        },
    };
    // The lock store may have outlived the data volume.
    make_folders(disk, paths)?;
    // A process killed between a rename and the sync of its folder leaves a name that reads show and a power cut takes.
    for folder in [folder_of(&place.lock), &paths.dir, &paths.cosigned_dir()] {
        disk.sync_dir(folder).map_err(|error| StoreError::io(folder, error))?;
    }
    let promise = Promise::read(place, lock.head())?;
    if let Some(published) = published.as_ref().filter(|published| promise.is_behind(published)) {
        if opening == Opening::Strict {
            return Err(StoreError::PublishedAhead {
                origin: place.log.name().into(),
                published: published.size(),
                locked: promise.complete_size(),
                lock: place.lock.clone(),
            });
        }
        let view = load_checked(place, paths, published.size(), published.root())?;
        lock.swap(disk, head_of(place, published))?;
        return finish(place, paths, lock, view, published.clone().into(), None, None);
    }
    match bring_to(place, paths, lock.head(), published.as_ref()) {
        Ok(view) => {
            check_published(place, paths, published.as_ref(), &view)?;
            finish(place, paths, lock, view, promise.complete, promise.covering, None)
        }
        Err(error) if opening == Opening::Strict => Err(error),
        Err(_) => {
            let (size, root) = published.as_ref().map_or((0, &EMPTY_ROOT), |p| (p.size(), p.root()));
            let view = load_checked(place, paths, size, root)?;
            let behind = Some(lock.head().clone());
            finish(place, paths, lock, view, published, None, behind)
        }
    }
}

/// The files at the promised size: as they are, or after replaying the staging.
fn bring_to(
    place: &Place,
    paths: &Paths,
    promise: &Head,
    published: Option<&SignedCheckpoint>,
) -> Result<View, StoreError> {
    let disk = &*place.disk;
    let staged = Staged::read(disk, &paths.staging())?.filter(|staged| staged.after == *promise);
    // Publishing comes after every sync of a commit: what is published needs no replay.
    let applied = published.is_some_and(|published| published.size() == promise.size);
    if let Some(staged) = staged.filter(|_| !applied) {
        let mut view = load(place, paths, staged.base)?;
        apply_staged(disk, paths, &mut view, &staged, Names::SyncAll)?;
        if view.frontier.root() != promise.root {
            return Err(StoreError::damaged(
                &paths.staging(),
                "the staging leads to another root than was promised",
            ));
        }
        return Ok(view);
    }
    let error = match load_checked(place, paths, promise.size, &promise.root) {
        Ok(view) => return Ok(view),
        Err(error) => error,
    };
    // Sound files of an earlier size are an old copy, and no damage.
    let older = published.filter(|published| published.size() < promise.size);
    match older.map(|older| load_checked(place, paths, older.size(), older.root())) {
        Some(Ok(view)) => {
            Err(StoreError::Behind { origin: place.log.name().into(), locked: promise.size, held: view.size })
        }
        _ => Err(error),
    }
}

fn load(place: &Place, paths: &Paths, size: u64) -> Result<View, StoreError> {
    View::load(&*place.disk, paths, size)
}

fn load_checked(place: &Place, paths: &Paths, size: u64, root: &Hash) -> Result<View, StoreError> {
    let view = load(place, paths, size)?;
    if view.frontier.root() == *root {
        Ok(view)
    } else {
        let path = if size.is_multiple_of(TILE_WIDTH) {
            paths.dir.join("tile")
        } else {
            paths.bundle(size / TILE_WIDTH)
        };
        Err(StoreError::damaged(&path, format!("the {size} entries held do not have the promised root")))
    }
}

/// Cuts torn ends, publishes what is held, and hands everything over.
fn finish(
    place: &Place,
    paths: &Paths,
    lock: LockStore,
    mut view: View,
    complete: Option<SignedCheckpoint>,
    covering: Option<SignedCheckpoint>,
    behind: Option<Head>,
) -> Result<Recovered, StoreError> {
    let disk = &*place.disk;
    let path = paths.bundle(view.size / TILE_WIDTH);
    let expected: u64 = view.bundle.iter().map(|entry| entry.len() as u64 + 2).sum();
    let here = |error| StoreError::io(&path, error);
    if disk.len(&path).map_err(here)?.is_some_and(|length| length > expected) {
        disk.truncate(&path, expected).map_err(here)?;
    }
    let staging = paths.staging();
    if !staging::is_whole(disk, &staging)? {
        disk.truncate(&staging, 0).map_err(|error| StoreError::io(&staging, error))?;
    }
    let leftover = temporary_name(&paths.published());
    disk.remove(&leftover).map_err(|error| StoreError::io(&leftover, error))?;
    let published = read_published(place, paths)?;
    view.checkpoint = match (complete, published) {
        // The published one is the same and carries cosignatures.
        (Some(complete), Some(published)) if complete.checkpoint() == published.checkpoint() => {
            Some(Arc::new(published))
        }
        (Some(complete), _) => {
            publish(disk, paths, &complete)?;
            Some(Arc::new(complete))
        }
        (None, _) => None,
    };
    view.covering = covering.map(Arc::new);
    Ok(Recovered { lock, view, behind })
}

/// An older published checkpoint must still be a beginning of what is held.
fn check_published(
    place: &Place,
    paths: &Paths,
    published: Option<&SignedCheckpoint>,
    view: &View,
) -> Result<(), StoreError> {
    if let Some(published) = published.filter(|published| published.size() <= view.size) {
        let tree = Tree { disk: &*place.disk, paths, view };
        if root_at(&tree, published.size())? != *published.root() {
            return Err(StoreError::damaged(
                &paths.published(),
                "it is not a beginning of the journal held here",
            ));
        }
    }
    Ok(())
}

fn head_of(place: &Place, complete: &SignedCheckpoint) -> Head {
    let mut bare = complete.clone();
    bare.retain_verified(&place.log, []);
    let (size, root) = (complete.size(), *complete.root());
    Head { size, root, checkpoint: bare.to_string(), covering: String::new() }
}

/// The published checkpoint; `None` when there is none or the rename of an unsynced file left it torn.
pub(super) fn read_published(place: &Place, paths: &Paths) -> Result<Option<SignedCheckpoint>, StoreError> {
    let path = paths.published();
    let bytes = read_optional(&*place.disk, &path).map_err(|error| StoreError::io(&path, error))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let mut checkpoint = text.and_then(|text| SignedCheckpoint::parse_verified(&text, &place.log).ok());
    if let Some(checkpoint) = &mut checkpoint {
        checkpoint.retain_verified(&place.log, place.cosigners.iter().map(|cosigner| &cosigner.key));
    }
    Ok(checkpoint)
}

/// The checkpoints of a head, verified.
struct Promise {
    complete: Option<SignedCheckpoint>,
    covering: Option<SignedCheckpoint>,
}

impl Promise {
    fn read(place: &Place, head: &Head) -> Result<Self, StoreError> {
        let verified = |note: &str| match note {
            "" => Ok(None),
            note => SignedCheckpoint::parse_verified(note, &place.log).map(Some),
        };
        Ok(Self { complete: verified(&head.checkpoint)?, covering: verified(&head.covering)? })
    }

    fn complete_size(&self) -> u64 {
        self.complete.as_ref().map_or(0, SignedCheckpoint::size)
    }

    /// Whether this published checkpoint cannot have followed the promise.
    fn is_behind(&self, published: &SignedCheckpoint) -> bool {
        match &self.complete {
            None => true,
            Some(complete) => {
                published.size() > complete.size()
                    || (published.size() == complete.size() && published.root() != complete.root())
            }
        }
    }
}

/// What a lock store promises.
pub(crate) struct PromiseAtRest {
    /// Entries.
    pub(crate) size: u64,
    /// Root over them.
    pub(crate) root: Hash,
    /// Size of the newest complete checkpoint; 0 for none.
    pub(crate) complete: u64,
    /// Whether both slots are sound.
    pub(crate) lock_whole: bool,
}

/// What `verify` needs of a journal at rest, read without repairing anything.
pub(crate) struct AtRest {
    /// What the lock store promises; `None` without one.
    pub(crate) promise: Option<PromiseAtRest>,
    /// Whether the staging is empty or whole.
    pub(crate) staging_whole: bool,
    /// The published checkpoint; `None` when there is none or it does not verify.
    pub(crate) published: Option<SignedCheckpoint>,
}

/// Reads lock store, staging and published checkpoint as they are.
pub(crate) fn at_rest(place: &Place, paths: &Paths) -> Result<AtRest, StoreError> {
    let disk = &*place.disk;
    let promise = match LockStore::check(disk, &paths.lock)? {
        None => None,
        Some((head, lock_whole)) => {
            let complete = Promise::read(place, &head)?.complete_size();
            Some(PromiseAtRest { size: head.size, root: head.root, complete, lock_whole })
        }
    };
    let staging_whole = staging::is_whole(disk, &paths.staging())?;
    let published = read_published(place, paths)?;
    Ok(AtRest { promise, staging_whole, published })
}
