//! `/law/comparison`: the matrix of all instruments, and one page per question.

use super::{
    Basis, Comparison, Convergence, Relation, RelationKind, Side, Tally, Weights, compare, convergence,
    relate,
};
use crate::profile::store::{self, Cell, Column};
use crate::profile::{Library, Question, Topic};
use crate::web::{library, weights};
use crate::words::{Words, relation_key};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_web::{Failure, Page, Shell};
use serde::Deserialize;

/// What a reader asked of the matrix.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    relation: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    columns: String,
    #[serde(default)]
    memory: String,
}

impl Asked {
    fn basis(&self) -> Basis {
        if self.memory.is_empty() { Basis::Established } else { Basis::Recalled }
    }

    fn national_only(&self) -> bool {
        self.columns == "national"
    }
}

/// Columns as they stand here and now.
async fn columns(shell: &Shell) -> Result<Vec<Column<'static>>, Failure> {
    let library = library()?;
    let charter = shell.charter().clone();
    shell.read(move |tx| Ok(store::columns(tx, library, &charter)?)).await
}

fn sides<'a>(columns: &[&'a Column<'_>], question: &Question) -> Vec<Side<'a>> {
    let cells = columns.iter().filter_map(|column| column.cells.get(&question.id));
    cells.map(|cell| Side { answer: &cell.answer, attested: cell.attested.is_some() }).collect()
}

fn national<'a, 'b>(columns: &'a [Column<'b>]) -> Vec<&'a Column<'b>> {
    columns.iter().filter(|column| column.keeper.is_some()).collect()
}

/// Text as a search reads it: lower case, without the accents of French.
fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

struct Row<'a> {
    question: &'a Question,
    comparison: Comparison,
}

struct Group<'a> {
    topic: &'a Topic,
    tally: Tally,
    rows: Vec<Row<'a>>,
}

#[derive(Template)]
#[template(path = "comparison/matrix.html")]
struct Matrix<'a> {
    page: &'a Page,
    w: Words<'a>,
    asked: Asked,
    topics: &'a [Topic],
    columns: Vec<&'a Column<'a>>,
    groups: Vec<Group<'a>>,
    whole: Tally,
    n_rows: usize,
}

impl<'a> Matrix<'a> {
    fn is_topic(&self, topic: &Topic) -> bool {
        topic.id.as_str() == self.asked.topic
    }

    fn relations(&self) -> [(RelationKind, String, bool); 6] {
        RelationKind::ALL
            .map(|kind| (kind, self.page.t(relation_key(kind)), kind.name() == self.asked.relation))
    }

    fn with_memory(&self) -> bool {
        self.asked.basis() == Basis::Recalled
    }

    fn cell(&self, column: &&'a Column<'a>, question: &Question) -> Option<&'a Cell> {
        column.cells.get(&question.id)
    }

    /// The end of the address of a question's page.
    fn memory_query(&self) -> &'static str {
        if self.with_memory() { "?memory=1" } else { "" }
    }
}

/// The matrix: one line per question, one column per instrument, how the national laws stand to one another.
pub async fn matrix(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let columns = columns(&shell).await?;
    let laws = national(&columns);
    let compared = compare_all(library, weights, asked.basis(), &laws);
    let scores = score(weights, &compared);
    let groups = narrowed(library, &asked, compared, &scores);
    let shown = if asked.national_only() { laws } else { columns.iter().collect() };
    let content = Matrix {
        page: &page,
        w: Words { page: &page, questionnaire: &library.questionnaire },
        topics: &library.questionnaire.topics,
        columns: shown,
        n_rows: groups.iter().map(|group| group.rows.len()).sum(),
        groups,
        whole: scores.whole,
        asked,
    };
    page.html(page.t("law-comparison-title"), &content)
}

fn compare_all<'a>(
    library: &'a Library,
    weights: &Weights,
    basis: Basis,
    laws: &[&Column<'_>],
) -> Vec<Row<'a>> {
    let questions = library.questionnaire.questions.iter();
    questions
        .map(|question| Row {
            question,
            comparison: compare(question, weights, basis, &sides(laws, question)),
        })
        .collect()
}

fn score(weights: &Weights, rows: &[Row<'_>]) -> Convergence {
    convergence(weights, rows.iter().map(|row| (row.question, &row.comparison)))
}

/// The rows that answer what was asked, by topic. What does not exist narrows nothing.
fn narrowed<'a>(
    library: &'a Library,
    asked: &Asked,
    rows: Vec<Row<'a>>,
    scores: &Convergence,
) -> Vec<Group<'a>> {
    let words: Vec<String> = folded(&asked.words).split_whitespace().take(8).map(String::from).collect();
    let kind = RelationKind::from_name(&asked.relation);
    let topics = &library.questionnaire.topics;
    let topic = topics.iter().find(|topic| topic.id.as_str() == asked.topic);
    let mut groups: Vec<Group<'a>> = topics
        .iter()
        .filter(|one| topic.is_none_or(|topic| topic.id == one.id))
        .map(|topic| {
            let tally = scores.topic(topic.id.as_str()).copied().unwrap_or_default();
            Group { topic, tally, rows: Vec::new() }
        })
        .collect();
    for row in rows {
        let label = &row.question.label;
        let Some(group) = groups.iter_mut().find(|group| group.topic.id == row.question.topic) else {
            continue;
        };
        let name = &group.topic.name;
        let text = folded(&format!("{} {} {} {} {}", row.question.id, label.fr, label.en, name.fr, name.en));
        if kind.is_none_or(|kind| row.comparison.kind == kind) && words.iter().all(|word| text.contains(word))
        {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

struct Pair<'a> {
    left: &'a Column<'a>,
    right: &'a Column<'a>,
    relation: Relation,
    recalled: bool,
}

#[derive(Template)]
#[template(path = "comparison/question.html")]
struct QuestionPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    question: &'a Question,
    topic: Option<&'a Topic>,
    columns: &'a [Column<'a>],
    comparison: Comparison,
    pairs: Vec<Pair<'a>>,
    with_memory: bool,
}

impl<'a> QuestionPage<'a> {
    fn cell(&self, column: &'a Column<'a>) -> Option<&'a Cell> {
        column.cells.get(&self.question.id)
    }
}

/// One question: what each instrument answers, and how far apart they stand.
pub async fn question(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let question = library.questionnaire.question(&id).ok_or(Failure::NotFound)?;
    let columns = columns(&shell).await?;
    let laws = national(&columns);
    let basis = asked.basis();
    let comparison = compare(question, weights, basis, &sides(&laws, question));
    let title = Words { page: &page, questionnaire: &library.questionnaire }.text(&question.label);
    let content = QuestionPage {
        page: &page,
        w: Words { page: &page, questionnaire: &library.questionnaire },
        question,
        topic: library.questionnaire.topics.iter().find(|topic| topic.id == question.topic),
        pairs: pairs(question, weights, basis, &columns),
        columns: &columns,
        comparison,
        with_memory: basis == Basis::Recalled,
    };
    page.view(title).crumb("/law/comparison", page.t("law-comparison-title")).html(&content)
}

/// The national laws by pairs, then each against each reference.
fn pairs<'a>(
    question: &Question,
    weights: &Weights,
    basis: Basis,
    columns: &'a [Column<'a>],
) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for (place, left) in columns.iter().enumerate().filter(|(_, column)| column.keeper.is_some()) {
        for right in &columns[place + 1..] {
            if let [a, b] = sides(&[left, right], question)[..] {
                let relation = relate(question, weights, basis, a, b);
                let rests = relation != Relation::Missing && (a.is_recalled() || b.is_recalled());
                pairs.push(Pair { left, right, relation, recalled: rests });
            }
        }
    }
    // National pairs first: they are what harmonisation is about.
    pairs.sort_by_key(|pair| pair.right.keeper.is_none());
    pairs
}
