//! People: who has an account at this authority.

mod account;
mod model;
pub(crate) mod store;

pub use model::{Factor, NewPerson, PasswordState, Person, PersonEdit};
pub(crate) use model::{Login, valid_name};
