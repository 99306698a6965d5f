//! What a module brings to the house: its tables, and how records become rows of them.

use crate::{Migration, Record, StorageError, Tx};
use liptako_core::{Charter, Kind, MemberIndex};

/// A module's tables and projectors.
#[derive(Default)]
pub struct Module {
    /// Short name, the same in its migrations.
    pub name: &'static str,
    /// Steps 1, 2, 3… of its tables.
    pub migrations: &'static [Migration],
    /// Tables that projectors fill from records: emptied by a rebuild, equal on every node. A table that
    /// refers to another comes after it. They hold no floating point.
    pub shared_tables: &'static [&'static str],
    /// Tables of national data, which never enters the journal: in backups, never in a rebuild. A table that
    /// refers to another comes after it.
    pub national_tables: &'static [&'static str],
    /// The functions that fold records into the shared tables.
    pub projectors: Vec<Box<dyn Projector>>,
}

/// What a projector may know besides the tables and the record: nothing that differs from a rebuild.
#[derive(Clone, Copy)]
pub struct ProjectCtx<'a> {
    /// Members and rules.
    pub charter: &'a Charter,
    /// The member whose node this is. A projector must not let the shared tables depend on it.
    pub me: MemberIndex,
}

/// Folds records of some kinds into a module's shared tables.
///
/// The same function runs on every node, on each record once, in some causal order: a record comes after all
/// that its author had seen. Concurrent records come in different orders on different nodes, so a projector
/// must give the same tables for every causal order: insert facts keyed by (origin, index), then recompute what
/// derives from them, breaking ties by [`Order`](crate::Order).
///
/// It has no clock, no chance, and reads shared tables only.
pub trait Projector: Send + Sync {
    /// The kinds it wants. A kind may have several projectors; they run in the order of the modules.
    fn kinds(&self) -> &'static [Kind];

    /// Folds one record.
    ///
    /// A record from elsewhere that breaks a rule is not an error: mark it with
    /// [`irregular`](crate::irregular) and return `Ok`.
    ///
    /// # Errors
    /// [`StorageError`] of the tables. When the fault is the record's (a constraint, an unreadable value) its
    /// rows are taken back, the record is marked `projection-failed`, and the fold goes on.
    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError>;
}
