//! Checkpoints (C2SP tlog-checkpoint 1.0): origin, size and root of a journal, signed by its log key and
//! cosigned by the nodes that have stored it.

use crate::hash::Hash;
use crate::merkle::EMPTY_ROOT;
use crate::note::{
    KeyKind, LogKey, MAX_SIGNATURES, MirrorKey, NoteError, SignatureLine, SignedNote, VerifierKey,
};
use liptako_core::UnixSeconds;
use std::fmt;
use std::str::FromStr;

/// Largest journal: 2^40 entries. Far beyond use, and far from any overflow.
pub const MAX_TREE_SIZE: u64 = 1 << 40;

/// Longest signed checkpoint, in bytes: three short lines and sixteen signatures.
pub const MAX_CHECKPOINT_BYTES: usize = 8 * 1024;

/// Why a checkpoint is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it, or one of its signatures.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Longer than [`MAX_CHECKPOINT_BYTES`].
    #[error("a signed checkpoint has at most 8,192 bytes, this one has {0}")]
    TooLong(usize),
    /// Not exactly origin, size and root; extension lines are not used here.
    #[error("a checkpoint has exactly three lines: origin, size and root")]
    Lines,
    /// Not a plain decimal number of at most [`MAX_TREE_SIZE`].
    #[error("“{0}” is not a journal size")]
    Size(String),
    /// Not base64 of 32 bytes; or a size of zero with a root that is not the empty tree's.
    #[error("the root is not one of a tree of this size")]
    Root,
    /// The origin is another journal's.
    #[error("the checkpoint is of “{found}”, not of “{expected}”")]
    Origin {
        /// The journal asked for.
        expected: String,
        /// The journal named.
        found: String,
    },
    /// The key cannot sign or cosign checkpoints.
    #[error("the key of {0} serves another purpose")]
    KeyKind(String),
}

/// What a journal is at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the journal.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

/// The note text: three lines.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        if origin.is_empty() {
            return Err(CheckpointError::Lines);
        }
        let number: u64 = size.parse().map_err(|_| bad_size(size))?;
        if number > MAX_TREE_SIZE || number.to_string() != size {
            return Err(bad_size(size));
        }
        let root = Hash::from_base64(root).map_err(|_| CheckpointError::Root)?;
        if number == 0 && root != EMPTY_ROOT {
            return Err(CheckpointError::Root);
        }
        Ok(Self { origin: origin.to_owned(), size: number, root })
    }
}

/// A checkpoint whose log signature has been verified, with the cosignatures that came along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
}

impl SignedCheckpoint {
    /// Signs a checkpoint of one's own journal.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`] when the key is another journal's; [`CheckpointError::Size`].
    pub fn sign(checkpoint: Checkpoint, key: &LogKey) -> Result<Self, CheckpointError> {
        if checkpoint.origin != key.verifier().name() {
            return Err(other_origin(key.verifier().name(), &checkpoint.origin));
        }
        if checkpoint.size > MAX_TREE_SIZE {
            return Err(bad_size(&checkpoint.size.to_string()));
        }
        let text = checkpoint.to_string();
        let signatures = vec![key.sign(&text)];
        Ok(Self { checkpoint, note: SignedNote { text, signatures } })
    }

    /// Reads a checkpoint and verifies that the log key of its journal signed it.
    ///
    /// Cosignatures are kept unverified: see [`Self::retain_verified`].
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn parse_verified(note: &str, log: &VerifierKey) -> Result<Self, CheckpointError> {
        if note.len() > MAX_CHECKPOINT_BYTES {
            return Err(CheckpointError::TooLong(note.len()));
        }
        if log.kind() != KeyKind::Log {
            return Err(CheckpointError::KeyKind(log.name().to_owned()));
        }
        let note = SignedNote::parse(note)?;
        let checkpoint: Checkpoint = note.text.parse()?;
        if checkpoint.origin != log.name() {
            return Err(other_origin(log.name(), &checkpoint.origin));
        }
        note.verify(log)?;
        Ok(Self { checkpoint, note })
    }

    /// What is signed.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Name of the journal.
    pub fn origin(&self) -> &str {
        &self.checkpoint.origin
    }

    /// Number of entries.
    pub const fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// Root of the tree.
    pub const fn root(&self) -> &Hash {
        &self.checkpoint.root
    }

    /// The note: its text and every signature line.
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Makes a cosignature, to be sent back to the origin; does not add it here.
    ///
    /// # Errors
    /// [`NoteError::Time`] when `now` lies before 1970.
    pub fn cosign(&self, key: &MirrorKey, now: UnixSeconds) -> Result<SignatureLine, CheckpointError> {
        Ok(key.cosign(&self.note.text, now)?)
    }

    /// When this cosigner says it had stored this checkpoint; `None` when it has not cosigned.
    ///
    /// # Errors
    /// [`NoteError::Signature`] when its line is there and does not verify.
    pub fn cosignature_time(&self, cosigner: &VerifierKey) -> Result<Option<UnixSeconds>, CheckpointError> {
        match self.note.verify(cosigner) {
            Ok(time) => Ok(time),
            Err(NoteError::Unsigned(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Those of `cosigners`, by position, whose cosignature is here and verifies, with its time.
    pub fn cosigners<'a>(
        &self,
        cosigners: impl IntoIterator<Item = &'a VerifierKey>,
    ) -> Vec<(usize, UnixSeconds)> {
        let numbered = cosigners.into_iter().enumerate();
        numbered.filter_map(|(at, key)| Some((at, self.cosignature_time(key).ok()??))).collect()
    }

    /// Adds a cosignature after verifying it; the later of two by one key stays.
    ///
    /// Answers whether anything changed.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] when it does not verify or there is no room,
    /// [`CheckpointError::KeyKind`] when the key is no cosigner.
    pub fn add_cosignature(
        &mut self,
        line: SignatureLine,
        cosigner: &VerifierKey,
    ) -> Result<bool, CheckpointError> {
        if cosigner.kind() != KeyKind::Cosigner {
            return Err(CheckpointError::KeyKind(cosigner.name().to_owned()));
        }
        let time = cosigner.verify(&self.note.text, &line)?;
        let SignedNote { text, signatures } = &mut self.note;
        if let Some(known) = signatures.iter_mut().find(|known| cosigner.made(known)) {
            // A line that came unverified may be junk: then any verified one is better.
            let newer = cosigner.verify(text, known).ok().flatten() < time;
            if newer {
                *known = line;
            }
            return Ok(newer);
        }
        if signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures.into());
        }
        signatures.push(line);
        Ok(true)
    }

    /// Drops every line but the log's own and the cosignatures of `cosigners` that verify.
    ///
    /// Done before a foreign checkpoint is stored or passed on, so that nobody can make others carry junk.
    /// While a log key is being replaced, `cosigners` names the journal's other key too.
    pub fn retain_verified<'a>(
        &mut self,
        log: &'a VerifierKey,
        cosigners: impl IntoIterator<Item = &'a VerifierKey>,
    ) {
        let keys: Vec<&VerifierKey> = cosigners.into_iter().chain([log]).collect();
        let text = &self.note.text;
        self.note.signatures.retain(|line| keys.iter().any(|key| key.verify(text, line).is_ok()));
    }
}

/// The note as it travels and is published.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

fn bad_size(text: &str) -> CheckpointError {
    CheckpointError::Size(text.chars().take(40).collect())
}

fn other_origin(expected: &str, found: &str) -> CheckpointError {
    CheckpointError::Origin { expected: expected.to_owned(), found: found.chars().take(255).collect() }
}
