//! `/exchange/cases/figures`: how many, how long, how kept; with no person in it, as a page and as files.

use super::super::figures::{Figures, figures};
use super::super::words::Speech;
use super::Answered;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use liptako_paper::{Format, Row, Table, csv};
use liptako_web::{Failure, Message, Page, Shell};
use serde::Deserialize;

/// For whom the figures are.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Anything: small counts are shown too, for the authority alone.
    #[serde(default)]
    all: String,
}

impl Asked {
    /// Small counts are hidden unless they are asked for: what is copied out of the house should not name anybody.
    const fn is_published(&self) -> bool {
        self.all.is_empty()
    }
}

#[derive(Template)]
#[template(path = "case/web/figures.html")]
struct FiguresPage<'a> {
    page: &'a Page,
    tables: [Table; 2],
    is_published: bool,
    query: &'static str,
}

impl FiguresPage<'_> {
    fn head<'t>(&self, table: &'t Table, at: &usize) -> &'t str {
        table.columns.get(*at).map_or("", |column| column.title.as_str())
    }

    fn cells<'t>(&self, row: &'t Row) -> Vec<&'t str> {
        row.cells.iter().map(|cell| cell.text.as_str()).collect()
    }
}

async fn read(shell: &Shell, page: &Page) -> Result<Figures, Failure> {
    let (charter, now) = (shell.charter().clone(), page.now());
    shell.read(move |tx| Ok(figures(tx, &charter, now)?)).await
}

fn tables(page: &Page, figures: &Figures, is_published: bool) -> [Table; 2] {
    let say = |message: &Message| page.say(message);
    let speech = Speech { lang: page.lang(), say: &say };
    [figures.cases_table(&speech, is_published), figures.delays_table(&speech, is_published)]
}

pub async fn show(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let is_published = asked.is_published();
    let figures = read(&shell, &page).await?;
    let content = FiguresPage {
        page: &page,
        tables: tables(&page, &figures, is_published),
        is_published,
        query: if is_published { "" } else { "?all=1" },
    };
    page.view(page.t("casepages-figures-title"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .html(&content)
}

/// Both tables in one sheet, one after the other.
pub async fn sheet(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let figures = read(&shell, &page).await?;
    let [mut cases, delays] = tables(&page, &figures, asked.is_published());
    let width = cases.columns.len();
    let mut line = |cells: Vec<String>| {
        let blanks = std::iter::repeat_n(String::new(), width - cells.len().min(width));
        cases.rows.push(Row::new(cells.into_iter().chain(blanks)));
    };
    line(Vec::new());
    line(delays.columns.iter().map(|column| column.title.clone()).collect());
    for row in delays.rows {
        line(row.cells.into_iter().map(|cell| cell.text).collect());
    }
    let bytes = csv(&cases).map_err(Failure::internal)?;
    let disposition = format!("attachment; filename=\"{}\"", Format::Csv.file_name("affaires-chiffres"));
    let heads = [
        (header::CONTENT_TYPE, Format::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((heads, bytes).into_response())
}

pub async fn json(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let figures = read(&shell, &page).await?;
    let value = figures.json(page.face().acronym(), asked.is_published());
    Ok(axum::Json(value).into_response())
}
