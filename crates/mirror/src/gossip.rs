//! The newest checkpoints of every origin, at every contact: how a second history is found.
//!
//! Each side names the set of notes it holds by eight bytes, and sends only those that the other is not known
//! to hold. A wrong guess heals itself: the names then differ, and the notes are sent again.

use crate::MirrorError;
use crate::exchange::{Exchange, PeerState, locked};
use crate::wire::{Greeting, Offers, OriginState, Short, Wanted, short};
use liptako_core::MemberIndex;
use liptako_journal::lease::State;
use liptako_journal::log::{Log, Standing, StoreError};
use liptako_journal::{Hash, SignedCheckpoint, SignedNote};
use std::collections::BTreeMap;

/// Most checkpoints kept of one origin whose entries are not all here.
const MAX_HEARD: usize = 8;

/// The names of the notes that went out with a greeting, to be marked as known once it has arrived.
pub(crate) type Sent = Vec<Vec<Short>>;

/// How a greeting came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Via {
    /// Over a connection: it says what the peer holds now.
    Live,
    /// In a bundle that answers one written since this node started: newer than that.
    AnsweringBundle,
    /// In any other bundle: it may be of any age.
    OldBundle,
}

/// Names a note: its text and its lines, in one order whatever order they came in.
fn name(note: &SignedNote) -> Short {
    let mut lines: Vec<String> = note.signatures.iter().map(ToString::to_string).collect();
    lines.sort();
    short(&Hash::of(format!("{}\n{}", note.text, lines.join("\n")).as_bytes()))
}

/// Names a set of notes.
fn name_all(names: impl Iterator<Item = Short>) -> Short {
    let mut names: Vec<Short> = names.collect();
    names.sort_unstable();
    short(&Hash::of(names.as_flattened()))
}

/// Adds a checkpoint without its cosignatures; answers whether it is the one kept at its size.
fn keep_bare(
    by_size: &mut BTreeMap<u64, SignedCheckpoint>,
    log: &Log,
    checkpoint: &SignedCheckpoint,
) -> bool {
    let kept = by_size.entry(checkpoint.size()).or_insert_with(|| {
        let mut bare = checkpoint.clone();
        bare.retain_verified(log.verifier(), []);
        bare
    });
    kept.checkpoint() == checkpoint.checkpoint()
}

impl Exchange {
    /// The notes held of an origin: its newest checkpoint, and the newest that each peer has cosigned.
    ///
    /// Under each only the cosignatures that no later note of the set replaces: then two nodes that know the
    /// same cosignatures hold the same notes, byte for byte.
    pub(crate) fn notes(&self, origin: MemberIndex, log: &Log) -> Vec<SignedCheckpoint> {
        let mut by_size: BTreeMap<u64, SignedCheckpoint> = BTreeMap::new();
        for newest in [log.checkpoint(), log.covering()].into_iter().flatten() {
            keep_bare(&mut by_size, log, &newest);
        }
        for heard in &locked(&self.heard)[usize::from(origin.0)] {
            keep_bare(&mut by_size, log, heard);
        }
        for cosigner in log.cosigner_keys() {
            let Some(cosigned) = log.cosigned_by(&cosigner.code) else { continue };
            if !keep_bare(&mut by_size, log, &cosigned) {
                continue;
            }
            let line = cosigned.note().signatures.iter().find(|line| cosigner.key.made(line)).cloned();
            if let (Some(line), Some(kept)) = (line, by_size.get_mut(&cosigned.size())) {
                // It was verified before it was kept; a line that no longer is simply does not travel.
                let _ = kept.add_cosignature(line, &cosigner.key);
            }
        }
        by_size.into_values().collect()
    }

    /// What this node says of itself to a peer, with the notes the peer is not known to hold (with all notes, on
    /// a stick, which may arrive after anything), and at most so many wanted chunks.
    pub(crate) fn greeting(
        &self,
        peer: &PeerState,
        all_notes: bool,
        n_wanted: usize,
    ) -> Result<(Greeting, Sent), MirrorError> {
        let learnt = self.ledger.learnt(&peer.code, self.charter.members.len())?;
        let seen = locked(&peer.seen).clone();
        let mut sent = vec![Vec::new(); seen.origins.len()];
        let mut origins = vec![OriginState::default(); seen.origins.len()];
        for (origin, log) in self.logs() {
            let at = usize::from(origin.0);
            let notes: Vec<_> =
                self.notes(origin, log).into_iter().map(|note| (name(note.note()), note)).collect();
            let theirs = &seen.origins[at];
            let offers = if seen.greeted || all_notes {
                self.offers(peer.member, origin, log, theirs.learnt)?
            } else {
                Offers::default()
            };
            origins[at] = OriginState {
                size: log.size(),
                held: name_all(notes.iter().map(|(name, _)| *name)),
                learnt: learnt[at],
                frozen: self.is_suspect(origin, log),
                notes: notes
                    .iter()
                    .filter(|(name, _)| all_notes || !theirs.known.contains(name))
                    .map(|(_, note)| note.to_string())
                    .collect(),
                offers,
            };
            sent[at] = notes.into_iter().map(|(name, _)| name).collect();
        }
        let greeting = Greeting {
            charter: self.charter_name,
            now: self.clock.now(),
            origins,
            wanted: self.wanted(n_wanted)?,
            lacks: self.lacks()?,
        };
        Ok((greeting, sent))
    }

    /// Marks what a greeting carried as known to the peer. Called once it has arrived.
    pub(crate) fn arrived(&self, peer: &PeerState, sent: &Sent) {
        let mut seen = locked(&peer.seen);
        for (origin, names) in seen.origins.iter_mut().zip(sent) {
            origin.known = names.iter().copied().collect();
        }
    }

    /// Takes a peer's greeting: its notes, its offers, its clock and sizes. Answers what it wants.
    ///
    /// # Errors
    /// [`MirrorError::Charter`]; a note that does not verify. A second history is no error here: the origin
    /// is then suspected (`freeze.rs`).
    pub(crate) fn greeted(
        &self,
        peer: &PeerState,
        greeting: &Greeting,
        via: Via,
    ) -> Result<Vec<Wanted>, MirrorError> {
        if greeting.charter != self.charter_name || greeting.origins.len() != self.charter.members.len() {
            return Err(MirrorError::Charter);
        }
        if via == Via::Live {
            let (now, mut seen) = (self.clock.now(), locked(&peer.seen));
            seen.clock_offset = Some(greeting.now.saturating_sub(now));
            seen.clock_read = Some(now);
        }
        for (origin, log) in self.logs() {
            let theirs = &greeting.origins[usize::from(origin.0)];
            let mut names = Vec::new();
            let mut newest = None;
            for text in &theirs.notes {
                let checkpoint = self.read_note(log, text)?;
                names.push(name(checkpoint.note()));
                self.hear(peer, origin, log, &checkpoint)?;
                if newest.as_ref().is_none_or(|newest: &SignedCheckpoint| newest.size() < checkpoint.size()) {
                    newest = Some(checkpoint);
                }
            }
            self.take_offers(peer, origin, log, &theirs.offers, &[])?;
            let held = self.held(origin, log);
            if origin == self.me {
                if theirs.held == held.0 {
                    newest = log.checkpoint().map(|checkpoint| (*checkpoint).clone());
                }
                if newest.is_some() || theirs.size == 0 {
                    self.own_shown(peer, newest.as_ref(), via)?;
                }
            }
            let mut seen = locked(&peer.seen);
            let seen = &mut seen.origins[usize::from(origin.0)];
            seen.held = theirs.held;
            seen.stored = theirs.size;
            seen.learnt = theirs.learnt;
            seen.frozen = theirs.frozen;
            if theirs.held == held.0 {
                seen.known = held.1.into_iter().collect();
            } else if theirs.notes.is_empty() {
                // It holds something else than was thought, and thinks we know: start from nothing.
                seen.known.clear();
            } else {
                seen.known.retain(|name| names.contains(name));
                seen.known.extend(names);
            }
        }
        let mut seen = locked(&peer.seen);
        seen.lacks_bodies = greeting.lacks;
        seen.wanted.clone_from(&greeting.wanted);
        seen.greeted = true;
        Ok(greeting.wanted.clone())
    }

    /// A peer has shown the newest checkpoint it holds of OUR journal: the restore rule listens.
    pub(crate) fn own_shown(
        &self,
        peer: &PeerState,
        shown: Option<&SignedCheckpoint>,
        via: Via,
    ) -> Result<(), MirrorError> {
        if self.is_suspect(self.me, self.log(self.me)?) {
            return Ok(());
        }
        let recovering = self.journals.state() != State::Writable;
        let newer = shown.is_some_and(|shown| shown.size() > self.journals.own_log().map_or(0, Log::size));
        if via == Via::OldBundle && (recovering || !newer) {
            // A bundle may be older than the backup this node was restored from: it cannot show what is newest.
            return Ok(());
        }
        match self.journals.note_peer_showed(peer.member, shown) {
            Err(StoreError::Forked { evidence: Some(evidence), .. }) => {
                let log = self.log(self.me)?;
                self.suspect(self.me, log, Some(peer.member), *evidence)
            }
            other => Ok(other.map(drop)?),
        }
    }

    /// Whether the peer is known to hold every note held here.
    pub(crate) fn knows_all(&self, peer: &PeerState, origin: MemberIndex, log: &Log) -> bool {
        let names = self.held(origin, log).1;
        let seen = locked(&peer.seen);
        let known = seen.origins.get(usize::from(origin.0)).map(|theirs| &theirs.known);
        known.is_some_and(|known| names.iter().all(|name| known.contains(name)))
    }

    /// The name of the set of notes held, and of each.
    pub(crate) fn held(&self, origin: MemberIndex, log: &Log) -> (Short, Vec<Short>) {
        let names: Vec<Short> = self.notes(origin, log).iter().map(|note| name(note.note())).collect();
        (name_all(names.iter().copied()), names)
    }

    /// Reads a checkpoint of this journal; keeps of its cosignatures only those that verify.
    pub(crate) fn read_note(&self, log: &Log, text: &str) -> Result<SignedCheckpoint, MirrorError> {
        let mut checkpoint = SignedCheckpoint::parse_verified(text, log.verifier())
            .map_err(|error| MirrorError::malformed("checkpoint", error))?;
        checkpoint.retain_verified(log.verifier(), log.cosigner_keys().iter().map(|cosigner| &cosigner.key));
        Ok(checkpoint)
    }

    /// Compares a verified checkpoint with what is held, and keeps what it teaches.
    pub(crate) fn hear(
        &self,
        peer: &PeerState,
        origin: MemberIndex,
        log: &Log,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), MirrorError> {
        match log.standing(checkpoint)? {
            Standing::Held => {
                self.take_cosignatures(origin, checkpoint)?;
                if !self.is_suspect(origin, log) && origin != self.me {
                    self.journals.adopt(origin, checkpoint)?;
                }
            }
            Standing::Newer => self.hear_newer(peer, origin, log, checkpoint)?,
            Standing::Forked(evidence) => self.suspect(origin, log, Some(peer.member), evidence)?,
        }
        Ok(())
    }

    fn hear_newer(
        &self,
        peer: &PeerState,
        origin: MemberIndex,
        log: &Log,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), MirrorError> {
        let covering = log.covering();
        let mut heard = locked(&self.heard);
        let heard = &mut heard[usize::from(origin.0)];
        heard.retain(|known| known.size() > log.size());
        // Two roots for one size need no proof: the signatures are the proof.
        let same_size =
            heard.iter().chain(covering.as_deref()).find(|known| known.size() == checkpoint.size());
        match same_size {
            Some(known) if known.root() != checkpoint.root() => {
                let evidence =
                    liptako_journal::Evidence::SameSize { a: known.to_string(), b: checkpoint.to_string() };
                return self.suspect(origin, log, Some(peer.member), evidence);
            }
            _ => {}
        }
        heard.retain(|known| known.size() != checkpoint.size());
        heard.push(checkpoint.clone());
        heard.sort_by_key(SignedCheckpoint::size);
        if heard.len() > MAX_HEARD {
            heard.remove(0);
        }
        Ok(())
    }

    /// After entries came: what was heard of ahead of them may now count.
    pub(crate) fn catch_up_heard(&self, origin: MemberIndex, log: &Log) -> Result<(), MirrorError> {
        let known: Vec<SignedCheckpoint> = {
            let mut heard = locked(&self.heard);
            let heard = &mut heard[usize::from(origin.0)];
            let (here, later) = heard.drain(..).partition(|known| known.size() <= log.size());
            *heard = later;
            here
        };
        for checkpoint in known {
            match log.standing(&checkpoint)? {
                Standing::Held => {
                    self.journals.adopt(origin, &checkpoint)?;
                    self.take_cosignatures(origin, &checkpoint)?;
                }
                Standing::Newer => {}
                Standing::Forked(evidence) => self.suspect(origin, log, None, evidence)?,
            }
        }
        Ok(())
    }
}
