//! How the records become rows: decode, judge by what their author had seen, keep what counts, settle what follows.
//!
//! A practice has one writer: the authority that published its first version. What another would change, it publishes as
//! a practice of its own that cites the version it starts from; the author takes it in, or not, by a next version. So
//! nothing has to be merged, and concurrent records of different authorities never compete.

use super::model::Form;
use super::model::{Cited, Place, PracticeKind, Version};
use super::record::{decode_adoption, decode_feedback, decode_review, decode_version};
use super::store::{self, key};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId};
use liptako_identity::{ActFault, Officer, check_act};
use liptako_journal::Hash;
use liptako_storage::{
    ProjectCtx, Projector, Record, Recorded, StorageError, Tx, irregular, irregularities, record_at,
};

/// Folds versions, reviews, adoptions and feedback into the tables of the library.
#[derive(Debug, Clone, Copy, Default)]
pub struct PracticeProjector;

/// Why a record of practices has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Irregularity {
    /// It does not say what a record of its kind says.
    #[error("it cannot be read")]
    Unreadable,
    /// It is not addressed to all members.
    #[error("practices are shared with every authority")]
    Audience,
    /// Its texts break a rule.
    #[error("its content breaks a rule")]
    Content,
    /// The officer named did not sign it.
    #[error("the officer named did not sign it")]
    Signature,
    /// It was published by one who wrote it.
    #[error("who writes a practice does not publish it")]
    OwnDraft,
    /// Its number does not follow that of the version before.
    #[error("its number does not follow")]
    Number,
    /// It cites a version that its author had not seen, or that is none.
    #[error("it cites a version that does not exist")]
    UnknownVersion,
    /// A review by the authority that wrote the practice.
    #[error("an authority does not review its own practice")]
    OwnReview,
    /// It starts from a practice of the same authority, or takes one in.
    #[error("an improvement comes from another authority")]
    OwnSource,
    /// A review or adoption of a question, or an answer to what is none.
    #[error("a question is answered; everything else is reviewed, adopted and used")]
    WrongForm,
}

impl Irregularity {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Unreadable,
        Self::Audience,
        Self::Content,
        Self::Signature,
        Self::OwnDraft,
        Self::Number,
        Self::UnknownVersion,
        Self::OwnReview,
        Self::OwnSource,
        Self::WrongForm,
    ];

    /// The code kept beside the record, which is also the key of its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => liptako_web::texts::key("practice-irregular-unreadable"),
            Self::Audience => liptako_web::texts::key("practice-irregular-audience"),
            Self::Content => liptako_web::texts::key("practice-irregular-content"),
            Self::Signature => liptako_web::texts::key("practice-irregular-signature"),
            Self::OwnDraft => liptako_web::texts::key("practice-irregular-own-draft"),
            Self::Number => liptako_web::texts::key("practice-irregular-number"),
            Self::UnknownVersion => liptako_web::texts::key("practice-irregular-unknown-version"),
            Self::OwnReview => liptako_web::texts::key("practice-irregular-own-review"),
            Self::OwnSource => liptako_web::texts::key("practice-irregular-own-source"),
            Self::WrongForm => liptako_web::texts::key("practice-irregular-wrong-form"),
        }
    }
}

/// What counts, or why it does not.
pub(super) type Judged<T> = Result<T, Irregularity>;

/// What an author had seen when the record was made.
#[derive(Clone, Copy)]
pub(super) enum Past<'a> {
    /// All that is here: the record is being made.
    Present,
    /// Journals up to these sizes.
    Seen(&'a [u64]),
}

impl Past<'_> {
    fn holds(self, place: Place) -> bool {
        match self {
            Self::Present => true,
            Self::Seen(sizes) => {
                sizes.get(usize::from(place.origin.0)).is_some_and(|size| place.index < *size)
            }
        }
    }
}

/// The practice that a citation is about, when it names a version that stands and that its author had seen.
///
/// Found in the table of all records, which keeps a row of each entry even after its text was erased: what is said about
/// a version counts the same before and after.
pub(super) fn cited(
    tx: &mut dyn Tx,
    past: Past<'_>,
    named: &Cited,
) -> Result<Judged<(ObjectId, ObjectId)>, StorageError> {
    let unknown = Ok(Err(Irregularity::UnknownVersion));
    if !past.holds(named.place) {
        return unknown;
    }
    let Some(record) = record_at(tx, named.place.origin, named.place.index)? else { return unknown };
    if record.kind != Kind::PRACTICE_VERSION || record.commitment != Some(named.commitment) {
        return unknown;
    }
    if !irregularities(tx, named.place.origin, named.place.index)?.is_empty() {
        return unknown;
    }
    Ok(Ok((record.object, key(named.place.origin, record.object))))
}

/// Judges a version that `origin` makes of `object`.
pub(super) fn judge_version(
    tx: &mut dyn Tx,
    charter: &Charter,
    past: Past<'_>,
    (origin, object): (MemberIndex, ObjectId),
    version: &Version,
) -> Result<Judged<()>, StorageError> {
    if version.check(charter.members.len()).is_err() {
        return Ok(Err(Irregularity::Content));
    }
    if version.drafter.id == version.publisher.id {
        return Ok(Err(Irregularity::OwnDraft));
    }
    // The author's own earlier versions are always here. After an erasure some are missing: numbers only grow.
    let newest = store::newest_number(tx, key(origin, object))?;
    if version.number == 0 || newest.is_some_and(|newest| version.number <= newest) {
        return Ok(Err(Irregularity::Number));
    }
    let sources = version.source.iter().map(|source| source.version);
    for named in sources.chain(version.takes_in.iter().copied()) {
        if named.place.origin == origin {
            return Ok(Err(Irregularity::OwnSource));
        }
        if let Err(why) = cited(tx, past, &named)? {
            return Ok(Err(why));
        }
    }
    Ok(Ok(()))
}

/// What a word on a version is: enough to judge it.
pub(super) struct Word<'a> {
    pub version: &'a Cited,
    pub is_review: bool,
    /// Whether it is for questions only (`true`), or for everything else.
    pub answers: bool,
    pub is_sound: bool,
}

/// Judges a word of `origin`; gives the object and the key of the practice.
pub(super) fn judge_word(
    tx: &mut dyn Tx,
    past: Past<'_>,
    origin: MemberIndex,
    word: &Word<'_>,
) -> Result<Judged<(ObjectId, ObjectId)>, StorageError> {
    if !word.is_sound {
        return Ok(Err(Irregularity::Content));
    }
    let (object, practice) = match cited(tx, past, word.version)? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    if word.is_review && word.version.place.origin == origin {
        return Ok(Err(Irregularity::OwnReview));
    }
    // A version whose text was erased says no more what it was: nothing new is said about it here, and what was said
    // before stands.
    let kind = store::kind_of_version(tx, word.version.place)?;
    if kind.is_some_and(|kind| (kind == PracticeKind::Question) != word.answers) {
        return Ok(Err(Irregularity::WrongForm));
    }
    Ok(Ok((object, practice)))
}

impl Projector for PracticeProjector {
    fn kinds(&self) -> &'static [Kind] {
        // A file is kept by its own projector; here only its erasure matters, for the words it gave to the search.
        &[
            Kind::PRACTICE_VERSION,
            Kind::PRACTICE_REVIEW,
            Kind::PRACTICE_ADOPTION,
            Kind::PRACTICE_FEEDBACK,
            Kind::EXCHANGE_FILE,
        ]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        if record.kind == Kind::EXCHANGE_FILE {
            return Ok(());
        }
        match keep(ctx, tx, record)? {
            Ok(()) => Ok(()),
            Err(why) => irregular(tx, record, why.code()),
        }
    }

    fn may_be_erased(&self, _: Kind) -> bool {
        true
    }

    /// A version or a word whose text was erased leaves the library; what is left of the practice is recomputed.
    fn erased(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        if record.kind == Kind::EXCHANGE_FILE {
            for practice in store::with_file(tx, record.object)? {
                store::settle(tx, ctx.charter, practice, true)?;
            }
            return Ok(());
        }
        for practice in store::forget(tx, record.kind, record.origin, record.index)? {
            store::settle(tx, ctx.charter, practice, true)?;
        }
        Ok(())
    }
}

/// Whether the officer named, with that name and function, signed the record.
fn is_signed(tx: &mut dyn Tx, record: &Record, named: &Officer) -> Result<bool, StorageError> {
    match check_act(tx, record) {
        Ok(officer) => Ok(officer == *named),
        Err(ActFault::Storage(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

fn keep(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<Judged<()>, StorageError> {
    if record.audience != Audience::all(ctx.charter) {
        return Ok(Err(Irregularity::Audience));
    }
    let (Some(payload), Some(commitment)) = (&record.payload, record.commitment) else {
        return Ok(Err(Irregularity::Unreadable));
    };
    if record.kind == Kind::PRACTICE_VERSION {
        keep_version(ctx, tx, record, payload, commitment)
    } else {
        keep_word(ctx, tx, record, payload)
    }
}

fn keep_version(
    ctx: &ProjectCtx<'_>,
    tx: &mut dyn Tx,
    record: &Record,
    payload: &[u8],
    commitment: Hash,
) -> Result<Judged<()>, StorageError> {
    let Ok(version) = decode_version(payload) else { return Ok(Err(Irregularity::Unreadable)) };
    let whose = (record.origin, record.object);
    if let Err(why) = judge_version(tx, ctx.charter, Past::Seen(&record.seen), whose, &version)? {
        return Ok(Err(why));
    }
    if !is_signed(tx, record, &version.publisher)? {
        return Ok(Err(Irregularity::Signature));
    }
    let practice = key(record.origin, record.object);
    store::insert_version(tx, record, practice, version.number, commitment, payload)?;
    store::settle(tx, ctx.charter, practice, true)?;
    for taken in &version.takes_in {
        if let Ok((_, improvement)) = cited(tx, Past::Seen(&record.seen), taken)? {
            store::insert_taken(tx, improvement, record)?;
            store::settle(tx, ctx.charter, improvement, false)?;
        }
    }
    Ok(Ok(()))
}

fn keep_word(
    ctx: &ProjectCtx<'_>,
    tx: &mut dyn Tx,
    record: &Record,
    payload: &[u8],
) -> Result<Judged<()>, StorageError> {
    let unreadable = Ok(Err(Irregularity::Unreadable));
    let (version, is_review, answers, is_sound, signer) = match record.kind {
        Kind::PRACTICE_REVIEW => {
            let Ok(review) = decode_review(payload) else { return unreadable };
            (review.version, true, false, review.check().is_ok(), Some(review.officer))
        }
        Kind::PRACTICE_ADOPTION => {
            let Ok(adoption) = decode_adoption(payload) else { return unreadable };
            (adoption.version, false, false, adoption.check().is_ok(), Some(adoption.officer))
        }
        _ => {
            let Ok(feedback) = decode_feedback(payload) else { return unreadable };
            (feedback.version, false, feedback.form == Form::Answer, feedback.check().is_ok(), None)
        }
    };
    let word = Word { version: &version, is_review, answers, is_sound };
    let (object, practice) = match judge_word(tx, Past::Seen(&record.seen), record.origin, &word)? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    if object != record.object {
        return Ok(Err(Irregularity::UnknownVersion));
    }
    if let Some(signer) = signer
        && !is_signed(tx, record, &signer)?
    {
        return Ok(Err(Irregularity::Signature));
    }
    store::insert_word(tx, record, practice, version.place.index, payload)?;
    store::settle(tx, ctx.charter, practice, record.kind == Kind::PRACTICE_FEEDBACK)?;
    Ok(Ok(()))
}
