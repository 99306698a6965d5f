//! Charts drawn on the server as SVG: bars, heat maps, steps over time.
//!
//! Each bears a name that says what it shows; its caller puts the same figures in words or a table beside it. Colours
//! are classes of the stylesheet, and never tell anything alone.

mod bars;
mod heat;
mod plot;
mod scale;

pub use bars::{BarRow, bars};
pub use heat::{Heat, HeatCell, HeatMap, HeatRow};
pub use plot::{Line, Look, StepPlot};
pub use scale::Scale;

use crate::html::{Html, escape};
use crate::page::Page;
use std::fmt::Write;

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Class of its colour: `done`, `active`, `late`, `blocked`, `planned`.
    pub tone: &'static str,
    /// What it counts, in the reader's language.
    pub words: String,
    /// How many.
    pub count: u64,
}

/// Draws a stacked bar and, under it, its key with the figures. `label` says what is counted.
///
/// Parts of zero are left out of the drawing and kept in the key. With nothing to count the bar is empty.
pub fn stacked_bar(page: &Page, label: &str, parts: &[Part]) -> Html {
    let whole: u64 = parts.iter().map(|part| part.count).sum();
    let said: Vec<String> =
        parts.iter().map(|part| format!("{} {}", page.number(part.count), part.words)).collect();
    let mut svg = open_bar(&format!("{label}{}{}", page.t("colon"), said.join(", ")));
    let mut before = 0;
    for part in parts.iter().filter(|part| part.count > 0) {
        let (start, end) = (thousandths(before, whole), thousandths(before + part.count, whole));
        before += part.count;
        // A hair of space between parts, so that neighbours are told apart without their colours.
        let width = if before == whole { end - start } else { (end - start).saturating_sub(4).max(1) };
        let _ = write!(svg, "<rect class=\"{}\" x=\"{start}\" width=\"{width}\" height=\"12\"/>", part.tone);
    }
    svg.push_str("</svg><ul class=\"key\">");
    for part in parts {
        let zero = if part.count == 0 { " zero" } else { "" };
        let (tone, words) = (part.tone, escape(&part.words));
        let _ = write!(
            svg,
            "<li><span class=\"badge {tone}{zero}\"><b>{}</b> {words}</span></li>",
            page.number(part.count)
        );
    }
    svg.push_str("</ul>");
    Html::trusted(svg)
}

/// Draws how far something is: `done` of `whole`, in one colour, with its words for those who do not see it.
pub fn progress_bar(words: &str, done: u64, whole: u64) -> Html {
    let mut svg = open_bar(words);
    let width = thousandths(done.min(whole), whole);
    if width > 0 {
        let _ = write!(svg, "<rect class=\"done\" x=\"0\" width=\"{width}\" height=\"12\"/>");
    }
    svg.push_str("</svg>");
    Html::trusted(svg)
}

fn open_bar(words: &str) -> String {
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        escape(words)
    )
}

fn thousandths(count: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { (u128::from(count) * 1000 / u128::from(whole)) as u64 }
}

/// How far a record is confirmed, as a badge: one, two or three strokes of the mark, and plain words.
///
/// `level` is 0 (kept here), 1 (kept by one more authority) or more (kept by all).
pub fn level_badge(page: &Page, level: u8) -> Html {
    let (class, words, title) = match level {
        0 => ("n0", page.t("level-n0"), page.t("level-n0-title")),
        1 => ("n1", page.t("level-n1"), page.t("level-n1-title")),
        _ => ("n2", page.t("level-n2"), page.t("level-n2-title")),
    };
    let mut svg = String::new();
    for (place, stroke) in ["M3.6 22.6h21.6", "M20.8 3.9 10 22.6", "M28.4 28.1 17.6 9.4"].iter().enumerate() {
        let off = if place > usize::from(level) { " class=\"off\"" } else { "" };
        let _ = write!(svg, "<path{off} d=\"{stroke}\"/>");
    }
    Html::trusted(format!(
        "<span class=\"level {class}\" title=\"{}\"><svg viewBox=\"0 0 32 32\" aria-hidden=\"true\">{svg}</svg>\
         <span><b>{}</b> {}</span></span>",
        escape(&title),
        class.to_uppercase(),
        escape(&words)
    ))
}
