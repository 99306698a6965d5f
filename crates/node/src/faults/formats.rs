//! The signed formats: hashes, trees, entries, bodies, notes, checkpoints, tiles, packages, evidence.

use super::{Telling, Told};
use liptako_journal::{
    BodyError, CheckpointError, EntryError, EvidenceError, HashError, MerkleError, NoteError, PackageError,
    TileError,
};
use liptako_web::Message;

impl Told for HashError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::Length => Message::new("fault-hash-length"),
            Self::Hex => Message::new("fault-hash-hex"),
            Self::Base64 => Message::new("fault-hash-base64"),
        })
    }
}

impl Told for MerkleError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::Missing { level, index } => {
                Message::new("fault-tree-missing").with("level", *level).with("index", *index)
            }
            Self::Unreadable(detail) => Message::new("fault-tree-unreadable").with("detail", detail),
            Self::Range { position, size } => {
                Message::new("fault-tree-range").with("position", *position).with("size", *size)
            }
            Self::ProofTooLong(hashes) => Message::new("fault-tree-proof-long").with("n", *hashes),
            Self::ProofLength => Message::new("fault-tree-proof-length"),
            Self::Mismatch => Message::new("fault-tree-mismatch"),
        })
    }
}

impl Told for EntryError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::TooLong(bytes) => Message::new("fault-entry-long").with("n", *bytes),
            Self::Cbor(error) => Message::new("fault-entry-form").with("detail", error.to_string()),
            Self::Shape(detail) => Message::new("fault-entry-form").with("detail", detail),
            Self::Version(version) => Message::new("fault-entry-version").with("n", *version),
            Self::Count => Message::new("fault-entry-count"),
            Self::Bucket { chunks, bucket } => {
                Message::new("fault-entry-bucket").with("chunks", *chunks).with("bucket", *bucket)
            }
            Self::Sealing => Message::new("fault-entry-sealing"),
            Self::NotCanonical => Message::new("fault-entry-canonical"),
            Self::NoAct => Message::new("fault-entry-no-act"),
            Self::ActSignature => Message::new("fault-entry-act"),
        })
    }
}

impl Told for BodyError {
    fn told(&self) -> Telling {
        match self {
            Self::TooLong(bytes) => Telling::fault(Message::new("fault-body-long").with("n", *bytes)),
            Self::Cbor(error) => {
                Telling::fault(Message::new("fault-body-form").with("detail", error.to_string()))
            }
            Self::Shape(detail) => Telling::fault(Message::new("fault-body-form").with("detail", detail)),
            Self::Version(version) => Telling::fault(Message::new("fault-body-version").with("n", *version)),
            Self::Padding => Telling::fault(Message::new("fault-body-padding")),
            Self::Header => Telling::fault(Message::new("fault-body-header")),
            Self::ChunkShape { index, count, length } => {
                let what = Message::new("fault-body-chunk")
                    .with("index", *index)
                    .with("count", *count)
                    .with("length", *length);
                Telling::fault(what)
            }
            Self::Proof(error) => Telling::fault(Message::new("fault-body-stray")).because(error.told()),
            Self::Commitment => Telling::fault(Message::new("fault-body-commitment")),
        }
    }
}

impl Told for NoteError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::TooLong(bytes) => Message::new("fault-note-long").with("n", *bytes),
            Self::TooManySignatures => Message::new("fault-note-many"),
            Self::Malformed(detail) => Message::new("fault-note-form").with("detail", *detail),
            Self::Duplicate(name) => Message::new("fault-note-twice").with("name", name),
            Self::Name(name) => Message::new("fault-note-name").with("name", name),
            Self::VerifierKey(detail) => Message::new("fault-note-key").with("detail", *detail),
            Self::Unsigned(name) => Message::new("fault-note-unsigned").with("name", name),
            Self::Signature(name) => Message::new("fault-note-signature").with("name", name),
            Self::Time => Message::new("fault-note-time"),
        })
    }
}

impl Told for CheckpointError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::Note(error) => return error.told(),
            Self::TooLong(bytes) => Message::new("fault-checkpoint-long").with("n", *bytes),
            Self::Lines => Message::new("fault-checkpoint-lines"),
            Self::Size(text) => Message::new("fault-checkpoint-size").with("text", text),
            Self::Root => Message::new("fault-checkpoint-root"),
            Self::Origin { expected, found } => {
                Message::new("fault-checkpoint-origin").with("expected", expected).with("found", found)
            }
            Self::KeyKind(name) => Message::new("fault-checkpoint-key").with("name", name),
        })
    }
}

impl Told for TileError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::Path(path) => Message::new("fault-tile-path").with("path", path),
            Self::Width { expected, found } => {
                Message::new("fault-tile-width").with("expected", *expected).with("found", *found)
            }
            Self::Bundle(entries) => Message::new("fault-tile-bundle").with("n", *entries),
            Self::EntryLength(bytes) => Message::new("fault-tile-entry").with("n", *bytes),
            Self::Merkle(error) => return error.told(),
        })
    }
}

impl Told for PackageError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::TooLarge => Message::new("fault-package-large"),
            Self::Encoding(tag) => Message::new("fault-package-encoding").with("n", *tag),
            Self::Zstd(detail) => Message::new("fault-package-form").with("detail", detail),
            Self::Cbor(error) => Message::new("fault-package-form").with("detail", error.to_string()),
            Self::Shape(detail) => Message::new("fault-package-form").with("detail", detail),
            Self::Version(version) => Message::new("fault-package-version").with("n", *version),
            Self::Range => Message::new("fault-package-range"),
            Self::EntryLength(bytes) => Message::new("fault-tile-entry").with("n", *bytes),
            Self::NotNext(detail) => Message::new("fault-package-next").with("detail", *detail),
            Self::StrayChunk => Message::new("fault-package-stray"),
            Self::Entry(error) => return error.told(),
            Self::Body(error) => return error.told(),
            Self::Merkle(error) => return error.told(),
        })
    }
}

impl Told for EvidenceError {
    fn told(&self) -> Telling {
        Telling::fault(match self {
            Self::TooLong(bytes) => Message::new("fault-evidence-long").with("n", *bytes),
            Self::Malformed(detail) => Message::new("fault-evidence-form").with("detail", *detail),
            Self::Checkpoint(error) => return error.told(),
            Self::Merkle(error) => return error.told(),
            Self::NoContradiction => Message::new("fault-evidence-none"),
        })
    }
}
