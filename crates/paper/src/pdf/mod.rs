//! PDF, tagged for screen readers (PDF/UA-1), with its letters embedded.
//!
//! Two steps: [`layout`] places every line on its page and builds the tree of the document's parts; [`render`] draws
//! the pages and ties what is drawn to the tree. The number of pages is known in between, for the foot of each.

mod face;
mod layout;
mod render;
mod table;
mod tree;

use crate::{Paper, PaperError};

/// Most pages of one paper.
pub(crate) const MAX_PAGES: usize = 2_000;

/// The paper as a PDF: tagged (PDF/UA-1), its text selectable, its letters embedded, pages numbered, the head of a
/// table repeated on each of its pages. The same paper gives the same bytes.
///
/// A character that the embedded letters lack (they hold the Latin alphabets, those of the national languages
/// included) is shown as `�`.
///
/// # Errors
/// [`PaperError`] when a row does not fit its table, or the paper has more than 2,000 pages.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let faces = face::Faces::load()?;
    let laid = layout::lay(paper, &faces)?;
    render::render(paper, &faces, &laid)
}
