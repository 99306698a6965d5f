//! What the plan shows on the page of a concept of the common vocabulary: the actions that hang on it.

use super::super::store::{self, ActionFilter, ActionLine};
use super::{Words, today};
use askama::Template;
use liptako_core::vocabulary::Concept;
use liptako_storage::Tx;
use liptako_web::{Failure, Html, Page, Shell};

/// Most actions shown; the list of actions shows them all.
const MOST: u32 = 20;

#[derive(Template)]
#[template(path = "plan/web/concept.html")]
struct Panel<'a> {
    page: &'a Page,
    w: Words<'a>,
    concept: &'a Concept,
    lines: Vec<ActionLine>,
    total: u64,
}

/// The actions of a concept, in the plan's order.
pub fn panel(
    tx: &mut dyn Tx,
    shell: &Shell,
    page: &Page,
    concept: &Concept,
) -> Result<Option<Html>, Failure> {
    let filter = ActionFilter { concept: Some(concept.id.clone()), ..ActionFilter::default() };
    let (lines, total) = store::actions(tx, &filter, today(page), MOST, 0)?;
    if lines.is_empty() {
        return Ok(None);
    }
    let panel = Panel { page, w: Words::new(page, shell), concept, lines, total };
    Ok(Some(Html::trusted(panel.render().map_err(Failure::internal)?)))
}
