//! Which records about a law count: pure, the same on every node.
//!
//! A column has one keeper: the authority of the State whose law it is. So every fact that a record depends on
//! stands in its author's own journal, before it, and every node judges alike whatever the order in which journals
//! arrive. The keeper is told by the instrument's identifier (`ml_2013_015` is Mali's), not by the data that ship:
//! nodes of different versions must agree.

use super::model::InstrumentId;
use super::record::{AnswerRecord, AttestationRecord};
use liptako_core::{Charter, MemberIndex, ObjectId};
use liptako_journal::Hash;

/// Why a record does not count. Shown to people; kept, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Irregularity {
    /// The bytes are not a record of ours.
    #[error("the record cannot be read")]
    Unreadable,
    /// Not addressed to every member: the comparison is read by all.
    #[error("it is not addressed to every member")]
    Audience,
    /// The column is another authority's, or nobody's.
    #[error("the column of this instrument is not its author's to keep")]
    Column,
    /// It corrects a revision that is not the newest.
    #[error("it corrects an answer that was already corrected")]
    Stale,
    /// Not signed with an officer's act key in force, or by another officer than named.
    #[error("it is not signed by the officer it names")]
    Signature,
    /// The officer attests what they wrote.
    #[error("the officer who wrote an answer cannot attest it")]
    OwnAnswer,
}

impl Irregularity {
    /// Stable code, kept in the table of irregular records.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "law-irregular-unreadable",
            Self::Audience => "law-irregular-audience",
            Self::Column => "law-irregular-column",
            Self::Stale => "law-irregular-stale",
            Self::Signature => "law-irregular-signature",
            Self::OwnAnswer => "law-irregular-own-answer",
        }
    }
}

/// The member that keeps this column: the one whose country's code begins the identifier. A reference instrument
/// has none.
pub fn keeper(charter: &Charter, instrument: &InstrumentId) -> Option<MemberIndex> {
    let (country, _) = instrument.as_str().split_once('_')?;
    let is_it = |member: &MemberIndex| {
        charter.member(*member).is_some_and(|known| known.country.eq_ignore_ascii_case(country))
    };
    charter.indices().find(is_it)
}

/// The newest revision of a cell that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// Its number, from 1.
    pub revision: u32,
    /// What the next one cites.
    pub commitment: Hash,
}

/// Judges an answer; gives the number of the revision it makes.
///
/// # Errors
/// Why it does not count.
pub fn judge_answer(
    charter: &Charter,
    author: MemberIndex,
    record: &AnswerRecord,
    newest: Option<Newest>,
) -> Result<u32, Irregularity> {
    if keeper(charter, &record.instrument) != Some(author) {
        return Err(Irregularity::Column);
    }
    if record.parent != newest.map(|newest| newest.commitment) {
        return Err(Irregularity::Stale);
    }
    Ok(newest.map_or(0, |newest| newest.revision).saturating_add(1))
}

/// Judges an attestation. `writers` wrote, in this cell, the answer with this digest.
///
/// # Errors
/// Why it does not count.
pub fn judge_attestation(
    charter: &Charter,
    author: MemberIndex,
    record: &AttestationRecord,
    signed: bool,
    writers: &[ObjectId],
) -> Result<(), Irregularity> {
    if keeper(charter, &record.instrument) != Some(author) {
        return Err(Irregularity::Column);
    }
    if !signed {
        return Err(Irregularity::Signature);
    }
    if writers.contains(&record.officer.id) {
        return Err(Irregularity::OwnAnswer);
    }
    Ok(())
}
