#![doc = include_str!("../README.md")]

mod act;
pub mod body;
mod card;
mod cbor;
mod checkpoint;
mod entry;
mod error;
mod evidence;
mod hash;
mod keys;
pub mod merkle;
mod note;
mod package;
mod proof;
pub mod tile;

pub mod bodies;
pub mod disk;
pub mod journals;
pub mod lease;
pub mod log;
pub mod simdisk;
pub mod verify;

pub use act::{ActKey, ActPublicKey};
pub use body::{Body, BodyError, BodyHeader, CHUNK_BYTES, Chunk, MAX_BODY_BYTES};
pub use card::{Card, CardError, MAX_CARD_BYTES, mirror_name};
pub use checkpoint::{Checkpoint, CheckpointError, MAX_CHECKPOINT_BYTES, MAX_TREE_SIZE, SignedCheckpoint};
pub use entry::{Act, BodyRef, Entry, EntryError, MAX_BODIES, MAX_ENTRY_BYTES, MAX_SEEN};
pub use error::JournalError;
pub use evidence::{Evidence, EvidenceError, MAX_EVIDENCE_BYTES};
pub use hash::{Hash, HashError, Sha256Writer};
pub use keys::{KeysError, NodeKeys, RecoveryKey, TlsKey};
pub use log::proof_of;
pub use merkle::{Frontier, MemoryTree, MerkleError, Subtrees};
pub use note::{
    KeyKind, LogKey, MAX_NAME_BYTES, MAX_NOTE_BYTES, MAX_SIGNATURES, MirrorKey, NoteError, SignatureLine,
    SignedNote, VerifierKey,
};
pub use package::{
    FREE_PLAIN_BYTES, MAX_INLINE_CHUNKS, MAX_PACKAGE_BYTES, MAX_PLAIN_BYTES, MAX_RATIO, Package, PackageError,
};
pub use proof::{MAX_PROOF_BYTES, Proof, ProofError, Proven};
pub use tile::{TileError, TileKind, TileName};
