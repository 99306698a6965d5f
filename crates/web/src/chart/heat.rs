//! A heat map: rows and columns, and in each cell a colour, a mark and a few words.

use super::scale::wrapped;
use crate::html::{Html, escape};
use std::fmt::Write;

/// How hot a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heat {
    /// Nothing can be said: drawn hollow, with a broken edge.
    Unknown,
    /// Nothing to worry about.
    Calm,
    /// A little.
    Mild,
    /// Much.
    Hot,
    /// Most.
    Grave,
}

impl Heat {
    /// Every heat, in order.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::Calm, Self::Mild, Self::Hot, Self::Grave];

    /// Its class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Unknown => "h-none",
            Self::Calm => "h0",
            Self::Mild => "h1",
            Self::Hot => "h2",
            Self::Grave => "h3",
        }
    }

    /// How many strokes it bears: told without its colour.
    const fn strokes(self) -> i32 {
        match self {
            Self::Unknown | Self::Calm => 0,
            Self::Mild => 1,
            Self::Hot => 2,
            Self::Grave => 3,
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatCell {
    /// Its colour and strokes.
    pub heat: Heat,
    /// The figure or mark in it, of some six characters.
    pub mark: String,
    /// A few smaller words under it; none when empty.
    pub more: String,
    /// What a pointer over it reads.
    pub title: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// Its cells; none where rows and columns do not meet.
    pub cells: Vec<Option<HeatCell>>,
}

/// A heat map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatMap {
    /// What it shows: its name for those who do not see it.
    pub label: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// Width and height of a cell: three of them fit the narrowest telephone.
const CELL: (i32, i32) = (70, 36);
/// From one line of words to the next.
const LINE: i32 = 15;
/// Most lines of a column's name, and of a row's.
const LINES: (usize, usize) = (4, 3);
/// About the width of a letter.
const LETTER: i32 = 7;
/// Under a row.
const GAP: i32 = 6;

impl HeatMap {
    /// Draws it at its own size, in units of a pixel, each row's name above its cells: put it where it can be
    /// scrolled.
    pub fn draw(&self) -> Html {
        let width = CELL.0 * whole(self.columns.len()).max(3);
        let heads: Vec<_> = self.columns.iter().map(|name| wrapped(name, 10, LINES.0)).collect();
        let head_lines = heads.iter().map(Vec::len).max().unwrap_or(0);
        let letters = usize::try_from(width / LETTER).unwrap_or(0);
        let names: Vec<_> = self.rows.iter().map(|row| wrapped(&row.label, letters, LINES.1)).collect();
        let top = LINE * whole(head_lines) + 12;
        let row_height = |name: &Vec<String>| LINE * whole(name.len()) + CELL.1 + GAP;
        let height = top + names.iter().map(row_height).sum::<i32>();
        let mut svg = format!(
            "<svg class=\"heat\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{}\">",
            escape(&self.label)
        );
        for (place, lines) in heads.iter().enumerate() {
            let x = CELL.0 * whole(place) + CELL.0 / 2;
            let first = top - 14 - LINE * (whole(lines.len()) - 1);
            text_lines(&mut svg, "head", x, first, lines);
        }
        let mut y = top;
        for (row, name) in self.rows.iter().zip(&names) {
            text_lines(&mut svg, "name", 2, y + LINE - 4, name);
            let cells = y + LINE * whole(name.len());
            for (column, cell) in row.cells.iter().enumerate() {
                if let Some(cell) = cell {
                    cell.draw(&mut svg, CELL.0 * whole(column), cells);
                }
            }
            y += row_height(name);
        }
        svg.push_str("</svg>");
        Html::trusted(svg)
    }
}

impl HeatCell {
    fn draw(&self, svg: &mut String, x: i32, y: i32) {
        let (middle, class) = (x + CELL.0 / 2, self.heat.class());
        let _ = write!(svg, "<g class=\"{class}\">");
        if !self.title.is_empty() {
            let _ = write!(svg, "<title>{}</title>", escape(&self.title));
        }
        let (width, height) = (CELL.0 - 4, CELL.1 - 4);
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>",
            x + 2,
            y + 2
        );
        let line = if self.more.is_empty() { y + 23 } else { y + 16 };
        let _ = write!(svg, "<text x=\"{middle}\" y=\"{line}\">{}</text>", escape(&self.mark));
        if !self.more.is_empty() {
            let _ = write!(
                svg,
                "<text class=\"more\" x=\"{middle}\" y=\"{}\">{}</text>",
                y + 29,
                escape(&self.more)
            );
        }
        if self.heat.strokes() > 0 {
            let strokes: Vec<String> =
                (0..self.heat.strokes()).map(|n| format!("M{} {}v6", x + 8 + 4 * n, y + 6)).collect();
            let _ = write!(svg, "<path d=\"{}\"/>", strokes.concat());
        }
        svg.push_str("</g>");
    }
}

fn text_lines(svg: &mut String, class: &str, x: i32, first: i32, lines: &[String]) {
    for (place, line) in lines.iter().enumerate() {
        let y = first + LINE * whole(place);
        let _ = write!(svg, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(line));
    }
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(label: &str) -> HeatMap {
        let cell =
            |heat| Some(HeatCell { heat, mark: label.into(), more: label.into(), title: label.into() });
        HeatMap {
            label: label.into(),
            columns: vec![label.into(), "B".into()],
            rows: vec![
                HeatRow { label: label.into(), cells: vec![cell(Heat::Grave), None] },
                HeatRow { label: "Two".into(), cells: vec![cell(Heat::Unknown), cell(Heat::Mild)] },
            ],
        }
    }

    #[test]
    fn every_cell_lies_inside_and_bears_strokes_beside_its_colour() {
        let svg = map("One").draw().to_string();
        // A line of names and one of cells, twice, under one line of heads.
        assert!(svg.contains("width=\"210\" height=\"141\" viewBox=\"0 0 210 141\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 3);
        assert!(svg.contains("x=\"72\" y=\"101\" width=\"66\" height=\"32\""), "{svg}");
        let strokes: Vec<usize> = svg
            .split("<path d=\"")
            .skip(1)
            .map(|path| path.split('"').next().unwrap().matches('M').count())
            .collect();
        assert_eq!(strokes, [3, 1], "none where nothing is known");
    }

    #[test]
    fn foreign_words_cannot_break_out_of_the_drawing() {
        let svg = map("</text><script>\"&'").draw().to_string();
        assert!(!svg.contains("<script>") && !svg.contains("\"&'"), "{svg}");
    }

    #[test]
    fn a_map_of_nothing_is_still_a_drawing() {
        let empty = HeatMap { label: "Rien".into(), columns: vec![], rows: vec![] };
        assert!(empty.draw().as_str().ends_with("</svg>"));
    }
}
