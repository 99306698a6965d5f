//! Writes the measured figures into the document, between its two marks.

use crate::TOPICS;
use crate::row::{Conditions, Row, Target, number};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;

const BEGIN: &str = "<!-- figures: written by bench/run -->";
const END: &str = "<!-- end of figures -->";

/// Puts the results of a folder (`<topic>.jsonl`) into the document.
pub fn write(results: &Path, document: &Path) -> Result<()> {
    let mut tables = String::new();
    for topic in TOPICS {
        let path = results.join(format!("{topic}.jsonl"));
        if let Ok(text) = std::fs::read_to_string(&path) {
            tables.push_str(&table(&text).with_context(|| path.display().to_string())?);
        }
    }
    let text = std::fs::read_to_string(document).with_context(|| document.display().to_string())?;
    std::fs::write(document, placed(&text, &tables)?)?;
    Ok(())
}

/// The document with other tables between its marks.
fn placed(document: &str, tables: &str) -> Result<String> {
    let (before, rest) =
        document.split_once(BEGIN).context("the document has no mark where figures begin")?;
    let (_, after) = rest.split_once(END).context("the document has no mark where figures end")?;
    Ok(format!("{before}{BEGIN}\n\n{tables}{END}{after}"))
}

/// One topic: conditions, table, notes.
fn table(results: &str) -> Result<String> {
    let mut lines = results.lines();
    let conditions: Conditions = serde_json::from_str(lines.next().context("no results")?)?;
    let rows = lines.map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<Vec<Row>>>()?;
    let mut out = format!("### {}\n\n", conditions.topic);
    let quick = if conditions.quick { " **A tenth of the work: not a measure.**" } else { "" };
    writeln!(
        out,
        "`bash bench/run {}` · {} · commit {} · profile {} · {} · load at the start {}.{quick}\n",
        conditions.topic,
        conditions.date,
        conditions.commit,
        conditions.profile,
        conditions.machine,
        conditions.load
    )?;
    out.push_str("| question | target | measured | peer, same run | peer's figure | ratio |\n");
    out.push_str("|---|--:|--:|---|--:|--:|\n");
    let mut notes = Vec::new();
    for row in &rows {
        writeln!(out, "{}", line(row, &mut notes))?;
    }
    out.push('\n');
    for (at, note) in notes.iter().enumerate() {
        writeln!(out, "{}. {note}.", at + 1)?;
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

fn line(row: &Row, notes: &mut Vec<String>) -> String {
    let target = match row.target {
        None => "–".to_owned(),
        Some(Target::AtMost(bound)) => format!("≤ {} {}", number(bound), row.unit),
        Some(Target::AtLeast(bound)) => format!("≥ {} {}", number(bound), row.unit),
        Some(Target::RatioAtMost(bound)) => format!("≤ {bound} × peer"),
    };
    let kept = match row.kept() {
        Some(true) => " ✓",
        Some(false) => " ✗",
        None => "",
    };
    let (name, figure) = match &row.peer {
        None => ("–".to_owned(), "–".to_owned()),
        Some(peer) => (
            peer.name.clone(),
            peer.figure.map_or("not on the machine".into(), |f| format!("{} {}", number(f), row.unit)),
        ),
    };
    let ratio = row.ratio().map_or("–".to_owned(), |ratio| format!("{ratio:.2}"));
    let mut mark = String::new();
    if !row.note.is_empty() {
        let known = notes.iter().position(|note| *note == row.note);
        let at = known.unwrap_or_else(|| {
            notes.push(row.note.clone());
            notes.len() - 1
        });
        mark = format!(" ({})", at + 1);
    }
    let measured = format!("{} {}{kept}", number(row.figure), row.unit);
    format!("| {}{mark} | {target} | **{measured}** | {name} | {figure} | {ratio} |", row.question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_replace_those_of_an_earlier_run_and_nothing_else() {
        let document = format!("Before.\n\n{BEGIN}\n\nold\n{END}\n\nAfter.\n");
        let placed = placed(&document, "new\n").unwrap();
        assert_eq!(placed, format!("Before.\n\n{BEGIN}\n\nnew\n{END}\n\nAfter.\n"));
    }

    #[test]
    fn a_promise_not_kept_shows() {
        let row = Row::new("Wait", 51.0, "ms").target(Target::AtMost(50.0)).peer("floor", 25.5);
        assert_eq!(
            line(&row, &mut Vec::new()),
            "| Wait | ≤ 50.0 ms | **51.0 ms ✗** | floor | 25.5 ms | 2.00 |"
        );
    }
}
