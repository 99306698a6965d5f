//! `/law/profile`: what is known of each national law, and what its authority could still establish, the most useful
//! first; `/law/profile/{instrument}`: what an instrument is.

use super::store::{self, Column};
use super::{AuthorityStatus, Confidence, Finding, Instrument, Moment, Question, RelatedText, Topic};
use crate::comparison::Weights;
use crate::web::{library, weights};
use crate::words::{Words, confidence_key};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_core::MemberIndex;
use liptako_web::texts::key;
use liptako_web::{Failure, Html, Page, Part, Shell, stacked_bar};
use serde::Deserialize;

/// Lines of the to-do list before the rest is asked for.
const FIRST_LINES: usize = 25;

/// What a reader asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    authority: String,
    #[serde(default)]
    all: String,
}

/// A question that nobody has answered for a law.
struct Todo<'a> {
    question: &'a Question,
    topic: Option<&'a Topic>,
    weight: u8,
    /// How many of the other national laws answer it: that many comparisons wait for this answer.
    n_waiting: usize,
}

#[derive(Template)]
#[template(path = "profile/todo.html")]
struct TodoPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    laws: Vec<(&'a Column<'a>, String, bool)>,
    column: &'a Column<'a>,
    todo: &'a [Todo<'a>],
    n_todo: usize,
    authority: String,
    others: Vec<&'a Instrument>,
}

impl TodoPage<'_> {
    fn n_attested(&self, column: &Column<'_>) -> usize {
        column.cells.values().filter(|cell| cell.attested.is_some()).count()
    }

    /// How sure the answers of a column are, drawn and in figures.
    fn bar(&self, column: &Column<'_>) -> Html {
        let tones = [
            (Confidence::Verified, "done"),
            (Confidence::Secondary, "active"),
            (Confidence::Recalled, "late"),
        ];
        let mut parts: Vec<Part> = tones.map(|(level, tone)| self.part(column, level, tone)).into();
        parts.push(self.part(column, Confidence::Unknown, "planned"));
        stacked_bar(self.page, &self.w.short(column.instrument), &parts)
    }

    fn part(&self, column: &Column<'_>, level: Confidence, tone: &'static str) -> Part {
        let count = column.cells.values().filter(|cell| cell.answer.confidence() == level).count();
        Part { tone, words: self.page.t(confidence_key(level)), count: count as u64 }
    }
}

/// What a column lacks, the most useful first: the weight of the question, then how many other laws answer it.
fn lacking<'a>(
    questions: &'a [Question],
    topics: &'a [Topic],
    weights: &Weights,
    column: &Column<'_>,
    columns: &[Column<'_>],
) -> Vec<Todo<'a>> {
    let known = |column: &Column<'_>, question: &Question| {
        column.cells.get(&question.id).is_some_and(|cell| *cell.answer.finding() != Finding::Unknown)
    };
    let others = || columns.iter().filter(|other| other.keeper.is_some() && other.keeper != column.keeper);
    let mut todo: Vec<Todo<'a>> = questions
        .iter()
        .filter(|question| !known(column, question))
        .map(|question| Todo {
            question,
            topic: topics.iter().find(|topic| topic.id == question.topic),
            weight: weights.of(question),
            n_waiting: others().filter(|other| known(other, question)).count(),
        })
        .collect();
    todo.sort_by_key(|one| std::cmp::Reverse(usize::from(one.weight) * (1 + one.n_waiting)));
    todo
}

/// The list.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let charter = shell.charter().clone();
    let columns = shell.read(move |tx| Ok(store::columns(tx, library, &charter)?)).await?;
    let charter = shell.charter();
    let of = |member: MemberIndex| columns.iter().find(|column| column.keeper == Some(member));
    let column = charter.by_code(&asked.authority).and_then(of).or_else(|| of(shell.me()));
    let column = column.or_else(|| columns.iter().find(|column| column.keeper.is_some()));
    let column = column.ok_or(Failure::NotFound)?;
    let code = |column: &Column<'_>| {
        let member = column.keeper.and_then(|keeper| charter.member(keeper));
        member.map(|member| member.code.clone()).unwrap_or_default()
    };
    let questionnaire = &library.questionnaire;
    let todo = lacking(&questionnaire.questions, &questionnaire.topics, weights, column, &columns);
    let shown = if asked.all.is_empty() { todo.len().min(FIRST_LINES) } else { todo.len() };
    let laws = columns.iter().filter(|one| one.keeper.is_some());
    let content = TodoPage {
        page: &page,
        w: Words { page: &page, questionnaire },
        laws: laws.map(|one| (one, code(one), one.keeper == column.keeper)).collect(),
        authority: code(column),
        column,
        todo: &todo[..shown],
        n_todo: todo.len(),
        others: library.profiles.iter().map(|profile| &profile.instrument).collect(),
    };
    page.html(page.t("law-profile-title"), &content)
}

#[derive(Template)]
#[template(path = "profile/instrument.html")]
struct InstrumentPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    instrument: &'a Instrument,
}

impl InstrumentPage<'_> {
    fn in_force(&self) -> String {
        self.page.t(match self.instrument.in_force {
            Some(true) => key("law-yes"),
            Some(false) => key("law-no"),
            None => key("law-finding-unknown"),
        })
    }

    /// Where its authority stands. A reported abolition asks for confirmation: it is no fact.
    fn status(&self) -> Option<String> {
        let key = match self.instrument.authority_status? {
            AuthorityStatus::Operational => key("law-status-operational"),
            AuthorityStatus::Merging => key("law-status-merging"),
            AuthorityStatus::ReportedAbolished => key("law-status-reported-abolished"),
            AuthorityStatus::Abolished => key("law-status-abolished"),
        };
        Some(self.page.t(key))
    }

    /// The texts around it: what the list is, then each title with its date.
    fn texts(&self) -> Vec<(String, Vec<(String, Html)>)> {
        let date = |moment: Moment| match moment {
            Moment::Year(year) => Html::text(&year.to_string()),
            Moment::Day(day) => self.page.date(day),
        };
        let dated = |texts: &'_ [RelatedText]| -> Vec<(String, Html)> {
            texts.iter().map(|text| (text.title.clone(), date(text.date))).collect()
        };
        let related = self.instrument.related_texts.iter().map(|title| (title.clone(), Html::default()));
        let lists = [
            (key("law-amendments"), dated(&self.instrument.amendments)),
            (key("law-implementing-texts"), dated(&self.instrument.implementing_texts)),
            (key("law-related-texts"), related.collect()),
        ];
        let told = lists.into_iter().filter(|(_, texts)| !texts.is_empty());
        told.map(|(key, texts)| (self.page.t(key), texts)).collect()
    }
}

/// What an instrument is, and what to know before using its column.
pub async fn instrument(page: Page, Path(id): Path<String>) -> Result<Response, Failure> {
    let library = library()?;
    let instrument = &library.profile(&id).ok_or(Failure::NotFound)?.instrument;
    let w = Words { page: &page, questionnaire: &library.questionnaire };
    let title = w.text(&instrument.title);
    let content = InstrumentPage { page: &page, w, instrument };
    page.view(title).crumb("/law/profile", page.t("law-profile-title")).html(&content)
}
