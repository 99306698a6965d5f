//! The documents of practices and of drafts: attached, listed, handed out.
//!
//! What is attached to a draft is stored for this authority alone: its bytes leave the node only when the practice is
//! published, as a copy made for all.

use super::super::act::{is_shared, private_files};
use super::super::draft::{self, Writing};
use super::super::model::Content;
use super::write::{draft_of, officer};
use super::{Answered, absent, refuse, show};
use crate::file::{self, Attachment, StoredFile};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_core::{Audience, ObjectId};
use liptako_web::{Failure, Flash, FormErrors, Html, Message, Page, Shell, SpooledUpload};

/// The list of documents, each handed out under `path`.
pub(super) async fn list(
    shell: &Shell,
    page: &Page,
    content: &Content,
    path: String,
) -> Result<Html, Failure> {
    let href = move |file: &Attachment| format!("{path}/files/{}", file.object);
    let shown = file::web::shown(shell, content.attachments.clone(), href).await?;
    file::web::list(page, &shown)
}

/// Hands out a document of any version of a practice.
pub async fn of_practice(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Path((name, file)): Path<(String, String)>,
) -> Answered {
    let view = show::read(&shell, &name).await?;
    let object: ObjectId = file.parse().map_err(|_| absent(&file))?;
    let all = view.versions.iter().flat_map(|one| &one.version.content.attachments);
    let mut named = all.filter(|one| one.object == object);
    let named = named.next().ok_or_else(|| absent(&file))?;
    file::web::download(&shell, &headers, named).await
}

/// Hands out a document of a draft.
pub async fn of_draft(
    State(shell): State<Shell>,
    headers: HeaderMap,
    Path((draft, file)): Path<(String, String)>,
) -> Answered {
    let draft = draft_of(&shell, &draft).await?;
    let object: ObjectId = file.parse().map_err(|_| absent(&file))?;
    let named = draft.content.attachments.iter().find(|one| one.object == object);
    file::web::download(&shell, &headers, named.ok_or_else(|| absent(&file))?).await
}

/// Attaches documents to a draft.
pub async fn add(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    upload: SpooledUpload,
) -> Answered {
    let draft = draft_of(&shell, &id).await?;
    let (officer, now) = (officer(&page)?, page.now());
    let ours = Audience(1 << shell.me().0);
    if upload.files.is_empty() {
        return Err(Failure::Invalid(Message::new("practice-files-none")));
    }
    let n = upload.files.len();
    let stored = file::web::store_all(&shell, upload.files, ours, true).await?;
    let object = draft.id;
    let done = file::web::act_with(&shell, upload.request, stored, move |scribe, files| {
        let draft = draft::get(scribe.tx(), object)?.ok_or(Failure::NotFound)?;
        let mut content = draft.content;
        for one in files {
            content.attachments.push(file::attach(scribe, one, ours, true)?);
        }
        let (source, takes_in) = (draft.source, draft.takes_in);
        let writing = Writing { practice: draft.practice, content, source, takes_in, note: draft.note };
        draft::save(scribe.tx(), now, &officer, (object, draft.revision), &writing).map_err(|error| {
            let mut errors = FormErrors::new();
            match refuse(&mut errors, error) {
                Err(failure) => failure,
                Ok(()) => {
                    Failure::Invalid(errors.into_first().unwrap_or_else(|| Message::new("form-refused")))
                }
            }
        })?;
        Ok(())
    });
    done.await?;
    let to = format!("/exchange/practices/drafts/{id}");
    Ok(page.redirect_with(&to, &Flash::done(Message::new("practice-files-added").with("n", n))))
}

/// Copies of what only this authority can read, made for all: with the identifier under which the draft names each.
pub(super) type Copies = Vec<(ObjectId, StoredFile)>;

/// Copies, away from the threads that answer, the documents of a draft that are to be shared.
pub(super) async fn copies(shell: &Shell, draft: ObjectId) -> Result<Copies, Failure> {
    shell.blocking(move |shell| copied(shell, draft)).await
}

/// The same, on a thread that may block.
pub(super) fn copied(shell: &Shell, draft: ObjectId) -> Result<Copies, Failure> {
    let charter = shell.charter().clone();
    let private = shell.road().db().read(|tx| private_files(tx, &charter, draft))?;
    let mut copies = Copies::new();
    for object in private {
        match file::copy_for(shell.road(), object, Audience::all(&charter), false, &**shell.chance()) {
            Ok(copy) => copies.push((object, copy)),
            Err(error) => {
                give_up(shell, &copies);
                return Err(error.into());
            }
        }
    }
    Ok(copies)
}

/// Takes away the copies that no record names: all, when the draft was not published.
pub(super) fn give_up(shell: &Shell, copies: &Copies) {
    for (_, copy) in copies {
        if let Err(error) = copy.abandon(shell.road()) {
            tracing::warn!(%error, "a copy that no record names stays until the next start");
        }
    }
}

/// The same, away from the threads that answer.
pub(super) async fn settle(shell: &Shell, copies: Copies) -> Result<(), Failure> {
    shell
        .blocking(move |shell| {
            give_up(shell, &copies);
            Ok(())
        })
        .await
}

/// Erases what only this authority could read and no draft names any more.
pub(super) async fn forget(shell: &Shell, dropped: Vec<ObjectId>) -> Result<(), Failure> {
    if dropped.is_empty() {
        return Ok(());
    }
    let request = liptako_core::RequestId::fresh(&**shell.chance());
    let erased = shell.act(request, move |scribe| {
        let (me, mut places) = (scribe.me(), Vec::new());
        let charter = scribe.charter().clone();
        for object in dropped {
            if !is_shared(scribe.tx(), &charter, object)? {
                let place = file::place_of(scribe.tx(), object)?;
                places.extend(place.filter(|(origin, _)| *origin == me).map(|(_, index)| index));
            }
        }
        if places.is_empty() {
            Ok(())
        } else {
            scribe.erase(&places, "liptako-practice: not published").map_err(Failure::from)
        }
    });
    erased.await.map(drop)
}
