//! What advisories show on the page of a concept: those that hang on it, as far as the reader may open them.

use super::super::store::{self, Filter, Line, Reader};
use super::words::Said;
use askama::Template;
use liptako_core::vocabulary::Concept;
use liptako_storage::Tx;
use liptako_web::{Failure, Html, Page, Shell};

/// Most advisories shown.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "advisory/web/concept.html")]
struct Panel<'a> {
    page: &'a Page,
    s: Said<'a>,
    lines: Vec<Line>,
}

pub(super) fn panel(
    tx: &mut dyn Tx,
    shell: &Shell,
    page: &Page,
    concept: &Concept,
) -> Result<Option<Html>, Failure> {
    let Some(reader) = page.who().officer().map(Reader::of) else { return Ok(None) };
    let filter = Filter { concept: Some(concept.id.clone()), ..Filter::default() };
    let mut lines = store::advisories(tx, &filter, Some(&reader))?;
    lines.truncate(MOST);
    if lines.is_empty() {
        return Ok(None);
    }
    let panel = Panel { page, s: Said::new(page, shell), lines };
    Ok(Some(Html::trusted(panel.render().map_err(Failure::internal)?)))
}
