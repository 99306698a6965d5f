#![doc = include_str!("../README.md")]

mod answer;
pub mod bundle;
mod client;
mod contact;
mod cosign;
mod dial;
mod error;
mod exchange;
mod freeze;
mod gossip;
mod incident;
mod lacking;
mod ledger;
pub mod meter;
mod mirror;
mod packages;
mod pieces;
mod remembered;
mod server;
mod status;
pub mod tls;
pub mod wire;

pub use bundle::{BundleProgress, Exported, Imported};
pub use contact::ContactReport;
pub use cosign::{CLOCK_TOLERANCE, CosignRefusal, clock_rule};
pub use error::{BundleFault, MirrorError};
pub use incident::{Incident, IncidentKind};
pub use ledger::{BundleNote, module};
pub use mirror::{Mirror, Peer, Setup};
pub use remembered::{Remembered, remembered};
pub use server::Deadlines;
pub use status::{Lag, PeerStatus};
