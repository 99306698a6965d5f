//! The bytes of the four record kinds of practices: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! version   [1, number, source | null, [cited…], note, content, drafter, publisher]
//! review    [1, cited, fit, remarks, officer]
//! adoption  [1, cited, stance, text, officer]
//! feedback  [1, cited, form, text, [[label, count]…], officer]
//! cited     [origin, index, commitment]              a version, by place and text
//! source    [intent, cited]                          1 improvement   2 variant
//! content   [kind, language, title, summary, body, [concept…], [sector…], [member…],
//!            [[question | null, reference]…], licence, [author…], [attachment…]]
//! attachment [object, name, kind of file, bytes, sha256]
//! officer   [id, name, function, label fr, label en]
//! ```
//!
//! A published form never changes; golden files in `tests/golden` hold the bytes of version 1. The object of each record
//! is the practice's own identifier, drawn by its author; together with the author it names the practice.

use super::model::{
    Adoption, Cited, Content, Feedback, Figure, Form, Intent, LegalBasis, Licence, MAX_ATTACHMENTS, MAX_BODY,
    MAX_CONCEPTS, MAX_LINES, MAX_TAKEN, Place, PracticeKind, Review, Sector, Source, Stance, Version,
};
use liptako_core::{CborError, Lang, MAX_MEMBERS, MemberIndex, check_deterministic};
use liptako_journal::Hash;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Largest payload of a record of practices, in bytes: above what the bounds of its texts can reach.
pub const MAX_PAYLOAD_BYTES: usize = 512 * 1024;
/// Version written at the head of each record.
pub const VERSION: u8 = 1;

/// Why bytes are not a record of practices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("a record of practices has at most 512 KiB, this one has {0} bytes")]
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

fn encoded(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    match write(&mut out) {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
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
    if found != fields {
        return Err(RecordError::Shape("another number of fields"));
    }
    Ok(input)
}

/// Bytes of a version.
pub fn encode_version(version: &Version) -> Vec<u8> {
    encoded(|out| {
        out.array(8)?.u8(VERSION)?.u32(version.number)?;
        put_source(out, version.source.as_ref())?;
        put_list(out, &version.takes_in, put_cited)?;
        out.str(&version.note)?;
        put_content(out, &version.content)?;
        out.encode(&version.drafter)?.encode(&version.publisher)?;
        Ok(())
    })
}

/// Reads a version. Its texts are not yet checked: see [`Version::check`].
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_version`] would write.
pub fn decode_version(bytes: &[u8]) -> Decoded<Version> {
    let mut input = open(bytes, 8)?;
    Ok(Version {
        number: input.u32()?,
        source: source(&mut input)?,
        takes_in: list(&mut input, MAX_TAKEN, cited)?,
        note: text(&mut input)?,
        content: content(&mut input)?,
        drafter: input.decode()?,
        publisher: input.decode()?,
    })
}

/// Bytes of a content alone, as drafts keep it.
pub fn encode_content(content: &Content) -> Vec<u8> {
    encoded(|out| {
        out.array(2)?.u8(VERSION)?;
        put_content(out, content)
    })
}

/// Reads what [`encode_content`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_content(bytes: &[u8]) -> Decoded<Content> {
    content(&mut open(bytes, 2)?)
}

/// Bytes of where a draft comes from, as drafts keep it: its source, and what it takes in.
pub fn encode_roots(source: Option<&Source>, takes_in: &[Cited]) -> Vec<u8> {
    encoded(|out| {
        out.array(3)?.u8(VERSION)?;
        put_source(out, source)?;
        put_list(out, takes_in, put_cited)
    })
}

/// Reads what [`encode_roots`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_roots(bytes: &[u8]) -> Decoded<(Option<Source>, Vec<Cited>)> {
    let mut input = open(bytes, 3)?;
    Ok((source(&mut input)?, list(&mut input, MAX_TAKEN, cited)?))
}

/// Bytes of a review.
pub fn encode_review(review: &Review) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?;
        put_cited(out, &review.version)?;
        out.bool(review.fit)?.str(&review.remarks)?.encode(&review.officer)?;
        Ok(())
    })
}

/// Reads a review.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_review`] would write.
pub fn decode_review(bytes: &[u8]) -> Decoded<Review> {
    let mut input = open(bytes, 5)?;
    let (version, fit) = (cited(&mut input)?, input.bool()?);
    Ok(Review { version, fit, remarks: text(&mut input)?, officer: input.decode()? })
}

/// Bytes of an adoption.
pub fn encode_adoption(adoption: &Adoption) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?;
        put_cited(out, &adoption.version)?;
        out.u8(adoption.stance.number())?.str(&adoption.text)?.encode(&adoption.officer)?;
        Ok(())
    })
}

/// Reads an adoption.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_adoption`] would write.
pub fn decode_adoption(bytes: &[u8]) -> Decoded<Adoption> {
    let mut input = open(bytes, 5)?;
    let version = cited(&mut input)?;
    let stance = Stance::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown stance"))?;
    Ok(Adoption { version, stance, text: text(&mut input)?, officer: input.decode()? })
}

/// Bytes of a feedback or an answer.
pub fn encode_feedback(feedback: &Feedback) -> Vec<u8> {
    encoded(|out| {
        out.array(6)?.u8(VERSION)?;
        put_cited(out, &feedback.version)?;
        out.u8(feedback.form.number())?.str(&feedback.text)?;
        put_list(out, &feedback.figures, |out, figure| {
            out.array(2)?.str(&figure.label)?.u64(figure.count)?;
            Ok(())
        })?;
        out.encode(&feedback.officer)?;
        Ok(())
    })
}

/// Reads a feedback or an answer.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_feedback`] would write.
pub fn decode_feedback(bytes: &[u8]) -> Decoded<Feedback> {
    let mut input = open(bytes, 6)?;
    let version = cited(&mut input)?;
    let form = Form::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown form"))?;
    let words = text(&mut input)?;
    let figures = list(&mut input, MAX_LINES, |input| {
        array(input, 2)?;
        Ok(Figure { label: text(input)?, count: input.u64()? })
    })?;
    Ok(Feedback { version, form, text: words, figures, officer: input.decode()? })
}

fn put_list<T>(out: &mut Out, list: &[T], put: impl Fn(&mut Out, &T) -> Written) -> Written {
    out.array(list.len() as u64)?;
    list.iter().try_for_each(|one| put(out, one))
}

fn put_cited(out: &mut Out, cited: &Cited) -> Written {
    out.array(3)?.u8(cited.place.origin.0)?.u64(cited.place.index)?.bytes(&cited.commitment.0)?;
    Ok(())
}

fn put_source(out: &mut Out, source: Option<&Source>) -> Written {
    match source {
        Some(source) => {
            out.array(2)?.u8(source.intent.number())?;
            put_cited(out, &source.version)
        }
        None => out.null().map(|_| ()),
    }
}

fn put_content(out: &mut Out, content: &Content) -> Written {
    out.array(12)?.u8(content.kind.number())?.str(content.lang.tag())?;
    out.str(&content.title)?.str(&content.summary)?.str(&content.body)?;
    put_list(out, &content.concepts, |out, id| out.str(id.as_str()).map(|_| ()))?;
    put_list(out, &content.sectors, |out, sector| out.u8(sector.number()).map(|_| ()))?;
    put_list(out, &content.countries, |out, member| out.u8(member.0).map(|_| ()))?;
    put_list(out, &content.basis, |out, basis| {
        out.array(2)?;
        match &basis.question {
            Some(question) => out.str(question)?,
            None => out.null()?,
        };
        out.str(&basis.reference).map(|_| ())
    })?;
    out.u8(content.licence.number())?;
    put_list(out, &content.authors, |out, author| out.str(author).map(|_| ()))?;
    put_list(out, &content.attachments, |out, file| out.encode(file).map(|_| ()))
}

fn array(input: &mut Decoder<'_>, fields: u64) -> Decoded<()> {
    if input.array()? == Some(fields) { Ok(()) } else { Err(RecordError::Shape("another number of fields")) }
}

fn list<'b, T>(
    input: &mut Decoder<'b>,
    max: usize,
    read: impl Fn(&mut Decoder<'b>) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    let count = input.array()?.unwrap_or(0);
    if count > max as u64 {
        return Err(RecordError::Shape("a list is too long"));
    }
    (0..count).map(|_| read(input)).collect()
}

/// No text is longer than a body; four bytes at most per character.
fn text(input: &mut Decoder<'_>) -> Decoded<String> {
    let text = input.str()?;
    if text.len() > MAX_BODY * 4 {
        return Err(RecordError::Shape("a text is too long"));
    }
    Ok(text.to_owned())
}

fn hash(input: &mut Decoder<'_>) -> Decoded<Hash> {
    Hash::try_from(input.bytes()?).map_err(|_| RecordError::Shape("a hash has 32 bytes"))
}

fn cited(input: &mut Decoder<'_>) -> Decoded<Cited> {
    array(input, 3)?;
    let place = Place { origin: MemberIndex(input.u8()?), index: input.u64()? };
    Ok(Cited { place, commitment: hash(input)? })
}

fn source(input: &mut Decoder<'_>) -> Decoded<Option<Source>> {
    if input.datatype()? == Type::Null {
        input.null()?;
        return Ok(None);
    }
    array(input, 2)?;
    let intent = Intent::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown intent"))?;
    Ok(Some(Source { intent, version: cited(input)? }))
}

fn content(input: &mut Decoder<'_>) -> Decoded<Content> {
    array(input, 12)?;
    let kind = PracticeKind::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown kind"))?;
    let lang = Lang::from_tag(input.str()?).ok_or(RecordError::Shape("an unknown language"))?;
    Ok(Content {
        kind,
        lang,
        title: text(input)?,
        summary: text(input)?,
        body: text(input)?,
        concepts: list(input, MAX_CONCEPTS, |input| {
            input.str()?.parse().map_err(|_| RecordError::Shape("not the identifier of a concept"))
        })?,
        sectors: list(input, Sector::ALL.len(), |input| {
            Sector::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown sector"))
        })?,
        countries: list(input, MAX_MEMBERS, |input| Ok(MemberIndex(input.u8()?)))?,
        basis: list(input, MAX_LINES, |input| {
            array(input, 2)?;
            let question = if input.datatype()? == Type::Null {
                input.null()?;
                None
            } else {
                Some(text(input)?)
            };
            Ok(LegalBasis { question, reference: text(input)? })
        })?,
        licence: Licence::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown licence"))?,
        authors: list(input, MAX_LINES, text)?,
        attachments: list(input, MAX_ATTACHMENTS, |input| Ok(input.decode()?))?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{cited, officer, version};
    use super::*;
    use proptest::prelude::*;

    fn whole_version() -> Version {
        let mut whole = version(2);
        whole.source = Some(Source { intent: Intent::Improvement, version: cited(4) });
        whole.takes_in = vec![cited(5), cited(6)];
        whole
    }

    fn review() -> Review {
        Review { version: cited(1), fit: false, remarks: "Le point 3 manque.".into(), officer: officer(3) }
    }

    fn adoption() -> Adoption {
        let text = "Affiche en langues nationales ajoutée.".into();
        Adoption { version: cited(1), stance: Stance::Adapted, text, officer: officer(3) }
    }

    fn feedback() -> Feedback {
        let figures = vec![Figure { label: "contrôles menés".into(), count: 14 }];
        let text = "Moins d’oublis.".into();
        Feedback { version: cited(1), form: Form::Feedback, text, figures, officer: officer(3) }
    }

    /// These bytes are in journals for ever: a change of them is a new version, never an edit of the files.
    #[test]
    fn version_1_keeps_its_bytes() {
        for (made, name, golden) in [
            (
                encode_version(&whole_version()),
                "version",
                include_str!("../../tests/golden/practice-version-1.hex"),
            ),
            (encode_review(&review()), "review", include_str!("../../tests/golden/practice-review-1.hex")),
            (
                encode_adoption(&adoption()),
                "adoption",
                include_str!("../../tests/golden/practice-adoption-1.hex"),
            ),
            (
                encode_feedback(&feedback()),
                "feedback",
                include_str!("../../tests/golden/practice-feedback-1.hex"),
            ),
        ] {
            assert_eq!(hex::encode(made), golden.trim(), "{name}");
        }
    }

    #[test]
    fn records_read_back_as_written() {
        assert_eq!(decode_version(&encode_version(&whole_version())), Ok(whole_version()));
        assert_eq!(decode_version(&encode_version(&version(1))), Ok(version(1)));
        assert_eq!(decode_review(&encode_review(&review())), Ok(review()));
        assert_eq!(decode_adoption(&encode_adoption(&adoption())), Ok(adoption()));
        assert_eq!(decode_feedback(&encode_feedback(&feedback())), Ok(feedback()));
        let content = version(1).content;
        assert_eq!(decode_content(&encode_content(&content)), Ok(content));
        let whole = whole_version();
        let roots = encode_roots(whole.source.as_ref(), &whole.takes_in);
        assert_eq!(decode_roots(&roots), Ok((whole.source, whole.takes_in)));
    }

    #[test]
    fn a_newer_version_is_named_as_such() {
        let mut bytes = encode_review(&review());
        bytes[1] = 2;
        assert_eq!(decode_review(&bytes), Err(RecordError::Version(2)));
    }

    #[test]
    fn lengths_are_bounded_before_anything_is_kept() {
        let huge = vec![0; MAX_PAYLOAD_BYTES + 1];
        assert_eq!(decode_version(&huge), Err(RecordError::TooLarge(huge.len())));
        let mut long = review();
        long.remarks = "x".repeat(MAX_BODY * 4 + 1);
        assert_eq!(decode_review(&encode_review(&long)), Err(RecordError::Shape("a text is too long")));
        let mut many = whole_version();
        many.content.authors = vec!["x".into(); MAX_LINES + 1];
        assert_eq!(decode_version(&encode_version(&many)), Err(RecordError::Shape("a list is too long")));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(at in 0usize..2000, value in any::<u8>()) {
            let mut bytes = encode_version(&whole_version());
            let at = at % bytes.len();
            bytes[at] = value;
            if let Ok(version) = decode_version(&bytes) {
                prop_assert_eq!(encode_version(&version), bytes);
            }
        }

        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = (decode_version(&bytes), decode_review(&bytes), decode_adoption(&bytes));
            let _ = (decode_feedback(&bytes), decode_content(&bytes), decode_roots(&bytes));
        }
    }
}
