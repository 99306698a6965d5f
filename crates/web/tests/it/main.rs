//! The shell's site, tried through its router as a browser would use it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod browser;
mod components;
mod dress;
mod forms;
mod front;
mod house;
mod people;
mod sign_in;
mod vocabulary;
