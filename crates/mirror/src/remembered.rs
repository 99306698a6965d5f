//! What the tables remember of the peers, for a command that reads them while the node runs.

use crate::{Incident, Lag};
use liptako_core::{Charter, MemberIndex, UnixSeconds};
use liptako_storage::{StorageError, Tx, applied_size, params, sql};

/// What the tables remember of one peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The peer.
    pub member: MemberIndex,
    /// Unix seconds of the last contact that went well.
    pub last_contact: Option<UnixSeconds>,
    /// Why the last contact failed.
    pub last_error: Option<Incident>,
    /// What the peer lacked of what the tables hold, when it last spoke; journals without lag are left out.
    pub they_lack: Vec<Lag>,
    /// What the tables lack of what the peer held then.
    pub we_lack: Vec<Lag>,
    /// Bytes received on the wire, TLS included.
    pub wire_received: u64,
    /// Bytes sent on the wire, TLS included.
    pub wire_sent: u64,
}

/// What the tables remember of every other member, in charter order.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn remembered(
    tx: &mut dyn Tx,
    charter: &Charter,
    me: MemberIndex,
) -> Result<Vec<Remembered>, StorageError> {
    let mut peers = Vec::new();
    for member in charter.indices().filter(|member| *member != me) {
        let Some(described) = charter.member(member) else { continue };
        let mut peer = Remembered {
            member,
            last_contact: None,
            last_error: None,
            they_lack: Vec::new(),
            we_lack: Vec::new(),
            wire_received: 0,
            wire_sent: 0,
        };
        let known =
            sql!("SELECT last_contact, last_error, wire_in, wire_out FROM peer_contact WHERE member = ?1");
        if let Some(row) = tx.opt(known, params![described.code.as_str()])? {
            peer.last_contact = row.get("last_contact")?;
            peer.last_error = row.get::<Option<String>>("last_error")?.as_deref().map(Incident::parse);
            peer.wire_received = row.get("wire_in")?;
            peer.wire_sent = row.get("wire_out")?;
        }
        for origin in charter.indices() {
            let stored = sql!("SELECT stored FROM peer_origin WHERE member = ?1 AND origin = ?2");
            let stored: u64 = match tx.opt(stored, params![described.code.as_str(), origin])? {
                Some(row) => row.get("stored")?,
                None => 0,
            };
            let held = applied_size(tx, origin)?;
            let lag = |n_entries| Lag { origin, n_entries };
            peer.they_lack.extend((held > stored).then(|| lag(held - stored)));
            peer.we_lack.extend((stored > held).then(|| lag(stored - held)));
        }
        peers.push(peer);
    }
    Ok(peers)
}
