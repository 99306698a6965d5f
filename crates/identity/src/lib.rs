#![doc = include_str!("../README.md")]

mod actkey;
mod error;
mod identity;
mod officer;
mod password;
mod permission;
mod person;
mod session;
mod throttle;

pub use actkey::{ActFault, KnownKey, Unlocked, act_keys, check_act};
pub use error::{IdentityError, SignInError};
pub use identity::{Client, Identity, Policy, module};
pub use officer::Officer;
pub use password::{Cost, MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, TemporaryPassword, WeakPassword};
pub use permission::{
    Function, Incompatible, Permission, PermissionTable, Permissions, Role, TableError, VISITOR,
};
pub use person::{Factor, NewPerson, PasswordState, Person, PersonEdit};
pub use session::{Session, SignedIn, Who};
pub use throttle::Throttle;
