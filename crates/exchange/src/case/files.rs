//! The documents of cases: kept on this node alone while a draft awaits its approval, stored again for the authorities
//! concerned when it is approved, or sent again to one that joined.

use super::act::{self, Approved, CaseError, Erase};
use super::drafts::{self, CaseDraft};
use super::model::{Document, Step};
use crate::file::{self, Attachment, FileError, StoredFile};
use liptako_core::{Audience, Chance, ObjectId};
use liptako_identity::Officer;
use liptako_storage::{ActSigner, Road, Scribe, StorageError, record_at};

/// Who reads a document that awaits approval: this authority alone, and sealed.
pub fn kept_for(road: &Road) -> Audience {
    [road.me()].into_iter().collect()
}

/// Records an upload that was stored for [`kept_for`], sealed: nobody else gets a body of it.
///
/// # Errors
/// [`StorageError`] of the record.
pub fn keep(scribe: &mut Scribe<'_>, stored: &StoredFile, caption: &str) -> Result<Document, StorageError> {
    let audience = [scribe.me()].into_iter().collect();
    let kept = file::attach(scribe, stored, audience, true).map_err(storage)?;
    Ok(document(kept, caption))
}

fn storage(error: FileError) -> StorageError {
    match error {
        FileError::Storage(error) => error,
        other => StorageError::Record(other.to_string()),
    }
}

fn document(file: Attachment, caption: &str) -> Document {
    let Attachment { object, name, media, bytes, sha256 } = file;
    Document {
        file: object,
        name: name.to_string(),
        media: media.header().to_owned(),
        bytes,
        sha256,
        caption: caption.trim().to_owned(),
    }
}

/// The documents of a draft, stored once more for those who will read it. Give them up with [`Copies::abandon`] when the
/// approval is refused.
#[derive(Debug, Default)]
#[must_use]
pub struct Copies(Vec<(ObjectId, StoredFile)>);

impl Copies {
    /// Stores the documents of a draft again for its readers. Blocks, for about as long as reading them three times takes:
    /// outside of any act.
    ///
    /// # Errors
    /// [`FileError`]; nothing of it remains then.
    pub fn of(road: &Road, draft: &CaseDraft, chance: &dyn Chance) -> Result<Self, FileError> {
        let mut copies = Self::default();
        for file in files_of(draft) {
            match file::copy_for(road, file, draft.audience, true, chance) {
                Ok(stored) => copies.0.push((file, stored)),
                Err(error) => {
                    copies.abandon(road);
                    return Err(error);
                }
            }
        }
        Ok(copies)
    }

    /// Takes the copies away again, those aside that a record names.
    pub fn abandon(&self, road: &Road) {
        for (_, stored) in &self.0 {
            // What cannot be taken away now is at the next start.
            drop(stored.abandon(road));
        }
    }

    fn attach(
        &self,
        scribe: &mut Scribe<'_>,
        known: &Document,
        audience: Audience,
    ) -> Result<Document, StorageError> {
        let copy = self.0.iter().find(|(file, _)| *file == known.file);
        let (_, stored) = copy.ok_or_else(|| StorageError::Record("a document has no copy".into()))?;
        let attached = file::attach(scribe, stored, audience, true).map_err(storage)?;
        Ok(document(attached, &known.caption))
    }
}

fn files_of(draft: &CaseDraft) -> Vec<ObjectId> {
    let step = match &draft.step {
        Step::Resent { step, .. } => step,
        step => step,
    };
    let own = match step {
        Step::Document(document) => Some(document.file),
        _ => None,
    };
    own.into_iter().chain(draft.documents.iter().map(|document| document.file)).collect()
}

/// [`act::approve`] with the copies of its documents; what was kept of them on this node alone is erased.
///
/// # Errors
/// [`CaseError`]. Abandon the copies then.
pub fn approve(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    id: ObjectId,
    copies: &Copies,
) -> Result<Approved, CaseError> {
    let draft = drafts::one(scribe.tx(), id)?.ok_or(CaseError::NotFound)?;
    let approved = act::approve(scribe, officer, signer, id, &mut |scribe, known, audience| {
        copies.attach(scribe, known, audience)
    })?;
    forget(scribe, &files_of(&draft))?;
    Ok(approved)
}

/// [`act::discard`]; its documents are erased.
///
/// # Errors
/// [`CaseError`].
pub fn discard(scribe: &mut Scribe<'_>, id: ObjectId) -> Result<(), CaseError> {
    let draft = drafts::one(scribe.tx(), id)?.ok_or(CaseError::NotFound)?;
    act::discard(scribe, id)?;
    forget(scribe, &files_of(&draft))
}

/// [`act::remove_document`]; its file is erased.
///
/// # Errors
/// [`CaseError`].
pub fn remove_document(
    scribe: &mut Scribe<'_>,
    officer: &Officer,
    id: ObjectId,
    document: ObjectId,
) -> Result<(), CaseError> {
    act::remove_document(scribe, officer, id, document)?;
    forget(scribe, &[document])
}

/// [`act::erase`], files included.
///
/// # Errors
/// [`CaseError`].
pub fn erase(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    case: ObjectId,
    what: Erase,
    reason: &str,
) -> Result<usize, CaseError> {
    act::erase(scribe, officer, case, what, reason, &mut |scribe, document| {
        let me = scribe.me();
        let place = file::place_of(scribe.tx(), document.file)?;
        Ok(place.filter(|(origin, _)| *origin == me).map(|(_, index)| index))
    })
}

/// Erases files that only this node reads; a file that others read too is left: it is erased with its case.
fn forget(scribe: &mut Scribe<'_>, files: &[ObjectId]) -> Result<(), CaseError> {
    let me = scribe.me();
    let alone: Audience = [me].into_iter().collect();
    let mut indices = Vec::new();
    for file in files {
        let Some((origin, index)) = file::place_of(scribe.tx(), *file)? else { continue };
        if origin != me {
            continue;
        }
        let recorded = record_at(scribe.tx(), me, index)?;
        if recorded.is_some_and(|record| record.audience == alone && !record.is_erased) {
            indices.push(index);
        }
    }
    indices.sort_unstable();
    indices.dedup();
    if !indices.is_empty() {
        scribe.erase(&indices, "brouillon")?;
    }
    Ok(())
}
