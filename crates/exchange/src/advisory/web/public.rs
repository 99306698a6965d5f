//! `/exchange/advisories/public`: what this authority tells everybody. No account, no script, nothing but TLP:CLEAR.

use super::super::fold::{Fact, Place};
use super::super::model::Version;
use super::super::store::{self, Filter, Line};
use super::words::Said;
use super::{Answered, id_of};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use liptako_core::UnixSeconds;
use liptako_web::{Failure, Page, Shell};

#[derive(Template)]
#[template(path = "advisory/web/public_list.html")]
struct ListPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    lines: Vec<Line>,
}

pub(super) async fn list(State(shell): State<Shell>, page: Page) -> Answered {
    let filter = Filter { shown_by: Some(shell.me()), ..Filter::default() };
    let lines = shell.read(move |tx| Ok(store::advisories(tx, &filter, None)?)).await?;
    let s = Said::new(&page, &shell);
    page.html(page.t("advisory-public-title"), &ListPage { page: &page, s, lines })
}

#[derive(Template)]
#[template(path = "advisory/web/public.html")]
struct PublicPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    shown: Option<Shown<'a>>,
}

/// A version on the public page, and the publication that put it there.
struct Shown<'a> {
    version: &'a Fact<Version>,
    place: Place,
    seconds: UnixSeconds,
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (object, charter, me) = (id_of(&id)?, shell.charter().clone(), shell.me());
    let found = shell.read(move |tx| Ok(store::advisory(tx, &charter, object)?)).await?;
    let advisory = found.filter(|advisory| advisory.was_public(me)).ok_or(Failure::NotFound)?;
    let shown = advisory.public_page(me).map(|(publication, version)| Shown {
        version,
        place: publication.place,
        seconds: publication.seconds,
    });
    let gone = shown.is_none();
    let title = shown.as_ref().map(|shown| shown.version.says.content.title.clone());
    let title = title.unwrap_or_else(|| page.t("advisory-public-gone-title"));
    let content = PublicPage { page: &page, s: Said::new(&page, &shell), shown };
    let view = page.view(title).crumb("/exchange/advisories/public", page.t("advisory-public-title"));
    if gone { view.status(StatusCode::GONE).html(&content) } else { view.html(&content) }
}
