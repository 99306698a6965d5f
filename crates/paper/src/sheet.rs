//! Sheets that somebody sends us, read within bounds: whatever the bytes, at most [`MAX_BYTES`] are looked at,
//! [`MAX_UNPACKED_BYTES`] are unpacked, and [`MAX_ROWS`] × [`MAX_COLUMNS`] cells of [`MAX_CELL`] characters are kept.
//!
//! Everything is text here: a cell that a spreadsheet turned into a number, a date or a truth is written back the way
//! a person would type it (`15`, `2021-03-30`, `true`). Each fault names the sheet, the row and the column.

use crate::csv::{BYTE_ORDER_MARK, unshielded};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes that a workbook may unpack to, all its parts together.
pub const MAX_UNPACKED_BYTES: u64 = 32 * 1024 * 1024;
/// Most parts of a workbook.
pub const MAX_PARTS: usize = 512;
/// Most rows of a sheet.
pub const MAX_ROWS: usize = 5_000;
/// Most columns of a sheet.
pub const MAX_COLUMNS: usize = 64;
/// Longest cell, in characters (the limit of a spreadsheet).
pub const MAX_CELL: usize = 32_767;

/// The cells of one sheet, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The sheet's name; empty for CSV, which has none.
    pub sheet: String,
    /// The rows that hold something, each with its number in the file, from 1. A row is as long as it was written.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_name(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        match (column / 26).checked_sub(1) {
            None => break,
            Some(next) => column = next,
        }
    }
    letters.iter().rev().collect()
}

/// Why a sheet cannot be read. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than 4 MiB")]
    TooLarge,
    /// Unpacks to more than [`MAX_UNPACKED_BYTES`], or has too many parts.
    #[error("the workbook unpacks to more than 32 MiB, or to more than {MAX_PARTS} parts")]
    TooLargeUnpacked,
    /// Not a workbook.
    #[error("this is not an XLSX workbook: {0}")]
    NotXlsx(String),
    /// A workbook without a sheet.
    #[error("the workbook has no sheet")]
    NoSheet,
    /// Not UTF-8.
    #[error("row {row}: the text is not UTF-8; save the sheet as “CSV UTF-8”")]
    NotUtf8 {
        /// Where the text stops being UTF-8.
        row: usize,
    },
    /// Not CSV.
    #[error("row {row}: this is not CSV: {message}")]
    NotCsv {
        /// The row.
        row: usize,
        /// What the reader says.
        message: String,
    },
    /// More than [`MAX_ROWS`].
    #[error("{}has more than {MAX_ROWS} rows", sheet_words(.sheet))]
    TooManyRows {
        /// The sheet.
        sheet: String,
    },
    /// More than [`MAX_COLUMNS`].
    #[error("{}row {row}: something stands in column {column}; at most {MAX_COLUMNS} columns are read", sheet_words(.sheet))]
    TooManyColumns {
        /// The sheet.
        sheet: String,
        /// The row.
        row: usize,
        /// The letters of the column.
        column: String,
    },
    /// Longer than [`MAX_CELL`].
    #[error("{}cell {cell}: longer than {MAX_CELL} characters", sheet_words(.sheet))]
    CellTooLong {
        /// The sheet.
        sheet: String,
        /// The cell: `B12`.
        cell: String,
    },
    /// A cell that shows an error, such as `#REF!`.
    #[error("{}cell {cell}: the spreadsheet shows the error {error} here", sheet_words(.sheet))]
    CellError {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// What the spreadsheet shows.
        error: String,
    },
}

fn sheet_words(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!("sheet “{sheet}”, ") }
}

fn cell_name(row: usize, column: usize) -> String {
    format!("{}{row}", column_name(column))
}

/// The first sheet of a workbook.
///
/// # Errors
/// [`SheetError`] with its place.
pub fn read_xlsx(bytes: &[u8]) -> Result<Grid, SheetError> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge);
    }
    unpacks_within_bounds(bytes)?;
    let not_xlsx = |error: calamine::XlsxError| SheetError::NotXlsx(short(&error.to_string()));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(not_xlsx)?;
    let sheet = workbook.sheet_names().first().cloned().ok_or(SheetError::NoSheet)?;
    // Cell by cell: a sheet whose only cells stand in two far corners must not become a full rectangle.
    let mut reader = workbook.worksheet_cells_reader(&sheet).map_err(not_xlsx)?;
    let sheet = short(&sheet);
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(not_xlsx)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize + 1, column as usize);
        let text = cell_text(cell.get_value()).map_err(|error| SheetError::CellError {
            sheet: sheet.clone(),
            cell: cell_name(row, column),
            error,
        })?;
        if text.is_empty() {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { sheet, row, column: column_name(column) });
        }
        if text.chars().count() > MAX_CELL {
            return Err(SheetError::CellTooLong { sheet, cell: cell_name(row, column) });
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() == MAX_ROWS {
                return Err(SheetError::TooManyRows { sheet });
            }
            if rows.last().is_some_and(|(last, _)| *last > row) {
                return Err(SheetError::NotXlsx(format!("row {row} stands after a later one")));
            }
            rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
    Ok(Grid { sheet, rows })
}

/// Unpacks every part once, counting, so that what reads the workbook next cannot be made to hold more.
fn unpacks_within_bounds(bytes: &[u8]) -> Result<(), SheetError> {
    let not_xlsx = |error: &dyn std::fmt::Display| SheetError::NotXlsx(short(&error.to_string()));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_xlsx(&error))?;
    if archive.len() > MAX_PARTS {
        return Err(SheetError::TooLargeUnpacked);
    }
    let mut left = MAX_UNPACKED_BYTES;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|error| not_xlsx(&error))?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|error| not_xlsx(&error))?;
        left = left.checked_sub(unpacked).ok_or(SheetError::TooLargeUnpacked)?;
    }
    Ok(())
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// A cell as a person would type it.
fn cell_text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(number),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(date) => number_text(date.as_f64()),
        Data::Error(error) => return Err(error.to_string()),
    })
}

/// `15`, not `15.0`; what is not whole keeps its decimals.
fn number_text(number: f64) -> String {
    format!("{number}")
}

/// A comma-separated file: UTF-8, with or without a byte order mark; `;`, `,` or tabs between cells, whichever the
/// first line has most of outside quotes.
///
/// # Errors
/// [`SheetError`] with its place.
pub fn read_csv(bytes: &[u8]) -> Result<Grid, SheetError> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| SheetError::NotUtf8 {
        row: bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1,
    })?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut row = 0;
    for record in reader.records() {
        row += 1;
        let record =
            record.map_err(|error| SheetError::NotCsv { row, message: short(&error.to_string()) })?;
        row += record.position().map_or(0, |place| empty_lines(text, place.byte()));
        let Some(last) =
            record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| at).last()
        else {
            continue;
        };
        let used = last + 1;
        let sheet = String::new();
        if used > MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { sheet, row, column: column_name(used - 1) });
        }
        if rows.len() == MAX_ROWS {
            return Err(SheetError::TooManyRows { sheet });
        }
        if let Some(column) = record.iter().position(|cell| cell.chars().count() > MAX_CELL + 1) {
            return Err(SheetError::CellTooLong { sheet, cell: cell_name(row, column) });
        }
        rows.push((row, record.iter().take(used).map(|cell| unshielded(cell).to_owned()).collect()));
    }
    Ok(Grid { sheet: String::new(), rows })
}

/// How many empty lines stand where a record begins: the reader passes over them, a spreadsheet counts them.
fn empty_lines(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let (before, after) = (text.get(..from).unwrap_or(text), text.get(from..).unwrap_or_default());
    // The second half of the line end of the record before.
    let after = if before.ends_with('\r') { after.strip_prefix('\n').unwrap_or(after) } else { after };
    let run = &after[..after.len() - after.trim_start_matches(['\r', '\n']).len()];
    run.replace("\r\n", "\n").len()
}

/// What stands between the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0u32), (b'\t', 0), (b',', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            byte => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // Where two are tied, the one that stands less often in a text.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(sign, _)| *sign)
}
