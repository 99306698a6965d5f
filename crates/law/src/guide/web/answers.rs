//! `/guide/answers`: what was answered, page by page, with a way to change each.

use super::address::{Answers, Way};
use super::notice::notice;
use super::{answer_words, guide, text};
use crate::guide::{Guide, Step, Truth};
use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use liptako_web::{Failure, Html, Page};

/// A question of the list: its words, the answer if there is one, where to change it.
pub(super) struct Line {
    pub(super) question: String,
    pub(super) answer: Option<String>,
    pub(super) place: String,
}

/// A page of the questionnaire and its lines.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "guide/web/answers.html")]
struct AnswersPage<'a> {
    page: &'a Page,
    notice: Html,
    parts: Vec<Part>,
    is_empty: bool,
    is_wrong: bool,
    start: String,
    verdict: String,
}

/// The questions that are relevant after these answers, page by page.
pub(super) fn parts(page: &Page, guide: &Guide, answers: &Answers) -> Vec<Part> {
    let way = Way::of(guide.facts(), &answers.description);
    let part = |step: &Step| {
        let of_step = guide.facts().iter().filter(|fact| fact.step == step.id);
        let lines = of_step.filter_map(|fact| {
            let value = answers.description.of(fact);
            let is_relevant = guide.is_asked(fact, &answers.description) == Truth::Yes;
            (value.is_some() || is_relevant).then(|| Line {
                question: text(page, &fact.question),
                answer: value.map(|value| answer_words(page, fact, value)),
                place: way.question(fact),
            })
        });
        Part { title: text(page, &step.title), lines: lines.collect() }
    };
    guide.steps().iter().map(part).filter(|part| !part.lines.is_empty()).collect()
}

fn render(page: &Page, guide: &Guide, answers: &Answers) -> Result<Response, Failure> {
    let contradictions = guide.contradictions(&answers.description);
    let is_wrong = !answers.faults.is_empty() || !contradictions.is_empty();
    let way = Way::of(guide.facts(), &answers.description);
    let content = AnswersPage {
        page,
        notice: notice(page, guide, answers, &contradictions)?,
        parts: parts(page, guide, answers),
        is_empty: answers.description.is_empty(),
        is_wrong,
        start: guide.steps().first().map_or_else(|| "/guide".to_owned(), |step| way.step(&step.id)),
        verdict: way.to("/guide/verdict"),
    };
    let view = page.view(page.t("guide-answers-title")).crumb("/guide", page.t("guide-menu"));
    if is_wrong { view.refused().html(&content) } else { view.html(&content) }
}

/// What was answered.
pub async fn show(page: Page, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let guide = guide()?;
    render(&page, guide, &Answers::read(guide.facts(), query.as_deref()))
}

/// The same in place of a result that cannot be given, with what is wrong above it.
pub(super) fn refuse(page: &Page, guide: &Guide, answers: &Answers) -> Result<Response, Failure> {
    render(page, guide, answers)
}
