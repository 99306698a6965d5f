//! The bytes of the three record kinds of the alignment: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! proposal record  [1, subject, parent | null, officer, reason, rule]
//! position record  [1, commitment of the proposal, agrees, reason, officer]
//! comment record   [1, question, commitment of the proposal | null, text, officer]
//! subject          [1, question, value, [ground…], wording fr, wording en | null]   a common rule
//!                  [2, instrument, question, answer]                                an answer of a reference
//! ground           [1] the strictest   [2] the most protective   [3, instrument]
//! rule             1 consensus   2 majority   3 owner
//! ```
//!
//! Officers, values and answers are written as in [`crate::profile::record`]. The object of a proposal, and of what is
//! said about it, is the proposal's own identifier. A published form never changes; golden files in `tests/golden`
//! hold the bytes of version 1.

use super::model::{Comment, CommonRule, Ground, MAX_GROUNDS, Position, Proposal, Subject};
use crate::profile::record::{
    Decoded, Out, RecordError, VERSION, Written, answer, cell, encoded, hash, open, optional, put_answer,
    put_text, put_value, text, value,
};
use liptako_core::{Bilingual, Rule};
use liptako_journal::Hash;
use minicbor::Decoder;

fn put_hash(out: &mut Out, hash: Option<Hash>) -> Written {
    match hash {
        Some(hash) => out.bytes(&hash.0)?,
        None => out.null()?,
    };
    Ok(())
}

fn put_subject(out: &mut Out, subject: &Subject) -> Written {
    match subject {
        Subject::CommonRule(rule) => {
            out.array(6)?.u8(1)?.str(rule.question.as_str())?;
            put_value(out, &rule.value)?;
            out.array(rule.grounds.len() as u64)?;
            for ground in &rule.grounds {
                match ground {
                    Ground::Strictest => out.array(1)?.u8(1)?,
                    Ground::Protective => out.array(1)?.u8(2)?,
                    Ground::Instrument(id) => out.array(2)?.u8(3)?.str(id.as_str())?,
                };
            }
            out.str(&rule.wording.fr)?;
            let english = Some(rule.wording.en.as_str()).filter(|text| !text.is_empty());
            put_text(out, english)
        }
        Subject::Reference { instrument, question, answer } => {
            out.array(4)?.u8(2)?.str(instrument.as_str())?.str(question.as_str())?;
            put_answer(out, answer)
        }
    }
}

fn subject(input: &mut Decoder<'_>) -> Decoded<Subject> {
    let fields = input.array()?;
    match (input.u8()?, fields) {
        (1, Some(6)) => {
            let question = input.str()?.parse().map_err(|_| RecordError::Shape("not an identifier"))?;
            let value = value(input)?;
            let n_grounds = input.array()?.unwrap_or(0);
            if n_grounds > MAX_GROUNDS as u64 {
                return Err(RecordError::Shape("a list is too long"));
            }
            let grounds = (0..n_grounds).map(|_| ground(input)).collect::<Decoded<Vec<_>>>()?;
            let (fr, en) = (text(input)?, optional(input, text)?);
            // One way to write that there is no English.
            if en.as_deref() == Some("") {
                return Err(RecordError::Shape("an empty text is not written"));
            }
            let wording = Bilingual { fr, en: en.unwrap_or_default() };
            Ok(Subject::CommonRule(CommonRule { question, value, grounds, wording }))
        }
        (2, Some(4)) => {
            let (instrument, question) = cell(input)?;
            Ok(Subject::Reference { instrument, question, answer: answer(input)? })
        }
        _ => Err(RecordError::Shape("an unknown subject")),
    }
}

fn ground(input: &mut Decoder<'_>) -> Decoded<Ground> {
    let fields = input.array()?;
    Ok(match (input.u8()?, fields) {
        (1, Some(1)) => Ground::Strictest,
        (2, Some(1)) => Ground::Protective,
        (3, Some(2)) => {
            Ground::Instrument(input.str()?.parse().map_err(|_| RecordError::Shape("not an identifier"))?)
        }
        _ => return Err(RecordError::Shape("an unknown ground")),
    })
}

/// Bytes of a proposal record.
pub fn encode_proposal(proposal: &Proposal) -> Vec<u8> {
    encoded(|out| {
        out.array(6)?.u8(VERSION)?;
        put_subject(out, &proposal.subject)?;
        put_hash(out, proposal.parent)?;
        out.encode(&proposal.drafter)?.str(&proposal.reason)?.u8(rule_number(proposal.rule))?;
        Ok(())
    })
}

/// Reads a proposal record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_proposal`] would write.
pub fn decode_proposal(bytes: &[u8]) -> Decoded<Proposal> {
    let mut input = open(bytes, 6)?;
    let subject = subject(&mut input)?;
    let parent = optional(&mut input, hash)?;
    let drafter = input.decode()?;
    let reason = text(&mut input)?;
    Ok(Proposal { subject, parent, drafter, reason, rule: rule_of(input.u8()?)? })
}

/// Bytes of a subject alone, as the tables keep it.
pub fn encode_subject(subject: &Subject) -> Vec<u8> {
    encoded(|out| {
        out.array(2)?.u8(VERSION)?;
        put_subject(out, subject)
    })
}

/// Reads what [`encode_subject`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_subject(bytes: &[u8]) -> Decoded<Subject> {
    subject(&mut open(bytes, 2)?)
}

/// Bytes of a position record.
pub fn encode_position(position: &Position) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.bytes(&position.proposal.0)?.bool(position.agrees)?;
        out.str(&position.reason)?.encode(&position.officer)?;
        Ok(())
    })
}

/// Reads a position record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_position`] would write.
pub fn decode_position(bytes: &[u8]) -> Decoded<Position> {
    let mut input = open(bytes, 5)?;
    let (proposal, agrees) = (hash(&mut input)?, input.bool()?);
    let reason = text(&mut input)?;
    Ok(Position { proposal, agrees, reason, officer: input.decode()? })
}

/// Bytes of a comment record.
pub fn encode_comment(comment: &Comment) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.str(comment.question.as_str())?;
        put_hash(out, comment.proposal)?;
        out.str(&comment.text)?.encode(&comment.officer)?;
        Ok(())
    })
}

/// Reads a comment record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_comment`] would write.
pub fn decode_comment(bytes: &[u8]) -> Decoded<Comment> {
    let mut input = open(bytes, 5)?;
    let question = input.str()?.parse().map_err(|_| RecordError::Shape("not an identifier"))?;
    let proposal = optional(&mut input, hash)?;
    let text = text(&mut input)?;
    Ok(Comment { question, proposal, text, officer: input.decode()? })
}

const fn rule_number(rule: Rule) -> u8 {
    match rule {
        Rule::Consensus => 1,
        Rule::Majority => 2,
        Rule::Owner => 3,
    }
}

const fn rule_of(number: u8) -> Decoded<Rule> {
    match number {
        1 => Ok(Rule::Consensus),
        2 => Ok(Rule::Majority),
        3 => Ok(Rule::Owner),
        _ => Err(RecordError::Shape("an unknown rule")),
    }
}

#[cfg(test)]
mod tests;
