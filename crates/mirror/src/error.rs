//! What can go wrong in an exchange, one clear line each.

use liptako_journal::JournalError;
use liptako_journal::log::StoreError;
use liptako_storage::StorageError;

/// Why a contact, a message or a bundle failed. Nothing that was stored before is lost.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// No connection could be made.
    #[error("cannot reach {address}: {reason}")]
    Unreachable {
        /// The address that was dialled.
        address: String,
        /// The system's reason.
        reason: String,
    },
    /// This node has no address for the member: only the member can dial.
    #[error("no address is set for {0}: only that node can dial")]
    NoAddress(String),
    /// The TLS handshake failed.
    #[error("TLS failed: {0}")]
    Tls(String),
    /// The other side's key is not the one on its card, or it does not know ours.
    #[error("wrong key: {0}")]
    WrongKey(String),
    /// The other side does not speak this version.
    #[error("the other side does not speak liptako-mirror/1")]
    Protocol,
    /// The connection was cut, or stalled, in mid-work.
    #[error("connection cut: {0}")]
    Cut(String),
    /// The peer answered with a refusal.
    #[error("the peer refused (HTTP {status}): {line}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The peer's one line, made safe to print.
        line: String,
    },
    /// A length beyond its bound, refused before anything was allocated for it.
    #[error("{what} is longer than {limit} bytes")]
    TooLong {
        /// Which thing.
        what: &'static str,
        /// Its bound.
        limit: u64,
    },
    /// Bytes that do not follow the frozen text.
    #[error("{what} is malformed: {why}")]
    Malformed {
        /// Which thing.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The two nodes do not hold the same charter.
    #[error("the peer holds another charter (members, origins or rules differ)")]
    Charter,
    /// The journal of an origin is frozen because its author showed two histories.
    #[error("the journal of {0} is frozen: its author signed two histories")]
    Frozen(String),
    /// Not for this peer, or not here.
    #[error("{0} is not here for you")]
    NotHere(&'static str),
    /// No such path.
    #[error("no such path")]
    NoSuchPath,
    /// A format of the journal was broken.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The durable journal refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A file of a bundle or of the evidence folder could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// A bundle, or a part of one, that cannot be taken.
    #[error("bundle refused: {0}")]
    Bundle(#[from] BundleFault),
    /// A task of this node ended early: it is stopping.
    #[error("the node is stopping")]
    Stopping,
}

/// Why a bundle, or a part of one, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// No bundle for this node where one was looked for.
    #[error("no folder LPK1-…-{code}-… in {dir}")]
    NoneHere {
        /// Code of this node's member.
        code: String,
        /// Where it was looked for.
        dir: String,
    },
    /// The manifest is not signed by its sender, or not the lines of a bundle.
    #[error("manifest: {0}")]
    Manifest(String),
    /// The card of whoever signed it is not here.
    #[error("the card of its sender, {0}, is not here")]
    NoCard(String),
    /// It is sealed for another node.
    #[error("it is for {to}, this node is {me}")]
    ForAnother {
        /// Code of the member it is for.
        to: String,
        /// Code of this node's member.
        me: String,
    },
    /// A part has other bytes than its manifest says.
    #[error("the part is cut or damaged (SHA-256 differs)")]
    Damaged,
    /// A part does not open with this node's key.
    #[error("the part is not sealed for this node: {0}")]
    NotSealedForUs(String),
    /// A part could not be sealed for the receiver's key.
    #[error("cannot seal a part: {0}")]
    Sealing(String),
}

impl MirrorError {
    /// Names what is malformed and why.
    pub(crate) fn malformed(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Malformed { what, why: why.to_string() }
    }

    /// A file's failure.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), reason: error.to_string() }
    }

    /// The HTTP status that tells a peer so.
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::TooLong { .. } => 413,
            Self::Malformed { .. } => 400,
            Self::Charter | Self::Frozen(_) => 409,
            Self::NotHere(_) | Self::NoSuchPath => 404,
            Self::Journal(_) => 422,
            Self::Store(StoreError::Full(_) | StoreError::Stopped(_) | StoreError::Io { .. }) => 503,
            Self::Store(_) => 422,
            Self::Storage(_) | Self::Stopping | Self::File { .. } => 503,
            _ => 400,
        }
    }
}

/// A peer's line made safe for a log: printable, at most 300 characters.
pub(crate) fn printable(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(1200)]);
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peers_line_cannot_forge_log_lines() {
        assert_eq!(printable(b"no\nERROR all is lost\x1b[2J"), "no ERROR all is lost [2J");
        assert_eq!(printable(&[b'x'; 5000]).len(), 300);
    }
}
