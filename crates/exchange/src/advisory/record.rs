//! The bytes of the records of advisories: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! advisory         [1, 1, seed, revision, parent | null, drafter, issuer, reason, marking, content]    a version
//!                  [1, 2, seed, parent, reason, officer]                                               a withdrawal
//! acknowledgement  [1, version, response, reason, officer]
//! publication      [1, version, outlet, officer]
//! marking          [1, authorities, [function…]] RED   [2, authorities] AMBER+STRICT   [3, authorities] AMBER
//!                  [4] GREEN   [5] CLEAR
//! content          [lang, title, threat, severity, [sector…], summary, body, [[kind, value, remark]…],
//!                   [[text, day | null]…], [concept…], [[name, url | null]…], day | null, origin | null]
//! origin           [format, id, by, label, agreement]
//! outlet           [1] the public   [2, [sector…]]   [3] retracted
//! ```
//!
//! Authorities are a bitmap by their place in the charter; days are `YYYY-MM-DD`. A published form never changes; golden
//! files in `tests/golden` hold the bytes of version 1.

use super::indicator::{Indicator, IndicatorKind};
use super::marking::{Functions, Marking, Named, Tlp};
use super::model::{
    Acknowledgement, Content, Format, MAX_ACTIONS, MAX_BODY, MAX_CONCEPTS, MAX_INDICATORS, MAX_REFERENCES,
    Origin, Outlet, Publication, Reference, Response, Sector, Severity, Step, Threat, Version, Withdrawal,
};
use jiff::civil::Date;
use liptako_core::{Audience, CborError, Lang, ObjectId, check_deterministic};
use liptako_journal::Hash;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Largest payload, in bytes: above what the bounds of an advisory can reach in ordinary text.
pub const MAX_PAYLOAD_BYTES: usize = 2 * 1024 * 1024;
/// Version written at the head of each record.
pub const VERSION: u8 = 1;

/// Why bytes are not a record of an advisory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("a record of an advisory has at most 2 MiB, this one has {0} bytes")]
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

type Decoded<T> = Result<T, RecordError>;
type Out = Encoder<Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// What a record of the kind `ADVISORY` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A version.
    Version(Box<Version>),
    /// The end of the advisory.
    Withdrawal(Withdrawal),
}

/// The identifier of an advisory: drawn from its author's journal and a random seed, so that every node sees, without
/// having the first version, whose advisory it is.
pub fn advisory_object(origin_line: &str, seed: &[u8; 16]) -> ObjectId {
    let hash = Hash::of(&[b"liptako-advisory/1\n", origin_line.as_bytes(), b"\n", &seed[..]].concat());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}

// ---- writing ------------------------------------------------------------------------------------------------------

fn encoded(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    match write(&mut out) {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
}

fn put_text(out: &mut Out, text: Option<&str>) -> Written {
    match text {
        Some(text) => out.str(text)?,
        None => out.null()?,
    };
    Ok(())
}

fn put_day(out: &mut Out, date: Option<Date>) -> Written {
    put_text(out, date.map(|date| date.to_string()).as_deref())
}

fn put_sectors(out: &mut Out, sectors: &[Sector]) -> Written {
    out.array(sectors.len() as u64)?;
    for sector in sectors {
        out.u8(sector.number())?;
    }
    Ok(())
}

fn put_marking(out: &mut Out, marking: &Marking) -> Written {
    match marking {
        Marking::Red { readers, functions } => {
            out.array(3)?.u8(1)?.u32(readers.audience().0)?.array(functions.names().len() as u64)?;
            for name in functions.names() {
                out.str(name)?;
            }
        }
        Marking::AmberStrict(named) => out.array(2)?.u8(2)?.u32(named.audience().0).map(drop)?,
        Marking::Amber(named) => out.array(2)?.u8(3)?.u32(named.audience().0).map(drop)?,
        Marking::Green => out.array(1)?.u8(4).map(drop)?,
        Marking::Clear => out.array(1)?.u8(5).map(drop)?,
    }
    Ok(())
}

const fn tlp_number(tlp: Tlp) -> u8 {
    match tlp {
        Tlp::Red => 1,
        Tlp::AmberStrict => 2,
        Tlp::Amber => 3,
        Tlp::Green => 4,
        Tlp::Clear => 5,
    }
}

fn put_content(out: &mut Out, content: &Content) -> Written {
    out.array(13)?.str(content.lang.tag())?.str(&content.title)?;
    out.u8(content.threat.number())?.u8(content.severity.number())?;
    put_sectors(out, &content.sectors)?;
    out.str(&content.summary)?.str(&content.body)?.array(content.indicators.len() as u64)?;
    for indicator in &content.indicators {
        out.array(3)?.u8(indicator.kind().number())?.str(indicator.value())?.str(indicator.remark())?;
    }
    out.array(content.actions.len() as u64)?;
    for step in &content.actions {
        out.array(2)?.str(&step.text)?;
        put_day(out, step.due)?;
    }
    out.array(content.concepts.len() as u64)?;
    for concept in &content.concepts {
        out.str(concept.as_str())?;
    }
    out.array(content.references.len() as u64)?;
    for reference in &content.references {
        out.array(2)?.str(&reference.name)?;
        put_text(out, reference.url.as_deref())?;
    }
    put_day(out, content.acknowledge_by)?;
    match &content.origin {
        None => out.null().map(drop),
        Some(origin) => {
            let format = match origin.format {
                Format::Stix => 1,
                Format::Misp => 2,
            };
            out.array(5)?.u8(format)?.str(&origin.id)?.str(&origin.by)?;
            out.u8(tlp_number(origin.tlp))?.str(&origin.agreement).map(drop)
        }
    }
}

/// Bytes of a version.
pub fn encode_version(version: &Version) -> Vec<u8> {
    encoded(|out| {
        out.array(10)?.u8(VERSION)?.u8(1)?.bytes(&version.seed)?.u32(version.revision)?;
        match version.parent {
            Some(parent) => out.bytes(&parent.0)?,
            None => out.null()?,
        };
        out.encode(&version.drafter)?.encode(&version.issuer)?.str(&version.reason)?;
        put_marking(out, &version.marking)?;
        put_content(out, &version.content)
    })
}

/// Bytes of a withdrawal.
pub fn encode_withdrawal(withdrawal: &Withdrawal) -> Vec<u8> {
    encoded(|out| {
        out.array(6)?.u8(VERSION)?.u8(2)?.bytes(&withdrawal.seed)?.bytes(&withdrawal.parent.0)?;
        out.str(&withdrawal.reason)?.encode(&withdrawal.officer).map(drop)
    })
}

/// Bytes of an acknowledgement.
pub fn encode_acknowledgement(word: &Acknowledgement) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.bytes(&word.version.0)?.u8(word.response.number())?;
        out.str(&word.reason)?.encode(&word.officer).map(drop)
    })
}

/// Bytes of a publication.
pub fn encode_publication(word: &Publication) -> Vec<u8> {
    encoded(|out| {
        out.array(4)?.u8(VERSION)?.bytes(&word.version.0)?;
        match &word.outlet {
            Outlet::Public => out.array(1)?.u8(1).map(drop)?,
            Outlet::Sectors(sectors) => {
                out.array(2)?.u8(2)?;
                put_sectors(out, sectors)?;
            }
            Outlet::Retracted => out.array(1)?.u8(3).map(drop)?,
        }
        out.encode(&word.officer).map(drop)
    })
}

/// Bytes of a marking and a content, as drafts keep them.
pub fn encode_draft(marking: Option<&Marking>, content: &Content) -> Vec<u8> {
    encoded(|out| {
        out.array(3)?.u8(VERSION)?;
        match marking {
            Some(marking) => put_marking(out, marking)?,
            None => out.null().map(drop)?,
        }
        put_content(out, content)
    })
}

// ---- reading ------------------------------------------------------------------------------------------------------

fn open(bytes: &[u8]) -> Decoded<(Decoder<'_>, u64)> {
    if bytes.len() > MAX_PAYLOAD_BYTES {
        return Err(RecordError::TooLarge(bytes.len()));
    }
    check_deterministic(bytes)?;
    let mut input = Decoder::new(bytes);
    let fields = input.array()?.unwrap_or(0);
    let version = input.u8()?;
    if version == VERSION { Ok((input, fields)) } else { Err(RecordError::Version(version)) }
}

fn of(found: u64, expected: u64) -> Decoded<()> {
    if found == expected { Ok(()) } else { Err(RecordError::Shape("another number of fields")) }
}

fn array(input: &mut Decoder<'_>, fields: u64) -> Decoded<()> {
    let found = input.array()?.unwrap_or(0);
    of(found, fields)
}

fn list<T>(
    input: &mut Decoder<'_>,
    max: usize,
    mut read: impl FnMut(&mut Decoder<'_>) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    let count = input.array()?.unwrap_or(0);
    if count > max as u64 {
        return Err(RecordError::Shape("a list is too long"));
    }
    (0..count).map(|_| read(input)).collect()
}

fn optional<'b, T>(
    input: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Decoded<T>,
) -> Decoded<Option<T>> {
    if input.datatype()? == Type::Null {
        input.null()?;
        return Ok(None);
    }
    read(input).map(Some)
}

/// Four bytes at most per character; what exactly each text may be is the rules' to say.
fn text(input: &mut Decoder<'_>) -> Decoded<String> {
    let text = input.str()?;
    if text.len() > MAX_BODY * 4 {
        return Err(RecordError::Shape("a text is too long"));
    }
    Ok(text.to_owned())
}

fn day(input: &mut Decoder<'_>) -> Decoded<Date> {
    let text = input.str()?;
    let date = text.parse::<Date>().map_err(|_| RecordError::Shape("not a day"))?;
    if date.to_string() == text { Ok(date) } else { Err(RecordError::Shape("not a day")) }
}

fn hash(input: &mut Decoder<'_>) -> Decoded<Hash> {
    Hash::try_from(input.bytes()?).map_err(|_| RecordError::Shape("a hash has 32 bytes"))
}

fn seed(input: &mut Decoder<'_>) -> Decoded<[u8; 16]> {
    input.bytes()?.try_into().map_err(|_| RecordError::Shape("a seed has 16 bytes"))
}

fn sectors(input: &mut Decoder<'_>) -> Decoded<Vec<Sector>> {
    let read = |input: &mut Decoder<'_>| {
        Sector::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown sector"))
    };
    list(input, Sector::ALL.len(), read)
}

fn named(input: &mut Decoder<'_>) -> Decoded<Named> {
    Named::new(Audience(input.u32()?)).map_err(|_| RecordError::Shape("too few authorities are named"))
}

fn marking(input: &mut Decoder<'_>) -> Decoded<Marking> {
    let fields = input.array()?;
    Ok(match (input.u8()?, fields) {
        (1, Some(3)) => {
            let readers = named(input)?;
            let names = list(input, super::marking::MAX_FUNCTIONS, text)?;
            let functions = Functions::new(names.clone())
                .ok()
                .filter(|functions| functions.names() == names)
                .ok_or(RecordError::Shape("the functions named are not in their one form"))?;
            Marking::Red { readers, functions }
        }
        (2, Some(2)) => Marking::AmberStrict(named(input)?),
        (3, Some(2)) => Marking::Amber(named(input)?),
        (4, Some(1)) => Marking::Green,
        (5, Some(1)) => Marking::Clear,
        _ => return Err(RecordError::Shape("an unknown marking")),
    })
}

fn tlp(number: u8) -> Decoded<Tlp> {
    Tlp::ALL.into_iter().find(|tlp| tlp_number(*tlp) == number).ok_or(RecordError::Shape("an unknown label"))
}

fn indicator(input: &mut Decoder<'_>) -> Decoded<Indicator> {
    array(input, 3)?;
    let kind = IndicatorKind::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown indicator"))?;
    let (value, remark) = (text(input)?, text(input)?);
    Indicator::new(kind, &value, &remark)
        .ok()
        .filter(|found| found.value() == value && found.remark() == remark)
        .ok_or(RecordError::Shape("an indicator is not in its one form"))
}

fn origin(input: &mut Decoder<'_>) -> Decoded<Origin> {
    array(input, 5)?;
    let format = match input.u8()? {
        1 => Format::Stix,
        2 => Format::Misp,
        _ => return Err(RecordError::Shape("an unknown format")),
    };
    let (id, by) = (text(input)?, text(input)?);
    Ok(Origin { format, id, by, tlp: tlp(input.u8()?)?, agreement: text(input)? })
}

fn content(input: &mut Decoder<'_>) -> Decoded<Content> {
    array(input, 13)?;
    let lang = Lang::from_tag(input.str()?).ok_or(RecordError::Shape("an unknown language"))?;
    let title = text(input)?;
    let threat = Threat::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown threat"))?;
    let severity = Severity::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown severity"))?;
    let sectors = sectors(input)?;
    let (summary, body) = (text(input)?, text(input)?);
    let indicators = list(input, MAX_INDICATORS, indicator)?;
    let actions = list(input, MAX_ACTIONS, |input| {
        array(input, 2)?;
        Ok(Step { text: text(input)?, due: optional(input, day)? })
    })?;
    let concepts = list(input, MAX_CONCEPTS, |input| {
        input.str()?.parse().map_err(|_| RecordError::Shape("not a concept"))
    })?;
    let references = list(input, MAX_REFERENCES, |input| {
        array(input, 2)?;
        Ok(Reference { name: text(input)?, url: optional(input, text)? })
    })?;
    Ok(Content {
        lang,
        title,
        threat,
        severity,
        sectors,
        summary,
        body,
        indicators,
        actions,
        concepts,
        references,
        acknowledge_by: optional(input, day)?,
        origin: optional(input, origin)?,
    })
}

/// Reads a record of the kind `ADVISORY`.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_version`] or [`encode_withdrawal`] would write.
pub fn decode_advisory(bytes: &[u8]) -> Decoded<Word> {
    let (mut input, fields) = open(bytes)?;
    match input.u8()? {
        1 => {
            of(fields, 10)?;
            let (seed, revision) = (seed(&mut input)?, input.u32()?);
            let parent = optional(&mut input, hash)?;
            let (drafter, issuer) = (input.decode()?, input.decode()?);
            let reason = text(&mut input)?;
            let marking = marking(&mut input)?;
            let content = content(&mut input)?;
            Ok(Word::Version(Box::new(Version {
                seed,
                revision,
                parent,
                drafter,
                issuer,
                reason,
                marking,
                content,
            })))
        }
        2 => {
            of(fields, 6)?;
            let (seed, parent) = (seed(&mut input)?, hash(&mut input)?);
            let reason = text(&mut input)?;
            Ok(Word::Withdrawal(Withdrawal { seed, parent, reason, officer: input.decode()? }))
        }
        _ => Err(RecordError::Shape("an unknown form")),
    }
}

/// Reads an acknowledgement.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_acknowledgement`] would write.
pub fn decode_acknowledgement(bytes: &[u8]) -> Decoded<Acknowledgement> {
    let (mut input, fields) = open(bytes)?;
    of(fields, 5)?;
    let version = hash(&mut input)?;
    let response = Response::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown response"))?;
    let reason = text(&mut input)?;
    Ok(Acknowledgement { version, response, reason, officer: input.decode()? })
}

/// Reads a publication.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_publication`] would write.
pub fn decode_publication(bytes: &[u8]) -> Decoded<Publication> {
    let (mut input, fields) = open(bytes)?;
    of(fields, 4)?;
    let version = hash(&mut input)?;
    let fields = input.array()?;
    let outlet = match (input.u8()?, fields) {
        (1, Some(1)) => Outlet::Public,
        (2, Some(2)) => Outlet::Sectors(sectors(&mut input)?),
        (3, Some(1)) => Outlet::Retracted,
        _ => return Err(RecordError::Shape("an unknown outlet")),
    };
    Ok(Publication { version, outlet, officer: input.decode()? })
}

/// Reads what [`encode_draft`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_draft(bytes: &[u8]) -> Decoded<(Option<Marking>, Content)> {
    let (mut input, fields) = open(bytes)?;
    of(fields, 3)?;
    Ok((optional(&mut input, marking)?, content(&mut input)?))
}

#[cfg(test)]
mod tests;
