//! Sessions: who is signed in, since when, from where, and how they leave.

mod model;
mod sign_in;
pub(crate) mod store;

pub use model::{Session, SignedIn, Who};
