#![doc = include_str!("../README.md")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends at the first surprise")]

mod base;
mod browser;
mod charter;
mod node;
mod trio;
mod world;

pub use base::{Base, on_each_engine, on_one_engine};
pub use browser::{Browser, Upload};
pub use charter::{APDP, CIL, HAPDP, charter};
pub use node::{NOON, Node, PASSWORD, PEOPLE, Program};
pub use trio::Trio;
pub use world::{OFFICERS, Page, Pen, World, officer};
