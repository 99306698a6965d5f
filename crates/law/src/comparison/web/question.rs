//! `/law/comparison/{question}`: what each instrument answers, and how far apart they stand.

use super::super::{Basis, Comparison, Standing, Weights, compare};
use super::{Memory, cell, columns, name, national, side};
use crate::profile::store::{Cell, Column};
use crate::profile::web::trail::validity;
use crate::profile::{Currency, Duration, Finding, Question, Questionnaire, Topic, Value};
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_web::{BarRow, Failure, Html, Page, Shell, bars};

struct Pair<'a> {
    left: &'a Column<'a>,
    right: &'a Column<'a>,
    standing: Standing,
}

#[derive(Template)]
#[template(path = "comparison/question.html")]
struct QuestionPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    question: &'a Question,
    topic: Option<&'a Topic>,
    weight: u8,
    columns: &'a [Column<'a>],
    comparison: Comparison,
    pairs: Vec<Pair<'a>>,
    with_memory: bool,
    before: Option<&'a Question>,
    after: Option<&'a Question>,
}

impl<'a> QuestionPage<'a> {
    fn cell(&self, column: &'a Column<'a>) -> Option<&'a Cell> {
        cell(column, self.question)
    }

    /// From when until when an answer holds, when it is dated.
    fn validity(&self, cell: &Cell) -> Option<String> {
        let when = validity(self.page, &cell.answer.valid);
        (!when.is_empty()).then(|| self.page.text("law-comparison-valid").with("when", when).to_string())
    }

    /// The quantities drawn to one scale; nothing when fewer than two are known or they have no common measure.
    fn quantities(&self) -> Option<Html> {
        let basis = if self.with_memory { Basis::Recalled } else { Basis::Established };
        let known: Vec<(&Column<'_>, &Cell, u64)> = self
            .columns
            .iter()
            .filter_map(|column| Some((column, cell(column, self.question)?)))
            .filter(|(column, _)| basis == Basis::Recalled || !side(column, self.question).is_recalled())
            .filter_map(|(column, cell)| Some((column, cell, measure(cell)?)))
            .collect();
        let most =
            known.iter().map(|(.., amount)| *amount).max().filter(|most| *most > 0 && known.len() > 1)?;
        let one_unit = known.iter().all(|(_, cell, _)| currency(cell) == currency(known[0].1));
        let rows: Vec<BarRow> = known
            .iter()
            .map(|(column, cell, amount)| BarRow {
                label: name(&self.w, column),
                words: self.w.plain_finding(self.question, cell),
                length: u16::try_from(u128::from(*amount) * 1000 / u128::from(most)).ok(),
                tone: if column.keeper.is_some() { "active" } else { "late" },
            })
            .collect();
        one_unit.then(|| bars(&rows))
    }
}

/// A quantity that can be drawn: hours, the upper sum, or a count.
fn measure(cell: &Cell) -> Option<u64> {
    match cell.answer.finding() {
        Finding::Value(Value::Duration(Duration::WithoutDelay)) => Some(0),
        Finding::Value(Value::Duration(time)) => Some(time.extent()?.about_hours()),
        Finding::Value(Value::Amount(amount)) => amount.max(),
        Finding::Value(Value::Integer(count)) => Some(u64::from(*count)),
        _ => None,
    }
}

/// The currency of a sum: sums of several are not drawn to one scale.
fn currency(cell: &Cell) -> Option<Currency> {
    match cell.answer.finding() {
        Finding::Value(Value::Amount(amount)) => Some(amount.currency()),
        _ => None,
    }
}

/// The page.
pub async fn question(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<Memory>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let questionnaire = &library.questionnaire;
    let question = questionnaire.question(&id).ok_or(Failure::NotFound)?;
    let columns = columns(&shell, &page).await?;
    let sides: Vec<_> = national(&columns).into_iter().map(|column| side(column, question)).collect();
    let basis = asked.basis();
    let w = Words { page: &page, questionnaire };
    let title = w.text(&question.label);
    let (before, after) = neighbours(questionnaire, question);
    let content = QuestionPage {
        page: &page,
        w,
        question,
        topic: questionnaire.topics.iter().find(|topic| topic.id == question.topic),
        weight: weights.of(question),
        pairs: pairs(question, weights, basis, &columns),
        columns: &columns,
        comparison: compare(question, weights, basis, &sides),
        with_memory: basis == Basis::Recalled,
        before,
        after,
    };
    page.view(title).crumb("/law/comparison", page.t("law-comparison-title")).html(&content)
}

/// The questions before and after.
fn neighbours<'a>(
    questionnaire: &'a Questionnaire,
    question: &Question,
) -> (Option<&'a Question>, Option<&'a Question>) {
    let all = &questionnaire.questions;
    let Some(place) = all.iter().position(|one| one.id == question.id) else { return (None, None) };
    (place.checked_sub(1).and_then(|before| all.get(before)), all.get(place + 1))
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
            let (a, b) = (side(left, question), side(right, question));
            pairs.push(Pair { left, right, standing: Standing::between(question, weights, basis, a, b) });
        }
    }
    // National pairs first: they are what harmonisation is about.
    pairs.sort_by_key(|pair| pair.right.keeper.is_none());
    pairs
}
