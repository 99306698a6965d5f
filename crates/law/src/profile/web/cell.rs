//! `/law/profile/{instrument}/{question}`: one answer, what it rests on, who stands by it, and everything that stood
//! there before.

use super::super::store::{self, Cell};
use super::super::{
    Finding, History, Instrument, Library, Question, Step, Todo, Topic, keeper, lacking, next, record,
};
use super::trail::{Difference, Trail, differences, validity};
use crate::alignment::store::joint_history;
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use liptako_core::{MemberIndex, ObjectId};
use liptako_identity::Permission;
use liptako_journal::Hash;
use liptako_storage::{StorageError, Tx};
use liptako_web::texts::key;
use liptako_web::{Failure, Message, Page, Shell};

/// A cell of the comparison, by what it is about.
#[derive(Clone, Copy)]
pub struct Place {
    pub library: &'static Library,
    pub instrument: &'static Instrument,
    pub question: &'static Question,
    /// The authority that keeps the column; none for a reference.
    pub keeper: Option<MemberIndex>,
}

impl Place {
    /// The cell that an address names.
    ///
    /// # Errors
    /// [`Failure::Absent`] with the part of the address that names nothing.
    pub fn find(shell: &Shell, page: &Page, instrument: &str, question: &str) -> Result<Self, Failure> {
        let (library, instrument) = column(page, instrument)?;
        let named = library.questionnaire.question(question);
        let named = named.ok_or_else(|| absent("law-absent-question", question))?;
        Ok(Self { library, instrument, question: named, keeper: keeper(shell.charter(), &instrument.id) })
    }

    pub fn topic(&self) -> Option<&'static Topic> {
        self.library.questionnaire.topics.iter().find(|topic| topic.id == self.question.topic)
    }

    /// Address of its page.
    pub fn path(&self) -> String {
        format!("/law/profile/{}/{}", self.instrument.id, self.question.id)
    }

    pub fn words<'a>(&self, page: &'a Page) -> Words<'a>
    where
        Self: 'a,
    {
        Words { page, questionnaire: &self.library.questionnaire }
    }
}

/// The instrument of this identifier, of which questions are asked.
pub fn column(page: &Page, id: &str) -> Result<(&'static Library, &'static Instrument), Failure> {
    let library = library()?;
    let profile = library.profile(id).ok_or_else(|| absent("law-absent-instrument", id))?;
    if !profile.instrument.answers_expected {
        let name = Words { page, questionnaire: &library.questionnaire }.short(&profile.instrument);
        return Err(Failure::Absent(Message::new("law-absent-answers").with("instrument", name)));
    }
    Ok((library, &profile.instrument))
}

/// Says which part of an address names nothing.
pub fn absent(words: &'static str, id: &str) -> Failure {
    Failure::Absent(Message::new(words).with("id", id.chars().take(80).collect::<String>()))
}

/// What a reader can do with an answer's attestation, and if nothing, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// They can attest it.
    Attest,
    /// Nothing is established: nothing to attest.
    Unknown,
    /// It is attested.
    Attested,
    /// They wrote it: another person of their authority must attest it.
    Wrote,
    /// The column is another authority's, or that of a reference.
    NotOurs,
    /// Their role does not let them attest.
    NotPermitted,
}

/// Tells what a reader can do with the attestation of a cell. `reader` is the officer signed in.
pub fn duty(
    tx: &mut dyn Tx,
    (me, keeper): (MemberIndex, Option<MemberIndex>),
    place: (&Instrument, &Question),
    cell: &Cell,
    (reader, may_attest): (Option<ObjectId>, bool),
) -> Result<Duty, StorageError> {
    if keeper != Some(me) {
        return Ok(Duty::NotOurs);
    }
    if *cell.answer.finding() == Finding::Unknown {
        return Ok(Duty::Unknown);
    }
    if cell.attested.is_some() {
        return Ok(Duty::Attested);
    }
    let Some(reader) = reader.filter(|_| may_attest) else { return Ok(Duty::NotPermitted) };
    let written = store::written_by(tx, me, &place.0.id, reader)?;
    let own = (place.1.id.to_string(), record::digest(&cell.answer));
    Ok(if written.contains(&own) { Duty::Wrote } else { Duty::Attest })
}

/// A cell as it stands, with its history and what the reader can do.
pub struct Found {
    pub cell: Cell,
    pub history: History,
    pub duty: Duty,
    /// What the next correction must cite.
    pub parent: Option<Hash>,
    /// What would be most useful to establish next, for who may edit.
    pub following: Option<Todo<'static>>,
    /// How many answers remain to be established.
    pub n_lacking: usize,
}

/// Reads all that stands in the tables about a cell.
pub async fn load(shell: &Shell, page: &Page, place: Place) -> Result<Found, Failure> {
    let (charter, me, weights) = (shell.charter().clone(), shell.me(), weights()?);
    let reader = (page.who().person().map(|person| person.id), page.may(Permission::LAW_ATTEST));
    let edits = may_edit(shell, page, &place);
    let Place { library, instrument, question, keeper } = place;
    let found = shell
        .read(move |tx| {
            let columns = store::columns(tx, library, &charter)?;
            let Some(column) = columns.iter().find(|column| column.instrument.id == instrument.id) else {
                return Ok(None);
            };
            let Some(cell) = column.cells.get(&question.id).cloned() else { return Ok(None) };
            let todo = if edits { lacking(library, weights, column, &columns) } else { Vec::new() };
            let (instrument_id, id) = (&instrument.id, &question.id);
            let (revisions, attestations, parent) = match keeper {
                Some(keeper) => (
                    store::history(tx, keeper, instrument_id, id)?,
                    store::attestations(tx, keeper, instrument_id, id)?,
                    store::newest(tx, keeper, instrument_id, id)?,
                ),
                None => (joint_history(tx, instrument_id, id)?, Vec::new(), None),
            };
            let shipped = library.profile(instrument.id.as_str()).and_then(|p| p.answers.get(&question.id));
            let history = shipped.map(|shipped| History::of(shipped, revisions, &attestations));
            let duty = duty(tx, (me, keeper), (instrument, question), &cell, reader)?;
            Ok(history.map(|history| Found {
                cell,
                history,
                duty,
                parent: parent.map(|newest| newest.commitment),
                following: next(&todo, question).copied(),
                n_lacking: todo.len(),
            }))
        })
        .await?;
    found.ok_or(Failure::NotFound)
}

/// Whether the reader may write in this column.
pub fn may_edit(shell: &Shell, page: &Page, place: &Place) -> bool {
    page.may(Permission::LAW_EDIT) && place.keeper == Some(shell.me())
}

#[derive(Template)]
#[template(path = "profile/cell.html")]
struct CellPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    trail: Trail<'a>,
    place: Place,
    cell: &'a Cell,
    history: &'a History,
    duty: Duty,
    may_edit: bool,
    following: Option<Todo<'static>>,
    n_lacking: usize,
}

impl CellPage<'_> {
    fn validity(&self) -> String {
        validity(self.page, &self.cell.answer.valid)
    }

    /// Where the answer comes from, in a sentence.
    fn origin(&self) -> String {
        match &self.cell.revision {
            Some(revision) => self.page.text("law-cell-revision").with("n", revision.number).to_string(),
            None => self.page.t("law-cell-shipped"),
        }
    }

    /// Why the reader has no button to attest, when that is worth saying.
    fn why_not(&self) -> Option<String> {
        why_not(self.page, self.duty)
    }

    fn may_attest(&self) -> bool {
        self.duty == Duty::Attest
    }

    fn is_reference(&self) -> bool {
        self.place.keeper.is_none()
    }

    /// Where a correction of a reference is proposed, for who may.
    fn propose_path(&self) -> Option<String> {
        let place = &self.place;
        let path = format!("/law/alignment/references/{}/{}", place.instrument.id, place.question.id);
        (self.is_reference() && self.page.may(Permission::LAW_PROPOSE)).then_some(path)
    }

    fn differences(&self, new: &Step, old: &Option<&Step>) -> Vec<Difference> {
        old.map(|old| differences(&self.w, self.place.question, &old.answer, &new.answer)).unwrap_or_default()
    }

    fn revision(&self, step: &Step) -> String {
        match step.number {
            0 => self.page.t("law-history-shipped"),
            number => self.page.text("law-history-revision").with("n", number).to_string(),
        }
    }

    /// Whether this program can read an answer as one to this question: another version wrote it otherwise.
    fn is_readable(&self, step: &Step) -> bool {
        self.place.question.admits(step.answer.finding())
    }
}

/// Why a reader cannot attest, when that is worth saying.
pub fn why_not(page: &Page, duty: Duty) -> Option<String> {
    Some(page.t(match duty {
        Duty::Attest | Duty::Attested | Duty::NotOurs => return None,
        Duty::Unknown => key("law-duty-unknown"),
        Duty::Wrote => key("law-duty-wrote"),
        Duty::NotPermitted => key("law-duty-not-permitted"),
    }))
}

/// The page of a cell.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let place = Place::find(&shell, &page, &instrument, &question)?;
    let found = load(&shell, &page, place).await?;
    let w = place.words(&page);
    let title = w.text(&place.question.label);
    let content = CellPage {
        page: &page,
        w,
        trail: Trail { page: &page, shell: &shell },
        place,
        cell: &found.cell,
        history: &found.history,
        duty: found.duty,
        may_edit: may_edit(&shell, &page, &place),
        following: found.following,
        n_lacking: found.n_lacking,
    };
    page.view(title)
        .crumb("/law/profile", page.t("law-profile-title"))
        .crumb(format!("/law/profile/{}", place.instrument.id), w.short(place.instrument))
        .html(&content)
}
