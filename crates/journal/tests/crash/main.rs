//! Crashes, full disks, two processes, old images: nothing acknowledged is ever lost, and no history is ever signed
//! twice.

mod enumerate;
mod faults;
mod flips;
mod processes;
mod replicas;
mod restore;
mod world;
