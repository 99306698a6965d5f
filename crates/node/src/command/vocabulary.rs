//! `liptako vocabulary`: the common vocabulary for other programs.

use crate::cli::Vocabulary;
use crate::exit::Exit;
use crate::faults::Unforeseen;
use liptako_core::vocabulary::{Format, shipped};
use std::io::Write;

/// Prints the vocabulary, byte for byte what the pages serve.
///
/// # Errors
/// When it cannot be written.
pub fn run(arguments: &Vocabulary) -> Result<(), Exit> {
    let Vocabulary::Export { format } = arguments;
    let vocabulary = shipped().map_err(|faults| {
        let told = faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        Unforeseen::new(std::io::Error::other(told.join("; ")))
    })?;
    // The command line offers these names alone.
    let format = Format::from_name(format).unwrap_or(Format::Turtle);
    match std::io::stdout().write_all(vocabulary.export(format).as_bytes()) {
        // A reader that has gone (`… | head`) is no fault.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Unforeseen::new(error).into()),
        _ => Ok(()),
    }
}
