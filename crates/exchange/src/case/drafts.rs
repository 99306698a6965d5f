//! What one officer has written and another has not approved yet: national data, never in the journal as such.

use super::model::{Document, Person, Step};
use super::record::{decode_step, encode_step};
use liptako_core::{Audience, ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Most drafts that a page shows.
const MAX_DRAFTS: u32 = 500;

/// A draft that awaits the approval of another officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDraft {
    /// Its identifier.
    pub id: ObjectId,
    /// The case; none for an opening.
    pub case: Option<ObjectId>,
    /// Who will read it once it is approved.
    pub audience: Audience,
    /// What it would do. The number of an opening is given when it is approved.
    pub step: Step,
    /// Who complains, beside an opening.
    pub person: Option<Person>,
    /// Documents that go with it: kept here, readable by nobody else, until it is approved.
    pub documents: Vec<Document>,
    /// Whether the approval of a text also gives this authority's agreement to it.
    pub also_agree: bool,
    /// Who wrote it.
    pub drafter: Officer,
    /// When.
    pub written: UnixSeconds,
    /// That it was sent back, by whom and why, until it is mended.
    pub returned: Option<Returned>,
}

/// A draft sent back to whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Who sent it back.
    pub by: Officer,
    /// What is to be mended.
    pub remark: String,
    /// When.
    pub at: UnixSeconds,
}

fn unreadable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(error.to_string())
}

fn officer_bytes(officer: &Officer) -> Result<Vec<u8>, StorageError> {
    minicbor::to_vec(officer).map_err(unreadable)
}

fn officer_of(bytes: &[u8]) -> Result<Officer, StorageError> {
    minicbor::decode(bytes).map_err(unreadable)
}

/// Writes a draft, in place of the one of the same identifier.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn put(tx: &mut dyn Tx, draft: &CaseDraft) -> Result<(), StorageError> {
    remove(tx, draft.id)?;
    let person = draft.person.clone().map(|person| encode_step(&Step::Person(person)));
    let returned = draft.returned.as_ref();
    let by = returned.map(|returned| officer_bytes(&returned.by)).transpose()?;
    tx.execute(
        sql!(
            "INSERT INTO case_draft (id, case_object, audience, step, person, also_agree, drafter, written, \
             returned_by, returned_remark, returned_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        params![
            draft.id,
            draft.case,
            draft.audience,
            encode_step(&draft.step),
            person,
            draft.also_agree,
            officer_bytes(&draft.drafter)?,
            draft.written,
            by,
            returned.map_or("", |returned| returned.remark.as_str()),
            returned.map(|returned| returned.at)
        ],
    )?;
    for (position, document) in draft.documents.iter().enumerate() {
        tx.execute(
            sql!("INSERT INTO case_draft_document (draft, position, document) VALUES (?1, ?2, ?3)"),
            params![draft.id, position as u64, encode_step(&Step::Document(document.clone()))],
        )?;
    }
    Ok(())
}

/// Takes a draft away.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn remove(tx: &mut dyn Tx, id: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM case_draft_document WHERE draft = ?1"), params![id])?;
    tx.execute(sql!("DELETE FROM case_draft WHERE id = ?1"), params![id]).map(drop)
}

fn read(tx: &mut dyn Tx, row: &Row) -> Result<CaseDraft, StorageError> {
    let id = row.get("id")?;
    let step = decode_step(&row.get::<Vec<u8>>("step")?).map_err(unreadable)?;
    let person = match row.get::<Option<Vec<u8>>>("person")? {
        Some(bytes) => match decode_step(&bytes).map_err(unreadable)? {
            Step::Person(person) => Some(person),
            _ => None,
        },
        None => None,
    };
    let kept = tx.query(
        sql!("SELECT document FROM case_draft_document WHERE draft = ?1 ORDER BY position"),
        params![id],
    )?;
    let mut documents = Vec::with_capacity(kept.len());
    for row in &kept {
        if let Step::Document(document) = decode_step(&row.get::<Vec<u8>>("document")?).map_err(unreadable)? {
            documents.push(document);
        }
    }
    let returned = match row.get::<Option<Vec<u8>>>("returned_by")? {
        Some(by) => Some(Returned {
            by: officer_of(&by)?,
            remark: row.get("returned_remark")?,
            at: row.get::<Option<UnixSeconds>>("returned_at")?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(CaseDraft {
        id,
        case: row.get("case_object")?,
        audience: row.get("audience")?,
        step,
        person,
        documents,
        also_agree: row.get("also_agree")?,
        drafter: officer_of(&row.get::<Vec<u8>>("drafter")?)?,
        written: row.get("written")?,
        returned,
    })
}

/// Every draft, the oldest first; at most 500.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<CaseDraft>, StorageError> {
    let rows =
        tx.query(sql!("SELECT * FROM case_draft ORDER BY written, id LIMIT ?1"), params![MAX_DRAFTS])?;
    rows.iter().map(|row| read(tx, row)).collect()
}

/// The draft of this identifier.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn one(tx: &mut dyn Tx, id: ObjectId) -> Result<Option<CaseDraft>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM case_draft WHERE id = ?1"), params![id])?;
    row.map(|row| read(tx, &row)).transpose()
}

/// The drafts of a case, the oldest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn of_case(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<CaseDraft>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM case_draft WHERE case_object = ?1 ORDER BY written, id"),
        params![object],
    )?;
    rows.iter().map(|row| read(tx, row)).collect()
}
