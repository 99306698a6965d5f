//! Cosigning: “I have stored this, and nobody showed me another history.”

use crate::MirrorError;
use crate::exchange::{Exchange, PeerState, locked};
use liptako_core::{MemberIndex, UnixSeconds};
use liptako_journal::SignedCheckpoint;
use liptako_journal::lease::State;

/// How far this node's clock may be from the clocks of live peers, in seconds (PROTOCOL.md, Clocks).
pub const CLOCK_TOLERANCE: i64 = 600;

/// Why this node does not cosign now. It goes on appending and storing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CosignRefusal {
    /// The clock runs behind this node's own last cosignature.
    #[error("the clock shows {now}, before this node's own last cosignature at {last}: set the clock")]
    BehindItself {
        /// What the clock shows, in unix seconds.
        now: UnixSeconds,
        /// Time of the last cosignature.
        last: UnixSeconds,
    },
    /// No live peer's clock is within ten minutes of this one.
    #[error("the clock is {0} seconds from the nearest peer's clock: set the clock")]
    FarFromPeers(i64),
    /// The node was restored: it does not know yet what it had cosigned, and a second history must not get its word.
    #[error("this node was restored and waits until its peers have shown it its newest state")]
    Recovering,
}

/// Whether a clock may stand under a cosignature.
///
/// With several live peers one close clock is enough: else one peer with a wrong clock, or bad intent, could
/// stop all cosigning. With none, there is nothing to compare with.
///
/// # Errors
/// [`CosignRefusal`].
pub fn clock_rule(
    now: UnixSeconds,
    last: Option<UnixSeconds>,
    peer_offsets: &[i64],
) -> Result<(), CosignRefusal> {
    if let Some(last) = last.filter(|last| now < *last) {
        return Err(CosignRefusal::BehindItself { now, last });
    }
    match peer_offsets.iter().map(|offset| offset.saturating_abs()).min() {
        Some(nearest) if nearest > CLOCK_TOLERANCE => Err(CosignRefusal::FarFromPeers(nearest)),
        _ => Ok(()),
    }
}

impl Exchange {
    /// Cosigns the newest stored checkpoint of every other origin, once each.
    ///
    /// Answers why nothing was cosigned, when the clock or the restore rule forbids it.
    pub(crate) fn cosign_stored(&self) -> Result<Option<CosignRefusal>, MirrorError> {
        let mut due = Vec::new();
        for (origin, log) in self.logs() {
            let Some(checkpoint) = log.checkpoint().filter(|_| origin != self.me) else { continue };
            let cosigned = log.cosigned_size(self.code(self.me));
            if checkpoint.size() > cosigned && !self.is_suspect(origin, log) {
                due.push((origin, log, checkpoint));
            }
        }
        if due.is_empty() {
            return Ok(None);
        }
        if self.journals.state() != State::Writable {
            tracing::warn!("exchange: not cosigning: {}", CosignRefusal::Recovering);
            return Ok(Some(CosignRefusal::Recovering));
        }
        let now = self.clock.now();
        // Held until the end: two threads must not cosign one checkpoint at two times.
        let mut last = locked(&self.last_cosigned);
        if last.is_none() {
            *last = self.newest_cosignature();
        }
        let offsets = self.live_offsets(now);
        if let Err(refusal) = clock_rule(now, *last, &offsets) {
            tracing::warn!("exchange: not cosigning: {refusal}");
            return Ok(Some(refusal));
        }
        for (origin, log, checkpoint) in due {
            if log.cosigned_size(self.code(self.me)) >= checkpoint.size() {
                continue;
            }
            let mut cosigned = (*checkpoint).clone();
            let line =
                cosigned.cosign(&self.keys.mirror, now).map_err(liptako_journal::JournalError::from)?;
            cosigned
                .add_cosignature(line, self.keys.mirror.verifier())
                .map_err(liptako_journal::JournalError::from)?;
            self.take_cosignatures(origin, &cosigned)?;
            *last = Some(now);
        }
        drop(last);
        self.note_change();
        Ok(None)
    }

    /// Keeps the cosignatures of a checkpoint, and notes when they were made: the first that covers an entry starts legal
    /// clocks, and the journals keep only the newest.
    pub(crate) fn take_cosignatures(
        &self,
        origin: MemberIndex,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), MirrorError> {
        if self.journals.add_cosignatures(origin, checkpoint)? {
            self.road.note_cosigned(origin)?;
        }
        Ok(())
    }

    /// How far ahead the clocks of live peers are, in seconds. A reading that our own clock puts more than ten
    /// minutes away says nothing of it now: it may have been set since.
    fn live_offsets(&self, now: UnixSeconds) -> Vec<i64> {
        let offset = |peer: &PeerState| {
            let seen = locked(&peer.seen);
            let read = seen.clock_read?;
            seen.clock_offset.filter(|_| now.abs_diff(read) <= CLOCK_TOLERANCE.unsigned_abs())
        };
        self.peers.iter().filter_map(offset).collect()
    }

    /// When this node last cosigned anything, as its files tell.
    fn newest_cosignature(&self) -> Option<UnixSeconds> {
        let mine = self.keys.mirror.verifier();
        let times = self.logs().filter_map(|(_, log)| log.cosigned_by(self.code(self.me)));
        times.filter_map(|cosigned| cosigned.cosignature_time(mine).ok().flatten()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_behind_its_own_last_cosignature_does_not_cosign() {
        assert_eq!(clock_rule(100, Some(100), &[]), Ok(()));
        assert_eq!(clock_rule(99, Some(100), &[]), Err(CosignRefusal::BehindItself { now: 99, last: 100 }));
    }

    #[test]
    fn ten_minutes_from_every_live_peer_does_not_cosign() {
        assert_eq!(clock_rule(0, None, &[600]), Ok(()));
        assert_eq!(clock_rule(0, None, &[-601]), Err(CosignRefusal::FarFromPeers(601)));
        assert_eq!(clock_rule(0, None, &[i64::MIN, 86_400]), Err(CosignRefusal::FarFromPeers(86_400)));
    }

    #[test]
    fn one_peer_with_a_wrong_clock_stops_nobody() {
        assert_eq!(clock_rule(0, None, &[86_400, 3]), Ok(()));
    }
}
