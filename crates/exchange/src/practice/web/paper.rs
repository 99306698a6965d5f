//! `/exchange/practices/{practice}/print.pdf`: a practice on paper.

use super::super::view::{PracticeView, VersionView};
use super::{Answered, Said, show};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use liptako_journal::Hash;
use liptako_paper::{Block, Column, Format, Paper, Row, Table, pdf};
use liptako_web::markdown::{Piece, pieces};
use liptako_web::{Failure, Page, Shell, day_words};

pub async fn pdf_of(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = show::read(&shell, &name).await?;
    let shown = view.newest().ok_or(Failure::NotFound)?;
    let s = Said::new(&page, &shell);
    let bytes = pdf(&paper(&s, &view, shown)).map_err(Failure::internal)?;
    let name = format!("inline; filename=\"{}\"", Format::Pdf.file_name(&s.name(&view.line.place)));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(Format::Pdf.media_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Failure::internal)?),
    ];
    Ok((headers, bytes).into_response())
}

fn paper(s: &Said<'_>, view: &PracticeView, shown: &VersionView) -> Paper {
    let page = s.page;
    let content = &shown.version.content;
    let author = s.shell.charter().member(view.line.place.origin);
    let mut facts = vec![
        (page.t("practice-kind"), s.kind(&content.kind)),
        (page.t("practice-version"), page.number(shown.version.number)),
        (page.t("practice-sector"), s.sectors(&content.sectors)),
        (page.t("practice-country"), s.countries(&content.countries)),
        (page.t("practice-licence"), s.licence(&content.licence)),
    ];
    if !content.authors.is_empty() {
        facts.push((page.t("practice-authors"), content.authors.join(", ")));
    }
    let mut blocks = vec![Block::Paragraph(content.summary.clone()), Block::Facts(facts)];
    for piece in pieces(&content.body) {
        blocks.push(match piece {
            Piece::Heading(level, words) => Block::Heading(level.clamp(1, 3), words),
            Piece::Paragraph(words) => Block::Paragraph(words),
            Piece::List(items) => Block::List(items),
            Piece::Table(head, rows) => Block::Table(table(content.title.clone(), head, rows)),
        });
    }
    for file in &content.attachments {
        blocks.push(Block::Note(format!("{} — SHA-256 {}", file.name, Hash(file.sha256))));
    }
    blocks.push(Block::Note(format!(
        "{} · {}",
        s.reference(&view.line.place),
        page.text("practice-paper-trace").with("commitment", shown.cited.commitment.to_string())
    )));
    Paper {
        lang: content.lang,
        title: content.title.clone(),
        subtitle: None,
        publisher: author.map(|member| member.name_fr.clone()).unwrap_or_default(),
        date: day_words(page.lang(), shown.seconds.into()),
        landscape: false,
        notice: None,
        blocks,
    }
}

fn table(caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> Table {
    let width = head.len().max(1);
    let columns = head.into_iter().map(|title| Column::new(title, 1)).collect();
    let rows = rows.into_iter().map(|mut cells| {
        cells.resize(width, String::new());
        Row::new(cells)
    });
    Table { caption, columns, rows: rows.collect() }
}
