//! Sheets that somebody sends us, read within bounds.

/// The cells of one sheet, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The sheet's name; empty for CSV, which has none.
    pub sheet: String,
    /// The rows, the first one being row 1 of the file; each as long as it was written.
    pub rows: Vec<Vec<String>>,
}
