//! A disk in memory whose power can be cut at any call: what the crash tests run on.
//!
//! It behaves as a page cache does. Bytes that were not synced, and names whose folder was not synced, may survive a
//! crash whole, in part or not at all, in any mixture ([`CrashMode`]). A failed sync loses for good what it should
//! have written, although reads go on showing it (Linux marks the pages clean). A fault can be planted at the n-th
//! writing call ([`SimDisk::plant`]), and a folder can be declared full ([`SimDisk::set_full`]).

use crate::disk::{Disk, Held, folder_of};
use liptako_core::{Chance, SeededChance};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What goes wrong at the chosen call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An input/output error, and the call did nothing.
    Eio,
    /// An input/output error, and the call did its work all the same.
    EioApplied,
    /// The volume is full: a write puts down half of its bytes, any other call does nothing.
    NoSpace,
    /// The power is cut before the call: it and every later call fail.
    Die,
    /// The power is cut after the call.
    DieApplied,
}

impl Fault {
    /// Every fault, for tests that try them all.
    pub const ALL: [Self; 5] = [Self::Eio, Self::EioApplied, Self::NoSpace, Self::Die, Self::DieApplied];
}

/// What survives of the unsynced when the power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashMode {
    /// Nothing that was not synced.
    NothingUnsynced,
    /// Everything, synced or not.
    Everything,
    /// A part chosen by the seed: each unsynced name or not, each 512-byte sector of each unsynced write or not.
    Torn(u64),
}

/// A sector, the unit in which a write tears.
const SECTOR: usize = 512;

#[derive(Debug, Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate(usize),
}

#[derive(Debug, Clone, Default)]
struct Inode {
    /// What reads show.
    cached: Vec<u8>,
    /// What is on the platter.
    durable: Vec<u8>,
    /// Changes made since the last sync.
    pending: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Naming {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    Rename(PathBuf, PathBuf, usize),
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Link(path, inode) => drop(names.insert(path.clone(), *inode)),
            Self::Unlink(path) => drop(names.remove(path)),
            Self::Rename(from, to, inode) => {
                names.remove(from);
                names.insert(to.clone(), *inode);
            }
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Link(path, _) | Self::Unlink(path) | Self::Rename(_, path, _) => folder_of(path),
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Sim {
    inodes: Vec<Inode>,
    cached_names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<Naming>,
    dirs: BTreeSet<PathBuf>,
    locked: BTreeSet<PathBuf>,
    full: Vec<PathBuf>,
    calls: u64,
    syncs: u64,
    faults: BTreeMap<u64, Fault>,
    dead: bool,
}

/// What the fault planted at this call asks for.
enum Order {
    Go,
    Fail(io::Error),
    GoThenFail(io::Error),
    HalfThenFail(io::Error),
}

fn eio() -> io::Error {
    io::Error::other("simulated input/output error")
}

fn dead() -> io::Error {
    io::Error::other("the simulated machine has no power")
}

fn full() -> io::Error {
    io::Error::new(io::ErrorKind::StorageFull, "simulated full volume")
}

fn missing(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("no file {}", path.display()))
}

impl Sim {
    /// Counts a writing call and says what becomes of it.
    fn order(&mut self) -> Order {
        if self.dead {
            return Order::Fail(dead());
        }
        let call = self.calls;
        self.calls += 1;
        match self.faults.get(&call) {
            Some(Fault::Eio) => Order::Fail(eio()),
            Some(Fault::EioApplied) => Order::GoThenFail(eio()),
            Some(Fault::NoSpace) => Order::HalfThenFail(full()),
            Some(Fault::Die) => {
                self.dead = true;
                Order::Fail(dead())
            }
            Some(Fault::DieApplied) => {
                self.dead = true;
                Order::GoThenFail(dead())
            }
            None => Order::Go,
        }
    }

    /// As [`Sim::order`], for a call that needs room.
    fn order_with_room(&mut self, path: &Path) -> Order {
        match self.order() {
            Order::Go if self.full.iter().any(|folder| path.starts_with(folder)) => {
                Order::HalfThenFail(full())
            }
            order => order,
        }
    }

    fn inode(&self, path: &Path) -> io::Result<usize> {
        self.cached_names.get(path).copied().ok_or_else(|| missing(path))
    }

    fn name(&mut self, naming: Naming) {
        naming.apply(&mut self.cached_names);
        self.pending_names.push(naming);
    }

    fn write(&mut self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if !self.dirs.contains(folder_of(path)) {
            return Err(missing(folder_of(path)));
        }
        let inode = match self.cached_names.get(path) {
            Some(inode) => *inode,
            None => {
                self.inodes.push(Inode::default());
                let inode = self.inodes.len() - 1;
                self.name(Naming::Link(path.to_path_buf(), inode));
                inode
            }
        };
        let change = Change::Write { offset: offset as usize, bytes: bytes.to_vec() };
        let file = &mut self.inodes[inode];
        change.apply(&mut file.cached);
        file.pending.push(change);
        Ok(())
    }
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => {
                let end = offset + bytes.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                content[*offset..end].copy_from_slice(bytes);
            }
            Self::Truncate(len) => content.truncate(*len),
        }
    }

    /// Applies a random part, in sectors aligned on the file.
    fn tear(&self, content: &mut Vec<u8>, chance: &SeededChance) {
        match self {
            Self::Truncate(len) => {
                if coin(chance) {
                    content.truncate(*len);
                }
            }
            Self::Write { offset, bytes } => {
                let mut at = 0;
                while at < bytes.len() {
                    let end = ((offset + at) / SECTOR * SECTOR + SECTOR - offset).min(bytes.len());
                    if coin(chance) {
                        Self::Write { offset: offset + at, bytes: bytes[at..end].to_vec() }.apply(content);
                    }
                    at = end;
                }
            }
        }
    }
}

fn coin(chance: &SeededChance) -> bool {
    let mut byte = [0];
    chance.fill(&mut byte);
    byte[0] & 1 == 1
}

/// A disk in memory with a page cache, planted faults and power cuts.
#[derive(Debug, Default)]
pub struct SimDisk(Arc<Mutex<Sim>>);

impl SimDisk {
    /// An empty disk.
    pub fn new() -> Self {
        let sim = Sim { dirs: [PathBuf::from("/"), PathBuf::new()].into(), ..Sim::default() };
        Self(Arc::new(Mutex::new(sim)))
    }

    fn sim(&self) -> MutexGuard<'_, Sim> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(sim: Sim) -> Self {
        Self(Arc::new(Mutex::new(Sim {
            locked: BTreeSet::new(),
            full: Vec::new(),
            calls: 0,
            syncs: 0,
            faults: BTreeMap::new(),
            dead: false,
            ..sim
        })))
    }

    /// Another disk with the same content, synced and unsynced alike, with no fault planted and its calls counted
    /// from zero.
    pub fn snapshot(&self) -> Self {
        Self::of(self.sim().clone())
    }

    /// How many writing calls were made: writes, cuts, syncs, renames and removals.
    pub fn calls(&self) -> u64 {
        self.sim().calls
    }

    /// How many syncs of files and folders were made.
    pub fn syncs(&self) -> u64 {
        self.sim().syncs
    }

    /// Plants a fault at a writing call, counted from zero.
    pub fn plant(&self, call: u64, fault: Fault) {
        self.sim().faults.insert(call, fault);
    }

    /// Declares a folder full; writes below it fail after half of their bytes. An empty list gives room again.
    pub fn set_full(&self, folders: &[&Path]) {
        self.sim().full = folders.iter().map(|folder| folder.to_path_buf()).collect();
    }

    /// The disk as it is found after the power was cut now.
    pub fn crash(&self, mode: CrashMode) -> Self {
        let mut sim = self.sim().clone();
        let chance = SeededChance::new(if let CrashMode::Torn(seed) = mode { seed } else { 0 });
        for naming in &sim.pending_names {
            let survives = match mode {
                CrashMode::NothingUnsynced => false,
                CrashMode::Everything => true,
                CrashMode::Torn(_) => coin(&chance),
            };
            if survives {
                naming.apply(&mut sim.durable_names);
            }
        }
        sim.pending_names.clear();
        sim.cached_names = sim.durable_names.clone();
        for inode in &mut sim.inodes {
            match mode {
                CrashMode::NothingUnsynced => {}
                CrashMode::Everything => {
                    inode.pending.iter().for_each(|change| change.apply(&mut inode.durable))
                }
                CrashMode::Torn(_) => {
                    for change in &inode.pending {
                        change.tear(&mut inode.durable, &chance);
                    }
                }
            }
            inode.pending.clear();
            inode.cached = inode.durable.clone();
        }
        Self::of(sim)
    }

    /// Every file, in order of path.
    pub fn files(&self) -> Vec<PathBuf> {
        self.sim().cached_names.keys().cloned().collect()
    }

    /// Changes one bit of a file behind everybody's back, durably, as a failing disk does.
    ///
    /// # Errors
    /// When there is no such byte.
    pub fn flip(&self, path: &Path, offset: usize, bit: u8) -> io::Result<()> {
        let mut sim = self.sim();
        let inode = sim.inode(path)?;
        let file = &mut sim.inodes[inode];
        *file.cached.get_mut(offset).ok_or_else(|| missing(path))? ^= 1 << (bit & 7);
        if let Some(byte) = file.durable.get_mut(offset) {
            *byte ^= 1 << (bit & 7);
        }
        Ok(())
    }

    /// Runs a writing call under the order of its planted fault.
    fn change(&self, call: impl FnOnce(&mut Sim) -> io::Result<()>) -> io::Result<()> {
        let mut sim = self.sim();
        match sim.order() {
            Order::Go => call(&mut sim),
            Order::Fail(error) | Order::HalfThenFail(error) => Err(error),
            Order::GoThenFail(error) => call(&mut sim).and(Err(error)),
        }
    }

    fn reading(&self) -> io::Result<MutexGuard<'_, Sim>> {
        let sim = self.sim();
        if sim.dead { Err(dead()) } else { Ok(sim) }
    }
}

#[derive(Debug)]
struct SimLock {
    sim: Arc<Mutex<Sim>>,
    path: PathBuf,
}

impl Held for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.sim.lock().unwrap_or_else(PoisonError::into_inner).locked.remove(&self.path);
    }
}

impl Disk for SimDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let sim = self.reading()?;
        let inode = sim.inode(path)?;
        Ok(sim.inodes[inode].cached.clone())
    }

    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let sim = self.reading()?;
        let content = &sim.inodes[sim.inode(path)?].cached;
        let start = offset as usize;
        match content.get(start..start.saturating_add(len)) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn len(&self, path: &Path) -> io::Result<Option<u64>> {
        let sim = self.reading()?;
        Ok(sim.cached_names.get(path).map(|inode| sim.inodes[*inode].cached.len() as u64))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let sim = self.reading()?;
        let inside = sim.cached_names.keys().chain(&sim.dirs).filter(|path| path.parent() == Some(dir));
        let mut names: Vec<String> =
            inside.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
        names.sort_unstable();
        Ok(names)
    }

    fn is_dir(&self, path: &Path) -> io::Result<bool> {
        Ok(self.reading()?.dirs.contains(path))
    }

    fn create_dir_all(&self, dir: &Path) -> io::Result<()> {
        let known = self.reading()?.dirs.contains(dir);
        if known {
            return Ok(());
        }
        self.create_dir_all(folder_of(dir))?;
        self.change(|sim| {
            sim.dirs.insert(dir.to_path_buf());
            Ok(())
        })
    }

    fn write_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut sim = self.sim();
        match sim.order_with_room(path) {
            Order::Go => sim.write(path, offset, bytes),
            Order::Fail(error) => Err(error),
            Order::GoThenFail(error) => sim.write(path, offset, bytes).and(Err(error)),
            Order::HalfThenFail(error) => {
                sim.write(path, offset, &bytes[..bytes.len() / 2])?;
                Err(error)
            }
        }
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        self.change(|sim| {
            let inode = sim.inode(path)?;
            let change = Change::Truncate(len as usize);
            change.apply(&mut sim.inodes[inode].cached);
            sim.inodes[inode].pending.push(change);
            Ok(())
        })
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        let mut sim = self.sim();
        let order = sim.order();
        sim.syncs += 1;
        let inode = sim.inode(path)?;
        let file = &mut sim.inodes[inode];
        match order {
            Order::Go | Order::GoThenFail(_) => {
                file.pending.iter().for_each(|change| change.apply(&mut file.durable));
            }
            // What a failed sync did not write is never written by a later one: the pages are marked clean.
            Order::Fail(_) | Order::HalfThenFail(_) if !sim.dead => {}
            Order::Fail(error) | Order::HalfThenFail(error) => return Err(error),
        }
        sim.inodes[inode].pending.clear();
        match order {
            Order::Go => Ok(()),
            Order::Fail(error) | Order::GoThenFail(error) | Order::HalfThenFail(error) => Err(error),
        }
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.sim().syncs += 1;
        self.change(|sim| {
            let (here, elsewhere) =
                std::mem::take(&mut sim.pending_names).into_iter().partition(|naming| naming.folder() == dir);
            sim.pending_names = elsewhere;
            let here: Vec<Naming> = here;
            here.iter().for_each(|naming| naming.apply(&mut sim.durable_names));
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|sim| {
            let inode = sim.inode(from)?;
            sim.name(Naming::Rename(from.to_path_buf(), to.to_path_buf(), inode));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|sim| {
            if sim.cached_names.contains_key(path) {
                sim.name(Naming::Unlink(path.to_path_buf()));
            }
            Ok(())
        })
    }

    fn identity(&self, path: &Path) -> io::Result<String> {
        let sim = self.reading()?;
        Ok(format!("simulated {}", sim.inode(path)?))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        if self.len(path)?.is_none() {
            self.write_at(path, 0, b"")?;
        }
        let mut sim = self.sim();
        if !sim.locked.insert(path.to_path_buf()) {
            return Ok(None);
        }
        Ok(Some(Box::new(SimLock { sim: Arc::clone(&self.0), path: path.to_path_buf() })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk_with(content: &[u8]) -> SimDisk {
        let disk = SimDisk::new();
        let (dir, file) = (Path::new("/d"), Path::new("/d/f"));
        disk.create_dir_all(dir).unwrap();
        disk.write_at(file, 0, content).unwrap();
        disk.sync_file(file).unwrap();
        disk.sync_dir(dir).unwrap();
        disk
    }

    #[test]
    fn what_was_not_synced_is_lost_kept_or_torn() {
        let file = Path::new("/d/f");
        let disk = disk_with(&[0; 4096]);
        disk.write_at(file, 0, &[1; 4096]).unwrap();
        assert_eq!(disk.crash(CrashMode::NothingUnsynced).read(file).unwrap(), [0; 4096]);
        assert_eq!(disk.crash(CrashMode::Everything).read(file).unwrap(), [1; 4096]);
        let torn = disk.crash(CrashMode::Torn(3)).read(file).unwrap();
        assert!(torn.contains(&0) && torn.contains(&1));
        assert!(torn.chunks(SECTOR).all(|sector| sector.iter().all(|byte| *byte == sector[0])));
    }

    #[test]
    fn a_failed_sync_loses_what_reads_still_show() {
        let file = Path::new("/d/f");
        let disk = disk_with(b"old");
        disk.plant(disk.calls() + 1, Fault::Eio);
        disk.write_at(file, 0, b"new").unwrap();
        assert!(disk.sync_file(file).is_err());
        disk.sync_file(file).unwrap();
        assert_eq!(disk.read(file).unwrap(), b"new");
        assert_eq!(disk.crash(CrashMode::Everything).read(file).unwrap(), b"old");
    }

    #[test]
    fn a_name_needs_its_folder_synced() {
        let disk = disk_with(b"old");
        let (file, other) = (Path::new("/d/f"), Path::new("/d/g"));
        disk.rename(file, other).unwrap();
        let lost = disk.crash(CrashMode::NothingUnsynced);
        assert!(lost.read(file).is_ok() && lost.read(other).is_err());
        disk.sync_dir(Path::new("/d")).unwrap();
        let kept = disk.crash(CrashMode::NothingUnsynced);
        assert!(kept.read(file).is_err() && kept.read(other).is_ok());
    }

    #[test]
    fn a_dead_machine_refuses_everything_until_it_starts_again() {
        let disk = disk_with(b"old");
        disk.plant(disk.calls(), Fault::DieApplied);
        assert!(disk.write_at(Path::new("/d/f"), 0, b"new").is_err());
        assert!(disk.read(Path::new("/d/f")).is_err());
        assert_eq!(disk.crash(CrashMode::Everything).read(Path::new("/d/f")).unwrap(), b"new");
    }

    #[test]
    fn a_full_folder_takes_half_a_write_and_then_goes_on() {
        let disk = disk_with(b"");
        disk.set_full(&[Path::new("/d")]);
        let error = disk.write_at(Path::new("/d/f"), 0, b"1234").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(disk.read(Path::new("/d/f")).unwrap(), b"12");
        disk.set_full(&[]);
        disk.write_at(Path::new("/d/f"), 0, b"1234").unwrap();
        assert_eq!(disk.read(Path::new("/d/f")).unwrap(), b"1234");
    }
}
