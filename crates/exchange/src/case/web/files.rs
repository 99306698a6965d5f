//! The documents of cases on pages: attached to a draft or drafted as a step of their own, handed out to whoever may read.

use super::super::act::{CaseError, Submitted, add_document, submit};
use super::super::drafts;
use super::super::files::{keep, kept_for, remove_document};
use super::super::model::{Document, Step};
use super::draft::documents_of;
use super::said::Said;
use super::{Answered, act, case_of, fault_message, name_of};
use crate::file;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_core::ObjectId;
use liptako_storage::Scribe;
use liptako_web::{Failure, Flash, Form, Message, Page, Shell, SpooledUpload};

#[derive(Template)]
#[template(path = "case/web/document.html")]
struct DocumentPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    concerned: liptako_core::Audience,
}

/// The form of a document that is a step of its own.
pub async fn ask(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = case_of(&shell, &name).await?;
    let s = Said::new(&page, &shell);
    let content = DocumentPage { page: &page, s, concerned: view.case().concerned };
    page.view(page.t("casepages-add-document"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .crumb(s.path(view.number(), &view.object), s.number(view.number()))
        .html(&content)
}

/// A refusal, when the files are already on their way.
fn refused(error: CaseError) -> Failure {
    match error {
        CaseError::Faults(faults) => {
            let first = faults.first().map(|fault| fault_message(fault.problem));
            Failure::Invalid(first.unwrap_or_else(|| Message::new("form-refused")))
        }
        CaseError::NotFound => Failure::NotFound,
        CaseError::NotDrafter => Failure::Invalid(Message::new("casepages-refused-not-drafter")),
        CaseError::Storage(error) => error.into(),
        _ => Failure::Invalid(Message::new("casepages-refused-not-now")),
    }
}

fn none_chosen(upload: &SpooledUpload) -> Result<(), Failure> {
    if upload.files.is_empty() { Err(Failure::Invalid(Message::new("casepages-no-file"))) } else { Ok(()) }
}

fn kept(
    scribe: &mut Scribe<'_>,
    files: &[file::StoredFile],
    caption: &str,
) -> Result<Vec<Document>, Failure> {
    files.iter().map(|stored| Ok(keep(scribe, stored, caption)?)).collect()
}

/// Drafts the sending of documents: each leaves once a second officer approves.
pub async fn send(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    upload: SpooledUpload,
) -> Answered {
    none_chosen(&upload)?;
    let view = case_of(&shell, &name).await?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let (case, caption) = (view.object, upload.fields.value("caption").to_owned());
    let stored = file::web::store_all(&shell, upload.files, kept_for(shell.road()), true).await?;
    let done = file::web::act_with(&shell, upload.request, stored, move |scribe, files| {
        let mut documents = kept(scribe, files, &caption)?.into_iter();
        let first = documents.next().ok_or(Failure::NotFound)?;
        submit(scribe, officer, case, Step::Document(first), documents.collect(), false).map_err(refused)
    })
    .await?;
    let to = match done.value() {
        Some(Submitted::Drafted(id)) => format!("/exchange/cases/drafts/{id}"),
        _ => format!("/exchange/cases/{}", name_of(view.number(), view.object)),
    };
    Ok(page.redirect_with(&to, &Flash::done(Message::new("casepages-drafted"))))
}

/// Attaches documents to a draft.
pub async fn attach(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    upload: SpooledUpload,
) -> Answered {
    none_chosen(&upload)?;
    let draft: ObjectId = id.parse().map_err(|_| Failure::NotFound)?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let caption = upload.fields.value("caption").to_owned();
    let stored = file::web::store_all(&shell, upload.files, kept_for(shell.road()), true).await?;
    file::web::act_with(&shell, upload.request, stored, move |scribe, files| {
        for document in kept(scribe, files, &caption)? {
            add_document(scribe, &officer, draft, document).map_err(refused)?;
        }
        Ok::<_, Failure>(())
    })
    .await?;
    let attached = Flash::done(Message::new("casepages-attached"));
    Ok(page.redirect_with(&format!("/exchange/cases/drafts/{draft}"), &attached))
}

/// Takes a document off a draft.
pub async fn remove(
    State(shell): State<Shell>,
    page: Page,
    Path((id, file)): Path<(String, String)>,
    form: Form,
) -> Answered {
    let (draft, file): (ObjectId, ObjectId) =
        (id.parse().map_err(|_| Failure::NotFound)?, file.parse().map_err(|_| Failure::NotFound)?);
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    act(&shell, form.request, move |scribe| remove_document(scribe, &officer, draft, file))
        .await?
        .map_err(refused)?;
    let removed = Flash::done(Message::new("casepages-removed"));
    Ok(page.redirect_with(&format!("/exchange/cases/drafts/{draft}"), &removed))
}

async fn hand_out(shell: &Shell, headers: &HeaderMap, file: ObjectId) -> Answered {
    let attachment = shell.read(move |tx| Ok(file::attachment(tx, file)?)).await?;
    file::web::download(shell, headers, &attachment.ok_or(Failure::NotFound)?).await
}

/// A document of a case.
pub async fn of_case(
    State(shell): State<Shell>,
    Path((name, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answered {
    let view = case_of(&shell, &name).await?;
    let file: ObjectId = file.parse().map_err(|_| Failure::NotFound)?;
    view.document(file).ok_or(Failure::NotFound)?;
    hand_out(&shell, &headers, file).await
}

/// A document of a draft.
pub async fn of_draft(
    State(shell): State<Shell>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answered {
    let (id, file): (ObjectId, ObjectId) =
        (id.parse().map_err(|_| Failure::NotFound)?, file.parse().map_err(|_| Failure::NotFound)?);
    let draft = shell.read(move |tx| Ok(drafts::one(tx, id)?)).await?.ok_or(Failure::NotFound)?;
    if !documents_of(&draft).any(|document| document.file == file) {
        return Err(Failure::NotFound);
    }
    hand_out(&shell, &headers, file).await
}
