//! The pages of the comparison: the matrix, one page per question, the heat map, the pairs, the change over time, the
//! search. What they share is here.

mod map;
mod matrix;
mod pairs;
mod question;
mod search;
mod shown;
mod time;

pub use map::map;
pub use matrix::matrix;
pub use pairs::{overview, pair};
pub use question::question;
pub use search::search;
pub use time::time;

use super::{Basis, Side, Standing, Tally};
use crate::comparison::store::columns_on;
use crate::profile::store::{Cell, Column};
use crate::profile::{Answer, Library, Question, Questionnaire};
use crate::web::library;
use crate::words::Words;
use liptako_core::MemberIndex;
use liptako_web::{Failure, Heat, Page, Shell, today};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Whether a reader asks to count answers from memory.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Memory {
    #[serde(default)]
    memory: String,
}

impl Memory {
    const fn basis(&self) -> Basis {
        if self.memory.is_empty() { Basis::Established } else { Basis::Recalled }
    }
}

/// The columns as they stand here and today.
async fn columns(shell: &Shell, page: &Page) -> Result<Vec<Column<'static>>, Failure> {
    let (library, charter, day) = (library()?, shell.charter().clone(), today(page.now()));
    shell.read(move |tx| Ok(columns_on(tx, library, &charter, day)?)).await
}

static UNKNOWN: Answer = Answer::unknown();

fn side<'a>(column: &'a Column<'_>, question: &Question) -> Side<'a> {
    match column.cells.get(&question.id) {
        Some(cell) => Side { answer: &cell.answer, attested: cell.attested.is_some() },
        None => Side::of(&UNKNOWN),
    }
}

/// One side per question, in the order of the questionnaire.
fn sides<'a>(column: &'a Column<'_>, questionnaire: &Questionnaire) -> Vec<Side<'a>> {
    questionnaire.questions.iter().map(|question| side(column, question)).collect()
}

fn national<'a, 'b>(columns: &'a [Column<'b>]) -> Vec<&'a Column<'b>> {
    columns.iter().filter(|column| column.keeper.is_some()).collect()
}

fn cell<'a>(column: &'a Column<'_>, question: &Question) -> Option<&'a Cell> {
    column.cells.get(&question.id)
}

/// The questions that a search finds, as places in the questionnaire; nothing when nothing is asked.
fn found(library: &Library, columns: &[Column<'_>], words: &str) -> Option<BTreeSet<usize>> {
    if words.trim().is_empty() {
        return None;
    }
    Some(super::search::search(library, columns, words).iter().map(|found| found.question).collect())
}

/// A column's name where there is little room: the country of a national law, else its short name.
fn name(w: &Words<'_>, column: &Column<'_>) -> String {
    let country = |keeper: MemberIndex| {
        let member = w.page.face().charter().member(keeper)?;
        Some(w.page.lang().pick(&member.country_fr, &member.country_en).to_owned())
    };
    column.keeper.and_then(country).unwrap_or_else(|| w.short(column.instrument))
}

/// How hot a distance is, in thousandths.
const fn heat(apart: Option<u16>) -> Heat {
    match apart {
        None => Heat::Unknown,
        Some(..100) => Heat::Calm,
        Some(..350) => Heat::Mild,
        Some(..650) => Heat::Hot,
        Some(_) => Heat::Grave,
    }
}

fn heat_of(tally: &Tally) -> Heat {
    heat(tally.convergence().map(|score| 1000u16.saturating_sub(score)))
}

/// The mark of a relation in a small cell; the key under the map gives its words.
const fn mark(standing: &Standing) -> &'static str {
    use super::RelationKind;
    match standing.relation.kind() {
        RelationKind::Same => "=",
        RelationKind::Compatible => "≈",
        RelationKind::Different => "≠",
        RelationKind::Silent => "∅",
        RelationKind::Missing => "?",
        RelationKind::NotComparable => "–",
    }
}
