//! `/exchange/cases/{number}/erase`: taking back what this authority wrote: who complains, one step, or all of a closed case.

use super::super::act::Erase;
use super::super::check::MAX_REASON;
use super::super::files::erase as strike;
use super::super::model::{Place, Step, StepName};
use super::super::store::CaseView;
use super::field::Choice;
use super::said::{Said, inner};
use super::{Answered, Asked, Refusal, case_of, place_of, refuse, sign};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_web::{Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "case/web/erase.html")]
struct ErasePage<'a> {
    page: &'a Page,
    form: FormState,
    s: Said<'a>,
    view: &'a CaseView,
    choices: Vec<Choice>,
}

fn choices(s: Said<'_>, view: &CaseView) -> Vec<Choice> {
    let own = || view.events.iter().filter(|event| event.place.origin == s.me());
    let t = |key: &str| s.page.t(key);
    let mut all = Vec::new();
    if own().any(|event| matches!(inner(&event.step), Step::Person(_))) {
        all.push(("person".to_owned(), t("casepages-erase-person"), t("casepages-erase-person-hint")));
    }
    if view.case().closed.is_some() {
        all.push((
            "everything".to_owned(),
            t("casepages-erase-everything"),
            t("casepages-erase-everything-hint"),
        ));
    }
    // Without its opening a case has no number: it goes with everything else.
    let steps = own().filter(|event| {
        !matches!(event.step.step(), StepName::Opened | StepName::Person | StepName::Retained)
    });
    for event in steps {
        let words = format!("{} ({})", s.step_name(event.step.step()), s.reference(&event.place));
        let day = liptako_web::day_words(s.page.lang(), event.seconds.into());
        let name = match inner(&event.step) {
            Step::Document(document) => format!("{day}, {}", document.name),
            _ => day,
        };
        all.push((s.place(&event.place), words, name));
    }
    all
}

fn drawn(shell: &Shell, page: &Page, view: &CaseView, form: FormState) -> Answered {
    let s = Said::new(page, shell);
    let wrong = !form.errors().is_empty();
    let content = ErasePage { page, form, s, view, choices: choices(s, view) };
    let shown = page
        .view(page.t("casepages-erase-title"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .crumb(s.path(view.number(), &view.object), s.number(view.number()));
    if wrong { shown.refused().html(&content) } else { shown.html(&content) }
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = case_of(&shell, &name).await?;
    drawn(&shell, &page, &view, page.blank_form())
}

fn what(shell: &Shell, text: &str) -> Option<Erase> {
    match text {
        "person" => Some(Erase::Person),
        "everything" => Some(Erase::Everything),
        place => place_of(shell, place).map(|place: Place| Erase::Step(place)),
    }
}

pub async fn send(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let view = case_of(&shell, &name).await?;
    shell
        .once(&page, form.request, async {
            let mut errors = FormErrors::new();
            let asked = what(&shell, form.value.value("what"));
            if asked.is_none() {
                errors.add("what", Message::new("form-choice"));
            }
            let reason = errors.required(&form.value, "reason", MAX_REASON);
            let password = form.value.value("password");
            if password.is_empty() {
                errors.add("password", Message::new("form-required"));
            }
            if let (Some(asked), true) = (asked, errors.is_empty()) {
                let key = Asked::new(form.request, password, address, &headers);
                let case = view.object;
                let done = sign(&shell, &page, key, move |scribe, key| {
                    let officer = key.officer().clone();
                    strike(scribe, officer, case, asked, &reason)
                });
                match done.await? {
                    Ok(_) => {
                        let to = Said::new(&page, &shell).path(view.number(), &view.object);
                        return Ok(
                            page.redirect_with(&to, &Flash::done(Message::new("casepages-erase-done")))
                        );
                    }
                    Err(Refusal::Rule(error)) => refuse(&page, &mut errors, error)?,
                    Err(Refusal::Identity(error)) => errors.refuse(error)?,
                }
            }
            drawn(&shell, &page, &view, form.clone().again(errors))
        })
        .await
}
