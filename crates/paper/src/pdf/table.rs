//! Tables on pages: rows are kept whole where they fit a page, heads are repeated, a group stays with its first row.

use super::layout::{Flow, Ink, MARGIN, Style, Tone};
use super::tree::{Part, PartId};
use crate::PaperError;
use crate::model::{Cell, Row, Table};

/// White inside a cell, in points.
const PAD: f32 = 3.0;
const CELL: Style = Style { size: 8.0, bold: false, tone: Tone::Text };
const HEAD: Style = Style { size: 8.0, bold: true, tone: Tone::Text };
const CAPTION: Style = Style { size: 9.0, bold: true, tone: Tone::Text };

/// A cell cut in lines.
struct Set {
    x: f32,
    lines: Vec<String>,
    style: Style,
    part: Option<PartId>,
    link: Option<String>,
}

/// A row cut in lines.
struct SetRow {
    cells: Vec<Set>,
    tone: Option<Tone>,
}

impl SetRow {
    fn n_lines(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1)
    }

    fn height(&self) -> f32 {
        height_of(self.n_lines())
    }
}

fn height_of(lines: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a row has far fewer lines than a float counts exactly")]
    let lines = lines as f32;
    lines * CELL.leading() + 2.0 * PAD
}

/// A table while its rows are placed.
struct Frame {
    /// Left edge and width of each column.
    columns: Vec<(f32, f32)>,
    head: SetRow,
    rows: PartId,
}

impl Flow<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), PaperError> {
        let part = self.laid.tree.add(None, Part::Table(table.caption.clone()));
        let mut frame = self.frame(table, part);
        let first = table.rows.first().map_or(0.0, |row| self.set(&frame, row, None).height());
        // A caption that says the title again is kept for those who do not see the page: the table carries it.
        let lines = if table.caption.is_empty() || table.caption == self.title {
            Vec::new()
        } else {
            self.faces.bold.lines(&table.caption, CAPTION.size, self.inner())
        };
        let caption_height: f32 = lines.iter().map(|_| CAPTION.leading()).sum();
        self.room(caption_height + frame.head.height() + first.min(120.0) + 4.0)?;
        if !lines.is_empty() {
            // Read as the paragraph that announces the table; the table carries it as its summary too.
            let caption = self.laid.tree.add(None, Part::Paragraph);
            for line in lines {
                self.line(MARGIN, line, CAPTION, Some(caption), None);
                self.y += CAPTION.leading();
            }
            self.y += 3.0;
        }
        self.place(&frame.head, 0, usize::MAX);
        // From here on the head is only repeated for the eye.
        frame.head.cells.iter_mut().for_each(|cell| cell.part = None);
        for (at, row) in table.rows.iter().enumerate() {
            let next = table.rows.get(at + 1).filter(|_| row.is_group);
            let follows = next.map_or(0.0, |next| self.set(&frame, next, None).height().min(120.0));
            self.row(&frame, row, follows)?;
        }
        self.y += 8.0;
        Ok(())
    }

    fn frame(&mut self, table: &Table, part: PartId) -> Frame {
        let shares: f32 = table.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
        let mut x = MARGIN;
        let mut columns = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            let width = self.inner() * f32::from(column.share.max(1)) / shares;
            columns.push((x, width));
            x += width;
        }
        let head = self.laid.tree.add(Some(part), Part::Head);
        let row = self.laid.tree.add(Some(head), Part::Row);
        let mut cells = Vec::with_capacity(columns.len());
        for (column, (x, width)) in table.columns.iter().zip(&columns) {
            let part = self.laid.tree.add(Some(row), Part::ColumnHead);
            let lines = self.faces.bold.lines(&column.title, HEAD.size, (width - 2.0 * PAD).max(1.0));
            cells.push(Set { x: *x, lines, style: HEAD, part: Some(part), link: None });
        }
        let rows = self.laid.tree.add(Some(part), Part::Rows);
        Frame { columns, head: SetRow { cells, tone: Some(Tone::Head) }, rows }
    }

    /// The row in lines, as parts of `row` when one is given.
    fn set(&mut self, frame: &Frame, row: &Row, part: Option<PartId>) -> SetRow {
        if row.is_group {
            let width = self.inner() - 2.0 * PAD;
            let text = row.cells.first().map_or("", |cell| cell.text.as_str());
            let lines = self.faces.bold.lines(text, HEAD.size, width);
            let span = u32::try_from(frame.columns.len()).unwrap_or(u32::MAX);
            let part = part.map(|row| self.laid.tree.add(Some(row), Part::GroupHead(span)));
            let cell = Set { x: MARGIN, lines, style: HEAD, part, link: None };
            return SetRow { cells: vec![cell], tone: Some(Tone::Group) };
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        for (at, (cell, (x, width))) in row.cells.iter().zip(&frame.columns).enumerate() {
            cells.push(self.set_cell(cell, (*x, *width), at == 0, part));
        }
        SetRow { cells, tone: None }
    }

    fn set_cell(&mut self, cell: &Cell, (x, width): (f32, f32), first: bool, row: Option<PartId>) -> Set {
        let lines = self.faces.regular.lines(&cell.text, CELL.size, (width - 2.0 * PAD).max(1.0));
        let link = cell.address().map(str::to_owned);
        let kind = if first { Part::RowHead } else { Part::Cell };
        let part = row.map(|row| self.laid.tree.add(Some(row), kind));
        let part = match (&link, part) {
            (Some(_), Some(part)) => Some(self.laid.tree.add(Some(part), Part::Link)),
            _ => part,
        };
        let tone = if link.is_some() { Tone::Link } else { Tone::Text };
        Set { x, lines, style: Style { tone, ..CELL }, part, link }
    }

    fn row(&mut self, frame: &Frame, row: &Row, follows: f32) -> Result<(), PaperError> {
        let part = self.laid.tree.add(Some(frame.rows), Part::Row);
        let set = self.set(frame, row, Some(part));
        let whole_page = self.bottom() - MARGIN - frame.head.height();
        if set.height() <= whole_page {
            if self.room(set.height() + follows)? {
                self.place(&frame.head, 0, usize::MAX);
            }
            self.place(&set, 0, usize::MAX);
            return Ok(());
        }
        // Taller than a page: it goes on where the page ends.
        let mut from = 0;
        while from < set.n_lines() {
            if self.room(height_of(3))? {
                self.place(&frame.head, 0, usize::MAX);
            }
            let left = (self.bottom() - self.y - 2.0 * PAD) / CELL.leading();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines")]
            let fit = (left.max(1.0) as usize).min(set.n_lines() - from);
            self.place(&set, from, fit);
            from += fit;
        }
        Ok(())
    }

    /// Draws `count` lines of a row, from line `from`.
    fn place(&mut self, set: &SetRow, from: usize, count: usize) {
        let lines = set.n_lines().saturating_sub(from).min(count);
        let (height, width) = (height_of(lines), self.inner());
        let top = self.y;
        if let Some(tone) = set.tone {
            self.draw(Ink::Area { x: MARGIN, y: top, width, height, tone });
        }
        for cell in &set.cells {
            self.y = top + PAD;
            for line in cell.lines.iter().skip(from).take(lines) {
                self.line(cell.x + PAD, line.clone(), cell.style, cell.part, cell.link.clone());
                self.y += cell.style.leading();
            }
        }
        self.y = top + height;
        self.draw(Ink::Area { x: MARGIN, y: self.y - 0.25, width, height: 0.5, tone: Tone::Line });
    }
}
