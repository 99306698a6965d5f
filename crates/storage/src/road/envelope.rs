//! What stands in the first body of a record, behind its header.
//!
//! Version 1: `0x01 ‖ request ‖ payload`. Version 2, only in sealed records that are an officer's act:
//! `0x02 ‖ request ‖ key ‖ signature ‖ payload`, signed over [`Entry::sealed_act_message`] of `request ‖ payload`. In open
//! records the act stands in the entry.

use liptako_core::{ObjectId, RequestId};
use liptako_journal::{Act, BodyHeader, Entry, body};

/// A body that says what its entry says.
pub(super) struct Opened {
    pub(super) header: BodyHeader,
    pub(super) request: RequestId,
    /// Of a sealed record.
    pub(super) act: Option<Act>,
    pub(super) payload: Vec<u8>,
}

/// What the officer of a sealed record signs of its content.
pub(super) fn signed_content(request: RequestId, payload: &[u8]) -> Vec<u8> {
    [&request.as_bytes()[..], payload].concat()
}

/// The content of a body; `act` only for a sealed record.
pub(super) fn envelope(request: RequestId, act: Option<&Act>, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(97 + payload.len());
    bytes.push(if act.is_some() { 2 } else { 1 });
    bytes.extend_from_slice(request.as_bytes());
    if let Some(act) = act {
        bytes.extend_from_slice(act.key.as_bytes());
        bytes.extend_from_slice(&act.signature);
    }
    bytes.extend_from_slice(payload);
    bytes
}

/// Reads a body whose commitment has been checked; the error is the reason why its record is irregular.
pub(super) fn open(plaintext: &[u8], entry: &Entry, origin: &str) -> Result<Opened, &'static str> {
    let (header, content) = body::open(plaintext).map_err(|_| "unreadable-body")?;
    header.matches(entry, origin).map_err(|_| "body-of-another-entry")?;
    let (request, act, payload) = read(content, entry.is_sealed()).ok_or("unreadable-body")?;
    Ok(Opened { request, act, payload: payload.to_vec(), header })
}

/// What the module wrote, from a body whose commitment has been checked against its entry: for proofs that leave the
/// house. `None` when the body says another thing than the entry, or cannot be read.
pub fn payload_of(plaintext: &[u8], entry: &Entry, origin: &str) -> Option<Vec<u8>> {
    open(plaintext, entry, origin).ok().map(|opened| opened.payload)
}

fn read(content: &[u8], is_sealed: bool) -> Option<(RequestId, Option<Act>, &[u8])> {
    let (version, rest) = content.split_first()?;
    let (request, rest) = rest.split_first_chunk::<16>()?;
    let request = RequestId::from_bytes(*request);
    match version {
        1 => Some((request, None, rest)),
        2 if is_sealed => {
            let (key, rest) = rest.split_first_chunk::<16>()?;
            let (signature, rest) = rest.split_first_chunk::<64>()?;
            Some((request, Some(Act { key: ObjectId::from_bytes(*key), signature: *signature }), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_come_back_and_the_second_only_when_sealed() {
        let request = RequestId::from_bytes([7; 16]);
        let act = Act { key: ObjectId::from_bytes([1; 16]), signature: [2; 64] };
        let bare = envelope(request, None, b"texte");
        assert_eq!(bare, [&[1][..], &[7; 16], b"texte"].concat(), "frozen");
        for is_sealed in [false, true] {
            assert_eq!(read(&bare, is_sealed), Some((request, None, &b"texte"[..])));
        }
        let signed = envelope(request, Some(&act), b"texte");
        assert_eq!(signed, [&[2][..], &[7; 16], &[1; 16], &[2; 64], b"texte"].concat(), "frozen");
        assert_eq!(read(&signed, true), Some((request, Some(act), &b"texte"[..])));
        assert_eq!(read(&signed, false), None);
        assert_eq!(read(&signed[..96], true), None);
        assert_eq!(read(&[3; 120], true), None);
    }
}
