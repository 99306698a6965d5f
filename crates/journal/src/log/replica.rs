//! What comes from others: packages, checkpoints, cosignatures, and proofs of a fork.

use super::commit::Vouchers;
use super::error::StoreError;
use super::{Log, Paths, Place};
use crate::checkpoint::SignedCheckpoint;
use crate::disk::{Disk, read_optional};
use crate::evidence::Evidence;
use crate::hash::Hash;
use crate::merkle::leaf_hash;
use crate::note::VerifierKey;
use crate::package::Package;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// A checkpoint beside what is held here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It states a beginning of what is held here, or all of it.
    Held,
    /// It is larger: its entries or a proof must tell.
    Newer,
    /// It contradicts what is held here, and this proves it.
    Forked(Evidence),
}

/// A journal of which two histories were signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The last size on which everybody agrees: what counts ends here.
    pub size: u64,
    /// The proof.
    pub evidence: Evidence,
}

impl Log {
    /// Compares a checkpoint of this journal with what is held.
    ///
    /// # Errors
    /// [`StoreError::Forked`] without evidence when it contradicts entries whose own checkpoint has not come yet;
    /// a disk error; [`crate::CheckpointError`] when it is another journal's.
    pub fn standing(&self, heard: &SignedCheckpoint) -> Result<Standing, StoreError> {
        self.check_origin(heard)?;
        let snapshot = self.snapshot();
        if heard.size() > snapshot.size() {
            return Ok(Standing::Newer);
        }
        if snapshot.root_at(heard.size())? == *heard.root() {
            return Ok(Standing::Held);
        }
        let evidence = match snapshot.checkpoint() {
            Some(held) => Evidence::between(&snapshot, held, heard)?,
            None => None,
        };
        evidence
            .map(Standing::Forked)
            .ok_or_else(|| StoreError::Forked { origin: self.origin().into(), evidence: None })
    }

    /// Stores the entries of a package, durably, by the same commit as one's own; answers the new size.
    ///
    /// `checkpoint` is the verified checkpoint that the package leads to. A package that is held already changes
    /// nothing, so it may come any number of times. On one's own journal this is how a restored node takes back what
    /// it lacks.
    ///
    /// # Errors
    /// [`StoreError::NotNext`]; [`StoreError::Package`] when it does not prove itself; [`StoreError::Forked`] when the
    /// checkpoint or the entries contradict what is held, with the evidence when two signatures prove it;
    /// [`StoreError::Full`], [`StoreError::Stopped`], [`StoreError::Frozen`].
    pub fn store(&self, package: &Package, checkpoint: &SignedCheckpoint) -> Result<u64, StoreError> {
        self.check_origin(checkpoint)?;
        let mut writer = self.ready()?;
        if let Standing::Forked(evidence) = self.standing(checkpoint)? {
            return Err(StoreError::Forked {
                origin: self.origin().into(),
                evidence: Some(Box::new(evidence)),
            });
        }
        let view = self.current();
        if package.to() <= view.size {
            return self.check_held(package).map(|()| view.size);
        }
        if package.from != view.size {
            return Err(StoreError::NotNext { expected: view.size, from: package.from });
        }
        let edge = package.verify(&view.frontier, checkpoint)?;
        let vouchers = if edge.size() == checkpoint.size() {
            Vouchers { checkpoint: Some(Arc::new(self.known_lines_only(checkpoint))), covering: None }
        } else {
            let covering = Some(Arc::new(self.known_lines_only(checkpoint)));
            Vouchers { checkpoint: view.checkpoint.clone(), covering }
        };
        self.commit(&mut writer, &view, package.entries.clone(), vouchers)?;
        drop(writer);
        self.gather_cosignatures();
        Ok(edge.size())
    }

    /// Makes a verified checkpoint whose entries are already held the newest complete one.
    ///
    /// Happens when its entries came in packages that led to a later checkpoint. Answers whether anything changed.
    ///
    /// # Errors
    /// As [`Log::store`].
    pub fn adopt(&self, checkpoint: &SignedCheckpoint) -> Result<bool, StoreError> {
        let mut writer = self.ready()?;
        match self.standing(checkpoint)? {
            Standing::Held => {}
            Standing::Newer => return Ok(false),
            Standing::Forked(evidence) => {
                return Err(StoreError::Forked {
                    origin: self.origin().into(),
                    evidence: Some(Box::new(evidence)),
                });
            }
        }
        let view = self.current();
        if view.checkpoint.as_ref().is_some_and(|known| known.size() >= checkpoint.size()) {
            return Ok(false);
        }
        let covering = view.covering.clone().filter(|covering| covering.size() > view.size);
        let vouchers = Vouchers { checkpoint: Some(Arc::new(self.known_lines_only(checkpoint))), covering };
        self.commit(&mut writer, &view, Vec::new(), vouchers)?;
        Ok(true)
    }

    /// Takes the cosignatures of known peers from a verified checkpoint, durably.
    ///
    /// Counts only what is held here: a cosigned checkpoint that is larger is left for later. Answers whether
    /// anything changed.
    ///
    /// # Errors
    /// [`StoreError::Forked`] with the evidence when it contradicts what is held; a disk error, after which the
    /// cosignatures will simply be shown again by a peer.
    pub fn add_cosignatures(&self, checkpoint: &SignedCheckpoint) -> Result<bool, StoreError> {
        let mut writer = self.writer();
        match self.standing(checkpoint)? {
            Standing::Held => {}
            Standing::Newer => return Ok(false),
            Standing::Forked(evidence) => {
                return Err(StoreError::Forked {
                    origin: self.origin().into(),
                    evidence: Some(Box::new(evidence)),
                });
            }
        }
        let mut changed = false;
        for cosigner in &self.place.cosigners {
            let Some(time) = checkpoint.cosignature_time(&cosigner.key).ok().flatten() else { continue };
            let known = self.cosigned_by(&cosigner.code);
            let known =
                known.map(|known| (known.size(), known.cosignature_time(&cosigner.key).ok().flatten()));
            if known >= Some((checkpoint.size(), Some(time))) {
                continue;
            }
            let mut kept = checkpoint.clone();
            kept.retain_verified(&self.place.log, [&cosigner.key]);
            let path = self.paths.cosigned(&cosigner.code);
            if let Err(error) = self.place.disk.replace(&path, kept.to_string().as_bytes()) {
                // Nothing was promised on it, but after a failed sync no later commit can be trusted either.
                if !crate::disk::is_full(&error) {
                    writer.stopped = Some(format!("{}: {error}", path.display()));
                }
                return Err(StoreError::io(&path, error));
            }
            self.cosigned.write().unwrap_or_else(PoisonError::into_inner).insert(cosigner.code.clone(), kept);
            changed = true;
        }
        if changed {
            self.gather_cosignatures();
            if let Some(published) = self.checkpoint() {
                // Only what is served: the cosignatures themselves are durable in their own files.
                super::commit::publish(&*self.place.disk, &self.paths, &published)?;
            }
        }
        Ok(changed)
    }

    /// Size of the largest checkpoint of this journal that the peer of this code has cosigned; 0 for none.
    pub fn cosigned_size(&self, code: &str) -> u64 {
        self.cosigned_by(code).map_or(0, |checkpoint| checkpoint.size())
    }

    /// The largest checkpoint of this journal that the peer of this code has cosigned, with that one cosignature.
    pub fn cosigned_by(&self, code: &str) -> Option<SignedCheckpoint> {
        self.cosigned.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }

    /// Freezes the journal at the last size on which everybody agrees, durably. A second proof changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Evidence`] when it proves nothing; a disk error.
    pub fn freeze(&self, evidence: Evidence, last_common_size: u64) -> Result<(), StoreError> {
        evidence.verify(&self.place.log)?;
        let _writer = self.writer();
        if self.frozen().is_some() {
            return Ok(());
        }
        let frozen = Frozen { size: last_common_size, evidence };
        let path = self.paths.frozen();
        let text = frozen_text(&frozen);
        self.place.disk.replace(&path, text.as_bytes()).map_err(|error| StoreError::io(&path, error))?;
        *self.frozen.write().unwrap_or_else(PoisonError::into_inner) = Some(frozen);
        Ok(())
    }

    /// Whether two histories of this journal were proven, and up to where it still counts.
    pub fn frozen(&self) -> Option<Frozen> {
        self.frozen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds to the complete checkpoint the cosignatures that are known for its very size.
    pub(super) fn gather_cosignatures(&self) {
        let mut shown = self.view.write().unwrap_or_else(PoisonError::into_inner);
        let Some(complete) = shown.checkpoint.as_deref() else { return };
        let mut gathered = complete.clone();
        let mut changed = false;
        for cosigner in &self.place.cosigners {
            let Some(known) = self.cosigned_by(&cosigner.code) else { continue };
            if known.checkpoint() != gathered.checkpoint() {
                continue;
            }
            let line = known.note().signatures.iter().find(|line| cosigner.key.made(line));
            if let Some(line) = line {
                // A line that does not verify was refused before it was kept; then nothing is added.
                changed |= gathered.add_cosignature(line.clone(), &cosigner.key).unwrap_or(false);
            }
        }
        if changed {
            let mut view = (**shown).clone();
            view.checkpoint = Some(Arc::new(gathered));
            *shown = Arc::new(view);
        }
    }

    fn check_origin(&self, checkpoint: &SignedCheckpoint) -> Result<(), StoreError> {
        // The type says that some key signed it; this says that it was this journal's.
        checkpoint.note().verify(&self.place.log)?;
        Ok(())
    }

    /// Entries that come again must be the entries held.
    fn check_held(&self, package: &Package) -> Result<(), StoreError> {
        let snapshot = self.snapshot();
        for (index, entry) in (package.from..).zip(&package.entries) {
            if snapshot.leaf_hash(index)? != leaf_hash(entry) {
                return Err(StoreError::Forked { origin: self.origin().into(), evidence: None });
            }
        }
        Ok(())
    }

    fn known_lines_only(&self, checkpoint: &SignedCheckpoint) -> SignedCheckpoint {
        let mut kept = checkpoint.clone();
        kept.retain_verified(&self.place.log, self.place.cosigners.iter().map(|cosigner| &cosigner.key));
        kept
    }
}

/// Reads what each cosigner has cosigned. A file that does not verify counts as none: a peer will show it again.
pub(super) fn load_cosigned(
    place: &Place,
    paths: &Paths,
) -> Result<BTreeMap<String, SignedCheckpoint>, StoreError> {
    let mut cosigned = BTreeMap::new();
    for cosigner in &place.cosigners {
        if let Some(checkpoint) =
            read_cosigned(&*place.disk, paths, &place.log, &cosigner.code, &cosigner.key)?
        {
            cosigned.insert(cosigner.code.clone(), checkpoint);
        }
    }
    Ok(cosigned)
}

/// One cosigner's file, verified; `None` when it is missing or does not verify.
pub(crate) fn read_cosigned(
    disk: &dyn Disk,
    paths: &Paths,
    log: &VerifierKey,
    code: &str,
    key: &VerifierKey,
) -> Result<Option<SignedCheckpoint>, StoreError> {
    let path = paths.cosigned(code);
    let bytes = read_optional(disk, &path).map_err(|error| StoreError::io(&path, error))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let checkpoint = text.and_then(|text| SignedCheckpoint::parse_verified(&text, log).ok());
    Ok(checkpoint.filter(|checkpoint| matches!(checkpoint.cosignature_time(key), Ok(Some(_)))))
}

/// `liptako-frozen/1 <size> <sha-256 of size and evidence>`, then the evidence file.
fn frozen_text(frozen: &Frozen) -> String {
    let evidence = frozen.evidence.to_string();
    let sum = Hash::of(format!("{} {evidence}", frozen.size).as_bytes());
    format!("liptako-frozen/1 {} {sum}\n{evidence}", frozen.size)
}

/// Reads the proof of a fork, if there is one.
pub(crate) fn load_frozen(
    disk: &dyn Disk,
    paths: &Paths,
    log: &VerifierKey,
) -> Result<Option<Frozen>, StoreError> {
    let path = paths.frozen();
    let Some(bytes) = read_optional(disk, &path).map_err(|error| StoreError::io(&path, error))? else {
        return Ok(None);
    };
    let parse = || {
        let text = String::from_utf8(bytes).ok()?;
        let (head, evidence) = text.split_once('\n')?;
        let size = head.strip_prefix("liptako-frozen/1 ")?.split(' ').next()?.parse().ok()?;
        let frozen = Frozen { size, evidence: evidence.parse().ok()? };
        (frozen_text(&frozen) == text && frozen.evidence.verify(log).is_ok()).then_some(frozen)
    };
    parse()
        .map(Some)
        .ok_or_else(|| StoreError::damaged(&path, "it is not the proof of a fork that this node wrote"))
}
