//! What can go wrong with the database, in words an administrator can act on.

/// A failure of the database or of what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The database cannot be opened.
    #[error("cannot open the database {place}: {reason}")]
    Open {
        /// File or server, without password.
        place: String,
        /// The engine's own words.
        reason: String,
    },
    /// A database address that is neither a file nor a PostgreSQL URL.
    #[error(
        "“{0}” is not a database address: give a file, or postgres://user:password@host/database?schema=name"
    )]
    Url(String),
    /// Another process holds the database for longer than the waiting time.
    #[error("the database is busy: another process is writing; try again in a moment")]
    Busy,
    /// No room left where the database is.
    #[error("no room left on the volume of the database; free some space, nothing was lost")]
    Full,
    /// The link to the database server was cut.
    #[error("the link to the database server was cut: {0}")]
    Cut(String),
    /// A row would break a rule of the tables, or a value has no portable form.
    #[error("the tables refuse this: {0}")]
    Constraint(String),
    /// The engine refused a statement.
    #[error("the database refused a statement: {reason} (in: {statement})")]
    Sql {
        /// Beginning of the statement.
        statement: String,
        /// The engine's own words.
        reason: String,
    },
    /// One row was expected and none or several came.
    #[error("expected one row, found {found} (in: {statement})")]
    RowCount {
        /// Beginning of the statement.
        statement: String,
        /// How many rows came.
        found: usize,
    },
    /// No column of this name in the row.
    #[error("no column “{column}” in this row")]
    UnknownColumn {
        /// Name or position asked for.
        column: String,
    },
    /// A column holds another type than asked for.
    #[error("column “{column}” should hold {wanted}, it holds {found}")]
    Column {
        /// Name or position of the column.
        column: String,
        /// What was asked for.
        wanted: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// A column of a type that only one engine has.
    #[error(
        "column “{column}” has type {found}, which only one engine has: CAST it to INTEGER, REAL, TEXT or BLOB"
    )]
    UnsupportedColumn {
        /// Name of the column.
        column: String,
        /// The engine's name of the type.
        found: String,
    },
    /// A write was asked for inside a write of the same database: it would wait for itself.
    #[error("a write was started inside another write of the same database")]
    Nested,
    /// The database was opened for reading only.
    #[error("the database was opened for reading only")]
    ReadOnly,
    /// The database was made by a newer version of the program.
    #[error(
        "the database is newer than this program: it holds {module} version {found}, this program knows {known}; \
         install the newer program"
    )]
    Newer {
        /// The module.
        module: String,
        /// Version found in the database.
        found: u32,
        /// Newest version known here.
        known: u32,
    },
    /// A migration that was applied has since been edited.
    #[error("migration {module} {version} differs from the one applied to this database")]
    Changed {
        /// The module.
        module: String,
        /// The version.
        version: u32,
    },
    /// The migrations of a module are not numbered 1, 2, 3….
    #[error("the migrations of {module} must be numbered 1, 2, 3…: found {found}")]
    Numbering {
        /// The module.
        module: String,
        /// The number out of order.
        found: u32,
    },
    /// A table that no module declared, or a declared one that does not exist.
    #[error("table “{0}” must exist and be declared exactly once, as shared or as national")]
    Table(String),
    /// A record that may not be made: too long, or it would break the journal's format.
    #[error("this record cannot be made: {0}")]
    Record(String),
    /// The journal could not give what the fold needs.
    #[error("the journal cannot be read: {0}")]
    Journal(String),
}

impl StorageError {
    /// Whether the fault lies in the data (a foreign record that the tables refuse) and not in the machine:
    /// such a record is set aside as irregular and the fold goes on.
    pub(crate) const fn is_of_the_data(&self) -> bool {
        matches!(self, Self::Constraint(_) | Self::Column { .. } | Self::RowCount { .. } | Self::Record(_))
    }
}

/// First 200 characters of a statement, on one line.
pub(crate) fn beginning(statement: &str) -> String {
    let mut line = String::new();
    for word in statement.split_whitespace() {
        if line.len() + word.len() > 200 {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
