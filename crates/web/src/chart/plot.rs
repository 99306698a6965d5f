//! Steps over time: what was true stays so until the next step.

use super::scale::Scale;
use crate::html::{Html, escape};
use std::fmt::Write;

/// How a line is told from another: a stroke and the shape of its points, besides a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A whole line, round points.
    Whole,
    /// A broken line, square points.
    Broken,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Whole => "l0",
            Self::Broken => "l1",
        }
    }

    fn point(self, svg: &mut String, x: i32, y: i32) {
        let _ = match self {
            Self::Whole => write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
            Self::Broken => write!(svg, "<rect x=\"{}\" y=\"{}\" width=\"8\" height=\"8\"/>", x - 4, y - 4),
        };
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it looks.
    pub look: Look,
    /// What it shows, written above its end.
    pub words: String,
    /// Its figures in their order: when, and how much, in thousandths; nothing where there is no figure.
    pub points: Vec<(i64, Option<u16>)>,
}

/// A plot of shares over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepPlot {
    /// What it shows: its name for those who do not see it.
    pub label: String,
    /// First and last moment.
    pub span: (i64, i64),
    /// Moments written under it.
    pub moments: Vec<(i64, String)>,
    /// Shares written beside it, in thousandths.
    pub shares: Vec<(u16, String)>,
    /// The lines.
    pub lines: Vec<Line>,
}

const SIZE: (i32, i32) = (420, 256);
const LEFT: i32 = 46;
const RIGHT: i32 = 410;
const TOP: i32 = 24;
const BOTTOM: i32 = 222;
/// Least height between two lines of words.
const APART: i32 = 16;

impl StepPlot {
    /// Draws it.
    pub fn draw(&self) -> Html {
        let across = Scale::new(self.span, (LEFT, RIGHT));
        let up = Scale::new((0, 1000), (BOTTOM, TOP));
        let mut svg = format!(
            "<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
            SIZE.0,
            SIZE.1,
            escape(&self.label)
        );
        for (share, words) in &self.shares {
            let y = up.place(i64::from(*share));
            let _ = write!(
                svg,
                "<path class=\"grid\" d=\"M{LEFT} {y}H{RIGHT}\"/><text class=\"share\" x=\"{}\" y=\"{}\">{}</text>",
                LEFT - 8,
                y + 4,
                escape(words)
            );
        }
        for (place, (moment, words)) in self.moments.iter().enumerate() {
            let x = across.place(*moment);
            // The first and last stay inside the drawing.
            let class = match place {
                _ if self.moments.len() == 1 => "moment",
                0 => "moment first",
                last if last + 1 == self.moments.len() => "moment last",
                _ => "moment",
            };
            let _ = write!(
                svg,
                "<path class=\"grid\" d=\"M{x} {BOTTOM}v5\"/><text class=\"{class}\" x=\"{x}\" y=\"{}\">{}</text>",
                BOTTOM + 20,
                escape(words)
            );
        }
        let mut taken: Vec<i32> = Vec::new();
        for line in &self.lines {
            line.draw(&mut svg, &across, &up, &mut taken);
        }
        svg.push_str("</svg>");
        Html::trusted(svg)
    }
}

impl Line {
    fn draw(&self, svg: &mut String, across: &Scale, up: &Scale, taken: &mut Vec<i32>) {
        let _ = write!(svg, "<g class=\"{}\">", self.look.class());
        let path = self.path(across, up);
        if !path.is_empty() {
            let _ = write!(svg, "<path d=\"{path}\"/>");
        }
        for (moment, share) in &self.points {
            if let Some(share) = share {
                self.look.point(svg, across.place(*moment), up.place(i64::from(*share)));
            }
        }
        if let Some((_, Some(last))) = self.points.last() {
            let y = clear(up.place(i64::from(*last)) - 8, taken);
            let _ = write!(svg, "<text x=\"{RIGHT}\" y=\"{y}\">{}</text>", escape(&self.words));
        }
        svg.push_str("</g>");
    }

    /// Steps: level until the next moment, then up or down. A figure that is lacking breaks the line.
    fn path(&self, across: &Scale, up: &Scale) -> String {
        let mut path = String::new();
        let mut drawing = false;
        for (moment, share) in &self.points {
            let x = across.place(*moment);
            let _ = match share {
                Some(share) if drawing => write!(path, "H{x}V{}", up.place(i64::from(*share))),
                Some(share) => write!(path, "M{x} {}", up.place(i64::from(*share))),
                None if drawing => write!(path, "H{x}"),
                None => Ok(()),
            };
            drawing = share.is_some();
        }
        if drawing {
            let _ = write!(path, "H{RIGHT}");
        }
        path
    }
}

/// The nearest height where words do not cover others, below when both sides are free.
fn clear(wanted: i32, taken: &mut Vec<i32>) -> i32 {
    let is_free = |y: i32, taken: &[i32]| taken.iter().all(|other| (other - y).abs() >= APART);
    let offsets = (0..SIZE.1).flat_map(|offset| [offset, -offset]);
    let inside = |y: &i32| (TOP - 10..=BOTTOM - 6).contains(y);
    let free = offsets.map(|offset| wanted + offset).filter(inside).find(|y| is_free(*y, taken));
    let y = free.unwrap_or(wanted);
    taken.push(y);
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(points: Vec<(i64, Option<u16>)>) -> StepPlot {
        let line = |look| Line { look, words: "Ligne <1>".into(), points: points.clone() };
        StepPlot {
            label: "Essai \"&\"".into(),
            span: (0, 100),
            moments: vec![(0, "début".into()), (100, "fin".into())],
            shares: vec![(0, "0 %".into()), (1000, "100 %".into())],
            lines: vec![line(Look::Whole), line(Look::Broken)],
        }
    }

    #[test]
    fn a_line_is_level_until_its_next_step_and_to_the_end() {
        let svg = plot(vec![(0, Some(0)), (50, Some(1000))]).draw().to_string();
        assert!(svg.contains("d=\"M46 222H228V24H410\""), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 2);
    }

    #[test]
    fn where_there_is_no_figure_nothing_is_drawn() {
        let svg = plot(vec![(0, None), (20, Some(500)), (50, None), (75, Some(500))]).draw().to_string();
        assert!(svg.contains("d=\"M119 123H228M319 123H410\""), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 2);
        let none = plot(vec![(0, None)]).draw().to_string();
        assert!(!none.contains("<circle") && !none.contains("d=\"M46 123"), "{none}");
    }

    #[test]
    fn words_at_the_end_of_lines_do_not_cover_one_another_and_cannot_break_out() {
        let svg = plot(vec![(0, Some(0))]).draw().to_string();
        assert!(svg.contains("x=\"410\" y=\"214\"") && svg.contains("x=\"410\" y=\"198\""), "{svg}");
        assert!(!svg.contains("<1>") && svg.contains("&quot;&amp;&quot;"), "{svg}");
    }

    #[test]
    fn one_moment_alone_stands_in_the_middle() {
        let mut one = plot(vec![(7, Some(250))]);
        (one.span, one.moments) = ((7, 7), vec![(7, "un jour".into())]);
        let svg = one.draw().to_string();
        assert!(svg.contains("<circle cx=\"228\""), "{svg}");
    }
}
