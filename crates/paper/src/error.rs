//! Why a paper cannot be written.

/// Why a paper or a sheet cannot be written. Nothing half-written is ever handed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A row has another number of cells than the table has columns.
    #[error("the table “{caption}” has {columns} columns, and a row of {cells} cells")]
    Cells {
        /// The caption of the table.
        caption: String,
        /// How many columns it has.
        columns: usize,
        /// How many cells the row has.
        cells: usize,
    },
    /// A table without columns.
    #[error("the table “{0}” has no columns")]
    NoColumns(String),
    /// Larger than a format can hold, or than anybody should print.
    #[error("too much for one file: {0}")]
    TooLarge(String),
    /// The PDF could not be made.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
    /// The text document could not be made.
    #[error("the text document could not be made: {0}")]
    Docx(String),
    /// The workbook could not be made.
    #[error("the workbook could not be made: {0}")]
    Xlsx(String),
    /// The comma-separated file could not be made.
    #[error("the CSV file could not be made: {0}")]
    Csv(String),
}
