//! Where everything stands: lines on pages, pages one after the other.

use super::MAX_PAGES;
use super::face::Faces;
use super::tree::{Part, PartId, Tree};
use crate::model::check;
use crate::{Block, Paper, PaperError};

/// A4, in points.
const SHORT_SIDE: f32 = 595.28;
const LONG_SIDE: f32 = 841.89;
/// White around the text, in points.
pub(super) const MARGIN: f32 = 48.0;
/// Height kept for the foot of the page, in points.
const FOOT: f32 = 22.0;
/// From one line to the next, in sizes of letter.
const LEADING: f32 = 1.32;

/// A colour of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Text,
    Soft,
    Link,
    Line,
    Head,
    Group,
}

/// Letters of a size, a weight and a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) tone: Tone,
}

impl Style {
    const TITLE: Self = Self { size: 18.0, bold: true, tone: Tone::Text };
    const SUBTITLE: Self = Self { size: 11.5, bold: false, tone: Tone::Text };
    const BODY: Self = Self { size: 9.5, bold: false, tone: Tone::Text };
    const SMALL: Self = Self { size: 8.0, bold: false, tone: Tone::Soft };
    pub(super) const FOOT: Self = Self { size: 7.5, bold: false, tone: Tone::Soft };

    const fn heading(level: u8) -> Self {
        let size = match level {
            1 => 13.5,
            2 => 11.5,
            _ => 10.0,
        };
        Self { size, bold: true, tone: Tone::Text }
    }

    pub(super) fn leading(self) -> f32 {
        self.size * LEADING
    }
}

/// Something drawn.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// A line of text; `part` is none for what is only for the eye, such as a repeated head.
    Text { x: f32, baseline: f32, text: String, style: Style, part: Option<PartId>, link: Option<String> },
    /// A coloured rectangle.
    Area { x: f32, y: f32, width: f32, height: f32, tone: Tone },
}

/// An entry of the outline.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// The paper laid out.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) pages: Vec<Vec<Ink>>,
    pub(super) tree: Tree,
    pub(super) outline: Vec<Entry>,
}

/// Text on its way onto pages.
pub(super) struct Flow<'a> {
    pub(super) faces: &'a Faces,
    pub(super) laid: Laid,
    /// Of the paper.
    pub(super) title: &'a str,
    /// Where the next thing stands, from the top of the page, in points.
    pub(super) y: f32,
    last_level: u8,
}

/// Lays the paper out.
pub(super) fn lay(paper: &Paper, faces: &Faces) -> Result<Laid, PaperError> {
    let (width, height) = if paper.landscape { (LONG_SIDE, SHORT_SIDE) } else { (SHORT_SIDE, LONG_SIDE) };
    let laid = Laid { width, height, pages: vec![Vec::new()], tree: Tree::default(), outline: Vec::new() };
    let mut flow = Flow { faces, laid, title: &paper.title, y: MARGIN, last_level: 0 };
    flow.laid.outline.push(Entry { level: 1, text: paper.title.clone(), page: 0, y: MARGIN });
    flow.text(None, Part::Title, &paper.title, Style::TITLE, 0.0)?;
    if let Some(subtitle) = &paper.subtitle {
        flow.text(None, Part::Paragraph, subtitle, Style::SUBTITLE, 0.0)?;
    }
    let issued = [paper.publisher.as_str(), paper.date.as_str()];
    let issued: Vec<&str> = issued.into_iter().filter(|text| !text.is_empty()).collect();
    if !issued.is_empty() {
        flow.text(None, Part::Paragraph, &issued.join(" · "), Style::SMALL, 0.0)?;
    }
    flow.rule();
    for block in &paper.blocks {
        flow.block(block)?;
    }
    if let Some(notice) = &paper.notice {
        flow.rule();
        flow.text(None, Part::Note, notice, Style::SMALL, 0.0)?;
    }
    Ok(flow.laid)
}

impl Flow<'_> {
    /// The width between the margins.
    pub(super) const fn inner(&self) -> f32 {
        self.laid.width - 2.0 * MARGIN
    }

    /// The lowest place for text.
    pub(super) const fn bottom(&self) -> f32 {
        self.laid.height - MARGIN - FOOT + 8.0
    }

    pub(super) fn draw(&mut self, ink: Ink) {
        if let Some(page) = self.laid.pages.last_mut() {
            page.push(ink);
        }
    }

    pub(super) fn new_page(&mut self) -> Result<(), PaperError> {
        if self.laid.pages.len() == MAX_PAGES {
            return Err(PaperError::TooLarge(format!("more than {MAX_PAGES} pages")));
        }
        self.laid.pages.push(Vec::new());
        self.y = MARGIN;
        Ok(())
    }

    /// Goes to a new page when less than `height` is left, and something already stands on this one.
    pub(super) fn room(&mut self, height: f32) -> Result<bool, PaperError> {
        if self.y + height <= self.bottom() || self.y <= MARGIN {
            return Ok(false);
        }
        self.new_page()?;
        Ok(true)
    }

    fn rule(&mut self) {
        let (y, width) = (self.y + 3.0, self.inner());
        self.draw(Ink::Area { x: MARGIN, y, width, height: 0.7, tone: Tone::Line });
        self.y += 10.0;
    }

    /// A text as a part of its own, from `indent` points to the right margin.
    fn text(
        &mut self,
        parent: Option<PartId>,
        part: Part,
        text: &str,
        style: Style,
        indent: f32,
    ) -> Result<(), PaperError> {
        let id = self.laid.tree.add(parent, part);
        for line in self.faces.of(style.bold).lines(text, style.size, self.inner() - indent) {
            self.room(style.leading())?;
            self.line(MARGIN + indent, line, style, Some(id), None);
            self.y += style.leading();
        }
        self.y += style.size * 0.35;
        Ok(())
    }

    /// One line at the present height.
    pub(super) fn line(
        &mut self,
        x: f32,
        text: String,
        style: Style,
        part: Option<PartId>,
        link: Option<String>,
    ) {
        if !text.is_empty() {
            let baseline = self.y + style.size;
            self.draw(Ink::Text { x, baseline, text, style, part, link });
        }
    }

    fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Paragraph(text) => self.text(None, Part::Paragraph, text, Style::BODY, 0.0),
            Block::Note(text) => self.text(None, Part::Note, text, Style::SMALL, 0.0),
            Block::List(items) => self.list(items),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => {
                check(&table.caption, &table.columns, &table.rows)?;
                self.table(table)
            }
        }
    }

    /// A heading never stands alone at the foot of a page, and never skips a level.
    fn heading(&mut self, level: u8, text: &str) -> Result<(), PaperError> {
        let level = level.clamp(1, 3).min(self.last_level + 1);
        self.last_level = level;
        let style = Style::heading(level);
        if self.y > MARGIN {
            self.y += style.size * 0.6;
        }
        self.room(style.leading() + 3.0 * Style::BODY.leading())?;
        let page = self.laid.pages.len() - 1;
        self.laid.outline.push(Entry { level: level + 1, text: text.to_owned(), page, y: self.y });
        self.text(None, Part::Heading(level, text.to_owned()), text, style, 0.0)
    }

    fn list(&mut self, items: &[String]) -> Result<(), PaperError> {
        if items.is_empty() {
            return Ok(());
        }
        let list = self.laid.tree.add(None, Part::List);
        for item in items {
            let item_part = self.laid.tree.add(Some(list), Part::Item);
            let label = self.laid.tree.add(Some(item_part), Part::Label);
            self.room(Style::BODY.leading())?;
            self.line(MARGIN + 4.0, "•".to_owned(), Style::BODY, Some(label), None);
            self.text(Some(item_part), Part::Body, item, Style::BODY, 16.0)?;
        }
        self.y += 2.0;
        Ok(())
    }

    /// Names on the left, what they are on the right.
    fn facts(&mut self, facts: &[(String, String)]) -> Result<(), PaperError> {
        if facts.is_empty() {
            return Ok(());
        }
        let style = Style::BODY;
        let bold = Style { bold: true, ..style };
        let split = self.inner() * 0.3;
        let table = self.laid.tree.add(None, Part::Table(String::new()));
        for (name, fact) in facts {
            let row = self.laid.tree.add(Some(table), Part::Row);
            let head = self.laid.tree.add(Some(row), Part::RowHead);
            let cell = self.laid.tree.add(Some(row), Part::Cell);
            let names = self.faces.bold.lines(name, style.size, split - 8.0);
            let said = self.faces.regular.lines(fact, style.size, self.inner() - split);
            for at in 0..names.len().max(said.len()) {
                self.room(style.leading())?;
                self.line(MARGIN, names.get(at).cloned().unwrap_or_default(), bold, Some(head), None);
                self.line(MARGIN + split, said.get(at).cloned().unwrap_or_default(), style, Some(cell), None);
                self.y += style.leading();
            }
            self.y += 2.0;
        }
        self.y += 4.0;
        Ok(())
    }
}
