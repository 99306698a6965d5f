//! Evidence that a journal told two stories: portable, and convincing without trusting whoever carries it.
//!
//! Two checkpoints of one journal, both signed by its key, contradict each other when they have one size
//! and two roots, or when the newer one is proven to grow out of another past than the older one states.
//! The file is plain text that a person can read and `liptako` can check.

use crate::checkpoint::{CheckpointError, MAX_CHECKPOINT_BYTES, SignedCheckpoint};
use crate::hash::Hash;
use crate::merkle::{MAX_PROOF_HASHES, MerkleError, Subtrees, consistency_proof, consistency_roots, root_at};
use crate::note::VerifierKey;
use std::fmt;
use std::str::FromStr;

/// Longest evidence file, in bytes.
pub const MAX_EVIDENCE_BYTES: usize = 2 * MAX_CHECKPOINT_BYTES + 8 * 1024;

const BEGIN: &str = "-----BEGIN CHECKPOINT-----\n";
const END: &str = "-----END CHECKPOINT-----\n";
const HEAD: &str = "liptako-evidence/1";
const SAME_SIZE: &str = "\
# Deux états signés par un même journal, de même taille, avec deux contenus différents.\n\
# Two states signed by one journal, of one size, with two different contents.\n";
const FORKED: &str = "\
# Deux états signés par un même journal : le plus récent ne prolonge pas le plus ancien.\n\
# « other-root » est le passé que prouve le plus récent ; « proof » est cette preuve (RFC 6962).\n\
# Two states signed by one journal: the newer one does not continue the older one.\n\
# “other-root” is the past that the newer one proves; “proof” is that proof (RFC 6962).\n";

/// Why evidence is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// Longer than [`MAX_EVIDENCE_BYTES`].
    #[error("an evidence file has at most 24,576 bytes, this one has {0}")]
    TooLong(usize),
    /// Not the text that this version writes.
    #[error("not an evidence file: {0}")]
    Malformed(&'static str),
    /// One of the checkpoints is not signed by this journal's key.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The proof is faulty, so it shows nothing.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
    /// Both checkpoints can be true together.
    #[error("the two checkpoints do not contradict each other")]
    NoContradiction,
}

/// Two signed checkpoints that cannot both be true, as the notes' texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// One size, two roots.
    SameSize {
        /// One of them.
        a: String,
        /// The other.
        b: String,
    },
    /// `newer` grows out of a past with `other_root`, which is not the root `older` states.
    Forked {
        /// The smaller checkpoint.
        older: String,
        /// The larger checkpoint.
        newer: String,
        /// Root that the tree of `newer` has at the size of `older`.
        other_root: Hash,
        /// Consistency proof from `(older size, other_root)` to `newer`.
        proof: Vec<Hash>,
    },
}

impl Evidence {
    /// Compares a checkpoint just heard of with the tree held here, which leads to `held`.
    ///
    /// `None` when they agree, or when `heard` is larger: only its own entries or proof can then tell.
    ///
    /// # Errors
    /// What `tree` answers.
    pub fn between(
        tree: &impl Subtrees,
        held: &SignedCheckpoint,
        heard: &SignedCheckpoint,
    ) -> Result<Option<Self>, EvidenceError> {
        if heard.size() > held.size() || heard.origin() != held.origin() {
            return Ok(None);
        }
        if heard.size() == held.size() {
            let differ = heard.root() != held.root();
            return Ok(differ.then(|| Self::SameSize { a: held.to_string(), b: heard.to_string() }));
        }
        let other_root = root_at(tree, heard.size())?;
        if other_root == *heard.root() {
            return Ok(None);
        }
        let proof = consistency_proof(tree, heard.size(), held.size())?;
        Ok(Some(Self::Forked { older: heard.to_string(), newer: held.to_string(), other_root, proof }))
    }

    /// The two checkpoints as texts, the older first when sizes differ.
    pub fn notes(&self) -> (&str, &str) {
        match self {
            Self::SameSize { a, b } => (a, b),
            Self::Forked { older, newer, .. } => (older, newer),
        }
    }

    /// The origin that the first checkpoint names, to find the key with. Unverified.
    pub fn claimed_origin(&self) -> &str {
        self.notes().0.split('\n').next().unwrap_or_default()
    }

    /// Checks that both checkpoints are signed by this key and contradict each other; answers the smaller
    /// of their two sizes, at or before which the stories part.
    ///
    /// # Errors
    /// [`EvidenceError`]: then it is evidence of nothing.
    pub fn verify(&self, log: &VerifierKey) -> Result<u64, EvidenceError> {
        let (first, second) = self.notes();
        let first = SignedCheckpoint::parse_verified(first, log)?;
        let second = SignedCheckpoint::parse_verified(second, log)?;
        let contradiction = match self {
            Self::SameSize { .. } => first.size() == second.size() && first.root() != second.root(),
            Self::Forked { other_root, proof, .. } => {
                let (past, present) = consistency_roots(first.size(), second.size(), proof, other_root)?;
                past == *other_root && present == *second.root() && past != *first.root()
            }
        };
        if contradiction { Ok(first.size()) } else { Err(EvidenceError::NoContradiction) }
    }
}

/// The text file.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameSize { .. } => write!(f, "{HEAD} same-size\n{SAME_SIZE}")?,
            Self::Forked { other_root, proof, .. } => {
                writeln!(f, "{HEAD} forked\n{FORKED}other-root {}", other_root.to_base64())?;
                proof.iter().try_for_each(|hash| writeln!(f, "proof {}", hash.to_base64()))?;
            }
        }
        let (first, second) = self.notes();
        write!(f, "{BEGIN}{first}{END}{BEGIN}{second}{END}")
    }
}

impl FromStr for Evidence {
    type Err = EvidenceError;
    fn from_str(text: &str) -> Result<Self, EvidenceError> {
        if text.len() > MAX_EVIDENCE_BYTES {
            return Err(EvidenceError::TooLong(text.len()));
        }
        let malformed = EvidenceError::Malformed;
        let (head, notes) = text.split_once(BEGIN).ok_or(malformed("no checkpoint in it"))?;
        let notes = notes.strip_suffix(END).ok_or(malformed("it ends early"))?;
        let (first, second) =
            notes.split_once(&[END, BEGIN].concat()).ok_or(malformed("it holds two checkpoints"))?;
        let (first, second) = (first.to_owned(), second.to_owned());
        let evidence = match head.lines().next() {
            Some("liptako-evidence/1 same-size") => Self::SameSize { a: first, b: second },
            Some("liptako-evidence/1 forked") => {
                let (other_root, proof) = read_proof(head)?;
                Self::Forked { older: first, newer: second, other_root, proof }
            }
            _ => return Err(malformed("its first line is not known here")),
        };
        // Read, written again and compared: nothing can hide between the lines.
        if evidence.to_string() == text {
            Ok(evidence)
        } else {
            Err(malformed("not written in its one form"))
        }
    }
}

fn read_proof(head: &str) -> Result<(Hash, Vec<Hash>), EvidenceError> {
    let hash = |text| Hash::from_base64(text).map_err(|_| EvidenceError::Malformed("a hash is not base64"));
    let mut other_root = None;
    let mut proof = Vec::new();
    for line in head.lines() {
        if let Some(root) = line.strip_prefix("other-root ") {
            other_root = Some(hash(root)?);
        } else if let Some(sibling) = line.strip_prefix("proof ") {
            if proof.len() == MAX_PROOF_HASHES {
                return Err(MerkleError::ProofTooLong(proof.len() + 1).into());
            }
            proof.push(hash(sibling)?);
        }
    }
    Ok((other_root.ok_or(EvidenceError::Malformed("no other root in it"))?, proof))
}
