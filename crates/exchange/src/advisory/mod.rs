//! Advisories (*alertes*): warnings about threats and breaches, marked with the Traffic Light Protocol 2.0.
//!
//! The marking decides who reads, and is enforced by types: a version can be handed on only by way of
//! [`PublicVersion`](model::PublicVersion) or [`SectorVersion`](model::SectorVersion), which a stricter marking never
//! gives. The rules that every node applies are [`fold`]; what officers do is [`act`].

pub mod act;
pub mod demo;
pub mod export;
pub mod fold;
pub mod formats;
pub mod import;
pub mod indicator;
mod json;
pub mod marking;
pub mod misp;
pub mod model;
mod paper;
mod project;
pub mod readers;
pub mod record;
#[cfg(test)]
mod samples;
pub mod stix;
pub mod store;
pub mod web;

pub use json::{Json, JsonFault, MAX_BYTES};
pub use project::AdvisoryProjector;
