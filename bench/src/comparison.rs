//! How long the whole comparison takes to be recomputed, and what its matrix weighs.
//!
//! No other program is known to us that does this: the least that any could do is told beside.

use crate::client::Client;
use crate::ground::Ground;
use crate::pages;
use crate::process::Running;
use crate::row::{Row, Rows, Target};
use crate::samples::Samples;
use crate::setting::Setting;
use anyhow::{Result, anyhow, ensure};
use liptako_law::comparison::{Basis, Side, Weights, board, shipped_weights};
use liptako_law::profile::{Library, shipped};
use std::hint::black_box;
use std::time::Instant;

const TIMES: usize = 2000;

/// Measures both.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    recomputed(setting, rows)?;
    let ground = Ground::prepare(setting)?;
    let seat = &ground.seats[0];
    let _node = Running::node(setting.program()?, &seat.dir)?;
    let path = "/law/comparison?memory=1";
    let (packed, plain) =
        (Client::connect(seat.pages, true)?.page(path)?, Client::connect(seat.pages, false)?.page(path)?);
    let row =
        Row::new("The whole matrix, in French: compressed bytes", packed.body.len() as f64 / 1000.0, "kB");
    let row =
        row.target(Target::AtMost(40.0)).peer("the same page uncompressed", plain.body.len() as f64 / 1000.0);
    rows.tell(&row.note("every question and instrument, answers from memory counted; neither heads nor the stylesheet, which is kept"))?;
    let views = [
        ("the matrix", "/law/comparison"),
        ("the heat map", "/law/comparison/map?against=all"),
        ("two laws", "/law/comparison/pairs/ml_2013_015/bf_001_2021"),
        ("a search", "/law/comparison/search?words=d%C3%A9lai+violation"),
    ];
    let views = views.map(|(what, path)| (what, path.to_owned()));
    pages::on_time(setting, rows, seat.pages, "the demonstration", &views)
}

/// One side per question and instrument, made anew: what a page does before it compares.
fn columns(library: &Library) -> Vec<Vec<Side<'_>>> {
    let questions = &library.questionnaire.questions;
    let mut columns = Vec::new();
    for profile in library.questioned() {
        let answers = questions.iter().filter_map(|question| profile.answers.get(&question.id));
        columns.push(answers.map(Side::of).collect());
    }
    columns
}

/// How many pairs of answers are equal: the least that a comparison can cost, without saying how far apart they are.
fn equal(library: &Library) -> usize {
    let columns = columns(library);
    let pairs = columns
        .iter()
        .enumerate()
        .flat_map(|(place, left)| columns[place + 1..].iter().map(move |right| left.iter().zip(right)));
    pairs.map(|pair| pair.filter(|(a, b)| a.answer.finding() == b.answer.finding()).count()).sum()
}

fn recomputed(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let told = |faults: &[_]| anyhow!("the data that ship have {} faults", faults.len());
    let library = shipped().map_err(told)?;
    let weights: &Weights = shipped_weights().map_err(told)?;
    let (n_columns, n_questions) = (columns(library).len(), library.questionnaire.questions.len());
    let n_pairs = n_columns * (n_columns - 1) / 2 * n_questions;
    // With memory, almost every pair has something to compare: the most work there is.
    let [mut ours, mut floor] = <[Samples; 2]>::default();
    for _ in 0..setting.share(TIMES) {
        let start = Instant::now();
        let pairs = board(&library.questionnaire, weights, Basis::Recalled, &columns(black_box(library)));
        ours.add(start.elapsed());
        ensure!(
            black_box(pairs).iter().map(|pair| pair.standings.len()).sum::<usize>() == n_pairs,
            "pairs are missing"
        );
        let start = Instant::now();
        black_box(equal(black_box(library)));
        floor.add(start.elapsed());
    }
    let name = "no program known that does this; the same pairs tested for equality alone";
    let question =
        format!("The comparison of {n_columns} instruments on {n_questions} questions, recomputed");
    let note = format!(
        "{} times, {n_pairs} pairs of answers with how far apart, weighed by topic and as a whole; longest {:.2} ms",
        ours.count(),
        ours.max()?
    );
    let row = Row::new(format!("{question}: median"), ours.median()?, "ms").peer(name, floor.median()?);
    rows.tell(&row.target(Target::AtMost(5.0)))?;
    let row = Row::new(format!("{question}: 99 in 100"), ours.percentile(0.99)?, "ms")
        .peer(name, floor.percentile(0.99)?);
    rows.tell(&row.target(Target::AtMost(5.0)).note(note))
}
