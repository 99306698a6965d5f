//! What is laid beside a seal so that anybody can check, without a node and without a network, that an authority's journal
//! holds it and by when: the text of the sealed record, its salt, and the proof of its entry (C2SP tlog-proof).
//!
//! ```text
//! liptako-evidence-proof/1
//! salt <32 hexadecimal digits>
//! body <base64 of the record's text>
//!
//! c2sp.org/tlog-proof@v1
//! …
//! ```
//!
//! It discloses this one record to whoever holds it, and nothing else.

use super::record::{Seal, decode_seal};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liptako_core::UnixSeconds;
use liptako_journal::{Body, Hash, Proof, ProofError, VerifierKey};
use liptako_storage::payload_of;
use std::fmt;
use std::str::FromStr;

const FIRST_LINE: &str = "liptako-evidence-proof/1";
/// Longest proof, in bytes.
pub const MAX_PROOF_BYTES: usize = 256 * 1024;

/// A seal's place in a journal, to be checked anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceProof {
    /// Salt of the record's body.
    pub salt: [u8; 16],
    /// The record's body.
    pub body: Vec<u8>,
    /// The proof of its entry.
    pub proof: Proof,
}

/// What a proof that holds establishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Established {
    /// What the authority recorded.
    pub seal: Seal,
    /// Place of the entry in its journal.
    pub index: u64,
    /// Who had stored it and when, by position in the list of cosigners given.
    pub cosigners: Vec<(usize, UnixSeconds)>,
}

/// Why a proof is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceProofError {
    /// Longer than [`MAX_PROOF_BYTES`].
    #[error("a proof has at most 256 KiB")]
    TooLong,
    /// Not the lines of the format.
    #[error("line {0} is not one of a proof of evidence")]
    Line(usize),
    /// The proof of the entry.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The text is not the one that the entry commits to, or is not that of a seal.
    #[error("the text is not the one that the journal's entry commits to")]
    Body,
    /// It is about another manifest.
    #[error("it is about another manifest")]
    OtherManifest,
}

impl EvidenceProof {
    /// Checks the whole: entry, signatures, text, and that it is about this manifest.
    ///
    /// # Errors
    /// [`EvidenceProofError`], the first fault found.
    pub fn verify(
        &self,
        manifest: &Hash,
        log: &VerifierKey,
        cosigners: &[VerifierKey],
    ) -> Result<Established, EvidenceProofError> {
        let proven = self.proof.verify(log, cosigners)?;
        let body =
            Body::from_plaintext(self.body.clone(), self.salt).map_err(|_| EvidenceProofError::Body)?;
        if proven.entry.bodies.first().is_none_or(|named| *named != body.body_ref()) {
            return Err(EvidenceProofError::Body);
        }
        let payload = payload_of(&self.body, &proven.entry, self.proof.claimed_origin());
        let seal = payload.and_then(|payload| decode_seal(&payload).ok()).ok_or(EvidenceProofError::Body)?;
        if seal.manifest != *manifest {
            return Err(EvidenceProofError::OtherManifest);
        }
        Ok(Established { seal, index: proven.index, cosigners: proven.cosigners })
    }
}

impl fmt::Display for EvidenceProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let salt: String = self.salt.iter().map(|byte| format!("{byte:02x}")).collect();
        write!(f, "{FIRST_LINE}\nsalt {salt}\nbody {}\n\n{}", STANDARD.encode(&self.body), self.proof)
    }
}

fn salt(text: &str) -> Option<[u8; 16]> {
    let mut salt = [0; 16];
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, place) in salt.iter_mut().zip((0..32).step_by(2)) {
        *byte = u8::from_str_radix(&text[place..place + 2], 16).ok()?;
    }
    Some(salt)
}

impl FromStr for EvidenceProof {
    type Err = EvidenceProofError;

    fn from_str(text: &str) -> Result<Self, EvidenceProofError> {
        if text.len() > MAX_PROOF_BYTES {
            return Err(EvidenceProofError::TooLong);
        }
        let line = |number| EvidenceProofError::Line(number);
        let (head, proof) = text.split_once("\n\n").ok_or(line(1))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(line(1));
        }
        let salt = lines.next().and_then(|it| salt(it.strip_prefix("salt ")?)).ok_or(line(2))?;
        let body =
            lines.next().and_then(|it| STANDARD.decode(it.strip_prefix("body ")?).ok()).ok_or(line(3))?;
        if lines.next().is_some() {
            return Err(line(4));
        }
        Ok(Self { salt, body, proof: proof.parse()? })
    }
}
