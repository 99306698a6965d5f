//! `/council/plan/actions.csv` and `.json`: the list as a file, narrowed as the page was.

use super::super::api;
use super::super::store::{self, ActionLine};
use super::list::Asked;
use super::today;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_web::{Failure, Page, Shell};

/// Most actions in one file.
const MAX_LINES: u32 = 10_000;

async fn lines(shell: &Shell, page: &Page, asked: &Asked) -> Result<Vec<ActionLine>, Failure> {
    let (day, filter) = (today(page), asked.filter(shell));
    shell.read(move |tx| Ok(store::actions(tx, &filter, day, MAX_LINES, 0)?.0)).await
}

fn file(kind: &'static str, name: &'static str, body: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}

pub async fn csv(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let lines = lines(&shell, &page, &asked).await?;
    Ok(file("text/csv; charset=utf-8", "plan.csv", api::actions_csv(shell.charter(), &lines, page.lang())))
}

pub async fn json(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let lines = lines(&shell, &page, &asked).await?;
    let body =
        serde_json::to_string_pretty(&api::actions(shell.charter(), &lines)).map_err(Failure::internal)?;
    Ok(file("application/json", "plan.json", body))
}
