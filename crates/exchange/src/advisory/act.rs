//! What officers do with advisories: draft, issue, acknowledge, hand on, withdraw. Each checks every rule before it
//! records; what is recorded is judged once more by the fold that every node runs.

use super::fold::{Advisory, Fact, Irregularity, Place, check_reason, check_successor, check_version};
use super::marking::Marking;
use super::model::{
    Acknowledgement, Content, Fault, Outlet, Problem, PublicVersion, Publication, Response, Sector,
    SectorVersion, Version, Withdrawal,
};
use super::readers::readers;
use super::record::{
    advisory_object, encode_acknowledgement, encode_publication, encode_version, encode_withdrawal,
};
use super::store::{self, Draft, Reader};
use liptako_core::{Charter, Kind, MemberIndex, ObjectId, UnixSeconds};
use liptako_identity::{Identity, Officer};
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, Tx, previous_of, record_at};

/// Why an act is refused. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdvisoryError {
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// A rule forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// There is no such advisory or draft, or it is not for this officer.
    #[error("there is no such advisory")]
    NotFound,
    /// The draft has no marking yet.
    #[error("the draft has no marking yet")]
    Unmarked,
    /// The draft was changed since the officer read it.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// The list of readers is no longer the one that was confirmed.
    #[error("the list of readers is no longer the one that was confirmed")]
    OtherReaders,
    /// The advisory has a newer version than the one that was read.
    #[error("the advisory has a newer version")]
    Moved,
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn fault(field: &'static str, found: Result<(), Problem>) -> Result<(), AdvisoryError> {
    found.map_err(|problem| AdvisoryError::Faults(vec![Fault { field, problem }]))
}

/// What a drafter fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Who is to read it.
    pub marking: Option<Marking>,
    /// What it says.
    pub content: Content,
    /// Why there is a new version; empty for a new advisory.
    pub reason: String,
}

/// The version that stands of an advisory of this node's authority, for its own officers to go on from.
fn own(
    tx: &mut dyn Tx,
    charter: &Charter,
    me: MemberIndex,
    object: ObjectId,
    reader: &Reader,
) -> Result<Advisory, AdvisoryError> {
    let advisory = store::advisory(tx, charter, object)?.ok_or(AdvisoryError::NotFound)?;
    let current = advisory.current().ok_or(AdvisoryError::NotFound)?;
    if !reader.may_open(&current.says) {
        return Err(AdvisoryError::NotFound);
    }
    if current.place.origin != me {
        return Err(Irregularity::NotTheAuthor.into());
    }
    if advisory.withdrawal.is_some() {
        return Err(Irregularity::Withdrawn.into());
    }
    Ok(advisory)
}

/// Where and when drafts are written.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// Members and rules.
    pub charter: &'a Charter,
    /// Whose node it is.
    pub me: MemberIndex,
    /// When.
    pub now: UnixSeconds,
}

/// Begins a draft: of a new advisory, or of the next version of one's own. National data; nothing is recorded.
///
/// # Errors
/// [`AdvisoryError`].
pub fn begin(
    tx: &mut dyn Tx,
    desk: Desk<'_>,
    officer: &Officer,
    id: ObjectId,
    revises: Option<(ObjectId, Hash)>,
    drafted: Drafted,
) -> Result<Draft, AdvisoryError> {
    let Desk { charter, me, now } = desk;
    if let Some((object, parent)) = revises {
        let advisory = own(tx, charter, me, object, &Reader::of(officer))?;
        if advisory.current().is_none_or(|current| current.commitment != parent) {
            return Err(AdvisoryError::Moved);
        }
    }
    let Drafted { marking, content, reason } = drafted;
    let draft =
        Draft { id, revises, marking, content, reason, drafter: officer.clone(), edit: 1, changed: now };
    check_draft(tx, charter, me, &draft)?;
    store::put_draft(tx, &draft)?;
    Ok(draft)
}

/// Saves a draft again. Whoever saves it last is its drafter: another officer issues it.
///
/// # Errors
/// [`AdvisoryError`].
pub fn save(
    tx: &mut dyn Tx,
    desk: Desk<'_>,
    officer: &Officer,
    id: ObjectId,
    edit: u32,
    drafted: Drafted,
) -> Result<Draft, AdvisoryError> {
    let Desk { charter, me, now } = desk;
    let before = open_draft(tx, officer, id)?;
    if before.edit != edit {
        return Err(AdvisoryError::Changed);
    }
    let Drafted { marking, mut content, reason } = drafted;
    // Where it comes from is not the drafter's to rewrite; only the source's agreement is theirs to add.
    let agreement = content.origin.take().map(|origin| origin.agreement).unwrap_or_default();
    content.origin = before.content.origin.clone().map(|origin| super::model::Origin { agreement, ..origin });
    let draft =
        Draft { marking, content, reason, drafter: officer.clone(), edit: edit + 1, changed: now, ..before };
    check_draft(tx, charter, me, &draft)?;
    store::put_draft(tx, &draft)?;
    Ok(draft)
}

/// A draft that this officer may open.
///
/// # Errors
/// [`AdvisoryError::NotFound`] when there is none, or it is not for them.
pub fn open_draft(tx: &mut dyn Tx, officer: &Officer, id: ObjectId) -> Result<Draft, AdvisoryError> {
    let draft = store::draft_of(tx, id)?.ok_or(AdvisoryError::NotFound)?;
    if draft.may_be_opened_by(&Reader::of(officer)) { Ok(draft) } else { Err(AdvisoryError::NotFound) }
}

/// Throws a draft away.
///
/// # Errors
/// [`AdvisoryError`].
pub fn discard(tx: &mut dyn Tx, officer: &Officer, id: ObjectId) -> Result<(), AdvisoryError> {
    open_draft(tx, officer, id)?;
    Ok(store::delete_draft(tx, id)?)
}

/// Checks what a draft would become, as far as it is filled in.
fn check_draft(
    tx: &mut dyn Tx,
    charter: &Charter,
    me: MemberIndex,
    draft: &Draft,
) -> Result<(), AdvisoryError> {
    draft.content.check().map_err(AdvisoryError::Faults)?;
    fault("reason", check_reason(&draft.reason, draft.revises.is_some()))?;
    let Some(marking) = &draft.marking else { return Ok(()) };
    marking.check(charter, me).map_err(Irregularity::from)?;
    if let Some(origin) = &draft.content.origin
        && marking.tlp() < origin.tlp
    {
        return Err(Irregularity::WiderThanSource.into());
    }
    if let Some((object, _)) = draft.revises
        && let Some(advisory) = store::advisory(tx, charter, object)?
        && let Some(current) = advisory.current()
    {
        let next = Version {
            seed: current.says.seed,
            revision: current.says.revision + 1,
            parent: Some(current.commitment),
            drafter: draft.drafter.clone(),
            issuer: draft.drafter.clone(),
            reason: draft.reason.clone(),
            marking: marking.clone(),
            content: draft.content.clone(),
        };
        check_successor(charter, &current.says, &next)?;
    }
    Ok(())
}

/// What the officer who issues has read and confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// The draft.
    pub draft: ObjectId,
    /// In which state of its saving.
    pub edit: u32,
    /// The list of readers shown: [`Readers::digest`](super::readers::Readers::digest).
    pub readers: Hash,
}

/// The version that a draft becomes when this officer issues it, and the advisory it belongs to.
///
/// # Errors
/// [`AdvisoryError`] names the first rule that forbids it.
pub fn version_of(
    tx: &mut dyn Tx,
    charter: &Charter,
    me: MemberIndex,
    draft: &Draft,
    issuer: &Officer,
) -> Result<(ObjectId, Version), AdvisoryError> {
    let marking = draft.marking.clone().ok_or(AdvisoryError::Unmarked)?;
    let line = charter.member(me).map(|member| member.origin.clone()).ok_or(Irregularity::NotTheAuthor)?;
    let first = |seed: [u8; 16]| (advisory_object(&line, &seed), seed, 1, None);
    let (object, seed, revision, parent) = match draft.revises {
        None => {
            let (object, seed, revision, parent) = first(*draft.id.as_bytes());
            if store::advisory(tx, charter, object)?.is_some() {
                // A cut after the record was made, and before the draft was thrown away.
                return Err(AdvisoryError::Moved);
            }
            (object, seed, revision, parent)
        }
        Some((object, parent)) => {
            let advisory = store::advisory(tx, charter, object)?.ok_or(AdvisoryError::NotFound)?;
            if advisory.withdrawal.is_some() {
                return Err(Irregularity::Withdrawn.into());
            }
            let current = advisory.current().ok_or(AdvisoryError::NotFound)?;
            if current.commitment != parent {
                return Err(AdvisoryError::Moved);
            }
            (object, current.says.seed, current.says.revision + 1, Some(parent))
        }
    };
    let version = Version {
        seed,
        revision,
        parent,
        drafter: draft.drafter.clone(),
        issuer: issuer.clone(),
        reason: draft.reason.clone(),
        marking,
        content: draft.content.clone(),
    };
    check_draft(tx, charter, me, draft)?;
    check_version(charter, me, &version)?;
    Ok((object, version))
}

/// Issues a draft: signed by an officer who did not draft it, for exactly the readers that were confirmed.
///
/// # Errors
/// [`AdvisoryError`].
pub fn issue(
    scribe: &mut Scribe<'_>,
    identity: &Identity,
    officer: &Officer,
    signer: &dyn ActSigner,
    confirmed: Confirmed,
) -> Result<(ObjectId, Place), AdvisoryError> {
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let draft = open_draft(scribe.tx(), officer, confirmed.draft)?;
    if draft.edit != confirmed.edit {
        return Err(AdvisoryError::Changed);
    }
    let (object, version) = version_of(scribe.tx(), &charter, me, &draft, officer)?;
    let known = [&version.drafter, &version.issuer];
    let list = readers(scribe.tx(), identity, &charter, me, &version.marking, &known)?;
    if list.digest() != confirmed.readers {
        return Err(AdvisoryError::OtherReaders);
    }
    let payload = encode_version(&version);
    let place = record(scribe, Kind::ADVISORY, object, &version.marking, payload, signer)?;
    store::delete_draft(scribe.tx(), draft.id)?;
    Ok((object, place))
}

/// Takes an advisory of one's own authority back.
///
/// # Errors
/// [`AdvisoryError`].
pub fn withdraw(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    object: ObjectId,
    parent: Hash,
    reason: &str,
) -> Result<Place, AdvisoryError> {
    fault("reason", check_reason(reason, true))?;
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let advisory = own(scribe.tx(), &charter, me, object, &Reader::of(officer))?;
    let current = advisory.current().ok_or(AdvisoryError::NotFound)?;
    if current.commitment != parent {
        return Err(AdvisoryError::Moved);
    }
    let word = Withdrawal {
        seed: current.says.seed,
        parent,
        reason: reason.trim().to_owned(),
        officer: officer.clone(),
    };
    record(scribe, Kind::ADVISORY, object, &current.says.marking, encode_withdrawal(&word), signer)
}

/// What an officer answers to an advisory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The advisory.
    pub object: ObjectId,
    /// The version they read.
    pub version: Hash,
    /// What the authority does.
    pub response: Response,
    /// More about it.
    pub reason: String,
}

/// The version that an officer read, if it is the one in force and for them.
fn read_version<'a>(
    advisory: &'a Advisory,
    officer: &Officer,
    version: Hash,
) -> Result<&'a Fact<Version>, AdvisoryError> {
    let current = advisory.current().ok_or(AdvisoryError::NotFound)?;
    if !Reader::of(officer).may_open(&current.says) {
        return Err(AdvisoryError::NotFound);
    }
    if advisory.withdrawal.is_some() {
        return Err(Irregularity::Withdrawn.into());
    }
    if current.commitment == version { Ok(current) } else { Err(AdvisoryError::Moved) }
}

/// Acknowledges an advisory for the authority.
///
/// # Errors
/// [`AdvisoryError`].
pub fn acknowledge(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    answer: &Answer,
) -> Result<Place, AdvisoryError> {
    fault("reason", check_reason(&answer.reason, answer.response == Response::NotConcerned))?;
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let advisory = store::advisory(scribe.tx(), &charter, answer.object)?.ok_or(AdvisoryError::NotFound)?;
    let current = read_version(&advisory, officer, answer.version)?;
    if current.place.origin == me {
        return Err(Irregularity::OwnAdvisory.into());
    }
    let word = Acknowledgement {
        version: answer.version,
        response: answer.response,
        reason: answer.reason.trim().to_owned(),
        officer: officer.clone(),
    };
    let payload = encode_acknowledgement(&word);
    record(scribe, Kind::ADVISORY_ACKNOWLEDGEMENT, answer.object, &current.says.marking, payload, signer)
}

/// Puts a version on this authority's public page.
///
/// # Errors
/// [`AdvisoryError`]; a marking that forbids it is [`Irregularity::Marking`].
pub fn publish(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    object: ObjectId,
    version: Hash,
) -> Result<Place, AdvisoryError> {
    let (advisory, current) = standing(scribe, officer, object, version)?;
    let public = current.says.public().ok_or(Irregularity::Marking)?;
    drop(advisory);
    make_public(scribe, officer, signer, object, version, public)
}

/// Only a version that everybody may read comes here: the type says so.
fn make_public(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    object: ObjectId,
    version: Hash,
    public: PublicVersion<'_>,
) -> Result<Place, AdvisoryError> {
    let word = Publication { version, outlet: Outlet::Public, officer: officer.clone() };
    let marking = &public.version().marking;
    record(scribe, Kind::ADVISORY_PUBLICATION, object, marking, encode_publication(&word), signer)
}

/// Records that a version is handed to the recipients that this authority keeps for these sectors. What is sent is the
/// notice; sending it is the authority's own affair.
///
/// # Errors
/// [`AdvisoryError`]; a marking that forbids it is [`Irregularity::Marking`].
pub fn hand_on(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    object: ObjectId,
    version: Hash,
    mut sectors: Vec<Sector>,
) -> Result<Place, AdvisoryError> {
    sectors.sort_unstable();
    sectors.dedup();
    fault("sectors", if sectors.is_empty() { Err(Problem::Empty) } else { Ok(()) })?;
    let (_, current) = standing(scribe, officer, object, version)?;
    let allowed: SectorVersion<'_> = current.says.for_sectors().ok_or(Irregularity::Marking)?;
    let word = Publication { version, outlet: Outlet::Sectors(sectors), officer: officer.clone() };
    let marking = &allowed.version().marking;
    record(scribe, Kind::ADVISORY_PUBLICATION, object, marking, encode_publication(&word), signer)
}

/// Takes this authority's public page down.
///
/// # Errors
/// [`AdvisoryError`].
pub fn retract(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    signer: &dyn ActSigner,
    object: ObjectId,
) -> Result<Place, AdvisoryError> {
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let advisory = store::advisory(scribe.tx(), &charter, object)?.ok_or(AdvisoryError::NotFound)?;
    let (_, shown) = advisory.public_page(me).ok_or(AdvisoryError::NotFound)?;
    let word = Publication { version: shown.commitment, outlet: Outlet::Retracted, officer: officer.clone() };
    record(scribe, Kind::ADVISORY_PUBLICATION, object, &shown.says.marking, encode_publication(&word), signer)
}

/// The advisory, and its version in force, if it is the one that the officer read.
fn standing(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    object: ObjectId,
    version: Hash,
) -> Result<(Advisory, Fact<Version>), AdvisoryError> {
    let charter = scribe.charter().clone();
    let advisory = store::advisory(scribe.tx(), &charter, object)?.ok_or(AdvisoryError::NotFound)?;
    let current = read_version(&advisory, officer, version)?.clone();
    Ok((advisory, current))
}

/// Makes the record with the header that the marking gives.
fn record(
    scribe: &mut Scribe<'_>,
    kind: Kind,
    object: ObjectId,
    marking: &Marking,
    payload: Vec<u8>,
    signer: &dyn ActSigner,
) -> Result<Place, AdvisoryError> {
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let audience = marking.audience(&charter);
    let is_sealed = marking.is_sealed(&charter);
    let new = if is_sealed {
        NewRecord::sealed(kind, object, audience, payload)
    } else {
        NewRecord::open(kind, object, audience, payload)
    };
    // An open record never points at a sealed one: strangers would learn what that was about.
    let mut previous = previous_of(scribe.tx(), me, object)?;
    if let (Some(index), false) = (previous, is_sealed)
        && record_at(scribe.tx(), me, index)?.is_some_and(|earlier| earlier.is_sealed)
    {
        previous = None;
    }
    let made = scribe.record(new.with_previous(previous).with_signer(Some(signer)))?;
    Ok(Place { origin: made.origin, index: made.index })
}
