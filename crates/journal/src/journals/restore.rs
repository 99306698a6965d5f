//! The restore rule: when a node may not sign, and when it may again (PROTOCOL.md, Split view, theft, loss, restore).

use super::{Change, Journals, Recovery, lease_path};
use crate::checkpoint::SignedCheckpoint;
use crate::lease::{self, Reason, State};
use crate::log::{Standing, StoreError};
use liptako_core::MemberIndex;
use std::sync::{MutexGuard, PoisonError};

impl Journals {
    /// Whether this node may write, and if not, why.
    pub fn state(&self) -> State {
        self.recovery().state.clone()
    }

    pub(super) fn recovery(&self) -> MutexGuard<'_, Recovery> {
        self.recovery.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// At opening: a promise or a cosignature beyond what is held means that entries were lost here.
    pub(super) fn notice_what_is_missing(&self) -> Result<(), StoreError> {
        let log = self.own_log()?;
        let held = log.size();
        if let Some(promised) = log.promised() {
            return self.stop_writing(Reason::Behind { promised, held }).map(drop);
        }
        let cosigned = log.cosigner_keys().iter().map(|cosigner| log.cosigned_size(&cosigner.code)).max();
        match cosigned {
            Some(shown) if shown > held => self.stop_writing(Reason::OldImage { shown, held }).map(drop),
            _ => Ok(()),
        }
    }

    /// Takes note of the newest checkpoint of OUR journal that a peer has shown; `None` when it holds none.
    ///
    /// While recovering, this is what the node waits for. At any time, a checkpoint larger than ours means that this
    /// node is an old image: it gives up its lease and may not write until it holds what it lacks.
    ///
    /// # Errors
    /// [`StoreError::Forked`] when it contradicts our journal; it is then frozen, if the proof is complete.
    /// [`StoreError::Misused`] when `peer` is this node itself. A disk error.
    pub fn note_peer_showed(
        &self,
        peer: MemberIndex,
        shown: Option<&SignedCheckpoint>,
    ) -> Result<State, StoreError> {
        if peer == self.own() || self.charter().member(peer).is_none() {
            return Err(StoreError::Misused("only a peer can show this node its checkpoint"));
        }
        let gate = self.gate();
        let log = self.own_log()?;
        let size = shown.map_or(0, SignedCheckpoint::size);
        let mut stopped = false;
        if let Some(shown) = shown {
            match log.standing(shown)? {
                Standing::Held => {}
                Standing::Newer => {
                    stopped = self.stop_writing(Reason::OldImage { shown: size, held: log.size() })?;
                }
                Standing::Forked(evidence) => {
                    let last_common = self.last_common_size(self.own(), &evidence)?;
                    drop(gate);
                    self.freeze(self.own(), evidence.clone(), last_common)?;
                    let evidence = Some(Box::new(evidence));
                    return Err(StoreError::Forked { origin: log.origin().into(), evidence });
                }
            }
        }
        let mut recovery = self.recovery();
        let known = recovery.shown.entry(peer).or_insert(0);
        *known = size.max(*known);
        drop(recovery);
        drop(gate);
        if stopped {
            self.tell(Change::State);
        }
        self.try_to_resume()?;
        Ok(self.state())
    }

    /// Lets a person end the wait: one peer has been heard (or there is none), and what it has shown is held.
    ///
    /// The caller records who decided it, as the first entry that follows ([`liptako_core::Kind::RESTORE_OVERRIDE`]).
    ///
    /// # Errors
    /// [`StoreError::Recovering`] when no peer has been heard, or what it has shown is not held yet.
    pub fn override_restore(&self) -> Result<(), StoreError> {
        self.resume(usize::from(self.charter().members.len() > 1))
    }

    /// Writes again once every peer has been heard and what they have shown is held.
    pub(super) fn try_to_resume(&self) -> Result<(), StoreError> {
        match self.resume(self.charter().members.len() - 1) {
            Err(StoreError::Recovering(_)) => Ok(()),
            other => other,
        }
    }

    fn resume(&self, peers_needed: usize) -> Result<(), StoreError> {
        let gate = self.gate();
        let State::Recovering { reason } = self.state() else { return Ok(()) };
        let log = self.own_log()?;
        let (heard, newest) = {
            let recovery = self.recovery();
            (recovery.shown.len(), recovery.shown.values().copied().max().unwrap_or(0))
        };
        let cosigned = log.cosigner_keys().iter().map(|cosigner| log.cosigned_size(&cosigner.code)).max();
        // The newest complete checkpoint is what counts: a part of it is not its whole.
        let held = log.checkpoint().map_or(0, |checkpoint| checkpoint.size());
        let lacking =
            held < newest.max(cosigned.unwrap_or(0)) || log.promised().is_some() || held < log.size();
        if heard < peers_needed || lacking {
            return Err(StoreError::Recovering(reason));
        }
        lease::take(&*self.home().disk, &lease_path(self.home()), &*self.chance)?;
        self.recovery().state = State::Writable;
        drop(gate);
        self.tell(Change::State);
        Ok(())
    }

    /// Gives up the lease first, so that a new start does not forget it. Answers whether the node could write before.
    fn stop_writing(&self, reason: Reason) -> Result<bool, StoreError> {
        let writable = self.state() == State::Writable;
        if writable {
            lease::drop_it(&*self.home().disk, &lease_path(self.home()))?;
        }
        self.recovery().state = State::Recovering { reason };
        Ok(writable)
    }
}
