//! What people see of each peer: last contact, what is missing each way, bytes used.

use crate::exchange::{Exchange, PeerState, locked};
use crate::ledger::BundleNote;
use crate::packages::StoredBy;
use crate::{Incident, MirrorError};
use liptako_core::{MemberIndex, UnixSeconds};
use liptako_journal::log::Log;

/// Entries of one journal that one side lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// The journal.
    pub origin: MemberIndex,
    /// How many entries are missing.
    pub n_entries: u64,
}

/// Where the exchange with one peer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerStatus {
    /// The peer.
    pub member: MemberIndex,
    /// Its code in the charter.
    pub code: String,
    /// Where this node dials it; `None` when only the peer can dial.
    pub address: Option<String>,
    /// The last contact went well.
    pub reachable: bool,
    /// Unix seconds of the last contact that went well, whoever dialled.
    pub last_contact: Option<UnixSeconds>,
    /// Unix seconds of the last contact, well or not.
    pub last_attempt: Option<UnixSeconds>,
    /// Why the last contact failed, in one line.
    pub last_error: Option<Incident>,
    /// Seconds the peer's clock was ahead of ours.
    pub clock_offset: Option<i64>,
    /// What the peer lacked of what we hold, when it last spoke; journals without lag are left out.
    pub they_lack: Vec<Lag>,
    /// What we lack of what the peer holds.
    pub we_lack: Vec<Lag>,
    /// Bodies the peer said it lacks.
    pub they_lack_bodies: u64,
    /// Bodies that lack here, from whomever.
    pub we_lack_bodies: u64,
    /// Bytes received on the wire, TLS included, of all runs.
    pub wire_received: u64,
    /// Bytes sent on the wire.
    pub wire_sent: u64,
    /// Bytes received above TLS.
    pub exchange_received: u64,
    /// Bytes sent above TLS.
    pub exchange_sent: u64,
    /// The newest bundles written for it or taken from it.
    pub bundles: Vec<BundleNote>,
}

impl Exchange {
    /// Notes how a contact went. The ledger is written by [`Exchange::remember`].
    pub(crate) fn contacted(&self, peer: &PeerState, outcome: Result<(), &MirrorError>) {
        let now = self.clock.now();
        let mut seen = locked(&peer.seen);
        seen.last_attempt = Some(now);
        match outcome {
            Ok(()) => {
                seen.last_contact = Some(now);
                if seen.last_error.take().is_some() {
                    self.note_change();
                }
            }
            Err(error) => seen.last_error = Some(Incident::from(error)),
        }
    }

    /// Writes what is known of a peer to the ledger.
    pub(crate) fn remember(&self, peer: &PeerState) -> Result<(), MirrorError> {
        let seen = locked(&peer.seen).clone();
        Ok(self.ledger.save(&peer.code, &seen, bytes(peer, seen.earlier_bytes))?)
    }

    /// Takes the answer to a package that was pushed.
    pub(crate) fn peer_stored(&self, peer: &PeerState, origin: MemberIndex, stored: &StoredBy) {
        let mut seen = locked(&peer.seen);
        let shown = &mut seen.origins[usize::from(origin.0)];
        shown.stored = stored.size;
        if let Some((held, names)) = &stored.same_notes {
            shown.held = *held;
            shown.known = names.iter().copied().collect();
        }
    }

    /// Where the exchange with a peer stands.
    pub(crate) fn status(&self, peer: &PeerState) -> Result<PeerStatus, MirrorError> {
        let seen = locked(&peer.seen).clone();
        let lag = |ahead: &dyn Fn(&Log, u64) -> u64| -> Vec<Lag> {
            self.logs()
                .map(|(origin, log)| {
                    let stored = seen.origins[usize::from(origin.0)].stored;
                    Lag { origin, n_entries: ahead(log, stored) }
                })
                .filter(|lag| lag.n_entries > 0)
                .collect()
        };
        let [wire_received, wire_sent, exchange_received, exchange_sent] = bytes(peer, seen.earlier_bytes);
        Ok(PeerStatus {
            member: peer.member,
            code: peer.code.clone(),
            address: peer.address.clone(),
            reachable: seen.last_contact.is_some() && seen.last_error.is_none(),
            last_contact: seen.last_contact,
            last_attempt: seen.last_attempt,
            clock_offset: seen.clock_offset,
            they_lack: lag(&|log, stored| log.size().saturating_sub(stored)),
            we_lack: lag(&|log, stored| stored.saturating_sub(log.size())),
            they_lack_bodies: seen.lacks_bodies,
            we_lack_bodies: self.lacks()?,
            wire_received,
            wire_sent,
            exchange_received,
            exchange_sent,
            bundles: self.ledger.bundles(&peer.code)?,
            last_error: seen.last_error,
        })
    }
}

/// Bytes of all runs: wire received and sent, exchange received and sent.
fn bytes(peer: &PeerState, earlier: [u64; 4]) -> [u64; 4] {
    let [wire_in, wire_out, exchange_in, exchange_out] = earlier;
    [
        wire_in + peer.wire.received(),
        wire_out + peer.wire.sent(),
        exchange_in + peer.exchange.received(),
        exchange_out + peer.exchange.sent(),
    ]
}
