//! A file of either format, told apart by what it is, never by its name.

use super::formats::{Candidate, ImportFault};
use super::json::Json;
use super::model::Format;
use super::{misp, stix};

/// Finds the advisories of a file and its format.
///
/// # Errors
/// [`ImportFault`]: nothing of the file is taken then.
pub fn read(bytes: &[u8]) -> Result<(Format, Vec<Candidate>), ImportFault> {
    let root = Json::read(bytes)?;
    let format = if root.get("type").text() == "bundle" { Format::Stix } else { Format::Misp };
    Ok((format, read_as(format, bytes)?))
}

/// Finds the advisories of a file of this format.
///
/// # Errors
/// [`ImportFault`]: nothing of the file is taken then.
pub fn read_as(format: Format, bytes: &[u8]) -> Result<Vec<Candidate>, ImportFault> {
    match format {
        Format::Stix => stix::read(bytes),
        Format::Misp => misp::read(bytes),
    }
}
