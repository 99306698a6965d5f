//! The database, the road of records and the backups.

use super::{Telling, Told, file, shown};
use crate::exit::Code;
use liptako_storage::backup::BackupError;
use liptako_storage::{RoadError, StorageError};
use liptako_web::Message;

impl Told for StorageError {
    fn told(&self) -> Telling {
        match self {
            Self::Open { place, reason } => {
                Telling::failed(Message::new("cmd-no-database").with("place", place).with("reason", reason))
                    .hint(Message::new("cmd-no-database-hint"))
            }
            Self::Url(text) => Telling::usage(Message::new("fault-db-url").with("text", text))
                .hint(Message::new("fault-db-url-hint")),
            Self::Busy => {
                Telling::failed(Message::new("fault-db-busy")).hint(Message::new("fault-db-busy-hint"))
            }
            Self::Full => {
                Telling::failed(Message::new("fault-db-full")).hint(Message::new("fault-full-hint"))
            }
            Self::Cut(detail) => Telling::failed(Message::new("fault-db-cut").with("detail", detail))
                .hint(Message::new("fault-db-cut-hint")),
            Self::Newer { module, found, known } => {
                let what = Message::new("fault-db-newer")
                    .with("module", module)
                    .with("found", *found)
                    .with("known", *known);
                Telling::failed(what).hint(Message::new("fault-db-newer-hint"))
            }
            Self::Changed { module, version } => Telling::fault(
                Message::new("fault-db-changed").with("module", module).with("version", *version),
            )
            .hint(Message::new("fault-db-changed-hint")),
            Self::ReadOnly => Telling::failed(Message::new("fault-db-read-only")),
            Self::Journal(detail) => {
                Telling::fault(Message::new("fault-journal-read").with("detail", detail))
                    .hint(Message::new("fault-damaged-hint"))
            }
            Self::Record(detail) => Telling::failed(Message::new("fault-record").with("detail", detail)),
            Self::Constraint(_)
            | Self::Sql { .. }
            | Self::RowCount { .. }
            | Self::UnknownColumn { .. }
            | Self::Column { .. }
            | Self::UnsupportedColumn { .. }
            | Self::Nested
            | Self::Numbering { .. }
            | Self::Table(_) => Telling::failed(defect(self)).hint(Message::new("fault-unforeseen-hint")),
        }
    }
}

/// What only a defect of the program, or a hand in the tables, can bring.
fn defect(error: &StorageError) -> Message {
    match error {
        StorageError::Constraint(detail) => Message::new("fault-db-constraint").with("detail", detail),
        StorageError::Sql { statement, reason } => {
            Message::new("fault-db-statement").with("detail", format!("{reason} — {statement}"))
        }
        StorageError::RowCount { statement, found } => {
            Message::new("fault-db-rows").with("found", *found).with("detail", statement)
        }
        StorageError::UnknownColumn { column } => Message::new("fault-db-no-column").with("column", column),
        StorageError::Column { column, wanted, found } => Message::new("fault-db-column")
            .with("column", column)
            .with("detail", format!("{found}, {wanted}")),
        StorageError::UnsupportedColumn { column, found } => {
            Message::new("fault-db-column").with("column", column).with("detail", found)
        }
        StorageError::Numbering { module, found } => {
            Message::new("fault-db-numbering").with("module", module).with("found", *found)
        }
        StorageError::Table(table) => Message::new("fault-db-table").with("table", table),
        StorageError::Nested => Message::new("fault-db-nested"),
        other => Message::new("fault-unforeseen").with("detail", other.to_string()),
    }
}

impl<E: Told> Told for RoadError<E> {
    fn told(&self) -> Telling {
        match self {
            Self::Rule(refusal) => refusal.told(),
            Self::Recovering(_) => Telling::new(Code::Recovering, Message::new("fault-recovering"))
                .hint(Message::new("fault-lease-hint")),
            Self::Journal(detail) => {
                Telling::failed(Message::new("fault-not-recorded").with("detail", detail))
                    .hint(Message::new("fault-not-recorded-hint"))
            }
            Self::Storage(error) => error.told(),
            Self::Behind => {
                Telling::failed(Message::new("fault-behind")).hint(Message::new("fault-later-hint"))
            }
            Self::Panicked => {
                Telling::failed(Message::new("fault-panicked")).hint(Message::new("fault-unforeseen-hint"))
            }
            Self::Closed => {
                Telling::failed(Message::new("fault-stopping")).hint(Message::new("fault-later-hint"))
            }
        }
    }
}

impl Told for BackupError {
    fn told(&self) -> Telling {
        match self {
            Self::Io { path, error } => file(path, error),
            Self::Occupied(path) => Telling::usage(Message::new("init-not-empty").with("dir", shown(path))),
            Self::Manifest { path, reason } => {
                let what =
                    Message::new("fault-backup-manifest").with("path", shown(path)).with("detail", reason);
                Telling::fault(what).hint(Message::new("fault-backup-manifest-hint"))
            }
            Self::Damaged { path, reason } => {
                let what =
                    Message::new("fault-backup-damaged").with("path", shown(path)).with("detail", reason);
                Telling::fault(what).hint(Message::new("fault-backup-damaged-hint"))
            }
            Self::DatabaseInUse(place) => {
                Telling::usage(Message::new("fault-backup-database").with("place", place))
                    .hint(Message::new("fault-backup-database-hint"))
            }
            Self::Verify(detail) => {
                Telling::fault(Message::new("fault-backup-verify").with("detail", detail))
                    .hint(Message::new("fault-backup-damaged-hint"))
            }
            Self::Storage(error) => error.told(),
        }
    }
}
