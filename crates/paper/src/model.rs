//! What a paper is made of. Plain values: everything that could vary, the date included, is given.

use crate::PaperError;
use liptako_core::Lang;

/// Most characters of a sheet's name (the limit of the format).
const MAX_SHEET_NAME: usize = 31;

/// A paper as people read it: a title, who issues it and when, then blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The title, once, at the head.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// The language of the whole text.
    pub lang: Lang,
    /// Who issues it.
    pub publisher: String,
    /// The date as printed: `24 novembre 2026`.
    pub date: String,
    /// Whether the sheet lies on its side, for wide tables.
    pub landscape: bool,
    /// Small print at the end.
    pub notice: Option<String>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, of level 1 to 3; another level is taken for the nearest.
    Heading(u8, String),
    /// A paragraph; `\n` begins a line.
    Paragraph(String),
    /// Items, one below the other.
    List(Vec<String>),
    /// Names and what they are, two by two.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A remark, in smaller letters.
    Note(String),
}

/// A table with a caption and headed columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns: at least one.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns; a group row may have one cell only.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub title: String,
    /// Its width beside the others: a column of share 2 is twice as wide as one of share 1. 0 is taken for 1.
    pub share: u16,
}

impl Column {
    /// A column of this width.
    pub fn new(title: impl Into<String>, share: u16) -> Self {
        Self { title: title.into(), share }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether its first cell is a heading across the table.
    pub is_group: bool,
}

impl Row {
    /// A row of these cells.
    pub fn new(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), is_group: false }
    }

    /// A heading across the table.
    pub fn group(title: impl Into<String>) -> Self {
        Self { cells: vec![Cell::from(title.into())], is_group: true }
    }
}

/// A cell; `\n` begins a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads: an absolute `https:` or `http:` address. Anything else is left aside.
    pub link: Option<String>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, link: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Cell {
    /// The address, if it is one that a reader may follow.
    pub(crate) fn address(&self) -> Option<&str> {
        let link = self.link.as_deref()?;
        let is_web = link.starts_with("https://") || link.starts_with("http://");
        // Excel refuses longer ones; control characters have no place in an address.
        (is_web && link.chars().count() <= 2_000 && !link.chars().any(char::is_control)).then_some(link)
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name, on the tab.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl From<&Table> for Sheet {
    /// The same rows under the same heads. The name is the caption, as far as a tab can hold it.
    fn from(table: &Table) -> Self {
        Self { name: sheet_name(&table.caption), columns: table.columns.clone(), rows: table.rows.clone() }
    }
}

/// A name that every program takes for a tab: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at the
/// ends.
pub(crate) fn sheet_name(text: &str) -> String {
    let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c };
    let name: String = text.chars().map(plain).take(MAX_SHEET_NAME).collect();
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        "Liptako".to_owned()
    } else {
        name.to_owned()
    }
}

/// Refuses a table whose rows do not fit its columns.
pub(crate) fn check(caption: &str, columns: &[Column], rows: &[Row]) -> Result<(), PaperError> {
    if columns.is_empty() {
        return Err(PaperError::NoColumns(caption.to_owned()));
    }
    let fits = |row: &&Row| row.cells.len() == columns.len() || (row.is_group && row.cells.len() == 1);
    match rows.iter().find(|row| !fits(row)) {
        None => Ok(()),
        Some(row) => Err(PaperError::Cells {
            caption: caption.to_owned(),
            columns: columns.len(),
            cells: row.cells.len(),
        }),
    }
}
