//! PDF.

use crate::{Paper, PaperError};

/// The paper as a PDF.
///
/// # Errors
/// [`PaperError`].
pub fn pdf(_paper: &Paper) -> Result<Vec<u8>, PaperError> {
    Err(PaperError::Pdf("not written yet".to_owned()))
}
