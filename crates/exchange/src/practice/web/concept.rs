//! What the library shows on the page of a concept: the newest practices that hang on it.

use super::super::view::{self, Filter, PracticeLine};
use super::Said;
use askama::Template;
use liptako_core::vocabulary::Concept;
use liptako_storage::Tx;
use liptako_web::{Failure, Html, Page, Shell};

/// How many practices the panel shows.
const SHOWN: u32 = 6;

#[derive(Template)]
#[template(path = "practice/web/concept.html")]
struct Panel<'a> {
    page: &'a Page,
    s: Said<'a>,
    concept: &'a Concept,
    lines: Vec<PracticeLine>,
    total: u64,
}

/// The practices of a concept.
pub fn panel(
    tx: &mut dyn Tx,
    shell: &Shell,
    page: &Page,
    concept: &Concept,
) -> Result<Option<Html>, Failure> {
    let filter = Filter { facets: vec![format!("concept:{}", concept.id)], ..Filter::default() };
    let listing = view::list(tx, &filter, SHOWN, 0)?;
    if listing.lines.is_empty() {
        return Ok(None);
    }
    let s = Said::new(page, shell);
    let panel = Panel { page, s, concept, lines: listing.lines, total: listing.total };
    Ok(Some(Html::trusted(panel.render().map_err(Failure::internal)?)))
}
