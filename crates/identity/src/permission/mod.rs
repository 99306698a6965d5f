//! Who may do what: permissions, roles and functions, read from a table that is data.

mod model;
mod table;

pub use model::{Permission, Permissions};
pub use table::{Function, Incompatible, PermissionTable, Role, TableError, VISITOR};
