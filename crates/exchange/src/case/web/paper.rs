//! The whole case to take away: as PDF for people, as JSON for other programs.

use super::super::clock::Deadline;
use super::super::export;
use super::super::model::Place;
use super::super::paper::{PaperInput, paper};
use super::super::store::{self, CaseView};
use super::super::words::Speech;
use super::field::day_here;
use super::said::Said;
use super::{Answered, case_of, name_of};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use liptako_paper::{Format, pdf};
use liptako_web::{Failure, Message, Page, Shell, day_words};
use serde::Deserialize;

/// What a reader wants printed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Anything: the complainant's name and contact too.
    #[serde(default)]
    person: String,
}

async fn clock(shell: &Shell, page: &Page, view: &CaseView) -> Result<Vec<Deadline>, Failure> {
    let (charter, now, asked) = (shell.charter().clone(), page.now(), view.clone());
    shell.read(move |tx| Ok(store::clock(tx, &charter, &asked, now)?)).await
}

pub async fn file(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Answered {
    let view = case_of(&shell, &name).await?;
    let clock = clock(&shell, &page, &view).await?;
    let stem = name_of(view.number(), view.object);
    let made = shell
        .blocking(move |shell| {
            let say = |message: &Message| page.say(message);
            let level = |place: Place| shell.road().source().level(place.origin, place.index);
            let date = day_words(page.lang(), day_here(Said::new(&page, shell), page.now()).into());
            let input = PaperInput {
                speech: Speech { lang: page.lang(), say: &say },
                charter: shell.charter(),
                view: &view,
                clock: &clock,
                level: &level,
                publisher: page.face().acronym(),
                date: &date,
                with_person: !asked.person.is_empty(),
            };
            pdf(&paper(&input)).map_err(Failure::internal)
        })
        .await?;
    let disposition = format!("attachment; filename=\"{}\"", Format::Pdf.file_name(&stem));
    let heads = [
        (header::CONTENT_TYPE, Format::Pdf.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((heads, made).into_response())
}

pub async fn json(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = case_of(&shell, &name).await?;
    let clock = clock(&shell, &page, &view).await?;
    let stem = name_of(view.number(), view.object);
    let disposition = format!("attachment; filename=\"{stem}.json\"");
    let value = axum::Json(export::json(shell.charter(), &view, &clock));
    Ok(([(header::CONTENT_DISPOSITION, disposition)], value).into_response())
}
