//! What ended a contact early, as the ledger keeps it: a stable name, which pages put into the reader's language,
//! and the technical words behind it.

use crate::MirrorError;
use std::fmt;

/// What ended a contact early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Which kind of failure it was.
    pub kind: IncidentKind,
    /// What the system or the peer said, in technical English; may be empty.
    pub detail: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of failure. The names are kept in databases and given to scripts: they do not change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum IncidentKind {
            $($(#[$doc])* $kind,)*
        }

        impl IncidentKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its stable name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// No connection could be made.
    Unreachable = "unreachable",
    /// No address is set for it.
    NoAddress = "no-address",
    /// The TLS handshake failed.
    Tls = "tls",
    /// A key is not the one on its card.
    WrongKey = "wrong-key",
    /// Another protocol is spoken.
    Protocol = "protocol",
    /// The connection was cut or stalled.
    Cut = "cut",
    /// The peer answered with a refusal.
    Refused = "refused",
    /// Something is longer than its bound.
    TooLong = "too-long",
    /// Bytes do not follow the protocol.
    Malformed = "malformed",
    /// The charters differ.
    Charter = "charter",
    /// A journal is frozen.
    Frozen = "frozen",
    /// Something asked for is not there.
    NotHere = "not-here",
    /// A signed format was broken.
    Journal = "journal",
    /// This node's journals refused.
    Store = "store",
    /// This node's database refused.
    Storage = "storage",
    /// A file of this node refused.
    File = "file",
    /// A bundle was refused.
    Bundle = "bundle",
    /// The node was stopping.
    Stopping = "stopping",
    /// Noted by another version of the program.
    Unknown = "unknown",
}

impl Incident {
    /// Reads what [`fmt::Display`] writes; what another version wrote is of the kind `Unknown`, with its whole text.
    pub fn parse(text: &str) -> Self {
        let (name, detail) = text.split_once(':').unwrap_or((text, ""));
        match IncidentKind::ALL.iter().find(|kind| kind.name() == name) {
            Some(kind) => Self { kind: *kind, detail: detail.trim_start().to_owned() },
            None => Self { kind: IncidentKind::Unknown, detail: text.to_owned() },
        }
    }
}

impl fmt::Display for Incident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

impl From<&MirrorError> for Incident {
    fn from(error: &MirrorError) -> Self {
        use MirrorError as E;
        let (kind, detail) = match error {
            E::Unreachable { address, reason } => (IncidentKind::Unreachable, format!("{address}: {reason}")),
            E::NoAddress(code) => (IncidentKind::NoAddress, code.clone()),
            E::Tls(reason) => (IncidentKind::Tls, reason.clone()),
            E::WrongKey(reason) => (IncidentKind::WrongKey, reason.clone()),
            E::Protocol => (IncidentKind::Protocol, String::new()),
            E::Cut(reason) => (IncidentKind::Cut, reason.clone()),
            E::Refused { status, line } => (IncidentKind::Refused, format!("HTTP {status}: {line}")),
            E::TooLong { what, limit } => (IncidentKind::TooLong, format!("{what}, {limit} bytes")),
            E::Malformed { what, why } => (IncidentKind::Malformed, format!("{what}: {why}")),
            E::Charter => (IncidentKind::Charter, String::new()),
            E::Frozen(origin) => (IncidentKind::Frozen, origin.clone()),
            E::NotHere(what) => (IncidentKind::NotHere, (*what).to_owned()),
            E::NoSuchPath => (IncidentKind::NotHere, "path".to_owned()),
            E::Journal(error) => (IncidentKind::Journal, error.to_string()),
            E::Store(error) => (IncidentKind::Store, error.to_string()),
            E::Storage(error) => (IncidentKind::Storage, error.to_string()),
            E::File { path, reason } => (IncidentKind::File, format!("{path}: {reason}")),
            E::Bundle(fault) => (IncidentKind::Bundle, fault.to_string()),
            E::Stopping => (IncidentKind::Stopping, String::new()),
        };
        Self { kind, detail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_incident_is_read_back_from_the_ledger() {
        for kind in IncidentKind::ALL {
            for detail in ["", "127.0.0.1:9: no route: at all"] {
                let incident = Incident { kind: *kind, detail: detail.to_owned() };
                assert_eq!(Incident::parse(&incident.to_string()), incident);
            }
        }
    }

    #[test]
    fn what_another_version_noted_is_kept_whole() {
        let text = "cannot reach 127.0.0.1:9: refused";
        let expected = Incident { kind: IncidentKind::Unknown, detail: text.to_owned() };
        assert_eq!(Incident::parse(text), expected);
    }
}
