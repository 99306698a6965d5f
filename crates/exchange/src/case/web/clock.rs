//! The legal clock as people read it: what, whose, since when, until when, how much is left; and a bar.

use super::super::clock::{ClockState, Deadline};
use super::super::model::{Duty, StepName};
use super::super::words::{clock_key, duty_key};
use super::said::{Said, badge};
use liptako_core::UnixSeconds;
use liptako_web::texts::key;
use liptako_web::{Html, day_words, escape};
use std::fmt::Write;

/// Which step fulfils a duty.
pub const fn step_of(duty: Duty) -> Option<StepName> {
    match duty {
        Duty::Transmission | Duty::Measure => None,
        Duty::Acknowledgement => Some(StepName::Acknowledged),
        Duty::Admissibility => Some(StepName::Admissibility),
        Duty::Completion => Some(StepName::Completed),
        Duty::Reply => Some(StepName::Reply),
        Duty::Position => Some(StepName::Position),
        Duty::Revision => Some(StepName::Draft),
        Duty::EarlyResolution => Some(StepName::EarlyResolution),
        Duty::Closing => Some(StepName::Closed),
    }
}

impl Said<'_> {
    /// What is due.
    pub fn duty(&self, line: &Deadline) -> String {
        self.page.t(duty_key(line.duty))
    }

    /// Where it stands, in a short badge.
    pub fn clock_badge(&self, line: &Deadline) -> Html {
        let tone = match line.state {
            ClockState::NotStarted => "planned",
            ClockState::Running { is_near: false } => "active",
            ClockState::Running { is_near: true } | ClockState::DoneLate { .. } => "late",
            ClockState::Met { .. } => "done",
            ClockState::Late => "blocked",
            ClockState::Lapsed => "neutral",
        };
        badge(tone, &self.page.t(clock_key(line.state)))
    }

    fn day(&self, seconds: UnixSeconds) -> String {
        day_words(self.page.lang(), seconds.into())
    }

    /// When it begins, in words.
    pub fn clock_start(&self, line: &Deadline) -> String {
        match (line.starts, line.state) {
            (Some(starts), _) => {
                self.page.text("casepages-clock-began").with("day", self.day(starts)).to_string()
            }
            (None, ClockState::NotStarted) => {
                let authority = self.acronym(&line.whose);
                self.page.text("casepages-clock-begins-when").with("authority", authority).to_string()
            }
            (None, _) => String::new(),
        }
    }

    /// What is left of it, or how it went, in words.
    pub fn clock_words(&self, line: &Deadline) -> String {
        let ends = line.ends.map(|ends| self.day(ends));
        let left = line.days_left(self.page.now());
        match (line.state, ends, left) {
            (ClockState::NotStarted, None, _) => self.clock_start(line),
            (ClockState::Running { .. } | ClockState::NotStarted, Some(day), Some(n)) => {
                let key =
                    if line.is_window { key("casepages-clock-window") } else { key("casepages-clock-left") };
                self.page.text(key).with("day", day).with("n", n).to_string()
            }
            (ClockState::Late, Some(day), Some(n)) => {
                self.page.text("casepages-clock-since").with("day", day).with("n", -n).to_string()
            }
            (ClockState::Met { at, is_proven: true }, ..) => {
                self.page.text("casepages-clock-met-proven").with("day", self.day(at)).to_string()
            }
            (ClockState::Met { at, is_proven: false }, ..) => {
                self.page.text("casepages-clock-met-said").with("day", self.day(at)).to_string()
            }
            (ClockState::DoneLate { at }, Some(day), _) => {
                let done = self.day(at);
                self.page.text("casepages-clock-done-late-on").with("day", day).with("done", done).to_string()
            }
            (ClockState::Lapsed, Some(day), _) => {
                self.page.text("casepages-clock-lapsed-on").with("day", day).to_string()
            }
            _ => self.page.t("casepages-clock-unknown"),
        }
    }

    /// A bar: how much of the time has passed. The words beside it say the same.
    pub fn clock_bar(&self, line: &Deadline) -> Html {
        let (Some(starts), Some(ends)) = (line.starts, line.ends) else { return Html::default() };
        let until = match line.state {
            ClockState::Met { at, .. } | ClockState::DoneLate { at } => at,
            ClockState::Lapsed => return Html::default(),
            _ => self.page.now(),
        };
        let whole = ends.saturating_sub(starts).max(1);
        let passed = until.saturating_sub(starts).clamp(0, whole);
        let length = i128::from(passed) * 1000 / i128::from(whole);
        let tone = match line.state {
            ClockState::Met { .. } => "done",
            ClockState::Late | ClockState::DoneLate { .. } => "blocked",
            ClockState::Running { is_near: true } => "late",
            _ => "active",
        };
        let mut drawn = String::from(
            "<svg class=\"bar\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        );
        let _ = write!(drawn, "<rect class=\"{tone}\" width=\"{length}\" height=\"12\"/></svg>");
        Html::trusted(drawn)
    }

    /// Extension and reminders, in words; empty when there are none.
    pub fn clock_more(&self, line: &Deadline) -> String {
        let mut said = Vec::new();
        if line.extended > 0 {
            said.push(self.page.text("casepages-clock-extended").with("n", line.extended).to_string());
        }
        if line.reminders > 0 {
            said.push(self.page.text("casepages-clock-reminders").with("n", line.reminders).to_string());
        }
        said.join(" ")
    }

    /// The end in a list: the day, and the words under it.
    pub fn clock_cell(&self, line: &Deadline) -> Html {
        Html::trusted(format!("{} {}", self.clock_badge(line), escape(&self.clock_words(line))))
    }
}
