//! What a module brings to the house: its tables, and how records become rows of them.

use crate::{Migration, Record, Recorded, StorageError, Tx};
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

    /// Whether records of one of its kinds may be sealed to some members ([`Kind::may_be_sealed`]).
    ///
    /// A sealed record is folded when its body arrives: on some nodes long after records that follow it, on the nodes
    /// of other members never. So a projector that allows it keeps each record as a row and recomputes the state of
    /// the object from all its rows, in [`Order`](crate::Order).
    fn may_be_sealed(&self, kind: Kind) -> bool {
        kind.may_be_sealed()
    }

    /// Whether its author may have the text of a record of one of its kinds erased. `false` unless [`Projector::erased`]
    /// removes all that came of it.
    fn may_be_erased(&self, kind: Kind) -> bool {
        let _ = kind;
        false
    }

    /// Removes from the tables all that came of the text of a record: its rows, its words in the search, and what was
    /// computed from them.
    ///
    /// `record` is what remains: its place, kind, object, time. The tables afterwards must be those of a node on which
    /// the text never arrived, for that is what a rebuild makes; it is then called too, and finds nothing to remove.
    ///
    /// # Errors
    /// As [`Projector::project`].
    fn erased(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        let _ = (ctx, tx, record);
        Ok(())
    }
}
