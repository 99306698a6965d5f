//! The first page of whoever has not signed in: what this house is, and the ways in that are everybody's.

use crate::Failure;
use crate::html::Html;
use crate::module::Door;
use crate::page::Page;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage<'a> {
    page: &'a Page,
    doors: Html,
}

#[derive(Template)]
#[template(path = "doors.html")]
struct Doors<'a> {
    page: &'a Page,
    doors: &'a [Door],
}

/// The first page for a reader who may not see the one of the officers.
///
/// # Errors
/// [`Failure::Internal`] when a template cannot be written.
pub fn front(page: &Page) -> Result<Response, Failure> {
    let content = FrontPage { page, doors: cards(page)? };
    page.html(page.face().authority(page.lang()), &content)
}

/// The ways in that are everybody's, as cards; nothing for whoever has signed in.
///
/// # Errors
/// [`Failure::Internal`] when the template cannot be written.
pub fn doors(page: &Page) -> Result<Html, Failure> {
    if page.is_signed_in() { Ok(Html::default()) } else { cards(page) }
}

fn cards(page: &Page) -> Result<Html, Failure> {
    Ok(Html::trusted(Doors { page, doors: &page.face().doors }.render()?))
}
