//! Crashes, full disks, two processes, old images: nothing acknowledged is ever lost, and no history is ever signed
//! twice.

#![expect(clippy::unwrap_used, reason = "what these tests share fails as a test fails")]

mod enumerate;
mod erase;
mod faults;
mod flips;
mod processes;
mod replicas;
mod restore;
mod world;
