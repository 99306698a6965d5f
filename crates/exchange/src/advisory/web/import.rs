//! `/exchange/advisories/import`: a STIX or MISP file, first shown, then kept as drafts. Until it is kept nothing of it is
//! anybody else's to see, and nothing is ever recorded before a draft is issued.

use super::super::act::{self, Desk, Drafted};
use super::super::formats::{Candidate, ImportFault};
use super::super::model::Format;
use super::super::store::{self, Brought};
use super::super::{import, marking::Tlp};
use super::words::{Said, message};
use super::{Answered, id_of, reader};
use askama::Template;
use axum::extract::{Path, State};
use liptako_core::ObjectId;
use liptako_journal::Hash;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, Shell, Upload};

#[derive(Template)]
#[template(path = "advisory/web/import.html")]
struct ImportPage<'a> {
    page: &'a Page,
    form: FormState,
}

fn asked(page: &Page, form: FormState) -> Answered {
    let wrong = !form.errors().is_empty();
    let view =
        page.view(page.t("advisory-import-title")).crumb("/exchange/advisories", page.t("advisory-title"));
    let content = ImportPage { page, form };
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn ask(page: Page) -> Answered {
    asked(&page, page.blank_form())
}

pub(super) async fn bring(State(shell): State<Shell>, page: Page, upload: Upload) -> Answered {
    let (officer, _) = reader(&page)?;
    let mut errors = FormErrors::new();
    let Some(file) = upload.files.into_iter().next() else {
        errors.add("file", Message::new("form-required"));
        return asked(&page, page.blank_form().failing(errors));
    };
    let id = ObjectId::from_bytes(*upload.request.as_bytes());
    let read = shell
        .blocking(move |shell| {
            let read = import::read(&file.bytes);
            let (format, _) = match read {
                Ok(read) => read,
                Err(fault) => return Ok(Err(fault)),
            };
            let name: String = file.name.chars().filter(|c| !c.is_control()).take(120).collect();
            let seconds = shell.clock().now();
            let brought = Brought { id, officer: officer.id, format, name, bytes: file.bytes, seconds };
            shell.road().db().write(|tx| store::put_brought(tx, &brought))?;
            Ok(Ok(()))
        })
        .await?;
    match read {
        Ok(()) => Ok(page.redirect(&format!("/exchange/advisories/import/{id}"))),
        Err(fault) => {
            errors.add("file", fault.message());
            asked(&page, page.blank_form().failing(errors))
        }
    }
}

#[derive(Template)]
#[template(path = "advisory/web/preview.html")]
struct PreviewPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    id: ObjectId,
    name: &'a str,
    format: Format,
    candidates: &'a [Candidate],
}

impl PreviewPage<'_> {
    fn tlp(&self, candidate: &Candidate) -> Tlp {
        candidate.content.origin.as_ref().map_or(Tlp::Red, |origin| origin.tlp)
    }

    fn remarks(&self, candidate: &Candidate) -> Vec<String> {
        candidate.remarks.iter().map(|remark| self.page.say(&remark.message())).collect()
    }

    fn by(&self, candidate: &Candidate) -> String {
        candidate.content.origin.as_ref().map(|origin| origin.by.clone()).unwrap_or_default()
    }

    fn format_name(&self) -> &'static str {
        match self.format {
            Format::Stix => "STIX 2.1",
            Format::Misp => "MISP",
        }
    }
}

/// The file that this officer brought in, read again.
async fn brought(shell: &Shell, page: &Page, id: ObjectId) -> Result<(Brought, Vec<Candidate>), Failure> {
    let (officer, _) = reader(page)?;
    shell
        .blocking(move |shell| {
            let found = shell.road().db().read(|tx| store::brought(tx, id, officer.id))?;
            let brought = found.ok_or(Failure::NotFound)?;
            let fault = |fault: ImportFault| Failure::Invalid(fault.message());
            let candidates = import::read_as(brought.format, &brought.bytes).map_err(fault)?;
            Ok((brought, candidates))
        })
        .await
}

pub(super) async fn preview(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (brought, candidates) = brought(&shell, &page, id_of(&id)?).await?;
    let s = Said::new(&page, &shell);
    let content = PreviewPage {
        page: &page,
        s,
        id: brought.id,
        name: &brought.name,
        format: brought.format,
        candidates: &candidates,
    };
    page.view(page.t("advisory-preview-title"))
        .crumb("/exchange/advisories", page.t("advisory-title"))
        .crumb("/exchange/advisories/import", page.t("advisory-import-title"))
        .html(&content)
}

/// The draft of one candidate: always the same for one file brought in, so that a form sent twice makes one.
fn draft_id(brought: ObjectId, at: usize) -> ObjectId {
    let hash = Hash::of(
        &[b"liptako-advisory-import/1\n", &brought.as_bytes()[..], &(at as u64).to_be_bytes()].concat(),
    );
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}

pub(super) async fn keep(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Answered {
    let id = id_of(&id)?;
    if form.value.value("answer") != "keep" {
        let (officer, _) = reader(&page)?;
        shell
            .blocking(move |shell| {
                Ok(shell.road().db().write(|tx| match store::brought(tx, id, officer.id)? {
                    Some(_) => store::delete_brought(tx, id),
                    None => Ok(()),
                })?)
            })
            .await?;
        let flash = Flash::done(Message::new("advisory-import-dropped"));
        return Ok(page.redirect_with("/exchange/advisories", &flash));
    }
    let (_, candidates) = brought(&shell, &page, id).await?;
    let chosen: Vec<usize> = form.value.values("take").filter_map(|at| at.parse().ok()).collect();
    let (officer, _) = reader(&page)?;
    let kept = shell
        .blocking(move |shell| {
            let (charter, me, now) = (shell.charter().clone(), shell.me(), shell.clock().now());
            let kept = shell.road().db().write(|tx| -> Result<usize, act::AdvisoryError> {
                let mut kept = 0;
                for (at, candidate) in candidates.iter().enumerate().filter(|(at, _)| chosen.contains(at)) {
                    // Who may read it is chosen by a person, never by the file.
                    let drafted =
                        Drafted { marking: None, content: candidate.content.clone(), reason: String::new() };
                    act::begin(
                        tx,
                        Desk { charter: &charter, me, now },
                        &officer,
                        draft_id(id, at),
                        None,
                        drafted,
                    )?;
                    kept += 1;
                }
                store::delete_brought(tx, id)?;
                Ok(kept)
            });
            match kept {
                Ok(kept) => Ok(kept),
                Err(act::AdvisoryError::Storage(error)) => Err(error.into()),
                Err(error) => Err(Failure::Invalid(message(&error))),
            }
        })
        .await?;
    let flash = Flash::done(Message::new("advisory-import-kept").with("n", kept));
    Ok(page.redirect_with("/exchange/advisories", &flash))
}
