//! `/council/plan/actions/{id}/progress`: saying how far an action is, with measured values and their proofs.

use super::super::store::{self, ActionView, ProposalLine};
use super::super::{
    Change, Content, Draft, Indicator, Measure, Part, PlanError, Progress, State as Declared,
};
use super::action::object;
use super::edit::{in_form, send};
use super::words::{refuse, state_key};
use super::{Words, today};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use liptako_core::{ObjectId, Rule};
use liptako_journal::Hash;
use liptako_web::{Failure, Fields, Form, FormErrors, FormState, Message, Page, Shell};

#[derive(Template)]
#[template(path = "plan/web/progress.html")]
struct ProgressPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    form: FormState,
    view: &'a ActionView,
    open: &'a [ProposalLine],
}

impl ProgressPage<'_> {
    fn states(&self) -> Vec<(String, String, String)> {
        let all = Declared::ALL.into_iter();
        all.map(|state| (state.name().to_owned(), self.page.t(state_key(state)), String::new())).collect()
    }

    fn indicators(&self) -> Vec<(usize, &Indicator)> {
        self.view.line.action.value.indicators.iter().enumerate().collect()
    }

    fn latest(&self, indicator: &Indicator) -> Option<&Measure> {
        let measures = self.view.progress.as_ref()?.value.measures.iter();
        measures.filter(|measure| measure.indicator == indicator.id).max_by_key(|measure| measure.date)
    }

    /// The fields of the new value of one indicator.
    fn row(&self, row: &usize) -> [String; 3] {
        ["value", "date", "evidence"].map(|name| format!("new-{row}-{name}"))
    }

    fn decided_by_owner(&self) -> bool {
        self.w.shell.charter().decision.progress == Rule::Owner
    }
}

async fn known(shell: &Shell, page: &Page, id: ObjectId) -> Result<(ActionView, Vec<ProposalLine>), Failure> {
    let day = today(page);
    let found = shell
        .read(move |tx| {
            let Some(view) = store::action(tx, id, day)? else { return Ok(None) };
            let mut open = store::open_on(tx, id)?;
            open.retain(|line| line.part == Part::Progress);
            Ok(Some((view, open)))
        })
        .await?;
    found.ok_or(Failure::NotFound)
}

fn answer(
    shell: &Shell,
    page: &Page,
    (view, open): (&ActionView, &[ProposalLine]),
    form: FormState,
) -> Result<Response, Failure> {
    let (w, wrong) = (Words::new(page, shell), !form.errors().is_empty());
    let path = format!("/council/plan/actions/{}", view.line.action.object);
    let answer = page
        .view(page.t("plan-progress-title"))
        .crumb("/council/plan", page.t("plan-title"))
        .crumb("/council/plan/actions", page.t("plan-actions-title"))
        .crumb(path, w.plain(&view.line.action.value.title));
    let answer = if wrong { answer.refused() } else { answer };
    answer.html(&ProgressPage { page, w, form, view, open })
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (view, open) = known(&shell, &page, object(&id)?).await?;
    let account = view.progress.as_ref().map_or("", |progress| progress.value.account.as_str());
    let parent = view.progress_parent.map(|hash| hash.to_string()).unwrap_or_default();
    let form = page
        .blank_form()
        .with("reports_on", view.line.action.commitment.to_string())
        .with("parent", parent)
        .with("state", view.line.state.name())
        .with("account", account);
    answer(&shell, &page, (&view, &open), form)
}

/// The values typed, by the row of their indicator. A value of a day already measured replaces it.
fn read(fields: &Fields, view: &ActionView, errors: &mut FormErrors) -> Option<(Vec<Measure>, Vec<usize>)> {
    let mut measures =
        view.progress.as_ref().map_or_else(Vec::new, |progress| progress.value.measures.clone());
    let mut rows = Vec::new();
    let mut fresh = Vec::new();
    let mut readable = true;
    for (row, indicator) in view.line.action.value.indicators.iter().enumerate() {
        let field = |name: &str| format!("new-{row}-{name}");
        let text = |name: &str| fields.value(&field(name)).trim().replace("\r\n", "\n");
        if text("value").is_empty() && text("evidence").is_empty() {
            continue;
        }
        let value = errors.parsed(fields, &field("value"), Message::new("plan-fault-not-a-number"));
        let date: Option<Date> = errors.parsed(fields, &field("date"), Message::new("plan-fault-not-a-date"));
        match (value, date) {
            (Some(value), Some(date)) => {
                measures.retain(|known| known.indicator != indicator.id || known.date != date);
                fresh.push(Measure {
                    indicator: indicator.id.clone(),
                    date,
                    value,
                    evidence: text("evidence"),
                });
                rows.push(row);
            }
            _ => readable = false,
        }
    }
    // Faults number the measures: those kept have no field of the form.
    let mut places = vec![usize::MAX; measures.len()];
    places.extend(rows);
    measures.extend(fresh);
    readable.then_some((measures, places))
}

pub async fn report(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let object = object(&id)?;
    let (view, open) = known(&shell, &page, object).await?;
    let mut errors = FormErrors::new();
    let refused = || Failure::Invalid(Message::new("form-refused"));
    let hash = |name: &str| form.value.value(name).parse::<Hash>().map_err(|_| refused());
    let reports_on = hash("reports_on")?;
    let parent = if form.value.value("parent").is_empty() { None } else { Some(hash("parent")?) };
    let text = |name: &str| form.value.value(name).trim().replace("\r\n", "\n");
    let state = Declared::from_name(form.value.value("state"));
    if state.is_none() {
        errors.add("state", Message::new("form-choice"));
    }
    let measured = read(&form.value, &view, &mut errors);
    let (Some(state), Some((measures, places))) = (state, measured) else {
        return answer(&shell, &page, (&view, &open), form.again(errors));
    };
    let content = Content::Progress(Progress { reports_on, state, account: text("account"), measures });
    let draft = Draft { reason: text("reason"), changes: vec![Change { object, parent, content }] };
    match send(&shell, &page, form.request, draft).await? {
        Ok(response) => Ok(response),
        Err(error) => {
            let error = match error {
                PlanError::Faults(faults) => PlanError::Faults(in_form(faults, "measure-", &places, "new-")),
                other => other,
            };
            refuse(&mut errors, error)?;
            answer(&shell, &page, (&view, &open), form.again(errors))
        }
    }
}
