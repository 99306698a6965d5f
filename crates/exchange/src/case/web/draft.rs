//! `/exchange/cases/drafts/{id}`: what one officer wrote and another approves: what leaves, to whom, and the signature.

use super::super::act::{amend as change, send_back as give_back};
use super::super::drafts::{self, CaseDraft};
use super::super::files::{Copies, approve as sign_off, discard as drop_draft};
use super::super::fold::Case;
use super::super::model::{Document, Step, StepName};
use super::super::store::{self, CaseView};
use super::field::{Control, Desk, Field, fill_person, filled, person_fields, read_person};
use super::said::{Said, inner};
use super::tell::{Told, hex};
use super::{Answered, Asked, Refusal, act, open, refuse, sign};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_core::ObjectId;
use liptako_identity::Permission;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "case/web/draft.html")]
struct DraftPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    draft: &'a CaseDraft,
    view: Option<&'a CaseView>,
    told: Told,
    person: Option<Told>,
    reader: Option<ObjectId>,
}

impl DraftPage<'_> {
    fn path(&self) -> String {
        format!("/exchange/cases/drafts/{}", self.draft.id)
    }

    fn is_mine(&self) -> bool {
        Some(self.draft.drafter.id) == self.reader
    }

    fn may_approve(&self) -> bool {
        self.page.may(Permission::CASE_DECIDE) && !self.is_mine() && self.draft.returned.is_none()
    }

    fn may_change(&self) -> bool {
        self.page.may(Permission::CASE_WRITE) && self.is_mine()
    }

    /// A step sent again is what it was: there is nothing to write in it.
    fn has_fields(&self) -> bool {
        !matches!(self.draft.step, Step::Resent { .. } | Step::Document(_))
    }

    fn documents(&self) -> Vec<&Document> {
        documents_of(self.draft).collect()
    }

    /// What the step itself is made of goes with the draft only.
    fn is_removable(&self, document: &Document) -> bool {
        self.draft.documents.iter().any(|known| known.file == document.file)
    }

    fn may_attach(&self) -> bool {
        !matches!(self.draft.step, Step::Resent { .. })
    }

    fn files_path(&self) -> String {
        format!("{}/files", self.path())
    }

    fn is_widening(&self) -> bool {
        matches!(self.draft.step, Step::Widened { .. })
    }

    fn agrees_too(&self) -> bool {
        self.draft.also_agree && matches!(self.draft.step, Step::Draft { .. })
    }

    fn digest(&self, document: &Document) -> String {
        hex(&document.sha256)
    }

    fn function(&self) -> String {
        let officer = self.page.who().officer();
        officer.map(|officer| officer.function.label(self.page.lang()).to_owned()).unwrap_or_default()
    }
}

/// The documents of a draft: that of the step itself, then those that go with it.
pub fn documents_of(draft: &CaseDraft) -> impl Iterator<Item = &Document> {
    let own = match inner(&draft.step) {
        Step::Document(document) => Some(document),
        _ => None,
    };
    own.into_iter().chain(&draft.documents)
}

struct Found {
    draft: CaseDraft,
    view: Option<CaseView>,
}

async fn found(shell: &Shell, id: &str) -> Result<Found, Failure> {
    let id: ObjectId = id.parse().map_err(|_| Failure::NotFound)?;
    let charter = shell.charter().clone();
    shell
        .read(move |tx| {
            let Some(draft) = drafts::one(tx, id)? else { return Ok(None) };
            let view = match draft.case {
                Some(case) => store::case(tx, &charter, case)?,
                None => None,
            };
            Ok(Some(Found { draft, view }))
        })
        .await?
        .ok_or(Failure::NotFound)
}

fn title(s: Said<'_>, found: &Found) -> String {
    let what = s.step_name(found.draft.step.step());
    s.page.text("casepages-draft-title").with("what", what).to_string()
}

fn crumbs<'a>(page: &'a Page, s: Said<'_>, found: &Found) -> liptako_web::View<'a> {
    let view = page.view(title(s, found)).crumb("/exchange/cases", page.t("casepages-title"));
    match &found.view {
        Some(case) => view.crumb(s.path(case.number(), &case.object), s.number(case.number())),
        None => view,
    }
}

fn drawn(shell: &Shell, page: &Page, found: &Found, form: FormState) -> Answered {
    let s = Said::new(page, shell);
    let none = Case::default();
    let case = found.view.as_ref().map_or(&none, CaseView::case);
    let wrong = !form.errors().is_empty();
    let person = found.draft.person.clone().map(Step::Person);
    let content = DraftPage {
        page,
        s,
        form,
        told: s.told_step(case, &found.draft.step),
        person: person.map(|person| s.told_step(case, &person)),
        draft: &found.draft,
        view: found.view.as_ref(),
        reader: page.who().person().map(|person| person.id),
    };
    let view = crumbs(page, s, found);
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let found = found(&shell, &id).await?;
    drawn(&shell, &page, &found, page.blank_form())
}

pub async fn approve(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    shell
        .once(&page, form.request, async {
            let found = found(&shell, &id).await?;
            let mut errors = FormErrors::new();
            let password = form.value.value("password");
            if password.is_empty() {
                errors.add("password", Message::new("form-required"));
                return drawn(&shell, &page, &found, form.clone().again(errors));
            }
            let asked = Asked::new(form.request, password, address, &headers);
            let draft = found.draft.clone();
            let copies =
                shell.blocking(move |shell| Ok(Copies::of(shell.road(), &draft, &**shell.chance())?)).await?;
            let (draft, copies) = (found.draft.id, std::sync::Arc::new(copies));
            let given = std::sync::Arc::clone(&copies);
            let done = sign(&shell, &page, asked, move |scribe, key| {
                sign_off(scribe, key.officer().clone(), key, draft, &given)
            })
            .await;
            if !matches!(done, Ok(Ok(Some(_)))) {
                shell
                    .blocking(move |shell| {
                        copies.abandon(shell.road());
                        Ok(())
                    })
                    .await?;
            }
            match done? {
                Ok(approved) => {
                    let to =
                        approved.map(|done| Said::new(&page, &shell).path(done.number.as_ref(), &done.case));
                    let to = to.unwrap_or_else(|| "/exchange/cases".to_owned());
                    return Ok(page.redirect_with(&to, &Flash::done(Message::new("casepages-approved"))));
                }
                Err(Refusal::Rule(error)) => refuse(&page, &mut errors, error)?,
                Err(Refusal::Identity(error)) => errors.refuse(error)?,
            }
            drawn(&shell, &page, &found, form.clone().again(errors))
        })
        .await
}

pub async fn send_back(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Answered {
    let found = found(&shell, &id).await?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let (draft, remark) = (found.draft.id, form.value.value("remark").to_owned());
    match act(&shell, form.request, move |scribe| give_back(scribe, officer, draft, &remark)).await? {
        Ok(_) => Ok(page.redirect_with("/exchange/cases", &Flash::done(Message::new("casepages-sent-back")))),
        Err(error) => {
            let mut errors = FormErrors::new();
            refuse(&page, &mut errors, error)?;
            drawn(&shell, &page, &found, form.again(errors))
        }
    }
}

pub async fn discard(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let found = found(&shell, &id).await?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    if officer.id != found.draft.drafter.id {
        return Err(Failure::Forbidden);
    }
    let draft = found.draft.id;
    match act(&shell, form.request, move |scribe| drop_draft(scribe, draft)).await? {
        Ok(_) => Ok(page.redirect_with("/exchange/cases", &Flash::done(Message::new("casepages-discarded")))),
        Err(error) => {
            let mut errors = FormErrors::new();
            refuse(&page, &mut errors, error)?;
            drawn(&shell, &page, &found, form.again(errors))
        }
    }
}

#[derive(Template)]
#[template(path = "case/web/open.html")]
struct EditPage<'a> {
    page: &'a Page,
    form: FormState,
    fields: Vec<Field>,
    checklist: Vec<Field>,
    person: Vec<Field>,
    acts: Vec<(String, String)>,
    button: String,
}

fn edited(shell: &Shell, page: &Page, found: &Found, form: FormState) -> Answered {
    let s = Said::new(page, shell);
    let wrong = !form.errors().is_empty();
    let mut content = EditPage {
        page,
        form,
        fields: Vec::new(),
        checklist: Vec::new(),
        person: Vec::new(),
        acts: Vec::new(),
        button: page.t("casepages-draft-save"),
    };
    match (&found.draft.step, &found.view) {
        (Step::Opened(opening), _) => {
            content.fields = open::fields(s, opening.kind, false);
            content.checklist = open::checklist_field(s, opening.kind);
            if opening.kind == super::super::model::CaseKind::Complaint {
                content.person = person_fields(s);
            }
        }
        (step, Some(view)) => {
            let clock = Vec::new();
            content.fields = Desk { s, view, clock: &clock }.fields(step.step());
        }
        (_, None) => return Err(Failure::NotFound),
    }
    let view = crumbs(page, s, found);
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn edit(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let found = found(&shell, &id).await?;
    let s = Said::new(&page, &shell);
    let mut form = filled(s, page.blank_form(), &found.draft.step);
    if let Some(person) = &found.draft.person {
        form = fill_person(form, person);
    }
    if found.draft.also_agree {
        form = form.with("also_agree", "yes");
    }
    edited(&shell, &page, &found, form)
}

pub async fn amend(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let found = found(&shell, &id).await?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let mut errors = FormErrors::new();
    let s = Said::new(&page, &shell);
    let (step, person) = match (&found.draft.step, &found.view) {
        (Step::Opened(before), _) => {
            let new = open::read(before.kind, &form.value, &mut errors);
            let person = new.person.clone();
            (Some(Step::Opened(open::opening(new, before))), person)
        }
        (before, Some(view)) => {
            let clock = Vec::new();
            let name = before.step();
            let desk = Desk { s, view, clock: &clock };
            let step = desk.read(name, &form.value, &mut errors);
            (step, (name == StepName::Person).then(|| read_person(&form.value)))
        }
        (_, None) => return Err(Failure::NotFound),
    };
    let also_agree = form.value.has("also_agree", "yes");
    if let (Some(step), true) = (step, errors.is_empty()) {
        let draft = found.draft.id;
        let changed = move |scribe: &mut liptako_storage::Scribe<'_>| {
            change(scribe, &officer, draft, step, person, also_agree)
        };
        match act(&shell, form.request, changed).await? {
            Ok(_) => {
                let to = format!("/exchange/cases/drafts/{draft}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("casepages-amended"))));
            }
            Err(error) => refuse(&page, &mut errors, error)?,
        }
    }
    edited(&shell, &page, &found, form.again(errors))
}
