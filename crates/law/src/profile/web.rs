//! `/law/profile`: what is known of each national law, what its authority could still establish, the most useful
//! first, and what it could attest; `/law/profile/{instrument}`: what an instrument is.

pub(crate) mod attest;
pub(crate) mod cell;
pub(crate) mod edit;
pub(crate) mod trail;

use super::store::{self, Cell, Column};
use super::todo::{Progress, Todo, lacking, to_attest};
use super::{AuthorityStatus, Confidence, Instrument, Library, Moment, Question, RelatedText, Topic};
use crate::web::{library, weights};
use crate::words::{Words, confidence_key};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_core::MemberIndex;
use liptako_identity::Permission;
use liptako_web::texts::key;
use liptako_web::{Failure, Html, Page, Part, Shell, progress_bar, stacked_bar};
use serde::Deserialize;

/// Lines of the to-do list before the rest is asked for.
const FIRST_LINES: usize = 15;

/// What a reader asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    authority: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    all: String,
}

/// How far a topic of the column is.
struct Line<'a> {
    topic: &'a Topic,
    progress: Progress,
}

/// The answers of a topic that nobody attests yet.
struct Unattested<'a> {
    topic: &'a Topic,
    answers: Vec<(&'a Question, &'a Cell)>,
}

#[derive(Template)]
#[template(path = "profile/todo.html")]
struct TodoPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    laws: Vec<(&'a Column<'a>, String, bool)>,
    column: &'a Column<'a>,
    whole: Progress,
    lines: Vec<Line<'a>>,
    /// The topic to which both lists are narrowed.
    topic: Option<&'a Topic>,
    todo: &'a [Todo<'a>],
    n_todo: usize,
    unattested: Vec<Unattested<'a>>,
    authority: String,
    may_edit: bool,
    may_attest: bool,
    others: Vec<&'a Instrument>,
}

impl TodoPage<'_> {
    fn n_attested(&self, column: &Column<'_>) -> usize {
        Progress::of(column.cells.values()).n_attested
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

    fn topic_words(&self, line: &Line<'_>) -> String {
        topic_words(self.page, line)
    }

    /// How much of a topic is established, drawn.
    fn topic_bar(&self, line: &Line<'_>) -> Html {
        let progress = line.progress;
        progress_bar(&self.topic_words(line), progress.n_established as u64, progress.n_questions as u64)
    }

    fn is_topic(&self, topic: &Topic) -> bool {
        self.topic.is_some_and(|chosen| chosen.id == topic.id)
    }

    fn n_unattested(&self) -> usize {
        self.unattested.iter().map(|group| group.answers.len()).sum()
    }

    /// The end of an address that keeps the topic.
    fn topic_query(&self) -> String {
        self.topic.map(|topic| format!("&topic={}", topic.id)).unwrap_or_default()
    }
}

/// How far a topic is, in words.
fn topic_words(page: &Page, line: &Line<'_>) -> String {
    let progress = line.progress;
    page.text("law-progress-topic")
        .with("established", progress.n_established)
        .with("whole", progress.n_questions)
        .with("attested", progress.n_attested)
        .with("unknown", progress.n_unknown)
        .to_string()
}

/// How far each topic of a column is, in the order of the pages.
fn lines<'a>(library: &'a Library, column: &Column<'_>) -> Vec<Line<'a>> {
    let topics = library.questionnaire.topics.iter();
    topics.map(|topic| Line { topic, progress: Progress::of_topic(library, column, topic) }).collect()
}

/// The answers to be attested, by topic, in the order of the questions.
fn unattested<'a>(
    library: &'a Library,
    column: &'a Column<'_>,
    topic: Option<&'a Topic>,
) -> Vec<Unattested<'a>> {
    let topics = library.questionnaire.topics.iter();
    let wanted = topics.filter(|one| topic.is_none_or(|topic| topic.id == one.id));
    let groups = wanted.map(|topic| Unattested { topic, answers: to_attest(library, column, topic) });
    groups.filter(|group| !group.answers.is_empty()).collect()
}

/// The lists.
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
    let topic = questionnaire.topics.iter().find(|topic| topic.id.as_str() == asked.topic);
    let mut todo = lacking(library, weights, column, &columns);
    todo.retain(|one| topic.is_none_or(|topic| topic.id == one.question.topic));
    let shown = if asked.all.is_empty() { todo.len().min(FIRST_LINES) } else { todo.len() };
    let laws = columns.iter().filter(|one| one.keeper.is_some());
    let ours = column.keeper == Some(shell.me());
    let content = TodoPage {
        page: &page,
        w: Words { page: &page, questionnaire },
        laws: laws.map(|one| (one, code(one), one.keeper == column.keeper)).collect(),
        authority: code(column),
        whole: Progress::of(column.cells.values()),
        lines: lines(library, column),
        topic,
        column,
        todo: &todo[..shown],
        n_todo: todo.len(),
        unattested: unattested(library, column, topic),
        may_edit: ours && page.may(Permission::LAW_EDIT),
        may_attest: ours && page.may(Permission::LAW_ATTEST),
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
    /// What it answers, by topic; none when nothing is asked of it.
    column: Option<&'a Column<'a>>,
    lines: Vec<Line<'a>>,
    asked: AskedAnswers,
    exports: Html,
}

/// Which topics of a profile a reader wants to see unfolded.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AskedAnswers {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    all: String,
}

impl<'a> InstrumentPage<'a> {
    /// The answers of a topic, in the order of the questions.
    fn answers(&self, topic: &'a Topic) -> Vec<(&'a Question, &'a Cell)> {
        let Some(column) = self.column else { return Vec::new() };
        let questions = self.w.questionnaire.of_topic(&topic.id);
        questions.filter_map(|question| Some((question, column.cells.get(&question.id)?))).collect()
    }

    fn is_open(&self, topic: &Topic) -> bool {
        self.all() || self.asked.topic == topic.id.as_str()
    }

    fn all(&self) -> bool {
        !self.asked.all.is_empty()
    }

    fn topic_words(&self, line: &Line<'_>) -> String {
        topic_words(self.page, line)
    }

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

/// What an instrument is, what to know before using its column, and what it answers.
pub async fn instrument(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<AskedAnswers>,
) -> Result<Response, Failure> {
    let library = library()?;
    let profile = library.profile(&id).ok_or_else(|| cell::absent("law-absent-instrument", &id))?;
    let charter = shell.charter().clone();
    let column = shell.read(move |tx| Ok(store::column(tx, library, &charter, &id)?)).await?;
    let w = Words { page: &page, questionnaire: &library.questionnaire };
    let title = w.text(&profile.instrument.title);
    let content = InstrumentPage {
        page: &page,
        w,
        instrument: &profile.instrument,
        lines: column.as_ref().map(|column| lines(library, column)).unwrap_or_default(),
        column: column.as_ref(),
        asked,
        exports: crate::formats::web::exports(&shell, &page, &profile.instrument)?,
    };
    page.view(title).crumb("/law/profile", page.t("law-profile-title")).html(&content)
}
