//! One error for callers that do not care which format was at fault.

/// Anything the journal refuses.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// A tree or a proof.
    #[error(transparent)]
    Merkle(#[from] crate::merkle::MerkleError),
    /// An entry.
    #[error(transparent)]
    Entry(#[from] crate::entry::EntryError),
    /// A note or a key.
    #[error(transparent)]
    Note(#[from] crate::note::NoteError),
    /// A checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] crate::checkpoint::CheckpointError),
    /// A body or a chunk.
    #[error(transparent)]
    Body(#[from] crate::body::BodyError),
    /// A tile, a bundle or its name.
    #[error(transparent)]
    Tile(#[from] crate::tile::TileError),
    /// A package.
    #[error(transparent)]
    Package(#[from] crate::package::PackageError),
    /// Evidence.
    #[error(transparent)]
    Evidence(#[from] crate::evidence::EvidenceError),
    /// A card.
    #[error(transparent)]
    Card(#[from] crate::card::CardError),
    /// A node's keys.
    #[error(transparent)]
    Keys(#[from] crate::keys::KeysError),
    /// The journal on disk.
    #[error(transparent)]
    Store(#[from] crate::log::StoreError),
}
