//! The full verification of a node's journals: everything recomputed, nothing repaired, nothing written.
//!
//! Every entry is decoded, every hash tile and root recomputed, every signature and cosignature verified, every body
//! compared with its commitment and with the entry that names it. One wrong bit anywhere under the data directory or
//! in a lock store is found and named, except in the file `lock`, which says only who uses the directory. Signatures
//! of officers need the register of act keys and are checked where that is kept.

mod bodies;
mod journal;

use crate::card::Card;
use crate::disk::Held;
use crate::journals::{Home, places};
use crate::lease;
use crate::log::StoreError;
use liptako_core::{Charter, MemberIndex};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file at fault.
    pub path: PathBuf,
    /// The entry at fault, where one is.
    pub entry: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What a person can do about it.
    pub remedy: Remedy,
}

/// What a person can do about a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The disk has changed a file: a backup, or the peers, hold it as it was.
    Restore,
    /// Left by a power cut: the next start repairs it.
    StartOnce,
    /// A body is missing or damaged: the node asks its peers for it once started.
    Refetch,
    /// A cosignature is missing: the peer shows it again at the next contact.
    NextContact,
    /// Its author wrote it so: the authority must be told.
    TellAuthor,
    /// Nothing to repair: the node may not sign meanwhile.
    Wait,
    /// The file cannot be used; [`StoreError::hint`] says what to do, when there is something.
    Store(&'static str),
}

impl Remedy {
    /// In one English sentence; empty when there is nothing to add.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Restore => {
                "the disk has changed this file: keep the damaged copy, check the disk, restore the last backup; the \
                 peers hold this journal too"
            }
            Self::StartOnce => {
                "usual after a power cut: start the node once, which repairs it, then verify again"
            }
            Self::Refetch => "start the node: it asks its peers for the bodies it lacks",
            Self::NextContact => "start the node: the peer shows its cosignature again at the next contact",
            Self::TellAuthor => "its author wrote it so: tell the authority; nothing is damaged here",
            Self::Wait => "the node may not sign meanwhile",
            Self::Store(hint) => hint,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(entry) = self.entry {
            write!(f, ", entry {entry}")?;
        }
        write!(f, ": {} — {}", self.what, self.remedy.hint())
    }
}

/// How far the work is: called for every journal and for the bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress<'a> {
    /// A member's code, or `bodies`.
    pub part: &'a str,
    /// Entries, or bytes of bodies, done.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// What was found of one journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalReport {
    /// Whose it is.
    pub member: MemberIndex,
    /// Entries verified.
    pub entries: u64,
    /// Entries written in a later version than this program knows: carried, and not looked into.
    pub unknown_version: u64,
    /// Bodies that its entries name and that are here whole.
    pub bodies: u64,
    /// Bodies that its entries name and that are not here, or not whole: awaited from peers, or for others' eyes.
    pub bodies_missing: u64,
    /// Bodies that its author had erased.
    pub bodies_erased: u64,
    /// Cosigners whose newest cosignature was verified.
    pub cosigners: usize,
}

/// What a full verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Each journal kept here.
    pub journals: Vec<JournalReport>,
    /// Bodies here that no entry names: left by refused or interrupted work, harmless.
    pub bodies_unnamed: u64,
    /// Everything that is not as it must be; empty when all is sound.
    pub faults: Vec<Fault>,
    /// Whether another process was writing meanwhile: what was just being written was then left out.
    pub in_use: bool,
    /// Whether this is a backup or a restored node that was not started yet: there is neither lease nor lock store.
    /// What is published was verified; what a copy made at work may have caught half-written was left out.
    pub restored: bool,
}

impl Report {
    /// Whether nothing is at fault.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether the end of what is being written, or was when it was copied, is no fault.
    const fn has_loose_ends(&self) -> bool {
        self.in_use || self.restored
    }

    fn fault(&mut self, path: &Path, entry: Option<u64>, what: impl Into<String>, remedy: Remedy) {
        self.faults.push(Fault { path: path.to_path_buf(), entry, what: what.into(), remedy });
    }

    fn error(&mut self, path: &Path, error: &StoreError) {
        self.fault(path, None, error.to_string(), Remedy::Store(error.hint()));
    }
}

/// Verifies everything a node keeps. `cards` are those of all members known, this node's own among them.
///
/// While another process uses the directory, what it is just writing is left out.
pub fn verify(
    home: &Home,
    charter: &Charter,
    own: MemberIndex,
    cards: &[Card],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Report {
    let mut report = Report::default();
    let disk = &*home.disk;
    if !matches!(disk.is_dir(&home.data), Ok(true)) {
        report.error(&home.data, &StoreError::NotCreated(home.data.clone()));
        return report;
    }
    let held = match lock_quietly(home) {
        Ok(held) => held,
        Err(error) => {
            report.error(&home.data, &error);
            return report;
        }
    };
    report.in_use = matches!(held, Lock::Another);
    let places = places(home, charter, cards);
    let own_place = places.get(usize::from(own.0)).and_then(Option::as_ref);
    check_lease(home, own_place.map(|place| place.lock.as_path()), &mut report);
    let mut found = bodies::read(home, &mut report, progress);
    for (member, place) in charter.indices().zip(places) {
        let (Some(place), Some(named)) = (place, charter.member(member)) else { continue };
        journal::check(
            &place,
            charter,
            member,
            member == own,
            &mut found,
            &mut report,
            &mut |done, total| {
                progress(Progress { part: &named.code, done, total });
            },
        );
    }
    report.bodies_unnamed = found.unnamed();
    report
}

/// Whether the directory could be locked for the time of the verification.
enum Lock {
    /// Nobody uses it: nobody will meanwhile, or nobody ever did.
    Held { _lock: Option<Box<dyn Held>> },
    /// Another process uses it.
    Another,
}

/// Locks the directory without leaving anything in it; a read-only medium needs no lock.
fn lock_quietly(home: &Home) -> Result<Lock, StoreError> {
    let path = home.data.join("lock");
    let here = |error| StoreError::io(&path, error);
    if home.disk.len(&path).map_err(here)?.is_none() {
        return Ok(Lock::Held { _lock: None });
    }
    match home.disk.try_lock(&path) {
        Ok(Some(lock)) => Ok(Lock::Held { _lock: Some(lock) }),
        Ok(None) => Ok(Lock::Another),
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            Ok(Lock::Held { _lock: None })
        }
        Err(error) => Err(here(error)),
    }
}

/// A lease that is there must name itself; none at all is the state of a restored node.
fn check_lease(home: &Home, own_lock: Option<&Path>, report: &mut Report) {
    let path = home.data.join("lease");
    match lease::check(&*home.disk, &path) {
        Ok(Some(lease::Reason::NoLease)) => {
            report.restored = own_lock.is_some_and(|lock| matches!(home.disk.len(lock), Ok(None)));
        }
        Ok(None) => {}
        Ok(Some(reason)) => report.fault(&path, None, reason.to_string(), Remedy::Wait),
        Err(error) => report.error(&path, &error),
    }
}
