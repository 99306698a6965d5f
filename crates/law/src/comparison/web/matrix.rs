//! `/law/comparison`: one line per question, one column per instrument, how those compared stand to one another.

use super::super::{Comparison, Convergence, RelationKind, Tally, Weights, compare, convergence};
use super::shown::{Asked, Shown, escaped};
use super::{cell, columns, found, name, side};
use crate::profile::store::{Cell, Column};
use crate::profile::{Confidence, Library, Question, Topic};
use crate::web::{FEW_ROWS, library, weights};
use crate::words::{Words, confidence_key, relation_key};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use liptako_web::texts::key;
use liptako_web::{Failure, Page, Shell};

struct Row<'a> {
    question: &'a Question,
    comparison: Comparison,
}

struct Group<'a> {
    topic: &'a Topic,
    tally: Tally,
    rows: Vec<Row<'a>>,
}

/// A choice of a filter: value, words, whether it is the present one.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "comparison/matrix.html")]
struct Matrix<'a> {
    page: &'a Page,
    w: Words<'a>,
    asked: Asked,
    topics: &'a [Topic],
    all: &'a [Column<'a>],
    shown: Shown,
    columns: Vec<&'a Column<'a>>,
    groups: Vec<Group<'a>>,
    whole: Tally,
    n_rows: usize,
    n_sides: usize,
}

impl<'a> Matrix<'a> {
    fn is_topic(&self, topic: &Topic) -> bool {
        topic.id.as_str() == self.asked.topic
    }

    /// Searches to begin with: address and words.
    fn tries(&self) -> [(String, String); 3] {
        [key("law-comparison-try-1"), key("law-comparison-try-2"), key("law-comparison-try-3")].map(|key| {
            let words = self.page.t(key);
            (format!("/law/comparison/search?words={}", escaped(&words)), words)
        })
    }

    fn with_memory(&self) -> bool {
        !self.asked.memory.is_empty()
    }

    fn relations(&self) -> Vec<Choice> {
        let all = RelationKind::ALL.into_iter();
        all.map(|kind| {
            (kind.name().to_owned(), self.page.t(relation_key(kind)), kind.name() == self.asked.relation)
        })
        .collect()
    }

    fn confidences(&self) -> Vec<Choice> {
        let all = Confidence::ALL.into_iter();
        all.map(|level| {
            (
                level.name().to_owned(),
                self.page.t(confidence_key(level)),
                level.name() == self.asked.confidence,
            )
        })
        .collect()
    }

    fn weights(&self) -> Vec<Choice> {
        let keys = [
            ("3", key("law-comparison-weight-3")),
            ("2", key("law-comparison-weight-2")),
            ("1", key("law-comparison-weight-1")),
            ("0", key("law-comparison-weight-0")),
        ];
        keys.map(|(value, key)| (value.to_owned(), self.page.t(key), value == self.asked.weight)).into()
    }

    fn attestations(&self) -> Vec<Choice> {
        let keys =
            [("some", key("law-comparison-attested-some")), ("none", key("law-comparison-attested-none"))];
        keys.map(|(value, key)| (value.to_owned(), self.page.t(key), value == self.asked.attested)).into()
    }

    fn choice(&self, shown: &Shown, words: String) -> Choice {
        (shown.address(), words, *shown == self.shown)
    }

    /// The laws with each reference.
    fn with_reference(&self) -> Vec<Choice> {
        let references = self.all.iter().filter(|column| column.keeper.is_none());
        references
            .map(|column| {
                let reference = self.w.short(column.instrument);
                let words = self.page.text("law-comparison-with").with("reference", reference).to_string();
                self.choice(&Shown::With(column.instrument.id.to_string()), words)
            })
            .collect()
    }

    /// The laws by pairs, then each with each reference.
    fn pairs(&self) -> Vec<Choice> {
        let mut choices = Vec::new();
        for (place, left) in self.all.iter().enumerate().filter(|(_, column)| column.keeper.is_some()) {
            for right in &self.all[place + 1..] {
                let words = format!("{} – {}", name(&self.w, left), name(&self.w, right));
                let shown = Shown::Pair(left.instrument.id.to_string(), right.instrument.id.to_string());
                choices.push(self.choice(&shown, words));
            }
        }
        choices
    }

    fn name(&self, column: &&Column<'_>) -> String {
        name(&self.w, column)
    }

    fn cell(&self, column: &&'a Column<'a>, question: &Question) -> Option<&'a Cell> {
        cell(column, question)
    }

    /// What stands at the head of the relations.
    fn relation_head(&self) -> String {
        match self.shown {
            Shown::All | Shown::National => self.page.t("law-col-laws"),
            Shown::With(_) | Shown::Pair(..) => self.page.t("law-col-relation"),
        }
    }

    /// A short view is open as it comes; a long one shows its topics first.
    fn is_unfolded(&self) -> bool {
        self.n_rows <= FEW_ROWS || self.asked.all()
    }

    /// The same view with every topic open, or with none: address and words; nothing for a short view.
    fn unfold(&self) -> Option<(String, String)> {
        let words = if self.asked.all() { key("law-profile-fold") } else { key("law-profile-all") };
        (self.n_rows > FEW_ROWS).then(|| (self.asked.turned(), self.page.t(words)))
    }

    /// The end of the address of a question's page.
    fn memory_query(&self) -> &'static str {
        if self.with_memory() { "?memory=1" } else { "" }
    }
}

/// The matrix.
pub async fn matrix(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let all = columns(&shell, &page).await?;
    let shown = Shown::read(&asked.columns, &all);
    let compared = shown.compared(&all);
    let rows = compare_all(library, weights, &asked, &compared);
    let scores = score(weights, &rows);
    let found = found(library, &all, &asked.words);
    let kind = asked.kind();
    let rows = rows.into_iter().enumerate().filter(|(place, row)| {
        found.as_ref().is_none_or(|found| found.contains(place))
            && kind.is_none_or(|kind| row.comparison.kind == kind)
            && asked.admits(row.question, weights, &compared)
    });
    let groups = grouped(library, &asked, rows.map(|(_, row)| row), &scores);
    let content = Matrix {
        page: &page,
        w: Words { page: &page, questionnaire: &library.questionnaire },
        topics: &library.questionnaire.topics,
        n_sides: compared.len(),
        columns: shown.pick(&all),
        all: &all,
        shown,
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
    asked: &Asked,
    compared: &[&Column<'_>],
) -> Vec<Row<'a>> {
    let questions = library.questionnaire.questions.iter();
    questions
        .map(|question| {
            let sides: Vec<_> = compared.iter().map(|column| side(column, question)).collect();
            Row { question, comparison: compare(question, weights, asked.basis(), &sides) }
        })
        .collect()
}

fn score(weights: &Weights, rows: &[Row<'_>]) -> Convergence {
    convergence(weights, rows.iter().map(|row| (row.question, &row.comparison)))
}

/// The rows by topic, without the topics that hold none.
fn grouped<'a>(
    library: &'a Library,
    asked: &Asked,
    rows: impl Iterator<Item = Row<'a>>,
    scores: &Convergence,
) -> Vec<Group<'a>> {
    let topics = &library.questionnaire.topics;
    let topic = asked.topic(topics);
    let mut groups: Vec<Group<'a>> = topics
        .iter()
        .filter(|one| topic.is_none_or(|topic| topic.id == one.id))
        .map(|topic| {
            let tally = scores.topic(topic.id.as_str()).copied().unwrap_or_default();
            Group { topic, tally, rows: Vec::new() }
        })
        .collect();
    for row in rows {
        if let Some(group) = groups.iter_mut().find(|group| group.topic.id == row.question.topic) {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
