//! An author who signed two histories: proof kept, journal frozen at the last common size, others told.
//!
//! People decide what happens then; the node only makes sure that nothing more is built on either history.

use crate::MirrorError;
use crate::exchange::{Exchange, PeerState, locked};
use crate::wire::{EarlierRoot, Parting, Told};
use liptako_core::MemberIndex;
use liptako_journal::log::{Log, Standing};
use liptako_journal::merkle::{verify_consistency, verify_inclusion};
use liptako_journal::{Evidence, JournalError};
use std::io::Write as _;
use std::path::PathBuf;

/// An origin of which two histories were shown, before the last common size is known.
#[derive(Debug, Clone)]
pub(crate) struct Suspicion {
    evidence: Evidence,
    /// Who holds the other history, when a peer showed it.
    holder: Option<MemberIndex>,
}

impl Exchange {
    /// Whether this origin signed two histories: nothing more of it is stored, cosigned or handed on.
    pub(crate) fn is_suspect(&self, origin: MemberIndex, log: &Log) -> bool {
        log.frozen().is_some() || locked(&self.suspicions)[usize::from(origin.0)].is_some()
    }

    /// The proof against an origin.
    pub(crate) fn evidence(&self, origin: MemberIndex, log: &Log) -> Option<Evidence> {
        let frozen = log.frozen().map(|frozen| frozen.evidence);
        frozen.or_else(|| {
            locked(&self.suspicions)[usize::from(origin.0)]
                .as_ref()
                .map(|suspicion| suspicion.evidence.clone())
        })
    }

    /// Where the portable proof against an origin is kept.
    pub(crate) fn evidence_path(&self, origin: MemberIndex) -> PathBuf {
        self.evidence_dir.join(format!("{}.evidence.txt", self.code(origin)))
    }

    /// Takes a proof: verified, written to its file, and from now on the origin is left alone.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] when it proves nothing.
    pub(crate) fn suspect(
        &self,
        origin: MemberIndex,
        log: &Log,
        holder: Option<MemberIndex>,
        evidence: Evidence,
    ) -> Result<(), MirrorError> {
        evidence.verify(log.verifier()).map_err(|error| MirrorError::malformed("evidence", error))?;
        let path = self.evidence_path(origin);
        {
            let mut suspicions = locked(&self.suspicions);
            let place = &mut suspicions[usize::from(origin.0)];
            if place.is_some() || (log.frozen().is_some() && path.exists()) {
                return Ok(());
            }
            if log.frozen().is_none() {
                *place = Some(Suspicion { evidence: evidence.clone(), holder });
            }
        }
        self.write_evidence(&path, &evidence.to_string())
            .map_err(|error| MirrorError::file(&path, &error))?;
        tracing::error!(
            origin = log.origin(),
            "exchange: this origin signed two histories; the proof is in {}",
            path.display()
        );
        self.note_change();
        Ok(())
    }

    fn write_evidence(&self, path: &std::path::Path, text: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.evidence_dir)?;
        let temporary = path.with_extension("tmp");
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        std::fs::File::open(&self.evidence_dir)?.sync_all()
    }

    /// Freezes a suspected origin at the last size common to both histories.
    pub(crate) fn settle(&self, origin: MemberIndex, log: &Log, common: u64) -> Result<(), MirrorError> {
        let suspicion = locked(&self.suspicions)[usize::from(origin.0)].clone();
        let Some(Suspicion { evidence, .. }) = suspicion else { return Ok(()) };
        let most = evidence.verify(log.verifier()).map_err(JournalError::from)?.saturating_sub(1);
        let common = common.min(most);
        self.journals.freeze(origin, evidence, common)?;
        locked(&self.suspicions)[usize::from(origin.0)] = None;
        tracing::error!(origin = log.origin(), "exchange: frozen at {common} entries; people must decide");
        self.note_change();
        self.project()
    }

    /// Freezes what a contact with this peer left only suspected, at a size that is surely common: the largest
    /// one that the holder of the other history has cosigned and that is ours too.
    ///
    /// For when nobody can be asked where the histories part.
    pub(crate) fn settle_after(&self, peer: &PeerState) -> Result<(), MirrorError> {
        for (origin, log) in self.logs() {
            let Some(suspicion) = locked(&self.suspicions)[usize::from(origin.0)].clone() else { continue };
            if suspicion.holder.is_some_and(|holder| holder != peer.member) {
                continue;
            }
            let common = match log.cosigned_by(&peer.code) {
                Some(cosigned) if matches!(log.standing(&cosigned), Ok(Standing::Held)) => cosigned.size(),
                _ => 0,
            };
            self.settle(origin, log, common)?;
        }
        Ok(())
    }

    /// What to tell others of an origin; `None` when there is nothing against it.
    pub(crate) fn told(&self, origin: MemberIndex, log: &Log) -> Result<Option<Told>, MirrorError> {
        let Some(evidence) = self.evidence(origin, log) else { return Ok(None) };
        let parting = match log.frozen() {
            Some(frozen) => parting(log, frozen.size)?,
            None => None,
        };
        Ok(Some(Told { origin: origin.0, evidence: evidence.to_string(), parting }))
    }

    /// Takes what a peer tells of an origin.
    ///
    /// # Errors
    /// [`MirrorError::Malformed`] when the proof proves nothing, or the parting is not one.
    pub(crate) fn hear_told(&self, holder: MemberIndex, told: &Told) -> Result<(), MirrorError> {
        let origin = MemberIndex(told.origin);
        let log = self.log(origin)?;
        let evidence: Evidence =
            told.evidence.parse().map_err(|error| MirrorError::malformed("evidence", error))?;
        self.suspect(origin, log, Some(holder), evidence)?;
        if let (None, Some(parting)) = (log.frozen(), &told.parting)
            && let Some(common) = self.check_parting(log, parting)?
        {
            self.settle(origin, log, common)?;
        }
        Ok(())
    }

    /// The common size that a parting shows, seen from the history held here; `None` when ours is a third one.
    fn check_parting(&self, log: &Log, parting: &Parting) -> Result<Option<u64>, MirrorError> {
        let malformed = |error: &dyn std::fmt::Display| MirrorError::malformed("evidence", error);
        let theirs = self.read_note(log, &parting.note)?;
        verify_inclusion(&parting.leaf, parting.size, theirs.size(), theirs.root(), &parting.inclusion)
            .map_err(|error| malformed(&error))?;
        let snapshot = log.snapshot();
        if snapshot.size() < parting.size {
            // Too short to be on either side of it.
            return Ok(Some(snapshot.size()));
        }
        let ours = snapshot.root_at(parting.size)?;
        let consistent =
            verify_consistency(parting.size, theirs.size(), &ours, theirs.root(), &parting.consistency);
        Ok(consistent.is_ok().then_some(parting.size))
    }

    /// The root this node's history has at an earlier size, with its proof.
    pub(crate) fn earlier_root(&self, log: &Log, size: u64) -> Result<EarlierRoot, MirrorError> {
        let snapshot = log.snapshot();
        let checkpoint = snapshot.checkpoint().ok_or(MirrorError::NotHere("a checkpoint"))?;
        if size > checkpoint.size() {
            return Err(MirrorError::NotHere("this size"));
        }
        Ok(EarlierRoot {
            root: snapshot.root_at(size)?,
            proof: snapshot.consistency_proof(size, checkpoint.size())?,
            note: checkpoint.to_string(),
        })
    }

    /// Whether the peer's history has at `size` the root that ours has. A proof that does not hold is an error.
    pub(crate) fn agrees_at(&self, log: &Log, size: u64, theirs: &EarlierRoot) -> Result<bool, MirrorError> {
        self.check_earlier_root(log, size, theirs)?;
        Ok(log.snapshot().root_at(size)? == theirs.root)
    }

    /// The proof that the peer's earlier root makes against the origin, when it differs from a checkpoint here.
    pub(crate) fn evidence_from(
        &self,
        log: &Log,
        theirs: &EarlierRoot,
    ) -> Result<Option<Evidence>, MirrorError> {
        let Some(ours) = log.checkpoint() else { return Ok(None) };
        self.check_earlier_root(log, ours.size(), theirs)?;
        if theirs.root == *ours.root() {
            return Ok(None);
        }
        let newer = self.read_note(log, &theirs.note)?;
        if newer.size() == ours.size() {
            return Ok(Some(Evidence::SameSize { a: ours.to_string(), b: newer.to_string() }));
        }
        Ok(Some(Evidence::Forked {
            older: ours.to_string(),
            newer: newer.to_string(),
            other_root: theirs.root,
            proof: theirs.proof.clone(),
        }))
    }

    fn check_earlier_root(&self, log: &Log, size: u64, theirs: &EarlierRoot) -> Result<(), MirrorError> {
        let note = self.read_note(log, &theirs.note)?;
        verify_consistency(size, note.size(), &theirs.root, note.root(), &theirs.proof)
            .map_err(|error| MirrorError::malformed("earlier root", error))
    }
}

/// Shows that this node's history leaves the other one after `size` entries.
fn parting(log: &Log, size: u64) -> Result<Option<Parting>, MirrorError> {
    let snapshot = log.snapshot();
    let Some(checkpoint) = snapshot.checkpoint().filter(|checkpoint| checkpoint.size() > size) else {
        return Ok(None);
    };
    Ok(Some(Parting {
        size,
        note: checkpoint.to_string(),
        consistency: snapshot.consistency_proof(size, checkpoint.size())?,
        leaf: snapshot.leaf_hash(size)?,
        inclusion: snapshot.inclusion_proof(size, checkpoint.size())?,
    }))
}
