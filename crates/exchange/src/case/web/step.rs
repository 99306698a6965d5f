//! `/exchange/cases/{number}/steps/{step}`: the short form of one step.

use super::super::act::{Submitted, may, resend, submit};
use super::super::clock::Deadline;
use super::super::model::{Step, StepName};
use super::super::store::{self, CaseView};
use super::acts::{self, Values};
use super::clock::step_of;
use super::field::{Control, Desk, Field};
use super::open::Start;
use super::said::Said;
use super::{Answered, act, case_of, place_of, refuse};
use askama::Template;
use axum::extract::{Path, Query, State};
use liptako_core::Audience;
use liptako_web::texts::key;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, Shell};

#[derive(Template)]
#[template(path = "case/web/step.html")]
struct StepPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    view: &'a CaseView,
    step: StepName,
    form: FormState,
    fields: Vec<Field>,
    acts: Vec<(String, String)>,
    /// The deadline that asks for it.
    line: Option<&'a Deadline>,
    readers: Audience,
}

impl StepPage<'_> {
    fn lead(&self) -> String {
        self.page.t(match self.step {
            StepName::Acknowledged => key("casepages-lead-acknowledged"),
            StepName::Completed => key("casepages-lead-completed"),
            StepName::Admissibility => key("casepages-lead-admissibility"),
            StepName::Lead => key("casepages-lead-lead"),
            StepName::Request => key("casepages-lead-request"),
            StepName::Reply => key("casepages-lead-reply"),
            StepName::KeyPoints => key("casepages-lead-key-points"),
            StepName::Draft => key("casepages-lead-draft"),
            StepName::Position => key("casepages-lead-position"),
            StepName::EarlyResolution => key("casepages-lead-early-resolution"),
            StepName::Reminder => key("casepages-lead-reminder"),
            StepName::Extension => key("casepages-lead-extension"),
            StepName::Handled => key("casepages-lead-handled"),
            StepName::Urgent => key("casepages-lead-urgent"),
            StepName::Widened => key("casepages-lead-widened"),
            StepName::Resent => key("casepages-lead-resent"),
            StepName::Closed => key("casepages-lead-closed"),
            StepName::Reopened => key("casepages-lead-reopened"),
            _ => key("casepages-lead-note"),
        })
    }

    fn is_widening(&self) -> bool {
        self.step == StepName::Widened
    }

    fn needs_approval(&self) -> bool {
        self.step.needs_approval()
    }

    /// The text on which a position is taken.
    fn text(&self) -> Option<(&str, Html)> {
        if self.step != StepName::Position {
            return None;
        }
        let text = self.view.case().open_text()?;
        match &self.view.text_of(text.commitment)?.step {
            Step::Draft { title, text, .. } => Some((title, self.s.prose(text))),
            _ => None,
        }
    }

    /// What is answered.
    fn question(&self) -> Option<Html> {
        if self.step != StepName::Reply {
            return None;
        }
        let me = self.s.me();
        let mut open =
            self.view.case().asked.iter().filter(|asked| asked.to == me && asked.answered.is_none());
        let asked = open.next().filter(|_| open.next().is_none())?;
        match &self.view.event(asked.place)?.step {
            Step::Opened(opening) => Some(self.s.prose(&opening.asked)),
            Step::Request { text, .. } => Some(self.s.prose(text)),
            _ => None,
        }
    }
}

async fn clock(shell: &Shell, page: &Page, view: &CaseView) -> Result<Vec<Deadline>, Failure> {
    let (charter, now, asked) = (shell.charter().clone(), page.now(), view.clone());
    shell.read(move |tx| Ok(store::clock(tx, &charter, &asked, now)?)).await
}

/// Who will read a step once it has left.
fn readers(desk: &Desk<'_>, step: StepName) -> Audience {
    let concerned = desk.view.case().concerned;
    // A third authority is the only one that can join: it reads what is sent to it then.
    match (step, desk.s.others(concerned).as_slice()) {
        (StepName::Widened, [only]) => Audience(concerned.0 | 1 << (only.0 & 31)),
        _ => concerned,
    }
}

fn drawn(desk: &Desk<'_>, step: StepName, form: FormState) -> Answered {
    let (s, view) = (desk.s, desk.view);
    let page = s.page;
    let wrong = !form.errors().is_empty();
    let is_asked =
        |line: &&Deadline| line.whose == s.me() && line.state.is_open() && step_of(line.duty) == Some(step);
    let acts = acts::for_step(step);
    let content = StepPage {
        page,
        s,
        view,
        step,
        form,
        fields: desk.fields(step),
        acts: acts.map(|act| (format!("{}?act={}", page.path(), act.id), act.title().to_owned())).collect(),
        line: desk.clock.iter().find(is_asked),
        readers: readers(desk, step),
    };
    let shown = page
        .view(s.step_name(step))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .crumb(desk.path(), s.number(view.number()));
    if wrong { shown.refused().html(&content) } else { shown.html(&content) }
}

/// The step of an address, when this authority may take it now.
fn step_named(view: &CaseView, shell: &Shell, name: &str) -> Result<StepName, Failure> {
    let step = StepName::from_name(name)
        .filter(|step| !matches!(step, StepName::Opened | StepName::Document | StepName::Retained));
    let step = step.ok_or(Failure::NotFound)?;
    if may(view.case(), shell.me(), step) {
        Ok(step)
    } else {
        Err(Failure::Invalid(Message::new("casepages-refused-not-now")))
    }
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path((name, step)): Path<(String, String)>,
    Query(start): Query<Start>,
) -> Answered {
    let view = case_of(&shell, &name).await?;
    let step = step_named(&view, &shell, &step)?;
    let clock = clock(&shell, &page, &view).await?;
    let desk = Desk { s: Said::new(&page, &shell), view: &view, clock: &clock };
    // The first value given to a field stands: that of the template, when one is asked for.
    let mut form = page.blank_form();
    if let Some(act) = acts::for_step(step).find(|act| act.id == start.act) {
        form = form.with(act.field, act.fill(&Values::of_case(&desk)));
    }
    drawn(&desk, step, desk.fill(step, form, page.who().officer()))
}

pub async fn send(
    State(shell): State<Shell>,
    page: Page,
    Path((name, step)): Path<(String, String)>,
    form: Form,
) -> Answered {
    let view = case_of(&shell, &name).await?;
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    shell
        .once(&page, form.request, async {
            let step = step_named(&view, &shell, &step)?;
            let clock = clock(&shell, &page, &view).await?;
            let desk = Desk { s: Said::new(&page, &shell), view: &view, clock: &clock };
            let mut errors = FormErrors::new();
            let (case, request) = (view.object, form.request);
            let done = if step == StepName::Resent {
                match place_of(&shell, form.value.value("of")) {
                    Some(of) => {
                        let sent = move |scribe: &mut liptako_storage::Scribe<'_>| {
                            resend(scribe, officer, case, of).map(Submitted::Drafted)
                        };
                        Some(act(&shell, request, sent).await?)
                    }
                    None => {
                        errors.add("of", Message::new("form-choice"));
                        None
                    }
                }
            } else {
                let also_agree = form.value.has("also_agree", "yes");
                match desk.read(step, &form.value, &mut errors).filter(|_| errors.is_empty()) {
                    Some(asked) => {
                        let sent = move |scribe: &mut liptako_storage::Scribe<'_>| {
                            submit(scribe, officer, case, asked, Vec::new(), also_agree)
                        };
                        Some(act(&shell, request, sent).await?)
                    }
                    None => None,
                }
            };
            match done {
                Some(Ok(Some(Submitted::Drafted(id)))) => {
                    let drafted = Flash::done(Message::new("casepages-drafted"));
                    return Ok(page.redirect_with(&format!("/exchange/cases/drafts/{id}"), &drafted));
                }
                Some(Ok(_)) => {
                    let recorded = Flash::done(Message::new("casepages-recorded"));
                    return Ok(page.redirect_with(&desk.path(), &recorded));
                }
                Some(Err(error)) => refuse(&page, &mut errors, error)?,
                None => {}
            }
            drawn(&desk, step, form.clone().again(errors))
        })
        .await
}
