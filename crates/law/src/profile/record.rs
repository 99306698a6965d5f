//! The bytes of the two record kinds of the profiles: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! answer record       [1, instrument, question, parent | null, officer, reason, answer]
//! attestation record  [1, instrument, question, digest of the answer, officer]
//! officer             [id, name, function, label fr, label en]
//! answer              [finding, partial, confidence, article | null, note | null, [source…], from | null, to | null]
//! finding             [0] unknown   [1] silent   [2] not applicable   [3, value]
//! value               [1, bool]   [2, code]   [3, [code…]]   [4, time]   [5, min|null, max|null, currency, share|null]
//!                     [6, count]   [7, text]
//! source              [name, url | null, cited url | null]
//! ```
//!
//! A value says its own type: a node reads it without knowing the question, which may be newer than its program.
//! A published form never changes; golden files in `tests/golden` hold the bytes of version 1.

use super::model::{
    Answer, Confidence, Finding, InstrumentId, MAX_SOURCES, MAX_TEXT, QuestionId, Source, Validity,
};
use super::value::{Amount, Code, MAX_CODES, Value};
use jiff::civil::Date;
use liptako_core::{CborError, ObjectId, check_deterministic};
use liptako_identity::Officer;
use liptako_journal::Hash;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Largest payload of a record of the profiles, in bytes: above what the bounds of an answer can reach.
pub const MAX_PAYLOAD_BYTES: usize = 512 * 1024;
/// Version written at the head of each record.
pub const VERSION: u8 = 1;

/// Why bytes are not a record of the profiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("a record of the profiles has at most 512 KiB, this one has {0} bytes")]
    TooLarge(usize),
    /// Not deterministic CBOR.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A version this program does not know.
    #[error("version {0} of this record is not known here: a newer Liptako wrote it")]
    Version(u8),
    /// Not the array that this version describes.
    #[error("the record is not as its version describes: {0}")]
    Shape(&'static str),
}

impl From<minicbor::decode::Error> for RecordError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Shape("a field has another type")
    }
}

/// An authority's answer for its own law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRecord {
    /// The law.
    pub instrument: InstrumentId,
    /// The question.
    pub question: QuestionId,
    /// Commitment of the record it corrects; none for the first, which corrects what ships.
    pub parent: Option<Hash>,
    /// Who wrote it.
    pub officer: Officer,
    /// Why.
    pub reason: String,
    /// The answer.
    pub answer: Answer,
}

/// An authority's word that an answer about its own law is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestationRecord {
    /// The law.
    pub instrument: InstrumentId,
    /// The question.
    pub question: QuestionId,
    /// [`digest`] of the answer attested.
    pub digest: Hash,
    /// Who signs.
    pub officer: Officer,
}

pub(crate) type Decoded<T> = Result<T, RecordError>;
pub(crate) type Out = Encoder<Vec<u8>>;
pub(crate) type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// Names a cell of the comparison for ever: what both kinds of record are about.
pub fn cell_object(instrument: &InstrumentId, question: &QuestionId) -> ObjectId {
    let hash = Hash::of(format!("liptako-law-cell/1\n{instrument}\n{question}").as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}

/// Names an answer's content: what an attestation cites. Any change of it is another answer.
pub fn digest(answer: &Answer) -> Hash {
    Hash::of(&[b"liptako-law-answer/1\n", &encode_answer(answer)[..]].concat())
}

/// Bytes of an answer record.
pub fn encode_answer_record(record: &AnswerRecord) -> Vec<u8> {
    encoded(|out| {
        out.array(7)?.u8(VERSION)?.str(record.instrument.as_str())?.str(record.question.as_str())?;
        match record.parent {
            Some(parent) => out.bytes(&parent.0)?,
            None => out.null()?,
        };
        out.encode(&record.officer)?.str(&record.reason)?;
        put_answer(out, &record.answer)
    })
}

/// Reads an answer record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_answer_record`] would write.
pub fn decode_answer_record(bytes: &[u8]) -> Decoded<AnswerRecord> {
    let mut input = open(bytes, 7)?;
    let (instrument, question) = cell(&mut input)?;
    let parent = optional(&mut input, hash)?;
    let officer = input.decode()?;
    let reason = text(&mut input)?;
    Ok(AnswerRecord { instrument, question, parent, officer, reason, answer: answer(&mut input)? })
}

/// Bytes of an attestation record.
pub fn encode_attestation(record: &AttestationRecord) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.str(record.instrument.as_str())?.str(record.question.as_str())?;
        out.bytes(&record.digest.0)?.encode(&record.officer)?;
        Ok(())
    })
}

/// Reads an attestation record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_attestation`] would write.
pub fn decode_attestation(bytes: &[u8]) -> Decoded<AttestationRecord> {
    let mut input = open(bytes, 5)?;
    let (instrument, question) = cell(&mut input)?;
    let digest = hash(&mut input)?;
    Ok(AttestationRecord { instrument, question, digest, officer: input.decode()? })
}

/// Bytes of an answer alone, as the tables keep it and as [`digest`] reads it.
pub fn encode_answer(value: &Answer) -> Vec<u8> {
    encoded(|out| {
        out.array(2)?.u8(VERSION)?;
        put_answer(out, value)
    })
}

/// Reads what [`encode_answer`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_answer(bytes: &[u8]) -> Decoded<Answer> {
    answer(&mut open(bytes, 2)?)
}

pub(crate) fn encoded(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    match write(&mut out) {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
}

pub(crate) fn put_text(out: &mut Out, text: Option<&str>) -> Written {
    match text {
        Some(text) => out.str(text)?,
        None => out.null()?,
    };
    Ok(())
}

fn put_date(out: &mut Out, date: Option<Date>) -> Written {
    put_text(out, date.map(|date| date.to_string()).as_deref())
}

pub(crate) fn put_answer(out: &mut Out, answer: &Answer) -> Written {
    out.array(8)?;
    match answer.finding() {
        Finding::Unknown => out.array(1)?.u8(0).map(|_| ())?,
        Finding::Silent => out.array(1)?.u8(1).map(|_| ())?,
        Finding::NotApplicable => out.array(1)?.u8(2).map(|_| ())?,
        Finding::Value(value) => {
            out.array(2)?.u8(3)?;
            put_value(out, value)?;
        }
    }
    out.bool(answer.is_partial())?.u8(confidence_number(answer.confidence()))?;
    put_text(out, answer.article.as_deref())?;
    put_text(out, answer.note.as_deref())?;
    out.array(answer.sources.len() as u64)?;
    for source in &answer.sources {
        out.array(3)?.str(&source.name)?;
        put_text(out, source.url.as_deref())?;
        put_text(out, source.cited_url.as_deref())?;
    }
    put_date(out, answer.valid.from)?;
    put_date(out, answer.valid.to)
}

pub(crate) fn put_value(out: &mut Out, value: &Value) -> Written {
    let put_number = |out: &mut Out, number: Option<u64>| -> Written {
        match number {
            Some(number) => out.u64(number)?,
            None => out.null()?,
        };
        Ok(())
    };
    match value {
        Value::Bool(yes) => out.array(2)?.u8(1)?.bool(*yes)?,
        Value::Choice(code) => out.array(2)?.u8(2)?.str(code.as_str())?,
        Value::Duration(time) => out.array(2)?.u8(4)?.str(&time.to_string())?,
        Value::Integer(number) => out.array(2)?.u8(6)?.u32(*number)?,
        Value::Text(text) => out.array(2)?.u8(7)?.str(text)?,
        Value::Choices(codes) => {
            out.array(2)?.u8(3)?.array(codes.len() as u64)?;
            return codes.iter().try_for_each(|code| out.str(code.as_str()).map(|_| ()));
        }
        Value::Amount(amount) => {
            out.array(5)?.u8(5)?;
            put_number(out, amount.min())?;
            put_number(out, amount.max())?;
            out.str(amount.currency().code())?;
            return put_number(out, amount.percent_turnover().map(u64::from));
        }
    };
    Ok(())
}

/// Checks size, form and version before anything is allocated.
pub(crate) fn open(bytes: &[u8], fields: u64) -> Decoded<Decoder<'_>> {
    if bytes.len() > MAX_PAYLOAD_BYTES {
        return Err(RecordError::TooLarge(bytes.len()));
    }
    check_deterministic(bytes)?;
    let mut input = Decoder::new(bytes);
    let found = input.array()?.unwrap_or(0);
    let version = input.u8()?;
    if version != VERSION {
        return Err(RecordError::Version(version));
    }
    if found != fields {
        return Err(RecordError::Shape("another number of fields"));
    }
    Ok(input)
}

fn array(input: &mut Decoder<'_>, fields: u64) -> Decoded<()> {
    if input.array()? == Some(fields) { Ok(()) } else { Err(RecordError::Shape("another number of fields")) }
}

pub(crate) fn optional<'b, T>(
    input: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Decoded<T>,
) -> Decoded<Option<T>> {
    if input.datatype()? == Type::Null {
        input.null()?;
        return Ok(None);
    }
    read(input).map(Some)
}

/// Four bytes at most per character.
pub(crate) fn text(input: &mut Decoder<'_>) -> Decoded<String> {
    let text = input.str()?;
    if text.len() > MAX_TEXT * 4 {
        return Err(RecordError::Shape("a text is too long"));
    }
    Ok(text.to_owned())
}

pub(crate) fn hash(input: &mut Decoder<'_>) -> Decoded<Hash> {
    Hash::try_from(input.bytes()?).map_err(|_| RecordError::Shape("a hash has 32 bytes"))
}

pub(crate) fn cell(input: &mut Decoder<'_>) -> Decoded<(InstrumentId, QuestionId)> {
    let fault = |_| RecordError::Shape("not an identifier");
    Ok((input.str()?.parse().map_err(fault)?, input.str()?.parse().map_err(fault)?))
}

/// Only the extended ISO form of a day in the years 1 to 9999.
fn date(input: &mut Decoder<'_>) -> Decoded<Date> {
    let text = input.str()?;
    let date = text.parse::<Date>().map_err(|_| RecordError::Shape("not a date"))?;
    if date.to_string() == text && date.year() > 0 { Ok(date) } else { Err(RecordError::Shape("not a date")) }
}

pub(crate) fn answer(input: &mut Decoder<'_>) -> Decoded<Answer> {
    array(input, 8)?;
    let finding = finding(input)?;
    let (partial, confidence) = (input.bool()?, confidence_of(input.u8()?)?);
    let mut answer = Answer::new(finding, partial, confidence)
        .map_err(|_| RecordError::Shape("an answer does not hold together"))?;
    answer.article = optional(input, text)?;
    answer.note = optional(input, text)?;
    let n_sources = input.array()?.unwrap_or(0);
    if n_sources > MAX_SOURCES as u64 {
        return Err(RecordError::Shape("a list is too long"));
    }
    for _ in 0..n_sources {
        array(input, 3)?;
        let name = text(input)?;
        answer.sources.push(Source { name, url: optional(input, text)?, cited_url: optional(input, text)? });
    }
    answer.valid = Validity { from: optional(input, date)?, to: optional(input, date)? };
    answer.check().map_err(|_| RecordError::Shape("an answer is out of bounds"))?;
    Ok(answer)
}

fn finding(input: &mut Decoder<'_>) -> Decoded<Finding> {
    let fields = input.array()?;
    Ok(match (input.u8()?, fields) {
        (0, Some(1)) => Finding::Unknown,
        (1, Some(1)) => Finding::Silent,
        (2, Some(1)) => Finding::NotApplicable,
        (3, Some(2)) => Finding::Value(value(input)?),
        _ => return Err(RecordError::Shape("an unknown finding")),
    })
}

pub(crate) fn value(input: &mut Decoder<'_>) -> Decoded<Value> {
    let fields = input.array()?;
    Ok(match (input.u8()?, fields) {
        (1, Some(2)) => Value::Bool(input.bool()?),
        (2, Some(2)) => Value::Choice(code(input)?),
        (3, Some(2)) => Value::Choices(codes(input)?),
        (4, Some(2)) => Value::Duration(input.str()?.parse().map_err(|_| RecordError::Shape("not a time"))?),
        (5, Some(5)) => {
            let number = |input: &mut Decoder<'_>| Ok(input.u64()?);
            let (min, max) = (optional(input, number)?, optional(input, number)?);
            let fault = |_| RecordError::Shape("not a sum");
            let currency = input.str()?.parse().map_err(fault)?;
            let share = optional(input, |input| Ok(input.u8()?))?;
            Value::Amount(Amount::new(min, max, currency, share).map_err(fault)?)
        }
        (6, Some(2)) => {
            Value::of_integer(input.u32()?.into()).map_err(|_| RecordError::Shape("a count out of bounds"))?
        }
        (7, Some(2)) => {
            let text = input.str()?;
            match Value::of_text(text) {
                Ok(Value::Text(kept)) if kept == text => Value::Text(kept),
                _ => return Err(RecordError::Shape("a text out of bounds")),
            }
        }
        _ => return Err(RecordError::Shape("an unknown type of value")),
    })
}

fn code(input: &mut Decoder<'_>) -> Decoded<Code> {
    input.str()?.parse().map_err(|_| RecordError::Shape("not a code"))
}

fn codes(input: &mut Decoder<'_>) -> Decoded<Vec<Code>> {
    let count = input.array()?.unwrap_or(0);
    if count == 0 || count > MAX_CODES as u64 {
        return Err(RecordError::Shape("a list of codes is empty or too long"));
    }
    let codes = (0..count).map(|_| code(input)).collect::<Decoded<Vec<_>>>()?;
    let twice = codes.iter().enumerate().any(|(place, one)| codes[..place].contains(one));
    if twice { Err(RecordError::Shape("a code is there twice")) } else { Ok(codes) }
}

const fn confidence_number(confidence: Confidence) -> u8 {
    match confidence {
        Confidence::Verified => 1,
        Confidence::Secondary => 2,
        Confidence::Recalled => 3,
        Confidence::Unknown => 4,
    }
}

const fn confidence_of(number: u8) -> Decoded<Confidence> {
    match number {
        1 => Ok(Confidence::Verified),
        2 => Ok(Confidence::Secondary),
        3 => Ok(Confidence::Recalled),
        4 => Ok(Confidence::Unknown),
        _ => Err(RecordError::Shape("an unknown confidence")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, officer};
    use super::*;
    use crate::profile::shipped;
    use proptest::prelude::*;

    fn answer_record() -> AnswerRecord {
        AnswerRecord {
            instrument: "bf_001_2021".parse().unwrap(),
            question: "rights.access.deadline".parse().unwrap(),
            parent: Some(Hash([5; 32])),
            officer: officer(1),
            reason: "Relu au Journal officiel.".into(),
            answer: answer("P1M"),
        }
    }

    fn attestation() -> AttestationRecord {
        AttestationRecord {
            instrument: "bf_001_2021".parse().unwrap(),
            question: "rights.access.deadline".parse().unwrap(),
            digest: digest(&answer("P1M")),
            officer: officer(2),
        }
    }

    /// These bytes are in journals for ever: a change of them is a new version, never an edit of the files.
    #[test]
    fn version_1_keeps_its_bytes() {
        let golden = include_str!("../../tests/golden/law-answer-1.hex");
        assert_eq!(hex::encode(encode_answer_record(&answer_record())), golden.trim());
        let golden = include_str!("../../tests/golden/law-attestation-1.hex");
        assert_eq!(hex::encode(encode_attestation(&attestation())), golden.trim());
    }

    #[test]
    fn records_read_back_as_written() {
        assert_eq!(decode_answer_record(&encode_answer_record(&answer_record())), Ok(answer_record()));
        assert_eq!(decode_attestation(&encode_attestation(&attestation())), Ok(attestation()));
    }

    #[test]
    fn every_answer_that_ships_can_be_recorded() {
        for profile in shipped().unwrap().questioned() {
            for (question, answer) in &profile.answers {
                let read = decode_answer(&encode_answer(answer));
                assert_eq!(read.as_ref(), Ok(answer), "{} {question}", profile.instrument.id);
            }
        }
    }

    #[test]
    fn any_change_of_an_answer_changes_its_digest() {
        let first = answer("P1M");
        let mut other = first.clone();
        other.note = None;
        assert_ne!(digest(&first), digest(&other));
        assert_ne!(digest(&first), digest(&answer("P30D")));
    }

    #[test]
    fn a_newer_version_and_too_many_bytes_are_named_as_such() {
        let mut bytes = encode_attestation(&attestation());
        bytes[1] = 2;
        assert_eq!(decode_attestation(&bytes), Err(RecordError::Version(2)));
        let huge = vec![0; MAX_PAYLOAD_BYTES + 1];
        assert_eq!(decode_answer_record(&huge), Err(RecordError::TooLarge(huge.len())));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(at in 0usize..2000, value in any::<u8>()) {
            let mut bytes = encode_answer_record(&answer_record());
            let at = at % bytes.len();
            bytes[at] = value;
            if let Ok(record) = decode_answer_record(&bytes) {
                prop_assert_eq!(encode_answer_record(&record), bytes);
            }
        }

        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode_answer_record(&bytes);
            let _ = decode_attestation(&bytes);
            let _ = decode_answer(&bytes);
        }
    }
}
