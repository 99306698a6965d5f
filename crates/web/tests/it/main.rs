//! The shell's site, tried through its router as a browser would use it.

mod account;
mod browser;
mod components;
mod dress;
mod forms;
#[expect(dead_code, reason = "the gallery uses more of it")]
mod house;
mod people;
mod sign_in;
