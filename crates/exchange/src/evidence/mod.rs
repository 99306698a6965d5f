//! Exhibits of an inspection, sealed so that any change shows.
//!
//! A folder is read where it lies, on any machine, without a network: the **manifest** names every file with its length,
//! its time and the root of a hash tree over its blocks, and one root over all of it. Months later the same folder is
//! read again: what changed is named, down to the block of 64 KiB. The manifest alone proves nothing about *when*: so an
//! officer records its hash in the authority's journal, and the first cosignature of a peer says by when it existed.

mod act;
mod compare;
pub mod demo;
mod folder;
mod manifest;
mod paper;
mod project;
mod proof;
mod record;
mod store;
pub mod web;

pub use act::{EvidenceError, record_seal};
pub use compare::{Altered, Found, Report, Span, compare};
pub use folder::{
    BLOCKS_FILE, FolderFault, MANIFEST_FILE, PROOF_FILE, Progress, Sealing, read_seal, seal_folder,
    verify_folder,
};
pub use manifest::{
    BLOCK_BYTES, Content, Exhibit, Fingerprint, MAX_EXHIBITS, MAX_MANIFEST_BYTES, Manifest, ManifestFault,
    ManifestProblem, blocks_of,
};
pub use project::{EvidenceProjector, Irregularity};
pub use proof::{Established, EvidenceProof, EvidenceProofError};
pub use record::{RecordError, Seal, decode_seal, encode_seal};
pub use store::{SealLine, list, seal_at, seals_of};
pub use web::problem_key;
