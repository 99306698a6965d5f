//! Taking a bundle: each part by itself, in any order, any number of times.

use super::{
    BundleProgress, Exported, Item, MANIFEST, MAX_MANIFEST_BYTES, MAX_PART_BYTES, Manifest, bundles_for,
    part_name, read_plain,
};
use crate::exchange::{Exchange, PeerState, locked};
use crate::gossip::Via;
use crate::wire::{Greeting, Told};
use crate::{BundleFault, BundleNote, MirrorError};
use liptako_core::MemberIndex;
use liptako_journal::Hash;
use std::path::{Path, PathBuf};

/// Most receipts kept to be sent back to one peer.
const MAX_RECEIPTS: usize = 64;

/// What became of a bundle.
#[derive(Debug)]
pub struct Imported {
    /// Its folder.
    pub folder: PathBuf,
    /// Who wrote it.
    pub from: MemberIndex,
    /// Its number.
    pub number: u64,
    /// Parts that were taken.
    pub parts_taken: usize,
    /// Parts that are not on the stick, by file name.
    pub parts_missing: Vec<String>,
    /// Parts that could not be taken, each with the reason.
    pub parts_refused: Vec<(String, MirrorError)>,
    /// Entries that were new.
    pub n_new_entries: u64,
    /// Packages that wait for a part that is missing.
    pub n_waiting: u64,
    /// The bundle written back to the sender on the same stick: receipts, cosignatures, and what it lacks.
    pub answer: Option<Exported>,
}

impl Imported {
    /// Everything in it is here.
    pub fn is_complete(&self) -> bool {
        self.parts_missing.is_empty() && self.parts_refused.is_empty() && self.n_waiting == 0
    }
}

/// Where the import of one bundle is.
struct Reading<'a> {
    peer: &'a PeerState,
    via: Via,
    n_waiting: u64,
}

impl Exchange {
    /// Takes every bundle for this node in `dir`, or the one bundle that `dir` is.
    ///
    /// With `answer`, a bundle for each sender is written beside.
    pub(crate) fn import(
        &self,
        dir: &Path,
        answer: bool,
        progress: &mut dyn FnMut(BundleProgress),
    ) -> Result<Vec<Imported>, MirrorError> {
        let folders = bundles_for(dir, self.code(self.me))?;
        if folders.is_empty() {
            let code = self.code(self.me);
            let (code, dir) = (code.to_owned(), dir.display().to_string());
            return Err(BundleFault::NoneHere { code, dir }.into());
        }
        let mut taken = Vec::new();
        for folder in folders {
            taken.push(self.import_one(&folder, progress)?);
        }
        self.cosign_stored()?;
        self.project()?;
        let mut answered = Vec::new();
        for imported in taken.iter_mut().rev().filter(|_| answer) {
            if answered.contains(&imported.from) {
                continue;
            }
            answered.push(imported.from);
            let stick = imported.folder.parent().unwrap_or(dir).to_path_buf();
            imported.answer = Some(self.export(self.peer(imported.from)?, &stick, &mut |_| {})?);
        }
        Ok(taken)
    }

    fn import_one(
        &self,
        folder: &Path,
        progress: &mut dyn FnMut(BundleProgress),
    ) -> Result<Imported, MirrorError> {
        let note = read_plain(&folder.join(MANIFEST), MAX_MANIFEST_BYTES)?;
        let peer_of = |code: &str| self.peers.iter().find(|peer| peer.code == code);
        let manifest = Manifest::open(&note, |code| peer_of(code).map(|peer| &peer.card.log))?;
        if manifest.to != self.code(self.me) {
            return Err(BundleFault::ForAnother { to: manifest.to, me: self.code(self.me).to_owned() }.into());
        }
        let peer = peer_of(&manifest.from).ok_or_else(|| BundleFault::NoCard(manifest.from.clone()))?;
        let before: u64 = self.journals.sizes().iter().sum();
        let mut imported = Imported {
            folder: folder.to_path_buf(),
            from: peer.member,
            number: manifest.number,
            parts_taken: 0,
            parts_missing: Vec::new(),
            parts_refused: Vec::new(),
            n_new_entries: 0,
            n_waiting: 0,
            answer: None,
        };
        let mut reading = Reading { peer, via: Via::OldBundle, n_waiting: 0 };
        self.read_parts(folder, &manifest, &mut reading, &mut imported, progress);
        imported.n_waiting = reading.n_waiting;
        imported.n_new_entries = self.journals.sizes().iter().sum::<u64>() - before;
        self.settle_after(peer)?;
        self.keep_receipt(peer, &manifest, &note, &imported)?;
        Ok(imported)
    }

    /// Reads the parts until none brings anything more: a part may wait for another that comes after it.
    fn read_parts(
        &self,
        folder: &Path,
        manifest: &Manifest,
        reading: &mut Reading<'_>,
        imported: &mut Imported,
        progress: &mut dyn FnMut(BundleProgress),
    ) {
        let mut left: Vec<usize> = (0..manifest.parts.len()).collect();
        let total = left.len() as u64;
        loop {
            let mut waiting = Vec::new();
            reading.n_waiting = 0;
            let sizes = self.journals.sizes();
            for at in left {
                let name = part_name(at);
                let before = reading.n_waiting;
                match self.read_part(&folder.join(&name), &manifest.parts[at].sha256, reading) {
                    Ok(()) if reading.n_waiting > before => waiting.push(at),
                    Ok(()) => imported.parts_taken += 1,
                    Err(PartFault::Missing) => imported.parts_missing.push(name),
                    Err(PartFault::Refused(error)) => {
                        tracing::warn!("bundle: {name}: {error}");
                        imported.parts_refused.push((name, error));
                    }
                }
                progress(BundleProgress { done: total - waiting.len() as u64, total });
            }
            if waiting.is_empty() || self.journals.sizes() == sizes {
                return;
            }
            left = waiting;
        }
    }

    fn read_part(&self, path: &Path, sha256: &Hash, reading: &mut Reading<'_>) -> Result<(), PartFault> {
        if std::fs::symlink_metadata(path).is_err() {
            return Err(PartFault::Missing);
        }
        let sealed = read_plain(path, MAX_PART_BYTES)?;
        if Hash::of(&sealed) != *sha256 {
            return Err(MirrorError::from(BundleFault::Damaged).into());
        }
        let plain = age::decrypt(&self.keys.age, &sealed)
            .map_err(|error| MirrorError::from(BundleFault::NotSealedForUs(error.to_string())))?;
        for item in Item::read_all(&plain)? {
            self.take_item(item, reading)?;
        }
        Ok(())
    }

    fn take_item(&self, item: Item, reading: &mut Reading<'_>) -> Result<(), MirrorError> {
        match item {
            Item::Receipt(number, manifest, complete) => {
                if self.asked.contains(&manifest) {
                    reading.via = Via::AnsweringBundle;
                }
                self.ledger.note_bundle(&BundleNote {
                    outgoing: true,
                    member: reading.peer.code.clone(),
                    number,
                    made: self.clock.now(),
                    complete,
                })?;
            }
            Item::Greeting(bytes) => {
                self.greeted(reading.peer, &Greeting::decode(&bytes)?, reading.via)?;
            }
            Item::Delivery(bytes) => match self.take_delivery(reading.peer, &bytes, reading.via) {
                Ok(Some(taken)) if taken.waits => reading.n_waiting += 1,
                // Told elsewhere in the bundle; the other journals go on.
                Ok(_) | Err(MirrorError::Frozen(_)) => {}
                Err(error) => return Err(error),
            },
            Item::Chunk(wanted, frame) => match self.take_frame(&wanted, &frame) {
                // Its entry is in a part that is missing: the chunk is asked for again.
                Ok(_) | Err(MirrorError::NotHere(_)) => {}
                Err(error) => return Err(error),
            },
            Item::Told(bytes) => self.hear_told(reading.peer.member, &Told::decode(&bytes)?)?,
        }
        Ok(())
    }

    /// Notes that a bundle was taken, for the ledger and for the next bundle to its sender.
    fn keep_receipt(
        &self,
        peer: &PeerState,
        manifest: &Manifest,
        note: &[u8],
        imported: &Imported,
    ) -> Result<(), MirrorError> {
        let complete = imported.is_complete();
        {
            let mut seen = locked(&peer.seen);
            let name = Hash::of(note);
            seen.receipts.retain(|(_, known, _)| *known != name);
            seen.receipts.push((manifest.number, name, complete));
            if seen.receipts.len() > MAX_RECEIPTS {
                seen.receipts.remove(0);
            }
        }
        self.remember(peer)?;
        Ok(self.ledger.note_bundle(&BundleNote {
            outgoing: false,
            member: peer.code.clone(),
            number: manifest.number,
            made: self.clock.now(),
            complete,
        })?)
    }
}

/// Why a part was not taken.
enum PartFault {
    Missing,
    Refused(MirrorError),
}

impl From<MirrorError> for PartFault {
    fn from(error: MirrorError) -> Self {
        Self::Refused(error)
    }
}
