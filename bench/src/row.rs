//! One figure, beside its target and its peer: printed for people, and as JSON for the report.

use crate::setting::Setting;
use anyhow::Result;
use serde::{Deserialize, Serialize};

/// What a figure must reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The figure itself, in its unit, or less.
    AtMost(f64),
    /// The figure itself, in its unit, or more.
    AtLeast(f64),
    /// So many times the peer's figure, or less.
    RatioAtMost(f64),
}

/// What else was measured, in the same run and the same way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Peer {
    /// What it is.
    pub name: String,
    /// Its figure, in the same unit; `None` when it is not on this machine.
    pub figure: Option<f64>,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What was asked.
    pub question: String,
    /// The answer.
    pub figure: f64,
    /// Its unit.
    pub unit: String,
    /// What it must reach, when something was promised.
    pub target: Option<Target>,
    /// The peer.
    pub peer: Option<Peer>,
    /// What a reader must know to judge the figure.
    pub note: String,
}

impl Row {
    /// A figure without promise or peer.
    pub fn new(question: impl Into<String>, figure: f64, unit: &str) -> Self {
        let (question, unit) = (question.into(), unit.to_owned());
        Self { question, figure, unit, target: None, peer: None, note: String::new() }
    }

    /// With what was promised.
    pub const fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// With its peer.
    pub fn peer(mut self, name: impl Into<String>, figure: impl Into<Option<f64>>) -> Self {
        self.peer = Some(Peer { name: name.into(), figure: figure.into() });
        self
    }

    /// With a remark.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// This figure divided by the peer's.
    pub fn ratio(&self) -> Option<f64> {
        let peer = self.peer.as_ref()?.figure.filter(|figure| *figure > 0.0)?;
        Some(self.figure / peer)
    }

    /// Whether the promise is kept; `None` without one, or when its peer is missing.
    pub fn kept(&self) -> Option<bool> {
        match self.target? {
            Target::AtMost(bound) => Some(self.figure <= bound),
            Target::AtLeast(bound) => Some(self.figure >= bound),
            Target::RatioAtMost(bound) => self.ratio().map(|ratio| ratio <= bound),
        }
    }
}

/// A number with three significant digits, or whole above a thousand.
pub fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 1000.0 => grouped(value.round() as i64),
        middle if middle >= 100.0 => format!("{value:.0}"),
        small if small >= 10.0 => format!("{value:.1}"),
        small if small >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Under which conditions a topic was measured: the first line of its results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// The topic.
    pub topic: String,
    /// Universal time, as `bench/run` gave it.
    pub date: String,
    /// Version of the sources.
    pub commit: String,
    /// How the program was built.
    pub profile: String,
    /// Processor, cores, memory, kernel.
    pub machine: String,
    /// Load average when the topic began: what else the machine was doing.
    pub load: String,
    /// Whether only a tenth of the work was done.
    pub quick: bool,
}

/// The figures of a topic, told as they come.
pub struct Rows;

impl Rows {
    /// Tells the conditions.
    pub fn begin(topic: &str, setting: &Setting) -> Result<Self> {
        let told = |name: &str| std::env::var(name).unwrap_or_else(|_| "not told".into());
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let conditions = Conditions {
            topic: topic.to_owned(),
            date: told("LIPTAKO_BENCH_DATE"),
            commit: told("LIPTAKO_BENCH_COMMIT"),
            profile: told("LIPTAKO_BENCH_PROFILE"),
            machine: told("LIPTAKO_BENCH_MACHINE"),
            load: load.split(' ').take(3).collect::<Vec<_>>().join(" "),
            quick: setting.quick,
        };
        eprintln!("== {topic} ({}, load {})", conditions.profile, conditions.load);
        println!("{}", serde_json::to_string(&conditions)?);
        Ok(Self)
    }

    /// Tells one figure.
    pub fn tell(&mut self, row: &Row) -> Result<()> {
        let peer = row.peer.as_ref().map(|peer| match (peer.figure, row.ratio()) {
            (Some(figure), Some(ratio)) => {
                format!("; {}: {} {}, ratio {}", peer.name, number(figure), row.unit, number(ratio))
            }
            _ => format!("; {}: not on this machine", peer.name),
        });
        let kept = match row.kept() {
            Some(true) => " [kept]",
            Some(false) => " [NOT KEPT]",
            None => "",
        };
        let peer = peer.unwrap_or_default();
        eprintln!("{}: {} {}{peer}{kept}", row.question, number(row.figure), row.unit);
        if !row.note.is_empty() {
            eprintln!("    {}", row.note);
        }
        println!("{}", serde_json::to_string(row)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_on_the_ratio_needs_the_peer() {
        let row = Row::new("bytes", 110.0, "kB").target(Target::RatioAtMost(1.15));
        assert_eq!(row.kept(), None);
        assert_eq!(row.clone().peer("floor", 100.0).kept(), Some(true));
        assert_eq!(row.peer("floor", 90.0).kept(), Some(false));
    }

    #[test]
    fn numbers_keep_what_matters() {
        let told: Vec<String> = [0.0123, 0.5, 12.34, 123.4, 1_234_567.0].into_iter().map(number).collect();
        assert_eq!(told, ["0.012", "0.50", "12.3", "123", "1,234,567"]);
    }
}
