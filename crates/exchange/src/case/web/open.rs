//! `/exchange/cases/new`: opening a case: its kind, then the few fields that kind needs.

use super::super::act::{NewOpening, draft_opening};
use super::super::delays::checklist;
use super::super::model::{CaseKind, Opening};
use super::super::words::kind_key;
use super::acts::{self, Values};
use super::field::{Control, Field, ask, draft_of, item_choices, person_fields, read_person, values};
use super::said::Said;
use super::{Answered, act, refuse};
use askama::Template;
use axum::extract::{Path, Query, State};
use liptako_web::texts::key;
use liptako_web::{Failure, Fields, Flash, Form, FormErrors, FormState, Message, Page, Shell};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "case/web/kinds.html")]
struct KindsPage<'a> {
    page: &'a Page,
}

impl KindsPage<'_> {
    /// Name, words, and when it is the right one.
    fn kinds(&self) -> [(&'static str, String, String); 6] {
        let hint = |kind| match kind {
            CaseKind::Information => key("casepages-kind-information"),
            CaseKind::Complaint => key("casepages-kind-complaint"),
            CaseKind::Inspection => key("casepages-kind-inspection"),
            CaseKind::Consultation => key("casepages-kind-consultation"),
            CaseKind::Urgent => key("casepages-kind-urgent"),
            CaseKind::Opinion => key("casepages-kind-opinion"),
        };
        CaseKind::ALL.map(|kind| (kind.name(), self.page.t(kind_key(kind)), self.page.t(hint(kind))))
    }
}

pub async fn kinds(page: Page) -> Answered {
    page.view(page.t("casepages-open"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .html(&KindsPage { page: &page })
}

/// What a drafter starts from.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Start {
    /// A template of acts.
    #[serde(default)]
    pub act: String,
}

#[derive(Template)]
#[template(path = "case/web/open.html")]
struct OpenPage<'a> {
    page: &'a Page,
    form: FormState,
    fields: Vec<Field>,
    checklist: Vec<Field>,
    person: Vec<Field>,
    acts: Vec<(String, String)>,
    button: String,
}

/// The fields of an opening, without those about the person.
pub fn fields(s: Said<'_>, kind: CaseKind, with_readers: bool) -> Vec<Field> {
    let t = |key: &str| s.page.t(key);
    let none = String::new;
    let mut all = Vec::new();
    if with_readers {
        let others = s.shell.charter().indices().filter(|member| !s.is_me(member));
        let choice = |member| (s.code(&member).to_owned(), s.acronym(&member).to_owned(), s.country(&member));
        let others = Control::Boxes(others.map(choice).collect());
        all.push(ask("to", t("casepages-f-readers"), t("casepages-h-readers"), true, others));
    }
    let line = Control::Line("text");
    all.push(ask("title", t("casepages-f-about"), t("casepages-h-about"), true, line.clone()));
    if kind != CaseKind::Consultation && kind != CaseKind::Opinion {
        let is_needed = kind == CaseKind::Complaint;
        all.push(ask(
            "controller",
            t("casepages-f-controller"),
            t("casepages-h-controller"),
            is_needed,
            line,
        ));
        let countries = s.shell.charter().indices().filter_map(|member| {
            let code = s.shell.charter().member(member)?.country.clone();
            Some((code, s.country(&member)))
        });
        let countries = Control::Select(countries.collect());
        all.push(ask("country", t("casepages-f-country"), none(), false, countries));
    }
    if kind == CaseKind::Complaint {
        let date = Control::Line("date");
        all.push(ask("received", t("casepages-f-received"), t("casepages-h-received"), false, date));
    }
    let (facts, hint) = match kind {
        CaseKind::Complaint | CaseKind::Urgent => (t("casepages-f-facts"), t("casepages-h-facts")),
        _ => (t("casepages-f-context"), none()),
    };
    all.push(ask("facts", facts, hint, true, Control::Area(10)));
    all.push(ask("asked", t("casepages-f-asked"), t("casepages-h-asked"), true, Control::Area(4)));
    all
}

/// The boxes of what a case of this kind needs at the least.
pub fn checklist_field(s: Said<'_>, kind: CaseKind) -> Vec<Field> {
    let boxes = Control::Boxes(item_choices(s, checklist(kind)));
    let (label, hint) = (s.page.t("casepages-f-checklist"), s.page.t("casepages-h-checklist"));
    vec![ask("checklist", label, hint, true, boxes)]
}

/// The opening that a form describes.
pub fn read(kind: CaseKind, fields: &Fields, errors: &mut FormErrors) -> NewOpening {
    let text = |name: &str| fields.value(name).trim().replace("\r\n", "\n");
    let received = match fields.value("received").trim() {
        "" => None,
        day => {
            let day = day.parse().ok();
            if day.is_none() {
                errors.add("received", Message::new("casepages-fault-date"));
            }
            day
        }
    };
    let person = read_person(fields);
    let is_named = person
        != super::super::model::Person { name: String::new(), contact: String::new(), remark: String::new() };
    NewOpening {
        kind,
        to: Vec::new(),
        title: text("title"),
        controller: text("controller"),
        country: text("country"),
        facts: text("facts"),
        asked: text("asked"),
        checklist: values(fields, "checklist"),
        received,
        person: (is_named && kind == CaseKind::Complaint).then_some(person),
    }
}

fn drawn(shell: &Shell, page: &Page, kind: CaseKind, form: FormState) -> Answered {
    let s = Said::new(page, shell);
    let wrong = !form.errors().is_empty();
    let acts = acts::for_opening(kind);
    let content = OpenPage {
        page,
        form,
        fields: fields(s, kind, true),
        checklist: checklist_field(s, kind),
        person: if kind == CaseKind::Complaint { person_fields(s) } else { Vec::new() },
        acts: acts.map(|act| (format!("{}?act={}", page.path(), act.id), act.title().to_owned())).collect(),
        button: page.t("casepages-open-send"),
    };
    let view = page
        .view(page.t(kind_key(kind)))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .crumb("/exchange/cases/new", page.t("casepages-open"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

fn kind_of(name: &str) -> Result<CaseKind, Failure> {
    CaseKind::from_name(name).ok_or(Failure::NotFound)
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(kind): Path<String>,
    Query(start): Query<Start>,
) -> Answered {
    let kind = kind_of(&kind)?;
    let mut form = page.blank_form();
    let others: Vec<_> = shell.charter().indices().filter(|member| *member != shell.me()).collect();
    if let [only] = others.as_slice() {
        form = form.with("to", Said::new(&page, &shell).code(only));
    }
    if let Some(act) = acts::for_opening(kind).find(|act| act.id == start.act) {
        form = form.with(act.field, act.fill(&Values::of_opening(&page, &shell)));
    }
    drawn(&shell, &page, kind, form)
}

pub async fn send(State(shell): State<Shell>, page: Page, Path(kind): Path<String>, form: Form) -> Answered {
    let kind = kind_of(&kind)?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let mut errors = FormErrors::new();
    let mut new = read(kind, &form.value, &mut errors);
    new.to = form.value.values("to").filter_map(|code| shell.charter().by_code(code)).collect();
    let id = draft_of(form.request);
    shell
        .once(&page, form.request, async {
            if errors.is_empty() {
                match act(&shell, form.request, move |scribe| draft_opening(scribe, officer, new, Vec::new()))
                    .await?
                {
                    Ok(_) => {
                        let done = Flash::done(Message::new("casepages-drafted"));
                        return Ok(page.redirect_with(&format!("/exchange/cases/drafts/{id}"), &done));
                    }
                    Err(error) => refuse(&page, &mut errors, error)?,
                }
            }
            drawn(&shell, &page, kind, form.clone().again(errors))
        })
        .await
}

/// The opening of a draft as its form gives it, the number and the delays aside.
pub fn opening(new: NewOpening, before: &Opening) -> Opening {
    Opening {
        number: before.number.clone(),
        kind: before.kind,
        title: new.title,
        controller: new.controller,
        country: new.country,
        facts: new.facts,
        asked: new.asked,
        checklist: new.checklist,
        received: new.received,
        delays: before.delays,
    }
}
