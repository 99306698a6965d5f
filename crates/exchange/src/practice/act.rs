//! What officers do with practices: publish, review, adopt, tell. Each act checks every rule before it records.
//!
//! A draft is national data: it is written and changed freely, and never enters the journal. Publishing it takes another
//! officer, who signs; so does a review, and what the authority makes of a practice.

use super::draft::{self, Draft};
use super::model::{Adoption, Cited, Content, Fault, Feedback, Form, Place, Problem, Review, Version};
use super::project::{Irregularity, Past, Word, judge_version, judge_word};
use super::record::{encode_adoption, encode_feedback, encode_review, encode_version};
use super::store::{self, key};
use crate::file::{self, Attachment, FileError, StoredFile};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId, RequestId, vocabulary};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, Tx, previous_of, record_at};

/// Why an act on a practice is refused. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PracticeError {
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// A rule of the library forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// There is no such practice, version or draft.
    #[error("there is no such practice, version or draft")]
    NotFound,
    /// The draft was saved by somebody else meanwhile.
    #[error("the draft has changed since it was read")]
    Changed,
    /// The officer wrote in the draft: another publishes it.
    #[error("the officer wrote in this draft: another one publishes it")]
    OwnDraft,
    /// The practice is another authority's: it is improved, not changed.
    #[error("the practice is another authority's")]
    NotOurs,
    /// A document of the draft is not here, or was not prepared for sharing.
    #[error("a document of the draft is not ready to be shared")]
    File,
    /// Such a word already stands: nothing would change.
    #[error("this is what stands already")]
    NoChange,
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

pub(super) fn sound(checked: Result<(), Vec<Fault>>) -> Result<(), PracticeError> {
    checked.map_err(PracticeError::Faults)
}

/// The key under which publishing a revision of a draft acts once, wherever and however often it is asked for.
pub fn publication_request(draft: ObjectId, revision: u32) -> RequestId {
    let seed = [b"liptako-practice-publication/1\n", &draft.as_bytes()[..], &revision.to_be_bytes()].concat();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Hash::of(&seed).0[..16]);
    RequestId::from_bytes(bytes)
}

fn record(
    scribe: &mut Scribe<'_>,
    kind: Kind,
    object: ObjectId,
    payload: Vec<u8>,
    signer: Option<&dyn ActSigner>,
) -> Result<Place, PracticeError> {
    let (me, audience) = (scribe.me(), Audience::all(scribe.charter()));
    let previous = previous_of(scribe.tx(), me, object)?;
    let new = NewRecord::open(kind, object, audience, payload).with_previous(previous).with_signer(signer);
    let record = scribe.record(new)?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// Publishes a draft as the officer read it: the first version of a practice, or the next one of an own practice. The
/// draft is gone afterwards.
///
/// `files` are the documents that so far only this authority could read, copied for all ([`private_files`]), each with
/// the identifier under which the draft names it.
///
/// # Errors
/// [`PracticeError`]; [`PracticeError::OwnDraft`] for whoever wrote in it.
pub fn publish(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    (id, revision): (ObjectId, u32),
    files: &[(ObjectId, StoredFile)],
) -> Result<Place, PracticeError> {
    let Draft {
        practice,
        mut content,
        source,
        takes_in,
        note,
        officer: drafter,
        writers,
        revision: stored,
        ..
    } = draft::get(scribe.tx(), id)?.ok_or(PracticeError::NotFound)?;
    if stored != revision {
        return Err(PracticeError::Changed);
    }
    if writers.contains(&officer.id) {
        return Err(PracticeError::OwnDraft);
    }
    let (me, charter) = (scribe.me(), scribe.charter().clone());
    let (object, number) = match practice {
        None => (ObjectId::fresh(scribe.chance()), 1),
        Some(practice) => {
            let (origin, object) = store::author(scribe.tx(), practice)?.ok_or(PracticeError::NotFound)?;
            if origin != me {
                return Err(PracticeError::NotOurs);
            }
            (object, store::newest_number(scribe.tx(), practice)?.unwrap_or(0) + 1)
        }
    };
    let known = |id: &liptako_core::vocabulary::ConceptId| {
        vocabulary::shipped().is_ok_and(|all| all.concept(id.as_str()).is_some())
    };
    if !content.concepts.iter().all(known) {
        return Err(PracticeError::Faults(vec![Fault {
            field: "concepts",
            problem: Problem::UnknownConcept,
        }]));
    }
    sound(content.check(charter.members.len()))?;
    let replaced = share(scribe, &mut content, files)?;
    let version = Version { number, source, takes_in, note, content, drafter, publisher: officer };
    sound(version.check(charter.members.len()))?;
    judge_version(scribe.tx(), &charter, Past::Present, (me, object), &version)??;
    let place = record(scribe, Kind::PRACTICE_VERSION, object, encode_version(&version), Some(signer))?;
    draft::discard(scribe.tx(), id)?;
    // The copy that only this authority could read has served: its bytes need not be kept twice.
    if !replaced.is_empty() {
        scribe.erase(&replaced, "liptako-practice: published")?;
    }
    Ok(place)
}

/// The documents of a draft that only this authority can read so far: they are copied for all before it is published.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn private_files(
    tx: &mut dyn Tx,
    charter: &Charter,
    draft: ObjectId,
) -> Result<Vec<ObjectId>, StorageError> {
    let mut private = Vec::new();
    for attached in draft::get(tx, draft)?.map(|draft| draft.content.attachments).unwrap_or_default() {
        if !is_shared(tx, charter, attached.object)? {
            private.push(attached.object);
        }
    }
    Ok(private)
}

pub(super) fn is_shared(tx: &mut dyn Tx, charter: &Charter, object: ObjectId) -> Result<bool, StorageError> {
    let Some((origin, index)) = file::place_of(tx, object)? else { return Ok(false) };
    let record = record_at(tx, origin, index)?;
    Ok(record.is_some_and(|record| !record.is_sealed && record.audience == Audience::all(charter)))
}

/// Puts the copies for all in place of what only this authority could read; gives the records of what they replace.
fn share(
    scribe: &mut Scribe<'_>,
    content: &mut Content,
    files: &[(ObjectId, StoredFile)],
) -> Result<Vec<u64>, PracticeError> {
    let (me, charter) = (scribe.me(), scribe.charter().clone());
    let mut replaced = Vec::new();
    for attached in &mut content.attachments {
        if is_shared(scribe.tx(), &charter, attached.object)? {
            continue;
        }
        let copy = files.iter().find(|(object, _)| *object == attached.object);
        let (_, copy) = copy
            .filter(|(_, file)| file.attachment().sha256 == attached.sha256)
            .ok_or(PracticeError::File)?;
        replaced.extend(
            file::place_of(scribe.tx(), attached.object)?
                .filter(|(origin, _)| *origin == me)
                .map(|(_, at)| at),
        );
        let name = attached.name.clone();
        let shared =
            file::attach(scribe, copy, Audience::all(&charter), false).map_err(|error| match error {
                FileError::Storage(error) => PracticeError::Storage(error),
                _ => PracticeError::File,
            })?;
        *attached = Attachment { name, ..shared };
    }
    Ok(replaced)
}

/// The object of the practice whose version is cited, when this word on it counts.
fn judged(scribe: &mut Scribe<'_>, word: &Word<'_>) -> Result<ObjectId, PracticeError> {
    let me = scribe.me();
    let (object, _) = judge_word(scribe.tx(), Past::Present, me, word)??;
    Ok(object)
}

/// Records another authority's word on a version, signed.
///
/// # Errors
/// [`PracticeError`].
pub fn review(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    (version, fit, remarks): (Cited, bool, String),
) -> Result<Place, PracticeError> {
    let review = Review { version, fit, remarks, officer };
    sound(review.check())?;
    let word = Word { version: &review.version, is_review: true, answers: false, is_sound: true };
    let object = judged(scribe, &word)?;
    record(scribe, Kind::PRACTICE_REVIEW, object, encode_review(&review), Some(signer))
}

/// Records what the authority makes of a version, signed.
///
/// # Errors
/// [`PracticeError`]; [`PracticeError::NoChange`] when the authority's newest word says the same of the same version.
pub fn adopt(
    scribe: &mut Scribe<'_>,
    signer: &dyn ActSigner,
    adoption: &Adoption,
) -> Result<Place, PracticeError> {
    sound(adoption.check())?;
    let word = Word { version: &adoption.version, is_review: false, answers: false, is_sound: true };
    let object = judged(scribe, &word)?;
    let (me, practice) = (scribe.me(), key(adoption.version.place.origin, object));
    let standing = store::newest_adoption(scribe.tx(), practice, me)?;
    let says = |one: &Adoption| (one.version, one.stance, one.text.clone());
    if standing.is_some_and(|standing| says(&standing) == says(adoption)) {
        return Err(PracticeError::NoChange);
    }
    record(scribe, Kind::PRACTICE_ADOPTION, object, encode_adoption(adoption), Some(signer))
}

/// Records what using a practice showed, or an answer to a question.
///
/// # Errors
/// [`PracticeError`].
pub fn tell(scribe: &mut Scribe<'_>, feedback: &Feedback) -> Result<Place, PracticeError> {
    sound(feedback.check())?;
    let answers = feedback.form == Form::Answer;
    let word = Word { version: &feedback.version, is_review: false, answers, is_sound: true };
    let object = judged(scribe, &word)?;
    record(scribe, Kind::PRACTICE_FEEDBACK, object, encode_feedback(feedback), None)
}

/// What a reader could do about a practice, and their authority with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// The practice is their authority's.
    pub ours: bool,
    /// It is a question.
    pub question: bool,
}

impl Duties {
    /// For a reader of this authority.
    pub fn of(me: MemberIndex, author: MemberIndex, kind: super::PracticeKind) -> Self {
        Self { ours: me == author, question: kind == super::PracticeKind::Question }
    }
}
