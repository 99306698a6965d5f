//! A version on its way out, in either format.

use super::fold::{Advisory, Fact};
use super::formats::Exported;
use super::model::{Format, Version};
use super::{misp, stix};
use liptako_core::{Charter, ObjectId};

/// A version as the formats write it; nothing when its author is not in the charter.
pub fn of<'a>(
    charter: &'a Charter,
    object: ObjectId,
    advisory: &'a Advisory,
    current: &'a Fact<Version>,
) -> Option<Exported<'a>> {
    let first = advisory.versions.first().map_or(current.seconds, |first| first.seconds);
    Some(Exported {
        object,
        author: charter.member(current.place.origin)?,
        tlp: current.says.marking.tlp(),
        content: &current.says.content,
        revision: current.says.revision,
        created: first.min(current.seconds),
        modified: current.seconds,
        is_withdrawn: advisory.withdrawal.is_some(),
    })
}

/// The file of this format.
pub fn write(format: Format, exported: &Exported<'_>) -> Vec<u8> {
    match format {
        Format::Stix => stix::write(exported),
        Format::Misp => misp::write(exported),
    }
}
