//! `/law/concordance` and `/law/transposition/{country}`: the tables as pages, and as files in every format.

use super::super::store;
use super::super::tables::{
    Rules, concordance as concordance_table, paper, transposition as transposition_table,
};
use super::{Answered, Said, desk};
use crate::profile::store::{Column, columns};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_core::MemberIndex;
use liptako_paper::{Block, Format, Paper, Sheet, Table, csv, docx, pdf, xlsx};
use liptako_web::{Failure, Page, Shell};
use serde::Deserialize;

/// What a reader asked of the table.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Anything: the references stand beside the laws.
    #[serde(default)]
    references: String,
}

impl Asked {
    fn with_references(&self) -> bool {
        !self.references.is_empty()
    }
}

#[derive(Template)]
#[template(path = "alignment/web/table.html")]
struct TablePage<'a> {
    page: &'a Page,
    lead: String,
    table: &'a Table,
    /// Address of the files, without their ending, and what follows it.
    file: (String, &'static str),
    /// The same table otherwise: address and words.
    others: Vec<(String, String)>,
    empty: String,
}

impl TablePage<'_> {
    fn formats(&self) -> [(String, String); 4] {
        [Format::Pdf, Format::Docx, Format::Xlsx, Format::Csv].map(|format| {
            let address = format!("{}.{}{}", self.file.0, format.extension(), self.file.1);
            (address, format.extension().to_uppercase())
        })
    }

    fn head(&self, at: &usize) -> &str {
        self.table.columns.get(*at).map_or("", |column| column.title.as_str())
    }
}

async fn read(shell: &Shell) -> Result<(Vec<Column<'static>>, Rules), Failure> {
    let (desk, charter) = (desk()?, shell.charter().clone());
    shell.read(move |tx| Ok((columns(tx, desk.library, &charter)?, store::common_rules(tx)?))).await
}

/// The format that the address ends with.
pub(super) fn format_of(name: &str) -> Result<(&str, Format), Failure> {
    let (stem, extension) = name.rsplit_once('.').ok_or(Failure::NotFound)?;
    let format = Format::from_extension(extension).filter(|format| *format != Format::Html);
    Ok((stem, format.ok_or(Failure::NotFound)?))
}

/// A file of this paper: as a text when the format is one, else its table.
pub(super) fn file(stem: &str, format: Format, paper: &Paper, table: &Table) -> Answered {
    let made = match format {
        Format::Pdf => pdf(paper),
        Format::Docx => docx(paper),
        Format::Xlsx => xlsx(&[Sheet::from(table)]),
        Format::Csv => csv(table),
        Format::Html => return Err(Failure::NotFound),
    };
    let bytes = made.map_err(Failure::internal)?;
    let disposition = format!("attachment; filename=\"{}\"", format.file_name(stem));
    let heads =
        [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    let response: Response = (heads, bytes).into_response();
    Ok(response)
}

pub async fn concordance(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let desk = desk()?;
    let (columns, rules) = read(&shell).await?;
    let with = asked.with_references();
    let table = concordance_table(&Said::new(&page, &shell, desk.library), &columns, &rules, with);
    let content = TablePage {
        page: &page,
        lead: page.t("law-conc-lead"),
        table: &table,
        file: ("/law/concordance".to_owned(), if with { "?references=1" } else { "" }),
        others: vec![if with {
            ("/law/concordance".to_owned(), page.t("law-conc-without-references"))
        } else {
            ("/law/concordance?references=1".to_owned(), page.t("law-conc-with-references"))
        }],
        empty: String::new(),
    };
    page.view(page.t("law-conc-title")).crumb("/law/alignment", page.t("law-align-title")).html(&content)
}

pub async fn concordance_file(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Answered {
    let desk = desk()?;
    let (_, format) = format_of(page.path())?;
    let (columns, rules) = read(&shell).await?;
    let s = Said::new(&page, &shell, desk.library);
    let table = concordance_table(&s, &columns, &rules, asked.with_references());
    let (title, lead) = (page.t("law-conc-title"), page.t("law-conc-lead"));
    let paper = paper(&s, title, lead, vec![Block::Table(table.clone())], true);
    file("concordance", format, &paper, &table)
}

fn member(shell: &Shell, code: &str) -> Result<MemberIndex, Failure> {
    shell.charter().by_code(code).ok_or(Failure::NotFound)
}

/// The page, or a file when the address ends with a format: `/law/transposition/ml.xlsx`.
pub async fn transposition(State(shell): State<Shell>, page: Page, Path(country): Path<String>) -> Answered {
    let desk = desk()?;
    let (code, format) = match format_of(&country) {
        Ok((code, format)) => (code, Some(format)),
        Err(_) => (country.as_str(), None),
    };
    let member = member(&shell, code)?;
    let (columns, rules) = read(&shell).await?;
    let s = Said::new(&page, &shell, desk.library);
    let table = transposition_table(&s, desk.weights, &columns, &rules, member);
    let (title, lead) = (table.caption.clone(), page.t("law-trans-lead"));
    if let Some(format) = format {
        let block = match table.rows.is_empty() {
            true => Block::Paragraph(page.t("law-trans-empty")),
            false => Block::Table(table.clone()),
        };
        let paper = paper(&s, title, lead, vec![block], true);
        return file(&format!("transposition-{code}"), format, &paper, &table);
    }
    let others = shell.charter().indices().filter(|one| *one != member);
    let named = |one| page.text("law-trans-of").with("country", s.country(one)).to_string();
    let content = TablePage {
        page: &page,
        lead,
        table: &table,
        file: (format!("/law/transposition/{code}"), ""),
        others: others.map(|one| (format!("/law/transposition/{}", s.code(one)), named(one))).collect(),
        empty: page.t("law-trans-empty"),
    };
    page.view(title).crumb("/law/alignment", page.t("law-align-title")).html(&content)
}
