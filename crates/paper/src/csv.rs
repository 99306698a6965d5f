//! Comma-separated values, as a French spreadsheet opens them by a double click.

use crate::PaperError;
use crate::model::{Table, check};

/// The mark that tells a spreadsheet that the text is UTF-8.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula, and the apostrophe that shields it.
const SHIELDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.
/// [`unshielded`] takes it away.
pub(crate) fn shielded(text: &str) -> String {
    if text.starts_with(SHIELDED) { format!("'{text}") } else { text.to_owned() }
}

/// What [`shielded`] was given. An apostrophe that shields nothing stays.
pub(crate) fn unshielded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(SHIELDED) => rest,
        _ => text,
    }
}

/// The table as CSV: UTF-8 with a byte order mark, `;` between cells, every cell quoted, lines ended by CR LF
/// (RFC 4180), the titles first. A group row has its title in the first cell.
///
/// # Errors
/// [`PaperError`] when a row does not fit the columns.
pub fn csv(table: &Table) -> Result<Vec<u8>, PaperError> {
    check(&table.caption, &table.columns, &table.rows)?;
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .quote_style(::csv::QuoteStyle::Always)
        .terminator(::csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let fault = |error: ::csv::Error| PaperError::Csv(error.to_string());
    writer.write_record(table.columns.iter().map(|column| shielded(&column.title))).map_err(fault)?;
    for row in &table.rows {
        let missing = table.columns.len() - row.cells.len();
        let cells = row.cells.iter().map(|cell| shielded(&cell.text));
        writer.write_record(cells.chain(std::iter::repeat_n(String::new(), missing))).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| PaperError::Csv(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Row};

    #[test]
    fn nothing_in_a_cell_can_become_a_formula() {
        let row = Row::new(["=HYPERLINK(\"http://x\")", "+1", "-1", "@x", "\tx", "'a", "a;\"b\"\nc"]);
        let columns = (0..7).map(|n| Column::new(n.to_string(), 1)).collect();
        let table = Table { caption: String::new(), columns, rows: vec![row] };
        let text = String::from_utf8(csv(&table).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}\"0\";\"1\";\"2\";\"3\";\"4\";\"5\";\"6\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\";\"'+1\";\
             \"'-1\";\"'@x\";\"'\tx\";\"''a\";\"a;\"\"b\"\"\nc\"\r\n"
        );
    }

    #[test]
    fn a_shield_comes_off_as_it_went_on() {
        for text in ["", "x", "=1", "'", "''", "'=", "''=1", "\t", "-", "é"] {
            assert_eq!(unshielded(&shielded(text)), text, "{text:?}");
        }
        assert_eq!(unshielded("'abc"), "'abc", "an apostrophe of the text's own");
    }
}
