//! Text documents.

use crate::{Paper, PaperError};

/// The paper as a text document.
///
/// # Errors
/// [`PaperError`].
pub fn docx(_paper: &Paper) -> Result<Vec<u8>, PaperError> {
    Err(PaperError::Docx("not written yet".to_owned()))
}
