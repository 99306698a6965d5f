//! The whole house: three real nodes, their pages, their commands and their processes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what these tests share fails as a test fails")]

mod advisories;
mod cases;
mod cli;
mod clocks;
mod copies;
mod cuts;
mod evidence;
mod files;
mod guide;
mod journey;
mod laws;
mod pages;
mod permissions;
mod practices;
mod processes;
mod program;
mod sealed;
mod settings;
mod steps;
mod strangers;
