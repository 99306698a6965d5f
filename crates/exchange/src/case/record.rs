//! The bytes of the two record kinds: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! case-opened, case-step   [1, step, drafter, approver | null, fields]
//! step       a number: 0 for case-opened, any other of StepName for case-step
//! officer    [id, name, function, label fr, label en]
//! fields     an array, by step:
//!   opened          [number, kind, title, controller, country, facts, asked, [item…], date | null, delays]
//!   person          [name, contact, remark]
//!   acknowledged    [reference]
//!   completed       [text, [item…]]
//!   admissibility   [is admissible, [item…], reason]
//!   lead            [member, reason]
//!   request         [member, text]
//!   reply           [place, answer, text]
//!   note, key-points, early-resolution   [text]
//!   document        [file, name, media, bytes, sha256, caption]
//!   draft           [form, title, text, commitment | null]
//!   position        [commitment, agrees, reason]
//!   reminder        [member, duty, place, text]
//!   extension       [duty, place, days, reason]
//!   handled         [name, function]
//!   urgent          [measure, date, reason]
//!   widened         [member, [number, kind, title, opener, opened, delays], reason]
//!   resent          [place, commitment, seconds, step, fields]
//!   closed          [outcome, text]
//!   reopened        [reason]
//!   retained        [number, kind, opener, concerned, opened, closed, outcome, met, late]
//! place      [member, index]   number "ML-2026-0007"   date "2026-03-31"
//! ```
//!
//! A published form never changes; a new one gets a new version number. Golden files in `tests/golden` hold the bytes.

use super::model::{
    Answer, CaseKind, Document, Duty, Form, Head, Opening, Outcome, Person, Place, Skeleton, Step, StepName,
};
use super::number::CaseNumber;
use jiff::civil::Date;
use liptako_core::{Audience, CborError, MemberIndex, ObjectId, check_deterministic};
use liptako_identity::Officer;
use liptako_journal::Hash;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Largest payload, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 256 * 1024;
/// Longest text, in bytes: four for each of the [`super::MAX_TEXT`] characters of a draft.
const MAX_TEXT_BYTES: usize = 4 * super::check::MAX_TEXT;
/// Most items of a checklist.
const MAX_ITEMS: u64 = 32;
const VERSION: u8 = 1;

/// Why bytes are not a record of a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("a record of a case has at most 256 KiB, this one has {0} bytes")]
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

/// What a record says: who wrote it, who approved it, what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Who wrote it.
    pub drafter: Officer,
    /// Who approved it.
    pub approver: Option<Officer>,
    /// What was done.
    pub step: Step,
}

type Decoded<T> = Result<T, RecordError>;
type Out = Encoder<Vec<u8>>;
type Put = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// Bytes of a record.
pub fn encode(written: &Written) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.u8(written.step.step().number())?;
        out.encode(&written.drafter)?;
        match &written.approver {
            Some(officer) => out.encode(officer)?,
            None => out.null()?,
        };
        put_step(out, &written.step)
    })
}

/// Reads a record.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode`] would write.
pub fn decode(bytes: &[u8]) -> Decoded<Written> {
    let mut input = open(bytes, 5)?;
    let name = step_name(&mut input)?;
    let drafter = input.decode::<Officer>()?;
    let approver = nullable(&mut input, |input| Ok(input.decode::<Officer>()?))?;
    let step = step(&mut input, name)?;
    Ok(Written { drafter, approver, step })
}

/// Bytes of a step alone, as drafts keep it.
pub fn encode_step(step: &Step) -> Vec<u8> {
    encoded(|out| {
        out.array(3)?.u8(VERSION)?.u8(step.step().number())?;
        put_step(out, step)
    })
}

/// Reads what [`encode_step`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_step(bytes: &[u8]) -> Decoded<Step> {
    let mut input = open(bytes, 3)?;
    let name = step_name(&mut input)?;
    step(&mut input, name)
}

fn encoded(write: impl FnOnce(&mut Out) -> Put) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    match write(&mut out) {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
}

fn put_items(out: &mut Out, items: &[String]) -> Put {
    out.array(items.len() as u64)?;
    items.iter().try_for_each(|item| out.str(item).map(|_| ()))
}

fn put_place(out: &mut Out, place: Place) -> Put {
    out.array(2)?.u8(place.origin.0)?.u64(place.index)?;
    Ok(())
}

fn put_head(out: &mut Out, head: &Head) -> Put {
    out.array(6)?.str(&head.number.to_string())?.u8(head.kind.number())?.str(&head.title)?;
    out.u8(head.opener.0)?.i64(head.opened)?.u32(head.delays)?;
    Ok(())
}

fn put_opening(out: &mut Out, opening: &Opening) -> Put {
    out.array(10)?.str(&opening.number.to_string())?.u8(opening.kind.number())?;
    out.str(&opening.title)?.str(&opening.controller)?.str(&opening.country)?;
    out.str(&opening.facts)?.str(&opening.asked)?;
    put_items(out, &opening.checklist)?;
    match opening.received {
        Some(day) => out.str(&day.to_string())?,
        None => out.null()?,
    };
    out.u32(opening.delays)?;
    Ok(())
}

fn put_document(out: &mut Out, document: &Document) -> Put {
    out.array(6)?.bytes(document.file.as_bytes())?.str(&document.name)?.str(&document.media)?;
    out.u64(document.bytes)?.bytes(&document.sha256)?.str(&document.caption)?;
    Ok(())
}

fn put_step(out: &mut Out, step: &Step) -> Put {
    match step {
        Step::Opened(opening) => put_opening(out, opening)?,
        Step::Person(Person { name, contact, remark }) => {
            out.array(3)?.str(name)?.str(contact)?.str(remark)?;
        }
        Step::Acknowledged { reference } => {
            out.array(1)?.str(reference)?;
        }
        Step::Completed { text, checklist } => {
            out.array(2)?.str(text)?;
            put_items(out, checklist)?;
        }
        Step::Admissibility { is_admissible, missing, reason } => {
            out.array(3)?.bool(*is_admissible)?;
            put_items(out, missing)?;
            out.str(reason)?;
        }
        Step::Lead { lead: member, reason: text } | Step::Request { to: member, text } => {
            out.array(2)?.u8(member.0)?.str(text)?;
        }
        Step::Reply { to, answer, text } => {
            out.array(3)?;
            put_place(out, *to)?;
            out.u8(answer_number(*answer))?.str(text)?;
        }
        Step::Note { text } | Step::KeyPoints { text } | Step::EarlyResolution { text } => {
            out.array(1)?.str(text)?;
        }
        Step::Document(document) => put_document(out, document)?,
        Step::Draft { form, title, text, revises } => {
            out.array(4)?.u8(form_number(*form))?.str(title)?.str(text)?;
            match revises {
                Some(commitment) => out.bytes(&commitment.0)?,
                None => out.null()?,
            };
        }
        Step::Position { on, agrees, reason } => {
            out.array(3)?.bytes(&on.0)?.bool(*agrees)?.str(reason)?;
        }
        Step::Resent { of, commitment, seconds, step } => {
            out.array(5)?;
            put_place(out, *of)?;
            out.bytes(&commitment.0)?.i64(*seconds)?.u8(step.step().number())?;
            put_step(out, step)?;
        }
        _ => put_later(out, step)?,
    }
    Ok(())
}

/// The other half of [`put_step`].
fn put_later(out: &mut Out, step: &Step) -> Put {
    match step {
        Step::Reminder { to, duty, about, text } => {
            out.array(4)?.u8(to.0)?.u8(duty.number())?;
            put_place(out, *about)?;
            out.str(text)?;
        }
        Step::Extension { duty, about, days, reason } => {
            out.array(4)?.u8(duty.number())?;
            put_place(out, *about)?;
            out.u16(*days)?.str(reason)?;
        }
        Step::Handled { name, function } => {
            out.array(2)?.str(name)?.str(function)?;
        }
        Step::Urgent { measure, until, reason } => {
            out.array(3)?.str(measure)?.str(&until.to_string())?.str(reason)?;
        }
        Step::Widened { member, head, reason } => {
            out.array(3)?.u8(member.0)?;
            put_head(out, head)?;
            out.str(reason)?;
        }
        Step::Closed { outcome, text } => {
            out.array(2)?.u8(outcome.number())?.str(text)?;
        }
        Step::Reopened { reason } => {
            out.array(1)?.str(reason)?;
        }
        Step::Retained(left) => {
            out.array(9)?.str(&left.number.to_string())?.u8(left.kind.number())?.u8(left.opener.0)?;
            out.u32(left.concerned.0)?.i64(left.opened)?.i64(left.closed)?.u8(left.outcome.number())?;
            out.u32(left.met)?.u32(left.late)?;
        }
        _ => unreachable!("the first half writes every other step"),
    }
    Ok(())
}

/// Checks size, form and version before anything is allocated.
fn open(bytes: &[u8], fields: u64) -> Decoded<Decoder<'_>> {
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
    if found == fields { Ok(input) } else { Err(RecordError::Shape("another number of fields")) }
}

fn array(input: &mut Decoder<'_>, fields: u64) -> Decoded<()> {
    if input.array()? == Some(fields) { Ok(()) } else { Err(RecordError::Shape("another number of fields")) }
}

fn nullable<'b, T>(
    input: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Decoded<T>,
) -> Decoded<Option<T>> {
    if input.datatype()? == Type::Null {
        input.null()?;
        return Ok(None);
    }
    read(input).map(Some)
}

fn text(input: &mut Decoder<'_>) -> Decoded<String> {
    let text = input.str()?;
    if text.len() > MAX_TEXT_BYTES {
        Err(RecordError::Shape("a text is too long"))
    } else {
        Ok(text.to_owned())
    }
}

fn items(input: &mut Decoder<'_>) -> Decoded<Vec<String>> {
    let count = input.array()?.unwrap_or(0);
    if count > MAX_ITEMS {
        return Err(RecordError::Shape("a list is too long"));
    }
    (0..count).map(|_| text(input)).collect()
}

fn object(input: &mut Decoder<'_>) -> Decoded<ObjectId> {
    ObjectId::try_from(input.bytes()?).map_err(|_| RecordError::Shape("an identifier has 16 bytes"))
}

fn hash(input: &mut Decoder<'_>) -> Decoded<Hash> {
    Hash::try_from(input.bytes()?).map_err(|_| RecordError::Shape("a commitment has 32 bytes"))
}

fn member(input: &mut Decoder<'_>) -> Decoded<MemberIndex> {
    let member = input.u8()?;
    if usize::from(member) < liptako_core::MAX_MEMBERS {
        Ok(MemberIndex(member))
    } else {
        Err(RecordError::Shape("no such member"))
    }
}

fn place(input: &mut Decoder<'_>) -> Decoded<Place> {
    array(input, 2)?;
    let origin = member(input)?;
    let index = input.u64()?;
    // What tables hold is signed.
    if i64::try_from(index).is_ok() {
        Ok(Place { origin, index })
    } else {
        Err(RecordError::Shape("no such place"))
    }
}

/// Only the extended ISO form of a day in the years 1 to 9999.
fn date(input: &mut Decoder<'_>) -> Decoded<Date> {
    let text = input.str()?;
    let date = text.parse::<Date>().map_err(|_| RecordError::Shape("not a date"))?;
    if date.to_string() == text && date.year() > 0 { Ok(date) } else { Err(RecordError::Shape("not a date")) }
}

fn number(input: &mut Decoder<'_>) -> Decoded<CaseNumber> {
    input.str()?.parse().map_err(|_| RecordError::Shape("not the number of a case"))
}

fn kind(input: &mut Decoder<'_>) -> Decoded<CaseKind> {
    CaseKind::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown kind"))
}

fn outcome(input: &mut Decoder<'_>) -> Decoded<Outcome> {
    Outcome::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown outcome"))
}

fn duty(input: &mut Decoder<'_>) -> Decoded<Duty> {
    Duty::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown duty"))
}

fn step_name(input: &mut Decoder<'_>) -> Decoded<StepName> {
    let number = usize::from(input.u8()?);
    StepName::ALL.get(number).copied().ok_or(RecordError::Shape("an unknown step"))
}

const fn answer_number(answer: Answer) -> u8 {
    match answer {
        Answer::Full => 1,
        Answer::Partial => 2,
        Answer::Refused => 3,
    }
}

fn answer(input: &mut Decoder<'_>) -> Decoded<Answer> {
    let number = input.u8()?;
    let known = Answer::ALL.into_iter().find(|answer| answer_number(*answer) == number);
    known.ok_or(RecordError::Shape("an unknown answer"))
}

const fn form_number(form: Form) -> u8 {
    match form {
        Form::Decision => 1,
        Form::Opinion => 2,
    }
}

fn form(input: &mut Decoder<'_>) -> Decoded<Form> {
    let number = input.u8()?;
    let known = Form::ALL.into_iter().find(|form| form_number(*form) == number);
    known.ok_or(RecordError::Shape("an unknown form"))
}

fn opening(input: &mut Decoder<'_>) -> Decoded<Opening> {
    Ok(Opening {
        number: number(input)?,
        kind: kind(input)?,
        title: text(input)?,
        controller: text(input)?,
        country: text(input)?,
        facts: text(input)?,
        asked: text(input)?,
        checklist: items(input)?,
        received: nullable(input, date)?,
        delays: input.u32()?,
    })
}

fn document(input: &mut Decoder<'_>) -> Decoded<Document> {
    Ok(Document {
        file: object(input)?,
        name: text(input)?,
        media: text(input)?,
        bytes: input.u64()?,
        sha256: hash(input)?.0,
        caption: text(input)?,
    })
}

fn head(input: &mut Decoder<'_>) -> Decoded<Head> {
    array(input, 6)?;
    Ok(Head {
        number: number(input)?,
        kind: kind(input)?,
        title: text(input)?,
        opener: member(input)?,
        opened: input.i64()?,
        delays: input.u32()?,
    })
}

fn skeleton(input: &mut Decoder<'_>) -> Decoded<Skeleton> {
    Ok(Skeleton {
        number: number(input)?,
        kind: kind(input)?,
        opener: member(input)?,
        concerned: Audience(input.u32()?),
        opened: input.i64()?,
        closed: input.i64()?,
        outcome: outcome(input)?,
        met: input.u32()?,
        late: input.u32()?,
    })
}

const fn fields(name: StepName) -> u64 {
    match name {
        StepName::Opened => 10,
        StepName::Retained => 9,
        StepName::Document => 6,
        StepName::Resent => 5,
        StepName::Draft | StepName::Reminder | StepName::Extension => 4,
        StepName::Person
        | StepName::Admissibility
        | StepName::Reply
        | StepName::Position
        | StepName::Urgent
        | StepName::Widened => 3,
        StepName::Completed | StepName::Lead | StepName::Request | StepName::Handled | StepName::Closed => 2,
        StepName::Acknowledged
        | StepName::Note
        | StepName::KeyPoints
        | StepName::EarlyResolution
        | StepName::Reopened => 1,
    }
}

fn step(input: &mut Decoder<'_>, name: StepName) -> Decoded<Step> {
    array(input, fields(name))?;
    Ok(match name {
        StepName::Opened => Step::Opened(opening(input)?),
        StepName::Person => {
            Step::Person(Person { name: text(input)?, contact: text(input)?, remark: text(input)? })
        }
        StepName::Acknowledged => Step::Acknowledged { reference: text(input)? },
        StepName::Completed => Step::Completed { text: text(input)?, checklist: items(input)? },
        StepName::Admissibility => {
            let is_admissible = input.bool()?;
            Step::Admissibility { is_admissible, missing: items(input)?, reason: text(input)? }
        }
        StepName::Lead => Step::Lead { lead: member(input)?, reason: text(input)? },
        StepName::Request => Step::Request { to: member(input)?, text: text(input)? },
        StepName::Reply => Step::Reply { to: place(input)?, answer: answer(input)?, text: text(input)? },
        StepName::Note => Step::Note { text: text(input)? },
        StepName::Document => Step::Document(document(input)?),
        StepName::KeyPoints => Step::KeyPoints { text: text(input)? },
        StepName::Draft => Step::Draft {
            form: form(input)?,
            title: text(input)?,
            text: text(input)?,
            revises: nullable(input, hash)?,
        },
        StepName::Position => {
            Step::Position { on: hash(input)?, agrees: input.bool()?, reason: text(input)? }
        }
        StepName::EarlyResolution => Step::EarlyResolution { text: text(input)? },
        StepName::Reminder => Step::Reminder {
            to: member(input)?,
            duty: duty(input)?,
            about: place(input)?,
            text: text(input)?,
        },
        StepName::Extension => Step::Extension {
            duty: duty(input)?,
            about: place(input)?,
            days: input.u16()?,
            reason: text(input)?,
        },
        StepName::Handled => Step::Handled { name: text(input)?, function: text(input)? },
        StepName::Urgent => Step::Urgent { measure: text(input)?, until: date(input)?, reason: text(input)? },
        StepName::Widened => {
            Step::Widened { member: member(input)?, head: head(input)?, reason: text(input)? }
        }
        StepName::Resent => resent(input)?,
        StepName::Closed => Step::Closed { outcome: outcome(input)?, text: text(input)? },
        StepName::Reopened => Step::Reopened { reason: text(input)? },
        StepName::Retained => Step::Retained(skeleton(input)?),
    })
}

/// A step that is sent again never holds another one.
fn resent(input: &mut Decoder<'_>) -> Decoded<Step> {
    let (of, commitment, seconds) = (place(input)?, hash(input)?, input.i64()?);
    let name = step_name(input)?;
    if name == StepName::Resent {
        return Err(RecordError::Shape("a step sent again within another"));
    }
    Ok(Step::Resent { of, commitment, seconds, step: Box::new(step(input, name)?) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::samples::{every_step, officer};
    use proptest::prelude::*;

    fn written(step: Step) -> Written {
        let approver = step.step().needs_approval().then(|| officer(2));
        Written { drafter: officer(1), approver, step }
    }

    /// These bytes stand in journals: they decode to the same step for ever.
    #[test]
    fn every_step_keeps_its_bytes() {
        let steps = every_step();
        let names: Vec<StepName> = steps.iter().map(Step::step).collect();
        assert_eq!(names, StepName::ALL, "one of each, in the order of their numbers");
        let line = |step: Step| {
            let name = step.step().name();
            format!("{name} {}", hex::encode(encode(&written(step))))
        };
        let lines: Vec<String> = steps.into_iter().map(line).collect();
        let golden = include_str!("../../tests/golden/case-steps-1.txt");
        assert_eq!(lines.join("\n"), golden.trim());
        for line in golden.lines() {
            let bytes = hex::decode(line.split_once(' ').unwrap().1).unwrap();
            assert_eq!(encode(&decode(&bytes).unwrap()), bytes);
        }
    }

    #[test]
    fn a_step_reads_back_as_written() {
        for step in every_step() {
            assert_eq!(decode_step(&encode_step(&step)), Ok(step.clone()));
            assert_eq!(decode(&encode(&written(step.clone()))), Ok(written(step)));
        }
    }

    #[test]
    fn a_newer_version_an_unknown_step_and_a_step_within_two_are_refused() {
        let bytes = encode(&written(Step::Note { text: "Bonjour".into() }));
        let with = |at: usize, value: u8| {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            decode(&bytes)
        };
        assert_eq!(with(1, 2), Err(RecordError::Version(2)));
        assert_eq!(with(2, 23), Err(RecordError::Shape("an unknown step")));
        let inner = every_step().into_iter().find(|step| step.step() == StepName::Resent).unwrap();
        let Step::Resent { of, commitment, seconds, .. } = inner.clone() else { panic!("a resent step") };
        let twice = Step::Resent { of, commitment, seconds, step: Box::new(inner) };
        assert_eq!(
            decode_step(&encode_step(&twice)),
            Err(RecordError::Shape("a step sent again within another"))
        );
    }

    #[test]
    fn lengths_are_bounded() {
        let long = Step::Note { text: "x".repeat(MAX_TEXT_BYTES + 1) };
        assert_eq!(decode_step(&encode_step(&long)), Err(RecordError::Shape("a text is too long")));
        let huge = vec![0; MAX_PAYLOAD_BYTES + 1];
        assert_eq!(decode(&huge), Err(RecordError::TooLarge(huge.len())));
        let many = Step::Completed { text: String::new(), checklist: vec!["a".into(); 33] };
        assert_eq!(decode_step(&encode_step(&many)), Err(RecordError::Shape("a list is too long")));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(
            which in 0usize..23, at in any::<prop::sample::Index>(), value in any::<u8>()
        ) {
            let mut bytes = encode(&written(every_step().swap_remove(which)));
            let at = at.index(bytes.len());
            bytes[at] = value;
            if let Ok(read) = decode(&bytes) {
                prop_assert_eq!(encode(&read), bytes);
            }
        }

        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
            let _ = decode_step(&bytes);
        }
    }
}
