//! Act keys: with them an officer signs what binds the authority.
//!
//! The secret half rests here, sealed under the officer's password; the public half is told to every authority by a
//! record in this authority's journal, with the officer's name and function. Which keys *should* be known follows
//! from the accounts; [`Identity::publish_keys`](crate::Identity::publish_keys) records whatever is missing, so a cut
//! between the two loses nothing.

mod publish;
mod record;
mod seal;
pub(crate) mod store;
mod unlock;

pub use record::{ActFault, ActKeys, KnownKey, act_keys, check_act};
pub use unlock::Unlocked;
