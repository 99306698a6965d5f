//! Making packages for a peer, and taking them.

use crate::MirrorError;
use crate::cosign::CosignRefusal;
use crate::exchange::{Exchange, PeerState};
use crate::gossip::Via;
use crate::lacking::rides_along;
use crate::wire::{Delivery, MISSING_PER_GREETING, PACKAGE_TARGET_BYTES, Short, Stored};
use liptako_core::MemberIndex;
use liptako_journal::log::{Log, Snapshot, StoreError};
use liptako_journal::{Entry, Hash, JournalError, Package};
use std::collections::BTreeSet;

/// Plain bytes at which a package is closed, whatever they compress to.
const PLAIN_TARGET_BYTES: usize = 192 * 1024;

impl Exchange {
    /// The next package of an origin for a peer, from entry `from` on; empty when there is none.
    ///
    /// `learnt` is how far the peer has heard which sealed bodies it may read.
    pub(crate) fn delivery(
        &self,
        peer: MemberIndex,
        origin: MemberIndex,
        log: &Log,
        from: u64,
        learnt: u64,
    ) -> Result<Delivery, MirrorError> {
        let mut offers = self.offers(peer, origin, log, learnt)?;
        let snapshot = log.snapshot();
        let Some(checkpoint) = snapshot.checkpoint().filter(|checkpoint| from < checkpoint.size()) else {
            return Ok(Delivery { package: Vec::new(), offers });
        };
        if self.is_suspect(origin, log) {
            return Err(MirrorError::Frozen(log.origin().to_owned()));
        }
        let end = Package::end(from, checkpoint.size());
        let mut entries = snapshot.entries(from..end)?;
        loop {
            let package = self.package(peer, origin, log, &snapshot, from, &entries)?;
            let frame = package.encode().map_err(JournalError::from)?;
            if frame.len() <= PACKAGE_TARGET_BYTES || package.entries.len() == 1 {
                let along: BTreeSet<_> = package.chunks.iter().map(|chunk| chunk.commitment).collect();
                offers.bodies.retain(|(_, commitment)| !along.contains(commitment));
                return Ok(Delivery { package: frame, offers });
            }
            let fits = package.entries.len() * PACKAGE_TARGET_BYTES / frame.len();
            entries.truncate((fits * 9 / 10).max(1));
        }
    }

    /// A package of the first of these entries, as many as stay within [`PLAIN_TARGET_BYTES`].
    fn package(
        &self,
        peer: MemberIndex,
        origin: MemberIndex,
        log: &Log,
        snapshot: &Snapshot<'_>,
        from: u64,
        entries: &[Vec<u8>],
    ) -> Result<Package, MirrorError> {
        let checkpoint = snapshot.checkpoint().ok_or(MirrorError::NotHere("a checkpoint"))?;
        let (mut taken, mut chunks, mut n_bytes) = (Vec::new(), Vec::new(), 0);
        for bytes in entries {
            let mut along = Vec::new();
            if let Ok(entry) = Entry::decode(bytes) {
                for body in entry.bodies.iter().filter(|body| rides_along(body)) {
                    if self.may_read(peer, origin, log, &entry, body)? {
                        along.extend(self.journals.bodies().chunk(&body.commitment, 0)?);
                    }
                }
            }
            n_bytes += bytes.len() + along.iter().map(|chunk| chunk.bytes.len()).sum::<usize>();
            if n_bytes > PLAIN_TARGET_BYTES && !taken.is_empty() {
                break;
            }
            taken.push(bytes.clone());
            chunks.extend(along);
        }
        let mut package = Package::build(snapshot, from, taken, checkpoint).map_err(JournalError::from)?;
        package.checkpoint = Some(checkpoint.to_string());
        package.chunks = chunks;
        Ok(package)
    }

    /// Takes a delivery: entries stored durably, then the bodies that came along, then the offers.
    ///
    /// A delivery that is held already changes nothing. `None` when it is empty.
    pub(crate) fn take_delivery(
        &self,
        peer: &PeerState,
        bytes: &[u8],
        via: Via,
    ) -> Result<Option<Taken>, MirrorError> {
        let delivery = Delivery::decode(bytes)?;
        if delivery.package.is_empty() {
            return Ok(None);
        }
        let package =
            Package::decode(&delivery.package).map_err(|error| MirrorError::malformed("package", error))?;
        let origin = self
            .charter
            .by_origin(&package.origin)
            .ok_or_else(|| MirrorError::malformed("package", "it is of no member's journal"))?;
        let log = self.log(origin)?;
        if self.is_suspect(origin, log) {
            return Err(MirrorError::Frozen(log.origin().to_owned()));
        }
        let note = package.checkpoint.as_deref();
        let note = note.ok_or_else(|| MirrorError::malformed("package", "it carries no checkpoint"))?;
        let checkpoint = self.read_note(log, note)?;
        if origin == self.me {
            self.own_shown(peer, Some(&checkpoint), via)?;
        }
        let before = log.size();
        if package.to() <= before {
            // Only what these very entries name is taken: anybody can put made-up ones under a checkpoint of old.
            if log.entries(package.from..package.to())? != package.entries {
                return Err(MirrorError::malformed("package", "its entries are not those held here"));
            }
            self.journals.store_along(origin, &package)?;
            self.take_offers(peer, origin, log, &delivery.offers, &sealed_along(&package))?;
            return Ok(Some(Taken { origin, size: before, waits: false }));
        }
        let size = match self.journals.store(origin, &package, &checkpoint) {
            Ok(size) => size,
            Err(StoreError::NotNext { expected, .. }) => {
                return Ok(Some(Taken { origin, size: expected, waits: true }));
            }
            Err(StoreError::Forked { evidence: Some(evidence), .. }) => {
                self.suspect(origin, log, Some(peer.member), *evidence)?;
                return Err(MirrorError::Frozen(log.origin().to_owned()));
            }
            Err(error) => return Err(error.into()),
        };
        self.take_offers(peer, origin, log, &delivery.offers, &sealed_along(&package))?;
        self.catch_up_heard(origin, log)?;
        self.take_cosignatures(origin, &checkpoint)?;
        Ok(Some(Taken { origin, size, waits: false }))
    }

    /// The whole answer to a pushed delivery.
    pub(crate) fn stored(&self, peer: &PeerState, bytes: &[u8]) -> Result<Stored, MirrorError> {
        let Taken { origin, size, .. } = self
            .take_delivery(peer, bytes, Via::Live)?
            .ok_or_else(|| MirrorError::malformed("delivery", "it is empty"))?;
        let log = self.log(origin)?;
        let refusal = self.cosign_stored()?;
        if log.checkpoint().is_some_and(|checkpoint| checkpoint.size() == size) {
            self.project()?;
        }
        Ok(Stored {
            size,
            cosignature: self.own_cosignature(log, size),
            refusal: refusal.as_ref().map(CosignRefusal::to_string),
            wanted: self.wanted(MISSING_PER_GREETING)?,
        })
    }

    /// This node's cosignature line under the checkpoint of this size.
    fn own_cosignature(&self, log: &Log, size: u64) -> Option<String> {
        let cosigned = log.cosigned_by(self.code(self.me)).filter(|cosigned| cosigned.size() == size)?;
        let mine = self.keys.mirror.verifier();
        cosigned.note().signatures.iter().find(|line| mine.made(line)).map(ToString::to_string)
    }

    /// Takes the answer to a package pushed: the peer's size, and its cosignature.
    pub(crate) fn pushed(
        &self,
        peer: &PeerState,
        origin: MemberIndex,
        log: &Log,
        stored: &Stored,
    ) -> Result<(), MirrorError> {
        let knew_all = self.knows_all(peer, origin, log);
        if let Some(line) = &stored.cosignature
            && let Some(checkpoint) = log.checkpoint().filter(|known| known.size() == stored.size)
        {
            let line = liptako_journal::SignatureLine::parse(line)
                .map_err(|error| MirrorError::malformed("cosignature", error))?;
            let mut cosigned = (*checkpoint).clone();
            cosigned
                .add_cosignature(line, &peer.card.mirror)
                .map_err(|error| MirrorError::malformed("cosignature", error))?;
            self.take_cosignatures(origin, &cosigned)?;
        }
        // Both sides then hold the notes that both held before, and this cosignature.
        let same_notes = knew_all.then(|| self.held(origin, log));
        self.peer_stored(peer, origin, &StoredBy { size: stored.size, same_notes });
        Ok(())
    }
}

/// The sealed bodies that came with their entries.
fn sealed_along(package: &Package) -> Vec<(u64, Hash)> {
    let came: BTreeSet<Hash> = package.chunks.iter().map(|chunk| chunk.commitment).collect();
    let decoded = (package.from..).zip(&package.entries);
    let entries = decoded.filter_map(|(index, bytes)| Some((index, Entry::decode(bytes).ok()?)));
    let sealed = entries.filter(|(_, entry)| entry.is_sealed());
    let bodies =
        sealed.flat_map(|(index, entry)| entry.bodies.into_iter().map(move |body| (index, body.commitment)));
    bodies.filter(|(_, commitment)| came.contains(commitment)).collect()
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) origin: MemberIndex,
    /// Entries now stored.
    pub(crate) size: u64,
    /// It begins beyond what is stored: something that comes before it is missing.
    pub(crate) waits: bool,
}

/// What a peer has stored, and the notes it then holds when that is sure.
pub(crate) struct StoredBy {
    pub(crate) size: u64,
    pub(crate) same_notes: Option<(Short, Vec<Short>)>,
}
