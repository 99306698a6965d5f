//! `/guide`: one description, three answers, without an account.
//!
//! What a reader says stands in the address and nowhere else: pages are plain links and GET forms, so that they can be
//! kept, shown to somebody, taken up again, and work on any browser. Nothing is logged of it: the house's log names
//! paths, never queries.

mod address;
mod answers;
mod condition;
mod letter;
mod notice;
mod paper;
mod said;
mod start;
mod step;
mod verdict;

use crate::guide::{Fact, FactValue, Guide, Verdict, shipped};
use crate::profile::store::{self, Column};
use crate::web::{library, weights};
use address::Answers;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use liptako_core::Bilingual;
use liptako_web::texts::spaced;
use liptako_web::{Access, Door, Failure, Page, Shell, WebModule, today};

/// Adds the pages of the guide to those of the domain.
pub(crate) fn pages(module: WebModule) -> WebModule {
    let all = Access::Public;
    module
        .menu("/guide", "guide-menu", all, 30)
        .door(Door {
            path: "/guide",
            title: "guide-door-title",
            lead: "guide-door-lead",
            button: "guide-door-button",
        })
        .get("/guide", all, start::show)
        .get("/guide/answers", all, answers::show)
        .get("/guide/verdict", all, verdict::show)
        .get("/guide/verdict.pdf", all, paper::show)
        .get("/guide/letter/{file}", all, letter::show)
        .get("/guide/{step}", all, step::show)
}

/// The guide that ships, or a failure for the log.
fn guide() -> Result<&'static Guide, Failure> {
    shipped().map_err(|faults| {
        Failure::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })
}

/// A text of the guide in the reader's language.
fn text(page: &Page, text: &Bilingual) -> String {
    spaced(text.picked(page.lang()), text.pick(page.lang()))
}

/// An answer in words.
fn answer_words(page: &Page, fact: &Fact, value: &FactValue) -> String {
    let label = |code| fact.label(code).map_or_else(String::new, |label| text(page, label));
    match value {
        FactValue::YesNo(true) => page.t("guide-yes"),
        FactValue::YesNo(false) => page.t("guide-no"),
        FactValue::Choice(code) => label(code),
        FactValue::Choices(codes) => codes.iter().map(label).collect::<Vec<_>>().join(" ; "),
        FactValue::Count(count) => page.number(*count),
    }
}

/// The columns as they stand on this node.
async fn columns(shell: &Shell) -> Result<Vec<Column<'static>>, Failure> {
    let library = library()?;
    let charter = shell.charter().clone();
    shell.read(move |tx| Ok(store::columns(tx, library, &charter)?)).await
}

/// The day of a page.
fn day(page: &Page) -> Date {
    today(page.now())
}

/// What the laws say, unless something is wrong with the description: then the page that says what.
fn judged<'a>(
    page: &Page,
    guide: &'static Guide,
    answers: &Answers,
    columns: &'a [Column<'a>],
) -> Result<Result<Verdict<'a>, Response>, Failure>
where
    'static: 'a,
{
    if !answers.faults.is_empty() {
        return answers::refuse(page, guide, answers).map(Err);
    }
    match guide.verdict(&answers.description, columns, weights()?, day(page)) {
        Ok(verdict) => Ok(Ok(verdict)),
        Err(_) => answers::refuse(page, guide, answers).map(Err),
    }
}

/// A file to keep.
fn file(kind: &'static str, name: &str, body: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
