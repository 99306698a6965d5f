//! `/law/comparison/search`: the questions that hold the words, what the laws answer, and where the words were found.

use super::super::search::{Found, MAX_WORDS, Part, Place, search as look_for, topics};
use super::super::{Basis, Comparison, compare};
use super::shown::escaped;
use super::{cell, columns, name, national, side};
use crate::profile::store::{Cell, Column};
use crate::profile::{Question, Questionnaire, Topic};
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use liptako_web::texts::key;
use liptako_web::{Failure, Html, Page, Shell};
use serde::Deserialize;

/// Most results of a page; the matrix shows all.
const MOST: usize = 40;
/// Most places told of one result.
const MOST_PLACES: usize = 4;

/// What a reader typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    words: String,
}

struct Line<'a> {
    question: &'a Question,
    topic: Option<&'a Topic>,
    comparison: Comparison,
    places: Vec<(String, Html)>,
    n_more: usize,
}

#[derive(Template)]
#[template(path = "comparison/search.html")]
struct SearchPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    words: String,
    laws: Vec<&'a Column<'a>>,
    results: Vec<Line<'a>>,
    n_found: usize,
    /// Topics that the words name, with their questions that are not among the results.
    near: Vec<(&'a Topic, Vec<&'a Question>)>,
    topics: &'a [Topic],
}

impl<'a> SearchPage<'a> {
    fn cell(&self, column: &&'a Column<'a>, question: &Question) -> Option<&'a Cell> {
        cell(column, question)
    }

    fn name(&self, column: &&'a Column<'a>) -> String {
        name(&self.w, column)
    }

    fn matrix(&self) -> String {
        format!("/law/comparison?words={}", escaped(&self.words))
    }
}

/// Where words were found, in words, with the text that holds them.
fn place(w: &Words<'_>, columns: &[Column<'_>], question: &Question, place: Place) -> (String, Html) {
    let said = |key: &'static str| (w.page.t(key), Html::default());
    let Place::Answer(column, part) = place else {
        return match place {
            Place::Question => said(key("law-comparison-in-question")),
            Place::Topic => said(key("law-comparison-in-topic")),
            Place::Offered | Place::Answer(..) => said(key("law-comparison-in-offered")),
        };
    };
    let Some((column, cell)) = columns.get(column).and_then(|one| Some((one, cell(one, question)?))) else {
        return (String::new(), Html::default());
    };
    let answer = &cell.answer;
    let names = || answer.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(" ; ");
    let french = |text: Option<&String>| text.map(|text| w.french(text)).unwrap_or_default();
    let instrument = name(w, column);
    let said = w.page;
    let (head, text) = match part {
        Part::Value => {
            (said.text("law-comparison-in-value").with("instrument", instrument), w.finding(question, cell))
        }
        Part::Article => (
            said.text("law-comparison-in-article").with("instrument", instrument),
            french(answer.article.as_ref()),
        ),
        Part::Note => {
            (said.text("law-comparison-in-note").with("instrument", instrument), french(answer.note.as_ref()))
        }
        Part::Sources => {
            (said.text("law-comparison-in-sources").with("instrument", instrument), w.french(&names()))
        }
    };
    (head.to_string(), text)
}

fn result<'a>(
    w: &Words<'_>,
    questionnaire: &'a Questionnaire,
    columns: &[Column<'_>],
    found: &Found,
) -> Result<Option<Line<'a>>, Failure> {
    let weights = weights()?;
    let Some(question) = questionnaire.questions.get(found.question) else { return Ok(None) };
    let sides: Vec<_> = national(columns).into_iter().map(|column| side(column, question)).collect();
    let places = found.places.iter().take(MOST_PLACES);
    Ok(Some(Line {
        question,
        topic: questionnaire.topics.iter().find(|topic| topic.id == question.topic),
        comparison: compare(question, weights, Basis::Established, &sides),
        places: places.map(|one| place(w, columns, question, *one)).collect(),
        n_more: found.places.len().saturating_sub(MOST_PLACES),
    }))
}

/// The results.
pub async fn search(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let library = library()?;
    let questionnaire = &library.questionnaire;
    let columns = columns(&shell, &page).await?;
    let words: String = asked.words.trim().chars().take(MAX_WORDS).collect();
    let found = look_for(library, &columns, &words);
    let w = Words { page: &page, questionnaire };
    let results: Result<Vec<_>, Failure> =
        found.iter().take(MOST).map(|one| result(&w, questionnaire, &columns, one)).collect();
    let is_found = |question: &&Question| {
        let place = questionnaire.questions.iter().position(|one| one.id == question.id);
        place.is_some_and(|place| found.iter().any(|one| one.question == place))
    };
    let near = topics(library, &words).into_iter().filter_map(|place| questionnaire.topics.get(place));
    let near = near.map(|topic| {
        (topic, questionnaire.of_topic(&topic.id).filter(|question| !is_found(question)).collect())
    });
    let near: Vec<(&Topic, Vec<&Question>)> =
        near.filter(|(_, others): &(_, Vec<_>)| !others.is_empty()).collect();
    let content = SearchPage {
        near,
        page: &page,
        w,
        words,
        laws: national(&columns),
        results: results?.into_iter().flatten().collect(),
        n_found: found.len(),
        topics: &questionnaire.topics,
    };
    let view = page.view(page.t("law-comparison-search-title"));
    view.crumb("/law/comparison", page.t("law-comparison-title")).html(&content)
}
