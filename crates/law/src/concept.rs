//! What the laws show on the page of a concept of the common vocabulary: the topics and questions that hang on it.

use crate::comparison::{Basis, Comparison, Side, compare};
use crate::guide::{self, Rule};
use crate::profile::store::{self, Cell, Column};
use crate::profile::{Question, Topic};
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use liptako_core::vocabulary::Concept;
use liptako_storage::Tx;
use liptako_web::{Failure, Html, Page, Shell};

struct Row<'a> {
    question: &'a Question,
    comparison: Comparison,
}

#[derive(Template)]
#[template(path = "concept_panel.html")]
struct Panel<'a> {
    page: &'a Page,
    w: Words<'a>,
    topics: Vec<&'a Topic>,
    columns: Vec<&'a Column<'a>>,
    rows: Vec<Row<'a>>,
}

impl<'a> Panel<'a> {
    fn cell(&self, column: &&'a Column<'a>, question: &Question) -> Option<&'a Cell> {
        column.cells.get(&question.id)
    }
}

/// The topics and questions of a concept, with what the national laws answer at a glance.
pub fn panel(
    tx: &mut dyn Tx,
    shell: &Shell,
    page: &Page,
    concept: &Concept,
) -> Result<Option<Html>, Failure> {
    let (library, weights) = (library()?, weights()?);
    let all = &library.questionnaire;
    let topics: Vec<&Topic> =
        all.topics.iter().filter(|topic| topic.concepts.contains(&concept.id)).collect();
    let questions: Vec<&Question> =
        all.questions.iter().filter(|question| question.concepts.contains(&concept.id)).collect();
    if topics.is_empty() && questions.is_empty() {
        return Ok(None);
    }
    let columns =
        if questions.is_empty() { Vec::new() } else { store::columns(tx, library, shell.charter())? };
    let columns: Vec<&Column<'_>> = columns.iter().filter(|column| column.keeper.is_some()).collect();
    let rows = questions.into_iter().map(|question| {
        let cells = columns.iter().filter_map(|column| column.cells.get(&question.id));
        let sides: Vec<Side<'_>> =
            cells.map(|cell| Side { answer: &cell.answer, attested: cell.attested.is_some() }).collect();
        Row { question, comparison: compare(question, weights, Basis::Established, &sides) }
    });
    let rows = rows.collect();
    let panel = Panel { page, w: Words { page, questionnaire: all }, topics, columns, rows };
    Ok(Some(Html::trusted(panel.render().map_err(Failure::internal)?)))
}

#[derive(Template)]
#[template(path = "concept_guide.html")]
struct GuidePanel<'a> {
    w: Words<'a>,
    rules: Vec<&'a Rule>,
}

/// What the guide tells by the law's answers to the questions of a concept.
pub fn guide_panel(
    _: &mut dyn Tx,
    _: &Shell,
    page: &Page,
    concept: &Concept,
) -> Result<Option<Html>, Failure> {
    let library = library()?;
    let guide = guide::shipped().map_err(|faults| {
        Failure::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let hangs =
        |rule: &&Rule| guide.questions_of(rule).any(|question| question.concepts.contains(&concept.id));
    let rules: Vec<&Rule> = guide.rules().iter().filter(hangs).collect();
    if rules.is_empty() {
        return Ok(None);
    }
    let panel = GuidePanel { w: Words { page, questionnaire: &library.questionnaire }, rules };
    Ok(Some(Html::trusted(panel.render().map_err(Failure::internal)?)))
}
