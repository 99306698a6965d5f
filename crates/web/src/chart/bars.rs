//! Bars one under another, each with its name and its figure in words: they fit any width.

use crate::html::{Html, escape};
use std::fmt::Write;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarRow {
    /// What it measures, in the reader's language.
    pub label: String,
    /// Its figure, in words.
    pub words: String,
    /// Its length, in thousandths of the whole; nothing to draw when there is no figure.
    pub length: Option<u16>,
    /// Class of its colour: `done`, `active`, `late`, `blocked`, `planned`.
    pub tone: &'static str,
}

/// Draws bars under one another. The words say all that the drawing does.
pub fn bars(rows: &[BarRow]) -> Html {
    let mut out = String::from("<ul class=\"bars\">");
    for row in rows {
        let (label, words) = (escape(&row.label), escape(&row.words));
        let _ = write!(out, "<li><span>{label}</span> <b>{words}</b>");
        if let Some(length) = row.length {
            let _ = write!(
                out,
                "<svg class=\"bar\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect class=\"{}\" width=\"{}\" height=\"12\"/></svg>",
                row.tone,
                length.min(1000)
            );
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    Html::trusted(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_without_a_figure_is_not_drawn_and_words_cannot_break_out() {
        let row = |length| BarRow { label: "<b>".into(), words: "5 \"&\"".into(), length, tone: "done" };
        let drawn = bars(&[row(Some(1500)), row(None)]).to_string();
        assert_eq!((drawn.matches("<svg").count(), drawn.matches("<li>").count()), (1, 2));
        assert!(drawn.contains("width=\"1000\"") && drawn.contains("&lt;b&gt;"), "{drawn}");
        assert!(!drawn.contains("\"&\""));
    }
}
