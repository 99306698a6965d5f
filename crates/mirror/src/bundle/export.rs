//! Writing a bundle: what the peer is known to lack, and our newest checkpoints.

use super::{
    BundleProgress, Item, MANIFEST, MAX_PARTS, Manifest, PART_HEAD, PART_PLAIN_BYTES, PartLine, folder_name,
    part_name, sync_folder, write_new,
};
use crate::exchange::{Exchange, PeerState, locked};
use crate::lacking::rides_along;
use crate::wire::{Delivery, MAX_MISSING, Wanted};
use crate::{BundleFault, BundleNote, MirrorError};
use liptako_core::MemberIndex;
use liptako_journal::log::Log;
use liptako_journal::{Entry, Hash, Package};
use std::fs;
use std::path::{Path, PathBuf};

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its folder.
    pub folder: PathBuf,
    /// Its number.
    pub number: u64,
    /// Its parts.
    pub n_parts: usize,
    /// Entries in it, of all journals.
    pub n_entries: u64,
    /// Chunks of bodies that travel by themselves.
    pub n_chunks: u64,
    /// Bytes on the stick.
    pub n_bytes: u64,
    /// There was more than one bundle holds: export again once this one was taken.
    pub is_partial: bool,
}

/// The parts as they are filled.
struct Writer<'a> {
    folder: &'a Path,
    recipient: &'a age::x25519::Recipient,
    plain: Vec<u8>,
    lines: Vec<PartLine>,
    n_bytes: u64,
}

impl Writer<'_> {
    /// Whether another item can still find its place.
    fn is_full(&self) -> bool {
        self.lines.len() + 1 >= MAX_PARTS
    }

    fn add(&mut self, item: &Item) -> Result<(), MirrorError> {
        let mut bytes = Vec::new();
        item.write(&mut bytes);
        if !self.plain.is_empty() && self.plain.len() + bytes.len() > PART_PLAIN_BYTES {
            self.close_part()?;
        }
        if self.plain.is_empty() {
            self.plain.extend(PART_HEAD);
        }
        self.plain.extend(bytes);
        Ok(())
    }

    fn close_part(&mut self) -> Result<(), MirrorError> {
        if self.plain.is_empty() {
            return Ok(());
        }
        let sealed = age::encrypt(self.recipient, &self.plain)
            .map_err(|error| BundleFault::Sealing(error.to_string()))?;
        self.plain.clear();
        write_new(&self.folder.join(part_name(self.lines.len())), &sealed)?;
        self.n_bytes += sealed.len() as u64;
        self.lines.push(PartLine { length: sealed.len() as u64, sha256: Hash::of(&sealed) });
        Ok(())
    }
}

impl Exchange {
    /// Writes a bundle for a peer into `dir`.
    pub(crate) fn export(
        &self,
        peer: &PeerState,
        dir: &Path,
        progress: &mut dyn FnMut(BundleProgress),
    ) -> Result<Exported, MirrorError> {
        self.cosign_stored()?;
        let (number, folder) = self.new_folder(peer, dir)?;
        let mut writer = Writer {
            folder: &folder,
            recipient: &peer.card.age,
            plain: Vec::new(),
            lines: Vec::new(),
            n_bytes: 0,
        };
        // Receipts first: they tell the reader that what follows is newer than its own bundle.
        let receipts = locked(&peer.seen).receipts.clone();
        for (number, manifest, complete) in receipts {
            writer.add(&Item::Receipt(number, manifest, complete))?;
        }
        let (greeting, _) = self.greeting(peer, true, MAX_MISSING)?;
        writer.add(&Item::Greeting(greeting.encode()))?;
        let mut exported = Exported {
            folder: folder.clone(),
            number,
            n_parts: 0,
            n_entries: 0,
            n_chunks: 0,
            n_bytes: 0,
            is_partial: false,
        };
        self.export_entries(peer, &mut writer, &mut exported, progress)?;
        self.export_wanted(peer, &mut writer, &mut exported)?;
        writer.close_part()?;
        let made = self.clock.now();
        let manifest = Manifest {
            from: self.code(self.me).to_owned(),
            to: peer.code.clone(),
            number,
            made,
            parts: writer.lines,
        };
        let note = manifest.sign(&self.keys.log);
        // Last: a stick pulled out before this is seen to hold no bundle.
        write_new(&folder.join(MANIFEST), note.as_bytes())?;
        sync_folder(&folder);
        sync_folder(dir);
        self.asked.note(&self.journals, Hash::of(note.as_bytes()))?;
        self.ledger.note_bundle(&BundleNote {
            outgoing: true,
            member: peer.code.clone(),
            number,
            made,
            complete: false,
        })?;
        exported.n_parts = manifest.parts.len();
        exported.n_bytes = writer.n_bytes + note.len() as u64;
        Ok(exported)
    }

    /// The next number whose folder is not on the stick yet, noted before anything is written under it.
    fn new_folder(&self, peer: &PeerState, dir: &Path) -> Result<(u64, PathBuf), MirrorError> {
        let number = loop {
            let mut seen = locked(&peer.seen);
            seen.bundles_out += 1;
            let number = seen.bundles_out;
            if fs::symlink_metadata(dir.join(folder_name(self.code(self.me), &peer.code, number))).is_err() {
                break number;
            }
        };
        self.remember(peer)?;
        let folder = dir.join(folder_name(self.code(self.me), &peer.code, number));
        fs::create_dir_all(&folder).map_err(|error| MirrorError::file(&folder, &error))?;
        Ok((number, folder))
    }

    fn export_entries(
        &self,
        peer: &PeerState,
        writer: &mut Writer<'_>,
        exported: &mut Exported,
        progress: &mut dyn FnMut(BundleProgress),
    ) -> Result<(), MirrorError> {
        let (shown, greeted) = {
            let seen = locked(&peer.seen);
            (seen.origins.clone(), seen.greeted)
        };
        // What it has cosigned it had stored, unless it was restored since: then its greeting said so.
        let stored = |origin: MemberIndex| {
            let stored = shown[usize::from(origin.0)].stored;
            let cosigned = self.journals.log(origin).map_or(0, |log| log.cosigned_size(&peer.code));
            if greeted { stored } else { stored.max(cosigned) }
        };
        let held = |log: &Log| log.checkpoint().map_or(0, |checkpoint| checkpoint.size());
        let total = self.logs().map(|(origin, log)| held(log).saturating_sub(stored(origin))).sum();
        for (origin, log) in self.logs() {
            if let Some(told) = self.told(origin, log)? {
                writer.add(&Item::Told(told.encode()))?;
            }
            if self.is_suspect(origin, log) {
                continue;
            }
            let (mut next, mut learnt) = (stored(origin), shown[usize::from(origin.0)].learnt);
            while next < held(log) {
                if writer.is_full() {
                    exported.is_partial = true;
                    return Ok(());
                }
                let delivery = self.delivery(peer.member, origin, log, next, learnt)?;
                let to = Package::decode(&delivery.package)
                    .map_err(|error| MirrorError::malformed("package", error))?
                    .to();
                learnt = delivery.offers.to;
                writer.add(&Item::Delivery(Delivery::encode(&delivery)))?;
                self.export_long_bodies(peer, (origin, log), next..to, writer, exported)?;
                exported.n_entries += to - next;
                next = to;
                progress(BundleProgress { done: exported.n_entries, total });
            }
        }
        Ok(())
    }

    /// The bodies of these entries that are too long to ride along.
    fn export_long_bodies(
        &self,
        peer: &PeerState,
        (origin, log): (MemberIndex, &Log),
        entries: std::ops::Range<u64>,
        writer: &mut Writer<'_>,
        exported: &mut Exported,
    ) -> Result<(), MirrorError> {
        let first = entries.start;
        for (index, bytes) in (first..).zip(log.entries(entries)?) {
            let Ok(entry) = Entry::decode(&bytes) else { continue };
            for body in entry.bodies.iter().filter(|body| !rides_along(body)) {
                if !self.may_read(peer.member, origin, log, &entry, body)? {
                    continue;
                }
                for chunk in 0..body.chunks {
                    if writer.is_full() {
                        // The rest is asked for by the peer's next greeting.
                        exported.is_partial = true;
                        return Ok(());
                    }
                    let wanted =
                        Wanted { origin: origin.0, index, commitment: body.commitment, chunk, have: 0 };
                    self.export_chunk(peer, &wanted, writer, exported)?;
                }
            }
        }
        Ok(())
    }

    /// The chunks that the peer asked for when it last greeted us.
    fn export_wanted(
        &self,
        peer: &PeerState,
        writer: &mut Writer<'_>,
        exported: &mut Exported,
    ) -> Result<(), MirrorError> {
        let wanted = locked(&peer.seen).wanted.clone();
        let beyond = match wanted.last() {
            // It named as many as a greeting holds: what follows them is surely lacking too.
            Some(last) if wanted.len() >= MAX_MISSING => self.following(last)?,
            _ => Vec::new(),
        };
        for wanted in wanted.into_iter().chain(beyond) {
            if writer.is_full() {
                exported.is_partial = true;
                return Ok(());
            }
            match self.export_chunk(peer, &wanted, writer, exported) {
                Err(MirrorError::NotHere(_)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    /// The chunks after this one in its body, and the bodies of the same entry that a reader asks for after it.
    fn following(&self, last: &Wanted) -> Result<Vec<Wanted>, MirrorError> {
        let log = self.log(MemberIndex(last.origin))?;
        let Some(entry) = log.entry(last.index).ok().and_then(|bytes| Entry::decode(&bytes).ok()) else {
            return Ok(Vec::new());
        };
        let mut bodies = entry.bodies;
        bodies.sort_by_key(|body| body.commitment);
        bodies.retain(|body| body.commitment >= last.commitment && !rides_along(body));
        let chunks = bodies.iter().flat_map(|body| {
            let first = if body.commitment == last.commitment { last.chunk + 1 } else { 0 };
            (first..body.chunks).map(|chunk| Wanted { commitment: body.commitment, chunk, have: 0, ..*last })
        });
        Ok(chunks.collect())
    }

    fn export_chunk(
        &self,
        peer: &PeerState,
        wanted: &Wanted,
        writer: &mut Writer<'_>,
        exported: &mut Exported,
    ) -> Result<(), MirrorError> {
        let frame = self.frame_for(peer.member, wanted)?;
        exported.n_chunks += 1;
        writer.add(&Item::Chunk(*wanted, frame))
    }
}
