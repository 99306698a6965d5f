//! The proof file of one entry (C2SP tlog-proof, v1): what an auditor takes away and checks anywhere.
//!
//! It holds the entry itself (as `extra`), its index, its inclusion proof and a checkpoint with every
//! cosignature known. Checking it needs only the public keys, no node and no network.

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::entry::{Entry, EntryError, MAX_ENTRY_BYTES};
use crate::hash::{Hash, HashError};
use crate::merkle::{MerkleError, leaf_hash, verify_inclusion};
use crate::note::VerifierKey;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liptako_core::UnixSeconds;
use std::fmt::{self, Write as _};
use std::str::FromStr;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// Longest proof file, in bytes: 64 hashes, an entry and a checkpoint fit four times over.
pub const MAX_PROOF_BYTES: usize = 64 * 1024;
/// Most hashes of an inclusion proof.
const MAX_HASHES: usize = 64;

/// An entry with everything that shows it stands in its journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The entry's bytes as they are hashed.
    pub entry: Vec<u8>,
    /// Its place in the journal, from 0.
    pub index: u64,
    /// RFC 6962 inclusion proof, leaf side first.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, as text.
    pub checkpoint: String,
}

/// What a proof that verifies says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The entry.
    pub entry: Entry,
    /// Its place in the journal.
    pub index: u64,
    /// Leaf hash of the entry.
    pub leaf: Hash,
    /// Size of the journal the checkpoint is about.
    pub size: u64,
    /// Who had stored it and when, by position in the list of cosigners given.
    pub cosigners: Vec<(usize, UnixSeconds)>,
}

/// Why a proof file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Longer than [`MAX_PROOF_BYTES`].
    #[error("a proof file has at most 65,536 bytes")]
    TooLong,
    /// Not the lines of the format.
    #[error("line {0} is not one of a proof file")]
    Line(usize),
    /// A hash line.
    #[error("line {line}: {fault}")]
    Hash {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        fault: HashError,
    },
    /// The checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The hashes do not lead from the entry to the signed root.
    #[error("the proof does not lead from the entry to the signed root: {0}")]
    Inclusion(#[from] MerkleError),
}

impl Proof {
    /// Checks the whole: log signature, entry, inclusion, cosignatures.
    ///
    /// Cosignatures that are absent or do not verify are simply not counted.
    ///
    /// # Errors
    /// [`ProofError`], the first fault found.
    pub fn verify(&self, log: &VerifierKey, cosigners: &[VerifierKey]) -> Result<Proven, ProofError> {
        let checkpoint = SignedCheckpoint::parse_verified(&self.checkpoint, log)?;
        let entry = Entry::decode(&self.entry)?;
        let leaf = leaf_hash(&self.entry);
        verify_inclusion(&leaf, self.index, checkpoint.size(), checkpoint.root(), &self.hashes)?;
        let cosigners = checkpoint.cosigners(cosigners);
        Ok(Proven { entry, index: self.index, leaf, size: checkpoint.size(), cosigners })
    }

    /// Origin named by the checkpoint, unverified: tells which key to check with.
    pub fn claimed_origin(&self) -> &str {
        self.checkpoint.lines().next().unwrap_or_default()
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}\nextra {}\nindex {}", STANDARD.encode(&self.entry), self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", hash.to_base64())?;
        }
        f.write_char('\n')?;
        f.write_str(&self.checkpoint)
    }
}

impl FromStr for Proof {
    type Err = ProofError;
    fn from_str(text: &str) -> Result<Self, ProofError> {
        if text.len() > MAX_PROOF_BYTES {
            return Err(ProofError::TooLong);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofError::Line(1))?;
        let mut lines = head.split('\n').zip(1..);
        if lines.next().is_none_or(|(line, _)| line != FIRST_LINE) {
            return Err(ProofError::Line(1));
        }
        let entry = lines
            .next()
            .and_then(|(line, _)| STANDARD.decode(line.strip_prefix("extra ")?).ok())
            .filter(|entry| entry.len() <= MAX_ENTRY_BYTES)
            .ok_or(ProofError::Line(2))?;
        let index = lines
            .next()
            .and_then(|(line, _)| {
                let digits = line.strip_prefix("index ")?;
                digits.parse::<u64>().ok().filter(|index| index.to_string() == digits)
            })
            .ok_or(ProofError::Line(3))?;
        let mut hashes = Vec::new();
        for (line, number) in lines {
            if hashes.len() == MAX_HASHES {
                return Err(ProofError::Line(number));
            }
            hashes.push(Hash::from_base64(line).map_err(|fault| ProofError::Hash { line: number, fault })?);
        }
        Ok(Self { entry, index, hashes, checkpoint: checkpoint.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::merkle::{MemoryTree, inclusion_proof};
    use crate::note::{LogKey, MirrorKey};
    use liptako_core::{Audience, Kind, ObjectId, SeededChance};

    fn sample(seed: u64, index: u64) -> (Proof, VerifierKey, VerifierKey) {
        let chance = SeededChance::new(seed);
        let log = LogKey::generate("liptako.example/ml/1", &chance).unwrap();
        let mirror = MirrorKey::generate("liptako.example/bf/1/miroir", &chance).unwrap();
        let entries: Vec<Vec<u8>> = (0..11)
            .map(|n| {
                let entry = Entry {
                    kind: Kind::PLAN_POSITION,
                    object: ObjectId::fresh(&chance),
                    previous: None,
                    audience: Audience(7),
                    seconds: 1_754_438_400 + n,
                    seen: vec![0, 0],
                    bodies: vec![],
                    act: None,
                };
                entry.encode().unwrap()
            })
            .collect();
        let tree = MemoryTree::from_leaves(entries.iter().map(|entry| leaf_hash(entry)));
        let state = Checkpoint { origin: "liptako.example/ml/1".into(), size: 11, root: tree.root() };
        let mut signed = SignedCheckpoint::sign(state, &log).unwrap();
        let line = signed.cosign(&mirror, 1_754_438_500).unwrap();
        signed.add_cosignature(line, mirror.verifier()).unwrap();
        let proof = Proof {
            entry: entries[index as usize].clone(),
            index,
            hashes: inclusion_proof(&tree, index, 11).unwrap(),
            checkpoint: signed.to_string(),
        };
        (proof, log.verifier().clone(), mirror.verifier().clone())
    }

    #[test]
    fn a_proof_file_is_checked_with_public_keys_alone() {
        for index in 0..11 {
            let (proof, log, mirror) = sample(3, index);
            let read: Proof = proof.to_string().parse().unwrap();
            assert_eq!(read, proof);
            let proven = read.verify(&log, &[mirror]).unwrap();
            assert_eq!(proven.cosigners, vec![(0, 1_754_438_500)]);
            assert_eq!((proven.index, proven.size), (index, 11));
        }
    }

    #[test]
    fn no_character_of_a_proof_file_can_be_changed_without_notice() {
        let (proof, log, mirror) = sample(4, 6);
        let text = proof.to_string();
        let keys = [mirror];
        let whole = proof.verify(&log, &keys).unwrap();
        for at in 0..text.len() {
            if !text.is_char_boundary(at) || !text.is_char_boundary(at + 1) {
                continue;
            }
            let mut changed = text.clone();
            let other = if &text[at..=at] == "A" { "B" } else { "A" };
            changed.replace_range(at..=at, other);
            let read = changed.parse::<Proof>().and_then(|proof| proof.verify(&log, &keys));
            assert_ne!(read.ok(), Some(whole.clone()), "byte {at}");
        }
    }

    #[test]
    fn sixty_five_hashes_are_refused() {
        let (mut proof, ..) = sample(5, 0);
        proof.hashes = vec![Hash([0; 32]); 65];
        assert!(matches!(proof.to_string().parse::<Proof>(), Err(ProofError::Line(_))));
    }
}
