//! The exchange with the peers: contacts and bundles.

use super::{Telling, Told};
use liptako_mirror::{BundleFault, Incident, IncidentKind, MirrorError};
use liptako_web::Message;

impl Told for MirrorError {
    fn told(&self) -> Telling {
        match self {
            Self::Journal(error) => error.told(),
            Self::Store(error) => error.told(),
            Self::Storage(error) => error.told(),
            Self::Bundle(fault) => fault.told(),
            Self::File { path, reason } => {
                Telling::failed(Message::new("fault-file").with("path", path).with("detail", reason))
            }
            Self::Unreachable { .. }
            | Self::NoAddress(_)
            | Self::Tls(_)
            | Self::WrongKey(_)
            | Self::Protocol
            | Self::Cut(_)
            | Self::Refused { .. }
            | Self::TooLong { .. }
            | Self::Malformed { .. }
            | Self::Charter
            | Self::Frozen(_)
            | Self::NotHere(_)
            | Self::NoSuchPath
            | Self::Stopping => Incident::from(self).told(),
        }
    }
}

impl Told for Incident {
    fn told(&self) -> Telling {
        let detail = self.detail.as_str();
        match self.kind {
            IncidentKind::Unreachable => {
                Telling::failed(Message::new("fault-peer-unreachable").with("detail", detail))
                    .hint(Message::new("fault-peer-unreachable-hint"))
            }
            IncidentKind::NoAddress => {
                Telling::failed(Message::new("fault-peer-no-address").with("code", detail))
            }
            IncidentKind::Tls => Telling::failed(Message::new("fault-peer-tls").with("detail", detail)),
            IncidentKind::WrongKey => Telling::fault(Message::new("fault-peer-key").with("detail", detail))
                .hint(Message::new("fault-peer-key-hint")),
            IncidentKind::Protocol => Telling::failed(Message::new("fault-peer-protocol"))
                .hint(Message::new("fault-peer-protocol-hint")),
            IncidentKind::Cut => Telling::failed(Message::new("fault-peer-cut").with("detail", detail)),
            IncidentKind::Refused => {
                Telling::failed(Message::new("fault-peer-refused").with("detail", detail))
            }
            IncidentKind::TooLong => Telling::fault(Message::new("fault-peer-long").with("detail", detail)),
            IncidentKind::Malformed => {
                Telling::fault(Message::new("fault-peer-malformed").with("detail", detail))
            }
            IncidentKind::Charter => Telling::fault(Message::new("fault-peer-charter"))
                .hint(Message::new("fault-peer-charter-hint")),
            IncidentKind::Frozen => Telling::fault(Message::new("fault-peer-frozen").with("origin", detail))
                .hint(Message::new("fault-fork-hint")),
            IncidentKind::NotHere => {
                Telling::failed(Message::new("fault-peer-not-here").with("detail", detail))
            }
            IncidentKind::Journal => Telling::fault(Message::new("fault-peer-format").with("detail", detail)),
            IncidentKind::Store => Telling::failed(Message::new("fault-journal").with("detail", detail)),
            IncidentKind::Storage => Telling::failed(Message::new("fault-db").with("detail", detail)),
            IncidentKind::File => Telling::failed(Message::new("fault-some-file").with("detail", detail)),
            IncidentKind::Bundle => Telling::fault(Message::new("fault-bundle").with("detail", detail)),
            IncidentKind::Stopping => Telling::failed(Message::new("fault-stopping")),
            IncidentKind::Unknown => Telling::failed(Message::new("fault-peer-other").with("detail", detail)),
        }
    }
}

impl Told for BundleFault {
    fn told(&self) -> Telling {
        match self {
            Self::NoneHere { code, dir } => {
                Telling::fault(Message::new("fault-bundle-none").with("code", code).with("path", dir))
                    .hint(Message::new("fault-bundle-none-hint"))
            }
            Self::Manifest(detail) => {
                Telling::fault(Message::new("fault-bundle-manifest").with("detail", detail))
            }
            Self::NoCard(code) => Telling::fault(Message::new("fault-bundle-no-card").with("code", code))
                .hint(Message::new("fault-bundle-no-card-hint")),
            Self::ForAnother { to, me } => {
                Telling::fault(Message::new("fault-bundle-for-another").with("to", to).with("me", me))
            }
            Self::Damaged => Telling::fault(Message::new("fault-bundle-damaged"))
                .hint(Message::new("fault-bundle-damaged-hint")),
            Self::NotSealedForUs(detail) => {
                Telling::fault(Message::new("fault-bundle-sealed").with("detail", detail))
                    .hint(Message::new("fault-bundle-sealed-hint"))
            }
            Self::Sealing(detail) => {
                Telling::failed(Message::new("fault-bundle-sealing").with("detail", detail))
            }
        }
    }
}
