//! What the tests of the whole house share: real nodes in folders of their own, a clock that a test moves, links
//! that can be cut, a browser that fills in forms, and the check that everything a node holds is sound.
//!
//! For tests only: the first surprise ends the test, with its place.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends at the first surprise")]

mod browser;
mod check;
mod databases;
mod html;
mod node;
mod process;
mod relay;
mod trio;

pub use browser::{Browser, Reply};
pub use check::{check_node, verify_dir};
pub use databases::{Databases, on_each_engine, postgres_server};
pub use html::{PageForm, forms, links, unescape, visible_text};
pub use node::TestNode;
pub use process::{Running, free_ports, run, run_with};
pub use relay::Relay;
pub use trio::{Plan, Trio};
