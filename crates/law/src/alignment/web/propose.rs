//! `/law/alignment/{question}/propose`: drafting a common rule; `…/references/{instrument}/{question}`: correcting,
//! together, what a reference instrument answers.

use super::super::act::{AlignmentError, Draft, propose};
use super::super::decision::{Outcome, Place};
use super::super::model::{CommonRule, Subject, Target};
use super::super::options::{Choice, Options, may_be_harmonised, options};
use super::super::store::{self, ProposalLine};
use super::words::refuse;
use super::{Answered, Desk, Said, absent, desk, question_of, road_failure};
use crate::profile::store::{Cell, Column, columns};
use crate::profile::{AnswerForm, Instrument, MAX_TEXT, Question, keeper};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_core::{Bilingual, RequestId};
use liptako_journal::Hash;
use liptako_storage::RoadError;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, Shell};
use serde::Deserialize;

/// What a drafter starts from.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of an option, from 1; nothing for the rule in force, or an empty form.
    #[serde(default)]
    option: String,
}

#[derive(Template)]
#[template(path = "alignment/web/propose.html")]
struct ProposePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    question: &'a Question,
    fields: Html,
    open: &'a [ProposalLine],
    /// The rule in force, when a common rule is drafted.
    rule: Option<&'a ProposalLine>,
    /// The options to start from.
    choices: &'a [Choice],
    /// The instrument and what it answers now, when a reference is corrected.
    reference: Option<(&'a Instrument, &'a Cell)>,
}

impl ProposePage<'_> {
    fn start_path(&self, at: &usize) -> String {
        format!("/law/alignment/{}/propose?option={}", self.question.id, at + 1)
    }
}

struct Known {
    columns: Vec<Column<'static>>,
    proposals: Vec<ProposalLine>,
}

impl Known {
    fn open(&self) -> Vec<ProposalLine> {
        self.proposals.iter().filter(|line| line.outcome == Outcome::Open).cloned().collect()
    }

    fn in_force(&self) -> Option<&ProposalLine> {
        let adopted = self.proposals.iter().filter(|line| line.outcome == Outcome::Adopted);
        adopted.max_by_key(|line| line.revision)
    }
}

async fn known(shell: &Shell, desk: Desk, target: Target) -> Result<Known, Failure> {
    let charter = shell.charter().clone();
    shell
        .read(move |tx| {
            let columns = columns(tx, desk.library, &charter)?;
            Ok(Known { columns, proposals: store::about(tx, &target)? })
        })
        .await
}

fn drawn(
    shell: &Shell,
    page: &Page,
    desk: &Desk,
    question: &Question,
    known: &Known,
    offered: &Options,
    form: FormState,
) -> Answered {
    let s = Said::new(page, shell, desk.library);
    let fields = AnswerForm::of(question).draw_value(page, &desk.library.questionnaire, &form)?;
    let wrong = !form.errors().is_empty();
    let content = ProposePage {
        page,
        s,
        form,
        question,
        fields,
        open: &known.open(),
        rule: known.in_force(),
        choices: &offered.choices,
        reference: None,
    };
    let view = page
        .view(page.t("law-align-propose-title"))
        .crumb("/law/alignment", page.t("law-align-title"))
        .crumb(format!("/law/alignment/{}", question.id), s.w.text(&question.label));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answered {
    let desk = desk()?;
    let question = question_of(&desk, &id)?;
    if !may_be_harmonised(question, desk.weights) {
        return Err(Failure::Invalid(Message::new("law-align-refused-not-harmonised")));
    }
    let known = known(&shell, desk, Target::common(question.id.clone())).await?;
    let offered = options(question, desk.weights, desk.scales, &known.columns);
    let chosen = asked.option.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let chosen = chosen.and_then(|at| offered.choices.get(at)).map(|choice| &choice.value);
    let rule = known.in_force();
    let mut form = page.blank_form().with("parent", parent_text(rule));
    let present = rule.and_then(ProposalLine::common_rule);
    if let Some(value) = chosen.or_else(|| present.map(|rule| &rule.value)) {
        form = AnswerForm::of(question).fill_value(form, value);
    }
    if let Some(rule) = present {
        form = form.with("wording_fr", &*rule.wording.fr).with("wording_en", &*rule.wording.en);
    }
    drawn(&shell, &page, &desk, question, &known, &offered, form)
}

fn parent_text(line: Option<&ProposalLine>) -> String {
    line.map(|line| line.commitment.to_string()).unwrap_or_default()
}

/// The commitment of what the drafter saw in force. Nobody types it: another text than ours is no form of ours.
fn parent(form: &Form) -> Result<Option<Hash>, Failure> {
    match form.value.value("parent") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Failure::Invalid(Message::new("form-refused"))),
    }
}

pub async fn send(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let desk = desk()?;
    let question = question_of(&desk, &id)?;
    let (parent, mut errors) = (parent(&form)?, FormErrors::new());
    let value = AnswerForm::of(question).read_value(&form.value, &mut errors);
    let wording = Bilingual {
        fr: errors.required(&form.value, "wording_fr", MAX_TEXT),
        en: errors.optional(&form.value, "wording_en", MAX_TEXT),
    };
    let reason = errors.required(&form.value, "reason", MAX_TEXT);
    if let (true, Some(value)) = (errors.is_empty(), value) {
        let rule = CommonRule { question: question.id.clone(), value, grounds: Vec::new(), wording };
        let draft = Draft { subject: Subject::CommonRule(rule), parent, reason };
        match record(&shell, &page, desk, form.request, draft).await? {
            Ok(place) => return Ok(thanks(&shell, &page, &desk, place)),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    let known = known(&shell, desk, Target::common(question.id.clone())).await?;
    let offered = options(question, desk.weights, desk.scales, &known.columns);
    drawn(&shell, &page, &desk, question, &known, &offered, form.again(errors))
}

async fn record(
    shell: &Shell,
    page: &Page,
    desk: Desk,
    request: RequestId,
    draft: Draft,
) -> Result<Result<Option<Place>, AlignmentError>, Failure> {
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    shell
        .blocking(move |shell| {
            match shell.road().act(request, move |scribe| propose(scribe, &desk, officer, draft)) {
                Ok(done) => {
                    let made = done.records().first();
                    Ok(Ok(made.map(|record| Place { origin: record.origin, index: record.index })))
                }
                Err(RoadError::Rule(error)) => Ok(Err(error)),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
}

fn thanks(shell: &Shell, page: &Page, desk: &Desk, place: Option<Place>) -> Response {
    let s = Said::new(page, shell, desk.library);
    let to = place.map_or_else(|| "/law/alignment".to_owned(), |place| s.proposal_path(&place));
    page.redirect_with(&to, &Flash::done(Message::new("law-align-proposed")))
}

/// A reference instrument, one that no authority keeps alone, and the question.
fn reference_of(
    shell: &Shell,
    desk: &Desk,
    instrument: &str,
    question: &str,
) -> Result<(&'static Instrument, &'static Question), Failure> {
    let profile = desk.library.questioned().find(|profile| profile.instrument.id.as_str() == instrument);
    let instrument = &profile.ok_or_else(|| absent("law-absent-instrument", instrument))?.instrument;
    if keeper(shell.charter(), &instrument.id).is_some() {
        return Err(Failure::Invalid(Message::new("law-align-refused-column")));
    }
    Ok((instrument, question_of(desk, question)?))
}

fn drawn_reference(
    shell: &Shell,
    page: &Page,
    desk: &Desk,
    (instrument, question): (&Instrument, &Question),
    known: &Known,
    form: FormState,
) -> Answered {
    let s = Said::new(page, shell, desk.library);
    let fields = AnswerForm::of(question).draw(page, &desk.library.questionnaire, &form)?;
    let column = known.columns.iter().find(|column| column.instrument.id == instrument.id);
    let cell = column.and_then(|column| column.cells.get(&question.id)).ok_or(Failure::NotFound)?;
    let wrong = !form.errors().is_empty();
    let content = ProposePage {
        page,
        s,
        form,
        question,
        fields,
        open: &known.open(),
        rule: None,
        choices: &[],
        reference: Some((instrument, cell)),
    };
    let view = page
        .view(page.t("law-align-reference-title"))
        .crumb("/law/alignment", page.t("law-align-title"))
        .crumb(format!("/law/comparison/{}", question.id), s.w.text(&question.label));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn show_reference(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
) -> Answered {
    let desk = desk()?;
    let (instrument, question) = reference_of(&shell, &desk, &instrument, &question)?;
    let target = Target { instrument: Some(instrument.id.clone()), question: question.id.clone() };
    let known = known(&shell, desk, target).await?;
    let column = known.columns.iter().find(|column| column.instrument.id == instrument.id);
    let cell = column.and_then(|column| column.cells.get(&question.id)).ok_or(Failure::NotFound)?;
    let form = page.blank_form().with("parent", parent_text(known.in_force()));
    let form = AnswerForm::of(question).fill_open(form, &cell.answer);
    drawn_reference(&shell, &page, &desk, (instrument, question), &known, form)
}

pub async fn send_reference(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
    form: Form,
) -> Answered {
    let desk = desk()?;
    let (instrument, question) = reference_of(&shell, &desk, &instrument, &question)?;
    let (parent, mut errors) = (parent(&form)?, FormErrors::new());
    let answer = AnswerForm::of(question).read(&form.value, &mut errors);
    let reason = errors.required(&form.value, "reason", MAX_TEXT);
    if let (true, Some(answer)) = (errors.is_empty(), answer) {
        let (id, asked) = (instrument.id.clone(), question.id.clone());
        let subject = Subject::Reference { instrument: id, question: asked, answer };
        match record(&shell, &page, desk, form.request, Draft { subject, parent, reason }).await? {
            Ok(place) => return Ok(thanks(&shell, &page, &desk, place)),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    let target = Target { instrument: Some(instrument.id.clone()), question: question.id.clone() };
    let known = known(&shell, desk, target).await?;
    drawn_reference(&shell, &page, &desk, (instrument, question), &known, form.again(errors))
}
