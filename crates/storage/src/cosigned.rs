//! When peers first cosigned: where legal clocks start (PROTOCOL.md, Clocks).
//!
//! The journals keep only the newest cosignature of each peer; here each is noted when it is heard, since only the first
//! that covers an entry counts. National data: what one node has heard, and when, is not what another has. A crash
//! between the cosignature's file and this table is healed at start from that file.

use crate::{Source, StorageError, Tx, params, sql};
use liptako_core::{MemberIndex, UnixSeconds};
use std::collections::BTreeMap;

/// When each peer first cosigned an entry, as far as this node knows: peers in charter order, each with its own clock
/// under its own signature. Empty when nobody has, as far as was heard here.
///
/// Look it up when something is shown or judged, never in a projector: it differs from node to node.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn first_cosigned(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    index: u64,
) -> Result<Vec<(MemberIndex, UnixSeconds)>, StorageError> {
    let mut first = Vec::new();
    let mut next = Some(0u64);
    // From peer to peer, and to one row of each, by the key: a journal has as many rows as it has entries.
    while let Some(from) = next {
        let row = tx.one(
            sql!("SELECT min(peer) AS peer FROM cosigned WHERE origin = ?1 AND peer >= ?2"),
            params![origin, from],
        )?;
        let Some(peer) = row.get::<Option<MemberIndex>>("peer")? else { break };
        let row = tx.opt(
            sql!(
                "SELECT seconds FROM cosigned WHERE origin = ?1 AND peer = ?2 AND size > ?3 ORDER BY size LIMIT 1"
            ),
            params![origin, peer, index],
        )?;
        if let Some(row) = row {
            first.push((peer, row.get("seconds")?));
        }
        next = Some(u64::from(peer.0) + 1);
    }
    Ok(first)
}

/// The newest cosignature noted here, by journal and peer.
pub(crate) type Noted = BTreeMap<(MemberIndex, MemberIndex), (u64, UnixSeconds)>;

/// Cosignatures that the journals hold and `noted` does not.
pub(crate) fn not_noted(
    source: &dyn Source,
    origin: MemberIndex,
    noted: &Noted,
) -> Vec<(MemberIndex, u64, UnixSeconds)> {
    let mut new = source.cosigned(origin);
    new.retain(|(peer, size, seconds)| *size > 0 && noted.get(&(origin, *peer)) != Some(&(*size, *seconds)));
    new
}

/// Notes a cosignature; of one size the earliest counts.
pub(crate) fn note(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    peer: MemberIndex,
    size: u64,
    seconds: UnixSeconds,
) -> Result<(), StorageError> {
    let sql = sql!(
        "INSERT INTO cosigned (origin, peer, size, seconds) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (origin, peer, size) DO UPDATE SET seconds = \
         CASE WHEN excluded.seconds < cosigned.seconds THEN excluded.seconds ELSE cosigned.seconds END"
    );
    tx.execute(sql, params![origin, peer, size, seconds]).map(drop)
}
