//! The commands: to draft, to send back, to approve, to do what needs no approval, to erase. Each checks every rule before it
//! records.
//!
//! What leaves the authority is written by one officer and approved, with a signature, by another. Until then it is national
//! data, and its documents are readable on this node alone.

use super::check::{Fault, Problem, check};
use super::clock::ClockState;
use super::delays::{CaseDataFault, checklist, shipped_delays};
use super::drafts::{self, CaseDraft, Returned};
use super::fold::Case;
use super::judge::{Irregularity, judge};
use super::model::{CaseKind, Document, Duty, Event, Opening, Person, Place, Skeleton, Step, StepName};
use super::number::CaseNumber;
use super::project::case_object;
use super::record::Written;
use super::store::{self, CaseView};
use jiff::civil::Date;
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, Verdict};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Order, Scribe, StorageError, previous_sealed_of};

/// Most documents that go with one step.
pub const MAX_DOCUMENTS: usize = 16;

/// Why a command is refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// A rule forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// There is no such case, step or draft.
    #[error("there is no such case, step or draft")]
    NotFound,
    /// Whoever wrote it may not approve it.
    #[error("whoever wrote it may not approve it")]
    SameOfficer,
    /// Only whoever wrote it may change it.
    #[error("only whoever wrote it may change it")]
    NotDrafter,
    /// Nothing of the kind is awaited, or it cannot be extended by so much.
    #[error("nothing of the kind is awaited, or it cannot be extended by so much")]
    NotAwaited,
    /// Nothing of this authority's is left to erase.
    #[error("nothing of this authority's is left to erase")]
    NothingToErase,
    /// The data that ship have a fault.
    #[error(transparent)]
    Data(#[from] CaseDataFault),
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A case as an officer opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOpening {
    /// What it is.
    pub kind: CaseKind,
    /// The other authorities concerned.
    pub to: Vec<MemberIndex>,
    /// What it is about, in one line, without the name of a person concerned.
    pub title: String,
    /// The controller; may be empty, except for a complaint.
    pub controller: String,
    /// ISO 3166-1 code of its country; may be empty.
    pub country: String,
    /// What happened, or what is to be known.
    pub facts: String,
    /// What is asked.
    pub asked: String,
    /// Items of the checklist that are fulfilled.
    pub checklist: Vec<String>,
    /// For a complaint: the day on which the authority received it.
    pub received: Option<Date>,
    /// Who complains.
    pub person: Option<Person>,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// It needed no approval, and is recorded.
    Recorded(Place),
    /// It awaits the approval of another officer, as this draft.
    Drafted(ObjectId),
}

/// What an approval did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// The case.
    pub case: ObjectId,
    /// Its number; none when its opening is not readable here.
    pub number: Option<CaseNumber>,
    /// The step.
    pub place: Place,
}

/// What is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erase {
    /// One step of this authority, with its document if it is one.
    Step(Place),
    /// Who complains.
    Person,
    /// All that this authority wrote in a closed case. What remains is a [`Skeleton`].
    Everything,
}

/// Makes a document that is kept here readable by these authorities, sealed to them, and gives it as they will know it.
pub type Attach<'a> =
    &'a mut dyn FnMut(&mut Scribe<'_>, &Document, Audience) -> Result<Document, StorageError>;

/// Where the file of a document is recorded, for it to be erased.
pub type FileOf<'a> = &'a mut dyn FnMut(&mut Scribe<'_>, &Document) -> Result<Option<u64>, StorageError>;

fn fault(field: &'static str, problem: Problem) -> CaseError {
    CaseError::Faults(vec![Fault { field, problem }])
}

fn view(scribe: &mut Scribe<'_>, case: ObjectId) -> Result<CaseView, CaseError> {
    let charter = scribe.charter().clone();
    store::case(scribe.tx(), &charter, case)?.ok_or(CaseError::NotFound)
}

/// A draft's identifier is its act's: a form sent twice makes one draft.
fn draft_id(scribe: &Scribe<'_>) -> ObjectId {
    ObjectId::from_bytes(*scribe.request().as_bytes())
}

fn country(scribe: &Scribe<'_>) -> String {
    scribe.charter().member(scribe.me()).map(|member| member.country.clone()).unwrap_or_default()
}

fn today(scribe: &Scribe<'_>) -> Result<Date, CaseError> {
    let delays = shipped_delays().map_err(Clone::clone)?;
    Ok(delays.country(&country(scribe)).day_of(scribe.now()))
}

/// The next number of this authority in this year.
fn next_number(scribe: &mut Scribe<'_>) -> Result<CaseNumber, CaseError> {
    let (country, year) = (country(scribe), today(scribe)?.year());
    let last = store::last_serial(scribe.tx(), &country, i64::from(year))?;
    let year = u16::try_from(year).unwrap_or_default();
    CaseNumber::new(&country, year, last + 1)
        .map_err(|error| CaseError::Storage(StorageError::Record(error.to_string())))
}

/// Writes the draft of an opening, for another officer to approve.
///
/// # Errors
/// [`CaseError`]; [`CaseError::Faults`] by field.
pub fn draft_opening(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    new: NewOpening,
    documents: Vec<Document>,
) -> Result<ObjectId, CaseError> {
    let (me, id) = (scribe.me(), draft_id(scribe));
    let mut faults = Vec::new();
    let is_member = |member: &MemberIndex| scribe.charter().member(*member).is_some();
    if new.to.is_empty() {
        faults.push(Fault { field: "to", problem: Problem::Empty });
    } else if new.to.iter().any(|member| *member == me || !is_member(member)) {
        faults.push(Fault { field: "to", problem: Problem::Unknown });
    }
    if new.received.is_some_and(|day| today(scribe).is_ok_and(|today| day > today)) {
        faults.push(Fault { field: "received", problem: Problem::Day });
    }
    let audience: Audience = new.to.iter().copied().chain([me]).collect();
    let number = next_number(scribe)?;
    let delays = shipped_delays().map_err(Clone::clone)?.version;
    let NewOpening { kind, title, controller, country, facts, asked, checklist, received, person, .. } = new;
    let step = Step::Opened(Opening {
        number,
        kind,
        title: title.trim().to_owned(),
        controller: controller.trim().to_owned(),
        country,
        facts,
        asked,
        checklist,
        received,
        delays,
    });
    faults.extend(check(Some(kind), &step).err().unwrap_or_default());
    if let Some(person) = &person {
        faults.extend(check(Some(kind), &Step::Person(person.clone())).err().unwrap_or_default());
    }
    faults.extend(document_faults(&documents));
    if !faults.is_empty() {
        return Err(CaseError::Faults(faults));
    }
    let draft = CaseDraft {
        id,
        case: None,
        audience,
        step,
        person,
        documents,
        also_agree: false,
        drafter: officer,
        written: scribe.now(),
        returned: None,
    };
    drafts::put(scribe.tx(), &draft)?;
    Ok(id)
}

fn document_faults(documents: &[Document]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if documents.len() > MAX_DOCUMENTS {
        faults.push(Fault { field: "documents", problem: Problem::TooMany(MAX_DOCUMENTS as u16) });
    }
    for document in documents {
        faults.extend(check(None, &Step::Document(document.clone())).err().unwrap_or_default());
    }
    faults
}

/// Does a step that needs no approval, or writes the draft of one that does. What goes with documents always does.
///
/// # Errors
/// [`CaseError`].
pub fn submit(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    case: ObjectId,
    step: Step,
    documents: Vec<Document>,
    also_agree: bool,
) -> Result<Submitted, CaseError> {
    let view = view(scribe, case)?;
    let step = prepare(scribe, &view, step)?;
    let faults = document_faults(&documents);
    if !faults.is_empty() {
        return Err(CaseError::Faults(faults));
    }
    if !step.step().needs_approval() && documents.is_empty() {
        let written = Written { drafter: officer, approver: None, step };
        let audience = audience_of(view.case(), &written.step);
        return record(scribe, case, audience, &written, None).map(|(place, _)| Submitted::Recorded(place));
    }
    let draft = CaseDraft {
        id: draft_id(scribe),
        case: Some(case),
        audience: audience_of(view.case(), &step),
        step,
        person: None,
        documents,
        also_agree,
        drafter: officer,
        written: scribe.now(),
        returned: None,
    };
    drafts::put(scribe.tx(), &draft)?;
    Ok(Submitted::Drafted(draft.id))
}

/// Writes the draft that sends an own earlier step again to all who are concerned now.
///
/// # Errors
/// [`CaseError`].
pub fn resend(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    case: ObjectId,
    of: Place,
) -> Result<ObjectId, CaseError> {
    let found = view(scribe, case)?;
    let event = found.event(of).ok_or(CaseError::NotFound)?;
    if event.audience == found.case().concerned {
        return Err(Irregularity::AlreadyDone.into());
    }
    let step = Step::Resent {
        of,
        commitment: event.commitment,
        seconds: event.seconds,
        step: Box::new(event.step.clone()),
    };
    match submit(scribe, officer, case, step, Vec::new(), false)? {
        Submitted::Drafted(id) => Ok(id),
        Submitted::Recorded(_) => Err(CaseError::NotFound),
    }
}

fn audience_of(case: &Case, step: &Step) -> Audience {
    match step {
        Step::Widened { member, .. } => Audience(case.concerned.0 | 1 << (member.0 & 31)),
        _ => case.concerned,
    }
}

/// Fills what the program knows better, and checks fields and rules.
fn prepare(scribe: &mut Scribe<'_>, view: &CaseView, mut step: Step) -> Result<Step, CaseError> {
    let case = view.case();
    match &mut step {
        Step::Opened(_) | Step::Retained(_) => return Err(Irregularity::Number.into()),
        Step::Draft { revises, .. } => {
            if case.open_text().is_some() || case.adopted().is_some() {
                return Err(Irregularity::TextOpen.into());
            }
            *revises = case.texts.last().map(|text| text.commitment);
        }
        Step::Position { on, .. } => {
            let text = case.texts.iter().find(|text| text.commitment == *on).ok_or(Irregularity::Target)?;
            if text.verdict != Verdict::Open {
                return Err(Irregularity::TextDecided.into());
            }
        }
        Step::Widened { head, .. } => {
            head.clone_from(case.head.as_ref().ok_or(Irregularity::Target)?);
        }
        Step::Urgent { until, .. } if *until < today(scribe)? => return Err(fault("until", Problem::Day)),
        Step::Reminder { to, duty, about, .. } => {
            awaited(scribe, view, *to, *duty, *about)?;
        }
        Step::Extension { duty, about, days, .. } => {
            let me = scribe.me();
            awaited(scribe, view, me, *duty, *about)?;
            let delays = shipped_delays().map_err(Clone::clone)?;
            let most = case.kind().and_then(|kind| delays.of(kind, *duty)).map_or(0, |delay| delay.extension);
            if most == 0 {
                return Err(CaseError::NotAwaited);
            }
            if *days > most {
                return Err(fault("days", Problem::TooMany(most)));
            }
        }
        _ => {}
    }
    check(case.kind(), &step).map_err(CaseError::Faults)?;
    if let (Step::Admissibility { is_admissible: false, missing, reason }, Some(kind)) = (&step, case.kind())
        && missing.is_empty()
        && !checklist(kind).is_empty()
        && reason.trim().is_empty()
    {
        return Err(fault("missing", Problem::Empty));
    }
    let officer = nobody();
    let supposed = supposed(scribe, case, &step, &officer);
    judge(scribe.charter(), case, &supposed)?;
    Ok(step)
}

fn awaited(
    scribe: &mut Scribe<'_>,
    view: &CaseView,
    whose: MemberIndex,
    duty: Duty,
    about: Place,
) -> Result<(), CaseError> {
    let (charter, now) = (scribe.charter().clone(), scribe.now());
    let clock = store::clock(scribe.tx(), &charter, view, now)?;
    let found = clock.iter().find(|line| (line.whose, line.duty, line.about) == (whose, duty, about));
    match found {
        Some(line) if line.state.is_open() && line.state != ClockState::NotStarted => Ok(()),
        _ => Err(CaseError::NotAwaited),
    }
}

fn nobody() -> Officer {
    let function = liptako_identity::Function { name: String::new(), fr: String::new(), en: String::new() };
    Officer { id: ObjectId::from_bytes([0; 16]), name: String::new(), function }
}

/// The step as it would stand in the journal, signed by somebody other than its drafter: to be judged beforehand.
fn supposed(scribe: &Scribe<'_>, case: &Case, step: &Step, drafter: &Officer) -> Event {
    let place = Place { origin: scribe.me(), index: u64::MAX };
    let approver = Officer { id: ObjectId::from_bytes([0xff; 16]), ..drafter.clone() };
    Event {
        place,
        order: Order { sum: u64::MAX, origin: place.origin, index: place.index },
        seen: Vec::new(),
        seconds: scribe.now(),
        commitment: Hash([0; 32]),
        audience: audience_of(case, step),
        drafter: drafter.clone(),
        approver: Some(approver),
        is_signed: true,
        step: step.clone(),
    }
}

/// Records a step, sealed to its audience.
fn record(
    scribe: &mut Scribe<'_>,
    object: ObjectId,
    audience: Audience,
    written: &Written,
    signer: Option<&dyn ActSigner>,
) -> Result<(Place, Hash), CaseError> {
    let kind = match written.step {
        Step::Opened(_) => Kind::CASE_OPENED,
        _ => Kind::CASE_STEP,
    };
    let me = scribe.me();
    let previous = previous_sealed_of(scribe.tx(), me, object)?;
    let new = NewRecord::sealed(kind, object, audience, store::payload(written))
        .with_previous(previous)
        .with_signer(signer);
    let made = scribe.record(new)?;
    let commitment = made.commitment.ok_or_else(|| StorageError::Record("it has no body".into()))?;
    Ok((Place { origin: made.origin, index: made.index }, commitment))
}

fn draft_of(scribe: &mut Scribe<'_>, id: ObjectId) -> Result<CaseDraft, CaseError> {
    drafts::one(scribe.tx(), id)?.ok_or(CaseError::NotFound)
}

/// Changes a draft. Only whoever wrote it may.
///
/// # Errors
/// [`CaseError`].
pub fn amend(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    id: ObjectId,
    step: Step,
    person: Option<Person>,
    also_agree: bool,
) -> Result<(), CaseError> {
    let mut draft = own_draft(scribe, officer, id)?;
    if step.step() != draft.step.step() {
        return Err(Irregularity::Kind.into());
    }
    match draft.case {
        None => {
            let kind = match &step {
                Step::Opened(opening) => Some(opening.kind),
                _ => None,
            };
            check(kind, &step).map_err(CaseError::Faults)?;
            if let Some(person) = &person {
                check(kind, &Step::Person(person.clone())).map_err(CaseError::Faults)?;
            }
            draft.step = step;
            draft.person = person;
        }
        Some(case) => {
            let view = view(scribe, case)?;
            draft.step = prepare(scribe, &view, step)?;
            draft.audience = audience_of(view.case(), &draft.step);
        }
    }
    draft.also_agree = also_agree;
    changed(scribe, draft)
}

/// The draft, for whoever wrote it.
fn own_draft(scribe: &mut Scribe<'_>, officer: &Officer, id: ObjectId) -> Result<CaseDraft, CaseError> {
    let draft = draft_of(scribe, id)?;
    if draft.drafter.id == officer.id { Ok(draft) } else { Err(CaseError::NotDrafter) }
}

/// Keeps a draft that its writer has changed: a remark that sent it back is answered by that.
fn changed(scribe: &mut Scribe<'_>, draft: CaseDraft) -> Result<(), CaseError> {
    let draft = CaseDraft { written: scribe.now(), returned: None, ..draft };
    drafts::put(scribe.tx(), &draft)?;
    Ok(())
}

/// Adds a document to a draft. Its file is kept here, readable by nobody else, until the draft is approved.
///
/// # Errors
/// [`CaseError`]; by the field `documents` when there are [`MAX_DOCUMENTS`] already.
pub fn add_document(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    id: ObjectId,
    document: Document,
) -> Result<(), CaseError> {
    let mut draft = own_draft(scribe, officer, id)?;
    draft.documents.push(document);
    let faults = document_faults(&draft.documents);
    if faults.is_empty() { changed(scribe, draft) } else { Err(CaseError::Faults(faults)) }
}

/// Takes a document out of a draft.
///
/// # Errors
/// [`CaseError`].
pub fn remove_document(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    id: ObjectId,
    file: ObjectId,
) -> Result<(), CaseError> {
    let mut draft = own_draft(scribe, officer, id)?;
    let before = draft.documents.len();
    draft.documents.retain(|document| document.file != file);
    if draft.documents.len() == before { Err(CaseError::NotFound) } else { changed(scribe, draft) }
}

/// Sends a draft back to whoever wrote it, with a remark.
///
/// # Errors
/// [`CaseError`].
pub fn send_back(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    id: ObjectId,
    remark: &str,
) -> Result<(), CaseError> {
    let mut draft = draft_of(scribe, id)?;
    let remark = remark.trim();
    check(None, &Step::Reopened { reason: remark.to_owned() }).map_err(|_| {
        fault(
            "remark",
            if remark.is_empty() { Problem::Empty } else { Problem::TooLong(super::check::MAX_REASON) },
        )
    })?;
    draft.returned = Some(Returned { by: officer, remark: remark.to_owned(), at: scribe.now() });
    drafts::put(scribe.tx(), &draft)?;
    Ok(())
}

/// Takes a draft away. Its documents stay on this node until their record is erased.
///
/// # Errors
/// [`CaseError`].
pub fn discard(scribe: &mut Scribe<'_>, id: ObjectId) -> Result<(), CaseError> {
    let draft = draft_of(scribe, id)?;
    drafts::remove(scribe.tx(), draft.id)?;
    Ok(())
}

/// Approves a draft with a signature, and records what it says. Never by whoever wrote it.
///
/// # Errors
/// [`CaseError`]; the rules are checked again, because the case may have moved since.
pub fn approve(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    id: ObjectId,
    attach: Attach<'_>,
) -> Result<Approved, CaseError> {
    let draft = draft_of(scribe, id)?;
    if draft.drafter.id == officer.id {
        return Err(CaseError::SameOfficer);
    }
    let pen = Pen { drafter: draft.drafter.clone(), approver: officer, signer };
    let approved = match draft.case {
        None => pen.open(scribe, &draft, attach)?,
        Some(case) => pen.step(scribe, &draft, case, attach)?,
    };
    drafts::remove(scribe.tx(), id)?;
    Ok(approved)
}

/// The two officers of an approval.
struct Pen<'s> {
    drafter: Officer,
    approver: Officer,
    signer: &'s dyn ActSigner,
}

impl Pen<'_> {
    fn write(
        &self,
        scribe: &mut Scribe<'_>,
        object: ObjectId,
        audience: Audience,
        step: Step,
    ) -> Result<(Place, Hash), CaseError> {
        let (drafter, approver) = (self.drafter.clone(), Some(self.approver.clone()));
        record(scribe, object, audience, &Written { drafter, approver, step }, Some(self.signer))
    }

    fn documents(
        &self,
        scribe: &mut Scribe<'_>,
        object: ObjectId,
        draft: &CaseDraft,
        attach: Attach<'_>,
    ) -> Result<(), CaseError> {
        for document in &draft.documents {
            let document = attach(scribe, document, draft.audience)?;
            self.write(scribe, object, draft.audience, Step::Document(document))?;
        }
        Ok(())
    }

    fn open(
        &self,
        scribe: &mut Scribe<'_>,
        draft: &CaseDraft,
        attach: Attach<'_>,
    ) -> Result<Approved, CaseError> {
        let Step::Opened(opening) = &draft.step else { return Err(CaseError::NotFound) };
        let number = next_number(scribe)?;
        let me = scribe.me();
        let line = scribe.charter().member(me).map(|member| member.origin.clone()).unwrap_or_default();
        let object = case_object(&line, &number);
        let opening = Opening { number: number.clone(), ..opening.clone() };
        let (place, _) = self.write(scribe, object, draft.audience, Step::Opened(opening))?;
        if let Some(person) = &draft.person {
            self.write(scribe, object, draft.audience, Step::Person(person.clone()))?;
        }
        self.documents(scribe, object, draft, attach)?;
        Ok(Approved { case: object, number: Some(number), place })
    }

    fn step(
        &self,
        scribe: &mut Scribe<'_>,
        draft: &CaseDraft,
        case: ObjectId,
        attach: Attach<'_>,
    ) -> Result<Approved, CaseError> {
        let view = view(scribe, case)?;
        let mut step = prepare(scribe, &view, draft.step.clone())?;
        let audience = audience_of(view.case(), &step);
        // The draft says who will read it: an authority that joined meanwhile was not on the page that was approved.
        if audience != draft.audience {
            return Err(Irregularity::Audience.into());
        }
        step = attach_within(scribe, step, audience, attach)?;
        let form = matches!(step, Step::Draft { .. });
        let (place, commitment) = self.write(scribe, case, audience, step)?;
        if form && draft.also_agree {
            let agreement = Step::Position { on: commitment, agrees: true, reason: String::new() };
            self.write(scribe, case, audience, agreement)?;
        }
        self.documents(scribe, case, draft, attach)?;
        Ok(Approved { case, number: view.number().cloned(), place })
    }
}

/// A document within the step itself.
fn attach_within(
    scribe: &mut Scribe<'_>,
    step: Step,
    audience: Audience,
    attach: Attach<'_>,
) -> Result<Step, CaseError> {
    Ok(match step {
        Step::Document(document) => Step::Document(attach(scribe, &document, audience)?),
        Step::Resent { of, commitment, seconds, step } => {
            let step = Box::new(attach_within(scribe, *step, audience, attach)?);
            Step::Resent { of, commitment, seconds, step }
        }
        step => step,
    })
}

/// Has this authority's part of a case, or of it what is named, erased everywhere. Gives how many records.
///
/// # Errors
/// [`CaseError`]; [`Irregularity::NotClosed`] for everything of a case that is not closed.
pub fn erase(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    case: ObjectId,
    what: Erase,
    reason: &str,
    file_of: FileOf<'_>,
) -> Result<usize, CaseError> {
    let found = view(scribe, case)?;
    let me = scribe.me();
    let is_wanted = |event: &&Event| {
        event.place.origin == me
            && match (what, event.step.step()) {
                (_, StepName::Retained) => false,
                (Erase::Step(place), _) => event.place == place,
                (Erase::Person, name) => name == StepName::Person,
                (Erase::Everything, _) => true,
            }
    };
    let events: Vec<&Event> = found.events.iter().filter(is_wanted).collect();
    if events.is_empty() {
        return Err(CaseError::NothingToErase);
    }
    if what == Erase::Everything {
        let left = skeleton(scribe, &found)?;
        let written = Written { drafter: officer, approver: None, step: Step::Retained(left) };
        record(scribe, case, found.case().concerned, &written, None)?;
        for draft in drafts::of_case(scribe.tx(), case)? {
            drafts::remove(scribe.tx(), draft.id)?;
        }
    } else if events.iter().any(|event| matches!(event.step, Step::Opened(_))) {
        // Without its opening a case has no number any more: that goes with everything, and what remains says it.
        return Err(Irregularity::Number.into());
    }
    let mut indices: Vec<u64> = events.iter().map(|event| event.place.index).collect();
    for event in &events {
        let step = match &event.step {
            Step::Resent { step, .. } => step,
            step => step,
        };
        if let Step::Document(document) = step {
            indices.extend(file_of(scribe, document)?);
        }
    }
    indices.sort_unstable();
    indices.dedup();
    scribe.erase(&indices, reason)?;
    Ok(indices.len())
}

fn skeleton(scribe: &mut Scribe<'_>, view: &CaseView) -> Result<Skeleton, CaseError> {
    let case = view.case();
    if let Some(left) = &case.retained {
        return Ok(left.clone());
    }
    let Some((_, closed, outcome)) = case.closed else { return Err(Irregularity::NotClosed.into()) };
    let head = case.head.as_ref().ok_or(Irregularity::Target)?;
    let (charter, now) = (scribe.charter().clone(), scribe.now());
    let clock = store::clock(scribe.tx(), &charter, view, now)?;
    let count = |wanted: fn(ClockState) -> bool| {
        clock.iter().filter(|line| !line.is_window && wanted(line.state)).count() as u32
    };
    Ok(Skeleton {
        number: head.number.clone(),
        kind: head.kind,
        opener: head.opener,
        concerned: case.concerned,
        opened: head.opened,
        closed,
        outcome,
        met: count(|state| matches!(state, ClockState::Met { .. })),
        late: count(|state| matches!(state, ClockState::Late | ClockState::DoneLate { .. })),
    })
}

/// Whether this authority may take such a step now: which buttons a page shows. The fields are judged when it is sent.
pub fn may(case: &Case, me: MemberIndex, step: StepName) -> bool {
    let is_open = case.closed.is_none() && case.retained.is_none();
    let is_opener = case.opener() == Some(me);
    let leads = is_opener || case.lead() == Some(me);
    let concerned = case.concerned.contains(me);
    if matches!(step, StepName::Reopened) {
        return concerned && case.closed.is_some() && case.is_whole();
    }
    if !is_open || !concerned || !case.is_whole() {
        return false;
    }
    match step {
        StepName::Opened | StepName::Retained | StepName::Reopened => false,
        StepName::Person | StepName::Completed => is_opener,
        StepName::Acknowledged => !is_opener && !case.acknowledged.contains_key(&me),
        StepName::Admissibility => !is_opener,
        StepName::Reply => case.asked.iter().any(|asked| asked.to == me && asked.answered.is_none()),
        StepName::Draft => case.may_draft(me) && case.open_text().is_none() && case.adopted().is_none(),
        StepName::Position => {
            case.open_text().is_some_and(|text| text.concerned.contains(me) && text.position_of(me).is_none())
        }
        StepName::EarlyResolution => case.kind() == Some(CaseKind::Complaint),
        StepName::Widened | StepName::Closed => leads,
        StepName::Lead
        | StepName::Request
        | StepName::Note
        | StepName::Document
        | StepName::KeyPoints
        | StepName::Reminder
        | StepName::Extension
        | StepName::Handled
        | StepName::Urgent
        | StepName::Resent => true,
    }
}
