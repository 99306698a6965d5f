//! Figures without persons: how many cases, of which kinds, how they ended, which delays were met.
//!
//! They are computed on one authority's node from the cases it is party to; what concerns the two others alone it does not
//! know, so these are never figures of the three. What is published hides small numbers, by which a person of a small country
//! could be recognised.

use super::clock::ClockState;
use super::model::{CaseKind, Duty, Outcome};
use super::store::{self, CaseLine, Filter, MAX_LINES};
use super::words::{Speech, duty_key, kind_key, outcome_key};
use liptako_core::{Charter, UnixSeconds};
use liptako_paper::{Column, Row, Table};
use liptako_storage::{StorageError, Tx};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Counts below this are hidden where figures are published; zero is not.
pub const FEW: u32 = 5;

/// Cases of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindFigures {
    /// The kind.
    pub kind: CaseKind,
    /// Not closed.
    pub open: u32,
    /// Closed, by how they ended, in the order of [`Outcome::ALL`].
    pub closed: [u32; 6],
    /// Median of the whole days from opening to closing; none when no case is closed.
    pub median_days: Option<u32>,
}

impl KindFigures {
    /// Closed, however they ended.
    pub fn all_closed(&self) -> u32 {
        self.closed.iter().sum()
    }
}

/// How one kind of delay was kept, by all authorities concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyFigures {
    /// What was due.
    pub duty: Duty,
    /// Done in time.
    pub met: u32,
    /// Not done in time.
    pub late: u32,
    /// Still running, or not started.
    pub running: u32,
}

/// Figures of the cases that one authority is party to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// When they were computed, by this node's clock.
    pub at: UnixSeconds,
    /// One line for each kind, in the order of [`CaseKind::ALL`].
    pub kinds: Vec<KindFigures>,
    /// One line for each duty that occurred, in the order of [`Duty::ALL`].
    pub duties: Vec<DutyFigures>,
    /// Delays met and not met in cases whose content is erased: what remains of them says no more.
    pub erased: (u32, u32),
}

/// Whole days between two moments that an author claims.
fn days(from: UnixSeconds, to: UnixSeconds) -> u32 {
    u32::try_from(to.saturating_sub(from).max(0) / 86_400).unwrap_or(u32::MAX)
}

fn median(mut values: Vec<u32>) -> Option<u32> {
    values.sort_unstable();
    let last = values.len().checked_sub(1)?;
    let (low, high) = (values[last / 2], values[last - last / 2]);
    Some(low + (high - low) / 2)
}

fn of_kind(kind: CaseKind, lines: &[CaseLine]) -> KindFigures {
    let mut figures = KindFigures { kind, open: 0, closed: [0; 6], median_days: None };
    let mut lasted = Vec::new();
    for line in lines.iter().filter(|line| line.kind == Some(kind)) {
        match (line.outcome, line.closed) {
            (Some(outcome), Some(closed)) => {
                let at = Outcome::ALL.iter().position(|known| *known == outcome).unwrap_or_default();
                figures.closed[at] += 1;
                lasted.push(days(line.opened, closed));
            }
            _ => figures.open += 1,
        }
    }
    figures.median_days = median(lasted);
    figures
}

/// Computes the figures from the cases that are readable here; the newest [`MAX_LINES`] when there are more.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn figures(tx: &mut dyn Tx, charter: &Charter, now: UnixSeconds) -> Result<Figures, StorageError> {
    let lines = store::list(tx, &Filter::default(), MAX_LINES)?;
    let kinds = CaseKind::ALL.iter().map(|kind| of_kind(*kind, &lines)).collect();
    let mut counted: BTreeMap<Duty, (u32, u32, u32)> = BTreeMap::new();
    let mut erased = (0, 0);
    for line in &lines {
        let Some(view) = store::case(tx, charter, line.object)? else { continue };
        if let Some(left) = view.case().retained.as_ref().filter(|_| view.case().opening.is_none()) {
            erased = (erased.0 + left.met, erased.1 + left.late);
            continue;
        }
        for deadline in store::clock(tx, charter, &view, now)? {
            let (met, late, running) = counted.entry(deadline.duty).or_default();
            match deadline.state {
                ClockState::Met { .. } => *met += 1,
                ClockState::Late | ClockState::DoneLate { .. } => *late += 1,
                ClockState::NotStarted | ClockState::Running { .. } => *running += 1,
                ClockState::Lapsed => {}
            }
        }
    }
    let duties =
        counted.into_iter().map(|(duty, (met, late, running))| DutyFigures { duty, met, late, running });
    Ok(Figures { at: now, kinds, duties: duties.collect(), erased })
}

/// A count as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Exact(u32),
    /// Between one and four: which, is not said.
    Few,
    /// Not said, because the parts would tell what is hidden.
    Withheld,
}

/// Counts of one line and their sum, as they may be shown. A sum would tell the one part that is hidden, so it goes too.
pub fn shown(parts: &[u32], is_published: bool) -> (Vec<Shown>, Shown) {
    let sum: u32 = parts.iter().sum();
    if !is_published {
        return (parts.iter().map(|part| Shown::Exact(*part)).collect(), Shown::Exact(sum));
    }
    let show = |count: u32| if (1..FEW).contains(&count) { Shown::Few } else { Shown::Exact(count) };
    let parts: Vec<Shown> = parts.iter().map(|part| show(*part)).collect();
    let hides = parts.contains(&Shown::Few);
    let sum = match show(sum) {
        Shown::Exact(_) if hides => Shown::Withheld,
        sum => sum,
    };
    (parts, sum)
}

impl Shown {
    fn words(self, speech: &Speech<'_>) -> String {
        match self {
            Self::Exact(count) => count.to_string(),
            Self::Few => speech.t("case-figures-few"),
            Self::Withheld => speech.t("case-figures-withheld"),
        }
    }

    fn json(self) -> Value {
        match self {
            Self::Exact(count) => json!(count),
            Self::Few => json!("<5"),
            Self::Withheld => Value::Null,
        }
    }
}

impl KindFigures {
    fn shown(&self, is_published: bool) -> (Vec<Shown>, Shown, Option<u32>) {
        let parts: Vec<u32> = [self.open].into_iter().chain(self.closed).collect();
        let (parts, sum) = shown(&parts, is_published);
        let median = self.median_days.filter(|_| !is_published || self.all_closed() >= FEW);
        (parts, sum, median)
    }
}

impl Figures {
    /// Cases by kind and how they ended, as a table for a page, a sheet or CSV.
    pub fn cases_table(&self, speech: &Speech<'_>, is_published: bool) -> Table {
        let mut columns = vec![
            Column::new(speech.t("case-figures-kind"), 3),
            Column::new(speech.t("case-figures-open"), 1),
        ];
        columns.extend(Outcome::ALL.iter().map(|outcome| Column::new(speech.t(outcome_key(*outcome)), 1)));
        columns.push(Column::new(speech.t("case-figures-all"), 1));
        columns.push(Column::new(speech.t("case-figures-median"), 1));
        let row = |line: &KindFigures| {
            let (parts, sum, median) = line.shown(is_published);
            let mut cells = vec![speech.t(kind_key(line.kind))];
            cells.extend(parts.iter().map(|part| part.words(speech)));
            cells.push(sum.words(speech));
            cells.push(median.map_or_else(|| speech.t("case-figures-none"), |days| days.to_string()));
            Row::new(cells)
        };
        let rows = self.kinds.iter().map(row).collect();
        Table { caption: speech.t("case-figures-cases"), columns, rows }
    }

    /// How delays were kept, as a table for a page, a sheet or CSV.
    pub fn delays_table(&self, speech: &Speech<'_>, is_published: bool) -> Table {
        let head = ["case-figures-duty", "case-figures-met", "case-figures-late", "case-figures-running"];
        let columns = head.iter().map(|key| Column::new(speech.t(key), 1)).collect();
        let row = |label: String, parts: &[u32]| {
            let (parts, _) = shown(parts, is_published);
            Row::new([label].into_iter().chain(parts.iter().map(|part| part.words(speech))))
        };
        let line =
            |line: &DutyFigures| row(speech.t(duty_key(line.duty)), &[line.met, line.late, line.running]);
        let mut rows: Vec<Row> = self.duties.iter().map(line).collect();
        let (met, late) = self.erased;
        if met + late > 0 {
            rows.push(row(speech.t("case-figures-erased"), &[met, late, 0]));
        }
        Table { caption: speech.t("case-figures-delays"), columns, rows }
    }

    /// The same for programs. A hidden count is `"<5"`, a withheld sum `null`.
    pub fn json(&self, authority: &str, is_published: bool) -> Value {
        let kind = |line: &KindFigures| {
            let (parts, sum, median) = line.shown(is_published);
            let outcomes: serde_json::Map<String, Value> = Outcome::ALL
                .iter()
                .zip(&parts[1..])
                .map(|(outcome, part)| (outcome.name().to_owned(), part.json()))
                .collect();
            json!({ "kind": line.kind.name(), "open": parts[0].json(), "closed": outcomes, "all": sum.json(),
                "median_days": median })
        };
        let delays = |name: &str, counts: &[u32]| {
            let (parts, _) = shown(counts, is_published);
            json!({ "duty": name, "met": parts[0].json(), "late": parts[1].json(), "running": parts[2].json() })
        };
        let mut duties: Vec<Value> = self
            .duties
            .iter()
            .map(|line| delays(line.duty.name(), &[line.met, line.late, line.running]))
            .collect();
        if self.erased != (0, 0) {
            duties.push(delays("erased-cases", &[self.erased.0, self.erased.1, 0]));
        }
        json!({ "authority": authority, "scope": "cases this authority is party to", "unix_seconds": self.at,
            "small_counts_hidden": is_published, "kinds": self.kinds.iter().map(kind).collect::<Vec<_>>(),
            "delays": duties })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_hidden_and_no_sum_tells_them() {
        assert_eq!(shown(&[0, 5], true), (vec![Shown::Exact(0), Shown::Exact(5)], Shown::Exact(5)));
        assert_eq!(shown(&[4, 20], true), (vec![Shown::Few, Shown::Exact(20)], Shown::Withheld));
        assert_eq!(shown(&[1, 2], true), (vec![Shown::Few, Shown::Few], Shown::Few));
        assert_eq!(shown(&[1, 2], false), (vec![Shown::Exact(1), Shown::Exact(2)], Shown::Exact(3)));
    }

    #[test]
    fn the_median_is_the_middle_or_between_the_two_middles() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9]), Some(9));
        assert_eq!(median(vec![9, 1, 4]), Some(4));
        assert_eq!(median(vec![1, 4, 9, 20]), Some(6));
        assert_eq!(days(10, 5), 0, "clocks that disagree");
    }
}
