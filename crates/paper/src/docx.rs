//! Text documents (Office Open XML, ECMA-376), written part by part.
//!
//! The document is small and regular, and what makes it usable must be exact: headings are headings, the head of a
//! table is marked as such and repeated, the language is set for the spelling checker and for voices.

use crate::model::check;
use crate::{Block, Cell, Paper, PaperError, Row, Table};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Sides of A4, and its margins, in twentieths of a point.
const SHORT_SIDE: u32 = 11_906;
const LONG_SIDE: u32 = 16_838;
const MARGIN: u32 = 1_000;
/// Largest document, before compression, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/rels.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");

/// The paper as a text document: headings as headings, tables with repeated heads, lists, links, the language of
/// the text, page numbers. The same paper gives the same bytes: no date is written but the one it prints.
///
/// # Errors
/// [`PaperError`] when a row does not fit its table, or the document is too large.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let mut body = Body { title: paper.title.clone(), ..Body::default() };
    body.paragraph("Title", &paper.title);
    if let Some(subtitle) = &paper.subtitle {
        body.paragraph("Subtitle", subtitle);
    }
    let issued: Vec<&str> =
        [&paper.publisher, &paper.date].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    if !issued.is_empty() {
        body.paragraph("Issued", &issued.join(" · "));
    }
    let inner = if paper.landscape { LONG_SIDE } else { SHORT_SIDE } - 2 * MARGIN;
    for block in &paper.blocks {
        body.block(block, inner)?;
    }
    if let Some(notice) = &paper.notice {
        body.paragraph("Notice", notice);
    }
    if body.xml.len() > MAX_BYTES {
        return Err(PaperError::TooLarge("the text document".to_owned()));
    }
    let tag = match paper.lang {
        liptako_core::Lang::Fr => "fr-FR",
        liptako_core::Lang::En => "en-GB",
    };
    pack(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", properties(paper, tag)),
        ("word/document.xml", document(paper, &body.xml)),
        ("word/_rels/document.xml.rels", relations(&body.links)),
        ("word/styles.xml", STYLES.replace("{lang}", tag)),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/footer1.xml", footer(paper)),
    ])
}

fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, PaperError> {
    let fault = |error: &dyn std::fmt::Display| PaperError::Docx(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // One date for all: the bytes depend on the paper alone.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(*name, options).map_err(|error| fault(&error))?;
        zip.write_all(text.as_bytes()).map_err(|error| fault(&error))?;
    }
    Ok(zip.finish().map_err(|error| fault(&error))?.into_inner())
}

/// The text as XML content: what XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            c if (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn properties(paper: &Paper, tag: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{tag}</dc:language></cp:coreProperties>",
        escaped(&paper.title),
        escaped(&paper.publisher)
    )
}

fn document(paper: &Paper, body: &str) -> String {
    let (width, height, orient) = if paper.landscape {
        (LONG_SIDE, SHORT_SIDE, " w:orient=\"landscape\"")
    } else {
        (SHORT_SIDE, LONG_SIDE, "")
    };
    format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
         w:header=\"500\" w:footer=\"500\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn relations(links: &[String]) -> String {
    let mut xml = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{OFFICE}/numbering\" Target=\"numbering.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/footer\" Target=\"footer1.xml\"/>"
    );
    for (number, link) in links.iter().enumerate() {
        let _ = write!(
            xml,
            "<Relationship Id=\"link{number}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" \
             TargetMode=\"External\"/>",
            escaped(link)
        );
    }
    xml + "</Relationships>"
}

fn footer(paper: &Paper) -> String {
    let field =
        |code: &str| format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}<w:r>\
         <w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p></w:ftr>",
        runs(&format!("{} · ", paper.title.replace('\n', " "))),
        field("PAGE"),
        field("NUMPAGES")
    )
}

/// A text as runs: `\n` is a break.
fn runs(text: &str) -> String {
    let lines: Vec<String> =
        escaped(text).split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{line}</w:t>")).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

#[derive(Default)]
struct Body {
    title: String,
    xml: String,
    links: Vec<String>,
    last_level: u8,
}

impl Body {
    fn paragraph(&mut self, style: &str, text: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", runs(text));
    }

    fn block(&mut self, block: &Block, inner: u32) -> Result<(), PaperError> {
        match block {
            Block::Heading(level, text) => {
                // Never a level without the one above it.
                self.last_level = (*level).clamp(1, 3).min(self.last_level + 1);
                self.paragraph(&format!("Heading{}", self.last_level), text);
            }
            Block::Paragraph(text) => self.paragraph("Normal", text),
            Block::Note(text) => self.paragraph("Notice", text),
            Block::List(items) => items.iter().for_each(|item| self.paragraph("ListBullet", item)),
            Block::Facts(facts) => self.facts(facts, inner),
            Block::Table(table) => self.table(table, inner)?,
        }
        Ok(())
    }

    fn begin_table(&mut self, widths: &[u32], style: &str, caption: &str) {
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:firstColumn=\"1\"/>",
            widths.iter().sum::<u32>()
        );
        if !caption.is_empty() {
            let _ = write!(self.xml, "<w:tblCaption w:val=\"{}\"/>", escaped(&caption.replace('\n', " ")));
        }
        self.xml.push_str("</w:tblPr><w:tblGrid>");
        for width in widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>");
    }

    fn end_table(&mut self) {
        // Two tables in a row would melt into one without a paragraph between them.
        self.xml.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>");
    }

    fn facts(&mut self, facts: &[(String, String)], inner: u32) {
        if facts.is_empty() {
            return;
        }
        let widths = [inner * 3 / 10, inner - inner * 3 / 10];
        self.begin_table(&widths, "Facts", "");
        for (name, fact) in facts {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(&Cell::from(name.as_str()), "FactName", widths[0], 1);
            self.cell(&Cell::from(fact.as_str()), "Cell", widths[1], 1);
            self.xml.push_str("</w:tr>");
        }
        self.end_table();
    }

    fn table(&mut self, table: &Table, inner: u32) -> Result<(), PaperError> {
        check(&table.caption, &table.columns, &table.rows)?;
        let shares: u32 = table.columns.iter().map(|column| u32::from(column.share.max(1))).sum();
        let width = |share: u16| (u64::from(inner) * u64::from(share.max(1)) / u64::from(shares)) as u32;
        let widths: Vec<u32> = table.columns.iter().map(|column| width(column.share)).collect();
        // A caption that says the title again is kept for those who do not see the page.
        if !table.caption.is_empty() && table.caption != self.title {
            self.paragraph("Caption", &table.caption);
        }
        self.begin_table(&widths, "Grid", &table.caption);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(&Cell::from(column.title.as_str()), "ColumnHead", *width, 1);
        }
        self.xml.push_str("</w:tr>");
        for row in &table.rows {
            self.row(row, &widths);
        }
        self.end_table();
        Ok(())
    }

    fn row(&mut self, row: &Row, widths: &[u32]) {
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        if row.is_group {
            let cell = row.cells.first().cloned().unwrap_or_default();
            self.cell(&cell, "GroupHead", widths.iter().sum(), widths.len());
        } else {
            for (cell, width) in row.cells.iter().zip(widths) {
                self.cell(cell, "Cell", *width, 1);
            }
        }
        self.xml.push_str("</w:tr>");
    }

    fn cell(&mut self, cell: &Cell, style: &str, width: u32, span: usize) {
        let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if span > 1 {
            let _ = write!(self.xml, "<w:gridSpan w:val=\"{span}\"/>");
        }
        let shade = match style {
            "ColumnHead" => "D9E6DF",
            "GroupHead" => "EEF3F0",
            _ => "",
        };
        if !shade.is_empty() {
            let _ = write!(self.xml, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{shade}\"/>");
        }
        let _ = write!(self.xml, "</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        match cell.address() {
            Some(address) if !cell.text.is_empty() => {
                let number = self.links.len();
                self.links.push(address.to_owned());
                let linked = runs(&cell.text).replacen(
                    "<w:r>",
                    "<w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>",
                    1,
                );
                let _ = write!(self.xml, "<w:hyperlink r:id=\"link{number}\">{linked}</w:hyperlink>");
            }
            _ => self.xml.push_str(&runs(&cell.text)),
        }
        self.xml.push_str("</w:p></w:tc>");
    }
}
